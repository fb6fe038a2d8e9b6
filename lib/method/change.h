/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two rounds of the same question.  Answers are anonymous, so nobody's path is
 * known: one histogram is compared with the other, never person with person.
 *
 * Whether a shift can be told from chance is decided in one place only, the
 * picture of a whole organisation: the two-sided Wilcoxon-Mann-Whitney test of
 * each subject, and Benjamini-Hochberg over all subjects of the page at
 * DISCOVERY_RATE.  It sees answers that lie higher or lower, not answers that
 * lie wider.  Within a group nothing is tested; change_sight says what so many
 * answers can show at all.
 */
#ifndef PEIL_METHOD_CHANGE_H
#define PEIL_METHOD_CHANGE_H

#include "method/compare.h"

/*
 * The smallest shift that so many answers a side usually show: power .8 of a
 * two-sided test at 5 % (Noether 1987, with ties).  With t_k the shares of the
 * earlier round and sd their standard deviation:
 *
 *	superiority	2.80 sqrt((1 - sum t_k^3) (n1 + n2) / (12 n1 n2)), from a half
 *	levels		2.80 sd sqrt(1/n1 + 1/n2), at most the length of the scale
 *
 * When all earlier answers are on one level, both rounds together are the shares.
 */
struct change_sight {
	double superiority, levels;
};

/* How many answers lie on this level or higher. */
struct change_cut {
	int level;
	int64_t earlier, later;
};

struct change_figures {
	int64_t n_earlier, n_later;	/* on the scale */
	struct gap gap;			/* the later answers against the earlier ones */
	int direction;			/* 1: later is higher on every cut; -1 lower; 0 both */
	struct change_cut cut[TALLY_LEVELS_MAX - 1];	/* from level 2 up */
	int widest;			/* index of the cut whose share moved most, the lowest */
	struct wmw wmw;
	double bh, by;			/* by change_tell_apart; NaN before */
	struct change_sight sight;
};

/* False when one side has fewer than k answers on the scale. */
bool change_of(const struct tally *earlier, const struct tally *later, int64_t k,
	       struct change_figures *ret);

/* Fills in bh and by over everything one page compares. */
void change_tell_apart(struct arena *a, struct change_figures *const *list, size_t count);
bool change_is_apart(const struct change_figures *c);

/* The mean shift is under a twentieth of a level, less than one decimal shows. */
bool change_is_small(const struct change_figures *c);

/* Both have answers. */
struct change_sight change_sight(const struct tally *earlier, const struct tally *later);
/* Whether superiority is nearer to a half than what can usually be seen. */
bool change_is_under_sight(const struct change_figures *c);

/*
 * Where the change is certain whatever the silent think, of all members to whom
 * the question applies: the share on level i + 2 or higher rose (1), of a of N
 * with u who chose no level, when a2/N2 > (a1 + u1)/N1; fell (-1) when
 * (a2 + u2)/N2 < a1/N1; else 0.  Who does not know may think anything too.
 * Compared in whole numbers.  Sizes are of the whole groups; false when one is
 * smaller than what was answered or above TALLY_N_MAX.
 */
bool change_certain(const struct tally *earlier, int64_t earlier_size, const struct tally *later,
		    int64_t later_size, int ret_direction[TALLY_LEVELS_MAX - 1]);

#endif

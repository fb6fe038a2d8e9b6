/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What can be seen, told before it is asked: a function of how many people a group
 * has and how many of them are expected to answer, on answers that fall like a
 * bell.  The bell of five levels is .07 .24 .38 .24 .07; of others a normal
 * distribution of the same width, .254 of the length of the scale, its ends open.
 */
#ifndef PEIL_METHOD_SIGHT_H
#define PEIL_METHOD_SIGHT_H

#include <stdbool.h>
#include <stdint.h>

struct sight {
	/*
	 * The smallest shift between two rounds with so many answers each that is
	 * usually seen: power .8, two-sided 5 % (Noether 1987, with ties), as in
	 * method/change.h.  With t_k the shares of the bell and sd its width:
	 *	superiority	2.80 sqrt((1 - sum t_k^3) 2n / (12 n^2)), from a half
	 *	levels		2.80 sd sqrt(2/n), at most the length of the scale
	 */
	double superiority, levels;
	/*
	 * From so many answers the middle is certain whatever the others think: more
	 * than N max(1/(2 (1 - F_{m-1})), 1/(2 F_m)) (method/silence.h).  0: not even
	 * with all of them, where the bell has two middle levels.
	 */
	int64_t certain_from;
};

/* False unless 2 <= levels <= TALLY_LEVELS_MAX and 1 <= answers <= members, at
 * most TALLY_N_MAX. */
bool sight_of(int levels, int64_t members, int64_t answers, struct sight *ret);

/* The shares of the bell; they add up to one. */
void sight_bell(int levels, double *ret_share);

#endif

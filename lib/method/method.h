/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The method: pure functions, counts in, figures out.  No I/O, no state, no
 * floating point where whole numbers decide.  Formulas and sources:
 * docs/developer/method.md.
 *
 * A tally holds the answers of one item: c[0] is level 1.  Don't know, not
 * applicable and skipped stand beside the scale, never on it.
 */
#ifndef PEIL_METHOD_METHOD_H
#define PEIL_METHOD_METHOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TALLY_LEVELS_MAX = 10 };
/* A count of one or two is never named, nor are those behind it asked to speak. */
enum { TALLY_NAMED_MIN = 3 };

enum { TALLY_N_MAX = 1000 * 1000 * 1000 };

struct tally {
	int levels;			/* 2..TALLY_LEVELS_MAX */
	int64_t c[TALLY_LEVELS_MAX];	/* never negative; sum up to TALLY_N_MAX */
	int64_t dont_know, not_applicable, skipped;
};

int64_t tally_n(const struct tally *t);		/* answers on the scale */
void tally_add(struct tally *sum, const struct tally *t);

/* --- middle (middle.c): undefined (0, NaN) when n == 0 ---------------------- */
int median_low(const struct tally *t);	/* smallest k with 2 C_k >= n */
int median_high(const struct tally *t);	/* smallest k with 2 C_k > n */
int quartile_1(const struct tally *t);	/* smallest k with 4 C_k >= n */
int quartile_3(const struct tally *t);	/* smallest k with 4 C_k >= 3 n */
double interpolated_median(const struct tally *t);

/* --- spread (spread.c) ------------------------------------------------------ */
double spread_d(const struct tally *t);		/* Leik D, 0..1 */
double average_distance(const struct tally *t);	/* from the middle, in levels */
double pairs_apart(const struct tally *t);	/* two or more levels; NaN when n < 2 */
int two_groups(const struct tally *t);		/* the level between, or 0 */
/*
 * What may be said of that.  One group of people fires the rule by chance in 14 to
 * 20 % of teams of five to eight, 8 % of ten, 4 % of fifteen; so below
 * TWO_GROUPS_MIN answers only that they lie in two places.
 */
enum { TWO_GROUPS_MIN = 12 };
enum two_groups_word { TWO_GROUPS_NONE, TWO_GROUPS_PLACES, TWO_GROUPS_GROUPS };
enum two_groups_word two_groups_word(const struct tally *t);
double dont_know_rate(const struct tally *t);

/* D < .25, .25-.50, >= .50, decided in whole numbers. */
enum spread_word { SPREAD_NONE, SPREAD_CLOSE, SPREAD_APART, SPREAD_FAR };
enum spread_word spread_word(const struct tally *t);
/* 1 when the second lies a twentieth of D or more wider than the first, -1 when it
 * lies as much closer, 0 between: one voter more is no change.  Both have answers. */
int spread_change(const struct tally *first, const struct tally *second);

/* --- gap between two groups of answers (gap.c) ------------------------------ */
struct gap {
	double p_higher, p_lower;	/* a against b, over all pairs */
	double cliffs_delta, superiority, w1, ks;
};
bool gap_of(const struct tally *a, const struct tally *b, struct gap *ret);	/* false: one is empty */
/*
 * The W1 that lot gives on average between groups of these sizes, when all answers
 * are of one kind: sum over the cuts of sqrt(2/pi F (1-F) (1/n_a + 1/n_b)), F of
 * both together.  Both have answers.
 */
double gap_noise(const struct tally *a, const struct tally *b);
/* W1 less that; 0 when it is no more.  NaN when one is empty. */
double gap_beyond_noise(const struct tally *a, const struct tally *b);
/* 1 when a lies at or above b on every cut, -1 when below; 0 when both, or equal. */
int gap_direction(const struct tally *a, const struct tally *b);

/* --- counting in pieces (pieces.c), method rules R1 and R2 ------------------ */
/*
 * parent[i] < i for i > 0; parent[0] is 0.  sheets[i]: sheets that belong to
 * node i itself (leaves).  Computes for every node with sheets the node its
 * sheets are counted at: the nearest ancestor-or-self where at least k wait
 * together; NODE_NONE when not even the root has k.
 * piece_size[i]: sheets counted at node i itself, 0 or >= k.
 */
#define NODE_NONE ((size_t)-1)
void pieces_place(const size_t *parent, const int64_t *sheets, size_t nodes, int64_t k,
		  size_t *ret_node, int64_t *ret_piece_size);

/*
 * The same over several moments (pieces_moment.c; rules R2 and R5).  At a
 * moment `arrived` comes in; what waits at a node with k or more becomes a new
 * piece, which never changes again.  At a closing, what does not make k moves
 * up and waits there with the others; what is left at the top keeps waiting.
 * A round that is opened again goes on with the next moment: its new answers
 * form new pieces and are never added to an old one.
 *
 * waiting[i] is carried from moment to moment, all 0 before the first.
 * ret_node[i]: where what came in or waited at node i is now, counted or
 * waiting.  ret_piece_size[i]: the piece made at node i now, 0 or >= k.
 */
enum pieces_moment { MOMENT_OPEN, MOMENT_CLOSING };

struct pieces_arrival {
	const size_t *parent;
	const int64_t *arrived;
	size_t nodes;
	int64_t k;
	enum pieces_moment moment;
};

void pieces_moment(const struct pieces_arrival *now, int64_t *waiting, size_t *ret_node,
		   int64_t *ret_piece_size);

#endif

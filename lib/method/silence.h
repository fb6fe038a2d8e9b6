/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Silence in numbers that people can act on: how many of the silent would have to
 * answer otherwise before the middle moves, and how many more answers make it
 * certain.  N are the members of the group to whom the question applies (who says
 * "not applicable" leaves every denominator), n chose a level, u = N - n did not.
 * C_k answers lie at or under level k, F_k = C_k/n; the middle runs from the lower
 * median `low` to the upper median `high`, as it is shown.
 *
 *	moves down	when low - 1 or less is chosen by  ceil(N/2) - C_{low-1}  of the u
 *	moves up	when high + 1 or more is chosen by  C_high + u - floor(N/2)
 *	as the others	u F_{low-1} would, and u (1 - F_high)
 *	needed		the smallest r such that with r more answers that fall as now the
 *			middle is one level whatever the u - r others choose:
 *			C_{m-1} + r F_{m-1} + u - r < N/2 < C_m + r F_m
 *	response	such an r exists when n + r of N is more than
 *			max(1/(2 (1 - F_{m-1})), 1/(2 F_m)); never at half of N or less
 *
 * Whole numbers but for the shares.  Mirrored answers have the mirrored figures.
 */
#ifndef PEIL_METHOD_SILENCE_H
#define PEIL_METHOD_SILENCE_H

#include "method/method.h"

/*
 * Who does not know did answer, and is not among the silent.  So two clauses: what
 * those without any answer can change among those who place it somewhere
 * (SILENCE_ABSENT: don't knows leave N), and what all can change who chose no
 * level, should the don't knows choose one too (SILENCE_ALL).
 */
enum silence_of_whom { SILENCE_ABSENT, SILENCE_ALL };

enum { SILENCE_IMPOSSIBLE = -1 };

struct silence {
	int64_t members;		/* N */
	int64_t silent;			/* u */
	int low, high;			/* the middle of the answers */
	int64_t moves_down, moves_up;	/* 1..u; SILENCE_IMPOSSIBLE: it does not */
	double expected_down, expected_up;	/* so many if they answer as the others */
	int64_t needed;			/* 0: it is certain; SILENCE_IMPOSSIBLE */
	double response_needed;		/* a share of N; 1 or more: not even all of them */
};

/* `size` is that of the whole group.  False when it is smaller than what was
 * answered, above TALLY_N_MAX, or when nobody chose a level. */
bool silence_of(const struct tally *t, int64_t size, enum silence_of_whom whom,
		struct silence *ret);

#endif

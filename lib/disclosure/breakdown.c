/* SPDX-License-Identifier: EUPL-1.2 */
/* Which break-downs a question can bear: classes by piece and parts. */
#include "disclosure/breakdown.h"

#include <stdlib.h>

#include "base/must.h"

/* A cell with what decides its class. */
struct sorted {
	const struct breakdown_cell *cell;
	unsigned set;
	enum breakdown_beside beside;
};

static int compare_numbers(size_t x, size_t y)
{
	return (x > y) - (x < y);
}

static int compare(const void *x, const void *y)
{
	const struct sorted *p = x, *q = y;
	int order = p->beside == BREAKDOWN_BESIDE_PIECES
			    ? compare_numbers(p->cell->piece, q->cell->piece) : 0;

	for (size_t b = 0; b < BREAKDOWNS_MAX && order == 0; b++)
		if (p->set >> b & 1)
			order = compare_numbers(p->cell->part[b], q->cell->part[b]);
	return order;
}

/* Sorted by class; returns how many. */
static size_t sort(const struct breakdown_question *q, unsigned set, enum breakdown_beside beside,
		   struct sorted *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < q->cells; i++)
		if (q->cell[i].people > 0 && q->cell[i].piece != NODE_NONE)
			ret[n++] = (struct sorted){ &q->cell[i], set, beside };
	qsort(ret, n, sizeof(*ret), compare);
	return n;
}

/* Keeps the cells of pieces that have figures of this question. */
static size_t leave_out_small_pieces(const struct breakdown_question *q, struct sorted *s, size_t n)
{
	size_t kept = 0, next;

	for (size_t i = 0; i < n; i = next) {
		int64_t people = 0;

		for (next = i; next < n && s[next].cell->piece == s[i].cell->piece; next++)
			people += s[next].cell->people;
		for (size_t j = i; j < next && people >= q->k; j++)
			s[kept++] = s[j];
	}
	return kept;
}

bool breakdown_may(struct arena *a, const struct breakdown_question *q, unsigned set,
		   enum breakdown_beside beside, struct breakdown_class *ret_smallest)
{
	struct sorted *s = ARENA_ARRAY(a, struct sorted, q->cells + 1);
	size_t n = sort(q, 0, BREAKDOWN_BESIDE_PIECES, s), next;
	bool is_small = false;

	must(q->k >= 1 && q->cells <= BREAKDOWN_CELLS_MAX && q->breakdowns <= BREAKDOWNS_MAX);
	n = leave_out_small_pieces(q, s, n);
	for (size_t i = 0; i < n; i++)
		s[i] = (struct sorted){ s[i].cell, set, beside };
	qsort(s, n, sizeof(*s), compare);
	for (size_t i = 0; i < n; i = next) {
		int64_t people = 0;

		for (next = i; next < n && compare(&s[i], &s[next]) == 0; next++)
			people += s[next].cell->people;
		if (people >= q->k || (is_small && people >= ret_smallest->people))
			continue;
		is_small = true;
		*ret_smallest = (struct breakdown_class){
			.people = people,
			.piece = beside == BREAKDOWN_BESIDE_PIECES ? s[i].cell->piece : NODE_NONE,
			.cell = (size_t)(s[i].cell - q->cell),
		};
	}
	return !is_small;
}

void breakdown_choose(struct arena *a, const struct breakdown_question *q,
		      struct breakdown_verdict *ret)
{
	unsigned published = 0;

	for (size_t b = 0; b < q->breakdowns; b++) {
		struct breakdown_class alone;

		ret[b] = (struct breakdown_verdict){ .with = published };
		ret[b].is_published = breakdown_may(a, q, published | 1u << b,
						    BREAKDOWN_BESIDE_PIECES, &ret[b].smallest);
		ret[b].may_instead = breakdown_may(a, q, 1u << b, BREAKDOWN_INSTEAD, &alone);
		if (ret[b].is_published)
			published |= 1u << b;
	}
}

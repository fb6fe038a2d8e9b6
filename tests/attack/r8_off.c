/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rule R8 switched off, for the test of the test: k is held against sheets, so
 * the answers to every question go where the sheets go.  Takes the place of
 * closing/item_pieces.c in a test program; the product cannot be built so.
 */
#include "closing/histogram.h"

static size_t *homes(struct arena *a, const size_t *parent, const struct histogram *at, size_t n,
		     int64_t k)
{
	int64_t *sheets = ARENA_ARRAY(a, int64_t, n), *size = ARENA_ARRAY(a, int64_t, n);
	size_t *node = ARENA_ARRAY(a, size_t, n);

	for (size_t i = 0; i < n; i++)
		sheets[i] = at[i].sheets;
	pieces_place(parent, sheets, n, k, node, size);
	return node;
}

static void move(struct tally *to, struct tally *from)
{
	if (to)
		tally_add(to, from);
	*from = (struct tally){ .levels = from->levels };
}

/* What of one unit goes by these homes: sensitive questions, or the others. */
static void move_subject(const struct subject *of, struct subject_histogram *to,
			 struct subject_histogram *from, bool is_sensitive)
{
	if (of->is_sensitive == is_sensitive) {
		move(to ? &to->now : NULL, &from->now);
		move(to ? &to->wish : NULL, &from->wish);
	}
	for (size_t x = 0; x < of->statement_count; x++)
		if (of->statements[x].is_sensitive == is_sensitive)
			move(to ? &to->statement[x] : NULL, &from->statement[x]);
	if (is_sensitive)
		return;
	if (to) {
		to->picked += from->picked;
		to->could_pick += from->could_pick;
	}
	from->picked = from->could_pick = 0;
}

void histogram_pieces(struct arena *a, const struct model *m, const size_t *parent,
		      struct histogram *at, size_t n, int64_t k)
{
	for (int is_sensitive = 1; is_sensitive >= 0; is_sensitive--) {
		const size_t *node = homes(a, parent, at, n, is_sensitive ? sensitive_k(k) : k);

		for (size_t i = 0; i < n; i++) {
			struct histogram *to = node[i] == NODE_NONE ? NULL : &at[node[i]];

			if (at[i].sheets == 0 || node[i] == i)
				continue;
			for (size_t s = 0; s < m->subject_count; s++)
				move_subject(&m->subjects[s], to ? &to->subject[s] : NULL,
					     &at[i].subject[s], is_sensitive);
			if (!is_sensitive && to)
				to->sheets += at[i].sheets;
			if (!is_sensitive)
				at[i].sheets = 0;
		}
	}
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pieces over several moments: random trees, people who come in random order,
 * closings and reopenings.  The attacker keeps every figure of every group
 * after every moment.  Two rules that look as good are attacked as well, and
 * must be broken: showing a group when it has k answers, and counting all over
 * again after a reopening.
 */
#include "cases.h"

#include <string.h>

#include "disclosure/disclosure.h"

enum { NODES = 14, MOMENTS = 5, CELLS = NODES * MOMENTS, FIGURES = NODES * MOMENTS };

/* A cell: those who came in at one node between two moments. */
struct history {
	size_t nodes, parent[NODES], moments;
	int64_t k;
	bool is_leaf[NODES];
	enum pieces_moment kind[MOMENTS];
	int64_t arrived[MOMENTS][NODES];
	size_t counted_at[MOMENTS][CELLS];	/* after each moment; NODE_NONE: waiting */
};

struct publication {
	int64_t size[CELLS];
	uint8_t member[FIGURES][CELLS];
	size_t sets;
};

static size_t cell_of(size_t moment, size_t node)
{
	return moment * NODES + node;
}

static bool is_under(const struct history *h, size_t node, size_t top)
{
	while (node != top && node > 0)
		node = h->parent[node];
	return node == top;
}

/* Every person has a node and arrives at some moment; the last one closes. */
static void live(struct rng *r, struct history *h)
{
	memset(h, 0, sizeof(*h));
	h->nodes = 2 + rng_next_below(r, NODES - 1);
	h->moments = 2 + rng_next_below(r, MOMENTS - 1);
	h->k = 2 + (int64_t)rng_next_below(r, 6);
	for (size_t i = 0; i < h->nodes; i++)
		h->is_leaf[i] = true;
	for (size_t i = 1; i < h->nodes; i++) {
		h->parent[i] = rng_next_below(r, i < 5 ? i : 5);
		h->is_leaf[h->parent[i]] = false;
	}
	for (size_t i = 0; i < h->nodes; i++)
		for (uint64_t n = h->is_leaf[i] ? rng_next_below(r, 16) : 0; n > 0; n--)
			h->arrived[rng_next_below(r, h->moments)][i]++;
	for (size_t m = 0; m < h->moments; m++)
		h->kind[m] = m + 1 == h->moments || rng_next_below(r, 2) ? MOMENT_CLOSING
									 : MOMENT_OPEN;
}

/* --- the rule ----------------------------------------------------------------------- */

static void check_moment(const struct history *h, size_t m, const int64_t *waiting,
			 const int64_t *piece)
{
	int64_t came = 0, kept = 0;

	for (size_t i = 0; i < h->nodes; i++) {
		assert_true(piece[i] == 0 || piece[i] >= h->k);
		assert_true(waiting[i] >= 0 && waiting[i] < h->k);
		if (h->kind[m] == MOMENT_CLOSING && i > 0)
			assert_int_equal(waiting[i], 0);
		for (size_t until = 0; until <= m; until++)
			came += h->arrived[until][i];
		kept += waiting[i];
	}
	for (size_t c = 0; c < CELLS; c++)
		if (h->counted_at[m][c] != NODE_NONE)
			kept += h->arrived[c / NODES][c % NODES];
	assert_int_equal(kept, came);
}

static void count_in_pieces(struct history *h)
{
	int64_t waiting[NODES] = { 0 }, piece[NODES];
	size_t at[CELLS], node[NODES];
	bool is_counted[CELLS] = { false };

	for (size_t m = 0; m < h->moments; m++) {
		for (size_t i = 0; i < h->nodes; i++)
			at[cell_of(m, i)] = i;
		pieces_moment(&(struct pieces_arrival){ h->parent, h->arrived[m], h->nodes, h->k,
						h->kind[m] }, waiting, node, piece);
		for (size_t c = 0; c < CELLS; c++) {
			const bool is_there = c / NODES <= m && c % NODES < h->nodes &&
					      h->arrived[c / NODES][c % NODES] > 0;

			if (is_there && !is_counted[c]) {
				at[c] = node[at[c]];
				is_counted[c] = piece[at[c]] > 0;
			}
			h->counted_at[m][c] = is_counted[c] ? at[c] : NODE_NONE;
		}
		check_moment(h, m, waiting, piece);
	}
}

/* --- two rules that are not good enough ----------------------------------------------- */

/* At every moment all that came until then, shown where it is k or more. */
static void show_from_k(struct history *h)
{
	for (size_t m = 0; m < h->moments; m++) {
		int64_t under[NODES] = { 0 };

		for (size_t c = 0; c < CELLS; c++)
			for (size_t i = 0; c / NODES <= m && i < h->nodes; i++)
				if (is_under(h, c % NODES, i))
					under[i] += h->arrived[c / NODES][c % NODES];
		for (size_t c = 0; c < CELLS; c++) {
			size_t i = c % NODES;

			while (i > 0 && i < h->nodes && under[i] < h->k)
				i = h->parent[i];
			h->counted_at[m][c] = c / NODES <= m && i < h->nodes && under[i] >= h->k &&
					      h->arrived[c / NODES][c % NODES] ? i : NODE_NONE;
		}
	}
}

/* After a reopening the pieces are made again from all sheets. */
static void count_again(struct history *h)
{
	for (size_t m = 0; m < h->moments; m++) {
		int64_t sheets[NODES] = { 0 }, piece[NODES];
		size_t node[NODES];

		for (size_t c = 0; c < CELLS; c++)
			if (c / NODES <= m)
				sheets[c % NODES] += h->arrived[c / NODES][c % NODES];
		pieces_place(h->parent, sheets, h->nodes, h->k, node, piece);
		for (size_t c = 0; c < CELLS; c++)
			h->counted_at[m][c] = c / NODES <= m && h->arrived[c / NODES][c % NODES]
						      ? node[c % NODES] : NODE_NONE;
	}
}

/* --- the attack ----------------------------------------------------------------------- */

static void publish(const struct history *h, struct publication *p)
{
	memset(p, 0, sizeof(*p));
	for (size_t c = 0; c < CELLS; c++)
		p->size[c] = h->arrived[c / NODES][c % NODES];
	for (size_t m = 0; m < h->moments; m++)
		for (size_t i = 0; i < h->nodes; i++, p->sets++)
			for (size_t c = 0; c < CELLS; c++)
				p->member[p->sets][c] = p->size[c] > 0 &&
							h->counted_at[m][c] != NODE_NONE &&
							is_under(h, h->counted_at[m][c], i);
}

static struct disclosure attack(struct arena *a, const struct history *h)
{
	struct publication *p = ARENA_NEW(a, struct publication);
	struct disclosure d = { 0 };
	struct err e = { 0 };

	publish(h, p);
	const struct disclosure_family f = {
		.cells = CELLS, .sets = p->sets, .size = p->size, .member = p->member[0], .k = h->k,
	};

	if (!disclosure_find(a, &f, &d, &e))
		fail_msg("%s", e.text);
	return d;
}

static void pieces_stand_at_every_moment(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct rng r = { 51 };
	struct history h;
	int shown = 0;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct disclosure d;

		live(&r, &h);
		count_in_pieces(&h);
		d = attack(a, &h);
		assert_int_equal(d.size, 0);
		assert_false(d.is_published_below_k);
		assert_true(d.smallest_class == 0 || d.smallest_class >= h.k);
		shown += d.smallest_class > 0;
		arena_reset(a);
	}
	assert_true(shown > 1000);
}

static int broken_of(uint64_t seed, int rounds, void (*rule)(struct history *))
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct rng r = { seed };
	struct history h;
	int broken = 0;

	for (int round = 0; round < rounds; round++) {
		struct disclosure d;

		live(&r, &h);
		rule(&h);
		d = attack(a, &h);
		broken += d.size > 0;
		assert_true(d.size == 0 || d.cells > 0);
		arena_reset(a);
	}
	return broken;
}

static void showing_from_k_is_broken(void **state)
{
	(void)state;
	assert_in_range(broken_of(52, 100, show_from_k), 60, 100);
}

static void counting_again_is_broken(void **state)
{
	(void)state;
	assert_in_range(broken_of(53, 100, count_again), 40, 100);
}

/* --- by hand -------------------------------------------------------------------------- */

/* Five on the first day are shown; a sixth waits, until five more have come or
 * until the closing, when it moves up. */
static void a_sixth_answer_waits(void **state)
{
	const size_t parent[] = { 0, 0, 0 };
	int64_t waiting[3] = { 0 }, piece[3];
	size_t node[3];

	(void)state;
	pieces_moment(&(struct pieces_arrival){ parent, (const int64_t[]){ 0, 5, 0 }, 3, 5,
						MOMENT_OPEN }, waiting, node, piece);
	assert_int_equal(piece[1], 5);
	pieces_moment(&(struct pieces_arrival){ parent, (const int64_t[]){ 0, 1, 4 }, 3, 5,
						MOMENT_OPEN }, waiting, node, piece);
	assert_int_equal(piece[1], 0);
	assert_int_equal(waiting[1], 1);
	pieces_moment(&(struct pieces_arrival){ parent, (const int64_t[]){ 0, 0, 0 }, 3, 5,
						MOMENT_CLOSING }, waiting, node, piece);
	assert_int_equal(piece[0], 5);
	assert_int_equal(node[1], 0);
	assert_int_equal(node[2], 0);
	assert_int_equal(waiting[0] + waiting[1] + waiting[2], 0);
}

/* Closed with two too few; opened again, they count with the new ones of the
 * whole, and the team's new answers are a piece of their own. */
static void a_reopening_makes_new_pieces(void **state)
{
	const size_t parent[] = { 0, 0, 0 };
	int64_t waiting[3] = { 0 }, piece[3];
	size_t node[3];

	(void)state;
	pieces_moment(&(struct pieces_arrival){ parent, (const int64_t[]){ 0, 6, 2 }, 3, 5,
						MOMENT_CLOSING }, waiting, node, piece);
	assert_int_equal(piece[1], 6);
	assert_int_equal(piece[0], 0);
	assert_int_equal(waiting[0], 2);
	pieces_moment(&(struct pieces_arrival){ parent, (const int64_t[]){ 0, 3, 7 }, 3, 5,
						MOMENT_CLOSING }, waiting, node, piece);
	assert_int_equal(piece[1], 0);
	assert_int_equal(piece[2], 7);
	assert_int_equal(piece[0], 5);
	assert_int_equal(node[1], 0);
}

/* One closing is the same as placing the sheets at once. */
static void one_closing_is_placing(void **state)
{
	struct rng r = { 54 };
	struct history h;

	(void)state;
	for (int round = 0; round < 500; round++) {
		int64_t waiting[NODES] = { 0 }, piece[NODES], placed[NODES];
		size_t node[NODES], place[NODES];

		live(&r, &h);
		pieces_moment(&(struct pieces_arrival){ h.parent, h.arrived[0], h.nodes, h.k,
						MOMENT_CLOSING }, waiting, node, piece);
		pieces_place(h.parent, h.arrived[0], h.nodes, h.k, place, placed);
		for (size_t i = 0; i < h.nodes; i++) {
			assert_int_equal(piece[i], placed[i]);
			if (h.arrived[0][i] && place[i] != NODE_NONE)
				assert_int_equal(node[i], place[i]);
			if (h.arrived[0][i] && place[i] == NODE_NONE)
				assert_true(node[i] == 0 && piece[0] == 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sixth_answer_waits),
		cmocka_unit_test(a_reopening_makes_new_pieces),
		cmocka_unit_test(one_closing_is_placing),
		cmocka_unit_test(pieces_stand_at_every_moment),
		cmocka_unit_test(showing_from_k_is_broken),
		cmocka_unit_test(counting_again_is_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

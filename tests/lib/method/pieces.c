/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Counting in pieces: the case checked by hand, the lemma on random trees, and
 * the attack on everything that was published.  The last test publishes plain
 * groups instead, to show that the attack would find what pieces prevent.
 */
#include "cases.h"

#include <string.h>

#include "disclosure/disclosure.h"

enum { NODES = 40, MOMENTS = 2, CELLS = NODES * MOMENTS };

static void a_small_team_moves_up(void **state)
{
	const size_t parent[] = { 0, 0, 0, 0 };
	int64_t size[4];
	size_t node[4];

	(void)state;
	/* a 6, b 3: b has nowhere to go */
	pieces_place(parent, (const int64_t[]){ 0, 6, 3 }, 3, 5, node, size);
	assert_int_equal(node[1], 1);
	assert_true(node[2] == NODE_NONE);
	assert_int_equal(size[0], 0);
	assert_int_equal(size[1], 6);
	/* c 2: b and c together are a piece of the department */
	pieces_place(parent, (const int64_t[]){ 0, 6, 3, 2 }, 4, 5, node, size);
	assert_int_equal(node[2], 0);
	assert_int_equal(node[3], 0);
	assert_int_equal(size[0], 5);
	/* c 1: together four, not enough */
	pieces_place(parent, (const int64_t[]){ 0, 6, 3, 1 }, 4, 5, node, size);
	assert_true(node[2] == NODE_NONE && node[3] == NODE_NONE);
	assert_int_equal(size[0], 0);
}

static void they_move_up_as_far_as_needed(void **state)
{
	const size_t parent[] = { 0, 0, 1, 1, 0 };
	int64_t size[5];
	size_t node[5];

	(void)state;
	pieces_place(parent, (const int64_t[]){ 0, 0, 2, 2, 9 }, 5, 4, node, size);
	assert_int_equal(node[2], 1);
	assert_int_equal(node[3], 1);
	pieces_place(parent, (const int64_t[]){ 1, 0, 2, 2, 4 }, 5, 5, node, size);
	assert_int_equal(node[2], 0);
	assert_int_equal(node[4], 0);
	assert_int_equal(size[0], 9);
	assert_true(node[1] == NODE_NONE);	/* no sheets of its own */
}

/* --- random organisations ---------------------------------------------------------- */

struct organisation {
	size_t nodes, parent[NODES];
	int64_t k;
	int64_t sheets[MOMENTS][NODES], piece[MOMENTS][NODES];
	size_t node[MOMENTS][NODES];
};

static void grow(struct rng *r, struct organisation *o)
{
	bool has_child[NODES] = { false };

	o->nodes = 2 + rng_next_below(r, NODES - 1);
	o->k = 2 + (int64_t)rng_next_below(r, 6);
	for (size_t i = 1; i < o->nodes; i++) {
		o->parent[i] = rng_next_below(r, i < 6 ? i : 6);
		has_child[o->parent[i]] = true;
	}
	for (int m = 0; m < MOMENTS; m++) {
		for (size_t i = 0; i < o->nodes; i++)
			o->sheets[m][i] = has_child[i] ? 0 : (int64_t)rng_next_below(r, 12);
		pieces_place(o->parent, o->sheets[m], o->nodes, o->k, o->node[m], o->piece[m]);
	}
}

static bool is_under(const struct organisation *o, size_t node, size_t top)
{
	while (node != top && node > 0)
		node = o->parent[node];
	return node == top;
}

static void check_lemma(const struct organisation *o)
{
	for (size_t i = 0; i < o->nodes; i++) {
		int64_t answered = 0, shown = 0, counted_here = 0;

		for (size_t j = 0; j < o->nodes; j++) {
			if (is_under(o, j, i)) {
				answered += o->sheets[0][j];
				shown += o->piece[0][j];
			}
			if (o->node[0][j] == i)
				counted_here += o->sheets[0][j];
			if (o->node[0][j] != NODE_NONE)
				assert_true(is_under(o, j, o->node[0][j]));
		}
		assert_int_equal(counted_here, o->piece[0][i]);
		assert_true(o->piece[0][i] == 0 || o->piece[0][i] >= o->k);
		assert_int_equal(shown > 0, answered >= o->k);
		if (shown > 0)
			assert_true(answered - shown <= o->k - 1);
	}
}

static void pieces_keep_the_lemma(void **state)
{
	struct rng r = { 21 };
	struct organisation o;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		grow(&r, &o);
		check_lemma(&o);
	}
}

/* --- the attack ----------------------------------------------------------------- */

struct publication {
	int64_t size[CELLS];
	uint8_t member[2 * CELLS][CELLS];
	size_t sets;
};

static size_t cell_of(int moment, size_t node)
{
	return (size_t)moment * NODES + node;
}

/* Every figure of every node, after the first closing and after the second. */
static void publish_pieces(const struct organisation *o, struct publication *p)
{
	memset(p, 0, sizeof(*p));
	for (int until = 0; until < MOMENTS; until++)
		for (size_t i = 0; i < o->nodes; i++, p->sets++)
			for (int m = 0; m <= until; m++)
				for (size_t j = 0; j < o->nodes; j++) {
					p->size[cell_of(m, j)] = o->sheets[m][j];
					if (o->sheets[m][j] && o->node[m][j] != NODE_NONE &&
					    is_under(o, o->node[m][j], i))
						p->member[p->sets][cell_of(m, j)] = 1;
				}
}

/* The rule everybody thinks of first: show a group if it has k answers. */
static void publish_groups(const struct organisation *o, struct publication *p)
{
	memset(p, 0, sizeof(*p));
	for (size_t i = 0; i < o->nodes; i++) {
		int64_t people = 0;

		for (size_t j = 0; j < o->nodes; j++) {
			p->size[j] = o->sheets[0][j];
			p->member[p->sets][j] = is_under(o, j, i);
			people += p->member[p->sets][j] ? o->sheets[0][j] : 0;
		}
		p->sets += people >= o->k;
		if (people < o->k)
			memset(p->member[p->sets], 0, CELLS);
	}
}

static struct disclosure attack(struct arena *a, const struct organisation *o,
				const struct publication *p)
{
	const struct disclosure_family f = {
		.cells = CELLS, .sets = p->sets, .size = p->size, .member = p->member[0], .k = o->k,
	};
	struct disclosure d = { 0 };
	struct err e = { 0 };

	if (!disclosure_find(a, &f, &d, &e))
		fail_msg("%s", e.text);
	return d;
}

static void no_group_below_k_can_be_computed(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct rng r = { 22 };
	struct organisation o;
	struct publication p;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		struct disclosure d;

		grow(&r, &o);
		publish_pieces(&o, &p);
		d = attack(a, &o, &p);
		assert_int_equal(d.size, 0);
		assert_false(d.is_published_below_k);
		assert_true(d.smallest_class == 0 || d.smallest_class >= o.k);
		arena_reset(a);
	}
}

/* The test of the test: without pieces the attack must succeed. */
static void plain_groups_are_caught(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct rng r = { 23 };
	struct organisation o;
	struct publication p;
	int broken = 0;

	(void)state;
	for (int round = 0; round < 100; round++) {
		struct disclosure d;

		grow(&r, &o);
		publish_groups(&o, &p);
		d = attack(a, &o, &p);
		assert_false(d.is_published_below_k);
		broken += d.size > 0;
		arena_reset(a);
	}
	assert_true(broken >= 25);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_small_team_moves_up),
		cmocka_unit_test(they_move_up_as_far_as_needed),
		cmocka_unit_test(pieces_keep_the_lemma),
		cmocka_unit_test(no_group_below_k_can_be_computed),
		cmocka_unit_test(plain_groups_are_caught),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

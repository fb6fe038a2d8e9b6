/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One line per question: cases by hand, and the attack on all that may be
 * published of random organisations by group, function and tenure.  The rule
 * that every table has k in each of its parts is attacked as well, and broken.
 */
#include "cases.h"

#include <string.h>

#include "disclosure/breakdown.h"
#include "disclosure/disclosure.h"

enum { LEAVES = 6, NODES = 9, PARTS = 3, WAYS = 2, CELLS = LEAVES * PARTS * PARTS,
       FIGURES = NODES * (PARTS + 1) * (PARTS + 1) };

static void a_piece_is_not_cut_below_k(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const struct breakdown_cell cell[] = {
		{ 1, { 0 }, 6 }, { 1, { 1 }, 5 }, { 2, { 0 }, 9 }, { NODE_NONE, { 1 }, 2 },
	};
	struct breakdown_question q = { cell, ARRAY_LEN(cell), 1, 5 };
	struct breakdown_verdict v;

	(void)state;
	breakdown_choose(a, &q, &v);
	assert_true(v.is_published);
	q.k = 6;
	breakdown_choose(a, &q, &v);
	assert_false(v.is_published);
	assert_int_equal(v.smallest.people, 5);
	assert_int_equal(v.smallest.piece, 1);
	assert_int_equal(cell[v.smallest.cell].part[0], 1);
	/* On the whole there are fifteen and five: not that either. */
	assert_false(v.may_instead);
}

/* Each alone cuts no piece; together they would show three people. */
static void two_break_downs_are_looked_at_together(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const struct breakdown_cell cell[] = {
		{ 1, { 0, 0 }, 5 }, { 1, { 0, 1 }, 3 }, { 1, { 1, 1 }, 5 },
	};
	const struct breakdown_question q = { cell, ARRAY_LEN(cell), 2, 5 };
	struct breakdown_verdict v[2];
	struct breakdown_class c;

	(void)state;
	assert_true(breakdown_may(a, &q, 1, BREAKDOWN_BESIDE_PIECES, &c));
	assert_true(breakdown_may(a, &q, 2, BREAKDOWN_BESIDE_PIECES, &c));
	assert_false(breakdown_may(a, &q, 3, BREAKDOWN_BESIDE_PIECES, &c));
	breakdown_choose(a, &q, v);
	assert_true(v[0].is_published);
	assert_false(v[1].is_published);
	assert_int_equal(v[1].with, 1);
	assert_int_equal(v[1].smallest.people, 3);
	assert_true(v[1].may_instead);
}

/* Two teams of five with one leader each: by team or by function, not both. */
static void by_team_or_by_function(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct breakdown_cell cell[10];
	const struct breakdown_question q = { cell, 10, 1, 5 };
	struct breakdown_verdict v;

	(void)state;
	for (size_t i = 0; i < 10; i++)
		cell[i] = (struct breakdown_cell){ i / 2, { i % 2 }, i % 2 ? 1 : 6 };
	breakdown_choose(a, &q, &v);
	assert_false(v.is_published);
	assert_int_equal(v.smallest.people, 1);
	assert_true(v.may_instead);
}

/* Of two people who got the question nothing is shown: they cut nothing. */
static void a_piece_without_figures_of_the_question_is_left_out(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const struct breakdown_cell cell[] = { { 1, { 0 }, 6 }, { 2, { 1 }, 2 } };
	const struct breakdown_question q = { cell, ARRAY_LEN(cell), 1, 5 };
	struct breakdown_verdict v;

	(void)state;
	breakdown_choose(a, &q, &v);
	assert_true(v.is_published);
}

/* --- random organisations -------------------------------------------------------- */

struct organisation {
	size_t nodes, parent[NODES], leaf[LEAVES], leaves, node[NODES];
	int64_t k, people[CELLS], sheets[NODES], piece[NODES];
	struct breakdown_cell cell[CELLS];
};

static void live(struct rng *r, struct organisation *o)
{
	const uint64_t most = 4 + rng_next_below(r, 10);
	const size_t inner = 2 + rng_next_below(r, 2);

	memset(o, 0, sizeof(*o));
	o->k = 2 + (int64_t)rng_next_below(r, 4);
	o->leaves = 2 + rng_next_below(r, LEAVES - 1);
	o->nodes = inner + o->leaves;
	for (size_t i = 0; i < o->leaves; i++) {
		o->leaf[i] = inner + i;
		o->parent[inner + i] = rng_next_below(r, inner);
	}
	for (size_t c = 0; c < o->leaves * PARTS * PARTS; c++) {
		o->people[c] = rng_next_below(r, 3) ? (int64_t)rng_next_below(r, most) : 0;
		o->sheets[o->leaf[c / (PARTS * PARTS)]] += o->people[c];
	}
	pieces_place(o->parent, o->sheets, o->nodes, o->k, o->node, o->piece);
	for (size_t c = 0; c < CELLS; c++)
		o->cell[c] = (struct breakdown_cell){
			.piece = c / (PARTS * PARTS) < o->leaves
					 ? o->node[o->leaf[c / (PARTS * PARTS)]] : NODE_NONE,
			.part = { c / PARTS % PARTS, c % PARTS }, .people = o->people[c],
		};
}

static bool is_under(const struct organisation *o, size_t node, size_t top)
{
	while (node != top && node > 0)
		node = o->parent[node];
	return node == top;
}

/* One figure: a node and, of each break-down, a part or (PARTS) all of them. */
static int64_t put_figure(const struct organisation *o, size_t node, const size_t *part,
			  uint8_t *member)
{
	int64_t people = 0;

	for (size_t c = 0; c < CELLS; c++) {
		const struct breakdown_cell *x = &o->cell[c];

		member[c] = x->people > 0 && x->piece != NODE_NONE && is_under(o, x->piece, node) &&
			    (part[0] == PARTS || part[0] == x->part[0]) &&
			    (part[1] == PARTS || part[1] == x->part[1]);
		people += member[c] ? x->people : 0;
	}
	return people;
}

/* Every node by every published break-down, and by all of them crossed; with
 * is_careless each table that has k or more in itself instead. */
static struct disclosure attack(struct arena *a, const struct organisation *o, unsigned published,
				bool is_careless)
{
	uint8_t *member = ARENA_ARRAY(a, uint8_t, FIGURES * CELLS);
	struct disclosure_family f = { .cells = CELLS, .size = o->people, .member = member, .k = o->k };
	struct disclosure d = { 0 };
	struct err e = { 0 };

	for (size_t x = 0; x < NODES * (PARTS + 1) * (PARTS + 1); x++) {
		const size_t node = x / ((PARTS + 1) * (PARTS + 1));
		const size_t part[WAYS] = { x / (PARTS + 1) % (PARTS + 1), x % (PARTS + 1) };
		const bool is_crossed = part[0] < PARTS && part[1] < PARTS;
		int64_t people;

		if (node >= o->nodes || (part[0] < PARTS && !(published & 1)) ||
		    (part[1] < PARTS && !(published & 2)) || (is_careless && is_crossed))
			continue;
		people = put_figure(o, node, part, member + f.sets * CELLS);
		f.sets += !is_careless || people >= o->k;
	}
	if (!disclosure_find(a, &f, &d, &e))
		fail_msg("%s", e.text);
	return d;
}

static void what_may_be_published_stands(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct rng r = { 61 };
	struct organisation o;
	int with_one = 0, with_two = 0;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct breakdown_verdict v[WAYS];
		struct disclosure d;

		live(&r, &o);
		const struct breakdown_question q = { o.cell, CELLS, WAYS, o.k };

		breakdown_choose(a, &q, v);
		d = attack(a, &o, v[0].is_published | (unsigned)v[1].is_published << 1, false);
		assert_int_equal(d.size, 0);
		assert_false(d.is_published_below_k);
		assert_true(d.smallest_class == 0 || d.smallest_class >= o.k);
		with_one += v[0].is_published != v[1].is_published;
		with_two += v[0].is_published && v[1].is_published;
		/* What was refused would have shown its smallest class. */
		for (size_t b = 0; b < WAYS; b++)
			if (!v[b].is_published) {
				d = attack(a, &o, v[b].with | 1u << b, false);
				assert_int_equal(d.smallest_class, v[b].smallest.people);
				assert_true(d.size > 0);
			}
		arena_reset(a);
	}
	assert_true(with_one > 20);
	assert_true(with_two > 5);
}

static void k_on_every_table_is_broken(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct rng r = { 62 };
	struct organisation o;
	int broken = 0;

	(void)state;
	for (int round = 0; round < 100; round++) {
		live(&r, &o);
		broken += attack(a, &o, 3, true).size > 0;
		arena_reset(a);
	}
	assert_in_range(broken, 50, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_piece_is_not_cut_below_k),
		cmocka_unit_test(two_break_downs_are_looked_at_together),
		cmocka_unit_test(by_team_or_by_function),
		cmocka_unit_test(a_piece_without_figures_of_the_question_is_left_out),
		cmocka_unit_test(what_may_be_published_stands),
		cmocka_unit_test(k_on_every_table_is_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

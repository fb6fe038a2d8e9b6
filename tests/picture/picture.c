/* SPDX-License-Identifier: EUPL-1.2 */
/* The picture against a recount by hand: sheets with random answers, counted
 * here one by one and answer by answer. */
#include "round_fixture.h"

#include <string.h>

#include "base/rng.h"

enum { LEAVES = 8, ROUNDS = 6 };

static const struct leaf leaves[LEAVES] = {
	{ "Dienst;A;team", 12 }, { "Dienst;B;team", 9 }, { "Dienst;C;team", 4 },
	{ "Ruimte / Straat;D;team", 7 }, { "Ruimte / Straat;E;team", 3 },
	{ "Ruimte;F;specialist:beleid", 6 }, { ";Leiding;leiding", 8 }, { ";G;team", 10 },
};

struct recount {
	struct fixture f;
	struct rng rng;
	const uint8_t *sheets[LEAVES][SIZE_MAX_TEST];	/* handed in, or NULL */
	int64_t own[UNITS_MAX + 1], size[UNITS_MAX + 1];
	size_t parent[UNITS_MAX + 1], place[UNITS_MAX + 1];
};

static int answer(struct rng *rng, int levels)
{
	switch (rng_next_below(rng, 8)) {
	case 0:
		return ANSWER_NONE;
	case 1:
		return ANSWER_DONT_KNOW;
	case 2:
		return ANSWER_NOT_APPLICABLE;
	default:
		return 1 + (int)rng_next_below(rng, (uint64_t)levels);
	}
}

static void put_sheet(struct recount *c, size_t leaf, size_t person)
{
	struct fixture *f = &c->f;
	struct database *d = f->d;
	struct respondent who;

	database_ok(d, respondent_get(d->db, d->a, f->codes[leaf][person], &who, &d->e));
	for (size_t i = 0; i < f->model.subject_count; i++) {
		uint8_t *p = who.sheet.bytes + f->layout.subject_at[i];

		p[0] = (uint8_t)answer(&c->rng, (int)f->model.level_count);
		p[1] = (uint8_t)answer(&c->rng, (int)f->model.level_count);
		for (size_t k = 0; k < f->model.subjects[i].statement_count; k++)
			if (statement_is_for(&f->model.subjects[i].statements[k],
					     unit_route(who.unit.kind), who.unit.tag))
				p[2 + k] = (uint8_t)answer(&c->rng, 5);
	}
	sheet_set_picks(&who.sheet, rng_next_below(&c->rng, 3) ?
			rng_next_below(&c->rng, UINT64_C(1) << f->model.subject_count) : 0);
	if (rng_next_below(&c->rng, 4)) {
		sheet_submit(&who.sheet);
		c->sheets[leaf][person] = who.sheet.bytes;
		c->own[f->leaf_at[leaf]]++;
	}
	database_ok(d, sheet_put(d->db, f->codes[leaf][person], &who.sheet, &d->e));
}

static void everybody_answers(struct recount *c)
{
	struct database *d = c->f.d;

	database_ok(d, db_begin(d->db, &d->e));
	for (size_t leaf = 0; leaf < LEAVES; leaf++)
		for (size_t i = 0; i < (size_t)leaves[leaf].size; i++)
			put_sheet(c, leaf, i);
	database_ok(d, db_commit(d->db, &d->e));
}

/* --- counting by hand ----------------------------------------------------------- */

static bool is_under(const struct unit_tree *t, size_t unit, size_t top)
{
	while (unit && unit != top)
		unit = t->units[unit].parent;
	return unit == top;
}

static bool is_leaf_in(const struct recount *c, size_t leaf, size_t top)
{
	size_t place = c->place[c->f.leaf_at[leaf]];

	return place != NODE_NONE && is_under(&c->f.tree, place, top);
}

static void take(struct tally *t, int x)
{
	if (x == ANSWER_NONE)
		t->skipped++;
	else if (x == ANSWER_DONT_KNOW)
		t->dont_know++;
	else if (x == ANSWER_NOT_APPLICABLE)
		t->not_applicable++;
	else
		t->c[x - 1]++;
}

struct sums {
	struct tally now, wish;
	int64_t difference[2 * TALLY_LEVELS_MAX - 1], picked, could_pick, sheets;
};

static void take_sheet(const struct recount *c, const uint8_t *bytes, size_t subject,
		       struct sums *s)
{
	const uint8_t *p = bytes + c->f.layout.subject_at[subject];
	int levels = (int)c->f.model.level_count;

	s->sheets++;
	take(&s->now, p[0]);
	take(&s->wish, p[1]);
	if (p[0] >= 1 && p[0] <= levels && p[1] >= 1 && p[1] <= levels)
		s->difference[levels - 1 + p[1] - p[0]]++;
	s->picked += sheet_picks(bytes) >> subject & 1;
	s->could_pick += sheet_picks(bytes) != 0;
}

static struct sums count_subject(const struct recount *c, size_t top, size_t subject)
{
	struct sums s = { .now.levels = (int)c->f.model.level_count,
			  .wish.levels = (int)c->f.model.level_count };

	for (size_t leaf = 0; leaf < LEAVES; leaf++)
		for (size_t i = 0; is_leaf_in(c, leaf, top) && i < SIZE_MAX_TEST; i++)
			if (c->sheets[leaf][i])
				take_sheet(c, c->sheets[leaf][i], subject, &s);
	return s;
}

/* One statement in the piece of one unit, as the people of that piece got it. */
static struct tally count_in_piece(const struct recount *c, size_t unit, size_t subject, size_t k)
{
	const struct statement *s = &c->f.model.subjects[subject].statements[k];
	struct tally t = { .levels = 5 }, none = t;
	int64_t could = 0;

	for (size_t leaf = 0; leaf < LEAVES; leaf++) {
		const struct unit *u = &c->f.tree.units[c->f.leaf_at[leaf]];

		if (c->place[c->f.leaf_at[leaf]] != unit ||
		    !statement_is_for(s, unit_route(u->kind), u->tag))
			continue;
		for (size_t i = 0; i < SIZE_MAX_TEST; i++)
			if (c->sheets[leaf][i]) {
				take(&t, c->sheets[leaf][i][c->f.layout.subject_at[subject] + 2 + k]);
				could++;
			}
	}
	return could < c->f.round.k ? none : t;
}

static void same_tally(const struct tally *a, const struct tally *b)
{
	for (int i = 0; i < b->levels; i++)
		assert_int_equal(a->c[i], b->c[i]);
	assert_int_equal(a->dont_know, b->dont_know);
	assert_int_equal(a->not_applicable, b->not_applicable);
	assert_int_equal(a->skipped, b->skipped);
}

static void same_statements(const struct recount *c, const struct histogram *h, size_t top,
			    size_t subject)
{
	for (size_t k = 0; k < c->f.model.subjects[subject].statement_count; k++) {
		struct tally want = { .levels = 5 };

		for (size_t u = 0; u < c->f.tree.count; u++)
			if (c->size[u] && is_under(&c->f.tree, u, top)) {
				const struct tally piece = count_in_piece(c, u, subject, k);

				tally_add(&want, &piece);
			}
		same_tally(&h->subject[subject].statement[k], &want);
	}
}

static void same_unit(const struct recount *c, const struct histogram *h, size_t top)
{
	for (size_t i = 0; i < c->f.model.subject_count; i++) {
		const struct subject_histogram *got = &h->subject[i];
		const struct sums want = count_subject(c, top, i);

		assert_int_equal(h->sheets, want.sheets);
		same_tally(&got->now, &want.now);
		same_tally(&got->wish, &want.wish);
		assert_memory_equal(got->difference, want.difference, sizeof(want.difference));
		assert_int_equal(got->picked, want.picked);
		assert_int_equal(got->could_pick, want.could_pick);
		same_statements(c, h, top, i);
	}
}

static void every_number_is_that_of_a_recount(void **state)
{
	static uint64_t seed;
	struct recount *c = arena_alloc(((struct database *)*state)->a, sizeof(*c));
	struct picture p;
	size_t visible = 0;

	c->rng.state = ++seed;
	fixture_lay(&c->f, *state, leaves, LEAVES);
	fixture_open(&c->f);
	everybody_answers(c);
	fixture_close(&c->f);
	for (size_t i = 0; i < c->f.tree.count; i++)
		c->parent[i] = c->f.tree.units[i].parent;
	pieces_place(c->parent, c->own, c->f.tree.count, c->f.round.k, c->place, c->size);
	p = fixture_picture(&c->f);
	assert_int_equal(p.tree.count, c->f.tree.count);
	for (size_t i = 0; i < p.tree.count; i++) {
		same_unit(c, &p.at[i], i);
		assert_int_equal(p.is_visible[i], p.at[i].sheets > 0);
		assert_true(!p.is_visible[i] || p.at[i].sheets >= c->f.round.k);
		visible += p.is_visible[i];
	}
	assert_true(visible >= 4 && visible < p.tree.count);
}

int main(void)
{
	struct CMUnitTest tests[ROUNDS];

	/* The same test with another stream of answers each time. */
	for (size_t i = 0; i < ROUNDS; i++)
		tests[i] = (struct CMUnitTest)cmocka_unit_test_setup_teardown(
			every_number_is_that_of_a_recount, database_begin, database_end);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

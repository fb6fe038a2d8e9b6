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
	uint8_t blank[200];				/* of ten people, per byte of a sheet */
	int64_t own[UNITS_MAX + 1], size[UNITS_MAX + 1];
	size_t parent[UNITS_MAX + 1], place[UNITS_MAX + 1];
};

static int answer(struct recount *c, size_t at, int levels)
{
	if (rng_next_below(&c->rng, 10) < c->blank[at])
		return ANSWER_NONE;
	switch (rng_next_below(&c->rng, 8)) {
	case 0:
		return ANSWER_DONT_KNOW;
	case 1:
		return ANSWER_NOT_APPLICABLE;
	default:
		return 1 + (int)rng_next_below(&c->rng, (uint64_t)levels);
	}
}

static void put_sheet(struct recount *c, size_t leaf, size_t person)
{
	struct fixture *f = &c->f;
	struct database *d = f->d;
	struct respondent who;

	database_ok(d, respondent_get(d->db, d->a, f->codes[leaf][person], &who, &d->e));
	for (size_t i = 0; i < f->model.subject_count; i++) {
		const size_t at = f->layout.subject_at[i];
		uint8_t *p = who.sheet.bytes + at;

		p[0] = (uint8_t)answer(c, at, (int)f->model.level_count);
		p[1] = (uint8_t)answer(c, at + 1, (int)f->model.level_count);
		for (size_t k = 0; k < f->model.subjects[i].statement_count; k++)
			if (statement_is_for(&f->model.subjects[i].statements[k],
					     unit_route(who.unit.kind), who.unit.tag))
				p[2 + k] = (uint8_t)answer(c, at + 2 + k, 5);
	}
	sheet_set_picks(&who.sheet, rng_next_below(&c->rng, 3) ?
			rng_next_below(&c->rng, UINT64_C(1) << f->model.subject_count) : 0);
	if (rng_next_below(&c->rng, 4))
		sheet_submit(&who.sheet);
	database_ok(d, sheet_put(d->db, f->codes[leaf][person], &who.sheet, &d->e));
	if (sheet_is_submitted(who.sheet.bytes)) {
		c->sheets[leaf][person] = who.sheet.bytes;
		c->own[f->leaf_at[leaf]]++;
	}
}

static void everybody_answers(struct recount *c)
{
	struct database *d = c->f.d;

	assert_true(c->f.layout.size <= sizeof(c->blank));
	for (size_t at = 0; at < c->f.layout.size; at++)
		c->blank[at] = (uint8_t)rng_next_below(&c->rng, 11);
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

/* The answers at one place of the sheets of a leaf; s NULL: everybody got it. */
static struct tally count_leaf(const struct recount *c, size_t leaf, size_t at, int levels,
			       const struct statement *s)
{
	const struct unit *u = &c->f.tree.units[c->f.leaf_at[leaf]];
	struct tally t = { .levels = levels };

	if (s && !statement_is_for(s, unit_route(u->kind), u->tag))
		return t;
	for (size_t i = 0; i < SIZE_MAX_TEST; i++)
		if (c->sheets[leaf][i])
			take(&t, c->sheets[leaf][i][at]);
	return t;
}

/* Keeps of the leaves what counts under `top` when so many of each are counted. */
static void keep_under(struct recount *c, const int64_t own[LEAVES], size_t top,
		       bool is_kept[LEAVES])
{
	memset(c->own, 0, sizeof(c->own));
	for (size_t leaf = 0; leaf < LEAVES; leaf++)
		c->own[c->f.leaf_at[leaf]] = own[leaf];
	pieces_place(c->parent, c->own, c->f.tree.count, c->f.round.k, c->place, c->size);
	for (size_t leaf = 0; leaf < LEAVES; leaf++) {
		const size_t place = c->place[c->f.leaf_at[leaf]];

		is_kept[leaf] = place != NODE_NONE && is_under(&c->f.tree, place, top);
	}
}

/* Those on the scale, those who know or do not, and all: each in its own pieces. */
static struct tally want_of(struct recount *c, size_t top, size_t at, int levels,
			    const struct statement *s)
{
	struct tally leaf[LEAVES], want = { .levels = levels };
	int64_t own[LEAVES];
	bool is_kept[LEAVES];

	for (int part = 0; part < 3; part++) {
		for (size_t i = 0; i < LEAVES; i++) {
			leaf[i] = count_leaf(c, i, at, levels, s);
			own[i] = tally_n(&leaf[i]) + (part > 0 ? leaf[i].dont_know : 0) +
				 (part > 1 ? leaf[i].not_applicable + leaf[i].skipped : 0);
		}
		keep_under(c, own, top, is_kept);
		for (size_t i = 0; i < LEAVES; i++) {
			struct tally kept = { .levels = levels };

			if (!is_kept[i])
				continue;
			if (part == 0)
				memcpy(kept.c, leaf[i].c, sizeof(kept.c));
			kept.dont_know = part == 1 ? leaf[i].dont_know : 0;
			kept.not_applicable = part == 2 ? leaf[i].not_applicable : 0;
			kept.skipped = part == 2 ? leaf[i].skipped : 0;
			tally_add(&want, &kept);
		}
	}
	if (tally_n(&want) < c->f.round.k) {
		memset(want.c, 0, sizeof(want.c));
		want.dont_know = want.dont_know < c->f.round.k ? 0 : want.dont_know;
		want.not_applicable = want.not_applicable < c->f.round.k ? 0 : want.not_applicable;
		want.skipped = 0;
	}
	return want;
}

static void same_tally(const struct tally *got, const struct tally want)
{
	for (int i = 0; i < want.levels; i++)
		assert_int_equal(got->c[i], want.c[i]);
	assert_int_equal(got->dont_know, want.dont_know);
	assert_int_equal(got->not_applicable, want.not_applicable);
	assert_int_equal(got->skipped, want.skipped);
}

static void same_picks(struct recount *c, const struct subject_histogram *got, size_t top,
		       size_t subject)
{
	int64_t could[LEAVES] = { 0 }, picked[LEAVES] = { 0 }, want[2] = { 0 };
	bool is_kept[LEAVES];

	for (size_t leaf = 0; leaf < LEAVES; leaf++)
		for (size_t i = 0; i < SIZE_MAX_TEST; i++)
			if (c->sheets[leaf][i]) {
				could[leaf] += sheet_picks(c->sheets[leaf][i]) != 0;
				picked[leaf] += sheet_picks(c->sheets[leaf][i]) >> subject & 1;
			}
	keep_under(c, could, top, is_kept);
	for (size_t leaf = 0; leaf < LEAVES; leaf++) {
		want[0] += is_kept[leaf] ? could[leaf] : 0;
		want[1] += is_kept[leaf] ? picked[leaf] : 0;
	}
	assert_int_equal(got->could_pick, want[0]);
	assert_int_equal(got->picked, want[1]);
}

static void same_sheets(struct recount *c, const struct histogram *h, size_t top)
{
	int64_t own[LEAVES] = { 0 }, want = 0;
	bool is_kept[LEAVES];

	for (size_t leaf = 0; leaf < LEAVES; leaf++)
		for (size_t i = 0; i < SIZE_MAX_TEST; i++)
			own[leaf] += c->sheets[leaf][i] != NULL;
	keep_under(c, own, top, is_kept);
	for (size_t leaf = 0; leaf < LEAVES; leaf++)
		want += is_kept[leaf] ? own[leaf] : 0;
	assert_int_equal(h->sheets, want);
}

static void same_unit(struct recount *c, const struct histogram *h, size_t top)
{
	const int levels = (int)c->f.model.level_count;

	same_sheets(c, h, top);
	for (size_t i = 0; i < c->f.model.subject_count; i++) {
		const struct subject_histogram *got = &h->subject[i];
		const size_t at = c->f.layout.subject_at[i];

		same_tally(&got->now, want_of(c, top, at, levels, NULL));
		same_tally(&got->wish, want_of(c, top, at + 1, levels, NULL));
		same_picks(c, got, top, i);
		for (size_t k = 0; k < c->f.model.subjects[i].statement_count; k++)
			same_tally(&got->statement[k],
				   want_of(c, top, at + 2 + k, 5, &c->f.model.subjects[i].statements[k]));
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

/* SPDX-License-Identifier: EUPL-1.2 */
/* The shared picture in words: every version stays, the newest counts. */
#include "database.h"

#include <string.h>

#include "base/clock.h"
#include "finding/agreement.h"

static const int64_t now = INT64_C(1790000000000);

static struct agreement example(void)
{
	return (struct agreement){
		.round = { 1, 1 }, .subject = STR("eigenaarschap"), .level = 2,
		.words = STR("Er is een eigenaar, maar niet iedereen kent die."),
		.reason = STR("Twee teams noemden een naam."),
		.difference = STR("De lijst is niet bekend."), .for_whom = STR("Team Vergunningen"),
		.agreed = now,
	};
}

static void it_comes_back_whole(void **state)
{
	struct database *d = *state;
	struct agreement g = example();

	database_lay_round(d);
	g.meeting = 9;
	database_ok(d, agreement_add(d->db, &g, &d->e));
	memset(&g, 0, sizeof(g));
	database_ok(d, agreement_latest(d->db, d->a, key_of(1, 1), STR("eigenaarschap"), &g,
				      &d->e));
	assert_true(g.id > 0);
	assert_int_equal(g.round.id, 1);
	assert_int_equal(g.meeting, 9);
	assert_int_equal(g.level, 2);
	assert_true(str_is(g.subject, "eigenaarschap"));
	assert_true(str_is(g.words, "Er is een eigenaar, maar niet iedereen kent die."));
	assert_true(str_is(g.reason, "Twee teams noemden een naam."));
	assert_true(str_is(g.difference, "De lijst is niet bekend."));
	assert_true(str_is(g.for_whom, "Team Vergunningen"));
	assert_int_equal(g.agreed, now);
}

static void without_one_it_is_absent(void **state)
{
	struct database *d = *state;
	struct agreement g = example();

	database_lay_round(d);
	database_ok(d, agreement_add(d->db, &g, &d->e));
	assert_false(agreement_latest(d->db, d->a, key_of(1, 1), STR("vindbaarheid"), &g, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	d->e.kind = ERR_NONE;
	assert_false(agreement_latest(d->db, d->a, key_of(1, 2), STR("eigenaarschap"), &g, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

static void every_version_stays(void **state)
{
	struct database *d = *state;
	struct agreement g = example();
	struct agreement_list list;

	database_lay_round(d);
	database_ok(d, agreement_add(d->db, &g, &d->e));
	g.words = STR("De eigenaar staat op de lijst.");
	g.agreed = now - 1000;		/* the clock went back */
	database_ok(d, agreement_add(d->db, &g, &d->e));
	g.subject = STR("vindbaarheid");
	g.agreed = 0;
	g.reason = g.difference = g.for_whom = (struct str){ NULL, 0 };
	clock_fix(now + 5000);
	database_ok(d, agreement_add(d->db, &g, &d->e));
	database_ok(d, agreement_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 3);
	assert_true(str_is(list.at[0].subject, "vindbaarheid"));
	assert_int_equal(list.at[0].agreed, now + 5000);
	assert_int_equal(list.at[0].reason.n, 0);
	assert_true(str_is(list.at[1].words, "De eigenaar staat op de lijst."));
	assert_int_equal(list.at[1].agreed, now + 1);
	assert_int_equal(list.at[2].agreed, now);
	database_ok(d, agreement_latest(d->db, d->a, key_of(1, 1), STR("eigenaarschap"), &g,
				      &d->e));
	assert_true(str_is(g.words, "De eigenaar staat op de lijst."));
	database_ok(d, agreement_list(d->db, d->a, key_of(1, 2), &list, &d->e));
	assert_int_equal(list.count, 0);
}

static void refused(struct database *d, const struct agreement *g)
{
	d->e.kind = ERR_NONE;
	assert_false(agreement_add(d->db, g, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
}

/* A character of several bytes counts once. */
static struct str long_text(struct arena *a, size_t characters)
{
	struct out o = out_new(a, 10000);

	for (size_t i = 0; i < characters; i++)
		out_c(&o, "\xc3\xab");
	return out_done(&o);
}

static void senseless_ones_are_refused(void **state)
{
	struct database *d = *state;
	struct str longest = long_text(d->a, AGREEMENT_CHARS_MAX);
	struct str too_long = long_text(d->a, AGREEMENT_CHARS_MAX + 1);
	struct agreement g;
	struct agreement_list list;

	database_lay_round(d);
	g = example(), g.words = STR(" \n"), refused(d, &g);
	g = example(), g.words = too_long, refused(d, &g);
	g = example(), g.reason = too_long, refused(d, &g);
	g = example(), g.difference = too_long, refused(d, &g);
	g = example(), g.for_whom = too_long, refused(d, &g);
	g = example(), g.words = STR("a\x01"), refused(d, &g);
	g = example(), g.subject = STR(""), refused(d, &g);
	g = example(), g.level = -1, refused(d, &g);
	g = example(), g.level = LEVELS_MAX + 1, refused(d, &g);
	database_ok(d, agreement_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 0);
	g = example();
	g.words = g.reason = g.difference = g.for_whom = longest;
	database_ok(d, agreement_add(d->db, &g, &d->e));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_comes_back_whole),
		TEST(without_one_it_is_absent),
		TEST(every_version_stays),
		TEST(senseless_ones_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

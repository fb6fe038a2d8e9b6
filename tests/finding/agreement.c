/* SPDX-License-Identifier: EUPL-1.2 */
/* The shared picture in words: every version stays, strands stand beside each other,
 * and nobody writes over what they did not see. */
#include "database.h"

#include "base/clock.h"
#include "finding/agreement.h"
#include "meeting/meeting.h"

static const int64_t now = INT64_C(1790000000000);
static const struct agreement_base alone = { 0 };

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

static void lay_meeting(struct database *d, int64_t id)
{
	struct meeting m = { .id = id, .round = key_of(1, 1), .title = STR("Sessie"), .starts = 1, .minutes = 60 };

	database_ok(d, meeting_add(d->db, &m, &d->e));
}

static void words_of_a_session_that_is_gone_are_refused(void **state)
{
	struct database *d = *state;
	struct agreement g = example();

	database_lay_round(d);
	g.meeting = 9;
	assert_false(agreement_add(d->db, &g, alone, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

static void it_comes_back_whole(void **state)
{
	struct database *d = *state;
	struct agreement g = example();
	struct agreement_list list;

	database_lay_round(d);
	g.meeting = 9;
	lay_meeting(d, 9);
	database_ok(d, agreement_add(d->db, &g, alone, &d->e));
	database_ok(d, agreement_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 1);
	g = list.at[0];
	assert_int_equal(g.strand, g.id);
	assert_int_equal(g.how, AGREEMENT_BESIDE);
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

static void every_version_stays(void **state)
{
	struct database *d = *state;
	struct agreement g = example();
	struct agreement_list list;

	database_lay_round(d);
	database_ok(d, agreement_add(d->db, &g, alone, &d->e));
	g.words = STR("De eigenaar staat op de lijst.");
	g.agreed = now - 1000;		/* the clock went back */
	database_ok(d, agreement_add(d->db, &g, alone, &d->e));
	g.subject = STR("vindbaarheid");
	g.agreed = 0;
	g.reason = g.difference = g.for_whom = (struct str){ NULL, 0 };
	clock_fix(now + 5000);
	database_ok(d, agreement_add(d->db, &g, alone, &d->e));
	database_ok(d, agreement_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 3);
	assert_true(str_is(list.at[0].subject, "vindbaarheid"));
	assert_int_equal(list.at[0].agreed, now + 5000);
	assert_int_equal(list.at[0].reason.n, 0);
	assert_true(str_is(list.at[1].words, "De eigenaar staat op de lijst."));
	assert_int_equal(list.at[1].agreed, now + 1);
	assert_int_equal(list.at[2].agreed, now);
	database_ok(d, agreement_list(d->db, d->a, key_of(1, 2), &list, &d->e));
	assert_int_equal(list.count, 0);
}

static void refused(struct database *d, const struct agreement *g)
{
	d->e.kind = ERR_NONE;
	assert_false(agreement_add(d->db, g, alone, &d->e));
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
	database_ok(d, agreement_add(d->db, &g, alone, &d->e));
}

/* --- who writes after whom ---------------------------------------------------------- */

static void gone(struct database *d, const struct agreement *g, struct agreement_base base)
{
	d->e.kind = ERR_NONE;
	assert_false(agreement_add(d->db, g, base, &d->e));
	assert_int_equal(d->e.kind, ERR_GONE);
	d->e.kind = ERR_NONE;
}

static size_t versions(struct database *d)
{
	struct agreement_list list;

	database_ok(d, agreement_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	return list.count;
}

/* Both opened an empty page; both save. */
static void two_at_the_same_time_lose_nothing(void **state)
{
	struct database *d = *state;
	struct agreement one = example(), two = example();
	const struct agreement_base empty = { .is_asked = true };

	database_lay_round(d);
	lay_meeting(d, 1);
	lay_meeting(d, 2);
	one.id = 11, one.meeting = 1, two.id = 12, two.meeting = 2;
	database_ok(d, agreement_add(d->db, &one, empty, &d->e));
	gone(d, &two, empty);
	assert_int_equal(versions(d), 1);
	database_ok(d, agreement_add(d->db, &two, (struct agreement_base){ .is_asked = true,
									   .newest = 11 }, &d->e));
	assert_int_equal(versions(d), 2);
	/* Another subject is another matter. */
	two.id = 13, two.subject = STR("cultuur");
	database_ok(d, agreement_add(d->db, &two, empty, &d->e));
}

/* A version follows the one that its writer read. */
static void a_strand_goes_on_from_its_newest(void **state)
{
	struct database *d = *state;
	struct agreement g = example();
	struct agreement_list list;

	database_lay_round(d);
	g.id = 21;
	database_ok(d, agreement_add(d->db, &g, alone, &d->e));
	g.id = 22, g.how = AGREEMENT_GREW;
	database_ok(d, agreement_add(d->db, &g, (struct agreement_base){ .after = 21 }, &d->e));
	g.id = 23, g.how = AGREEMENT_REPLACED;
	gone(d, &g, (struct agreement_base){ .after = 21 });
	database_ok(d, agreement_add(d->db, &g, (struct agreement_base){ .after = 22 }, &d->e));
	database_ok(d, agreement_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 3);
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(list.at[i].strand, 21);
	assert_int_equal(list.at[0].how, AGREEMENT_REPLACED);
	/* Nor of another subject, nor of another round. */
	g.id = 24, g.subject = STR("cultuur");
	assert_false(agreement_add(d->db, &g, (struct agreement_base){ .after = 23 }, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

static void a_line_for_the_whole_keeps_what_it_said(void **state)
{
	struct database *d = *state;
	struct agreement_line line = { .id = 31, .subject = STR("cultuur"), .words = STR("Eerst."),
				       .written = now };
	struct agreement_line_list list;

	database_lay_round(d);
	database_ok(d, agreement_line_add(d->db, key_of(1, 1), &line, 0, &d->e));
	line.id = 32, line.words = STR("Toen.");
	assert_false(agreement_line_add(d->db, key_of(1, 1), &line, 0, &d->e));
	assert_int_equal(d->e.kind, ERR_GONE);
	d->e.kind = ERR_NONE;
	line.written = now - 1000;	/* the clock went back */
	database_ok(d, agreement_line_add(d->db, key_of(1, 1), &line, 31, &d->e));
	line.id = 33, line.words = (struct str){ NULL, 0 };
	database_ok(d, agreement_line_add(d->db, key_of(1, 1), &line, 32, &d->e));
	database_ok(d, agreement_line_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 3);
	assert_int_equal(list.at[0].words.n, 0);
	assert_true(str_is(list.at[1].words, "Toen."));
	assert_int_equal(list.at[1].written, now + 1);
	line.words = long_text(d->a, AGREEMENT_LINE_CHARS_MAX + 1);
	assert_false(agreement_line_add(d->db, key_of(1, 1), &line, 33, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_comes_back_whole),
		TEST(words_of_a_session_that_is_gone_are_refused),
		TEST(every_version_stays),
		TEST(senseless_ones_are_refused),
		TEST(two_at_the_same_time_lose_nothing),
		TEST(a_strand_goes_on_from_its_newest),
		TEST(a_line_for_the_whole_keeps_what_it_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

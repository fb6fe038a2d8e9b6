/* SPDX-License-Identifier: EUPL-1.2 */
/* Which subjects, groups and rounds can be compared. */
#include "round_fixture.h"

#include <string.h>

#include "base/clock.h"
#include "account/account.h"
#include "change/change.h"
#include "model/model_base.h"

enum { BOTH = 1 << LANG_NL | 1 << LANG_EN, NL = 1 << LANG_NL };

static void read_model(struct arena *a, struct model *ret)
{
	struct model_report report;
	struct err e = { 0 };

	assert_true(model_read(a, model_base_document(), NULL, ret, &report, &e));
}

/* --- subjects ----------------------------------------------------------------- */

struct two {
	struct arena *a;
	struct model earlier, later;
	struct subject *subjects;	/* of the earlier model, to be changed */
	struct level *levels;
	struct subject_pair pair[SUBJECTS_MAX];
};

static void two_models(struct two *t)
{
	t->a = arena_new(64 << 20);
	read_model(t->a, &t->earlier);
	read_model(t->a, &t->later);
	t->subjects = ARENA_ARRAY(t->a, struct subject, t->earlier.subject_count);
	memcpy(t->subjects, t->earlier.subjects, t->earlier.subject_count * sizeof(*t->subjects));
	t->earlier.subjects = t->subjects;
	t->levels = ARENA_ARRAY(t->a, struct level, t->earlier.level_count);
	memcpy(t->levels, t->earlier.levels, t->earlier.level_count * sizeof(*t->levels));
	t->earlier.levels = t->levels;
}

static size_t match(struct two *t, unsigned languages)
{
	return change_match_subjects(&t->earlier, &t->later, languages, t->pair);
}

static void same_words_compare(void **state)
{
	struct two t;

	(void)state;
	two_models(&t);
	assert_int_equal(match(&t, BOTH), t.later.subject_count);
	for (size_t i = 0; i < t.later.subject_count; i++)
		assert_int_equal(t.pair[i].earlier, i);
	/* another order is no other question */
	struct subject first = t.subjects[0];

	t.subjects[0] = t.subjects[3];
	t.subjects[3] = first;
	assert_int_equal(match(&t, BOTH), t.later.subject_count);
	assert_int_equal(t.pair[0].earlier, 3);
	assert_int_equal(t.pair[3].earlier, 0);
	arena_free(t.a);
}

static void one_word_makes_another_question(void **state)
{
	struct two t;
	struct text *ladder;

	(void)state;
	two_models(&t);
	t.subjects[1].question.in[LANG_NL] = STR("Iets anders?");
	t.subjects[2].name.in[LANG_NL] = STR("Een andere naam");
	t.subjects[4].id = STR("weg");
	ladder = ARENA_ARRAY(t.a, struct text, t.later.level_count);
	memcpy(ladder, t.subjects[5].ladder, t.later.level_count * sizeof(*ladder));
	ladder[t.later.level_count - 1].in[LANG_NL] = STR("Een ander hoogste niveau.");
	t.subjects[5].ladder = ladder;
	assert_int_equal(match(&t, BOTH), t.later.subject_count - 4);
	assert_int_equal(t.pair[0].match, MATCH_SAME);
	assert_int_equal(t.pair[1].match, MATCH_REWORDED);
	assert_int_equal(t.pair[2].match, MATCH_REWORDED);
	assert_int_equal(t.pair[4].match, MATCH_ABSENT);
	assert_int_equal(t.pair[5].match, MATCH_REWORDED);
	arena_free(t.a);
}

static void sensitive_is_not_compared(void **state)
{
	struct two t;

	(void)state;
	two_models(&t);
	t.subjects[6].is_sensitive = true;
	assert_int_equal(match(&t, BOTH), t.later.subject_count - 1);
	assert_int_equal(t.pair[6].match, MATCH_SENSITIVE);
	arena_free(t.a);
}

/* A language in which nobody could answer does not matter. */
static void only_languages_that_were_offered(void **state)
{
	struct two t;

	(void)state;
	two_models(&t);
	t.subjects[1].question.in[LANG_EN] = STR("Something else?");
	assert_int_equal(match(&t, NL), t.later.subject_count);
	assert_int_equal(match(&t, BOTH), t.later.subject_count - 1);
	arena_free(t.a);
}

static void other_levels_compare_nothing(void **state)
{
	struct two t;

	(void)state;
	two_models(&t);
	t.levels[2].meaning.in[LANG_NL] = STR("Iets anders.");
	assert_int_equal(match(&t, BOTH), 0);
	arena_free(t.a);
	two_models(&t);
	t.earlier.level_count--;
	assert_int_equal(match(&t, BOTH), 0);
	assert_int_equal(t.pair[0].match, MATCH_REWORDED);
	arena_free(t.a);
}

/* --- units -------------------------------------------------------------------- */

static void units_by_path_and_kind(void **state)
{
	struct unit before[] = {
		{ .own_name = STR("G") }, { .own_name = STR("A"), .parent = 0 },
		{ .own_name = STR("X"), .parent = 1, .is_leaf = true },
		{ .own_name = STR("B"), .parent = 0 }, { .own_name = STR("X"), .parent = 3, .is_leaf = true },
		{ .own_name = STR("L"), .parent = 0, .is_leaf = true, .kind = UNIT_LEADERS },
	};
	struct unit after[] = {
		{ .own_name = STR("G") }, { .own_name = STR(" b\xc2\xa0"), .parent = 0 },
		{ .own_name = STR("X"), .parent = 1, .is_leaf = true },
		{ .own_name = STR("C"), .parent = 0 }, { .own_name = STR("X"), .parent = 3, .is_leaf = true },
		{ .own_name = STR("L"), .parent = 0, .is_leaf = true, .kind = UNIT_TEAM },
		{ .own_name = STR("A"), .parent = 0, .is_leaf = true },
	};
	const struct unit_tree one = { before, ARRAY_LEN(before) }, two = { after, ARRAY_LEN(after) };
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	size_t same[ARRAY_LEN(after)];

	(void)state;
	change_match_units(a, &one, &two, same);
	assert_int_equal(same[0], 0);
	assert_int_equal(same[1], 3);
	assert_int_equal(same[2], 4);		/* B / X, not A / X */
	assert_true(same[3] == UNIT_NONE);
	assert_true(same[4] == UNIT_NONE);	/* its department is another one */
	assert_true(same[5] == UNIT_NONE);	/* leaders became a team */
	assert_true(same[6] == UNIT_NONE);	/* a department became a team */
}

/* --- rounds ------------------------------------------------------------------- */

static const struct leaf leaves[] = { { ";A;team", 6 } };

static void add_round(struct fixture *f, int64_t id, int64_t created)
{
	struct round r = f->round;

	r.id = id;
	r.created = created;
	r.closes = clock_now() + CLOCK_DAY_MS;
	database_ok(f->d, round_add(f->d->db, &r, &f->d->e));
}

static struct change_rounds rounds_before(struct fixture *f, int64_t id)
{
	struct database *d = f->d;
	struct change_rounds ret;
	struct round r;
	bool has_any;

	database_ok(d, round_get(d->db, d->a, 1, id, &r, &d->e));
	database_ok(d, change_rounds(d->db, d->a, &r, &f->model, &ret, &d->e));
	database_ok(d, round_has_earlier(d->db, d->a, &r, &has_any, &d->e));
	assert_int_equal(has_any, ret.count + ret.other_count > 0);
	return ret;
}

static void rounds_being_prepared_are_not_offered(void **state)
{
	struct fixture f;
	struct database *d = *state;
	struct change_rounds before;

	fixture_lay(&f, d, leaves, 1);
	fixture_open(&f);
	for (size_t i = 0; i < 6; i++)
		fixture_answer(&f, 0, i, 3, true);
	fixture_close(&f);
	database_ok(d, db_begin(d->db, &d->e));
	add_round(&f, 8, 0);
	add_round(&f, 9, 2);
	database_ok(d, db_commit(d->db, &d->e));
	before = rounds_before(&f, 7);
	assert_int_equal(before.count, 0);
	assert_int_equal(before.other_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_words_compare),
		cmocka_unit_test(one_word_makes_another_question),
		cmocka_unit_test(sensitive_is_not_compared),
		cmocka_unit_test(only_languages_that_were_offered),
		cmocka_unit_test(other_levels_compare_nothing),
		cmocka_unit_test(units_by_path_and_kind),
		cmocka_unit_test_setup_teardown(rounds_being_prepared_are_not_offered,
						database_begin, database_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Rounds: what can be changed when, and by whose organisation. */
#include "database.h"

#include <sqlite3.h>

#include "base/clock.h"
#include "model/model_store.h"
#include "round/round.h"
#include "model/words.h"

static const int64_t now = INT64_C(1790000000000), day = CLOCK_DAY_MS;

static struct round example(int64_t id)
{
	return (struct round){
		.id = id, .organisation = 1, .model = 1, .name = STR("Najaar"),
		.purpose = STR("Weten waar we staan."), .words = STR("{\"team\":{\"nl\":\"cluster\"}}"),
		.k = 7, .languages = 1u << LANG_NL | 1u << LANG_EN, .closes = now + 14 * day,
		.tasks = { { STR("Schulden"), STR("inwoners met schulden") },
			   { STR("Woningen"), { NULL, 0 } } },
		.task_count = 2,
	};
}

static void set_stage(struct database *d, enum round_stage stage)
{
	sqlite3 *c = NULL;
	char sql[64];

	(void)sqlite3_snprintf(sizeof(sql), sql, "UPDATE round SET stage = %d", (int)stage);
	assert_int_equal(sqlite3_open(d->path, &c), SQLITE_OK);
	assert_int_equal(sqlite3_exec(c, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(c), SQLITE_OK);
}

static void lay(struct database *d)
{
	struct round r = example(5);

	clock_fix(now);
	database_lay_round(d);
	database_ok(d, round_add(d->db, &r, &d->e));
}

static void a_round_comes_back_whole(void **state)
{
	struct database *d = *state;
	struct round r;

	lay(d);
	database_ok(d, round_get(d->db, d->a, 1, 5, &r, &d->e));
	assert_true(str_is(r.name, "Najaar"));
	assert_true(str_is(r.organisation_name, "Gemeente Voorbeeld"));
	assert_true(str_is(r.purpose, "Weten waar we staan."));
	assert_true(str_is(r.words, "{\"team\":{\"nl\":\"cluster\"}}"));
	assert_int_equal(r.model, 1);
	assert_int_equal(r.k, 7);
	assert_int_equal(r.languages, 3);
	assert_int_equal(r.closes, now + 14 * day);
	assert_int_equal(r.created, now);
	assert_int_equal(r.stage, STAGE_PREPARE);
	assert_int_equal(r.task_count, 2);
	assert_true(str_is(r.tasks[0].people, "inwoners met schulden"));
	assert_true(str_is(r.tasks[1].title, "Woningen"));
	assert_int_equal(r.tasks[1].people.n, 0);
}

static void another_organisation_sees_nothing(void **state)
{
	struct database *d = *state;
	struct round r = { .id = 99 }, theirs;
	struct round_list list;

	lay(d);
	assert_false(round_get(d->db, d->a, 2, 5, &r, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	assert_int_equal(r.id, 99);
	theirs = example(5);
	theirs.organisation = 2;
	assert_false(round_change(d->db, &theirs, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	assert_false(round_extend(d->db, key_of(2, 5), now + 30 * day, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	database_ok(d, round_list(d->db, d->a, 2, &list, &d->e));
	assert_int_equal(list.count, 0);
	database_ok(d, round_list(d->db, d->a, 1, &list, &d->e));
	assert_int_equal(list.count, 2);
	assert_int_equal(list.at[0].id, 5);	/* the newest first */
}

static void it_changes_while_being_prepared(void **state)
{
	struct database *d = *state;
	struct round r = example(5);

	lay(d);
	r.name = STR("Voorjaar");
	r.k = 10;
	r.task_count = 1;
	r.tasks[0].title = STR("Zorg");
	database_ok(d, round_change(d->db, &r, &d->e));
	database_ok(d, round_get(d->db, d->a, 1, 5, &r, &d->e));
	assert_true(str_is(r.name, "Voorjaar"));
	assert_int_equal(r.k, 10);
	assert_int_equal(r.task_count, 1);
	assert_true(str_is(r.tasks[0].title, "Zorg"));
}

static void it_is_fixed_once_open(void **state)
{
	struct database *d = *state;
	struct round r = example(5);

	lay(d);
	r.k = 5;
	for (enum round_stage stage = STAGE_OPEN; stage <= STAGE_CLOSED; stage++) {
		set_stage(d, stage);
		d->e.kind = ERR_NONE;
		assert_false(round_change(d->db, &r, &d->e));
		assert_int_equal(d->e.kind, ERR_CONFLICT);
	}
	database_ok(d, round_get(d->db, d->a, 1, 5, &r, &d->e));
	assert_int_equal(r.k, 7);
	assert_int_equal(r.task_count, 2);
}

static void the_closing_date_only_moves_later(void **state)
{
	struct database *d = *state;
	struct round r;

	lay(d);
	set_stage(d, STAGE_OPEN);
	database_ok(d, round_extend(d->db, key_of(1, 5), now + 15 * day, &d->e));
	assert_false(round_extend(d->db, key_of(1, 5), now + 15 * day, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
	assert_false(round_extend(d->db, key_of(1, 5), now + 14 * day, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
	clock_fix(now + 15 * day);
	assert_false(round_extend(d->db, key_of(1, 5), now + 20 * day, &d->e));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
	clock_fix(now);
	set_stage(d, STAGE_CLOSED);
	assert_false(round_extend(d->db, key_of(1, 5), now + 20 * day, &d->e));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
	database_ok(d, round_get(d->db, d->a, 1, 5, &r, &d->e));
	assert_int_equal(r.closes, now + 15 * day);
}

static void senseless_rounds_are_refused(void **state)
{
	struct database *d = *state;
	struct round bad[8];

	lay(d);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		bad[i] = example(50 + (int64_t)i);
	bad[0].k = K_MIN - 1;
	bad[1].k = K_MAX + 1;
	bad[2].languages = 0;
	bad[3].languages = 4;
	bad[4].name = STR("  ");
	bad[5].closes = 0;
	bad[6].tasks[1].title = STR("");
	bad[7].task_count = TASKS_MAX + 1;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		d->e.kind = ERR_NONE;
		assert_false(round_add(d->db, &bad[i], &d->e));
		assert_int_equal(d->e.kind, ERR_INPUT);
	}
}

/* --- words ---------------------------------------------------------------------- */

static void words_go_there_and_back(void **state)
{
	struct database *d = *state;
	struct word_list words;
	static const char json[] =
		"{\"team\":{\"nl\":\"cluster\",\"en\":\"unit\"},\"leider\":{\"nl\":\"chef\",\"en\":\"\"}}";

	database_ok(d, words_read(d->a, str_from(json), &words, &d->e));
	assert_int_equal(words.count, 2);
	assert_true(str_is(words.at[0].id, "team"));
	assert_true(str_is(words.at[0].text.in[LANG_EN], "unit"));
	assert_true(str_is(words.at[1].text.in[LANG_NL], "chef"));
	assert_true(str_is(words_write(d->a, words.at, words.count), json));
	database_ok(d, words_read(d->a, (struct str){ 0 }, &words, &d->e));
	assert_int_equal(words.count, 0);
	assert_true(str_is(words_write(d->a, words.at, 0), "{}"));
}

static void broken_words_are_refused(void **state)
{
	struct database *d = *state;
	static const char *const bad[] = {
		"[]", "{", "{\"a\":\"b\"}", "{\"a\":{\"nl\":1}}", "{\"a\":{\"nl\":\"x\\u0000y\"}}",
		"{\"a\":{\"nl\":\"b\"},\"a\":{\"nl\":\"c\"}}", "{\"a\":{\"nl\":\"\\u0007\"}}",
	};
	struct word_list words;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		d->e.kind = ERR_NONE;
		assert_false(words_read(d->a, str_from(bad[i]), &words, &d->e));
		assert_int_equal(d->e.kind, ERR_INPUT);
	}
}

static void a_model_is_kept_once(void **state)
{
	struct database *d = *state;
	int64_t a, b, c;

	database_ok(d, model_store(d->db, STR("{\"id\":\"m\",\"version\":\"1\"}"), &a, &d->e));
	database_ok(d, model_store(d->db, STR("{\"id\":\"m\",\"version\":\"1\"}"), &b, &d->e));
	database_ok(d, model_store(d->db, STR("{\"id\":\"m\",\"version\":\"2\"}"), &c, &d->e));
	assert_int_equal(a, b);
	assert_int_not_equal(a, c);
	assert_false(model_store(d->db, STR("{}"), &a, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_round_comes_back_whole),
		TEST(another_organisation_sees_nothing),
		TEST(it_changes_while_being_prepared),
		TEST(it_is_fixed_once_open),
		TEST(the_closing_date_only_moves_later),
		TEST(senseless_rounds_are_refused),
		TEST(words_go_there_and_back),
		TEST(broken_words_are_refused),
		TEST(a_model_is_kept_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Meetings: whole and back, of one organisation only, topics that stay. */
#include "database.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "meeting/meeting.h"

static const int64_t now = INT64_C(1790000000000);
static const struct str names[] = { { "Noor de Wit", 11 }, { "Sam Bakker", 10 } };

static struct meeting example(void)
{
	return (struct meeting){
		.id = 7, .round = { 1, 1 }, .kind = MEETING_WORKSHOP,
		.title = STR("Werksessie Delen"),
		.goal = STR("Samen kijken."), .place = STR("Zaal 2"), .starts = now,
		.minutes = 120, .created = now,
		.topics = { { 0, STR("eigenaarschap"), 20, VOTE_WAITING },
			    { 0, STR("vindbaarheid"), 25, VOTE_WAITING } },
		.topic_count = 2, .people = names, .person_count = 2,
	};
}

/* What only a live vote does: the state of a meeting, straight into the file. */
static void lay_state(struct database *d, int stage, const char *code, int64_t expires)
{
	char sql[200];
	sqlite3 *file;

	snprintf(sql, sizeof(sql), "UPDATE meeting SET stage = %d, code = '%s', code_expires = %lld",
		 stage, code, (long long)expires);
	assert_int_equal(sqlite3_open(d->path, &file), SQLITE_OK);
	assert_int_equal(sqlite3_exec(file, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
}

static void add(struct database *d)
{
	struct meeting m = example();

	database_lay_round(d);
	database_ok(d, meeting_add(d->db, &m, &d->e));
}

static struct meeting get(struct database *d)
{
	struct meeting m = { 0 };

	database_ok(d, meeting_get(d->db, d->a, 1, 7, &m, &d->e));
	return m;
}

static void it_comes_back_whole(void **state)
{
	struct database *d = *state;
	struct meeting_list list;
	struct meeting m;

	add(d);
	m = get(d);
	assert_true(str_is(m.title, "Werksessie Delen"));
	assert_true(str_is(m.goal, "Samen kijken."));
	assert_true(str_is(m.place, "Zaal 2"));
	assert_int_equal(m.starts, now);
	assert_int_equal(m.minutes, 120);
	assert_int_equal(m.stage, MEETING_PLANNED);
	assert_int_equal(m.code.n, 0);
	assert_int_equal(m.topic_count, 2);
	assert_true(str_is(m.topics[0].subject, "eigenaarschap"));
	assert_true(m.topics[0].id > 0);
	assert_int_equal(m.topics[1].minutes, 25);
	assert_int_equal(m.person_count, 2);
	assert_true(str_is(m.people[0], "Noor de Wit"));
	database_ok(d, meeting_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 1);
	assert_int_equal(list.at[0].id, 7);
	database_ok(d, meeting_list(d->db, d->a, key_of(1, 2), &list, &d->e));
	assert_int_equal(list.count, 0);
}

static void another_organisation_finds_nothing(void **state)
{
	struct database *d = *state;
	struct meeting m = { 0 };

	add(d);
	assert_false(meeting_get(d->db, d->a, 2, 7, &m, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	assert_int_equal(m.id, 0);
	m = example();
	m.round = key_of(1, 2);
	d->e.kind = ERR_NONE;
	assert_false(meeting_change(d->db, &m, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

static bool joins(struct database *d, const char *typed, int64_t at)
{
	struct meeting m = { 0 };
	bool is_found = meeting_by_code(d->db, d->a, str_from(typed), at, &m, &d->e);

	if (is_found) {
		assert_int_equal(m.round.organisation, 1);
		assert_int_equal(m.id, 7);
		assert_int_equal(m.topic_count, 2);
	} else {
		assert_int_equal(d->e.kind, ERR_ABSENT);
		d->e.kind = ERR_NONE;
	}
	return is_found;
}

static void a_code_opens_it_while_it_runs_and_has_not_expired(void **state)
{
	struct database *d = *state;

	add(d);
	assert_false(joins(d, "", now));		/* a planned one has no code */
	lay_state(d, MEETING_PLANNED, "A01KZ9", now + 1000);
	assert_false(joins(d, "A01KZ9", now));
	lay_state(d, MEETING_RUNNING, "A01KZ9", now + 1000);
	assert_true(joins(d, "A01KZ9", now));
	assert_true(joins(d, " a0l-kz9 ", now));
	assert_true(joins(d, "aoI kZ9", now + 999));
	assert_false(joins(d, "A01KZ9", now + 1000));
	assert_false(joins(d, "A01KZ", now));
	assert_false(joins(d, "A01KZ99", now));
	assert_false(joins(d, "A01KZ%", now));
	lay_state(d, MEETING_DONE, "A01KZ9", now + 1000);
	assert_false(joins(d, "A01KZ9", now));
}

static void topics_that_stay_keep_their_id(void **state)
{
	struct database *d = *state;
	int64_t first, second;
	struct meeting m;

	add(d);
	m = get(d);
	first = m.topics[0].id;
	second = m.topics[1].id;
	m = example();
	m.topics[0] = (struct meeting_topic){ 0, STR("vindbaarheid"), 30, VOTE_WAITING };
	m.topics[1] = (struct meeting_topic){ 0, STR("privacy"), 15, VOTE_WAITING };
	database_ok(d, meeting_change(d->db, &m, &d->e));
	m = get(d);
	assert_int_equal(m.topic_count, 2);
	assert_int_equal(m.topics[0].id, second);
	assert_int_equal(m.topics[0].minutes, 30);
	assert_true(m.topics[1].id != first && m.topics[1].id != second);
}

static void topics_of_one_that_runs_stay(void **state)
{
	struct database *d = *state;
	struct meeting m;

	add(d);
	lay_state(d, MEETING_RUNNING, "A01KZ9", now + 1000);
	m = example();
	m.place = STR("Zaal 3");
	m.topic_count = 0;
	assert_false(meeting_change(d->db, &m, &d->e));
	assert_int_equal(d->e.kind, ERR_CHANGED);
	m.topic_count = 2;
	database_ok(d, meeting_change(d->db, &m, &d->e));
	m = get(d);
	assert_true(str_is(m.place, "Zaal 3"));
	assert_int_equal(m.topic_count, 2);
	assert_true(str_is(m.code, "A01KZ9"));
}

static void one_that_is_done_does_not_change_and_does_not_go(void **state)
{
	struct database *d = *state;
	struct meeting m = example();

	add(d);
	lay_state(d, MEETING_DONE, "", 0);
	assert_false(meeting_change(d->db, &m, &d->e));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
	d->e.kind = ERR_NONE;
	assert_false(meeting_remove(d->db, key_of(1, 1), 7, &d->e));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
	assert_true(str_is(get(d).title, "Werksessie Delen"));
}

static void a_planned_one_can_go(void **state)
{
	struct database *d = *state;
	struct meeting m;

	add(d);
	database_ok(d, meeting_remove(d->db, key_of(1, 1), 7, &d->e));
	assert_false(meeting_get(d->db, d->a, 1, 7, &m, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	d->e.kind = ERR_NONE;
	assert_false(meeting_remove(d->db, key_of(1, 1), 7, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

static void refused(struct database *d, const struct meeting *m)
{
	d->e.kind = ERR_NONE;
	assert_false(meeting_add(d->db, m, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
}

static void senseless_ones_are_refused(void **state)
{
	struct database *d = *state;
	static const int64_t strange[] = { 99 }, twice[] = { 1, 1 };
	static const struct str unnamed[] = { { "", 0 } };
	struct meeting_list list;
	struct meeting m;

	database_lay_round(d);
	m = example(), m.title = STR(" "), refused(d, &m);
	m = example(), m.kind = (enum meeting_kind)3, refused(d, &m);
	m = example(), m.starts = 0, refused(d, &m);
	m = example(), m.minutes = 0, refused(d, &m);
	m = example(), m.minutes = MEETING_MINUTES_MAX + 1, refused(d, &m);
	m = example(), m.goal = STR("a\x01"), refused(d, &m);
	m = example(), m.topics[1].subject = m.topics[0].subject, refused(d, &m);
	m = example(), m.topics[1].minutes = 0, refused(d, &m);
	m = example(), m.people = unnamed, m.person_count = 1, refused(d, &m);
	m = example(), m.units = twice, m.unit_count = 2, refused(d, &m);
	database_ok(d, meeting_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 0);
	m = example(), m.units = strange, m.unit_count = 1, refused(d, &m);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_comes_back_whole),
		TEST(another_organisation_finds_nothing),
		TEST(a_code_opens_it_while_it_runs_and_has_not_expired),
		TEST(topics_that_stay_keep_their_id),
		TEST(topics_of_one_that_runs_stay),
		TEST(one_that_is_done_does_not_change_and_does_not_go),
		TEST(a_planned_one_can_go),
		TEST(senseless_ones_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Live votes: turns, who may vote, what is shown, what is forgotten. */
#include "round_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "live/sql.h"
#include "meeting/meeting.h"
#include "live/vote.h"
#include "store/sqlite.h"

enum { LEVELS = 5, PHONES = 40, FILE_MAX = 1 << 23 };

static const struct leaf leaves[] = { { "Dienst;A;team", 6 } };

struct hall {
	struct fixture f;
	struct meeting meeting;
	uint8_t phone[PHONES][VOTE_PHONE_BYTES];
};

static struct hall *hall_open(struct database *d)
{
	struct hall *h = arena_alloc(d->a, sizeof(*h));
	struct meeting m = {
		.id = 5, .round = { 1, 7 }, .title = STR("Werksessie"), .starts = 1000, .minutes = 60,
		.topic_count = 2,
		.topics = { { .subject = STR("a"), .minutes = 20 },
			    { .subject = STR("b"), .minutes = 20 } },
	};
	char code[MEETING_CODE_SIZE];

	fixture_lay(&h->f, d, leaves, ARRAY_LEN(leaves));
	database_ok(d, meeting_add(d->db, &m, &d->e));
	database_ok(d, meeting_get(d->db, d->a, 1, 5, &h->meeting, &d->e));
	database_ok(d, meeting_start(d->db, 5, 1000, code, &d->e));
	rng_bytes(h->phone, sizeof(h->phone));
	return h;
}

static int64_t topic(const struct hall *h, size_t i)
{
	return h->meeting.topics[i].id;
}

static void open_turn(struct hall *h, size_t i, enum vote_step step)
{
	struct database *d = h->f.d;

	database_ok(d, meeting_show(d->db, 5, topic(h, i), &d->e));
	database_ok(d, vote_move(d->db, topic(h, i), step, &d->e));
}

static bool cast(struct hall *h, size_t phone, int turn, int choice)
{
	struct database *d = h->f.d;

	d->e = (struct err){ 0 };
	struct vote v = { 5, topic(h, 0), turn, choice, LEVELS, { 0 } };

	memcpy(v.phone, h->phone[phone], sizeof(v.phone));
	return vote_cast(d->db, &v, &d->e);
}

static struct own_vote own(struct hall *h, size_t phone, int turn)
{
	struct database *d = h->f.d;
	struct own_vote vote;

	d->e = (struct err){ 0 };
	database_ok(d, vote_own(d->db, topic(h, 0), turn, h->phone[phone], &vote, &d->e));
	return vote;
}

/* All votes of a turn; what may not be shown is in no count. */
static int64_t votes(struct hall *h, int turn)
{
	struct database *d = h->f.d;
	struct vote_turn t;

	d->e = (struct err){ 0 };
	database_ok(d, vote_get(d->db, topic(h, 0), turn, LEVELS, &t, &d->e));
	assert_int_equal(t.has_levels ? t.votes : 0, t.has_levels ? tally_n(&t.counts) + t.counts.dont_know : 0);
	assert_int_equal(t.has_levels ? 0 : tally_n(&t.counts), 0);
	return t.votes;
}

static void one_vote_a_phone_a_turn(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;
	struct vote_turn t;

	assert_false(cast(h, 0, 1, 3));
	assert_int_equal(d->e.kind, ERR_GONE);
	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < 6; i++)
		assert_true(cast(h, i, 1, (int)i));
	assert_true(cast(h, 2, 1, 2));		/* sent twice */
	assert_false(cast(h, 7, 1, LEVELS + 1));
	assert_int_equal(d->e.kind, ERR_INPUT);
	assert_false(cast(h, 7, 1, -1));
	assert_false(cast(h, 7, 2, 1));
	assert_int_equal(d->e.kind, ERR_GONE);
	assert_int_equal(votes(h, 1), 6);
	database_ok(d, vote_get(d->db, topic(h, 0), 1, LEVELS, &t, &d->e));
	assert_int_equal(t.counts.dont_know, 1);
	for (int k = 0; k < LEVELS; k++)
		assert_int_equal(t.counts.c[k], 1);
	assert_true(own(h, 3, 1).is_known);
	assert_int_equal(own(h, 3, 1).choice, 3);
	assert_false(own(h, 30, 1).is_cast);
	assert_false(own(h, 3, 2).is_cast);
}

/* Who mistapped chooses again, as often as he likes; until it is shown. */
static void a_vote_can_change_until_it_is_shown(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;
	struct vote_turn t;

	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < 6; i++)
		assert_true(cast(h, i, 1, 2));
	for (int choice = LEVELS; choice >= 0; choice--) {
		assert_true(cast(h, 0, 1, choice));
		assert_int_equal(own(h, 0, 1).choice, choice);
		assert_int_equal(votes(h, 1), 6);
	}
	assert_false(cast(h, 0, 1, LEVELS + 1));
	database_ok(d, vote_get(d->db, topic(h, 0), 1, LEVELS, &t, &d->e));
	assert_int_equal(t.counts.dont_know, 1);
	assert_int_equal(t.counts.c[1], 5);
	database_ok(d, vote_move(d->db, topic(h, 0), VOTE_FIRST_SHOWN, &d->e));
	assert_false(cast(h, 0, 1, 4));
	assert_int_equal(d->e.kind, ERR_GONE);
	assert_false(own(h, 0, 1).is_cast);
}

/* Cast before an upgrade: it stands, and neither moves nor counts twice. */
static void a_choice_that_is_not_known_cannot_change(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;

	open_turn(h, 0, VOTE_FIRST);
	assert_true(cast(h, 0, 1, 2));
	database_ok(d, sqlite_run(d->db, "UPDATE vote_phone SET choice = ''", &d->e));
	assert_true(own(h, 0, 1).is_cast);
	assert_false(own(h, 0, 1).is_known);
	assert_false(cast(h, 0, 1, 3));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
	assert_int_equal(votes(h, 1), 1);
}

static void fewer_than_five_are_not_shown(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;

	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < VOTE_SHOWN_MIN; i++) {
		assert_false(vote_move(d->db, topic(h, 0), VOTE_FIRST_SHOWN, &d->e));
		assert_int_equal(d->e.kind, ERR_CONFLICT);
		assert_true(cast(h, i, 1, 2));
	}
	database_ok(d, vote_move(d->db, topic(h, 0), VOTE_FIRST_SHOWN, &d->e));
	/* A second turn with too few votes is not kept when people write down. */
	open_turn(h, 0, VOTE_SECOND);
	for (size_t i = 0; i < VOTE_SHOWN_MIN - 1; i++)
		assert_true(cast(h, i, 2, 5));
	database_ok(d, vote_move(d->db, topic(h, 0), VOTE_RECORDED, &d->e));
	assert_int_equal(votes(h, 2), 0);
	assert_int_equal(votes(h, 1), VOTE_SHOWN_MIN);
	/* Nor can it be shown from there. */
	assert_false(vote_move(d->db, topic(h, 0), VOTE_SECOND_SHOWN, &d->e));
}

/* The numbers of people in the hall, and what a page can get of them. */
static struct vote_turn turn_of(struct hall *h, int turn)
{
	struct database *d = h->f.d;
	struct vote_turn t;

	database_ok(d, vote_get(d->db, topic(h, 0), turn, LEVELS, &t, &d->e));
	return t;
}

/* Three invented phones and a real one; and a round whose k is higher. */
static void what_may_not_be_shown_is_not_given(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;

	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < 4; i++)
		assert_true(cast(h, i, 1, 1 + (int)i));
	assert_int_equal(turn_of(h, 1).votes, 4);
	assert_false(turn_of(h, 1).is_shown);
	assert_int_equal(turn_of(h, 1).counts.c[0], 0);
	assert_true(cast(h, 4, 1, 5));
	assert_true(turn_of(h, 1).is_shown && turn_of(h, 1).has_levels);
	assert_int_equal(vote_shown_min(3), 5);
	assert_int_equal(vote_shown_min(8), 8);
	database_ok(d, sqlite_run(d->db, "UPDATE round SET k = 6", &d->e));
	assert_false(turn_of(h, 1).is_shown);
	assert_int_equal(turn_of(h, 1).counts.c[4], 0);
	assert_false(vote_move(d->db, topic(h, 0), VOTE_FIRST_SHOWN, &d->e));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
}

/* Four do not know: the one who chose a level would stand alone. */
static void levels_rest_on_as_many_votes(void **state)
{
	struct hall *h = hall_open(*state);
	struct vote_turn t;

	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < 5; i++)
		assert_true(cast(h, i, 1, i < 4 ? VOTE_DONT_KNOW : 3));
	t = turn_of(h, 1);
	assert_true(t.is_shown);
	assert_false(t.has_levels);
	assert_int_equal(t.counts.dont_know, 4);
	assert_int_equal(tally_n(&t.counts), 0);
	for (size_t i = 5; i < 9; i++)
		assert_true(cast(h, i, 1, 2));
	t = turn_of(h, 1);
	assert_true(t.has_levels);
	assert_int_equal(t.counts.c[2], 1);
}

static void going_back_keeps_and_opening_begins_anew(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;

	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < 5; i++)
		assert_true(cast(h, i, 1, 2));
	open_turn(h, 0, VOTE_FIRST);		/* the same step: shown again, nothing lost */
	assert_int_equal(votes(h, 1), 5);
	database_ok(d, vote_move(d->db, topic(h, 0), VOTE_FIRST_SHOWN, &d->e));
	database_ok(d, vote_move(d->db, topic(h, 0), VOTE_RECORDED, &d->e));
	database_ok(d, vote_move(d->db, topic(h, 0), VOTE_FIRST_SHOWN, &d->e));
	assert_int_equal(votes(h, 1), 5);
	open_turn(h, 0, VOTE_FIRST);
	assert_int_equal(votes(h, 1), 0);
	assert_true(cast(h, 0, 1, 2));
}

static void cards_have_no_minimum_but_a_limit(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;
	struct tally cards = { .levels = LEVELS, .c = { 1, 0, 1 }, .dont_know = 0 };
	struct tally many = { .levels = LEVELS, .c = { VOTE_CARDS_MAX + 1 } };

	open_turn(h, 0, VOTE_FIRST);
	assert_true(cast(h, 0, 1, 5));
	database_ok(d, vote_enter(d->db, topic(h, 0), 1, &cards, &d->e));
	assert_int_equal(votes(h, 1), 2);
	database_ok(d, vote_move(d->db, topic(h, 0), VOTE_FIRST_SHOWN, &d->e));
	assert_false(vote_enter(d->db, topic(h, 0), 1, &many, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
	assert_int_equal(votes(h, 1), 2);
}

static void a_meeting_that_is_over_takes_nothing(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;
	char code[MEETING_CODE_SIZE];

	open_turn(h, 0, VOTE_FIRST);
	assert_true(cast(h, 0, 1, 5));
	database_ok(d, meeting_stop(d->db, 5, 2000, &d->e));
	assert_false(cast(h, 1, 1, 5));
	assert_int_equal(d->e.kind, ERR_GONE);
	assert_int_equal(votes(h, 1), 0);
	assert_false(meeting_start(d->db, 5, 1000, code, &d->e));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
	assert_false(vote_move(d->db, topic(h, 0), VOTE_FIRST, &d->e));
	assert_false(meeting_stop(d->db, 5, 2000, &d->e));
}

static enum vote_step step_of(struct hall *h, size_t i)
{
	struct database *d = h->f.d;

	database_ok(d, meeting_get(d->db, d->a, 1, 5, &h->meeting, &d->e));
	return h->meeting.topics[i].step;
}

/* What was voted when somebody ended it too early is there again. */
static void what_was_ended_can_be_opened_for_a_day(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;
	const int64_t ended = 2000, day = INT64_C(24) * 3600 * 1000;
	struct str code;

	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < 6; i++)
		assert_true(cast(h, i, 1, 2));
	database_ok(d, meeting_get(d->db, d->a, 1, 5, &h->meeting, &d->e));
	code = h->meeting.code;
	assert_false(meeting_reopen(d->db, 5, ended, &d->e));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
	d->e.kind = ERR_NONE;
	database_ok(d, meeting_stop(d->db, 5, ended, &d->e));
	assert_int_equal(step_of(h, 0), VOTE_FIRST_SHOWN);
	assert_int_equal(votes(h, 1), 6);
	assert_false(meeting_by_code(d->db, d->a, code, ended, &h->meeting, &d->e));
	d->e.kind = ERR_NONE;
	assert_false(meeting_reopen(d->db, 5, ended + day, &d->e));
	assert_int_equal(d->e.kind, ERR_GONE);
	d->e.kind = ERR_NONE;
	database_ok(d, meeting_reopen(d->db, 5, ended + 1, &d->e));
	database_ok(d, meeting_by_code(d->db, d->a, code, ended + 1, &h->meeting, &d->e));
	/* Half a day later its code has expired, and it gets another. */
	database_ok(d, meeting_stop(d->db, 5, ended + 1, &d->e));
	database_ok(d, meeting_reopen(d->db, 5, ended + day, &d->e));
	assert_int_equal(step_of(h, 0), VOTE_FIRST_SHOWN);
	assert_false(str_eq(h->meeting.code, code));
}

/* A second turn with too few votes goes, the first stays to be seen. */
static void ending_keeps_the_turn_before(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;

	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < 6; i++)
		assert_true(cast(h, i, 1, 2));
	database_ok(d, vote_move(d->db, topic(h, 0), VOTE_FIRST_SHOWN, &d->e));
	open_turn(h, 0, VOTE_SECOND);
	assert_true(cast(h, 0, 2, 3));
	database_ok(d, meeting_stop(d->db, 5, 2000, &d->e));
	assert_int_equal(step_of(h, 0), VOTE_FIRST_SHOWN);
	assert_int_equal(votes(h, 1), 6);
	assert_int_equal(votes(h, 2), 0);
}

/* --- what a thief of the file finds ------------------------------------------------- */

static bool file_has(const char *path, const char *end, const uint8_t *bytes, size_t n)
{
	char name[300];
	uint8_t *all = malloc(FILE_MAX);
	bool is_there;
	size_t got = 0;
	FILE *f;

	(void)snprintf(name, sizeof(name), "%s%s", path, end);
	assert_non_null(all);
	f = fopen(name, "rb");
	if (f) {
		got = fread(all, 1, FILE_MAX, f);
		assert_int_equal(fclose(f), 0);
	}
	is_there = memmem(all, got, bytes, n) != NULL;
	free(all);
	return is_there;
}

static bool anywhere(struct database *d, const uint8_t *bytes, size_t n)
{
	return file_has(d->path, "", bytes, n) || file_has(d->path, "-wal", bytes, n);
}

enum { SEALED = 41 };		/* a nonce, a seal and one byte */

struct traces {
	uint8_t hash[PHONES][16], choice[PHONES][SEALED];
	size_t count;
};

static struct traces read_traces(struct hall *h)
{
	struct database *d = h->f.d;
	SCOPED(rows_freep) struct rows *rows = db_query(d->db, SQL_VOTE_PHONE_LIST, &d->e, topic(h, 0));
	struct traces t = { .count = 0 };

	database_ok(d, rows != NULL);
	while (t.count < PHONES && rows_next(rows, &d->e)) {
		struct blob b = rows_view(rows, VOTE_PHONE_LIST_HASH);

		assert_int_equal(b.n, 16);
		memcpy(t.hash[t.count], b.p, 16);
		b = rows_view(rows, VOTE_PHONE_LIST_CHOICE);
		assert_int_equal(b.n, SEALED);
		memcpy(t.choice[t.count++], b.p, SEALED);
	}
	return t;
}

/* While a turn is open the hashes are there, or the test would prove nothing;
 * when it is shown and the log is emptied, no byte of them is. */
static void afterwards_nothing_ties_a_vote_to_a_phone(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;
	struct traces t;

	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < PHONES; i++)
		assert_true(cast(h, i, 1, (int)(i % 6)));
	t = read_traces(h);
	assert_int_equal(t.count, PHONES);
	for (size_t i = 0; i < PHONES; i++) {
		assert_true(anywhere(d, t.hash[i], 16));
		assert_true(anywhere(d, t.choice[i], SEALED));
		assert_false(anywhere(d, h->phone[i], VOTE_PHONE_BYTES));
	}
	database_ok(d, vote_move(d->db, topic(h, 0), VOTE_FIRST_SHOWN, &d->e));
	database_ok(d, db_empty_log(d->db, &d->e));
	for (size_t i = 0; i < PHONES; i++)
		assert_false(anywhere(d, t.hash[i], 16) || anywhere(d, t.choice[i], SEALED));
	assert_int_equal(votes(h, 1), PHONES);
}

/* Who has the file and not the phones: every choice has the same shape, two that are the
 * same differ, the key of the turn opens none, nor does another phone. */
static void a_sealed_choice_says_nothing(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;
	struct traces t;

	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < PHONES; i++)
		assert_true(cast(h, i, 1, 3));
	t = read_traces(h);
	for (size_t i = 0; i < PHONES; i++)
		for (size_t k = 0; k < i; k++)
			assert_memory_not_equal(t.choice[i] + 24, t.choice[k] + 24, SEALED - 24);
	/* The rows change places: nobody's cookie opens the choice of another. */
	database_ok(d, sqlite_run(d->db, "CREATE TEMP TABLE moved AS SELECT hash, lead(choice, 1, "
				  "(SELECT choice FROM vote_phone ORDER BY hash LIMIT 1)) "
				  "OVER (ORDER BY hash) AS choice FROM vote_phone;"
				  "UPDATE vote_phone SET choice = (SELECT choice FROM moved "
				  "WHERE moved.hash = vote_phone.hash)", &d->e));
	for (size_t i = 0; i < PHONES; i++) {
		assert_true(own(h, i, 1).is_cast);
		assert_false(own(h, i, 1).is_known);
	}
}

/* The same phone leaves unrelated hashes in two turns. */
static void turns_cannot_be_joined(void **state)
{
	struct hall *h = hall_open(*state);
	struct database *d = h->f.d;
	struct traces one, two;

	open_turn(h, 0, VOTE_FIRST);
	for (size_t i = 0; i < 5; i++)
		assert_true(cast(h, i, 1, 1));
	one = read_traces(h);
	database_ok(d, vote_move(d->db, topic(h, 0), VOTE_FIRST_SHOWN, &d->e));
	open_turn(h, 0, VOTE_SECOND);
	for (size_t i = 0; i < 5; i++)
		assert_true(cast(h, i, 2, 1));
	two = read_traces(h);
	for (size_t i = 0; i < one.count; i++)
		for (size_t k = 0; k < two.count; k++)
			assert_memory_not_equal(one.hash[i], two.hash[k], 16);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, database_begin, database_end)
	const struct CMUnitTest tests[] = {
		T(one_vote_a_phone_a_turn),
		T(a_vote_can_change_until_it_is_shown),
		T(a_choice_that_is_not_known_cannot_change),
		T(a_sealed_choice_says_nothing),
		T(fewer_than_five_are_not_shown),
		T(what_may_not_be_shown_is_not_given),
		T(levels_rest_on_as_many_votes),
		T(going_back_keeps_and_opening_begins_anew),
		T(cards_have_no_minimum_but_a_limit),
		T(a_meeting_that_is_over_takes_nothing),
		T(what_was_ended_can_be_opened_for_a_day),
		T(ending_keeps_the_turn_before),
		T(afterwards_nothing_ties_a_vote_to_a_phone),
		T(turns_cannot_be_joined),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

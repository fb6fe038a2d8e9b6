/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rooms without a network: this file is the seam that streams go through, so
 * that a screen is asked just when a test wants it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "live/live.h"

enum { PATIENCE_MS = 10000, MS_US = 1000, MS_NS = 1000000, SIZE = 512 };

/* --- the seam ------------------------------------------------------------------- */

struct http_stream {
	struct http_source source;
	atomic_int wakes;
};

static atomic_int rounds;

/* Not 0: the seam has no room, and says so with this status. */
static int no_room;

struct http_stream *http_stream_new(const struct http_request *q, struct http_reply *r,
				    const struct http_source *source)
{
	(void)q;
	if (no_room) {
		r->status = no_room;
		return NULL;
	}
	r->stream = calloc(1, sizeof(*r->stream));
	assert_non_null(r->stream);
	r->stream->source = *source;
	return r->stream;
}

bool http_stream_wake(struct http_stream *st)
{
	atomic_fetch_add(&st->wakes, 1);
	return true;
}

void http_streams_woken(struct http_server *s)
{
	(void)s;
	atomic_fetch_add(&rounds, 1);
}

/* --- a screen ---------------------------------------------------------------------- */

static char said[SIZE];

/* Until all that has changed is known to the screens. */
static void settle(struct live *l)
{
	for (int ms = 0; live_due(l) > 0 && ms < PATIENCE_MS; ms++)
		(void)usleep(MS_US);
	assert_int_equal(live_due(l), 0);
}

/* What it says when it is asked now; whether it then ends. */
static bool ask(struct http_stream *st)
{
	bool is_over = false;
	size_t n = st->source.read(st->source.ctx, said, SIZE - 1, &is_over);

	said[n] = '\0';
	return is_over;
}

static struct http_stream *look(struct live *l, int64_t meeting, enum live_screen where)
{
	struct http_reply r = { 0 };
	struct err e = { 0 };

	assert_true(live_join(l, meeting, where, NULL, &r, &e));
	return r.stream;
}

static void leave(struct http_stream *st)
{
	st->source.closed(st->source.ctx);
	free(st);
}

static struct live *begin(void)
{
	static char server;
	struct live *l = live_new();
	struct err e = { 0 };

	assert_true(live_start(l, (struct http_server *)(void *)&server, &e));
	return l;
}

static void await(const atomic_int *wakes, int at_least)
{
	for (int ms = 0; atomic_load(wakes) < at_least && ms < PATIENCE_MS; ms++)
		(void)usleep(MS_US);
	assert_true(atomic_load(wakes) >= at_least);
}

static size_t times(const char *what)
{
	size_t n = 0;

	for (const char *p = said; (p = strstr(p, what)); p++)
		n++;
	return n;
}

/* --- tests --------------------------------------------------------------------------- */

static void a_screen_begins_by_looking_again(void **state)
{
	struct live *l = begin();
	struct http_stream *beamer = look(l, 7, SCREEN_IN_ROOM),
			   *phone = look(l, 7, SCREEN_OF_PHONE);

	(void)state;
	assert_int_equal(live_phones(l, 7).now, 1);	/* the beamer is none */
	settle(l);
	assert_false(ask(beamer));
	assert_string_equal(said, "event: stap\ndata: nieuw\n\nevent: stand\ndata: {\"telefoons\":1,\"meest\":1}\n\n");
	assert_false(ask(phone));
	assert_string_equal(said, "event: stap\ndata: nieuw\n\nevent: stand\ndata: {\"telefoons\":1,\"meest\":1}\n\n");
	assert_false(ask(phone));
	assert_string_equal(said, "");
	leave(phone);
	leave(beamer);
	live_stop(l);
	live_free(l);
}

/* "9 of 11" on a phone, while it costs little; a hall does not count itself. */
static void phones_count_along_while_they_are_few(void **state)
{
	struct live *l = begin();
	struct http_stream *st[LIVE_COUNTING_MAX + 1];

	(void)state;
	for (size_t i = 0; i < LIVE_COUNTING_MAX; i++)
		st[i] = look(l, 7, SCREEN_OF_PHONE);
	settle(l);
	(void)ask(st[0]);
	live_count(l, 7, 3, 1, 9);
	settle(l);
	(void)ask(st[0]);
	assert_string_equal(said, "event: stand\ndata: {\"beurt\":\"3-1\",\"stemmen\":9,\"telefoons\":60,\"meest\":60}\n\n");
	st[LIVE_COUNTING_MAX] = look(l, 7, SCREEN_OF_PHONE);
	settle(l);
	(void)ask(st[0]);
	assert_string_equal(said, "");
	live_count(l, 7, 3, 1, 10);
	settle(l);
	(void)ask(st[0]);
	assert_string_equal(said, "");
	for (size_t i = 0; i <= LIVE_COUNTING_MAX; i++)
		leave(st[i]);
	live_stop(l);
	live_free(l);
}

static void a_room_is_woken_four_times_a_second_however_many_vote(void **state)
{
	struct live *l = begin();
	struct http_stream *st = look(l, 7, SCREEN_IN_ROOM);
	int64_t from, votes = 0;
	double ms;
	int n;

	(void)state;
	await(&st->wakes, 1);
	from = clock_mono_ns();
	n = atomic_load(&st->wakes);
	while (clock_mono_ns() - from < INT64_C(900) * MS_NS) {
		live_count(l, 7, 3, 1, ++votes);
		(void)usleep(100);
	}
	(void)usleep(2 * LIVE_GAP_MS * MS_US);
	ms = (double)(clock_mono_ns() - from) / MS_NS;
	n = atomic_load(&st->wakes) - n;
	assert_true(votes > 100);
	assert_true(n >= 2);
	assert_true(n <= (int)(ms / LIVE_GAP_MS) + 1);
	(void)ask(st);
	assert_int_equal(times("event: "), 2);
	assert_true(live_messages(l) == 1);
	leave(st);
	live_stop(l);
	live_free(l);
}

/* The sending thread may ask again while votes come in: it hears of them when
 * the room is woken and not before. */
static void who_is_quick_gets_no_more_than_the_others(void **state)
{
	struct live *l = begin();
	struct http_stream *st = look(l, 7, SCREEN_IN_ROOM);
	int64_t from, votes = 0;
	uint64_t before;
	int messages;

	(void)state;
	settle(l);
	(void)ask(st);
	before = live_messages(l);
	from = clock_mono_ns();
	while (clock_mono_ns() - from < INT64_C(900) * MS_NS) {
		live_count(l, 7, 3, 1, ++votes);
		(void)ask(st);
	}
	messages = (int)(live_messages(l) - before);
	assert_true(votes > 100);
	assert_in_range(messages, 1, (clock_mono_ns() - from) / MS_NS / LIVE_GAP_MS + 1);
	live_count(l, 7, 3, 1, ++votes);
	settle(l);
	(void)ask(st);
	assert_non_null(strstr(said, "stemmen"));	/* the last count comes too */
	leave(st);
	live_stop(l);
	live_free(l);
}

static void who_is_slow_gets_the_newest_and_nothing_else(void **state)
{
	struct live *l = begin();
	struct http_stream *st = look(l, 7, SCREEN_IN_ROOM);

	(void)state;
	settle(l);
	(void)ask(st);
	for (int turn = 1; turn <= 2; turn++) {
		live_step(l, 7);
		for (int64_t votes = 1; votes <= 40; votes++)
			live_count(l, 7, 3, turn, votes);
	}
	settle(l);
	(void)ask(st);
	assert_string_equal(said, "event: stap\ndata: nieuw\n\n"
			    "event: stand\ndata: {\"beurt\":\"3-2\",\"stemmen\":40,\"telefoons\":0,\"meest\":0}\n\n");
	(void)ask(st);
	assert_string_equal(said, "");
	leave(st);
	live_stop(l);
	live_free(l);
}

static void the_highest_count_of_a_turn_stands(void **state)
{
	struct live *l = begin();
	struct http_stream *st = look(l, 7, SCREEN_IN_ROOM);

	(void)state;
	live_count(l, 7, 3, 1, 60);
	live_count(l, 7, 3, 1, 8);		/* said later, voted earlier */
	settle(l);
	(void)ask(st);
	assert_non_null(strstr(said, "\"stemmen\":60,"));
	live_count(l, 7, 3, 1, 59);
	settle(l);
	(void)ask(st);
	assert_string_equal(said, "");
	live_count(l, 7, 3, 2, 1);		/* another turn begins low */
	settle(l);
	(void)ask(st);
	assert_non_null(strstr(said, "{\"beurt\":\"3-2\",\"stemmen\":1,"));
	live_step(l, 7);			/* nobody voted yet: the page knows */
	leave(look(l, 7, SCREEN_OF_PHONE));
	settle(l);
	(void)ask(st);
	assert_null(strstr(said, "stemmen"));
	leave(st);
	live_stop(l);
	live_free(l);
}

static void who_leaves_is_not_woken_and_not_counted(void **state)
{
	struct live *l = begin();
	struct http_stream *first = look(l, 7, SCREEN_IN_ROOM),
			   *second = look(l, 7, SCREEN_OF_PHONE),
			   *third = look(l, 7, SCREEN_OF_PHONE),
			   *elsewhere = look(l, 263, SCREEN_OF_PHONE);

	(void)state;				/* 7 and 263 share a place in the table */
	settle(l);
	(void)ask(first);
	(void)ask(elsewhere);
	leave(second);
	settle(l);
	(void)ask(first);
	assert_string_equal(said, "event: stand\ndata: {\"telefoons\":1,\"meest\":2}\n\n");
	live_step(l, 7);
	settle(l);
	(void)ask(elsewhere);
	assert_string_equal(said, "");
	leave(first);
	leave(third);
	assert_int_equal(live_phones(l, 7).now, 0);
	assert_int_equal(live_phones(l, 263).now, 1);
	live_step(l, 7);			/* nobody looks: nothing to say */
	live_count(l, 7, 3, 1, 5);
	live_end(l, 7);
	first = look(l, 7, SCREEN_IN_ROOM);		/* and nothing of it stayed */
	assert_false(ask(first));
	assert_null(strstr(said, "stemmen"));
	leave(first);
	leave(elsewhere);
	live_stop(l);
	live_free(l);
}

static void a_meeting_that_ends_says_so_and_closes_its_streams_only(void **state)
{
	struct live *l = begin();
	struct http_stream *st = look(l, 7, SCREEN_OF_PHONE), *other = look(l, 8, SCREEN_OF_PHONE);
	int n;

	(void)state;
	settle(l);
	(void)ask(st);
	(void)ask(other);
	await(&st->wakes, 1);
	n = atomic_load(&st->wakes);
	live_end(l, 7);
	await(&st->wakes, n + 1);
	assert_true(ask(st));
	assert_string_equal(said, "event: einde\ndata: nieuw\n\n");
	assert_true(ask(st));
	assert_string_equal(said, "");
	assert_false(ask(other));
	leave(st);
	leave(other);
	live_stop(l);
	live_free(l);
}

static void stopping_wakes_and_ends_every_stream(void **state)
{
	struct live *l = begin();
	struct http_stream *st[3];
	struct http_reply r = { 0 };
	struct err e = { 0 };

	(void)state;
	for (int i = 0; i < 3; i++)
		st[i] = look(l, i, SCREEN_OF_PHONE);
	await(&st[2]->wakes, 1);
	atomic_store(&rounds, 0);
	for (int i = 0; i < 3; i++)
		atomic_store(&st[i]->wakes, 0);
	live_stop(l);
	assert_true(atomic_load(&rounds) > 0);
	for (int i = 0; i < 3; i++) {
		assert_true(atomic_load(&st[i]->wakes) > 0);
		assert_true(ask(st[i]));
		leave(st[i]);
	}
	assert_false(live_join(l, 1, SCREEN_OF_PHONE, NULL, &r, &e));
	assert_int_equal(e.kind, ERR_BUSY);
	assert_null(r.stream);
	live_free(l);
}

static void there_is_a_limit_to_phones_of_a_meeting(void **state)
{
	struct http_stream **st = calloc(LIVE_PHONES_MAX + 2, sizeof(*st));
	struct live *l = begin();
	struct http_reply r = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_non_null(st);
	for (int i = 0; i < LIVE_PHONES_MAX; i++)
		st[i] = look(l, 1, SCREEN_OF_PHONE);
	assert_false(live_join(l, 1, SCREEN_OF_PHONE, NULL, &r, &e));
	assert_int_equal(e.kind, ERR_BUSY);
	st[LIVE_PHONES_MAX] = look(l, 1, SCREEN_IN_ROOM);
	st[LIVE_PHONES_MAX + 1] = look(l, 2, SCREEN_OF_PHONE);
	leave(st[0]);
	st[0] = look(l, 1, SCREEN_OF_PHONE);
	for (int i = 0; i < LIVE_PHONES_MAX + 2; i++)
		leave(st[i]);
	free(st);
	live_stop(l);
	live_free(l);
}

/* Nobody is counted who did not get in. */
static void who_finds_no_room_is_not_there(void **state)
{
	static const struct { int status; enum err_kind kind; } cases[] = {
		{ 429, ERR_RATE }, { 503, ERR_BUSY },
	};
	struct live *l = begin();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct http_reply r = { 0 };
		struct err e = { 0 };

		no_room = cases[i].status;
		assert_false(live_join(l, 1, SCREEN_OF_PHONE, NULL, &r, &e));
		assert_int_equal(e.kind, cases[i].kind);
		assert_int_equal(live_phones(l, 1).now, 0);
	}
	no_room = 0;
	leave(look(l, 1, SCREEN_OF_PHONE));
	live_stop(l);
	live_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_screen_begins_by_looking_again),
		cmocka_unit_test(a_room_is_woken_four_times_a_second_however_many_vote),
		cmocka_unit_test(who_is_quick_gets_no_more_than_the_others),
		cmocka_unit_test(who_is_slow_gets_the_newest_and_nothing_else),
		cmocka_unit_test(phones_count_along_while_they_are_few),
		cmocka_unit_test(the_highest_count_of_a_turn_stands),
		cmocka_unit_test(who_leaves_is_not_woken_and_not_counted),
		cmocka_unit_test(a_meeting_that_ends_says_so_and_closes_its_streams_only),
		cmocka_unit_test(stopping_wakes_and_ends_every_stream),
		cmocka_unit_test(there_is_a_limit_to_phones_of_a_meeting),
		cmocka_unit_test(who_finds_no_room_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

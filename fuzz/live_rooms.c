/* SPDX-License-Identifier: EUPL-1.2 */
#include "live_rooms.h"

#include <string.h>

#include "base/clock.h"

static int64_t virtual_ns = INT64_C(1000000000000);

static int64_t rooms_clock(void)
{
	return virtual_ns;
}

/* Its own thread waits for the clock; here its round is asked for. */
#define clock_mono_ns rooms_clock
#include "../src/live/live.c"
#undef clock_mono_ns

struct http_stream {
	struct http_source source;
};

struct seat {
	struct http_stream stream;
	int64_t meeting;
	enum live_screen where;
	bool is_taken, has_heard;
	int64_t topic, votes;		/* last said, of one turn */
	int turn;
	int64_t since, messages;	/* ms */
};

struct rooms {
	struct live *live;
	struct seat seat[SCREENS];
	size_t next;			/* whose stream is made now */
	bool is_full;
};

static struct rooms *making;

struct http_stream *http_stream_new(const struct http_request *q, struct http_reply *r,
				    const struct http_source *source)
{
	struct http_stream *st = &making->seat[making->next].stream;

	(void)q;
	if (making->is_full) {
		r->status = 429;
		return NULL;
	}
	st->source = *source;
	r->stream = st;
	return st;
}

bool http_stream_wake(struct http_stream *st)
{
	must(st->source.ctx);		/* not once it is closed */
	return true;
}

void http_streams_woken(struct http_server *s)
{
	(void)s;
}

struct rooms *rooms_new(void)
{
	struct rooms *r = calloc(1, sizeof(*r));

	must(r);
	r->live = live_new();
	return r;
}

static size_t phones_in(const struct rooms *r, int64_t meeting)
{
	size_t n = 0;

	for (size_t i = 0; i < SCREENS; i++)
		n += r->seat[i].is_taken && r->seat[i].meeting == meeting && r->seat[i].where == SCREEN_OF_PHONE;
	return n;
}

static void look(struct rooms *r)
{
	size_t taken = 0;

	for (size_t i = 0; i < SCREENS; i++)
		taken += r->seat[i].is_taken;
	must(r->live->screens == taken);
	for (int64_t m = 0; m < 10; m++) {
		struct live_phones n = live_phones(r->live, m);

		must(n.now == phones_in(r, m) && n.most >= n.now && n.most <= SCREENS);
	}
}

void rooms_join(struct rooms *r, size_t screen, int64_t meeting, enum live_screen where)
{
	struct http_request q = { 0 };
	struct http_reply reply = { 0 };
	struct err e = { 0 };
	struct seat *s = &r->seat[screen];

	if (s->is_taken)
		return;
	making = r;
	r->next = screen;
	r->is_full = meeting == 9;	/* one whose address has too many */
	*s = (struct seat){ .meeting = meeting, .where = where, .votes = -1,
			    .since = virtual_ns / MS_NS };
	s->is_taken = live_join(r->live, meeting, where, &q, &reply, &e);
	must(s->is_taken || e.kind == ERR_RATE);
	look(r);
}

void rooms_leave(struct rooms *r, size_t screen)
{
	struct seat *s = &r->seat[screen];

	if (!s->is_taken)
		return;
	s->is_taken = false;
	s->stream.source.closed(s->stream.source.ctx);
	s->stream.source.ctx = NULL;
	look(r);
}

void rooms_pass(struct rooms *r, int64_t ms)
{
	bool is_woken;
	int64_t wait;

	virtual_ns += ms * MS_NS;
	(void)pthread_mutex_lock(&r->live->lock);
	wait = go_round(r->live, ms > LIVE_BEAT_MS, &is_woken);
	r->live->beat += ms > LIVE_BEAT_MS;
	(void)pthread_mutex_unlock(&r->live->lock);
	must(wait > 0 && wait <= (int64_t)LIVE_BEAT_MS * MS_NS);
}

/* --- what is said -------------------------------------------------------------------- */

static int64_t number_in(struct str s, const char *name)
{
	const char *p = memmem(s.p, s.n, name, strlen(name));
	int64_t n = -1;
	size_t i = 0;

	if (!p)
		return -1;
	s = str_cut(s, (size_t)(p - s.p) + strlen(name), s.n);
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	must(str_i64(str_cut(s, 0, i), 0, INT64_MAX, &n));
	return n;
}

static void hear_count(struct seat *s, struct str data, const struct rooms_truth *truth)
{
	const int64_t topic = number_in(data, "\"beurt\":\""), votes = number_in(data, "\"stemmen\":");
	const char *dash = memchr(data.p, '-', data.n);

	must(s->where == SCREEN_IN_ROOM || number_in(data, "\"telefoons\":") <= LIVE_COUNTING_MAX);
	must(number_in(data, "\"telefoons\":") <= number_in(data, "\"meest\":"));
	must((topic >= 0) == (votes >= 0));
	if (topic < 0)
		return;
	must(dash && (dash[1] == '1' || dash[1] == '2'));
	if (topic == s->topic && dash[1] - '0' == s->turn && s->votes >= 0)
		must(votes >= s->votes);	/* before a turn begins anew it is told to look */
	s->topic = topic;
	s->turn = dash[1] - '0';
	s->votes = votes;
	if (topic == truth->topic && s->turn == truth->turn && s->meeting == truth->meeting)
		must(votes <= truth->votes);
}

static void hear(struct seat *s, struct str said, const struct rooms_truth *truth)
{
	while (said.n) {
		struct str data, line = str_split(said, '\n', &said);

		must(str_starts(line, STR("event: ")));
		data = str_split(said, '\n', &said);
		must(str_starts(data, STR("data: ")));
		must(str_split(said, '\n', &said).n == 0);
		if (str_is(line, "event: stand"))
			hear_count(s, data, truth);
		else
			must(str_is(line, "event: stap") || str_is(line, "event: einde"));
		s->has_heard = true;
		if (str_is(line, "event: stap") || str_is(line, "event: einde"))
			s->votes = -1;
	}
}

void rooms_read(struct rooms *r, size_t screen, const struct rooms_truth *truth)
{
	struct seat *s = &r->seat[screen];
	const int64_t now = virtual_ns / MS_NS;
	bool is_over = false;
	char to[512];
	size_t n;

	if (!s->is_taken)
		return;
	n = s->stream.source.read(s->stream.source.ctx, to, sizeof(to), &is_over);
	if (n && to[0] == 'e') {
		/* What it is told when it comes, and then one each time, whatever happened. */
		must(++s->messages <= 2 + (now - s->since) / LIVE_GAP_MS);
		hear(s, (struct str){ to, n }, truth);
	} else if (n) {
		must(n == 3 && memcmp(to, ":\n\n", 3) == 0);
	}
	n = s->stream.source.read(s->stream.source.ctx, to, sizeof(to), &is_over);
	must(n == 0);			/* nothing is said twice */
	if (is_over)
		rooms_leave(r, screen);
}

void rooms_step(struct rooms *r, int64_t meeting)
{
	live_step(r->live, meeting);
}

void rooms_count(struct rooms *r, const struct rooms_truth *now)
{
	live_count(r->live, now->meeting, now->topic, now->turn, now->votes);
}

void rooms_end(struct rooms *r, int64_t meeting)
{
	live_end(r->live, meeting);
}

void rooms_settle(struct rooms *r, const struct rooms_truth *truth)
{
	rooms_pass(r, LIVE_GAP_MS);
	must(live_due(r->live) == 0);
	for (size_t i = 0; i < SCREENS; i++) {
		const bool was = r->seat[i].is_taken;

		rooms_read(r, i, truth);
		must(!was || r->seat[i].has_heard);	/* each has been told to look */
	}
	for (size_t i = 0; i < SCREENS; i++) {
		const struct room *room = r->seat[i].is_taken ? room_at(r->live, r->seat[i].meeting) : NULL;

		must(!r->seat[i].is_taken || (room && !room->known.is_over));
	}
}

void rooms_free(struct rooms *r)
{
	for (size_t i = 0; i < SCREENS; i++)
		rooms_leave(r, i);
	for (size_t i = 0; i < BUCKETS; i++)
		must(!r->live->bucket[i]);
	must(r->live->due == 0);
	live_free(r->live);
	free(r);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rooms.  A change only raises a number in its room; one thread goes round: at
 * most once every LIVE_GAP_MS it makes the changes of a room known and wakes
 * its streams.  A stream that is asked what to say, at any moment, compares the
 * numbers it has said with what is known, so that a slow one skips to the
 * newest by itself and a quick one says nothing twice.
 */
#include "live/live.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/must.h"
#include "json/writer.h"

enum { BUCKETS = 256, MS_NS = 1000000 };

struct news {
	uint64_t step, count;		/* raised with every change */
	int64_t topic, votes;		/* of the turn that is open; 0: none heard yet */
	int turn;
	size_t phones, most;		/* screens that do not count: now, at most at once */
	bool is_over;
};

struct room {
	struct room *next;
	int64_t meeting;
	struct screen *first;
	size_t screens;
	struct news now, known;		/* known: as of the last waking */
	int64_t sent;			/* clock_mono_ns() of it */
	bool is_due;
};

struct screen {
	struct screen *next, *prev;
	struct live *live;
	struct room *room;
	struct http_stream *stream;
	enum live_screen where;
	uint64_t step, count, beat;	/* said last */
};

struct live {
	pthread_mutex_t lock;		/* of all that follows */
	pthread_cond_t change;
	pthread_t thread;
	struct room *bucket[BUCKETS];
	struct http_server *server;
	size_t screens, due;
	uint64_t beat, messages;
	bool is_over;
};

/* --- what a screen says, on the thread that sends ------------------------------- */

static void say_event(struct out *o, const char *name)
{
	out_c(o, "event: ");
	out_c(o, name);
	out_c(o, "\ndata: ");
}

static void say_count(struct out *o, const struct news *r)
{
	struct json_writer w = json_writer_new(o);
	char turn[48];
	struct out name = out_over(turn, sizeof(turn));

	say_event(o, "stand");
	json_begin_object(&w);
	if (r->topic) {
		out_i64(&name, r->topic);
		out_char(&name, '-');
		out_i64(&name, r->turn);
		json_field_text(&w, "beurt", out_done(&name));
		json_field_whole(&w, "stemmen", r->votes);
	}
	json_field_whole(&w, "telefoons", (int64_t)r->phones);
	json_field_whole(&w, "meest", (int64_t)r->most);
	json_end(&w);
	out_c(o, "\n\n");
}

/* A hall full of phones that count each other would cost N squared. */
static bool counts_along(const struct screen *s, const struct news *r)
{
	return s->where == SCREEN_IN_ROOM || r->phones <= LIVE_COUNTING_MAX;
}

static size_t say(struct screen *s, char *to, size_t size)
{
	const struct news *r = &s->room->known;
	const bool is_step = s->step != r->step;
	const bool is_count = !r->is_over && s->count != r->count && counts_along(s, r);
	struct out o = out_over(to, size);

	if (is_step) {
		say_event(&o, r->is_over ? "einde" : "stap");
		out_c(&o, "nieuw\n\n");
	}
	if (is_count)
		say_count(&o, r);
	if (o.n == 0 && s->beat != s->live->beat)
		out_c(&o, ":\n\n");
	must(!o.is_failed);	/* the seam gives some hundreds of bytes */
	s->live->messages += is_step || is_count;
	s->step = r->step;
	s->count = r->count;
	s->beat = s->live->beat;
	return o.n;
}

static size_t on_read(void *ctx, char *to, size_t size, bool *ret_is_over)
{
	struct screen *s = ctx;
	size_t n;

	(void)pthread_mutex_lock(&s->live->lock);
	n = say(s, to, size);
	*ret_is_over = s->room->known.is_over || s->live->is_over;
	(void)pthread_mutex_unlock(&s->live->lock);
	return n;
}

/* --- rooms, under the lock -------------------------------------------------------- */

static struct room **place_of(struct live *l, int64_t meeting)
{
	struct room **at = &l->bucket[(uint64_t)meeting % BUCKETS];

	while (*at && (*at)->meeting != meeting)
		at = &(*at)->next;
	return at;
}

static struct room *room_of(struct live *l, int64_t meeting)
{
	struct room **at = place_of(l, meeting), *r = *at;

	if (!r) {
		r = calloc(1, sizeof(*r));
		must(r);
		*r = (struct room){ .meeting = meeting, .now.step = 1, .known.step = 1 };
		*at = r;
	}
	return r;
}

static void become_due(struct live *l, struct room *r)
{
	if (r->is_due)
		return;
	r->is_due = true;
	l->due++;
	(void)pthread_cond_signal(&l->change);
}

static void leave(struct live *l, struct screen *s)
{
	struct room *r = s->room, **at;

	if (s->prev)
		s->prev->next = s->next;
	else
		r->first = s->next;
	if (s->next)
		s->next->prev = s->prev;
	l->screens--;
	r->now.phones -= s->where == SCREEN_OF_PHONE;
	r->now.count++;
	if (--r->screens > 0) {
		become_due(l, r);
		return;
	}
	at = place_of(l, r->meeting);
	*at = r->next;
	l->due -= r->is_due;
	free(r);
}

static void on_closed(void *ctx)
{
	struct screen *s = ctx;
	struct live *l = s->live;

	(void)pthread_mutex_lock(&l->lock);
	leave(l, s);
	(void)pthread_mutex_unlock(&l->lock);
	free(s);
}

/* Under the lock. */
static bool has_place(struct live *l, int64_t meeting, enum live_screen where)
{
	const struct room *r = *place_of(l, meeting);

	if (l->is_over)
		return false;
	return where == SCREEN_IN_ROOM || !r || r->now.phones < LIVE_PHONES_MAX;
}

static void enter(struct live *l, struct screen *s, int64_t meeting)
{
	struct room *r = room_of(l, meeting);

	s->room = r;
	s->next = r->first;
	if (s->next)
		s->next->prev = s;
	r->first = s;
	r->screens++;
	r->now.phones += s->where == SCREEN_OF_PHONE;
	if (r->now.phones > r->now.most)
		r->now.most = r->now.phones;
	r->now.count++;
	l->screens++;
	become_due(l, r);
}

bool live_join(struct live *l, int64_t meeting, enum live_screen where,
	       const struct http_request *q, struct http_reply *r, struct err *e)
{
	struct screen *s = calloc(1, sizeof(*s));

	must(s);
	s->live = l;
	s->where = where;
	(void)pthread_mutex_lock(&l->lock);
	/* The page was made before this: whatever happened in between, it must
	 * look again.  So `step` begins at 0, which no room has. */
	if (has_place(l, meeting, where))
		s->stream = http_stream_new(q, r, &(struct http_source){ on_read, on_closed, s });
	if (s->stream)
		enter(l, s, meeting);
	(void)pthread_mutex_unlock(&l->lock);
	if (s->stream)
		return true;
	free(s);
	return err_set(e, r->status == 429 ? ERR_RATE : ERR_BUSY, "no more screens");
}

/* --- the thread that goes round ------------------------------------------------------ */

/* True when one of them slept. */
static bool wake_room(struct room *r)
{
	bool is_one = false;

	for (struct screen *s = r->first; s; s = s->next)
		is_one |= http_stream_wake(s->stream);
	return is_one;
}

static void make_known(struct live *l, struct room *r, int64_t now)
{
	l->due--;
	r->is_due = false;
	r->sent = now;
	r->known = r->now;
}

/* Wakes what may be woken now; how long to wait for the next, in ns. */
static int64_t go_round(struct live *l, bool is_beat, bool *ret_is_woken)
{
	const int64_t now = clock_mono_ns();
	int64_t wait = (int64_t)LIVE_BEAT_MS * MS_NS;

	*ret_is_woken = false;
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct room *r = l->bucket[i]; r; r = r->next) {
			const int64_t left = r->sent + (int64_t)LIVE_GAP_MS * MS_NS - now;
			const bool may_speak = r->is_due && left <= 0;

			if (may_speak)
				make_known(l, r, now);
			else if (r->is_due && left < wait)
				wait = left;
			if (may_speak || is_beat)
				*ret_is_woken |= wake_room(r);
		}
	return wait;
}

static void wait_until(struct live *l, int64_t at)
{
	const struct timespec until = { at / 1000000000, at % 1000000000 };

	(void)pthread_cond_timedwait(&l->change, &l->lock, &until);
}

static void *run(void *ctx)
{
	struct live *l = ctx;
	int64_t beat_at = clock_mono_ns() + (int64_t)LIVE_BEAT_MS * MS_NS;

	(void)pthread_mutex_lock(&l->lock);
	while (!l->is_over) {
		const bool is_beat = clock_mono_ns() >= beat_at;
		bool is_woken;
		int64_t wait;

		l->beat += is_beat;
		if (is_beat)
			beat_at = clock_mono_ns() + (int64_t)LIVE_BEAT_MS * MS_NS;
		wait = go_round(l, is_beat, &is_woken);
		if (is_woken)
			http_streams_woken(l->server);
		if (clock_mono_ns() + wait > beat_at)
			wait = beat_at - clock_mono_ns();
		/* A room that became due meanwhile may speak at once. */
		if (!l->is_over && wait > 0)
			wait_until(l, clock_mono_ns() + wait);
	}
	(void)pthread_mutex_unlock(&l->lock);
	return NULL;
}

/* --- for the pages ----------------------------------------------------------------------- */

/* The room of a meeting that somebody looks at, or NULL. */
static struct room *room_at(struct live *l, int64_t meeting)
{
	struct room **at = place_of(l, meeting);

	return *at;
}

static void step(struct live *l, int64_t meeting, bool is_over)
{
	struct room *r;

	(void)pthread_mutex_lock(&l->lock);
	r = room_at(l, meeting);
	if (r) {
		r->now.step++;
		r->now.topic = 0;
		r->now.is_over |= is_over;
		become_due(l, r);
	}
	(void)pthread_mutex_unlock(&l->lock);
}

void live_step(struct live *l, int64_t meeting)
{
	step(l, meeting, false);
}

void live_end(struct live *l, int64_t meeting)
{
	step(l, meeting, true);
}

void live_count(struct live *l, int64_t meeting, int64_t topic, int turn, int64_t votes)
{
	struct room *r;

	(void)pthread_mutex_lock(&l->lock);
	r = room_at(l, meeting);
	if (r && (r->now.topic != topic || r->now.turn != turn || votes > r->now.votes)) {
		r->now.topic = topic;
		r->now.turn = turn;
		r->now.votes = votes;
		r->now.count++;
		become_due(l, r);
	}
	(void)pthread_mutex_unlock(&l->lock);
}

struct live_phones live_phones(struct live *l, int64_t meeting)
{
	struct live_phones n = { 0, 0 };
	const struct room *r;

	(void)pthread_mutex_lock(&l->lock);
	r = *place_of(l, meeting);
	if (r)
		n = (struct live_phones){ r->now.phones, r->now.most };
	(void)pthread_mutex_unlock(&l->lock);
	return n;
}

size_t live_due(struct live *l)
{
	size_t n;

	(void)pthread_mutex_lock(&l->lock);
	n = l->due;
	(void)pthread_mutex_unlock(&l->lock);
	return n;
}

uint64_t live_messages(struct live *l)
{
	uint64_t n;

	(void)pthread_mutex_lock(&l->lock);
	n = l->messages;
	(void)pthread_mutex_unlock(&l->lock);
	return n;
}

/* --- starting and stopping ------------------------------------------------------------------ */

struct live *live_new(void)
{
	struct live *l = calloc(1, sizeof(*l));
	pthread_condattr_t attr;

	must(l);
	(void)pthread_mutex_init(&l->lock, NULL);
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&l->change, &attr);
	(void)pthread_condattr_destroy(&attr);
	return l;
}

bool live_start(struct live *l, struct http_server *server, struct err *e)
{
	l->server = server;
	if (pthread_create(&l->thread, NULL, run, l) != 0)
		return err_set(e, ERR_SYSTEM, "no thread for live screens");
	return true;
}

void live_stop(struct live *l)
{
	if (!l->server)
		return;
	(void)pthread_mutex_lock(&l->lock);
	l->is_over = true;
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct room *r = l->bucket[i]; r; r = r->next)
			(void)wake_room(r);
	http_streams_woken(l->server);
	(void)pthread_cond_signal(&l->change);
	(void)pthread_mutex_unlock(&l->lock);
	(void)pthread_join(l->thread, NULL);
}

void live_free(struct live *l)
{
	if (!l)
		return;
	must(l->screens == 0);
	(void)pthread_mutex_destroy(&l->lock);
	(void)pthread_cond_destroy(&l->change);
	free(l);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two sessions that run, with three topics, phones and screens: three bytes of the input are
 * one thing that somebody does, in any order.  What comes of it is what a model in plain
 * C says (vote_model.h).  Holds after each: one vote a phone in a turn, counts are the votes,
 * nothing of fewer than may be shown, a hash for each phone that voted and none once the
 * turn is over, a code that opens what runs.  And for the screens (live_rooms.h): a message
 * at most once in a while, each told to look, counts for the room only and never more than
 * there are, the last word is the last state, nothing after the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "round_fixture.h"

#include "base/clock.h"
#include "base/must.h"
#include "live/sql.h"
#include "live_rooms.h"
#include "vote_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DEEDS_MAX = 300, FIRST_MEETING = 5 };

enum deed {
	START, STOP, REOPEN, SHOW, SHOW_CODE, TIMER, MOVE, CAST, CAST_LATER, CARDS, RECORD, LATER, JOIN, LEAVE, LOOK, PASS,
	DEEDS,
};

struct hall {
	struct database *d;
	struct arena *a;
	struct vote_model m;
	struct rooms *rooms;
	int64_t topic[MODEL_TOPICS];	/* their ids */
	char code[MODEL_MEETINGS][MEETING_CODE_SIZE];
	struct rooms_truth truth[MODEL_MEETINGS], late;
};

static struct hall the;

static void end(void)
{
	void *state = the.d;

	(void)database_end(&state);
}

static void lay(void)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 6 } };
	struct meeting m = {
		.round = { 1, 7 }, .title = STR("Werksessie"), .starts = 1000, .minutes = 60, .topic_count = 2,
		.topics = { { .subject = STR("a"), .minutes = 20 }, { .subject = STR("b"), .minutes = 20 } },
	}, found;
	struct fixture *f;
	void *state;

	must(database_begin(&state) == 0);
	the.d = state;
	must(atexit(end) == 0);
	f = ARENA_NEW(the.d->a, struct fixture);
	fixture_lay(f, the.d, leaves, 1);
	for (int64_t i = 0; i < MODEL_MEETINGS; i++) {
		m.id = FIRST_MEETING + i;
		m.topic_count = i ? 1 : 2;
		must(meeting_add(the.d->db, &m, &the.d->e));
		must(meeting_get(the.d->db, the.d->a, 1, m.id, &found, &the.d->e));
		for (size_t k = 0; k < m.topic_count; k++)
			the.topic[i * 2 + (int64_t)k] = found.topics[k].id;
	}
}

/* --- what somebody does ----------------------------------------------------------------- */

static bool start(struct hall *h, int meeting, bool is_again, struct err *e)
{
	const bool kept = h->m.meeting[meeting].has_code && h->m.meeting[meeting].expires > h->m.now;
	char code[MEETING_CODE_SIZE], *was = h->code[meeting];
	struct meeting m;

	if (is_again) {
		if (!meeting_reopen(h->d->db, FIRST_MEETING + meeting, h->m.now, e))
			return false;
	} else if (!meeting_start(h->d->db, FIRST_MEETING + meeting, h->m.now, code, e)) {
		return false;
	}
	must(meeting_get(h->d->db, h->a, 1, FIRST_MEETING + meeting, &m, e));
	must(m.code.n == MEETING_CODE_CHARS && (is_again || memcmp(m.code.p, code, m.code.n) == 0));
	must(kept == (memcmp(m.code.p, was, m.code.n) == 0));
	memcpy(was, m.code.p, m.code.n);
	return true;
}

static struct vote vote_of(const struct hall *h, int meeting, int topic, int turn, int phone, int choice)
{
	struct vote v = { FIRST_MEETING + meeting, h->topic[topic], turn, choice, MODEL_LEVELS, { 0 } };

	memset(v.phone, phone + 1, sizeof(v.phone));
	return v;
}

static struct tally cards_of(uint8_t y)
{
	struct tally t = { .levels = MODEL_LEVELS, .dont_know = y & 3 };

	for (int i = 0; i < MODEL_LEVELS; i++)
		t.c[i] = y >> (i % 4 + 2) & 3;
	return t;
}

/* As the page does: counts, and then they are on the screen. */
static bool cards(struct hall *h, int topic, int turn, uint8_t y, struct err *e)
{
	const struct tally t = cards_of(y);

	return vote_enter(h->d->db, h->topic[topic], turn, &t, e) &&
	       vote_move(h->d->db, h->topic[topic], turn == 2 ? VOTE_SECOND_SHOWN : VOTE_FIRST_SHOWN, e);
}

static enum err_kind model_enter(struct vote_model *m, int topic, int turn, uint8_t y)
{
	const struct vote_model before = *m;
	const struct tally t = cards_of(y);
	enum err_kind kind;

	model_cards(m, topic, turn, &t);
	kind = model_move(m, topic, turn == 2 ? VOTE_SECOND_SHOWN : VOTE_FIRST_SHOWN);
	if (kind != ERR_NONE)
		*m = before;
	return kind;
}

struct doing {
	enum deed deed;
	int meeting, topic, phone, turn, choice, step;
	uint8_t y;
};

static enum err_kind expect(struct hall *h, const struct doing *o)
{
	struct vote_model *m = &h->m;

	switch (o->deed) {
	case START: return model_start(m, o->meeting);
	case STOP: return model_stop(m, o->meeting);
	case REOPEN: return model_reopen(m, o->meeting);
	case SHOW: return model_show(m, o->meeting, o->topic);
	case SHOW_CODE: return model_show(m, o->meeting, -1);
	case TIMER: return model_timer(m, o->meeting, o->y);
	case MOVE: return model_move(m, o->topic, (enum vote_step)o->step);
	case CAST: case CAST_LATER:
		return model_cast(m, o->meeting, o->topic, o->turn, o->phone, o->choice);
	case CARDS: return model_enter(m, o->topic, o->turn, o->y);
	default: return model_record(m, o->topic);
	}
}

static bool act(struct hall *h, const struct doing *o, struct err *e)
{
	struct db *db = h->d->db;
	const int64_t meeting = FIRST_MEETING + o->meeting, topic = h->topic[o->topic];
	struct vote v;

	switch (o->deed) {
	case START: return start(h, o->meeting, false, e);
	case STOP: return meeting_stop(db, meeting, h->m.now, e);
	case REOPEN: return start(h, o->meeting, true, e);
	case SHOW: return meeting_show(db, meeting, topic, e);
	case SHOW_CODE: return meeting_show(db, meeting, 0, e);
	case TIMER: return meeting_set_timer(db, meeting, o->y, e);
	case MOVE: return vote_move(db, topic, (enum vote_step)o->step, e);
	case CAST: case CAST_LATER:
		v = vote_of(h, o->meeting, o->topic, o->turn, o->phone, o->choice);
		return vote_cast(db, &v, e);
	case CARDS: return cards(h, o->topic, o->turn, o->y, e);
	default: return vote_record(db, topic, e);
	}
}

/* --- what holds --------------------------------------------------------------------------- */

static void look_at_turn(struct hall *h, int topic, int turn)
{
	const struct model_turn *want = &h->m.topic[topic].turn[turn];
	const int64_t votes = model_votes(want);
	struct vote_turn got;
	struct err e = { 0 };
	bool has_levels;

	must(vote_get(h->d->db, h->topic[topic], turn, MODEL_LEVELS, &got, &e));
	must(got.votes == votes && got.is_shown == model_is_enough(want, votes));
	has_levels = got.is_shown && model_is_enough(want, votes - want->n[0]);
	must(got.has_levels == has_levels);
	must(got.counts.dont_know == (got.is_shown ? want->n[0] : 0));
	for (int i = 1; i <= MODEL_LEVELS; i++)
		must(got.counts.c[i - 1] == (has_levels ? want->n[i] : 0));
}

static void look_at_phones(struct hall *h, int topic)
{
	const struct model_topic *t = &h->m.topic[topic];
	SCOPED(rows_freep) struct rows *rows = db_query(h->d->db, SQL_VOTE_PHONE_LIST, &h->d->e, h->topic[topic]);
	int64_t kept = 0, voted = 0;
	struct own_vote own;

	while (rows_next(rows, &h->d->e))
		kept++;
	must(!rows_failed(rows));
	for (int i = 0; i < MODEL_PHONES; i++) {
		const struct vote v = vote_of(h, t->meeting, topic, model_open_turn(t), i, 0);

		voted += t->has_voted[i];
		must(vote_own(h->d->db, v.topic, v.turn, v.phone, &own, &h->d->e));
		must(own.is_cast == t->has_voted[i] && own.is_known == t->has_voted[i]);
		must(!own.is_known || own.choice == t->chose[i]);
	}
	must(kept == voted && (!t->is_open || voted == model_votes(&t->turn[model_open_turn(t)])));
	must(vote_is_at(h->d->db, h->topic[topic], t->step, &h->d->e));
}

static void look_at_meeting(struct hall *h, int meeting)
{
	const struct model_meeting *of = &h->m.meeting[meeting];
	struct meeting m;
	struct err e = { 0 };
	bool is_found;

	must(meeting_get(h->d->db, h->a, 1, FIRST_MEETING + meeting, &m, &e));
	must(m.stage == of->stage && m.timer_ends == of->timer && m.ended == of->ended);
	must(m.topic == (of->topic < 0 ? 0 : h->topic[of->topic]));
	must(meeting_may_reopen(&m, h->m.now) == (of->stage == MEETING_DONE &&
		h->m.now < of->ended + MEETING_REOPEN_HOURS * CLOCK_HOUR_MS));
	if (!of->has_code)
		return;
	is_found = meeting_by_code(h->d->db, h->a, str_from(h->code[meeting]), h->m.now, &m, &e);
	must(is_found ? m.id == FIRST_MEETING + meeting : e.kind == ERR_ABSENT);
	must(is_found == (of->stage == MEETING_RUNNING && h->m.now < of->expires));
}

static void look(struct hall *h)
{
	for (int i = 0; i < MODEL_MEETINGS; i++)
		look_at_meeting(h, i);
	for (int i = 0; i < MODEL_TOPICS; i++) {
		look_at_turn(h, i, 1);
		look_at_turn(h, i, 2);
		look_at_phones(h, i);
	}
}

/* --- the screens hear of it ------------------------------------------------------------------ */

/* Two that voted at the same moment may be told in the other order. */
static void tell_late(struct hall *h)
{
	if (h->late.turn)
		rooms_count(h->rooms, &h->late);
	h->late.turn = 0;
}

static void tell(struct hall *h, const struct doing *o)
{
	struct rooms_truth *t = &h->truth[o->meeting];
	const int of = o->deed == MOVE || o->deed == CARDS || o->deed == RECORD ? h->m.topic[o->topic].meeting : o->meeting;

	if (o->deed != CAST && o->deed != CAST_LATER) {
		tell_late(h);
		h->truth[of] = (struct rooms_truth){ .meeting = FIRST_MEETING + of };
		if (o->deed == STOP)
			rooms_end(h->rooms, FIRST_MEETING + of);
		else
			rooms_step(h->rooms, FIRST_MEETING + of);
		return;
	}
	*t = (struct rooms_truth){ FIRST_MEETING + of, h->topic[o->topic],
				   model_votes(&h->m.topic[o->topic].turn[o->turn]), o->turn };
	if (o->deed == CAST_LATER && !h->late.turn) {
		h->late = *t;
		return;
	}
	rooms_count(h->rooms, t);
	tell_late(h);
}

static void follow(struct hall *h, const struct doing *o, size_t screen)
{
	switch (o->deed) {
	case LATER:
		h->m.now += (int64_t)o->y * CLOCK_HOUR_MS / 4;
		break;
	case JOIN:	/* one in so many has no room */
		rooms_join(h->rooms, screen, o->y == 255 ? 9 : FIRST_MEETING + o->meeting,
			   o->y & 1 ? SCREEN_OF_PHONE : SCREEN_IN_ROOM);
		break;
	case LEAVE:
		rooms_leave(h->rooms, screen);
		break;
	case LOOK:
		rooms_read(h->rooms, screen, &h->truth[o->meeting]);
		break;
	default:
		rooms_pass(h->rooms, (int64_t)o->y * (o->y > 250 ? 100 : 10));
	}
}

static void one(struct hall *h, const uint8_t b[3])
{
	const struct doing o = {
		.deed = (enum deed)(b[0] % DEEDS), .meeting = b[1] & 1, .topic = (b[1] >> 1 & 3) % MODEL_TOPICS,
		.phone = b[2] % MODEL_PHONES, .turn = b[1] >> 3 & 1 ? 2 : 1, .choice = (b[1] >> 4) % (MODEL_LEVELS + 2),
		.step = b[2] % (VOTE_RECORDED + 1), .y = b[2],
	};
	struct err e = { 0 };
	enum err_kind want;

	if (o.deed >= LATER) {
		follow(h, &o, b[1] % SCREENS);
		return;
	}
	must(db_savepoint(h->d->db, &e));
	must(act(h, &o, &e) == (e.kind == ERR_NONE));
	want = expect(h, &o);
	must(e.kind == want);
	if (e.kind != ERR_NONE) {
		db_rollback_savepoint(h->d->db);
		return;
	}
	must(db_release(h->d->db, &e));
	tell(h, &o);
	look(h);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rooms_truth none = { 0 };

	if (!the.d)
		lay();
	the.a = arena_new(64 << 20);
	model_begin(&the.m, 1000000);
	memset(the.code, 0, sizeof(the.code));
	memset(the.truth, 0, sizeof(the.truth));
	the.late = none;
	the.rooms = rooms_new();
	must(db_begin(the.d->db, &the.d->e));
	for (size_t i = 0; i + 3 <= size && i < 3 * DEEDS_MAX; i += 3)
		one(&the, data + i);
	tell_late(&the);
	look(&the);
	rooms_settle(the.rooms, &none);
	db_rollback(the.d->db);
	rooms_free(the.rooms);
	arena_free(the.a);
	return 0;
}

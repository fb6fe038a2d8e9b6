/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Votes: sixteen counts a turn, and beside them who has voted (voter.c), under
 * a key that is thrown away with the turn.
 */
#include <string.h>

#include "base/clock.h"
#include "base/code.h"
#include "base/must.h"
#include "base/rng.h"
#include "live/sql.h"
#include "live/vote.h"
#include "meeting/meeting.h"

enum { SLOTS = 16, KEY_BYTES = 32 };

struct counts {
	uint32_t n[SLOTS];		/* [0] don't know, [1..] levels */
};

static int64_t sum(const struct counts *c)
{
	int64_t n = 0;

	for (size_t i = 0; i < SLOTS; i++)
		n += c->n[i];
	return n;
}

static void pack(const struct counts *c, uint8_t to[4 * SLOTS])
{
	for (size_t i = 0; i < 4 * SLOTS; i++)
		to[i] = (uint8_t)(c->n[i / 4] >> (8 * (i % 4)));
}

/* All zero, and *ret_is_there false, when nobody voted yet. */
static bool counts_get(struct db *db, int64_t topic, int turn, struct counts *ret,
		       enum vote_source *ret_source, bool *ret_is_there, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_VOTE_COUNT_GET, e, topic, (int64_t)turn);
	struct blob b;

	*ret = (struct counts){ 0 };
	*ret_source = VOTE_BY_PHONE;
	*ret_is_there = false;
	if (!rows_next(rows, e))
		return !rows_failed(rows);
	*ret_source = (enum vote_source)rows_in(rows, VOTE_COUNT_GET_SOURCE, 0, VOTE_BY_CARD);
	b = rows_view(rows, VOTE_COUNT_GET_COUNTS);
	if (b.n != 4 * SLOTS)
		return err_set(e, ERR_STORE, "counts of %zu bytes", b.n);
	for (size_t i = 0; i < 4 * SLOTS; i++)
		ret->n[i / 4] |= (uint32_t)b.p[i] << (8 * (i % 4));
	*ret_is_there = true;
	return rows_good(rows, e);
}

static bool counts_put(struct db *db, int64_t topic, int turn, const struct counts *c,
		       bool is_there, struct err *e)
{
	uint8_t bytes[4 * SLOTS];
	const struct blob b = { bytes, sizeof(bytes) };

	pack(c, bytes);
	if (is_there)
		return db_exec(db, SQL_VOTE_COUNT_PUT, e, b, topic, (int64_t)turn);
	return db_exec(db, SQL_VOTE_COUNT_ADD, e, topic, (int64_t)turn, (int64_t)VOTE_BY_PHONE, b);
}

/* --- which turn is open ---------------------------------------------------------- */

struct topic_state {
	enum vote_step step;
	int64_t meeting, on_screen, k;
	bool is_running;
};

static bool topic_get(struct db *db, int64_t topic, struct topic_state *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_VOTE_TOPIC, e, topic);

	if (!rows_one(rows, "topic", e))
		return false;
	*ret = (struct topic_state){
		.step = (enum vote_step)rows_in(rows, VOTE_TOPIC_STEP, 0, VOTE_RECORDED),
		.meeting = rows_i64(rows, VOTE_TOPIC_MEETING),
		.is_running = rows_i64(rows, VOTE_TOPIC_STAGE) == MEETING_RUNNING,
		.on_screen = rows_i64(rows, VOTE_TOPIC_TOPIC),
		.k = rows_in(rows, VOTE_TOPIC_K, K_MIN, K_MAX),
	};
	return rows_good(rows, e);
}

/* The turn that this step holds open; 0: none. */
static int open_turn(enum vote_step step)
{
	return step == VOTE_FIRST ? 1 : step == VOTE_SECOND ? 2 : 0;
}

/* The turn whose counts this step shows; 0: none. */
static int shown_turn(enum vote_step step)
{
	return step == VOTE_FIRST_SHOWN ? 1 : step == VOTE_SECOND_SHOWN ? 2 : 0;
}

static bool forget_phones(struct db *db, int64_t topic, struct err *e)
{
	return db_exec(db, SQL_VOTE_PHONE_REMOVE, e, topic) &&
	       db_exec(db, SQL_VOTE_KEY_REMOVE, e, topic);
}

static bool open_anew(struct db *db, int64_t topic, int turn, struct err *e)
{
	uint8_t key[KEY_BYTES];

	rng_bytes(key, sizeof(key));
	return forget_phones(db, topic, e) &&
	       (turn == 2 || db_exec(db, SQL_VOTE_COUNT_REMOVE, e, topic, INT64_C(1))) &&
	       db_exec(db, SQL_VOTE_COUNT_REMOVE, e, topic, INT64_C(2)) &&
	       db_exec(db, SQL_VOTE_KEY_ADD, e, topic, (int64_t)turn,
		       ((struct blob){ key, sizeof(key) }));
}

int64_t vote_shown_min(int64_t k)
{
	return k > VOTE_SHOWN_MIN ? k : VOTE_SHOWN_MIN;
}

/* Raised cards have no minimum: the room has seen them. */
static bool is_enough(enum vote_source source, int64_t votes, int64_t k)
{
	return source == VOTE_BY_CARD ? votes > 0 : votes >= vote_shown_min(k);
}

/* A turn, to be asked whether it may be shown. */
struct asked_turn {
	int64_t topic, k;
	int turn;
};

static bool may_show(struct db *db, struct asked_turn of, bool *ret, struct err *e)
{
	enum vote_source source;
	struct counts c;
	bool is_there;

	if (!counts_get(db, of.topic, of.turn, &c, &source, &is_there, e))
		return false;
	*ret = is_enough(source, sum(&c), of.k);
	return true;
}

/* Closes a turn; one with too few votes to be shown goes. */
static bool close_turn(struct db *db, struct asked_turn of, bool *ret_stays, struct err *e)
{
	*ret_stays = false;
	if (!of.turn)
		return true;
	return may_show(db, of, ret_stays, e) && forget_phones(db, of.topic, e) &&
	       (*ret_stays ||
		db_exec(db, SQL_VOTE_COUNT_REMOVE, e, of.topic, (int64_t)of.turn));
}

bool vote_move(struct db *db, int64_t topic, enum vote_step to, struct err *e)
{
	struct topic_state t;
	bool may = true, stays;

	if (!topic_get(db, topic, &t, e))
		return false;
	if (!t.is_running)
		return err_set(e, ERR_CONFLICT, "the meeting is not running");
	if (shown_turn(to) &&
	    !may_show(db, (struct asked_turn){ topic, t.k, shown_turn(to) }, &may, e))
		return false;
	if (!may)
		return err_set(e, ERR_CONFLICT, "too few votes to be shown");
	if (t.step != to &&
	    !close_turn(db, (struct asked_turn){ topic, t.k, open_turn(t.step) }, &stays, e))
		return false;
	if (open_turn(to) && t.step != to && !open_anew(db, topic, open_turn(to), e))
		return false;
	return db_exec(db, SQL_VOTE_STEP, e, (int64_t)to, topic);
}

bool vote_is_at(struct db *db, int64_t topic, enum vote_step step, struct err *e)
{
	struct topic_state t;

	return topic_get(db, topic, &t, e) &&
	       (t.step == step || err_set(e, ERR_GONE, "the topic has moved on"));
}

bool vote_record(struct db *db, int64_t topic, struct err *e)
{
	struct topic_state t;

	if (!topic_get(db, topic, &t, e))
		return false;
	if (!t.is_running || t.on_screen != topic || open_turn(t.step))
		return true;
	return vote_move(db, topic, VOTE_RECORDED, e);
}

/* --- voting ------------------------------------------------------------------------ */

/* The vote that this one takes the place of, out of the counts. */
static bool take_back(struct counts *c, const struct own_vote *before, struct err *e)
{
	if (!before->is_cast)
		return true;
	if (!before->is_known)
		return err_set(e, ERR_CONFLICT, "this phone has voted");
	if (before->choice < 0 || before->choice >= SLOTS || !c->n[before->choice])
		return err_set(e, ERR_STORE, "a vote that no count has");
	c->n[before->choice]--;
	return true;
}

bool vote_cast(struct db *db, const struct vote *v, struct err *e)
{
	enum vote_source source;
	struct topic_state t;
	struct voter voter;
	struct counts c;
	bool is_there;

	if (v->choice < 0 || v->choice > v->levels || v->levels >= SLOTS)
		return err_set(e, ERR_INPUT, "no such choice");
	if (!topic_get(db, v->topic, &t, e))
		return false;
	if (t.meeting != v->meeting || !t.is_running || t.on_screen != v->topic ||
	    v->turn < 1 || open_turn(t.step) != v->turn)
		return err_set(e, ERR_GONE, "the turn is not open");
	if (!voter_get(db, v->topic, v->turn, v->phone, &voter, e) ||
	    !counts_get(db, v->topic, v->turn, &c, &source, &is_there, e) ||
	    !take_back(&c, &voter.vote, e))
		return false;
	c.n[v->choice]++;
	return voter_put(db, &voter, v->choice, e) &&
	       counts_put(db, v->topic, v->turn, &c, is_there, e);
}

bool vote_own(struct db *db, int64_t topic, int turn, const uint8_t phone[VOTE_PHONE_BYTES],
	      struct own_vote *ret, struct err *e)
{
	struct voter voter;

	*ret = (struct own_vote){ 0 };
	if (!voter_get(db, topic, turn, phone, &voter, e)) {
		if (e->kind != ERR_GONE)
			return false;
		*e = (struct err){ 0 };
		return true;
	}
	*ret = voter.vote;
	return true;
}

bool vote_enter(struct db *db, int64_t topic, int turn, const struct tally *counts, struct err *e)
{
	struct counts c = { 0 };
	uint8_t bytes[4 * SLOTS];

	must(turn == 1 || turn == 2);
	for (int i = 0; i <= counts->levels; i++) {
		int64_t n = i ? counts->c[i - 1] : counts->dont_know;

		if (n < 0 || n > VOTE_CARDS_MAX)
			return err_set(e, ERR_INPUT, "more cards than a room holds");
		c.n[i] = (uint32_t)n;
	}
	pack(&c, bytes);
	return forget_phones(db, topic, e) &&
	       db_exec(db, SQL_VOTE_COUNT_REMOVE, e, topic, (int64_t)turn) &&
	       db_exec(db, SQL_VOTE_COUNT_ADD, e, topic, (int64_t)turn, (int64_t)VOTE_BY_CARD,
		       ((struct blob){ bytes, sizeof(bytes) }));
}

bool vote_get(struct db *db, int64_t topic, int turn, int levels, struct vote_turn *ret,
	      struct err *e)
{
	struct topic_state t;
	struct counts c;
	bool is_there;

	*ret = (struct vote_turn){ .counts.levels = levels };
	if (!topic_get(db, topic, &t, e) ||
	    !counts_get(db, topic, turn, &c, &ret->source, &is_there, e))
		return false;
	ret->votes = sum(&c);
	ret->is_shown = is_enough(ret->source, ret->votes, t.k);
	if (!ret->is_shown)
		return true;
	ret->counts.dont_know = c.n[VOTE_DONT_KNOW];
	ret->has_levels = is_enough(ret->source, ret->votes - ret->counts.dont_know, t.k);
	for (int i = 1; ret->has_levels && i <= levels && i <= TALLY_LEVELS_MAX; i++)
		ret->counts.c[i - 1] = c.n[i];
	return true;
}

/* --- starting and stopping ------------------------------------------------------------ */

static bool make_code(struct db *db, char code[MEETING_CODE_SIZE], struct err *e)
{
	bool is_taken = true;

	while (is_taken) {
		SCOPED(rows_freep) struct rows *rows = NULL;

		code_make(code, MEETING_CODE_CHARS);
		code[MEETING_CODE_CHARS] = '\0';
		rows = db_query(db, SQL_MEETING_CODE_EXISTS, e, str_from(code));
		is_taken = rows_next(rows, e);
		if (rows_failed(rows))
			return false;
	}
	return true;
}

struct live_state {
	enum meeting_stage stage;
	char code[MEETING_CODE_SIZE];	/* empty: none that lives */
	int64_t topic, ended;
};

static bool state_get(struct db *db, int64_t meeting, int64_t now, struct live_state *ret,
		      struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MEETING_LIVE_STATE, e, meeting);
	struct blob code;

	if (!rows_one(rows, "meeting", e))
		return false;
	*ret = (struct live_state){
		.stage = (enum meeting_stage)rows_in(rows, MEETING_LIVE_STATE_STAGE, 0, MEETING_DONE),
		.topic = rows_i64(rows, MEETING_LIVE_STATE_TOPIC),
		.ended = rows_i64(rows, MEETING_LIVE_STATE_ENDED),
	};
	code = rows_view(rows, MEETING_LIVE_STATE_CODE);
	if (code.n == MEETING_CODE_CHARS &&
	    rows_i64(rows, MEETING_LIVE_STATE_CODE_EXPIRES) > now)
		memcpy(ret->code, code.p, code.n);
	return rows_good(rows, e);
}

static bool run_with_code(struct db *db, int64_t meeting, int64_t now, struct live_state *s,
			  struct err *e)
{
	return (s->code[0] || make_code(db, s->code, e)) &&
	       db_exec(db, SQL_MEETING_START, e, MEETING_RUNNING, str_from(s->code),
		       now + MEETING_HOURS * CLOCK_HOUR_MS, meeting);
}

bool meeting_start(struct db *db, int64_t meeting, int64_t now, char code[MEETING_CODE_SIZE],
		   struct err *e)
{
	struct live_state s;

	if (!state_get(db, meeting, now, &s, e))
		return false;
	if (s.stage == MEETING_DONE)
		return err_set(e, ERR_CONFLICT, "the meeting is over");
	if (!run_with_code(db, meeting, now, &s, e))
		return false;
	memcpy(code, s.code, MEETING_CODE_SIZE);
	return true;
}

static bool ended_lately(enum meeting_stage stage, int64_t ended, int64_t now)
{
	return stage == MEETING_DONE && ended > 0 &&
	       now < ended + MEETING_REOPEN_HOURS * CLOCK_HOUR_MS;
}

bool meeting_may_reopen(const struct meeting *m, int64_t now)
{
	return ended_lately(m->stage, m->ended, now);
}

bool meeting_reopen(struct db *db, int64_t meeting, int64_t now, struct err *e)
{
	struct live_state s;

	if (!state_get(db, meeting, now, &s, e))
		return false;
	if (s.stage != MEETING_DONE)
		return err_set(e, ERR_CONFLICT, "the meeting is not over");
	if (!ended_lately(s.stage, s.ended, now))
		return err_set(e, ERR_GONE, "the meeting has been over for too long");
	return run_with_code(db, meeting, now, &s, e);
}

struct open_topic {
	int64_t id;
	enum vote_step step;
};

/* Where a topic stands when its turn was closed with the meeting. */
static enum vote_step step_after(enum vote_step open, bool stays)
{
	if (open == VOTE_FIRST)
		return stays ? VOTE_FIRST_SHOWN : VOTE_WAITING;
	return stays ? VOTE_SECOND_SHOWN : VOTE_FIRST_SHOWN;
}

static bool stop_topic(struct db *db, struct open_topic open, struct err *e)
{
	struct topic_state t;
	bool stays;

	return topic_get(db, open.id, &t, e) &&
	       close_turn(db, (struct asked_turn){ open.id, t.k, open_turn(open.step) }, &stays, e) &&
	       db_exec(db, SQL_VOTE_STEP, e, (int64_t)step_after(open.step, stays), open.id);
}

bool meeting_stop(struct db *db, int64_t meeting, int64_t now, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_VOTE_OPEN_TOPICS, e, meeting,
							VOTE_FIRST, VOTE_SECOND);
	struct open_topic open[32];
	size_t n = 0;

	while (n < ARRAY_LEN(open) && rows_next(rows, e))
		open[n++] = (struct open_topic){
			.id = rows_i64(rows, VOTE_OPEN_TOPICS_ID),
			.step = (enum vote_step)rows_i64(rows, VOTE_OPEN_TOPICS_STEP),
		};
	if (rows_failed(rows))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!stop_topic(db, open[i], e))
			return false;
	if (!db_exec(db, SQL_MEETING_STOP, e, MEETING_DONE, now, meeting, MEETING_RUNNING))
		return false;
	return db_changed(db) > 0 || err_set(e, ERR_CONFLICT, "the meeting is not running");
}

bool meeting_show(struct db *db, int64_t meeting, int64_t topic, struct err *e)
{
	struct topic_state t = { .meeting = meeting };

	if (topic && !topic_get(db, topic, &t, e))
		return false;
	if (t.meeting != meeting)
		return err_set(e, ERR_ABSENT, "no such topic in this meeting");
	if (!db_exec(db, SQL_MEETING_SHOW, e, topic, meeting, MEETING_RUNNING))
		return false;
	return db_changed(db) > 0 || err_set(e, ERR_CONFLICT, "the meeting is not running");
}

bool meeting_is_showing(struct db *db, int64_t meeting, int64_t topic, struct err *e)
{
	struct live_state s;

	return state_get(db, meeting, 0, &s, e) &&
	       (s.topic == topic || err_set(e, ERR_GONE, "the screen has moved on"));
}

bool meeting_set_timer(struct db *db, int64_t meeting, int64_t timer_ends, struct err *e)
{
	return db_exec(db, SQL_MEETING_SET_TIMER, e, timer_ends, meeting, MEETING_RUNNING) &&
	       (db_changed(db) > 0 || err_set(e, ERR_CONFLICT, "the meeting is not running"));
}

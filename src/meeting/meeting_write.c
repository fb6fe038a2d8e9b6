/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing meetings: adding, changing, removing. */
#include "base/clock.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "meeting/meeting.h"
#include "meeting/sql.h"

/* --- checks ------------------------------------------------------------------- */

static bool text_ok(struct str s, size_t max)
{
	return utf8_text_ok(s) && utf8_count(s) <= max;
}

static bool topics_check(const struct meeting *m, struct err *e)
{
	if (m->topic_count > MEETING_TOPICS_MAX)
		return err_set(e, ERR_INPUT, "a meeting has at most %d topics",
			       MEETING_TOPICS_MAX);
	for (size_t i = 0; i < m->topic_count; i++) {
		const struct meeting_topic *t = &m->topics[i];

		if (t->subject.n == 0 || t->minutes < 1 || t->minutes > MEETING_MINUTES_MAX)
			return err_set(e, ERR_INPUT, "a topic has a subject and 1..%d minutes",
				       MEETING_MINUTES_MAX);
		for (size_t j = 0; j < i; j++)
			if (str_eq(t->subject, m->topics[j].subject))
				return err_set(e, ERR_INPUT, "a subject is a topic once");
	}
	return true;
}

static bool people_check(const struct meeting *m, struct err *e)
{
	if (m->unit_count > MEETING_UNITS_MAX || m->person_count > MEETING_PEOPLE_MAX)
		return err_set(e, ERR_INPUT, "too many groups or names");
	for (size_t i = 0; i < m->unit_count; i++)
		for (size_t j = 0; j < i; j++)
			if (m->units[i] == m->units[j])
				return err_set(e, ERR_INPUT, "a group comes once");
	for (size_t i = 0; i < m->person_count; i++)
		if (m->people[i].n == 0 || !text_ok(m->people[i], MEETING_NAME_MAX))
			return err_set(e, ERR_INPUT, "a name has 1 to %d characters",
				       MEETING_NAME_MAX);
	return true;
}

static bool meeting_check(const struct meeting *m, struct err *e)
{
	if (m->kind < MEETING_WORKSHOP || m->kind > MEETING_WORK_SESSION)
		return err_set(e, ERR_INPUT, "no such kind of meeting");
	if (str_trim(m->title).n == 0 || !text_ok(m->title, MEETING_TITLE_MAX))
		return err_set(e, ERR_INPUT, "a meeting has a title of at most %d characters",
			       MEETING_TITLE_MAX);
	if (!text_ok(m->goal, MEETING_GOAL_MAX) || !text_ok(m->place, MEETING_PLACE_MAX))
		return err_set(e, ERR_INPUT, "the goal or the place is too long");
	if (m->starts <= 0 || m->minutes < 1 || m->minutes > MEETING_MINUTES_MAX)
		return err_set(e, ERR_INPUT, "a meeting has a start and 1..%d minutes",
			       MEETING_MINUTES_MAX);
	return topics_check(m, e) && people_check(m, e);
}

/* An absent text is stored as an empty one; NULL would be refused. */
static struct str present(struct str s)
{
	return s.p ? s : STR("");
}

/* --- who comes ---------------------------------------------------------------- */

static bool unit_put(struct db *db, const struct meeting *m, int64_t unit, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_MEETING_UNIT_IS_OF_ROUND, e, m->round.id, unit);

	if (!rows_next(rows, e))
		return rows_failed(rows) ? false
			: err_set(e, ERR_INPUT, "a group is of another round");
	return db_exec(db, SQL_MEETING_UNIT_ADD, e, m->id, unit);
}

static bool people_put(struct db *db, const struct meeting *m, struct err *e)
{
	if (!db_exec(db, SQL_MEETING_UNIT_REMOVE_ALL, e, m->id) ||
	    !db_exec(db, SQL_MEETING_PERSON_REMOVE_ALL, e, m->id))
		return false;
	for (size_t i = 0; i < m->unit_count; i++)
		if (!unit_put(db, m, m->units[i], e))
			return false;
	for (size_t i = 0; i < m->person_count; i++)
		if (!db_exec(db, SQL_MEETING_PERSON_ADD, e, rng_id(), m->id, m->people[i]))
			return false;
	return true;
}

/* --- topics ------------------------------------------------------------------- */

struct kept {
	int64_t id;
	bool stays;
};

static bool topics_kept(struct db *db, struct arena *a, const struct meeting *m,
			struct kept *kept, struct str *subject, size_t *count, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MEETING_TOPIC_LIST, e, m->id);
	size_t n = 0;

	while (n < MEETING_TOPICS_MAX && rows_next(rows, e)) {
		kept[n].id = rows_i64(rows, MEETING_TOPIC_LIST_ID);
		subject[n++] = rows_str(rows, MEETING_TOPIC_LIST_SUBJECT, a);
	}
	*count = n;
	return !rows_failed(rows);
}

/* A subject is a topic once, so a topic that stays is known by its subject. */
static bool topics_put(struct db *db, const struct meeting *m, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct kept kept[MEETING_TOPICS_MAX] = { { 0 } };
	struct str subject[MEETING_TOPICS_MAX];
	size_t count;

	if (!topics_kept(db, a, m, kept, subject, &count, e))
		return false;
	for (size_t i = 0; i < m->topic_count; i++) {
		const struct meeting_topic *t = &m->topics[i];
		size_t at = 0;

		while (at < count && !str_eq(subject[at], t->subject))
			at++;
		if (at < count)
			kept[at].stays = true;
		if (at < count ? !db_exec(db, SQL_MEETING_TOPIC_CHANGE, e, (int64_t)i,
					  (int64_t)t->minutes, m->id, kept[at].id)
			       : !db_exec(db, SQL_MEETING_TOPIC_ADD, e, rng_id(), m->id,
					  (int64_t)i, t->subject, (int64_t)t->minutes,
					  VOTE_WAITING))
			return false;
	}
	for (size_t i = 0; i < count; i++)
		if (!kept[i].stays &&
		    !db_exec(db, SQL_MEETING_TOPIC_REMOVE, e, m->id, kept[i].id))
			return false;
	return true;
}

/* --- whole meetings ------------------------------------------------------------ */

static bool has_room(struct db *db, struct round_key round, struct err *e)
{
	int64_t n;

	return db_number(db, SQL_MEETING_COUNT, &n, e, round.organisation, round.id) &&
	       (n < MEETINGS_MAX ||
		err_set(e, ERR_LIMIT, "a round has at most %d meetings", MEETINGS_MAX));
}

bool meeting_add(struct db *db, const struct meeting *m, struct err *e)
{
	int64_t created = m->created ? m->created : clock_now();

	return meeting_check(m, e) && has_room(db, m->round, e) &&
	       db_exec(db, SQL_MEETING_ADD, e, m->id, m->round.organisation, m->round.id,
		       (int64_t)m->kind, m->title, present(m->goal), present(m->place), m->starts,
		       (int64_t)m->minutes, MEETING_PLANNED, created) &&
	       topics_put(db, m, e) && people_put(db, m, e);
}

static bool stage_of(struct db *db, struct round_key round, int64_t id, enum meeting_stage *ret,
		     struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_MEETING_STAGE, e, round.organisation, round.id, id);

	if (!rows_one(rows, "meeting", e))
		return false;
	*ret = (enum meeting_stage)rows_in(rows, MEETING_STAGE_STAGE, 0, MEETING_DONE);
	return rows_good(rows, e);
}

bool meeting_is_there(struct db *db, struct round_key round, int64_t id, struct err *e)
{
	enum meeting_stage stage;

	if (stage_of(db, round, id, &stage, e))
		return true;
	return e->kind == ERR_ABSENT && err_set(e, ERR_GONE, "the meeting is there no more");
}

/* Are these the topics that it has, in this order and with these minutes? */
static bool topics_same(struct db *db, const struct meeting *m, bool *ret, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MEETING_TOPIC_LIST, e, m->id);
	size_t n = 0;

	for (*ret = true; rows_next(rows, e); n++)
		*ret = *ret && n < m->topic_count &&
		       str_eq(rows_str(rows, MEETING_TOPIC_LIST_SUBJECT, a), m->topics[n].subject) &&
		       rows_i64(rows, MEETING_TOPIC_LIST_MINUTES) == m->topics[n].minutes;
	*ret = *ret && n == m->topic_count;
	return !rows_failed(rows);
}

bool meeting_change(struct db *db, const struct meeting *m, struct err *e)
{
	enum meeting_stage stage;
	bool is_same = true;

	if (!meeting_check(m, e) || !stage_of(db, m->round, m->id, &stage, e))
		return false;
	if (stage == MEETING_DONE)
		return err_set(e, ERR_CONFLICT, "the meeting is over");
	if (stage != MEETING_PLANNED && !topics_same(db, m, &is_same, e))
		return false;
	if (!is_same)
		return err_set(e, ERR_CHANGED, "its topics are fixed: it runs");
	return db_exec(db, SQL_MEETING_CHANGE, e, (int64_t)m->kind, m->title, present(m->goal),
		       present(m->place), m->starts, (int64_t)m->minutes, m->round.id,
		       m->id) &&
	       (stage != MEETING_PLANNED || topics_put(db, m, e)) && people_put(db, m, e);
}

bool meeting_remove(struct db *db, struct round_key round, int64_t id, struct err *e)
{
	enum meeting_stage stage;
	int64_t notes;

	if (!stage_of(db, round, id, &stage, e) || !db_number(db, SQL_NOTE_COUNT, &notes, e, id))
		return false;
	if (stage != MEETING_PLANNED || notes > 0)
		return err_set(e, ERR_CONFLICT, "only a planned meeting without notes can go");
	return db_exec(db, SQL_MEETING_TOPIC_REMOVE_ALL, e, id) &&
	       db_exec(db, SQL_MEETING_UNIT_REMOVE_ALL, e, id) &&
	       db_exec(db, SQL_MEETING_PERSON_REMOVE_ALL, e, id) &&
	       db_exec(db, SQL_MEETING_REMOVE, e, id, MEETING_PLANNED);
}

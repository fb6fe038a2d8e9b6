/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading meetings: the list, one of them whole, the one of a join code. */
#include "meeting/meeting.h"

#include "base/code.h"
#include "meeting/sql.h"

static struct meeting meeting_row(struct rows *rows, struct arena *a)
{
	return (struct meeting){
		.id = rows_i64(rows, MEETING_ID),
		.round = round_key_row(rows, MEETING_ORGANISATION, MEETING_ROUND),
		.kind = (enum meeting_kind)rows_in(rows, MEETING_KIND, 0, MEETING_WORK_SESSION),
		.title = rows_str(rows, MEETING_TITLE, a),
		.goal = rows_str(rows, MEETING_GOAL, a),
		.place = rows_str(rows, MEETING_PLACE, a),
		.starts = rows_i64(rows, MEETING_STARTS),
		.minutes = (int)rows_in(rows, MEETING_MINUTES, 0, MEETING_MINUTES_MAX),
		.stage = (enum meeting_stage)rows_in(rows, MEETING_STAGE, 0, MEETING_DONE),
		.code = rows_str(rows, MEETING_CODE, a),
		.code_expires = rows_i64(rows, MEETING_CODE_EXPIRES),
		.topic = rows_i64(rows, MEETING_TOPIC),
		.timer_ends = rows_i64(rows, MEETING_TIMER_ENDS),
		.created = rows_i64(rows, MEETING_CREATED),
		.ended = rows_i64(rows, MEETING_ENDED),
	};
}

bool meeting_list(struct db *db, struct arena *a, struct round_key round, struct meeting_list *ret,
		  struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_MEETING_LIST, e, round.organisation, round.id);

	*ret = (struct meeting_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = meeting_row(rows, a);
	return !rows_failed(rows);
}

static bool topics_get(struct db *db, struct arena *a, struct meeting *m, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MEETING_TOPIC_LIST, e, m->id);

	while (m->topic_count < MEETING_TOPICS_MAX && rows_next(rows, e))
		m->topics[m->topic_count++] = (struct meeting_topic){
			.id = rows_i64(rows, MEETING_TOPIC_LIST_ID),
			.subject = rows_str(rows, MEETING_TOPIC_LIST_SUBJECT, a),
			.minutes = (int)rows_in(rows, MEETING_TOPIC_LIST_MINUTES, 0, MEETING_MINUTES_MAX),
			.step = (enum vote_step)rows_in(rows, MEETING_TOPIC_LIST_STEP, 0, VOTE_RECORDED),
		};
	return !rows_failed(rows);
}

static bool units_get(struct db *db, struct arena *a, struct meeting *m, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MEETING_UNIT_LIST, e, m->id);
	struct { LIST_OF(int64_t); } units = { 0 };

	while (rows_next(rows, e))
		*LIST_ADD(a, &units) = rows_i64(rows, MEETING_UNIT_LIST_UNIT);
	m->units = units.at;
	m->unit_count = units.count;
	return !rows_failed(rows);
}

static bool people_get(struct db *db, struct arena *a, struct meeting *m, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MEETING_PERSON_LIST, e, m->id);
	struct { LIST_OF(struct str); } people = { 0 };

	while (rows_next(rows, e))
		*LIST_ADD(a, &people) = rows_str(rows, MEETING_PERSON_LIST_NAME, a);
	m->people = people.at;
	m->person_count = people.count;
	return !rows_failed(rows);
}

static bool fill(struct db *db, struct arena *a, struct meeting *m, struct err *e)
{
	return topics_get(db, a, m, e) && units_get(db, a, m, e) && people_get(db, a, m, e);
}

bool meeting_get(struct db *db, struct arena *a, int64_t organisation, int64_t id,
		 struct meeting *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_MEETING_BY_ID, e, organisation, id);
	struct meeting found;

	if (!rows_one(rows, "meeting", e))
		return false;
	found = meeting_row(rows, a);
	if (!rows_good(rows, e) || !fill(db, a, &found, e))
		return false;
	*ret = found;
	return true;
}

bool meeting_by_code(struct db *db, struct arena *a, struct str typed, int64_t now,
		     struct meeting *ret, struct err *e)
{
	char code[MEETING_CODE_CHARS];
	SCOPED(rows_freep) struct rows *rows = NULL;
	struct meeting m;

	if (!code_parse(typed, code, sizeof(code)))
		return err_set(e, ERR_ABSENT, "no such join code");
	rows = db_query(db, SQL_MEETING_BY_CODE, e,
			((struct str){ code, MEETING_CODE_CHARS }), MEETING_RUNNING, now);
	if (!rows_one(rows, "meeting with this code", e))
		return false;
	m = meeting_row(rows, a);
	if (!rows_good(rows, e) || !fill(db, a, &m, e))
		return false;
	*ret = m;
	return true;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The fact check of a meeting. */
#include "domain/factcheck.h"

#include <string.h>

#include "base/clock.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "domain/sheet.h"

static const int64_t day_ms = INT64_C(24) * 3600 * 1000;

bool fact_check_start(struct db *db, int64_t meeting, struct str code, int64_t now,
		      struct err *e)
{
	return db_exec(db, SQL_FACT_CHECK_PUT, e, meeting, code, now + FACT_CHECK_DAYS * day_ms);
}

bool fact_check_stop(struct db *db, int64_t meeting, struct err *e)
{
	return db_exec(db, SQL_FACT_CHECK_REMOVE, e, meeting);
}

bool fact_check_list(struct db *db, struct arena *a, int64_t round,
		     const struct fact_check **ret, size_t *count, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_FACT_CHECK_LIST, e, round);
	struct fact_check *list = NULL;
	size_t n = 0, room = 0;

	if (!rows)
		return false;
	while (rows_next(rows, e)) {
		if (n == room) {
			struct fact_check *old = list;

			room = room ? room * 2 : 8;
			list = ARENA_ARRAY(a, struct fact_check, room);
			if (n)
				memcpy(list, old, n * sizeof(*list));
		}
		list[n++] = (struct fact_check){
			.meeting = rows_i64(rows, FACT_CHECK_LIST_MEETING),
			.round = round,
			.code = rows_str(rows, FACT_CHECK_LIST_CODE, a),
			.expires = rows_i64(rows, FACT_CHECK_LIST_EXPIRES),
		};
	}
	if (rows_failed(rows))
		return false;
	*ret = list;
	*count = n;
	return true;
}

bool fact_check_get(struct db *db, struct arena *a, struct str typed, int64_t now,
		    struct fact_check *ret, struct err *e)
{
	struct ticket_code code = { { 0 } };
	struct str text;

	if (!ticket_parse(typed, &code))
		return err_set(e, ERR_ABSENT, "no fact check has such a code");
	text = str_dup(a, (struct str){ code.text, FACT_CODE_CHARS });
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_FACT_CHECK_BY_CODE, e, text);

	if (!rows || !rows_one(rows, "fact check", e))
		return false;
	*ret = (struct fact_check){
		.code = text,
		.meeting = rows_i64(rows, FACT_CHECK_BY_CODE_MEETING),
		.expires = rows_i64(rows, FACT_CHECK_BY_CODE_EXPIRES),
		.round = rows_i64(rows, FACT_CHECK_BY_CODE_ROUND),
		.title = rows_str(rows, FACT_CHECK_BY_CODE_TITLE, a),
		.starts = rows_i64(rows, FACT_CHECK_BY_CODE_STARTS),
		.organisation = rows_i64(rows, FACT_CHECK_BY_CODE_ORGANISATION),
		.organisation_name = rows_str(rows, FACT_CHECK_BY_CODE_ORGANISATION_NAME, a),
		.round_name = rows_str(rows, FACT_CHECK_BY_CODE_ROUND_NAME, a),
		.languages = (unsigned)rows_i64(rows, FACT_CHECK_BY_CODE_LANGUAGES),
	};
	if (ret->expires <= now)
		return err_set(e, ERR_GONE, "the fact check is over");
	return true;
}

/* --- what is checked ------------------------------------------------------------ */

static bool add_findings(struct db *db, struct arena *a, int64_t meeting,
			 struct fact_item *list, size_t *count, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_FACT_FINDINGS, e, meeting);

	if (!rows)
		return false;
	while (*count < FACT_ITEMS_MAX && rows_next(rows, e))
		list[(*count)++] = (struct fact_item){
			.id = rows_i64(rows, FACT_FINDINGS_ID),
			.version = rows_i64(rows, FACT_FINDINGS_VERSION),
			.subject = rows_str(rows, FACT_FINDINGS_SUBJECT, a),
			.layer = (int)rows_i64(rows, FACT_FINDINGS_LAYER),
			.words = rows_str(rows, FACT_FINDINGS_BODY, a),
		};
	return !rows_failed(rows);
}

static bool add_agreements(struct db *db, struct arena *a, int64_t meeting,
			   struct fact_item *list, size_t *count, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_FACT_AGREEMENTS, e, meeting);
	struct str last = { NULL, 0 };

	if (!rows)
		return false;
	while (*count < FACT_ITEMS_MAX && rows_next(rows, e)) {
		struct str subject = rows_str(rows, FACT_AGREEMENTS_SUBJECT, a);

		if (last.p && str_eq(last, subject))
			continue;	/* an earlier version */
		last = subject;
		list[(*count)++] = (struct fact_item){
			.is_agreement = true,
			.id = rows_i64(rows, FACT_AGREEMENTS_ID),
			.version = 1,
			.subject = subject,
			.level = (int)rows_i64(rows, FACT_AGREEMENTS_LEVEL),
			.words = rows_str(rows, FACT_AGREEMENTS_WORDS, a),
			.difference = rows_str(rows, FACT_AGREEMENTS_DIFFERENCE, a),
			.for_whom = rows_str(rows, FACT_AGREEMENTS_FOR_WHOM, a),
		};
	}
	return !rows_failed(rows);
}

bool fact_items(struct db *db, struct arena *a, int64_t meeting,
		const struct fact_item **ret, size_t *count, struct err *e)
{
	struct fact_item *list = ARENA_ARRAY(a, struct fact_item, FACT_ITEMS_MAX);
	size_t n = 0;

	if (!add_findings(db, a, meeting, list, &n, e) ||
	    !add_agreements(db, a, meeting, list, &n, e))
		return false;
	*ret = list;
	*count = n;
	return true;
}

/* --- replies -------------------------------------------------------------------- */

static bool is_about(const struct fact_reply *p, const struct fact_item *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].is_agreement ? p->agreement == items[i].id && p->finding == 0
					  : p->finding == items[i].id && p->agreement == 0)
			return p->version >= 1 && p->version <= items[i].version;
	return false;
}

static bool has_room(struct db *db, int64_t meeting, size_t more, struct err *e)
{
	int64_t n;

	return db_number(db, SQL_REPLY_COUNT, &n, e, meeting) &&
	       (n <= FACT_REPLIES_MAX - (int64_t)more ||
		err_set(e, ERR_LIMIT, "a fact check has at most %d replies", FACT_REPLIES_MAX));
}

bool fact_reply_add(struct db *db, struct str code, const struct fact_reply *replies,
		    size_t count, int64_t now, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
	const struct fact_item *items;
	struct fact_check check;
	size_t n;

	if (!fact_check_get(db, a, code, now, &check, e) ||
	    !fact_items(db, a, check.meeting, &items, &n, e) ||
	    !has_room(db, check.meeting, count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct fact_reply *p = &replies[i];

		if (!is_about(p, items, n))
			return err_set(e, ERR_INPUT, "a reply to something else");
		if (!utf8_text_ok(p->body) || utf8_count(p->body) > FACT_REPLY_CHARS_MAX)
			return err_set(e, ERR_INPUT, "a reply has at most %d characters",
				       FACT_REPLY_CHARS_MAX);
		if (!db_exec(db, SQL_REPLY_ADD, e, rng_id(), check.meeting, p->finding,
			     p->agreement, p->version, (int64_t)p->is_right,
			     p->body.p ? p->body : STR("")))
			return false;
	}
	return true;
}

bool fact_reply_list(struct db *db, struct arena *a, int64_t round,
		     const struct fact_reply **ret, size_t *count, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_REPLY_LIST, e, round);
	struct fact_reply *list = NULL;
	size_t n = 0, room = 0;

	if (!rows)
		return false;
	while (rows_next(rows, e)) {
		if (n == room) {
			struct fact_reply *old = list;

			room = room ? room * 2 : 32;
			list = ARENA_ARRAY(a, struct fact_reply, room);
			if (n)
				memcpy(list, old, n * sizeof(*list));
		}
		list[n++] = (struct fact_reply){
			.finding = rows_i64(rows, REPLY_LIST_FINDING),
			.agreement = rows_i64(rows, REPLY_LIST_AGREEMENT),
			.version = rows_i64(rows, REPLY_LIST_VERSION),
			.is_right = rows_i64(rows, REPLY_LIST_IS_RIGHT) != 0,
			.body = rows_str(rows, REPLY_LIST_BODY, a),
		};
	}
	if (rows_failed(rows))
		return false;
	*ret = list;
	*count = n;
	return true;
}

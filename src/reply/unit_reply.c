/* SPDX-License-Identifier: EUPL-1.2 */
#include "reply/unit_reply.h"

#include <string.h>

#include "base/utf8.h"
#include "reply/sql.h"
#include "round/sql.h"

bool unit_reply_list(struct db *db, struct arena *a, struct round_key round,
		     struct unit_reply_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_UNIT_REPLY_LIST, e, round.organisation, round.id);

	*ret = (struct unit_reply_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct unit_reply){
			.unit = rows_i64(rows, UNIT_REPLY_LIST_UNIT),
			.body = rows_str(rows, UNIT_REPLY_LIST_BODY, a),
			.is_published = rows_i64(rows, UNIT_REPLY_LIST_IS_PUBLISHED) != 0,
			.changed = rows_i64(rows, UNIT_REPLY_LIST_CHANGED),
		};
	return !rows_failed(rows);
}

const struct unit_reply *unit_reply_of(const struct unit_reply_list *list, int64_t unit)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].unit == unit)
			return &list->at[i];
	return NULL;
}

bool unit_reply_put(struct db *db, struct round_key round, const struct unit_reply *r,
		    struct err *e)
{
	if (!utf8_text_ok(r->body) || utf8_count(r->body) > REPLY_CHARS_MAX)
		return err_set(e, ERR_INPUT, "a reply has at most %d characters", REPLY_CHARS_MAX);
	if (r->is_published && r->body.n == 0)
		return err_set(e, ERR_INPUT, "an empty reply is not published");
	return db_exec(db, SQL_UNIT_REPLY_PUT, e, round.organisation, round.id, r->unit,
		       r->body.p ? r->body : STR(""), (int64_t)r->is_published, r->changed);
}

struct reply_code reply_code_make(void)
{
	struct ticket_code a = ticket_make(), b = ticket_make();
	struct reply_code code;

	memcpy(code.text, a.text, TICKET_CHARS);
	memcpy(code.text + TICKET_CHARS, b.text, TICKET_CHARS + 1);
	return code;
}

bool reply_link_put(struct db *db, struct round_key round, struct reply_code code, struct err *e)
{
	return db_exec(db, SQL_REPLY_LINK_PUT, e, str_from(code.text), round.organisation,
		       round.id) &&
	       (db_changed(db) == 1 || err_set(e, ERR_ABSENT, "no such round"));
}

bool reply_link_get(struct db *db, struct arena *a, struct round_key round, struct str *ret,
		    struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_REPLY_LINK_BY_ROUND, e, round.organisation, round.id);

	*ret = (struct str){ 0 };
	if (rows_next(rows, e))
		*ret = rows_str(rows, REPLY_LINK_BY_ROUND_CODE, a);
	return !rows_failed(rows);
}

bool reply_link_open(struct db *db, struct arena *a, struct str code, struct round *ret,
		     struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = NULL;

	if (code.n != REPLY_CODE_CHARS)
		return err_set(e, ERR_ABSENT, "no such link");
	rows = db_query(db, SQL_REPLY_LINK_BY_CODE, e, code);
	if (!rows_one(rows, "link", e))
		return false;
	return round_get(db, a, rows_i64(rows, ROUND_KEY_ORGANISATION),
			 rows_i64(rows, ROUND_KEY_ID), ret, e) &&
	       (ret->stage == STAGE_CLOSED || err_set(e, ERR_ABSENT, "the round is not closed"));
}

size_t reply_home(const struct picture *p, size_t unit)
{
	while (unit && !p->is_visible[unit])
		unit = p->tree.units[unit].parent;
	return p->is_visible[unit] ? unit : NODE_NONE;
}

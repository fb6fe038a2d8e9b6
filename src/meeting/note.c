/* SPDX-License-Identifier: EUPL-1.2 */
/* Notes of meetings: doors, codes, versions. */
#include "meeting/note.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "meeting/sql.h"

/* --- reading ------------------------------------------------------------------ */

static struct note note_row(struct rows *rows, struct arena *a)
{
	return (struct note){
		.id = rows_i64(rows, NOTE_ROW_ID),
		.meeting = rows_i64(rows, NOTE_ROW_MEETING),
		.account = rows_i64(rows, NOTE_ROW_ACCOUNT),
		.author = rows_str(rows, NOTE_ROW_AUTHOR, a),
		.door = (enum note_door)rows_in(rows, NOTE_ROW_DOOR, 0, NOTE_DOORS - 1),
		.code = (enum note_code)rows_in(rows, NOTE_ROW_CODE, 0, NOTE_CODES - 1),
		.subject = rows_str(rows, NOTE_ROW_SUBJECT, a),
		.task = rows_i64(rows, NOTE_ROW_TASK),
		.is_checked = rows_i64(rows, NOTE_ROW_IS_CHECKED) != 0,
		.body = rows_str(rows, NOTE_ROW_BODY, a),
		.changed = rows_i64(rows, NOTE_ROW_CHANGED),
	};
}

bool note_list(struct db *db, struct arena *a, struct note_reader who,
	       struct note_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_NOTE_LIST, e, who.meeting, NOTE_OWN, who.account);

	*ret = (struct note_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = note_row(rows, a);
	return !rows_failed(rows);
}

bool note_get(struct db *db, struct arena *a, struct note_reader who, int64_t id,
	      struct note *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_NOTE_BY_ID, e, who.meeting, NOTE_OWN, who.account, id);

	if (!rows_one(rows, "note", e))
		return false;
	*ret = note_row(rows, a);
	return rows_good(rows, e);
}

bool note_versions(struct db *db, struct arena *a, int64_t note, struct note_version_list *ret,
		   struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_NOTE_VERSION_LIST, e, note);

	*ret = (struct note_version_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct note_version){
			.version = rows_i64(rows, NOTE_VERSION_VERSION),
			.changed = rows_i64(rows, NOTE_VERSION_CHANGED),
			.body = rows_str(rows, NOTE_VERSION_BODY, a),
		};
	return !rows_failed(rows);
}

/* --- writing ------------------------------------------------------------------ */

/* A note as it is stored, in the arena of one change. */
struct stored {
	bool is_there, is_checked;
	int64_t meeting, account, changed;
	enum note_code code;
	struct str body;
};

static bool stored_get(struct db *db, struct arena *a, int64_t id, struct stored *ret,
		       struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_NOTE_OWNER, e, id);

	*ret = (struct stored){ 0 };
	if (!rows_next(rows, e))
		return !rows_failed(rows);
	*ret = (struct stored){
		.is_there = true,
		.is_checked = rows_i64(rows, NOTE_OWNER_IS_CHECKED) != 0,
		.meeting = rows_i64(rows, NOTE_OWNER_MEETING),
		.account = rows_i64(rows, NOTE_OWNER_ACCOUNT),
		.changed = rows_i64(rows, NOTE_OWNER_CHANGED),
		.code = (enum note_code)rows_i64(rows, NOTE_OWNER_CODE),
		.body = rows_str(rows, NOTE_OWNER_BODY, a),
	};
	return true;
}

static bool keep_version(struct db *db, int64_t note, const struct stored *s, struct err *e)
{
	int64_t last;

	return db_number(db, SQL_NOTE_VERSION_LAST, &last, e, note) &&
	       db_exec(db, SQL_NOTE_VERSION_ADD, e, note, last + 1, s->body, s->changed) &&
	       db_exec(db, SQL_NOTE_VERSION_TRIM, e, note, last + 2 - NOTE_VERSIONS_MAX);
}

static bool is_worth_keeping(const struct stored *s, const struct note *n)
{
	size_t was = utf8_count(s->body), is = utf8_count(n->body);

	if (s->body.n == 0 || str_eq(s->body, n->body))
		return false;
	return n->changed - s->changed >= NOTE_BURST_MS || (was > NOTE_LOSS_CHARS && is * 2 <= was);
}

static bool note_check(const struct note *n, struct err *e)
{
	if (n->id <= 0 || n->door < NOTE_OWN || n->door >= NOTE_DOORS ||
	    n->code < NOTE_SUBJECT || n->code >= NOTE_CODES || n->task < 0)
		return err_set(e, ERR_INPUT, "no such door, code or task");
	if (!utf8_text_ok(n->body) || !utf8_text_ok(n->subject) ||
	    utf8_count(n->body) > NOTE_CHARS_MAX)
		return err_set(e, ERR_INPUT, "a note has at most %d characters", NOTE_CHARS_MAX);
	return true;
}

/* An absent text is stored as an empty one; NULL would be refused. */
static struct str present(struct str s)
{
	return s.p ? s : STR("");
}

static bool is_there(struct db *db, int64_t meeting, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MEETING_EXISTS, e, meeting);

	return rows_one(rows, "meeting", e);
}

static bool add(struct db *db, const struct note *n, struct err *e)
{
	int64_t count;

	if (!is_there(db, n->meeting, e) || !db_number(db, SQL_NOTE_COUNT, &count, e, n->meeting))
		return false;
	if (count >= NOTES_MAX)
		return err_set(e, ERR_LIMIT, "a meeting has at most %d notes", NOTES_MAX);
	return db_exec(db, SQL_NOTE_ADD, e, n->id, n->meeting, n->account, (int64_t)n->door,
		       (int64_t)n->code, present(n->subject), n->task, (int64_t)n->is_checked,
		       present(n->body), n->changed);
}

/* Only a quote is checked, and what nobody agreed to stays with its author. */
static bool doors_check(struct note *n, const struct stored *s, bool *ret_check_gone,
			struct err *e)
{
	*ret_check_gone = false;
	if (n->code != NOTE_QUOTE) {
		n->is_checked = false;
		/* A quote that was not agreed to is no less one under another name. */
		if (s->is_there && s->code == NOTE_QUOTE && !s->is_checked &&
		    str_eq(s->body, n->body) && n->door != NOTE_OWN)
			return err_set(e, ERR_CONFLICT, "a quote that nobody agreed to");
		return true;
	}
	if (s->is_there && s->code == NOTE_QUOTE && s->is_checked && n->is_checked &&
	    !str_eq(s->body, n->body)) {
		*ret_check_gone = true;
		n->is_checked = false;
		n->door = NOTE_OWN;
	}
	if (!n->is_checked && n->door != NOTE_OWN)
		return err_set(e, ERR_CONFLICT, "a quote stays with its author until it is checked");
	return true;
}

bool note_put(struct db *db, const struct note *given, bool *ret_check_gone, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct note n = *given;
	struct stored s;

	if (!n.changed)
		n.changed = clock_now();
	if (!note_check(&n, e) || !stored_get(db, a, n.id, &s, e))
		return false;
	if (s.is_there && (s.meeting != n.meeting || s.account != n.account))
		return err_set(e, ERR_ABSENT, "the note is another's");
	if (!doors_check(&n, &s, ret_check_gone, e))
		return false;
	if (!s.is_there)
		return add(db, &n, e);
	if (is_worth_keeping(&s, &n) && !keep_version(db, n.id, &s, e))
		return false;
	return db_exec(db, SQL_NOTE_CHANGE, e, (int64_t)n.door, (int64_t)n.code,
		       present(n.subject), n.task, (int64_t)n.is_checked, present(n.body),
		       n.changed, n.account, n.id);
}

bool note_is_there(struct db *db, struct round_key round, int64_t id, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_NOTE_IS_OF_ROUND, e, round.organisation, round.id, id);

	return rows_next(rows, e) ||
	       (!rows_failed(rows) && err_set(e, ERR_GONE, "the note is there no more"));
}

/* The note of this author in this meeting. */
static bool own_get(struct db *db, struct arena *a, struct note_reader author, int64_t id,
		    struct stored *ret, struct err *e)
{
	if (!stored_get(db, a, id, ret, e))
		return false;
	return (ret->is_there && ret->meeting == author.meeting &&
		ret->account == author.account) ||
	       err_set(e, ERR_ABSENT, "no such note of this author");
}

bool note_remove(struct db *db, struct note_reader author, int64_t id, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct stored s;

	return own_get(db, a, author, id, &s, e) &&
	       db_exec(db, SQL_NOTE_VERSION_REMOVE_ALL, e, id) &&
	       db_exec(db, SQL_NOTE_REMOVE, e, author.meeting, author.account, id);
}

static bool version_body(struct db *db, struct arena *a, int64_t note, int64_t version,
			 struct str *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_NOTE_VERSION_BY_NUMBER, e, note, version);

	if (!rows_one(rows, "version of the note", e))
		return false;
	*ret = rows_str(rows, NOTE_VERSION_BODY, a);
	return true;
}

bool note_restore(struct db *db, struct note_reader author, int64_t id, int64_t version,
		  int64_t now, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	SCOPED(rows_freep) struct rows *rows = NULL;
	struct stored s;
	struct str body;
	bool is_quote, stays;
	int64_t door;

	if (!own_get(db, a, author, id, &s, e) ||
	    (version == 0 && !db_number(db, SQL_NOTE_VERSION_LAST, &version, e, id)) ||
	    !version_body(db, a, id, version, &body, e))
		return false;
	rows = db_query(db, SQL_NOTE_BY_ID, e, author.meeting, NOTE_OWN, author.account, id);
	if (!rows_one(rows, "note", e))
		return false;
	is_quote = s.code == NOTE_QUOTE;
	stays = !is_quote || str_eq(body, s.body);
	door = stays ? rows_i64(rows, NOTE_ROW_DOOR) : NOTE_OWN;
	return keep_version(db, id, &s, e) &&
	       db_exec(db, SQL_NOTE_SET_BODY, e, door, (int64_t)(stays && s.is_checked), body,
		       now, author.account, id);
}

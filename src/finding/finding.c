/* SPDX-License-Identifier: EUPL-1.2 */
/* Findings in three layers. */
#include "finding/finding.h"

#include <string.h>

#include "base/alike.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "finding/sql.h"
#include "meeting/meeting.h"
#include "meeting/note.h"
#include "round/round.h"
#include "round/unit.h"

enum { SUBJECT_BYTES_MAX = 64 };

/* --- reading ------------------------------------------------------------------ */

static struct finding finding_row(struct rows *rows, struct arena *a, struct round_key round)
{
	return (struct finding){
		.id = rows_i64(rows, FINDING_ID),
		.round = round,
		.meeting = rows_i64(rows, FINDING_MEETING),
		.subject = rows_str(rows, FINDING_SUBJECT, a),
		.layer = (enum finding_layer)rows_in(rows, FINDING_LAYER, 0, LAYERS - 1),
		.stance = (enum finding_stance)rows_in(rows, FINDING_STANCE, 0, STANCES - 1),
		.version = rows_i64(rows, FINDING_VERSION),
		.body = rows_str(rows, FINDING_BODY, a),
		.source = rows_str(rows, FINDING_SOURCE, a),
		.link = rows_str(rows, FINDING_LINK, a),
		.note = rows_i64(rows, FINDING_NOTE),
		.file = rows_i64(rows, FINDING_FILE),
		.created = rows_i64(rows, FINDING_CREATED),
		.file_name = name_of_file(a, rows_str(rows, FINDING_FILE_NAME, a)),
	};
}

bool finding_get(struct db *db, struct arena *a, struct round_key round, int64_t id,
		 struct finding *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_FINDING_BY_ID, e, round.organisation, round.id, id);

	if (!rows_one(rows, "finding", e))
		return false;
	*ret = finding_row(rows, a, round);
	return rows_good(rows, e);
}

bool finding_list(struct db *db, struct arena *a, struct round_key round, struct finding_list *ret,
		  struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_FINDING_LIST, e, round.organisation, round.id);

	*ret = (struct finding_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = finding_row(rows, a, round);
	return !rows_failed(rows);
}

/* --- meetings ----------------------------------------------------------------- */

static struct str unit_name(const struct unit_tree *tree, int64_t id)
{
	for (size_t i = 1; i < tree->count; i++)
		if (tree->units[i].id == id)
			return tree->units[i].name;
	return (struct str){ 0 };
}

static bool add_units(struct db *db, struct arena *a, struct round_key key,
		      const struct unit_tree *tree, struct finding_meeting_list *list,
		      struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_FINDING_MEETING_UNITS, e, key.organisation, key.id);
	struct out *o = ARENA_ARRAY(a, struct out, list->count + 1);

	for (size_t i = 0; i < list->count; i++)
		o[i] = out_new(a, 100000);
	while (rows_next(rows, e))
		for (size_t i = 0; i < list->count; i++)
			if (list->at[i].id == rows_i64(rows, FINDING_MEETING_UNITS_MEETING)) {
				out_c(&o[i], o[i].n ? ", " : "");
				out_str(&o[i], unit_name(tree,
						rows_i64(rows, FINDING_MEETING_UNITS_UNIT)));
			}
	for (size_t i = 0; i < list->count; i++)
		list->at[i].units = out_done(&o[i]);
	return !rows_failed(rows);
}

bool finding_meetings(struct db *db, struct arena *a, struct round_key round,
		      struct finding_meeting_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_FINDING_MEETINGS, e, round.organisation, round.id);
	struct unit_tree tree;
	struct round r;

	*ret = (struct finding_meeting_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct finding_meeting){
			.id = rows_i64(rows, FINDING_MEETINGS_ID),
			.title = rows_str(rows, FINDING_MEETINGS_TITLE, a),
			.starts = rows_i64(rows, FINDING_MEETINGS_STARTS),
		};
	if (rows_failed(rows) || ret->count == 0)
		return ret->count == 0 && !rows_failed(rows);
	return round_get(db, a, round.organisation, round.id, &r, e) &&
	       unit_tree_get(db, a, round, r.organisation_name, &tree, e) &&
	       add_units(db, a, round, &tree, ret, e);
}

bool finding_notes(struct db *db, struct arena *a, struct round_key round,
		   struct finding_note_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_FINDING_NOTES, e, round.organisation, round.id, NOTE_REPORT,
			 NOTE_QUOTE);

	*ret = (struct finding_note_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct finding_note){
			.id = rows_i64(rows, FINDING_NOTES_ID),
			.meeting = rows_i64(rows, FINDING_NOTES_MEETING),
			.subject = rows_str(rows, FINDING_NOTES_SUBJECT, a),
			.body = rows_str(rows, FINDING_NOTES_BODY, a),
		};
	return !rows_failed(rows);
}

/* --- writing ------------------------------------------------------------------ */

bool finding_link_ok(struct str link)
{
	struct str rest = link, host;

	if (str_starts(link, STR("https://")))
		rest = str_cut(link, 8, link.n);
	else if (str_starts(link, STR("http://")))
		rest = str_cut(link, 7, link.n);
	else
		return false;
	for (size_t i = 0; i < link.n; i++)
		if ((unsigned char)link.p[i] <= ' ' || link.p[i] == 0x7f ||
		    strchr("\"<>\\^`{|}", link.p[i]))
			return false;
	host = rest;
	for (size_t i = 0; i < rest.n; i++)
		if (strchr("/?#", rest.p[i])) {
			host = str_cut(rest, 0, i);
			break;
		}
	return link.n <= FINDING_LINK_BYTES_MAX && utf8_text_ok(link) && host.n > 0 &&
	       !memchr(host.p, '@', host.n) && host.p[0] != ':';
}

static bool text_ok(struct str s, size_t characters)
{
	return utf8_text_ok(s) && utf8_count(s) <= characters;
}

static bool finding_check(const struct finding *f, struct err *e)
{
	if (f->subject.n == 0 || f->subject.n > SUBJECT_BYTES_MAX || !utf8_text_ok(f->subject))
		return err_set(e, ERR_INPUT, "a finding is about one subject");
	if ((unsigned)f->layer >= LAYERS || (unsigned)f->stance >= STANCES)
		return err_set(e, ERR_INPUT, "no such layer or stance");
	if (str_trim(f->body).n == 0 || !text_ok(f->body, FINDING_CHARS_MAX))
		return err_set(e, ERR_INPUT, "a finding has a text of at most %d characters",
			       FINDING_CHARS_MAX);
	if (!text_ok(f->source, FINDING_SOURCE_CHARS_MAX))
		return err_set(e, ERR_INPUT, "a source has at most %d characters",
			       FINDING_SOURCE_CHARS_MAX);
	if (f->link.n && !finding_link_ok(f->link))
		return err_set(e, ERR_INPUT, "a link begins with https:// or http://");
	return true;
}

/* What it says that it was heard in, or made of. */
static bool stands_on(struct db *db, const struct finding *f, struct err *e)
{
	return (!f->meeting || meeting_is_there(db, f->round, f->meeting, e)) &&
	       (!f->note || note_is_there(db, f->round, f->note, e));
}

static bool has_room(struct db *db, struct round_key round, struct err *e)
{
	int64_t n;

	return db_number(db, SQL_FINDING_COUNT, &n, e, round.organisation, round.id) &&
	       (n < FINDINGS_MAX ||
		err_set(e, ERR_LIMIT, "a round has at most %d findings", FINDINGS_MAX));
}

/* An absent text is stored as an empty one; NULL would be refused. */
static struct str present(struct str s)
{
	return s.p ? s : STR("");
}

bool finding_add(struct db *db, const struct finding *f, const struct evidence *file,
		 struct err *e)
{
	if (!finding_check(f, e) || !stands_on(db, f, e) || !has_room(db, f->round, e))
		return false;
	if (!file && f->file)
		return err_set(e, ERR_INPUT, "a file of another finding");
	if (file && !evidence_add(db, f->round, f->file, file, e))
		return false;
	return db_exec(db, SQL_FINDING_ADD, e, f->id, f->round.organisation, f->round.id,
		       f->meeting, f->subject,
		       (int64_t)f->layer, (int64_t)f->stance, f->body, present(f->source),
		       present(f->link), f->note, f->file,
		       f->created ? f->created : clock_now());
}

static bool change_file(struct db *db, const struct finding *f, const struct evidence *file,
			int64_t old, struct err *e)
{
	if (!file && f->file && f->file != old)
		return err_set(e, ERR_INPUT, "a file of another finding");
	if (old && f->file != old && !evidence_remove(db, f->round, old, e))
		return false;
	return !file || evidence_add(db, f->round, f->file, file, e);
}

bool finding_change(struct db *db, const struct finding *f, const struct evidence *file,
		    struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 16);
	struct finding old;
	int64_t version;

	if (!finding_check(f, e) || !finding_get(db, a, f->round, f->id, &old, e) ||
	    !stands_on(db, f, e) || !change_file(db, f, file, old.file, e))
		return false;
	version = old.version + !str_eq(old.body, f->body);
	return db_exec(db, SQL_FINDING_CHANGE, e, f->meeting, f->subject, (int64_t)f->layer,
		       (int64_t)f->stance, version, f->body, present(f->source),
		       present(f->link), f->note, f->file, f->round.id, f->id);
}

bool finding_remove(struct db *db, struct round_key round, int64_t id, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 16);
	struct finding old;

	return finding_get(db, a, round, id, &old, e) &&
	       db_exec(db, SQL_REACTION_REMOVE, e, id) &&
	       db_exec(db, SQL_FINDING_REMOVE, e, round.id, id) &&
	       (old.file == 0 || evidence_remove(db, round, old.file, e));
}

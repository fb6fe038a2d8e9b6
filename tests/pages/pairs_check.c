/* SPDX-License-Identifier: EUPL-1.2 */
#include "pairs.h"

#include <stdio.h>

/* After every date that is typed. */
#define FAR INT64_C(9000000000000)

/* --- the file ------------------------------------------------------------------------ */

static struct { sqlite3_stmt *empty, *fill; } laying[64];
static size_t laying_count;

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st = NULL;

	assert_int_equal(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL), SQLITE_OK);
	return st;
}

sqlite3 *rows_open(const char *path, const char *start)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *st = NULL;
	char sql[200];

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	(void)snprintf(sql, sizeof(sql), "ATTACH '%s' AS start", start);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL), SQLITE_OK);
	st = prepared(db, "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
	for (laying_count = 0; sqlite3_step(st) == SQLITE_ROW; laying_count++) {
		const char *table = (const char *)sqlite3_column_text(st, 0);

		assert_true(laying_count < ARRAY_LEN(laying));
		(void)snprintf(sql, sizeof(sql), "DELETE FROM main.%s", table);
		laying[laying_count].empty = prepared(db, sql);
		(void)snprintf(sql, sizeof(sql), "INSERT INTO main.%s SELECT * FROM start.%s", table, table);
		laying[laying_count].fill = prepared(db, sql);
	}
	(void)sqlite3_finalize(st);
	return db;
}

static void done(sqlite3_stmt *st)
{
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	assert_int_equal(sqlite3_reset(st), SQLITE_OK);
}

void rows_lay(sqlite3 *db)
{
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	for (size_t i = 0; i < laying_count; i++) {
		done(laying[i].empty);
		done(laying[i].fill);
	}
	assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
}

void rows_close(sqlite3 *db)
{
	for (size_t i = 0; i < laying_count; i++) {
		(void)sqlite3_finalize(laying[i].empty);
		(void)sqlite3_finalize(laying[i].fill);
	}
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* --- what must hold -------------------------------------------------------------------- */

int64_t number_of(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t n = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	if (sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	(void)sqlite3_finalize(st);
	return n;
}

#define OF_ROUND(table) "SELECT count(*) FROM " table " t WHERE t.unit <> 0 AND NOT EXISTS " \
	"(SELECT 1 FROM unit u WHERE u.id = t.unit AND u.round = t.round)"
#define LOST(table, column, of) "SELECT count(*) FROM " table " WHERE " column " <> 0 AND " column \
	" NOT IN (SELECT id FROM " of ")"
#define WHILE(stage, is) "SELECT count(*) FROM round r WHERE r.stage = " stage " AND NOT (" is ")"
#define COUNT(what) "(SELECT count(*) FROM " what ")"
#define OF(table) COUNT(table " t WHERE t.round = r.id")

static const struct { const char *what, *wrong; } rules[] = {
	{ "foreign keys", "SELECT count(*) FROM pragma_foreign_key_check" },
	{ "a ticket of no group", OF_ROUND("ticket") },
	{ "a sheet of no group", OF_ROUND("sheet") },
	{ "a note slot of no group", OF_ROUND("note_slot") },
	{ "a piece of no group", OF_ROUND("piece") },
	{ "a remark of no group", OF_ROUND("remark") },
	{ "a reply to no group", OF_ROUND("unit_reply") },
	{ "a session with a group of another round", "SELECT count(*) FROM meeting_unit mu JOIN meeting m"
		" ON m.id = mu.meeting WHERE mu.unit NOT IN (SELECT id FROM unit u WHERE u.round = m.round)" },
	{ "cards that are not counted", "SELECT count(*) FROM unit u JOIN round r ON r.id = u.round WHERE r.stage = 0"
		" AND u.cards <> " COUNT("ticket t WHERE t.unit = u.id AND t.purpose = 0") },
	{ "cards with a hash too few", "SELECT count(*) FROM (SELECT round FROM ticket GROUP BY round, is_reserve"
		" HAVING sum(purpose = 0) <> sum(purpose = 1) OR sum(purpose = 0) <> sum(purpose = 2))" },
	{ "cards that were made while it was open", "SELECT count(*) FROM ticket t JOIN round r ON r.id = t.round"
		" WHERE r.stage <> 0 AND t.is_reserve = 0" },
	{ "slots that are not one for each card", WHILE("1", OF("sheet") " = " OF("note_slot") " AND "
		OF("sheet") " = " OF("offer_slot") " AND " OF("sheet") " = (SELECT sum(cards) FROM unit t WHERE t.round = r.id) + "
		COUNT("ticket t WHERE t.round = r.id AND purpose = 0")) },
	{ "a reserve without its slot", "SELECT count(*) FROM ticket WHERE is_reserve = 1 AND purpose = 0"
		" AND hash NOT IN (SELECT ticket FROM sheet)" },
	{ "a closed round with sheets", WHILE("2", OF("sheet") " + " OF("note_slot") " + " OF("offer_slot") " + "
		OF("ticket") " = 0") },
	{ "a finding of no session", LOST("finding", "meeting", "meeting") },
	{ "a finding of no note", LOST("finding", "note", "note") },
	{ "a finding without its file", LOST("finding", "file", "evidence_file") },
	{ "a file of no finding", "SELECT count(*) FROM evidence_file WHERE id NOT IN (SELECT file FROM finding)" },
	{ "words of no session", LOST("agreement", "meeting", "meeting") },
	{ "a version of no strand", LOST("agreement", "strand", "agreement") },
	{ "a reaction to no finding", LOST("finding_reply", "finding", "finding") },
	{ "a reaction to no words", LOST("finding_reply", "agreement", "agreement") },
	{ "a note of no session", LOST("note", "meeting", "meeting") },
	{ "a topic on screen that is not there", LOST("meeting", "topic", "meeting_topic") },
	{ "votes on no topic", LOST("vote_count", "topic", "meeting_topic") },
	{ "a key of no topic", LOST("vote_turn_key", "topic", "meeting_topic") },
	{ "a phone of no topic", LOST("vote_phone", "topic", "meeting_topic") },
	{ "an open turn without a key", "SELECT count(*) FROM meeting_topic t JOIN meeting m ON m.id = t.meeting"
		" WHERE t.step IN (1, 3) AND t.id NOT IN (SELECT topic FROM vote_turn_key)" },
	{ "a sign-in of nobody", LOST("session", "account", "account") },
};

const char *check_rows(sqlite3 *db)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		if (number_of(db, rules[i].wrong))
			return rules[i].what;
	return NULL;
}

/* --- the round goes on ----------------------------------------------------------- */

static const char *failed(const char *what, const struct err *e)
{
	static char text[300];

	(void)snprintf(text, sizeof(text), "%s: %s", what, e->text);
	return text;
}

/* Codes stand in a list of cards as "ABCD-EFGH-JKMN". */
static bool next_code(struct str *codes, struct ticket_code *ret)
{
	for (size_t i = 0; i + 14 <= codes->n; i++) {
		struct str word = str_cut(*codes, i, i + 14);

		if (word.p[4] == '-' && word.p[9] == '-' && ticket_parse(word, ret)) {
			*codes = str_cut(*codes, i + 14, codes->n);
			return true;
		}
	}
	return false;
}

static const char *check_codes(struct db *db, struct arena *a, struct str codes)
{
	struct ticket_code code;
	struct respondent who;
	struct err e = { 0 };

	while (next_code(&codes, &code)) {
		if (!respondent_get(db, a, code, &who, &e))
			return failed("a card that was printed does not work", &e);
		if (!who.is_open)
			return "a card that was printed is of a round that is not open";
	}
	return NULL;
}

/* Without cards it stays as it is. */
static bool open_it(struct db *db, struct arena *a, struct round *r, const struct laid *l,
		    struct err *e)
{
	if (round_open(db, a, r->key, l->layout.size, e)) {
		r->stage = STAGE_OPEN;
		return true;
	}
	db_rollback(db);
	return e->kind == ERR_INPUT && db_begin(db, e);
}

static const char *go_on(struct db *db, const struct laid *l, struct arena *a, struct str codes)
{
	const char *wrong;
	struct err e = { 0 };
	struct round r;
	struct round_due_list due;
	struct round_closed closed = { 0 };

	if (!round_get(db, a, 1, 7, &r, &e))
		return failed("the file", &e);
	if (r.stage == STAGE_PREPARE && !open_it(db, a, &r, l, &e))
		return failed("it cannot be opened", &e);
	wrong = r.stage == STAGE_OPEN ? check_codes(db, a, codes) : NULL;
	if (wrong)
		return wrong;
	if (!round_due_list(db, a, FAR, &due, &e) || (due.count && !round_close_due(db, a, due.at[0], FAR, &closed, &e)))
		return failed("it cannot be closed", &e);
	if ((closed.key.id != 0) != (r.stage == STAGE_OPEN))
		return "it was not closed on its date";
	return NULL;
}

const char *check_round(struct db *db, const struct laid *l, struct arena *a, struct str codes)
{
	struct err e = { 0 };
	const char *wrong;

	if (!db_begin(db, &e))
		return failed("the file", &e);
	wrong = go_on(db, l, a, codes);
	db_rollback(db);
	return wrong;
}

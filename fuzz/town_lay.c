/* SPDX-License-Identifier: EUPL-1.2 */
/* Three files of one round each become one file with two organisations. */
#include "town.h"

#include <stdio.h>
#include <string.h>

#include "base/must.h"
#include "base/out.h"

enum { SQL_MAX = 6000 };

struct copy {
	const struct laid *of;
	int64_t shift, organisation;
};

static void run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
		fprintf(stderr, "%s\n%s\n", sql, why);
		must(!"a database for fuzzing");
	}
}

static bool is_one_of(const char *name, const char *const *list)
{
	while (*list && strcmp(*list, name) != 0)
		list++;
	return *list != NULL;
}

/* Numbers that name a row; 0 names none. */
static const char *const names_row[] = {
	"id", "round", "unit", "parent", "meeting", "topic", "note", "file", "finding", "agreement", "strand",
	"task", NULL,
};
static const char *const has_code[] = { "meeting", "fact_check", "reply_link", NULL };
/* Of nobody, made once, or of the place itself. */
static const char *const stays[] = {
	"organisation", "account", "session", "model", "seal_key", "state", "edit", "closed_ticket", NULL,
};

static void out_list(struct out *o, const char *const *words)
{
	for (; *words; words++)
		out_c(o, *words);
}

static void out_column(struct out *o, const struct copy *c, const char *table, const char *column)
{
	if (is_one_of(column, names_row)) {
		out_list(o, (const char *const[]){ "CASE WHEN ", column, " = 0 THEN 0 ELSE ", column, " + ", NULL });
		out_i64(o, c->shift);
		out_c(o, " END");
	} else if (strcmp(column, "organisation") == 0) {
		out_i64(o, c->organisation);
	} else if (strcmp(column, "model") == 0) {
		out_c(o, "(SELECT min(id) FROM main.model)");
	} else if (strcmp(column, "account") == 0 && c->organisation == 2) {
		out_c(o, "CASE WHEN account = 0 THEN 0 ELSE 13 END");
	} else if (strcmp(column, "code") == 0 && is_one_of(table, has_code)) {
		out_c(o, "replace(code, 'ABCD', 'BBCD')");
	} else {
		out_c(o, column);
	}
}

static void copy_table(sqlite3 *db, const struct copy *c, const char *table)
{
	char sql[SQL_MAX];
	struct out o = out_over(sql, sizeof(sql));
	sqlite3_stmt *st = NULL;
	const char *between = "";

	out_list(&o, (const char *const[]){ "INSERT INTO main.", table, " SELECT ", NULL });
	must(sqlite3_prepare_v2(db, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", -1, &st, NULL) == SQLITE_OK);
	must(sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC) == SQLITE_OK);
	for (; sqlite3_step(st) == SQLITE_ROW; between = ", ") {
		out_c(&o, between);
		out_column(&o, c, table, (const char *)sqlite3_column_text(st, 0));
	}
	(void)sqlite3_finalize(st);
	out_list(&o, (const char *const[]){ " FROM src.", table, NULL });
	out_char(&o, '\0');
	must(!o.is_failed);
	run(db, sql);
}

static void copy_all(sqlite3 *db, const struct copy *c)
{
	char sql[300], tables[64][40];
	sqlite3_stmt *st = NULL;
	size_t n = 0;

	(void)snprintf(sql, sizeof(sql), "ATTACH '%s' AS src", c->of->path);
	run(db, sql);
	must(sqlite3_prepare_v2(db, "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
				-1, &st, NULL) == SQLITE_OK);
	while (n < 64 && sqlite3_step(st) == SQLITE_ROW)
		(void)snprintf(tables[n++], sizeof(tables[0]), "%s", (const char *)sqlite3_column_text(st, 0));
	(void)sqlite3_finalize(st);
	for (size_t i = 0; i < n; i++)
		if (!is_one_of(tables[i], stays))
			copy_table(db, c, tables[i]);
	run(db, "DETACH src");
}

/* What the worlds of pairs do without. */
static const char more[] =
	"INSERT INTO seal_key VALUES (1, zeroblob(32));"
	"INSERT INTO task VALUES (81, 7, 1, 'Een vraag', 'Vijf mensen');"
	"INSERT INTO finding_reply VALUES (91, 21, 51, 0, 1, 0, 'Het zit anders');"
	"INSERT INTO stage_exit VALUES (7, 11, 1, 'Verder', 1), (7, 5, 1, 'Verder', 1);"
	"INSERT INTO agreement_line SELECT 95, round, subject, 'Samen', 11, 1 FROM agreement WHERE id = 61;"
	"INSERT INTO edit VALUES ('/rondes/7/bevindingen/51', 12, 1);";
static const char of_other[] =
	"INSERT INTO task VALUES (3081, 3007, 1, 'Een vraag', 'Vijf mensen');"
	"INSERT INTO finding_reply VALUES (3091, 3021, 3051, 0, 1, 0, 'Het zit anders');"
	"INSERT INTO stage_exit VALUES (3007, 11, 1, 'Verder', 1), (3007, 5, 1, 'Verder', 1);"
	"INSERT INTO agreement_line SELECT 3095, round, subject, 'Samen', 13, 1 FROM agreement WHERE id = 3061;";

void town_merge(const char *to, const struct laid laid[WORLDS])
{
	const struct copy copies[] = {
		{ &laid[PREPARING], TOWN_PREPARING, 1 }, { &laid[OPEN], TOWN_OPEN, 1 },
		{ &laid[CLOSED], TOWN_OTHER, 2 },
	};
	char sql[300];
	sqlite3 *db = NULL;

	must(sqlite3_open(laid[CLOSED].path, &db) == SQLITE_OK);
	(void)snprintf(sql, sizeof(sql), "VACUUM INTO '%s'", to);
	run(db, sql);
	must(sqlite3_close(db) == SQLITE_OK);
	must(sqlite3_open(to, &db) == SQLITE_OK);
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	run(db, "INSERT INTO organisation VALUES (2, 'Gemeente Ander', 1);"
		"INSERT INTO account (id, organisation, login, name, role, password, created)"
		" SELECT 13, 2, 'bea', 'bea', role, password, created FROM account WHERE id = 11");
	run(db, more);
	for (size_t i = 0; i < ARRAY_LEN(copies); i++)
		copy_all(db, &copies[i]);
	run(db, of_other);
	town_mark(db);
	must(sqlite3_close(db) == SQLITE_OK);
}

/* --- what people wrote ------------------------------------------------------------------ */

#define OF_ROUND	"round IN (SELECT id FROM round WHERE organisation = ?1)"
#define OF_MEETING	"meeting IN (SELECT id FROM meeting WHERE " OF_ROUND ")"

static const struct { const char *table, *column, *word, *where; } written[] = {
	{ "organisation", "name", "deel", "id = ?1" },
	{ "account", "name", "geheim", "organisation = ?1" },
	{ "round", "name", "deel", "organisation = ?1" },
	{ "round", "purpose", "deel", "organisation = ?1" },
	{ "unit", "name", "deel", OF_ROUND },
	{ "remark", "body", "geheim", OF_ROUND },
	{ "meeting", "title", "deel", OF_ROUND },
	{ "meeting", "goal", "geheim", OF_ROUND },
	{ "note", "body", "geheim", OF_MEETING },
	{ "note_version", "body", "geheim", "note IN (SELECT id FROM note WHERE " OF_MEETING ")" },
	{ "evidence_file", "name", "geheim", OF_ROUND },
	{ "finding", "body", "deel", OF_ROUND },
	{ "finding", "source", "deel", OF_ROUND },
	{ "agreement", "words", "deel", OF_ROUND },
	{ "agreement_line", "words", "deel", OF_ROUND },
	{ "task", "title", "deel", OF_ROUND },
	{ "finding_reply", "body", "geheim", OF_MEETING },
	{ "stage_exit", "answer", "deel", "stage = 11 AND " OF_ROUND },	/* everybody hears it */
	{ "stage_exit", "answer", "geheim", "stage <> 11 AND " OF_ROUND },
	{ "unit_reply", "body", "deel", OF_ROUND },
};

void town_mark(sqlite3 *db)
{
	static const char *const of[] = { "", "Aaq", "Bbq" };

	for (int organisation = 1; organisation <= 2; organisation++)
		for (size_t i = 0; i < ARRAY_LEN(written); i++) {
			char sql[SQL_MAX];
			struct out o = out_over(sql, sizeof(sql));
			sqlite3_stmt *st = NULL;

			out_list(&o, (const char *const[]){ "UPDATE ", written[i].table, " SET ", written[i].column,
				" = '<\"''&", of[organisation], written[i].word, " ' || rowid WHERE ", written[i].where, NULL });
			must(sqlite3_prepare_v2(db, sql, (int)o.n, &st, NULL) == SQLITE_OK);
			must(sqlite3_bind_int(st, 1, organisation) == SQLITE_OK);
			must(sqlite3_step(st) == SQLITE_DONE);
			(void)sqlite3_finalize(st);
		}
}

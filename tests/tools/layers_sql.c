/* SPDX-License-Identifier: EUPL-1.2 */
/* tools/layers: which tables and statements a room may use. */
#include "house.h"

static const struct trial tables[] = {
	{ .files = { { "src/finding/a.sql", "-- name: a (x)\n"
		       "SELECT f.id FROM finding f JOIN round r "
		       "ON r.id = f.id, account WHERE f.id = $1;\n" } } },
	{ .files = { { "src/round/a.sql", "-- name: a (x)\nDELETE FROM round WHERE id = $1;\n"
		       "-- name: b (x)\nUPDATE round SET id = $1;\n"
		       "-- name: c (x)\nINSERT INTO round (id) VALUES ($1) "
		       "ON CONFLICT (id) DO UPDATE SET id = excluded.id;\n" } } },
	/* The name in a string, a comment, a column or the alias of another. */
	{ .files = { { "src/account/a.sql", "-- name: a ()\n-- FROM finding\n"
		       "SELECT 'x FROM finding', "
		       "finding /* JOIN finding */ FROM account AS finding "
		       "WHERE id IS NOT DISTINCT FROM finding;\n" } } },
	{ .files = { { "src/account/a.sql", "-- name: a ()\n"
		       "SELECT value FROM json_each('[1]');\n" } } },
	{ .files = { { "src/account/a.sql", "-- name: a ()\nSELECT extract(year FROM id) "
		       "FROM account;\n" } } },
	{ .files = { { "src/account/a.sql", "-- name: a ()\n"
		       "WITH RECURSIVE n (i) AS (SELECT 1 UNION "
		       "SELECT i + 1 FROM n), o AS NOT MATERIALIZED (SELECT i FROM n)\n"
		       "SELECT i FROM n JOIN o;\n" } } },

	{ "src/account/a.sql:4: reads finding, a table of finding, which is below account in "
	  "src/rooms; "
	  "move the statement to finding", 0,
	  { { "src/account/a.sql", "-- name: a ()\nSELECT id\nFROM finding;\n" } } },
	{ "a.sql:3: reads Finding, a table of finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nSELECT 1 FROM round r, \"Finding\" f;\n" } } },
	{ "a.sql:4: reads finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nSELECT 1 FROM round\n"
	      "LEFT JOIN main.finding f;\n" } } },
	{ "a.sql:3: reads finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nSELECT 1 FROM (round JOIN account ON 1 = 1, "
	      "[finding]);\n" } } },
	{ "a.sql:3: reads finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nSELECT 1 FROM 'finding';\n" } } },
	{ "a.sql:3: reads finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nSELECT 1 FROM round WHERE id IN finding;\n" } } },
	{ "a.sql:4: reads finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nDELETE FROM round WHERE id IN\n"
	      "(SELECT id FROM finding);\n" } } },
	{ "a.sql:3: reads finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\n"
	      "SELECT (SELECT max(id) FROM finding) FROM round;\n" } } },
	{ "a.sql:3: reads finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\n"
	      "UPDATE round SET id = f.id FROM finding f;\n" } } },
	{ "a.sql:3: removes from finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\ndelete from finding;\n" } } },
	{ "a.sql:3: writes finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nUPDATE OR IGNORE finding SET id = 1;\n" } } },
	{ "a.sql:3: writes finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nREPLACE INTO finding (id) VALUES (1);\n" } } },
	{ "a.sql:3: writes finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nINSERT OR IGNORE INTO finding VALUES (1);\n" } } },
	{ "a.sql:4: writes finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nWITH x AS (SELECT id FROM round)\n"
	      "INSERT INTO finding (id) SELECT id FROM x;\n" } } },
	{ "a.sql:3: reads finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\n"
	      "WITH x AS (SELECT id FROM finding) SELECT id FROM x;\n" } } },
	{ "a.sql:3: WITH gives finding the name of a table", 2,
	  { { "src/round/a.sql", "-- name: a ()\nWITH finding AS (SELECT id FROM finding) "
	      "SELECT id FROM finding;\n" } } },
	/* What WITH gives is of its own statement only. */
	{ "a.sql:5: reads x, which no file of schema/ makes", 0,
	  { { "src/round/a.sql", "-- name: a ()\nWITH x AS (SELECT 1) SELECT 1 FROM x;\n"
	      "-- name: b ()\nSELECT 1 FROM x;\n" } } },
	{ "a.sql:3: changes finding", 0,
	  { { "src/round/a.sql", "-- name: a ()\nDROP TABLE IF EXISTS finding;\n" } } },
};

static const struct trial of_lib[] = {
	{ .files = { { "lib/store/a.sql", "-- name: a ()\n"
		       "SELECT 1 FROM step, sqlite_schema;\n" } } },
	{ "lib/store/a.sql:3: reads round, a table of round; a room of lib and its tables keep to "
	  "themselves", 0,
	  { { "lib/store/a.sql", "-- name: a ()\nSELECT 1 FROM round;\n" } } },
	{ "src/finding/a.sql:3: reads step, a table of store", 0,
	  { { "src/finding/a.sql", "-- name: a ()\nSELECT 1 FROM step;\n" } } },
	{ "src/finding/a.sql:3: reads sqlite_schema, which no file of schema/ makes", 0,
	  { { "src/finding/a.sql", "-- name: a ()\nSELECT 1 FROM sqlite_schema;\n" } } },
};

static const struct trial schema[] = {
	/* Changing a table the way SQLite needs it, a later column, a moved name. */
	{ .files = { { "schema/0003.sql", "-- room: round\nCREATE TABLE round_new (id INTEGER);\n"
		       "INSERT INTO round_new SELECT id FROM round;\nDROP TABLE round;\n"
		       "ALTER TABLE round_new RENAME TO round;\nCREATE INDEX i ON round (id);\n"
		       "ALTER TABLE account ADD COLUMN x TEXT DEFAULT 'FROM finding';\n" } } },
	{ .files = { { "schema/0003.sql", "-- room: finding\nCREATE TABLE a (id INTEGER REFERENCES "
		       "round (id) ON DELETE CASCADE ON UPDATE CASCADE);\n" },
		     { "src/finding/a.sql", "-- name: a ()\nSELECT 1 FROM a;\n" } } },
	/* The room that a comment names is for the lines below, in that file. */
	{ "schema/0003.sql:2: the table a has no room; write '-- room: NAME' above it", 0,
	  { { "schema/0003.sql", "CREATE TABLE a (id INTEGER);\n-- room: round\n" } } },
	{ "schema/0003.sql:3: the table a has no room", 0,
	  { { "schema/0003.sql", "/*\n"
	      "-- room: round */ CREATE TABLE IF NOT EXISTS a (b INTEGER);\n" } } },
	{ "schema/0003.sql:2: there is no room 'rond'; write one of src/rooms or lib", 0,
	  { { "schema/0003.sql", "-- room: rond\nCREATE TABLE a (id INTEGER);\n" } } },
	{ "schema/0003.sql:3: refers to finding, a table of finding, which is below account", 0,
	  { { "schema/0003.sql", "-- room: account\n"
	      "CREATE TABLE a (id INTEGER REFERENCES finding);\n" } } },
	{ "schema/0003.sql:4: reads finding, a table of finding, which is below account", 0,
	  { { "schema/0003.sql", "-- room: account\nCREATE TABLE a (id INTEGER);\n"
	      "CREATE VIEW v AS SELECT id FROM finding;\n" } } },
	{ "src/account/account.sql:3: reads account, which no file of schema/ makes", 0,
	  { { "schema/0003.sql", "-- room: finding\nDROP TABLE account;\n" } } },
	{ "src/round/a.sql:3: reads sessions, which no file of schema/ makes", 0,
	  { { "src/round/a.sql", "-- name: a ()\nSELECT 1 FROM sessions;\n" } } },
};

static const struct trial statements[] = {
	{ .files = { { "src/finding/a.c", "#include \"store/db.h\"\nf(SQL_ROUND_BY_ID);\n"
		       "f(SQL_FINDING_LIST);\nf(SQL_COUNT);\n" } } },
	{ .files = { { "src/account/a.c", "/* SQL_FINDING_LIST */ f(\"SQL_FINDING_LIST\");\n" } } },
	{ .files = { { "src/main.c", "f(SQL_FINDING_LIST);\n" } } },
	{ "src/account/a.c:3: SQL_FINDING_LIST is a statement of finding, which account may not "
	  "use; "
	  "let finding run it", 0,
	  { { "src/account/a.c", "\nf(SQL_FINDING_LIST);\n" } } },
	{ "lib/store/a.c:2: SQL_ROUND_BY_ID is a statement of round", 0,
	  { { "lib/store/a.c", "f(SQL_ROUND_BY_ID);\n" } } },
};

static void rooms_use_tables_of_earlier_rooms(void **state)
{
	(void)state;
	HOUSE_TRY(tables);
}

static void lib_uses_its_own_tables(void **state)
{
	(void)state;
	HOUSE_TRY(of_lib);
}

static void every_table_has_a_room(void **state)
{
	(void)state;
	HOUSE_TRY(schema);
}

static void c_runs_statements_of_earlier_rooms(void **state)
{
	(void)state;
	HOUSE_TRY(statements);
}

#define PLAY(f) cmocka_unit_test_setup_teardown(f, play_begin, play_end)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		PLAY(rooms_use_tables_of_earlier_rooms),
		PLAY(lib_uses_its_own_tables),
		PLAY(every_table_has_a_room),
		PLAY(c_runs_statements_of_earlier_rooms),
	};

	if (argc != 2)
		return 2;
	house_tool(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

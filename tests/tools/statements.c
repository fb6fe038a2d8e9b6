/* SPDX-License-Identifier: EUPL-1.2 */
/* tools/statements: what it makes of named statements, and what it refuses. */
#include "tool.h"

#include <stdio.h>
#include <string.h>

static const char *tool;

static int compile(void)
{
	char command[512];

	(void)snprintf(command, sizeof(command), "(%s out.c out.d schema sql/*.sql && %s --header out.h sql/*.sql)",
		       tool, tool);
	return play_run(command);
}

static void lay_schema(void)
{
	play_file("schema/0001.sql", "CREATE TABLE \"a\" (b TEXT DEFAULT 'x\\y');\n");
}

static void makes_names_and_texts(void **state)
{
	(void)state;
	lay_schema();
	play_file("sql/b.sql", "-- About b.\n\n-- name: b_put (x, y)\n"
			       "UPDATE b SET x = $1 -- the value\nWHERE y = $2 OR x = $1;\n");
	play_file("sql/a.sql", "-- name: c_list ()\nDELETE FROM b;\n\n-- Said of the next.\n"
			       "-- name: a_quote (x)\nDELETE FROM c WHERE d = 'a;--$9' OR e = $1;");
	assert_int_equal(compile(), 0);
	play_wrote("out.h", "extern const struct sql sql_a_quote;\t/* x */\n"
			    "#define SQL_A_QUOTE SQL_TAKES(1, sql_a_quote)\n"
			    "extern const struct sql sql_b_put;\t/* x y */\n"
			    "#define SQL_B_PUT SQL_TAKES(2, sql_b_put)\n"
			    "extern const struct sql sql_c_list;\t/* */\n"
			    "#define SQL_C_LIST SQL_TAKES(0, sql_c_list)\n");
	play_wrote("out.c", "sql_c_list = { \"c_list\", 0, \"\",\n\t\t\"DELETE FROM b\", 2 };");
	play_wrote("out.c", "{ \"a_quote\", 1, \"\",\n"
			    "\t\t\"DELETE FROM c WHERE d = 'a;--$9' OR e = $1\", 0 };");
	play_wrote("out.c", "{ \"b_put\", 2, \"\",\n\t\t\"UPDATE b SET x = $1 \\n\"\n"
			    "\t\t\"WHERE y = $2 OR x = $1\", 1 };");
	play_wrote("out.c", "\"CREATE TABLE \\\"a\\\" (b TEXT DEFAULT 'x\\\\y');\\n\"");
	play_wrote("out.c", "const int schema_step_count = 1;");
	play_wrote("out.d", "out.c: sql/a.sql sql/b.sql schema schema/0001.sql");
}

static void names_columns(void **state)
{
	(void)state;
	lay_schema();
	play_file("sql/a.sql", "-- row: unit (id,\n--\tname)\n\n-- name: unit_list () -> unit\n"
			       "SELECT u.id, coalesce(u.a, 'x, y', (SELECT 1, 2 FROM b)) AS name FROM u;\n"
			       "-- name: unit_by_code (code) -> unit (organisation)\n"
			       "SELECT id, name,\n\to.organisation\nFROM u JOIN o WHERE c = $1;\n"
			       "-- name: unit_count () -> (n)\nSELECT DISTINCT count(*) AS n;\n"
			       "-- name: unit_exists (\n--\tid) -> ()\nSELECT 1 FROM u WHERE id = $1;\n"
			       "-- name: unit_add () -> (id)\nINSERT INTO u SELECT 1, 2 FROM o RETURNING id;\n"
			       "-- name: unit_newest () -> (id)\nWITH v AS (SELECT x FROM u) SELECT id FROM v;\n"
			       "-- name: unit_copy ()\nINSERT INTO v SELECT a FROM u;\n");
	assert_int_equal(compile(), 0);
	play_wrote("out.h", "enum {\n\tUNIT_ID,\n\tUNIT_NAME,\n\tUNIT_COLUMNS\n};");
	play_wrote("out.h", "enum {\n\tUNIT_BY_CODE_ORGANISATION = UNIT_COLUMNS,\n};");
	play_wrote("out.h", "enum {\n\tUNIT_COUNT_N,\n};");
	play_wrote("out.c", "{ \"unit_by_code\", 1, \"id name organisation\",");
	play_wrote("out.c", "{ \"unit_exists\", 1, \"1\",");
	play_wrote("out.c", "{ \"unit_copy\", 0, \"\",");
}

static void does_not_mind_folders(void **state)
{
	char command[512];

	(void)state;
	lay_schema();
	play_file("sql/a.sql", "-- row: b (x)\n-- name: b_get () -> b\nSELECT x FROM b;\n");
	play_file("sql/b.sql", "-- row: a (x)\n-- name: a_get () -> a\nSELECT x FROM a;\n");
	assert_int_equal(compile(), 0);
	assert_int_equal(play_run("mkdir z && mv sql/a.sql z && mv schema steps"), 0);
	(void)snprintf(command, sizeof(command),
		       "(mkdir y && %s out2.c out2.d steps z/a.sql sql/b.sql && "
		       "%s --header y/out.h z/a.sql sql/b.sql && cmp out.c out2.c && "
		       "grep -v OUT_H out.h >1 && grep -v OUT_H y/out.h | cmp 1)", tool, tool);
	assert_int_equal(play_run(command), 0);
}

/* A header that did not change is not written, so nothing is built anew. */
static void leaves_an_unchanged_header(void **state)
{
	(void)state;
	lay_schema();
	play_file("sql/a.sql", "-- name: one () -> (n)\nSELECT count(*) AS n FROM a;\n");
	assert_int_equal(compile(), 0);
	assert_int_equal(play_run("touch -d 2001-01-01 out.h out.c before"), 0);
	play_file("sql/a.sql", "-- name: one () -> (n)\nSELECT max(b) AS n FROM a;\n");
	assert_int_equal(compile(), 0);
	assert_int_equal(play_run("test ! out.h -nt before && test out.c -nt before"), 0);
}

/* Each is a file of statements and what must be said about it. */
static const struct {
	const char *text, *said;
} refused[] = {
	{ "SELECT 1;\n", "a.sql:1: SQL without a name" },
	{ "-- name: a (x)\nSELECT $1, $2;\n", "a.sql:2: $2 has no name" },
	{ "-- name: a (x, y)\nSELECT\n$1;\n", "a.sql:1: the parameter y ($2) is not used" },
	{ "-- name: a (x, y)\nSELECT $2, $1;\n", "a.sql:2: $2 comes before $1" },
	{ "-- name: a (x, x)\nSELECT $1, $2;\n", "a.sql:1: the parameter x stands here twice" },
	{ "-- name: a (x y)\nSELECT $1, $2;\n", "a.sql:1: a comma is missing" },
	{ "-- name: a\nSELECT 1;\n", "a.sql:1: the parameters are missing" },
	{ "-- name: a () b\nSELECT 1;\n", "a.sql:1: behind the parameters stands only" },
	{ "-- name: a (X)\nSELECT $1;\n", "a.sql:1: 'X' is no parameter name" },
	{ "-- name: A ()\nSELECT 1;\n", "a.sql:1: 'A' is no name" },
	{ "-- name: a ()\nSELECT 1;\n\n-- name: a ()\nSELECT 2;\n",
	  "a.sql:4: a has this name already (sql/a.sql:1)" },
	{ "-- name: a ()\nSELECT 1;\nSELECT 2;\n", "a.sql:3: a second statement under the name a" },
	{ "-- name: a ()\nSELECT 1\n", "a.sql:2: a does not end" },
	{ "-- name: a ()\n-- name: b ()\nSELECT 1;\n", "a.sql:1: a has no statement" },
	{ "-- name: a (x)\nSELECT ?;\n", "a.sql:2: '?' marks a parameter" },
	{ "-- name: a (x)\nSELECT :x;\n", "a.sql:2: ':' marks a parameter" },
	{ "-- name: a ()\nSELECT $;\n", "a.sql:2: a lone '$'" },
	{ "-- name: a (x)\nSELECT '%' || $1;\n", "a.sql:2: || puts text together" },
	{ "-- name: a ()\nSELECT {x};\n", "a.sql:2: a brace puts text together" },
	{ "-- name: a ()\nSELECT * FROM %s;\n", "a.sql:2: a printf conversion puts text" },
	{ "-- name: a ()\nSELECT\n'%s';\n", "a.sql:3: a printf conversion inside quotes" },
	{ "-- name: a ()\nSELECT 'it;\n", "a.sql:2: the quote is not closed" },
	{ "-- name: a ()\nSELECT /* one */ 1;\n", "a.sql:2: a comment of this form" },
	{ "-- name: a (a,b,c,d,e,f,g,h,i,j,k,l,m,n,o)\nSELECT 1;\n", "a.sql:1: more than 14" },
	/* Rows. */
	{ "-- name: a ()\nSELECT b FROM c;\n", "a.sql:1: a selects; name its row" },
	{ "-- name: a ()\nDELETE FROM c RETURNING b;\n", "a.sql:1: a selects; name its row" },
	{ "-- name: a () -> (b)\nDELETE FROM c;\n", "a.sql:1: a selects nothing" },
	{ "-- name: a () -> b\nSELECT b FROM c;\n", "a.sql:1: a: no row has the name b" },
	{ "-- name: a () ->\nSELECT b FROM c;\n", "a.sql:1: the row is missing" },
	{ "-- name: a () -> (b) c\nSELECT b FROM c;\n", "a.sql:1: 'c' behind the row" },
	{ "-- name: a () -> B\nSELECT b FROM c;\n", "a.sql:1: 'B' is no name of a row" },
	{ "-- name: a () -> (b, b)\nSELECT b, b FROM c;\n", "a.sql:1: the column b stands here twice" },
	{ "-- name: a () -> (b, d)\nSELECT b FROM c;\n", "a.sql:1: a gives 1 columns, but its row has 2" },
	{ "-- name: a () -> (b)\nSELECT b, d FROM c;\n", "a.sql:1: a gives 2 columns, but its row has 1" },
	{ "-- name: a () -> (b, d)\nSELECT d, b FROM c;\n", "a.sql:1: column 1 of a is d, but its row says b" },
	{ "-- name: a () -> (b)\nSELECT x.b, y.d AS b FROM c;\n", "a gives 2 columns" },
	{ "-- name: a () -> (b)\nSELECT max(b) FROM c;\n", "a.sql:1: a: 'max(b)' has no name" },
	{ "-- name: a () -> (b)\nSELECT d b FROM c;\n", "a.sql:1: a: 'd b' has no name" },
	{ "-- name: a () -> (b)\nSELECT * FROM c;\n", "a.sql:1: a: '*' has no name" },
	{ "-- name: a () -> ()\nSELECT b FROM c;\n", "a.sql:1: a: a row without columns is SELECT 1" },
	{ "-- row: b (c)\n-- row: d (c)\n-- name: a () -> b\nSELECT c FROM e;\n",
	  "a.sql:2: no statement gives the row d" },
	{ "-- row: b (c)\n-- row: b (d)\n", "a.sql:2: the row b is there already (sql/a.sql:1)" },
	{ "-- row: b (c, c)\n", "a.sql:1: the column c stands here twice" },
	{ "-- row: b ()\n", "a.sql:1: a row is its name and its columns" },
	{ "-- row: b\n", "a.sql:1: the columns are missing" },
	{ "-- row: b (c\n-- name: a ()\nDELETE FROM b;\n", "a.sql:1: the bracket of the columns" },
	{ "-- row: b (c_d)\n-- row: b_c (d)\n-- name: a () -> b\nSELECT c_d FROM b;\n"
	  "-- name: e () -> b_c\nSELECT d FROM b;\n", "a.sql:2: B_C_D is the name of another value" },
	{ "-- row: b (columns)\n-- name: a () -> b\nSELECT columns FROM b;\n",
	  "a.sql:1: B_COLUMNS is the name of another value" },
	/* Numbers that C has names for. */
	{ "-- name: a ()\nUPDATE b SET c = 2;\n", "a.sql:2: the number 2 stands for something" },
	{ "-- name: a ()\nDELETE FROM b\nWHERE c <> 1;\n", "a.sql:3: the number 1 stands for" },
	{ "-- name: a ()\nDELETE FROM b WHERE c IN (3, 4);\n", "a.sql:2: the number 3 stands for" },
};

static void refuses(void **state)
{
	(void)state;
	lay_schema();
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		play_file("sql/a.sql", refused[i].text);
		assert_int_equal(compile(), 1);
		play_said(refused[i].said);
		assert_int_not_equal(play_run("cat out.c"), 0);	/* nothing is written */
	}
}

static void lets_plain_numbers_pass(void **state)
{
	(void)state;
	lay_schema();
	play_file("sql/a.sql", "-- name: a () -> (b)\nSELECT b FROM c WHERE is_d = 1 AND t.is_e <> 1 AND "
			       "f = 0 AND x1 = y LIMIT 1;\n-- name: g ()\nINSERT INTO c VALUES (1, 2);\n"
			       "-- name: h ()\nUPDATE c SET is_d = 1, n = n + 1 WHERE f = '2';\n");
	assert_int_equal(compile(), 0);
}

static void refuses_double_name_of_other_file(void **state)
{
	(void)state;
	lay_schema();
	play_file("sql/a.sql", "-- name: one ()\nDELETE FROM a;\n");
	play_file("sql/b.sql", "\n-- name: one ()\nDELETE FROM a;\n");
	assert_int_equal(compile(), 1);
	play_said("sql/b.sql:2: one has this name already (sql/a.sql:1)");
}

static void refuses_gap_in_schema(void **state)
{
	(void)state;
	lay_schema();
	play_file("sql/a.sql", "-- name: one ()\nDELETE FROM a;\n");
	play_file("schema/0003.sql", "CREATE TABLE c (d TEXT);\n");
	assert_int_equal(compile(), 1);
	play_said("schema/0003.sql:1: expected 0002.sql");
}

static void refuses_wrong_folder(void **state)
{
	(void)state;
	play_file("sql/a.sql", "-- name: one ()\nDELETE FROM a;\n");
	assert_int_equal(compile(), 1);
	play_said("no .sql files here");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(makes_names_and_texts, play_begin, play_end),
		cmocka_unit_test_setup_teardown(names_columns, play_begin, play_end),
		cmocka_unit_test_setup_teardown(does_not_mind_folders, play_begin, play_end),
		cmocka_unit_test_setup_teardown(leaves_an_unchanged_header, play_begin, play_end),
		cmocka_unit_test_setup_teardown(lets_plain_numbers_pass, play_begin, play_end),
		cmocka_unit_test_setup_teardown(refuses, play_begin, play_end),
		cmocka_unit_test_setup_teardown(refuses_double_name_of_other_file, play_begin,
						play_end),
		cmocka_unit_test_setup_teardown(refuses_gap_in_schema, play_begin, play_end),
		cmocka_unit_test_setup_teardown(refuses_wrong_folder, play_begin, play_end),
	};

	if (argc != 2)
		return 2;
	tool = argv[1];
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* tools/statements: what it makes of named statements, and what it refuses. */
#include "tool.h"

#include <stdio.h>
#include <string.h>

static const char *tool;

static int compile(void)
{
	char command[512];

	(void)snprintf(command, sizeof(command), "%s sql out.h out.c out.d", tool);
	return play_run(command);
}

static void lay_schema(void)
{
	play_file("sql/schema/0001.sql", "CREATE TABLE \"a\" (b TEXT DEFAULT 'x\\y');\n");
}

static void makes_enum_and_texts(void **state)
{
	(void)state;
	lay_schema();
	play_file("sql/b.sql", "-- About b.\n\n-- name: b_put (x, y)\n"
			       "UPDATE b SET x = $1 -- the value\nWHERE y = $2 OR x = $1;\n");
	play_file("sql/a.sql", "-- name: a_list ()\nSELECT 1;\n\n-- Said of the next.\n"
			       "-- name: a_quote (x)\nSELECT 'a;--$9', $1;");
	assert_int_equal(compile(), 0);
	play_wrote("out.h", "enum sql {\n\tSQL_A_LIST,\t/* */\n\tSQL_A_QUOTE,\t/* x */\n"
			    "\tSQL_B_PUT,\t/* x y */\n\tSQL_COUNT\n};");
	play_wrote("out.c", "{ \"a_list\", 0,\n\t\t\"SELECT 1\" },");
	play_wrote("out.c", "{ \"a_quote\", 1,\n\t\t\"SELECT 'a;--$9', $1\" },");
	play_wrote("out.c", "{ \"b_put\", 2,\n\t\t\"UPDATE b SET x = $1 \\n\"\n"
			    "\t\t\"WHERE y = $2 OR x = $1\" },");
	play_wrote("out.c", "\"CREATE TABLE \\\"a\\\" (b TEXT DEFAULT 'x\\\\y');\\n\"");
	play_wrote("out.c", "const int schema_step_count = 1;");
	play_wrote("out.d", "out.h out.c: sql sql/a.sql sql/b.sql sql/schema sql/schema/0001.sql");
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
	{ "-- name: a () b\nSELECT 1;\n", "a.sql:1: the parameters are missing" },
	{ "-- name: a (X)\nSELECT $1;\n", "a.sql:1: 'X' is no parameter name" },
	{ "-- name: A ()\nSELECT 1;\n", "a.sql:1: 'A' is no name" },
	{ "-- name: a ()\nSELECT 1;\n\n-- name: a ()\nSELECT 2;\n",
	  "a.sql:4: a has this name already (a.sql:1)" },
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

static void refuses_double_name_of_other_file(void **state)
{
	(void)state;
	lay_schema();
	play_file("sql/a.sql", "-- name: one ()\nSELECT 1;\n");
	play_file("sql/b.sql", "\n-- name: one ()\nSELECT 1;\n");
	assert_int_equal(compile(), 1);
	play_said("b.sql:2: one has this name already (a.sql:1)");
}

static void refuses_gap_in_schema(void **state)
{
	(void)state;
	lay_schema();
	play_file("sql/a.sql", "-- name: one ()\nSELECT 1;\n");
	play_file("sql/schema/0003.sql", "CREATE TABLE c (d TEXT);\n");
	assert_int_equal(compile(), 1);
	play_said("schema/0003.sql:1: expected schema/0002.sql");
}

static void refuses_wrong_folder(void **state)
{
	(void)state;
	assert_int_equal(compile(), 1);
	play_said("no .sql files here");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(makes_enum_and_texts, play_begin, play_end),
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

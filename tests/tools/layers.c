/* SPDX-License-Identifier: EUPL-1.2 */
/* tools/layers: what it lets pass and what it refuses. */
#include "tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *tool;

/* In two halves, so that licence tools do not read them as ours. */
#define TAG  "SPDX-License-" "Identifier: EUPL-1.2"
#define HEAD "/* " TAG " */\n"

static int check(const char *path, const char *content)
{
	char command[512];

	play_file(path, content);
	snprintf(command, sizeof(command), "%s .", tool);
	return play_run(command);
}

static void lets_good_files_pass(void **state)
{
	(void)state;
	play_file("src/domain/a.c", HEAD "#include \"domain/a.h\"\n#include \"store/db.h\"\n"
				    "#include \"base/err.h\"\n#include <string.h>\n");
	play_file("src/store/b.c", HEAD "#include <sqlite3.h>\n");
	play_file("src/view/c.html", "{# " TAG " #}\n{use \"domain/a.h\"}\n");
	play_file("node_modules/x/y.js", "no licence\n");
	play_file("build-test/z.c", "no licence\n");
	play_file(".cache/z.c", "no licence\n");
	assert_int_equal(check("tests/unit/web/t.c", HEAD "#include \"cli/main.h\"\n"), 0);
	play_said("4 files, median 2 lines");
}

static void refuses_wrong_way(void **state)
{
	static const char *const wrong[][2] = {
		{ "base", "store" }, { "method", "store" }, { "store", "domain" }, { "http", "store" },
		{ "view", "http" }, { "domain", "http" }, { "domain", "view" }, { "report", "web" },
		{ "live", "web" }, { "json", "method" }, { "method", "json" }, { "web", "cli" }, { "domain", "report" }, { "http", "web" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		char path[64], content[128], said[128];

		snprintf(path, sizeof(path), "src/%s/a.c", wrong[i][0]);
		snprintf(content, sizeof(content), HEAD "# include\n#include \"%s/x.h\"\n", wrong[i][1]);
		snprintf(said, sizeof(said), "%s:3: %s may not include %s/x.h", path, wrong[i][0],
			 wrong[i][1]);
		assert_int_equal(check(path, content), 1);
		play_said(said);
		assert_int_equal(check(path, HEAD), 0);
	}
}

static void refuses_foreign_library(void **state)
{
	(void)state;
	assert_int_equal(check("src/web/a.c", HEAD "#include <sqlite3.h>\n"), 1);
	play_said("src/web/a.c:2: only store may include sqlite3.h");
	assert_int_equal(check("src/web/a.c", HEAD "#include <microhttpd.h>\n"), 1);
	play_said("only http may include microhttpd.h");
	assert_int_equal(check("src/web/a.c", HEAD "#include <jansson.h>\n"), 1);
	play_said("only json may include jansson.h");
}

static void refuses_template_wrong_way(void **state)
{
	(void)state;
	assert_int_equal(check("src/view/a.html", "{# " TAG " #}\n"
			       "{use \"store/db.h\"}\n"), 1);
	play_said("src/view/a.html:2: template may not include store/db.h");
}

static void refuses_banned_calls(void **state)
{
	(void)state;
	assert_int_equal(check("tests/a.c", HEAD "int x(void)\n{\n\treturn rand ();\n}\n"), 1);
	play_said("tests/a.c:4: rand is banned");
	assert_int_equal(check("tests/a.c", HEAD "f(\"\\\"\"); strcpy(a, b);\nstrcpy(c, d);\n"), 1);
	play_said("tests/a.c:2: strcpy");
	play_said("tests/a.c:3: strcpy");
	assert_int_equal(check("tests/a.c", HEAD "/* rand()\n * atoi(x) */ // gets(y)\n"
			       "operand(\"rand()\"); int c = '\"'; int rand_x; strtoll(a, b, c);\n"), 0);
	assert_int_equal(check("tests/a.c", HEAD "int c = '\"'; x = atoi(y);\n"), 1);
	play_said("atoi is banned");
}

static void refuses_bare_columns(void **state)
{
	(void)state;
	assert_int_equal(check("src/domain/a.c", HEAD "int64_t x = rows_i64(rows, X_ID);\n"
			       "y = rows_str(rows, X_NAME_2, a); /* rows_i64(rows, 3) */\n"
			       "z = rows_view(at(b, 1), X_BYTES); rows_next(rows, 1);\n"), 0);
	assert_int_equal(check("src/domain/a.c", HEAD "x = rows_i64(rows, 3);\n"), 1);
	play_said("src/domain/a.c:2: rows_i64 of a bare number; name the column");
	assert_int_equal(check("src/domain/a.c", HEAD "\nx = rows_str(row(r, 0),\n\t12, a);\n"), 1);
	play_said("src/domain/a.c:3: rows_str of a bare number");
	assert_int_equal(check("src/domain/a.c", HEAD), 0);
}

static void refuses_missing_licence(void **state)
{
	static const char *const names[] = { "a.c", "a.h", "a.html", "a.css", "a.js", "a.mjs", "a.sql" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_int_equal(check(names[i], "\n\n\n" TAG "\n"), 1);
		play_said("is missing");
		play_said(names[i]);
		assert_int_equal(check(names[i], "\n\n" TAG "\n"), 0);
	}
}

static void refuses_long_file(void **state)
{
	static char content[2048];

	(void)state;
	snprintf(content, sizeof(content), HEAD);
	memset(content + sizeof(HEAD) - 1, '\n', 599);
	assert_int_equal(check("b.h", HEAD), 0);
	assert_int_equal(check("b2.h", HEAD), 0);
	assert_int_equal(check("a.c", content), 0);
	play_said("3 files, median 1 lines, 1 above 200");
	content[sizeof(HEAD) - 1 + 599] = '\n';
	assert_int_equal(check("a.c", content), 1);
	play_said("a.c:601: more than 600 lines");
}

static void refuses_long_median(void **state)
{
	static char content[512];

	(void)state;
	snprintf(content, sizeof(content), HEAD);
	memset(content + sizeof(HEAD) - 1, '\n', 199);
	assert_int_equal(check("a.c", content), 1);
	play_said("the median file has 200 lines");
}

#define PLAY(f) cmocka_unit_test_setup_teardown(f, play_begin, play_end)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		PLAY(lets_good_files_pass),	PLAY(refuses_wrong_way),
		PLAY(refuses_foreign_library),	PLAY(refuses_template_wrong_way),
		PLAY(refuses_banned_calls),	PLAY(refuses_bare_columns),
		PLAY(refuses_missing_licence),
		PLAY(refuses_long_file),	PLAY(refuses_long_median),
	};

	tool = argc == 2 ? play_program(argv[1]) : NULL;
	if (!tool)
		return 2;
	return cmocka_run_group_tests(tests, NULL, NULL);
}

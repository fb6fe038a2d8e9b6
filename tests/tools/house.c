/* SPDX-License-Identifier: EUPL-1.2 */
#include "house.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In two halves, so that licence tools do not read it as ours. */
#define TAG "SPDX-License-" "Identifier: EUPL-1.2"

static const char *tool;

static const struct {
	const char *path, *text;
} house[] = {
	{ "lib/base/str.h", "struct str;\n" },
	{ "lib/store/db.h", "struct rows *db_query_list(struct db *db, const struct sql *st);\n" },
	{ "lib/store/sqlite.h", "#include <sqlite3.h>\n" },
	{ "lib/http/http.h", "struct request;\n" },
	{ "lib/http/gate.h", "#include <microhttpd.h>\n" },
	{ "lib/html/view.h", "struct view;\n" },
	{ "lib/html/fault.html", "{part fault(int x)}\n<p>{x}</p>\n" },
	{ "lib/server/page.h", "#include \"http/http.h\"\n#include \"html/view.h\"\n"
			       "struct view *call_view(struct call *c);\n" },
	{ "src/account/account.h", "#include \"base/str.h\"\nstruct account;\n" },
	{ "src/account/account.sql", "-- name: account_list ()\nSELECT id FROM account;\n" },
	{ "src/round/round.h", "#include \"account/account.h\"\n"
			       "bool round_get(struct db *db, int64_t id, struct round *ret);\n"
			       "int round_days(const struct round *r);\n" },
	{ "src/round/round.c", "#include \"round/round.h\"\n#include \"store/db.h\"\n"
			       "f(db_query(db, SQL_ROUND_BY_ID));\n" },
	{ "src/round/round.sql", "-- name: round_by_id (id)\nSELECT id FROM round;\n" },
	{ "src/finding/finding.h", "#include \"round/round.h\"\n" },
	{ "src/finding/finding.sql", "-- name: finding_list ()\nSELECT id FROM finding;\n" },
	{ "src/finding/item.html", "{use \"finding/finding.h\"}\n{part item(int x)}\n<p>{x}</p>\n" },
	{ "src/main.c", "#include \"finding/finding.h\"\n#include \"server/page.h\"\n" },
	{ "schema/0001.sql", "-- room: account\nCREATE TABLE account (id INTEGER);\n"
			     "CREATE TABLE session (id INTEGER);\n-- room: round\n"
			     "CREATE TABLE round (id INTEGER);\n-- room: store\n"
			     "CREATE TABLE step (id INTEGER);\n" },
	{ "schema/0002.sql", "-- room: finding\n"
			     "CREATE TABLE finding (id INTEGER REFERENCES round (id));\n" },
};

void house_tool(const char *path)
{
	tool = play_program(path);
}

static bool ends_in(const char *path, const char *ending)
{
	size_t n = strlen(path), m = strlen(ending);

	return n >= m && strcmp(path + n - m, ending) == 0;
}

void house_file(const char *path, const char *text)
{
	static char whole[1 << 18];
	const char *head = ends_in(path, ".html") ? "{# " TAG " #}" :
			   ends_in(path, ".sql") ? "-- " TAG :
			   ends_in(path, ".po") || ends_in(path, ".build") ? "# " TAG :
									     "/* " TAG " */";

	assert_true(strlen(text) + 100 < sizeof(whole));
	snprintf(whole, sizeof(whole), "%s\n%s", head, text);
	play_file(path, strcmp(path, "src/rooms") == 0 ? text : whole);
}

void house_lay(void)
{
	assert_int_equal(system("rm -rf lib src schema tests tools"), 0);
	for (size_t i = 0; i < sizeof(house) / sizeof(house[0]); i++)
		house_file(house[i].path, house[i].text);
	house_file("src/rooms", "# The order of a round.\n\naccount\nround\nfinding\n");
}

/* First the exit code and the number of faults, then all that is said. */
static void run(void)
{
	char command[512];

	snprintf(command, sizeof(command), "%s . >figures 2>faults; "
		 "echo \"exit $?, $(wc -l <faults) faults\"; cat faults figures", tool);
	assert_int_equal(play_run(command), 0);
}

void house_passes(void)
{
	run();
	play_said("exit 0, 0 faults\n");
}

void house_fails(int faults, const char *said)
{
	char first[64];

	run();
	snprintf(first, sizeof(first), "exit 1, %d faults\n", faults);
	play_said(first);
	play_said(said);
}

void house_try(const struct trial *trials, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct trial *t = &trials[i];

		house_lay();
		for (size_t j = 0; j < TRIAL_FILES_MAX && t->files[j].path; j++)
			house_file(t->files[j].path, t->files[j].text);
		print_message("  %s: %s", t->files[0].path, t->files[0].text);
		if (t->said)
			house_fails(t->faults ? t->faults : 1, t->said);
		else
			house_passes();
	}
}

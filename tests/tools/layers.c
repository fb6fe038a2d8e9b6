/* SPDX-License-Identifier: EUPL-1.2 */
/* tools/layers: who may include what, kinds of files, circles, sizes. */
#include "house.h"

#include <stdio.h>
#include <string.h>

static const struct trial rooms[] = {
	{ .files = { { "src/rooms", "account\n# one\nround\n\n  \nfinding" } } },
	/* Then what includes it finds no room either. */
	{ "src/round: is not in src/rooms; add its name there", 3,
	  { { "src/rooms", "account\nfinding\n" }, { "schema/0001.sql", "-- room: account\n"
	      "CREATE TABLE account (id INTEGER);\nCREATE TABLE round (id INTEGER);\n" } } },
	{ "src/late: is not in src/rooms", 0, { { "src/late/meson.build", "\n" } } },
	{ "src/rooms:4: there is no folder src/late; make it", 0,
	  { { "src/rooms", "account\nround\nfinding\nlate\n" } } },
	{ "src/rooms:4: there is a room round already, above", 0,
	  { { "src/rooms", "account\nround\nfinding\nround\n" } } },
	{ "src/rooms:1: there is a room base already, in lib", 0,
	  { { "src/rooms", "base\naccount\nround\nfinding\n" } } },
	{ "src/rooms:3: 'finding # x' is no name of a room; write one name a line", 2,
	  { { "src/rooms", "account\nround\nfinding # x\n" }, { "src/finding/item.html", "\n" },
	    { "schema/0002.sql", "\n" }, { "src/finding/finding.sql", "\n" },
	    { "src/main.c", "\n" } } },
	{ "lib/extra: is not in the table of tools/layers.c; add it there", 0,
	  { { "lib/extra/meson.build", "\n" } } },
	{ "src/a.c:1: stands in no room; move it", 0, { { "src/a.c", "\n" } } },
	{ "lib/a.h:1: stands in no room; move it", 0, { { "lib/a.h", "\n" } } },
};

#define ROUND "src/round/meson.build", "room_c = files('round.c')\nroom_sql = files('round.sql')\n"

static const struct trial built[] = {
	{ .files = { { ROUND } } },
	{ "src/round/a.c:1: is not in the build; name it in src/round/meson.build", 0,
	  { { ROUND }, { "src/round/a.c", "\n" } } },
	{ "src/round/en.po:1: is not in the build", 0, { { ROUND }, { "src/round/en.po", "\n" } } },
	{ "src/round/round_list.sql:1: is not in the build", 0,
	  { { ROUND }, { "src/round/round_list.sql", "-- name: a ()\nSELECT id FROM round;\n" } } },
	{ "src/round/a.html:1: is not in the build", 0,
	  { { ROUND }, { "src/round/a.html", "{part a(int x)}\n<p>{x}</p>\n" } } },
	/* A comment names nothing. */
	{ "src/round/round.sql:1: is not in the build", 0,
	  { { "src/round/meson.build", "room_c = files('round.c')	# 'round.sql'\n" } } },
	{ "lib/http/a.js:1: is not in the build", 0,
	  { { "lib/http/meson.build", "\n" }, { "lib/http/a.js", "\n" } } },
	/* A test that nobody names never runs. */
	{ "tests/round/a.c:1: is not in the build; name it in tests/round/meson.build", 0,
	  { { "tests/round/meson.build", "foreach name : ['b', 'c']\n" }, { "tests/round/a.c", "\n" } } },
	{ .files = { { "tests/round/meson.build", "foreach name : ['a']\ntest('b.c')\n" },
		     { "tests/round/a.c", "\n" }, { "tests/round/b.c", "\n" } } },
	{ .files = { { "tests/meson.build", "x('round/a.c')\n" }, { "tests/round/a.c", "\n" },
		     { "tests/round/meson.build", "\n" } } },
	{ .files = { { "fuzz/meson.build", "'form': [http]\n" }, { "fuzz/fuzz_form.c", "\n" } } },
};

static const struct trial includes[] = {
	{ .files = { { "src/finding/a.c", "#include \"finding/finding.h\"\n"
		       "#include \"round/round.h\"\n"
		       "#include \"server/page.h\"\n#include \"finding/views.h\"\n"
		       "#include \"html/views.h\"\n#include \"round/sql.h\"\n"
		       "#include <string.h>\n#include <sys/stat.h>\n" } } },
	{ .files = { { "lib/server/a.c", "#include \"store/db.h\"\n"
		       "#include \"html/view.h\"\n" } } },
	{ .files = { { "tests/round/a.c", "#include \"finding/finding.h\"\n#include \"play.h\"\n"
		       "#include <sqlite3.h>\n" },
		     { "tools/a.c", "#include \"round/round.h\"\n" } } },
	/* In a comment, in a text, or what only looks like it. */
	{ .files = { { "src/account/a.c", "/*\n#include \"finding/finding.h\"\n*/\n"
		       "// #include \"finding/finding.h\"\nchar *p = \"\\\n"
		       "#include \\\"finding/f.h\\\"\";\n"
		       "#included \"finding/finding.h\"\n" } } },

	{ "lib/base/a.c:2: lib/base may not include store/db.h: store is not in its row in "
	  "tools/layers.c", 0, { { "lib/base/a.c", "#include \"store/db.h\"\n" } } },
	{ "lib/store/a.h:3: lib/store may not include http/http.h", 0,
	  { { "lib/store/a.h", "\n#include \"http/http.h\"\n" } } },
	{ "lib/http/a.h:2: lib/http may not include server/page.h", 0,
	  { { "lib/http/a.h", "#include \"server/page.h\"\n" } } },
	{ "lib/server/a.c:2: lib/server may not include round/round.h: lib knows nothing of src", 0,
	  { { "lib/server/a.c", "#include \"round/round.h\"\n" } } },
	{ "lib/html/a.html:2: lib/html may not include account/account.h: lib knows nothing", 0,
	  { { "lib/html/a.html", "{use \"account/account.h\"}\n{part a(int x)}\n" } } },
	{ "src/round/a.c:2: round may not include finding/finding.h: finding is below it in "
	  "src/rooms; "
	  "move what both use to round, or let finding register it", 0,
	  { { "src/round/a.c", "#include \"finding/finding.h\"\n" } } },
	/* However it is written, also a header that the build makes. */
	{ "src/round/a.c:3: round may not include finding/finding.h", 0,
	  { { "src/round/a.c", "/* x\n*/ \t# \t include/**/\"finding/finding.h\" // x\n" } } },
	{ "src/round/a.c:2: round may not include finding/views.h", 0,
	  { { "src/round/a.c", "#include \"finding/views.h\"\n" } } },
	{ "src/round/deep/a.c:2: round may not include finding/finding.h", 0,
	  { { "src/round/deep/a.c", "#include \"finding/finding.h\"\n" } } },
	{ "src/round/a.c:2: <finding/finding.h> is ours; write it in quotes", 2,
	  { { "src/round/a.c", "#include <finding/finding.h>\n" } } },
	{ "src/round/a.c:2: ../finding/finding.h goes through folders; write \"ROOM/file.h\"", 0,
	  { { "src/round/a.c", "#include \"../finding/finding.h\"\n" } } },
	{ "src/round/a.c:2: account/../finding/finding.h goes through folders", 0,
	  { { "src/round/a.c", "#include \"account/../finding/finding.h\"\n" } } },
	{ "src/round/a.c:2: \"round.h\" names no room; write \"ROOM/file.h\"", 0,
	  { { "src/round/a.c", "#include \"round.h\"\n" } } },
	{ "src/round/a.c:2: \"src/finding/finding.h\" names no room", 0,
	  { { "src/round/a.c", "#include \"src/finding/finding.h\"\n" } } },
	{ "src/round/a.c:3: an include without a name in quotes", 0,
	  { { "src/round/a.c", "#define X \"finding/finding.h\"\n#include X\n" } } },
};

static const struct trial engines[] = {
	{ .files = { { "lib/store/a.c", "#include <sqlite3.h>\n#include \"store/sqlite.h\"\n" },
		     { "lib/json/a.c", "#include <jansson.h>\n" },
		     { "lib/base/a.c", "#include <libdeflate.h>\n" },
		     { "lib/chart/a.c", "#include <qrencode.h>\n" },
		     { "src/round/a.c", "#include <sodium.h>\n/* <sqlite3.h> */\n" } } },
	{ "src/round/a.c:2: only lib/store may include sqlite3.h; ask a function of store", 0,
	  { { "src/round/a.c", "#include <sqlite3.h>\n" } } },
	{ "lib/server/a.c:2: only lib/http may include microhttpd.h", 2,
	  { { "lib/server/a.c", "#include \"microhttpd.h\"\n" } } },
	{ "src/main.c:2: only lib/json may include jansson.h", 0,
	  { { "src/main.c", "#include <jansson.h>\n" } } },
	{ "src/round/a.html:2: only lib/chart may include qrencode.h", 0,
	  { { "src/round/a.html", "{use <qrencode.h>}\n{part a(int x)}\n" } } },
	/* Through a header of the owner; what a third one lets in is said once. */
	{ "src/round/a.h:2: only lib/store may include sqlite3.h, and store/b.h does in "
	  "lib/store/sqlite.h; include a header of store that is without it", 0,
	  { { "src/round/a.h", "#include \"store/b.h\"\n" },
	    { "lib/store/b.h", "#include \"store/sqlite.h\"\n" },
	    { "src/round/b.c", "#include \"round/a.h\"\n" } } },
	{ "lib/server/a.c:2: only lib/http may include microhttpd.h, and http/gate.h does", 0,
	  { { "lib/server/a.c", "#include \"http/gate.h\"\n" } } },
};

static const struct trial kinds[] = {
	/* A page that runs nothing; the names in a comment, as a part of others. */
	{ .files = { { "src/finding/page.c", "#include \"server/page.h\"\n#include \"store/db.h\"\n"
		       "/* db_query(x) */ my_db_query(x); db_exec_all(x); f(\"db_exec(\"); "
		       "db_query;\n" } } },
	{ .files = { { "src/finding/a.c", "#include \"finding/finding.h\"\n"
		       "#include \"store/db.h\"\n"
		       "db_exec(db, SQL_X);\n" } } },
	{ "src/finding/a.c:3: runs a statement in line 5 and includes html/view.h; move the "
	  "statement "
	  "to a file that knows no pages", 0,
	  { { "src/finding/a.c", "#include \"store/db.h\"\n#include \"html/view.h\"\n\n"
	      "x = db_query (db);\n" } } },
	{ "src/finding/a.c:2: runs a statement in line 3 and includes server/page.h, by way of "
	  "finding/b.h, by way of finding/c.h", 0,
	  { { "src/finding/a.c", "#include \"finding/c.h\"\ndb_exec0(db);\n" },
	    { "src/finding/b.h", "#include \"server/page.h\"\n" },
	    { "src/finding/c.h", "#include \"finding/b.h\"\n" } } },
	{ "src/finding/a.c:2: runs a statement in line 3 and includes html/view.h, by way of "
	  "finding/views.h", 0,
	  { { "src/finding/a.c", "#include \"finding/views.h\"\ndb_query_list(db);\n" } } },
	{ "src/finding/a.h:2: runs a statement in line 3 and includes chart/chart.h", 0,
	  { { "src/finding/a.h", "#include \"chart/chart.h\"\n"
	      "static f() { db_query0(db); }\n" } } },
	{ "lib/server/a.c:2: runs a statement in line 3 and includes http/http.h", 0,
	  { { "lib/server/a.c", "#include \"http/http.h\"\ndb_exec_list(db);\n" } } },
	{ "src/main.c:2: runs a statement in line 3 and includes server/page.h", 0,
	  { { "src/main.c", "#include \"server/page.h\"\ndb_exec(db);\n" } } },
};

static const struct trial templates[] = {
	{ .files = { { "src/finding/a.html", "{use \"finding/finding.h\"}\n{use \"html/view.h\"}\n"
		       "{part a(const struct round *r)}\n"
		       "<p>{round_days(r)} round_get() {{round_get()}</p>\n"
		       "{# {round_get(x)} {use \"server/page.h\"} #}<!-- {round_get(x)} -->\n"
		       "{t \"tekst {{ round_get() %1\"; f(\"round_get()\", ')')}\n"
		       "{call round_get(r)}{if (round_get)}{my_round_get(r)}{end}\n" } } },
	/* A part may be called as a function is. */
	{ .files = { { "src/round/round_get.html", "{part round_get(const struct round *r)}\n" } } },
	{ "src/round/a.html:3: round may not include finding/finding.h: finding is below it", 0,
	  { { "src/round/a.html", "\n{use \"finding/finding.h\"}\n{part a(int x)}\n" } } },
	{ "src/finding/a.html:4: calls round_get, which takes a struct db "
	  "(src/round/round.h:3); let the "
	  "page call it and hand over what it gives", 0,
	  { { "src/finding/a.html", "{part a(int x)}\n<p>\n{round_get(x)}</p>\n" } } },
	{ "a.html:3: calls call_view, which takes a struct call (lib/server/page.h:4)", 0,
	  { { "src/finding/a.html", "{part a(int x)}\n{if (x && call_view (x))}y{end}\n" } } },
	{ "a.html:3: calls round_get", 0,
	  { { "src/finding/a.html", "{part a(int x)}\n"
	      "{for (int i = 0; round_get(i); i++)}y{end}\n" } } },
	{ "a.html:3: calls round_get", 0,
	  { { "src/finding/a.html", "{part a(int x)}\n"
	      "{let struct y z = { .x = round_get(x) };}\n" } } },
	{ "a.html:3: calls round_get", 0,
	  { { "src/finding/a.html", "{part a(int x)}\n<a href=\"/x/{round_get(x)}\">y</a>\n" } } },
	{ "a.html:3: calls round_get", 0,
	  { { "src/finding/a.html", "{part a(int x)}\n{t \"<1>x</1> %2\"; <a href=\"/{f(\"}\", "
	      "round_get(x))}\">; 1}\n" } } },
	{ "a.html:3: calls round_get", 0,
	  { { "src/finding/a.html", "{part a(int x)}\n{call item(round_get(x))}\n" } } },
	{ "a.html:2: calls round_get", 0,
	  { { "src/finding/a.html", "{page a(int x) title {round_get(x)}}\n" } } },
	{ "a.html:3: calls b_make, which takes a struct call (src/finding/b.h:3)", 0,
	  { { "src/finding/a.html", "{part a(int x)}\n{b_make(x)}\n" },
	    { "src/finding/b.h", "const struct b *b_make(int (*f)(int), const\nstruct call *c,\n"
	      "struct b x);\n"
	      "int b_size(struct b *b) { struct db *d; return sizeof(struct db); }\n" } } },
	{ "a.html:3: calls db_query; a template runs no statement", 0,
	  { { "src/finding/a.html", "{part a(int x)}\n{if (db_query(x))}y{end}\n" } } },
	{ "a.html:2: a template holds no struct call; let the page make what it shows", 0,
	  { { "src/finding/a.html", "{part a(struct call *c)}\n" } } },
	{ "a.html:3: a template holds no struct db", 0,
	  { { "src/finding/a.html", "{part a(int x)}\n{let struct db *d = x;}\n" } } },
};

static const struct trial circles[] = {
	/* A header and its source, and two ways to one header, are none. */
	{ .files = { { "src/round/a.h", "#include \"round/b.h\"\n#include \"round/c.h\"\n" },
		     { "src/round/a.c", "#include \"round/a.h\"\n#include \"round/c.h\"\n" },
		     { "src/round/b.h", "#include \"round/c.h\"\n" },
		     { "src/round/c.h", "int x;\n" } } },
	/* Nor are x.c and x.h of two rooms, a source that shows its template, and a
	 * comment. */
	{ .files = { { "src/round/x.h", "/*\n#include \"finding/x.h\"\n*/\n" },
		     { "src/finding/x.h", "#include \"round/x.h\"\n" },
		     { "src/finding/x.c", "#include \"finding/x.h\"\n"
		       "#include \"finding/views.h\"\n" },
		     { "src/finding/show.html", "{use \"finding/x.h\"}\n{part show(int x)}\n" } } },
	{ "src/round/b.h:2: a circle of files: src/round/a.h:2 -> src/round/b.h:2 -> "
	  "src/round/a.h; "
	  "move what they share to a file of its own", 0,
	  { { "src/round/a.h", "#include \"round/b.h\"\n" },
	    { "src/round/b.h", "#include \"round/a.h\"\n" } } },
	{ "src/round/c.h:3: a circle of files: src/round/a.h:2 -> src/round/b.h:2 -> "
	  "src/round/c.h:3 -> "
	  "src/round/a.h; move what they share to a file of its own\n", 0,
	  { { "src/round/a.h", "#include \"round/b.h\"\n" },
	    { "src/round/b.h", "#include \"round/c.h\"\n" },
	    { "src/round/c.h", "\n#include \"round/a.h\"\n" } } },
	/* The sources close it; said once, although two lines do. */
	{ "src/round/b.c:3: a circle of files: src/round/a.c:2 -> src/round/b.c:3 -> "
	  "src/round/a.h", 0,
	  { { "src/round/a.h", "int a;\n" }, { "src/round/b.h", "int b;\n" },
	    { "src/round/a.c", "#include \"round/b.h\"\n" },
	    { "src/round/b.c", "\n#include \"round/a.h\"\n#include \"round/a.h\"\n" } } },
	{ "circles: 2\n", 2,
	  { { "src/round/a.h", "#include \"round/b.h\"\n" },
	    { "src/round/b.h", "#include \"round/a.h\"\n" },
	    { "lib/base/a.h", "#include \"base/b.h\"\n" },
	    { "lib/base/b.h", "#include \"base/a.h\"\n" } } },
};

/* --- sizes --------------------------------------------------------------------- */

/* As many lines as asked for, with that of the licence. */
static void lay_lines(const char *path, int count)
{
	static char text[8192];

	memset(text, '\n', sizeof(text));
	text[count - 1] = '\0';
	house_file(path, text);
}

static void lay_files(const char *folder, int count, int lines)
{
	for (int i = 0; i < count; i++) {
		char path[64];

		snprintf(path, sizeof(path), "%s/f%d.%c", folder, i, i % 2 ? 'c' : 'h');
		lay_lines(path, lines);
	}
}

static void a_file_has_600_lines(void **state)
{
	(void)state;
	house_lay();
	lay_lines("tests/a.mjs", 600);
	house_passes();
	play_said("20 files, 12 of C; median 3 lines, 1 above 200, the largest tests/a.mjs with "
		  "600; "
		  "circles: 0");
	lay_lines("tests/a.mjs", 601);
	house_fails(1, "tests/a.mjs:601: more than 600 lines: split it by topic");
}

static void the_median_is_below_200(void **state)
{
	(void)state;
	house_lay();
	lay_files("tests", 30, 199);
	house_passes();
	play_said("median 199 lines");
	lay_files("tests", 30, 200);
	house_fails(1, "the median file has 200 lines; it must stay below 200");
}

static void a_room_has_40_files(void **state)
{
	(void)state;
	house_lay();
	lay_files("src/round", 38, 2);	/* with round.c and round.h */
	house_passes();
	lay_lines("src/round/a.html", 2);
	house_passes();
	lay_lines("src/round/a.c", 2);
	house_fails(1, "src/round: the room round has 41 C files, more than 40; split it by topic");
	house_lay();
	lay_files("lib/html", 40, 2);	/* with view.h */
	house_fails(1, "lib/html: the room html has 41 C files");
	house_lay();
	lay_files("tests/round", 41, 2);
	house_passes();
}

static void a_room_has_4000_lines(void **state)
{
	(void)state;
	house_lay();
	lay_files("src/account", 7, 571);
	house_passes();		/* 3997, and account.h has 3 */
	lay_lines("src/account/a.h", 1);
	house_fails(1, "src/account: the room account has 4001 lines of C, more than 4000");
}

static void every_file_is_clean(void **state)
{
	static const char *const names[] = { "a.c", "a.h", "a.html", "a.css", "a.js", "a.mjs",
					   "a.sql" };
	static const struct trial calls[] = {
		{ .files = { { "tests/a.c", "/* rand()\n * atoi(x) */ // gets(y)\n"
			       "operand(\"rand()\"); int c = '\"'; int rand_x; strtoll(a, b, "
			       "c);\n" } } },
		{ "tests/a.c:3: rand is banned, see docs/developer/build.md", 0,
		  { { "tests/a.c", "\nreturn rand ();\n" } } },
		{ "lib/base/a.h:2: strcpy is banned", 0,
		  { { "lib/base/a.h", "f(\"\\\"\"); strcpy(a, b);\n" } } },
	};

	(void)state;
	HOUSE_TRY(calls);
	house_lay();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char said[64];

		play_file(names[i], "\n\n\nSPDX-License-" "Identifier: EUPL-1.2\n");
		snprintf(said, sizeof(said), "%s:1: the line SPDX-License-" "Identifier", names[i]);
		house_fails(1, said);
		play_file(names[i], "\n\nSPDX-License-" "Identifier: EUPL-1.2\n");
		house_passes();
	}
}

static void columns_have_names(void **state)
{
	static const struct trial trials[] = {
		{ NULL, 0, { { "src/round/a.c", "int64_t x = rows_i64(rows, X_ID);\n"
			       "y = rows_str(rows, X_NAME_2, a); /* rows_i64(rows, 3) */\n"
			       "z = rows_view(at(b, 1), X_BYTES); rows_next(rows, 1);\n" } } },
		{ "src/round/a.c:2: rows_i64 of a bare number; name the column", 0,
		  { { "src/round/a.c", "x = rows_i64(rows, 3);\n" } } },
		{ "src/round/a.c:3: rows_str of a bare number", 0,
		  { { "src/round/a.c", "\nx = rows_str(row(r, 0),\n\t12, a);\n" } } },
	};

	(void)state;
	HOUSE_TRY(trials);
}

static void a_house_has_rooms(void **state)
{
	(void)state;
	house_lay();
	house_passes();
	assert_int_equal(remove("src/rooms"), 0);
	house_fails(1, "src/rooms: is missing; name the rooms in it in their order");
	HOUSE_TRY(rooms);
}

static void no_file_is_forgotten(void **state)
{
	(void)state;
	HOUSE_TRY(built);
}

static void includes_go_one_way(void **state)
{
	(void)state;
	HOUSE_TRY(includes);
}

static void engines_have_one_owner(void **state)
{
	(void)state;
	HOUSE_TRY(engines);
}

static void statements_know_no_pages(void **state)
{
	(void)state;
	HOUSE_TRY(kinds);
}

static void keys_have_one_maker(void **state)
{
	static const struct trial trials[] = {
		{ .files = { { "src/round/round_key.c", "k = (struct round_key){ 1, 2 };\n" },
			     { "tests/round/a.c", "k = (struct round_key){ 1, 2 };\n" },
			     { "src/finding/a.c", "bool f(struct round_key round);\n"
			       "struct round_key k = r->key, none = { 0 };\nk = (struct round_key){ 0 };\n"
			       "struct x x = { .key = r->key, .id = 5 };\n"
			       "if (r->key.id == 5) page.round = r->id;\n"
			       "/* (struct round_key){ 1, 2 } */\n" } } },
		{ "src/finding/a.c:2: makes a struct round_key; only src/round/round_key.c does", 0,
		  { { "src/finding/a.c", "k = (struct round_key){ 1, 2 };\n" } } },
		{ "src/round/a.h:2: makes a struct round_key", 0,
		  { { "src/round/a.h", "struct round_key\n\tkey = { .id = 0 };\n" } } },
		{ "src/finding/a.c:2: makes a struct round_key", 0,
		  { { "src/finding/a.c", "x = (struct finding){ .round = { 0, 1 } };\n" } } },
		{ "src/finding/a.c:3: makes a struct round_key", 0,
		  { { "src/finding/a.c", "f(x);\nx->key.id = 3;\n" } } },
		{ "src/finding/a.c:2: makes a struct round_key", 0,
		  { { "src/finding/a.c", "f->round.organisation = o;\n" } } },
	};

	(void)state;
	HOUSE_TRY(trials);
}

static void templates_only_show(void **state)
{
	(void)state;
	HOUSE_TRY(templates);
}

static void files_go_in_no_circle(void **state)
{
	(void)state;
	HOUSE_TRY(circles);
}

#define PLAY(f) cmocka_unit_test_setup_teardown(f, play_begin, play_end)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		PLAY(columns_have_names),	PLAY(a_house_has_rooms),	PLAY(no_file_is_forgotten),	PLAY(includes_go_one_way),
		PLAY(engines_have_one_owner),	PLAY(statements_know_no_pages),
		PLAY(keys_have_one_maker),	PLAY(templates_only_show),	PLAY(files_go_in_no_circle),
		PLAY(a_file_has_600_lines),	PLAY(the_median_is_below_200),
		PLAY(a_room_has_40_files),	PLAY(a_room_has_4000_lines),
		PLAY(every_file_is_clean),
	};

	if (argc != 2)
		return 2;
	house_tool(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

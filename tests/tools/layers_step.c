/* SPDX-License-Identifier: EUPL-1.2 */
/* tools/layers as a step of the build: it runs when something changed, and then only. */
#include "tool.h"
#include "house.h"

#include <stdio.h>

static const char *tool;

static void lay(void)
{
	char rules[512];

	house_lay();
	house_file("src/round/meson.build", "room_c = files('round.c', 'round.sql')\n");
	(void)snprintf(rules, sizeof(rules),
		       "builddir = build\nrule layers\n command = %s --stamp $out $out.d \"$$PWD\"\n depfile = $out.d\n"
		       " deps = gcc\n restat = 1\nbuild build/stamp: layers\n", tool);
	play_file("build.ninja", rules);
}

static void runs_when_something_changed(void **state)
{
	(void)state;
	lay();
	assert_int_equal(play_run("ninja"), 0);
	play_wrote("build/stamp", "circles: 0");
	assert_int_equal(play_run("ninja"), 0);
	play_said("no work to do");
	assert_int_equal(play_run("touch -d '1 second' src/round/round.c && ninja && ninja"), 0);
	play_said("[1/1]");
	play_said("no work to do");
}

static void refuses_what_nobody_named(void **state)
{
	(void)state;
	lay();
	assert_int_equal(play_run("ninja"), 0);
	house_file("src/round/forgotten.c", "int a;\n");
	assert_int_equal(play_run("touch -d '1 second' src/round && ninja"), 1);
	play_said("src/round/forgotten.c:1: is not in the build; name it in src/round/meson.build");
	assert_int_equal(play_run("ninja"), 1);
	assert_int_equal(play_run("rm src/round/forgotten.c && ninja"), 0);
}

/* What is wrong leaves no stamp, also where none was. */
static void leaves_no_stamp_of_a_broken_house(void **state)
{
	(void)state;
	lay();
	house_file("src/account/a.c", "#include \"round/round.h\"\n");
	assert_int_equal(play_run("ninja"), 1);
	play_said("account may not include round/round.h");
	assert_int_equal(play_run("test ! -e build/stamp"), 0);
}

static void minds_no_blanks(void **state)
{
	(void)state;
	lay();
	assert_int_equal(play_run("mkdir 'a b' && cp -r build.ninja lib src schema 'a b' && cd 'a b' && "
				  "ninja && ninja"), 0);
	play_said("no work to do");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(runs_when_something_changed, play_begin, play_end),
		cmocka_unit_test_setup_teardown(refuses_what_nobody_named, play_begin, play_end),
		cmocka_unit_test_setup_teardown(leaves_no_stamp_of_a_broken_house, play_begin, play_end),
		cmocka_unit_test_setup_teardown(minds_no_blanks, play_begin, play_end),
	};

	tool = argc == 2 ? play_program(argv[1]) : NULL;
	if (!tool)
		return 2;
	house_tool(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* tools/list: which descriptors it collects, and what it refuses. */
#include "tool.h"

#include <stdio.h>

static const char *tool;

static int list(const char *files)
{
	char command[512];

	snprintf(command, sizeof(command), "%s page server/page.h out.c %s", tool, files);
	return play_run(command);
}

static void collects_in_order(void **state)
{
	(void)state;
	play_file("b.c", "const struct page two_page = {\n};\n");
	play_file("a.c", "\nconst struct page one_page = {\n};\nconst struct page three_page = {\n};\n");
	assert_int_equal(list("b.c a.c"), 0);
	play_wrote("out.c", "#include \"server/page.h\"");
	play_wrote("out.c", "extern const struct page one_page;");
	play_wrote("out.c", "\t&two_page,\n\t&one_page,\n\t&three_page,\n");
	play_wrote("out.c", "const size_t page_count = 3;");
	play_wrote("out.c", "page_files[] = {\n\t\"b.c\",\n\t\"a.c\",\n\t\"a.c\",\n\tNULL\n}");
}

static void says_the_folder_of_each(void **state)
{
	(void)state;
	assert_int_equal(play_run("mkdir -p src/room"), 0);
	play_file("src/room/a.c", "const struct page one_page = {\n};\n");
	assert_int_equal(list("src/room/a.c"), 0);
	play_wrote("out.c", "page_files[] = {\n\t\"room/a.c\",\n");
}

static void refuses_file_without(void **state)
{
	(void)state;
	play_file("a.c", "static const struct page one_page = {\n};\n"
			 "const struct pages x = {\n};\n const struct page y = {\n};\n");
	assert_int_equal(list("a.c"), 1);
	play_said("a.c: no line");
}

static void refuses_double(void **state)
{
	(void)state;
	play_file("a.c", "const struct page one_page = {\n};\n");
	play_file("b.c", "\nconst struct page one_page = {\n};\n");
	assert_int_equal(list("a.c b.c"), 1);
	play_said("b.c:2: one_page exists already");
}

/* One of two pages with one method and one path would never be found. */
static void refuses_a_doubled_path(void **state)
{
	(void)state;
	play_file("src/b/a.c", "const struct page one_page = {\n\t.method = \"GET\",\n"
			       "\t.path = \"/a/{one}/b/{two}\",\n};\n");
	play_file("b.c", "\nconst struct page two_page = {\n"
			 "\t.path = \"/a/{x}/b/{y}\", .method = \"GET\",\n};\n");
	assert_int_equal(list("src/b/a.c b.c"), 1);
	play_said("b.c:2: GET /a/{}/b/{} is there already, one_page of b/a.c; give one");
	play_file("b.c", "const struct page two_page = {\n"
			 "\t.path = \"/a/{x}/b/{y}\", .method = \"POST\",\n};\n"
			 "const struct page three_page = {\n"
			 "\t.path = \"/a/{x}/b/c\", .method = \"GET\",\n};\n");
	assert_int_equal(list("src/b/a.c b.c"), 0);
}

static void refuses_absent_file(void **state)
{
	(void)state;
	assert_int_equal(list("nothing.c"), 1);
	play_said("nothing.c: cannot be read");
}

static void keeps_unchanged_file(void **state)
{
	(void)state;
	play_file("a.c", "const struct page one_page = {\n};\n");
	assert_int_equal(list("a.c"), 0);
	assert_int_equal(play_run("touch -d 2001-01-01 out.c"), 0);
	assert_int_equal(list("a.c"), 0);
	assert_int_equal(play_run("ls -l --time-style=+%Y out.c"), 0);
	play_said(" 2001 ");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(collects_in_order, play_begin, play_end),
		cmocka_unit_test_setup_teardown(says_the_folder_of_each, play_begin, play_end),
		cmocka_unit_test_setup_teardown(refuses_file_without, play_begin, play_end),
		cmocka_unit_test_setup_teardown(refuses_double, play_begin, play_end),
		cmocka_unit_test_setup_teardown(refuses_a_doubled_path, play_begin, play_end),
		cmocka_unit_test_setup_teardown(refuses_absent_file, play_begin, play_end),
		cmocka_unit_test_setup_teardown(keeps_unchanged_file, play_begin, play_end),
	};

	tool = argc == 2 ? play_program(argv[1]) : NULL;
	if (!tool)
		return 2;
	return cmocka_run_group_tests(tests, NULL, NULL);
}

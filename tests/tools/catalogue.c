/* SPDX-License-Identifier: EUPL-1.2 */
/* tools/catalogue: which English it takes, and what it refuses. */
#include "tool.h"

#include <stdio.h>

static const char *tool;

#define JA	"#: src/a.c:7\nmsgid \"Ja\"\nmsgstr \"\"\n"
#define YES	"msgid \"Ja\"\nmsgstr \"Yes\"\n"

/* Compiles with these messages, English and further English in parts/. */
static int compile(const char *messages, const char *english, const char *part)
{
	char command[512];

	play_file("all.pot", messages);
	play_file("en.po", english);
	if (part)
		play_file("parts/p.po", part);
	snprintf(command, sizeof(command), "%s out.c all.pot en.po %s", tool,
		 part ? "parts/p.po" : "");
	return play_run(command);
}

static void joins_and_sorts(void **state)
{
	(void)state;
	assert_int_equal(compile("msgid \"\"\nmsgstr \"\"\n\n" JA "\n"
				 "msgid \"\"\n\"%1 \"\n\"antwoord\"\nmsgid_plural \"%1 antwoorden\"\n"
				 "msgstr[0] \"\"\nmsgstr[1] \"\"\n\n"
				 "msgid \"<1>Vraag</1>\\n\\\"%2\\\"\"\nmsgstr \"\"\n",
				 "msgid \"\"\nmsgstr \"Language: en\\n\"\n\n" YES
				 "msgid \"<1>Vraag</1>\\n\\\"%2\\\"\"\nmsgstr \"\\\"%2\\\"\\n<1>Question</1>\"\n",
				 "msgid \"%1 antwoord\"\nmsgid_plural \"%1 antwoorden\"\n"
				 "msgstr[0] \"%1 answer\"\nmsgstr[1] \"%1 answers\"\n"), 0);
	play_wrote("out.c", "const size_t tr_en_count = 3;");
	play_wrote("out.c", "{ \"%1 antwoord\",\n\t  \"%1 answer\", \"%1 answers\" },\n"
			    "\t{ \"<1>Vraag</1>\\n\\\"%2\\\"\",\n\t  \"\\\"%2\\\"\\n<1>Question</1>\", NULL },\n"
			    "\t{ \"Ja\",\n\t  \"Yes\", NULL },\n");
	play_silent_on("warning");
}

static void refuses_missing(void **state)
{
	(void)state;
	assert_int_equal(compile(JA, "msgid \"Ja\"\nmsgstr \"\"\n", NULL), 1);
	play_said("src/a.c:7: no English for \"Ja\"");
	assert_int_equal(compile(JA, "", NULL), 1);
	play_said("src/a.c:7: no English for \"Ja\"");
}

static void refuses_fuzzy(void **state)
{
	(void)state;
	assert_int_equal(compile(JA, "#, fuzzy\n" YES, NULL), 1);
	play_said("en.po:2: \"Ja\" is marked fuzzy");
}

static void refuses_two_texts(void **state)
{
	(void)state;
	assert_int_equal(compile(JA, YES, YES), 0);
	assert_int_equal(compile(JA, YES, "msgid \"Ja\"\nmsgstr \"Aye\"\n"), 1);
	play_said("has other English at");
}

static void refuses_other_values(void **state)
{
	(void)state;
	assert_int_equal(compile("", "msgid \"%1 van %2\"\nmsgstr \"%1 of %3\"\n", NULL), 1);
	play_said("en.po:1: the values");
	assert_int_equal(compile("", "msgid \"%1 van %2\"\nmsgstr \"%2 of %1 and %1\"\n", NULL), 0);
}

static void refuses_other_elements(void **state)
{
	(void)state;
	assert_int_equal(compile("", "msgid \"<1>a</1>\"\nmsgstr \"a\"\n", NULL), 1);
	play_said("the elements <1>");
	assert_int_equal(compile("", "msgid \"<1>a</1>\"\nmsgstr \"<1>a<1>\"\n", NULL), 1);
	play_said("the elements <1>");
	assert_int_equal(compile("", "msgid \"<1><2>a</2></1>\"\nmsgstr \"<1><2>a</1></2>\"\n",
				 NULL), 1);
	play_said("do not nest");
}

static void refuses_half_a_plural(void **state)
{
	(void)state;
	assert_int_equal(compile("", "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\n", NULL), 1);
	play_said("needs msgstr[0] and msgstr[1]");
	assert_int_equal(compile("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n",
				 "msgid \"a\"\nmsgstr \"c\"\n", NULL), 1);
	play_said("no English for \"a\"");
	assert_int_equal(compile("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n",
				 "msgid \"a\"\nmsgid_plural \"x\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"\n",
				 NULL), 1);
	play_said("the plural of \"a\" is \"b\" in the source");
}

static void refuses_what_it_cannot_read(void **state)
{
	static const char *const bad[] = {
		"msgctxt \"x\"\nmsgid \"Ja\"\nmsgstr \"Yes\"\n", "msgid \"a\nmsgstr \"b\"\n", "msgid \"a\\q\"\nmsgstr \"b\"\n",
		"hello\n", "\"loose\"\n", "msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n",
		"msgid \"a\" x\nmsgstr \"b\"\n", "msgid \"a\"\nmsgstr \"b\\",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (compile("", bad[i], NULL) != 1)
			fail_msg("took: %s", bad[i]);
		play_said("en.po:");
	}
}

static void warns_of_unused(void **state)
{
	(void)state;
	assert_int_equal(compile("", YES, NULL), 0);
	play_said("warning: nothing asks for \"Ja\"");
	play_wrote("out.c", "tr_en_count = 0;");
}

#define PLAY(f) cmocka_unit_test_setup_teardown(f, play_begin, play_end)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		PLAY(joins_and_sorts),		PLAY(refuses_missing),
		PLAY(refuses_fuzzy),		PLAY(refuses_two_texts),
		PLAY(refuses_other_values),	PLAY(refuses_other_elements),
		PLAY(refuses_half_a_plural),	PLAY(refuses_what_it_cannot_read),
		PLAY(warns_of_unused),
	};

	tool = argc == 2 ? play_program(argv[1]) : NULL;
	if (!tool)
		return 2;
	return cmocka_run_group_tests(tests, NULL, NULL);
}

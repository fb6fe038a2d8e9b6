/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Runs the template compiler on every file of templates/bad and compares what
 * it says with the file's own {# expect LINE: words #}: every expected problem
 * is said, no other is, each has a cure, and nothing is written.  Files of
 * templates/ok compile without a word; what they write is tested in
 * tests/lib/html.
 *
 * Arguments: the program, the folder templates.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char *program, *folder;
static char out_path[] = "/tmp/peil-template-XXXXXX";

enum { TEXT_MAX = 64 * 1024, LINE_BYTES = 1000 };

static void file_read(const char *path, char *ret)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	assert_non_null(f);
	n = fread(ret, 1, TEXT_MAX - 1, f);
	ret[n] = '\0';
	fclose(f);
}

/* Runs the compiler; what it says is in `said`, the result its exit code. */
static int compile(const char *path, char *said)
{
	char command[LINE_BYTES];
	size_t n;
	int status;
	FILE *f;

	snprintf(command, sizeof(command), "%s -o %s %s 2>&1", program, out_path, path);
	f = popen(command, "r");
	assert_non_null(f);
	n = fread(said, 1, TEXT_MAX - 1, f);
	said[n] = '\0';
	status = pclose(f);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* Each line is a problem of this file with a cure behind a semicolon. */
static int count_problems(const char *path, const char *said)
{
	int count = 0;
	size_t n = strlen(path);

	for (const char *p = said; *p; p = strchr(p, '\n') + 1) {
		const char *end = strchr(p, '\n');

		assert_non_null(end);
		assert_memory_equal(p, path, n);
		if (!memmem(p, (size_t)(end - p), "; ", 2))
			fail_msg("no cure in: %.*s", (int)(end - p), p);
		count++;
	}
	return count;
}

static void check_bad(const char *path)
{
	static char text[TEXT_MAX], said[TEXT_MAX];
	char want[LINE_BYTES];
	int expected = 0;

	file_read(path, text);
	assert_int_equal(truncate(out_path, 0), 0);
	if (compile(path, said) != 1)
		fail_msg("%s is accepted", path);
	for (char *p = strstr(text, "{# expect "); p; p = strstr(p, "{# expect ")) {
		char *end;

		p += strlen("{# expect ");
		end = strstr(p, " #}");
		assert_non_null(end);
		snprintf(want, sizeof(want), "%s:%.*s", path, (int)(end - p), p);
		if (!strstr(said, want))
			fail_msg("not said: %s\nbut: %s", want, said);
		expected++;
	}
	if (count_problems(path, said) != expected)
		fail_msg("%d problems expected in: %s", expected, said);
	file_read(out_path, said);
	assert_string_equal(said, "");
}

static void check_ok(const char *path)
{
	static char said[TEXT_MAX];

	if (compile(path, said) != 0 || *said)
		fail_msg("refused: %s", said);
}

static int each(const char *name, void (*check)(const char *path))
{
	char path[LINE_BYTES];
	struct dirent *entry;
	DIR *d;
	int count = 0;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	d = opendir(path);
	assert_non_null(d);
	while ((entry = readdir(d))) {
		if (!strstr(entry->d_name, ".html"))
			continue;
		snprintf(path, sizeof(path), "%s/%s/%s", folder, name, entry->d_name);
		check(path);
		count++;
	}
	closedir(d);
	return count;
}

static void test_bad(void **state)
{
	(void)state;
	assert_true(each("bad", check_bad) >= 40);
}

static void test_ok(void **state)
{
	(void)state;
	assert_true(each("ok", check_ok) >= 3);
}

/* The words a translator gets are found by xgettext as string literals, and
 * C of the author's is reported at its line of the HTML file. */
static void test_output(void **state)
{
	static char said[TEXT_MAX], made[TEXT_MAX];
	char path[LINE_BYTES];

	(void)state;
	snprintf(path, sizeof(path), "%s/ok/ok_message.html", folder);
	assert_int_equal(compile(path, said), 0);
	file_read(out_path, made);
	assert_non_null(strstr(made, "tr(v->lang, \"Lees <1>de uitleg</1> van %2.\")"));
	assert_non_null(strstr(made, "tr_n(v->lang, count_, \"%1 antwoord\","));
	assert_non_null(strstr(made, "ok_message.html\"\n\tview_part(v, id);"));
	assert_non_null(strstr(made, "#line 6 "));
}

static void test_missing(void **state)
{
	static char said[TEXT_MAX];

	(void)state;
	assert_int_equal(compile("/nowhere/x.html", said), 1);
	assert_string_equal(said, "/nowhere/x.html:0: cannot be read; does the file exist?\n");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_ok),
		cmocka_unit_test(test_output),
		cmocka_unit_test(test_missing),
	};
	int fd, result;

	if (argc != 3)
		return 2;
	program = argv[1];
	folder = argv[2];
	fd = mkstemp(out_path);
	if (fd < 0)
		return 2;
	close(fd);
	result = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(out_path);
	return result;
}

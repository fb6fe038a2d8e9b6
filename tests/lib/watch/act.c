/* SPDX-License-Identifier: EUPL-1.2 */
/* What cannot be undone is said as a sentence, and as JSON with its fields beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>
#include <unistd.h>

#include "watch/act.h"
#include "watch/log.h"

/* What was said on standard error. */
static void said(enum log_format format, char *bytes, size_t size)
{
	int ends[2], kept = dup(STDERR_FILENO);
	ssize_t n;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(dup2(ends[1], STDERR_FILENO), STDERR_FILENO);
	log_begin(format);
	act_say("round closed", "round {round}, {how}; {counted} counted", { "round", 12 },
		{ "how", .word = "by a lead" }, { "counted", -3 });
	assert_int_equal(dup2(kept, STDERR_FILENO), STDERR_FILENO);
	close(kept);
	close(ends[1]);
	n = read(ends[0], bytes, size - 1);
	close(ends[0]);
	assert_true(n > 0);
	bytes[n] = '\0';
}

static void as_text_it_is_a_sentence(void **state)
{
	char bytes[1000];

	(void)state;
	said(LOG_TEXT, bytes, sizeof(bytes));
	assert_string_equal(bytes, "peil: round closed: round 12, by a lead; -3 counted\n");
}

static void as_json_each_field_has_its_name(void **state)
{
	char bytes[1000];

	(void)state;
	said(LOG_JSON, bytes, sizeof(bytes));
	assert_non_null(strstr(bytes, "\"event\":\"final\""));
	assert_non_null(strstr(bytes, "\"act\":\"round closed\",\"round\":12,\"how\":\"by a lead\","
				      "\"counted\":-3,"
				      "\"message\":\"round closed: round 12, by a lead; -3 counted\"}\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_text_it_is_a_sentence),
		cmocka_unit_test(as_json_each_field_has_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

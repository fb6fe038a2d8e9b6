/* SPDX-License-Identifier: EUPL-1.2 */
/* From what is seen of the server to the word that it answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "watch/health.h"

static const struct health_facts well = { .free_bytes = HEALTH_DISK_BYTES, .saved_s = HEALTH_PULSE_S };

static void assert_says(struct health_facts f, const char *word, const char *also)
{
	char text[2000];
	struct out o = out_over(text, sizeof(text));

	health_say(&f, &o);
	out_char(&o, '\0');
	assert_false(o.is_failed);
	assert_int_equal(strncmp(text, word, strlen(word)), 0);
	assert_int_equal(text[strlen(word)], '\n');
	if (also)
		assert_non_null(strstr(text, also));
	else
		assert_int_equal(strlen(text), strlen(word) + 1);
}

static void what_is_well_is_one_word(void **state)
{
	(void)state;
	assert_says(well, "ok", NULL);
	assert_null(health_notice(&well));
}

static void each_fault_has_its_word_and_a_sentence(void **state)
{
	struct health_facts f = well;

	(void)state;
	f.free_bytes--;
	assert_says(f, "disk-short", ".\n");
	f.free_bytes = -1;		/* it could not be seen */
	assert_says(f, "ok", NULL);
	f.saved_s = HEALTH_PULSE_S + HEALTH_LATE_S + 1;
	assert_says(f, "write-late", ".\n");
	f.saved_s = 0;
	f.waits_s = HEALTH_LATE_S + 1;
	assert_says(f, "write-late", ".\n");
	f.is_failing = true;
	assert_says(f, "write-failed", ".\n");
	f.is_elsewhere = true;
	assert_says(f, "file-replaced", ".\n");
	assert_non_null(health_notice(&f));
}

static void what_is_owed_is_said_beside_ok(void **state)
{
	struct health_facts f = well;

	(void)state;
	f.owes = OWES_EMPTYING;
	assert_says(f, "ok", "\nrewrite-owed: ");
	assert_non_null(health_notice(&f));
	f.doubt = CLOCK_AHEAD;
	assert_says(f, "ok", "\nclock-ahead: ");
	f.doubt = CLOCK_BEHIND;
	assert_says(f, "ok", "\nclock-behind: ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_well_is_one_word),
		cmocka_unit_test(each_fault_has_its_word_and_a_sentence),
		cmocka_unit_test(what_is_owed_is_said_beside_ok),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes that are tried: an office is never kept out, a guesser is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/clock.h"
#include "server/guess.h"
#include "server/guesses.h"

static struct arena *arena;

static struct str numbered(unsigned i)
{
	char *text = arena_alloc(arena, 60);
	int n = snprintf(text, 60, "GUESS%07u", i);

	return (struct str){ text, (size_t)n };
}

static bool may(struct guesses *g, const char *address, struct str code)
{
	struct http_request q = { .a = arena, .address = str_from(address) };

	return guesses_may(g, &guess_codes, &q, code);
}

static void was(struct guesses *g, const char *address, struct str code, bool is_right)
{
	struct http_request q = { .a = arena, .address = str_from(address) };

	guesses_was(g, &guess_codes, &q, code, is_right);
}

static void miss(struct guesses *g, const char *address, unsigned from, unsigned count)
{
	for (unsigned i = from; i < from + count; i++) {
		arena_reset(arena);
		was(g, address, numbered(i), false);
	}
}

/* Three hundred people with three old links each, opened twenty times, and
 * codes that were not typed whole. */
static void an_office_with_old_links_is_let_in(void **state)
{
	struct guesses *g = guesses_new();

	(void)state;
	for (int again = 0; again < 20; again++)
		miss(g, "192.0.2.1", 0, 900);
	for (int i = 0; i < 10000; i++)
		was(g, "192.0.2.1", (struct str){ 0 }, false);
	assert_true(may(g, "192.0.2.1", STR("ABCDEFGHJKMN")));
	guesses_free(g);
}

static unsigned until_refused(struct guesses *g, const char *address, unsigned tries)
{
	unsigned got = 0;

	for (unsigned i = 0; i < tries; i++) {
		struct str code = numbered(i);

		if (may(g, address, code)) {
			was(g, address, code, false);
			got++;
		}
		arena_reset(arena);
	}
	return got;
}

static void a_guesser_is_refused_before_the_code_is_looked_at(void **state)
{
	struct guesses *g = guesses_new();
	int64_t from = clock_mono_ns();
	unsigned got = until_refused(g, "192.0.2.9", 60000), most;

	(void)state;
	/* So many at once, and so many more in the time that this took. */
	most = guess_codes.times + 1 +
	       (unsigned)((double)(clock_mono_ns() - from) / 1e9 * guess_codes.times / guess_codes.seconds);
	assert_in_range(got, guess_codes.times, most);
	assert_true(may(g, "192.0.2.10", STR("ABCDEFGHJKMN")));	/* others are not kept out */
	guesses_free(g);
}

/* Whoever was let in goes on while somebody else of the address guesses; also when
 * the guesses fill the table. */
static void a_code_that_was_right_stays_right_for_its_address(void **state)
{
	struct guesses *g = guesses_new();
	struct str code = STR("ABCDEFGHJKMN");

	(void)state;
	was(g, "192.0.2.9", code, true);
	miss(g, "192.0.2.9", 0, 60000);
	assert_false(may(g, "192.0.2.9", STR("ABCDEFGHJKMP")));
	assert_true(may(g, "192.0.2.9", code));
	guesses_free(g);
}

/* The sums of docs/developer/guessing.md: a year of guessing without a pause, from a
 * hundred addresses, among the cards of ten of the largest rounds. */
static void the_limit_is_far_below_what_finds_a_code(void **state)
{
	double space = 1ull << 60, alive = 10 * 20000.0, seconds = 365 * 86400.0;
	double guesses = 100 * (double)guess_codes.times / guess_codes.seconds * seconds;

	(void)state;
	assert_true(guesses * alive / space < 0.06);
	assert_true(6000 + 3600 * (double)guess_codes.times / guess_codes.seconds <= 366000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_office_with_old_links_is_let_in),
		cmocka_unit_test(a_guesser_is_refused_before_the_code_is_looked_at),
		cmocka_unit_test(a_code_that_was_right_stays_right_for_its_address),
		cmocka_unit_test(the_limit_is_far_below_what_finds_a_code),
	};
	int failed;

	arena = arena_new(1 << 20);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* A wrong clock of the machine, at the start and while running. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/clock_held.h"
#include "base/tr.h"

const struct message tr_en[1];
const size_t tr_en_count = 0;

enum { NOT_SYNCHRONISED = 1, SYNCHRONISED };

static struct clock_seam machine;
static int64_t real;	/* at the beginning of a test */

/* Some seconds more or less: the machine's own clock goes on below the seam. */
static void assert_near(int64_t ms, int64_t expected)
{
	assert_true(ms - expected < 20 * 1000 && ms - expected > -20 * 1000);
}

static int begin(void **state)
{
	(void)state;
	machine.shift = machine.up_shift = 0;
	machine.synchronised = NOT_SYNCHRONISED;
	clock_seam(&machine);
	real = clock_machine();
	return 0;
}

/* Both clocks go on, as they do. */
static void pass(int64_t ms)
{
	machine.shift += ms;
	machine.up_shift += ms;
	clock_watch();
}

static void without_a_last_time_the_clock_is_believed(void **state)
{
	(void)state;
	clock_hold(0);
	assert_int_equal(clock_doubt(), CLOCK_BELIEVED);
	assert_near(clock_now(), real);
}

static void a_night_off_is_no_reason_to_doubt(void **state)
{
	(void)state;
	clock_hold(real - 20 * CLOCK_HOUR_MS);
	assert_int_equal(clock_doubt(), CLOCK_BELIEVED);
	assert_near(clock_now(), real);
}

static void forty_days_ahead_at_the_start(void **state)
{
	(void)state;
	machine.shift = 40 * CLOCK_DAY_MS;
	clock_hold(real);
	assert_int_equal(clock_doubt(), CLOCK_AHEAD);
	assert_near(clock_now(), real);
	assert_near(clock_machine(), real + 40 * CLOCK_DAY_MS);
	pass(5 * CLOCK_HOUR_MS);	/* nobody says that it is right */
	assert_int_equal(clock_doubt(), CLOCK_AHEAD);
	assert_near(clock_now(), real + 5 * CLOCK_HOUR_MS);
	machine.shift -= 40 * CLOCK_DAY_MS;	/* put right */
	clock_watch();
	assert_int_equal(clock_doubt(), CLOCK_BELIEVED);
	assert_near(clock_now(), real + 5 * CLOCK_HOUR_MS);
}

static void ahead_while_running_nobody_sees_the_jump(void **state)
{
	(void)state;
	clock_hold(real);
	machine.shift += 25 * CLOCK_HOUR_MS;
	assert_int_equal(clock_doubt(), CLOCK_AHEAD);
	assert_near(clock_now(), real);		/* before anybody watched */
	clock_watch();
	assert_near(clock_now(), real);
	clock_confirm();
	assert_int_equal(clock_doubt(), CLOCK_BELIEVED);
	assert_near(clock_now(), real + 25 * CLOCK_HOUR_MS);
}

static void a_sleep_is_no_jump(void **state)
{
	(void)state;
	clock_hold(real);
	pass(30 * CLOCK_DAY_MS);
	assert_int_equal(clock_doubt(), CLOCK_BELIEVED);
	assert_near(clock_now(), real + 30 * CLOCK_DAY_MS);
}

static void off_for_a_week_ends_well_after_an_hour(void **state)
{
	(void)state;
	clock_hold(real - 7 * CLOCK_DAY_MS);
	machine.synchronised = SYNCHRONISED;
	pass(CLOCK_HOUR_MS - CLOCK_MINUTE_MS);
	assert_int_equal(clock_doubt(), CLOCK_AHEAD);
	pass(2 * CLOCK_MINUTE_MS);
	assert_int_equal(clock_doubt(), CLOCK_BELIEVED);
	assert_near(clock_now(), real + CLOCK_HOUR_MS + CLOCK_MINUTE_MS);
}

static void the_hour_begins_anew_with_each_jump(void **state)
{
	(void)state;
	clock_hold(real - 7 * CLOCK_DAY_MS);
	machine.synchronised = SYNCHRONISED;
	pass(50 * CLOCK_MINUTE_MS);
	machine.shift += 3 * CLOCK_HOUR_MS;
	clock_watch();
	pass(50 * CLOCK_MINUTE_MS);
	assert_int_equal(clock_doubt(), CLOCK_AHEAD);
	pass(11 * CLOCK_MINUTE_MS);
	assert_int_equal(clock_doubt(), CLOCK_BELIEVED);
}

static void back_to_1970_and_nothing_begins_anew(void **state)
{
	(void)state;
	machine.shift = -real;
	clock_hold(real);
	assert_int_equal(clock_doubt(), CLOCK_BEHIND);
	assert_near(clock_now(), real);
	pass(CLOCK_DAY_MS);
	assert_int_equal(clock_doubt(), CLOCK_BEHIND);
	assert_near(clock_now(), real + CLOCK_DAY_MS);
}

static void back_while_running_and_small_steps(void **state)
{
	(void)state;
	clock_hold(real);
	machine.shift -= 10 * 1000;		/* a correction */
	assert_int_equal(clock_doubt(), CLOCK_BELIEVED);
	clock_watch();
	machine.shift -= CLOCK_HOUR_MS;
	assert_int_equal(clock_doubt(), CLOCK_BEHIND);
	assert_near(clock_now(), real);
	machine.synchronised = SYNCHRONISED;
	clock_watch();
	pass(CLOCK_HOUR_MS + 1000);
	assert_int_equal(clock_doubt(), CLOCK_BELIEVED);
	assert_near(clock_now(), real - 10 * 1000);
}

static void a_clock_that_drifts_for_years_is_followed(void **state)
{
	(void)state;
	clock_hold(real);
	for (int day = 0; day < 1000; day++) {
		machine.shift += 10 * CLOCK_MINUTE_MS;
		pass(CLOCK_DAY_MS);
		assert_int_equal(clock_doubt(), CLOCK_BELIEVED);
	}
}

/* Either answer is right here; that it answers is what is tried. */
static void the_machine_is_asked(void **state)
{
	(void)state;
	machine.synchronised = 0;
	(void)clock_is_synchronised();
	clock_seam(NULL);
	(void)clock_is_synchronised();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(without_a_last_time_the_clock_is_believed, begin),
		cmocka_unit_test_setup(a_night_off_is_no_reason_to_doubt, begin),
		cmocka_unit_test_setup(forty_days_ahead_at_the_start, begin),
		cmocka_unit_test_setup(ahead_while_running_nobody_sees_the_jump, begin),
		cmocka_unit_test_setup(a_sleep_is_no_jump, begin),
		cmocka_unit_test_setup(off_for_a_week_ends_well_after_an_hour, begin),
		cmocka_unit_test_setup(the_hour_begins_anew_with_each_jump, begin),
		cmocka_unit_test_setup(back_to_1970_and_nothing_begins_anew, begin),
		cmocka_unit_test_setup(back_while_running_and_small_steps, begin),
		cmocka_unit_test_setup(a_clock_that_drifts_for_years_is_followed, begin),
		cmocka_unit_test_setup(the_machine_is_asked, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

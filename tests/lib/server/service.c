/* SPDX-License-Identifier: EUPL-1.2 */
/* Services of the web server: in which order they begin and end, and ticking. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "server/web.h"

enum { PATIENCE_MS = 10000 };

/* What happened: "a+" started, "a(" opened, "a)" closed, "a-" stopped. */
static char story[200];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ticks_of_a, ticks_of_b;

struct own {
	char name;
	bool fails_to_start, fails_to_open;
};

static struct own a = { .name = 'a' }, b = { .name = 'b' }, c = { .name = 'c' };

static void tell(const struct own *own, char what)
{
	const size_t n = strlen(story);

	assert_true(n + 2 < sizeof(story));
	story[n] = own->name;
	story[n + 1] = what;
}

static bool start(struct own *own, void **ret, struct err *e)
{
	if (own->fails_to_start)
		return err_set(e, ERR_SYSTEM, "no start");
	tell(own, '+');
	*ret = own;
	return true;
}

static bool start_a(struct web *w, void **ret, struct err *e)
{
	(void)w;
	return start(&a, ret, e);
}

static bool start_b(struct web *w, void **ret, struct err *e)
{
	(void)w;
	return start(&b, ret, e);
}

static bool start_c(struct web *w, void **ret, struct err *e)
{
	(void)w;
	return start(&c, ret, e);
}

static bool opens(void *self, struct http_server *http, struct err *e)
{
	struct own *own = self;

	(void)http;
	if (own->fails_to_open)
		return err_set(e, ERR_SYSTEM, "no opening");
	tell(own, '(');
	return true;
}

static void closes(void *self)
{
	tell(self, ')');
}

static void stops(void *self)
{
	tell(self, '-');
}

static void count(int *n)
{
	(void)pthread_mutex_lock(&lock);
	(*n)++;
	(void)pthread_mutex_unlock(&lock);
}

static bool tick_a(void *self, struct err *e)
{
	assert_ptr_equal(self, &a);
	count(&ticks_of_a);
	return err_set(e, ERR_STORE, "as the test wants it");
}

static bool tick_b(void *self, struct err *e)
{
	(void)e;
	assert_ptr_equal(self, &b);
	count(&ticks_of_b);
	return true;
}

static bool have_come(int of_a, int of_b)
{
	bool have;

	(void)pthread_mutex_lock(&lock);
	have = ticks_of_a >= of_a && ticks_of_b >= of_b;
	(void)pthread_mutex_unlock(&lock);
	return have;
}

static void wait_for_ticks(int of_a, int of_b)
{
	const struct timespec ms = { 0, 1000 * 1000 };

	for (int i = 0; i < PATIENCE_MS && !have_come(of_a, of_b); i++)
		(void)nanosleep(&ms, NULL);
	assert_true(have_come(of_a, of_b));
}

static const struct service service_a = { "a", start_a, opens, closes, stops, 0, NULL };
static const struct service service_b = { "b", start_b, NULL, NULL, stops, 0, NULL };
static const struct service service_c = { "c", start_c, opens, closes, NULL, 0, NULL };
static const struct service *const three[] = { &service_a, &service_b, &service_c, NULL };

static int set_up(void **state)
{
	(void)state;
	memset(story, 0, sizeof(story));
	a = (struct own){ .name = 'a' };
	b = (struct own){ .name = 'b' };
	c = (struct own){ .name = 'c' };
	ticks_of_a = ticks_of_b = 0;
	return 0;
}

static void who_began_first_ends_last(void **state)
{
	struct services *s = services_new(three);
	struct err e = { 0 };

	(void)state;
	assert_true(services_start(s, NULL, &e));
	assert_string_equal(story, "a+b+c+");
	assert_true(services_open(s, NULL, &e));
	assert_string_equal(story, "a+b+c+a(c(");
	assert_ptr_equal(services_self(s, &service_b), &b);
	services_close(s);
	assert_string_equal(story, "a+b+c+a(c(c)a)");
	services_stop(s);
	assert_string_equal(story, "a+b+c+a(c(c)a)b-a-");
}

static void what_did_not_begin_is_not_ended(void **state)
{
	struct services *s = services_new(three);
	struct err e = { 0 };

	(void)state;
	c.fails_to_start = true;
	assert_false(services_start(s, NULL, &e));
	assert_int_equal(e.kind, ERR_SYSTEM);
	services_close(s);
	services_stop(s);
	assert_string_equal(story, "a+b+b-a-");
}

static void what_did_not_open_is_not_closed(void **state)
{
	struct services *s = services_new(three);
	struct err e = { 0 };

	(void)state;
	c.fails_to_open = true;
	assert_true(services_start(s, NULL, &e));
	assert_false(services_open(s, NULL, &e));
	services_close(s);
	services_stop(s);
	assert_string_equal(story, "a+b+c+a(a)b-a-");
}

static void ending_before_beginning_is_nothing(void **state)
{
	struct services *s = services_new(three);

	(void)state;
	services_close(s);
	services_stop(s);
	services_close(NULL);
	services_stop(NULL);
	assert_string_equal(story, "");
}

/* At once, and again after a second; that the first one fails every time keeps
 * neither itself nor the other from its next. */
static void a_tick_that_fails_stops_nobody(void **state)
{
	const struct service failing = { "failing", start_a, NULL, NULL, stops, 1, tick_a };
	const struct service steady = { "steady", start_b, NULL, NULL, stops, 1, tick_b };
	const struct service *const list[] = { &failing, &steady, &service_c, NULL };
	struct services *s = services_new(list);
	struct err e = { 0 };
	int of_a, of_b;

	(void)state;
	assert_true(services_start(s, NULL, &e));
	assert_false(have_come(1, 0));
	assert_true(services_open(s, NULL, &e));
	wait_for_ticks(2, 2);
	services_close(s);
	of_a = ticks_of_a;
	of_b = ticks_of_b;
	(void)nanosleep(&(struct timespec){ 1, 200 * 1000 * 1000 }, NULL);
	assert_int_equal(ticks_of_a, of_a);		/* none after closing */
	assert_int_equal(ticks_of_b, of_b);
	services_stop(s);
	assert_string_equal(story, "a+b+c+c(c)b-a-");
}

static void a_long_wait_does_not_hold_up_the_end(void **state)
{
	const struct service rare = { "rare", start_b, NULL, NULL, stops, 3600, tick_b };
	const struct service *const list[] = { &rare, NULL };
	struct services *s = services_new(list);
	struct err e = { 0 };
	int64_t from;

	(void)state;
	assert_true(services_start(s, NULL, &e) && services_open(s, NULL, &e));
	wait_for_ticks(0, 1);
	from = clock_mono_ns();
	services_close(s);
	services_stop(s);
	assert_true(clock_mono_ns() - from < INT64_C(5000000000));
	assert_int_equal(ticks_of_b, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(who_began_first_ends_last, set_up),
		cmocka_unit_test_setup(what_did_not_begin_is_not_ended, set_up),
		cmocka_unit_test_setup(what_did_not_open_is_not_closed, set_up),
		cmocka_unit_test_setup(ending_before_beginning_is_nothing, set_up),
		cmocka_unit_test_setup(a_tick_that_fails_stops_nobody, set_up),
		cmocka_unit_test_setup(a_long_wait_does_not_hold_up_the_end, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

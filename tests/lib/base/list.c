/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists that grow in an arena. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/list.h"
#include "base/tr.h"

const struct message tr_en[1];
const size_t tr_en_count = 0;

struct pair {
	int64_t number;
	const char *word;
};

struct pair_list { LIST_OF(struct pair); };

static void elements_stay_in_order_while_it_grows(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct pair_list list = { 0 };

	(void)state;
	for (int64_t i = 0; i < 1000; i++)
		*LIST_ADD(a, &list) = (struct pair){ i * i, "woord" };
	assert_int_equal(list.count, 1000);
	for (size_t i = 0; i < list.count; i++) {
		assert_int_equal(list.at[i].number, i * i);
		assert_string_equal(list.at[i].word, "woord");
	}
}

static void room_doubles(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 24);
	struct pair_list list = { 0 };

	(void)state;
	assert_null(list.at);
	for (size_t i = 0; i < 100000; i++)
		LIST_ADD(a, &list)->number = 1;
	assert_int_equal(list.room, 131072);
	assert_in_range(arena_used(a), 0, 4 * 100000 * sizeof(struct pair));
}

static void a_new_element_is_zero(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct { LIST_OF(struct pair); } list = { 0 };

	(void)state;
	for (int i = 0; i < 100; i++) {
		const struct pair *p = LIST_ADD(a, &list);

		assert_int_equal(p->number, 0);
		assert_null(p->word);
	}
}

/* Two lists in one arena grow through each other. */
static void lists_do_not_touch_each_other(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct { LIST_OF(uint8_t); } bytes = { 0 };
	struct pair_list pairs = { 0 };

	(void)state;
	for (int i = 0; i < 200; i++) {
		*LIST_ADD(a, &bytes) = (uint8_t)i;
		*LIST_ADD(a, &pairs) = (struct pair){ .number = -i };
	}
	for (int i = 0; i < 200; i++) {
		assert_int_equal(bytes.at[i], i);
		assert_int_equal(pairs.at[i].number, -i);
	}
}

/* A count that no memory can hold stops the program. */
static void room_is_not_counted_round(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		struct arena *a = arena_new(1 << 20);
		size_t room = SIZE_MAX / 2 + 1;

		(void)close(STDERR_FILENO);
		(void)list_grow(a, NULL, room, &room, 1);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_stay_in_order_while_it_grows),
		cmocka_unit_test(room_doubles),
		cmocka_unit_test(a_new_element_is_zero),
		cmocka_unit_test(lists_do_not_touch_each_other),
		cmocka_unit_test(room_is_not_counted_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Which groups closing now would not show, and what that says of small ones. */
/* cmocka wants these before itself. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/out.h"
#include "base/rng.h"
#include "closing/outlook.h"
#include "method/method.h"
#include "scratch.h"

enum { K = 5 };

/* "B few at A, C small ?": name, why, where; ? when small groups decide. */
static const char *outlook(const struct unit *units, size_t n)
{
	static const char *const why[] = { "nearly", "few", "small" };
	const struct unit_tree t = { (struct unit *)memcpy(ARENA_ARRAY(scratch, struct unit, n), units,
							    n * sizeof(*units)), n };
	struct out o = out_new(scratch, 1 << 16);
	struct outlook list;

	outlook_make(scratch, &t, K, &list);
	for (size_t i = 0; i < list.count; i++) {
		const struct outlook_row *r = &list.at[i];

		out_c(&o, i ? ", " : "");
		out_str(&o, r->unit->name);
		out_char(&o, ' ');
		out_c(&o, why[r->why]);
		out_char(&o, ' ');
		out_str(&o, r->is_open ? STR("?") : r->home ? r->home->name : STR("-"));
	}
	out_char(&o, '\0');
	return o.p;
}

#define LEAF(called, above, people, handed_in) \
	{ .name = { called, 1 }, .parent = (above), .size = (people), .answered = (handed_in), .is_leaf = true }
#define ABOVE(called, above, people) { .name = { called, 1 }, .parent = (above), .size = (people) }

static void who_will_not_be_seen(void **state)
{
	const struct unit units[] = {
		ABOVE("G", 0, 60), ABOVE("A", 0, 30), LEAF("b", 1, 10, 4), LEAF("c", 1, 10, 2), LEAF("d", 1, 10, 9),
		ABOVE("E", 0, 20), LEAF("f", 5, 10, 3), LEAF("g", 5, 10, 0), LEAF("h", 0, 10, 1),
	};

	(void)state;
	/* b and c are 6 in A; f finds h at the top, and they are 4. */
	assert_string_equal(outlook(units, ARRAY_LEN(units)),
			    "b nearly A, f nearly -, c few A, E few -, g few -, h few -");
	{
		struct unit more[ARRAY_LEN(units)];

		memcpy(more, units, sizeof(units));
		more[8].answered = 2;
		assert_string_equal(outlook(more, ARRAY_LEN(more)),
				    "b nearly A, f nearly G, c few A, E few -, g few -, h few G");
	}
}

static void fewer_cards_than_people_make_it_small(void **state)
{
	struct unit units[] = { ABOVE("G", 0, 20), LEAF("a", 0, 10, 4), LEAF("b", 0, 10, 9) };

	(void)state;
	units[1].cards = 4;
	assert_string_equal(outlook(units, ARRAY_LEN(units)), "a small ?");
}

/* Whatever people of small groups did, the page is the same; and what it says for
 * sure is what closing does. */
static void small_groups_say_nothing(void **state)
{
	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct unit units[14] = { ABOVE("G", 0, 0) };
		size_t n = 3 + rng_below(12), parent[14] = { 0 }, node[14];
		int64_t sheets[14], size[14];
		const struct unit_tree t = { units, n };
		const char *before;
		struct outlook list;

		for (size_t i = 1; i < n; i++) {
			parent[i] = i < 4 ? 0 : rng_below(3);
			units[i] = (struct unit){ .name = { "x", 1 }, .parent = parent[i],
						  .is_leaf = i >= 4, .size = i < 4 ? 0 : 1 + rng_below(12) };
			units[i].answered = rng_below((uint32_t)units[i].size + 1);
		}
		for (size_t i = n; i-- > 1;)
			units[parent[i]].size += units[i].size;
		for (size_t i = 4; i < n; i++)
			units[i].name = (struct str){ &"abcdefghijklmn"[i], 1 };
		for (size_t i = 0; i < n; i++)
			sheets[i] = units[i].is_leaf ? units[i].answered : 0;
		before = outlook(units, n);
		pieces_place(parent, sheets, n, K, node, size);
		outlook_make(scratch, &t, K, &list);
		for (size_t i = 0; i < list.count; i++) {
			const struct outlook_row *r = &list.at[i];
			size_t at = (size_t)(r->unit - units);

			assert_true(size[at] == 0);
			if (r->is_open || sheets[at] == 0)
				continue;
			assert_true(r->home ? node[at] == (size_t)(r->home - units)
					    : node[at] == NODE_NONE);
		}
		for (size_t i = 1; i < n; i++)
			if (units[i].is_leaf && units[i].size < K)
				units[i].answered = rng_below((uint32_t)units[i].size + 1);
		assert_string_equal(outlook(units, n), before);
		arena_reset(scratch);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_will_not_be_seen),
		TEST(fewer_cards_than_people_make_it_small),
		TEST(small_groups_say_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

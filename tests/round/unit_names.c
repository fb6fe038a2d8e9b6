/* SPDX-License-Identifier: EUPL-1.2 */
/* The names of groups as everybody reads them: each told apart. */
/* cmocka wants these before itself. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/alike.h"
#include "base/out.h"
#include "base/rng.h"
#include "round/paste.h"
#include "scratch.h"

static void assert_names(const char *pasted, const char *const *expected, size_t n)
{
	struct paste p;

	unit_paste(scratch, str_from(pasted), STR("Gemeente"), 5, &p);
	assert_int_equal(p.faults, 0);
	assert_int_equal(p.tree.count, n + 1);
	assert_true(str_is(p.tree.units[0].name, "Gemeente"));
	for (size_t i = 0; i < n; i++)
		if (!str_is(p.tree.units[i + 1].name, expected[i]))
			fail_msg("%s, not " STR_FMT, expected[i],
				 STR_ARG(p.tree.units[i + 1].name));
}

#define NAMES(pasted, ...) assert_names((pasted), (const char *const[]){ __VA_ARGS__ }, \
	sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static void a_name_that_stands_alone_stays(void **state)
{
	(void)state;
	NAMES("Sociaal;Zorg;;8\nRuimte;Groen;;8\n", "Sociaal", "Zorg", "Ruimte", "Groen");
}

static void one_in_two_departments_has_its_department(void **state)
{
	(void)state;
	NAMES("Sociaal;Beheer;;8\nRuimte;Beheer;;8\nRuimte;Groen;;8\n",
	      "Sociaal", "Beheer (Sociaal)", "Ruimte", "Beheer (Ruimte)", "Groen");
	/* Another capital or blank is the same name. */
	NAMES("Sociaal;Team Beheer;;8\nRuimte;team\xc2\xa0" "beheer;;8\n",
	      "Sociaal", "Team Beheer (Sociaal)", "Ruimte", "team beheer (Ruimte)");
}

static void it_goes_up_until_each_is_told_apart(void **state)
{
	(void)state;
	NAMES("Sociaal/Noord;Beheer;;8\nRuimte/Noord;Beheer;;8\nRuimte/Zuid;Beheer;;8\n",
	      "Sociaal", "Noord (Sociaal)", "Beheer (Sociaal / Noord)",
	      "Ruimte", "Noord (Ruimte)", "Beheer (Ruimte / Noord)", "Zuid", "Beheer (Zuid)");
	NAMES("Ruimte;Beheer;;8\n;Beheer;;8\n;Gemeente;;8\n", "Ruimte", "Beheer (Ruimte)",
	      "Beheer (Gemeente)", "Gemeente (Gemeente)");
	/* Somebody typed what another one would be called. */
	NAMES("Ruimte;Beheer;;8\nZorg;Beheer;;8\nZorg;Beheer (Ruimte);;8\n", "Ruimte",
	      "Beheer (Gemeente / Ruimte)", "Zorg", "Beheer (Zorg)", "Beheer (Ruimte) (Zorg)");
}

/* Rounds of earlier versions may have two below one group. */
static void twins_below_one_group_have_a_number(void **state)
{
	struct unit units[] = {
		{ .own_name = STR("Gemeente") },
		{ .own_name = STR("Zorg"), .depth = 1, .is_leaf = true },
		{ .own_name = STR("zorg "), .depth = 1, .is_leaf = true },
	};
	struct unit_tree t = { units, ARRAY_LEN(units) };

	(void)state;
	unit_names_make(scratch, &t);
	assert_true(str_is(units[1].name, "Zorg (Gemeente) (1)"));
	assert_true(str_is(units[2].name, "zorg  (Gemeente) (2)"));
}

/* Random trees of few names: no two read the same, and each begins with its own. */
static void no_two_read_the_same(void **state)
{
	static const char *const words[] = { "A", "a", "B", "A (B)", "A\xc2\xa0", "C" };

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct unit units[12];
		struct unit_tree t = { units, 1 + rng_below(ARRAY_LEN(units)) };

		for (size_t i = 0; i < t.count; i++) {
			size_t parent = i ? rng_below((uint32_t)i) : 0;

			units[i] = (struct unit){
				.own_name = str_from(words[rng_below(ARRAY_LEN(words))]),
				.parent = parent, .depth = i ? units[parent].depth + 1 : 0,
			};
		}
		unit_names_make(scratch, &t);
		for (size_t i = 0; i < t.count; i++) {
			assert_true(str_starts(units[i].name, units[i].own_name));
			for (size_t j = 0; j < i; j++)
				assert_false(name_is(scratch, units[i].name, units[j].name));
		}
		arena_reset(scratch);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_name_that_stands_alone_stays),
		TEST(one_in_two_departments_has_its_department),
		TEST(it_goes_up_until_each_is_told_apart),
		TEST(twins_below_one_group_have_a_number),
		TEST(no_two_read_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

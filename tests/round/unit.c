/* SPDX-License-Identifier: EUPL-1.2 */
/* The tree of groups in the database. */
#include "database.h"

#include <sqlite3.h>

#include "round/round.h"
#include "round/unit.h"

static struct unit_tree example(struct unit units[6])
{
	units[0] = (struct unit){ .own_name = STR("Gemeente") };
	units[1] = (struct unit){ .own_name = STR("Sociaal"), .parent = 0, .size = 999 };
	units[2] = (struct unit){ .own_name = STR("Schulden"), .parent = 1, .size = 12 };
	units[3] = (struct unit){ .own_name = STR("Zorg"), .parent = 1, .size = 8 };
	units[4] = (struct unit){ .own_name = STR("Leiding"), .kind = UNIT_LEADERS, .size = 6 };
	units[5] = (struct unit){ .own_name = STR("Juristen"), .kind = UNIT_SPECIALISTS,
				  .tag = STR("recht"), .size = 5 };
	return (struct unit_tree){ units, 6 };
}

static void a_tree_comes_back_whole(void **state)
{
	struct database *d = *state;
	struct unit units[6];
	struct unit_tree t = example(units);

	database_lay_round(d);
	database_ok(d, unit_tree_put(d->db, key_of(1, 1), &t, &d->e));
	database_ok(d, unit_tree_get(d->db, d->a, key_of(1, 1), STR("Gemeente"), &t, &d->e));
	assert_int_equal(t.count, 6);
	assert_true(str_is(t.units[0].name, "Gemeente"));
	assert_int_equal(t.units[0].parent, 0);
	assert_int_equal(t.units[0].depth, 0);
	assert_false(t.units[0].is_leaf);
	assert_int_equal(t.units[0].size, 31);
	assert_false(t.units[1].is_leaf);
	assert_int_equal(t.units[1].size, 20);		/* not what was typed for it */
	assert_int_equal(t.units[3].parent, 1);
	assert_int_equal(t.units[3].depth, 2);
	assert_true(t.units[3].is_leaf);
	assert_int_equal(t.units[4].kind, UNIT_LEADERS);
	assert_int_equal(t.units[5].kind, UNIT_SPECIALISTS);
	assert_true(str_is(t.units[5].tag, "recht"));
	assert_int_equal(t.units[5].parent, 0);
	assert_true(t.units[5].id != 0 && t.units[5].id != t.units[4].id);
}

/* Children need not stand right below their parent. */
static void any_order_with_parents_first_will_do(void **state)
{
	struct database *d = *state;
	struct unit units[] = {
		{ .own_name = STR("x") }, { .own_name = STR("a") }, { .own_name = STR("b") },
		{ .own_name = STR("a1"), .parent = 1, .size = 5 },
		{ .own_name = STR("b1"), .parent = 2, .size = 6 },
		{ .own_name = STR("a2"), .parent = 1, .size = 7 },
	};
	struct unit_tree t = { units, ARRAY_LEN(units) };

	database_lay_round(d);
	database_ok(d, unit_tree_put(d->db, key_of(1, 1), &t, &d->e));
	database_ok(d, unit_tree_get(d->db, d->a, key_of(1, 1), STR("x"), &t, &d->e));
	assert_int_equal(t.units[5].parent, 1);
	assert_int_equal(t.units[1].size, 12);
	assert_int_equal(t.units[2].size, 6);
}

static void putting_again_replaces(void **state)
{
	struct database *d = *state;
	struct unit units[6];
	struct unit_tree t = example(units);

	database_lay_round(d);
	database_ok(d, unit_tree_put(d->db, key_of(1, 1), &t, &d->e));
	t.count = 3;
	database_ok(d, unit_tree_put(d->db, key_of(1, 1), &t, &d->e));
	database_ok(d, unit_tree_get(d->db, d->a, key_of(1, 1), STR("x"), &t, &d->e));
	assert_int_equal(t.count, 3);
}

static void many_groups_come_back(void **state)
{
	struct database *d = *state;
	struct unit_tree t = { ARENA_ARRAY(d->a, struct unit, UNITS_MAX + 2), UNITS_MAX + 1 };

	database_lay_round(d);
	for (size_t i = 0; i < UNITS_MAX + 2; i++)
		t.units[i] = (struct unit){ .own_name = STR("g"), .parent = i > 3 ? i % 3 + 1 : 0,
					    .size = 5 };
	database_ok(d, db_begin(d->db, &d->e) && unit_tree_put(d->db, key_of(1, 1), &t, &d->e) &&
			       db_commit(d->db, &d->e));
	database_ok(d, unit_tree_get(d->db, d->a, key_of(1, 1), STR("x"), &t, &d->e));
	assert_int_equal(t.count, UNITS_MAX + 1);
	assert_int_equal(t.units[0].size, 5 * (UNITS_MAX - 3));
	t.count = UNITS_MAX + 2;
	assert_false(unit_tree_put(d->db, key_of(1, 1), &t, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
}

static void groups_are_fixed_once_open(void **state)
{
	struct database *d = *state;
	struct unit units[6];
	struct unit_tree t = example(units);
	sqlite3 *c = NULL;

	database_lay_round(d);
	assert_int_equal(sqlite3_open(d->path, &c), SQLITE_OK);
	assert_int_equal(sqlite3_exec(c, "UPDATE round SET stage = 1", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(c), SQLITE_OK);
	assert_false(unit_tree_put(d->db, key_of(1, 1), &t, &d->e));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
	assert_false(unit_tree_put(d->db, key_of(1, 2), &t, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

static void senseless_trees_are_refused(void **state)
{
	struct database *d = *state;

	database_lay_round(d);
	for (int i = 0; i < 5; i++) {
		struct unit units[6];
		struct unit_tree t = example(units);

		if (i == 0)
			units[2].parent = 3;
		else if (i == 1)
			units[2].own_name = STR(" ");
		else if (i == 2)
			units[2].size = UNIT_SIZE_MAX + 1;
		else if (i == 3)
			units[2].size = -1;
		else
			t.count = 0;
		d->e.kind = ERR_NONE;
		database_ok(d, db_begin(d->db, &d->e));
		assert_false(unit_tree_put(d->db, key_of(1, 1), &t, &d->e));
		assert_int_equal(d->e.kind, ERR_INPUT);
		db_rollback(d->db);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_tree_comes_back_whole),
		TEST(any_order_with_parents_first_will_do),
		TEST(putting_again_replaces),
		TEST(many_groups_come_back),
		TEST(groups_are_fixed_once_open),
		TEST(senseless_trees_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

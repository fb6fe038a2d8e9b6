/* SPDX-License-Identifier: EUPL-1.2 */
/* A file in the place of a database: nothing that stood beside the old one may be
 * written into the new one. */
#include "database.h"

#include <stdio.h>
#include <unistd.h>

#include "store/replace.h"

static const char *const helpers[] = { "", "-wal", "-shm", "-journal" };

static const char *beside(struct database *d, const char *of, const char *end)
{
	char *path = arena_alloc(d->a, 400);

	(void)snprintf(path, 400, "%s%s%s", d->path, of, end);
	return path;
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static bool is_there(struct database *d, const char *of, const char *end)
{
	return access(beside(d, of, end), F_OK) == 0;
}

static void lay(struct database *d)
{
	for (size_t i = 0; i < ARRAY_LEN(helpers); i++)
		write_file(beside(d, "-x", helpers[i]), "old");
	write_file(beside(d, "-x.part", ""), "new");
}

static void nothing_stays_beside_it(void **state)
{
	struct database *d = *state;

	lay(d);
	database_ok(d, db_replace(beside(d, "-x.part", ""), beside(d, "-x", ""), NULL, &d->e));
	assert_true(is_there(d, "-x", ""));
	for (size_t i = 0; i < ARRAY_LEN(helpers); i++) {
		assert_int_equal(is_there(d, "-x", helpers[i]), i == 0);
		assert_false(is_there(d, "-x.old", helpers[i]));
	}
}

static void what_is_kept_is_kept_whole(void **state)
{
	struct database *d = *state;

	lay(d);
	database_ok(d, db_replace(beside(d, "-x.part", ""), beside(d, "-x", ""),
				  beside(d, "-aside", ""), &d->e));
	for (size_t i = 0; i < ARRAY_LEN(helpers); i++) {
		assert_int_equal(is_there(d, "-x", helpers[i]), i == 0);
		assert_true(is_there(d, "-aside", helpers[i]));
	}
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, database_begin, database_end)
	const struct CMUnitTest tests[] = { T(nothing_stays_beside_it), T(what_is_kept_is_kept_whole) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

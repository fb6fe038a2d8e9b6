/* SPDX-License-Identifier: EUPL-1.2 */
/* What landlock is asked for, version by version; without a kernel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/tr.h"
#include "sandbox/landlock.h"

const struct message tr_en[1];
const size_t tr_en_count = 0;

enum { VERSIONS = 12 };		/* with some to come */

/* A kernel refuses rules that the set does not handle, and a set that it does not know. */
static void a_version_is_asked_for_what_it_knows(void **state)
{
	static const struct {
		int version, bits;
		size_t bytes;
	} is[] = {
		{ 1, 13, 8 }, { 2, 14, 8 }, { 3, 15, 8 }, { 4, 15, 16 }, { 5, 16, 16 }, { 6, 16, 24 }, { 7, 16, 24 },
		{ VERSIONS, 16, 24 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(is) / sizeof(is[0]); i++) {
		struct landlock_handles h;

		assert_int_equal(landlock_handles(is[i].version, false, &h), is[i].bytes);
		assert_int_equal(h.fs, (UINT64_C(1) << is[i].bits) - 1);
		assert_int_equal(h.net, is[i].version >= 4 ? 2 : 0);
		assert_int_equal(h.scoped, is[i].version >= 6 ? 3 : 0);
	}
}

static void abstract_sockets_stay_when_systemd_speaks_by_one(void **state)
{
	struct landlock_handles h;

	(void)state;
	(void)landlock_handles(6, true, &h);
	assert_int_equal(h.scoped, SCOPE_SIGNAL);
}

static void a_place_gives_no_more_than_its_use(void **state)
{
	(void)state;
	for (int version = 1; version <= VERSIONS; version++) {
		struct landlock_handles h;
		uint64_t read = landlock_rights(version, PLACE_READ, true);
		uint64_t keep = landlock_rights(version, PLACE_KEEP, true);
		uint64_t listen = landlock_rights(version, PLACE_LISTEN, true);

		(void)landlock_handles(version, false, &h);
		assert_int_equal((read | keep | listen) & ~h.fs, 0);
		assert_int_equal(read, FS(FS_READ_FILE) | FS(FS_READ_DIR));
		assert_int_equal(read & ~keep, 0);
		assert_true(keep & FS(FS_WRITE_FILE));
		assert_true(keep & FS(FS_MAKE_REG));
		assert_true(version < 3 || keep & FS(FS_TRUNCATE));
		assert_false(listen & (FS(FS_WRITE_FILE) | FS(FS_MAKE_REG) | FS(FS_READ_FILE)));
		assert_false((read | keep | listen) & (FS(FS_EXECUTE) | FS(FS_MAKE_SYM) | FS(FS_MAKE_CHAR) |
						       FS(FS_MAKE_BLOCK) | FS(FS_MAKE_DIR) | FS(FS_REFER)));
	}
}

static void a_file_gets_no_right_of_a_folder(void **state)
{
	(void)state;
	for (int version = 1; version <= VERSIONS; version++) {
		assert_int_equal(landlock_rights(version, PLACE_READ, false), FS(FS_READ_FILE));
		assert_int_equal(landlock_rights(version, PLACE_LISTEN, false), 0);
		assert_false(landlock_rights(version, PLACE_KEEP, false) & (FS(FS_MAKE_REG) | FS(FS_REMOVE_FILE)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_version_is_asked_for_what_it_knows),
		cmocka_unit_test(abstract_sockets_stay_when_systemd_speaks_by_one),
		cmocka_unit_test(a_place_gives_no_more_than_its_use),
		cmocka_unit_test(a_file_gets_no_right_of_a_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

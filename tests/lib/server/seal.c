/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server makes it knows again, whole and with its own key only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "server/seal.h"
#include "scratch.h"

static const struct seal ours = { .key = { 1, 2, 3 } }, other = { .key = { 1, 2, 4 } };

static struct str changed(struct str s, size_t at)
{
	char *copy = str_cstr(scratch, s);

	copy[at] = copy[at] == 'a' ? 'b' : 'a';
	return (struct str){ copy, s.n };
}

static void a_token_says_whose_it_is_and_cannot_be_changed(void **state)
{
	struct str token = seal_token(&ours, scratch, STR("0123456789abcdef"), 4503599627370496);

	(void)state;
	assert_int_equal(seal_token_account(&ours, token), 4503599627370496);
	assert_int_equal(seal_token_account(&other, token), 0);
	for (size_t i = 0; i < token.n; i++) {
		assert_int_equal(seal_token_account(&ours, changed(token, i)), 0);
		assert_int_equal(seal_token_account(&ours, str_cut(token, 0, i)), 0);
		assert_int_equal(seal_token_account(&ours, str_cut(token, i + 1, token.n)), 0);
	}
	assert_int_equal(seal_token_account(&ours, (struct str){ 0 }), 0);
}

static void a_letter_opens_whole_and_with_its_own_key_only(void **state)
{
	struct str text = STR("7\nhallo \xc3\xab\n"), letter = seal_close(&ours, scratch, text);

	(void)state;
	assert_true(str_eq(seal_open(&ours, scratch, letter), text));
	assert_null(seal_open(&other, scratch, letter).p);
	assert_false(str_eq(letter, seal_close(&ours, scratch, text)));
	for (size_t i = 0; i + 1 < letter.n; i++) {
		assert_null(seal_open(&ours, scratch, changed(letter, i)).p);
		assert_null(seal_open(&ours, scratch, str_cut(letter, 0, i)).p);
	}
	assert_null(seal_open(&ours, scratch, STR("\xff geen brief")).p);
	assert_true(seal_open(&ours, scratch, seal_close(&ours, scratch, (struct str){ 0 })).n == 0);
}

static void a_mark_is_ours_or_not(void **state)
{
	struct str mark = seal_mark(&ours, scratch);

	(void)state;
	assert_true(seal_mark_is_ours(&ours, mark));
	assert_false(seal_mark_is_ours(&other, mark));
	assert_false(seal_mark_is_ours(&ours, (struct str){ 0 }));
	for (size_t i = 0; i < mark.n; i++)
		assert_false(seal_mark_is_ours(&ours, changed(mark, i)));
	/* A proof of one thing proves no other. */
	assert_false(seal_mark_is_ours(&ours, seal_token(&ours, scratch, STR("0"), 1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_says_whose_it_is_and_cannot_be_changed),
		cmocka_unit_test(a_letter_opens_whole_and_with_its_own_key_only),
		cmocka_unit_test(a_mark_is_ours_or_not),
	};

	return cmocka_run_group_tests(tests, scratch_begin, scratch_end);
}

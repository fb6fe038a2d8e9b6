/* SPDX-License-Identifier: EUPL-1.2 */
/* Free text in its slot: what fits, and what was put there by an earlier version. */
#include "round_fixture.h"
#include "scan/slot.h"

#include <string.h>

#include "base/rng.h"

static const struct leaf one_team[] = { { "Dienst;Balie;team", 12 } };

struct script {
	const char *name;
	uint32_t first, count;		/* code points, from first on */
	size_t fields;			/* so many fields can be full of it; 0: all */
};

/* Letters drawn at random are harder to squeeze than what people write. */
static const struct script scripts[] = {
	{ "latin", 'a', 26, 0 }, { "accented", 0xe0, 31, 0 }, { "greek", 0x3b1, 25, 0 },
	{ "cyrillic", 0x430, 32, 0 }, { "arabic", 0x627, 36, 0 }, { "han", 0x4e00, 3000, 6 },
	{ "emoji", 0x1f600, 80, 0 },
};

static size_t put_utf8(char *to, uint32_t c)
{
	static const uint32_t lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	const size_t more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;

	to[0] = (char)(lead[more] | c >> 6 * more);
	for (size_t i = 1; i <= more; i++)
		to[i] = (char)(0x80 | (c >> 6 * (more - i) & 63));
	return more + 1;
}

static struct str random_text(struct arena *a, struct rng *r, const struct script *s)
{
	char *to = arena_alloc(a, SLOT_TEXT_MAX);
	size_t n = 0;

	for (size_t i = 0; i < SCAN_TEXT_CHARS_MAX; i++)
		n += put_utf8(to + n, i % 6 == 5 ? ' ' : s->first + (uint32_t)rng_next_below(r, s->count));
	return (struct str){ to, n };
}

static size_t field_count(const struct model *m)
{
	size_t n = m->subject_count;

	for (size_t i = 0; i < m->closing_count; i++)
		n += m->closing[i].kind == CLOSING_OPEN;
	return n;
}

static void every_field_may_be_full(void **state)
{
	struct database *d = *state;
	struct rng r = { 7 };
	struct fixture f;

	fixture_lay(&f, d, one_team, 1);
	fixture_open(&f);
	for (size_t k = 0; k < ARRAY_LEN(scripts); k++) {
		const struct script *s = &scripts[k];
		const size_t fields = s->fields ? s->fields : field_count(&f.model);
		struct slot n = { 0 }, back;

		for (size_t i = 0; i < fields; i++)
			n.text[i] = random_text(d->a, &r, s);
		database_ok(d, slot_put(d->db, d->a, f.codes[0][0], &n, &d->e));
		database_ok(d, slot_mark_submitted(d->db, f.codes[0][0], k % 2 == 0, &d->e));
		database_ok(d, slot_get(d->db, d->a, f.codes[0][0], &back, &d->e));
		for (size_t i = 0; i < SLOT_FIELDS; i++)
			assert_true(str_eq(back.text[i], n.text[i]));
	}
}

static void what_is_no_slot_is_refused(void **state)
{
	static const uint8_t bad[][8] = {
		{ 2 }, { 2, 255, 255, 255 }, { 2, 9, 0, 0, 0xff, 0xff }, { 2, 3, 0, 0, 3, 0 },
		{ 0, 200, 1, 0, 'x' }, { 0, 1, 90, 0, 'x' },
	};
	struct database *d = *state;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct err e = { 0 };
		struct slot n;
		bool is_submitted;

		assert_false(slot_unpack(d->a, (struct blob){ bad[i], sizeof(bad[i]) }, &n,
					 &is_submitted, &e));
		assert_int_equal(e.kind, ERR_STORE);
	}
}

/* A round that was open when slots were not squeezed. */
static void a_plain_slot_is_read(void **state)
{
	static const uint8_t plain[16] = { 1, 3, 2, 0, 'h', 'o', 1, 1, 0, 'x' };
	struct database *d = *state;
	struct err e = { 0 };
	struct slot n;
	bool is_submitted;

	assert_true(slot_unpack(d->a, (struct blob){ plain, sizeof(plain) }, &n, &is_submitted, &e));
	assert_true(is_submitted);
	assert_true(str_is(n.text[2], "ho"));
	assert_true(str_is(n.text[0], "x"));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, database_begin, database_end)
	const struct CMUnitTest tests[] = {
		T(every_field_may_be_full),
		T(what_is_no_slot_is_refused),
		T(a_plain_slot_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Counting, the shape in which counts are kept, and what is refused of it: by hand. */
#include "cases.h"

#include <string.h>

#include "closing/histogram.h"
#include "model/model_base.h"

enum { HEAD = 16 };	/* version, levels, subjects, sheets */

struct bench {
	struct arena *a;
	struct model m;
	struct err e;
};

static int begin(void **state)
{
	static struct bench b;
	struct model_report report;

	memset(&b, 0, sizeof(b));
	b.a = arena_new(1 << 26);
	assert_true(model_read(b.a, model_base_document(), NULL, &b.m, &report, &b.e));
	*state = &b;
	return 0;
}

static int end(void **state)
{
	struct bench *b = *state;

	arena_free(b->a);
	return 0;
}

static void assert_tally(const struct tally *t, struct tally want)
{
	for (int i = 0; i < TALLY_LEVELS_MAX; i++)
		assert_int_equal(t->c[i], want.c[i]);
	assert_int_equal(t->levels, want.levels);
	assert_int_equal(t->dont_know, want.dont_know);
	assert_int_equal(t->not_applicable, want.not_applicable);
	assert_int_equal(t->skipped, want.skipped);
}

static void each_answer_is_counted_where_it_belongs(void **state)
{
	/* Of the first subject, now: each level, twice the last; no answer; both that are no
	 * level; and a byte that no form makes. */
	static const uint8_t answers[] = { 1, 2, 3, 4, 5, 5, ANSWER_NONE, ANSWER_DONT_KNOW,
					   ANSWER_NOT_APPLICABLE, ANSWER_NOT_APPLICABLE, 6 };
	const struct tally want = { .levels = 5, .c = { 1, 1, 1, 1, 2 }, .dont_know = 1,
				    .not_applicable = 2, .skipped = 2 };
	struct bench *b = *state;
	const struct sheet_layout l = sheet_layout(&b->m);
	struct counter *c = counter_new(b->a, &b->m);
	struct histogram h = histogram_new_full(b->a, &b->m);

	for (size_t turn = 0; turn < 2; turn++) {
		counter_clear(c);
		for (size_t i = 0; i < sizeof(answers); i++) {
			struct sheet s = { arena_alloc(b->a, l.size), l.size };

			memset(s.bytes, 0, l.size);
			s.bytes[l.subject_at[0]] = answers[i];
			sheet_set_picks(&s, i < 2 ? 1 : 0);
			counter_add(c, s.bytes);
		}
	}
	counter_fold(c, ROUTE_LEADERS, STR(""), &h);
	assert_int_equal(h.sheets, sizeof(answers));
	assert_tally(&h.subject[0].now, want);
	assert_tally(&h.subject[0].wish, (struct tally){ .levels = 5, .skipped = sizeof(answers) });
	assert_int_equal(h.subject[0].picked, 2);
	assert_int_equal(h.subject[1].picked, 0);
	assert_int_equal(h.subject[1].could_pick, 2);
	counter_fold(c, ROUTE_LEADERS, STR(""), &h);
	assert_int_equal(h.subject[0].now.c[4], 4);
	assert_int_equal(h.subject[0].now.skipped, 4);
}

static void a_sensitive_question_keeps_three_classes(void **state)
{
	struct bench *b = *state;
	struct subject *subjects = ARENA_ARRAY(b->a, struct subject, b->m.subject_count);
	struct histogram h, classes;

	memcpy(subjects, b->m.subjects, b->m.subject_count * sizeof(*subjects));
	subjects[0].is_sensitive = true;
	b->m.subjects = subjects;
	h = histogram_new_full(b->a, &b->m);
	h.subject[0].now = (struct tally){ .levels = 5, .c = { 1, 2, 3, 4, 5 }, .dont_know = 6, .skipped = 7 };
	h.subject[1].now = (struct tally){ .levels = 5, .c = { 1, 2, 3, 4, 5 } };
	classes = histogram_in_classes(b->a, &b->m, &h);
	assert_tally(&classes.subject[0].now,
		     (struct tally){ .levels = 3, .c = { 3, 3, 9 }, .dont_know = 6, .skipped = 7 });
	assert_tally(&classes.subject[1].now, (struct tally){ .levels = 5, .c = { 1, 2, 3, 4, 5 } });
}

/* The fields of which one is enough. */
static int64_t *field(struct histogram *h, size_t i)
{
	struct subject_histogram *s = &h->subject[1];
	struct tally *t = i < 4 ? &s->now : i < 8 ? &s->wish : &s->statement[0];
	int64_t *const of[] = { &t->c[0], &t->dont_know, &t->not_applicable, &t->skipped };

	return i < 12 ? of[i % 4] : i == 12 ? &s->could_pick : i == 13 ? &s->left_out : &h->sheets;
}

static void empty_is_when_nothing_is_in_it(void **state)
{
	enum { FIELDS = 15 };
	struct bench *b = *state;
	struct histogram h = histogram_new(b->a, &b->m);

	assert_true(histogram_is_empty(&h, &b->m));
	for (size_t i = 0; i < FIELDS; i++)
		for (size_t j = i; j < FIELDS; j++) {
			*field(&h, i) = 1;
			*field(&h, j) = 1;
			assert_false(histogram_is_empty(&h, &b->m));
			*field(&h, i) = *field(&h, j) = 0;
		}
	assert_true(histogram_is_empty(&h, &b->m));
}

static void what_fewer_than_k_said_is_hidden(void **state)
{
	struct bench *b = *state;
	struct histogram h = histogram_new(b->a, &b->m);
	struct subject_histogram *s = h.subject;

	assert_false(b->m.subjects[0].is_sensitive || b->m.subjects[1].is_sensitive);
	s[0].now = (struct tally){ .levels = 5, .c = { 2, 2 }, .dont_know = 5, .not_applicable = 4, .skipped = 9 };
	s[0].picked = 3, s[0].could_pick = 4;
	s[1].now = (struct tally){ .levels = 5, .c = { 3, 2 }, .dont_know = 1, .skipped = 1 };
	s[1].wish = (struct tally){ .levels = 5, .c = { 4 }, .dont_know = 4, .not_applicable = 5 };
	s[1].picked = 1, s[1].could_pick = 5;
	histogram_hide(&h, &b->m, 5);
	assert_tally(&s[0].now, (struct tally){ .levels = 5, .dont_know = 5 });
	assert_int_equal(s[0].picked + s[0].could_pick, 0);
	assert_tally(&s[1].now, (struct tally){ .levels = 5, .c = { 3, 2 }, .dont_know = 1, .skipped = 1 });
	assert_tally(&s[1].wish, (struct tally){ .levels = 5, .not_applicable = 5 });
	assert_int_equal(s[1].picked, 1);
	assert_int_equal(s[1].could_pick, 5);
}

static struct histogram example(struct bench *b)
{
	struct histogram h = histogram_new(b->a, &b->m);
	int64_t n = 0x01020304;

	h.sheets = n++;
	for (size_t i = 0; i < h.subjects; i++) {
		struct subject_histogram *s = &h.subject[i];

		s->now.c[0] = n++, s->now.dont_know = n++, s->now.not_applicable = n++, s->now.skipped = n++;
		s->wish.c[1] = n++;
		s->left_out = n++, s->picked = n++, s->could_pick = n++;
		s->statement[0].c[1] = n++;
	}
	return h;
}

static bool reads(struct bench *b, struct blob blob, struct histogram *ret)
{
	bool is_by_sheet;

	b->e = (struct err){ 0 };
	return histogram_unpack(b->a, &b->m, blob, ret, &is_by_sheet, &b->e) && !is_by_sheet;
}

static void what_is_packed_is_read_back(void **state)
{
	static const uint8_t sheets[] = { 4, 3, 2, 1 };
	struct bench *b = *state;
	const struct histogram h = example(b);
	const struct blob packed = histogram_pack(b->a, &b->m, &h);
	struct histogram back;

	assert_memory_equal(packed.p + HEAD - sizeof(sheets), sheets, sizeof(sheets));
	assert_true(reads(b, packed, &back));
	assert_int_equal(back.sheets, h.sheets);
	assert_memory_equal(back.subject, h.subject, h.subjects * sizeof(*h.subject));
}

static void a_piece_of_another_shape_is_refused(void **state)
{
	struct bench *b = *state;
	const struct histogram h = example(b);
	const struct blob packed = histogram_pack(b->a, &b->m, &h);
	uint8_t *bytes = arena_alloc(b->a, packed.n + 1);
	struct histogram back;

	memcpy(bytes, packed.p, packed.n);
	bytes[packed.n] = 0;
	assert_true(reads(b, (struct blob){ bytes, packed.n }, &back));
	for (size_t n = 0; n < packed.n; n++)
		assert_false(reads(b, (struct blob){ bytes, n }, &back));
	assert_false(reads(b, (struct blob){ bytes, packed.n + 1 }, &back));
	/* Version, levels and subjects, each by itself, higher and lower. */
	for (size_t at = 0; at < HEAD - 4; at += 4)
		for (int by = -2; by <= 2; by++) {
			bytes[at] = (uint8_t)(packed.p[at] + by);
			if (by && (at > 0 || by != -1))	/* version 1 has another length */
				assert_false(reads(b, (struct blob){ bytes, packed.n }, &back));
			bytes[at] = packed.p[at];
		}
}

/* Nobody answered a question on the scale, and the whole has enough who chose. */
static void choices_stay_where_they_make_k(void **state)
{
	static const size_t parent[] = { 0 };
	struct bench *b = *state;
	struct histogram h = histogram_new_full(b->a, &b->m);

	h.sheets = 6;
	for (size_t i = 0; i < h.subjects; i++) {
		h.subject[i].now.skipped = h.subject[i].wish.skipped = 6;
		h.subject[i].picked = 4;
		h.subject[i].could_pick = 6;
	}
	histogram_pieces(b->a, &b->m, parent, &h, 1, 5);
	assert_int_equal(h.sheets, 6);
	for (size_t i = 0; i < h.subjects; i++) {
		assert_int_equal(h.subject[i].picked, 4);
		assert_int_equal(h.subject[i].could_pick, 6);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_answer_is_counted_where_it_belongs, begin, end),
		cmocka_unit_test_setup_teardown(a_sensitive_question_keeps_three_classes, begin, end),
		cmocka_unit_test_setup_teardown(empty_is_when_nothing_is_in_it, begin, end),
		cmocka_unit_test_setup_teardown(what_fewer_than_k_said_is_hidden, begin, end),
		cmocka_unit_test_setup_teardown(what_is_packed_is_read_back, begin, end),
		cmocka_unit_test_setup_teardown(a_piece_of_another_shape_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(choices_stay_where_they_make_k, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

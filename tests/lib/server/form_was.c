/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two people in one form: for every kind of field, whatever the three values are, what
 * only one changed is kept, and what both changed is said and not decided.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "server/form.h"
#include "server/web.h"
#include "scratch.h"

enum { LINE, TEXT, LINES, LINK, INT, CHOICE, SELECT, DAY, TIME, FLAG, INTS, EACH, KINDS };

static const struct choice choices[] = { { 1, "een" }, { 2, "twee" }, { 3, "drie" }, { 0 } };

static const struct field fields[] = {
	[LINE] = { "regel", FIELD_LINE, .chars = 50, .label = "Regel" },
	[TEXT] = { "tekst", FIELD_TEXT, .chars = 500 },
	[LINES] = { "namen", FIELD_LINES, .chars = 50, .times = 9 },
	[LINK] = { "link", FIELD_LINK, .chars = 50 },
	[INT] = { "getal", FIELD_INT, 1, 50 },
	[CHOICE] = { "keuze", FIELD_CHOICE, .choices = choices },
	[SELECT] = { "lijst", FIELD_SELECT, .choices = choices },
	[DAY] = { "dag", FIELD_DATE },
	[TIME] = { "tijd", FIELD_TIME },
	[FLAG] = { "vlag", FIELD_FLAG },
	[INTS] = { "groep[]", FIELD_INTS, 1, 9, .times = 9 },
	[EACH] = { "plaats%", FIELD_INT, 1, 99, .times = 3 },
	{ 0 },
};

/* Three things that each can say, as a form sends them; 0 is what a form sends for
 * nothing. */
static const char *const sent_as[KINDS][3] = {
	[LINE] = { "regel=", "regel=+a ", "regel=b" },
	[TEXT] = { "tekst=", "tekst=a%0D%0Ab", "tekst=c" },
	[LINES] = { "namen=", "namen=Noor%0D%0A%0D%0A+Anne", "namen=Piet" },
	[LINK] = { "link=", "link=https://a.nl", "link=https://b.nl" },
	[INT] = { "getal=", "getal=5", "getal=7" },
	[CHOICE] = { "keuze=3", "keuze=1", "keuze=2" },
	[SELECT] = { "lijst=3", "lijst=1", "lijst=2" },
	[DAY] = { "dag=", "dag=2026-11-24", "dag=2026-11-25" },
	[TIME] = { "tijd=", "tijd=9.05", "tijd=14:00" },
	[FLAG] = { "", "vlag=1", "vlag=1" },
	[INTS] = { "", "groep[]=3&groep[]=1", "groep[]=2" },
	[EACH] = { "plaats2=", "plaats2=4", "plaats2=6" },
};

static struct err err;

static size_t place(size_t kind)
{
	return kind == EACH ? FORM_EACH(EACH, 1) : kind;
}

/* The same as the store says it. */
static void put(struct form *f, size_t kind, int value)
{
	const size_t at = place(kind);
	static const char *const texts[][3] = {
		[LINE] = { "", "a", "b" }, [TEXT] = { "", "a\nb", "c" },
		[LINES] = { "", "Noor\nAnne", "Piet" }, [LINK] = { "", "https://a.nl", "https://b.nl" },
	};

	if (kind <= LINK)
		form_put(f, at, str_from(texts[kind][value]));
	else if (kind == CHOICE || kind == SELECT)
		form_put_i64(f, at, value ? value : 3);
	else if (kind == FLAG)
		form_put_i64(f, at, value > 0);
	else if (value && kind == INT)
		form_put_i64(f, at, value == 1 ? 5 : 7);
	else if (value && kind == EACH)
		form_put_i64(f, at, value == 1 ? 4 : 6);
	else if (value && kind == DAY)
		form_put_date(f, at, (struct date){ 2026, 11, 23 + value });
	else if (value && kind == TIME)
		form_put_time(f, at, value == 1 ? 9 : 14, value == 1 ? 5 : 0);
	else if (value && kind == INTS) {
		form_tick(f, at, value == 1 ? 1 : 2);
		if (value == 1)
			form_tick(f, at, 3);
	}
}

static struct form *typed(const char *body, struct str was)
{
	static struct http_header header;
	static struct http_request q;
	static struct page page;
	static struct call c;

	header = (struct http_header){ STR("Content-Type"), STR("application/x-www-form-urlencoded") };
	q = (struct http_request){ .a = scratch, .method = STR("POST"), .body = str_from(body),
				   .headers = &header, .header_count = 1 };
	page = (struct page){ .fields = fields };
	c = (struct call){ .a = scratch, .q = &q, .page = &page };
	assert_true(input_read(&c, &err));
	c.was = was;
	return form_start(&c, fields);
}

static struct str rest_of(const struct form *like, size_t kind, int value)
{
	struct form *f = form_empty(like);

	put(f, kind, value);
	form_rest(f);
	return f->was;
}

/* Says f the same as the store does with this value? */
static bool says(struct form *f, size_t kind, int value)
{
	struct str was = f->was, is;

	form_rest(f);
	is = f->was;
	f->was = was;
	return str_eq(is, rest_of(f, kind, value));
}

static void three_ways(size_t kind, int base, int mine, int stored)
{
	struct form *like = typed("", (struct str){ 0 });
	struct form *f = typed(sent_as[kind][mine], rest_of(like, kind, base));
	struct form *now = form_empty(f);
	const bool both = mine != base && stored != base && mine != stored;

	put(now, kind, stored);
	for (int again = 0; again < 2; again++) {
		form_retype(f);
		assert_int_equal(form_merge(f, now), !both);
		assert_int_equal(f->faults.count, both);
		assert_int_equal(f->faults.is_changed, both);
		assert_true(says(f, kind, both ? mine : mine != base ? mine : stored));
		assert_true(str_eq(f->was, rest_of(like, kind, stored)));
	}
	if (both) {		/* sent again it is decided */
		f = typed(sent_as[kind][mine], f->was);
		assert_true(form_merge(f, now));
		assert_true(says(f, kind, mine));
	}
}

static void what_one_changed_is_kept_and_what_both_changed_is_said(void **state)
{
	(void)state;
	for (size_t kind = 0; kind < KINDS; kind++)
		for (int i = 0; i < 27; i++) {
			arena_reset(scratch);
			if (kind != FLAG || (i % 3 < 2 && i / 3 % 3 < 2 && i / 9 < 2))
				three_ways(kind, i % 3, i / 3 % 3, i / 9);
		}
}

static void a_form_that_says_not_what_it_rests_on_fills_in_and_changes_nothing(void **state)
{
	(void)state;
	for (size_t kind = 0; kind < KINDS; kind++) {
		struct form *f = typed(sent_as[kind][1], (struct str){ 0 });
		struct form *now = form_empty(f);

		if (kind == FLAG)	/* two values only */
			continue;
		put(now, kind, 2);
		assert_false(form_merge(f, now));
		f = typed(sent_as[kind][1], (struct str){ 0 });
		assert_true(form_merge(f, form_empty(f)));
		assert_true(says(f, kind, 1));
	}
}

static void a_field_that_the_form_does_not_have_stays(void **state)
{
	(void)state;
	for (size_t kind = 0; kind < KINDS; kind++) {
		struct form *f = typed("x=1", (struct str){ 0 });
		struct form *now = form_empty(f);

		if (kind == FLAG || kind == INTS)	/* boxes send nothing when empty */
			continue;
		put(now, kind, 2);
		assert_true(form_merge(f, now));
		assert_true(says(f, kind, 2));
	}
}

static void a_form_that_is_shown_again_is_not_right_to_save(void **state)
{
	struct form *f = typed("regel=a", (struct str){ 0 });

	(void)state;
	assert_true(form_check(f));
	f->is_again = true;
	assert_false(form_check(f));
	assert_int_equal(f->faults.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_one_changed_is_kept_and_what_both_changed_is_said),
		cmocka_unit_test(a_form_that_says_not_what_it_rests_on_fills_in_and_changes_nothing),
		cmocka_unit_test(a_field_that_the_form_does_not_have_stays),
		cmocka_unit_test(a_form_that_is_shown_again_is_not_right_to_save),
	};

	return cmocka_run_group_tests(tests, scratch_begin, scratch_end);
}

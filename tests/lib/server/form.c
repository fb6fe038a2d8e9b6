/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms: every limit of a declaration is held, said beside its field, and loses nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "base/utf8.h"
#include "server/form.h"
#include "server/web.h"

enum { NAME, TEXT, LINK, SECRET, LEVEL, KIND, TASK, DAY, TIME, TICK, LIST, PEOPLE, PLACE, WORD, CARD,
       FILE_AT };

static const struct choice kinds[] = { { 2, "twee" }, { 5, "vijf" }, { 0 } };

static const struct field fields[] = {
	[NAME] = { "naam", FIELD_LINE, .chars = 5, .is_needed = true, .fault = "Hoogstens %1 tekens.",
		   .missing = "Geef een naam." },
	[TEXT] = { "tekst", FIELD_TEXT, .chars = 20000, .fault = "Te lang voor %1 tekens." },
	[LINK] = { "link", FIELD_LINK, .chars = 10, .fault = "Geen link." },
	[SECRET] = { "geheim", FIELD_SECRET, .chars = 3, .fault = "Geheim." },
	[LEVEL] = { "nu", FIELD_INT, 1, 50, .is_needed = true, .fault = "Van %1 tot en met %2." },
	[KIND] = { "soort", FIELD_CHOICE, .choices = kinds, .is_needed = true, .fault = "Kies." },
	[TASK] = { "opgave", FIELD_SELECT, .fault = "Uit de lijst." },
	[DAY] = { "dag", FIELD_DATE, .fault = "Een dag." },
	[TIME] = { "tijd", FIELD_TIME, .fault = "Een tijd." },
	[TICK] = { "ja", FIELD_FLAG },
	[LIST] = { "kies[]", FIELD_INTS, 1, 9, .times = 3 },
	[PEOPLE] = { "namen", FIELD_LINES, .chars = 3, .times = 2, .fault = "%2 namen van %1 tekens." },
	[PLACE] = { "plaats%", FIELD_INT, 1, 99, .times = 12, .fault = "Een plaats tot %2." },
	[WORD] = { "woord%nl", FIELD_LINE, .chars = 4, .times = 3, .fault = "Een woord van %1." },
	[CARD] = { "id%%", FIELD_LINE, .chars = 4, .times = 40, .fault = "Een kaart." },
	[FILE_AT] = { "bestand", FIELD_FILE, 1, 3 << 20, .fault = "Hoogstens %1 MB." },
	{ 0 },
};

static struct arena *arena;
static struct err err;

/* What is needed is sent; `body` comes behind it, and the last one counts. */
static struct form *sent(const char *body)
{
	static struct http_header header;
	static struct http_request q;
	static struct page page;
	static struct call c;
	struct out o;

	arena_reset(arena);
	err = (struct err){ 0 };
	o = out_new(arena, 1 << 20);
	out_c(&o, "naam=Noor&nu=7&soort=2&");
	out_c(&o, body);
	header = (struct http_header){ STR("Content-Type"),
				       STR("application/x-www-form-urlencoded") };
	q = (struct http_request){ .a = arena, .method = STR("POST"), .body = out_done(&o),
				   .headers = &header, .header_count = 1 };
	page = (struct page){ .fields = fields };
	c = (struct call){ .a = arena, .q = &q, .page = &page };
	return input_read(&c, &err) ? form_start(&c, fields) : NULL;
}

static void assert_fine(const char *body)
{
	struct form *f = sent(body);

	assert_non_null(f);
	assert_true(form_check(f));
}

/* One fault, at this place and in these words; what was typed is still there. */
static void assert_fault(const char *body, size_t at, const char *words, const char *typed)
{
	struct form *f = sent(body);
	struct str said;

	assert_non_null(f);
	assert_false(form_check(f));
	assert_int_equal(f->faults.count, 1);
	said = form_fault(f, at);
	assert_string_equal(str_cstr(arena, said), words);
	assert_string_equal(f->faults.list[0].field, form_id(f, at));
	assert_string_equal(str_cstr(arena, form_value(f, at)->text), typed);
}

static void a_limit_is_in_characters_as_people_count_them(void **state)
{
	(void)state;
	assert_fine("naam=%C3%AB%C3%AB%C3%AB%C3%AB%C3%AB");			/* ë: 2 bytes each */
	assert_fine("naam=e%CC%88e%CC%88e%CC%88e%CC%88e%CC%88");		/* e and its two dots */
	assert_fine("naam=%F0%9F%98%80%F0%9F%98%80%F0%9F%98%80%F0%9F%98%80%F0%9F%98%80");
	/* A family of three, a thumb with a skin, the flag of the Netherlands. */
	assert_int_equal(utf8_count(STR("\U0001F468‍\U0001F469‍\U0001F467")), 1);
	assert_int_equal(utf8_count(STR("\U0001F44D\U0001F3FD")), 1);
	assert_int_equal(utf8_count(STR("\U0001F1F3\U0001F1F1\U0001F1E7\U0001F1EA")), 2);
	assert_fault("naam=Noorje", NAME, "Hoogstens 5 tekens.", "Noorje");
	assert_fault("naam=%C3%AB%C3%AB%C3%AB%C3%AB%C3%AB%C3%AB", NAME, "Hoogstens 5 tekens.",
		     "ëëëëëë");
}

/* One letter with marks without end is no way around a limit. */
static void marks_are_counted_when_there_are_too_many(void **state)
{
	char body[5 + 600 * 6 + 1] = "naam=", *p = body + 5;

	(void)state;
	*p++ = 'e';
	for (int i = 0; i < 500; i++, p += 6)
		memcpy(p, "%CC%88", 6);
	*p = '\0';
	assert_false(form_check(sent(body)));
	assert_int_equal(utf8_count(STR("e" "\u0308\u0308\u0308\u0308\u0308\u0308\u0308\u0308\u0308")), 1);
	assert_int_equal(utf8_count(STR("e" "\u0308\u0308\u0308\u0308\u0308\u0308\u0308\u0308\u0308\u0308")), 2);
}

static void an_empty_form_names_every_needed_field(void **state)
{
	static struct http_request q;
	static struct page page = { .fields = fields };
	static struct call c;
	struct form *f;

	(void)state;
	arena_reset(arena);
	q = (struct http_request){ .a = arena, .method = STR("POST") };
	c = (struct call){ .a = arena, .q = &q, .page = &page };
	assert_true(input_read(&c, &err));
	f = form_start(&c, fields);
	assert_false(form_check(f));
	assert_int_equal(f->faults.count, 3);
	assert_string_equal(f->faults.list[0].field, "naam");
	assert_true(str_is(f->faults.list[0].text, "Geef een naam."));
	assert_string_equal(f->faults.list[1].field, "nu");
	assert_true(str_is(f->faults.list[1].text, "Van 1 tot en met 50."));
	assert_string_equal(f->faults.list[2].field, "soort0");	/* the first button */
}

static void each_kind_is_held_to_its_limits(void **state)
{
	(void)state;
	assert_fault("nu=51", LEVEL, "Van 1 tot en met 50.", "51");
	assert_fault("nu=veel", LEVEL, "Van 1 tot en met 50.", "veel");
	assert_fault("soort=3", KIND, "Kies.", "3");
	assert_fault("dag=2026-02-29", DAY, "Een dag.", "2026-02-29");
	assert_fine("dag=2026-02-28");
	assert_fault("link=http%3A%2F%2Fx.nl", LINK, "Geen link.", "http://x.nl");
	assert_fine("geheim=+a+&ja=1&kies%5B%5D=1&kies%5B%5D=9");
	assert_fault("geheim=+ab+", SECRET, "Geheim.", " ab ");
	assert_false(sent("naam=a%0Ab")->in[NAME].is_valid);	/* one line */
	assert_true(str_is(form_words(sent(""), FILE_AT, fields[FILE_AT].fault), "Hoogstens 3 MB."));
}

static void a_time_is_written_in_three_ways(void **state)
{
	(void)state;
	assert_int_equal(sent("tijd=14:30")->in[TIME].number, 14 * 60 + 30);
	assert_int_equal(sent("tijd=14.30")->in[TIME].number, 14 * 60 + 30);
	assert_int_equal(sent("tijd=9:05")->in[TIME].number, 9 * 60 + 5);
	assert_fault("tijd=24:00", TIME, "Een tijd.", "24:00");
	assert_fault("tijd=9:5", TIME, "Een tijd.", "9:5");
	assert_fault("tijd=900", TIME, "Een tijd.", "900");
}

static void a_choice_is_one_of_those_that_were_offered(void **state)
{
	struct form *f = sent("opgave=4");

	(void)state;
	form_offer(f, TASK, 0, STR("Geen"));
	form_offer(f, TASK, 4, STR("Wonen"));
	assert_true(form_check(f));
	assert_true(form_is_chosen(f, TASK, 4) && !form_is_chosen(f, TASK, 0));
	f = sent("opgave=5");
	form_offer(f, TASK, 4, STR("Wonen"));
	assert_false(form_check(f));
	assert_true(str_is(form_fault(f, TASK), "Uit de lijst."));
	f = sent("kies%5B%5D=3&kies%5B%5D=7");
	assert_true(form_is_chosen(f, LIST, 3) && form_is_chosen(f, LIST, 7));
	assert_false(form_is_chosen(f, LIST, 1));
}

static void lines_have_a_limit_each_and_together(void **state)
{
	struct form *f = sent("namen=+Jan+%0D%0A%0D%0AEls%0D%0A");

	(void)state;
	assert_true(form_check(f));
	assert_int_equal(f->in[PEOPLE].count, 2);
	assert_true(str_is(f->in[PEOPLE].lines[0], "Jan") && str_is(f->in[PEOPLE].lines[1], "Els"));
	assert_fault("namen=Joke", PEOPLE, "2 namen van 3 tekens.", "Joke");
	assert_fault("namen=a%0Ab%0Ac", PEOPLE, "2 namen van 3 tekens.", "a\nb\nc");
}

static void a_numbered_field_is_declared_once(void **state)
{
	struct form *f = sent("plaats1=3&plaats12=9&woord2nl=huis&id00=a&id39=b&plaats13=1&plaats0=1"
			      "&plaats01=1&id40=1&id1=1&woordnl=1");

	(void)state;
	assert_non_null(f);
	assert_true(form_check(f));
	assert_int_equal(form_value(f, FORM_EACH(PLACE, 0))->number, 3);
	assert_int_equal(form_value(f, FORM_EACH(PLACE, 11))->number, 9);
	assert_false(form_value(f, FORM_EACH(PLACE, 1))->is_given);
	assert_true(str_is(form_value(f, FORM_EACH(WORD, 1))->text, "huis"));
	assert_true(str_is(form_value(f, FORM_EACH(CARD, 39))->text, "b"));
	assert_string_equal(form_name(f, FORM_EACH(WORD, 1)), "woord2nl");
	assert_string_equal(form_name(f, FORM_EACH(CARD, 9)), "id09");
	assert_string_equal(form_id(f, FORM_EACH(PLACE, 11)), "plaats12");
	assert_fault("plaats2=100", FORM_EACH(PLACE, 1), "Een plaats tot 99.", "100");
	assert_fault("woord3nl=huizen", FORM_EACH(WORD, 2), "Een woord van 4.", "huizen");
}

static void faults_stand_in_the_order_of_the_fields_and_one_a_field(void **state)
{
	struct form *f = sent("dag=x&woord3nl=huizen&woord1nl=huizen&nu=0");

	(void)state;
	form_fault_add(f, DAY, "Een dag die nog komt.");
	assert_false(form_check(f));
	assert_int_equal(f->faults.count, 4);
	assert_string_equal(f->faults.list[0].field, "nu");
	assert_true(str_is(f->faults.list[1].text, "Een dag die nog komt."));
	assert_string_equal(f->faults.list[2].field, "woord1nl");
	assert_string_equal(f->faults.list[3].field, "woord3nl");
}

static void long_limits_are_written_as_people_read_them(void **state)
{
	struct form *f = sent("");

	(void)state;
	assert_true(str_is(form_words(f, TEXT, "%1 tekens"), "20.000 tekens"));
	f->lang = LANG_EN;
	assert_true(str_is(form_words(f, TEXT, "%1 tekens"), "20,000 tekens"));
}

static void what_is_no_text_is_refused(void **state)
{
	(void)state;
	assert_null(sent("naam=%FF%FE"));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_null(sent("naam=a%00b"));
	assert_null(sent("plaats2=%C3"));
}

static void what_is_stored_is_put_in(void **state)
{
	struct form *f = sent("");

	(void)state;
	form_put_date(f, DAY, (struct date){ 2026, 11, 3 });
	form_put_time(f, TIME, 9, 5);
	form_put_i64(f, KIND, 5);
	form_put_i64(f, TICK, 0);
	form_put_i64(f, FORM_EACH(PLACE, 4), 12);
	form_tick(f, LIST, 4);
	form_tick(f, LIST, 6);
	assert_true(str_is(f->in[DAY].text, "2026-11-03"));
	assert_true(str_is(f->in[TIME].text, "09:05"));
	assert_true(form_is_chosen(f, KIND, 5) && !form_is_chosen(f, KIND, 2));
	assert_false(f->in[TICK].is_given);
	assert_true(str_is(form_value(f, FORM_EACH(PLACE, 4))->text, "12"));
	assert_true(form_is_chosen(f, LIST, 4) && form_is_chosen(f, LIST, 6));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_limit_is_in_characters_as_people_count_them),
		cmocka_unit_test(marks_are_counted_when_there_are_too_many),
		cmocka_unit_test(an_empty_form_names_every_needed_field),
		cmocka_unit_test(each_kind_is_held_to_its_limits),
		cmocka_unit_test(a_time_is_written_in_three_ways),
		cmocka_unit_test(a_choice_is_one_of_those_that_were_offered),
		cmocka_unit_test(lines_have_a_limit_each_and_together),
		cmocka_unit_test(a_numbered_field_is_declared_once),
		cmocka_unit_test(faults_stand_in_the_order_of_the_fields_and_one_a_field),
		cmocka_unit_test(long_limits_are_written_as_people_read_them),
		cmocka_unit_test(what_is_no_text_is_refused),
		cmocka_unit_test(what_is_stored_is_put_in),
	};
	int failed;

	arena = arena_new(1 << 24);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading models: the base model, and documents with one thing wrong. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/out.h"
#include "model/model.h"
#include "model/model_base.h"
#include "json/reader.h"

struct reading {
	struct arena *a;
	struct model m;
	struct model_report report;
	struct err e;
	bool is_ok;
};

static struct reading read_document(struct str document, const struct word *words, size_t count)
{
	struct reading r = { .a = arena_new(64 << 20) };
	struct word_list own = { 0 };

	for (size_t i = 0; i < count; i++)
		*LIST_ADD(r.a, &own) = words[i];
	r.is_ok = model_read(r.a, document, &own, &r.m, &r.report, &r.e);
	return r;
}

static const struct json_fault *find_problem(const struct reading *r, const char *path,
						const char *what)
{
	for (size_t i = 0; i < r->report.count; i++) {
		const struct json_fault *p = &r->report.problems[i];

		if (!p->is_warning && str_is(p->path, path) &&
		    memmem(p->what.p, p->what.n, what, strlen(what)))
			return p;
	}
	for (size_t i = 0; i < r->report.count; i++)
		print_error("found: " STR_FMT ": " STR_FMT "\n",
			    STR_ARG(r->report.problems[i].path),
			    STR_ARG(r->report.problems[i].what));
	fail_msg("no problem at \"%s\": %s", path, what);
	return NULL;
}

static void the_base_model_is_accepted(void **state)
{
	struct reading r = read_document(model_base_document(), NULL, 0);

	(void)state;
	assert_true(r.is_ok);
	assert_int_equal(r.report.errors, 0);
	assert_int_equal(r.e.kind, ERR_NONE);
	assert_true(str_is(r.m.id, "ddw-basis"));
	assert_int_equal(r.m.level_count, 5);
	assert_int_equal(r.m.subject_count, 10);
	for (size_t i = 0; i < r.m.subject_count; i++) {
		const struct subject *s = &r.m.subjects[i];
		bool has_action[6] = { false };

		for (size_t k = 0; k < r.m.level_count; k++)
			for (int lang = 0; lang < LANG_COUNT; lang++)
				assert_true(s->ladder[k].in[lang].n > 0);
		for (size_t k = 0; k < s->action_count; k++)
			has_action[s->actions[k].from] = true;
		for (int from = 1; from < 5; from++)
			assert_true(has_action[from]);
	}
	arena_free(r.a);
}

static bool has_text(const struct model *m, const char *text)
{
	for (size_t i = 0; i < m->subject_count; i++)
		for (size_t k = 0; k < m->level_count; k++) {
			struct str s = m->subjects[i].ladder[k].in[LANG_NL];

			if (memmem(s.p, s.n, text, strlen(text)))
				return true;
		}
	return false;
}

static void the_organisations_own_words_stand_in_the_texts(void **state)
{
	static const struct word own = {
		{ "doelgroep", 9 }, { { { "waterschapskenners", 18 }, { "water experts", 13 } } }
	};
	struct reading base = read_document(model_base_document(), NULL, 0);
	struct reading mine = read_document(model_base_document(), &own, 1);

	(void)state;
	assert_true(has_text(&base.m, "inwoners en ondernemers"));
	assert_false(has_text(&base.m, "{doelgroep}"));
	assert_true(has_text(&mine.m, "waterschapskenners"));
	assert_false(has_text(&mine.m, "inwoners en ondernemers"));
	arena_free(base.a);
	arena_free(mine.a);
}

static void a_route_decides_who_gets_a_statement(void **state)
{
	const struct statement everyone = { .route = ROUTE_EVERYONE };
	const struct statement leaders = { .route = ROUTE_LEADERS };
	const struct statement policy = { .route = ROUTE_SPECIALISTS, .tag = STR("beleid") };

	(void)state;
	assert_true(statement_is_for(&everyone, ROUTE_EVERYONE, STR("")));
	assert_true(statement_is_for(&everyone, ROUTE_LEADERS, STR("")));
	assert_true(statement_is_for(&everyone, ROUTE_SPECIALISTS, STR("ict")));
	assert_false(statement_is_for(&leaders, ROUTE_EVERYONE, STR("")));
	assert_true(statement_is_for(&leaders, ROUTE_LEADERS, STR("")));
	assert_false(statement_is_for(&policy, ROUTE_EVERYONE, STR("beleid")));
	assert_false(statement_is_for(&policy, ROUTE_SPECIALISTS, STR("ict")));
	assert_true(statement_is_for(&policy, ROUTE_SPECIALISTS, STR("beleid")));
}

/* --- one thing wrong ---------------------------------------------------------- */

/* The base model with the first `from` replaced. */
static struct str changed(struct arena *a, const char *from, const char *to)
{
	struct str base = model_base_document();
	const char *at = memmem(base.p, base.n, from, strlen(from));
	struct out o = out_new(a, 1 << 20);

	if (!at)
		fail_msg("the base model no longer has: %s", from);
	out_str(&o, str_cut(base, 0, (size_t)(at - base.p)));
	out_c(&o, to);
	out_str(&o, str_cut(base, (size_t)(at - base.p) + strlen(from), base.n));
	return out_done(&o);
}

static const struct bad {
	const char *from, *to, *path, *what;
} bad[] = {
	{ "\"Weet ik niet\",\n  \"en\": \"I don't know\"", "\"Weet ik niet\"",
	  "dont_know.en", "is missing" },
	{ "\"id\": \"proef\"", "\"id\": \"enkelen\"",
	  "levels", "the id \"enkelen\" stands twice" },
	{ "\"id\": \"bed\"", "\"id\": \"Bed!\"", "subjects[0].id", "\"Bed!\" is no id" },
	{ "\"needs_subject\": \"lei\"", "\"needs_subject\": \"nergens\"",
	  "prerequisites[0].needs_subject", "there is no subject \"nergens\"" },
	{ "\"needs_subject\": \"lei\",\n   \"needs_level\": 2",
	  "\"needs_subject\": \"bed\", \"needs_level\": 4",
	  "prerequisites", "circle: bed.3 needs bed.4 needs bed.3" },
	{ "\"from\": 1,\n     \"to\": 2", "\"from\": 1, \"to\": 3",
	  "subjects[0].actions[0]", "from level 1 to 3 and skips a level" },
	{ "\"from\": 1,", "\"from\": \"1\",",
	  "subjects[0].actions[0].from", "not a whole number from 1 to 5" },
	{ "\"licence\": \"CC0-1.0\"", "\"licence\": 3", "licence", "not a text" },
	{ "\"licence\": \"CC0-1.0\"", "\"licence\": \"CC0-1.0\", \"licens\": \"x\"",
	  "licens", "is no field of this format" },
	{ "\"peil-model-1\"", "\"peil-model-2\"",
	  "format", "\"peil-model-2\" is none of: peil-model-1" },
	{ "\"ladder\": [", "\"ladder\": [{\"nl\": \"x\", \"en\": \"x\"},",
	  "subjects[0].ladder", "has 6 items; 5 to 5 are allowed" },
	{ "\"ladder\": [", "\"ladder\": 5, \"lader\": [", "subjects[0].ladder", "not a list" },
	{ "\"Weet ik niet\"", "\" \"", "dont_know.nl", "is empty" },
	{ "\"Weet ik niet\"", "\"Weet \\u0007 niet\"", "dont_know.nl", "control characters" },
	{ "{doelgroep}", "{doelgroepen}", "subjects[0].ladder[4].nl", "{doelgroepen} stands in a text" },
	{ "{doelgroep}", "{doelgroep", "subjects[0].ladder[4].nl", "a brace is not closed in a text: \"" },
	{ "\"id\": \"s2\"", "\"id\": \"s1\"",
	  "subjects[0].statements", "the id \"s1\" stands twice" },
	{ "\"route\": \"everyone\"", "\"route\": \"nobody\"",
	  "subjects[0].statements[0].route", "\"nobody\" is none of: everyone" },
	{ "\"route\": \"everyone\"", "\"route\": \"specialists\"",
	  "subjects[0].statements[0].tag", "is missing" },
	{ "\"picks\": 3", "\"picks\": 0", "closing[0].picks", "not a whole number" },
};

static void one_thing_wrong_is_named_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		SCOPED(arena_freep) struct arena *a = arena_new(8 << 20);
		struct reading r = read_document(changed(a, bad[i].from, bad[i].to), NULL, 0);
		const struct json_fault *p;

		assert_false(r.is_ok);
		assert_int_equal(r.e.kind, ERR_INPUT);
		assert_int_not_equal(r.report.errors, 0);
		assert_int_equal(r.m.subject_count, 0);		/* nothing was handed out */
		p = find_problem(&r, bad[i].path, bad[i].what);
		assert_true(p->cure.n > 0);
		arena_free(r.a);
	}
}

/* What is no JSON is named with the line where it stops being so. */
static void broken_json_is_named_with_its_line(void **state)
{
	static const struct bad broken[] = {
		{ "\"id\": \"ddw-basis\"", "\"id\": \"ddw-basis\", \"id\": \"b\"", "", "duplicate" },
		{ "\"id\": \"ddw-basis\"", "\"id\": \"ddw\xff\xfe\"", "", "unable to decode byte" },
		{ "\"id\": \"ddw-basis\"", "\"id\": \"ddw\xc0\xaf\"", "", "unable to decode byte" },
		{ "\"id\": \"ddw-basis\"", "\"id\" \"ddw-basis\"", "", "':' expected" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
		SCOPED(arena_freep) struct arena *a = arena_new(8 << 20);
		struct reading r = read_document(changed(a, broken[i].from, broken[i].to), NULL, 0);

		assert_false(r.is_ok);
		assert_int_equal(r.report.errors, 1);
		assert_int_equal(find_problem(&r, "", broken[i].what)->line, 3);
		arena_free(r.a);
	}
}

static void refused(struct str document, const char *what)
{
	struct reading r = read_document(document, NULL, 0);

	assert_false(r.is_ok);
	assert_int_equal(r.e.kind, ERR_INPUT);
	(void)find_problem(&r, "", what);
	arena_free(r.a);
}

static void what_is_no_model_at_all_is_refused(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(16 << 20);
	enum { NESTED = 200000 };
	char *text = arena_alloc(a, MODEL_BYTES_MAX + 1);

	(void)state;
	refused(STR(""), "'[' or '{' expected");
	refused(STR("7"), "'[' or '{' expected");
	refused(STR("[]"), "not an object");
	refused(STR("{} {}"), "end of file expected");
	memset(text, '[', NESTED);
	refused((struct str){ text, NESTED }, "depth");
	memset(text, ' ', MODEL_BYTES_MAX + 1);
	refused((struct str){ text, MODEL_BYTES_MAX + 1 }, "4194304 is the most");
	/* One byte less is within the limit; then it is looked at. */
	refused((struct str){ text, MODEL_BYTES_MAX }, "'[' or '{' expected");
}

/* A missing part is one fault for each field that must be there, no crash. */
static void an_empty_object_lacks_everything(void **state)
{
	struct reading r = read_document(STR("{}"), NULL, 0);

	(void)state;
	assert_false(r.is_ok);
	(void)find_problem(&r, "format", "is missing");
	(void)find_problem(&r, "levels", "is missing");
	(void)find_problem(&r, "subjects", "is missing");
	(void)find_problem(&r, "closing", "is missing");
	arena_free(r.a);
}

static void a_long_sentence_is_a_warning_only(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(8 << 20);
	struct str document = changed(a, "\"Weet ik niet\"",
		"\"een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
		"vijftien zestien zeventien achttien negentien twintig eenentwintig\"");
	struct reading r = read_document(document, NULL, 0);
	size_t found = 0;

	(void)state;
	assert_true(r.is_ok);
	for (size_t i = 0; i < r.report.count; i++)
		found += r.report.problems[i].is_warning &&
			 str_is(r.report.problems[i].path, "dont_know.nl");
	assert_int_equal(found, 1);
	arena_free(r.a);
}

/* A word that holds a megabyte, used a thousand times: refused, not gigabytes. */
static void words_do_not_blow_up_a_text(void **state)
{
	enum { LONG = 1000000, USES = 1000 };
	SCOPED(arena_freep) struct arena *a = arena_new(32 << 20);
	char *value = arena_alloc(a, LONG + 1), *uses = arena_alloc(a, USES * 11 + 3);
	const struct word own = { STR("doelgroep"), { { { value, LONG }, { value, LONG } } } };
	struct reading r;

	(void)state;
	memset(value, 'x', LONG);
	uses[0] = '"';
	for (size_t i = 0; i < USES; i++)
		memcpy(uses + 1 + i * 11, "{doelgroep}", 11);
	uses[1 + USES * 11] = '"';
	r = read_document(changed(a, "\"Weten we waarvoor we data gebruiken?\"", uses), &own, 1);
	assert_false(r.is_ok);
	(void)find_problem(&r, "subjects[0].question.nl", "too long");
	arena_free(r.a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_base_model_is_accepted),
		cmocka_unit_test(the_organisations_own_words_stand_in_the_texts),
		cmocka_unit_test(a_route_decides_who_gets_a_statement),
		cmocka_unit_test(one_thing_wrong_is_named_with_its_place),
		cmocka_unit_test(broken_json_is_named_with_its_line),
		cmocka_unit_test(what_is_no_model_at_all_is_refused),
		cmocka_unit_test(an_empty_object_lacks_everything),
		cmocka_unit_test(a_long_sentence_is_a_warning_only),
		cmocka_unit_test(words_do_not_blow_up_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Sensitive questions (rule R7): ten people or more, and three classes. */
#include "round_fixture.h"

#include <string.h>

#include "model/model_base.h"
#include "json/reader.h"

static struct str replaced(struct arena *a, struct str text, const char *from, const char *to)
{
	const char *at = memmem(text.p, text.n, from, strlen(from));
	struct out o = out_new(a, 1 << 20);

	assert_non_null(at);
	out_str(&o, str_cut(text, 0, (size_t)(at - text.p)));
	out_c(&o, to);
	out_str(&o, str_cut(text, (size_t)(at - text.p) + strlen(from), text.n));
	return out_done(&o);
}

/* The base model; subject 0 is sensitive, and of subject 1 the first statement. */
static struct str sensitive_document(struct arena *a)
{
	struct str text = replaced(a, model_base_document(), "\"id\": \"bed\",",
				   "\"id\": \"bed\", \"sensitive\": true,");
	const char *at = memmem(text.p, text.n, "\"id\": \"lei\",", 12);
	size_t before = (size_t)(at - text.p);
	struct out o = out_new(a, 1 << 20);

	assert_non_null(at);
	out_str(&o, str_cut(text, 0, before));
	out_str(&o, replaced(a, str_cut(text, before, text.n), "\"route\": \"everyone\",",
			     "\"route\": \"everyone\", \"sensitive\": true,"));
	return out_done(&o);
}

static void lay(struct fixture *f, struct database *d, const struct leaf *leaves, size_t count)
{
	fixture_lay_model(f, d, sensitive_document(d->a), leaves, count);
	assert_true(f->model.subjects[0].is_sensitive);
	assert_true(f->model.subjects[0].statements[0].is_sensitive);
	assert_false(f->model.subjects[1].is_sensitive);
	assert_true(f->model.subjects[1].statements[0].is_sensitive);
	assert_false(f->model.subjects[1].statements[1].is_sensitive);
	fixture_open(f);
}

static size_t unit_named(const struct picture *p, const char *name)
{
	for (size_t i = 0; i < p->tree.count; i++)
		if (str_is(p->tree.units[i].name, name))
			return i;
	fail();
	return 0;
}

static void answer_many(struct fixture *f, size_t leaf, size_t count, int level)
{
	for (size_t i = 0; i < count; i++)
		fixture_answer(f, leaf, i, level, true);
}

static void assert_classes(const struct tally *t, int64_t low, int64_t middle, int64_t high)
{
	assert_int_equal(t->levels, SENSITIVE_CLASSES);
	assert_int_equal(t->c[0], low);
	assert_int_equal(t->c[1], middle);
	assert_int_equal(t->c[2], high);
	for (int i = SENSITIVE_CLASSES; i < TALLY_LEVELS_MAX; i++)
		assert_int_equal(t->c[i], 0);
}

static void classes_are_below_at_and_above_the_middle(void **state)
{
	static const struct {
		int levels, low[3], high[3];
	} want[] = {
		{ 3, { 1, 2, 3 }, { 1, 2, 3 } }, { 4, { 1, 2, 4 }, { 1, 3, 4 } },
		{ 5, { 1, 3, 4 }, { 2, 3, 5 } }, { 8, { 1, 4, 6 }, { 3, 5, 8 } },
		{ 9, { 1, 5, 6 }, { 4, 5, 9 } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(want); i++)
		for (int class = 0; class < SENSITIVE_CLASSES; class++) {
			int low, high;

			sensitive_class(want[i].levels, class, &low, &high);
			assert_int_equal(low, want[i].low[class]);
			assert_int_equal(high, want[i].high[class]);
		}
	assert_int_equal(sensitive_k(5), 10);
	assert_int_equal(sensitive_k(12), 12);
}

/* A 6 and B 7 are shown apart for other questions; for a sensitive one they
 * are thirteen of the department.  D's three are nowhere. */
static void two_teams_answer_a_sensitive_question_together(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 }, { "Dienst;B;team", 8 },
					      { "Ruimte;C;team", 12 }, { "Ruimte;D;team", 8 } };
	struct fixture f;
	struct picture p;
	size_t a, dienst, c;

	lay(&f, *state, leaves, 4);
	answer_many(&f, 0, 6, 3);
	answer_many(&f, 1, 7, 1);
	answer_many(&f, 2, 12, 4);
	answer_many(&f, 3, 3, 5);
	fixture_close(&f);
	p = fixture_picture(&f);
	a = unit_named(&p, "A");
	dienst = unit_named(&p, "Dienst");
	c = unit_named(&p, "C");
	assert_true(p.is_visible[a]);
	assert_int_equal(p.at[a].sheets, 6);
	assert_int_equal(p.at[a].subject[1].now.c[2], 6);
	assert_classes(&p.at[a].subject[0].now, 0, 0, 0);
	assert_classes(&p.at[a].subject[0].statement[0], 0, 0, 0);
	assert_int_equal(p.at[a].subject[0].picked, 6);
	assert_classes(&p.at[a].subject[1].statement[0], 0, 0, 0);
	assert_int_equal(p.at[a].subject[1].statement[1].c[2], 6);
	assert_int_equal(p.at[dienst].sheets, 13);
	assert_classes(&p.at[dienst].subject[0].now, 7, 6, 0);
	assert_classes(&p.at[dienst].subject[0].wish, 7, 0, 6);
	assert_classes(&p.at[dienst].subject[0].statement[0], 7, 6, 0);
	assert_classes(&p.at[dienst].subject[1].statement[0], 7, 6, 0);
	assert_int_equal(p.at[dienst].subject[0].picked, 13);
	assert_classes(&p.at[c].subject[0].now, 0, 0, 12);
	assert_classes(&p.at[0].subject[0].now, 7, 6, 12);
	assert_int_equal(p.at[0].sheets, 25);
}

/* A 6 count as ordinary; with B's four they are ten for a sensitive question.
 * How many people picked a subject is known of A: of A and B together it would
 * say how many of the four did. */
static void importance_is_counted_in_one_way(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 }, { "Dienst;B;team", 8 } };
	struct fixture f;
	struct picture p;

	lay(&f, *state, leaves, 2);
	answer_many(&f, 0, 6, 3);
	answer_many(&f, 1, 4, 1);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_int_equal(p.at[0].sheets, 6);
	assert_classes(&p.at[0].subject[0].now, 4, 6, 0);
	for (size_t i = 0; i < f.model.subject_count; i++) {
		assert_int_equal(p.at[0].subject[i].could_pick, 6);
		assert_int_equal(p.at[unit_named(&p, "Dienst")].subject[i].could_pick, 6);
	}
}

static void nine_show_nothing_of_a_sensitive_question(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 12 } };
	struct fixture f;
	struct picture p;

	lay(&f, *state, leaves, 1);
	answer_many(&f, 0, 9, 2);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_int_equal(p.at[0].sheets, 9);
	assert_int_equal(p.at[0].subject[2].now.c[1], 9);
	assert_classes(&p.at[0].subject[0].now, 0, 0, 0);
	assert_int_equal(p.at[0].subject[0].now.skipped, 0);
	assert_int_equal(p.at[0].subject[0].could_pick, 9);
	assert_classes(&p.at[0].subject[1].statement[0], 0, 0, 0);
}

/* Leaders and others of whom six and five answered: compared, but not here. */
static void leaders_are_not_compared_on_it_below_ten(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 }, { ";L;leiding", 8 } };
	struct fixture f;
	struct picture p;

	lay(&f, *state, leaves, 2);
	answer_many(&f, 0, 6, 2);
	answer_many(&f, 1, 5, 4);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_true(p.has_leaders);
	assert_int_equal(p.leaders.subject[1].now.c[3], 5);
	assert_classes(&p.leaders.subject[0].now, 0, 0, 0);
	assert_classes(&p.others.subject[0].now, 0, 0, 0);
	assert_classes(&p.at[0].subject[0].now, 6, 0, 5);
}

static void a_mark_that_is_no_mark_is_refused(void **state)
{
	struct database *d = *state;
	struct str text = replaced(d->a, model_base_document(), "\"id\": \"bed\",",
				   "\"id\": \"bed\", \"sensitive\": \"yes\",");
	struct model_report report;
	struct err e = { 0 };
	struct model m;

	assert_false(model_read(d->a, text, NULL, 0, &m, &report, &e));
	assert_int_equal(report.count, 1);
	assert_true(str_is(report.problems[0].path, "subjects[0].sensitive"));
	assert_true(str_is(report.problems[0].cure, "make it true or false"));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, database_begin, database_end)
	const struct CMUnitTest tests[] = {
		T(classes_are_below_at_and_above_the_middle),
		T(two_teams_answer_a_sensitive_question_together),
		T(importance_is_counted_in_one_way),
		T(nine_show_nothing_of_a_sensitive_question),
		T(leaders_are_not_compared_on_it_below_ten),
		T(a_mark_that_is_no_mark_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a round stands, from its facts; and the answers that are kept. */
#include "round_fixture.h"

#include <string.h>

#include "round/journey.h"
#include "remark/remark.h"
#include "reply/unit_reply.h"

struct facts {
	struct round round;
	struct unit units[3];
	struct unit_tree tree;
	struct stage_exit exits[8];
	struct journey_facts f;
};

static struct facts *lay(struct facts *x, enum round_stage stage)
{
	*x = (struct facts){ .round = { .k = 5, .stage = stage } };
	x->units[1] = (struct unit){ .is_leaf = true, .size = 9, .cards = 9, .answered = 6 };
	x->units[2] = (struct unit){ .is_leaf = true, .size = 9, .cards = 9, .answered = 3 };
	x->tree = (struct unit_tree){ x->units, 3 };
	x->f = (struct journey_facts){ .round = &x->round, .tree = &x->tree, .exits.at = x->exits };
	return x;
}

static void answer(struct facts *x, enum journey_stage stage)
{
	x->exits[x->f.exits.count++] = (struct stage_exit){ .stage = stage, .answer = STR("ja") };
}

static struct journey make(const struct facts *x)
{
	struct journey j;

	journey_make(&x->f, &j);
	return j;
}

static enum journey_stage now_of(const struct journey *j)
{
	size_t at = JOURNEY_STEPS, found = 0;

	for (size_t i = 0; i < JOURNEY_STEPS; i++)
		if (j->steps[i].state == JOURNEY_NOW) {
			at = i;
			found++;
		}
	assert_int_equal(found, 1);
	return j->steps[at].stage;
}

static void before_closing_the_round_decides(void **state)
{
	struct facts x;
	struct journey j;

	(void)state;
	lay(&x, STAGE_PREPARE)->tree.count = 1;
	j = make(&x);
	assert_int_equal(now_of(&j), JOURNEY_PREPARE);
	assert_int_equal(j.next, NEXT_GROUPS);
	lay(&x, STAGE_PREPARE);
	x.units[1].cards = x.units[2].cards = 0;
	assert_int_equal(make(&x).next, NEXT_CARDS);
	lay(&x, STAGE_PREPARE);
	assert_int_equal(make(&x).next, NEXT_OPEN);
	j = make(lay(&x, STAGE_OPEN));
	assert_int_equal(now_of(&j), JOURNEY_SCAN);
	assert_int_equal(j.next, NEXT_INVITE);
	assert_int_equal(j.weakest, 2);
	assert_false(j.steps[3].has_question);
	assert_true(j.steps[1].has_question);
	x.units[2].answered = 5;
	assert_int_equal(make(&x).next, NEXT_WAIT);
	x.units[2].answered = 0;
	x.units[2].cards = 4;	/* it can never be shown */
	assert_int_equal(make(&x).next, NEXT_WAIT);
	x.units[2].cards = 9;
	x.units[2].size = 4;	/* nor with spare cards */
	assert_int_equal(make(&x).next, NEXT_WAIT);
}

static void after_closing_answers_lead_on(void **state)
{
	struct facts x;
	struct journey j;

	(void)state;
	lay(&x, STAGE_CLOSED)->f.remarks_to_read = 1;
	assert_int_equal(make(&x).next, NEXT_REMARKS);
	x.f.remarks_to_read = 0;
	j = make(&x);
	assert_int_equal(now_of(&j), JOURNEY_PICTURE);
	assert_int_equal(j.next, NEXT_PICTURE);
	answer(&x, JOURNEY_PICTURE);
	j = make(&x);
	assert_int_equal(now_of(&j), JOURNEY_DEEPEN);
	assert_int_equal(j.next, NEXT_DEEPEN);
	answer(&x, JOURNEY_DEEPEN);
	assert_int_equal(make(&x).next, NEXT_SHARED);
	answer(&x, JOURNEY_SHARED);
	j = make(&x);
	assert_int_equal(j.next, NEXT_FOLLOW);
	assert_false(j.is_finished);
	answer(&x, JOURNEY_FOLLOW);
	j = make(&x);
	assert_true(j.is_finished);
}

static void later_work_shows_that_a_stage_was_done(void **state)
{
	struct facts x;
	struct journey j;

	(void)state;
	lay(&x, STAGE_CLOSED)->f.meetings = 1;
	j = make(&x);
	assert_int_equal(now_of(&j), JOURNEY_DEEPEN);
	x.f.agreements = 1;
	j = make(&x);
	assert_int_equal(now_of(&j), JOURNEY_SHARED);
	/* Decided at once: a round may end early, its questions stay open. */
	lay(&x, STAGE_CLOSED);
	answer(&x, JOURNEY_FOLLOW);
	j = make(&x);
	assert_true(j.is_finished);
	assert_int_equal(j.next, NEXT_NOTHING);
	assert_true(j.steps[3].has_question);
	/* Nothing of it counts while the round is open. */
	x.round.stage = STAGE_OPEN;
	assert_false(make(&x).is_finished);
}

static bool put(struct fixture *f, enum journey_stage stage, enum journey_choice choice,
		struct str text, enum err_kind kind)
{
	struct stage_exit x = { stage, choice, text, 12 };
	struct err e = { 0 };

	if (stage_exit_put(f->d->db, &f->round, &x, &e))
		return kind == ERR_NONE;
	return e.kind == kind;
}

static void answers_are_kept_and_changed(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 } };
	static char long_text[JOURNEY_CHARS_MAX + 2];
	struct database *d = *state;
	struct stage_exit_list list;
	struct fixture f;

	fixture_lay(&f, d, leaves, 1);
	memset(long_text, 'x', JOURNEY_CHARS_MAX + 1);
	assert_true(put(&f, JOURNEY_PURPOSE, CHOICE_NONE, STR("een"), ERR_NONE));
	assert_true(put(&f, JOURNEY_PURPOSE, CHOICE_NONE, STR("twee"), ERR_NONE));
	assert_true(put(&f, JOURNEY_PURPOSE, CHOICE_NONE, STR("  "), ERR_INPUT));
	assert_true(put(&f, JOURNEY_PURPOSE, CHOICE_NONE, str_from(long_text), ERR_INPUT));
	assert_true(put(&f, JOURNEY_PURPOSE, CHOICE_NOTHING, STR("een"), ERR_INPUT));
	assert_true(put(&f, JOURNEY_SCAN, CHOICE_NONE, STR("een"), ERR_ABSENT));
	assert_true(put(&f, JOURNEY_PICTURE, CHOICE_NONE, STR("een"), ERR_CONFLICT));
	f.round.stage = STAGE_CLOSED;
	assert_true(put(&f, JOURNEY_FOLLOW, CHOICE_NONE, STR("een"), ERR_INPUT));
	assert_true(put(&f, JOURNEY_FOLLOW, CHOICE_NOTHING, STR(""), ERR_INPUT));
	assert_true(put(&f, JOURNEY_FOLLOW, CHOICE_NOTHING, STR("geen geld"), ERR_NONE));
	database_ok(d, stage_exit_list(d->db, d->a, f.round.key, &list, &d->e));
	assert_int_equal(list.count, 2);
	assert_true(str_is(list.at[0].answer, "twee"));
	assert_int_equal(stage_exit_of(&list, JOURNEY_FOLLOW)->choice, CHOICE_NOTHING);
}

static bool decide(struct database *d, int64_t organisation, int64_t remark,
		   enum remark_state state, const char *rewritten, struct err *e)
{
	const struct remark_decision decision = { { organisation, 7 }, remark, state,
						  str_from(rewritten) };

	return remark_decide(d->db, &decision, e);
}

static void a_rewriting_hides_its_original(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 12 } };
	struct shown_remark_list shown;
	struct remark_list list;
	struct database *d = *state;
	struct err e = { 0 };
	struct fixture f;
	int64_t id;

	fixture_lay(&f, d, leaves, 1);
	fixture_open(&f);
	fixture_note(&f, 0, 2, "met een naam");
	for (size_t i = 0; i < 10; i++)
		fixture_answer(&f, 0, i, 3, true);
	fixture_close(&f);
	database_ok(d, remark_list(d->db, d->a, key_of(1, 7), &list, &d->e));
	assert_int_equal(list.count, 1);
	database_ok(d, remark_shown_list(d->db, d->a, key_of(1, 7), &shown, &d->e));
	assert_int_equal(shown.count, 0);
	id = list.at[0].id;
	assert_false(decide(d, 2, id, REMARK_SHOWN, "", &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_false(decide(d, 1, id, REMARK_TO_READ, "", &e));
	database_ok(d, decide(d, 1, id, REMARK_SHOWN, "zonder", &d->e));
	database_ok(d, remark_shown_list(d->db, d->a, key_of(1, 7), &shown, &d->e));
	assert_int_equal(shown.count, 1);
	assert_true(str_is(shown.at[0].text, "zonder"));
	database_ok(d, decide(d, 1, id, REMARK_HIDDEN, "zonder", &d->e));
	database_ok(d, remark_list(d->db, d->a, key_of(1, 7), &list, &d->e));
	assert_int_equal(list.at[0].rewritten.n, 0);
	assert_true(str_is(list.at[0].body, "met een naam"));
}

static void a_link_opens_its_round_until_it_is_renewed(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 } };
	struct reply_code first = reply_code_make(), second = reply_code_make();
	struct database *d = *state;
	struct err e = { 0 };
	struct fixture f;
	struct round r;

	fixture_lay(&f, d, leaves, 1);
	fixture_open(&f);
	database_ok(d, reply_link_put(d->db, key_of(1, 7), first, &d->e));
	assert_false(reply_link_open(d->db, d->a, str_from(first.text), &r, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	fixture_close(&f);
	database_ok(d, reply_link_open(d->db, d->a, str_from(first.text), &r, &d->e));
	assert_int_equal(r.id, 7);
	database_ok(d, reply_link_put(d->db, key_of(1, 7), second, &d->e));
	assert_false(reply_link_open(d->db, d->a, str_from(first.text), &r, &e));
	database_ok(d, reply_link_open(d->db, d->a, str_from(second.text), &r, &d->e));
	assert_false(reply_link_open(d->db, d->a, STR(""), &r, &e));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, database_begin, database_end)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(before_closing_the_round_decides),
		cmocka_unit_test(after_closing_answers_lead_on),
		cmocka_unit_test(later_work_shows_that_a_stage_was_done),
		T(answers_are_kept_and_changed),
		T(a_rewriting_hides_its_original),
		T(a_link_opens_its_round_until_it_is_renewed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

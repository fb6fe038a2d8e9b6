/* SPDX-License-Identifier: EUPL-1.2 */
/* Every rule of a sentence at its boundary: on one side it is said, on the
 * other it is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "model/model_base.h"
#include "change/change_view.h"
#include "picture/picture_view.h"

#define FIVE(one, two, three, four, five) \
	((struct tally){ .levels = 5, .c = { one, two, three, four, five } })

enum { K = 5 };

struct stage {
	struct arena *a;
	struct model model;
	struct out out;
	struct view v;
};

static int begin(void **state)
{
	static struct stage s;
	struct model_report report;
	struct err e = { 0 };

	s = (struct stage){ .a = arena_new(64 << 20) };
	assert_true(model_read(s.a, model_base_document(), NULL, &s.model, &report, &e));
	s.out = out_new(s.a, 1 << 20);
	s.v = (struct view){ .o = &s.out, .a = s.a, .lang = LANG_NL };
	*state = &s;
	return 0;
}

static int end(void **state)
{
	struct stage *s = *state;

	arena_free(s->a);
	return 0;
}

/* --- finding sentences -------------------------------------------------------- */

static const struct sentence *find(const struct said *s, const char *rule)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->list[i].rule, rule) == 0)
			return &s->list[i];
	return NULL;
}

static bool is_said(const struct said *s, const char *rule)
{
	return find(s, rule) != NULL;
}

static void assert_said(const struct said *s, const char *rule, const char *text)
{
	const struct sentence *found = find(s, rule);

	if (!found)
		fail_msg("%s is not said", rule);
	else if (!str_is(found->text, text))
		fail_msg("%s says: " STR_FMT, rule, STR_ARG(found->text));
}

static struct picture_subject words(struct stage *s, const struct tally *now,
				    struct picture_facts f)
{
	static const struct tally no_wish = { .levels = 5 };
	struct picture_subject subject = { .now = now, .wish = &no_wish };

	f.k = K;
	f.members = f.members ? f.members : tally_n(now);
	picture_words(&s->v, &s->model, &f, &subject);
	return subject;
}

static struct picture_subject alone(struct stage *s, const struct tally *now)
{
	return words(s, now, (struct picture_facts){ 0 });
}

/* --- the picture -------------------------------------------------------------- */

static void thin_and_middle(void **state)
{
	const struct tally four = FIVE(0, 2, 2, 0, 0), five = FIVE(0, 2, 3, 0, 0);
	struct tally unsure = FIVE(0, 0, 3, 0, 0), few = unsure;
	struct picture_subject s = alone(*state, &four);

	assert_true(s.is_thin);
	assert_said(&s.said, "thin", "Er zijn te weinig inhoudelijke antwoorden om iets te zeggen.");
	assert_int_equal(s.middle.n, 0);
	assert_null(s.one.rule);
	assert_null(s.tag);
	assert_int_equal(s.certain.count, 0);
	s = alone(*state, &five);
	assert_false(s.is_thin);
	assert_true(str_is(s.middle, "In afspraken"));
	assert_non_null(s.one.rule);
	unsure.dont_know = 6;
	s = alone(*state, &unsure);
	assert_said(&s.said, "thin", "Er zijn te weinig inhoudelijke antwoorden om iets te zeggen.");
	assert_said(&s.said, "dont-know-alone", "6 mensen weten dit niet.");
	assert_false(is_said(&s.said, "dont-know"));
	few.dont_know = K - 1;
	s = alone(*state, &few);
	assert_said(&s.said, "thin", "Er zijn te weinig inhoudelijke antwoorden om iets te zeggen.");
	assert_int_equal(s.said.count, 1);
	few = FIVE(1, 0, 0, 0, 0);
	few.dont_know = 3;	/* three are not named where four answered */
	s = alone(*state, &few);
	assert_int_equal(s.said.count, 1);
}

static void middle_between_two(void **state)
{
	const struct tally t = FIVE(0, 3, 3, 0, 0);
	const struct picture_subject s = alone(*state, &t);

	assert_true(str_is(s.middle, "tussen In proef en In afspraken"));
	assert_true(str_is(s.half, "In proef tot en met In afspraken"));
}

/* A wish of fewer than k is no wish. */
static void wish(void **state)
{
	struct stage *s = *state;
	const struct tally now = FIVE(0, 3, 3, 0, 0), four = FIVE(0, 0, 0, 4, 0), five = FIVE(0, 0, 0, 5, 0);
	struct picture_facts f = { .k = K, .members = 6 };
	struct picture_subject subject = { .now = &now, .wish = &four };

	picture_words(&s->v, &s->model, &f, &subject);
	assert_int_equal(subject.wished.n, 0);
	subject = (struct picture_subject){ .now = &now, .wish = &five };
	picture_words(&s->v, &s->model, &f, &subject);
	assert_true(str_is(subject.wished, "In het dagelijks werk"));
}

/* D of .25 and of .50 belong to the word above. */
static void spread_words(void **state)
{
	const struct tally close = FIVE(0, 9, 8, 0, 0), quarter = FIVE(0, 6, 6, 0, 0);
	const struct tally apart = FIVE(6, 0, 5, 0, 0), half = FIVE(6, 0, 6, 0, 0);

	assert_int_equal(alone(*state, &close).spread, SPREAD_CLOSE);
	assert_int_equal(alone(*state, &quarter).spread, SPREAD_APART);
	assert_int_equal(alone(*state, &apart).spread, SPREAD_APART);
	assert_int_equal(alone(*state, &half).spread, SPREAD_FAR);
}

/* One word for how they lie; two camps go before how wide. */
static void tags(void **state)
{
	const struct tally close = FIVE(0, 9, 8, 0, 0), apart = FIVE(1, 3, 4, 2, 0);
	const struct tally camps = FIVE(0, 4, 2, 4, 0), far = FIVE(5, 5, 5, 5, 5);

	assert_string_equal(alone(*state, &close).tag, "dicht bij elkaar");
	assert_string_equal(alone(*state, &apart).tag, "verdeeld");
	assert_string_equal(alone(*state, &camps).tag, "twee kampen");
	assert_string_equal(alone(*state, &far).tag, "verdeeld");
}

/* --- the one sentence ------------------------------------------------------------ */

static void assert_one(struct picture_subject s, const char *rule, const char *text)
{
	assert_non_null(s.one.rule);
	if (strcmp(s.one.rule, rule) != 0 || !str_is(s.one.text, text))
		fail_msg("%s: " STR_FMT, s.one.rule, STR_ARG(s.one.text));
}

static void two_camps(void **state)
{
	const struct tally two = FIVE(0, 4, 2, 4, 0), one = FIVE(0, 4, 3, 4, 0);
	const struct tally small = FIVE(2, 0, 0, 0, 4), many = FIVE(43, 35, 13, 55, 23);

	assert_one(alone(*state, &two), "two-groups", "Onder ‘In afspraken’ liggen 4 antwoorden, erboven 4, erop enkele.");
	assert_one(alone(*state, &small), "two-groups", "Onder ‘In proef’ liggen enkele antwoorden, erboven 4.");
	assert_one(alone(*state, &many), "two-groups", "Onder ‘In afspraken’ liggen 78 antwoorden, erboven 78, erop 13.");
	/* More than half the tallest between them: no camps. */
	assert_string_not_equal(alone(*state, &one).one.rule, "two-groups");
}

/* From 60 in a hundred on one level, from 67 on two beside each other. */
static void where_they_lie(void **state)
{
	const struct tally all = FIVE(0, 0, 7, 0, 0), one = FIVE(2, 6, 2, 0, 0);
	const struct tally two = FIVE(0, 59, 30, 11, 0), just = FIVE(16, 34, 33, 17, 0);
	const struct tally around = FIVE(16, 36, 64, 42, 5), not = FIVE(17, 34, 32, 17, 0);
	const struct tally some = FIVE(0, 5, 4, 5, 0), wide = FIVE(20, 57, 49, 31, 9);

	assert_one(alone(*state, &all), "most", "Alle 7 antwoorden liggen op ‘In afspraken’.");
	assert_one(alone(*state, &one), "most", "6 van de 10 antwoorden liggen op ‘In proef’.");
	assert_one(alone(*state, &two), "most", "89 van de 100 antwoorden liggen op ‘In proef’ of ‘In afspraken’.");
	assert_one(alone(*state, &just), "most", "67 van de 100 antwoorden liggen op ‘In proef’ of ‘In afspraken’.");
	assert_one(alone(*state, &not), "around", "34 antwoorden liggen op ‘In proef’, 17 eronder en 49 erboven.");
	assert_one(alone(*state, &around), "around", "64 antwoorden liggen op ‘In afspraken’, 52 eronder en 47 erboven.");
	assert_one(alone(*state, &some), "wide", "De antwoorden liggen van ‘In proef’ tot en met ‘In het dagelijks werk’.");
	/* The middle is not where most are: it is not said. */
	assert_one(alone(*state, &wide), "wide", "De antwoorden liggen van het ene uiterste tot het andere.");
}

/* From a quarter, and from three who are so many that they may be named. */
static void many_do_not_know(void **state)
{
	struct tally t = FIVE(0, 5, 4, 0, 0), few = FIVE(0, 5, 0, 0, 0);

	t.dont_know = 3;
	assert_one(alone(*state, &t), "dont-know-one", "3 van de 12 weten dit niet.");
	t = FIVE(0, 5, 5, 0, 0);
	t.dont_know = 3;
	assert_string_equal(alone(*state, &t).one.rule, "most");
	few.dont_know = 2;
	assert_string_equal(alone(*state, &few).one.rule, "most");
}

/* No sentence of the answers speaks of a middle. */
static void nowhere_a_middle(void **state)
{
	for (int64_t i = 0; i < 1024; i++) {
		const struct tally t = FIVE(i & 3, i >> 2 & 3, i >> 4 & 3, i >> 6 & 3, i >> 8 & 3);
		const struct picture_subject s = alone(*state, &t);

		if (tally_n(&t) < K)
			continue;
		assert_true(s.one.text.n > 0);
		assert_null(memmem(s.one.text.p, s.one.text.n, "midden", 6));
		for (size_t k = 0; k < s.certain.count; k++)
			assert_null(memmem(s.certain.list[k].text.p, s.certain.list[k].text.n, "midden", 6));
	}
}

/* --- further sentences ------------------------------------------------------------ */

static void wishes(void **state)
{
	struct stage *s = *state;
	const struct tally now = FIVE(0, 3, 3, 0, 0), wide = FIVE(0, 34, 29, 26, 76), close = FIVE(0, 0, 1, 9, 2);
	struct picture_facts f = { .k = K, .members = 6 };
	struct picture_subject subject = { .now = &now, .wish = &wide };

	picture_words(&s->v, &s->model, &f, &subject);
	assert_said(&subject.said, "wish", "76 van de 165 wensen liggen op ‘In samenspel’, 34 op ‘In proef’.");
	subject = (struct picture_subject){ .now = &now, .wish = &close };
	picture_words(&s->v, &s->model, &f, &subject);
	assert_said(&subject.said, "wish", "9 van de 12 wensen liggen op ‘In het dagelijks werk’.");
}

static void dont_know(void **state)
{
	struct tally t = FIVE(0, 5, 5, 0, 0);
	struct picture_subject s = alone(*state, &t);

	assert_false(is_said(&s.said, "dont-know"));
	t.dont_know = 2;
	s = alone(*state, &t);
	assert_said(&s.said, "dont-know", "Enkele antwoorden zijn ‘weet ik niet’.");
	t.dont_know = 3;
	s = alone(*state, &t);
	assert_said(&s.said, "dont-know", "3 van de 13 weten dit niet.");
}

/* One or two are not named here either. */
static void left_out(void **state)
{
	const struct tally t = FIVE(0, 5, 5, 0, 0);
	struct picture_subject s = words(*state, &t, (struct picture_facts){ .left_out = 2 });

	assert_said(&s.said, "left-out", "Enkele antwoorden tellen hier nergens mee: ze waren met te weinig.");
	s = words(*state, &t, (struct picture_facts){ .left_out = 3 });
	assert_said(&s.said, "left-out", "3 antwoorden tellen hier nergens mee: ze waren met te weinig.");
	s = alone(*state, &t);
	assert_false(is_said(&s.said, "left-out"));
}

/* --- leaders ------------------------------------------------------------------ */

static struct picture_subject with_leaders(struct stage *s, struct tally leaders,
					   struct tally others, enum chance chance)
{
	struct tally all = leaders;
	struct picture_facts f = { .leaders = &leaders, .others = &others, .leaders_chance = chance };

	for (int k = 0; k < 5; k++)
		all.c[k] += others.c[k];
	return words(s, &all, f);
}

static void leaders_from_half_a_level(void **state)
{
	struct picture_subject s = with_leaders(*state, FIVE(0, 0, 5, 5, 0), FIVE(0, 0, 10, 0, 0), CHANCE_APART);

	assert_said(&s.said, "leaders", "De 10 antwoorden van leidinggevenden liggen gemiddeld 0,5 niveau hoger dan de 10 andere.");
	assert_said(&s.said, "leaders-apart", "Zo’n verschil ontstaat zelden door toeval.");
	assert_one(s, "leaders-one", "De antwoorden van leidinggevenden liggen gemiddeld 0,5 niveau hoger.");
	s = with_leaders(*state, FIVE(0, 0, 6, 4, 0), FIVE(0, 0, 10, 0, 0), CHANCE_APART);
	assert_false(is_said(&s.said, "leaders"));
	assert_false(is_said(&s.said, "leaders-apart"));
	assert_string_equal(s.one.rule, "most");
	/* What may be chance is told below, never first. */
	s = with_leaders(*state, FIVE(0, 0, 5, 5, 0), FIVE(0, 0, 10, 0, 0), CHANCE_MAYBE);
	assert_true(is_said(&s.said, "leaders-chance"));
	assert_string_equal(s.one.rule, "most");
}

/* Line and sentence stand on the same two means. */
static void one_measure(void **state)
{
	const struct tally leaders = FIVE(0, 0, 2, 5, 1), others = FIVE(4, 9, 12, 3, 1);
	const struct picture_facts f = { .k = K, .leaders = &leaders, .others = &others };
	const struct picture_subject s = with_leaders(*state, leaders, others, CHANCE_UNTESTED);

	assert_true(fabs(picture_leaders_higher(&f) - (31.0 / 8 - 75.0 / 29)) < 1e-12);
	assert_said(&s.said, "leaders", "De 8 antwoorden van leidinggevenden liggen gemiddeld 1,3 niveau hoger dan de 29 andere.");
}

/* Every share that tenths can be said of, at each boundary and in order. */
static void shares_of_ten(void **state)
{
	struct stage *s = *state;

	assert_true(str_is(said_of_ten(&s->v, 0), "geen"));
	assert_true(str_is(said_of_ten(&s->v, 1e-14), "bijna geen"));
	assert_true(str_is(said_of_ten(&s->v, 0.0499), "bijna geen"));
	assert_true(str_is(said_of_ten(&s->v, 1 / 20.0), "1 van de 10"));
	assert_true(str_is(said_of_ten(&s->v, 17 / 20.0), "9 van de 10"));
	assert_true(str_is(said_of_ten(&s->v, 0.9499), "9 van de 10"));
	assert_true(str_is(said_of_ten(&s->v, 1 - 1 / 20.0), "bijna alle"));
	assert_true(str_is(said_of_ten(&s->v, nextafter(1, 0)), "bijna alle"));
	assert_true(str_is(said_of_ten(&s->v, 1), "alle"));
	for (int64_t all = 1; all <= 60; all++)
		for (int64_t some = 0; some <= all; some++) {
			const struct str said = said_of_ten(&s->v, (double)some / (double)all);

			assert_int_equal(str_is(said, "alle"), some == all);
			assert_int_equal(str_is(said, "geen"), some == 0);
			assert_int_equal(str_is(said, "bijna alle"), some < all && 20 * some >= 19 * all);
			assert_int_equal(str_is(said, "bijna geen"), some > 0 && 20 * some < all);
		}
	s->v.lang = LANG_EN;
	assert_true(str_is(said_of_ten(&s->v, 0.8), "8 of 10"));
	assert_true(str_is(said_of_ten(&s->v, 0.96), "almost all"));
	s->v.lang = LANG_NL;
}

static void leaders_lower_mixed_or_too_few(void **state)
{
	struct picture_subject s = with_leaders(*state, FIVE(0, 5, 0, 0, 0), FIVE(0, 0, 5, 0, 0), CHANCE_APART);

	assert_said(&s.said, "leaders", "De 5 antwoorden van leidinggevenden liggen gemiddeld 1,0 niveau lager dan de 5 andere.");
	assert_one(s, "leaders-one", "De antwoorden van leidinggevenden liggen gemiddeld 1,0 niveau lager.");
	s = with_leaders(*state, FIVE(0, 5, 0, 0, 0), FIVE(0, 0, 5, 0, 0), CHANCE_MAYBE);
	assert_said(&s.said, "leaders-chance", "Dit verschil is niet te onderscheiden van toeval.");
	/* On both sides of the others: on average no difference. */
	s = with_leaders(*state, FIVE(3, 0, 0, 0, 3), FIVE(0, 0, 6, 0, 0), CHANCE_MAYBE);
	assert_false(is_said(&s.said, "leaders"));
	s = with_leaders(*state, FIVE(0, 4, 0, 0, 0), FIVE(0, 0, 5, 0, 0), CHANCE_MAYBE);
	assert_false(is_said(&s.said, "leaders"));
	assert_said(&s.said, "leaders-few", "Leiding en anderen staan hier niet naast elkaar: van een van beide zijn er te weinig antwoorden.");
	s = with_leaders(*state, FIVE(0, 5, 0, 0, 0), FIVE(0, 0, 4, 0, 0), CHANCE_MAYBE);
	assert_false(is_said(&s.said, "leaders"));
	s = with_leaders(*state, FIVE(0, 5, 0, 0, 0), FIVE(0, 0, 5, 0, 0), CHANCE_UNTESTED);
	assert_false(is_said(&s.said, "leaders-chance"));
}

/* --- silent members ------------------------------------------------------------ */

static struct said certainty(struct stage *s, struct tally t, int64_t members)
{
	struct markup whisker;
	struct said said = { 0 };

	picture_certainty(&s->v, &s->model, &t, members, &said, &whisker);
	assert_int_equal(whisker.html.n > 0, said.count > 0);
	return said;
}

static void largest_group_of_the_silent(void **state)
{
	struct said s = certainty(*state, FIVE(0, 2, 5, 3, 0), 15);

	assert_said(&s, "majority-sure", "Van alle 15 mensen zien 8 tot 13 dit op ‘In afspraken’ of hoger. Dat is zeker meer dan de helft.");
	s = certainty(*state, FIVE(0, 2, 5, 3, 0), 16);
	assert_said(&s, "majority-likely", "Van alle 16 mensen zien 8 tot 14 dit op ‘In afspraken’ of hoger. Dat is waarschijnlijk meer dan de helft.");
	s = certainty(*state, FIVE(0, 4, 3, 3, 0), 60);
	assert_said(&s, "majority-open", "Van alle 60 mensen zien 6 tot 56 dit op ‘In afspraken’ of hoger. Of dat meer dan de helft is, weten we nog niet.");
	s = certainty(*state, FIVE(6, 4, 0, 0, 0), 10);
	assert_said(&s, "majority-all", "Alle 10 mensen kozen een niveau: 6 op ‘Bij enkelen’.");
	assert_int_equal(s.count, 1);
	s = certainty(*state, FIVE(0, 0, 9, 0, 0), 8);	/* fewer members than answers */
	assert_int_equal(s.count, 0);
}

static void not_applicable_is_not_silent(void **state)
{
	struct tally t = FIVE(0, 6, 0, 0, 0);
	struct said s;

	t.not_applicable = 6;
	s = certainty(*state, t, 12);
	assert_said(&s, "majority-all", "Alle 6 mensen voor wie dit geldt, kozen een niveau: 6 op ‘In proef’ of hoger.");
	s = certainty(*state, t, 14);
	assert_said(&s, "majority-sure", "Van alle 8 mensen voor wie dit geldt, zien 6 tot 8 dit op ‘In proef’ of hoger. Dat is zeker meer dan de helft.");
	s = certainty(*state, t, 18);
	assert_said(&s, "majority-likely", "Van alle 12 mensen voor wie dit geldt, zien 6 tot 12 dit op ‘In proef’ of hoger. Dat is waarschijnlijk meer dan de helft.");
}

/* --- two rounds ---------------------------------------------------------------- */

static struct said change(struct stage *s, struct tally then, struct tally now, bool is_tested,
			  double bh)
{
	struct change_view m = { .model = &s->model, .k = K, .is_tested = is_tested };
	struct change_subject subject = { .earlier.now = &then, .later.now = &now };

	subject.is_thin = !change_of(&then, &now, K, &subject.change);
	subject.change.bh = bh;
	change_words(&s->v, &m, &subject);
	return subject.said;
}

static void change_of_everybody(void **state)
{
	const struct tally then = FIVE(2, 5, 3, 0, 0), now = FIVE(0, 3, 5, 2, 0);
	struct said s = change(*state, then, now, true, 0.10);

	assert_said(&s, "change-shift", "De 10 antwoorden van nu liggen gemiddeld 0,8 niveau hoger dan de 10 van toen.");
	assert_true(is_said(&s, "change-apart"));
	assert_said(&s, "change-counts", "Op ‘In afspraken’ of hoger: toen 3 van de 10 antwoorden, nu 7 van de 10.");
	assert_said(&s, "change-pairs", "Leg elk antwoord van nu naast elk antwoord van toen: in 8 van de 10 vergelijkingen ligt dat van nu hoger. Gelijk telt half.");
	s = change(*state, now, then, true, 0.101);
	assert_said(&s, "change-shift", "De 10 antwoorden van nu liggen gemiddeld 0,8 niveau lager dan de 10 van toen.");
	assert_true(is_said(&s, "change-chance"));
	assert_false(is_said(&s, "change-apart"));
}

/* 120 of 125 pairs are higher and five equal, which count for half: .98. */
static void almost_all_pairs(void **state)
{
	struct said s = change(*state, FIVE(0, 0, 24, 0, 1), FIVE(0, 0, 0, 0, 5), true, 0.01);

	assert_said(&s, "change-pairs", "Leg elk antwoord van nu naast elk antwoord van toen: in bijna alle vergelijkingen ligt dat van nu hoger. Gelijk telt half.");
	s = change(*state, FIVE(0, 0, 25, 0, 0), FIVE(0, 0, 0, 0, 5), true, 0.01);
	assert_said(&s, "change-pairs", "Leg elk antwoord van nu naast elk antwoord van toen: in alle vergelijkingen ligt dat van nu hoger. Gelijk telt half.");
	s = change(*state, FIVE(0, 0, 0, 0, 5), FIVE(0, 0, 25, 0, 0), true, 0.01);
	assert_said(&s, "change-pairs", "Leg elk antwoord van nu naast elk antwoord van toen: in alle vergelijkingen ligt dat van nu lager. Gelijk telt half.");
}

static void change_of_a_group(void **state)
{
	struct said s = change(*state, FIVE(0, 6, 0, 0, 0), FIVE(0, 2, 4, 0, 0), false, 0.01);

	assert_true(is_said(&s, "change-few"));
	assert_false(is_said(&s, "change-apart"));
	assert_said(&s, "change-counts", "Op ‘In afspraken’ of hoger: toen geen van de 6 antwoorden, nu 4 van de 6.");
	s = change(*state, FIVE(0, 6, 0, 0, 0), FIVE(0, 0, 6, 0, 0), false, 0.01);
	assert_false(is_said(&s, "change-few"));
	/* Forty a side: nine tenths of a level are more than chance makes of a bell. */
	s = change(*state, FIVE(3, 10, 14, 10, 3), FIVE(0, 4, 10, 15, 11), false, 0.01);
	assert_said(&s, "change-shift", "De 40 antwoorden van nu liggen gemiddeld 0,8 niveau hoger dan de 40 van toen.");
	assert_false(is_said(&s, "change-few"));
}

static void sight(void **state)
{
	struct stage *s = *state;
	struct change_view m = { .sight_least = 0.74, .sight_most = 0.74 };

	assert_true(str_is(change_sight_text(&s->v, &m), "Met zoveel antwoorden valt een verschuiving meestal pas op vanaf ongeveer 0,7 niveau. Een kleinere kan ook toeval zijn."));
	m = (struct change_view){ .sight_least = 0.04, .sight_most = 0.42 };
	assert_true(str_is(change_sight_text(&s->v, &m), "Met zoveel antwoorden valt een verschuiving bij het ene onderwerp meestal op vanaf ongeveer 0,04 niveau, bij het andere pas vanaf 0,4. Een kleinere kan ook toeval zijn."));
}

static void change_that_is_none(void **state)
{
	struct said s = change(*state, FIVE(0, 10, 10, 0, 0), FIVE(0, 10, 10, 0, 0), true, 1);

	assert_said(&s, "change-same", "De 20 antwoorden van nu liggen bijna hetzelfde als de 20 van toen.");
	assert_false(is_said(&s, "change-chance"));
	assert_false(is_said(&s, "change-pairs"));
	s = change(*state, FIVE(0, 10, 10, 0, 0), FIVE(0, 9, 11, 0, 0), true, 1);
	assert_true(is_said(&s, "change-shift"));	/* a twentieth of a level */
	s = change(*state, FIVE(0, 0, 8, 0, 0), FIVE(0, 4, 0, 4, 0), true, 1);
	assert_said(&s, "change-mixed", "De 8 antwoorden van nu liggen gemiddeld 1,0 niveau anders dan de 8 van toen: deels hoger, deels lager.");
	s = change(*state, FIVE(0, 4, 0, 0, 0), FIVE(0, 0, 9, 0, 0), true, 1);
	assert_said(&s, "thin", "Te weinig inhoudelijke antwoorden om te vergelijken: in een van de rondes minder dan 5.");
	assert_int_equal(s.count, 1);
}

static void another_question(void **state)
{
	struct stage *st = *state;
	struct change_view m = { .model = &st->model, .k = K };
	struct change_subject s = { .match = MATCH_REWORDED };

	change_words(&st->v, &m, &s);
	assert_said(&s.said, "change-other", "Andere vraag: niet te vergelijken. De tekst of de niveaus zijn sinds toen veranderd.");
	s = (struct change_subject){ .match = MATCH_SENSITIVE };
	change_words(&st->v, &m, &s);
	assert_true(is_said(&s.said, "sensitive"));
	s = (struct change_subject){ .match = MATCH_ABSENT };
	change_words(&st->v, &m, &s);
	assert_said(&s.said, "change-absent", "Nieuwe vraag: niet te vergelijken. Dit is toen niet gevraagd.");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(thin_and_middle), RULE(middle_between_two), RULE(wish), RULE(spread_words), RULE(tags),
		RULE(two_camps), RULE(where_they_lie), RULE(many_do_not_know), RULE(nowhere_a_middle),
		RULE(wishes), RULE(dont_know), RULE(left_out), RULE(one_measure),
		RULE(shares_of_ten), RULE(leaders_from_half_a_level), RULE(leaders_lower_mixed_or_too_few),
		RULE(not_applicable_is_not_silent), RULE(largest_group_of_the_silent),
		RULE(change_of_everybody), RULE(almost_all_pairs), RULE(change_of_a_group), RULE(sight), RULE(change_that_is_none),
		RULE(another_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

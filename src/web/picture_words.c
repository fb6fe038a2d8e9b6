/* SPDX-License-Identifier: EUPL-1.2 */
/* The sentences of a subject, from its histogram. */
#include "base/tr.h"
#include "web/picture_view.h"

struct str level_name(const struct model *m, enum lang lang, int level)
{
	if (level < 1 || (size_t)level > m->level_count)
		return (struct str){ 0 };
	return m->levels[level - 1].name.in[lang];
}

static void say(struct view *v, struct picture_subject *s, const char *rule, const char *text,
		struct str a, struct str b)
{
	const struct str args[] = { a, b };

	if (s->sentence_count < SENTENCES_MAX)
		s->sentences[s->sentence_count++] = (struct sentence){
			rule, tr_fill(v->a, tr(v->lang, text), args, ARRAY_LEN(args)),
		};
}

static struct str number(struct view *v, int64_t n)
{
	struct out o = out_new(v->a, 40);

	out_i64(&o, n);
	return out_done(&o);
}

static struct str one_decimal(struct view *v, double x)
{
	struct out o = out_new(v->a, 40);

	out_decimal(&o, x, 1, v->lang == LANG_NL ? ',' : '.');
	return out_done(&o);
}

static void say_middle(struct view *v, const struct model *m, struct picture_subject *s)
{
	struct str low = level_name(m, v->lang, median_low(s->now));
	struct str high = level_name(m, v->lang, median_high(s->now));
	struct str q1 = level_name(m, v->lang, quartile_1(s->now));
	struct str q3 = level_name(m, v->lang, quartile_3(s->now));

	if (str_eq(low, high)) {
		s->middle = low;
	} else {
		const struct str args[] = { low, high };

		s->middle = tr_fill(v->a, tr(v->lang, N_("tussen %1 en %2")), args, 2);
	}
	if (str_eq(q1, q3))
		say(v, s, "half", N_("De middelste helft van de antwoorden zit op ‘%1’."), q1, q3);
	else
		say(v, s, "half", N_("De middelste helft van de antwoorden zit op ‘%1’ tot en met ‘%2’."),
		    q1, q3);
}

static void say_spread(struct view *v, const struct model *m, struct picture_subject *s)
{
	int between = two_groups(s->now);

	s->spread = spread_word(s->now);
	say(v, s, "distance", N_("Een antwoord zit gemiddeld %1 niveau van het midden."),
	    one_decimal(v, average_distance(s->now)), (struct str){ 0 });
	if (between)
		say(v, s, "two-groups", N_("Er zijn twee groepen antwoorden, aan beide kanten van ‘%1’."),
		    level_name(m, v->lang, between), (struct str){ 0 });
}

static void say_leaders(struct view *v, const struct tally *leaders, const struct tally *others,
			int k, struct picture_subject *s)
{
	struct gap gap;

	if (!leaders || tally_n(leaders) < k || tally_n(others) < k ||
	    !gap_of(leaders, others, &gap) || gap.w1 < 0.5)
		return;
	if (gap.cliffs_delta > 0)
		say(v, s, "leaders", N_("Leidinggevenden plaatsen dit gemiddeld %1 niveau hoger dan de anderen."),
		    one_decimal(v, gap.w1), (struct str){ 0 });
	else if (gap.cliffs_delta < 0)
		say(v, s, "leaders", N_("Leidinggevenden plaatsen dit gemiddeld %1 niveau lager dan de anderen."),
		    one_decimal(v, gap.w1), (struct str){ 0 });
	else
		say(v, s, "leaders", N_("Leidinggevenden kiezen andere niveaus dan de anderen, niet hoger of lager."),
		    (struct str){ 0 }, (struct str){ 0 });
}

static void say_dont_know(struct view *v, struct picture_subject *s)
{
	int64_t all = tally_n(s->now) + s->now->dont_know;

	if (s->now->dont_know >= 3)
		say(v, s, "dont-know", N_("%1 van de %2 weten dit niet."),
		    number(v, s->now->dont_know), number(v, all));
	else if (s->now->dont_know > 0)
		say(v, s, "dont-know", N_("Enkele antwoorden zijn ‘weet ik niet’."),
		    (struct str){ 0 }, (struct str){ 0 });
}

void picture_words(struct view *v, const struct model *m, const struct tally *leaders,
		   const struct tally *others, int k, struct picture_subject *s)
{
	s->is_thin = tally_n(s->now) < k;
	if (tally_n(s->wish) >= k)
		s->wished = level_name(m, v->lang, median_low(s->wish));
	if (s->is_thin) {
		say(v, s, "thin", N_("Er zijn te weinig inhoudelijke antwoorden om iets te zeggen."),
		    (struct str){ 0 }, (struct str){ 0 });
		say_dont_know(v, s);
		return;
	}
	say_middle(v, m, s);
	say_spread(v, m, s);
	say_leaders(v, leaders, others, k, s);
	say_dont_know(v, s);
}

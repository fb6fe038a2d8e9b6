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

struct str level_names(struct view *v, const struct model *m, int low, int high,
		       const char *between)
{
	const struct str args[] = {
		level_name(m, v->lang, low), level_name(m, v->lang, high),
	};

	return low == high ? args[0] : tr_fill(v->a, tr(v->lang, between), args, ARRAY_LEN(args));
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

static struct str decimal(struct view *v, double x, int decimals)
{
	struct out o = out_new(v->a, 40);

	out_decimal(&o, x, decimals, v->lang == LANG_NL ? ',' : '.');
	return out_done(&o);
}

static struct str middle_words(struct view *v, const struct model *m, const struct tally *t)
{
	return level_names(v, m, median_low(t), median_high(t), N_("tussen %1 en %2"));
}

static void say_spread(struct view *v, const struct model *m, struct picture_subject *s)
{
	int between = two_groups(s->now);

	s->spread = spread_word(s->now);
	say(v, s, "distance", N_("Spreiding %1: een antwoord zit gemiddeld %2 niveau van het midden."),
	    decimal(v, spread_d(s->now), 2), decimal(v, average_distance(s->now), 1));
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
		    decimal(v, gap.w1, 1), (struct str){ 0 });
	else if (gap.cliffs_delta < 0)
		say(v, s, "leaders", N_("Leidinggevenden plaatsen dit gemiddeld %1 niveau lager dan de anderen."),
		    decimal(v, gap.w1, 1), (struct str){ 0 });
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
		s->wished = middle_words(v, m, s->wish);
	if (s->is_thin) {
		say(v, s, "thin", N_("Er zijn te weinig inhoudelijke antwoorden om iets te zeggen."),
		    (struct str){ 0 }, (struct str){ 0 });
		say_dont_know(v, s);
		return;
	}
	s->middle = middle_words(v, m, s->now);
	s->half = level_names(v, m, quartile_1(s->now), quartile_3(s->now), N_("%1 tot en met %2"));
	say_spread(v, m, s);
	say_leaders(v, leaders, others, k, s);
	say_dont_know(v, s);
}

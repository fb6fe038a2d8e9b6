/* SPDX-License-Identifier: EUPL-1.2 */
/* The sentences of a subject, from its histogram. */
#include <math.h>

#include "base/tr.h"
#include "picture/picture_view.h"

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

struct str picture_middle(struct view *v, const struct model *m, const struct tally *t)
{
	return level_names(v, m, median_low(t), median_high(t), N_("tussen %1 en %2"));
}

struct str picture_half(struct view *v, const struct model *m, const struct tally *t)
{
	return level_names(v, m, quartile_1(t), quartile_3(t), N_("%1 tot en met %2"));
}

/* Between levels that hardly anybody chose there is no middle to speak of. */
static void take_middle(struct view *v, const struct model *m, struct picture_subject *s)
{
	s->middle = picture_middle(v, m, s->now);
	s->half = picture_half(v, m, s->now);
	s->spread = spread_word(s->now);
}

static void say_chance(struct view *v, enum chance chance, struct said *s)
{
	if (chance == CHANCE_MAYBE)
		SAY(v, s, "leaders-chance", tr(v->lang, "Dit verschil is niet te onderscheiden van toeval."), (struct str){ 0 });
	else if (chance == CHANCE_APART)
		SAY(v, s, "leaders-apart", tr(v->lang, "Zo’n verschil ontstaat zelden door toeval."), (struct str){ 0 });
}

double picture_leaders_higher(const struct picture_facts *f)
{
	if (!f->leaders || tally_n(f->leaders) < f->k || tally_n(f->others) < f->k)
		return (double)NAN;
	return chart_strip_mean(f->leaders) - chart_strip_mean(f->others);
}

bool picture_leaders_are_apart(const struct picture_facts *f)
{
	return f->leaders_chance == CHANCE_APART && fabs(picture_leaders_higher(f)) >= TALK_GAP_SAID;
}

static void say_leaders(struct view *v, const struct picture_facts *f, struct said *s)
{
	const double higher = picture_leaders_higher(f);

	if (f->leaders && isnan(higher))
		SAY(v, s, "leaders-few", tr(v->lang, "Leiding en anderen staan hier niet naast elkaar: van een van beide zijn er te weinig antwoorden."), (struct str){ 0 });
	if (isnan(higher) || fabs(higher) < TALK_GAP_SAID)
		return;
	SAY(v, s, "leaders", higher > 0 ?
	    tr(v->lang, "De %1 antwoorden van leidinggevenden liggen gemiddeld %2 niveau hoger dan de %3 andere.") :
	    tr(v->lang, "De %1 antwoorden van leidinggevenden liggen gemiddeld %2 niveau lager dan de %3 andere."),
	    said_number(v, tally_n(f->leaders)), said_decimal(v, fabs(higher), 1),
	    said_number(v, tally_n(f->others)));
	say_chance(v, f->leaders_chance, s);
}

static void say_dont_know(struct view *v, struct picture_subject *s)
{
	int64_t all = tally_n(s->now) + s->now->dont_know;

	if (s->now->dont_know >= 3)
		SAY(v, &s->said, "dont-know", tr(v->lang, "%1 van de %2 weten dit niet."),
		    said_number(v, s->now->dont_know), said_number(v, all));
	else if (s->now->dont_know > 0)
		SAY(v, &s->said, "dont-know", tr(v->lang, "Enkele antwoorden zijn ‘weet ik niet’."), (struct str){ 0 });
}

/* Where most wish to be, and the second place when wishes lie apart. */
static void say_wish(struct view *v, const struct model *m, struct picture_subject *s)
{
	const struct tally *t = s->wish;
	int first = 0, second = -1;

	for (int k = 1; k < t->levels; k++)
		if (t->c[k] > t->c[first])
			first = k;
	for (int k = 0; k < t->levels; k++)
		if (k != first && (second < 0 || t->c[k] > t->c[second]))
			second = k;
	if (t->c[first] < TALLY_NAMED_MIN)
		return;
	if (spread_word(t) == SPREAD_CLOSE || t->c[second] < TALLY_NAMED_MIN)
		SAY(v, &s->said, "wish", tr(v->lang, "%1 van de %2 wensen liggen op ‘%3’."),
		    said_number(v, t->c[first]), said_number(v, tally_n(t)),
		    level_name(m, v->lang, first + 1));
	else
		SAY(v, &s->said, "wish", tr(v->lang, "%1 van de %2 wensen liggen op ‘%3’, %4 op ‘%5’."),
		    said_number(v, t->c[first]), said_number(v, tally_n(t)),
		    level_name(m, v->lang, first + 1), said_number(v, t->c[second]),
		    level_name(m, v->lang, second + 1));
}

/* How many chose a level is not said, so neither how many answered. */
static void say_thin(struct view *v, int k, struct picture_subject *s)
{
	SAY(v, &s->said, "thin", tr(v->lang, "Er zijn te weinig inhoudelijke antwoorden om iets te zeggen."), (struct str){ 0 });
	if (s->now->dont_know >= k)
		SAY(v, &s->said, "dont-know-alone", tr(v->lang, "%1 mensen weten dit niet."),
		    said_number(v, s->now->dont_know));
}

void picture_left_out(struct view *v, const struct picture_facts *f, struct said *s)
{
	if (f->left_out >= 3)
		SAY(v, s, "left-out", tr(v->lang, "%1 antwoorden tellen hier nergens mee: ze waren met te weinig."),
		    said_number(v, f->left_out));
	else if (f->left_out > 0)
		SAY(v, s, "left-out", tr(v->lang, "Enkele antwoorden tellen hier nergens mee: ze waren met te weinig."), (struct str){ 0 });
}

void picture_words(struct view *v, const struct model *m, const struct picture_facts *f,
		   struct picture_subject *s)
{
	s->is_thin = tally_n(s->now) < f->k;
	if (tally_n(s->wish) >= f->k)
		s->wished = picture_middle(v, m, s->wish);
	if (s->is_thin) {
		say_thin(v, f->k, s);
		return;
	}
	take_middle(v, m, s);
	picture_sentence(v, m, f, s);
	say_leaders(v, f, &s->said);
	say_dont_know(v, s);
	if (s->wished.n)
		say_wish(v, m, s);
	picture_left_out(v, f, &s->said);
	picture_certainty(v, m, s->now, f->members, &s->certain, &s->whisker);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The sentences of a subject, from its histogram. */
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

static void say_pairs(struct view *v, const struct tally *t, struct said *s)
{
	double share = pairs_apart(t);

	if (share <= 0)
		SAY(v, s, "pairs-none", tr(v->lang, "Alle %1 antwoorden liggen hoogstens één niveau uit elkaar."),
		    said_number(v, tally_n(t)));
	else if (share < 0.05)
		SAY(v, s, "pairs-few", tr(v->lang, "Neem twee antwoorden: bijna nooit liggen ze twee of meer niveaus uit elkaar."), (struct str){ 0 });
	else
		SAY(v, s, "pairs", tr(v->lang, "Neem twee antwoorden: in %1 gevallen liggen ze twee of meer niveaus uit elkaar."),
		    said_of_ten(v, share));
}

static void say_spread(struct view *v, const struct model *m, struct picture_subject *s)
{
	int between = two_groups(s->now);
	int64_t under = 0, n = tally_n(s->now);
	bool is_groups;

	s->spread = spread_word(s->now);
	SAY(v, &s->said, "distance", tr(v->lang, "Spreiding %1: de %2 antwoorden liggen gemiddeld %3 niveau van het midden."),
	    said_decimal(v, spread_d(s->now), 2), said_number(v, n),
	    said_decimal(v, average_distance(s->now), 1));
	say_pairs(v, s->now, &s->said);
	if (!between)
		return;
	for (int k = 1; k < between; k++)
		under += s->now->c[k - 1];
	is_groups = two_groups_word(s->now) == TWO_GROUPS_GROUPS;
	SAY(v, &s->said, is_groups ? "two-groups" : "two-places", is_groups ?
	    tr(v->lang, "Er zijn twee groepen antwoorden: van de %1 liggen er %2 onder ‘%4’ en %3 erboven.") :
	    tr(v->lang, "De antwoorden liggen op twee plekken: van de %1 liggen er %2 onder ‘%4’ en %3 erboven."),
	    said_number(v, n), said_count(v, under),
	    said_count(v, n - under - s->now->c[between - 1]), level_name(m, v->lang, between));
}

static void say_chance(struct view *v, enum chance chance, struct said *s)
{
	if (chance == CHANCE_MAYBE)
		SAY(v, s, "leaders-chance", tr(v->lang, "Dit verschil is niet te onderscheiden van toeval."), (struct str){ 0 });
	else if (chance == CHANCE_APART)
		SAY(v, s, "leaders-apart", tr(v->lang, "Zo’n verschil ontstaat zelden door toeval."), (struct str){ 0 });
}

/* An equal pair is neither higher nor lower: it is in no share that is said. */
static void say_leaders(struct view *v, const struct picture_facts *f, struct said *s)
{
	struct gap gap;
	int direction;

	if (!f->leaders || tally_n(f->leaders) < f->k || tally_n(f->others) < f->k ||
	    !gap_of(f->leaders, f->others, &gap) || gap.w1 < TALK_GAP_SAID)
		return;
	direction = gap_direction(f->leaders, f->others);
	if (direction > 0)
		SAY(v, s, "leaders", tr(v->lang, "De %1 antwoorden van leidinggevenden liggen gemiddeld %2 niveau hoger dan de %3 andere, in %4 vergelijkingen."),
		    said_number(v, tally_n(f->leaders)), said_decimal(v, gap.w1, 1),
		    said_number(v, tally_n(f->others)), said_of_ten(v, gap.p_higher));
	else if (direction < 0)
		SAY(v, s, "leaders", tr(v->lang, "De %1 antwoorden van leidinggevenden liggen gemiddeld %2 niveau lager dan de %3 andere, in %4 vergelijkingen."),
		    said_number(v, tally_n(f->leaders)), said_decimal(v, gap.w1, 1),
		    said_number(v, tally_n(f->others)), said_of_ten(v, gap.p_lower));
	else
		SAY(v, s, "leaders", tr(v->lang, "De %1 antwoorden van leidinggevenden liggen gemiddeld %2 niveau van de %3 andere: deels hoger, deels lager."),
		    said_number(v, tally_n(f->leaders)), said_decimal(v, gap.w1, 1),
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
	s->middle = picture_middle(v, m, s->now);
	s->half = picture_half(v, m, s->now);
	say_spread(v, m, s);
	say_leaders(v, f, &s->said);
	say_dont_know(v, s);
	picture_left_out(v, f, &s->said);
	picture_certainty(v, m, s->now, f->members, &s->certain);
}

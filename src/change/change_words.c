/* SPDX-License-Identifier: EUPL-1.2 */
/* What is said of one subject in two rounds.  The answers lie higher or lower;
 * nobody went up or down. */
#include "change/change_view.h"

#include <math.h>

#include "picture/picture_view.h"

/* Two decimals where one would say nothing. */
static struct str sight(struct view *v, double levels)
{
	return said_decimal(v, levels, levels < 0.095 ? 2 : 1);
}

struct str change_sight_text(struct view *v, const struct change_view *m)
{
	const struct str seen[] = { sight(v, m->sight_least), sight(v, m->sight_most) };

	if (str_eq(seen[0], seen[1]))
		return tr_fill(v->a, tr(v->lang, N_("Met zoveel antwoorden valt een verschuiving meestal pas op vanaf ongeveer %1 niveau. Een kleinere kan ook toeval zijn.")), seen, 1);
	return tr_fill(v->a, tr(v->lang, N_("Met zoveel antwoorden valt een verschuiving bij het ene onderwerp meestal op vanaf ongeveer %1 niveau, bij het andere pas vanaf %2. Een kleinere kan ook toeval zijn.")), seen, ARRAY_LEN(seen));
}

static void say_shift(struct view *v, const struct change_figures *c, struct said *s)
{
	const struct str levels = said_decimal(v, c->gap.w1, 1);

	if (change_is_small(c))
		SAY(v, s, "change-same", tr(v->lang, "De %1 antwoorden van nu liggen bijna hetzelfde als de %2 van toen."),
		    said_number(v, c->n_later), said_number(v, c->n_earlier));
	else if (c->direction > 0)
		SAY(v, s, "change-shift", tr(v->lang, "De %1 antwoorden van nu liggen gemiddeld %3 niveau hoger dan de %2 van toen."),
		    said_number(v, c->n_later), said_number(v, c->n_earlier), levels);
	else if (c->direction < 0)
		SAY(v, s, "change-shift", tr(v->lang, "De %1 antwoorden van nu liggen gemiddeld %3 niveau lager dan de %2 van toen."),
		    said_number(v, c->n_later), said_number(v, c->n_earlier), levels);
	else
		SAY(v, s, "change-mixed", tr(v->lang, "De %1 antwoorden van nu liggen gemiddeld %3 niveau anders dan de %2 van toen: deels hoger, deels lager."),
		    said_number(v, c->n_later), said_number(v, c->n_earlier), levels);
}

static void say_chance(struct view *v, const struct change_view *m, const struct change_figures *c,
		       struct said *s)
{
	if (change_is_small(c))
		return;
	if (m->is_tested && change_is_apart(c))
		SAY(v, s, "change-apart", tr(v->lang, "Zo’n verschil ontstaat zelden door toeval."), (struct str){ 0 });
	else if (m->is_tested)
		SAY(v, s, "change-chance", tr(v->lang, "Dit verschil is niet te onderscheiden van toeval."), (struct str){ 0 });
	else if (change_is_under_sight(c))
		SAY(v, s, "change-few", tr(v->lang, "Met dit aantal antwoorden kan dit verschil ook toeval zijn."), (struct str){ 0 });
}

/* The level whose share moved most, both counts.  A share of a larger whole is
 * not a share of a smaller one, so both totals stand beside them. */
static void say_counts(struct view *v, const struct change_view *m, const struct change_figures *c,
		       struct said *s)
{
	const struct change_cut *cut = &c->cut[c->widest];

	SAY(v, s, "change-counts", tr(v->lang, "Op ‘%1’ of hoger: toen %2 van de %3 antwoorden, nu %4 van de %5."),
	    level_name(m->model, v->lang, cut->level), said_count(v, cut->earlier),
	    said_number(v, c->n_earlier), said_count(v, cut->later), said_number(v, c->n_later));
}

/* Cliff's delta in words: every answer of now beside every answer of then.
 * Half and half says nothing. */
static void say_pairs(struct view *v, const struct change_figures *c, struct said *s)
{
	if (change_is_small(c) || c->direction == 0 || llround(c->gap.superiority * 10) == 5)
		return;
	if (c->direction > 0)
		SAY(v, s, "change-pairs", tr(v->lang, "Leg elk antwoord van nu naast elk antwoord van toen: in %1 vergelijkingen ligt dat van nu hoger. Gelijk telt half."),
		    said_of_ten(v, c->gap.superiority));
	else
		SAY(v, s, "change-pairs", tr(v->lang, "Leg elk antwoord van nu naast elk antwoord van toen: in %1 vergelijkingen ligt dat van nu lager. Gelijk telt half."),
		    said_of_ten(v, 1 - c->gap.superiority));
}

void change_words(struct view *v, const struct change_view *m, struct change_subject *s)
{
	if (s->match == MATCH_REWORDED) {
		SAY(v, &s->said, "change-other", tr(v->lang, "Andere vraag: niet te vergelijken. De tekst of de niveaus zijn sinds toen veranderd."), (struct str){ 0 });
	} else if (s->match == MATCH_ABSENT) {
		SAY(v, &s->said, "change-absent", tr(v->lang, "Nieuwe vraag: niet te vergelijken. Dit is toen niet gevraagd."), (struct str){ 0 });
	} else if (s->match == MATCH_SENSITIVE) {
		SAY(v, &s->said, "sensitive", tr(v->lang, "Gevoelige vraag: antwoorden hierop vergelijken we niet."), (struct str){ 0 });
	} else if (s->is_thin) {
		SAY(v, &s->said, "thin", tr(v->lang, "Te weinig inhoudelijke antwoorden om te vergelijken: in een van de rondes minder dan %1."),
		    said_number(v, m->k));
	} else {
		say_shift(v, &s->change, &s->said);
		say_chance(v, m, &s->change, &s->said);
		say_counts(v, m, &s->change, &s->said);
		say_pairs(v, &s->change, &s->said);
	}
}

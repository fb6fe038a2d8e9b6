/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What those without an answer in the figure could still change: certain,
 * likely, or still open (method/range.h).
 */
#include "method/range.h"
#include "picture/picture_view.h"

static struct str middle_from_to(struct view *v, const struct model *m, int low, int high)
{
	return level_names(v, m, low, high, N_("%1 tot en met %2"));
}

static void say_middle(struct view *v, const struct model *m, const struct tally *t,
		       const struct range *r, struct said *s)
{
	const int64_t silent = r->members - tally_n(t);
	const struct str others = said_number(v, silent);

	if (silent == 0) {
		SAY(v, s, "range-all", t->not_applicable ?
		    tr(v->lang, "Zeker: alle %1 mensen voor wie dit geldt, kozen een niveau.") :
		    tr(v->lang, "Zeker: alle %1 mensen kozen een niveau."), said_number(v, r->members));
		return;
	}
	switch (range_certainty(r)) {
	case CERTAINTY_SURE:
		SAY(v, s, "range-sure", tr_n(v->lang, silent,
			"Zeker: ook als de ene ander iets heel anders vindt, blijft het midden ‘%2’.",
			"Zeker: ook als de %1 anderen iets heel anders vinden, blijft het midden ‘%2’."),
		    others, level_name(m, v->lang, r->median_min));
		break;
	case CERTAINTY_LIKELY:
		SAY(v, s, "range-likely", tr_n(v->lang, silent,
			"Waarschijnlijk: denkt de ene ander ongeveer hetzelfde, dan blijft het midden ‘%2’. In het uiterste geval: %3.",
			"Waarschijnlijk: denken de %1 anderen ongeveer hetzelfde, dan blijft het midden ‘%2’. In het uiterste geval: %3."),
		    others, level_name(m, v->lang, r->credible_median_low),
		    middle_from_to(v, m, r->median_min, r->median_max));
		break;
	case CERTAINTY_OPEN:
	default:
		if (r->median_min == r->credible_median_low &&
		    r->median_max == r->credible_median_high)
			SAY(v, s, "range-open", tr_n(v->lang, silent,
				"Het midden kan nog schuiven: %2, dat hangt af van de ene ander.",
				"Het midden kan nog schuiven: %2, dat hangt af van de %1 anderen."),
			    others, middle_from_to(v, m, r->median_min, r->median_max));
		else
			SAY(v, s, "range-open", tr_n(v->lang, silent,
				"Het midden kan nog schuiven: denkt de ene ander ongeveer hetzelfde, dan %2. In het uiterste geval: %3.",
				"Het midden kan nog schuiven: denken de %1 anderen ongeveer hetzelfde, dan %2. In het uiterste geval: %3."),
			    others,
			    middle_from_to(v, m, r->credible_median_low, r->credible_median_high),
			    middle_from_to(v, m, r->median_min, r->median_max));
	}
}

static void say_most(struct view *v, const struct model *m, const struct tally *t,
		     const struct range_majority *g, struct said *s)
{
	const struct str args[] = {
		said_number(v, g->observed), said_number(v, tally_n(t)),
		level_name(m, v->lang, g->level),
	};

	said_add(v, s, "majority", g->is_or_higher ?
	    tr(v->lang, "%1 van de %2 antwoorden liggen op ‘%3’ of hoger.") :
	    tr(v->lang, "%1 van de %2 antwoorden liggen op ‘%3’."), args, ARRAY_LEN(args));
}

/* Where some said that it does not apply, "all" are the others. */
static const char *majority_text(const struct tally *t, enum certainty c)
{
	static const char *const texts[] = {
		[CERTAINTY_OPEN] = N_("Van alle %1 mensen kunnen dat er %2 tot %3 zijn. Of dat meer dan de helft is, kan nog schuiven."),
		[CERTAINTY_LIKELY] = N_("Waarschijnlijk is dat meer dan de helft van alle %1 mensen: %2 tot %3."),
		[CERTAINTY_SURE] = N_("Dat is zeker meer dan de helft van alle %1 mensen: %2 tot %3."),
	};
	static const char *const where_it_applies[] = {
		[CERTAINTY_OPEN] = N_("Van alle %1 mensen voor wie dit geldt, kunnen dat er %2 tot %3 zijn. Of dat meer dan de helft is, kan nog schuiven."),
		[CERTAINTY_LIKELY] = N_("Waarschijnlijk is dat meer dan de helft van alle %1 mensen voor wie dit geldt: %2 tot %3."),
		[CERTAINTY_SURE] = N_("Dat is zeker meer dan de helft van alle %1 mensen voor wie dit geldt: %2 tot %3."),
	};

	return t->not_applicable ? where_it_applies[c] : texts[c];
}

static void say_majority(struct view *v, const struct model *m, const struct tally *t,
			 const struct range *r, struct said *s)
{
	static const char *const rules[] = {
		[CERTAINTY_OPEN] = "majority-open", [CERTAINTY_LIKELY] = "majority-likely",
		[CERTAINTY_SURE] = "majority-sure",
	};
	struct range_majority g;

	if (!range_majority(t, r, &g))
		return;
	say_most(v, m, t, &g, s);
	if (r->members > tally_n(t))
		SAY(v, s, rules[g.certainty], tr(v->lang, majority_text(t, g.certainty)),
		    said_number(v, r->members), said_number(v, g.possible_low),
		    said_number(v, g.possible_high));
}

void picture_certainty(struct view *v, const struct model *m, const struct tally *t,
		       int64_t members, struct said *s)
{
	struct range r;

	if (!range_of(t, members, &r))
		return;
	say_middle(v, m, t, &r, s);
	say_majority(v, m, t, &r, s);
}

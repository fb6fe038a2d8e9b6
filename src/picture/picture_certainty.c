/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What those without an answer in the figure could still change about the largest
 * group: from how many to how many of all it can be (method/range.h), drawn and said.
 */
#include "base/tr.h"
#include "method/range.h"
#include "picture/picture_view.h"

static const char *const rules[] = {
	[CERTAINTY_OPEN] = "majority-open", [CERTAINTY_LIKELY] = "majority-likely",
	[CERTAINTY_SURE] = "majority-sure",
};

/* Where some said that it does not apply, "all" are the others. */
static const char *text_of(const struct tally *t, enum certainty c)
{
	static const char *const texts[] = {
		[CERTAINTY_OPEN] = N_("Van alle %1 mensen zien %2 tot %3 dit op %4. Of dat meer dan de helft is, weten we nog niet."),
		[CERTAINTY_LIKELY] = N_("Van alle %1 mensen zien %2 tot %3 dit op %4. Dat is waarschijnlijk meer dan de helft."),
		[CERTAINTY_SURE] = N_("Van alle %1 mensen zien %2 tot %3 dit op %4. Dat is zeker meer dan de helft."),
	};
	static const char *const where_it_applies[] = {
		[CERTAINTY_OPEN] = N_("Van alle %1 mensen voor wie dit geldt, zien %2 tot %3 dit op %4. Of dat meer dan de helft is, weten we nog niet."),
		[CERTAINTY_LIKELY] = N_("Van alle %1 mensen voor wie dit geldt, zien %2 tot %3 dit op %4. Dat is waarschijnlijk meer dan de helft."),
		[CERTAINTY_SURE] = N_("Van alle %1 mensen voor wie dit geldt, zien %2 tot %3 dit op %4. Dat is zeker meer dan de helft."),
	};

	return t->not_applicable ? where_it_applies[c] : texts[c];
}

/* "‘In proef’ of hoger", or the level alone. */
static struct str place_of(struct view *v, const struct model *m, const struct range_majority *g)
{
	const struct str name = level_name(m, v->lang, g->level);

	return tr_fill(v->a, g->is_or_higher ? tr(v->lang, N_("‘%1’ of hoger")) : "‘%1’", &name, 1);
}

void picture_certainty(struct view *v, const struct model *m, const struct tally *t,
		       int64_t members, struct said *s, struct markup *ret_whisker)
{
	struct range_majority g;
	struct range r;

	*ret_whisker = (struct markup){ { 0 } };
	if (!range_of(t, members, &r) || !range_majority(t, &r, &g))
		return;
	if (r.members == tally_n(t))
		SAY(v, s, "majority-all", t->not_applicable ?
		    tr(v->lang, "Alle %1 mensen voor wie dit geldt, kozen een niveau: %2 op %3.") :
		    tr(v->lang, "Alle %1 mensen kozen een niveau: %2 op %3."),
		    said_number(v, r.members), said_number(v, g.observed), place_of(v, m, &g));
	else
		SAY(v, s, rules[g.certainty], tr(v->lang, text_of(t, g.certainty)),
		    said_number(v, r.members), said_number(v, g.possible_low),
		    said_number(v, g.possible_high), place_of(v, m, &g));
	*ret_whisker = chart_whisker(v, g.possible_low, g.possible_high, r.members,
				     s->list[s->count - 1].text);
}

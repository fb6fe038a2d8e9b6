/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of a lead share. */
#include "web/lead.h"

#include <string.h>

#include "base/tr.h"
#include "web/page.h"

void fault_add(struct form_faults *f, const char *field, struct str text)
{
	if (f->count < ARRAY_LEN(f->list))
		f->list[f->count++] = (struct form_fault){ field, text };
}

struct str fault_of(const struct form_faults *f, const char *field)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->list[i].field, field) == 0)
			return f->list[i].text;
	return (struct str){ 0 };
}

bool lead_round(struct call *c, const char *tab, struct round *ret, struct err *e)
{
	if (!round_get(c->db, c->a, c->who.organisation, c->id[0], ret, e))
		return false;
	c->view.page.round = ret->id;
	c->view.page.tab = tab;
	c->view.page.has_picture = ret->stage == STAGE_CLOSED;
	c->view.page.subtitle = ret->name;
	return true;
}

struct str lead_closes(struct call *c, const struct round *r)
{
	struct out o = out_new(c->a, 200);
	struct moment m = clock_local(r->closes);

	out_day(&o, m.date, c->lang);
	out_c(&o, ", ");
	out_time(&o, m, c->lang);
	return out_done(&o);
}

bool card_is_ticked(const struct cards_view *m, const struct unit *u)
{
	if (m->fault.n == 0)
		return u->cards == 0;
	for (size_t i = 0; i < m->ticked_count; i++)
		if (m->ticked[i] == u->id)
			return true;
	return false;
}

struct str paste_words(enum lang lang, enum paste_problem problem)
{
	static const char *const words[] = {
		[PASTE_OK] = N_("In orde"),
		[PASTE_NO_NAME] = N_("De naam ontbreekt. Vul de tweede kolom in."),
		[PASTE_BAD_KIND] = N_("Deze soort kennen we niet. Kies team, leiding of specialist:vak."),
		[PASTE_BAD_SIZE] = N_("Het aantal klopt niet. Vul een heel getal vanaf 1 in."),
		[PASTE_TWICE] = N_("Deze groep staat er al. Geef een van de twee een andere naam."),
		[PASTE_TOO_DEEP] = N_("Er staan te veel lagen boven deze groep. Gebruik er hoogstens vijf."),
		[PASTE_TOO_LONG] = N_("De naam is te lang. Gebruik hoogstens 120 tekens."),
		[PASTE_TOO_MANY] = N_("Er zijn te veel groepen. Er passen er 5000 in één ronde."),
		[PASTE_NOT_LEAF] = N_("Deze groep heeft zelf weer groepen. Zet de mensen in een eigen groep eronder."),
		[PASTE_NO_TAG] = N_("Noem het vak, bijvoorbeeld specialist:privacy."),
	};

	return str_from(tr(lang, words[problem]));
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* What to talk about in so many minutes, on one sheet of paper. */
#include "account/account.h"
#include "base/tr.h"
#include "picture/agenda.h"
#include "picture/views.h"
#include "round/lead.h"
#include "server/page.h"

enum { MINUTES, UNIT };

static const struct field fields[] = {
	[MINUTES] = { "minuten", FIELD_INT, AGENDA_MINUTES_MIN, AGENDA_MINUTES_MAX },
	[UNIT] = { "groep", FIELD_INT, 0, INT64_MAX },
	{ 0 },
};

/* Units that are shown, the whole first. */
static void list_units(struct call *c, const struct picture *p, size_t chosen,
		       struct agenda_view *m)
{
	struct agenda_unit *units = ARENA_ARRAY(c->a, struct agenda_unit, p->tree.count);

	for (size_t i = 0; i < p->tree.count; i++)
		if (i == 0 || p->is_visible[i])
			units[m->unit_count++] = (struct agenda_unit){
				i ? p->tree.units[i].id : 0, p->tree.units[i].name, i == chosen,
			};
	m->units = units;
}

static bool find_unit(struct call *c, const struct picture *p, size_t *ret, struct err *e)
{
	*ret = 0;
	if (!c->in[UNIT].is_given || (c->in[UNIT].is_valid && c->in[UNIT].number == 0))
		return true;
	for (size_t i = 1; i < p->tree.count; i++)
		if (c->in[UNIT].is_valid && p->tree.units[i].id == c->in[UNIT].number &&
		    p->is_visible[i]) {
			*ret = i;
			return true;
		}
	return err_set(e, ERR_ABSENT, "no such group that is shown");
}

static bool agenda_run(struct call *c, struct err *e)
{
	int64_t minutes = AGENDA_MINUTES;
	struct closed_round cr;
	struct picture_view pv;
	struct agenda_view m = { 0 };
	struct agenda g = { 0 };
	struct view *v;
	size_t unit;

	if (!closed_round_get(c, c->id[0], &cr, e))
		return false;
	if (!find_unit(c, &cr.picture, &unit, e))
		return false;
	if (c->in[MINUTES].is_valid)
		minutes = c->in[MINUTES].number;
	else if (c->in[MINUTES].is_given)
		m.fault = str_from(tr(c->lang, N_("Kies een aantal minuten van 15 tot en met 240.")));
	v = call_view(c);
	picture_view_make(v, &cr, unit, ORDER_OF_MODEL, &pv);
	if (!cr.picture.is_visible[unit]) {
		view_picture_empty(v, &pv);
		return call_page(c, 200, e);
	}
	agenda_make(v, &pv, (int)minutes, &g);
	list_units(c, &cr.picture, unit, &m);
	m.agenda = &g;
	m.minutes = m.fault.n ? c->in[MINUTES].text : (struct str){ 0 };
	view_agenda(v, &m);
	return call_page(c, m.fault.n ? 422 : 200, e);
}

const struct page agenda_page = {
	.method = "GET", .path = "/rondes/{round}/agenda",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.menu = { &menu_talk, 2, N_("Gespreksagenda") },
	.fields = fields, .run = agenda_run,
};

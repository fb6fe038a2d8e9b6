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
	if (c->in[UNIT].is_given && !c->in[UNIT].is_valid)
		return err_set(e, ERR_ABSENT, "not the number of a group");
	if (!picture_find_unit(&cr.picture, c->in[UNIT].number, &unit))
		return err_set(e, ERR_ABSENT, "no such group that is shown");
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

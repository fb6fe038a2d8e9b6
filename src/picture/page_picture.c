/* SPDX-License-Identifier: EUPL-1.2 */
/* The shared picture of a closed round: of everybody, or of one group. */
#include "account/account.h"
#include "picture/picture_view.h"
#include "picture/views.h"
#include "round/lead.h"
#include "server/page.h"

enum { ORDER, UNIT };

static const struct field fields[] = {
	[ORDER] = { "volgorde", FIELD_LINE, 1, 20 },
	[UNIT] = { "groep", FIELD_INT, 0, INT64_MAX },
	{ 0 },
};

static bool show(struct call *c, const struct closed_round *cr, size_t unit, struct err *e)
{
	enum picture_order order = str_is(c->in[ORDER].text, "model") ? ORDER_OF_MODEL
								      : ORDER_OF_SPREAD;
	struct picture_view pv;
	struct view *v = call_view(c);

	picture_view_make(v, cr, unit, order, &pv);
	if (!round_has_earlier(c->db, c->a, &cr->round, &pv.has_earlier, e))
		return false;
	if (!cr->picture.is_visible[unit])
		view_picture_empty(v, &pv);
	else
		view_picture(v, &pv);
	return call_page(c, 200, e);
}

/* The picker of groups: each has an address of its own. */
static bool go_to_unit(struct call *c, const struct closed_round *cr, struct err *e)
{
	const bool is_model = str_is(c->in[ORDER].text, "model");
	size_t unit;

	if (!c->in[UNIT].is_valid || !picture_find_unit(&cr->picture, c->in[UNIT].number, &unit))
		return err_set(e, ERR_ABSENT, "no such group that is shown");
	if (unit == 0)
		return call_redirect(c, url_make(c->a, is_model ? "/rondes/%d/beeld?volgorde=model" :
							"/rondes/%d/beeld",
						 cr->round.id), e);
	return call_redirect(c, url_make(c->a, is_model ? "/rondes/%d/beeld/%d?volgorde=model" :
						"/rondes/%d/beeld/%d",
					 cr->round.id, cr->picture.tree.units[unit].id), e);
}

static bool picture_run(struct call *c, struct err *e)
{
	struct closed_round cr;

	return closed_round_get(c, c->id[0], &cr, e) &&
	       (c->in[UNIT].is_given ? go_to_unit(c, &cr, e) : show(c, &cr, 0, e));
}

static bool picture_unit_run(struct call *c, struct err *e)
{
	struct closed_round cr;

	if (!closed_round_get(c, c->id[0], &cr, e))
		return false;
	for (size_t i = 1; i < cr.picture.tree.count; i++)
		if (cr.picture.tree.units[i].id == c->id[1])
			return show(c, &cr, i, e);
	return err_set(e, ERR_ABSENT, "no such group");
}

const struct page picture_page = {
	.method = "GET", .path = "/rondes/{round}/beeld",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.menu = { &menu_picture, 1, N_("Het hele beeld") },
	.fields = fields, .run = picture_run,
};

const struct page picture_unit_page = {
	.method = "GET", .path = "/rondes/{round}/beeld/{unit}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .fields = fields, .run = picture_unit_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* The shared picture of a closed round: of everybody, or of one group. */
#include "domain/change.h"
#include "view/views.h"
#include "web/lead.h"
#include "web/page.h"
#include "web/picture_view.h"
#include "web/web.h"

enum { ORDER };

static const struct field fields[] = {
	[ORDER] = { "volgorde", FIELD_LINE, 1, 20 },
	{ 0 },
};

static bool show(struct call *c, const struct round *r, size_t unit, const struct picture *p,
		 const struct model *m, struct err *e)
{
	enum picture_order order = str_is(c->in[ORDER].text, "model") ? PICTURE_BY_MODEL
								      : PICTURE_BY_SPREAD;
	struct picture_view pv;
	struct view *v = call_view(c);

	picture_view_make(v, &(struct picture_source){ r, m, p }, unit, order, &pv);
	if (!change_has_earlier(c->db, c->a, r, &pv.has_earlier, e))
		return false;
	if (!p->is_visible[unit])
		view_picture_empty(v, &pv);
	else
		view_picture(v, &pv);
	return call_page(c, 200, e);
}

static bool get(struct call *c, struct round *r, const struct model **m, struct picture *p,
		bool *is_open, struct err *e)
{
	*is_open = false;
	if (!lead_round(c, "beeld", r, e))
		return false;
	*is_open = r->stage != STAGE_CLOSED;
	if (*is_open)
		return true;
	return model_cache_get(c->web->models, c->db, c->a, r, m, e) &&
	       picture_get(c->db, c->a, r, *m, p, e);
}

static bool show_open(struct call *c, const struct round *r, struct err *e)
{
	struct confirm_view m = { .round = r, .closes = lead_closes(c, r) };

	view_picture_open(call_view(c), &m);
	return call_page(c, 409, e);
}

static bool run(struct call *c, struct err *e)
{
	const struct model *m;
	struct picture p;
	struct round r;
	bool is_open;

	if (!get(c, &r, &m, &p, &is_open, e))
		return false;
	return is_open ? show_open(c, &r, e) : show(c, &r, 0, &p, m, e);
}

static bool unit_run(struct call *c, struct err *e)
{
	const struct model *m;
	struct picture p;
	struct round r;
	bool is_open;

	if (!get(c, &r, &m, &p, &is_open, e))
		return false;
	if (is_open)
		return show_open(c, &r, e);
	for (size_t i = 1; i < p.tree.count; i++)
		if (p.tree.units[i].id == c->id[1])
			return show(c, &r, i, &p, m, e);
	return err_set(e, ERR_ABSENT, "no such group");
}

const struct page picture_page = {
	.method = "GET", .path = "/rondes/{round}/beeld", .role = ROLE_LEAD,
	.fields = fields, .run = run, .test = "tests/browser/picture.test.mjs",
};

const struct page picture_unit_page = {
	.method = "GET", .path = "/rondes/{round}/beeld/{unit}", .role = ROLE_LEAD,
	.fields = fields, .run = unit_run, .test = "tests/browser/picture.test.mjs",
};

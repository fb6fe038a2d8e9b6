/* SPDX-License-Identifier: EUPL-1.2 */
/* Groups: pasted from a spreadsheet, looked at, then saved. */
#include "view/views.h"
#include "web/lead.h"
#include "web/page.h"

enum { TEXT, BUTTON };

static const struct field fields[] = {
	[TEXT] = { "groepen", FIELD_TEXT, 1, 1 << 20 },
	[BUTTON] = { "knop", FIELD_LINE, 1, 10 },
	{ 0 },
};

struct put {
	int64_t round;
	const struct unit_tree *tree;
};

static bool put(struct db *db, void *ctx, struct err *e)
{
	const struct put *p = ctx;

	return unit_tree_put(db, p->round, p->tree, e);
}

static bool begin(struct call *c, struct round *r, struct units_view *m, struct err *e)
{
	*m = (struct units_view){ .round = r };
	if (!lead_round(c, "groepen", r, e) ||
	    !unit_tree_get(c->db, c->a, r->id, r->organisation_name, &m->tree, e))
		return false;
	m->is_open_for_change = r->stage == STAGE_PREPARE;
	for (size_t i = 0; i < m->tree.count; i++)
		m->has_cards |= m->tree.units[i].cards > 0;
	return true;
}

static bool form_run(struct call *c, struct err *e)
{
	struct units_view m;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	view_units(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool run(struct call *c, struct err *e)
{
	struct units_view m;
	struct paste paste;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	if (!m.is_open_for_change)
		return err_set(e, ERR_CONFLICT, "groups are fixed once the round is open");
	m.text = c->in[TEXT].text;
	unit_paste(c->a, m.text, r.organisation_name, r.k, &paste);
	m.paste = &paste;
	if (str_is(c->in[BUTTON].text, "bewaar") && paste.faults == 0 && paste.tree.count > 1) {
		struct put p = { r.id, &paste.tree };

		return call_write(c, put, &p, e) &&
		       call_redirect(c, url_make(c->a, "/rondes/%d", r.id), e);
	}
	view_units(call_view(c), &m);
	return call_page(c, paste.faults ? 422 : 200, e);
}

const struct page units_form_page = {
	.method = "GET", .path = "/rondes/{round}/groepen", .role = ROLE_LEAD,
	.run = form_run, .test = "tests/browser/lead.test.mjs",
};

const struct page units_page = {
	.method = "POST", .path = "/rondes/{round}/groepen", .role = ROLE_LEAD,
	.fields = fields, .body_max = 4 << 20,	/* every byte percent-encoded */
	.run = run, .test = "tests/browser/lead.test.mjs",
};

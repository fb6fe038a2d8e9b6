/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "Jullie zeiden, wij doen", for everybody with the link: no account, no
 * cookie, no script.  Published pages only, of visible groups only.  Somebody
 * of a group that is not shown gets the page of the first visible group above
 * it, which says so.  Search engines are told to stay away.
 */
#include "reply/reply_view.h"
#include "reply/views.h"
#include "server/guess.h"
#include "server/web.h"

static bool find(struct call *c, struct round *ret, struct err *e)
{
	struct str code = c->arg[0].n == REPLY_CODE_CHARS ? c->arg[0] : (struct str){ 0 };
	bool is_found;

	if (!guess_may(c, &guess_codes, code, e))
		return false;
	is_found = reply_link_open(c->db, c->a, c->arg[0], ret, e);
	guess_was(c, &guess_codes, code, is_found || e->kind != ERR_ABSENT);
	return is_found;
}

static bool get(struct call *c, struct reply_round *rr, struct err *e)
{
	unsigned languages;
	struct round r;

	if (!find(c, &r, e))
		return false;
	languages = r.languages;
	if (languages && !(languages >> c->lang & 1))
		c->lang = languages >> LANG_NL & 1 ? LANG_NL : LANG_EN;
	c->view.page.organisation = r.organisation_name;
	c->view.page.subtitle = r.name;
	c->view.page.languages = languages;
	http_reply_header(c->r, STR("X-Robots-Tag"), STR("noindex, nofollow"));
	return closed_round_read(c, &r, &rr->closed, e) && reply_round_get(c, rr, e);
}

static bool reply_groups_run(struct call *c, struct err *e)
{
	struct reply_groups_view m;
	struct reply_round rr;

	if (!get(c, &rr, e))
		return false;
	reply_groups_make(c, &rr, c->arg[0], &m);
	view_reply_groups(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool reply_unit_run(struct call *c, struct err *e)
{
	struct reply_page_view m;
	struct reply_round rr;
	size_t asked, unit;
	int64_t id;

	if (!get(c, &rr, e))
		return false;
	if (!str_i64(c->arg[1], 0, INT64_MAX, &id))
		return err_set(e, ERR_ABSENT, "no such group");
	asked = reply_unit_at(&rr.closed.picture.tree, id);
	unit = asked == NODE_NONE ? NODE_NONE : reply_home(&rr.closed.picture, asked);
	if (!reply_published(&rr, unit))
		return err_set(e, ERR_ABSENT, "nothing published for this group");
	if (!reply_page_make(c, &rr, unit, asked, &m, e))
		return false;
	m.groups = url_make(c->a, "/r/%s", c->arg[0]);
	view_reply_page(call_view(c), &m);
	return call_page(c, 200, e);
}

const struct page reply_groups_page = {
	.method = "GET", .path = "/r/{key}", .stages = AFTER_CLOSING,
	.counts = { &guess_codes },
	.run = reply_groups_run,
};

const struct page reply_unit_page = {
	.method = "GET", .path = "/r/{key}/{unit}", .stages = AFTER_CLOSING,
	.counts = { &guess_codes },
	.run = reply_unit_run,
};

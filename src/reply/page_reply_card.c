/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a card leads to after closing: the pages that its holder may read, and
 * until there are any, what comes.  Whoever has a card of the round is one of
 * those for whom the lead writes them, so the link of these pages stands here.
 * All that is known of a card is its round, not its group.
 */
#include "reply/reply_view.h"
#include "reply/views.h"
#include "scan/scan.h"
#include "server/guess.h"

static bool show(struct call *c, const struct round *r, struct reply_card_view *m, int status,
		 struct err *e)
{
	m->closed = scan_closed(c, r);
	m->code = c->arg[0];
	c->view.page = (struct view_page){
		.organisation = r->organisation_name, .subtitle = r->name, .languages = r->languages,
	};
	view_reply_card(call_view(c), m);
	return call_page(c, status, e);
}

static bool show_closed(struct call *c, const struct round *r, struct err *e)
{
	struct reply_card_view m = { .is_counted = r->stage == STAGE_CLOSED };
	struct reply_groups_view groups;
	struct reply_round rr = { 0 };
	struct str key;

	if (!m.is_counted)
		return show(c, r, &m, 200, e);
	if (!closed_round_read(c, r, &rr.closed, e) || !reply_round_get(c, &rr, e) ||
	    !reply_link_get(c->db, c->a, r->key, &key, e))
		return false;
	reply_groups_make(c, &rr, key, &groups);
	m.groups = &groups;
	return show(c, r, &m, 200, e);
}

static bool reply_card_run(struct call *c, struct err *e)
{
	struct scan s;

	if (scan_look(c, &s, e))
		return show(c, &s.who.round, &(struct reply_card_view){ .is_open = true }, 409, e);
	if (e->kind != ERR_GONE)
		return scan_refuse(c, e);
	*e = (struct err){ 0 };
	return show_closed(c, &s.who.round, e);
}

const struct page reply_card_page = {
	.method = "GET", .path = "/s/{code}/vervolg", .kind = PAGE_ANONYMOUS,
	.stages = AFTER_CLOSING, .counts = { &guess_codes },
	.run = reply_card_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "Jullie zeiden, wij doen", for the lead: the visible groups with what is
 * written for them, the link for participants, and the form of one group.
 * The organisation as a whole has number 0 in the address.
 */
#include "account/account.h"
#include "reply/reply_view.h"
#include "reply/views.h"
#include "round/lead.h"
#include "server/form.h"
#include "server/web.h"

enum { FORM_BYTES_MAX = 64 * 1024 };	/* the longest text, all of it accents, percent-encoded */

static const struct field fields[] = {
	[REPLY_FIELD_BODY] = { "tekst", FIELD_TEXT, .chars = REPLY_CHARS_MAX,
		.fault = N_("De tekst is te lang. Gebruik hoogstens %1 tekens.") },
	[REPLY_FIELD_BUTTON] = { "knop", FIELD_LINE, 1, 20 },
	{ 0 },
};

static bool get(struct call *c, struct reply_round *rr, struct str *ret_key, struct err *e)
{
	return closed_round_get(c, c->id[0], &rr->closed, e) && reply_round_get(c, rr, e) &&
	       reply_link_get(c->db, c->a, rr->closed.round.key, ret_key, e);
}

static bool reply_list_run(struct call *c, struct err *e)
{
	struct reply_list_view m = { 0 };
	struct reply_row *rows;
	struct reply_round rr;
	struct str key;
	int64_t all;

	if (!get(c, &rr, &key, e) || !remark_count(c->db, rr.closed.round.key, &all,
						   &m.remarks_to_read, e))
		return false;
	rows = ARENA_ARRAY(c->a, struct reply_row, rr.closed.picture.tree.count);
	for (size_t i = 0; i < rr.closed.picture.tree.count; i++) {
		const struct unit *u = &rr.closed.picture.tree.units[i];
		size_t home = reply_home(&rr.closed.picture, i);
		struct reply_row *row = &rows[m.row_count++];

		*row = (struct reply_row){ .unit = u, .sheets = rr.closed.picture.at[i].sheets };
		if (home == i)
			row->reply = unit_reply_of(&rr.replies, u->id);
		else if (home != NODE_NONE)
			row->above = rr.closed.picture.tree.units[home].name;
		m.published += row->reply && row->reply->is_published;
	}
	m.round = &rr.closed.round;
	m.rows = rows;
	m.follow = rr.follow;
	if (key.n) {
		m.link = reply_address(c, key, -1);
		m.open = url_make(c->a, "/r/%s", key);
	}
	if (!rr.closed.picture.is_visible[0])
		m.row_count = 0;
	view_reply_list(call_view(c), &m);
	return call_page(c, 200, e);
}

struct link {
	struct round_key round;
	struct reply_code code;
};

static bool put_link(struct db *db, void *ctx, struct err *e)
{
	const struct link *l = ctx;

	return reply_link_put(db, l->round, l->code, e);
}

enum { LINK_SURE };
static const struct field link_fields[] = {
	[LINK_SURE] = { "zeker", FIELD_FLAG },
	{ 0 },
};

/* Whoever has the old link loses it, so a new one is asked about first. */
static bool reply_link_run(struct call *c, struct err *e)
{
	struct closed_round cr;
	struct str key;
	struct link l;

	if (!closed_round_get(c, c->id[0], &cr, e) ||
	    !reply_link_get(c->db, c->a, cr.round.key, &key, e))
		return false;
	if (key.n && !c->in[LINK_SURE].is_given) {
		view_reply_link_ask(call_view(c), &cr.round);
		return call_page(c, 200, e);
	}
	l = (struct link){ cr.round.key, reply_code_make() };
	return call_write(c, put_link, &l, e) &&
	       call_redirect(c, url_make(c->a, "/rondes/%d/wij-doen", cr.round.id), e);
}

/* --- one group ------------------------------------------------------------------ */

static bool begin(struct call *c, struct reply_round *rr, size_t *ret_unit,
		  struct reply_form_view *m, struct err *e)
{
	const struct unit_reply *reply;
	struct str key;
	int64_t id;

	if (!get(c, rr, &key, e))
		return false;
	if (!str_i64(c->arg[1], 0, INT64_MAX, &id))
		return err_set(e, ERR_ABSENT, "no such group");
	*ret_unit = reply_unit_at(&rr->closed.picture.tree, id);
	if (*ret_unit == NODE_NONE || !rr->closed.picture.is_visible[*ret_unit])
		return err_set(e, ERR_ABSENT, "no such group that is shown");
	reply = unit_reply_of(&rr->replies, id);
	*m = (struct reply_form_view){
		.round = &rr->closed.round, .unit = &rr->closed.picture.tree.units[*ret_unit],
		.form = form_start(c, fields), .is_published = reply && reply->is_published,
	};
	if (reply && !c->page->fields)
		form_put(m->form, REPLY_FIELD_BODY, reply->body);
	if (key.n && m->is_published) {
		m->link = reply_address(c, key, id);
		m->open = url_make(c->a, "/r/%s/%d", key, id);
	}
	return true;
}

/* The form, with the page as its readers would get it below. */
static bool show(struct call *c, const struct reply_round *rr, size_t unit,
		 const struct reply_form_view *m, int status, struct err *e)
{
	struct reply_page_view page;

	if (!reply_page_make(c, rr, unit, unit, &page, e))
		return false;
	page.is_preview = true;
	view_reply_form(call_view(c), m, &page);
	return call_page(c, status, e);
}

static bool reply_form_run(struct call *c, struct err *e)
{
	struct reply_form_view m;
	struct reply_round rr;
	size_t unit = 0;

	return begin(c, &rr, &unit, &m, e) && show(c, &rr, unit, &m, 200, e);
}

/* What is put; the first publishing makes the link too. */
struct change {
	struct round_key round;
	struct unit_reply reply;
	struct reply_code code;
	bool needs_link;
};

static bool put(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return unit_reply_put(db, ch->round, &ch->reply, e) &&
	       (!ch->needs_link || reply_link_put(db, ch->round, ch->code, e));
}

static bool reply_put_run(struct call *c, struct err *e)
{
	bool is_published = str_is(c->in[REPLY_FIELD_BUTTON].text, "publiceer");
	struct reply_form_view m;
	struct reply_round rr;
	struct change ch;
	struct str key;
	size_t unit = 0;

	if (!begin(c, &rr, &unit, &m, e) || !reply_link_get(c->db, c->a, rr.closed.round.key, &key,
							    e))
		return false;
	if (is_published && !c->in[REPLY_FIELD_BODY].is_given)
		form_fault_add(m.form, REPLY_FIELD_BODY,
			       N_("Schrijf eerst op wat jullie doen. Doen jullie niets, zeg dan waarom."));
	if (!form_check(m.form))
		return show(c, &rr, unit, &m, 422, e);
	ch = (struct change){
		.round = rr.closed.round.key, .code = reply_code_make(), .needs_link = is_published && !key.n,
		.reply = { m.unit->id, c->in[REPLY_FIELD_BODY].text, is_published, clock_now() },
	};
	return call_write(c, put, &ch, e) &&
	       call_redirect(c, url_make(c->a, "/rondes/%d/wij-doen/%d", rr.closed.round.id, m.unit->id), e);
}

const struct page reply_list_page = {
	.method = "GET", .path = "/rondes/{round}/wij-doen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.menu = { &menu_talk, 5, N_("Jullie zeiden, wij doen") },
	.run = reply_list_run,
};

const struct page reply_link_page = {
	.method = "POST", .path = "/rondes/{round}/wij-doen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = link_fields, .run = reply_link_run,
};

const struct page reply_form_page = {
	.method = "GET", .path = "/rondes/{round}/wij-doen/{unit}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .run = reply_form_run,
};

const struct page reply_put_page = {
	.method = "POST", .path = "/rondes/{round}/wij-doen/{unit}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = reply_put_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "Jullie zeiden, wij doen", for the lead: the visible groups with what is
 * written for them, the link for participants, and the form of one group.
 * The organisation as a whole has number 0 in the address.
 */
#include "account/account.h"
#include "account/save.h"
#include "reply/reply_view.h"
#include "reply/views.h"
#include "round/lead.h"
#include "server/form.h"
#include "server/web.h"

enum { FORM_BYTES_MAX = 64 * 1024 };	/* the longest text, all of it accents, percent-encoded */

/* A new link stops the old one, so it rests on the link that its page showed. */
enum { LINK_KEY, LINK_SURE };
static const struct field link_fields[] = {
	[LINK_KEY] = { "link", FIELD_SEEN,
		.fault = N_("Er is intussen al een nieuwe link gemaakt. Die staat hieronder.") },
	[LINK_SURE] = { "zeker", FIELD_FLAG },
	{ 0 },
};

static const struct field fields[] = {
	[REPLY_FIELD_BODY] = { "tekst", FIELD_TEXT, .chars = REPLY_CHARS_MAX,
		.fault = N_("De tekst is te lang. Gebruik hoogstens %1 tekens."),
		.label = N_("Wat gebeurt ermee?") },
	[REPLY_FIELD_BUTTON] = { "knop", FIELD_LINE, 1, 20 },
	[REPLY_FIELD_OPEN] = { "stand", FIELD_SEEN,
		.fault = N_("Iemand anders zette deze pagina intussen te lezen, of haalde haar juist weg.") },
	{ 0 },
};

static bool get(struct call *c, struct reply_round *rr, struct str *ret_key, struct err *e)
{
	return closed_round_get(c, c->id[0], &rr->closed, e) && reply_round_get(c, rr, e) &&
	       reply_link_get(c->db, c->a, rr->closed.round.key, ret_key, e);
}

static bool show_list(struct call *c, int status, struct form *form, struct err *e)
{
	struct reply_list_view m = { .form = form };
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
	form_put(form, LINK_KEY, key);
	form_rest(form);
	view_reply_list(call_view(c), &m);
	return call_page(c, status, e);
}

static bool reply_list_run(struct call *c, struct err *e)
{
	return show_list(c, 200, form_start(c, link_fields), e);
}

static bool put_link_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct round_key *round = s->ctx;
	struct str key;

	if (!reply_link_get(db, s->c->a, *round, &key, e))
		return false;
	form_put(now, LINK_KEY, key);
	return true;
}

static bool put_link(struct db *db, const struct save *s, struct err *e)
{
	const struct round_key *round = s->ctx;

	return reply_link_put(db, *round, reply_code_make(), e);
}

/* Whoever has the old link loses it, so a new one is asked about first. */
static bool reply_link_run(struct call *c, struct err *e)
{
	struct closed_round cr;
	struct save s = { .c = c, .form = form_start(c, link_fields), .now = put_link_now,
			  .write = put_link };
	struct str key;

	if (!closed_round_get(c, c->id[0], &cr, e) ||
	    !reply_link_get(c->db, c->a, cr.round.key, &key, e))
		return false;
	if (key.n && !c->in[LINK_SURE].is_given && !c->is_again) {
		view_reply_link_ask(call_view(c), &cr.round, s.form);
		return call_page(c, 200, e);
	}
	s.ctx = &cr.round.key;
	if (!save_form(&s, e))
		return false;
	return s.show ? show_list(c, s.show, s.form, e)
		      : call_redirect(c, url_make(c->a, "/rondes/%d/wij-doen", cr.round.id), e);
}

/* --- one group ------------------------------------------------------------------ */

static void put_stored(const struct unit_reply *reply, struct form *f)
{
	if (!reply)
		return;
	form_put(f, REPLY_FIELD_BODY, reply->body);
	form_put(f, REPLY_FIELD_OPEN, reply->is_published ? STR("1") : (struct str){ 0 });
}

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
	if (!c->page->fields) {
		put_stored(reply, m->form);
		form_rest(m->form);
	}
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
	int64_t unit;
	struct reply_code code;
	bool is_published;
};

static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct change *ch = s->ctx;
	struct unit_reply_list list;

	if (!unit_reply_list(db, s->c->a, ch->round, &list, e))
		return false;
	put_stored(unit_reply_of(&list, ch->unit), now);
	return true;
}

static bool check(const struct change *ch, struct form *f)
{
	if (ch->is_published && !f->in[REPLY_FIELD_BODY].is_given)
		form_fault_add(f, REPLY_FIELD_BODY,
			       N_("Schrijf eerst op wat jullie doen. Doen jullie niets, zeg dan waarom."));
	return form_check(f);
}

static bool put(struct db *db, const struct save *s, struct err *e)
{
	const struct change *ch = s->ctx;
	struct unit_reply reply = {
		ch->unit, s->form->in[REPLY_FIELD_BODY].text, ch->is_published, clock_now(),
	};
	struct str key;

	if (!check(ch, s->form))
		return err_set(e, ERR_CHANGED, "two changes that do not go together");
	return unit_reply_put(db, ch->round, &reply, e) &&
	       reply_link_get(db, s->c->a, ch->round, &key, e) &&
	       (!ch->is_published || key.n || reply_link_put(db, ch->round, ch->code, e));
}

static bool reply_put_run(struct call *c, struct err *e)
{
	struct reply_form_view m;
	struct reply_round rr;
	struct change ch = { .is_published = str_is(c->in[REPLY_FIELD_BUTTON].text, "publiceer") };
	struct save s = { .c = c, .now = put_now, .write = put, .ctx = &ch, .show = 422 };
	size_t unit = 0;

	if (!begin(c, &rr, &unit, &m, e))
		return false;
	ch.round = rr.closed.round.key;
	ch.unit = m.unit->id;
	ch.code = reply_code_make();
	s.form = m.form;
	if (check(&ch, m.form) && !save_form(&s, e))
		return false;
	return s.show ? show(c, &rr, unit, &m, s.show, e)
		      : call_redirect(c, url_make(c->a, "/rondes/%d/wij-doen/%d", rr.closed.round.id, m.unit->id), e);
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

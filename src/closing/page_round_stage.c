/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening, extending and closing: each asks first, and says what will happen. */
#include <stdio.h>

#include "account/account.h"
#include "closing/closing.h"
#include "closing/confirm_view.h"
#include "closing/views.h"
#include "round/lead.h"
#include "scan/sheet.h"
#include "server/web.h"

enum { DATE, CLOSING_HOUR = 17, CHANGE_ARENA = 1 << 30 };

static const struct field fields[] = {
	[DATE] = { "sluit", FIELD_DATE, 0, 0 },
	{ 0 },
};

struct change {
	struct round_key round;
	int64_t closes;
	size_t sheet_size;
};

static bool open_it(struct db *db, void *ctx, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CHANGE_ARENA);
	const struct change *ch = ctx;

	return round_open(db, a, ch->round, ch->sheet_size, e);
}

static bool extend_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return round_extend(db, ch->round, ch->closes, e);
}

static bool close_it(struct db *db, void *ctx, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CHANGE_ARENA);
	const struct change *ch = ctx;

	return round_close(db, a, ch->round, e);
}

/* The round and what the question shows. */
static bool begin(struct call *c, struct round *r, struct confirm_view *m, struct err *e)
{
	struct out date = out_new(c->a, 20);

	*m = (struct confirm_view){ .round = r };
	if (!lead_round(c, c->id[0], r, e) ||
	    !unit_tree_get(c->db, c->a, r->key, r->organisation_name, &m->tree, e))
		return false;
	if (r->stage == STAGE_OPEN && !participation_count(c->db, c->a, r->key, &m->tree, e))
		return false;
	m->answered = m->tree.units[0].answered;
	for (size_t i = 0; i < m->tree.count; i++)
		m->cards += m->tree.units[i].is_leaf ? m->tree.units[i].cards : 0;
	out_date_iso(&date, clock_local(r->closes).date);
	m->date = out_done(&date);
	m->closes = lead_closes(c, r);
	return true;
}

static bool back_to_round(struct call *c, const struct round *r, struct err *e)
{
	return call_redirect(c, url_make(c->a, "/rondes/%d", r->id), e);
}

static bool round_open_form_run(struct call *c, struct err *e)
{
	struct confirm_view m;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	view_round_open(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool round_open_run(struct call *c, struct err *e)
{
	struct confirm_view m;
	struct model model;
	struct round r;
	struct change ch;

	if (!begin(c, &r, &m, e) || !round_model(c->db, c->a, &r, &model, e))
		return false;
	if (m.cards == 0 || r.closes <= clock_now()) {
		m.fault = str_from(tr(c->lang, m.cards
			? N_("De laatste dag is al voorbij. Kies eerst een andere dag.")
			: N_("Er zijn nog geen kaarten. Maak die eerst.")));
		view_round_open(call_view(c), &m);
		return call_page(c, 422, e);
	}
	ch = (struct change){ r.key, 0, sheet_layout(&model).size };
	return call_write(c, open_it, &ch, e) && back_to_round(c, &r, e);
}

static bool round_extend_form_run(struct call *c, struct err *e)
{
	struct confirm_view m;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	view_round_extend(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool round_extend_run(struct call *c, struct err *e)
{
	struct confirm_view m;
	struct round r;
	struct change ch;

	if (!begin(c, &r, &m, e))
		return false;
	ch = (struct change){ r.key,
			      clock_from_local(c->in[DATE].date, CLOSING_HOUR, 0), 0 };
	if (!c->in[DATE].is_valid || ch.closes <= clock_now()) {
		m.date = c->in[DATE].text;
		m.fault = str_from(tr(c->lang, N_("Kies een dag die nog komt.")));
		view_round_extend(call_view(c), &m);
		return call_page(c, 422, e);
	}
	return call_write(c, extend_it, &ch, e) && back_to_round(c, &r, e);
}

static bool round_close_form_run(struct call *c, struct err *e)
{
	struct confirm_view m;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	outlook_make(c->a, &m.tree, r.k, &m.outlook);
	view_round_close(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool round_close_run(struct call *c, struct err *e)
{
	struct confirm_view m;
	struct round r;
	struct change ch;
	struct err later = { 0 };

	if (!begin(c, &r, &m, e))
		return false;
	ch = (struct change){ r.key, 0, 0 };
	if (!call_write(c, close_it, &ch, e))
		return false;
	/* The round is closed, whatever comes of this; the sweep tries again. */
	if (!writer_vacuum(c->web->writer, &later))
		fprintf(stderr, "peil: rewriting the file: %s\n", later.text);
	return back_to_round(c, &r, e);
}

const struct page round_open_form_page = {
	.method = "GET", .path = "/rondes/{round}/openen",
	.needs = MAY_LEAD, .stages = WHILE_PREPARING, .run = round_open_form_run,
};

const struct page round_open_page = {
	.method = "POST", .path = "/rondes/{round}/openen",
	.needs = MAY_LEAD, .stages = WHILE_PREPARING, .run = round_open_run,
};

const struct page round_extend_form_page = {
	.method = "GET", .path = "/rondes/{round}/verlengen",
	.needs = MAY_LEAD, .stages = WHILE_OPEN, .run = round_extend_form_run,
};

const struct page round_extend_page = {
	.method = "POST", .path = "/rondes/{round}/verlengen",
	.needs = MAY_LEAD, .stages = WHILE_OPEN, .fields = fields, .run = round_extend_run,
};

const struct page round_close_form_page = {
	.method = "GET", .path = "/rondes/{round}/sluiten",
	.needs = MAY_LEAD, .stages = WHILE_OPEN, .run = round_close_form_run,
};

const struct page round_close_page = {
	.method = "POST", .path = "/rondes/{round}/sluiten",
	.needs = MAY_LEAD, .stages = WHILE_OPEN, .run = round_close_run,
};

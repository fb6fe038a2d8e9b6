/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening, extending and closing: each asks first, and says what will happen. */
#include "account/account.h"
#include "account/save.h"
#include "closing/closing.h"
#include "closing/confirm_view.h"
#include "closing/views.h"
#include "round/lead.h"
#include "scan/sheet.h"
#include "watch/log.h"
#include "server/web.h"

enum { DATE, SEEN, CLOSING_HOUR = 17, CHANGE_ARENA = 1 << 30, SEEN_BYTES_MAX = 8 << 20 };

static const struct field fields[] = {
	[DATE] = { "sluit", FIELD_DATE, .label = N_("Nieuwe laatste dag"), .is_needed = true,
		.fault = N_("Kies een dag die nog komt.") },
	{ 0 },
};

static const struct field open_fields[] = {
	[DATE] = { "dag", FIELD_SEEN, .fault = N_("De laatste dag is intussen verschoven. Kijk nog eens.") },
	[SEEN] = { "ronde", FIELD_SEEN,
		.fault = N_("De ronde, de groepen of de kaarten zijn intussen aangepast. Kijk hieronder nog eens.") },
	{ 0 },
};

struct change {
	struct round *round;
	size_t sheet_size;
	struct round_closed closed;
};

static bool open_it(struct db *db, const struct save *s, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CHANGE_ARENA);
	const struct change *ch = s->ctx;

	return round_open(db, a, ch->round->key, ch->sheet_size, e);
}

static int64_t closes_of(const struct form *f)
{
	return clock_from_local(f->in[DATE].date, CLOSING_HOUR, 0);
}

static bool extend_it(struct db *db, const struct save *s, struct err *e)
{
	const struct change *ch = s->ctx;

	if (round_extend(db, ch->round->key, closes_of(s->form), e))
		return true;
	if (e->kind != ERR_INPUT)
		return false;
	*e = (struct err){ 0 };
	form_fault_add(s->form, DATE, N_("Kies een dag na de laatste dag van nu."));
	return err_set(e, ERR_CHANGED, "the closing date only moves to a later one");
}

static bool close_it(struct db *db, const struct save *s, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CHANGE_ARENA);
	struct change *ch = s->ctx;

	return round_close(db, a, ch->round->key, &ch->closed, e);
}

/* --- what each rests on ------------------------------------------------------------- */

static void put_closes(const struct round *r, struct form *f)
{
	form_put_date(f, DATE, clock_local(r->closes).date);
}

/* All that is fixed by opening. */
static void put_seen(struct arena *a, const struct round *r, const struct unit_tree *tree,
		     struct form *f)
{
	struct out o = out_new(a, SEEN_BYTES_MAX);

	out_str(&o, url_make(a, "%s %s %d %d", r->name, r->words, (int64_t)r->k,
			     (int64_t)r->languages).text);
	out_str(&o, r->purpose);
	for (size_t i = 0; i < r->task_count; i++) {
		out_str(&o, r->tasks[i].title);
		out_str(&o, r->tasks[i].people);
	}
	for (size_t i = 1; i < tree->count; i++) {
		const struct unit *u = &tree->units[i];

		out_str(&o, u->name);
		out_str(&o, url_make(a, "/%s %d %d %d %d", u->tag, (int64_t)u->kind,
				     (int64_t)u->parent, u->size, u->cards).text);
	}
	form_put(f, SEEN, out_done(&o));
}

static bool put_open_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct round *r = ((const struct change *)s->ctx)->round;
	struct unit_tree tree;
	struct round is;

	if (!round_get(db, s->c->a, r->organisation, r->id, &is, e) ||
	    !unit_tree_get(db, s->c->a, is.key, is.organisation_name, &tree, e))
		return false;
	put_seen(s->c->a, &is, &tree, now);
	put_closes(&is, now);
	return true;
}

static bool put_closes_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct round *r = ((const struct change *)s->ctx)->round;
	struct round is;

	if (!round_get(db, s->c->a, r->organisation, r->id, &is, e))
		return false;
	put_closes(&is, now);
	return true;
}

/* The round and what the question shows. */
static bool begin(struct call *c, struct round *r, struct confirm_view *m, struct err *e)
{
	*m = (struct confirm_view){ .round = r };
	if (!lead_round(c, c->id[0], r, e) ||
	    !unit_tree_get(c->db, c->a, r->key, r->organisation_name, &m->tree, e))
		return false;
	if (r->stage == STAGE_OPEN && !participation_count(c->db, c->a, r->key, &m->tree, e))
		return false;
	for (size_t i = 1; i < m->tree.count; i++)
		if (m->tree.units[i].is_leaf) {
			m->cards += m->tree.units[i].cards;
			m->lacks_cards |= m->tree.units[i].cards < m->tree.units[i].size;
		}
	unit_tell(c->a, &m->tree, r->k);
	m->answered = m->tree.units[0].told.answered;
	m->is_partial = m->tree.units[0].told.size < m->tree.units[0].size;
	m->closes = lead_closes(c, r);
	return true;
}

static bool back_to_round(struct call *c, const struct round *r, struct err *e)
{
	return call_redirect(c, url_make(c->a, "/rondes/%d", r->id), e);
}

static void name_places(struct call *c, struct save *s, const struct round *r)
{
	s->places[0] = url_make(c->a, "/rondes/%d/verlengen", r->id).text;
	s->places[1] = url_make(c->a, "/rondes/%d/bewerken", r->id).text;
	s->places[2] = url_make(c->a, "/rondes/%d/groepen", r->id).text;
}

/* --- opening ------------------------------------------------------------------------ */

static bool show_open(struct call *c, int status, struct confirm_view *m, struct form *f,
		      struct err *e)
{
	struct round r;

	if (m->fault.n == 0 && !begin(c, &r, m, e))
		return false;
	put_seen(c->a, m->round, &m->tree, f);
	put_closes(m->round, f);
	form_rest(f);
	m->form = f;
	view_round_open(call_view(c), m);
	return call_page(c, status, e);
}

static bool round_open_form_run(struct call *c, struct err *e)
{
	struct confirm_view m = { 0 };

	return show_open(c, 200, &m, form_start(c, open_fields), e);
}

static bool round_open_run(struct call *c, struct err *e)
{
	struct confirm_view m;
	struct model model;
	struct round r;
	struct change ch = { .round = &r };
	struct save s = { .c = c, .form = form_start(c, open_fields), .now = put_open_now,
			  .write = open_it, .ctx = &ch };

	if (!begin(c, &r, &m, e) || !round_model(c->db, c->a, &r, &model, e))
		return false;
	if (m.cards == 0 || r.closes <= clock_now()) {
		m.fault = str_from(tr(c->lang, m.cards
			? N_("De laatste dag is al voorbij. Kies eerst een andere dag.")
			: N_("Er zijn nog geen kaarten. Maak die eerst.")));
		return show_open(c, 422, &m, s.form, e);
	}
	ch.sheet_size = sheet_layout(&model).size;
	name_places(c, &s, &r);
	if (!save_form(&s, e))
		return false;
	return s.show ? show_open(c, s.show, &m, s.form, e) : back_to_round(c, &r, e);
}

/* --- extending ---------------------------------------------------------------------- */

static bool show_extend(struct call *c, int status, struct confirm_view *m, struct form *f,
			struct err *e)
{
	m->form = f;
	view_round_extend(call_view(c), m);
	return call_page(c, status, e);
}

static bool round_extend_form_run(struct call *c, struct err *e)
{
	struct form *f = form_start(c, fields);
	struct confirm_view m;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	put_closes(&r, f);
	form_rest(f);
	return show_extend(c, 200, &m, f, e);
}

static bool round_extend_run(struct call *c, struct err *e)
{
	struct confirm_view m;
	struct round r;
	struct change ch = { .round = &r };
	struct save s = { .c = c, .form = form_start(c, fields), .now = put_closes_now,
			  .write = extend_it, .ctx = &ch, .show = 422 };

	if (!begin(c, &r, &m, e))
		return false;
	if (s.form->in[DATE].is_valid && closes_of(s.form) <= clock_now())
		form_fault_add(s.form, DATE, fields[DATE].fault);
	name_places(c, &s, &r);
	if (form_check(s.form) && !save_form(&s, e))
		return false;
	return s.show ? show_extend(c, s.show, &m, s.form, e) : back_to_round(c, &r, e);
}

/* --- closing ------------------------------------------------------------------------ */

static bool show_close(struct call *c, int status, struct form *f, struct err *e)
{
	struct confirm_view m = { 0 };
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	outlook_make(c->a, &m.tree, r.k, &m.outlook);
	put_closes(&r, f);
	form_rest(f);
	m.form = f;
	view_round_close(call_view(c), &m);
	return call_page(c, status, e);
}

static bool round_close_form_run(struct call *c, struct err *e)
{
	return show_close(c, 200, form_start(c, open_fields), e);
}

static bool round_close_run(struct call *c, struct err *e)
{
	struct round r;
	struct change ch = { .round = &r };
	struct save s = { .c = c, .form = form_start(c, open_fields), .now = put_closes_now,
			  .write = close_it, .ctx = &ch };

	if (!lead_round(c, c->id[0], &r, e))
		return false;
	name_places(c, &s, &r);
	if (!save_form(&s, e))
		return false;
	if (s.show)
		return show_close(c, s.show, s.form, e);
	round_closed_say(&ch.closed, "by a lead");
	call_scrub(c);
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

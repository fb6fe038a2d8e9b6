/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading the remarks of a closed round before anybody else does, and the page
 * where the chosen ones are shown.  The first is the only page that has the
 * originals.
 */
#include "account/account.h"
#include "account/save.h"
#include "picture/closed_round.h"
#include "remark/remarks_view.h"
#include "remark/views.h"
#include "round/lead.h"
#include "round/model_cache.h"
#include "server/form.h"
#include "server/page.h"

enum { PART };
enum { DECISION, TEXT, BACK, SEEN };

static const struct field query_fields[] = {
	[PART] = { "deel", FIELD_INT, 1, 100000 },
	{ 0 },
};

static const struct field fields[] = {
	[DECISION] = { "besluit", FIELD_LINE, 1, 20 },
	[TEXT] = { "tekst", FIELD_TEXT, .chars = REMARK_CHARS_MAX,
		.fault = N_("De tekst is te lang. Gebruik hoogstens %1 tekens."),
		.missing = N_("Schrijf de opmerking op zonder namen. Of kies ‘Verberg’."),
		.label = N_("Zo zien anderen het") },
	[BACK] = { "deel", FIELD_INT, 1, 100000 },
	[SEEN] = { "oordeel", FIELD_SEEN,
		.fault = N_("Iemand anders besloot intussen over deze opmerking. Hierboven zie je wat. Jouw keuze is nog niet bewaard: kies nog eens.") },
	{ 0 },
};

struct reading {
	struct closed_round closed;
	struct remark_list list;
};

static bool get(struct call *c, struct reading *r, struct err *e)
{
	return closed_round_get(c, c->id[0], &r->closed, e) &&
	       remark_list(c->db, c->a, r->closed.round.key, &r->list, e);
}

/* What was decided; nothing of one that is to be read. */
static struct str seen_of(struct arena *a, const struct remark *r)
{
	return r->state == REMARK_TO_READ ? (struct str){ 0 }
					  : url_make(a, "%d %s", (int64_t)r->state, r->rewritten).text;
}

static struct str was_of(struct call *c, const struct remark *r)
{
	struct form *f = form_empty(form_start(c, fields));

	form_put(f, SEEN, seen_of(c->a, r));
	form_rest(f);
	return f->was;
}

static struct remarks_view view_of(struct call *c, struct reading *r, int64_t part)
{
	struct remarks_view m = { .round = &r->closed.round, .all = (int64_t)r->list.count };
	struct remark_row *rows;

	for (size_t i = 0; i < r->list.count; i++)
		m.to_read += r->list.at[i].state == REMARK_TO_READ;
	m.parts = (m.all + REMARKS_A_PAGE - 1) / REMARKS_A_PAGE;
	m.part = part < 1 ? 1 : part > m.parts && m.parts ? m.parts : part;
	remark_rows(c, r->closed.model, &r->closed.picture.tree, &r->list, &m);
	rows = ARENA_ARRAY(c->a, struct remark_row, m.row_count + 1);
	for (size_t i = 0; i < m.row_count; i++) {
		rows[i] = m.rows[i];
		rows[i].was = was_of(c, rows[i].remark);
	}
	m.rows = rows;
	return m;
}

static bool remarks_run(struct call *c, struct err *e)
{
	struct remarks_view m;
	struct reading r;

	if (!get(c, &r, e))
		return false;
	m = view_of(c, &r, c->in[PART].is_valid ? c->in[PART].number : 1);
	view_remarks(call_view(c), &m);
	return call_page(c, 200, e);
}

/* --- deciding ------------------------------------------------------------------ */

static const char *fault_in(const struct call *c)
{
	struct str what = c->in[DECISION].text;

	if (str_is(what, "tonen") || str_is(what, "verbergen"))
		return NULL;
	if (!str_is(what, "herschrijven"))
		return N_("Kies wat er met deze opmerking gebeurt.");
	if (!c->in[TEXT].is_given)
		return fields[TEXT].missing;
	return c->in[TEXT].is_valid ? NULL : fields[TEXT].fault;
}

static const struct remark *remark_of(const struct remark_list *list, int64_t id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].id == id)
			return &list->at[i];
	return NULL;
}

/* The part again, with the fault beside what was typed. */
static bool show_fault(struct call *c, int status, struct str fault, struct err *e)
{
	struct remark_row *rows;
	struct remarks_view m;
	struct reading r;

	if (!get(c, &r, e))
		return false;
	m = view_of(c, &r, c->in[BACK].is_valid ? c->in[BACK].number : 1);
	rows = ARENA_ARRAY(c->a, struct remark_row, m.row_count + 1);
	for (size_t i = 0; i < m.row_count; i++) {
		rows[i] = m.rows[i];
		if (rows[i].remark->id != c->id[1])
			continue;
		rows[i].fault = fault;
		if (c->in[TEXT].is_given)
			rows[i].typed = c->in[TEXT].text;
	}
	m.rows = rows;
	view_remarks(call_view(c), &m);
	return call_page(c, status, e);
}

/* The remark that stands after this one: the browser goes there next. */
static int64_t next_of(const struct remarks_view *m, int64_t id)
{
	for (size_t i = 0; i + 1 < m->row_count; i++)
		if (m->rows[i].remark->id == id)
			return m->rows[i + 1].remark->id;
	return m->row_count ? m->rows[0].remark->id : id;
}

/* Of one that nobody decided about yet nothing is overruled.  The same decision
 * again is no other one. */
static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct remark_decision *d = s->ctx;
	const struct remark *is;
	struct remark_list list;

	if (!remark_list(db, s->c->a, d->round, &list, e))
		return false;
	is = remark_of(&list, d->remark);
	if (!is)
		return err_set(e, ERR_ABSENT, "no such remark");
	form_put(now, SEEN, seen_of(s->c->a, is));
	if (is->state == d->state && str_eq(is->rewritten, d->rewritten))
		form_unseen(now, SEEN);
	return true;
}

static bool decide(struct db *db, const struct save *s, struct err *e)
{
	return remark_decide(db, s->ctx, e);
}

static bool remark_run(struct call *c, struct err *e)
{
	struct remarks_view m;
	struct remark_decision d;
	struct reading r;
	const char *fault = fault_in(c);
	struct save s = { .c = c, .form = form_start(c, fields), .now = put_now, .write = decide,
			  .ctx = &d };

	if (!get(c, &r, e))
		return false;
	if (!remark_of(&r.list, c->id[1]))
		return err_set(e, ERR_ABSENT, "no such remark");
	if (c->is_again || fault)
		return show_fault(c, 422, c->is_again ? s.form->faults.notice
						      : form_words(s.form, TEXT, fault), e);
	d = (struct remark_decision){
		.round = r.closed.round.key, .remark = c->id[1],
		.state = str_is(c->in[DECISION].text, "verbergen") ? REMARK_HIDDEN : REMARK_SHOWN,
	};
	if (str_is(c->in[DECISION].text, "herschrijven"))
		d.rewritten = c->in[TEXT].text;
	m = view_of(c, &r, c->in[BACK].is_valid ? c->in[BACK].number : 1);
	if (!save_form(&s, e))
		return false;
	if (s.show)
		return show_fault(c, s.show, form_words(s.form, SEEN, fields[SEEN].fault), e);
	return call_redirect(c, url_make(c->a, "/rondes/%d/opmerkingen?deel=%d#o%d", r.closed.round.id,
					 m.part, next_of(&m, d.remark)), e);
}

/* --- the chosen ones ----------------------------------------------------------- */

static bool remarks_shown_run(struct call *c, struct err *e)
{
	struct shown_remark_list list;
	struct shown_view m = { 0 };
	struct closed_round cr;
	int64_t all;

	if (!closed_round_get(c, c->id[0], &cr, e) ||
	    !remark_shown_list(c->db, c->a, cr.round.key, &list, e) ||
	    !remark_count(c->db, cr.round.key, &all, &m.to_read, e))
		return false;
	m.round = &cr.round;
	m.rows = shown_rows(c, cr.model, &cr.picture.tree, &list, &m.row_count);
	view_remarks_shown(call_view(c), &m);
	return call_page(c, 200, e);
}

const struct page remarks_page = {
	.method = "GET", .path = "/rondes/{round}/opmerkingen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.menu = { &menu_picture, 3, N_("Opmerkingen") },
	.fields = query_fields, .run = remarks_run,
};

const struct page remark_page = {
	.method = "POST", .path = "/rondes/{round}/opmerkingen/{remark}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .fields = fields, .run = remark_run,
};

const struct page remarks_shown_page = {
	.method = "GET", .path = "/rondes/{round}/beeld/opmerkingen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .run = remarks_shown_run,
};

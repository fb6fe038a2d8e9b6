/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cards: one per member of a group, each with a code.  The codes exist only in
 * the answer to the form that makes them; what is stored is their hash.  So
 * the sheet to print and the list of links are two ways of the same step, and
 * making cards again voids the earlier ones.  Hence the answer is made whole
 * before anything is written: codes that nobody can be shown void no cards.
 */
#include "account/account.h"
#include "account/save.h"
#include "chart/chart.h"
#include "round/export.h"
#include "round/lead.h"
#include "scan/cards_view.h"
#include "scan/views.h"
#include "server/web.h"

enum {
	UNIT, FORM, TREE, MADE,
	CARDS_MAX = 20000,		/* lines in a list: some 2 MB */
	SHEET_CARDS_MAX = 1000,		/* each has a picture: some 3 MB to print */
};

static const struct field fields[] = {
	[UNIT] = { "groep[]", FIELD_INTS, 1, INT64_MAX, .times = UNITS_MAX },
	[FORM] = EXPORT_FORM_FIELD,	/* "vel": to print */
	[TREE] = { "boom", FIELD_SEEN,
		.fault = N_("De groepen zijn intussen veranderd. Kies nog eens voor welke je kaarten maakt.") },
	/* Of each group in the tree: which cards it has. */
	[MADE] = { "gemaakt%", FIELD_SEEN, .times = UNITS_MAX,
		.fault = N_("Iemand anders maakte intussen kaarten voor een groep die je koos. Maak je ze opnieuw, dan werken die niet meer.") },
	{ 0 },
};

struct batch {
	struct round_key round;
	enum cards_form form;
	const struct unit **units;
	size_t unit_count;
	struct ticket_code *codes;	/* of all units, one behind the other */
};

static bool is_chosen(const struct value *v, int64_t id)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->numbers[i] == id)
			return true;
	return false;
}

/* Cards are known by one of their rows; those of another group are nobody's business
 * here.  `chosen` NULL: all groups. */
static bool put_seen(struct db *db, struct arena *a, const struct round *r,
		     const struct unit_tree *tree, const struct value *chosen, struct form *f,
		     struct err *e)
{
	struct out ids = out_new(a, 1 << 20);

	for (size_t i = 1; i < tree->count; i++) {
		const struct unit *u = &tree->units[i];
		int64_t made = 0;

		out_str(&ids, url_make(a, "%d/%d ", u->id, u->size).text);
		if (!u->is_leaf || i > UNITS_MAX)
			continue;
		if (chosen && !is_chosen(chosen, u->id))
			form_unseen(f, FORM_EACH(MADE, i - 1));
		else if (!u->cards)
			continue;
		else if (!ticket_made(db, r->key, u->id, &made, e))
			return false;
		else
			form_put(f, FORM_EACH(MADE, i - 1), url_make(a, "%d", made).text);
	}
	form_put(f, TREE, out_done(&ids));
	return true;
}

static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct batch *b = s->ctx;
	struct unit_tree tree;
	struct round r;

	return round_get(db, s->c->a, b->round.organisation, b->round.id, &r, e) &&
	       unit_tree_get(db, s->c->a, r.key, r.organisation_name, &tree, e) &&
	       put_seen(db, s->c->a, &r, &tree, &s->c->in[UNIT], now, e);
}

static bool issue(struct db *db, const struct save *s, struct err *e)
{
	const struct batch *b = s->ctx;
	size_t at = 0;

	for (size_t i = 0; i < b->unit_count; i++) {
		size_t n = (size_t)b->units[i]->size;

		if (!ticket_issue(db, b->round, b->units[i]->id, b->codes + at, n, e) ||
		    !cards_form_put(db, b->round, b->units[i]->id, b->form, e))
			return false;
		at += n;
	}
	return true;
}

/* The chosen leaves; how many cards that makes. */
static size_t choose(struct call *c, const struct unit_tree *tree, struct batch *b)
{
	size_t total = 0;

	b->units = ARENA_ARRAY(c->a, const struct unit *, tree->count);
	for (size_t i = 1; i < tree->count; i++)
		if (tree->units[i].is_leaf && is_chosen(&c->in[UNIT], tree->units[i].id)) {
			b->units[b->unit_count++] = &tree->units[i];
			total += (size_t)tree->units[i].size;
		}
	return total;
}

/* A fresh code for each member. */
static void make_codes(struct call *c, struct batch *b, size_t total)
{
	b->codes = ARENA_ARRAY(c->a, struct ticket_code, total);
	for (size_t i = 0; i < total; i++)
		b->codes[i] = ticket_make();
}

static void out_address(struct out *o, struct call *c, struct ticket_code code)
{
	out_str(o, web_base_url(c->web));
	out_c(o, "/s/");
	out_c(o, code.text);
}

static struct str address_of(struct call *c, struct ticket_code code)
{
	struct out o = out_new(c->a, 1000);

	out_address(&o, c, code);
	return out_done(&o);
}

static bool send_csv(struct call *c, struct batch *b, struct save *s, struct err *e)
{
	struct csv f = csv_new(c->a, 8 << 20, export_form(&c->in[FORM]));
	struct out line = out_new(c->a, 1000);
	size_t at = 0;

	csv_name(&f, STR("groep"));
	csv_name(&f, STR("code"));
	csv_name(&f, STR("link"));
	csv_row_end(&f);
	for (size_t i = 0; i < b->unit_count; i++)
		for (int64_t k = 0; k < b->units[i]->size; k++, at++) {
			csv_text(&f, b->units[i]->name);
			line.n = 0;
			ticket_out(&line, b->codes[at]);
			csv_name(&f, out_done(&line));
			line.n = 0;
			out_address(&line, c, b->codes[at]);
			csv_name(&f, out_done(&line));
			csv_row_end(&f);
		}
	if (f.o.is_failed || line.is_failed || arena_overflowed(c->a))
		return err_set(e, ERR_LIMIT, "the list of cards is larger than allowed");
	if (!save_form(s, e))
		return false;
	return s->show || export_send(c, &f, "kaarten", e);
}

static bool send_sheet(struct call *c, const struct round *r, struct batch *b, size_t total,
		       struct save *s, struct err *e)
{
	struct card *cards = ARENA_ARRAY(c->a, struct card, total);
	struct view *v = call_view(c);
	struct card_sheet_view m = {
		.round = r, .cards = cards, .count = total, .closes = lead_closes(c, r),
		.site = web_base_url(c->web),
	};
	size_t at = 0;

	for (size_t i = 0; i < b->unit_count; i++)
		for (int64_t k = 0; k < b->units[i]->size; k++, at++) {
			cards[at].group = b->units[i]->name;
			cards[at].code = ticket_show(c->a, b->codes[at]);
			cards[at].qr = chart_qr(v, address_of(c, b->codes[at]),
						str_from(tr(c->lang, N_("QR-code met je link"))));
		}
	view_card_sheet(v, &m);
	if (v->o->is_failed || arena_overflowed(c->a))
		return err_set(e, ERR_LIMIT, "the sheet of cards is larger than allowed");
	if (!save_form(s, e))
		return false;
	return s->show || call_page(c, 200, e);
}

static bool begin(struct call *c, struct round *r, struct cards_view *m, struct err *e)
{
	*m = (struct cards_view){ .round = r, .form = form_start(c, fields) };
	if (!lead_round(c, c->id[0], r, e) ||
	    !unit_tree_get(c->db, c->a, r->key, r->organisation_name, &m->tree, e))
		return false;
	m->is_preparing = r->stage == STAGE_PREPARE;
	return true;
}

/* The choice of groups stays; the form rests on what is there now. */
static bool show(struct call *c, int status, struct cards_view *m, struct err *e)
{
	struct form *now = form_empty(m->form);
	struct round r;

	m->is_sent = c->page->fields != NULL;
	m->ticked = c->page->fields ? c->in[UNIT].numbers : NULL;
	m->ticked_count = c->page->fields ? c->in[UNIT].count : 0;
	if (!round_get(c->db, c->a, c->who.organisation, m->round->id, &r, e) ||
	    !unit_tree_get(c->db, c->a, r.key, r.organisation_name, &m->tree, e) ||
	    (r.stage == STAGE_PREPARE && !put_seen(c->db, c->a, &r, &m->tree, NULL, now, e)))
		return false;
	form_rest(now);
	m->form->was = now->was;
	view_cards(call_view(c), m);
	return call_page(c, status, e);
}

static bool cards_form_run(struct call *c, struct err *e)
{
	struct cards_view m;
	struct round r;

	return begin(c, &r, &m, e) && show(c, 200, &m, e);
}

/* Why so many cards cannot be made at once; NULL when they can. */
static const char *fault_of_total(size_t total, bool is_sheet)
{
	if (total == 0)
		return N_("Kies ten minste één groep.");
	if (is_sheet && total > SHEET_CARDS_MAX)
		return N_("Afdrukken kan met hoogstens 1000 kaarten tegelijk. "
			  "Kies minder groepen, of maak een lijst met links.");
	if (total > CARDS_MAX)
		return N_("Een lijst heeft hoogstens 20.000 kaarten. Kies minder groepen.");
	return NULL;
}

static bool cards_run(struct call *c, struct err *e)
{
	bool is_sheet = !str_is(c->in[FORM].text, "csv") &&
			!str_is(c->in[FORM].text, EXPORT_RFC_4180);
	struct batch b = { 0 };
	struct cards_view m;
	struct save s = { .c = c, .now = put_now, .write = issue, .ctx = &b };
	const char *fault;
	struct round r;
	size_t total;

	if (!begin(c, &r, &m, e))
		return false;
	s.form = m.form;
	s.places[1] = url_make(c->a, "/rondes/%d/groepen", r.id).text;
	s.places[0] = c->q->path;
	total = choose(c, &m.tree, &b);
	fault = fault_of_total(total, is_sheet);
	if (fault && !c->is_again) {
		m.fault = str_from(tr(c->lang, fault));
		return show(c, 422, &m, e);
	}
	b.round = r.key;
	b.form = is_sheet ? CARDS_ON_PAPER : CARDS_IN_A_LIST;
	make_codes(c, &b, total);
	if (is_sheet ? !send_sheet(c, &r, &b, total, &s, e) : !send_csv(c, &b, &s, e))
		return false;
	return !s.show || show(c, s.show, &m, e);
}

const struct page cards_form_page = {
	.method = "GET", .path = "/rondes/{round}/kaarten", .needs = MAY_LEAD,
	.menu = { &menu_prepare, 2, N_("Kaarten") },
	.run = cards_form_run,
};

const struct page cards_page = {
	.method = "POST", .path = "/rondes/{round}/kaarten",
	.needs = MAY_LEAD, .stages = WHILE_PREPARING,
	.fields = fields, .body_max = 256 * 1024,	/* a box per group */
	.is_slow = true,
	.run = cards_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cards: one per member of a group, each with a code.  The codes exist only in
 * the answer to the form that makes them; what is stored is their hash.  So
 * the sheet to print and the list of links are two ways of the same step, and
 * making cards again voids the earlier ones.  Hence the answer is made whole
 * before anything is written: codes that nobody can be shown void no cards.
 */
#include "account/account.h"
#include "chart/chart.h"
#include "round/export.h"
#include "round/lead.h"
#include "scan/cards_view.h"
#include "scan/views.h"
#include "server/web.h"

enum {
	UNIT, FORM,
	CARDS_MAX = 20000,		/* lines in a list: some 2 MB */
	SHEET_CARDS_MAX = 1000,		/* each has a picture: some 3 MB to print */
};

static const struct field fields[] = {
	[UNIT] = { "groep[]", FIELD_INTS, 1, INT64_MAX, .times = UNITS_MAX },
	[FORM] = EXPORT_FORM_FIELD,	/* "vel": to print */
	{ 0 },
};

struct batch {
	struct round_key round;
	enum cards_form form;
	const struct unit **units;
	size_t unit_count;
	struct ticket_code *codes;	/* of all units, one behind the other */
};

static bool issue(struct db *db, void *ctx, struct err *e)
{
	const struct batch *b = ctx;
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

static bool is_chosen(const struct value *v, int64_t id)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->numbers[i] == id)
			return true;
	return false;
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

static struct str address_of(struct call *c, struct ticket_code code)
{
	return call_address(c, url_make(c->a, "/s/%s", str_from(code.text)));
}

static bool send_csv(struct call *c, struct batch *b, struct err *e)
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
			csv_name(&f, address_of(c, b->codes[at]));
			csv_row_end(&f);
		}
	if (f.o.is_failed || line.is_failed || arena_overflowed(c->a))
		return err_set(e, ERR_LIMIT, "the list of cards is larger than allowed");
	return call_write(c, issue, b, e) && export_send(c, &f, "kaarten", e);
}

static bool send_sheet(struct call *c, const struct round *r, struct batch *b, size_t total,
		       struct err *e)
{
	struct card *cards = ARENA_ARRAY(c->a, struct card, total);
	struct view *v = call_view(c);
	struct card_sheet_view m = {
		.round = r, .cards = cards, .count = total, .closes = lead_closes(c, r),
		.site = call_address(c, (struct url){ { 0 } }),
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
	return call_write(c, issue, b, e) && call_page(c, 200, e);
}

static bool begin(struct call *c, struct round *r, struct cards_view *m, struct err *e)
{
	*m = (struct cards_view){ .round = r };
	if (!lead_round(c, c->id[0], r, e) ||
	    !unit_tree_get(c->db, c->a, r->key, r->organisation_name, &m->tree, e))
		return false;
	m->is_preparing = r->stage == STAGE_PREPARE;
	return true;
}

static bool cards_form_run(struct call *c, struct err *e)
{
	struct cards_view m;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	view_cards(call_view(c), &m);
	return call_page(c, 200, e);
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
	const char *fault;
	struct round r;
	size_t total;

	if (!begin(c, &r, &m, e))
		return false;
	total = choose(c, &m.tree, &b);
	fault = fault_of_total(total, is_sheet);
	if (fault) {
		m.fault = str_from(tr(c->lang, fault));
		m.ticked = c->in[UNIT].numbers;
		m.ticked_count = c->in[UNIT].count;
		view_cards(call_view(c), &m);
		return call_page(c, 422, e);
	}
	b.round = r.key;
	b.form = is_sheet ? CARDS_ON_PAPER : CARDS_IN_A_LIST;
	make_codes(c, &b, total);
	return is_sheet ? send_sheet(c, &r, &b, total, e) : send_csv(c, &b, e);
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

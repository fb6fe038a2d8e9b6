/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cards: one per member of a group, each with a code, and spare ones beside them.
 * While preparing, making cards again voids the earlier ones.  While the round is
 * open there are spare cards only, and a lost card can be replaced
 * (page_cards_open.c).
 */
#include "account/account.h"
#include "round/lead.h"
#include "scan/cards_page.h"
#include "scan/views.h"

enum {
	CARDS_MAX = 20000,		/* lines in a list: some 2 MB */
	SHEET_CARDS_MAX = 1000,		/* each has a picture: some 4 MB to print */
};

static const struct field fields[] = {
	[CARDS_FIELD_UNIT] = { "groep[]", FIELD_INTS, 1, INT64_MAX, .times = UNITS_MAX },
	[CARDS_FIELD_SPARE] = { "reserve", FIELD_INT, 0, SPARE_EACH_MAX,
		.fault = N_("Kies %1 tot en met %2 reservekaarten per groep.") },
	[CARDS_FIELD_FORM] = EXPORT_FORM_FIELD,	/* "vel": to print */
	{ 0 },
};

static bool issue(struct db *db, void *ctx, struct err *e)
{
	const struct card_batch *b = ctx;
	const struct round_key round = b->round->key;

	for (size_t i = 0; i < b->count; i++) {
		int64_t unit = b->tree->units[b->at[i].unit].id;

		if (!ticket_issue(db, round, unit, b->at[i].codes, b->at[i].count, e) ||
		    !cards_form_put(db, round, unit, b->form, e))
			return false;
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

/* How many cards the chosen leaves make, each with so many spare ones. */
static size_t total_of(struct call *c, const struct unit_tree *tree, size_t spare)
{
	size_t total = 0;

	for (size_t i = 1; i < tree->count; i++)
		if (tree->units[i].is_leaf && is_chosen(&c->in[CARDS_FIELD_UNIT], tree->units[i].id))
			total += (size_t)tree->units[i].size + spare;
	return total;
}

static bool cards_form_run(struct call *c, struct err *e)
{
	struct cards_view m;
	struct round r;

	if (!cards_begin(c, &r, &m, e))
		return false;
	m.form = form_start(c, fields);
	form_put_i64(m.form, CARDS_FIELD_SPARE, 0);
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

static bool show_again(struct call *c, struct cards_view *m, const char *fault, struct err *e)
{
	m->fault = str_from(tr(c->lang, fault));
	m->ticked = c->in[CARDS_FIELD_UNIT].numbers;
	m->ticked_count = c->in[CARDS_FIELD_UNIT].count;
	view_cards(call_view(c), m);
	return call_page(c, 422, e);
}

static bool cards_run(struct call *c, struct err *e)
{
	bool is_sheet = !str_is(c->in[CARDS_FIELD_FORM].text, "csv") &&
			!str_is(c->in[CARDS_FIELD_FORM].text, EXPORT_RFC_4180);
	const size_t spare = (size_t)c->in[CARDS_FIELD_SPARE].number;
	struct card_batch b = {
		.form = is_sheet ? CARDS_ON_PAPER : CARDS_IN_A_LIST, .write = issue,
		.list = export_form(&c->in[CARDS_FIELD_FORM]),
	};
	struct cards_view m;
	const char *fault;
	struct round r;

	if (!cards_begin(c, &r, &m, e))
		return false;
	m.form = form_start(c, fields);
	if (!form_check(m.form))
		return show_again(c, &m, N_("Het aantal reservekaarten klopt niet."), e);
	fault = fault_of_total(total_of(c, &m.tree, spare), is_sheet);
	if (fault)
		return show_again(c, &m, fault, e);
	b.round = &r;
	b.tree = &m.tree;
	for (size_t i = 1; i < m.tree.count; i++)
		if (m.tree.units[i].is_leaf &&
		    is_chosen(&c->in[CARDS_FIELD_UNIT], m.tree.units[i].id))
			card_lot_add(c->a, &b, i, (size_t)m.tree.units[i].size + spare, spare);
	return cards_send(c, &b, e);
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

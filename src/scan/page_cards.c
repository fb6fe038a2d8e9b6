/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cards: one per member of a group, each with a code, and spare ones beside them.
 * While preparing, making cards again voids the earlier ones.  While the round is
 * open there are spare cards only, and a lost card can be replaced
 * (page_cards_open.c).
 */
#include "account/account.h"
#include "account/save.h"
#include "round/lead.h"
#include "scan/cards_page.h"
#include "scan/views.h"
#include "watch/act.h"

enum {
	CARDS_MAX = 20000,		/* lines in a list: some 2 MB */
	SHEET_CARDS_MAX = 1000,		/* each has a picture: some 4 MB to print */
};

static const struct field fields[] = {
	[CARDS_FIELD_UNIT] = { "groep[]", FIELD_INTS, 1, INT64_MAX, .times = UNITS_MAX },
	[CARDS_FIELD_SPARE] = { "reserve", FIELD_INT, 0, SPARE_EACH_MAX,
		.fault = N_("Kies %1 tot en met %2 reservekaarten per groep.") },
	[CARDS_FIELD_FORM] = EXPORT_FORM_FIELD,	/* "vel": to print */
	[CARDS_FIELD_TREE] = { "boom", FIELD_SEEN,
		.fault = N_("De groepen zijn intussen veranderd. Kies nog eens voor welke je kaarten maakt.") },
	/* Of each group in the tree: which cards it has. */
	[CARDS_FIELD_MADE] = { "gemaakt%", FIELD_SEEN, .times = UNITS_MAX,
		.fault = N_("Iemand anders maakte intussen kaarten voor een groep die je koos. Maak je ze opnieuw, dan werken die niet meer.") },
	{ 0 },
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

		out_i64(&ids, u->id);
		out_char(&ids, '/');
		out_i64(&ids, u->size);
		out_char(&ids, ' ');
		if (!u->is_leaf || i > UNITS_MAX)
			continue;
		if (chosen && !is_chosen(chosen, u->id))
			form_unseen(f, FORM_EACH(CARDS_FIELD_MADE, i - 1));
		else if (!u->cards)
			continue;
		else if (!ticket_made(db, r->key, u->id, &made, e))
			return false;
		else
			form_put(f, FORM_EACH(CARDS_FIELD_MADE, i - 1), url_make(a, "%d", made).text);
	}
	form_put(f, CARDS_FIELD_TREE, out_done(&ids));
	return true;
}

static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct card_batch *b = s->ctx;
	struct unit_tree tree;
	struct round r;

	return round_get(db, s->c->a, b->round->organisation, b->round->id, &r, e) &&
	       unit_tree_get(db, s->c->a, r.key, r.organisation_name, &tree, e) &&
	       put_seen(db, s->c->a, &r, &tree, &s->c->in[CARDS_FIELD_UNIT], now, e);
}

static bool issue(struct db *db, const struct save *s, struct err *e)
{
	const struct card_batch *b = s->ctx;
	const struct round_key round = b->round->key;

	for (size_t i = 0; i < b->count; i++) {
		int64_t unit = b->tree->units[b->at[i].unit].id;

		if (!ticket_issue(db, round, unit, b->at[i].codes, b->at[i].count, e) ||
		    !cards_form_put(db, round, unit, b->form, e))
			return false;
	}
	return true;
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

/* The choice of groups stays; the form rests on what is there now. */
static bool show(struct call *c, int status, struct cards_view *m, struct err *e)
{
	struct form *now = form_empty(m->form);
	struct round r;

	m->is_sent = c->page->fields != NULL;
	m->ticked = c->page->fields ? c->in[CARDS_FIELD_UNIT].numbers : NULL;
	m->ticked_count = c->page->fields ? c->in[CARDS_FIELD_UNIT].count : 0;
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

	if (!cards_begin(c, &r, &m, e))
		return false;
	m.form = form_start(c, fields);
	form_put_i64(m.form, CARDS_FIELD_SPARE, 0);
	return show(c, 200, &m, e);
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
	bool is_sheet = !str_is(c->in[CARDS_FIELD_FORM].text, "csv") &&
			!str_is(c->in[CARDS_FIELD_FORM].text, EXPORT_RFC_4180);
	const size_t spare = (size_t)c->in[CARDS_FIELD_SPARE].number;
	struct card_batch b = {
		.form = is_sheet ? CARDS_ON_PAPER : CARDS_IN_A_LIST,
		.list = export_form(&c->in[CARDS_FIELD_FORM]),
	};
	struct save s = { .c = c, .now = put_now, .write = issue, .ctx = &b };
	struct cards_view m;
	const char *fault;
	struct round r;

	if (!cards_begin(c, &r, &m, e))
		return false;
	b.round = &r;
	b.tree = &m.tree;
	b.save = &s;
	m.form = s.form = form_start(c, fields);
	s.places[0] = c->q->path;
	s.places[1] = url_make(c->a, "/rondes/%d/groepen", r.id).text;
	fault = !form_check(m.form) ? N_("Het aantal reservekaarten klopt niet.")
				    : fault_of_total(total_of(c, &m.tree, spare), is_sheet);
	if (fault && !c->is_again) {
		m.fault = str_from(tr(c->lang, fault));
		return show(c, 422, &m, e);
	}
	for (size_t i = 1; i < m.tree.count && !fault; i++)
		if (m.tree.units[i].is_leaf &&
		    is_chosen(&c->in[CARDS_FIELD_UNIT], m.tree.units[i].id))
			card_lot_add(c->a, &b, i, (size_t)m.tree.units[i].size + spare, spare);
	if (!cards_send(c, &b, e))
		return false;
	if (!s.show)
		act_say("cards made", "round {round}, {groups} groups, {cards} cards; earlier ones of "
			"these groups work no more", { "round", r.id }, { "groups", (int64_t)b.count },
			{ "cards", (int64_t)b.total });
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

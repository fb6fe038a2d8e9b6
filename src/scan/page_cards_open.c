/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cards while a round is open: spare ones for a group, and a new one for a lost
 * card whose code the lead knows from the list of links.  Of a printed card
 * nobody knows the code, and nobody should: then a spare card covers it, and the
 * lost one keeps working for whoever finds it.
 */
#include "account/account.h"
#include "round/lead.h"
#include "round/model_cache.h"
#include "scan/card_words.h"
#include "scan/cards_page.h"
#include "scan/views.h"
#include "server/web.h"

enum { LIST_FOR_PROGRAMS = 100 };	/* beside those of enum cards_form */

static const struct choice forms[] = {
	{ CARDS_ON_PAPER, N_("Om af te drukken"), NULL, { 0 } },
	{ CARDS_IN_A_LIST, N_("Als lijst met links: Excel (NL)"), NULL, { 0 } },
	{ LIST_FOR_PROGRAMS, N_("Als lijst met links: CSV (RFC 4180)"), NULL, { 0 } },
	{ 0 },
};

static void take_form(const struct value *v, struct card_batch *b)
{
	bool is_standard = v->number == LIST_FOR_PROGRAMS;

	b->form = is_standard ? CARDS_IN_A_LIST : (enum cards_form)v->number;
	b->list = is_standard ? CSV_RFC_4180 : CSV_EXCEL_NL;
}

static const struct field spare_fields[] = {
	[SPARE_FIELD_UNIT] = { "groep", FIELD_SELECT, .is_needed = true,
		.fault = N_("Kies een groep uit de lijst.") },
	[SPARE_FIELD_COUNT] = { "aantal", FIELD_INT, 1, SPARE_EACH_MAX, .is_needed = true,
		.fault = N_("Maak %1 tot en met %2 reservekaarten tegelijk.") },
	[SPARE_FIELD_FORM] = { "vorm", FIELD_CHOICE, .is_needed = true, .choices = forms,
		.fault = N_("Kies of je wilt afdrukken of een lijst wilt.") },
	{ 0 },
};

static const struct field replace_fields[] = {
	[REPLACE_FIELD_CODE] = { "code", FIELD_LINE, .chars = 60, .is_needed = true,
		.fault = N_("Typ de hele code: 12 letters en cijfers."),
		.missing = N_("Typ de code van de kaart die kwijt is.") },
	[REPLACE_FIELD_FORM] = { "vormnieuw", FIELD_CHOICE, .is_needed = true, .choices = forms,
		.fault = N_("Kies of je wilt afdrukken of een lijst wilt.") },
	{ 0 },
};

static void offer_units(struct form *f, const struct unit_tree *tree, struct arena *a)
{
	for (size_t i = 1; i < tree->count; i++)
		if (tree->units[i].is_leaf)
			form_offer(f, SPARE_FIELD_UNIT, tree->units[i].id, unit_path(a, tree, i));
}

static bool forms_of_open(struct call *c, const struct round *r, struct cards_view *m, struct err *e)
{
	const bool is_spare = c->page->fields == spare_fields;
	const bool is_replace = c->page->fields == replace_fields;

	m->spare = form_start(c, spare_fields);
	m->replace = form_start(c, replace_fields);
	offer_units(m->spare, &m->tree, c->a);
	if (!is_spare) {
		form_put_i64(m->spare, SPARE_FIELD_COUNT, 1);
		form_put_i64(m->spare, SPARE_FIELD_FORM, CARDS_ON_PAPER);
	}
	if (!is_replace)
		form_put_i64(m->replace, REPLACE_FIELD_FORM, CARDS_IN_A_LIST);
	return spare_left(c->db, r->key, &m->left, e);
}

bool cards_begin(struct call *c, struct round *r, struct cards_view *m, struct err *e)
{
	struct card_facts f = { .a = c->a, .round = r, .site = call_address(c, (struct url){ { 0 } }) };

	*m = (struct cards_view){ .round = r };
	if (!lead_round(c, c->id[0], r, e) ||
	    !unit_tree_get(c->db, c->a, r->key, r->organisation_name, &m->tree, e) ||
	    !model_cache_get(model_cache_of(c), c->db, c->a, r, &f.model, e))
		return false;
	m->is_preparing = r->stage == STAGE_PREPARE;
	m->is_open = r->stage == STAGE_OPEN;
	m->mail_count = card_mails_make(&f, &m->tree, m->mails);
	return !m->is_open || forms_of_open(c, r, m, e);
}

/* Cards of an earlier form stay in use: a list that somebody has is never denied. */
static bool keep_form(struct db *db, const struct card_batch *b, int64_t unit, struct err *e)
{
	return b->form != CARDS_IN_A_LIST ||
	       cards_form_put(db, b->round->key, unit, CARDS_IN_A_LIST, e);
}

static bool show(struct call *c, struct cards_view *m, int status, struct err *e)
{
	view_cards(call_view(c), m);
	return call_page(c, status, e);
}

static size_t unit_at(const struct unit_tree *tree, int64_t id)
{
	size_t i = 1;

	while (i < tree->count && tree->units[i].id != id)
		i++;
	return i < tree->count ? i : 0;
}

/* --- spare cards ---------------------------------------------------------------- */

static bool issue_spare(struct db *db, void *ctx, struct err *e)
{
	const struct card_batch *b = ctx;
	int64_t unit = b->tree->units[b->at[0].unit].id;

	return spare_issue(db, b->round->key, unit, b->at[0].codes, b->at[0].count, e) &&
	       keep_form(db, b, unit, e);
}

static bool cards_spare_run(struct call *c, struct err *e)
{
	struct card_batch b = { .is_late = true, .write = issue_spare };
	struct cards_view m;
	struct round r;
	size_t n;

	if (!cards_begin(c, &r, &m, e))
		return false;
	if (!form_check(m.spare) || c->is_again)
		return show(c, &m, 422, e);
	n = (size_t)c->in[SPARE_FIELD_COUNT].number;
	b.round = &r;
	b.tree = &m.tree;
	take_form(&c->in[SPARE_FIELD_FORM], &b);
	card_lot_add(c->a, &b, unit_at(&m.tree, c->in[SPARE_FIELD_UNIT].number), n, n);
	if ((int64_t)n <= m.left) {
		if (cards_send(c, &b, e))
			return true;
		if (e->kind != ERR_CONFLICT)
			return false;
		*e = (struct err){ 0 };		/* somebody else took the last ones */
	}
	form_fault_add(m.spare, SPARE_FIELD_COUNT, N_("Zoveel reservekaarten zijn er niet meer."));
	return show(c, &m, 422, e);
}

/* --- a new card for a lost one -------------------------------------------------- */

struct replacing {
	struct arena *a;
	struct ticket_code old;
};

static bool replace(struct db *db, void *ctx, struct err *e)
{
	const struct card_batch *b = ctx;
	const struct replacing *job = b->more;
	int64_t unit;

	return spare_replace(db, job->a, b->round->key, &job->old, &b->at[0].codes[0], &unit, e) &&
	       keep_form(db, b, unit, e);
}

static bool refuse(struct call *c, struct cards_view *m, const char *why, int status, struct err *e)
{
	*e = (struct err){ 0 };
	form_fault_add(m->replace, REPLACE_FIELD_CODE, why);
	return show(c, m, status, e);
}

/* The unit of a card of this round; ERR_ABSENT when it is none. */
static bool unit_of_card(struct call *c, const struct round *r, const struct unit_tree *tree,
			 struct ticket_code code, size_t *ret, struct err *e)
{
	struct respondent who;

	if (!respondent_get(c->db, c->a, code, &who, e))
		return false;
	*ret = unit_at(tree, who.unit_id);
	return (who.round.id == r->id && *ret) || err_set(e, ERR_ABSENT, "a card of another round");
}

static bool cards_replace_run(struct call *c, struct err *e)
{
	struct card_batch b = { .is_late = true, .write = replace };
	struct replacing job = { .a = c->a };
	struct cards_view m;
	struct round r;
	size_t unit;

	if (!cards_begin(c, &r, &m, e))
		return false;
	if (!form_check(m.replace) || c->is_again)
		return show(c, &m, 422, e);
	if (!ticket_parse(c->in[REPLACE_FIELD_CODE].text, &job.old))
		return refuse(c, &m, N_("Typ de hele code: 12 letters en cijfers."), 422, e);
	b.round = &r;
	b.tree = &m.tree;
	take_form(&c->in[REPLACE_FIELD_FORM], &b);
	b.more = &job;
	if (unit_of_card(c, &r, &m.tree, job.old, &unit, e)) {
		card_lot_add(c->a, &b, unit, 1, 0);
		if (cards_send(c, &b, e))
			return true;
	}
	if (e->kind == ERR_CONFLICT)
		return refuse(c, &m, N_("Deze kaart is al gebruikt. Dan kan ze niet worden vervangen. "
					"Wie haar gebruikte, gaat verder in dezelfde browser of met de "
					"sleutel, of begint met de kaart opnieuw."), 409, e);
	if (e->kind == ERR_ABSENT)
		return refuse(c, &m, N_("Deze code hoort niet bij een kaart van deze ronde."), 422, e);
	return false;
}

const struct page cards_spare_page = {
	.method = "POST", .path = "/rondes/{round}/kaarten/reserve",
	.needs = MAY_LEAD, .stages = WHILE_OPEN, .fields = spare_fields,
	.run = cards_spare_run,
};

const struct page cards_replace_page = {
	.method = "POST", .path = "/rondes/{round}/kaarten/vervangen",
	.needs = MAY_LEAD, .stages = WHILE_OPEN, .fields = replace_fields,
	.run = cards_replace_run,
};

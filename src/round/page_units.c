/* SPDX-License-Identifier: EUPL-1.2 */
/* Groups: pasted from a spreadsheet, looked at, then saved. */
#include "account/account.h"
#include "account/save.h"
#include "model/model_sensitive.h"
#include "round/lead.h"
#include "round/model_cache.h"
#include "round/units_view.h"
#include "round/views.h"
#include "server/web.h"
#include "watch/act.h"

enum { TEXT_MAX = 1 << 20 };

static const struct field fields[] = {
	[UNITS_FIELD_TEXT] = { "groepen", FIELD_TEXT, 1, TEXT_MAX, .keeps_blanks = true, .label = N_("Groepen") },
	[UNITS_FIELD_ASKED] = { "gevraagd[]", FIELD_INTS, 1, INT64_MAX, .times = UNITS_MAX },
	[UNITS_FIELD_YES] = { "erbij[]", FIELD_INTS, 1, INT64_MAX, .times = UNITS_MAX },
	[UNITS_FIELD_BUTTON] = { "knop", FIELD_LINE, 1, 10 },
	[UNITS_FIELD_CARDS] = { "kaarten", FIELD_SEEN,
		.fault = N_("Intussen zijn er kaarten gemaakt. Bewaar je nieuwe groepen, dan werken die niet meer.") },
	{ 0 },
};

/* --- the saved groups as rows, so that one of them can be changed ------------- */

/* In quotes, as spreadsheets write a cell: it may hold whatever separates. */
static void out_quoted(struct out *o, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			out_char(o, '"');
		out_char(o, s.p[i]);
	}
}

static bool needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ';' || s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\t')
			return true;
	return false;
}

static void out_path(struct out *o, const struct unit_tree *tree, size_t unit)
{
	size_t above[UNIT_DEPTH_MAX], n = 0;
	bool is_quoted = false;

	for (size_t i = tree->units[unit].parent; i && n < UNIT_DEPTH_MAX; i = tree->units[i].parent) {
		is_quoted |= needs_quotes(tree->units[i].own_name);
		above[n++] = i;
	}
	out_c(o, is_quoted ? "\"" : "");
	while (n-- > 0) {
		out_quoted(o, tree->units[above[n]].own_name);
		out_c(o, n ? " / " : "");
	}
	out_c(o, is_quoted ? "\";" : ";");
}

/* `prefix` belongs to the same cell. */
static void out_cell(struct out *o, const char *prefix, struct str s)
{
	const char *quote = needs_quotes(s) ? "\"" : "";

	out_c(o, quote);
	out_c(o, prefix);
	out_quoted(o, s);
	out_c(o, quote);
	out_char(o, ';');
}

static void out_row(struct out *o, const struct unit_tree *tree, size_t unit)
{
	const struct unit *u = &tree->units[unit];

	out_path(o, tree, unit);
	out_cell(o, "", u->own_name);
	if (u->kind == UNIT_SPECIALISTS)
		out_cell(o, "specialist:", u->tag);
	else
		out_c(o, u->kind == UNIT_LEADERS ? "leiding;" : "team;");
	out_i64(o, u->size);
	out_char(o, '\n');
}

static struct str rows_of(struct arena *a, const struct unit_tree *tree)
{
	struct out o = out_new(a, TEXT_MAX);

	for (size_t i = 1; i < tree->count; i++)
		if (tree->units[i].is_leaf)
			out_row(&o, tree, i);
	return o.is_failed ? (struct str){ 0 } : out_done(&o);
}

/* --- the page ------------------------------------------------------------------ */

static bool begin(struct call *c, struct round *r, struct units_view *m, struct err *e)
{
	const struct model *model;

	*m = (struct units_view){ .round = r, .form = form_start(c, fields) };
	if (!lead_round(c, c->id[0], r, e) ||
	    !unit_tree_get(c->db, c->a, r->key, r->organisation_name, &m->tree, e) ||
	    !model_cache_get(model_cache_of(c), c->db, c->a, r, &model, e))
		return false;
	m->sensitive_k = model_has_sensitive(model) ? sensitive_k(r->k) : 0;
	m->is_open_for_change = r->stage == STAGE_PREPARE;
	for (size_t i = 0; i < m->tree.count; i++)
		m->has_cards |= m->tree.units[i].cards > 0;
	return true;
}

/* The rows, and which groups have cards that new groups would void. */
static void put_stored(struct arena *a, const struct unit_tree *tree, struct form *f)
{
	struct out cards = out_new(a, TEXT_MAX);

	form_put(f, UNITS_FIELD_TEXT, rows_of(a, tree));
	for (size_t i = 1; i < tree->count; i++)
		if (tree->units[i].cards)
			out_str(&cards, url_make(a, "%d ", tree->units[i].id).text);
	form_put(f, UNITS_FIELD_CARDS, out_done(&cards));
}

static bool units_form_run(struct call *c, struct err *e)
{
	struct units_view m;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	put_stored(c->a, &m.tree, m.form);
	form_rest(m.form);
	view_units(call_view(c), &m);
	return call_page(c, 200, e);
}

struct change {
	const struct round *round;
	struct paste *paste;
};

static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct change *ch = s->ctx;
	struct unit_tree tree;

	if (!unit_tree_get(db, s->c->a, ch->round->key, ch->round->organisation_name, &tree, e))
		return false;
	now->is_absent = tree.count < 2;
	put_stored(s->c->a, &tree, now);
	return true;
}

/* Text that nobody touched is that of now, cards and all: nothing is written. */
static bool put(struct db *db, const struct save *s, struct err *e)
{
	const struct change *ch = s->ctx;
	struct form *now = form_empty(s->form);

	if (!put_now(db, s, now, e))
		return false;
	if (str_eq(str_trim(now->in[UNITS_FIELD_TEXT].text),
		   str_trim(s->form->in[UNITS_FIELD_TEXT].text)))
		return true;
	return unit_tree_put(db, ch->round->key, &ch->paste->tree, e);
}

/* A no is kept in the form; a yes stands in the text by now. */
static void keep_noes(struct call *c, const struct paste_answers *answers, struct units_view *m)
{
	int64_t *noes = ARENA_ARRAY(c->a, int64_t, answers->asked_count + 1);

	for (size_t i = 0; i < answers->asked_count; i++) {
		bool is_yes = false;

		for (size_t k = 0; k < answers->yes_count; k++)
			is_yes |= answers->yes[k] == answers->asked[i];
		if (!is_yes)
			noes[m->no_count++] = answers->asked[i];
	}
	m->noes = noes;
}

static bool units_run(struct call *c, struct err *e)
{
	bool is_saving = str_is(c->in[UNITS_FIELD_BUTTON].text, "bewaar") && !c->is_again;
	struct paste_answers answers;
	struct units_view m;
	struct paste paste;
	struct round r;
	struct change ch = { &r, &paste };
	struct save s = { .c = c, .now = put_now, .write = put, .ctx = &ch,
			  .show = is_saving ? 422 : 200 };

	if (!begin(c, &r, &m, e))
		return false;
	s.form = m.form;
	answers = (struct paste_answers){
		c->in[UNITS_FIELD_ASKED].numbers, c->in[UNITS_FIELD_YES].numbers,
		c->in[UNITS_FIELD_ASKED].count, c->in[UNITS_FIELD_YES].count, &m.tree };
	unit_paste_answered(c->a, c->in[UNITS_FIELD_TEXT].text, r.organisation_name, r.k, &answers,
			    &paste);
	m.paste = &paste;
	keep_noes(c, &answers, &m);
	if (is_saving && paste.faults == 0 && paste.questions.count == 0 && paste.tree.count > 1 &&
	    !save_form(&s, e))
		return false;
	if (!s.show)
		act_say("groups replaced", "round {round}, {groups} groups", { "round", r.id },
			{ "groups", (int64_t)paste.tree.count - 1 });
	if (!s.show)
		return call_redirect(c, url_make(c->a, "/rondes/%d", r.id), e);
	if (s.show != 409)		/* then it is as it was merged */
		form_value(m.form, UNITS_FIELD_TEXT)->text = paste.text;
	view_units(call_view(c), &m);
	return call_page(c, paste.faults ? 422 : s.show, e);
}

const struct page units_form_page = {
	.method = "GET", .path = "/rondes/{round}/groepen", .needs = MAY_LEAD,
	.menu = { &menu_prepare, 1, N_("Groepen") },
	.run = units_form_run,
};

const struct page units_page = {
	.method = "POST", .path = "/rondes/{round}/groepen",
	.needs = MAY_LEAD, .stages = WHILE_PREPARING,
	.fields = fields, .body_max = 4 << 20,	/* every byte percent-encoded */
	.run = units_run,
};

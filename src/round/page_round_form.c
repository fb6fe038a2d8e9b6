/* SPDX-License-Identifier: EUPL-1.2 */
/* Making a round, and changing it while it is prepared. */
#include "account/account.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "model/model_base.h"
#include "model/model_store.h"
#include "model/words.h"
#include "round/lead.h"
#include "round/round_view.h"
#include "round/views.h"
#include "server/page.h"

enum {
	NAME, PURPOSE, K, CLOSES, NL, EN, ID,
	TASK, PEOPLE = TASK + TASKS_MAX,
	WORD_NL = PEOPLE + TASKS_MAX, WORD_EN = WORD_NL + WORDS_SHOWN_MAX,
	FIELDS = WORD_EN + WORDS_SHOWN_MAX,
	CLOSING_HOUR = 17,		/* the end of a working day */
	/* In characters, as a person counts them and as the inputs say. */
	NAME_CHARS = 120, PURPOSE_CHARS = 600, TASK_CHARS = 160, WORD_CHARS = 80,
	/* In bytes: what the domain takes, and room for that many accents. */
	NAME_BYTES = 300, PURPOSE_BYTES = 2400, TASK_BYTES = 600, WORD_BYTES = 200,
};

static const struct field fields[FIELDS + 1] = {
	[NAME] = { "naam", FIELD_LINE, 1, NAME_BYTES },
	[PURPOSE] = { "bedoeling", FIELD_TEXT, 1, PURPOSE_BYTES },
	[K] = { "k", FIELD_INT, K_MIN, K_MAX },
	[CLOSES] = { "sluit", FIELD_DATE, 0, 0 },
	[NL] = { "nl", FIELD_FLAG, 0, 0 },
	[EN] = { "en", FIELD_FLAG, 0, 0 },
	[ID] = { "nummer", FIELD_INT, 1, RNG_ID_MAX },
	[TASK] = { "opgave1", FIELD_LINE, 1, TASK_BYTES },
	{ "opgave2", FIELD_LINE, 1, TASK_BYTES },
	{ "opgave3", FIELD_LINE, 1, TASK_BYTES },
	{ "opgave4", FIELD_LINE, 1, TASK_BYTES },
	{ "opgave5", FIELD_LINE, 1, TASK_BYTES },
	[PEOPLE] = { "mensen1", FIELD_LINE, 1, TASK_BYTES },
	{ "mensen2", FIELD_LINE, 1, TASK_BYTES },
	{ "mensen3", FIELD_LINE, 1, TASK_BYTES },
	{ "mensen4", FIELD_LINE, 1, TASK_BYTES },
	{ "mensen5", FIELD_LINE, 1, TASK_BYTES },
	[WORD_NL] = { "woord1nl", FIELD_LINE, 1, WORD_BYTES },
	{ "woord2nl", FIELD_LINE, 1, WORD_BYTES },
	{ "woord3nl", FIELD_LINE, 1, WORD_BYTES },
	{ "woord4nl", FIELD_LINE, 1, WORD_BYTES },
	{ "woord5nl", FIELD_LINE, 1, WORD_BYTES },
	{ "woord6nl", FIELD_LINE, 1, WORD_BYTES },
	{ "woord7nl", FIELD_LINE, 1, WORD_BYTES },
	{ "woord8nl", FIELD_LINE, 1, WORD_BYTES },
	[WORD_EN] = { "woord1en", FIELD_LINE, 1, WORD_BYTES },
	{ "woord2en", FIELD_LINE, 1, WORD_BYTES },
	{ "woord3en", FIELD_LINE, 1, WORD_BYTES },
	{ "woord4en", FIELD_LINE, 1, WORD_BYTES },
	{ "woord5en", FIELD_LINE, 1, WORD_BYTES },
	{ "woord6en", FIELD_LINE, 1, WORD_BYTES },
	{ "woord7en", FIELD_LINE, 1, WORD_BYTES },
	{ "woord8en", FIELD_LINE, 1, WORD_BYTES },
};

static struct str say(struct call *c, const char *text)
{
	return str_from(tr(c->lang, text));
}

/* The words that the base model lets an organisation choose, with the words
 * of this round, or the model's own where it has none. */
static bool show_words(struct call *c, const struct round *r, struct round_form_view *m,
		       struct err *e)
{
	struct word_list own = { 0 };
	struct model model;
	struct model_report report;

	if (r->words.n && !words_read(c->a, r->words, &own, e))
		return false;
	if (!model_read(c->a, model_base_document(), &own, &model, &report, e))
		return false;
	for (size_t i = 0; i < model.word_count && i < WORDS_SHOWN_MAX; i++) {
		m->word_id[i] = model.words[i].id;
		m->word_field[i] = fields[WORD_NL + i].name;
		m->word_nl[i] = model.words[i].text.in[LANG_NL];
		m->word_en[i] = model.words[i].text.in[LANG_EN];
		m->word_count = i + 1;
	}
	return true;
}

static bool show_round(struct call *c, const struct round *r, struct round_form_view *m,
		       struct err *e)
{
	struct out k = out_new(c->a, 20), closes = out_new(c->a, 20);

	out_i64(&k, r->k);
	if (r->closes)
		out_date_iso(&closes, clock_local(r->closes).date);
	*m = (struct round_form_view){
		.id = r->id, .name = r->name, .purpose = r->purpose,
		.k = out_done(&k), .closes = out_done(&closes),
		.is_nl = r->languages & 1u << LANG_NL, .is_en = r->languages & 1u << LANG_EN,
	};
	for (size_t i = 0; i < r->task_count; i++)
		m->tasks[i] = r->tasks[i];
	for (size_t i = 0; i < TASKS_MAX; i++)
		m->task_field[i] = fields[TASK + i].name;
	return show_words(c, r, m, e);
}

/* What was typed goes back into the form, faults and all. */
static void show_typed(struct call *c, struct round_form_view *m)
{
	m->name = c->in[NAME].text;
	m->purpose = c->in[PURPOSE].text;
	m->k = c->in[K].text;
	m->closes = c->in[CLOSES].text;
	m->is_nl = c->in[NL].is_given;
	m->is_en = c->in[EN].is_given;
	for (size_t i = 0; i < TASKS_MAX; i++)
		m->tasks[i] = (struct task){ c->in[TASK + i].text, c->in[PEOPLE + i].text };
	for (size_t i = 0; i < m->word_count; i++) {
		m->word_nl[i] = c->in[WORD_NL + i].text;
		m->word_en[i] = c->in[WORD_EN + i].text;
	}
}

/* Empty, or of at most so many characters. */
static bool fits(const struct value *v, size_t characters)
{
	return !v->is_given || (v->is_valid && utf8_count(v->text) <= characters);
}

static void check_tasks(struct call *c, struct form_faults *f)
{
	for (size_t i = 0; i < TASKS_MAX; i++) {
		const struct value *task = &c->in[TASK + i], *people = &c->in[PEOPLE + i];

		if (!fits(task, TASK_CHARS) || !fits(people, TASK_CHARS))
			fault_add(f, fields[TASK + i].name,
				  say(c, N_("Gebruik per opgave hoogstens 160 tekens.")));
		else if (people->is_given && !task->is_given)
			fault_add(f, fields[TASK + i].name,
				  say(c, N_("Noem ook de opgave bij deze mensen.")));
	}
}

/* A word in one language only would leave a hole in the questions of the
 * other; both empty means the model's own. */
static void check_words(struct call *c, size_t count, struct form_faults *f)
{
	for (size_t i = 0; i < count; i++) {
		const struct value *nl = &c->in[WORD_NL + i], *en = &c->in[WORD_EN + i];

		if (!fits(nl, WORD_CHARS) || !fits(en, WORD_CHARS))
			fault_add(f, fields[WORD_NL + i].name,
				  say(c, N_("Gebruik per woord hoogstens 80 tekens.")));
		else if (nl->is_given != en->is_given)
			fault_add(f, fields[WORD_NL + i].name,
				  say(c, N_("Vul dit woord in beide talen in, of maak beide leeg.")));
	}
}

static void check(struct call *c, size_t word_count, struct form_faults *f)
{
	if (!c->in[NAME].is_given || !fits(&c->in[NAME], NAME_CHARS))
		fault_add(f, "naam", say(c, N_("Geef de ronde een naam van hoogstens 120 tekens.")));
	if (!c->in[PURPOSE].is_given || !fits(&c->in[PURPOSE], PURPOSE_CHARS))
		fault_add(f, "bedoeling",
			  say(c, N_("Schrijf in één of twee zinnen waarom je dit doet (hoogstens 600 tekens).")));
	check_tasks(c, f);
	if (!c->in[K].is_valid)
		fault_add(f, "k", say(c, N_("Kies een heel getal van 5 tot en met 50.")));
	if (!c->in[CLOSES].is_valid ||
	    clock_from_local(c->in[CLOSES].date, CLOSING_HOUR, 0) <= clock_now())
		fault_add(f, "sluit", say(c, N_("Kies een dag die nog komt.")));
	if (!c->in[NL].is_given && !c->in[EN].is_given)
		fault_add(f, "nl", say(c, N_("Kies ten minste één taal.")));
	check_words(c, word_count, f);
}

static struct str words_of(struct call *c, const struct round_form_view *m)
{
	struct word *words = ARENA_ARRAY(c->a, struct word, WORDS_SHOWN_MAX);
	size_t count = 0;

	for (size_t i = 0; i < m->word_count; i++)
		if (m->word_nl[i].n && m->word_en[i].n)
			words[count++] = (struct word){
				.id = m->word_id[i],
				.text = { { [LANG_NL] = m->word_nl[i], [LANG_EN] = m->word_en[i] } },
			};
	return words_write(c->a, words, count);
}

static void take(struct call *c, const struct round_form_view *m, struct round *r)
{
	r->name = m->name;
	r->purpose = m->purpose;
	r->k = (int)c->in[K].number;
	r->closes = clock_from_local(c->in[CLOSES].date, CLOSING_HOUR, 0);
	r->languages = (m->is_nl ? 1u << LANG_NL : 0) | (m->is_en ? 1u << LANG_EN : 0);
	r->words = words_of(c, m);
	r->task_count = 0;
	for (size_t i = 0; i < TASKS_MAX; i++)
		if (m->tasks[i].title.n)
			r->tasks[r->task_count++] = m->tasks[i];
}

static bool change(struct db *db, void *ctx, struct err *e)
{
	return round_change(db, ctx, e);
}

/* The form of a new round brings its number.  Sent a second time, by a double
 * click or after going back, it is about the round that is there by now. */
static bool add(struct db *db, void *ctx, struct err *e)
{
	struct round *r = ctx;

	if (!model_store(db, model_base_document(), &r->model, e))
		return false;
	if (round_add(db, r, e))
		return true;
	if (e->kind != ERR_CONFLICT)
		return false;
	*e = (struct err){ 0 };
	return change(db, r, e);
}

static bool begin(struct call *c, struct round *r, struct round_form_view *m, struct err *e)
{
	*r = (struct round){ .k = K_MIN, .languages = 1u << LANG_NL | 1u << LANG_EN };
	if (c->arg[0].p && !lead_round(c, c->id[0], r, e))
		return false;
	return show_round(c, r, m, e);
}

static bool round_form_run(struct call *c, struct err *e)
{
	struct round_form_view m;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	m.new_id = r.id ? 0 : rng_id();
	view_round_form(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool round_save_run(struct call *c, struct err *e)
{
	struct round_form_view m;
	struct round r;
	bool is_new = !c->arg[0].p;

	if (!begin(c, &r, &m, e))
		return false;
	show_typed(c, &m);
	if (is_new)
		m.new_id = c->in[ID].is_valid ? c->in[ID].number : rng_id();
	check(c, m.word_count, &m.faults);
	if (m.faults.count) {
		view_round_form(call_view(c), &m);
		return call_page(c, 422, e);
	}
	take(c, &m, &r);
	if (is_new) {
		r.id = m.new_id;
		r.organisation = c->who.organisation;
		r.created = clock_now();
	}
	if (!call_write(c, is_new ? add : change, &r, e))
		return false;
	return call_redirect(c, url_make(c->a, "/rondes/%d", r.id), e);
}

const struct page round_new_form_page = {
	.method = "GET", .path = "/rondes/nieuw", .needs = MAY_LEAD,
	.run = round_form_run,
};

const struct page round_new_page = {
	.method = "POST", .path = "/rondes/nieuw", .needs = MAY_LEAD, .fields = fields,
	.run = round_save_run,
};

const struct page round_edit_form_page = {
	.method = "GET", .path = "/rondes/{round}/bewerken",
	.needs = MAY_LEAD, .stages = WHILE_PREPARING, .run = round_form_run,
};

const struct page round_edit_page = {
	.method = "POST", .path = "/rondes/{round}/bewerken",
	.needs = MAY_LEAD, .stages = WHILE_PREPARING, .fields = fields, .run = round_save_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* Making a round, and changing it while it is prepared. */
#include "account/account.h"
#include "base/rng.h"
#include "model/model_base.h"
#include "model/model_store.h"
#include "model/words.h"
#include "round/lead.h"
#include "round/round_view.h"
#include "round/views.h"
#include "server/form.h"
#include "server/page.h"

enum {
	CLOSING_HOUR = 17,		/* the end of a working day */
	FORM_BYTES_MAX = 256 * 1024,	/* every text at its limit, percent-encoded */
};

#define TASK_TEXT(name) { name, FIELD_LINE, .chars = TASK_CHARS_MAX, .times = TASKS_MAX, \
	.fault = N_("Gebruik per opgave hoogstens %1 tekens.") }
#define WORD_TEXT FIELD_LINE, .chars = WORD_CHARS_MAX, .times = WORDS_SHOWN_MAX, \
	.fault = N_("Gebruik per woord hoogstens %1 tekens.")

static const struct field fields[] = {
	[ROUND_FIELD_NAME] = { "naam", FIELD_LINE, .chars = ROUND_NAME_CHARS_MAX, .is_needed = true,
		.fault = N_("Geef de ronde een naam van hoogstens %1 tekens.") },
	[ROUND_FIELD_PURPOSE] = { "bedoeling", FIELD_TEXT, .chars = ROUND_PURPOSE_CHARS_MAX,
		.is_needed = true,
		.fault = N_("Schrijf in één of twee zinnen waarom je dit doet (hoogstens %1 tekens).") },
	[ROUND_FIELD_TASK] = TASK_TEXT("opgave%"),
	[ROUND_FIELD_PEOPLE] = TASK_TEXT("mensen%"),
	[ROUND_FIELD_K] = { "k", FIELD_INT, K_MIN, K_MAX, .is_needed = true,
		.fault = N_("Kies een heel getal van %1 tot en met %2.") },
	[ROUND_FIELD_CLOSES] = { "sluit", FIELD_DATE, .is_needed = true,
		.fault = N_("Kies een dag die nog komt.") },
	[ROUND_FIELD_NL] = { "nl", FIELD_FLAG },
	[ROUND_FIELD_EN] = { "en", FIELD_FLAG },
	[ROUND_FIELD_WORD_NL] = { "woord%nl", WORD_TEXT },
	[ROUND_FIELD_WORD_EN] = { "woord%en", WORD_TEXT, .lang = "en" },
	[ROUND_FIELD_ID] = { "nummer", FIELD_INT, 1, RNG_ID_MAX },
	{ 0 },
};

/* The words that the base model lets an organisation choose; a form that nobody
 * typed in yet has those of this round, or the model's own where it has none. */
static bool show_words(struct call *c, const struct round *r, struct round_form_view *m,
		       struct err *e)
{
	const struct word *own = NULL;
	size_t own_count = 0;
	struct model model;
	struct model_report report;

	if (r->words.n && !words_read(c->a, r->words, &own, &own_count, e))
		return false;
	if (!model_read(c->a, model_base_document(), own, own_count, &model, &report, e))
		return false;
	for (size_t i = 0; i < model.word_count && i < WORDS_SHOWN_MAX; i++) {
		m->word_id[i] = model.words[i].id;
		m->word_count = i + 1;
		if (c->page->fields)
			continue;
		form_put(m->form, FORM_EACH(ROUND_FIELD_WORD_NL, i), model.words[i].text.in[LANG_NL]);
		form_put(m->form, FORM_EACH(ROUND_FIELD_WORD_EN, i), model.words[i].text.in[LANG_EN]);
	}
	return true;
}

static void put_stored(const struct round *r, struct form *f)
{
	form_put(f, ROUND_FIELD_NAME, r->name);
	form_put(f, ROUND_FIELD_PURPOSE, r->purpose);
	for (size_t i = 0; i < r->task_count; i++) {
		form_put(f, FORM_EACH(ROUND_FIELD_TASK, i), r->tasks[i].title);
		form_put(f, FORM_EACH(ROUND_FIELD_PEOPLE, i), r->tasks[i].people);
	}
	form_put_i64(f, ROUND_FIELD_K, r->k);
	if (r->closes)
		form_put_date(f, ROUND_FIELD_CLOSES, clock_local(r->closes).date);
	form_put_i64(f, ROUND_FIELD_NL, r->languages >> LANG_NL & 1);
	form_put_i64(f, ROUND_FIELD_EN, r->languages >> LANG_EN & 1);
}

static struct value *task(struct form *f, size_t i)
{
	return form_value(f, FORM_EACH(ROUND_FIELD_TASK, i));
}

static struct value *people(struct form *f, size_t i)
{
	return form_value(f, FORM_EACH(ROUND_FIELD_PEOPLE, i));
}

static struct value *word(struct form *f, size_t i, enum lang lang)
{
	return form_value(f, FORM_EACH(lang == LANG_NL ? ROUND_FIELD_WORD_NL
						       : ROUND_FIELD_WORD_EN, i));
}

/* What goes over more than one field.  A word in one language only would leave a
 * hole in the questions of the other; both empty means the model's own. */
static bool check(size_t word_count, struct form *f)
{
	const struct value *closes = &f->in[ROUND_FIELD_CLOSES];

	for (size_t i = 0; i < TASKS_MAX; i++)
		if (people(f, i)->is_given && !task(f, i)->is_given)
			form_fault_add(f, FORM_EACH(ROUND_FIELD_TASK, i),
				       N_("Noem ook de opgave bij deze mensen."));
	if (closes->is_valid && clock_from_local(closes->date, CLOSING_HOUR, 0) <= clock_now())
		form_fault_add(f, ROUND_FIELD_CLOSES, fields[ROUND_FIELD_CLOSES].fault);
	if (!f->in[ROUND_FIELD_NL].is_given && !f->in[ROUND_FIELD_EN].is_given)
		form_fault_add(f, ROUND_FIELD_NL, N_("Kies ten minste één taal."));
	for (size_t i = 0; i < word_count; i++)
		if (word(f, i, LANG_NL)->is_given != word(f, i, LANG_EN)->is_given)
			form_fault_add(f, FORM_EACH(ROUND_FIELD_WORD_NL, i),
				       N_("Vul dit woord in beide talen in, of maak beide leeg."));
	return form_check(f);
}

static struct str words_of(struct call *c, const struct round_form_view *m)
{
	struct word *words = ARENA_ARRAY(c->a, struct word, WORDS_SHOWN_MAX);
	size_t count = 0;

	for (size_t i = 0; i < m->word_count; i++)
		if (word(m->form, i, LANG_NL)->is_given)
			words[count++] = (struct word){
				.id = m->word_id[i],
				.text = { { [LANG_NL] = word(m->form, i, LANG_NL)->text,
					    [LANG_EN] = word(m->form, i, LANG_EN)->text } },
			};
	return words_write(c->a, words, count);
}

static void take(struct call *c, const struct round_form_view *m, struct round *r)
{
	const struct value *in = m->form->in;

	r->name = in[ROUND_FIELD_NAME].text;
	r->purpose = in[ROUND_FIELD_PURPOSE].text;
	r->k = (int)in[ROUND_FIELD_K].number;
	r->closes = clock_from_local(in[ROUND_FIELD_CLOSES].date, CLOSING_HOUR, 0);
	r->languages = (in[ROUND_FIELD_NL].is_given ? 1u << LANG_NL : 0) |
		       (in[ROUND_FIELD_EN].is_given ? 1u << LANG_EN : 0);
	r->words = words_of(c, m);
	r->task_count = 0;
	for (size_t i = 0; i < TASKS_MAX; i++)
		if (task(m->form, i)->is_given)
			r->tasks[r->task_count++] =
				(struct task){ task(m->form, i)->text, people(m->form, i)->text };
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
	*m = (struct round_form_view){ .id = r->id, .form = form_start(c, fields) };
	return show_words(c, r, m, e);
}

static bool round_form_run(struct call *c, struct err *e)
{
	struct round_form_view m;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	m.new_id = r.id ? 0 : rng_id();
	put_stored(&r, m.form);
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
	if (is_new)
		m.new_id = c->in[ROUND_FIELD_ID].is_valid ? c->in[ROUND_FIELD_ID].number : rng_id();
	if (!check(m.word_count, m.form)) {
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
	.body_max = FORM_BYTES_MAX, .run = round_save_run,
};

const struct page round_edit_form_page = {
	.method = "GET", .path = "/rondes/{round}/bewerken",
	.needs = MAY_LEAD, .stages = WHILE_PREPARING, .run = round_form_run,
};

const struct page round_edit_page = {
	.method = "POST", .path = "/rondes/{round}/bewerken",
	.needs = MAY_LEAD, .stages = WHILE_PREPARING, .fields = fields, .body_max = FORM_BYTES_MAX,
	.run = round_save_run,
};

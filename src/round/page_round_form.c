/* SPDX-License-Identifier: EUPL-1.2 */
/* Making a round, and changing it while it is prepared. */
#include "account/account.h"
#include "account/edit.h"
#include "account/save.h"
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

#define TASK_TEXT(name, what) { name, FIELD_LINE, .chars = TASK_CHARS_MAX, .times = TASKS_MAX, \
	.label = (what), .fault = N_("Gebruik per opgave hoogstens %1 tekens.") }
#define WORD_TEXT FIELD_LINE, .chars = WORD_CHARS_MAX, .times = WORDS_SHOWN_MAX, \
	.fault = N_("Gebruik per woord hoogstens %1 tekens.")

static const struct field fields[] = {
	[ROUND_FIELD_NAME] = { "naam", FIELD_LINE, .chars = ROUND_NAME_CHARS_MAX, .is_needed = true,
		.fault = N_("Geef de ronde een naam van hoogstens %1 tekens."),
		.label = N_("Naam van de ronde") },
	[ROUND_FIELD_PURPOSE] = { "bedoeling", FIELD_TEXT, .chars = ROUND_PURPOSE_CHARS_MAX,
		.is_needed = true,
		.fault = N_("Schrijf in één of twee zinnen waarom je dit doet (hoogstens %1 tekens)."),
		.label = N_("De bedoeling in één of twee zinnen") },
	[ROUND_FIELD_TASK] = TASK_TEXT("opgave%", N_("Opgave")),
	[ROUND_FIELD_PEOPLE] = TASK_TEXT("mensen%", N_("Voor wie")),
	[ROUND_FIELD_K] = { "k", FIELD_INT, K_MIN, K_MAX, .is_needed = true,
		.fault = N_("Kies een heel getal van %1 tot en met %2."),
		.label = N_("Kleinste groep die zichtbaar wordt") },
	[ROUND_FIELD_CLOSES] = { "sluit", FIELD_DATE, .is_needed = true,
		.fault = N_("Kies een dag die nog komt."),
		.label = N_("Laatste dag van de zelfanalyse") },
	[ROUND_FIELD_NL] = { "nl", FIELD_FLAG,
		.label = N_("Nederlands") },
	[ROUND_FIELD_EN] = { "en", FIELD_FLAG,
		.label = N_("Engels") },
	[ROUND_FIELD_WORD_NL] = { "woord%nl", WORD_TEXT,
		.label = N_("In het Nederlands") },
	[ROUND_FIELD_WORD_EN] = { "woord%en", WORD_TEXT, .lang = "en",
		.label = N_("In het Engels") },
	[ROUND_FIELD_ID] = { "nummer", FIELD_INT, 1, RNG_ID_MAX },
	{ 0 },
};

/* The base model with the words of this round, or its own where that has none. */
static bool model_of(struct call *c, const struct round *r, struct model *ret, struct err *e)
{
	struct word_list own = { 0 };
	struct model_report report;

	return (!r->words.n || words_read(c->a, r->words, &own, e)) &&
	       model_read(c->a, model_base_document(), &own, ret, &report, e);
}

/* The words that the base model lets an organisation choose. */
static size_t word_count_of(const struct model *model)
{
	return model->word_count < WORDS_SHOWN_MAX ? model->word_count : WORDS_SHOWN_MAX;
}

static void put_stored(const struct round *r, const struct model *model, struct form *f)
{
	for (size_t i = 0; i < word_count_of(model); i++) {
		const struct text *text = &model->words[i].text;

		form_put(f, FORM_EACH(ROUND_FIELD_WORD_NL, i), text->in[LANG_NL]);
		form_put(f, FORM_EACH(ROUND_FIELD_WORD_EN, i), text->in[LANG_EN]);
	}
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

struct change {
	struct round r;
	const struct round_form_view *m;
	struct save *save;
};

/* The form of a new round brings its number.  Sent a second time, by a double
 * click or after going back, it is about the round that is there by now: who sent it
 * may put it better until somebody else changes it. */
static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct change *ch = s->ctx;
	struct model model;
	struct edit last;
	struct round r;

	if (!edit_get(db, s->c->a, s->places[0], &last, e))
		return false;
	if (!s->c->arg[0].p) {
		now->is_own = last.account == s->c->who.id;
		ch->save->keeps_name = last.at && !now->is_own;
	}
	if (!round_get(db, s->c->a, s->c->who.organisation, ch->r.id, &r, e)) {
		now->is_absent = true;
		if (e->kind != ERR_ABSENT || s->c->arg[0].p)
			return false;
		*e = (struct err){ 0 };
		return true;
	}
	if (!model_of(s->c, &r, &model, e))
		return false;
	put_stored(&r, &model, now);
	return true;
}

static bool write(struct db *db, const struct save *s, struct err *e)
{
	struct change *ch = s->ctx;

	if (!check(ch->m->word_count, s->form))
		return err_set(e, ERR_CHANGED, "two changes that do not go together");
	take(s->c, ch->m, &ch->r);
	if (s->c->arg[0].p)
		return round_change(db, &ch->r, e);
	if (!model_store(db, model_base_document(), &ch->r.model, e))
		return false;
	if (round_add(db, &ch->r, e))
		return true;
	if (e->kind != ERR_CONFLICT)
		return false;
	*e = (struct err){ 0 };
	return round_change(db, &ch->r, e);
}

static bool begin(struct call *c, struct round *r, struct model *model, struct round_form_view *m,
		  struct err *e)
{
	*r = (struct round){ .k = K_MIN, .languages = 1u << LANG_NL | 1u << LANG_EN };
	if (c->arg[0].p && !lead_round(c, c->id[0], r, e))
		return false;
	if (!model_of(c, r, model, e))
		return false;
	*m = (struct round_form_view){ .id = r->id, .form = form_start(c, fields),
				       .word_count = word_count_of(model) };
	for (size_t i = 0; i < m->word_count; i++)
		m->word_id[i] = model->words[i].id;
	return true;
}

static bool round_form_run(struct call *c, struct err *e)
{
	struct round_form_view m;
	struct model model;
	struct round r;

	if (!begin(c, &r, &model, &m, e))
		return false;
	m.new_id = r.id ? 0 : rng_id();
	put_stored(&r, &model, m.form);
	form_rest(m.form);
	view_round_form(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool round_save_run(struct call *c, struct err *e)
{
	struct round_form_view m;
	struct change ch = { .m = &m };
	struct model model;
	struct save s = { .c = c, .now = put_now, .write = write, .ctx = &ch };

	if (!begin(c, &ch.r, &model, &m, e))
		return false;
	s.form = m.form;
	ch.save = &s;
	if (!c->arg[0].p) {
		m.new_id = c->in[ROUND_FIELD_ID].is_valid ? c->in[ROUND_FIELD_ID].number : rng_id();
		ch.r.id = m.new_id;
		ch.r.organisation = c->who.organisation;
		ch.r.created = clock_now();
	}
	s.places[0] = url_make(c->a, "/rondes/%d/bewerken", ch.r.id).text;
	if (!check(m.word_count, m.form))
		s.show = 422;
	else if (!save_form(&s, e))
		return false;
	if (!s.show)
		return call_redirect(c, url_make(c->a, "/rondes/%d", ch.r.id), e);
	view_round_form(call_view(c), &m);
	return call_page(c, s.show, e);
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

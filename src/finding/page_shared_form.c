/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words of one subject: new ones, or those of one conversation put better.
 * Where words stand already, the page shows them and asks what becomes of them;
 * nothing is written over that its writer did not see.
 */
#include "account/account.h"
#include "base/rng.h"
#include "base/tr.h"
#include "finding/shared_view.h"
#include "finding/views.h"
#include "round/lead.h"
#include "server/form.h"
#include "server/web.h"

enum { FORM_BYTES_MAX = 2 * 1024 * 1024 };

#define TEXT_FIELD(name) name, FIELD_TEXT, .chars = AGREEMENT_CHARS_MAX, \
	.fault = N_("Deze tekst is te lang. Gebruik hoogstens %1 tekens.")

static const struct field fields[] = {
	[SHARED_FIELD_WORDS] = { TEXT_FIELD("woorden"), .is_needed = true,
		.missing = N_("Schrijf op wat jullie samen zien.") },
	[SHARED_FIELD_LEVEL] = { "niveau", FIELD_CHOICE, .fault = N_("Kies een niveau uit de lijst.") },
	[SHARED_FIELD_REASON] = { TEXT_FIELD("reden") },
	[SHARED_FIELD_DIFFERENCE] = { TEXT_FIELD("verschil") },
	[SHARED_FIELD_FOR_WHOM] = { TEXT_FIELD("voorwie") },
	[SHARED_FIELD_MEETING] = { "sessie", FIELD_SELECT, .fault = N_("Kies een sessie uit de lijst.") },
	[SHARED_FIELD_ACT] = AGREEMENT_FIELD_ACT,
	[SHARED_FIELD_SEEN] = AGREEMENT_FIELD_ID(AGREEMENT_NAME_SEEN),
	[SHARED_FIELD_EDITS] = AGREEMENT_FIELD_ID(AGREEMENT_NAME_EDITS),
	{ 0 },
};

enum { ASKED_EDITS };
static const struct field asked_fields[] = {
	[ASKED_EDITS] = AGREEMENT_FIELD_ID(AGREEMENT_NAME_EDITS),
	{ 0 },
};

static bool show(struct call *c, int status, struct shared_form_view *m, struct err *e)
{
	shared_line_start(c, m);
	view_shared_form(call_view(c), m);
	return call_page(c, status, e);
}

static struct form *start(struct call *c, const struct finding_round *fr)
{
	struct form *f = form_start(c, fields);

	form_offer_text(f, SHARED_FIELD_LEVEL, 0, N_("Geen niveau"));
	for (size_t i = 0; i < fr->closed.model->level_count; i++)
		form_offer(f, SHARED_FIELD_LEVEL, (int64_t)i + 1,
			   fr->closed.model->levels[i].name.in[c->lang]);
	finding_offer_meetings(f, SHARED_FIELD_MEETING, fr);
	return f;
}

/* What stands there goes with the form, unless it is about one version. */
static void ask(struct shared_form_view *m)
{
	m->ask.seen = m->subject->all.newest;
	if (!m->edits)
		m->ask.strands = m->subject->strands;
}

static void put_stored(const struct agreement *g, struct form *f)
{
	form_put(f, SHARED_FIELD_WORDS, g->words);
	form_put_i64(f, SHARED_FIELD_LEVEL, g->level);
	form_put(f, SHARED_FIELD_REASON, g->reason);
	form_put(f, SHARED_FIELD_DIFFERENCE, g->difference);
	form_put(f, SHARED_FIELD_FOR_WHOM, g->for_whom);
	form_put_i64(f, SHARED_FIELD_MEETING, g->meeting);
}

/* The newest version of the strand that a version is of; NULL: of none here. */
static const struct agreement *newest_of(const struct shared_subject *s, int64_t version)
{
	for (size_t i = 0; i < s->all.count; i++)
		for (size_t k = 0; k < s->all.at[i].count; k++)
			if (s->all.at[i].version[k]->id == version)
				return s->all.at[i].version[0];
	return NULL;
}

static bool shared_form_run(struct call *c, struct err *e)
{
	static const struct agreement none = { 0 };
	const int64_t edits = c->in[ASKED_EDITS].is_valid ? c->in[ASKED_EDITS].number : 0;
	const struct agreement *g;
	struct finding_round fr;
	struct shared_subject s;
	struct shared_form_view m = { .fr = &fr, .subject = &s };

	if (!shared_begin(c, &fr, &s, e))
		return false;
	g = newest_of(&s, edits);
	m.form = start(c, &fr);
	m.edits = g ? g->id : 0;
	put_stored(g ? g : &none, m.form);
	ask(&m);
	return show(c, 200, &m, e);
}

static bool check(struct form *f)
{
	if (f->in[SHARED_FIELD_FOR_WHOM].is_given && !f->in[SHARED_FIELD_DIFFERENCE].is_given)
		form_fault_add(f, SHARED_FIELD_DIFFERENCE, N_("Schrijf ook op wát er nog verschilt."));
	return form_check(f);
}

static struct agreement read_words(struct call *c, const struct finding_round *fr,
				   const struct shared_subject *s, const struct value *in)
{
	return (struct agreement){
		.id = rng_id(), .round = fr->closed.round.key, .subject = s->subject->id,
		.meeting = in[SHARED_FIELD_MEETING].number, .level = (int)in[SHARED_FIELD_LEVEL].number,
		.words = in[SHARED_FIELD_WORDS].text, .reason = in[SHARED_FIELD_REASON].text,
		.difference = in[SHARED_FIELD_DIFFERENCE].text,
		.for_whom = in[SHARED_FIELD_FOR_WHOM].text,
		.account = c->who.id, .agreed = clock_now(),
	};
}

static struct agreement_intent read_intent(const struct value *in)
{
	return (struct agreement_intent){
		.edits = in[SHARED_FIELD_EDITS].is_valid ? in[SHARED_FIELD_EDITS].number : 0,
		.choice = agreement_choice_parse(in[SHARED_FIELD_ACT].text),
		.seen = in[SHARED_FIELD_SEEN].is_valid ? in[SHARED_FIELD_SEEN].number : 0,
	};
}

/* What was typed stays, beside what stands there now. */
static bool show_asking(struct call *c, struct shared_form_view *m,
			const struct agreement_intent *intent, struct err *e)
{
	struct finding_round *fr = ARENA_NEW(c->a, struct finding_round);
	struct shared_subject *now = ARENA_NEW(c->a, struct shared_subject);
	const struct agreement *g;

	if (!shared_begin(c, fr, now, e))
		return false;
	g = newest_of(now, intent->edits);
	m->fr = fr;
	m->subject = now;
	m->edits = g ? g->id : 0;
	m->is_news = g != NULL;
	m->ask.is_news = !g && intent->seen != now->all.newest;
	m->ask.choice = intent->choice;
	ask(m);
	return show(c, 409, m, e);
}

/* The session that it names is gone: the form again, with those that are there. */
static bool show_gone(struct call *c, struct shared_form_view *m, struct err *e)
{
	struct finding_round *fr = ARENA_NEW(c->a, struct finding_round);
	struct shared_subject *now = ARENA_NEW(c->a, struct shared_subject);

	if (!shared_begin(c, fr, now, e))
		return false;
	m->fr = fr;
	m->subject = now;
	m->form = start(c, fr);
	ask(m);
	(void)check(m->form);
	return show(c, 409, m, e);
}

struct writing {
	struct agreement g;
	struct agreement_base base;
};

static bool add_it(struct db *db, void *ctx, struct err *e)
{
	const struct writing *w = ctx;

	return agreement_add(db, &w->g, w->base, e);
}

static bool shared_change_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct shared_subject s;
	struct shared_form_view m = { .fr = &fr, .subject = &s };
	struct agreement_intent intent;
	struct writing w = { .base = { 0 } };
	enum agreement_verdict verdict;

	if (!shared_begin(c, &fr, &s, e))
		return false;
	m.form = start(c, &fr);
	intent = read_intent(m.form->in);
	m.edits = intent.edits;
	m.ask.choice = intent.choice;
	ask(&m);
	if (!check(m.form) || c->is_again)
		return show(c, 422, &m, e);
	w.g = read_words(c, &fr, &s, m.form->in);
	verdict = agreement_settle(c->a, &s.all, &intent, &w.g, &w.base);
	if (verdict == VERDICT_ASK)
		return show_asking(c, &m, &intent, e);
	if (verdict == VERDICT_TOO_LONG) {
		form_fault_add(m.form, SHARED_FIELD_WORDS, N_("Samen met de woorden die er staan, is dit te lang. "
			"Er passen %1 tekens. Zet deze woorden ernaast, of schrijf korter."));
		return show(c, 422, &m, e);
	}
	if (verdict == VERDICT_WRITE && !call_write(c, add_it, &w, e)) {
		const bool is_gone = e->kind == ERR_ABSENT;

		if (!is_gone && e->kind != ERR_GONE)
			return false;
		*e = (struct err){ 0 };
		return is_gone ? show_gone(c, &m, e) : show_asking(c, &m, &intent, e);
	}
	return call_redirect(c, shared_link(c, &fr, s.number), e);
}

const struct page shared_form_page = {
	.method = "GET", .path = "/rondes/{round}/gedeeld-beeld/{subject}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = asked_fields, .run = shared_form_run,
};

const struct page shared_change_page = {
	.method = "POST", .path = "/rondes/{round}/gedeeld-beeld/{subject}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = shared_change_run,
};

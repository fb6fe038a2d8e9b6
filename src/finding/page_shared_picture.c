/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The shared picture: per subject what was agreed in words, what still differs
 * and for whom, beside the answers, which stay as they were given.
 */
#include "account/account.h"
#include "base/rng.h"
#include "base/tr.h"
#include "finding/finding_view.h"
#include "finding/views.h"
#include "picture/picture_view.h"
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
	{ 0 },
};

struct lists {
	struct agreement_list agreements;
	struct finding_list findings;
	struct fact_reply_list replies;
};

static bool get_lists(struct call *c, int64_t round, struct lists *l, struct err *e)
{
	return agreement_list(c->db, c->a, round, &l->agreements, e) &&
	       finding_list(c->db, c->a, round, &l->findings, e) &&
	       fact_reply_list(c->db, c->a, round, &l->replies, e);
}

static struct agreement_version version_of(struct view *v, const struct finding_round *fr,
					   const struct agreement *g)
{
	const struct finding_meeting *meeting = finding_meeting_of(fr, g->meeting);
	struct agreement_version version = {
		.g = g, .day = finding_day(v, g->agreed),
		.level = level_name(fr->closed.model, v->lang, g->level),
	};

	if (meeting) {
		version.meeting = meeting->title;
		version.units = meeting->units;
	}
	return version;
}

static void fill(struct view *v, const struct finding_round *fr, const struct lists *l, size_t at,
		 struct shared_subject *s)
{
	struct agreement_version *versions =
		ARENA_ARRAY(v->a, struct agreement_version, l->agreements.count + 1);
	struct finding_row *sources = ARENA_ARRAY(v->a, struct finding_row, l->findings.count + 1);

	*s = (struct shared_subject){
		.subject = &fr->closed.model->subjects[at], .number = (int64_t)at + 1,
		.strip = finding_strip(v, fr, at), .answers = finding_answers(v, fr, at),
		.versions = versions, .sources = sources,
	};
	for (size_t i = 0; i < l->agreements.count; i++)
		if (str_eq(l->agreements.at[i].subject, s->subject->id))
			versions[s->version_count++] = version_of(v, fr, &l->agreements.at[i]);
	for (size_t i = 0; i < l->findings.count; i++)
		if (str_eq(l->findings.at[i].subject, s->subject->id))
			sources[s->source_count++] =
				finding_row_of(v, fr, &l->findings.at[i], NULL);
	if (s->version_count)
		s->said = finding_said_of(v, &l->replies, 0, versions[0].g->id, 1);
}

static bool shared_picture_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct shared_view m = { .fr = &fr };
	struct shared_subject *subjects;
	struct lists l;
	struct view *v;

	if (!finding_round_get(c, &fr, e))
		return false;
	if (!get_lists(c, fr.closed.round.id, &l, e))
		return false;
	v = call_view(c);
	subjects = ARENA_ARRAY(c->a, struct shared_subject, fr.closed.model->subject_count);
	for (size_t i = 0; i < fr.closed.model->subject_count; i++) {
		fill(v, &fr, &l, i, &subjects[i]);
		m.agreed += subjects[i].version_count > 0;
	}
	m.subjects = subjects;
	m.subject_count = fr.closed.model->subject_count;
	view_shared_picture(v, &m);
	return call_page(c, 200, e);
}

/* --- one subject ------------------------------------------------------------------ */

static bool begin(struct call *c, struct finding_round *fr, struct shared_subject *s,
		  struct err *e)
{
	struct lists l;

	if (!finding_round_get(c, fr, e))
		return false;
	if (c->id[1] < 1 || (size_t)c->id[1] > fr->closed.model->subject_count)
		return err_set(e, ERR_ABSENT, "no such subject");
	if (!get_lists(c, fr->closed.round.id, &l, e))
		return false;
	fill(call_view(c), fr, &l, (size_t)c->id[1] - 1, s);
	return true;
}

static bool show(struct call *c, int status, const struct shared_form_view *m, struct err *e)
{
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

static void put_stored(const struct agreement *g, struct form *f)
{
	form_put(f, SHARED_FIELD_WORDS, g->words);
	form_put_i64(f, SHARED_FIELD_LEVEL, g->level);
	form_put(f, SHARED_FIELD_REASON, g->reason);
	form_put(f, SHARED_FIELD_DIFFERENCE, g->difference);
	form_put(f, SHARED_FIELD_FOR_WHOM, g->for_whom);
	form_put_i64(f, SHARED_FIELD_MEETING, g->meeting);
}

static bool shared_form_run(struct call *c, struct err *e)
{
	static const struct agreement none = { 0 };
	struct finding_round fr;
	struct shared_subject s;
	struct shared_form_view m = { .fr = &fr, .subject = &s };

	if (!begin(c, &fr, &s, e))
		return false;
	m.form = start(c, &fr);
	put_stored(s.version_count ? s.versions[0].g : &none, m.form);
	return show(c, 200, &m, e);
}

static bool check(struct form *f)
{
	if (f->in[SHARED_FIELD_FOR_WHOM].is_given && !f->in[SHARED_FIELD_DIFFERENCE].is_given)
		form_fault_add(f, SHARED_FIELD_DIFFERENCE, N_("Schrijf ook op wát er nog verschilt."));
	return form_check(f);
}

static bool is_same(const struct agreement *a, const struct agreement *b)
{
	return a->meeting == b->meeting && a->level == b->level && str_eq(a->words, b->words) &&
	       str_eq(a->reason, b->reason) && str_eq(a->difference, b->difference) &&
	       str_eq(a->for_whom, b->for_whom);
}

static bool add_it(struct db *db, void *ctx, struct err *e)
{
	return agreement_add(db, ctx, e);
}

static bool shared_change_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct shared_subject s;
	struct shared_form_view m = { .fr = &fr, .subject = &s };
	const struct value *in;
	struct agreement g;
	struct out to = out_new(c->a, 200);

	if (!begin(c, &fr, &s, e))
		return false;
	m.form = start(c, &fr);
	if (!check(m.form))
		return show(c, 422, &m, e);
	in = m.form->in;
	g = (struct agreement){
		.id = rng_id(), .round = fr.closed.round.id, .subject = s.subject->id,
		.meeting = in[SHARED_FIELD_MEETING].number, .level = (int)in[SHARED_FIELD_LEVEL].number,
		.words = in[SHARED_FIELD_WORDS].text, .reason = in[SHARED_FIELD_REASON].text,
		.difference = in[SHARED_FIELD_DIFFERENCE].text,
		.for_whom = in[SHARED_FIELD_FOR_WHOM].text,
		.agreed = clock_now(),
	};
	/* Sending the same again, with the Back button say, makes no version. */
	if (!(s.version_count && is_same(&g, s.versions[0].g)) && !call_write(c, add_it, &g, e))
		return false;
	out_str(&to, url_make(c->a, "/rondes/%d/gedeeld-beeld", fr.closed.round.id).text);
	out_c(&to, "#onderwerp");
	out_i64(&to, s.number);
	return call_redirect(c, (struct url){ out_done(&to) }, e);
}

const struct page shared_picture_page = {
	.method = "GET", .path = "/rondes/{round}/gedeeld-beeld",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.menu = { &menu_talk, 4, N_("Gedeeld beeld") },
	.run = shared_picture_run,
};

const struct page shared_form_page = {
	.method = "GET", .path = "/rondes/{round}/gedeeld-beeld/{subject}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .run = shared_form_run,
};

const struct page shared_change_page = {
	.method = "POST", .path = "/rondes/{round}/gedeeld-beeld/{subject}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = shared_change_run,
};

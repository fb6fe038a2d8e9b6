/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The shared picture: per subject what was agreed in words, what still differs
 * and for whom, beside the answers, which stay as they were given.
 */
#include "account/account.h"
#include "base/rng.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "finding/finding_view.h"
#include "finding/views.h"
#include "picture/picture_view.h"
#include "round/lead.h"
#include "server/web.h"

enum { WORDS, REASON, DIFFERENCE, FOR_WHOM, LEVEL, MEETING, FORM_BYTES_MAX = 2 * 1024 * 1024 };

static const struct field fields[] = {
	[WORDS] = { "woorden", FIELD_TEXT, 1, AGREEMENT_CHARS_MAX * 4 },
	[REASON] = { "reden", FIELD_TEXT, 1, AGREEMENT_CHARS_MAX * 4 },
	[DIFFERENCE] = { "verschil", FIELD_TEXT, 1, AGREEMENT_CHARS_MAX * 4 },
	[FOR_WHOM] = { "voorwie", FIELD_TEXT, 1, AGREEMENT_CHARS_MAX * 4 },
	[LEVEL] = { "niveau", FIELD_INT, 0, LEVELS_MAX },
	[MEETING] = { "sessie", FIELD_INT, 0, INT64_MAX },
	{ 0 },
};

struct lists {
	struct agreement_list agreements;
	struct finding_list findings;
	struct fact_reaction_list replies;
};

static bool get_lists(struct call *c, struct round_key round, struct lists *l, struct err *e)
{
	return agreement_list(c->db, c->a, round, &l->agreements, e) &&
	       finding_list(c->db, c->a, round, &l->findings, e) &&
	       fact_reaction_list(c->db, c->a, round, &l->replies, e);
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
	if (!get_lists(c, fr.closed.round.key, &l, e))
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
	if (!get_lists(c, fr->closed.round.key, &l, e))
		return false;
	fill(call_view(c), fr, &l, (size_t)c->id[1] - 1, s);
	return true;
}

static bool show(struct call *c, int status, const struct shared_form_view *m, struct err *e)
{
	view_shared_form(call_view(c), m);
	return call_page(c, status, e);
}

static bool shared_form_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct shared_subject s;
	struct shared_form_view m = { .fr = &fr, .subject = &s };

	if (!begin(c, &fr, &s, e))
		return false;
	if (s.version_count) {
		const struct agreement *g = s.versions[0].g;

		m.meeting = g->meeting;
		m.level = g->level;
		m.words = g->words;
		m.reason = g->reason;
		m.difference = g->difference;
		m.for_whom = g->for_whom;
	}
	return show(c, 200, &m, e);
}

static bool fits(const struct value *v)
{
	return !v->is_given || (v->is_valid && utf8_count(v->text) <= AGREEMENT_CHARS_MAX);
}

static void check(struct call *c, const struct finding_round *fr, struct form_faults *f)
{
	static const char *const names[] = { "woorden", "reden", "verschil", "voorwie" };

	if (!c->in[WORDS].is_given)
		fault_add(f, "woorden", str_from(tr(c->lang, N_("Schrijf op wat jullie samen zien."))));
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (!fits(&c->in[WORDS + i]))
			fault_add(f, names[i], str_from(tr(c->lang, N_("Deze tekst is te lang. Gebruik hoogstens 2000 tekens."))));
	if (c->in[LEVEL].is_given &&
	    (!c->in[LEVEL].is_valid || (size_t)c->in[LEVEL].number > fr->closed.model->level_count))
		fault_add(f, "niveau0", str_from(tr(c->lang, N_("Kies een niveau uit de lijst."))));
	if (c->in[MEETING].is_given && c->in[MEETING].number &&
	    !finding_meeting_of(fr, c->in[MEETING].number))
		fault_add(f, "sessie", str_from(tr(c->lang, N_("Kies een sessie uit de lijst."))));
	if (c->in[FOR_WHOM].is_given && !c->in[DIFFERENCE].is_given)
		fault_add(f, "verschil", str_from(tr(c->lang, N_("Schrijf ook op wát er nog verschilt."))));
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
	struct agreement g;
	struct out to = out_new(c->a, 200);

	if (!begin(c, &fr, &s, e))
		return false;
	m.meeting = c->in[MEETING].number;
	m.level = c->in[LEVEL].number;
	m.words = c->in[WORDS].text;
	m.reason = c->in[REASON].text;
	m.difference = c->in[DIFFERENCE].text;
	m.for_whom = c->in[FOR_WHOM].text;
	check(c, &fr, &m.faults);
	if (m.faults.count)
		return show(c, 422, &m, e);
	g = (struct agreement){
		.id = rng_id(), .round = fr.closed.round.key, .meeting = m.meeting,
		.subject = s.subject->id, .level = (int)m.level, .words = m.words,
		.reason = m.reason, .difference = m.difference, .for_whom = m.for_whom,
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

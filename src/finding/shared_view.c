/* SPDX-License-Identifier: EUPL-1.2 */
#include "finding/shared_view.h"

#include "server/form.h"
#include "server/web.h"

bool shared_lists_get(struct call *c, struct round_key round, struct shared_lists *ret,
		      struct err *e)
{
	return agreement_list(c->db, c->a, round, &ret->agreements, e) &&
	       agreement_line_list(c->db, c->a, round, &ret->lines, e) &&
	       finding_list(c->db, c->a, round, &ret->findings, e) &&
	       fact_reaction_list(c->db, c->a, round, &ret->replies, e);
}

static void take_lines(struct view *v, const struct shared_lists *l, struct shared_subject *s)
{
	struct line_version *lines = ARENA_ARRAY(v->a, struct line_version, l->lines.count + 1);

	for (size_t i = 0; i < l->lines.count; i++)
		if (str_eq(l->lines.at[i].subject, s->subject->id))
			lines[s->line_count++] = (struct line_version){
				&l->lines.at[i], finding_day(v, l->lines.at[i].written),
			};
	s->lines = lines;
	if (s->line_count)
		s->line = lines[0].line->words;
}

static void take_sources(struct view *v, const struct finding_round *fr,
			 const struct shared_lists *l, struct shared_subject *s)
{
	struct finding_row *sources = ARENA_ARRAY(v->a, struct finding_row, l->findings.count + 1);

	for (size_t i = 0; i < l->findings.count; i++)
		if (str_eq(l->findings.at[i].subject, s->subject->id))
			sources[s->source_count++] =
				finding_row_of(v, fr, &l->findings.at[i], NULL);
	s->sources = sources;
}

void shared_subject_make(struct view *v, const struct finding_round *fr,
			 const struct shared_lists *l, size_t at, struct shared_subject *ret)
{
	const struct subject *subject = &fr->closed.model->subjects[at];

	*ret = (struct shared_subject){
		.subject = subject, .number = (int64_t)at + 1,
		.strip = finding_strip(v, fr, at), .answers = finding_answers(v, fr, at),
		.all = agreement_strands_of(v->a, &l->agreements, subject->id),
	};
	strand_views_make(v, &(struct strand_source){ fr->closed.model, &fr->meetings, &l->replies },
			  &ret->all, &ret->strands);
	take_lines(v, l, ret);
	take_sources(v, fr, l, ret);
}

bool shared_begin(struct call *c, struct finding_round *fr, struct shared_subject *s,
		  struct err *e)
{
	struct shared_lists *l = ARENA_NEW(c->a, struct shared_lists);

	if (!finding_round_get(c, fr, e))
		return false;
	if (c->id[1] < 1 || (size_t)c->id[1] > fr->closed.model->subject_count)
		return err_set(e, ERR_ABSENT, "no such subject");
	if (!shared_lists_get(c, fr->closed.round.key, l, e))
		return false;
	shared_subject_make(call_view(c), fr, l, (size_t)c->id[1] - 1, s);
	return true;
}

struct url shared_link(struct call *c, const struct finding_round *fr, int64_t number)
{
	struct out to = out_new(c->a, 200);

	out_str(&to, url_make(c->a, "/rondes/%d/gedeeld-beeld", fr->closed.round.id).text);
	out_c(&to, "#onderwerp");
	out_i64(&to, number);
	return (struct url){ out_done(&to) };
}

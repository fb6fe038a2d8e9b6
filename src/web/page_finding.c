/* SPDX-License-Identifier: EUPL-1.2 */
/* Findings of a round: per subject three layers, and where they contradict
 * each other. */
#include "base/tr.h"
#include "domain/account.h"
#include "view/views.h"
#include "web/finding_view.h"
#include "web/page.h"

enum { NOTE_SHOWN = 200 };

static void fill_column(struct view *v, const struct finding_round *fr, struct str subject,
			int layer, const struct finding *all, size_t count,
			const struct fact_reply *replies, size_t reply_count,
			struct finding_column *col)
{
	struct finding_row *rows = ARENA_ARRAY(v->a, struct finding_row, count + 1);

	*col = (struct finding_column){
		.name = str_from(finding_layer_name(v->lang, layer)), .layer = layer, .rows = rows,
	};
	for (size_t i = 0; i < count; i++)
		if ((int)all[i].layer == layer && str_eq(all[i].subject, subject))
			rows[col->count++] = finding_row_of(v, fr, &all[i], replies, reply_count);
}

/* Each layer that takes a stand is a side.  When nobody wrote down what the
 * answers say, their counts speak for themselves. */
static void fill_sides(struct view *v, const struct finding_round *fr, struct finding_subject *s)
{
	for (int layer = 0; layer < LAYERS; layer++) {
		const struct finding_column *col = &s->columns[layer];
		struct finding_row *rows = ARENA_ARRAY(v->a, struct finding_row, col->count + 1);
		struct finding_side side = { .name = col->name, .rows = rows };

		for (size_t i = 0; i < col->count; i++)
			if (col->rows[i].f->stance != STANCE_APART)
				rows[side.count++] = col->rows[i];
		if (layer == LAYER_PICTURE && side.count == 0)
			side.answers = finding_answers(v, fr, (size_t)s->number - 1);
		if (side.count || side.answers.n)
			s->sides[s->side_count++] = side;
	}
}

static void fill_subject(struct view *v, const struct finding_round *fr, size_t at,
			 const struct finding *all, size_t count,
			 const struct fact_reply *replies, size_t reply_count,
			 struct finding_subject *s)
{
	s->subject = &fr->closed.model->subjects[at];
	s->number = (int64_t)at + 1;
	for (int layer = 0; layer < LAYERS; layer++) {
		fill_column(v, fr, s->subject->id, layer, all, count, replies, reply_count,
			    &s->columns[layer]);
		s->count += (int64_t)s->columns[layer].count;
		for (size_t i = 0; i < s->columns[layer].count; i++)
			s->against += s->columns[layer].rows[i].f->stance == STANCE_CONTRADICTS;
	}
	if (s->against)
		fill_sides(v, fr, s);
}

/* Notes for the report that no finding rests on yet. */
static void fill_notes(struct call *c, const struct finding *all, size_t count,
		       struct finding_list_view *m)
{
	struct finding_note *notes = ARENA_ARRAY(c->a, struct finding_note, m->fr->note_count + 1);

	for (size_t i = 0; i < m->fr->note_count; i++) {
		bool is_used = false;

		for (size_t k = 0; k < count; k++)
			is_used |= all[k].note == m->fr->notes[i].id;
		if (is_used)
			continue;
		notes[m->note_count] = m->fr->notes[i];
		notes[m->note_count++].body = finding_clip(c->a, m->fr->notes[i].body, NOTE_SHOWN);
	}
	m->notes = notes;
}

static bool run(struct call *c, struct err *e)
{
	const struct finding *all;
	const struct fact_reply *replies;
	struct finding_round fr;
	struct finding_subject *subjects;
	struct finding_list_view m;
	size_t count, reply_count;
	struct view *v;

	if (!finding_round_get(c, "bevindingen", &fr, e))
		return false;
	if (!finding_list(c->db, c->a, fr.closed.round.id, &all, &count, e) ||
	    !fact_reply_list(c->db, c->a, fr.closed.round.id, &replies, &reply_count, e))
		return false;
	v = call_view(c);
	subjects = ARENA_ARRAY(c->a, struct finding_subject, fr.closed.model->subject_count);
	m = (struct finding_list_view){
		.fr = &fr, .subjects = subjects, .subject_count = fr.closed.model->subject_count,
		.count = (int64_t)count,
	};
	for (size_t i = 0; i < m.subject_count; i++)
		fill_subject(v, &fr, i, all, count, replies, reply_count, &subjects[i]);
	fill_notes(c, all, count, &m);
	view_finding_list(v, &m);
	return call_page(c, 200, e);
}

const struct page finding_page = {
	.method = "GET", .path = "/rondes/{round}/bevindingen", .needs = MAY_LEAD,
	.run = run,
};

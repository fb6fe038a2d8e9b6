/* SPDX-License-Identifier: EUPL-1.2 */
/* Findings of a round: per subject three layers, and where they contradict
 * each other. */
#include "account/account.h"
#include "base/tr.h"
#include "finding/finding_view.h"
#include "finding/views.h"
#include "round/lead.h"
#include "server/page.h"

enum { NOTE_SHOWN = 200 };

static void fill_column(struct view *v, const struct finding_round *fr, struct str subject,
			int layer, const struct finding_list *all,
			const struct fact_reaction_list *replies, struct finding_column *col)
{
	struct finding_row *rows = ARENA_ARRAY(v->a, struct finding_row, all->count + 1);

	*col = (struct finding_column){
		.name = str_from(finding_layer_name(v->lang, layer)), .layer = layer, .rows = rows,
	};
	for (size_t i = 0; i < all->count; i++)
		if ((int)all->at[i].layer == layer && str_eq(all->at[i].subject, subject))
			rows[col->count++] = finding_row_of(v, fr, &all->at[i], replies);
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
			 const struct finding_list *all, const struct fact_reaction_list *replies,
			 struct finding_subject *s)
{
	s->subject = &fr->closed.model->subjects[at];
	s->number = (int64_t)at + 1;
	for (int layer = 0; layer < LAYERS; layer++) {
		fill_column(v, fr, s->subject->id, layer, all, replies, &s->columns[layer]);
		s->count += (int64_t)s->columns[layer].count;
		for (size_t i = 0; i < s->columns[layer].count; i++)
			s->against += s->columns[layer].rows[i].f->stance == STANCE_CONTRADICTS;
	}
	if (s->against)
		fill_sides(v, fr, s);
}

/* Notes for the report that no finding rests on yet. */
static void fill_notes(struct call *c, const struct finding_list *all, struct finding_list_view *m)
{
	for (size_t i = 0; i < m->fr->notes.count; i++) {
		struct finding_note note = m->fr->notes.at[i];
		bool is_used = false;

		for (size_t k = 0; k < all->count; k++)
			is_used |= all->at[k].note == note.id;
		if (is_used)
			continue;
		note.body = finding_clip(c->a, note.body, NOTE_SHOWN);
		*LIST_ADD(c->a, &m->notes) = note;
	}
}

static bool finding_run(struct call *c, struct err *e)
{
	struct finding_list all;
	struct fact_reaction_list replies;
	struct finding_round fr;
	struct finding_subject *subjects;
	struct finding_list_view m;
	struct view *v;

	if (!finding_round_get(c, &fr, e))
		return false;
	if (!finding_list(c->db, c->a, fr.closed.round.key, &all, e) ||
	    !fact_reaction_list(c->db, c->a, fr.closed.round.key, &replies, e))
		return false;
	v = call_view(c);
	subjects = ARENA_ARRAY(c->a, struct finding_subject, fr.closed.model->subject_count);
	m = (struct finding_list_view){
		.fr = &fr, .subjects = subjects, .subject_count = fr.closed.model->subject_count,
		.count = (int64_t)all.count,
	};
	for (size_t i = 0; i < m.subject_count; i++)
		fill_subject(v, &fr, i, &all, &replies, &subjects[i]);
	fill_notes(c, &all, &m);
	view_finding_list(v, &m);
	return call_page(c, 200, e);
}

const struct page finding_page = {
	.method = "GET", .path = "/rondes/{round}/bevindingen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.menu = { &menu_talk, 3, N_("Bevindingen") },
	.run = finding_run,
};

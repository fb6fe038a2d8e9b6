/* SPDX-License-Identifier: EUPL-1.2 */
#include "result/result_view.h"

#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

/* --- who took part ----------------------------------------------------------------- */

/* The tree with what may be told of who took part. */
static struct unit_tree told(struct arena *a, const struct picture_view *p)
{
	struct unit_tree tree = p->picture->tree;

	tree.units = ARENA_ARRAY(a, struct unit, tree.count);
	memcpy(tree.units, p->picture->tree.units, tree.count * sizeof(*tree.units));
	unit_tell(a, &tree, p->round->k);
	return tree;
}

static void take_who(struct arena *a, const struct picture_view *p, struct result_view *m)
{
	const struct unit_tree tree = told(a, p);
	int64_t most = 1;

	for (size_t i = 1; i < tree.count; i++) {
		const struct unit *u = &tree.units[i];

		if (u->parent != 0)
			continue;
		if (m->who_count == RESULT_WHO_MAX) {
			m->who_more++;
			continue;
		}
		m->who[m->who_count++] = (struct result_who){
			.name = u->name, .answered = u->told.answered, .size = u->told.size,
		};
		most = u->told.size > most ? u->told.size : most;
	}
	for (size_t i = 0; i < m->who_count; i++) {
		m->who[i].bar = m->who[i].size * RESULT_BAR / most;
		m->who[i].filled = m->who[i].answered * RESULT_BAR / most;
	}
}

/* --- the answers --------------------------------------------------------------------- */

static void take_charts(struct view *v, const struct picture_view *p, struct result_view *m)
{
	struct markup *now = ARENA_ARRAY(v->a, struct markup, p->subject_count + 1);

	for (size_t i = 0; i < p->subject_count; i++)
		now[i] = picture_chart_now(v, p, p->subjects[i].index, "r");
	m->now = now;
}

/* A quarter or more do not know, and so many that they may be named. */
static bool is_unsure(const struct picture_subject *s)
{
	const int64_t n = tally_n(s->now), unsure = s->now->dont_know;

	return !s->subject->is_sensitive && unsure >= TALLY_NAMED_MIN && 4 * unsure >= n + unsure;
}

/* Most first. */
static void take_unsure(const struct picture_view *p, struct result_view *m)
{
	for (size_t i = 0; i < p->subject_count; i++) {
		const struct picture_subject *s = &p->in_order[i];
		size_t at = m->unsure_count;

		if (!is_unsure(s))
			continue;
		while (at > 0 && m->unsure[at - 1].count < s->now->dont_know)
			at--;
		if (at == RESULT_UNSURE_MAX)
			continue;
		m->unsure_count += m->unsure_count < RESULT_UNSURE_MAX;
		for (size_t k = m->unsure_count - 1; k > at; k--)
			m->unsure[k] = m->unsure[k - 1];
		m->unsure[at] = (struct result_unsure){
			s->subject, s->now->dont_know, tally_n(s->now) + s->now->dont_know,
		};
	}
}

/* --- what people wrote ----------------------------------------------------------------- */

/* The first open question of the end asks for what helps already; a person has read
 * what is shown of it.  In the order of random ids. */
static void take_quotes(struct view *v, const struct picture_view *p,
			const struct shown_remark_list *list, struct result_view *m)
{
	const struct closing_question *q = NULL;

	for (size_t i = 0; i < p->model->closing_count && !q; i++)
		if (p->model->closing[i].kind == CLOSING_OPEN)
			q = &p->model->closing[i];
	if (!q)
		return;
	m->quotes_of = q->text.in[v->lang];
	for (size_t i = 0; i < list->count && m->quote_count < RESULT_QUOTES_MAX; i++)
		if (str_eq(list->at[i].subject, q->id) &&
		    utf8_count(list->at[i].text) <= RESULT_QUOTE_CHARS_MAX)
			m->quote[m->quote_count++] = list->at[i].text;
}

/* --- what follows ------------------------------------------------------------------------ */

static void take_talks(struct view *v, const struct picture_view *p, struct result_view *m)
{
	struct agenda *agenda = ARENA_NEW(v->a, struct agenda);

	agenda_make(v, p, RESULT_TALKS_MINUTES, agenda);
	for (size_t i = 0; i < agenda->topic_count && m->talk_count < RESULT_TALKS; i++) {
		const struct agenda_topic *t = &agenda->topics[i];

		m->talk[m->talk_count++] = (struct result_talk){
			.topic = t, .subject = &p->in_order[t->index],
			.chart = picture_chart(v, p, t->index, "w"),
		};
	}
}

/* Sessions that are still to come, soonest first. */
static void take_steps(struct view *v, const struct result_sources *of, struct result_view *m)
{
	for (size_t i = 0; i < of->meetings->count && m->step_count < RESULT_STEPS_MAX; i++) {
		const struct meeting *meeting = &of->meetings->at[i];
		struct out day = out_new(v->a, 60);

		if (meeting->stage == MEETING_DONE || meeting->starts < of->now)
			continue;
		out_date(&day, clock_local(meeting->starts).date, v->lang);
		m->step[m->step_count++] = (struct result_step){ out_done(&day), meeting->title };
	}
}

void result_make(struct view *v, const struct result_sources *of, struct result_view *ret)
{
	const struct picture_view *p = of->p;
	struct out closed = out_new(v->a, 60);

	*ret = (struct result_view){ .p = p, .all = &p->picture->tree.units[0] };
	out_date(&closed, clock_local(p->round->closed).date, v->lang);
	ret->closed = out_done(&closed);
	take_who(v->a, p, ret);
	if (p->hidden_count && p->hidden_count <= RESULT_HIDDEN_MAX)
		ret->hidden = picture_hidden_names(v, p);
	take_charts(v, p, ret);
	if (p->opener.works)
		ret->works = p->strength;
	take_quotes(v, p, of->remarks, ret);
	take_unsure(p, ret);
	take_talks(v, p, ret);
	take_steps(v, of, ret);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* A subject drawn: its strip, its statements, its groups. */
#include <math.h>

#include "base/tr.h"
#include "picture/picture_view.h"

enum { FIT_LEVELS = ARRAY_LEN(((struct model *)0)->fit) };

/* Columns of each class; NULL: a level each. */
static const int *widths(struct view *v, size_t levels, bool is_sensitive)
{
	int *width;

	if (!is_sensitive)
		return NULL;
	width = ARENA_ARRAY(v->a, int, SENSITIVE_CLASSES);
	for (int k = 0; k < SENSITIVE_CLASSES; k++)
		width[k] = picture_class_width(levels, k);
	return width;
}

/* The fullest column; of classes as many as lie on one of its levels on average. */
static double most_of(const struct tally *t, size_t levels, bool is_sensitive, double most)
{
	for (int k = 0; k < t->levels; k++) {
		const int width = is_sensitive ? picture_class_width(levels, k) : 1;

		most = fmax(most, (double)t->c[k] / width);
	}
	return most;
}

void picture_strip_scale(const struct picture_view *p, struct chart_strip_scale *ret)
{
	const struct histogram *h = &p->picture->at[p->unit];

	*ret = (struct chart_strip_scale){ .levels = (int)p->model->level_count, .is_dots = true };
	for (size_t i = 0; i < p->model->subject_count; i++) {
		const struct subject_histogram *s = &h->subject[i];
		const bool is_sensitive = p->model->subjects[i].is_sensitive;

		ret->most_now = most_of(&s->now, p->model->level_count, is_sensitive, ret->most_now);
		ret->most_wish =
			most_of(&s->wish, p->model->level_count, is_sensitive, ret->most_wish);
		ret->is_dots = ret->is_dots && tally_n(&s->now) <= CHART_DOTS_MAX &&
			       tally_n(&s->wish) <= CHART_DOTS_MAX;
	}
}

/* A strip of the page, or its upper half alone. */
enum drawn { DRAWN_WHOLE, DRAWN_NOW };

static struct markup draw(struct view *v, const struct picture_view *p, enum drawn drawn,
			  const struct picture_facts *f, size_t at, const char *prefix)
{
	const struct subject_histogram *h = &p->picture->at[p->unit].subject[at];
	const struct subject *subject = &p->model->subjects[at];
	const bool is_sensitive = subject->is_sensitive;
	const double higher = is_sensitive ? (double)NAN : picture_leaders_higher(f);
	struct out id = out_new(v->a, 40);
	struct chart_strip_scale scale = p->scale;
	struct chart_strip strip = {
		.title = subject->name.in[v->lang], .scale = &scale, .now = h->now,
		.wish = drawn == DRAWN_WHOLE && tally_n(&h->wish) > 0 ? &h->wish : NULL,
		.width = widths(v, p->model->level_count, is_sensitive),
		.names = picture_names(v, p->model, subject),
		.leaders = isnan(higher) ? NULL : f->leaders,
		.others = isnan(higher) ? NULL : f->others,
		.is_apart = picture_leaders_are_apart(f),
	};

	if (drawn == DRAWN_NOW)
		scale.most_wish = 0;	/* nothing hangs */
	out_c(&id, prefix);
	out_i64(&id, (int64_t)at + 1);
	strip.id = out_done(&id);
	return chart_strip(v, &strip);
}

static struct markup alone(struct view *v, const struct picture_view *p, enum drawn drawn,
			   size_t subject, const char *prefix)
{
	const struct picture_facts facts = picture_facts_of(p, subject);

	if (tally_n(&p->picture->at[p->unit].subject[subject].now) == 0)
		return (struct markup){ { 0 } };
	return draw(v, p, drawn, &facts, subject, prefix);
}

struct markup picture_chart(struct view *v, const struct picture_view *p, size_t subject,
			    const char *prefix)
{
	return alone(v, p, DRAWN_WHOLE, subject, prefix);
}

struct markup picture_chart_now(struct view *v, const struct picture_view *p, size_t subject,
				const char *prefix)
{
	return alone(v, p, DRAWN_NOW, subject, prefix);
}

static const struct str *fit_names(struct view *v, const struct model *m, bool is_sensitive)
{
	struct str *names = ARENA_ARRAY(v->a, struct str, FIT_LEVELS);

	for (int k = 0; k < (is_sensitive ? SENSITIVE_CLASSES : FIT_LEVELS); k++)
		names[k] = is_sensitive ? picture_fit_class(v, m, k) : m->fit[k].in[v->lang];
	return names;
}

static void draw_statements(struct view *v, const struct picture_view *p, struct picture_subject *s)
{
	const struct subject_histogram *h = &p->picture->at[p->unit].subject[s->index];

	for (size_t i = 0; i < s->subject->statement_count; i++) {
		const struct tally *t = &h->statement[i];

		if (tally_n(t) > 0)
			s->statement[i] = chart_parts(v, t, picture_label(v, (struct str){ 0 },
				s->subject->statements[i].text.in[v->lang],
				fit_names(v, p->model, t->levels != FIT_LEVELS), t));
	}
}

static void draw_groups(struct view *v, const struct picture_view *p, struct picture_subject *s)
{
	const size_t levels = p->model->level_count;
	const bool is_sensitive = s->subject->is_sensitive;
	struct markup *group = ARENA_ARRAY(v->a, struct markup, p->row_count + 1);
	const struct str *names = picture_names(v, p->model, s->subject);
	double most = 1;

	for (size_t r = 0; r < p->row_count; r++)
		most = most_of(&p->picture->at[p->rows[r].unit].subject[s->index].now, levels,
			       is_sensitive, most);
	for (size_t r = 0; r < p->row_count; r++) {
		const struct tally *t = &p->picture->at[p->rows[r].unit].subject[s->index].now;

		if (tally_n(t) > 0)
			group[r] = chart_small(v, t, most, widths(v, levels, is_sensitive),
				picture_label(v, p->rows[r].name, s->subject->name.in[v->lang],
					      names, t));
	}
	s->group = group;
}

void picture_strip(struct view *v, const struct picture_view *p, const struct picture_facts *f,
		   struct picture_subject *s)
{
	if (tally_n(s->now) > 0)
		s->chart = draw(v, p, DRAWN_WHOLE, f, s->index, "c");
	draw_statements(v, p, s);
	if (!p->is_crowded && p->row_count)
		draw_groups(v, p, s);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/model_check.h"

#include "base/out.h"
#include "json/reader.h"
#include "model/model.h"

struct ids {
	struct json_reader *r;
	struct str what;
	const struct str *list;
	size_t count;
};

/* "subjects[3].statements" */
static struct str path_of(struct json_reader *r, size_t subject, const char *list)
{
	struct out o = out_new(r->a, 100);

	out_c(&o, "subjects[");
	out_i64(&o, (int64_t)subject);
	out_c(&o, "].");
	out_c(&o, list);
	return out_done(&o);
}

static void check_twice(const struct ids *ids)
{
	for (size_t i = 0; i < ids->count; i++)
		for (size_t k = 0; k < i; k++)
			if (ids->list[i].n && str_eq(ids->list[i], ids->list[k]))
				json_fault(ids->r, ids->what,
					       "give each an id of its own",
					       "the id \"" STR_FMT "\" stands twice",
					       STR_ARG(ids->list[i]));
}

#define CHECK_IDS(reader, name, items, n) do {						\
	struct str *list_ = ARENA_ARRAY((reader)->a, struct str, (n));			\
	for (size_t i_ = 0; i_ < (n); i_++)						\
		list_[i_] = (items)[i_].id;						\
	check_twice(&(struct ids){ (reader), (name), list_, (n) });			\
} while (0)

/* A step that nobody knows how to take: the model can be used, the plan will
 * have nothing to propose there. */
static void check_actions(struct json_reader *r, const struct model *m, size_t subject)
{
	const struct subject *s = &m->subjects[subject];

	for (int from = 1; from < (int)m->level_count; from++) {
		bool has_one = false;

		for (size_t i = 0; i < s->action_count; i++)
			has_one |= s->actions[i].from == from;
		if (!has_one)
			json_warning(r, path_of(r, subject, "actions"),
				       "add one, so that no level is skipped",
				       "no action goes from level %d to %d", from, from + 1);
	}
}

/* --- circles ---------------------------------------------------------------- */

/* Steps are numbered subject * levels + level - 1.  A step needs the one below
 * it and what the prerequisites say. */
struct walk {
	struct json_reader *r;
	const struct model *m;
	unsigned char *state;		/* 0 new, 1 on the way here, 2 done */
	size_t *way, depth;
	bool is_found;
};

static void out_step(struct out *o, const struct model *m, size_t step)
{
	out_str(o, m->subjects[step / m->level_count].id);
	out_char(o, '.');
	out_i64(o, (int64_t)(step % m->level_count) + 1);
}

static void print_circle(struct walk *w, size_t step)
{
	struct out o = out_new(w->r->a, 4000);
	size_t from = 0;

	while (w->way[from] != step)
		from++;
	for (size_t i = from; i < w->depth; i++) {
		out_step(&o, w->m, w->way[i]);
		out_c(&o, " needs ");
	}
	out_step(&o, w->m, step);
	json_fault(w->r, STR("prerequisites"), "take out one of these",
		       "go round in a circle: " STR_FMT, STR_ARG(out_done(&o)));
	w->is_found = true;
}

/* Depth is at most the number of steps: 40 subjects of 9 levels. */
static void visit(struct walk *w, size_t step)
{
	if (w->state[step] == 1)
		print_circle(w, step);
	if (w->state[step] || w->is_found)
		return;
	w->state[step] = 1;
	w->way[w->depth++] = step;
	if (step % w->m->level_count)
		visit(w, step - 1);
	for (size_t i = 0; i < w->m->prerequisite_count; i++) {
		const struct prerequisite *p = &w->m->prerequisites[i];

		if (p->from_subject * w->m->level_count + (size_t)p->from_level - 1 == step)
			visit(w, p->to_subject * w->m->level_count + (size_t)p->to_level - 1);
	}
	w->depth--;
	w->state[step] = 2;
}

static void check_circles(struct json_reader *r, const struct model *m)
{
	size_t steps = m->subject_count * m->level_count;
	struct walk w = { .r = r, .m = m };

	w.state = ARENA_ARRAY(r->a, unsigned char, steps);
	w.way = ARENA_ARRAY(r->a, size_t, steps);
	for (size_t i = 0; i < steps && !w.is_found; i++)
		visit(&w, i);
}

void model_check(struct json_reader *r, const struct model *m)
{
	CHECK_IDS(r, STR("levels"), m->levels, m->level_count);
	CHECK_IDS(r, STR("words"), m->words, m->word_count);
	CHECK_IDS(r, STR("subjects"), m->subjects, m->subject_count);
	CHECK_IDS(r, STR("closing"), m->closing, m->closing_count);
	for (size_t i = 0; i < m->subject_count; i++) {
		const struct subject *s = &m->subjects[i];

		CHECK_IDS(r, path_of(r, i, "statements"), s->statements, s->statement_count);
		CHECK_IDS(r, path_of(r, i, "actions"), s->actions, s->action_count);
		check_actions(r, m, i);
	}
	check_circles(r, m);
}

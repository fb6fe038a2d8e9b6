/* SPDX-License-Identifier: EUPL-1.2 */
/* A document with steps, effort and capacity: the plan and why. */
#include <math.h>

#include "base/utf8.h"
#include "plan/plan.h"
#include "recompute/recompute_json.h"

enum {
	NEEDS_MAX = 20 * 1000,
	STEPS_MAX = PLAN_DIMENSIONS_MAX * PLAN_LEVELS,
	STEP_BYTES_MAX = ID_MAX + 4,		/* "dimension:10" */
};

struct document {
	struct arena *a;
	struct str *dimension;		/* in the order of "current" */
	int *current, *ambition;
	int64_t *importance, *effort;	/* per dimension; per dimension x level, 0: not given */
	struct plan_catalogue catalogue;
	struct plan_need *need;
	struct plan_required required;
	struct plan_task task;
};

/* --- reading ---------------------------------------------------------------------- */

static bool find_dimension(const struct document *d, struct str id, size_t *ret)
{
	for (size_t i = 0; i < d->catalogue.dimensions; i++)
		if (str_eq(d->dimension[i], id)) {
			*ret = i;
			return true;
		}
	return false;
}

static void unknown(const struct at *o, struct str id)
{
	at_fault(o, "add it there or correct it", "\"" STR_FMT "\" is not in current",
		 STR_ARG(utf8_clip(id, 60)));
}

/* "d1:3": what stands before the last colon is the dimension. */
static bool read_step(const struct document *d, const struct at *o, struct str text,
		      struct plan_step *ret)
{
	size_t colon = text.n;
	int64_t level;

	while (colon > 0 && text.p[colon - 1] != ':')
		colon--;
	if (colon == 0 || !str_i64(str_cut(text, colon, text.n), 1, PLAN_LEVELS, &level)) {
		at_fault(o, "write dimension:level", "\"" STR_FMT "\" is no step, level 1 to %d",
			 STR_ARG(utf8_clip(text, 60)), PLAN_LEVELS);
		return false;
	}
	if (!find_dimension(d, str_cut(text, 0, colon - 1), &ret->dimension)) {
		unknown(o, text);
		return false;
	}
	ret->level = (int)level;
	return true;
}

static void read_current(struct document *d, struct at current)
{
	const size_t n = at_object(&current, 1, PLAN_DIMENSIONS_MAX, ID_MAX);
	struct at field = { 0 };

	d->dimension = ARENA_ARRAY(d->a, struct str, n);
	d->current = ARENA_ARRAY(d->a, int, n);
	d->ambition = ARENA_ARRAY(d->a, int, n);
	d->importance = ARENA_ARRAY(d->a, int64_t, n);
	d->effort = ARENA_ARRAY(d->a, int64_t, n * PLAN_LEVELS);
	while (at_next(&current, &field)) {
		const size_t i = d->catalogue.dimensions++;

		d->dimension[i] = str_from(field.name);
		d->current[i] = d->ambition[i] = (int)at_int(field, 0, PLAN_LEVELS);
		d->importance[i] = PLAN_UNIT;
	}
}

static void read_ambition(struct document *d, struct at ambition)
{
	struct at field = { 0 };

	(void)at_object(&ambition, 0, PLAN_DIMENSIONS_MAX, ID_MAX);
	while (at_next(&ambition, &field)) {
		const struct str id = str_from(field.name);
		size_t i;

		if (find_dimension(d, id, &i))
			d->ambition[i] = (int)at_int(field, 0, PLAN_LEVELS);
		else
			unknown(&ambition, id);
	}
}

static void read_importance(struct document *d, struct at importance)
{
	struct at field = { 0 };

	(void)at_object(&importance, 0, PLAN_DIMENSIONS_MAX, ID_MAX);
	while (at_next(&importance, &field)) {
		const struct str id = str_from(field.name);
		size_t i;

		if (find_dimension(d, id, &i))
			d->importance[i] = at_thousandths(field, 0, PLAN_AMOUNT_MAX);
		else
			unknown(&importance, id);
	}
}

static void read_effort(struct document *d, struct at effort)
{
	struct at field = { 0 };

	(void)at_object(&effort, 0, STEPS_MAX, STEP_BYTES_MAX);
	while (at_next(&effort, &field)) {
		struct plan_step s;

		if (read_step(d, &effort, str_from(field.name), &s))
			d->effort[s.dimension * PLAN_LEVELS + (size_t)s.level - 1] =
				at_thousandths(field, 1, PLAN_AMOUNT_MAX);
	}
}

/* What one step needs: a list of steps. */
static void read_needs(struct document *d, struct plan_step step, const struct at *list)
{
	const size_t n = at_list(list, 0, NEEDS_MAX);

	for (size_t i = 0; i < n; i++) {
		const struct at item = at_item(list, i);
		const struct str name = at_bytes(item, 1, STEP_BYTES_MAX);
		struct plan_step needs;

		if (!name.n || !read_step(d, &item, name, &needs))
			continue;
		if (d->catalogue.needs == NEEDS_MAX) {
			at_fault(&item, "take them apart", "more than %d together", NEEDS_MAX);
			return;
		}
		d->need[d->catalogue.needs++] = (struct plan_need){ step, needs };
	}
}

static void read_prerequisites(struct document *d, struct at prerequisites)
{
	struct at field = { 0 };

	d->need = ARENA_ARRAY(d->a, struct plan_need, NEEDS_MAX);
	(void)at_object(&prerequisites, 0, STEPS_MAX, STEP_BYTES_MAX);
	while (at_next(&prerequisites, &field)) {
		struct plan_step step;

		if (read_step(d, &prerequisites, str_from(field.name), &step))
			read_needs(d, step, &field);
	}
	d->catalogue.need = d->need;
	d->catalogue.current = d->current;
	d->catalogue.ambition = d->ambition;
}

static void out_step(struct out *o, const struct document *d, struct plan_step s)
{
	out_str(o, d->dimension[s.dimension]);
	out_char(o, ':');
	out_i64(o, s.level);
}

static void refuse_cycle(const struct document *d, struct json_reader *r)
{
	struct plan_step *ring = NULL;
	const size_t n = plan_find_cycle(d->a, &d->catalogue, &ring);
	struct out o = out_new(d->a, 1 << 20);

	if (n == 0)
		return;
	for (size_t i = 0; i <= n; i++) {
		out_c(&o, i ? " needs " : "");
		out_step(&o, d, ring[i % n]);
	}
	json_fault(r, STR("prerequisites"), "take one out", "a cycle: " STR_FMT,
		   STR_ARG(utf8_clip(out_done(&o), 180)));
}

/* False when a fault was noted. */
static bool read_document(struct document *d, const struct at *root)
{
	static const char *const names[] = { "current", "ambition", "importance", "prerequisites",
		"effort", "capacity", "max_parallel", "lag", "id", NULL };

	at_only(root, names);
	read_current(d, at_field(root, "current"));
	read_ambition(d, at_field(root, "ambition"));
	read_importance(d, at_optional(root, "importance"));
	read_effort(d, at_field(root, "effort"));
	read_prerequisites(d, at_optional(root, "prerequisites"));
	d->task.capacity = at_thousandths(at_field(root, "capacity"), 1, PLAN_AMOUNT_MAX);
	d->task.max_parallel = (int)at_int(at_field(root, "max_parallel"), 1, PLAN_STEPS_MAX);
	d->task.lag = (int)at_int_or(at_optional(root, "lag"), 1, 0, 1);
	if (json_reader_is_good(root->r))
		refuse_cycle(d, root->r);
	return json_reader_is_good(root->r);
}

/* --- the task ---------------------------------------------------------------------- */

/* False when a fault was noted. */
static bool make_task(struct document *d, struct json_reader *reader)
{
	const struct plan_required *r = &d->required;
	int64_t *effort = ARENA_ARRAY(d->a, int64_t, r->count + 1);
	int64_t *value = ARENA_ARRAY(d->a, int64_t, r->count + 1);

	for (size_t i = 0; i < r->count; i++) {
		const struct plan_step s = r->step[i];
		const struct str name = utf8_clip(d->dimension[s.dimension], 60);

		effort[i] = d->effort[s.dimension * PLAN_LEVELS + (size_t)s.level - 1];
		value[i] = r->is_only_prerequisite[i] ? 0 : d->importance[s.dimension];
		if (effort[i] == 0)
			json_fault(reader, STR("effort"), "add it", "\"" STR_FMT ":%d\" is required and "
				   "has no effort", STR_ARG(name), s.level);
		if (effort[i] > d->task.capacity)
			json_fault(reader, STR("effort"), "split this step", "\"" STR_FMT ":%d\" is "
				   "larger than the capacity of a quarter", STR_ARG(name), s.level);
	}
	d->task.count = r->count;
	d->task.effort = effort;
	d->task.value = value;
	d->task.before = r->before;
	d->task.before_count = r->before_count;
	return json_reader_is_good(reader);
}

/* --- writing ------------------------------------------------------------------------ */

static struct str step_name(const struct document *d, size_t i)
{
	struct out name = out_new(d->a, STEP_BYTES_MAX);

	out_step(&name, d, d->required.step[i]);
	return out_done(&name);
}

static void put_steps(struct json_writer *w, const char *name, const struct document *d,
		      const bool *is_in)
{
	json_field_list(w, name);
	for (size_t i = 0; i < d->required.count; i++)
		if (!is_in || is_in[i])
			json_put_text(w, step_name(d, i));
	json_end(w);
}

static void put_quarters(struct json_writer *w, const struct document *d, const struct plan *p)
{
	bool *is_in = ARENA_ARRAY(d->a, bool, d->task.count + 1);

	json_field_list(w, "quarters");
	for (int q = 1; q <= p->quarters; q++) {
		int64_t effort = 0;

		for (size_t i = 0; i < d->task.count; i++) {
			is_in[i] = p->quarter[i] == q;
			effort += is_in[i] ? d->task.effort[i] : 0;
		}
		json_begin_object(w);
		json_field_whole(w, "quarter", q);
		put_steps(w, "steps", d, is_in);
		json_field_number(w, "effort", (double)effort / PLAN_UNIT);
		json_end(w);
	}
	json_end(w);
}

/* What a step needs, and what needs it: both within the plan. */
static void put_neighbours(struct json_writer *w, const struct document *d, size_t i)
{
	bool *after = ARENA_ARRAY(d->a, bool, d->task.count + 1);
	bool *before = ARENA_ARRAY(d->a, bool, d->task.count + 1);

	for (size_t j = 0; j < d->task.before_count[i]; j++)
		before[d->task.before[i][j]] = true;
	for (size_t s = 0; s < d->task.count; s++)
		for (size_t j = 0; j < d->task.before_count[s]; j++)
			after[s] |= d->task.before[s][j] == i;
	put_steps(w, "needs", d, before);
	put_steps(w, "unlocks", d, after);
}

static void put_why(struct json_writer *w, const struct document *d, const struct plan *p,
		    const bool *is_fixed)
{
	int64_t *delay = ARENA_ARRAY(d->a, int64_t, d->task.count + 1);

	plan_delays(&d->task, p, delay);
	json_field_object(w, "why");
	for (size_t i = 0; i < d->task.count; i++) {
		json_put_name(w, step_name(d, i));
		json_begin_object(w);
		json_field_whole(w, "quarter", p->quarter[i]);
		put_neighbours(w, d, i);
		json_field_number(w, "effort", (double)d->task.effort[i] / PLAN_UNIT);
		json_field_number(w, "value", (double)d->task.value[i] / PLAN_UNIT);
		if (delay[i] != PLAN_COST_UNKNOWN) {
			json_field_number(w, "delay_cost", (double)delay[i] / PLAN_UNIT);
			json_field_flag(w, "tie", delay[i] == 0);
		} else {
			json_field_null(w, "delay_cost");
			json_field_null(w, "tie");
		}
		json_field_flag(w, "fixed", is_fixed[i]);
		json_end(w);
	}
	json_end(w);
}

/* With one decimal, rounded up so that it stays true. */
static double percent_from_best(const struct plan *p)
{
	if (p->cost == p->least)
		return 0;
	return p->least ? ceil(1000.0 * (double)(p->cost - p->least) / (double)p->least) / 10
			: (double)NAN;
}

static bool answer_plan(struct arena *a, const struct at *root,
			const struct recompute_options *options, struct json_writer *w, struct err *e)
{
	struct document d = { .a = a };
	struct plan p = { 0 };
	bool *is_first, *is_fixed;

	(void)options;
	if (!read_document(&d, root))
		return true;
	d.required = plan_required_of(a, &d.catalogue);
	if (!make_task(&d, root->r))
		return true;
	if (!plan_make(a, &d.task, &p, e))
		return false;
	is_first = ARENA_ARRAY(a, bool, d.task.count + 1);
	is_fixed = ARENA_ARRAY(a, bool, d.task.count + 1);
	for (size_t i = 0; i < d.task.count; i++)
		is_first[i] = d.task.before_count[i] == 0;
	plan_fixed(a, &d.task, &p, is_fixed);
	put_steps(w, "required", &d, NULL);
	put_steps(w, "raised_only_as_prerequisite", &d, d.required.is_only_prerequisite);
	put_steps(w, "can_start_now", &d, is_first);
	json_field_text(w, "method", p.is_exact ? STR("exact") : STR("package rule and swaps"));
	json_field_number(w, "weighted_quarters", (double)p.cost / PLAN_UNIT);
	json_field_number(w, "at_least", (double)p.least / PLAN_UNIT);
	json_field_number(w, "at_most_percent_from_best", percent_from_best(&p));
	put_quarters(w, &d, &p);
	put_steps(w, "fixed", &d, is_fixed);
	put_why(w, &d, &p, is_fixed);
	return true;
}

bool plan_document(struct arena *a, struct str text, const struct recompute_options *options,
		   struct out *o, struct err *e)
{
	return recompute_one(a, text, options, o, e, answer_plan);
}

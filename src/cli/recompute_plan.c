/* SPDX-License-Identifier: EUPL-1.2 */
/* A document with steps, effort and capacity: the plan and why. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/recompute_json.h"
#include "method/plan.h"

enum { NEEDS_MAX = 20 * 1000 };

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

static bool unknown(const char *path, struct str id, struct err *e)
{
	return err_set(e, ERR_INPUT, "%s: \"" STR_FMT "\" is not in current; add it there or correct "
		       "it", path, STR_ARG(utf8_clip(id, 60)));
}

/* "d1:3": what stands before the last colon is the dimension. */
static bool read_step(const struct document *d, const char *path, struct str text,
		      struct plan_step *ret, struct err *e)
{
	size_t colon = text.n;
	int64_t level;

	while (colon > 0 && text.p[colon - 1] != ':')
		colon--;
	if (colon == 0 || !str_i64(str_cut(text, colon, text.n), 1, PLAN_LEVELS, &level))
		return err_set(e, ERR_INPUT, "%s: \"" STR_FMT "\" is no step; write dimension:level, "
			       "level 1 to %d", path, STR_ARG(utf8_clip(text, 60)), PLAN_LEVELS);
	if (!find_dimension(d, str_cut(text, 0, colon - 1), &ret->dimension))
		return unknown(path, text, e);
	ret->level = (int)level;
	return true;
}

static bool object_field(const json_t *root, const char *name, bool is_needed, json_t **ret,
			 struct err *e)
{
	*ret = json_object_get(root, name);
	if (*ret ? json_is_object(*ret) : !is_needed)
		return true;
	return err_set(e, ERR_INPUT, "%s: must be an object", name);
}

static bool read_current(struct document *d, json_t *current, struct err *e)
{
	const size_t n = json_object_size(current);
	const char *key;
	json_t *value;

	if (n == 0 || n > PLAN_DIMENSIONS_MAX)
		return err_set(e, ERR_INPUT, "current: must name 1 to %d dimensions",
			       PLAN_DIMENSIONS_MAX);
	d->dimension = ARENA_ARRAY(d->a, struct str, n);
	d->current = ARENA_ARRAY(d->a, int, n);
	d->ambition = ARENA_ARRAY(d->a, int, n);
	d->importance = ARENA_ARRAY(d->a, int64_t, n);
	d->effort = ARENA_ARRAY(d->a, int64_t, n * PLAN_LEVELS);
	json_object_foreach(current, key, value) {
		const size_t i = d->catalogue.dimensions;
		int64_t level;

		if (strlen(key) == 0 || strlen(key) > ID_MAX)
			return err_set(e, ERR_INPUT, "current: a name must have 1 to %d bytes", ID_MAX);
		if (!json_whole(value, key, 0, PLAN_LEVELS, &level, e))
			return false;
		d->dimension[i] = str_from(key);
		d->current[i] = d->ambition[i] = (int)level;
		d->importance[i] = PLAN_UNIT;
		d->catalogue.dimensions++;
	}
	return true;
}

static bool read_ambition(struct document *d, json_t *ambition, struct err *e)
{
	const char *key;
	json_t *value;

	json_object_foreach(ambition, key, value) {
		int64_t level;
		size_t i;

		if (!find_dimension(d, str_from(key), &i))
			return unknown("ambition", str_from(key), e);
		if (!json_whole(value, key, 0, PLAN_LEVELS, &level, e))
			return false;
		d->ambition[i] = (int)level;
	}
	return true;
}

static bool read_importance(struct document *d, json_t *importance, struct err *e)
{
	const char *key;
	json_t *value;

	json_object_foreach(importance, key, value) {
		size_t i;

		if (!find_dimension(d, str_from(key), &i))
			return unknown("importance", str_from(key), e);
		if (json_is_number(value) && json_number_value(value) == 0)
			d->importance[i] = 0;
		else if (!json_thousandths(value, key, PLAN_AMOUNT_MAX, &d->importance[i], e))
			return false;
	}
	return true;
}

static bool read_effort(struct document *d, json_t *effort, struct err *e)
{
	const char *key;
	json_t *value;

	json_object_foreach(effort, key, value) {
		struct plan_step s;

		if (!read_step(d, "effort", str_from(key), &s, e) ||
		    !json_thousandths(value, key, PLAN_AMOUNT_MAX,
				      &d->effort[s.dimension * PLAN_LEVELS + (size_t)s.level - 1], e))
			return false;
	}
	return true;
}

static bool read_need(struct document *d, struct plan_step step, const char *key, json_t *list,
		      struct err *e)
{
	size_t i;
	json_t *value;

	if (!json_is_array(list))
		return err_set(e, ERR_INPUT, "prerequisites: %.60s must be a list of steps", key);
	json_array_foreach(list, i, value) {
		struct plan_step needs;
		struct str name;

		if (!json_name(value, key, &name, e) ||
		    !read_step(d, "prerequisites", name, &needs, e))
			return false;
		if (d->catalogue.needs == NEEDS_MAX)
			return err_set(e, ERR_INPUT, "prerequisites: more than %d", NEEDS_MAX);
		d->need[d->catalogue.needs++] = (struct plan_need){ step, needs };
	}
	return true;
}

static bool read_prerequisites(struct document *d, json_t *prerequisites, struct err *e)
{
	const char *key;
	json_t *value;

	d->need = ARENA_ARRAY(d->a, struct plan_need, NEEDS_MAX);
	json_object_foreach(prerequisites, key, value) {
		struct plan_step step;

		if (!read_step(d, "prerequisites", str_from(key), &step, e) ||
		    !read_need(d, step, key, value, e))
			return false;
	}
	d->catalogue.need = d->need;
	d->catalogue.current = d->current;
	d->catalogue.ambition = d->ambition;
	return true;
}

static void out_step(struct out *o, const struct document *d, struct plan_step s)
{
	out_str(o, d->dimension[s.dimension]);
	out_char(o, ':');
	out_i64(o, s.level);
}

static bool refuse_cycle(const struct document *d, struct err *e)
{
	struct plan_step *ring = NULL;
	const size_t n = plan_find_cycle(d->a, &d->catalogue, &ring);
	struct out o = out_new(d->a, 1 << 20);
	struct str text;

	if (n == 0)
		return true;
	for (size_t i = 0; i <= n; i++) {
		out_c(&o, i ? " needs " : "");
		out_step(&o, d, ring[i % n]);
	}
	text = utf8_clip(out_done(&o), 180);
	return err_set(e, ERR_INPUT, "prerequisites: a cycle: " STR_FMT "; take one out", STR_ARG(text));
}

static bool read_capacity(struct document *d, const json_t *root, struct err *e)
{
	int64_t parallel = 0, lag = 1;

	if (!json_thousandths(json_object_get(root, "capacity"), "capacity", PLAN_AMOUNT_MAX,
			      &d->task.capacity, e) ||
	    !json_whole(json_object_get(root, "max_parallel"), "max_parallel", 1, PLAN_STEPS_MAX,
			&parallel, e) ||
	    !json_field_whole(root, "lag", 0, 1, &lag, e))
		return false;
	d->task.max_parallel = (int)parallel;
	d->task.lag = (int)lag;
	return true;
}

static bool read_document(struct document *d, const json_t *root, struct err *e)
{
	static const char *const names[] = { "current", "ambition", "importance", "prerequisites",
		"effort", "capacity", "max_parallel", "lag", "id", NULL };
	json_t *current = NULL, *ambition = NULL, *importance = NULL, *prerequisites = NULL,
	       *effort = NULL;

	return json_fields(root, "document", names, e) &&
	       object_field(root, "current", true, &current, e) &&
	       object_field(root, "ambition", true, &ambition, e) &&
	       object_field(root, "importance", false, &importance, e) &&
	       object_field(root, "prerequisites", false, &prerequisites, e) &&
	       object_field(root, "effort", true, &effort, e) &&
	       read_current(d, current, e) && read_ambition(d, ambition, e) &&
	       read_importance(d, importance, e) && read_effort(d, effort, e) &&
	       read_prerequisites(d, prerequisites, e) && read_capacity(d, root, e) &&
	       refuse_cycle(d, e);
}

/* --- the task ---------------------------------------------------------------------- */

static bool make_task(struct document *d, struct err *e)
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
			return err_set(e, ERR_INPUT, "effort: \"" STR_FMT ":%d\" is required and has no "
				       "effort; add it", STR_ARG(name), s.level);
		if (effort[i] > d->task.capacity)
			return err_set(e, ERR_INPUT, "effort: \"" STR_FMT ":%d\" is larger than the "
				       "capacity of a quarter; split this step", STR_ARG(name), s.level);
	}
	d->task.count = r->count;
	d->task.effort = effort;
	d->task.value = value;
	d->task.before = r->before;
	d->task.before_count = r->before_count;
	return true;
}

/* --- writing ------------------------------------------------------------------------ */

static void put_step(struct out *o, const struct document *d, size_t i)
{
	struct out name = out_new(o->a, 8 * ID_MAX);

	if (o->p[o->n - 1] != '[' && o->p[o->n - 1] != ':' && o->p[o->n - 1] != '{')
		out_char(o, ',');
	out_step(&name, d, d->required.step[i]);
	put_text(o, out_done(&name));
}

static void put_steps(struct out *o, const char *name, const struct document *d, const bool *is_in)
{
	put_key(o, name);
	out_char(o, '[');
	for (size_t i = 0; i < d->required.count; i++)
		if (!is_in || is_in[i])
			put_step(o, d, i);
	out_char(o, ']');
}

static void put_quarters(struct out *o, const struct document *d, const struct plan *p)
{
	bool *is_in = ARENA_ARRAY(d->a, bool, d->task.count + 1);

	put_key(o, "quarters");
	out_char(o, '[');
	for (int q = 1; q <= p->quarters; q++) {
		int64_t effort = 0;

		for (size_t i = 0; i < d->task.count; i++) {
			is_in[i] = p->quarter[i] == q;
			effort += is_in[i] ? d->task.effort[i] : 0;
		}
		out_c(o, q > 1 ? ",{" : "{");
		put_whole(o, "quarter", q);
		put_steps(o, "steps", d, is_in);
		put_number(o, "effort", (double)effort / PLAN_UNIT);
		out_char(o, '}');
	}
	out_char(o, ']');
}

/* What a step needs, and what needs it: both within the plan. */
static void put_neighbours(struct out *o, const struct document *d, size_t i)
{
	bool *after = ARENA_ARRAY(d->a, bool, d->task.count + 1);
	bool *before = ARENA_ARRAY(d->a, bool, d->task.count + 1);

	for (size_t j = 0; j < d->task.before_count[i]; j++)
		before[d->task.before[i][j]] = true;
	for (size_t s = 0; s < d->task.count; s++)
		for (size_t j = 0; j < d->task.before_count[s]; j++)
			after[s] |= d->task.before[s][j] == i;
	put_steps(o, "needs", d, before);
	put_steps(o, "unlocks", d, after);
}

static void put_why(struct out *o, const struct document *d, const struct plan *p,
		    const bool *is_fixed)
{
	int64_t *delay = ARENA_ARRAY(d->a, int64_t, d->task.count + 1);

	plan_delays(&d->task, p, delay);
	put_key(o, "why");
	out_char(o, '{');
	for (size_t i = 0; i < d->task.count; i++) {
		put_step(o, d, i);
		out_c(o, ":{");
		put_whole(o, "quarter", p->quarter[i]);
		put_neighbours(o, d, i);
		put_number(o, "effort", (double)d->task.effort[i] / PLAN_UNIT);
		put_number(o, "value", (double)d->task.value[i] / PLAN_UNIT);
		if (delay[i] != PLAN_COST_UNKNOWN) {
			put_number(o, "delay_cost", (double)delay[i] / PLAN_UNIT);
			put_bool(o, "tie", delay[i] == 0);
		} else {
			put_key(o, "delay_cost");
			out_c(o, "null,\"tie\":null");
		}
		put_bool(o, "fixed", is_fixed[i]);
		out_char(o, '}');
	}
	out_char(o, '}');
}

bool plan_document(struct arena *a, struct str text, const struct recompute_options *options,
		   struct out *o, struct err *e)
{
	json_auto_t *root = json_read(text, e);
	struct document d = { .a = a };
	struct plan p = { 0 };
	bool *is_first, *is_fixed;

	(void)options;
	if (!root || !read_document(&d, root, e))
		return false;
	d.required = plan_required_of(a, &d.catalogue);
	if (!make_task(&d, e) || !plan_make(a, &d.task, &p, e))
		return false;
	is_first = ARENA_ARRAY(a, bool, d.task.count + 1);
	is_fixed = ARENA_ARRAY(a, bool, d.task.count + 1);
	for (size_t i = 0; i < d.task.count; i++)
		is_first[i] = d.task.before_count[i] == 0;
	plan_fixed(a, &d.task, &p, is_fixed);
	out_char(o, '{');
	put_steps(o, "required", &d, NULL);
	put_steps(o, "raised_only_as_prerequisite", &d, d.required.is_only_prerequisite);
	put_steps(o, "can_start_now", &d, is_first);
	put_key(o, "method");
	out_c(o, p.is_exact ? "\"exact\"" : "\"package rule\"");
	put_number(o, "weighted_quarters", (double)p.cost / PLAN_UNIT);
	put_quarters(o, &d, &p);
	put_steps(o, "fixed", &d, is_fixed);
	put_why(o, &d, &p, is_fixed);
	out_c(o, "}\n");
	return true;
}

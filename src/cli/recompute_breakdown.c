/* SPDX-License-Identifier: EUPL-1.2 */
/* Which break-downs a question can bear beside the groups, and why not. */
#include <stdio.h>

#include "base/utf8.h"
#include "cli/recompute_pieces.h"
#include "method/breakdown.h"

enum { PARTS_MAX = 200 };

/* One further way to divide people, and the names of its parts so far. */
struct way {
	struct str name, *part;
	size_t parts;
};

struct breakdowns {
	const struct groups *g;
	struct way way[BREAKDOWNS_MAX];
	size_t count;
};

struct question {
	struct str id;
	struct breakdown_question q;
	struct breakdown_cell *cell;
	int64_t *people;		/* per group: so many of its sheets are in cells */
};

static bool read_names(struct arena *a, const json_t *array, struct breakdowns *b, struct err *e)
{
	const size_t n = json_array_size(array);

	if (!json_is_array(array) || n == 0 || n > BREAKDOWNS_MAX)
		return err_set(e, ERR_INPUT, "breakdowns.names: must be a list of 1 to %d names",
			       BREAKDOWNS_MAX);
	for (; b->count < n; b->count++) {
		struct way *w = &b->way[b->count];

		if (!json_name(json_array_get(array, b->count), "breakdowns.names", &w->name, e))
			return false;
		for (size_t i = 0; i < b->count; i++)
			if (str_eq(b->way[i].name, w->name))
				return err_set(e, ERR_INPUT, "breakdowns.names: \"" STR_FMT "\" stands "
					       "there twice", STR_ARG(utf8_clip(w->name, 60)));
		w->part = ARENA_ARRAY(a, struct str, PARTS_MAX);
	}
	return true;
}

static bool find_part(struct way *w, struct str name, const char *path, size_t *ret, struct err *e)
{
	for (*ret = 0; *ret < w->parts; ++*ret)
		if (str_eq(w->part[*ret], name))
			return true;
	if (w->parts == PARTS_MAX)
		return err_set(e, ERR_INPUT, "%s.parts: more than %d parts of \"" STR_FMT "\"", path,
			       PARTS_MAX, STR_ARG(utf8_clip(w->name, 60)));
	w->part[w->parts++] = name;
	return true;
}

static bool read_parts(struct breakdowns *b, const json_t *array, const char *path,
		       struct breakdown_cell *cell, struct err *e)
{
	if (!json_is_array(array) || json_array_size(array) != b->count)
		return err_set(e, ERR_INPUT, "%s.parts: must be a list of %zu, one for each break-down",
			       path, b->count);
	for (size_t i = 0; i < b->count; i++) {
		struct str name;

		if (!json_name(json_array_get(array, i), path, &name, e) ||
		    !find_part(&b->way[i], name, path, &cell->part[i], e))
			return false;
	}
	return true;
}

static bool read_cell(struct breakdowns *b, const json_t *object, const char *path,
		      struct question *x, struct err *e)
{
	static const char *const names[] = { "group", "parts", "sheets", NULL };
	struct breakdown_cell *cell = &x->cell[x->q.cells];
	struct str group;
	size_t at;

	if (!json_fields(object, path, names, e) ||
	    !json_name(json_object_get(object, "group"), path, &group, e) ||
	    !json_field_whole(object, "sheets", 0, COUNT_MAX, &cell->people, e))
		return false;
	if (!groups_find(b->g, group, &at))
		return err_set(e, ERR_INPUT, "%s.group: \"" STR_FMT "\" is no group; add it to groups or "
			       "correct it", path, STR_ARG(utf8_clip(group, 60)));
	x->people[at] += cell->people;
	if (x->people[at] > b->g->sheets[at])
		return err_set(e, ERR_INPUT, "%s.sheets: more than the %lld sheets of \"" STR_FMT "\"",
			       path, (long long)b->g->sheets[at], STR_ARG(utf8_clip(group, 60)));
	cell->piece = b->g->node[at];
	x->q.cells++;
	return read_parts(b, json_object_get(object, "parts"), path, cell, e);
}

static bool read_question(struct arena *a, struct breakdowns *b, const json_t *object, size_t nth,
			  struct question *x, struct err *e)
{
	static const char *const names[] = { "id", "cells", NULL };
	const json_t *cells = json_object_get(object, "cells");
	const size_t n = json_array_size(cells);
	char path[80];

	(void)snprintf(path, sizeof(path), "breakdowns.questions[%zu]", nth);
	if (!json_fields(object, path, names, e) ||
	    !json_name(json_object_get(object, "id"), path, &x->id, e))
		return false;
	if (!json_is_array(cells) || n == 0 || n > BREAKDOWN_CELLS_MAX)
		return err_set(e, ERR_INPUT, "%s.cells: must be a list of 1 to %d cells", path,
			       BREAKDOWN_CELLS_MAX);
	x->cell = ARENA_ARRAY(a, struct breakdown_cell, n);
	x->people = ARENA_ARRAY(a, int64_t, b->g->count);
	for (size_t i = 0; i < n; i++) {
		(void)snprintf(path, sizeof(path), "breakdowns.questions[%zu].cells[%zu]", nth, i);
		if (!read_cell(b, json_array_get(cells, i), path, x, e))
			return false;
	}
	x->q.cell = x->cell;
	x->q.breakdowns = b->count;
	x->q.k = b->g->k;
	return true;
}

/* --- the answer ---------------------------------------------------------------- */

static void put_class(struct out *o, const struct breakdowns *b, const struct question *x,
		      unsigned set, const struct breakdown_class *c)
{
	put_key(o, "group");
	put_text(o, b->g->name[c->piece]);
	put_key(o, "parts");
	out_char(o, '{');
	for (size_t i = 0; i < b->count; i++) {
		if (!(set >> i & 1))
			continue;
		if (o->p[o->n - 1] != '{')
			out_char(o, ',');
		put_text(o, b->way[i].name);
		out_char(o, ':');
		put_text(o, b->way[i].part[x->cell[c->cell].part[i]]);
	}
	out_char(o, '}');
	put_whole(o, "people", c->people);
}

/* "The piece of x would fall apart: y has 3 people, fewer than 5." */
static void put_why(struct arena *a, struct out *o, const struct breakdowns *b,
		    const struct question *x, unsigned set, const struct breakdown_class *c)
{
	struct out why = out_new(a, 1 << 16);
	const char *joint = "";

	out_c(&why, "of the piece of ");
	out_str(&why, b->g->name[c->piece]);
	out_c(&why, " the part ");
	for (size_t i = 0; i < b->count; i++) {
		if (!(set >> i & 1))
			continue;
		out_c(&why, joint);
		out_str(&why, b->way[i].part[x->cell[c->cell].part[i]]);
		joint = " and ";
	}
	out_c(&why, " would be ");
	out_i64(&why, c->people);
	out_c(&why, c->people == 1 ? " person, fewer than " : " people, fewer than ");
	out_i64(&why, b->g->k);
	put_key(o, "why");
	put_text(o, out_done(&why));
}

static void put_verdicts(struct arena *a, struct out *o, const struct breakdowns *b,
			 const struct question *x, const struct breakdown_verdict *verdict)
{
	out_c(o, o->p[o->n - 1] == '[' ? "{" : ",{");
	put_key(o, "question");
	put_text(o, x->id);
	put_key(o, "published");
	out_char(o, '[');
	for (size_t i = 0; i < b->count; i++)
		if (verdict[i].is_published)
			put_listed(o, b->way[i].name);
	out_char(o, ']');
	put_key(o, "refused");
	out_char(o, '[');
	for (size_t i = 0; i < b->count; i++) {
		const unsigned set = verdict[i].with | 1u << i;

		if (verdict[i].is_published)
			continue;
		out_c(o, o->p[o->n - 1] == '[' ? "{" : ",{");
		put_key(o, "breakdown");
		put_text(o, b->way[i].name);
		put_class(o, b, x, set, &verdict[i].smallest);
		put_why(a, o, b, x, set, &verdict[i].smallest);
		put_bool(o, "instead_of_groups", verdict[i].may_instead);
		out_char(o, '}');
	}
	out_c(o, "]}");
}

bool breakdowns_answer(struct arena *a, const json_t *object, const struct groups *g,
		       struct out *o, struct err *e)
{
	static const char *const names[] = { "names", "questions", NULL };
	const json_t *questions = json_object_get(object, "questions");
	struct breakdowns b = { .g = g };
	const size_t n = json_array_size(questions);

	if (!json_fields(object, "breakdowns", names, e) ||
	    !read_names(a, json_object_get(object, "names"), &b, e))
		return false;
	if (!json_is_array(questions) || n == 0 || n > 1000)
		return err_set(e, ERR_INPUT, "breakdowns.questions: must be a list of 1 to 1000 questions");
	put_key(o, "breakdowns");
	out_char(o, '[');
	for (size_t i = 0; i < n; i++) {
		struct breakdown_verdict verdict[BREAKDOWNS_MAX];
		struct question x = { 0 };

		if (!read_question(a, &b, json_array_get(questions, i), i, &x, e))
			return false;
		breakdown_choose(a, &x.q, verdict);
		put_verdicts(a, o, &b, &x, verdict);
	}
	out_char(o, ']');
	return true;
}

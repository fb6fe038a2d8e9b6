/* SPDX-License-Identifier: EUPL-1.2 */
/* Which break-downs a question can bear beside the groups, and why not. */
#include "base/utf8.h"
#include "disclosure/breakdown.h"
#include "recompute/recompute_pieces.h"

enum { PARTS_MAX = 200, QUESTIONS_MAX = 1000 };

/* One further way to divide people, and the names of its parts so far. */
struct way {
	struct str name, part[PARTS_MAX];
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

static void read_names(struct at list, struct breakdowns *b)
{
	const size_t n = at_list(&list, 1, BREAKDOWNS_MAX);

	for (; b->count < n; b->count++) {
		const struct at item = at_item(&list, b->count);
		struct way *w = &b->way[b->count];

		w->name = at_name(item);
		for (size_t i = 0; i < b->count; i++)
			if (str_eq(b->way[i].name, w->name))
				at_fault(&item, "take one out", "\"" STR_FMT "\" stands there twice",
					 STR_ARG(utf8_clip(w->name, 60)));
	}
}

static size_t find_part(struct way *w, struct str name, const struct at *o)
{
	for (size_t i = 0; i < w->parts; i++)
		if (str_eq(w->part[i], name))
			return i;
	if (w->parts == PARTS_MAX) {
		at_fault(o, "make larger parts", "more than %d parts of \"" STR_FMT "\"", PARTS_MAX,
			 STR_ARG(utf8_clip(w->name, 60)));
		return 0;
	}
	w->part[w->parts] = name;
	return w->parts++;
}

/* One part of each break-down. */
static void read_parts(struct breakdowns *b, struct at list, struct breakdown_cell *cell)
{
	const size_t n = at_list(&list, b->count, b->count);

	for (size_t i = 0; i < n; i++) {
		const struct at item = at_item(&list, i);

		cell->part[i] = find_part(&b->way[i], at_name(item), &item);
	}
}

static void read_cell(struct breakdowns *b, const struct at *o, struct question *x)
{
	static const char *const names[] = { "group", "parts", "sheets", NULL };
	struct breakdown_cell *cell = &x->cell[x->q.cells++];
	const struct at group = at_field(o, "group"), sheets = at_field(o, "sheets");
	const struct str name = at_name(group);
	size_t at;

	at_only(o, names);
	cell->people = at_int(sheets, 0, COUNT_MAX);
	read_parts(b, at_field(o, "parts"), cell);
	if (!groups_find(b->g, name, &at)) {
		at_fault(&group, "add it to groups or correct it", "\"" STR_FMT "\" is no group",
			 STR_ARG(utf8_clip(name, 60)));
		return;
	}
	x->people[at] += cell->people;
	if (x->people[at] > b->g->sheets[at])
		at_fault(&sheets, "correct it here or in groups",
			 "more than the %lld sheets of \"" STR_FMT "\"",
			 (long long)b->g->sheets[at], STR_ARG(utf8_clip(name, 60)));
	cell->piece = b->g->node[at];
}

static void read_question(struct arena *a, struct breakdowns *b, const struct at *o,
			  struct question *x)
{
	static const char *const names[] = { "id", "cells", NULL };
	const struct at cells = at_field(o, "cells");
	const size_t n = at_list(&cells, 1, BREAKDOWN_CELLS_MAX);

	at_only(o, names);
	x->id = at_name(at_field(o, "id"));
	x->cell = ARENA_ARRAY(a, struct breakdown_cell, n);
	x->people = ARENA_ARRAY(a, int64_t, b->g->count);
	for (size_t i = 0; i < n; i++) {
		const struct at cell = at_item(&cells, i);

		read_cell(b, &cell, x);
	}
	x->q.cell = x->cell;
	x->q.breakdowns = b->count;
	x->q.k = b->g->k;
}

/* --- the answer ---------------------------------------------------------------- */

static void put_class(struct json_writer *w, const struct breakdowns *b, const struct question *x,
		      unsigned set, const struct breakdown_class *c)
{
	json_field_text(w, "group", b->g->name[c->piece]);
	json_field_object(w, "parts");
	for (size_t i = 0; i < b->count; i++)
		if (set >> i & 1) {
			json_put_name(w, b->way[i].name);
			json_put_text(w, b->way[i].part[x->cell[c->cell].part[i]]);
		}
	json_end(w);
	json_field_whole(w, "people", c->people);
}

/* "The piece of x would fall apart: y has 3 people, fewer than 5." */
static void put_why(struct arena *a, struct json_writer *w, const struct breakdowns *b,
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
	json_field_text(w, "why", out_done(&why));
}

static void put_verdicts(struct arena *a, struct json_writer *w, const struct breakdowns *b,
			 const struct question *x, const struct breakdown_verdict *verdict)
{
	json_begin_object(w);
	json_field_text(w, "question", x->id);
	json_field_list(w, "published");
	for (size_t i = 0; i < b->count; i++)
		if (verdict[i].is_published)
			json_put_text(w, b->way[i].name);
	json_end(w);
	json_field_list(w, "refused");
	for (size_t i = 0; i < b->count; i++) {
		const unsigned set = verdict[i].with | 1u << i;

		if (verdict[i].is_published)
			continue;
		json_begin_object(w);
		json_field_text(w, "breakdown", b->way[i].name);
		put_class(w, b, x, set, &verdict[i].smallest);
		put_why(a, w, b, x, set, &verdict[i].smallest);
		json_field_flag(w, "instead_of_groups", verdict[i].may_instead);
		json_end(w);
	}
	json_end(w);
	json_end(w);
}

void breakdowns_answer(struct arena *a, struct at breakdowns, const struct groups *g,
		       struct json_writer *w)
{
	static const char *const names[] = { "names", "questions", NULL };
	struct breakdowns b = { .g = g };
	struct at questions;
	size_t n;

	at_only(&breakdowns, names);
	read_names(at_field(&breakdowns, "names"), &b);
	questions = at_field(&breakdowns, "questions");
	n = at_list(&questions, 1, QUESTIONS_MAX);
	json_field_list(w, "breakdowns");
	for (size_t i = 0; i < n && json_reader_is_good(breakdowns.r); i++) {
		const struct at question = at_item(&questions, i);
		struct breakdown_verdict verdict[BREAKDOWNS_MAX];
		struct question x = { 0 };

		read_question(a, &b, &question, &x);
		if (!json_reader_is_good(breakdowns.r))
			return;
		breakdown_choose(a, &x.q, verdict);
		put_verdicts(a, w, &b, &x, verdict);
	}
	json_end(w);
}

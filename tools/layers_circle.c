/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Circles of files.  A source and its header, x.c and x.h of one folder, are
 * one node: that x.c includes x.h is no circle, and what x.c includes may not
 * lead back to x.h.
 *
 * A walk from each node along what it includes; a step to a node that the walk
 * is standing on closes a circle.  The walk does not go through ROOM/views.h:
 * a page that fills a template and the template that shows the page's struct
 * belong together.
 */
#include "layers_house.h"

#include "text.h"

#include <string.h>

enum colour { UNSEEN, STANDING, DONE };

struct step {
	size_t node;
	const struct file *from;	/* the file of the node that goes on, */
	int line;			/* and where it includes the next */
};

struct pair {
	size_t from, to;
};

struct walk {
	const struct house *h;
	size_t *node_of;		/* of each file: the first file of its node */
	enum colour *colours;
	struct step *steps;
	size_t depth;
	struct pair *circles;		/* the steps that closed one, each once */
	size_t circle_count;
};

/* The path without .c or .h; templates and the rest are alone. */
static size_t stem_length(const struct file *f)
{
	size_t n = strlen(f->path);

	return file_is(f, ".c") || file_is(f, ".h") ? n - 2 : n;
}

static bool is_same_node(const struct file *a, const struct file *b)
{
	size_t n = stem_length(a);

	return n == stem_length(b) && strncmp(a->path, b->path, n) == 0;
}

static void find_nodes(struct walk *w)
{
	for (size_t i = 0; i < w->h->file_count; i++) {
		size_t first = 0;

		while (!is_same_node(&w->h->files[first], &w->h->files[i]))
			first++;
		w->node_of[i] = first;
	}
}

static bool is_told(struct walk *w, size_t from, size_t to)
{
	for (size_t i = 0; i < w->circle_count; i++)
		if (w->circles[i].from == from && w->circles[i].to == to)
			return true;
	w->circles = need_memory(w->circles, (w->circle_count + 1) * sizeof(*w->circles));
	w->circles[w->circle_count++] = (struct pair){ from, to };
	return false;
}

/* From the step that stands on the node, up to the last, which is `from`, and
 * back. */
static void complain_circle(struct walk *w, const struct file *from, const struct include *in)
{
	size_t node = w->node_of[in->to - w->h->files], first = w->depth - 1;
	struct text files = { 0 };

	if (is_told(w, w->node_of[from - w->h->files], node))
		return;
	while (first > 0 && w->steps[first].node != node)
		first--;
	for (size_t i = first; i + 1 < w->depth; i++)
		text_add(&files, "%s:%d -> ", w->steps[i].from->path, w->steps[i].line);
	text_add(&files, "%s:%d -> %s", from->path, in->line, in->to->path);
	complain(from->path, in->line, "a circle of files: %s; move what they share to a file of "
		 "its own", files.p);
}

static void walk_node(struct walk *w, size_t node);

static void walk_file(struct walk *w, const struct file *f)
{
	size_t own = w->node_of[f - w->h->files];

	for (size_t i = 0; i < f->include_count; i++) {
		const struct include *in = &f->includes[i];
		size_t to;

		if (!in->to || !in->to->source)
			continue;
		to = w->node_of[in->to - w->h->files];
		if (to == own || w->colours[to] == DONE)
			continue;
		if (w->colours[to] == STANDING) {
			complain_circle(w, f, in);
			continue;
		}
		w->steps[w->depth - 1].from = f;
		w->steps[w->depth - 1].line = in->line;
		walk_node(w, to);
	}
}

static void walk_node(struct walk *w, size_t node)
{
	w->colours[node] = STANDING;
	w->steps[w->depth++] = (struct step){ node, &w->h->files[node], 0 };
	for (size_t i = node; i < w->h->file_count; i++)
		if (w->node_of[i] == node)
			walk_file(w, &w->h->files[i]);
	w->depth--;
	w->colours[node] = DONE;
}

size_t circle_check(const struct house *h)
{
	struct walk w = { .h = h };

	w.node_of = need_memory(NULL, h->file_count * sizeof(*w.node_of));
	w.colours = need_memory(NULL, h->file_count * sizeof(*w.colours));
	w.steps = need_memory(NULL, h->file_count * sizeof(*w.steps));
	for (size_t i = 0; i < h->file_count; i++)
		w.colours[i] = UNSEEN;
	find_nodes(&w);
	for (size_t i = 0; i < h->file_count; i++)
		if (w.node_of[i] == i && w.colours[i] == UNSEEN)
			walk_node(&w, i);
	return w.circle_count;
}

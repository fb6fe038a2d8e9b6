/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The names of groups as everybody reads them.  One that stands alone is shown
 * as it was typed; where others are called the same, so much of what is above
 * it stands behind it that each is told apart: "Beheer (Openbare ruimte)".
 */
#include "round/unit.h"

#include <stdlib.h>

#include "base/alike.h"
#include "base/out.h"

enum { SHOWN_BYTES_MAX = 1 << 14 };

struct label {
	struct str key;
	size_t unit;
	int levels;		/* of what is above it, in its name */
};

static int by_key(const void *a, const void *b)
{
	const struct label *x = a, *y = b;
	int c = str_cmp(x->key, y->key);

	return c ? c : (x->unit > y->unit) - (x->unit < y->unit);
}

static void above_out(struct out *o, const struct unit_tree *t, size_t unit, int levels)
{
	if (levels > 1 && t->units[unit].parent != unit) {
		above_out(o, t, t->units[unit].parent, levels - 1);
		out_c(o, " / ");
	}
	out_str(o, t->units[unit].own_name);
}

static struct str with_above(struct arena *a, const struct unit_tree *t, size_t unit, int levels)
{
	struct out o = out_new(a, SHOWN_BYTES_MAX);

	if (levels == 0)
		return t->units[unit].own_name;
	out_str(&o, t->units[unit].own_name);
	out_c(&o, " (");
	above_out(&o, t, t->units[unit].parent, levels);
	out_char(&o, ')');
	return out_done(&o);
}

static bool has_twin(const struct label *l, size_t n, size_t i)
{
	return (i > 0 && str_eq(l[i - 1].key, l[i].key)) ||
	       (i + 1 < n && str_eq(l[i + 1].key, l[i].key));
}

static void labels_make(struct arena *a, struct unit_tree *t, struct label *l)
{
	for (size_t i = 0; i < t->count; i++) {
		struct unit *u = &t->units[l[i].unit];

		u->name = with_above(a, t, l[i].unit, l[i].levels);
		l[i].key = name_key(a, u->name);
	}
	qsort(l, t->count, sizeof(*l), by_key);
}

/* Marks first and changes after, so that twins go up together. */
static bool labels_widen(const struct unit_tree *t, struct label *l, bool *is_twin)
{
	bool is_wider = false;

	for (size_t i = 0; i < t->count; i++)
		is_twin[i] = has_twin(l, t->count, i);
	for (size_t i = 0; i < t->count; i++) {
		if (!is_twin[i] || l[i].levels >= t->units[l[i].unit].depth)
			continue;
		l[i].levels++;
		is_wider = true;
	}
	return is_wider;
}

/* Two with the same name below the same group; new ones are refused, rounds of
 * earlier versions may have them. */
static void labels_number(struct arena *a, struct unit_tree *t, const struct label *l)
{
	size_t number = 1;

	for (size_t i = 0; i < t->count; i++) {
		struct unit *u = &t->units[l[i].unit];
		struct out o = out_new(a, SHOWN_BYTES_MAX);

		number = i > 0 && str_eq(l[i - 1].key, l[i].key) ? number + 1 : 1;
		if (!has_twin(l, t->count, i))
			continue;
		out_str(&o, u->name);
		out_c(&o, " (");
		out_i64(&o, (int64_t)number);
		out_char(&o, ')');
		u->name = out_done(&o);
	}
}

void unit_names_make(struct arena *a, struct unit_tree *tree)
{
	struct label *labels = ARENA_ARRAY(a, struct label, tree->count);
	bool *is_twin = ARENA_ARRAY(a, bool, tree->count);

	for (size_t i = 0; i < tree->count; i++)
		labels[i].unit = i;
	do
		labels_make(a, tree, labels);
	while (labels_widen(tree, labels, is_twin));
	labels_number(a, tree, labels);
}

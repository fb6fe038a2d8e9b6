/* SPDX-License-Identifier: EUPL-1.2 */
/* Groups pasted from a spreadsheet: any text gives a sound tree, and no line
 * that holds anything is lost. */
#include <stddef.h>
#include <stdint.h>

#include "base/must.h"
#include "base/utf8.h"
#include "round/paste.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tree(const struct unit_tree *t)
{
	int64_t sum = 0;

	must(t->count >= 1 && t->count <= UNITS_MAX + 1);
	for (size_t i = 1; i < t->count; i++) {
		const struct unit *u = &t->units[i];

		must(u->parent < i);
		must(u->depth == t->units[u->parent].depth + 1 && u->depth <= UNIT_DEPTH_MAX);
		must(!t->units[u->parent].is_leaf);
		must(u->own_name.n > 0 && utf8_ok(u->own_name) && utf8_count(u->own_name) <= UNIT_NAME_MAX);
		must(u->size >= 1);
		if (u->is_leaf)
			sum += u->size;
	}
	must(t->units[0].size == sum);
}

static void check_lines(struct str text, const struct paste *p)
{
	size_t faults = 0, leaves = 0;
	const char *at = text.p;

	for (size_t i = 0; i < p->count; i++) {
		const struct paste_line *l = &p->lines[i];

		must(l->text.n > 0 && l->text.p >= at);
		at = l->text.p + l->text.n;
		must(at <= text.p + text.n);
		must(i == 0 || l->line > p->lines[i - 1].line);
		faults += l->problem != PASTE_OK;
	}
	must(faults == p->faults && p->warnings <= p->count - faults);
	for (size_t i = 1; i < p->tree.count; i++)
		leaves += p->tree.units[i].is_leaf;
	must(leaves == p->count - faults);
}

/* Answered with no the text stays and nothing is asked again; with yes to all of
 * it the tree is sound too. */
static void check_answers(struct arena *a, struct str text, const struct paste *before, bool is_yes)
{
	size_t n = before->questions.count;
	int64_t *keys = ARENA_ARRAY(a, int64_t, n + 1);
	struct paste_answers answers = { .asked = keys, .yes = keys, .asked_count = n,
					 .yes_count = is_yes ? n : 0 };
	struct paste p;

	for (size_t i = 0; i < n; i++) {
		keys[i] = before->questions.at[i].key;
		must(keys[i] > 0);
	}
	unit_paste_answered(a, text, STR("x"), 5, &answers, &p);
	check_tree(&p.tree);
	must(utf8_text_ok(p.text));
	must(is_yes || (p.questions.count == 0 && str_eq(p.text, text)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
	struct str text = { (const char *)data, size };
	struct paste p;

	if (!utf8_text_ok(text))
		return 0;
	unit_paste(a, text, STR("x"), 5, &p);
	check_tree(&p.tree);
	check_lines(text, &p);
	check_answers(a, text, &p, false);
	check_answers(a, text, &p, true);
	return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pasted rows become a tree.  Each row of a group comes back with its text as it
 * was typed, so that a page can show all of it again, the faulty ones with what
 * is wrong.  What the rows mean stands in paste_rows.c.
 */
#include "round/paste_tree.h"

#include "base/alike.h"
#include "base/utf8.h"

/* --- what was said of it ------------------------------------------------------- */

void paste_note_add(struct reader *r, enum paste_remark remark, int line, struct str text,
		    struct str other)
{
	*LIST_ADD(r->a, &r->notes) = (struct paste_note){ remark, line, text, other };
}

static bool is_among(const int64_t *keys, size_t n, int64_t key)
{
	for (size_t i = 0; i < n; i++)
		if (keys[i] == key)
			return true;
	return false;
}

static uint64_t mix(uint64_t hash, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (uint8_t)s.p[i]) * 1099511628211u;
	return (hash ^ 0xff) * 1099511628211u;
}

/* Positive, as form fields of numbers are. */
static int64_t question_key(struct reader *r, const struct paste_question *q)
{
	uint64_t hash = mix(14695981039346656037u + q->ask, name_key(r->a, q->name));

	hash = q->ask == PASTE_IS_BELOW ? mix(hash, name_key(r->a, q->other)) : mix(hash, q->name);
	hash = q->ask == PASTE_IS_SAME ? mix(hash, q->other) : hash;
	return (int64_t)(hash >> 1 | 1);
}

bool paste_asks(struct reader *r, struct paste_question q, bool is_saved)
{
	const struct paste_answers *answers = r->answers;

	q.key = question_key(r, &q);
	if (answers && is_among(answers->asked, answers->asked_count, q.key))
		return is_among(answers->yes, answers->yes_count, q.key);
	if (is_saved)
		return false;
	for (size_t i = 0; i < r->questions.count; i++)
		if (r->questions.at[i].key == q.key)
			return false;
	*LIST_ADD(r->a, &r->questions) = q;
	return false;
}

/* --- the tree ----------------------------------------------------------------- */

static size_t slot_of(const uint16_t *slots, const struct unit_tree *t, const struct str *names,
		      size_t parent, struct str name)
{
	uint32_t hash = 2166136261u ^ (uint32_t)parent;

	for (size_t i = 0; i < name.n; i++)
		hash = (hash ^ (uint8_t)name.p[i]) * 16777619u;
	for (size_t slot = hash ^ (hash >> 15);; slot++) {
		size_t at = slots[slot % PASTE_SLOTS];

		if (at == 0 || (t->units[at].parent == parent && str_eq(names[at], name)))
			return slot % PASTE_SLOTS;
	}
}

static size_t unit_add(struct reader *r, size_t parent, struct str name)
{
	size_t at = r->tree.count++, slot;

	r->keys[at] = name_key(r->a, name);
	r->looks[at] = name_look(r->a, name);
	r->slots[slot_of(r->slots, &r->tree, r->keys, parent, r->keys[at])] = (uint16_t)at;
	slot = slot_of(r->look_slots, &r->tree, r->looks, parent, r->looks[at]);
	if (r->look_slots[slot] == 0)
		r->look_slots[slot] = (uint16_t)at;
	r->tree.units[parent].is_leaf = false;
	r->tree.units[at] = (struct unit){
		.parent = parent,
		.own_name = name,
		.depth = r->tree.units[parent].depth + 1,
	};
	return at;
}

/* Both stand beside each other in the tree that is saved. */
static bool saved_has(struct reader *r, struct str name, struct str other)
{
	const struct unit_tree *t = r->answers ? r->answers->saved : NULL;
	size_t found = 0;

	for (size_t i = 1; t && i < t->count; i++)
		found |= str_eq(t->units[i].own_name, name) ? 1u
			 : str_eq(t->units[i].own_name, other) ? 2u : 0u;
	return found == 3;
}

/* The one below `parent` that reads as *name does, or that somebody said is the
 * same; *name is spelled as it then.  0: there is none. */
static size_t unit_find(struct reader *r, size_t parent, int line, struct str *name)
{
	size_t at = r->slots[slot_of(r->slots, &r->tree, r->keys, parent, name_key(r->a, *name))];
	struct str own;

	if (at == 0) {
		at = r->look_slots[slot_of(r->look_slots, &r->tree, r->looks, parent,
					   name_look(r->a, *name))];
		if (at == 0)
			return 0;
		own = r->tree.units[at].own_name;
		if (!paste_asks(r, (struct paste_question){ .ask = PASTE_IS_SAME, .line = line,
							     .name = *name, .other = own,
							     .is_likely = true },
				saved_has(r, *name, own)))
			return 0;
		*name = own;
		return at;
	}
	own = r->tree.units[at].own_name;
	if (!str_eq(own, *name) && !r->tree.units[at].is_leaf) {
		bool is_said = false;

		for (size_t i = 0; i < r->notes.count; i++)
			is_said |= r->notes.at[i].remark == PASTE_ONE_NAME &&
				   str_eq(r->notes.at[i].text, *name);
		if (!is_said)
			paste_note_add(r, PASTE_ONE_NAME, line, *name, own);
	}
	return at;
}

static enum paste_problem lengths_check(const struct paste_place *p)
{
	if (p->count + 1 > UNIT_DEPTH_MAX)
		return PASTE_TOO_DEEP;
	for (size_t i = 0; i < p->count; i++)
		if (utf8_count(p->parts[i]) > UNIT_NAME_MAX)
			return PASTE_TOO_LONG;
	return utf8_count(p->name) > UNIT_NAME_MAX ? PASTE_TOO_LONG : PASTE_OK;
}

enum paste_problem paste_put(struct reader *r, struct paste_place *p, int line,
			     const struct unit *leaf)
{
	enum paste_problem problem = lengths_check(p);
	size_t known = 0, at = 0, there;

	if (problem != PASTE_OK)
		return problem;
	for (; known < p->count; known++) {
		there = unit_find(r, at, line, &p->parts[known]);
		if (there == 0)
			break;
		if (r->tree.units[there].is_leaf)
			return PASTE_NOT_LEAF;
		at = there;
	}
	there = known == p->count ? unit_find(r, at, line, &p->name) : 0;
	if (there)
		return r->tree.units[there].is_leaf ? PASTE_TWICE : PASTE_NOT_LEAF;
	if (r->tree.count + (p->count - known) > UNITS_MAX)
		return PASTE_TOO_MANY;
	for (; known < p->count; known++)
		at = unit_add(r, at, p->parts[known]);
	at = unit_add(r, at, p->name);
	r->tree.units[at].kind = leaf->kind;
	r->tree.units[at].tag = leaf->tag;
	r->tree.units[at].size = leaf->size;
	r->tree.units[at].is_leaf = true;
	return PASTE_OK;
}

/* Puts each unit right below its parent's earlier children, with theirs: the
 * order in which a tree is read.  Sizes go up on the way. */
static struct unit_tree tree_order(struct arena *a, const struct unit_tree *t)
{
	struct unit_tree ret = { ARENA_ARRAY(a, struct unit, t->count), t->count };
	size_t *below = ARENA_ARRAY(a, size_t, t->count);	/* units under each, and itself */
	size_t *place_of = ARENA_ARRAY(a, size_t, t->count), *next = ARENA_ARRAY(a, size_t, t->count);

	for (size_t i = t->count; i-- > 0;) {
		const struct unit *u = &t->units[i];

		below[i]++;
		if (i == 0)
			break;
		below[u->parent] += below[i];
		t->units[u->parent].size += u->size;
	}
	next[0] = 1;
	for (size_t i = 0; i < t->count; i++) {
		size_t parent = t->units[i].parent;

		if (i > 0) {
			place_of[i] = next[parent];
			next[parent] += below[i];
			next[i] = place_of[i] + 1;
		}
		ret.units[place_of[i]] = t->units[i];
		ret.units[place_of[i]].parent = place_of[parent];
	}
	return ret;
}

/* --- all of it ----------------------------------------------------------------- */

void unit_paste_answered(struct arena *a, struct str text, struct str root_name, int k,
			 const struct paste_answers *answers, struct paste *ret)
{
	struct reader r = { .a = a, .k = k, .answers = answers, .text = text,
			    .out = out_new(a, 4 * text.n + (1 << 16)) };
	struct unit_tree tree;
	size_t units;

	paste_records_read(a, text, &r.records);
	units = (r.records.count + 1) * UNIT_DEPTH_MAX;
	units = units < UNITS_MAX ? units : UNITS_MAX;
	r.lines = ARENA_ARRAY(a, struct paste_line, r.records.count + 1);
	r.slots = ARENA_ARRAY(a, uint16_t, PASTE_SLOTS);
	r.look_slots = ARENA_ARRAY(a, uint16_t, PASTE_SLOTS);
	r.keys = ARENA_ARRAY(a, struct str, units + 1);
	r.looks = ARENA_ARRAY(a, struct str, units + 1);
	r.tree.units = ARENA_ARRAY(a, struct unit, units + 1);
	r.tree.units[0] = (struct unit){ .own_name = root_name };
	r.tree.count = 1;
	paste_rows_read(&r);
	tree = tree_order(a, &r.tree);
	unit_names_make(a, &tree);
	*ret = (struct paste){
		.lines = r.lines,
		.count = r.count,
		.faults = r.faults,
		.warnings = r.warnings,
		.text = r.is_changed && !r.out.is_failed ? out_done(&r.out) : text,
		.notes = r.notes,
		.questions = r.questions,
		.tree = tree,
	};
}

void unit_paste(struct arena *a, struct str text, struct str root_name, int k, struct paste *ret)
{
	unit_paste_answered(a, text, root_name, k, NULL, ret);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* What can be compared between two rounds. */
#include "change/change.h"

#include "base/alike.h"

enum { MODEL_ARENA = 16 * 1024 * 1024 };	/* four times the largest document */

/* --- subjects ----------------------------------------------------------------- */

static bool same_text(const struct text *a, const struct text *b, unsigned languages)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if ((languages & 1u << i) && !str_eq(a->in[i], b->in[i]))
			return false;
	return true;
}

static bool same_levels(const struct model *a, const struct model *b, unsigned languages)
{
	if (a->level_count != b->level_count)
		return false;
	for (size_t i = 0; i < a->level_count; i++)
		if (!str_eq(a->levels[i].id, b->levels[i].id) ||
		    !same_text(&a->levels[i].name, &b->levels[i].name, languages) ||
		    !same_text(&a->levels[i].meaning, &b->levels[i].meaning, languages))
			return false;
	return true;
}

/* With the same number of levels. */
static bool same_question(const struct subject *a, const struct subject *b, size_t levels,
			  unsigned languages)
{
	if (a->is_about_team != b->is_about_team || !same_text(&a->name, &b->name, languages) ||
	    !same_text(&a->question, &b->question, languages))
		return false;
	for (size_t i = 0; i < levels; i++)
		if (!same_text(&a->ladder[i], &b->ladder[i], languages))
			return false;
	return true;
}

static size_t subject_find(const struct model *m, struct str id)
{
	size_t i = 0;

	while (i < m->subject_count && !str_eq(m->subjects[i].id, id))
		i++;
	return i;
}

size_t change_match_subjects(const struct model *earlier, const struct model *later,
			     unsigned languages, struct subject_pair *ret)
{
	const bool has_same_levels = same_levels(earlier, later, languages);
	size_t comparable = 0;

	for (size_t i = 0; i < later->subject_count; i++) {
		const struct subject *s = &later->subjects[i];
		size_t at = subject_find(earlier, s->id);

		ret[i] = (struct subject_pair){ MATCH_REWORDED, at };
		if (at == earlier->subject_count)
			ret[i].match = MATCH_ABSENT;
		else if (s->is_sensitive || earlier->subjects[at].is_sensitive)
			ret[i].match = MATCH_SENSITIVE;
		else if (has_same_levels && same_question(&earlier->subjects[at], s,
							  later->level_count, languages))
			ret[i].match = MATCH_SAME;
		comparable += ret[i].match == MATCH_SAME;
	}
	return comparable;
}

/* --- units -------------------------------------------------------------------- */

static bool same_kind(const struct unit *a, const struct unit *b)
{
	return a->is_leaf == b->is_leaf && (!a->is_leaf || a->kind == b->kind);
}

static const struct str *keys_of(struct arena *a, const struct unit_tree *t)
{
	struct str *keys = ARENA_ARRAY(a, struct str, t->count);

	for (size_t i = 0; i < t->count; i++)
		keys[i] = name_key(a, t->units[i].own_name);
	return keys;
}

/* A parent comes before its children, so that its match is known. */
void change_match_units(struct arena *a, const struct unit_tree *earlier,
			const struct unit_tree *later, size_t *ret)
{
	const struct str *key = keys_of(a, later), *key_earlier = keys_of(a, earlier);

	if (later->count)
		ret[0] = 0;
	for (size_t i = 1; i < later->count; i++) {
		size_t parent = ret[later->units[i].parent];

		ret[i] = UNIT_NONE;
		for (size_t k = 1; k < earlier->count && parent != UNIT_NONE; k++)
			if (earlier->units[k].parent == parent &&
			    same_kind(&earlier->units[k], &later->units[i]) &&
			    str_eq(key_earlier[k], key[i])) {
				ret[i] = k;
				break;
			}
	}
}

/* --- rounds ------------------------------------------------------------------- */

/* Rounds share a model more often than not; then nothing is read.  A model
 * takes some megabytes, so each is let go before the next. */
static bool compare(struct db *db, struct arena *a, const struct round *r,
		    const struct round *later, const struct model *m, struct change_round *ret,
		    struct err *e)
{
	SCOPED(arena_freep) struct arena *own = arena_new(MODEL_ARENA);
	struct subject_pair *pairs = ARENA_ARRAY(a, struct subject_pair, m->subject_count);
	struct model earlier = *m;

	*ret = (struct change_round){ .round = *r, .subject = pairs };
	if ((r->model != later->model || !str_eq(r->words, later->words)) &&
	    !round_model(db, own, r, &earlier, e))
		return false;
	ret->comparable = change_match_subjects(&earlier, m, r->languages | later->languages,
						pairs);
	return true;
}

bool change_rounds(struct db *db, struct arena *a, const struct round *later,
		   const struct model *m, struct change_rounds *ret, struct err *e)
{
	struct change_round *list = ARENA_ARRAY(a, struct change_round, CHANGE_ROUNDS_MAX);
	struct str *other = ARENA_ARRAY(a, struct str, CHANGE_ROUNDS_MAX);
	struct round_list all;

	*ret = (struct change_rounds){ .list = list, .other = other };
	if (!round_list(db, a, later->organisation, &all, e))
		return false;
	for (size_t i = 0; i < all.count && ret->count + ret->other_count < CHANGE_ROUNDS_MAX; i++) {
		if (!round_is_before(&all.at[i], later))
			continue;
		if (!compare(db, a, &all.at[i], later, m, &list[ret->count], e))
			return false;
		if (list[ret->count].comparable)
			ret->count++;
		else
			other[ret->other_count++] = all.at[i].name;
	}
	return true;
}

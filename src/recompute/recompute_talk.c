/* SPDX-License-Identifier: EUPL-1.2 */
/* A table of items and released groups: conversation values, ranks, questions. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "picture/question_words.h"
#include "recompute/recompute_talk.h"

static const char header[] = "item,dimension,group,cur1,cur2,cur3,cur4,cur5,dk,"
			     "amb1,amb2,amb3,amb4,amb5,imp1,imp2,imp3,imp4,imp5";

enum {
	LEVELS = TALK_LEVELS,
	NAMES = TALK_NAMES,
	NUMBERS = TALK_NUMBERS,
	FIELDS = NAMES + NUMBERS,
	ROWS_MAX = 20 * 1000,			/* every row looks for its item */
	ITEMS_MAX = 1000,			/* 286 weightings each: some seconds */
};

/* --- reading -------------------------------------------------------------------- */

/* The next field of a line.  Between quotes it may hold commas, and "" for a
 * quote; a line end it may not. */
static bool next_field(struct arena *a, struct str *rest, struct str *ret, struct err *e)
{
	struct out o = out_new(a, ID_MAX * 4);
	size_t at = 1;

	if (rest->n == 0 || rest->p[0] != '"') {
		*ret = str_trim(str_split(*rest, ',', rest));
		if (memchr(ret->p ? ret->p : "", '"', ret->n))
			return err_set(e, ERR_INPUT, "a quote inside a field; put the field between "
				       "quotes and double the quote");
		return true;
	}
	for (;; at++) {
		if (at >= rest->n)
			return err_set(e, ERR_INPUT, "a quote is not closed");
		if (rest->p[at] == '"' && !(at + 1 < rest->n && rest->p[at + 1] == '"'))
			break;
		at += rest->p[at] == '"';
		out_char(&o, rest->p[at]);
	}
	*ret = out_done(&o);
	*rest = str_cut(*rest, at + 1, rest->n);
	if (rest->n > 0 && rest->p[0] != ',')
		return err_set(e, ERR_INPUT, "text after a closing quote; separate fields by commas");
	*rest = rest->n > 0 ? str_cut(*rest, 1, rest->n) : (struct str){ 0 };
	return true;
}

static bool read_number(struct str text, size_t column, int64_t *ret, struct err *e)
{
	const struct str name = STR("cur1cur2cur3cur4cur5dk  amb1amb2amb3amb4amb5imp1imp2imp3imp4imp5");
	const struct str column_name = str_trim(str_cut(name, 4 * column, 4 * column + 4));

	if (text.n == 0) {
		*ret = 0;
		return true;
	}
	if (!str_i64(text, 0, COUNT_MAX, ret))
		return err_set(e, ERR_INPUT, STR_FMT ": must be a whole number from 0 to %d",
			       STR_ARG(column_name), COUNT_MAX);
	return true;
}

static bool read_row(struct arena *a, struct str line, struct row *r, struct err *e)
{
	struct str rest = line;

	for (size_t i = 0; i < FIELDS; i++) {
		struct str field;

		if (!rest.p)
			return err_set(e, ERR_INPUT, "%zu fields, %d are needed; the header names them",
				       i, FIELDS);
		if (!next_field(a, &rest, &field, e))
			return false;
		if (i < NAMES && field.n > ID_MAX)
			return err_set(e, ERR_INPUT, "a name is longer than %d bytes", ID_MAX);
		if (i < NAMES)
			r->name[i] = field;
		else if (!read_number(field, i - NAMES, &r->number[i - NAMES], e))
			return false;
	}
	if (rest.n > 0)
		return err_set(e, ERR_INPUT, "more than %d fields; put names with commas between quotes",
			       FIELDS);
	if (r->name[0].n == 0)
		return err_set(e, ERR_INPUT, "item: is empty; give every row the name of its item");
	return true;
}

static bool find_item(struct table *t, struct row *r, struct err *e)
{
	size_t i = 0;

	while (i < t->items && !str_eq(t->first[i]->name[0], r->name[0]))
		i++;
	r->item = i;
	if (i == t->items) {
		if (t->items == ITEMS_MAX)
			return err_set(e, ERR_INPUT, "more than %d items; take them apart", ITEMS_MAX);
		t->first[t->items++] = r;
		return true;
	}
	if (!str_eq(t->first[i]->name[1], r->name[1]))
		return err_set(e, ERR_INPUT, "dimension: this item had another one before");
	for (const struct row *other = t->first[i]; other < r; other++)
		if (other->item == i && str_eq(other->name[2], r->name[2]))
			return err_set(e, ERR_INPUT, "group: this item has a row for it already");
	return true;
}

static bool read_rows(struct arena *a, struct str text, struct table *t, struct err *e)
{
	struct str rest = text;

	for (int64_t number = 1; rest.n > 0; number++) {
		const struct str line = str_trim(str_split(rest, '\n', &rest));
		struct err why = { 0 };
		bool is_good = true;

		if (number == 1 && !str_is(line, header))
			return err_set(e, ERR_INPUT, "line 1: must be the header %s", header);
		if (number == 1 || line.n == 0)
			continue;
		if (t->rows == ROWS_MAX)
			is_good = err_set(&why, ERR_INPUT, "more than %d rows; take them apart",
					  ROWS_MAX);
		if (!is_good || !read_row(a, line, &t->row[t->rows], &why) ||
		    !find_item(t, &t->row[t->rows], &why))
			return err_set(e, ERR_INPUT, "line %lld: %s", (long long)number, why.text);
		t->rows++;
	}
	return true;
}

/* --- summing ---------------------------------------------------------------------- */

static struct tally tally_from(const int64_t *number)
{
	struct tally t = { .levels = LEVELS };

	memcpy(t.c, number, LEVELS * sizeof(*number));
	return t;
}

static bool is_too_large(const struct tally *t)
{
	return tally_n(t) > TALLY_N_MAX || t->dont_know > TALLY_N_MAX;
}

static size_t dimension_of(const struct table *t, size_t item)
{
	size_t i = 0;

	while (!str_eq(t->first[i]->name[1], t->first[item]->name[1]))
		i++;
	return i;
}

static size_t rows_of(const struct table *t, size_t item)
{
	size_t n = 0;

	for (size_t i = 0; i < t->rows; i++)
		n += t->row[i].item == item;
	return n;
}

static bool sum_item(struct arena *a, const struct table *t, size_t i, struct err *e)
{
	struct talk_item *item = &t->item[i];
	struct tally *group = ARENA_ARRAY(a, struct tally, rows_of(t, i));

	*item = (struct talk_item){ .now.levels = LEVELS, .wish.levels = LEVELS,
				    .importance.levels = LEVELS, .group = group,
				    .dimension = dimension_of(t, i) };
	for (const struct row *r = t->first[i]; r < t->row + t->rows; r++) {
		struct tally now = tally_from(r->number);
		const struct tally wish = tally_from(r->number + LEVELS + 1);
		const struct tally importance = tally_from(r->number + 2 * LEVELS + 1);

		if (r->item != i)
			continue;
		now.dont_know = r->number[LEVELS];
		tally_add(&item->now, &now);
		tally_add(&item->wish, &wish);
		tally_add(&item->importance, &importance);
		group[item->groups++] = now;
		if (is_too_large(&item->now) || is_too_large(&item->wish) ||
		    is_too_large(&item->importance))
			return err_set(e, ERR_INPUT, "item " STR_FMT ": more than %d answers together",
				       STR_ARG(r->name[0]), TALLY_N_MAX);
	}
	return true;
}

/* The name of the item's group number `group`, in the order of the rows. */
static struct str group_name(const struct table *t, size_t item, size_t group)
{
	const struct row *r = t->first[item];

	for (;; r++)
		if (r->item == item && group-- == 0)
			return r->name[2];
}

/* --- writing ------------------------------------------------------------------------ */

static void put_parts(struct json_writer *w, const struct talk_value *v)
{
	json_field_object(w, "parts");
	put_rounded(w, "spread", v->part[TALK_SPREAD]);
	put_rounded(w, "gap", v->part[TALK_GAP]);
	put_rounded(w, "ambition", v->part[TALK_AMBITION]);
	put_rounded(w, "dont_know", v->part[TALK_DONT_KNOW]);
	json_end(w);
	put_rounded(w, "multiplier", v->multiplier);
	put_rounded(w, "value", v->value);
}

static void put_question(struct arena *a, struct json_writer *w, const struct talk_item *item,
			 const struct talk_value *v, const struct question_names *names,
			 const struct recompute_options *options)
{
	const struct question q = question_of(item, v, options->k);

	if (q.kind == QUESTION_NONE)
		json_field_null(w, "question");
	else
		json_field_text(w, "question",
				question_text(a, options->is_english ? LANG_EN : LANG_NL, &q, names));
}

static void put_reason(struct json_writer *w, const struct talk_value *v)
{
	static const char *const names[TALK_PARTS] = {
		[TALK_DONT_KNOW] = "dont_know", [TALK_SPREAD] = "spread", [TALK_GAP] = "gap",
		[TALK_AMBITION] = "ambition",
	};
	enum talk_part part;

	if (talk_main_reason(v, &part))
		json_field_text(w, "main_reason", str_from(names[part]));
	else
		json_field_null(w, "main_reason");
}

static void put_share(struct json_writer *w, const char *name, const struct talk_value *v, int weightings)
{
	put_rounded(w, name, v->is_eligible ? weightings / (double)TALK_WEIGHTINGS : (double)NAN);
}

static void put_group(struct json_writer *w, const char *name, const struct table *t, size_t i,
		      size_t group)
{
	if (group == TALK_NO_GROUP)
		json_field_null(w, name);
	else
		json_field_text(w, name, group_name(t, i, group));
}

/* Fields that came later stand behind the others. */
static void put_groups(struct json_writer *w, const struct table *t, size_t i,
		       const struct talk_value *v)
{
	const double none = (double)NAN;

	put_rounded(w, "gap_levels", v->gap_levels);
	put_rounded(w, "own_gap", v->own_gap);
	put_group(w, "own_gap_group", t, i, v->own_gap_group);
	put_rounded(w, "within_pair", v->has_between ? v->between.within_pair : none);
	put_rounded(w, "between_pair", v->has_between ? v->between.between_pair : none);
	put_rounded(w, "h", v->has_between ? v->between.h : none);
	put_rounded(w, "permutation_p", v->test.p);
	put_rounded(w, "permutation_bh", v->test.bh);
	put_share(w, "first3_share", v, v->first_weightings);
	put_rounded(w, "first3_by_lot", v->first_by_lot);
	put_two_groups_word(w, isnan(v->spread) ? TWO_GROUPS_NONE : two_groups_word(&t->item[i].now));
	put_level(w, "shared_level", v->shared.is_known ? v->shared.level : 0);
}

static void put_item(struct arena *a, struct json_writer *w, const struct table *t, size_t i,
		     const struct talk_value *v, const struct recompute_options *options)
{
	static const struct str dutch[LEVELS] = { { "niveau 1", 8 }, { "niveau 2", 8 },
		{ "niveau 3", 8 }, { "niveau 4", 8 }, { "niveau 5", 8 } };
	static const struct str english[LEVELS] = { { "level 1", 7 }, { "level 2", 7 },
		{ "level 3", 7 }, { "level 4", 7 }, { "level 5", 7 } };
	const struct talk_item *item = &t->item[i];
	struct question_names names = { .item = t->first[i]->name[0],
					.level = options->is_english ? english : dutch };

	json_begin_object(w);
	json_field_text(w, "item", names.item);
	json_field_text(w, "dimension", t->first[i]->name[1]);
	json_field_whole(w, "n", tally_n(&item->now));
	json_field_whole(w, "dont_know", item->now.dont_know);
	put_rounded(w, "spread", v->spread);
	put_rounded(w, "gap", v->gap);
	put_group(w, "gap_group", t, i, v->gap_group);
	if (v->is_own_gap)
		names.group = group_name(t, i, v->own_gap_group);
	put_rounded(w, "ambition_gap", v->ambition_gap);
	put_rounded(w, "dont_know_rate", v->dont_know_rate);
	put_rounded(w, "importance_share", v->importance_share);
	put_parts(w, v);
	put_reason(w, v);
	put_level(w, "two_groups", isnan(v->spread) ? 0 : two_groups(&item->now));
	put_level(w, "rank", (int)v->rank);
	put_share(w, "top5_share", v, v->weightings);
	put_question(a, w, item, v, &names, options);
	put_groups(w, t, i, v);
	json_end(w);
	json_end_line(w);
}

static size_t count_lines(struct str text)
{
	size_t n = 1;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	return n;
}

bool talk_table(struct arena *a, struct str text, const struct recompute_options *options,
		struct out *o, struct err *e)
{
	const size_t lines = count_lines(text);
	struct table t = {
		.row = ARENA_ARRAY(a, struct row, lines),
		.first = ARENA_ARRAY(a, const struct row *, lines),
	};
	struct json_writer w = json_writer_new(o);
	struct talk_value *value;
	size_t *order;

	if (!utf8_text_ok(text))
		return err_set(e, ERR_INPUT, "the file is not UTF-8 text; save it as CSV in UTF-8");
	if (text.n == 0)
		return err_set(e, ERR_INPUT, "line 1: must be the header %s", header);
	if (!read_rows(a, text, &t, e))
		return false;
	t.item = ARENA_ARRAY(a, struct talk_item, t.items + 1);
	for (size_t i = 0; i < t.items; i++)
		if (!sum_item(a, &t, i, e))
			return false;
	value = ARENA_ARRAY(a, struct talk_value, t.items + 1);
	order = ARENA_ARRAY(a, size_t, t.items + 1);
	talk_values(a, t.item, t.items, options->k, value, order);
	if (options->is_together)
		talk_put_together(&w, &t, &(struct talk){ t.item, value, order, t.items, options->k });
	for (size_t i = 0; i < t.items && !options->is_together; i++)
		put_item(a, &w, &t, order[i], &value[order[i]], options);
	return true;
}

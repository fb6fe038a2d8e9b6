/* SPDX-License-Identifier: EUPL-1.2 */
/* Puts remarks in their order and beside their names. */
#include "remark/remarks_view.h"

#include <stdlib.h>

#include "server/page.h"

size_t remark_subject_place(const struct model *m, struct str id)
{
	for (size_t i = 0; i < m->subject_count; i++)
		if (str_eq(m->subjects[i].id, id))
			return i;
	for (size_t i = 0; i < m->closing_count; i++)
		if (str_eq(m->closing[i].id, id))
			return m->subject_count + i;
	return m->subject_count + m->closing_count;
}

/* "What must change first? Do not name people.": above what was written, the
 * question is enough. */
static struct str question_of(struct str text)
{
	struct str rest, question = str_split(text, '?', &rest);

	return rest.p ? str_cut(text, 0, question.n + 1) : text;
}

struct str remark_subject_name(const struct model *m, enum lang lang, struct str id)
{
	size_t at = remark_subject_place(m, id);

	if (at < m->subject_count)
		return m->subjects[at].name.in[lang];
	at -= m->subject_count;
	return at < m->closing_count ? question_of(m->closing[at].text.in[lang]) : id;
}

static size_t unit_place(const struct unit_tree *tree, int64_t id)
{
	for (size_t i = 0; i < tree->count; i++)
		if (tree->units[i].id == id)
			return i;
	return 0;
}

/* A list is short enough to put what is compared beside it. */
struct key {
	size_t first, second, at;
};

static int by_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static void add_word(struct call *c, struct str *words, struct str word)
{
	struct out o = out_new(c->a, 4000);

	out_str(&o, *words);
	out_c(&o, words->n ? ", ‘" : "‘");
	out_str(&o, word);
	out_c(&o, "’");
	*words = out_done(&o);
}

static void add_hints(struct call *c, struct remark_row *row)
{
	struct hint hints[HINTS_MAX];
	size_t count = remark_hints(row->remark->rewritten.n ? row->remark->rewritten
							     : row->remark->body, hints);

	row->has_hints = count > 0;
	for (size_t i = 0; i < count; i++)
		add_word(c, &row->hints[hints[i].kind], hints[i].words);
}

void remark_rows(struct call *c, const struct model *m, const struct unit_tree *tree,
		 const struct remark_list *list, struct remarks_view *v)
{
	size_t from = (size_t)(v->part - 1) * REMARKS_A_PAGE, n = 0;
	struct key *keys = ARENA_ARRAY(c->a, struct key, list->count + 1);
	struct remark_row *rows = ARENA_ARRAY(c->a, struct remark_row, REMARKS_A_PAGE);

	for (size_t i = 0; i < list->count; i++)
		keys[i] = (struct key){ list->at[i].state != REMARK_TO_READ,
					remark_subject_place(m, list->at[i].subject), i };
	qsort(keys, list->count, sizeof(*keys), by_key);
	for (size_t i = from; i < list->count && n < REMARKS_A_PAGE; i++, n++) {
		const struct remark *r = &list->at[keys[i].at];

		rows[n] = (struct remark_row){
			.remark = r, .number = (int64_t)i + 1,
			.subject = remark_subject_name(m, c->lang, r->subject),
			.unit = tree->units[unit_place(tree, r->unit)].name,
			.begins_subject = n == 0 || keys[i].first != keys[i - 1].first ||
					  keys[i].second != keys[i - 1].second,
			.typed = r->rewritten.n ? r->rewritten : r->body,
		};
		add_hints(c, &rows[n]);
	}
	v->rows = rows;
	v->row_count = n;
}

const struct shown_row *shown_rows(struct call *c, const struct model *m,
				   const struct unit_tree *tree,
				   const struct shown_remark_list *list, size_t *ret_count)
{
	struct key *keys = ARENA_ARRAY(c->a, struct key, list->count + 1);
	struct shown_row *rows = ARENA_ARRAY(c->a, struct shown_row, list->count + 1);

	for (size_t i = 0; i < list->count; i++)
		keys[i] = (struct key){ unit_place(tree, list->at[i].unit),
					remark_subject_place(m, list->at[i].subject), i };
	qsort(keys, list->count, sizeof(*keys), by_key);
	for (size_t i = 0; i < list->count; i++) {
		const struct shown_remark *r = &list->at[keys[i].at];

		rows[i] = (struct shown_row){
			.subject = remark_subject_name(m, c->lang, r->subject),
			.unit = tree->units[keys[i].first].name, .text = r->text,
			.begins_unit = i == 0 || keys[i].first != keys[i - 1].first,
		};
		rows[i].begins_subject = rows[i].begins_unit || keys[i].second != keys[i - 1].second;
	}
	*ret_count = list->count;
	return rows;
}

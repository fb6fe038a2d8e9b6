/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Counting sheets.  Answers fit in four bits, so each is counted in a table of
 * 16: an addition a sheet, and what an answer means is looked at once.
 */
#include <string.h>

#include "closing/histogram.h"

enum { ANSWERS = 16 };

struct counter {
	const struct model *m;
	struct sheet_layout layout;
	int64_t sheets, pickers;
	uint32_t (*now)[ANSWERS], (*wish)[ANSWERS];	/* per subject */
	uint32_t (*statement)[STATEMENTS_MAX][ANSWERS];
	uint32_t picked[SUBJECTS_MAX];
};

struct counter *counter_new(struct arena *a, const struct model *m)
{
	struct counter *c = ARENA_NEW(a, struct counter);

	c->m = m;
	c->layout = sheet_layout(m);
	c->now = arena_array(a, m->subject_count, sizeof(*c->now));
	c->wish = arena_array(a, m->subject_count, sizeof(*c->wish));
	c->statement = arena_array(a, m->subject_count, sizeof(*c->statement));
	return c;
}

void counter_clear(struct counter *c)
{
	c->sheets = c->pickers = 0;
	memset(c->now, 0, c->m->subject_count * sizeof(*c->now));
	memset(c->wish, 0, c->m->subject_count * sizeof(*c->wish));
	memset(c->statement, 0, c->m->subject_count * sizeof(*c->statement));
	memset(c->picked, 0, sizeof(c->picked));
}

void counter_add(struct counter *c, const uint8_t *sheet)
{
	uint64_t picks = sheet_picks(sheet);

	c->sheets++;
	c->pickers += picks != 0;
	for (; picks; picks &= picks - 1) {
		int i = __builtin_ctzll(picks);

		if (i < SUBJECTS_MAX)
			c->picked[i]++;
	}
	for (size_t i = 0; i < c->m->subject_count; i++) {
		const uint8_t *p = sheet + c->layout.subject_at[i];

		c->now[i][p[0] & 15]++;
		c->wish[i][p[1] & 15]++;
		for (size_t k = 0; k < c->m->subjects[i].statement_count; k++)
			c->statement[i][k][p[2 + k] & 15]++;
	}
}

static void tally_take(struct tally *t, int answer, int64_t n)
{
	if (answer >= 1 && answer <= t->levels)
		t->c[answer - 1] += n;
	else if (answer == ANSWER_DONT_KNOW)
		t->dont_know += n;
	else if (answer == ANSWER_NOT_APPLICABLE)
		t->not_applicable += n;
	else
		t->skipped += n;
}

static void fold(struct tally *t, const uint32_t counts[ANSWERS])
{
	for (int answer = 0; answer < ANSWERS; answer++)
		tally_take(t, answer, counts[answer]);
}

void counter_fold(const struct counter *c, enum route route, struct str tag, struct histogram *h)
{
	h->sheets += c->sheets;
	for (size_t i = 0; i < c->m->subject_count; i++) {
		const struct subject *of = &c->m->subjects[i];
		struct subject_histogram *s = &h->subject[i];

		fold(&s->now, c->now[i]);
		fold(&s->wish, c->wish[i]);
		s->picked += c->picked[i];
		s->could_pick += c->pickers;
		for (size_t k = 0; k < of->statement_count; k++)
			if (statement_is_for(&of->statements[k], route, tag))
				fold(&s->statement[k], c->statement[i][k]);
	}
}

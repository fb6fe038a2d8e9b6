/* SPDX-License-Identifier: EUPL-1.2 */
/* What people in the example organisation answer. */
#include "demo/demo_parts.h"

/* How the answers to one subject lie, in tenths of a level. */
struct habit {
	const char *subject;
	int middle, width;
	int second;		/* a second camp around this level, 0: none */
	int leaders;		/* leaders place it so much higher */
	int dont_know;		/* in a hundred */
	int wish;		/* above now */
	int year;		/* a year before it lay so much lower */
};

static const struct habit habits[] = {
	{ "bed", 27, 8, 0, 4, 3, 12, 2 },
	{ "lei", 22, 8, 0, 9, 4, 14, 0 },
	{ "eig", 15, 7, 42, 0, 4, 10, 0 },
	{ "pro", 25, 9, 0, 2, 5, 12, 4 },
	{ "dat", 29, 11, 0, 0, 8, 13, 9 },
	{ "ict", 31, 8, 0, 2, 34, 9, -1 },
	{ "ver", 38, 5, 0, 0, 4, 6, 1 },
	{ "vaa", 24, 9, 0, 3, 3, 12, 3 },
	{ "cul", 28, 12, 0, 5, 3, 10, 7 },
	{ "sam", 19, 7, 0, 6, 12, 14, 0 },
};

/* Where the second camp is at home: so many of a hundred, by group. */
static const struct {
	const char *unit;
	int percent;
} camps[] = {
	{ "Burgerzaken", 18 }, { "Vergunningen", 32 }, { "Vergunningen en toezicht", 32 },
	{ "Werk en inkomen", 58 }, { "Zorg en jeugd", 28 }, { "Openbare ruimte", 84 },
	{ "Leidinggevenden", 74 },
};

enum { CAMP_ELSEWHERE = 40 };

static const struct habit *habit_of(const struct model *m, size_t i)
{
	for (size_t k = 0; k < ARRAY_LEN(habits); k++)
		if (str_is(m->subjects[i].id, habits[k].subject))
			return &habits[k];
	return &habits[0];
}

/* Between -10 and 10, most often near 0: the sum of three throws. */
static int bell(struct rng *r)
{
	return (int)(rng_next_below(r, 8) + rng_next_below(r, 8) + rng_next_below(r, 7)) - 10;
}

static int clamp(int level, int levels)
{
	return level < 1 ? 1 : level > levels ? levels : level;
}

static int camp_of(const struct unit *u)
{
	for (size_t i = 0; i < ARRAY_LEN(camps); i++)
		if (str_is(u->name, camps[i].unit))
			return camps[i].percent;
	return CAMP_ELSEWHERE;
}

static int level_of(struct rng *r, const struct habit *h, const struct unit *u, size_t unit_index,
		    int years, int levels)
{
	int tenths = h->middle - years * h->year + ((int)(unit_index * 7 % 5) - 2) * h->width / 4;

	if (h->second && rng_next_below(r, 100) < (uint64_t)camp_of(u))
		tenths = h->second;
	if (u->kind == UNIT_LEADERS)
		tenths += h->leaders;
	tenths += bell(r) * h->width / 5;
	return clamp((tenths + 5) / 10, levels);
}

static void answer_subject(struct rng *r, const struct model *m, const struct unit *u,
			   size_t unit_index, int years, size_t i, uint8_t *p)
{
	const struct habit *h = habit_of(m, i);
	int levels = (int)m->level_count, now = level_of(r, h, u, unit_index, years, levels);
	int wish = clamp(now + (h->wish + bell(r) + 5) / 10, levels);

	p[0] = (uint8_t)now;
	p[1] = (uint8_t)(wish < now ? now : wish);
	if (rng_next_below(r, 100) < (uint64_t)h->dont_know)
		p[0] = ANSWER_DONT_KNOW;
	else if (rng_next_below(r, 100) < 2)
		p[0] = ANSWER_NOT_APPLICABLE;
	if (rng_next_below(r, 100) < 6)
		p[1] = ANSWER_DONT_KNOW;
	for (size_t k = 0; k < m->subjects[i].statement_count; k++)
		if (statement_is_for(&m->subjects[i].statements[k], unit_route(u->kind), u->tag))
			p[2 + k] = (uint8_t)clamp(now + bell(r) / 5, 5);
}

void demo_answer(struct rng *r, const struct model *m, const struct unit *u, size_t unit_index,
		 int years, struct sheet *s)
{
	struct sheet_layout l = sheet_layout(m);
	uint64_t picks = 0;

	for (size_t i = 0; i < m->subject_count; i++)
		answer_subject(r, m, u, unit_index, years, i, s->bytes + l.subject_at[i]);
	for (int i = 0; i < 3; i++)
		picks |= 1ULL << rng_next_below(r, m->subject_count);
	sheet_set_picks(s, picks);
	sheet_submit(s);
}

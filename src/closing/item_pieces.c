/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rule R8: k holds for every answer, not for every sheet.  A sheet may leave a
 * question blank, so each question is counted in pieces of its own, made by the
 * rule for sheets (method/pieces) with the answers in place of the sheets.
 *
 * Three tables of a question, each of people of whom k or more are together:
 *
 *	levels	those who chose one
 *	known	those who chose a level or do not know; published: do not know
 *	all	those who got the question; published: not applicable, left blank
 *
 * The parts of one question are refinements of each other and are placed apart,
 * so none is the difference of two others.  Importance has the first table
 * only: those who picked anything could have picked each subject.
 */
#include <string.h>

#include "closing/histogram.h"

enum part { PART_LEVELS, PART_KNOWN, PART_ALL, PARTS };

struct placing {
	const size_t *parent;
	struct histogram *at;
	size_t n;
	int64_t k;
	int64_t *count, *size;		/* per node, of the part at hand */
	size_t *node;
};

static int64_t count_of(const struct tally *t, enum part part)
{
	int64_t n = tally_n(t);

	if (part >= PART_KNOWN)
		n += t->dont_know;
	if (part >= PART_ALL)
		n += t->not_applicable + t->skipped;
	return n;
}

/* Takes the part out of *from. */
static struct tally cut(struct tally *from, enum part part)
{
	struct tally out = { .levels = from->levels };

	if (part == PART_LEVELS) {
		memcpy(out.c, from->c, sizeof(out.c));
		memset(from->c, 0, sizeof(from->c));
	} else if (part == PART_KNOWN) {
		out.dont_know = from->dont_know;
		from->dont_know = 0;
	} else {
		out.not_applicable = from->not_applicable;
		out.skipped = from->skipped;
		from->not_applicable = from->skipped = 0;
	}
	return out;
}

static void place(struct placing *p)
{
	pieces_place(p->parent, p->count, p->n, p->k, p->node, p->size);
}

/* Nodes go up in order: what moves is met before anything is added to it, for
 * a parent comes before its children and a node that receives stays. */
static bool moves(const struct placing *p, size_t i)
{
	return p->count[i] && p->node[i] != i;
}

static struct tally *tally_at(const struct placing *p, size_t i, size_t subject, size_t offset)
{
	return (struct tally *)(void *)((char *)&p->at[i].subject[subject] + offset);
}

/* `offset` of the tally in a subject's histogram.  Returns how many levels were
 * chosen by so few that they count nowhere. */
static int64_t place_tally(struct placing *p, size_t subject, size_t offset)
{
	int64_t left_out = 0;

	/* The widest first: each count needs the parts inside it in their place. */
	for (int part = PART_ALL; part >= PART_LEVELS; part--) {
		for (size_t i = 0; i < p->n; i++)
			p->count[i] = count_of(tally_at(p, i, subject, offset), (enum part)part);
		place(p);
		for (size_t i = 0; i < p->n; i++) {
			struct tally out;

			if (!moves(p, i))
				continue;
			out = cut(tally_at(p, i, subject, offset), (enum part)part);
			if (p->node[i] != NODE_NONE)
				tally_add(tally_at(p, p->node[i], subject, offset), &out);
			else
				left_out += tally_n(&out);
		}
	}
	return left_out;
}

static void place_picks(struct placing *p, size_t subject)
{
	for (size_t i = 0; i < p->n; i++)
		p->count[i] = p->at[i].subject[subject].could_pick;
	place(p);
	for (size_t i = 0; i < p->n; i++) {
		struct subject_histogram *from = &p->at[i].subject[subject];

		if (!moves(p, i))
			continue;
		if (p->node[i] != NODE_NONE) {
			p->at[p->node[i]].subject[subject].picked += from->picked;
			p->at[p->node[i]].subject[subject].could_pick += from->could_pick;
		}
		from->picked = from->could_pick = 0;
	}
}

static void place_sheets(struct placing *p)
{
	for (size_t i = 0; i < p->n; i++)
		p->count[i] = p->at[i].sheets;
	place(p);
	for (size_t i = 0; i < p->n; i++)
		p->at[i].sheets = p->size[i];
}

void histogram_pieces(struct arena *a, const struct model *m, const size_t *parent,
		      struct histogram *at, size_t n, int64_t k)
{
	struct placing p = {
		.parent = parent, .at = at, .n = n, .count = ARENA_ARRAY(a, int64_t, n),
		.size = ARENA_ARRAY(a, int64_t, n), .node = ARENA_ARRAY(a, size_t, n),
	};

	p.k = k;
	place_sheets(&p);
	for (size_t i = 0; i < m->subject_count; i++) {
		const struct subject *s = &m->subjects[i];

		p.k = k;
		place_picks(&p, i);
		p.k = s->is_sensitive ? sensitive_k(k) : k;
		at[0].subject[i].left_out +=
			place_tally(&p, i, offsetof(struct subject_histogram, now));
		(void)place_tally(&p, i, offsetof(struct subject_histogram, wish));
		for (size_t x = 0; x < s->statement_count; x++) {
			p.k = s->statements[x].is_sensitive ? sensitive_k(k) : k;
			(void)place_tally(&p, i, offsetof(struct subject_histogram, statement) +
						 x * sizeof(struct tally));
		}
	}
}

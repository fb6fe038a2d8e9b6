/* SPDX-License-Identifier: EUPL-1.2 */
/* Histograms of pieces: adding, hiding what is too small, packing. */
#include "domain/closing.h"

enum { PACK_VERSION = 1, STATEMENT_LEVELS = 5 };

struct histogram histogram_new(struct arena *a, const struct model *m)
{
	struct histogram h = { .subjects = m->subject_count };

	h.subject = ARENA_ARRAY(a, struct subject_histogram, m->subject_count);
	for (size_t i = 0; i < m->subject_count; i++) {
		h.subject[i].now.levels = h.subject[i].wish.levels = (int)m->level_count;
		for (size_t k = 0; k < STATEMENTS_MAX; k++)
			h.subject[i].statement[k].levels = STATEMENT_LEVELS;
	}
	return h;
}

void histogram_sum(struct histogram *sum, const struct histogram *h)
{
	sum->sheets += h->sheets;
	for (size_t i = 0; i < sum->subjects; i++) {
		struct subject_histogram *to = &sum->subject[i];
		const struct subject_histogram *from = &h->subject[i];

		tally_add(&to->now, &from->now);
		tally_add(&to->wish, &from->wish);
		for (size_t d = 0; d < sizeof(to->difference) / sizeof(*to->difference); d++)
			to->difference[d] += from->difference[d];
		to->picked += from->picked;
		to->could_pick += from->could_pick;
		for (size_t k = 0; k < STATEMENTS_MAX; k++)
			tally_add(&to->statement[k], &from->statement[k]);
	}
}

void histogram_hide_small(struct histogram *h, const struct model *m, int64_t k)
{
	for (size_t i = 0; i < h->subjects; i++)
		for (size_t s = 0; s < m->subjects[i].statement_count; s++) {
			struct tally *t = &h->subject[i].statement[s];

			if (tally_n(t) + t->dont_know + t->not_applicable + t->skipped < k)
				*t = (struct tally){ .levels = t->levels };
		}
}

/* --- packing: 32-bit numbers, little endian ------------------------------------ */

struct packer {
	struct out *o;			/* writing, or */
	const uint8_t *p, *end;		/* reading */
	bool is_reading, is_broken;
};

/* Writes the number, or reads it: one walk serves both, so they agree. */
static void number(struct packer *p, int64_t *n)
{
	uint8_t b[4];

	if (!p->is_reading) {
		for (int i = 0; i < 4; i++)
			b[i] = (uint8_t)((uint64_t)*n >> (8 * i));
		out_bytes(p->o, (const char *)b, sizeof(b));
	} else if (p->end - p->p >= 4) {
		*n = p->p[0] | p->p[1] << 8 | p->p[2] << 16 | (int64_t)p->p[3] << 24;
		p->p += 4;
	} else {
		p->is_broken = true;
	}
}

static void tally_walk(struct packer *p, struct tally *t)
{
	for (int k = 0; k < t->levels; k++)
		number(p, &t->c[k]);
	number(p, &t->dont_know);
	number(p, &t->not_applicable);
	number(p, &t->skipped);
}

static void walk(struct packer *p, const struct model *m, struct histogram *h)
{
	int64_t head[] = { PACK_VERSION, (int64_t)m->level_count, (int64_t)m->subject_count };
	const int64_t want[] = { head[0], head[1], head[2] };

	for (size_t i = 0; i < ARRAY_LEN(head); i++) {
		number(p, &head[i]);
		p->is_broken |= head[i] != want[i];
	}
	number(p, &h->sheets);
	for (size_t i = 0; i < h->subjects && !p->is_broken; i++) {
		struct subject_histogram *s = &h->subject[i];

		tally_walk(p, &s->now);
		tally_walk(p, &s->wish);
		for (size_t d = 0; d < 2 * m->level_count - 1; d++)
			number(p, &s->difference[d]);
		number(p, &s->picked);
		number(p, &s->could_pick);
		for (size_t k = 0; k < m->subjects[i].statement_count; k++)
			tally_walk(p, &s->statement[k]);
	}
}

struct blob histogram_pack(struct arena *a, const struct model *m, const struct histogram *h)
{
	struct histogram copy = *h;
	struct out o = out_new(a, 1 << 20);
	struct packer p = { .o = &o };

	walk(&p, m, &copy);
	return (struct blob){ (const uint8_t *)o.p, o.n };
}

bool histogram_unpack(struct arena *a, const struct model *m, struct blob b,
		      struct histogram *ret, struct err *e)
{
	struct packer p = { .p = b.p, .end = b.p + b.n, .is_reading = true };

	*ret = histogram_new(a, m);
	walk(&p, m, ret);
	if (p.is_broken || p.p != p.end)
		return err_set(e, ERR_STORE, "a piece that does not fit its model");
	return true;
}

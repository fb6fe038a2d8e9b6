/* SPDX-License-Identifier: EUPL-1.2 */
/* Histograms of pieces: adding, releasing, packing. */
#include "closing/histogram.h"

enum { PACK_VERSION = 1, STATEMENT_LEVELS = 5 };

struct histogram histogram_new_full(struct arena *a, const struct model *m)
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

struct histogram histogram_new(struct arena *a, const struct model *m)
{
	struct histogram h = histogram_new_full(a, m);

	for (size_t i = 0; i < m->subject_count; i++) {
		const struct subject *s = &m->subjects[i];

		if (s->is_sensitive)
			h.subject[i].now.levels = h.subject[i].wish.levels = SENSITIVE_CLASSES;
		for (size_t k = 0; k < s->statement_count; k++)
			if (s->statements[k].is_sensitive)
				h.subject[i].statement[k].levels = SENSITIVE_CLASSES;
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

/* --- releasing ----------------------------------------------------------------- */

static struct tally in_classes(const struct tally *t)
{
	struct tally c = *t;

	c.levels = SENSITIVE_CLASSES;
	for (int i = 0; i < TALLY_LEVELS_MAX; i++)
		c.c[i] = 0;
	for (int class = 0; class < SENSITIVE_CLASSES; class++) {
		int low, high;

		sensitive_class(t->levels, class, &low, &high);
		for (int level = low; level <= high; level++)
			c.c[class] += t->c[level - 1];
	}
	return c;
}

static struct tally release_statement(const struct tally *plain, const struct tally *sensitive,
				      bool is_sensitive, int64_t k)
{
	const struct tally t = is_sensitive ? in_classes(sensitive) : *plain;
	const int64_t could_get = tally_n(&t) + t.dont_know + t.not_applicable + t.skipped;

	if (could_get < (is_sensitive ? sensitive_k(k) : k))
		return (struct tally){ .levels = t.levels };
	return t;
}

struct histogram histogram_release(struct arena *a, const struct model *m,
				   const struct histogram *plain,
				   const struct histogram *sensitive, int64_t k)
{
	struct histogram h = histogram_new(a, m);

	h.sheets = plain->sheets;
	for (size_t i = 0; i < h.subjects; i++) {
		const struct subject *of = &m->subjects[i];
		struct subject_histogram *s = &h.subject[i];

		*s = of->is_sensitive ? sensitive->subject[i] : plain->subject[i];
		if (of->is_sensitive) {
			/* How many picked anything is one number for all subjects:
			 * from other pieces it could be subtracted. */
			s->picked = plain->subject[i].picked;
			s->could_pick = plain->subject[i].could_pick;
			s->now = in_classes(&s->now);
			s->wish = in_classes(&s->wish);
			for (size_t d = 0; d < ARRAY_LEN(s->difference); d++)
				s->difference[d] = 0;
		}
		for (size_t x = 0; x < of->statement_count; x++)
			s->statement[x] = release_statement(&plain->subject[i].statement[x],
							    &sensitive->subject[i].statement[x],
							    of->statements[x].is_sensitive, k);
	}
	return h;
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

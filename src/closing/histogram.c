/* SPDX-License-Identifier: EUPL-1.2 */
/* Histograms of pieces: adding, releasing, packing. */
#include "closing/histogram.h"

enum {
	PACK_BY_SHEET = 1,		/* k held against sheets; with differences */
	PACK_VERSION = 2,
	STATEMENT_LEVELS = 5,
};

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
		to->picked += from->picked;
		to->could_pick += from->could_pick;
		to->left_out += from->left_out;
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

struct histogram histogram_in_classes(struct arena *a, const struct model *m,
				      const struct histogram *full)
{
	struct histogram h = histogram_new(a, m);

	h.sheets = full->sheets;
	for (size_t i = 0; i < h.subjects; i++) {
		const struct subject *of = &m->subjects[i];
		struct subject_histogram *s = &h.subject[i];

		*s = full->subject[i];
		if (of->is_sensitive) {
			s->now = in_classes(&s->now);
			s->wish = in_classes(&s->wish);
		}
		for (size_t x = 0; x < of->statement_count; x++)
			if (of->statements[x].is_sensitive)
				s->statement[x] = in_classes(&s->statement[x]);
	}
	return h;
}

static void hide(struct tally *t, int64_t k)
{
	if (tally_n(t) >= k)
		return;
	*t = (struct tally){
		.levels = t->levels,
		.dont_know = t->dont_know >= k ? t->dont_know : 0,
		.not_applicable = t->not_applicable >= k ? t->not_applicable : 0,
	};
}

void histogram_hide(struct histogram *h, const struct model *m, int64_t k)
{
	for (size_t i = 0; i < h->subjects; i++) {
		const struct subject *of = &m->subjects[i];
		struct subject_histogram *s = &h->subject[i];
		const int64_t own_k = of->is_sensitive ? sensitive_k(k) : k;

		hide(&s->now, own_k);
		hide(&s->wish, own_k);
		if (s->could_pick < k)
			s->picked = s->could_pick = 0;
		for (size_t x = 0; x < of->statement_count; x++)
			hide(&s->statement[x], of->statements[x].is_sensitive ? sensitive_k(k) : k);
	}
}

static bool tally_is_empty(const struct tally *t)
{
	return tally_n(t) + t->dont_know + t->not_applicable + t->skipped == 0;
}

bool histogram_is_empty(const struct histogram *h, const struct model *m)
{
	for (size_t i = 0; i < h->subjects; i++) {
		const struct subject_histogram *s = &h->subject[i];

		if (!tally_is_empty(&s->now) || !tally_is_empty(&s->wish) || s->could_pick ||
		    s->left_out)
			return false;
		for (size_t x = 0; x < m->subjects[i].statement_count; x++)
			if (!tally_is_empty(&s->statement[x]))
				return false;
	}
	return h->sheets == 0;
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

/* The differences of the first version, 2K - 1 numbers, are passed over. */
static void pass_differences(struct packer *p, const struct model *m)
{
	for (size_t d = 0; d < 2 * m->level_count - 1; d++) {
		int64_t n = 0;

		number(p, &n);
	}
}

static void walk(struct packer *p, const struct model *m, struct histogram *h, int64_t *version)
{
	int64_t levels = (int64_t)m->level_count, subjects = (int64_t)m->subject_count;

	number(p, version);
	number(p, &levels);
	number(p, &subjects);
	p->is_broken |= (*version != PACK_VERSION && *version != PACK_BY_SHEET) ||
			levels != (int64_t)m->level_count || subjects != (int64_t)m->subject_count;
	number(p, &h->sheets);
	for (size_t i = 0; i < h->subjects && !p->is_broken; i++) {
		struct subject_histogram *s = &h->subject[i];

		tally_walk(p, &s->now);
		tally_walk(p, &s->wish);
		if (*version == PACK_BY_SHEET)
			pass_differences(p, m);
		else
			number(p, &s->left_out);
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
	int64_t version = PACK_VERSION;

	walk(&p, m, &copy, &version);
	return (struct blob){ (const uint8_t *)o.p, o.n };
}

bool histogram_unpack(struct arena *a, const struct model *m, struct blob b,
		      struct histogram *ret, bool *ret_is_by_sheet, struct err *e)
{
	struct packer p = { .p = b.p, .end = b.p + b.n, .is_reading = true };
	int64_t version = 0;

	*ret = histogram_new(a, m);
	walk(&p, m, ret, &version);
	if (p.is_broken || p.p != p.end)
		return err_set(e, ERR_STORE, "a piece that does not fit its model");
	*ret_is_by_sheet = version == PACK_BY_SHEET;
	return true;
}

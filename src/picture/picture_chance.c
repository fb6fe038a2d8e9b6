/* SPDX-License-Identifier: EUPL-1.2 */
#include "picture/picture_chance.h"

struct family {
	struct picture_gap **list;
	size_t count;
	int64_t k;
};

static void compare(struct family *f, const struct tally *x, const struct tally *others,
		    struct picture_gap *d)
{
	d->n = tally_n(x);
	d->n_others = tally_n(others);
	d->is_there = d->n >= f->k && d->n_others >= f->k && gap_of(x, others, &d->gap) &&
		      wmw_quick(x, others, &d->wmw);
	if (d->is_there)
		f->list[f->count++] = d;
}

static struct tally without(const struct tally *all, const struct tally *group)
{
	struct tally rest = *all;

	for (int i = 0; i < rest.levels; i++)
		rest.c[i] -= group->c[i];
	return rest;
}

static void tell_apart(struct arena *a, const struct family *f)
{
	double *p = ARENA_ARRAY(a, double, f->count + 1);
	double *bh = ARENA_ARRAY(a, double, f->count + 1);
	double *by = ARENA_ARRAY(a, double, f->count + 1);

	for (size_t i = 0; i < f->count; i++)
		p[i] = f->list[i]->wmw.p;
	false_discovery(a, p, f->count, bh, by);
	for (size_t i = 0; i < f->count; i++) {
		f->list[i]->bh = bh[i];
		f->list[i]->by = by[i];
	}
}

const struct picture_chance *picture_chance_of(struct arena *a, const struct picture *p,
					       const struct model *m, const size_t *units,
					       size_t unit_count, int64_t k)
{
	const size_t subjects = m->subject_count;
	struct picture_chance *ret = ARENA_ARRAY(a, struct picture_chance, subjects);
	struct family f = {
		.list = ARENA_ARRAY(a, struct picture_gap *, subjects * (unit_count + 1)), .k = k,
	};

	for (size_t i = 0; i < subjects; i++) {
		const struct tally *all = &p->at[0].subject[i].now;

		ret[i].group = ARENA_ARRAY(a, struct picture_gap, unit_count + 1);
		if (m->subjects[i].is_sensitive)
			continue;
		if (p->has_leaders)
			compare(&f, &p->leaders.subject[i].now, &p->others.subject[i].now,
				&ret[i].leaders);
		for (size_t u = 0; u < unit_count; u++) {
			const struct tally *group = &p->at[units[u]].subject[i].now;
			const struct tally rest = without(all, group);

			compare(&f, group, &rest, &ret[i].group[u]);
		}
	}
	tell_apart(a, &f);
	return ret;
}

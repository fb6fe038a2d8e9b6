/* SPDX-License-Identifier: EUPL-1.2 */
#include "picture/picture_chance.h"

#include <math.h>

struct family {
	struct picture_gap **list;
	size_t count;
};

static bool compare(int64_t k, const struct tally *x, const struct tally *others,
		    struct picture_gap *d)
{
	d->n = tally_n(x);
	d->n_others = tally_n(others);
	d->bh = d->by = (double)NAN;
	d->is_there = d->n >= k && d->n_others >= k && gap_of(x, others, &d->gap) &&
		      wmw_quick(x, others, &d->wmw);
	return d->is_there;
}

static void test(struct family *f, int64_t k, const struct tally *x, const struct tally *others,
		 struct picture_gap *d)
{
	if (compare(k, x, others, d))
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

/* The place in `units` of the group that holds all leaders; unit_count when they
 * are spread over more groups or stand below one. */
static size_t find_leaders(const struct picture *p, const size_t *units, size_t unit_count)
{
	size_t leaders = 0, at = unit_count;

	for (size_t i = 1; i < p->tree.count; i++)
		leaders += p->tree.units[i].is_leaf && p->is_visible[i] &&
			   p->tree.units[i].kind == UNIT_LEADERS;
	for (size_t u = 0; u < unit_count && leaders == 1; u++)
		if (p->tree.units[units[u]].is_leaf && p->tree.units[units[u]].kind == UNIT_LEADERS)
			at = u;
	return at;
}

/* Leaders who are one of the groups were tested as that group.  Where that was
 * not possible neither is this. */
static void take_test(const struct picture_gap *group, struct picture_gap *leaders)
{
	leaders->is_there = leaders->is_there && group->is_there;
	leaders->bh = group->bh;
	leaders->by = group->by;
}

const struct picture_chance *picture_chance_of(struct arena *a, const struct picture *p,
					       const struct model *m, const size_t *units,
					       size_t unit_count, int64_t k)
{
	const size_t subjects = m->subject_count;
	struct picture_chance *ret = ARENA_ARRAY(a, struct picture_chance, subjects);
	struct family f = {
		.list = ARENA_ARRAY(a, struct picture_gap *, subjects * (unit_count + 1)),
	};
	const size_t leaders = find_leaders(p, units, unit_count);

	for (size_t i = 0; i < subjects; i++) {
		const struct tally *all = &p->at[0].subject[i].now;

		ret[i].group = ARENA_ARRAY(a, struct picture_gap, unit_count + 1);
		if (m->subjects[i].is_sensitive)
			continue;
		if (p->has_leaders && leaders == unit_count)
			test(&f, k, &p->leaders.subject[i].now, &p->others.subject[i].now,
			     &ret[i].leaders);
		else if (p->has_leaders)
			compare(k, &p->leaders.subject[i].now, &p->others.subject[i].now,
				&ret[i].leaders);
		for (size_t u = 0; u < unit_count; u++) {
			const struct tally *group = &p->at[units[u]].subject[i].now;
			const struct tally rest = without(all, group);

			test(&f, k, group, &rest, &ret[i].group[u]);
		}
	}
	tell_apart(a, &f);
	for (size_t i = 0; i < subjects && p->has_leaders && leaders < unit_count; i++)
		take_test(&ret[i].group[leaders], &ret[i].leaders);
	return ret;
}

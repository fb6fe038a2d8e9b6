/* SPDX-License-Identifier: EUPL-1.2 */
/* Counts in the example's texts, from the released pieces. */
#include "base/must.h"
#include "base/out.h"
#include "demo/demo_parts.h"

static const struct tally *tally_of(const struct demo *d, struct str subject, struct str unit)
{
	const struct histogram *h = &d->picture.at[0];
	size_t i = 0, u = 0;

	while (i < d->model.subject_count && !str_eq(d->model.subjects[i].id, subject))
		i++;
	must(i < d->model.subject_count);
	if (str_is(unit, "leiding"))
		h = &d->picture.leaders;
	else if (str_is(unit, "anderen"))
		h = &d->picture.others;
	else if (unit.n) {
		while (u < d->picture.tree.count && !str_eq(d->picture.tree.units[u].name, unit))
			u++;
		must(u < d->picture.tree.count && d->picture.is_visible[u]);
		h = &d->picture.at[u];
	}
	/* Below k nothing is released, and a text with a hole in it has no figure. */
	must(tally_n(&h->subject[i].now) >= d->round.k);
	return &h->subject[i].now;
}

/* The answers from level `from` up to level `to`. */
static int64_t between(const struct tally *t, int64_t from, int64_t to)
{
	int64_t n = 0;

	for (int64_t level = from; level <= to; level++)
		n += t->c[level - 1];
	return n;
}

static int64_t count_of(const struct tally *t, struct str what)
{
	struct str digits = str_cut(what, what.n - 1, what.n);
	int64_t level = 0;

	if (str_is(what, "n"))
		return tally_n(t);
	if (str_is(what, "?"))
		return t->dont_know;
	if (str_is(what, "all"))
		return tally_n(t) + t->dont_know;
	must(str_i64(digits, 1, t->levels, &level));
	if (str_starts(what, STR("<=")))
		return between(t, 1, level);
	if (str_starts(what, STR(">=")))
		return between(t, level, t->levels);
	must(str_starts(what, STR("=")));
	return between(t, level, level);
}

static void hole(struct demo *d, struct out *o, struct str words)
{
	struct str rest, subject = str_split(words, ' ', &rest);
	struct str unit, what = str_split(rest, ' ', &unit);

	out_i64(o, count_of(tally_of(d, subject, unit), what));
}

struct str demo_counts_fill(struct demo *d, const char *text)
{
	struct str rest = str_from(text);
	struct out o = out_new(d->a, rest.n * 2 + 1);

	while (rest.p) {
		struct str after, before = str_split(rest, '{', &after);

		out_str(&o, before);
		if (after.p)
			hole(d, &o, str_split(after, '}', &rest));
		else
			rest = after;
	}
	return out_done(&o);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The attack on published groups: classes, span, search, explanation. */
#include "disclosure/disclosure.h"

#include <stdlib.h>
#include <string.h>

#include "disclosure/modular.h"

/* A family in classes: columns are classes, those of k people or more first;
 * rows are the different published groups. */
struct classes {
	size_t count, large, sets;
	int64_t *size;
	size_t *first_cell;	/* a cell of each class */
	size_t *set;		/* per row the first published group that is it */
	uint8_t *member;	/* sets x count */
};

struct column {
	const struct disclosure_family *f;
	size_t cell;
};

static int compare_columns(const void *x, const void *y)
{
	const struct column *p = x, *q = y;
	const struct disclosure_family *f = p->f;

	for (size_t i = 0; i < f->sets; i++) {
		const uint8_t one = f->member[i * f->cells + p->cell];
		const uint8_t other = f->member[i * f->cells + q->cell];

		if (one != other)
			return one > other ? -1 : 1;
	}
	return 0;
}

static bool is_published(const struct disclosure_family *f, size_t cell)
{
	for (size_t i = 0; i < f->sets; i++)
		if (f->member[i * f->cells + cell])
			return true;
	return false;
}

/* Cells without people and cells that were never published play no part. */
static size_t sorted_columns(const struct disclosure_family *f, struct column *column)
{
	size_t n = 0;

	for (size_t j = 0; j < f->cells; j++)
		if (f->size[j] > 0 && is_published(f, j))
			column[n++] = (struct column){ f, j };
	qsort(column, n, sizeof(*column), compare_columns);
	return n;
}

static void find_classes(struct arena *a, const struct disclosure_family *f, struct classes *c)
{
	struct column *column = ARENA_ARRAY(a, struct column, f->cells + 1);
	size_t *first = ARENA_ARRAY(a, size_t, f->cells + 1), found = 0;
	int64_t *size = ARENA_ARRAY(a, int64_t, f->cells + 1);
	const size_t n = sorted_columns(f, column);

	for (size_t j = 0; j < n; j++) {
		if (j == 0 || compare_columns(&column[j - 1], &column[j]) != 0)
			first[found++] = column[j].cell;
		size[found - 1] += f->size[column[j].cell];
	}
	c->size = ARENA_ARRAY(a, int64_t, found + 1);
	c->first_cell = ARENA_ARRAY(a, size_t, found + 1);
	for (int is_small = 0; is_small < 2; is_small++) {
		for (size_t j = 0; j < found; j++)
			if ((size[j] < f->k) == is_small) {
				c->size[c->count] = size[j];
				c->first_cell[c->count++] = first[j];
			}
		if (!is_small)
			c->large = c->count;
	}
}

static bool is_new_row(const struct classes *c, const uint8_t *row)
{
	for (size_t i = 0; i < c->sets; i++)
		if (memcmp(c->member + i * c->count, row, c->count) == 0)
			return false;
	return true;
}

/* False when there are more different rows than an elimination takes. */
static bool find_rows(struct arena *a, const struct disclosure_family *f, struct classes *c)
{
	uint8_t *row = ARENA_ARRAY(a, uint8_t, c->count + 1);

	c->member = ARENA_ARRAY(a, uint8_t, (DISCLOSURE_RANK_MAX + 1) * (c->count + 1));
	c->set = ARENA_ARRAY(a, size_t, DISCLOSURE_RANK_MAX);
	for (size_t i = 0; i < f->sets; i++) {
		for (size_t j = 0; j < c->count; j++)
			row[j] = f->member[i * f->cells + c->first_cell[j]];
		if (!is_new_row(c, row))
			continue;
		if (c->sets == DISCLOSURE_RANK_MAX)
			return false;
		memcpy(c->member + c->sets * c->count, row, c->count);
		c->set[c->sets++] = i;
	}
	return true;
}

/* --- the search ------------------------------------------------------------ */

/*
 * The rows of the echelon form whose pivot is a small class are a basis of
 * everything in the span that leaves the large classes out.  An indicator has
 * 0 or 1 at every pivot, so each row is taken once or not at all.
 */
struct search {
	const struct classes *c;
	const struct echelon *form;
	size_t forms, first_row;
	size_t *settled_by;	/* per class: the last row that touches it */
	uint64_t *sum;		/* (rank + 1) x classes: one line a level of the search */
	uint8_t *v, *best;
	int64_t best_size;	/* smaller ones are looked for */
	int64_t tries;
	bool is_found;
};

/* Whether the class keeps its sum from row i on, and adds people to the group. */
static bool settle(const struct search *s, const uint64_t *sum, size_t i, int64_t *size)
{
	for (size_t j = s->c->large; j < s->c->count; j++) {
		if (s->settled_by[j] != i)
			continue;
		if (sum[j] > 1)
			return false;
		if (sum[j] == 1)
			*size += s->c->size[j];
	}
	return *size < s->best_size;
}

static bool is_in_every_span(const struct search *s)
{
	for (size_t i = 0; i < s->forms; i++)
		if (!echelon_spans(&s->form[i], s->v))
			return false;
	return true;
}

static void keep_group(struct search *s, const uint64_t *sum, int64_t size)
{
	if (size == 0)
		return;
	for (size_t j = s->c->large; j < s->c->count; j++)
		s->v[j] = sum[j] == 1;
	if (!is_in_every_span(s))
		return;
	memcpy(s->best, s->v, s->c->count);
	s->best_size = size;
	s->is_found = true;
}

static void search_from(struct search *s, size_t i, int64_t size)
{
	const struct echelon *x = &s->form[0];
	const size_t n = s->c->count;
	const uint64_t *now = s->sum + (i - s->first_row) * n;
	uint64_t *next = s->sum + (i - s->first_row + 1) * n;

	if (i == x->rank) {
		keep_group(s, now, size);
		return;
	}
	for (int is_taken = 0; is_taken < 2; is_taken++) {
		int64_t with = size;

		if (++s->tries > DISCLOSURE_TRIES_MAX)
			return;
		for (size_t j = s->c->large; j < n; j++)
			next[j] = is_taken ? modular_add(now[j], x->row[i * n + j], x->p) : now[j];
		if (settle(s, next, i, &with))
			search_from(s, i + 1, with);
	}
}

static void search_prepare(struct arena *a, struct search *s)
{
	const struct echelon *x = &s->form[0];
	const size_t n = s->c->count;

	while (s->first_row < x->rank && x->pivot[s->first_row] < s->c->large)
		s->first_row++;
	s->settled_by = ARENA_ARRAY(a, size_t, n + 1);
	s->sum = ARENA_ARRAY(a, uint64_t, (x->rank - s->first_row + 1) * n + 1);
	s->v = ARENA_ARRAY(a, uint8_t, n + 1);
	s->best = ARENA_ARRAY(a, uint8_t, n + 1);
	for (size_t j = 0; j < n; j++) {
		s->settled_by[j] = SIZE_MAX;	/* untouched: stays 0, not in any group */
		for (size_t i = s->first_row; i < x->rank; i++)
			if (x->row[i * n + j])
				s->settled_by[j] = i;
	}
}

/* The echelon forms that agree with the one over the rationals, the first of
 * them being the reference. */
static struct echelon *true_forms(struct arena *a, const struct classes *c, size_t *ret_count)
{
	const size_t n = c->count < c->sets ? c->count : c->sets;
	const size_t primes = modular_primes_needed(n);
	struct echelon *form = ARENA_ARRAY(a, struct echelon, primes);
	size_t best = 0, kept = 0;

	for (size_t i = 0; i < primes; i++) {
		form[i] = echelon_of(a, c->member, c->sets, c->count, modular_prime(i));
		if (echelon_is_better(&form[i], &form[best]))
			best = i;
	}
	const struct echelon reference = form[best];

	for (size_t i = 0; i < primes; i++)
		if (echelon_is_same_shape(&form[i], &reference))
			form[kept++] = form[i];
	*ret_count = kept;
	return form;
}

/* --- the explanation --------------------------------------------------------- */

/*
 * Solves v = y * rows for the rows that are in use: elimination of the
 * transposed system with v as its last column.  False when v is not a
 * combination of them; y[i] below p otherwise.
 */
static bool solve(struct arena *a, const struct classes *c, const bool *in_use, const uint8_t *v,
		  uint64_t *y)
{
	const size_t width = c->sets + 1;
	uint8_t *system = ARENA_ARRAY(a, uint8_t, c->count * width);
	struct echelon x;

	for (size_t j = 0; j < c->count; j++) {
		for (size_t i = 0; i < c->sets; i++)
			system[j * width + i] = in_use[i] ? c->member[i * c->count + j] : 0;
		system[j * width + c->sets] = v[j];
	}
	x = echelon_of(a, system, c->count, width, modular_prime(0));
	if (x.rank > 0 && x.pivot[x.rank - 1] == c->sets)
		return false;
	memset(y, 0, c->sets * sizeof(*y));
	for (size_t i = 0; i < x.rank; i++)
		y[x.pivot[i]] = x.row[i * width + c->sets];
	return true;
}

static int64_t greatest_common_divisor(int64_t x, int64_t y)
{
	while (y) {
		const int64_t rest = x % y;

		x = y;
		y = rest;
	}
	return x;
}

/* Fractions with their common divisor, as whole numbers; false when too large. */
static bool to_terms(struct arena *a, const struct classes *c, const uint64_t *y,
		     struct disclosure *ret)
{
	int64_t *n = ARENA_ARRAY(a, int64_t, c->sets), *d = ARENA_ARRAY(a, int64_t, c->sets);
	size_t terms = 0;

	ret->divisor = 1;
	ret->term = ARENA_ARRAY(a, struct disclosure_term, c->sets);
	for (size_t i = 0; i < c->sets; i++) {
		if (!modular_to_fraction(y[i], modular_prime(0), &n[i], &d[i]))
			return false;
		ret->divisor *= d[i] / greatest_common_divisor(d[i], ret->divisor);
		if (ret->divisor >= INT64_C(1) << 30)
			return false;
	}
	for (size_t i = 0; i < c->sets; i++)
		if (n[i])
			ret->term[terms++] = (struct disclosure_term){
				.set = c->set[i], .factor = n[i] * (ret->divisor / d[i]),
			};
	ret->terms = terms;
	return true;
}

/* The terms, in whole numbers, make the group in every cell. */
static bool terms_hold(const struct disclosure_family *f, const struct disclosure *d)
{
	size_t at = 0;

	for (size_t j = 0; j < f->cells; j++) {
		const bool is_in = at < d->cells && d->cell[at] == j;
		__int128 sum = 0;

		at += is_in;
		for (size_t i = 0; i < d->terms; i++)
			if (f->member[d->term[i].set * f->cells + j])
				sum += d->term[i].factor;
		if (f->size[j] > 0 && sum != (is_in ? d->divisor : 0))
			return false;
	}
	return true;
}

/* Which groups take part, when the factors are too large to say; all of them
 * when even that is not known. */
static void list_sets(struct arena *a, const struct classes *c, const uint64_t *y,
		      struct disclosure *ret)
{
	ret->terms = 0;
	ret->term = ARENA_ARRAY(a, struct disclosure_term, c->sets);
	for (size_t i = 0; i < c->sets; i++)
		if (!y || y[i])
			ret->term[ret->terms++] = (struct disclosure_term){ .set = c->set[i] };
}

/* With few groups, leaves out every one that is not needed. */
static void explain(struct arena *a, const struct disclosure_family *f, const struct classes *c,
		    const uint8_t *v, struct disclosure *ret)
{
	enum { FEW = 60 };
	bool *in_use = ARENA_ARRAY(a, bool, c->sets);
	uint64_t *y = ARENA_ARRAY(a, uint64_t, c->sets);

	for (size_t i = 0; i < c->sets; i++)
		in_use[i] = true;
	for (size_t i = 0; i < c->sets && c->sets <= FEW; i++) {
		in_use[i] = false;
		if (!solve(a, c, in_use, v, y))
			in_use[i] = true;
	}
	const bool is_solved = solve(a, c, in_use, v, y);

	ret->has_factors = is_solved && to_terms(a, c, y, ret) && terms_hold(f, ret);
	if (!ret->has_factors)
		list_sets(a, c, is_solved ? y : NULL, ret);
}

/* --- the verdict ------------------------------------------------------------- */

static void list_smallest_class(struct arena *a, const struct disclosure_family *f,
				const struct classes *c, struct disclosure *ret)
{
	struct column smallest = { f, 0 };

	for (size_t i = 0; i < c->count; i++)
		if (ret->smallest_class == 0 || c->size[i] < ret->smallest_class) {
			ret->smallest_class = c->size[i];
			smallest.cell = c->first_cell[i];
		}
	ret->class_cell = ARENA_ARRAY(a, size_t, f->cells + 1);
	for (size_t j = 0; ret->smallest_class && j < f->cells; j++) {
		const struct column mine = { f, j };

		if (f->size[j] > 0 && compare_columns(&mine, &smallest) == 0)
			ret->class_cell[ret->class_cells++] = j;
	}
}

static void list_cells(struct arena *a, const struct disclosure_family *f, const struct classes *c,
		       const uint8_t *v, struct disclosure *ret)
{
	ret->cell = ARENA_ARRAY(a, size_t, f->cells);
	for (size_t j = 0; j < f->cells; j++) {
		const struct column mine = { f, j };

		for (size_t i = 0; i < c->count; i++) {
			const struct column of_class = { f, c->first_cell[i] };

			if (v[i] && f->size[j] > 0 && compare_columns(&mine, &of_class) == 0)
				ret->cell[ret->cells++] = j;
		}
	}
}

static bool has_published_below_k(const struct disclosure_family *f)
{
	for (size_t i = 0; i < f->sets; i++) {
		int64_t people = 0;

		for (size_t j = 0; j < f->cells; j++)
			if (f->member[i * f->cells + j])
				people += f->size[j];
		if (people > 0 && people < f->k)
			return true;
	}
	return false;
}

static bool attack(struct arena *a, const struct disclosure_family *f, const struct classes *c,
		   struct disclosure *ret, struct err *e)
{
	struct search s = { .c = c, .best_size = f->k };

	s.form = true_forms(a, c, &s.forms);
	search_prepare(a, &s);
	search_from(&s, s.first_row, 0);
	if (s.tries > DISCLOSURE_TRIES_MAX)
		return err_set(e, ERR_LIMIT, "%zu classes are smaller than k, too many combinations "
			       "to try; test fewer groups at once", c->count - c->large);
	if (!s.is_found)
		return true;
	ret->size = s.best_size;
	list_cells(a, f, c, s.best, ret);
	explain(a, f, c, s.best, ret);
	return true;
}

bool disclosure_find(struct arena *a, const struct disclosure_family *f, struct disclosure *ret,
		     struct err *e)
{
	struct classes c = { 0 };
	struct disclosure d = { 0 };

	if (f->cells > DISCLOSURE_CELLS_MAX || f->sets > DISCLOSURE_CELLS_MAX)
		return err_set(e, ERR_LIMIT, "more than %d cells or published groups; test them in "
			       "parts", DISCLOSURE_CELLS_MAX);
	d.is_published_below_k = has_published_below_k(f);
	find_classes(a, f, &c);
	list_smallest_class(a, f, &c, &d);
	if (c.large < c.count) {
		if (c.count > DISCLOSURE_RANK_MAX || !find_rows(a, f, &c))
			return err_set(e, ERR_LIMIT, "more than %d different groups or classes while "
				       "some class is smaller than k; test them in parts",
				       DISCLOSURE_RANK_MAX);
		if (!attack(a, f, &c, &d, e))
			return false;
	}
	*ret = d;
	return true;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rule R8 on random trees with random blanks: every table of every question is
 * counted in sets of k people or more, and nothing that is left out shows.
 * Where each unit's answers belong is worked out here again, with lists.
 */
#include "cases.h"

#include <string.h>

#include "base/rng.h"
#include "closing/histogram.h"
#include "disclosure/disclosure.h"
#include "model/model_base.h"

enum { TREES = 400, UNITS = 24, SUBJECTS = 3, PARTS = 3 };

struct forest {
	struct arena *a;
	struct model model;
	struct rng rng;
	size_t parent[UNITS], n;
	int64_t k;
	struct histogram in[UNITS], out[UNITS];
};

/* Three subjects: an ordinary one, a sensitive one, and one with a sensitive
 * statement. */
static void mark_sensitive(struct forest *f)
{
	struct subject *subjects = ARENA_ARRAY(f->a, struct subject, SUBJECTS);

	for (size_t i = 0; i < SUBJECTS; i++) {
		const struct subject *of = &f->model.subjects[i];
		struct statement *statements = ARENA_ARRAY(f->a, struct statement,
							   of->statement_count);

		for (size_t x = 0; x < of->statement_count; x++) {
			statements[x] = of->statements[x];
			statements[x].is_sensitive = i == 1 || (i == 2 && x == 0);
		}
		subjects[i] = *of;
		subjects[i].is_sensitive = i == 1;
		subjects[i].statements = statements;
	}
	f->model.subjects = subjects;
	f->model.subject_count = SUBJECTS;
}

static void begin(struct forest *f, struct arena *a, uint64_t seed)
{
	struct model_report report;
	struct err e = { 0 };

	memset(f, 0, sizeof(*f));
	f->a = a;
	f->rng.state = seed;
	assert_true(model_read(a, model_base_document(), NULL, &f->model, &report, &e));
	mark_sensitive(f);
	f->n = 2 + rng_next_below(&f->rng, UNITS - 2);
	f->k = 5 + (int64_t)rng_next_below(&f->rng, 3);
	for (size_t i = 1; i < f->n; i++)
		f->parent[i] = rng_next_below(&f->rng, i);
}

static void add_answer(struct forest *f, struct tally *t, uint64_t blank)
{
	if (rng_next_below(&f->rng, 10) < blank)
		t->skipped++;
	else if (rng_next_below(&f->rng, 5) == 0)
		t->dont_know++;
	else if (rng_next_below(&f->rng, 8) == 0)
		t->not_applicable++;
	else
		t->c[rng_next_below(&f->rng, (uint64_t)t->levels)]++;
}

static struct tally *tally_of(struct histogram *h, size_t subject, size_t nth)
{
	struct subject_histogram *s = &h->subject[subject];

	return nth == 0 ? &s->now : nth == 1 ? &s->wish : &s->statement[nth - 2];
}

static size_t tallies(const struct forest *f, size_t subject)
{
	return 2 + f->model.subjects[subject].statement_count;
}

static int64_t k_of(const struct forest *f, size_t subject, size_t nth)
{
	const struct subject *s = &f->model.subjects[subject];
	const bool is_sensitive = nth < 2 ? s->is_sensitive : s->statements[nth - 2].is_sensitive;

	return is_sensitive ? sensitive_k(f->k) : f->k;
}

/* How many of ten leave it blank differs from question to question, from nobody
 * to everybody. */
static void answer(struct forest *f)
{
	for (size_t i = 0; i < f->n; i++) {
		f->in[i] = histogram_new(f->a, &f->model);
		f->in[i].sheets = (int64_t)rng_next_below(&f->rng, 12);
	}
	for (size_t s = 0; s < SUBJECTS; s++)
		for (size_t nth = 0; nth < tallies(f, s); nth++) {
			const uint64_t blank = rng_next_below(&f->rng, 11);

			for (size_t i = 0; i < f->n; i++)
				for (int64_t p = 0; p < f->in[i].sheets; p++)
					add_answer(f, tally_of(&f->in[i], s, nth), blank);
		}
	for (size_t i = 0; i < f->n; i++) {
		const int64_t pickers = f->in[i].sheets - (f->in[i].sheets + 2) / 3;

		for (size_t s = 0; s < SUBJECTS; s++) {
			f->in[i].subject[s].could_pick = pickers;
			f->in[i].subject[s].picked =
				(int64_t)rng_next_below(&f->rng, (uint64_t)pickers + 1);
		}
	}
}

static struct histogram copy_of(struct forest *f, const struct histogram *h)
{
	struct histogram copy = histogram_new(f->a, &f->model);

	histogram_sum(&copy, h);
	return copy;
}

static void release(struct forest *f)
{
	for (size_t i = 0; i < f->n; i++)
		f->out[i] = copy_of(f, &f->in[i]);
	histogram_pieces(f->a, &f->model, f->parent, f->out, f->n, f->k);
}

/* --- the rule again -------------------------------------------------------------- */

static int64_t part_size(const struct tally *t, int part)
{
	const int64_t known = tally_n(t) + t->dont_know;

	return part == 0 ? tally_n(t) : part == 1 ? known
						   : known + t->not_applicable + t->skipped;
}

/* Per unit: where its own answers are counted, or UNITS for nowhere. */
static void homes(const struct forest *f, const int64_t *size, int64_t k, size_t *home)
{
	size_t waits_at[UNITS];

	for (size_t i = 0; i < f->n; i++) {
		waits_at[i] = i;
		home[i] = UNITS;
	}
	for (size_t at = f->n; at-- > 0;) {
		int64_t waiting = 0;

		for (size_t i = 0; i < f->n; i++)
			waiting += home[i] == UNITS && waits_at[i] == at ? size[i] : 0;
		for (size_t i = 0; i < f->n; i++)
			if (home[i] == UNITS && waits_at[i] == at) {
				if (waiting >= k)
					home[i] = at;
				else if (at > 0)
					waits_at[i] = f->parent[at];
				else
					waits_at[i] = UNITS;
			}
	}
}

static void add_part(struct tally *to, const struct tally *from, int part)
{
	for (int i = 0; part == 0 && i < from->levels; i++)
		to->c[i] += from->c[i];
	if (part == 1)
		to->dont_know += from->dont_know;
	if (part == 2) {
		to->not_applicable += from->not_applicable;
		to->skipped += from->skipped;
	}
}

static void same_tally(const struct tally *got, const struct tally *want)
{
	assert_memory_equal(got->c, want->c, sizeof(want->c));
	assert_int_equal(got->dont_know, want->dont_know);
	assert_int_equal(got->not_applicable, want->not_applicable);
	assert_int_equal(got->skipped, want->skipped);
}

/* One table: its homes; at each unit nobody or k people; less than k left out. */
static void check_part(struct forest *f, size_t s, size_t nth, int part, struct tally *want)
{
	int64_t size[UNITS], at[UNITS] = { 0 }, left = 0;
	size_t home[UNITS];

	for (size_t i = 0; i < f->n; i++)
		size[i] = part_size(tally_of(&f->in[i], s, nth), part);
	homes(f, size, k_of(f, s, nth), home);
	for (size_t i = 0; i < f->n; i++) {
		if (home[i] == UNITS) {
			left += size[i];
			continue;
		}
		at[home[i]] += size[i];
		add_part(&want[home[i]], tally_of(&f->in[i], s, nth), part);
	}
	for (size_t i = 0; i < f->n; i++)
		assert_true(at[i] == 0 || at[i] >= k_of(f, s, nth));
	assert_true(left < k_of(f, s, nth));
	if (part == 0 && nth == 0)
		assert_int_equal(f->out[0].subject[s].left_out, left);
}

static void check_picks(struct forest *f, size_t s)
{
	int64_t size[UNITS], could[UNITS] = { 0 }, picked[UNITS] = { 0 };
	size_t home[UNITS];

	for (size_t i = 0; i < f->n; i++)
		size[i] = f->in[i].subject[s].could_pick;
	homes(f, size, f->k, home);
	for (size_t i = 0; i < f->n; i++)
		if (home[i] != UNITS) {
			could[home[i]] += size[i];
			picked[home[i]] += f->in[i].subject[s].picked;
		}
	for (size_t i = 0; i < f->n; i++) {
		assert_int_equal(f->out[i].subject[s].could_pick, could[i]);
		assert_int_equal(f->out[i].subject[s].picked, picked[i]);
		assert_true(could[i] == 0 || could[i] >= f->k);
	}
}

static void every_table_has_pieces_of_its_own(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= TREES; seed++) {
		SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
		struct forest f;

		begin(&f, a, seed);
		answer(&f);
		release(&f);
		for (size_t s = 0; s < SUBJECTS; s++) {
			for (size_t nth = 0; nth < tallies(&f, s); nth++) {
				struct tally want[UNITS] = { 0 };

				for (int part = 0; part < PARTS; part++)
					check_part(&f, s, nth, part, want);
				for (size_t i = 0; i < f.n; i++)
					same_tally(tally_of(&f.out[i], s, nth), &want[i]);
			}
			check_picks(&f, s);
		}
	}
}

/* --- what is left out does not show ------------------------------------------------ */

/* Moves every level of the units that count nowhere one up. */
static void answer_otherwise(struct forest *f, size_t s, size_t nth)
{
	int64_t size[UNITS];
	size_t home[UNITS];

	for (size_t i = 0; i < f->n; i++)
		size[i] = tally_n(tally_of(&f->in[i], s, nth));
	homes(f, size, k_of(f, s, nth), home);
	for (size_t i = 0; i < f->n; i++) {
		struct tally *t = tally_of(&f->in[i], s, nth);
		const int64_t first = t->c[0];

		if (home[i] != UNITS)
			continue;
		for (int level = 0; level + 1 < t->levels; level++)
			t->c[level] = t->c[level + 1];
		t->c[t->levels - 1] = first;
	}
}

static void an_answer_that_is_left_out_changes_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= TREES; seed++) {
		SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
		struct blob before[UNITS];
		struct forest f;

		begin(&f, a, seed);
		answer(&f);
		release(&f);
		for (size_t i = 0; i < f.n; i++)
			before[i] = histogram_pack(a, &f.model, &f.out[i]);
		for (size_t s = 0; s < SUBJECTS; s++)
			for (size_t nth = 0; nth < tallies(&f, s); nth++)
				answer_otherwise(&f, s, nth);
		release(&f);
		for (size_t i = 0; i < f.n; i++) {
			const struct blob after = histogram_pack(a, &f.model, &f.out[i]);

			assert_int_equal(after.n, before[i].n);
			assert_memory_equal(after.p, before[i].p, after.n);
		}
	}
}

static void doing_it_again_changes_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= TREES; seed++) {
		SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
		struct forest f;

		begin(&f, a, seed);
		answer(&f);
		release(&f);
		for (size_t i = 0; i < f.n; i++)
			f.in[i] = copy_of(&f, &f.out[i]);
		histogram_pieces(a, &f.model, f.parent, f.out, f.n, f.k);
		for (size_t i = 0; i < f.n; i++)
			for (size_t s = 0; s < SUBJECTS; s++)
				for (size_t nth = 0; nth < tallies(&f, s); nth++)
					assert_int_equal(tally_n(tally_of(&f.out[i], s, nth)),
							 tally_n(tally_of(&f.in[i], s, nth)));
	}
}

/* --- the attack ---------------------------------------------------------------------- */

/* Every unit publishes what is counted at or under it: no sum or difference of
 * these tables is of fewer than k people. */
static void no_sum_of_tables_is_of_fewer_than_k(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= TREES; seed++) {
		SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
		int64_t size[UNITS];
		size_t home[UNITS];
		uint8_t member[UNITS * UNITS] = { 0 };
		struct disclosure d;
		struct err e = { 0 };
		struct forest f;

		begin(&f, a, seed);
		answer(&f);
		release(&f);
		for (size_t i = 0; i < f.n; i++)
			size[i] = tally_n(&f.in[i].subject[0].now);
		homes(&f, size, f.k, home);
		for (size_t i = 0; i < f.n; i++)
			for (size_t at = home[i]; at < UNITS; at = at ? f.parent[at] : UNITS)
				member[at * f.n + i] = 1;
		assert_true(disclosure_find(a, &(struct disclosure_family){
			.cells = f.n, .sets = f.n, .size = size, .member = member, .k = f.k }, &d, &e));
		assert_int_equal(d.size, 0);
		assert_true(d.smallest_class == 0 || d.smallest_class >= f.k);
	}
}

/* --- what may be said ----------------------------------------------------------------- */

static void below_k_only_what_k_did_not_know_is_said(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(8 << 20);
	struct forest f;
	struct histogram h;
	struct tally *t;

	(void)state;
	begin(&f, a, 1);
	h = histogram_new(a, &f.model);
	t = &h.subject[0].now;
	*t = (struct tally){ .levels = 5, .c = { 0, 4 }, .dont_know = 5, .not_applicable = 4,
			     .skipped = 9 };
	h.subject[0].wish = (struct tally){ .levels = 5, .c = { 5 }, .dont_know = 1, .skipped = 2 };
	h.subject[1].now = (struct tally){ .levels = 3, .c = { 9 }, .dont_know = 9 };
	h.subject[0].picked = 1;
	h.subject[0].could_pick = 4;
	histogram_hide(&h, &f.model, 5);
	assert_int_equal(tally_n(t), 0);
	assert_int_equal(t->dont_know, 5);
	assert_int_equal(t->not_applicable + t->skipped, 0);
	assert_int_equal(h.subject[0].wish.c[0], 5);
	assert_int_equal(h.subject[0].wish.dont_know, 1);
	assert_int_equal(h.subject[0].wish.skipped, 2);
	assert_int_equal(tally_n(&h.subject[1].now) + h.subject[1].now.dont_know, 0);
	assert_int_equal(h.subject[0].picked + h.subject[0].could_pick, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_table_has_pieces_of_its_own),
		cmocka_unit_test(an_answer_that_is_left_out_changes_nothing),
		cmocka_unit_test(doing_it_again_changes_nothing),
		cmocka_unit_test(no_sum_of_tables_is_of_fewer_than_k),
		cmocka_unit_test(below_k_only_what_k_did_not_know_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

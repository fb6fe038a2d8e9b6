/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Counting at closing: 1,000,000 sheets of the base model in memory, as one
 * group and as 10,000 groups of a hundred; then a whole closing of a round in
 * a database, with reading, keeping the pieces and destroying the sheets.
 * Prints the best of a few turns.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/rng.h"
#include "account/account.h"
#include "closing/closing.h"
#include "closing/histogram.h"
#include "model/model_store.h"
#include "model/model_base.h"
#include "size.h"

enum { SHEETS = SIZE(1000000, 1000), GROUP_SHEETS = 100, TURNS = SIZE(3, 1), TEAMS = SIZE(200, 3),
       TEAM = SIZE(100, 10) };

static _Noreturn void stop(const struct err *e)
{
	fprintf(stderr, "bench_closing: %s\n", e->text);
	exit(1);
}

static uint8_t *fill_sheets(const struct model *m, size_t count)
{
	const struct sheet_layout l = sheet_layout(m);
	uint8_t *all = calloc(count, l.size);
	struct rng r = { 1 };

	must(all);
	for (size_t i = 0; i < count; i++) {
		struct sheet s = { all + i * l.size, l.size };

		for (size_t k = SHEET_HEADER; k < l.size; k++)
			s.bytes[k] = (uint8_t)(1 + rng_next_below(&r, 5));
		sheet_set_picks(&s, UINT64_C(1) << rng_next_below(&r, m->subject_count));
		sheet_submit(&s);
	}
	return all;
}

/* One turn: milliseconds to count all sheets in groups of `group`. */
static double count_all(struct arena *a, const struct model *m, const uint8_t *all, size_t group)
{
	struct counter *c = counter_new(a, m);
	struct histogram sum = histogram_new_full(a, m);
	const size_t size = sheet_layout(m).size;
	const int64_t start = clock_mono_ns();

	for (size_t i = 0; i < SHEETS;) {
		counter_clear(c);
		for (size_t end = i + group; i < end; i++)
			counter_add(c, all + i * size);
		counter_fold(c, ROUTE_LEADERS, STR(""), &sum);
	}
	must(sum.sheets == SHEETS && tally_n(&sum.subject[0].now) == SHEETS);
	return (double)(clock_mono_ns() - start) / 1e6;
}

static void count(struct arena *a, const struct model *m)
{
	static const size_t groups[] = { SHEETS, GROUP_SHEETS };
	uint8_t *all = fill_sheets(m, SHEETS);

	for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
		double best = 1e9;

		for (int i = 0; i < TURNS; i++) {
			const double took = count_all(a, m, all, groups[g]);

			best = took < best ? took : best;
		}
		printf("counting %d sheets in groups of %zu: %.0f ms, %.0f ns a sheet "
		       "(expected at most 400 ms)\n",
		       SHEETS, groups[g], best, best * 1e6 / SHEETS);
	}
	free(all);
}

/* --- a whole closing --------------------------------------------------------------- */

static bool lay_round(struct db *db, struct arena *a, const struct model *m, struct err *e)
{
	struct unit *units = ARENA_ARRAY(a, struct unit, TEAMS + 1);
	struct unit_tree tree = { units, TEAMS + 1 };
	struct ticket_code *codes = ARENA_ARRAY(a, struct ticket_code, TEAMS * TEAM);
	uint8_t *sheets = fill_sheets(m, TEAMS * TEAM);
	const size_t size = sheet_layout(m).size;
	struct round r = { .id = 1, .organisation = 1, .name = STR("x"), .words = STR("{}"),
			   .k = K_MIN, .languages = 1u << LANG_NL,
			   .closes = clock_now() + CLOCK_DAY_MS };
	bool is_ok = organisation_add(db, 1, STR("x"), e) &&
		     model_store(db, model_base_document(), &r.model, e) && round_add(db, &r, e);

	units[0].own_name = STR("x");
	for (size_t i = 1; i <= TEAMS; i++)
		units[i] = (struct unit){ .id = (int64_t)i, .own_name = STR("y"), .size = TEAM,
					  .is_leaf = true };
	is_ok = is_ok && unit_tree_put(db, (struct round_key){ 1, 1 }, &tree, e);
	for (size_t i = 0; i < TEAMS * TEAM; i++)
		codes[i] = ticket_make();
	for (size_t i = 1; is_ok && i <= TEAMS; i++)
		is_ok = ticket_issue(db, (struct round_key){ 1, 1 }, (int64_t)i,
				     codes + (i - 1) * TEAM, TEAM, e);
	is_ok = is_ok && round_open(db, a, (struct round_key){ 1, 1 }, size, e);
	for (size_t i = 0; is_ok && i < TEAMS * TEAM; i++)
		is_ok = sheet_put(db, codes[i], &(struct sheet){ sheets + i * size, size }, e);
	free(sheets);
	return is_ok;
}

static void close_round(const struct model *m, const char *path)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)1 << 30);
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };
	int64_t start, closed;

	if (!db_open(path, DB_CREATE, &db, &e) || !db_migrate(db, &e) || !db_begin(db, &e) ||
	    !lay_round(db, a, m, &e) || !db_commit(db, &e))
		stop(&e);
	start = clock_mono_ns();
	if (!db_begin(db, &e) || !round_close(db, a, (struct round_key){ 1, 1 }, NULL, &e) ||
	    !db_commit(db, &e))
		stop(&e);
	closed = clock_mono_ns();
	if (!db_scrub(db, &e))
		stop(&e);
	printf("closing a round of %d sheets in %d groups: %.0f ms, scrubbing the file %.0f ms\n",
	       TEAMS * TEAM, TEAMS, (double)(closed - start) / 1e6,
	       (double)(clock_mono_ns() - closed) / 1e6);
}

int main(int argc, char **argv)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
	struct model_report report;
	struct err e = { 0 };
	struct model m;
	char path[1024], name[1040];

	if (!model_read(a, model_base_document(), NULL, &m, &report, &e))
		stop(&e);
	count(a, &m);
	(void)snprintf(path, sizeof(path), "%s/bench-closing-%d.db", argc > 1 ? argv[1] : ".",
		       (int)getpid());
	close_round(&m, path);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		(void)unlink(name);
	}
	return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The picture page of a round with 1,000 groups of the base model (ten
 * subjects: now, wish, their statements, importance; some sixty numbers a
 * group): processor time to read and sum the pieces, and to make the page.
 * Prints the best of a few turns, the size of the page and of the memory.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/rng.h"
#include "account/account.h"
#include "closing/closing.h"
#include "closing/histogram.h"
#include "closing/sql.h"
#include "model/model_store.h"
#include "model/model_base.h"
#include "picture/views.h"
#include "picture/picture_view.h"
#include "scan/sql.h"
#include "size.h"

enum { GROUPS = SIZE(1000, 20), DEPARTMENTS = SIZE(20, 2), TURNS = SIZE(5, 2), SHEETS = 12 };

static _Noreturn void stop(const struct err *e)
{
	fprintf(stderr, "bench_picture: %s\n", e->text);
	exit(1);
}

static double cpu_ms(void)
{
	struct timespec t;

	must(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) == 0);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fill(struct rng *r, const struct sheet_layout *l, uint8_t *sheet)
{
	struct sheet s = { sheet, l->size };

	for (size_t i = SHEET_HEADER; i < l->size; i++)
		sheet[i] = (uint8_t)(1 + rng_next_below(r, 5));
	sheet_set_picks(&s, 1 + rng_next_below(r, 1000));
}

/* Pieces as closing would have left them: one for each group. */
static bool lay_pieces(struct db *db, struct arena *a, const struct model *m, struct err *e)
{
	const struct sheet_layout l = sheet_layout(m);
	struct counter *c = counter_new(a, m);
	uint8_t *sheet = arena_alloc(a, l.size);
	struct rng r = { 5 };

	for (int64_t g = 1; g <= GROUPS; g++) {
		struct histogram h = histogram_new_full(a, m);

		counter_clear(c);
		for (int i = 0; i < SHEETS; i++) {
			fill(&r, &l, sheet);
			counter_add(c, sheet);
		}
		counter_fold(c, ROUTE_EVERYONE, STR(""), &h);
		if (!db_exec(db, SQL_PIECE_ADD, e, INT64_C(1), DEPARTMENTS + g, (int64_t)SHEETS,
			     histogram_pack(a, m, &h)))
			return false;
	}
	return true;
}

/* In twenty departments, or all directly below the organisation. */
static bool lay_round(struct db *db, struct arena *a, const struct model *m, bool is_flat,
		      struct err *e)
{
	struct unit *units = ARENA_ARRAY(a, struct unit, 1 + DEPARTMENTS + GROUPS);
	struct unit_tree tree = { units, 1 };
	struct round r = { .id = 1, .organisation = 1, .name = STR("Proef"), .words = STR("{}"),
			   .k = K_MIN, .languages = 1u << LANG_NL, .closes = 1 };

	units[0].own_name = STR("x");
	for (size_t d = 0; d < DEPARTMENTS; d++) {
		size_t parent = is_flat ? 0 : tree.count;

		if (!is_flat)
			units[tree.count++] = (struct unit){ .id = (int64_t)d + 1,
							     .own_name = STR("Dienst"), .depth = 1 };
		for (size_t g = 0; g < GROUPS / DEPARTMENTS; g++)
			units[tree.count++] = (struct unit){
				.id = (int64_t)(DEPARTMENTS + d * (GROUPS / DEPARTMENTS) + g) + 1,
				.parent = parent, .own_name = STR("Team"), .size = SHEETS,
				.is_leaf = true, .depth = is_flat ? 1 : 2 };
	}
	return organisation_add(db, 1, STR("Gemeente Voorbeeld"), e) &&
	       model_store(db, model_base_document(), &r.model, e) && round_add(db, &r, e) &&
	       unit_tree_put(db, (struct round_key){ 1, 1 }, &tree, e) && lay_pieces(db, a, m, e) &&
	       db_exec(db, SQL_ROUND_OPEN, e, STAGE_OPEN, INT64_C(1), INT64_C(1), INT64_C(1),
		       STAGE_PREPARE) &&
	       db_exec(db, SQL_ROUND_CLOSE, e, STAGE_CLOSED, INT64_C(2), INT64_C(1), INT64_C(1),
		       STAGE_OPEN);
}

struct cost {
	double reading, page;		/* ms */
	size_t bytes, memory;
};

static struct cost turn(struct db *db, const struct model *m, size_t unit)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)1 << 30);
	struct out o = out_new(a, (size_t)1 << 28);
	struct view v = { .o = &o, .a = a, .lang = LANG_NL };
	struct picture_view pv;
	struct closed_round cr = { .model = m };
	struct err e = { 0 };
	struct cost c;
	const double start = cpu_ms();

	if (!round_get(db, a, 1, 1, &cr.round, &e) ||
	    !picture_get(db, a, &cr.round, m, &cr.picture, &e))
		stop(&e);
	c.reading = cpu_ms() - start;
	picture_view_make(&v, &cr, unit, ORDER_OF_SPREAD, &pv);
	view_picture(&v, &pv);
	c.page = cpu_ms() - start - c.reading;
	must(!o.is_failed);
	c.bytes = o.n;
	c.memory = arena_used(a);
	return c;
}

static void report(struct db *db, const struct model *m, const char *what, size_t unit)
{
	struct cost best = turn(db, m, unit);

	for (int i = 1; i < TURNS; i++) {
		struct cost c = turn(db, m, unit);

		if (c.reading + c.page < best.reading + best.page)
			best = c;
	}
	printf("picture of %s, %d groups: %.1f ms processor time (%.1f reading and summing, %.1f "
	       "the page), page of %.0f kB, %.1f MB of memory (expected at most 50 ms)\n",
	       what, GROUPS, best.reading + best.page, best.reading, best.page,
	       (double)best.bytes / 1e3, (double)best.memory / 1e6);
}

static void measure(const struct model *m, const char *path, bool is_flat)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)1 << 30);
	struct err e = { 0 };
	char name[1040];

	{
		SCOPED(db_closep) struct db *db = NULL;

		if (!db_open(path, DB_CREATE, &db, &e) || !db_migrate(db, &e) ||
		    !db_begin(db, &e) || !lay_round(db, a, m, is_flat, &e) || !db_commit(db, &e))
			stop(&e);
		if (is_flat) {
			report(db, m, "an organisation without departments", 0);
		} else {
			report(db, m, "an organisation of 20 departments", 0);
			report(db, m, "one of those departments", 1);
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		(void)unlink(name);
	}
}

int main(int argc, char **argv)
{
	SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
	struct model_report problems;
	struct err e = { 0 };
	struct model m;
	char path[1024];

	if (!model_read(a, model_base_document(), NULL, &m, &problems, &e))
		stop(&e);
	(void)snprintf(path, sizeof(path), "%s/bench-picture-%d.db", argc > 1 ? argv[1] : ".",
		       (int)getpid());
	measure(&m, path, false);
	measure(&m, path, true);
	return 0;
}

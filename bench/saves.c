/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Durable saves a second: group commit against a commit for each write, on the
 * same load in one run, as a ratio.  Respondents at once, each saving a sheet
 * of its own again and again; a save counts when it is on the disk.
 *
 *	bench_saves [FOLDER]
 *
 * FOLDER must lie on a disk (a file system in memory has nothing to sync).
 * The two ways take turns, so that other work on the machine hits both alike;
 * the middle of the rounds is printed.  The extra delay stands for slower
 * disks: it is added to each sync.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "account/sql.h"
#include "base/clock.h"
#include "base/must.h"
#include "base/rng.h"
#include "model/model_base.h"
#include "model/model_store.h"
#include "scan/sheet.h"
#include "store/writer.h"
#include "size.h"

enum {
	WAITERS = SIZE(32, 4),		/* as many as the server has workers */
	SHEETS = SIZE(2000, 20),	/* a middling municipality */
	SHEET_BYTES = 106,		/* the base model's, about */
	TURNS = SIZE(3, 1),
	TURN_MS = SIZE(1000, 20),
};

struct load {
	struct writer *w;
	const struct ticket_code *codes;
	int64_t until;
	uint64_t saves;
};

struct save {
	struct ticket_code code;
	struct sheet sheet;
};

static _Noreturn void stop(const struct err *e)
{
	fprintf(stderr, "bench_saves: %s\n", e->text);
	exit(1);
}

static bool save_write(struct db *db, void *context, struct err *e)
{
	const struct save *s = context;

	return sheet_put(db, s->code, &s->sheet, e);
}

static void *waiter(void *context)
{
	struct load *l = context;
	uint8_t bytes[SHEET_BYTES] = { 1 };
	struct save s = { .sheet = { bytes, sizeof(bytes) } };
	struct err e = { 0 };

	while (clock_mono_ns() < l->until) {
		s.code = l->codes[rng_below(SHEETS)];
		bytes[SHEET_HEADER] = (uint8_t)(1 + rng_below(5));
		if (!writer_run(l->w, save_write, &s, &e))
			stop(&e);
		l->saves++;
	}
	return NULL;
}

/* --- one turn --------------------------------------------------------------------- */

struct result {
	double per_second, per_commit;
};

static struct result turn(const struct writer_config *config, const struct ticket_code *codes)
{
	struct load load[WAITERS];
	pthread_t threads[WAITERS];
	struct err e = { 0 };
	struct writer *w = NULL;
	struct writer_counts counts;
	int64_t start;
	double seconds;

	if (!writer_start(config, &w, &e))
		stop(&e);
	start = clock_mono_ns();
	for (int i = 0; i < WAITERS; i++) {
		load[i] = (struct load){ .w = w, .codes = codes,
					 .until = start + (int64_t)TURN_MS * 1000000 };
		must(pthread_create(&threads[i], NULL, waiter, &load[i]) == 0);
	}
	for (int i = 0; i < WAITERS; i++)
		must(pthread_join(threads[i], NULL) == 0);
	seconds = (double)(clock_mono_ns() - start) / 1e9;
	counts = writer_counts(w);
	writer_stop(w);
	return (struct result){ (double)counts.jobs / seconds,
				(double)counts.jobs / (double)counts.commits };
}

static int result_cmp(const void *x, const void *y)
{
	const struct result *a = x, *b = y;

	return (a->per_second > b->per_second) - (a->per_second < b->per_second);
}

static void compare(const char *path, unsigned delay, const struct ticket_code *codes)
{
	struct writer_config group = { .where = path, .sync_delay_ms = delay };
	struct writer_config each = { .where = path, .sync_delay_ms = delay, .commits_each = true };
	struct result groups[TURNS], eachs[TURNS];
	const struct result *g = &groups[TURNS / 2], *s = &eachs[TURNS / 2];

	for (int i = 0; i < TURNS; i++) {
		groups[i] = turn(&group, codes);
		eachs[i] = turn(&each, codes);
	}
	qsort(groups, TURNS, sizeof(groups[0]), result_cmp);
	qsort(eachs, TURNS, sizeof(eachs[0]), result_cmp);
	printf("saves: waiters %d, sync + %u ms: group commit %.0f/s (%.1f a commit), "
	       "a commit each %.0f/s, ratio %.1f\n",
	       WAITERS, delay, g->per_second, g->per_commit, s->per_second,
	       g->per_second / s->per_second);
	(void)fflush(stdout);
}

/* --- a round that is open ---------------------------------------------------------- */

static bool lay_round(struct db *db, struct arena *a, const struct ticket_code *codes,
		      struct err *e)
{
	struct unit units[] = { { .own_name = STR("x") }, { .id = 2, .own_name = STR("y"), .size = SHEETS } };
	struct unit_tree tree = { units, ARRAY_LEN(units) };
	struct round r = { .id = 1, .organisation = 1, .name = STR("x"), .words = STR("{}"), .k = K_MIN,
			   .languages = 1u << LANG_NL,
			   .closes = clock_now() + INT64_C(30) * 24 * 3600 * 1000 };

	return db_exec(db, SQL_ORGANISATION_ADD, e, (int64_t)1, STR("x"), clock_now()) &&
	       model_store(db, model_base_document(), &r.model, e) &&
	       round_add(db, &r, e) && unit_tree_put(db, (struct round_key){ 1, r.id }, &tree, e) &&
	       ticket_issue(db, (struct round_key){ 1, r.id }, 2, codes, SHEETS, e) &&
	       round_open(db, a, (struct round_key){ 1, r.id }, SHEET_BYTES, e);
}

static void lay(const char *path, const struct ticket_code *codes)
{
	SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };

	if (!db_open(path, DB_CREATE, &db, &e) || !db_migrate(db, &e) || !db_begin(db, &e) ||
	    !lay_round(db, a, codes, &e) || !db_commit(db, &e))
		stop(&e);
}

int main(int argc, char **argv)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	static const unsigned delays[] = { 0, 2, 10 };
	struct ticket_code *codes = calloc(SHEETS, sizeof(*codes));
	char path[1024], name[1040];

	must(codes);
	(void)snprintf(path, sizeof(path), "%s/bench-saves-%d.db", argc > 1 ? argv[1] : ".",
		       (int)getpid());
	for (int i = 0; i < SHEETS; i++)
		codes[i] = ticket_make();
	lay(path, codes);
	for (size_t i = 0; i < ARRAY_LEN(delays); i++)
		compare(path, delays[i], codes);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		(void)unlink(name);
	}
	free(codes);
	return 0;
}

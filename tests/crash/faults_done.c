/* SPDX-License-Identifier: EUPL-1.2 */
/* What is done to a database, as the program does it. */
#include "faults_world.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "closing/closing.h"
#include "fault.h"
#include "store/writer.h"

extern const struct command migrate_command, backup_command, restore_command;

static bool wrong(struct world *w, const char *what)
{
	(void)snprintf(w->why, sizeof(w->why), "%s", what);
	return false;
}

/* --- people who save, in one batch ------------------------------------------------------------ */

struct saver {
	struct world *w;
	struct writer *writer;
	int number;
	bool is_ok;
	struct err e;
};

#define NOTE "Een nieuwe tekst"

static bool save_write(struct db *db, void *ctx, struct err *e)
{
	struct saver *s = ctx;
	const struct fixture *f = s->w->f;
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct ticket_code code = f->codes[0][1 + s->number];
	struct slot n = { 0 };
	struct respondent who;

	if (!respondent_get(db, a, code, &who, e))
		return false;
	for (size_t i = 0; i < f->model.subject_count; i++)
		who.sheet.bytes[f->layout.subject_at[i]] = 5;
	n.text[2] = STR(NOTE);
	return sheet_put(db, code, &who.sheet, e) && slot_put(db, a, code, &n, e);
}

static void *save_thread(void *ctx)
{
	struct saver *s = ctx;

	s->is_ok = writer_run(s->writer, save_write, s, &s->e);
	return NULL;
}

/* Keeps the writer busy until the others stand in the queue, so that they come in one batch. */
struct gate {
	struct writer *writer;
	sem_t runs, goes_on;
	bool is_shut;
};

static bool gate_write(struct db *db, void *ctx, struct err *e)
{
	struct gate *g = ctx;

	(void)db;
	(void)e;
	g->is_shut = true;
	(void)sem_post(&g->runs);
	while (sem_wait(&g->goes_on) != 0)
		continue;
	return true;
}

static void *gate_thread(void *ctx)
{
	struct gate *g = ctx;
	struct err e = { 0 };

	(void)writer_run(g->writer, gate_write, g, &e);
	(void)sem_post(&g->runs);	/* also when it was never begun */
	return NULL;
}

static void save_all(struct saver *savers, struct writer *writer)
{
	struct gate g = { .writer = writer };
	pthread_t gate, threads[SAVERS];

	(void)sem_init(&g.runs, 0, 0);
	(void)sem_init(&g.goes_on, 0, 0);
	(void)pthread_create(&gate, NULL, gate_thread, &g);
	while (sem_wait(&g.runs) != 0)
		continue;
	for (int i = 0; i < SAVERS; i++)
		(void)pthread_create(&threads[i], NULL, save_thread, &savers[i]);
	while (g.is_shut && writer_counts(writer).waiting < SAVERS)
		(void)usleep(200);
	(void)sem_post(&g.goes_on);
	(void)pthread_join(gate, NULL);
	for (int i = 0; i < SAVERS; i++)
		(void)pthread_join(threads[i], NULL);
}

/* Who was refused tries again at the same server, when there is room: it saves. */
static bool save_again(struct world *w, struct saver *savers, struct err *e)
{
	bool is_refused = false;

	for (int i = 0; i < SAVERS; i++) {
		struct saver *s = &savers[i];
		struct err why = s->e;

		w->is_acknowledged[i] = s->is_ok;
		if (s->is_ok)
			continue;
		is_refused = true;
		*e = why;
		if (why.kind == ERR_NONE || !why.text[0])
			return wrong(w, "a save was refused without a word");
		s->e = (struct err){ 0 };
		w->is_acknowledged[i] = writer_run(s->writer, save_write, s, &s->e);
		if (!w->is_acknowledged[i]) {
			(void)snprintf(w->why, sizeof(w->why), "the same server cannot save any more: %s", s->e.text);
			return false;
		}
	}
	return !is_refused;
}

static bool save_run(struct world *w, struct err *e)
{
	struct writer_config config = { .where = w->db };
	struct saver savers[SAVERS];
	struct writer *writer = NULL;
	bool is_ok;

	if (!writer_start(&config, &writer, e))
		return false;
	for (int i = 0; i < SAVERS; i++)
		savers[i] = (struct saver){ .w = w, .writer = writer, .number = i };
	save_all(savers, writer);
	(void)fault_disarm();
	is_ok = save_again(w, savers, e);
	writer_stop(writer);
	return is_ok;
}

/* Both rows of each are new, or neither is. */
static bool save_check(struct world *w, bool was_told)
{
	const struct fixture *f = w->f;
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };

	if (!world_digest(w, w->db) || !db_open(w->db, DB_WRITE, &db, &e))
		return false;
	for (int i = 0; i < SAVERS; i++) {
		struct ticket_code code = f->codes[0][1 + i];
		struct respondent who;
		struct slot n;
		bool is_new, has_note;

		if (!respondent_get(db, a, code, &who, &e) || !slot_get(db, a, code, &n, &e))
			return wrong(w, e.text);
		is_new = who.sheet.bytes[f->layout.subject_at[1]] == 5;
		has_note = str_is(n.text[2], NOTE);
		if (is_new != has_note)
			return wrong(w, "half of what somebody saved");
		if (!is_new && (was_told || w->is_acknowledged[i]))
			return wrong(w, "what was acknowledged is not there");
	}
	return true;
}

/* --- closing ---------------------------------------------------------------------------------- */

static bool close_write(struct db *db, void *ctx, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);

	(void)ctx;
	return round_close(db, a, key_of(1, 7), NULL, e);
}

/* What is still owed is done by the same server, when there is room. */
static bool scrub(struct world *w, struct writer *writer)
{
	struct err e = { 0 };

	if (writer_scrub(writer, &e)) {
		(void)fault_disarm();
		return true;
	}
	(void)fault_disarm();
	if (!e.text[0])
		return wrong(w, "a scrub that failed without a word");
	if (writer_state(writer).owes == OWES_NOTHING)
		return wrong(w, "a scrub failed, and nothing is owed");
	e = (struct err){ 0 };
	return writer_settle(writer, &e) || wrong(w, e.text);
}

static bool close_run(struct world *w, struct err *e)
{
	struct writer_config config = { .where = w->db };
	struct writer *writer = NULL;
	bool is_ok;

	if (!writer_start(&config, &writer, e))
		return false;
	/* Closed before it stopped: then the next start has only to scrub. */
	is_ok = writer_run(writer, close_write, NULL, e) || e->kind == ERR_CONFLICT;
	if (is_ok)
		(void)scrub(w, writer);
	writer_stop(writer);
	return is_ok;
}

static bool has_bytes(const char *path, const char *what)
{
	FILE *f = fopen(path, "rb");
	static char bytes[8 << 20];
	size_t n = f ? fread(bytes, 1, sizeof(bytes), f) : 0;

	if (f)
		(void)fclose(f);
	return memmem(bytes, n, what, strlen(what));
}

/* Open with all its sheets, or closed with all its pieces; and closed leaves no text of a
 * small group, which nobody may read. */
static bool close_check(struct world *w, bool was_told)
{
	char log[140];
	uint64_t is = world_digest(w, w->db);

	if (w->why[0] || !is)
		return false;
	if (is != w->after && (is != w->before || was_told))
		return wrong(w, was_told ? "it was told to be closed, and is not" : "a round that is half closed");
	(void)snprintf(log, sizeof(log), "%s-wal", w->db);
	if (was_told && has_bytes(log, "Een tekst van voor"))
		return wrong(w, "texts are left in the log");
	return true;
}

/* --- commands ----------------------------------------------------------------------------------- */

/* What is wrong it says itself. */
static bool command(const struct command *c, int argc, const char *const words[], struct err *e)
{
	char *argv[8] = { 0 };

	int shown, nowhere, code;

	memcpy(argv, words, (size_t)argc * sizeof(*argv));
	(void)fflush(stdout);
	shown = dup(STDOUT_FILENO);
	nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	(void)dup2(nowhere, STDOUT_FILENO);
	code = c->run(argc, argv);
	(void)fflush(stdout);
	(void)dup2(shown, STDOUT_FILENO);
	(void)close(shown);
	(void)close(nowhere);
	if (code == EXIT_DONE)
		return true;
	return err_set(e, ERR_SYSTEM, "peil %s: see what it said", c->name);
}

static bool migrate_run(struct world *w, struct err *e)
{
	const char *const words[] = { "migrate", "--db", w->db };

	return command(&migrate_command, 3, words, e);
}

/* As it was, as it becomes, or between two steps: each step whole, and the next start goes on. */
static bool migrate_check(struct world *w, bool was_told)
{
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };
	uint64_t is = world_digest(w, w->db);

	if (!is || is == w->after)
		return is;
	if (was_told)
		return wrong(w, "it was told to be up to date, and is not");
	if (is == w->before)
		return true;
	/* Somewhere between: what the rest makes of it must be what a whole run makes. */
	if (!db_open(w->db, DB_WRITE, &db, &e) || !db_migrate(db, &e))
		return wrong(w, e.text);
	db_close(db);
	db = NULL;
	return world_digest(w, w->db) == w->after || wrong(w, "a step was half done");
}

static bool backup_run(struct world *w, struct err *e)
{
	const char *const words[] = { "backup", "--db", w->db, w->place };

	return command(&backup_command, 4, words, e);
}

static bool backup_without_run(struct world *w, struct err *e)
{
	const char *const words[] = { "backup", "--db", w->db, "--without-open-rounds", w->place };

	return command(&backup_command, 5, words, e);
}

/* The database is as it was; what has the name of a backup is a whole one. */
static bool backup_check_all(struct world *w, bool was_told, bool is_same)
{
	char path[500];
	DIR *d = opendir(w->place);
	bool is_there = false, is_ok = world_digest(w, w->db) == w->before || wrong(w, "the database changed");

	for (const struct dirent *entry; d && is_ok && (entry = readdir(d));) {
		size_t n = strlen(entry->d_name);

		if (strncmp(entry->d_name, "peil-", 5) != 0 || strcmp(entry->d_name + n - 3, ".db") != 0)
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", w->place, entry->d_name);
		is_there = true;
		is_ok = world_digest(w, path) && (!is_same || world_digest(w, path) == w->before ||
						  wrong(w, "a backup that is not what there was"));
	}
	if (d)
		(void)closedir(d);
	return is_ok && (is_there || !was_told || wrong(w, "there is no backup"));
}

static bool backup_check(struct world *w, bool was_told)
{
	return backup_check_all(w, was_told, true);
}

static bool backup_without_check(struct world *w, bool was_told)
{
	return backup_check_all(w, was_told, false);
}

static bool restore_run(struct world *w, struct err *e)
{
	const char *const words[] = { "restore", "--db", w->db, w->other };

	return command(&restore_command, 4, words, e);
}

static bool either_check(struct world *w, bool was_told)
{
	uint64_t is = world_digest(w, w->db);

	return is && (is == w->after || (is == w->before && !was_told) ||
		      wrong(w, "neither what was there nor what comes in its place"));
}

const struct operation operations[] = {
	{ "saving in a batch", "full.db", save_run, save_check },
	{ "closing a round", "full.db", close_run, close_check },
	{ "bringing up to date", "earlier.db", migrate_run, migrate_check },
	{ "backup", "full.db", backup_run, backup_check },
	{ "backup without open rounds", "full.db", backup_without_run, backup_without_check },
	{ "restore", "full.db", restore_run, either_check },
};
const size_t operation_count = ARRAY_LEN(operations);

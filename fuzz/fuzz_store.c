/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The store.  The first byte of an input says what of it:
 *
 *	0	statements, transactions and jobs of the writer in any order, beside a model in
 *		plain C: rows are those of the model, for who writes, who reads and in a copy; what
 *		failed or was undone is not there; what was removed and scrubbed stands nowhere in
 *		the file or its log
 *	1	a file of which bytes were changed (store_try.c): words, and nothing worse
 *	2	a page of it
 *	3	a file of an earlier schema
 *	4	what is kept squeezed
 *	5	copies, who holds a file, and one in the place of another (store_keep.c)
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/must.h"
#include "round/sql.h"
#include "store/backup.h"
#include "store/sql.h"
#include "store/sqlite.h"
#include "store/state.h"
#include "store/writer.h"
#include "store_try.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TASKS = 12, STATES = 4, TITLE = 48, GONE = 64, DEEDS_MAX = 120, FILE_BYTES = 2 << 20 };

enum deed {
	ADD, ADD_NOTHING, REMOVE_ALL, PUT, GET, ECHO, BEGIN, COMMIT, ROLLBACK, SAVE, RELEASE, BACK, SCRUB, FORGET, COPY, JOB,
	JOB_FAILS, JOB_ALONE, JOB_SCRUB, NESTED, EMPTY_LOG,
	DEEDS,
};

struct model {
	struct { bool is_there; char title[TITLE]; size_t n; } task[TASKS];
	int64_t state[STATES];
};

struct shop {
	char path[120], copy[120];
	struct db *db, *reader;
	struct writer *writer;
	struct model now, begun, saved, kept;	/* kept: what is committed */
	bool is_in, has_save;
	char gone[GONE][24];		/* the first words of titles that are there no more */
	size_t gone_count, made;
};

static struct shop the;

static void stop(void)
{
	writer_stop(the.writer);
	db_close(the.reader);
	db_close(the.db);
}

static void begin(void)
{
	struct writer_config config = { .where = the.path };
	struct err e = { 0 };

	store_path(the.path, "t.db");
	store_path(the.copy, "c.db");
	must(db_open(the.path, DB_CREATE, &the.db, &e) && db_migrate(the.db, &e));
	must(sqlite_run(the.db, "INSERT INTO organisation VALUES (1, 'Een', 1);"
			"INSERT INTO model VALUES (1, 'm', '1', x'01', '{}');"
			"INSERT INTO round (id, organisation, model, name, purpose, k, languages, closes, stage,"
			" words, created, opened, closed) VALUES (1, 1, 1, 'r', '', 5, 1, 1, 0, '{}', 1, 0, 0)", &e));
	must(writer_start(&config, &the.writer, &e) && db_open(the.path, DB_READ, &the.reader, &e));
	must(atexit(stop) == 0);
}

/* --- rows and their model ------------------------------------------------------------------ */

/* Each begins with words of its own, so that it is known again. */
static void make_title(struct shop *s, const uint8_t *p, size_t n, char ret[TITLE], size_t *ret_n)
{
	int head = snprintf(ret, TITLE, "titel-%08zu-", ++s->made);

	n = n < TITLE - (size_t)head ? n : TITLE - (size_t)head;
	if (n)
		memcpy(ret + head, p, n);
	*ret_n = (size_t)head + n;
}

static void look(struct db *db, const struct model *m)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct err e = { 0 };
	struct rows *rows = db_query(db, SQL_TASK_LIST, &e, INT64_C(1));
	int64_t value;
	char name[8];

	for (size_t i = 0; i < TASKS; i++) {
		if (!m->task[i].is_there)
			continue;
		must(rows_next(rows, &e));
		must(str_eq(rows_str(rows, TASK_LIST_TITLE, a), (struct str){ m->task[i].title, m->task[i].n }));
		must(rows_null(rows, TASK_LIST_PEOPLE) == false);
	}
	must(!rows_next(rows, &e) && !rows_failed(rows));
	rows_free(rows);
	for (size_t i = 0; i < STATES; i++) {
		(void)snprintf(name, sizeof(name), "n%zu", i);
		must(state_get(db, name, &value, &e) && value == m->state[i]);
	}
}

struct adding {
	size_t at;
	char title[TITLE];
	size_t n;
	bool fails, is_alone;
};

static bool add(struct db *db, const struct adding *o, struct err *e)
{
	return db_exec(db, SQL_TASK_ADD, e, (int64_t)o->at + 1, INT64_C(1), (int64_t)o->at,
		       ((struct str){ o->title, o->n }), STR("Mensen"));
}

/* The writer may run it again. */
static bool job(struct db *db, void *ctx, struct err *e)
{
	const struct adding *o = ctx;

	if (o->is_alone && !db_alone(db, e))
		return false;
	return add(db, o, e) && (!o->fails || err_set(e, ERR_INPUT, "and then not"));
}

static void put_in(struct model *m, const struct adding *o)
{
	m->task[o->at].is_there = true;
	memcpy(m->task[o->at].title, o->title, TITLE);
	m->task[o->at].n = o->n;
}

static void check_added(bool is_done, const struct err *e, const struct model *m, const struct adding *o)
{
	must(is_done == (!m->task[o->at].is_there && !o->fails));
	must(is_done || e->kind == (m->task[o->at].is_there ? ERR_CONFLICT : ERR_INPUT));
}

static void note_gone(struct shop *s, const char *title)
{
	(void)snprintf(s->gone[s->gone_count++ % GONE], sizeof(s->gone[0]), "%.14s", title);
}

/* What was in `before` and is no longer: undone, or removed. */
static void note_lost(struct shop *s, const struct model *before, const struct model *after)
{
	for (size_t i = 0; i < TASKS; i++)
		if (before->task[i].is_there && (!after->task[i].is_there ||
		    memcmp(before->task[i].title, after->task[i].title, 14) != 0))
			note_gone(s, before->task[i].title);
}

/* --- the file ------------------------------------------------------------------------------- */

/* Removed, and there again: that was undone. */
static bool is_back(const struct shop *s, const char *words)
{
	for (size_t i = 0; i < TASKS; i++)
		if (s->kept.task[i].is_there && memcmp(s->kept.task[i].title, words, strlen(words)) == 0)
			return true;
	return false;
}

static void look_in(const struct shop *s, const char *path)
{
	static char bytes[FILE_BYTES];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, bytes, sizeof(bytes));

	must(n >= 0 && n < FILE_BYTES);
	if (fd >= 0)
		(void)close(fd);
	for (size_t i = 0; i < s->gone_count && i < GONE; i++)
		must(is_back(s, s->gone[i]) || !memmem(bytes, (size_t)n, s->gone[i], strlen(s->gone[i])));
}

static void look_for_gone(const struct shop *s)
{
	char log[130];

	look_in(s, s->path);
	(void)snprintf(log, sizeof(log), "%s-wal", s->path);
	look_in(s, log);
}

static void look_at_copy(struct shop *s)
{
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };

	must(db_copy_to(s->db, s->copy, &e) && db_open(s->copy, DB_LOOK, &db, &e));
	must(db_check_whole(db, &e));
	look(db, &s->kept);
}

/* --- what is done ----------------------------------------------------------------------------- */

static void echo(struct shop *s, const uint8_t *p, size_t n)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 16);
	struct str text = { (const char *)p, n };
	struct blob bytes = { p, n };
	struct err e = { 0 };
	int64_t number = 0;
	double real = 0;
	SCOPED(rows_freep) struct rows *rows = NULL;

	memcpy(&number, p, n < 8 ? n : 8);
	real = (double)number / 3;
	rows = db_query(s->db, SQL_STORE_ECHO, &e, number, text, bytes, real);
	must(rows_next(rows, &e) && rows_i64(rows, STORE_ECHO_NUMBER) == number);
	must(rows_real(rows, STORE_ECHO_REAL) == real);
	must(str_eq(rows_str(rows, STORE_ECHO_TEXT, a), text));
	must(rows_blob(rows, STORE_ECHO_BYTES, a).n == n && memcmp(rows_view(rows, STORE_ECHO_BYTES).p, p, n) == 0);
	must(!rows_next(rows, &e) && !rows_failed(rows));
}

/* The same statement while its rows are open. */
static void nested(struct shop *s)
{
	struct err e = { 0 };
	SCOPED(rows_freep) struct rows *outer = db_query(s->db, SQL_TASK_LIST, &e, INT64_C(1));
	size_t n = 0, there = 0;

	while (rows_next(outer, &e)) {
		look(s->db, &s->now);
		n++;
	}
	for (size_t i = 0; i < TASKS; i++)
		there += s->now.task[i].is_there;
	must(!rows_failed(outer) && n == there);
}

static void transact(struct shop *s, enum deed deed)
{
	struct err e = { 0 };

	if (deed == BEGIN && !s->is_in) {
		must(db_begin(s->db, &e));
		s->is_in = true;
	} else if (deed == COMMIT && s->is_in && !s->has_save) {
		must(db_commit(s->db, &e));
		s->kept = s->now;
		s->is_in = false;
	} else if (deed == ROLLBACK && s->is_in) {
		db_rollback(s->db);
		note_lost(s, &s->now, &s->kept);
		s->now = s->kept;
		s->is_in = s->has_save = false;
	} else if (deed == SAVE && s->is_in && !s->has_save) {
		must(db_savepoint(s->db, &e) && !db_alone(s->db, &e) && db_wants_alone(s->db));
		s->saved = s->now;
		s->has_save = true;
	} else if (deed == RELEASE && s->has_save) {
		must(db_release(s->db, &e));
		s->has_save = false;
	} else if (deed == BACK && s->has_save) {
		db_rollback_savepoint(s->db);
		note_lost(s, &s->now, &s->saved);
		s->now = s->saved;
		s->has_save = false;
	}
	must(db_is_in_transaction(s->db) == s->is_in);
}

/* Outside of a transaction of ours, what is done is kept. */
static void keep(struct shop *s)
{
	if (!s->is_in)
		s->kept = s->now;
}

static void statement(struct shop *s, enum deed deed, const uint8_t *p, size_t n)
{
	struct adding o = { .at = p[0] % TASKS };
	const struct model before = s->now;
	char name[8];
	struct err e = { 0 };
	bool is_done;

	(void)snprintf(name, sizeof(name), "n%d", p[0] % STATES);
	if (deed == ADD) {
		make_title(s, p + 1, n - 1, o.title, &o.n);
		is_done = add(s->db, &o, &e);
		check_added(is_done, &e, &s->now, &o);
		if (is_done)
			put_in(&s->now, &o);
		else
			note_gone(s, o.title);
	} else if (deed == ADD_NOTHING) {
		must(!db_exec(s->db, SQL_TASK_ADD, &e, INT64_C(99), INT64_C(1), INT64_C(1), ((struct str){ 0 }), STR("")));
		must(e.kind == ERR_STORE && e.text[0]);
	} else if (deed == REMOVE_ALL) {
		must(db_exec(s->db, SQL_TASK_REMOVE_ALL, &e, INT64_C(1)));
		memset(s->now.task, 0, sizeof(s->now.task));
		note_lost(s, &before, &s->now);
	} else if (deed == PUT) {
		must(state_put(s->db, name, (int64_t)n * 1000 + p[0], &e));
		s->now.state[p[0] % STATES] = (int64_t)n * 1000 + p[0];
	}
	keep(s);
}

/* The other connection: when ours holds the file, it waits, so it is not asked then. */
static void by_writer(struct shop *s, enum deed deed, const uint8_t *p, size_t n)
{
	struct adding o = { .at = p[0] % TASKS, .fails = deed == JOB_FAILS, .is_alone = deed == JOB_ALONE };
	struct err e = { 0 };
	bool is_done;

	if (s->is_in)
		return;
	if (deed == JOB_SCRUB) {
		must(writer_scrub(s->writer, &e) && writer_settle(s->writer, &e));
		must(writer_state(s->writer).owes == OWES_NOTHING);
		look_for_gone(s);
		return;
	}
	make_title(s, p + 1, n - 1, o.title, &o.n);
	is_done = writer_run(s->writer, job, &o, &e);
	check_added(is_done, &e, &s->now, &o);
	if (is_done)
		put_in(&s->now, &o);
	else
		note_gone(s, o.title);
	keep(s);
}

static void one(struct shop *s, enum deed deed, const uint8_t *p, size_t n)
{
	struct err e = { 0 };

	if (deed <= PUT)
		statement(s, deed, p, n);
	else if (deed == ECHO)
		echo(s, p, n);
	else if (deed >= BEGIN && deed <= BACK)
		transact(s, deed);
	else if (deed >= JOB && deed <= JOB_SCRUB)
		by_writer(s, deed, p, n);
	else if (deed == NESTED)
		nested(s);
	else if (deed == SCRUB && !s->is_in) {
		must(db_scrub(s->db, &e));
		look_for_gone(s);
	} else if (deed == FORGET && !s->is_in) {
		must(db_forget(s->db, &e) && db_forget(s->reader, &e));
	} else if (deed == COPY && !s->is_in) {
		look_at_copy(s);
	} else if (deed == EMPTY_LOG && !s->is_in) {
		must(writer_empty_log(s->writer, &e));
	}
	look(s->db, &s->now);
	look(s->reader, &s->kept);
}

static void again(struct shop *s)
{
	struct err e = { 0 };

	must(sqlite_run(s->db, "DELETE FROM task; DELETE FROM state", &e));
	memset(&s->now, 0, sizeof(s->now));
	s->kept = s->now;
	s->gone_count = 0;		/* of an earlier input: not told again */
	s->is_in = s->has_save = false;
}

static void try_statements(struct shop *s, const uint8_t *p, size_t n)
{
	if (!s->db)
		begin();
	again(s);
	for (size_t i = 0, at = 0; i < DEEDS_MAX && at + 3 <= n; i++) {
		const enum deed deed = (enum deed)(p[at] % DEEDS);
		const size_t left = n - at - 2, more = 1 + p[at + 1] % 40, size = more < left ? more : left;

		one(s, deed, p + at + 2, size);
		at += 2 + size;
	}
	db_rollback(s->db);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct blob rest = { size ? data + 1 : data, size ? size - 1 : 0 };

	switch (size ? data[0] % 6 : 0) {
	case 1: store_try_file(rest); break;
	case 2: store_try_page(rest); break;
	case 3: store_try_schema(rest); break;
	case 4: store_try_squeeze(rest); break;
	case 5: store_try_keep(rest); break;
	default: try_statements(&the, rest.p, rest.n);
	}
	return 0;
}

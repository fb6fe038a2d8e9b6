/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bytes that no row uses are overwritten in the file itself: nothing is copied, and
 * it needs the memory of one piece however large the file is.
 *
 * The file may be written beside SQLite while nobody else can: the connection holds
 * the write lock, so the log does not grow, and the log has been copied into the
 * file to its end, so nobody has anything left to put there.  Who reads meanwhile
 * reads the same rows.  A process that dies half way leaves a whole file.
 *
 * Pages in somebody's cache still have the old bytes: a change of the first page
 * tells others to read anew, and this connection lets its cache go.
 */
#include "store/scrub.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/must.h"
#include "store/page.h"
#include "store/sqlite.h"

enum {
	PIECE = 1024 * 1024,	/* some milliseconds of work; a multiple of every page size */
	HEADER = 100,
	TRIES = 20,			/* of a millisecond, for who still reads the log */
	TRUNCATE_MS = 20,
	OPEN_MS = 500,			/* for who opens or closes the file just then */
};

static const int64_t PATIENCE_NS = INT64_C(2000000000);
/* Above it the first byte of a page could be that of a number. */
static const int64_t PAGES_MAX = INT64_C(1) << 25;

struct scrub {
	struct db *db;
	sqlite3 *beside;		/* copies the log while `db` holds the lock */
	sqlite3_file *file;		/* of `beside` */
	uint8_t *bytes;			/* a piece */
	int64_t at;
	int64_t waits_since;		/* 0: does not wait for a reader */
	struct err copies;		/* why a copy beside the file could not be removed */
};

static void pause_ms(long ms)
{
	const struct timespec t = { 0, ms * 1000000 };

	(void)nanosleep(&t, NULL);
}

/* --- one piece -------------------------------------------------------------------- */

struct shape {
	int64_t size;			/* of the file */
	size_t page, usable;
};

static bool file_failed(const struct scrub *s, const char *what, struct err *e)
{
	return err_set(e, ERR_STORE, "%s: cannot be %s while it is scrubbed", s->db->where, what);
}

static bool read_shape(struct scrub *s, struct shape *ret, struct err *e)
{
	uint8_t head[HEADER];
	sqlite3_int64 size;

	if (s->file->pMethods->xFileSize(s->file, &size) != SQLITE_OK ||
	    s->file->pMethods->xRead(s->file, head, HEADER, 0) != SQLITE_OK)
		return file_failed(s, "read", e);
	ret->size = size;
	ret->page = (size_t)head[16] << 8 | head[17];
	if (ret->page == 1)
		ret->page = 65536;
	ret->usable = ret->page - head[20];
	if (ret->page < 512 || PIECE % ret->page || ret->usable < 480)
		return err_set(e, ERR_STORE, "%s: pages of %zu bytes", s->db->where, ret->page);
	if (head[52] | head[53] | head[54] | head[55] || size / (int64_t)ret->page > PAGES_MAX)
		return err_set(e, ERR_STORE, "%s: pages of this file cannot be told apart "
			       "(auto_vacuum, or too large)", s->db->where);
	return true;
}

/* The first page is left alone: it holds the schema. */
static bool clear_pages(struct scrub *s, const struct shape *f, size_t n, bool *ret_changed,
			struct err *e)
{
	for (size_t i = s->at == 0 ? f->page : 0; i + f->page <= n; i += f->page) {
		enum page_state was = page_clear(s->bytes + i, f->usable);
		int64_t at = s->at + (int64_t)i;

		if (was == PAGE_BROKEN)
			return err_set(e, ERR_STORE, "%s: page %lld is not whole", s->db->where,
				       (long long)(at / (int64_t)f->page + 1));
		if (was != PAGE_CLEARED)
			continue;
		if (s->file->pMethods->xWrite(s->file, s->bytes + i, (int)f->page, at) != SQLITE_OK)
			return file_failed(s, "written", e);
		*ret_changed = true;
	}
	return true;
}

/* Inside a transaction of `db`, with a log that has been copied to its end. */
static bool clear_piece(struct scrub *s, struct err *e)
{
	struct shape f = { 0 };
	int64_t n, version;
	bool is_changed = false;
	char bump[60];

	if (!read_shape(s, &f, e))
		return false;
	n = f.size - s->at < PIECE ? f.size - s->at : PIECE;
	if (n > 0 && s->file->pMethods->xRead(s->file, s->bytes, (int)n, s->at) != SQLITE_OK)
		return file_failed(s, "read", e);
	if (n > 0 && !clear_pages(s, &f, (size_t)n, &is_changed, e))
		return false;
	s->at = n > 0 ? s->at + n : -1;
	if (!is_changed)
		return true;
	if (s->file->pMethods->xSync(s->file, SQLITE_SYNC_NORMAL) != SQLITE_OK)
		return file_failed(s, "synced", e);
	if (!sqlite_number(s->db, "PRAGMA user_version", &version, e))
		return false;
	(void)snprintf(bump, sizeof(bump), "PRAGMA user_version = %lld", (long long)version);
	return sqlite_run(s->db, bump, e);
}

/* Copies the log into the file; false when somebody still reads what was before. */
static bool copy_log(struct scrub *s)
{
	for (int i = 0; i < TRIES; i++) {
		int in_log = 0, copied = -1;
		int rc = sqlite3_wal_checkpoint_v2(s->beside, "main", SQLITE_CHECKPOINT_PASSIVE,
						   &in_log, &copied);

		if (rc == SQLITE_OK && in_log >= 0 && in_log == copied)
			return true;
		pause_ms(1);
	}
	return false;
}

/* --- steps ------------------------------------------------------------------------ */

static enum scrub_state wait_for_readers(struct scrub *s, enum scrub_state then, struct err *e)
{
	int64_t now = clock_mono_ns();

	if (s->waits_since == 0)
		s->waits_since = now;
	if (now - s->waits_since < PATIENCE_NS) {
		pause_ms(1);
		return SCRUB_MORE;
	}
	(void)err_set(e, ERR_STORE, "the log is still being read; old pages remain in it");
	return then;
}

static enum scrub_state step_piece(struct scrub *s, struct err *e)
{
	bool is_ok;

	if (!db_begin(s->db, e))
		return SCRUB_FAILED;
	if (!copy_log(s)) {
		db_rollback(s->db);
		return wait_for_readers(s, SCRUB_FAILED, e);
	}
	is_ok = clear_piece(s, e) && db_commit(s->db, e);
	if (!is_ok)
		db_rollback(s->db);
	(void)sqlite3_db_release_memory(s->db->c);
	s->waits_since = 0;
	return is_ok ? SCRUB_MORE : SCRUB_FAILED;
}

/* The log holds pages of before until it is cut off. */
static enum scrub_state step_last(struct scrub *s, struct err *e)
{
	if (!sqlite_empty_log(s->db, TRUNCATE_MS, e))
		return wait_for_readers(s, s->copies.kind == ERR_NONE ? SCRUB_LOG_IS_READ : SCRUB_FAILED, e);
	if (s->copies.kind == ERR_NONE)
		return SCRUB_DONE;
	*e = s->copies;
	return SCRUB_FAILED;
}

enum scrub_state scrub_step(struct scrub *s, struct err *e)
{
	return s->at >= 0 ? step_piece(s, e) : step_last(s, e);
}

bool scrub_begin(struct db *db, struct scrub **ret, struct err *e)
{
	SCOPED(scrub_endp) struct scrub *s = calloc(1, sizeof(*s));

	must_have(s);
	s->db = db;
	s->bytes = malloc(PIECE);
	must_have(s->bytes);
	if (!db_is_in_place(db, e))
		return false;
	if (sqlite3_open_v2(db->where, &s->beside, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK ||
	    sqlite3_busy_timeout(s->beside, OPEN_MS) != SQLITE_OK ||
	    sqlite3_exec(s->beside, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_file_control(s->beside, "main", SQLITE_FCNTL_FILE_POINTER, &s->file) != SQLITE_OK ||
	    !s->file || !s->file->pMethods)
		return err_set(e, ERR_STORE, "%s: cannot be opened to scrub it: %s", db->where,
			       sqlite3_errmsg(s->beside));
	if (!db_is_in_place(db, e))	/* nor while it was opened */
		return false;
	(void)copies_remove(db, &s->copies);
	(void)sqlite3_db_release_memory(db->c);
	*ret = s;
	s = NULL;
	return true;
}

void scrub_end(struct scrub *s)
{
	if (!s)
		return;
	must(sqlite3_close(s->beside) == SQLITE_OK);
	free(s->bytes);
	free(s);
}

void scrub_endp(struct scrub **s)
{
	scrub_end(*s);
}

bool db_scrub(struct db *db, struct err *e)
{
	SCOPED(scrub_endp) struct scrub *s = NULL;
	enum scrub_state state = SCRUB_MORE;

	if (!scrub_begin(db, &s, e))
		return false;
	must(s);		/* said to the analyser */
	while (state == SCRUB_MORE)
		state = scrub_step(s, e);
	return state == SCRUB_DONE;
}

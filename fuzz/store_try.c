/* SPDX-License-Identifier: EUPL-1.2 */
#include "store_try.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/must.h"
#include "base/squeeze.h"
#include "round/sql.h"
#include "store/backup.h"
#include "folder.h"
#include "store/page.h"
#include "store/sqlite.h"

enum { FILE_BYTES = 4 << 20, PAGE_BYTES = 4096 };

static char folder[FOLDER_SIZE];

static void remove_folder(void)
{
	folder_remove(folder);
}

const char *store_folder(void)
{
	if (folder[0])
		return folder;
	folder_make(folder);
	must(atexit(remove_folder) == 0);
	return folder;
}

void store_path(char ret[120], const char *name)
{
	(void)snprintf(ret, 120, "%s/%s", store_folder(), name);
}

static size_t read_file(const char *path, uint8_t *to, size_t room)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, to, room);

	must(n >= 0 && (size_t)n < room);
	(void)close(fd);
	return (size_t)n;
}

/* Nothing of an earlier one stays beside it. */
static void write_file(const char *path, const uint8_t *p, size_t n)
{
	static const char *const beside[] = { "-wal", "-shm", "-journal" };
	char other[130];
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	must(fd >= 0 && write(fd, p, n) == (ssize_t)n);
	(void)close(fd);
	for (size_t i = 0; i < ARRAY_LEN(beside); i++) {
		(void)snprintf(other, sizeof(other), "%s%s", path, beside[i]);
		(void)unlink(other);
	}
}

/* --- a file that is not whole --------------------------------------------------------- */

static void add_rows(struct db *db, struct str text)
{
	struct err e = { 0 };

	must(sqlite_run(db, "INSERT INTO organisation VALUES (1, 'Een', 1);"
			"INSERT INTO model VALUES (1, 'm', '1', x'01', '{}');", &e));
	must(sqlite_run(db, "INSERT INTO round (id, organisation, model, name, purpose, k, languages, closes, stage,"
			" words, created, opened, closed) VALUES (1, 1, 1, 'r', '', 5, 1, 1, 0, '{}', 1, 0, 0)", &e));
	for (int64_t i = 1; i <= 40; i++)
		must(db_exec(db, SQL_TASK_ADD, &e, i, INT64_C(1), i, text, STR("Mensen")));
}

static size_t whole_file(uint8_t **ret)
{
	static uint8_t bytes[FILE_BYTES];
	static size_t n;
	char path[120], text[3000];
	struct db *db = NULL;
	struct err e = { 0 };

	*ret = bytes;
	if (n)
		return n;
	memset(text, 'w', sizeof(text));
	store_path(path, "whole.db");
	must(db_open(path, DB_CREATE, &db, &e) && db_migrate(db, &e));
	add_rows(db, (struct str){ text, sizeof(text) });
	must(sqlite_run(db, "DELETE FROM task WHERE id % 3 = 0", &e) && db_empty_log(db, &e));
	db_close(db);
	n = read_file(path, bytes, sizeof(bytes));
	return n;
}

/* Ended, or with words. */
static bool fine(bool is_done, struct err *e)
{
	const bool has_words = e->kind != ERR_NONE && e->text[0];

	must(is_done != has_words);
	*e = (struct err){ 0 };
	return is_done;
}

static int64_t count_tasks(struct db *db, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_TASK_LIST, e, INT64_C(1));
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	int64_t n = 0;

	for (; rows_next(rows, e); n++)
		(void)rows_str(rows, TASK_LIST_TITLE, a);
	return rows_failed(rows) ? -1 : n;
}

static void use(struct db *db)
{
	struct err e = { 0 };
	char copy[120];
	int64_t schema, before;
	bool is_whole, is_scrubbed;

	store_path(copy, "copy.db");
	(void)unlink(copy);
	(void)fine(db_check_ours(db, &schema, &e), &e);
	is_whole = fine(db_check_whole(db, &e), &e);
	before = count_tasks(db, &e);
	(void)fine(before >= 0, &e);
	is_scrubbed = fine(db_scrub(db, &e), &e);
	if (is_whole && is_scrubbed) {	/* nothing that is used is gone */
		must(db_check_whole(db, &e));
		must(count_tasks(db, &e) == before);
		e = (struct err){ 0 };
	}
	(void)fine(db_migrate(db, &e), &e);
	(void)fine(db_forget(db, &e), &e);
	(void)fine(db_backup(db, copy, &e), &e);
	(void)fine(db_copy_to(db, copy, &e), &e);
}

void store_try_file(struct blob input)
{
	static const enum db_mode modes[] = { DB_LOOK, DB_READ, DB_WRITE };
	static uint8_t bytes[FILE_BYTES];
	struct db *db = NULL;
	struct err e = { 0 };
	char path[120];
	uint8_t *whole;
	size_t n = whole_file(&whole);

	memcpy(bytes, whole, n);
	for (size_t i = 0; i + 4 <= input.n && i < 400; i += 4)
		bytes[((size_t)input.p[i] << 16 | (size_t)input.p[i + 1] << 8 | input.p[i + 2]) % n] = input.p[i + 3];
	if (input.n % 4 == 3)
		n = n * input.p[input.n - 1] / 256;
	store_path(path, "broken.db");
	for (size_t i = 0; i < ARRAY_LEN(modes); i++) {
		write_file(path, bytes, n);
		if (!fine(db_open(path, modes[i], &db, &e), &e))
			continue;
		if (modes[i] == DB_WRITE)
			use(db);
		else if (!fine(count_tasks(db, &e) >= 0, &e))
			(void)fine(db_check_whole(db, &e), &e);
		db_close(db);
		db = NULL;
	}
}

void store_try_page(struct blob input)
{
	uint8_t page[PAGE_BYTES], once[PAGE_BYTES];
	const size_t size = input.n > 1 && input.p[0] & 1 ? 512 : PAGE_BYTES;
	const size_t usable = size - (input.n > 1 ? input.p[1] % 33 : 0);
	enum page_state was;
	uint8_t *exact;

	memset(page, 0, sizeof(page));
	if (input.n > 2)
		memcpy(page, input.p + 2, input.n - 2 < size ? input.n - 2 : size);
	exact = malloc(size);		/* so that a step outside is seen */
	must(exact);
	memcpy(exact, page, size);
	was = page_clear(exact, usable);
	must((was == PAGE_CLEARED) == (memcmp(exact, page, size) != 0));
	must(memcmp(exact + usable, page + usable, size - usable) == 0);
	memcpy(once, exact, size);
	must(was != PAGE_CLEARED || page_clear(exact, usable) == PAGE_CLEAN);
	must(memcmp(exact, once, size) == 0);
	free(exact);
}

/* --- an earlier schema ------------------------------------------------------------------- */

static size_t file_of(int version, uint8_t *to)
{
	struct db *db = NULL;
	struct err e = { 0 };
	char name[40], path[120];

	(void)snprintf(name, sizeof(name), "v%d.db", version);
	store_path(path, name);
	if (access(path, F_OK) != 0) {
		must(db_open(path, DB_CREATE, &db, &e) && sqlite_migrate(db, schema_steps, version, &e));
		must(db_empty_log(db, &e));
		db_close(db);
	}
	return read_file(path, to, FILE_BYTES);
}

void store_try_schema(struct blob input)
{
	static uint8_t bytes[FILE_BYTES];
	const struct str text = { input.n > 1 ? (const char *)input.p + 1 : "", input.n > 1 ? input.n - 1 : 0 };
	SCOPED(db_closep) struct db *db = NULL;
	SCOPED(rows_freep) struct rows *rows = NULL;
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct err e = { 0 };
	char path[120], beside[200];
	size_t n;

	if (input.n == 0)
		return;
	n = file_of(1 + input.p[0] % schema_step_count, bytes);
	store_path(path, "early.db");
	write_file(path, bytes, n);
	must(db_open(path, DB_WRITE, &db, &e));
	add_rows(db, text);
	must(db_migrate(db, &e) && db_check_whole(db, &e) && db_prepare_all(db, &e));
	must(!copies_any(db, beside, sizeof(beside)));
	rows = db_query(db, SQL_TASK_LIST, &e, INT64_C(1));
	must(rows_next(rows, &e) && str_eq(rows_str(rows, TASK_LIST_TITLE, a), text));
}

void store_try_squeeze(struct blob input)
{
	static struct squeezer *small;
	enum { ROOM = 70000 };
	static uint8_t to[ROOM], back[ROOM];
	size_t n;

	if (!small)
		small = squeezer_new(12);
	(void)unsqueeze(input, back, input.n ? input.p[0] * 16 : 0);
	n = squeeze(small, input, to, sizeof(to));
	must(n > 0);
	must(unsqueeze((struct blob){ to, sizeof(to) }, back, input.n));
	must(input.n == 0 || memcmp(back, input.p, input.n) == 0);
	must(!unsqueeze((struct blob){ to, n }, back, input.n + 1));
	must(input.n < 2 || squeeze(small, input, to, 1) == 0);
}

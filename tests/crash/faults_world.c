/* SPDX-License-Identifier: EUPL-1.2 */
#include "faults_world.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scan/spare.h"
#include "store/backup.h"
#include "store/sqlite.h"

static const struct leaf leaves[] = {
	{ "Dienst;A;team", 12 }, { "Dienst;B;team", 11 }, { "Dienst;D;team", 3 }, { ";Leiding;leiding", 6 },
};

/* --- digests ---------------------------------------------------------------------------- */

/* Ids are drawn, moments differ, and what the server knows of itself is no content. */
static const struct { const char *table, *select; } looked_at[] = {
	{ "state", NULL },
	{ "round", "SELECT id, organisation, model, name, purpose, k, languages, closes, stage, words FROM round" },
	{ "remark", "SELECT round, unit, subject, body, state FROM remark" },
	{ "volunteer", "SELECT round, contact FROM volunteer" },
	{ "closed_ticket", "SELECT count(*) FROM closed_ticket" },
};

static uint64_t mix(uint64_t h, const void *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		h = (h ^ ((const uint8_t *)p)[i]) * UINT64_C(1099511628211);
	return h;
}

static bool add_rows(sqlite3 *c, const char *table, const char *sql, uint64_t *sum)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(c, sql, -1, &st, NULL);

	while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		uint64_t h = mix(UINT64_C(14695981039346656037), table, strlen(table));

		for (int i = 0; i < sqlite3_column_count(st); i++) {
			int type = sqlite3_column_type(st, i);
			const void *p = sqlite3_column_blob(st, i);

			h = mix(h, &type, sizeof(type));
			h = mix(h, p, (size_t)sqlite3_column_bytes(st, i));
		}
		*sum += h;
		rc = SQLITE_OK;
	}
	(void)sqlite3_finalize(st);
	return rc == SQLITE_DONE;
}

static bool add_table(sqlite3 *c, const char *table, uint64_t *sum)
{
	char sql[200];

	(void)snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\"", table);
	for (size_t i = 0; i < ARRAY_LEN(looked_at); i++)
		if (strcmp(looked_at[i].table, table) == 0)
			return !looked_at[i].select || add_rows(c, table, looked_at[i].select, sum);
	return add_rows(c, table, sql, sum);
}

static bool add_all(sqlite3 *c, uint64_t *sum)
{
	sqlite3_stmt *st = NULL;
	bool is_ok = sqlite3_prepare_v2(c, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
					-1, &st, NULL) == SQLITE_OK;

	while (is_ok && sqlite3_step(st) == SQLITE_ROW)
		is_ok = add_table(c, (const char *)sqlite3_column_text(st, 0), sum);
	(void)sqlite3_finalize(st);
	return is_ok && add_rows(c, "schema", "SELECT type, name, sql FROM sqlite_schema", sum) &&
	       add_rows(c, "version", "PRAGMA user_version", sum);
}

uint64_t world_digest(struct world *w, const char *path)
{
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };
	uint64_t sum = 1;

	if (!db_open(path, DB_WRITE, &db, &e) || !db_check_whole(db, &e)) {
		(void)snprintf(w->why, sizeof(w->why), "%s is not whole: %s", path, e.text);
		return 0;
	}
	if (!add_all(db->c, &sum)) {
		(void)snprintf(w->why, sizeof(w->why), "%s cannot be read: %s", path, sqlite3_errmsg(db->c));
		return 0;
	}
	return sum ? sum : 1;
}

/* --- files ------------------------------------------------------------------------------ */

static void copy_file(const char *from, const char *to)
{
	char buf[65536];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	size_t n;

	assert_non_null(in);
	assert_non_null(out);
	while ((n = fread(buf, 1, sizeof(buf), in)) > 0)
		assert_int_equal(fwrite(buf, 1, n, out), n);
	assert_int_equal(fclose(in) | fclose(out), 0);
}

void world_again(struct world *w, const struct operation *op)
{
	char path[700];
	DIR *folder;

	(void)mkdir(w->place, 0700);
	folder = opendir(w->place);
	assert_non_null(folder);
	for (const struct dirent *entry; (entry = readdir(folder));) {
		(void)snprintf(path, sizeof(path), "%s/%s", w->place, entry->d_name);
		if (entry->d_name[0] != '.')
			assert_int_equal(unlink(path), 0);
	}
	(void)closedir(folder);
	(void)snprintf(path, sizeof(path), "%s/%s", w->f->d->folder, op->from);
	copy_file(path, w->db);
	memset(w->is_acknowledged, 0, sizeof(w->is_acknowledged));
	w->why[0] = '\0';
}

/* A file of the schema of four steps on, with all that was there then. */
static void lay_earlier(struct world *w)
{
	enum { EARLIER = 4 };
	struct database *d = w->f->d;
	SCOPED(db_closep) struct db *db = NULL;
	sqlite3_stmt *st = NULL;
	char sql[2000];
	char names[64][60];
	int count = 0;

	database_ok(d, db_open(w->earlier, DB_CREATE, &db, &d->e));
	database_ok(d, sqlite_migrate(db, schema_steps, EARLIER, &d->e));
	(void)snprintf(sql, sizeof(sql), "PRAGMA foreign_keys = OFF; ATTACH '%s' AS now", w->full);
	database_ok(d, sqlite_run(db, sql, &d->e));
	assert_int_equal(sqlite3_prepare_v2(db->c, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
					    -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW && count < 64)
		(void)snprintf(names[count++], sizeof(names[0]), "%s", (const char *)sqlite3_column_text(st, 0));
	(void)sqlite3_finalize(st);
	for (int i = 0; i < count; i++) {
		char columns[400];

		(void)snprintf(sql, sizeof(sql), "SELECT group_concat(name) FROM pragma_table_info('%.60s', 'main')", names[i]);
		database_ok(d, sqlite_text(db, sql, columns, sizeof(columns), &d->e));
		(void)snprintf(sql, sizeof(sql), "INSERT INTO main.%.60s (%.400s) SELECT %.400s FROM now.%.60s", names[i],
			       columns, columns, names[i]);
		database_ok(d, sqlite_run(db, sql, &d->e));
	}
	database_ok(d, sqlite_run(db, "DETACH now", &d->e));
	database_ok(d, db_empty_log(db, &d->e));
}

void world_lay(struct world *w, struct fixture *f, struct database *d)
{
	*w = (struct world){ .f = f };
	fixture_lay(f, d, leaves, ARRAY_LEN(leaves));
	fixture_open(f);
	for (size_t leaf = 0; leaf < ARRAY_LEN(leaves); leaf++)
		for (size_t i = 0; i < (size_t)leaves[leaf].size; i++) {
			fixture_answer(f, leaf, i, 3, true);
			if (i % 3 == 0)
				fixture_note(f, leaf, i, "Een tekst van voor de sluiting");
		}
	(void)snprintf(w->place, sizeof(w->place), "%s/try", d->folder);
	(void)snprintf(w->db, sizeof(w->db), "%s/peil.db", w->place);
	(void)snprintf(w->full, sizeof(w->full), "%s/full.db", d->folder);
	(void)snprintf(w->earlier, sizeof(w->earlier), "%s/earlier.db", d->folder);
	(void)snprintf(w->other, sizeof(w->other), "%s/other.db", d->folder);
	database_ok(d, db_copy_to(d->db, w->full, &d->e));
	lay_earlier(w);
	/* A backup of a moment before, which lacks an answer. */
	database_ok(d, db_backup(d->db, w->other, &d->e));
	fixture_answer(f, 0, 0, 4, true);
	database_ok(d, db_copy_to(d->db, w->full, &d->e));
}

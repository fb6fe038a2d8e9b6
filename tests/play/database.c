/* SPDX-License-Identifier: EUPL-1.2 */
#include "database.h"

#include <stdio.h>
#include <stdlib.h>
#include <dirent.h>
#include <unistd.h>

#include "account/sql.h"
#include "model/sql.h"
#include "round/sql.h"

int database_begin(void **state)
{
	struct database *d = calloc(1, sizeof(*d));

	if (!d)
		return -1;
	*state = d;
	(void)snprintf(d->folder, sizeof(d->folder), "/tmp/peil-test-XXXXXX");
	if (!mkdtemp(d->folder))
		return -1;
	(void)snprintf(d->path, sizeof(d->path), "%s/t.db", d->folder);
	d->a = arena_new(16 << 20);
	if (!db_open(d->path, DB_CREATE, &d->db, &d->e) || !db_migrate(d->db, &d->e)) {
		print_error("%s\n", d->e.text);
		return -1;
	}
	return 0;
}

int database_end(void **state)
{
	struct database *d = *state;
	DIR *folder = opendir(d->folder);

	db_close(d->db);
	arena_free(d->a);
	for (const struct dirent *f = folder ? readdir(folder) : NULL; f; f = readdir(folder)) {
		char path[512];

		(void)snprintf(path, sizeof(path), "%s/%s", d->folder, f->d_name);
		if (f->d_name[0] != '.')
			(void)unlink(path);
	}
	if (folder)
		(void)closedir(folder);
	(void)rmdir(d->folder);
	free(d);
	return 0;
}

struct round_key key_of(int64_t organisation, int64_t round)
{
	return (struct round_key){ organisation, round };
}

void database_ok(struct database *d, bool is_ok)
{
	if (!is_ok)
		fail_msg("%s", d->e.text);
}

void database_lay_round(struct database *d)
{
	static const uint8_t hash[32] = { 1 };
	int64_t one = 1, k = 5;

	database_ok(d, db_exec(d->db, SQL_ORGANISATION_ADD, &d->e, one, STR("Gemeente Voorbeeld"),
			       one));
	database_ok(d, db_exec(d->db, SQL_MODEL_ADD, &d->e, one, STR("m"), STR("1"),
			       ((struct blob){ hash, sizeof(hash) }), STR("{}")));
	database_ok(d, db_exec(d->db, SQL_ROUND_ADD, &d->e, one, one, one, STR("Ronde"), STR(""), k,
			       one, INT64_C(4102444800000), STR("{}"), one, INT64_C(0)));
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeping files and handing them out. */
#include "finding/evidence.h"

#include <string.h>

#include "base/alike.h"
#include "base/utf8.h"
#include "finding/sql.h"

enum { NAME_ARENA = 1 << 16 };

static bool name_ok(struct str name)
{
	return name.n > 0 && utf8_text_ok(name) && !memchr(name.p, '\n', name.n) &&
	       !memchr(name.p, '\r', name.n) && utf8_count(name) <= EVIDENCE_NAME_CHARS_MAX;
}

static bool has_room(struct db *db, struct round_key round, size_t more, struct err *e)
{
	int64_t n;

	return db_number(db, SQL_EVIDENCE_TOTAL, &n, e, round.organisation, round.id) &&
	       (n <= EVIDENCE_ROUND_BYTES_MAX - (int64_t)more ||
		err_set(e, ERR_TOO_LARGE, "the files of this round are too large together"));
}

bool evidence_add(struct db *db, struct round_key round, int64_t id, const struct evidence *f,
		  struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(NAME_ARENA);
	enum evidence_type type = evidence_type_of(f->name, f->bytes);

	if (f->bytes.n > EVIDENCE_BYTES_MAX)
		return err_set(e, ERR_TOO_LARGE, "a file has at most %d bytes", EVIDENCE_BYTES_MAX);
	if (!name_ok(f->name) || !str_eq(f->name, name_of_file(a, f->name)) || type == EVIDENCE_UNKNOWN)
		return err_set(e, ERR_INPUT, "a file of a type that is not taken");
	return has_room(db, round, f->bytes.n, e) &&
	       db_exec(db, SQL_EVIDENCE_ADD, e, id, round.organisation, round.id, f->name,
		       str_from(evidence_type_name(type)), f->bytes);
}

bool evidence_remove(struct db *db, struct round_key round, int64_t id, struct err *e)
{
	return db_exec(db, SQL_EVIDENCE_REMOVE, e, round.organisation, round.id, id);
}

bool evidence_get(struct db *db, struct arena *a, struct round_key round, int64_t id,
		  struct evidence *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_EVIDENCE_BY_ID, e, round.organisation, round.id, id);

	if (!rows_one(rows, "file", e))
		return false;
	ret->name = name_of_file(a, rows_str(rows, EVIDENCE_BY_ID_NAME, a));
	ret->bytes = rows_blob(rows, EVIDENCE_BY_ID_BYTES, a);
	return true;
}

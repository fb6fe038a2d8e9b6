/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Free text of one person, packed in a slot of fixed size: byte 0 says whether
 * the sheet was handed in; then, for each text, its field number + 1, its length
 * in two bytes (little endian) and its bytes; zeroes behind it.
 */
#include <string.h>

#include "scan/slot.h"
#include "scan/sheet.h"
#include "scan/sql.h"

enum { HEAD = 3 };

int64_t remark_people(int64_t k)
{
	return k > REMARK_PEOPLE_MIN ? k : REMARK_PEOPLE_MIN;
}

size_t slot_size(const struct model *m)
{
	size_t fields = m->subject_count;

	for (size_t i = 0; i < m->closing_count; i++)
		fields += m->closing[i].kind == CLOSING_OPEN;
	return 1 + fields * (HEAD + SLOT_TEXT_MAX);
}

bool slot_unpack(struct arena *a, struct blob b, struct slot *ret, bool *is_submitted,
		  struct err *e)
{
	size_t at = 1;

	memset(ret, 0, sizeof(*ret));
	if (b.n < 1)
		return err_set(e, ERR_STORE, "a note slot of %zu bytes", b.n);
	*is_submitted = b.p[0] != 0;
	while (at + HEAD <= b.n && b.p[at]) {
		size_t field = b.p[at] - 1u, n = b.p[at + 1] | (size_t)b.p[at + 2] << 8;

		at += HEAD;
		if (field >= SLOT_FIELDS || n > b.n - at)
			return err_set(e, ERR_STORE, "a note slot that cannot be read");
		ret->text[field] = str_dup(a, (struct str){ (const char *)b.p + at, n });
		at += n;
	}
	return true;
}

static bool pack(const struct slot *n, bool is_submitted, uint8_t *ret, size_t size,
		 struct err *e)
{
	size_t at = 1;

	memset(ret, 0, size);
	ret[0] = is_submitted;
	for (size_t i = 0; i < SLOT_FIELDS; i++) {
		struct str t = n->text[i];

		if (t.n == 0)
			continue;
		if (t.n > SLOT_TEXT_MAX || at + HEAD + t.n > size)
			return err_set(e, ERR_TOO_LARGE, "texts together longer than fits");
		ret[at] = (uint8_t)(i + 1);
		ret[at + 1] = (uint8_t)(t.n & 0xff);
		ret[at + 2] = (uint8_t)(t.n >> 8);
		memcpy(ret + at + HEAD, t.p, t.n);
		at += HEAD + t.n;
	}
	return true;
}

static bool read_slot(struct db *db, struct arena *a, struct ticket_code code,
		      struct slot *ret, size_t *size, bool *is_submitted, struct err *e)
{
	struct blob texts;
	uint8_t hash[16];
	SCOPED(rows_freep) struct rows *rows = NULL;

	ticket_hash(code, TICKET_SLOT, hash);
	rows = db_query(db, SQL_NOTE_SLOT_BY_TICKET, e, ((struct blob){ hash, sizeof(hash) }));
	if (!rows_one(rows, "ticket", e))
		return false;
	texts = rows_view(rows, NOTE_SLOT_BY_TICKET_TEXTS);
	*size = texts.n;
	return slot_unpack(a, texts, ret, is_submitted, e);
}

static bool write_slot(struct db *db, struct ticket_code code, struct blob bytes, struct err *e)
{
	uint8_t hash[16];

	ticket_hash(code, TICKET_SLOT, hash);
	if (!db_exec(db, SQL_NOTE_SLOT_PUT, e, bytes, ((struct blob){ hash, sizeof(hash) })))
		return false;
	return db_changed(db) == 1 || err_set(e, ERR_GONE, "the round has closed");
}

bool slot_get(struct db *db, struct arena *a, struct ticket_code code, struct slot *ret,
	       struct err *e)
{
	bool is_submitted;
	size_t size;

	return read_slot(db, a, code, ret, &size, &is_submitted, e);
}

static bool put(struct db *db, struct arena *a, struct ticket_code code, const struct slot *n,
		size_t size, bool is_submitted, struct err *e)
{
	uint8_t *bytes = arena_alloc(a, size);

	return pack(n, is_submitted, bytes, size, e) &&
	       write_slot(db, code, (struct blob){ bytes, size }, e);
}

bool slot_put(struct db *db, struct arena *a, struct ticket_code code, const struct slot *n,
	       struct err *e)
{
	struct slot *old = ARENA_NEW(a, struct slot);
	bool is_submitted;
	size_t size;

	return read_slot(db, a, code, old, &size, &is_submitted, e) &&
	       put(db, a, code, n, size, is_submitted, e);
}

bool slot_mark_submitted(struct db *db, struct ticket_code code, bool is_submitted,
			  struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct slot *n = ARENA_NEW(a, struct slot);
	bool was_submitted;
	size_t size;

	return read_slot(db, a, code, n, &size, &was_submitted, e) &&
	       (was_submitted == is_submitted || put(db, a, code, n, size, is_submitted, e));
}

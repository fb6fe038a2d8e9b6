/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Free text of one person, packed in a slot of fixed size: byte 0 has flags; then the
 * texts, and zeroes behind them.  Of each text its field number + 1, its length
 * in two bytes (little endian) and its bytes; all of it squeezed (deflate) behind its
 * length in three bytes.  Slots made by versions that did not squeeze have it plain.
 */
#include <string.h>

#include "base/squeeze.h"
#include "scan/slot.h"
#include "scan/sheet.h"
#include "scan/sql.h"

enum {
	HEAD = 3,
	FLAG_SUBMITTED = 1, FLAG_SQUEEZED = 2,
	SQUEEZED_AT = 1 + 3,
	PLAIN_MAX = SLOT_FIELDS * (HEAD + SLOT_TEXT_MAX),
	/* Squeezed text of SCAN_TEXT_CHARS_MAX characters, in whatever script: tests/scan/slot.c. */
	FIELD_ROOM = 480,
	LEVEL = 6,
};

int64_t remark_people(int64_t k)
{
	return k > REMARK_PEOPLE_MIN ? k : REMARK_PEOPLE_MIN;
}

/* Room for one text that cannot be squeezed, and for all others. */
size_t slot_size(const struct model *m)
{
	size_t fields = m->subject_count;

	for (size_t i = 0; i < m->closing_count; i++)
		fields += m->closing[i].kind == CLOSING_OPEN;
	return SQUEEZED_AT + HEAD + SLOT_TEXT_MAX + fields * FIELD_ROOM;
}

/* --- squeezing ---------------------------------------------------------------- */

static bool plain_of(struct arena *a, struct blob b, struct blob *ret, struct err *e)
{
	size_t n = b.n < SQUEEZED_AT ? SIZE_MAX : b.p[1] | (size_t)b.p[2] << 8 | (size_t)b.p[3] << 16;
	uint8_t *to;

	if (n > PLAIN_MAX)
		return err_set(e, ERR_STORE, "a note slot that cannot be read");
	to = arena_alloc(a, n + 1);
	if (!unsqueeze((struct blob){ b.p + SQUEEZED_AT, b.n - SQUEEZED_AT }, to, n))
		return err_set(e, ERR_STORE, "a note slot that cannot be read");
	*ret = (struct blob){ to, n };
	return true;
}

/* --- packing ------------------------------------------------------------------ */

static bool unpack_texts(struct arena *a, struct blob b, struct slot *ret, struct err *e)
{
	size_t at = 0;

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

bool slot_unpack(struct arena *a, struct blob b, struct slot *ret, bool *is_submitted,
		  struct err *e)
{
	struct blob plain;

	memset(ret, 0, sizeof(*ret));
	if (b.n < 1)
		return err_set(e, ERR_STORE, "a note slot of %zu bytes", b.n);
	plain = (struct blob){ b.p + 1, b.n - 1 };
	*is_submitted = b.p[0] & FLAG_SUBMITTED;
	if ((b.p[0] & FLAG_SQUEEZED) && !plain_of(a, b, &plain, e))
		return false;
	return unpack_texts(a, plain, ret, e);
}

static bool pack_texts(struct arena *a, const struct slot *n, struct blob *ret, struct err *e)
{
	uint8_t *to = arena_alloc(a, PLAIN_MAX);
	size_t at = 0;

	for (size_t i = 0; i < SLOT_FIELDS; i++) {
		struct str t = n->text[i];

		if (t.n == 0)
			continue;
		if (t.n > SLOT_TEXT_MAX)
			return err_set(e, ERR_TOO_LARGE, "a text of %zu bytes", t.n);
		to[at] = (uint8_t)(i + 1);
		to[at + 1] = (uint8_t)(t.n & 0xff);
		to[at + 2] = (uint8_t)(t.n >> 8);
		memcpy(to + at + HEAD, t.p, t.n);
		at += HEAD + t.n;
	}
	*ret = (struct blob){ to, at };
	return true;
}

static bool pack(struct arena *a, const struct slot *n, bool is_submitted, uint8_t *ret,
		 size_t size, struct err *e)
{
	SCOPED(squeezer_freep) struct squeezer *s = squeezer_new(LEVEL);
	struct blob plain;
	size_t took;

	memset(ret, 0, size);
	ret[0] = is_submitted ? FLAG_SUBMITTED : 0;
	if (!pack_texts(a, n, &plain, e))
		return false;
	if (plain.n == 0)
		return true;
	took = size > SQUEEZED_AT ? squeeze(s, plain, ret + SQUEEZED_AT, size - SQUEEZED_AT) : 0;
	if (took) {
		ret[0] |= FLAG_SQUEEZED;
		for (size_t i = 0; i < 3; i++)
			ret[1 + i] = (uint8_t)(plain.n >> 8 * i);
	} else if (plain.n < size) {
		memcpy(ret + 1, plain.p, plain.n);
	} else {
		return err_set(e, ERR_TOO_LARGE, "texts together longer than fits");
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

	return pack(a, n, is_submitted, bytes, size, e) &&
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

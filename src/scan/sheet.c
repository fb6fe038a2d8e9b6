/* SPDX-License-Identifier: EUPL-1.2 */
/* Sheets: their layout, and reading and writing one. */
#include "scan/sheet.h"

#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "scan/sql.h"

enum {
	AT_VERSION, AT_FLAGS, AT_PICKS, AT_KEY = 10, VERSION = 1, HASH = 16,
	FLAG_SUBMITTED = 1, FLAG_TAKEN_BACK = 2,
};
_Static_assert(AT_KEY + HASH == SHEET_HEADER, "the key is the last of the header");

struct sheet_layout sheet_layout(const struct model *m)
{
	struct sheet_layout l = { .size = SHEET_HEADER };

	for (size_t i = 0; i < m->subject_count; i++) {
		l.subject_at[i] = l.size;
		l.size += 2 + m->subjects[i].statement_count;
	}
	return l;
}

bool sheet_is_submitted(const uint8_t *bytes)
{
	return bytes[AT_FLAGS] & FLAG_SUBMITTED;
}

void sheet_submit(struct sheet *s)
{
	s->bytes[AT_FLAGS] = FLAG_SUBMITTED;
}

bool sheet_is_taken_back(const uint8_t *bytes)
{
	return bytes[AT_FLAGS] & FLAG_TAKEN_BACK;
}

/* Neither an answer nor a pick; the key between them is neither. */
static bool is_blank(struct blob b)
{
	for (size_t i = AT_PICKS; i < b.n; i++)
		if ((i < AT_KEY || i >= SHEET_HEADER) && b.p[i])
			return false;
	return true;
}

bool sheet_counts(struct blob b)
{
	return b.n > AT_FLAGS && sheet_is_submitted(b.p) && !is_blank(b);
}

uint64_t sheet_picks(const uint8_t *bytes)
{
	uint64_t mask = 0;

	for (int i = 7; i >= 0; i--)
		mask = mask << 8 | bytes[AT_PICKS + i];
	return mask;
}

void sheet_set_picks(struct sheet *s, uint64_t mask)
{
	for (int i = 0; i < 8; i++)
		s->bytes[AT_PICKS + i] = (uint8_t)(mask >> (8 * i));
}

bool sheet_is_used(const struct sheet *s)
{
	return !sodium_is_zero(s->bytes + AT_FLAGS, s->n - AT_FLAGS);
}

bool sheet_has_key(const struct sheet *s, const struct ticket_code *key)
{
	uint8_t hash[HASH];

	ticket_hash(*key, TICKET_KEY, hash);
	return sodium_memcmp(hash, s->bytes + AT_KEY, HASH) == 0;
}

void sheet_set_key(struct sheet *s, const struct ticket_code *key)
{
	ticket_hash(*key, TICKET_KEY, s->bytes + AT_KEY);
}

void sheet_clear(struct sheet *s)
{
	memset(s->bytes + AT_FLAGS, 0, s->n - AT_FLAGS);
}

/* A ticket without a sheet: not open yet, of a closed round, or not ours. */
static bool without_sheet(struct db *db, struct arena *a, struct blob ticket,
			  struct respondent *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_TICKET_EXISTS, e, ticket);

	if (rows_next(rows, e))
		return err_set(e, ERR_CONFLICT, "the round is not open yet");
	*ret = (struct respondent){ 0 };
	return !rows_failed(rows) && closed_ticket_round(db, a, ticket, &ret->round, e);
}

static bool read_sheet(struct rows *rows, struct arena *a, struct respondent *ret, struct err *e)
{
	struct blob bytes = rows_blob(rows, SHEET_BY_TICKET_ANSWERS, a);

	if (bytes.n < SHEET_HEADER)
		return err_set(e, ERR_STORE, "a sheet of %zu bytes", bytes.n);
	ret->sheet.bytes = arena_alloc(a, bytes.n);
	memcpy(ret->sheet.bytes, bytes.p, bytes.n);
	ret->sheet.n = bytes.n;
	ret->sheet.bytes[AT_VERSION] = VERSION;
	ret->unit_id = rows_i64(rows, SHEET_BY_TICKET_UNIT);
	ret->unit = (struct unit){
		.id = ret->unit_id,
		.name = rows_str(rows, SHEET_BY_TICKET_SHOWN, a),
		.kind = (enum unit_kind)rows_in(rows, SHEET_BY_TICKET_KIND, 0, UNIT_SPECIALISTS),
		.tag = rows_str(rows, SHEET_BY_TICKET_TAG, a),
		.size = rows_in(rows, SHEET_BY_TICKET_SIZE, 0, UNIT_SIZE_MAX),
		.cards = rows_i64(rows, SHEET_BY_TICKET_CARDS),
		.is_leaf = true,
	};
	ret->cards = (enum cards_form)rows_i64(rows, SHEET_BY_TICKET_CARDS_FORM);
	return rows_good(rows, e);
}

/* Rounds of an earlier version keep no names that are told apart. */
static bool name_find(struct db *db, struct arena *a, struct respondent *ret, struct err *e)
{
	struct unit_tree tree;

	if (!unit_tree_get(db, a, ret->round.key, ret->round.organisation_name, &tree, e))
		return false;
	for (size_t i = 0; i < tree.count; i++)
		if (tree.units[i].id == ret->unit_id)
			ret->unit.name = tree.units[i].name;
	return true;
}

bool respondent_get(struct db *db, struct arena *a, struct ticket_code code,
		    struct respondent *ret, struct err *e)
{
	uint8_t hash[16];
	SCOPED(rows_freep) struct rows *rows = NULL;

	ticket_hash(code, TICKET_SHEET, hash);
	rows = db_query(db, SQL_SHEET_BY_TICKET, e, ((struct blob){ hash, sizeof(hash) }));
	if (!rows_next(rows, e))
		return rows_failed(rows) ? false
					 : without_sheet(db, a, (struct blob){ hash, sizeof(hash) }, ret, e);
	*ret = (struct respondent){ 0 };
	if (!read_sheet(rows, a, ret, e) ||
	    !round_get(db, a, rows_i64(rows, SHEET_BY_TICKET_ORGANISATION),
		       rows_i64(rows, SHEET_BY_TICKET_ROUND), &ret->round, e))
		return false;
	ret->is_open = ret->round.stage == STAGE_OPEN && ret->round.closes > clock_now();
	return ret->unit.name.n > 0 || name_find(db, a, ret, e);
}

/* Sheets of the unit that count. */
static bool handed_in(struct db *db, int64_t round, int64_t unit, int64_t *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_SHEET_LIST_OF_UNIT, e, round, unit);

	for (*ret = 0; rows_next(rows, e);)
		*ret += sheet_counts(rows_view(rows, SHEET_LIST_OF_UNIT_ANSWERS));
	return !rows_failed(rows);
}

/* With spare cards a group has more cards than members; never more of them count.
 * One that is handed in already stays so. */
static bool has_room(struct db *db, struct blob ticket, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_SHEET_ROOM, e, ticket);
	int64_t size, n;

	if (!rows_next(rows, e))
		return !rows_failed(rows);	/* closed: said below */
	size = rows_i64(rows, SHEET_ROOM_SIZE);
	if (rows_i64(rows, SHEET_ROOM_CARDS) <= size ||
	    sheet_counts(rows_view(rows, SHEET_ROOM_ANSWERS)))
		return true;
	if (!handed_in(db, rows_i64(rows, SHEET_ROOM_ROUND), rows_i64(rows, SHEET_ROOM_UNIT), &n, e))
		return false;
	return n < size || err_set(e, ERR_CONFLICT, "as many were handed in as there are members");
}

bool sheet_put(struct db *db, struct ticket_code code, const struct sheet *s, struct err *e)
{
	uint8_t hash[16];
	struct blob ticket = { hash, sizeof(hash) }, answers = { s->bytes, s->n };

	if (sheet_is_submitted(s->bytes) && is_blank(answers))
		s->bytes[AT_FLAGS] = FLAG_TAKEN_BACK;
	ticket_hash(code, TICKET_SHEET, hash);
	if (sheet_counts(answers) && !has_room(db, ticket, e))
		return false;
	if (!db_exec(db, SQL_SHEET_PUT, e, answers, ticket, STAGE_OPEN, clock_now()))
		return false;
	if (db_changed(db) == 0)
		return err_set(e, ERR_GONE, "the round has closed");
	if (sheet_is_submitted(s->bytes) || sheet_is_taken_back(s->bytes))
		return slot_mark_submitted(db, code, sheet_is_submitted(s->bytes), e);
	return true;
}

/* --- who took part so far ------------------------------------------------------ */

static size_t unit_index(const struct unit_tree *tree, int64_t id, size_t from)
{
	for (size_t i = 0; i < tree->count; i++) {
		size_t at = (from + i) % tree->count;

		if (tree->units[at].id == id)
			return at;
	}
	return 0;
}

bool participation_count(struct db *db, struct arena *a, struct round_key round,
			 struct unit_tree *tree, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_SHEET_LIST, e, round.organisation, round.id);
	size_t at = 0;

	(void)a;
	for (size_t i = 0; i < tree->count; i++)
		tree->units[i].answered = 0;
	while (rows_next(rows, e)) {
		struct blob b = rows_view(rows, SHEET_LIST_ANSWERS);

		if (tree->units[at].id != rows_i64(rows, SHEET_LIST_UNIT) || at == 0)
			at = unit_index(tree, rows_i64(rows, SHEET_LIST_UNIT), at);
		tree->units[at].answered += sheet_counts(b);
	}
	for (size_t i = tree->count; i-- > 1;)
		tree->units[tree->units[i].parent].answered += tree->units[i].answered;
	return !rows_failed(rows);
}

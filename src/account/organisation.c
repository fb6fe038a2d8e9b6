/* SPDX-License-Identifier: EUPL-1.2 */
#include "account/organisation.h"

#include "account/account.h"
#include "account/sql.h"
#include "base/alike.h"
#include "base/rng.h"

enum { NAMES_ARENA = 1 << 26 };

/* How close the names of two organisations come, closest last. */
enum likeness { LIKE_NOT, LIKE_LETTERS, LIKE_READS_THE_SAME, LIKE_BYTES };

struct found {
	int64_t id;
	struct str name;
	enum likeness likeness;
	bool is_two;		/* as close as another one */
};

static enum likeness likeness(struct arena *a, struct str name, struct str other)
{
	if (str_eq(name, other))
		return LIKE_BYTES;
	if (name_is(a, name, other))
		return LIKE_READS_THE_SAME;
	return str_eq(name_look(a, name), name_look(a, other)) ? LIKE_LETTERS : LIKE_NOT;
}

static bool look(struct db *db, struct arena *a, struct str name, struct found *ret,
		 struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query0(db, SQL_ORGANISATION_LIST, e);

	*ret = (struct found){ 0 };
	while (rows_next(rows, e)) {
		struct str other = rows_str(rows, ORGANISATION_LIST_NAME, a);
		enum likeness l = likeness(a, name, other);

		if (l == LIKE_NOT || l < ret->likeness)
			continue;
		*ret = (struct found){ rows_i64(rows, ORGANISATION_LIST_ID), other, l,
				       l == ret->likeness };
	}
	return !rows_failed(rows);
}

bool organisation_find(struct db *db, struct str name, int64_t *ret, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(NAMES_ARENA);
	struct found found;

	if (!look(db, a, name, &found, e))
		return false;
	if (found.likeness < LIKE_READS_THE_SAME)
		return err_set(e, ERR_ABSENT, "no such organisation");
	*ret = found.id;
	return true;
}

bool organisation_find_or_add(struct db *db, struct str name, enum organisation_alike alike,
			      int64_t *ret, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(NAMES_ARENA);
	struct found found;

	if (!look(db, a, name, &found, e))
		return false;
	if (found.likeness == LIKE_READS_THE_SAME && found.is_two)
		return err_set(e, ERR_INPUT, "two organisations are called '" STR_FMT "' but for "
			       "capitals or blanks; type the name as 'account list' has it",
			       STR_ARG(found.name));
	if (found.likeness >= LIKE_READS_THE_SAME) {
		*ret = found.id;
		return true;
	}
	if (found.likeness == LIKE_LETTERS && alike == ORGANISATION_ASK)
		return err_set(e, ERR_INPUT, "there is an organisation '" STR_FMT "', whose letters "
			       "look like these; type its name as 'account list' has it, or add "
			       "--new-organisation when this is another one", STR_ARG(found.name));
	*ret = rng_id();
	return organisation_add(db, *ret, name, e);
}

/* Its own name of before does not stand in the way. */
bool organisation_rename(struct db *db, int64_t id, struct str name, enum organisation_alike alike,
			 struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(NAMES_ARENA);
	static const struct str aside = { "\n", 1 };	/* no name */
	struct found found;

	if (!organisation_name_check(name, e) ||
	    !db_exec(db, SQL_ORGANISATION_SET_NAME, e, aside, id) || !look(db, a, name, &found, e))
		return false;
	if (found.likeness >= LIKE_READS_THE_SAME ||
	    (found.likeness == LIKE_LETTERS && alike == ORGANISATION_ASK))
		return err_set(e, ERR_INPUT, "there is an organisation '" STR_FMT "' already%s", STR_ARG(found.name),
			       found.likeness == LIKE_LETTERS ? ", whose letters look like these; add "
			       "--new-organisation when this is another one" : "");
	return db_exec(db, SQL_ORGANISATION_SET_NAME, e, name_tidy(a, name), id);
}

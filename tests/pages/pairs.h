/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two pages that write, at once.  Every page of the table that takes a form is
 * here with what somebody sends to it (pairs_table.c), over a round in each
 * stage (pairs_world.c), and what must hold afterwards (pairs_check.c).
 */
#ifndef PEIL_TESTS_PAGES_PAIRS_H
#define PEIL_TESTS_PAGES_PAIRS_H

#include "round_fixture.h"

#include <sqlite3.h>

#include "server/web.h"

enum world { PREPARING, OPEN, CLOSED, WORLDS };
enum { IN_PREPARING = 1 << PREPARING, IN_OPEN = 1 << OPEN, IN_CLOSED = 1 << CLOSED,
       SIDES = 2, SETS = 10 };

/* Who sends it.  Of two leads each is another; OF_ONE: the same in two windows. */
enum who { BY_LEAD, BY_LEAD_OF_ONE, BY_CARD, BY_NEW_CARD, BY_PHONE, BY_ANYBODY };

struct attempt {
	const char *page;		/* its path in the table */
	const char *path, *from;	/* where it goes, and whose form; NULL: its own */
	enum who who;
	unsigned worlds;
	const char *set[SETS];		/* name, value, name, value, …: typed over the form */
	/* Gives 1 when what was answered as done is there; NULL: nothing to look for. */
	const char *told;
	bool is_of_one;			/* two windows of one person: the later one counts */
	bool has_no_form;		/* nothing of it stands in the page `from` */
};

extern const struct attempt attempts[];
extern const size_t attempt_count;

/* --- worlds ------------------------------------------------------------------ */

/* What stands for {A} in paths, values and questions. */
struct laid {
	char path[120];			/* of the file as it was laid */
	char team[24], other_team[24], leaders[24];	/* {A} {B} {C}: groups */
	char used[13], fresh[13], key[13];		/* {P} {U} {K}: codes of cards */
	char cookie[4][80];		/* of both leads, of the card, of nobody */
	struct sheet_layout layout;
};

void laid_make(struct laid *l, enum world world, const char *folder);
struct str laid_fill(struct arena *a, const struct laid *l, const char *text);
/* The Cookie header of who sends from this side. */
struct str laid_cookie(struct arena *a, const struct laid *l, enum who who, int side);

/* --- what each touches --------------------------------------------------------- */

struct touch {
	uint64_t reads, writes;		/* a bit for each table */
};

void touch_begin(void);			/* before a connection is opened */
void touch_keys(sqlite3 *db);		/* which tables hang on which */
void touch_watch(struct touch *t);	/* all that is prepared from now on; NULL: no more */
void touch_hang(struct touch *t);	/* with what hangs on it */
bool touch_meet(const struct touch *a, const struct touch *b);

/* --- what must hold ------------------------------------------------------------ */

/* A connection to the file, which can lay all rows again as those of `start`. */
sqlite3 *rows_open(const char *path, const char *start);
void rows_lay(sqlite3 *db);
void rows_close(sqlite3 *db);

int64_t number_of(sqlite3 *db, const char *sql);
/* The name of what does not hold in the file; NULL: all does. */
const char *check_rows(sqlite3 *db);
/* The round can be opened, closed and swept, and every code of these works.  Nothing of it
 * stays. */
const char *check_round(struct db *db, const struct laid *l, struct arena *a, struct str codes);

#endif

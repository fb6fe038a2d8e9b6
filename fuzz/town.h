/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the harnesses of pages share: a server that listens nowhere, over a database that
 * has everything once.  Organisation 1 has a round that is closed (7), one that is being
 * prepared (1007) and one that is open (2007); organisation 2 has a copy of the closed one
 * (3007).  What people wrote in it begins with TOWN_MARK, so that it is seen when a page
 * does not escape it, and names its organisation, so that it is seen in a wrong page.
 *
 * Chance and time of hashing are taken out: what is found is found again, and quickly.
 */
#ifndef PEIL_FUZZ_TOWN_H
#define PEIL_FUZZ_TOWN_H

#include "../tests/pages/pairs.h"

#define TOWN_MARK	"<\"'&"

enum { TOWN_CLOSED = 0, TOWN_PREPARING = 1000, TOWN_OPEN = 2000, TOWN_OTHER = 3000 };

struct town_word {			/* what {…} in an input stands for */
	const char *name;
	struct str value;
};

/* Of each organisation, by its number. */
struct town_owner {
	const char *private, *shared;	/* for who leads; and for who has one of: */
	struct str codes[6];
};

struct town {
	struct web *web;
	sqlite3 *eye;			/* a connection of ours beside it */
	struct town_word words[40];
	size_t word_count;
	struct town_owner owner[3];	/* 0: nobody */
};

/* Made the first time; its folder goes when the program ends. */
struct town *town_get(void);
/* The same, but that it listens on a Unix socket of this name in that folder. */
struct town *town_open(const char *socket);
const char *town_socket(void);		/* its path */
/* All rows as they were, and nothing known of who asked before. */
void town_again(struct town *w);
/* What its services keep of rounds. */
void town_forget(struct town *w);
/* With its words filled in; `token` is what {T} stands for. */
struct str town_fill(const struct town *w, struct arena *a, struct str text, struct str token);
/* What does not hold in the file; NULL: all does. */
const char *town_check(const struct town *w);
int64_t town_version(const struct town *w);	/* another after each write */
bool town_has_changed(const struct town *w);	/* since town_again */

/* town_lay.c: the file at `to`, of the three that were laid. */
void town_merge(const char *to, const struct laid laid[WORLDS]);
void town_mark(sqlite3 *db);
/* town_chance.c: the same numbers from now on. */
void chance_again(uint64_t seed);

#endif

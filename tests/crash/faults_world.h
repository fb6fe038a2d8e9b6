/* SPDX-License-Identifier: EUPL-1.2 */
/* A filled database and what is done to it while steps of that fail (faults.c). */
#ifndef PEIL_TEST_FAULTS_WORLD_H
#define PEIL_TEST_FAULTS_WORLD_H

#include "round_fixture.h"

enum { SAVERS = 6 };

struct world {
	struct fixture *f;
	char place[100], db[120];	/* a folder of its own for each try, and the file in it */
	char full[100], earlier[100], other[100];	/* whole files: of now, of an earlier schema, a backup */
	uint64_t before, after;		/* digests of the file, before and behind the operation done whole */
	bool is_acknowledged[SAVERS];
	char why[400];			/* why a check failed */
};

struct operation {
	const char *name;
	const char *from;		/* the file that it begins with: "full.db" */
	/* Done as the program does it.  False, with an error: it failed. */
	bool (*run)(struct world *w, struct err *e);
	/* Opens the file anew: it is whole, and as it was or as it becomes; was_told: as it becomes. */
	bool (*check)(struct world *w, bool was_told);
};

extern const struct operation operations[];
extern const size_t operation_count;

/* Lays the files; `f` is an open round in `d`. */
void world_lay(struct world *w, struct fixture *f, struct database *d);
/* The folder as an operation finds it. */
void world_again(struct world *w, const struct operation *op);

/* What is in all tables, whatever the order of rows; of some the columns that no two
 * runs have alike are left out.  0: it is not a whole database; *why says it. */
uint64_t world_digest(struct world *w, const char *path);

#endif

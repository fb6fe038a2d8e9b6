/* SPDX-License-Identifier: EUPL-1.2 */
/* A round of the base model with leaves of given sizes, for one test. */
#ifndef PEIL_TEST_ROUND_FIXTURE_H
#define PEIL_TEST_ROUND_FIXTURE_H

#include "database.h"
#include "closing/closing.h"
#include "picture/picture.h"

enum { LEAVES_MAX = 8, SIZE_MAX_TEST = 40 };

struct leaf {
	const char *row;			/* "Afdeling;Naam;team" */
	int64_t size;
};

struct fixture {
	struct database *d;
	struct model model;
	struct sheet_layout layout;
	struct round round;
	struct unit_tree tree;
	size_t leaf_at[LEAVES_MAX];		/* in the tree */
	struct ticket_code codes[LEAVES_MAX][SIZE_MAX_TEST];
};

/* Organisation 1, round 7, cards made; the round is not open yet. */
void fixture_lay(struct fixture *f, struct database *d, const struct leaf *leaves, size_t count);
/* The same with a model of your own. */
void fixture_lay_model(struct fixture *f, struct database *d, struct str document,
		       const struct leaf *leaves, size_t count);
void fixture_open(struct fixture *f);
void fixture_close(struct fixture *f);
/* Every subject at this level, the wish one higher; handed in or not. */
void fixture_answer(struct fixture *f, size_t leaf, size_t person, int level, bool is_submitted);
void fixture_note(struct fixture *f, size_t leaf, size_t person, const char *text);
struct picture fixture_picture(struct fixture *f);

#endif

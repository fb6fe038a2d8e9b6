/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Earlier rounds of the same organisation that a closed round can be compared
 * with.  Comparable is a subject that was asked in the same words: the same id,
 * name, question, ladder and levels, in every language of either round, with
 * the organisation's own words filled in.  Anything else is another question.
 *
 * Groups are the same when their names and those of everything above them are,
 * and their kind; they are compared only where both rounds show them.  Who is
 * in a group is not known, so nothing is said of people.
 */
#ifndef PEIL_CHANGE_CHANGE_H
#define PEIL_CHANGE_CHANGE_H

#include "round/round.h"
#include "round/unit.h"

enum { CHANGE_ROUNDS_MAX = 12 };	/* the most recent; each model takes reading */

/* Sensitive questions are counted in classes and not compared. */
enum subject_match { MATCH_SAME, MATCH_REWORDED, MATCH_ABSENT, MATCH_SENSITIVE };

struct subject_pair {
	enum subject_match match;
	size_t earlier;			/* index in the earlier model; not for MATCH_ABSENT */
};

struct change_round {
	struct round round;
	const struct subject_pair *subject;	/* per subject of the later model */
	size_t comparable;			/* subjects that are MATCH_SAME */
};

struct change_rounds {
	const struct change_round *list;	/* closed before, comparable; newest first */
	size_t count;
	const struct str *other;		/* names of those with other questions only */
	size_t other_count;
};

/* The rounds that `later`, closed, with model m, can be compared with. */
bool change_rounds(struct db *db, struct arena *a, const struct round *later,
		   const struct model *m, struct change_rounds *ret, struct err *e);

/* Pure: how each subject of `later` relates to the model `earlier`; languages
 * is a mask of bits LANG_NL, LANG_EN. */
size_t change_match_subjects(const struct model *earlier, const struct model *later,
			     unsigned languages, struct subject_pair *ret);

/* Pure: for each unit of `later` the same one in `earlier`, whose name reads the
 * same, or UNIT_NONE. */
#define UNIT_NONE ((size_t)-1)
void change_match_units(struct arena *a, const struct unit_tree *earlier,
			const struct unit_tree *later, size_t *ret);

#endif

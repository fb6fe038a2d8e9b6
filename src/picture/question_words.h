/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The words of the question that opens a conversation (method/question.h), on
 * pages and in the answer of `peil talk`.  The subject of every sentence is the
 * answers; each has the id of its rule, for the data attribute beside it.
 *
 * Group names belong only in that group's own report; elsewhere pass an empty
 * group name and the question speaks of "een groep".
 */
#ifndef PEIL_PICTURE_QUESTION_WORDS_H
#define PEIL_PICTURE_QUESTION_WORDS_H

#include "base/tr.h"
#include "method/question.h"

struct question_names {
	struct str item, group;
	const struct str *level;	/* name per level: "‘in proef’", "niveau 2" */
};

/* Empty when there is nothing to ask. */
struct str question_text(struct arena *a, enum lang lang, const struct question *q,
			 const struct question_names *names);
const char *question_rule(enum question_kind kind);	/* NULL: nothing to ask */

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The question that opens the conversation about an item, by its largest part.
 * The subject of every sentence is the answers; each question has the id of its
 * rule, for the data attribute beside the sentence.
 *
 * Group names belong only in that group's own report; elsewhere pass an empty
 * group name and the question speaks of "een groep".
 */
#ifndef PEIL_METHOD_QUESTION_H
#define PEIL_METHOD_QUESTION_H

#include "base/tr.h"
#include "method/talk.h"

struct question_words {
	struct str item, group;
	const struct str *level;	/* name per level: "‘in proef’", "niveau 2" */
};

/* False when there is nothing to ask.  ret_rule is a literal. */
bool question_of(struct arena *a, enum lang lang, const struct talk_item *item,
		 const struct talk_value *v, const struct question_words *w, int64_t k,
		 struct str *ret_text, const char **ret_rule);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* Texts of a model: plain language, and the organisation's own words. */
#ifndef PEIL_MODEL_MODEL_TEXT_H
#define PEIL_MODEL_MODEL_TEXT_H

#include "json/reader.h"
#include "model/model.h"

enum { SENTENCE_WORDS_MAX = 20 };

/* What stands in a text as {id}: the organisation's own word, or the model's. */
struct words {
	const struct word *own;
	size_t own_count;
	const struct model *m;		/* being read; its words have been */
};

/* The text for this id, or NULL. */
const struct text *words_find(const struct word *words, size_t count, struct str id);

/* nl and en; warns for sentences longer than SENTENCE_WORDS_MAX. */
struct text at_text(struct at o);
/* The same with the words filled in and counted; notes a {word} that is none. */
struct text at_text_filled(struct at o, const struct words *w);

#endif

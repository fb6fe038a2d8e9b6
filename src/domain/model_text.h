/* SPDX-License-Identifier: EUPL-1.2 */
/* Texts of a model: plain language, and the organisation's own words. */
#ifndef PEIL_DOMAIN_MODEL_TEXT_H
#define PEIL_DOMAIN_MODEL_TEXT_H

#include "domain/model.h"

struct reader;

enum { SENTENCE_WORDS_MAX = 20 };

/* Warns for sentences longer than SENTENCE_WORDS_MAX. */
void text_check(struct reader *r, struct str path, struct str text);

size_t text_words(struct str text);

/* Fills in {id} in every text of the model; notes a {word} it does not have. */
void words_fill(struct reader *r, struct model *m);

#endif

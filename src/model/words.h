/* SPDX-License-Identifier: EUPL-1.2 */
/* An organisation's own words: {"id": {"nl": …, "en": …}} and the list of them. */
#ifndef PEIL_MODEL_WORDS_H
#define PEIL_MODEL_WORDS_H

#include "model/model.h"

enum { WORD_CHARS_MAX = 80 };		/* of a word: a few in a sentence */

bool words_read(struct arena *a, struct str json, const struct word **ret, size_t *count,
		struct err *e);
struct str words_write(struct arena *a, const struct word *words, size_t count);

#endif

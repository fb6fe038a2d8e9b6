/* SPDX-License-Identifier: EUPL-1.2 */
/* What the list of rounds and the form of a round show. */
#ifndef PEIL_ROUND_ROUND_VIEW_H
#define PEIL_ROUND_ROUND_VIEW_H

#include "html/form.h"
#include "round/round.h"

enum { WORDS_SHOWN_MAX = 8 };

struct round_list_view {
	struct round_list rounds;
};

enum round_field {
	ROUND_FIELD_NAME, ROUND_FIELD_PURPOSE,
	ROUND_FIELD_TASK, ROUND_FIELD_PEOPLE,	/* of each task */
	ROUND_FIELD_K, ROUND_FIELD_CLOSES, ROUND_FIELD_NL, ROUND_FIELD_EN,
	ROUND_FIELD_WORD_NL, ROUND_FIELD_WORD_EN,	/* of each word */
	ROUND_FIELD_ID,
};

/* A round as it is typed. */
struct round_form_view {
	int64_t id;			/* 0: a new one */
	int64_t new_id;			/* that it gets then */
	struct form *form;
	struct str word_id[WORDS_SHOWN_MAX];
	size_t word_count;
};

#endif

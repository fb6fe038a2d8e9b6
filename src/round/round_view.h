/* SPDX-License-Identifier: EUPL-1.2 */
/* What the list of rounds and the form of a round show. */
#ifndef PEIL_ROUND_ROUND_VIEW_H
#define PEIL_ROUND_ROUND_VIEW_H

#include "html/form_faults.h"
#include "round/round.h"

enum { WORDS_SHOWN_MAX = 8 };

struct round_list_view {
	struct round_list rounds;
};

/* A round as it is typed. */
struct round_form_view {
	int64_t id;			/* 0: a new one */
	int64_t new_id;			/* that it gets then */
	struct form_faults faults;
	struct str name, purpose, k, closes;
	bool is_nl, is_en;
	struct task tasks[TASKS_MAX];
	const char *task_field[TASKS_MAX], *word_field[WORDS_SHOWN_MAX];	/* of their faults */
	struct str word_id[WORDS_SHOWN_MAX];
	struct str word_nl[WORDS_SHOWN_MAX], word_en[WORDS_SHOWN_MAX];
	size_t word_count;
};

#endif

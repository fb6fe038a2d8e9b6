/* SPDX-License-Identifier: EUPL-1.2 */
/* What the home of a round shows, and the questions that end its stages. */
#ifndef PEIL_OVERVIEW_OVERVIEW_H
#define PEIL_OVERVIEW_OVERVIEW_H

#include "closing/clock_card.h"
#include "html/form.h"
#include "round/journey.h"

/* Something with a date. */
struct coming {
	struct str iso, day, month;	/* "2026-11-27", "27", "nov" */
	struct str title, time;
	int64_t meeting;		/* 0: the closing of the self-scan */
	bool is_running;		/* the meeting: a screen and phones are looking */
};

enum { COMING_MAX = 5 };

struct round_view {
	const struct round *round;
	struct unit_tree tree;
	struct journey journey;
	struct clock_card clock;
	struct str closes;		/* "vrijdag 27 november, 17.00 uur" */
	int64_t remarks, remarks_to_read;
	struct coming coming[COMING_MAX];
	size_t coming_count;
};

enum exit_field { EXIT_FIELD_CHOICE, EXIT_FIELD_ANSWER };

/* The question that ends a stage. */
struct stage_view {
	const struct round *round;
	enum journey_stage stage;
	enum journey_choice choice;
	const char *name, *question;	/* translated */
	const char *hint;		/* translated later */
	struct form *form;
	bool is_stored;
};

/* Translated (page_round_exit.c). */
const char *stage_name(enum lang lang, enum journey_stage stage);
const char *stage_question(enum lang lang, enum journey_stage stage);

#endif

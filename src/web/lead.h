/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of a lead show, and what they share (lead.c). */
#ifndef PEIL_WEB_LEAD_H
#define PEIL_WEB_LEAD_H

#include "domain/closing.h"
#include "domain/journey.h"
#include "domain/round.h"
#include "domain/sheet.h"
#include "domain/unit.h"
#include "view/view.h"

struct call;

enum { WORDS_SHOWN_MAX = 8 };

/* One fault in a form, listed on top with a link to its field. */
struct form_fault {
	const char *field;		/* id of the input */
	struct str text;		/* what and how to cure it, translated */
};

struct form_faults {
	struct form_fault list[24];
	size_t count;
};

void fault_add(struct form_faults *f, const char *field, struct str text);
/* The text for a field, empty when it has no fault. */
struct str fault_of(const struct form_faults *f, const char *field);

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
	struct str closes;		/* "vrijdag 27 november, 17.00 uur" */
	int64_t remarks, remarks_to_read;
	struct coming coming[COMING_MAX];
	size_t coming_count;
};

/* The question that ends a stage. */
struct stage_view {
	const struct round *round;
	enum journey_stage stage;
	enum journey_choice choice;
	const char *name, *question, *hint;	/* translated */
	struct str answer;		/* as it is typed, or stored */
	bool is_stored;
	struct form_faults faults;
};

/* Translated (page_round_exit.c). */
const char *stage_name(enum lang lang, enum journey_stage stage);
const char *stage_question(enum lang lang, enum journey_stage stage);

struct units_view {
	const struct round *round;
	struct str text;		/* as it was typed */
	const struct paste *paste;	/* NULL: nothing was looked at yet */
	struct unit_tree tree;		/* as it is saved */
	bool has_cards, is_open_for_change;
	int64_t sensitive_k;		/* people that sensitive questions need; 0: there are none */
};

struct card {
	struct str group, code;
	struct markup qr;
};

struct cards_view {
	const struct round *round;
	struct unit_tree tree;
	bool is_preparing;
	struct str fault;		/* then the ticks stay as they were */
	const int64_t *ticked;		/* ids of units */
	size_t ticked_count;
};

struct card_sheet_view {
	const struct round *round;
	struct str site, closes;
	const struct card *cards;
	size_t count;
};

/* A question before something that cannot be undone. */
struct confirm_view {
	const struct round *round;
	struct unit_tree tree;
	struct str closes, date;	/* date: as an input has it */
	int64_t answered, cards;
	struct str fault;
};

/* --- shared (lead.c) --------------------------------------------------------- */

/* The round in the path, of this person's organisation; sets up the menu. */
bool lead_round(struct call *c, const char *tab, struct round *ret, struct err *e);
struct str lead_closes(struct call *c, const struct round *r);

/* The ticks that were sent; at first every group without cards. */
bool card_is_ticked(const struct cards_view *m, const struct unit *u);

/* Why a line of pasted groups was not taken, and what to do, translated. */
struct str paste_words(enum lang lang, enum paste_problem problem);

#endif

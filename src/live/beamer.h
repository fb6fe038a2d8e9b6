/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the room sees of a running meeting: no button, no list of topics and nothing of
 * the self-scan before it has voted.  Whoever leads steers from another screen.
 */
#ifndef PEIL_LIVE_BEAMER_H
#define PEIL_LIVE_BEAMER_H

#include "live/live_view.h"

/* How votes of a column are drawn, by the fullest of all columns. */
enum beamer_look {
	BEAMER_LARGE, BEAMER_MIDDLE, BEAMER_SMALL, BEAMER_TINY,	/* a dot a vote */
	BEAMER_NUMBER,				/* too many dots: a bar and its number */
};

enum {
	/* Votes of a column: rows of two, three, four and six. */
	BEAMER_LARGE_MAX = 4, BEAMER_MIDDLE_MAX = 9, BEAMER_SMALL_MAX = 16, BEAMER_TINY_MAX = 36,
	BEAMER_RINGS_MAX = 5,			/* wishes of a column drawn one by one */
	BEAMER_BAR = 100,			/* units of the tallest bar */
	BEAMER_LINE_MAX = 44,			/* bytes of a question in the largest letter */
};

struct beamer_column {
	struct str name;
	int64_t now, before, wish;	/* newest turn; first turn, when there are two; self-scan */
	int bar;			/* 0..BEAMER_BAR */
	bool is_unknown, is_agreed;	/* don't know; the level of the agreement */
};

struct beamer_view {
	const struct live_view *live;
	struct str purpose;
	struct beamer_column column[TALLY_LEVELS_MAX + 1];	/* levels, then don't know */
	size_t columns;
	enum beamer_look look;
	bool has_wishes, has_rings;
};

/* `live` is of SCREEN_IN_ROOM and lives as long. */
void beamer_make(struct view *v, const struct live_view *live, struct str purpose,
		 struct beamer_view *ret);

#endif

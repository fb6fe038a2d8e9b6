/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of meetings and their notes show, and share (meeting_view.c). */
#ifndef PEIL_MEETING_MEETING_VIEW_H
#define PEIL_MEETING_MEETING_VIEW_H

#include "html/form_faults.h"
#include "meeting/meeting.h"
#include "meeting/note.h"
#include "picture/agenda.h"
#include "scan/volunteer.h"

extern const struct page meeting_list_page;	/* where the pages of a meeting stand in the menu */

struct meeting_row {
	const struct meeting *m;
	struct str day, time;
	const char *kind, *stage;	/* translated later */
};

/* --- whom to talk to (meeting_suggest.c) ------------------------------------------ */

enum { SUGGEST_SPREADS = 3, SUGGEST_SILENT = 8 };

/* Groups whose answers lie at both ends of a subject. */
struct suggest_spread {
	const struct subject *subject;
	struct str low_unit, high_unit, low_level, high_level;
	int64_t low_n, high_n;
};

struct suggest {
	struct suggest_spread spreads[SUGGEST_SPREADS];
	size_t spread_count;
	const struct unit *silent[SUGGEST_SILENT];	/* fewer than half took part */
	size_t silent_count;
	struct volunteer_list volunteers;	/* apart from any answer */
};

bool suggest_make(struct call *c, const struct closed_round *mr, struct suggest *ret,
		  struct err *e);

struct meeting_list_view {
	const struct round *round;
	const struct meeting_row *rows;
	size_t count;
	struct suggest suggest;
};

/* --- the form --------------------------------------------------------------------- */

struct meeting_form_topic {
	const struct subject *subject;
	int64_t number;			/* from 1, names the fields */
	struct str place, minutes;	/* as typed; place empty: not a topic */
	const char *place_field;
	struct str fault;
};

struct meeting_form_unit {
	const struct unit *unit;
	bool is_ticked;
};

struct meeting_form_view {
	const struct round *round;
	struct form_faults faults;
	int64_t id;			/* 0: a new one */
	int64_t kind;
	bool has_fixed_topics;		/* it runs */
	bool has_strength, works;	/* the agenda begins with it; it may be called what works */
	struct str strength;
	struct str title, goal, place, date, time, minutes, names;
	const struct meeting_form_topic *topics;
	size_t topic_count;
	const struct meeting_form_unit *units;
	size_t unit_count;
};

struct meeting_remove_view {
	const struct round *round;
	const struct meeting *m;
};

/* --- notes -------------------------------------------------------------------------- */

struct note_row {
	const struct note *n;
	const char *door, *code;	/* translated later */
	struct str subject, task, when;
	bool is_own;
};

struct note_list_view {
	const struct round *round;
	const struct meeting *m;
	const struct note_row *rows;
	size_t count;
	int64_t code;			/* shown alone; -1: all */
	int64_t new_id;
};

struct note_option {
	int64_t value;
	struct str name;
};

struct note_form_view {
	const struct round *round;
	const struct model *model;
	const struct meeting *m;
	struct form_faults faults;
	struct str saved;
	int64_t id, subject, task, door, code;
	bool is_new, is_checked, has_history;
	bool is_check_gone;		/* the words changed after the check */
	struct str body;
};

struct note_version_row {
	int64_t version;
	struct str when, body;
};

struct note_history_view {
	const struct round *round;
	const struct meeting *m;
	const struct note *n;
	const struct note_version_row *rows;
	size_t count;
};

struct note_remove_view {
	const struct round *round;
	const struct meeting *m;
	const struct note *n;
};

/* --- shared ---------------------------------------------------------------------------- */

/* The meeting in the path and its round. */
bool meeting_page_get(struct call *c, struct meeting *ret, struct closed_round *mr,
		      struct err *e);
/* The unit whose picture fits who comes: their own group, or the smallest one
 * around all of them that is shown; 0: the organisation. */
size_t meeting_whose(const struct picture *p, const struct meeting *m);
/* Everybody of that unit is of a group that comes, or no group was named. */
bool meeting_covers(const struct unit_tree *t, const struct meeting *m, size_t unit);
struct meeting_row meeting_row_of(struct view *v, const struct meeting *m);
/* Index in the model; its subject_count when it has no such subject. */
size_t meeting_subject(const struct model *m, struct str id);
/* "23 november 2026, 14.32 uur" */
struct str meeting_moment(struct view *v, int64_t at);
const char *note_door_name(int64_t door);	/* translated later */
const char *note_code_name(int64_t code);

#endif

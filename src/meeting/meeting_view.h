/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of meetings and their notes show, and share (meeting_view.c). */
#ifndef PEIL_MEETING_MEETING_VIEW_H
#define PEIL_MEETING_MEETING_VIEW_H

#include "html/form.h"
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

enum meeting_field {
	MEETING_FIELD_KIND, MEETING_FIELD_TITLE, MEETING_FIELD_GOAL, MEETING_FIELD_DATE,
	MEETING_FIELD_TIME, MEETING_FIELD_MINUTES, MEETING_FIELD_PLACE, MEETING_FIELD_UNITS,
	MEETING_FIELD_NAMES,
	MEETING_FIELD_TOPIC, MEETING_FIELD_TOPIC_MINUTES,	/* of each subject */
};

struct meeting_form_view {
	const struct round *round;
	const struct model *model;
	struct form *form;
	int64_t id;			/* 0: a new one */
	bool has_fixed_topics;		/* it runs */
	bool has_strength, works;	/* the agenda begins with it; it may be called what works */
	struct str strength;
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

enum note_field {
	NOTE_FIELD_BODY, NOTE_FIELD_CODE, NOTE_FIELD_SUBJECT, NOTE_FIELD_TASK, NOTE_FIELD_DOOR,
	NOTE_FIELD_CHECKED,
};

/* Of putting an earlier version back, and of taking a note away: both rest on the
 * note as it is (page_note_history.c). */
enum note_old_field { NOTE_OLD_VERSION, NOTE_OLD_SEEN };
struct form *note_old_form(struct call *c, const struct note *n);

struct note_form_view {
	const struct round *round;
	const struct model *model;
	const struct meeting *m;
	struct form *form;
	struct str saved;
	int64_t id;
	bool is_new, has_history;
	const struct form *undo;	/* that puts the last version back */
	bool is_check_gone;		/* the words changed after the check */
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
	const struct form *form;
};

struct note_remove_view {
	const struct round *round;
	const struct meeting *m;
	const struct note *n;
	const struct form *form;
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

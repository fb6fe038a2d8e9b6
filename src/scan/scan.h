/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answering: what the pages below /s/{code} share, and what their templates
 * show.  A respondent has no account; the ticket code in the path finds one
 * sheet.  A used sheet is shown and changed only with its key (sheet.h), which
 * lies in a cookie of the browser that answers; that is the only cookie, no
 * other page reads it, and on another device people type the key.
 *
 * Every form says what its page was showing ("was").  Only what differs from
 * that is a change: a page that is older than what is stored, in another tab or
 * on another device, undoes nothing of it (scan_was.c).
 */
#ifndef PEIL_SCAN_SCAN_H
#define PEIL_SCAN_SCAN_H

#include "scan/sheet.h"
#include "server/page.h"

struct scan {
	struct ticket_code code;
	struct str code_text;		/* as it stands in our links */
	struct respondent who;
	const struct model *model;
	struct sheet_layout layout;
	enum route route;
	bool is_submitted, is_taken_back, is_used;
	struct ticket_code key;		/* of this browser; empty: it has none */
	bool has_key;			/* and it is the key of this sheet */
};

/* As scan_get, for pages that show and change nothing of the sheet. */
bool scan_look(struct call *c, struct scan *ret, struct err *e);
/* respondent_get for who typed or followed a code: what they may try is bounded. */
bool scan_respondent(struct call *c, struct ticket_code code, struct respondent *ret, struct err *e);

/* When the round closed, or was to: "vrijdag 27 november 2026, 17.00 uur". */
struct str scan_closed(struct call *c, const struct round *r);

/* Reads {code}, sheet and model; sets the language to one of the round's.
 * ERR_ABSENT: no such ticket; ERR_RATE: too many wrong ones from this address;
 * ERR_CONFLICT: the round is not open yet; ERR_GONE: it is closed;
 * ERR_FORBIDDEN: a used sheet, and this browser does not have its key. */
bool scan_get(struct call *c, struct scan *ret, struct err *e);

/* Is there such a ticket?  What a page calls `knows`. */
bool scan_knows(struct db *db, struct arena *a, struct str code);

/* What was wrong with the ticket, as a page in words for respondents.  Kinds
 * of error it has no page for are left to the guard. */
bool scan_refuse(struct call *c, struct err *e);

/* --- the key (scan_key.c) ---------------------------------------------------- */

/* Gives a browser without a key one, before its first save: were it made at
 * saving, then an answer that gets lost on the way would lock people out. */
void scan_prepare_key(struct call *c, struct scan *s);

void scan_find_key(struct call *c, struct scan *s);		/* in the cookie */
void scan_send_key(struct call *c, const struct scan *s);	/* the cookie, until a month after the closing date: it may be moved */
void scan_forget_key(struct call *c, const struct scan *s);

/* What somebody with a code only is shown. */
struct scan_locked {
	struct str code, typed;
	bool is_wrong, is_handed_in;
};
bool scan_show_locked(struct call *c, struct str code, const struct scan_locked *m, int status,
		      struct err *e);

/* --- what a page was showing (scan_was.c) ------------------------------------- */

/* A short print of a text, 0 for none: the text itself would double the page. */
uint32_t scan_print(struct str text);
/* Text as it is kept: line ends as one character, as browsers count them. */
struct str scan_lines(struct arena *a, struct str text);
/* Fixed numbers of hexadecimal digits, one behind the other. */
void scan_was_out(struct out *o, uint64_t value, int digits);
/* Takes them off again; false when *s does not start with them. */
bool scan_was_take(struct str *s, int digits, uint64_t *ret);

/* Did this page change the text, or the answer?  is_known: it said what it was showing. */
bool scan_text_changed(struct str text, bool is_known, uint32_t shown);
int scan_answer_merged(int stored, int sent, int shown);

/* The view with the frame filled in; minutes: when it was saved, minutes of
 * the day, -1 for nothing to say. */
struct view *scan_view(struct call *c, const struct scan *s, int64_t saved);

/* The same around a form with choices: links of the frame become its buttons, so
 * that nobody loses a choice; `enter` are the words of the button for Enter. */
struct view *scan_view_form(struct call *c, const struct scan *s, int64_t saved, const char *enter);

/* After saving such a form: to `rest`, or to where a button of the frame leads. */
bool scan_go(struct call *c, const struct scan *s, const char *rest, struct str to, struct err *e);

/* "/s/CODE" + rest + "?taal=…"; with `saved` also the time. */
struct url scan_url(struct call *c, const struct scan *s, const char *rest);
struct url scan_url_saved(struct call *c, const struct scan *s, const char *rest);

/* Minutes of the day that a redirect brought along, -1 without. */
int64_t scan_saved(const struct value *v);

/* --- answers ----------------------------------------------------------------- */

int scan_now(const struct scan *s, size_t subject);
int scan_wish(const struct scan *s, size_t subject);
int scan_statement(const struct scan *s, size_t subject, size_t statement);
size_t scan_statement_count(const struct scan *s, size_t subject);	/* of this person's route */
bool scan_has_statement(const struct scan *s, size_t subject, size_t statement);
bool scan_is_answered(const struct scan *s, size_t subject);
size_t scan_answered(const struct scan *s);
size_t scan_first_open(const struct scan *s);	/* subject_count: none */
int scan_minutes(const struct scan *s);

/* --- saving ------------------------------------------------------------------- */

typedef void (*scan_change_fn)(struct sheet *sheet, const struct scan *s, const void *ctx);

struct scan_note {
	size_t field;		/* subject, or subject_count + closing question */
	struct str text;
};

struct scan_save {
	const struct scan *s;
	struct arena *a;
	scan_change_fn change;
	const void *ctx;
	const struct scan_note *notes;
	size_t note_count;
};

/* Changes sheet and texts in one write.  It reads the sheet again in the
 * writer, so that two devices do not undo each other's pages.
 * ERR_GONE: closed meanwhile; ERR_TOO_LARGE: too much text; then nothing is
 * kept. */
bool scan_write(struct call *c, const struct scan_save *save, struct err *e);

/* Did the page's own script send this, to save without leaving the page? */
bool scan_is_autosave(const struct call *c);
/* "Bewaard om 14.32 uur", as text, for that script. */
bool scan_reply_saved(struct call *c, struct str was, struct err *e);

/* --- what templates show --------------------------------------------------------- */

/* A text of the model in the language of the page, or in the other one. */
struct str scan_text(const struct view *v, struct text t);

struct str scan_day(const struct view *v, int64_t moment);	/* zondag 22 november */
struct str scan_time(const struct view *v, int64_t moment);	/* 14.32 uur */

/* Name of the level, or of what stands beside the scale; empty: no answer. */
struct str scan_answer_name(const struct view *v, const struct scan *s, int answer);

struct scan_join {
	struct str typed;
	enum scan_join_problem { JOIN_FINE, JOIN_NOT_WHOLE, JOIN_UNKNOWN, JOIN_NOT_OPEN }
		problem;
};

struct scan_refusal {
	struct str title, what, cure;
	struct url follow;		/* of a closed round: what happens with it; empty */
};

/* A group and those around it: where answers can be counted. */
struct scan_circle {
	struct str name;
	int64_t size;
	bool is_large;		/* has k members at all */
};

struct scan_start {
	const struct scan *s;
	enum cards_form cards;
	const struct scan_circle *circles;	/* own group first, organisation last */
	size_t circle_count;
	size_t first_open;			/* subject_count: all answered */
	size_t answered;
	int minutes;
};

struct scan_question {
	const struct scan *s;
	size_t at;				/* subject */
	const struct subject *subject;
	int now, wish;
	int fit[STATEMENTS_MAX];
	struct str remark, was;
	bool is_remark_too_long;
	int minutes_left;
};

struct scan_closing {
	const struct scan *s;
	uint64_t picks;
	struct str text[16], contact, was;
	bool is_too_long[16], has_too_many, is_contact_too_long, is_contact_refused;
};

struct scan_overview {
	const struct scan *s;
	const struct slot *notes;
	size_t answered, pages;
	bool is_nothing_answered;	/* they tried to hand in an empty sheet */
	bool is_group_full;		/* as many are handed in as the group has members */
};

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Forms: what a field may hold stands once, in its declaration.
 *
 *	[NOTE_FIELD_BODY] = { "tekst", FIELD_TEXT, .chars = NOTE_CHARS_MAX, .is_needed = true,
 *		.label = N_("Wat hoorde je?"), .fault = N_("Er passen %1 tekens."), .missing = N_("Schrijf eerst iets op.") },
 *
 * From it follow the check of what comes in (server/input.c), the sentence in
 * the list on top and beside the field (server/form.h), and what the browser is
 * told: maxlength, min and max, aria-invalid and aria-describedby.  A template
 * says only where a field stands, and its hint:
 *
 *	{call field_text(m->form, NOTE_FIELD_BODY, NULL, N_("Niet wie het zei."), 5, "")}
 *
 *	field_line	one line: text, a link, a secret
 *	field_text	several lines
 *	field_number	a whole number, a day, a time
 *	field_radio	a choice, its buttons below one another
 *	field_select	the same as a list that unfolds
 *	field_ticks	FIELD_INTS: several of a list
 *	field_tick	a flag
 *	field_file	a file
 *
 * A field that its form has several times is one declaration with `times` and a
 * % in its name, where its number stands: "woord%nl" is woord1nl, woord2nl, ….
 * Functions and parts take the place of a field: its index, or
 * FORM_EACH(index, i) for one of several, i from 0.
 */
#ifndef PEIL_HTML_FORM_H
#define PEIL_HTML_FORM_H

#include "base/clock.h"
#include "base/list.h"
#include "html/form_faults.h"

enum field_kind {
	FIELD_LINE,	/* one line of text; blanks trimmed */
	FIELD_TEXT,	/* several lines */
	FIELD_LINES,	/* `times` lines at most of `chars` each; empty ones do not count */
	FIELD_LINK,	/* as FIELD_LINE */
	FIELD_SECRET,	/* as FIELD_LINE, not trimmed, never shown again */
	FIELD_INT,	/* whole number in [min, max] */
	FIELD_CHOICE,	/* one of the numbers that its form offers, as radio buttons */
	FIELD_SELECT,	/* the same, as a list that unfolds */
	FIELD_DATE,	/* 2026-11-22 */
	FIELD_TIME,	/* 14:30, also 14.30 and 9:05; its number is in minutes */
	FIELD_FLAG,	/* a tick box: given or not */
	FIELD_INTS,	/* `times` tick boxes at most, with whole numbers in [min, max] */
	FIELD_FILE,	/* a file of at most max bytes; its form is multipart */
	FIELD_SEEN,	/* nothing to fill in: what the page showed beside its form, and rests on */
};

/* What there is to choose from.  `text` and `more` are translated when they are
 * shown; `own` stands in the place of `text` for a name that nobody translates. */
struct choice {
	int64_t value;
	const char *text, *more;
	struct str own;
};

struct choice_list { LIST_OF(struct choice); };

struct field {
	const char *name;
	enum field_kind kind;
	int64_t min, max;	/* of a number; of a text in bytes, max 0: `chars` only */
	size_t chars;		/* of a text: how many at most, as utf8_count counts them */
	size_t times;		/* how often its form has it; 0: once */
	bool is_needed;
	bool keeps_blanks;	/* FIELD_TEXT: a tab in front is an empty cell */
	/* What is wrong and how to cure it: the list on top names the field by it.  %1
	 * and %2 are filled in: chars and times of a text, min and max of a number, a
	 * file's most megabytes. */
	const char *fault;
	const char *missing;	/* said when a needed field is empty; NULL: `fault` */
	const struct choice *choices;	/* end without text; NULL: form_offer, or min and max */
	const char *lang;	/* of what is typed, when it is not the page's */
	/* What people call it: in its page, when two changed it, and above what was typed
	 * when it could not be saved.  NULL: nobody sees it. */
	const char *label;
	size_t drop;		/* FIELD_FILE: which flag takes the stored one away; 0: none */
};

/* One field as it came in.  A field that was not sent, or sent empty, has
 * is_given false.  One that does not pass its declaration has is_valid false
 * and keeps the text, so that the form can show it again with the cure;
 * FIELD_INT outside its range in a form made by us is refused with 400 by the
 * guard when the page says strict. */
struct value {
	bool is_given, is_valid;
	bool is_sent;			/* it was in the form, also when it is empty */
	struct str text;
	int64_t number;
	struct date date;
	const int64_t *numbers;
	const struct str *lines;
	size_t count;			/* of numbers or lines */
	struct blob bytes;		/* FIELD_FILE: as sent; text is its name */
	struct value *each;		/* of a numbered field: `times` of them */
};

/* Fields that belong to every form: what it rests on, and that it is to be shown
 * again and not saved. */
#define FORM_WAS "was"
#define FORM_AGAIN "opnieuw-tonen"

enum { FORM_EACH_STEP = 1 << 8 };	/* far above the fields of any page */
#define FORM_EACH(field, i) ((size_t)(field) + ((size_t)(i) + 1) * FORM_EACH_STEP)

/* A form as it is shown: what it has, what stands in it, and what is wrong. */
struct form {
	struct arena *a;
	enum lang lang;
	const struct field *fields;
	struct value *in;		/* by index of fields */
	struct choice_list *offered;	/* the same */
	struct form_faults faults;
	/* What it rests on, a digest for each place (server/form.h); {call form_was(f)}
	 * puts it in the page, behind the token. */
	struct str was;
	bool is_absent;			/* of what is stored now: there is nothing */
	bool is_own;			/* of the same: who asks put it there with this very form */
	bool is_again;			/* shown again after signing in: nothing is saved yet */
	const struct form *typed;	/* as it came in, before it was merged with what is stored */
};

/* A numbered field: a % in its name, and so not FIELD_INTS, whose names are the same. */
bool field_is_numbered(const struct field *f);
/* "plaats3" is "plaats%" with i 2. */
bool field_has_name(const struct field *f, struct str name, size_t *i);

const struct field *form_field(const struct form *f, size_t at);
struct value *form_value(const struct form *f, size_t at);
const char *form_name(const struct form *f, size_t at);
/* Of the input that a link in the list of faults leads to. */
const char *form_id(const struct form *f, size_t at);

/* Puts in what is stored, in the place of what was typed. */
void form_put(struct form *f, size_t at, struct str text);
void form_put_i64(struct form *f, size_t at, int64_t number);	/* FIELD_FLAG: 0 is off */
void form_put_date(struct form *f, size_t at, struct date date);
void form_put_time(struct form *f, size_t at, int hour, int minute);
void form_tick(struct form *f, size_t at, int64_t number);	/* FIELD_INTS: one more */

/* One more to choose; a name of `own` is shown as it is. */
void form_offer(struct form *f, size_t at, int64_t value, struct str own);
void form_offer_text(struct form *f, size_t at, int64_t value, const char *text);
size_t form_choice_count(const struct form *f, size_t at);
const struct choice *form_choice(const struct form *f, size_t at, size_t i);
struct str form_choice_name(const struct form *f, const struct choice *choice);
bool form_is_chosen(const struct form *f, size_t at, int64_t value);
bool form_is_offered(const struct form *f, size_t at, int64_t value);

/* A file that is stored already: its name, where to get it, and the place of the
 * flag that drops it. */
struct form_kept {
	struct str name;
	struct url link;
	size_t drop;
};

/* What the field is called, translated; `label` where its template calls it otherwise. */
const char *form_label(const struct form *f, size_t at, const char *label);
/* Translated, with the limits of the field filled in. */
struct str form_words(const struct form *f, size_t at, const char *text);
/* One fault a field: the first stays.  They stand in the order of the fields. */
void form_fault_add(struct form *f, size_t at, const char *text);
/* The same with another limit of the page's own for %1. */
void form_fault_add_number(struct form *f, size_t at, const char *text, int64_t number);
struct str form_fault(const struct form *f, size_t at);	/* empty: none */
/* Two people changed it: `now` is what stands there, in words. */
void form_fault_changed(struct form *f, size_t at, struct str now, struct str typed);
/* What stands in a place, as people read it; empty: nothing. */
struct str form_said(const struct form *f, size_t at);

#endif

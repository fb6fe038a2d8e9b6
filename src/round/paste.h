/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Groups pasted from a spreadsheet: pure, fuzzed.  Nothing that was typed is
 * dropped in silence: a row becomes a group or a fault, and what is neither
 * (a title, a total, a column nobody knows) is a note.  What can be meant in two
 * ways is a question; an answer is worked into the text, so that the text alone
 * says what is meant.
 */
#ifndef PEIL_ROUND_PASTE_H
#define PEIL_ROUND_PASTE_H

#include "base/list.h"
#include "round/unit.h"

enum paste_problem {
	PASTE_OK, PASTE_NO_NAME, PASTE_BAD_KIND, PASTE_BAD_SIZE, PASTE_TWICE,
	PASTE_TOO_DEEP, PASTE_TOO_LONG, PASTE_TOO_MANY, PASTE_NOT_LEAF, PASTE_NO_TAG,
};

struct paste_line {
	int line;			/* 1-based, in the pasted text */
	struct str text;		/* the line as it was typed */
	struct str path, name, kind, size;	/* its columns */
	enum paste_problem problem;	/* PASTE_OK: it became a leaf */
	bool can_never_reach_k;		/* size < k: a warning, not a fault */
};

/* What was understood, or left out, and is said. */
enum paste_remark {
	PASTE_TITLE,		/* a row above the headings */
	PASTE_HEADINGS_AGAIN,	/* the headings once more, further down */
	PASTE_TOTAL,		/* a row that sums up others */
	PASTE_UNKNOWN_HEADING,	/* a column whose heading is not known */
	PASTE_SECOND_HEADING,	/* a second column of what one column says */
	PASTE_NO_HEADING,	/* cells beyond the columns */
	PASTE_NO_SIZES,		/* headings, and none of them is of sizes */
	PASTE_BROKEN_NAME,	/* a line break inside a name: a blank now */
	PASTE_ONE_NAME,		/* two ways of writing that are one name: text and other */
};

struct paste_note {
	enum paste_remark remark;
	int line;
	struct str text, other;
};

enum paste_ask {
	PASTE_IS_BELOW,		/* no department, below a row that has one: merged cells? */
	PASTE_IS_SAME,		/* letters that look alike: one name? */
};

struct paste_question {
	enum paste_ask ask;
	int64_t key;		/* of what is asked, the same when the text is sent again */
	int line;
	struct str name, other;	/* the group and the department above; or the two names */
	bool is_likely;		/* yes, unless somebody says no */
};

/* What was asked already; of those the ones that were answered with yes. */
struct paste_answers {
	const int64_t *asked, *yes;
	size_t asked_count, yes_count;
	const struct unit_tree *saved;	/* what stands in it is not asked again; NULL: nothing */
};

struct paste_notes { LIST_OF(struct paste_note); };
struct paste_questions { LIST_OF(struct paste_question); };

struct paste {
	const struct paste_line *lines;
	size_t count, faults, warnings;
	struct paste_notes notes;
	struct paste_questions questions;	/* open ones; the tree is as if no */
	struct str text;		/* as it was typed, the answers worked in */
	struct unit_tree tree;		/* complete when faults == 0 */
};

/*
 * Columns path; name; kind; size, by tab, semicolon or comma, BOM, `sep=;`, titles
 * and a line of headings allowed, quotes and line breaks in cells as spreadsheets
 * write them.  path is "Afdeling / Onderafdeling", may be empty; headings may give
 * each level a column of its own.  kind as paste_kind reads it.
 */
void unit_paste(struct arena *a, struct str text, struct str root_name, int k, struct paste *ret);
void unit_paste_answered(struct arena *a, struct str text, struct str root_name, int k,
			 const struct paste_answers *answers, struct paste *ret);

#endif

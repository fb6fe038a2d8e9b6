/* SPDX-License-Identifier: EUPL-1.2 */
/* Remarks, for the person who reads them first and for everybody after. */
#ifndef PEIL_REMARK_REMARKS_VIEW_H
#define PEIL_REMARK_REMARKS_VIEW_H

#include "html/view.h"
#include "remark/remark.h"
#include "round/round.h"

struct call;

enum { REMARKS_A_PAGE = 40 };

struct remark_row {
	const struct remark *remark;
	struct str subject, unit;	/* names */
	int64_t number;			/* in this list, from 1 */
	bool begins_subject;		/* the first of its subject */
	struct str hints[HINT_KINDS];	/* the words that were found, per kind */
	bool has_hints;
	struct str typed;		/* in the field to rewrite */
	struct str fault;
	struct str was;			/* what its form rests on */
};

struct remarks_view {
	const struct round *round;
	int64_t all, to_read;
	const struct remark_row *rows;	/* of this part; those to read come first */
	size_t row_count;
	int64_t part, parts;
};

struct shown_row {
	struct str subject, unit, text;
	bool begins_unit, begins_subject;
};

struct shown_view {
	const struct round *round;
	const struct shown_row *rows;
	size_t row_count;
	int64_t to_read;
};

/* The name of a subject or closing question, and its place for sorting. */
struct str remark_subject_name(const struct model *m, enum lang lang, struct str id);
size_t remark_subject_place(const struct model *m, struct str id);

/* Fills the rows of v->part from `list`, all remarks of the round: those to
 * read first, then by subject.  Within those the order of random ids stays. */
void remark_rows(struct call *c, const struct model *m, const struct unit_tree *tree,
		 const struct remark_list *list, struct remarks_view *v);

/* What may be shown, by unit in the order of the tree, then by subject. */
const struct shown_row *shown_rows(struct call *c, const struct model *m,
				   const struct unit_tree *tree,
				   const struct shown_remark_list *list, size_t *ret_count);

#endif

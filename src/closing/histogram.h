/* SPDX-License-Identifier: EUPL-1.2 */
/* What is counted of sheets, and what of that is released (method/pieces). */
#ifndef PEIL_CLOSING_HISTOGRAM_H
#define PEIL_CLOSING_HISTOGRAM_H

#include "method/method.h"
#include "model/model_sensitive.h"
#include "scan/sheet.h"

/*
 * The histogram of a set of sheets: for each subject now, wish, importance; for
 * each statement its own.  Tables of one scale each: a table of two of them,
 * such as the difference wish - now of one sheet, would tie what one person
 * answered to the one to what that person answered to the other, so none is
 * counted.
 */
struct subject_histogram {
	struct tally now, wish;
	int64_t picked, could_pick;			/* importance */
	struct tally statement[STATEMENTS_MAX];		/* five levels */
	int64_t left_out;	/* at the root: levels of now that count nowhere */
};

struct histogram {
	int64_t sheets;			/* for ordinary questions; may be 0 */
	size_t subjects;
	struct subject_histogram *subject;
};

/* In the shape in which it is released: sensitive questions have classes. */
struct histogram histogram_new(struct arena *a, const struct model *m);
/* For counting: every question has all its levels. */
struct histogram histogram_new_full(struct arena *a, const struct model *m);

/*
 * Counting many sheets of one unit: plain counters, folded into a histogram at
 * the end, so that a sheet costs one addition per answer.
 *
 * Importance: a sheet that picked at least one subject could have picked each.
 */
struct counter;

struct counter *counter_new(struct arena *a, const struct model *m);
void counter_clear(struct counter *c);
void counter_add(struct counter *c, const uint8_t *sheet);	/* layout.size bytes */
/* Adds what was counted to h; statements only as this route gets them. */
void counter_fold(const struct counter *c, enum route route, struct str tag, struct histogram *h);

/* The same counts in the shape in which they are released. */
struct histogram histogram_in_classes(struct arena *a, const struct model *m,
				      const struct histogram *full);

/*
 * From what was counted per unit to what is released (rules R2 and R8): at[i]
 * comes in as the sheets of unit i and goes out as its pieces, of each table 0
 * or at least k (sensitive_k(k)) answers.  What does not make k moves up, and
 * is left out when it does not at the root either.  Doing it again changes
 * nothing.  parent[i] < i, as in pieces_place.
 */
void histogram_pieces(struct arena *a, const struct model *m, const size_t *parent,
		      struct histogram *at, size_t n, int64_t k);

/* What may be said of sums of pieces: a question that fewer than k answered on
 * the scale has no figures but don't know and not applicable, each from k. */
void histogram_hide(struct histogram *h, const struct model *m, int64_t k);

bool histogram_is_empty(const struct histogram *h, const struct model *m);
void histogram_sum(struct histogram *sum, const struct histogram *h);
struct blob histogram_pack(struct arena *a, const struct model *m, const struct histogram *h);
/*
 * *ret_is_by_sheet: written by a version that held k against sheets.  Such
 * pieces are no pieces of each question yet: histogram_pieces over all of a
 * round makes them so, and what they hold of differences is not read.
 */
bool histogram_unpack(struct arena *a, const struct model *m, struct blob b,
		      struct histogram *ret, bool *ret_is_by_sheet, struct err *e);

#endif

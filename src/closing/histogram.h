/* SPDX-License-Identifier: EUPL-1.2 */
/* What is counted of sheets, and what of that is released (method/pieces). */
#ifndef PEIL_CLOSING_HISTOGRAM_H
#define PEIL_CLOSING_HISTOGRAM_H

#include "method/method.h"
#include "model/model_sensitive.h"
#include "scan/sheet.h"

/*
 * The histogram of a set of sheets: for each subject now, wish, the difference
 * wish - now of one sheet, importance; for each statement its own.  A
 * statement that fewer than k sheets of a piece could get (its route) is left
 * out of that piece: its counts stay zero.
 */
struct subject_histogram {
	struct tally now, wish;
	int64_t difference[2 * TALLY_LEVELS_MAX - 1];	/* [levels-1] is "the same" */
	int64_t picked, could_pick;			/* importance */
	struct tally statement[STATEMENTS_MAX];		/* five levels */
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

/*
 * What is released of the sheets of one unit: `plain` are those that count
 * there for ordinary questions, `sensitive` those for sensitive ones.  Leaves
 * out statements that fewer than k (sensitive_k(k)) of them could get.
 */
struct histogram histogram_release(struct arena *a, const struct model *m,
				   const struct histogram *plain,
				   const struct histogram *sensitive, int64_t k);

void histogram_sum(struct histogram *sum, const struct histogram *h);
struct blob histogram_pack(struct arena *a, const struct model *m, const struct histogram *h);
bool histogram_unpack(struct arena *a, const struct model *m, struct blob b,
		      struct histogram *ret, struct err *e);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the recomputing commands have in common in their JSON. */
#ifndef PEIL_RECOMPUTE_RECOMPUTE_JSON_H
#define PEIL_RECOMPUTE_RECOMPUTE_JSON_H

#include "json/reader.h"
#include "json/writer.h"
#include "method/method.h"
#include "recompute/recompute.h"

/* Reads one object and writes the fields of its answer.  Faults are noted with
 * the reader; false is another reason to stop, in `e`.  After a fault nothing of
 * what was written is shown. */
typedef bool answer_fn(struct arena *a, const struct at *object,
		       const struct recompute_options *options, struct json_writer *w,
		       struct err *e);

/* The text is one object, answered by a line. */
bool recompute_one(struct arena *a, struct str text, const struct recompute_options *options,
		   struct out *o, struct err *e, answer_fn *answer);
/* Or a list of them; each is answered by a line. */
bool recompute_each(struct arena *a, struct str text, const struct recompute_options *options,
		    struct out *o, struct err *e, answer_fn *answer);

/* --- reading ------------------------------------------------------------------- */

/* 2 to 10 counts; `levels` when not 0 says how many. */
struct tally at_counts(struct at list, int64_t levels);
/* 1 to ID_MAX bytes; lives as long as the reader. */
struct str at_name(struct at o);

/* --- writing ------------------------------------------------------------------- */

/* The field id as it came, text or whole number; null when absent. */
void put_id(struct json_writer *w, const struct at *object);
void put_level(struct json_writer *w, const char *name, int level);	/* 0 is null */
/* To 12 decimals, below 10^6: the same whichever way a fraction was computed. */
void put_rounded(struct json_writer *w, const char *name, double value);
/* "two_groups_word": what may be said of two groups; null: nothing. */
void put_two_groups_word(struct json_writer *w, enum two_groups_word word);
void put_numbers(struct json_writer *w, const char *name, const double *value, size_t n);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading and writing JSON for the recomputing commands. */
#ifndef PEIL_CLI_RECOMPUTE_JSON_H
#define PEIL_CLI_RECOMPUTE_JSON_H

#include <jansson.h>

#include "cli/recompute.h"
#include "method/method.h"

/* NULL when it is no JSON; the place is a column, or a line and column. */
json_t *json_read(struct str text, struct err *e);

/* The value is an object with no other fields than these (NULL ends them). */
bool json_fields(const json_t *value, const char *path, const char *const *names, struct err *e);

/* A whole number, not 1.0 and not "1". */
bool json_whole(const json_t *value, const char *path, int64_t min, int64_t max, int64_t *ret,
		struct err *e);
/* A field that may be absent: *ret then stays. */
bool json_field_whole(const json_t *object, const char *name, int64_t min, int64_t max,
		      int64_t *ret, struct err *e);

/* A number above 0 with at most three decimals, in thousandths. */
bool json_thousandths(const json_t *value, const char *path, int64_t max, int64_t *ret,
		      struct err *e);

/* 2 to 10 counts; `levels` when not 0 says how many. */
bool json_counts(const json_t *object, const char *name, int64_t levels, struct tally *ret,
		 struct err *e);

/* A name of 1 to ID_MAX bytes. */
bool json_name(const json_t *value, const char *path, struct str *ret, struct err *e);
/* The field id as it came, text or whole number; null when absent. */
bool json_id(const json_t *object, struct arena *a, struct str *ret, struct err *e);

/* A document is one object or a list of them; each is answered by a line. */
bool json_each(struct arena *a, struct str text, struct out *o, struct err *e,
	       bool (*answer)(struct arena *a, const json_t *object, struct out *o, struct err *e));

/* --- writing: ,"name":value with the comma for all but the first ------------- */
void put_text(struct out *o, struct str s);
void put_listed(struct out *o, struct str s);		/* a text in a list, with the comma */
void put_key(struct out *o, const char *name);		/* ,"name": */
void put_whole(struct out *o, const char *name, int64_t value);
void put_level(struct out *o, const char *name, int level);	/* 0 is null */
void put_number(struct out *o, const char *name, double value);
/* To 12 decimals, below 10^6: the same whichever way a fraction was computed. */
void put_rounded(struct out *o, const char *name, double value);
void put_bool(struct out *o, const char *name, bool value);
void put_numbers(struct out *o, const char *name, const double *value, size_t n);

#endif

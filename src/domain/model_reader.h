/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Walking a JSON document while noting everything that is wrong with it, each
 * with its path and the cure.  A cursor on something that is not there reads
 * as empty, so that one walk finds all faults at once.
 */
#ifndef PEIL_DOMAIN_MODEL_READER_H
#define PEIL_DOMAIN_MODEL_READER_H

#include <jansson.h>

#include "domain/model.h"

struct reader {
	struct arena *a;
	struct model_problem *problems;
	size_t count, room, errors;
	const struct word *words;	/* the organisation's own */
	size_t word_count;
};

struct at {
	struct reader *r;
	const json_t *j;		/* NULL: not there, and that was noted */
	struct str path;
};

void reader_problem(struct reader *r, struct str path, int line, bool is_warning,
		    const char *cure, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* A field of an object; noted when it is not there. */
struct at at_field(struct at o, const char *name);
/* The same, but it may be left out: then j is NULL and nothing is noted. */
struct at at_optional(struct at o, const char *name);
/* Notes every field whose name is not in the list (ends with NULL). */
void at_only(struct at o, const char *const *names);

/* Length of an array with min..max elements, 0 when it is not one. */
size_t at_array(struct at o, size_t min, size_t max);
struct at at_item(struct at o, size_t i);

struct str at_string(struct at o);			/* one or more characters */
struct str at_id(struct at o);				/* a-z, 0-9, -; starts with a letter */
int64_t at_int(struct at o, int64_t min, int64_t max);
bool at_flag(struct at o);				/* false when it is left out */
size_t at_word(struct at o, const char *const *words);	/* index, 0 when none fits */
struct text at_text(struct at o);			/* nl and en, own words filled in */

#endif

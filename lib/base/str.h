/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Text as a slice: a pointer and a length, immutable, never assumed to end in
 * NUL.  Text that comes from outside is checked to be UTF-8 at the door
 * (utf8.h); everything further in may rely on it.
 *
 * A slice owns nothing.  The comment of the function that returns one says
 * whose life it shares, most often an arena's.
 */
#ifndef PEIL_BASE_STR_H
#define PEIL_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
	const char *p;
	size_t n;
};

/* Bytes that are not text: hashes, packed sheets. */
struct blob {
	const uint8_t *p;
	size_t n;
};

#define STR(literal)	((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_FMT		"%.*s"
#define STR_ARG(s)	(int)(s).n, (s).p ? (s).p : ""
#define ARRAY_LEN(a)	(sizeof(a) / sizeof((a)[0]))

struct str str_from(const char *c_string);	/* NULL gives the empty slice */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *c_string);
int str_cmp(struct str a, struct str b);	/* by bytes, like strcmp */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_cut(struct str s, size_t from, size_t to);	/* clamped */
struct str str_trim(struct str s);		/* ASCII blanks off both ends */

/* Splits at the first `sep`; *rest is what follows.  Without one the whole is
 * returned and *rest is empty with p == NULL. */
struct str str_split(struct str s, char sep, struct str *rest);

struct str str_dup(struct arena *a, struct str s);
char *str_cstr(struct arena *a, struct str s);	/* NUL-terminated copy */

/* Whole decimal number, optional minus, nothing around it, in [min, max]. */
bool str_i64(struct str s, int64_t min, int64_t max, int64_t *ret);

#endif

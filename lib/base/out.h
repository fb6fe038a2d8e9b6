/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An output buffer.  Everything that is built, HTML, CSV, JSON, goes through
 * one.  It grows in its arena and has a sticky error: past its limit nothing
 * is added any more and is_failed stays true, so that it is checked once, at
 * the end.
 */
#ifndef PEIL_BASE_OUT_H
#define PEIL_BASE_OUT_H

#include "base/arena.h"
#include "base/str.h"

struct out {
	struct arena *a;
	char *p;
	size_t n, cap, limit;
	bool is_failed;
};

struct out out_new(struct arena *a, size_t limit);
/* Into memory of the caller, which does not grow; the limit is its size. */
struct out out_over(char *bytes, size_t size);
void out_bytes(struct out *o, const char *p, size_t n);
void out_str(struct out *o, struct str s);
void out_c(struct out *o, const char *c_string);
void out_char(struct out *o, char c);
void out_i64(struct out *o, int64_t value);

/* At most `decimals` (0..9) digits after `point`, rounded half away from zero;
 * never an exponent, never the locale.  NaN and infinities print "null". */
void out_decimal(struct out *o, double value, int decimals, char point);

/* Shortest text that reads back as the same double; NaN and infinities print
 * "null".  For JSON and CSV. */
void out_double(struct out *o, double value);
/* The same, with whole numbers in full: 7000, not 7e+03. */
void out_number(struct out *o, double value);

void out_hex(struct out *o, struct blob b);
struct str out_done(const struct out *o);	/* shares the arena's life */

#endif

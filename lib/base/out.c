/* SPDX-License-Identifier: EUPL-1.2 */
/* The output buffer. */
#include "base/out.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct out out_new(struct arena *a, size_t limit)
{
	return (struct out){ .a = a, .limit = limit };
}

struct out out_over(char *bytes, size_t size)
{
	return (struct out){ .p = bytes, .cap = size, .limit = size };
}

enum { FIRST = 4096, LARGE = 1024 * 1024 };

static bool grow(struct out *o, size_t n)
{
	size_t cap = o->cap ? o->cap : o->limit < FIRST ? o->limit : FIRST;
	char *p;

	if (o->is_failed || n > o->limit || o->n > o->limit - n) {
		o->is_failed = true;
		return false;
	}
	if (o->cap - o->n >= n)
		return true;
	while (cap - o->n < n)
		cap *= 2;
	/* What is large is not begun when it would be thrown away: each step doubles it. */
	o->is_failed = cap > LARGE && arena_would_overflow(o->a, cap);
	if (o->is_failed)
		return false;
	p = arena_alloc(o->a, cap);
	if (o->n)
		memcpy(p, o->p, o->n);
	o->p = p;
	o->cap = cap;
	return true;
}

void out_bytes(struct out *o, const char *p, size_t n)
{
	if (n == 0 || !grow(o, n))
		return;
	memcpy(o->p + o->n, p, n);
	o->n += n;
}

void out_str(struct out *o, struct str s)
{
	out_bytes(o, s.p, s.n);
}

void out_c(struct out *o, const char *c_string)
{
	out_bytes(o, c_string, strlen(c_string));
}

void out_char(struct out *o, char c)
{
	out_bytes(o, &c, 1);
}

void out_i64(struct out *o, int64_t value)
{
	char digits[24];
	size_t at = sizeof(digits);
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (value < 0)
		digits[--at] = '-';
	out_bytes(o, digits + at, sizeof(digits) - at);
}

void out_decimal(struct out *o, double value, int decimals, char point)
{
	int64_t scale = 1, scaled;

	for (int i = 0; i < decimals; i++)
		scale *= 10;
	if (!isfinite(value) || fabs(value) > 9e15 / (double)scale) {
		out_c(o, "null");
		return;
	}
	scaled = llround(value * (double)scale);
	if (scaled < 0) {
		out_char(o, '-');
		scaled = -scaled;
	}
	out_i64(o, scaled / scale);
	if (decimals == 0)
		return;
	out_char(o, point);
	for (int64_t unit = scale / 10; unit; unit /= 10)
		out_char(o, (char)('0' + scaled / unit % 10));
}

void out_double(struct out *o, double value)
{
	char text[40];

	if (!isfinite(value)) {
		out_c(o, "null");
		return;
	}
	/* What does not read back from 15 digits does not from fewer either. */
	(void)snprintf(text, sizeof(text), "%.15g", value);
	for (int digits = strtod(text, NULL) == value ? 1 : 16; digits <= 17; digits++) {
		(void)snprintf(text, sizeof(text), "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	out_c(o, text);
}

void out_number(struct out *o, double value)
{
	if (fabs(value) < 1e15 && value == floor(value))
		out_i64(o, (int64_t)value);
	else
		out_double(o, value);
}

void out_hex(struct out *o, struct blob b)
{
	for (size_t i = 0; i < b.n; i++) {
		out_char(o, "0123456789abcdef"[b.p[i] >> 4]);
		out_char(o, "0123456789abcdef"[b.p[i] & 15]);
	}
}

struct str out_done(const struct out *o)
{
	return (struct str){ o->p ? o->p : "", o->n };
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Memory, growing text, problems. */
#include "template.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *pool_alloc(struct pool *pool, size_t size)
{
	size_t aligned = (size + 15) & ~(size_t)15;
	char *p = pool->p + pool->n;

	if (aligned < size || pool->cap - pool->n < aligned) {
		fputs("template: no memory left\n", stderr);
		abort();
	}
	pool->n += aligned;
	return p;
}

void buf_bytes(struct buf *b, const char *p, size_t n)
{
	if (n == 0)
		return;
	if (b->cap - b->n < n) {
		size_t cap = (b->cap + n) * 2;
		char *bigger = pool_alloc(b->pool, cap);

		if (b->n)
			memcpy(bigger, b->p, b->n);
		b->p = bigger;
		b->cap = cap;
	}
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void buf_c(struct buf *b, const char *text)
{
	buf_bytes(b, text, strlen(text));
}

void buf_char(struct buf *b, char c)
{
	buf_bytes(b, &c, 1);
}

void buf_f(struct buf *b, const char *format, ...)
{
	char small[1024];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(small, sizeof(small), format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= sizeof(small)) {
		fputs("template: a name in the command line is too long\n", stderr);
		abort();
	}
	buf_bytes(b, small, (size_t)n);
}

bool slice_is(struct slice s, const char *text)
{
	return s.n == strlen(text) && (s.n == 0 || memcmp(s.p, text, s.n) == 0);
}

bool slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

struct slice slice_trim(struct slice s)
{
	while (s.n && is_blank(s.p[0])) {
		s.line += s.p[0] == '\n';
		s.p++;
		s.n--;
	}
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

void problem(struct tpl *t, int line, const char *format, ...)
{
	va_list args;

	if (t->problem_count++ >= PROBLEMS_MAX)
		return;
	fprintf(stderr, "%s:%d: ", t->path, line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Memory, growing text, problems. */
#include "template.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE_BYTES = 1 << 20 };	/* most templates need one */

struct piece {
	struct piece *next;
	size_t n, cap;
	_Alignas(16) char p[];
};

static void pool_grow(struct pool *pool, size_t size)
{
	size_t cap = size > PIECE_BYTES ? size : PIECE_BYTES;
	struct piece *piece = calloc(1, sizeof(*piece) + cap);

	if (!piece) {
		fputs("template: no memory left\n", stderr);
		abort();
	}
	piece->next = pool->pieces;
	piece->cap = cap;
	pool->pieces = piece;
}

void *pool_alloc(struct pool *pool, size_t size)
{
	size_t aligned = (size + 15) & ~(size_t)15;
	struct piece *piece = pool->pieces;

	if (!piece || piece->cap - piece->n < aligned) {
		pool_grow(pool, aligned);
		piece = pool->pieces;
	}
	piece->n += aligned;
	return piece->p + piece->n - aligned;
}

void pool_free(struct pool *pool)
{
	while (pool->pieces) {
		struct piece *next = pool->pieces->next;

		free(pool->pieces);
		pool->pieces = next;
	}
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

/* SPDX-License-Identifier: EUPL-1.2 */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int complaint_count;

/* Read by AddressSanitizer, when it is built in: these programs free nothing. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

void *need_memory(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);

	if (!p) {
		fputs("out of memory\n", stderr);
		exit(1);
	}
	return p;
}

char *copy_text(const char *p, size_t n)
{
	char *copy = need_memory(NULL, n + 1);

	memcpy(copy, p, n);
	copy[n] = '\0';
	return copy;
}

void text_bytes(struct text *t, const char *p, size_t n)
{
	if (t->n + n + 1 > t->cap) {
		t->cap = (t->n + n + 1) * 2;
		t->p = need_memory(t->p, t->cap);
	}
	memcpy(t->p + t->n, p, n);
	t->n += n;
	t->p[t->n] = '\0';
}

void text_add(struct text *t, const char *format, ...)
{
	char *made = NULL;
	va_list args;
	int n;

	va_start(args, format);
	n = vasprintf(&made, format, args);
	va_end(args);
	if (n < 0) {
		fputs("out of memory\n", stderr);
		exit(1);
	}
	text_bytes(t, made, (size_t)n);
	free(made);
}

void text_c_string(struct text *t, const char *s)
{
	text_bytes(t, "\"", 1);
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			text_add(t, "\\%c", c);
		else if (c == '\n')
			text_bytes(t, "\\n", 2);
		else if (c < ' ' || c == 0x7f)
			text_add(t, "\\%03o", (unsigned)c);
		else
			text_bytes(t, s, 1);
	}
	text_bytes(t, "\"", 1);
}

void text_dependency(struct text *t, const char *path)
{
	text_bytes(t, " ", 1);
	for (; *path; path++) {
		if (*path == ' ' || *path == '#')
			text_bytes(t, "\\", 1);
		else if (*path == '$')
			text_bytes(t, "$", 1);
		text_bytes(t, path, 1);
	}
}

char *file_read(const char *path, size_t *ret_size)
{
	FILE *f = fopen(path, "rb");
	struct text all = { 0 };
	char piece[8192];
	size_t n;

	if (!f)
		return NULL;
	text_bytes(&all, "", 0);
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		text_bytes(&all, piece, n);
	if (ferror(f)) {
		fclose(f);
		free(all.p);
		return NULL;
	}
	fclose(f);
	if (ret_size)
		*ret_size = all.n;
	return all.p;
}

bool file_write(const char *path, const struct text *t)
{
	size_t old_size = 0;
	char *old = file_read(path, &old_size);
	bool is_same = old && old_size == t->n && (t->n == 0 || memcmp(old, t->p, t->n) == 0);
	bool is_written;
	FILE *f;

	free(old);
	if (is_same)
		return true;
	f = fopen(path, "wb");
	if (!f)
		return false;
	is_written = t->n == 0 || fwrite(t->p, 1, t->n, f) == t->n;
	return fclose(f) == 0 && is_written;
}

void complain(const char *path, int line, const char *format, ...)
{
	va_list args;

	complaint_count++;
	if (line > 0)
		fprintf(stderr, "%s:%d: ", path, line);
	else
		fprintf(stderr, "%s: ", path);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

int complaints(void)
{
	return complaint_count;
}

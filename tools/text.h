/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the programs of the build share: a text that grows, whole files in and
 * out, and one way to complain.  These programs run for a moment, so nothing
 * is ever freed, and running out of memory ends them.
 */
#ifndef PEIL_TOOLS_TEXT_H
#define PEIL_TOOLS_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
	char *p;	/* always ends in NUL once something was added */
	size_t n, cap;
};

void text_bytes(struct text *t, const char *p, size_t n);
void text_add(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A path in a list of dependencies, with a blank in front. */
void text_dependency(struct text *t, const char *path);

/* As a C string literal with its quotes. */
void text_c_string(struct text *t, const char *s);

void *need_memory(void *old, size_t size);
char *copy_text(const char *p, size_t n);

/* The whole file with a NUL behind it; NULL when it cannot be read. */
char *file_read(const char *path, size_t *ret_size);

/* Writes only when the content differs, so that nothing is rebuilt in vain. */
bool file_write(const char *path, const struct text *t);

/* "path:line: …" on stderr; counted, so that main can end with it. */
void complain(const char *path, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
int complaints(void);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* Sentences on a terminal, in the language of who reads it, in lines of at most 80. */
#ifndef PEIL_UPKEEP_SAY_H
#define PEIL_UPKEEP_SAY_H

#include "base/tr.h"

struct say {
	struct arena *a;
	enum lang lang;
	unsigned indent;	/* of the second and later lines */
};

/* `text` as tr_fill takes it, translated here. */
void say_list(const struct say *s, const char *text, const struct str *args, size_t count);
#define say(s, text, ...) say_list((s), (text), (const struct str[]){ __VA_ARGS__ }, \
	sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
#define say0(s, text) say_list((s), (text), NULL, 0)

/* A sentence that is whole already. */
void say_text(const struct say *s, struct str text);

/* The same behind a word of as many columns as later lines are indented. */
void say_behind(const struct say *s, struct str word, struct str text);

struct str say_number(const struct say *s, int64_t n);
/* "12 MB", of what is less than one "0,3 MB". */
struct str say_size(const struct say *s, int64_t bytes);
struct str say_date(const struct say *s, int64_t ms);	/* 30 november 2026, 4.12 uur */
/* "3 rondes": `text` is of tr_n; %1 in it is the number. */
struct str say_count(const struct say *s, int64_t n, const char *text);

#endif

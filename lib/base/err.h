/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a function fails: it returns false and fills *e.  The kind decides the
 * HTTP status, the exit code and the words a user gets; the text is for the
 * log and the command line, in English, and holds no personal data.
 */
#ifndef PEIL_BASE_ERR_H
#define PEIL_BASE_ERR_H

#include <stdbool.h>

enum err_kind {
	ERR_NONE,
	ERR_USAGE,	/* wrong command line: exit 2 */
	ERR_INPUT,	/* what was sent cannot be accepted: 400, exit 1 */
	ERR_ABSENT,	/* no such thing (for this organisation): 404 */
	ERR_METHOD,	/* not in this way: 405 */
	ERR_FORBIDDEN,	/* signed in, but not for this: 403 */
	ERR_SIGN_IN,	/* not signed in: redirect to the sign-in page */
	ERR_TOO_EARLY,	/* comes after the round has closed: 409 */
	ERR_CONFLICT,	/* not in this stage: 409 */
	ERR_STAGE,	/* the stage changed while it was done: 409 */
	ERR_CHANGED,	/* somebody changed meanwhile what a form rests on: 409 */
	ERR_AGAIN,	/* a form that is only shown again, and writes nothing: its page */
	ERR_GONE,	/* was here, is over: 410 */
	ERR_TOO_LARGE,	/* 413 */
	ERR_RATE,	/* too many tries: 429 */
	ERR_LIMIT,	/* a limit of ours, memory for one: 503 */
	ERR_BUSY,	/* too much at once: 503 */
	ERR_UNSAVED,	/* what was sent could not be written: 503 */
	ERR_STORE,	/* database: 500 */
	ERR_SYSTEM,	/* operating system: 500 */
};

struct err {
	enum err_kind kind;
	char text[240];
};

/* Always returns false, so that it can be returned. */
bool err_set(struct err *e, enum err_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Tells the analyzer, which sees one file at a time, the "always" above. */
#ifdef __clang_analyzer__
#define err_set(...) ((err_set)(__VA_ARGS__), false)
#endif

#endif

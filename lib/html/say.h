/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sentences about answers.  Each carries the id of its rule, which goes into
 * the data-rule attribute beside it (docs/developer/method.md lists them).  A
 * count of one or two is never named: said_count writes "enkele".
 */
#ifndef PEIL_HTML_SAY_H
#define PEIL_HTML_SAY_H

#include "base/tr.h"
#include "html/view.h"

enum { SENTENCES_MAX = 10 };

struct sentence {
	const char *rule;
	struct str text;
};

struct said {
	struct sentence list[SENTENCES_MAX];
	size_t count;
};

/* `text` is translated already; args fill it in. */
void said_add(struct view *v, struct said *s, const char *rule, const char *text,
	 const struct str *args, size_t count);
#define SAY(v, s, rule, text, ...) \
	said_add((v), (s), (rule), (text), (const struct str[]){ __VA_ARGS__ }, \
	    sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

struct str said_number(struct view *v, int64_t n);
struct str said_decimal(struct view *v, double x, int decimals);
struct str said_count(struct view *v, int64_t n);	/* "geen", "enkele", "7" */
/* A share of things compared, to stand before their name: "alle" and "geen" are
 * said of all and none only, "bijna alle" from .95, "bijna geen" under .05, else
 * "8 van de 10". */
struct str said_of_ten(struct view *v, double share);

#endif

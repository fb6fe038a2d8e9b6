/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Requests as text, several of them with a line "---" between:
 *
 *	POST /rondes/7/bevindingen/51
 *	Cookie: {lead}
 *
 *	{form}&tekst=Iets
 *
 * {…} are the words of the town; {T} is the token of who asks, {form} all that stands in
 * the form that the same person finds at the same path, {form PATH} at another.  Later
 * fields stand in the place of earlier ones of that name.
 */
#ifndef PEIL_FUZZ_PAGE_ASK_H
#define PEIL_FUZZ_PAGE_ASK_H

#include "town.h"

enum { ASK_MAX = 8 };			/* requests of one input; more are not sent */

/* The next one of *rest.  False: it is none that comes through the gate. */
bool page_ask(struct town *w, struct arena *a, struct str *rest, struct http_request *ret);
/* Its page, or NULL; and whether it sends more than it may. */
const struct page *page_asked(struct town *w, struct http_request *q, bool *ret_is_too_large);

/* page_judge.c: stops the program when an answer is not as all answers are.  BROKEN: what is
 * stored is no longer what a page let in, so that it may fail and need not be text. */
enum page_rows { ROWS_OF_PAGES, ROWS_BROKEN };
void page_judge(struct town *w, enum page_rows rows, struct str input, const struct http_request *q,
		const struct http_reply *r);

/* page_mutate.c: a request of the table of pages, as text. */
size_t page_make(struct arena *a, char *to, size_t room, unsigned seed);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A form that comes after its session ended.  What was typed goes with the sign-in
 * page as a letter: sealed, so that nobody reads it there; of one account, so that
 * only who typed it gets it back; made only for a form whose token we made, so that
 * no other site can have one made.  After signing in it is opened, and its form shown
 * again, filled (page.h, call.is_again).  docs/decisions/0017-two-in-one-form.md.
 */
#ifndef PEIL_SERVER_RETURN_H
#define PEIL_SERVER_RETURN_H

#include "server/page.h"

/* RETURN_PATH_MAX: of the page that follows signing in; longer ones are none of ours. */
enum { RETURN_PATH_MAX = 500, LETTER_BYTES_MAX = 4 * 1024 * 1024, LETTER_DAYS = 7 };

/* What was typed, to be sent again. */
struct returned {
	int64_t account;		/* who typed it */
	struct str path;
	bool has_lost_file;		/* a file was chosen, which no page can choose again */
	const struct form_field *fields;
	size_t count;
};

/* Of the form in this request; p == NULL: it has nothing to keep, its token is not
 * ours, or there is too much of it. */
struct str return_letter(struct call *c);
/* False: not ours, not whole, or too old. */
bool return_open(struct call *c, struct str letter, struct returned *ret);

/* The page of a path that can be asked for: itself, or NULL when it only takes forms. */
bool return_has_page(const struct web *w, struct str path);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Saving a form that somebody else may have saved meanwhile (server/form.h): in one
 * transaction what is stored is read, merged with what was typed, and written.
 *
 *	struct save s = { .c = c, .form = m.form, .now = put_now, .write = write, .ctx = &ch };
 *
 *	if (!save_form(&s, e))
 *		return false;
 *	return s.show ? show(c, s.show, &m, e) : call_redirect(…);
 */
#ifndef PEIL_ACCOUNT_SAVE_H
#define PEIL_ACCOUNT_SAVE_H

#include "server/form.h"
#include "server/page.h"

enum { SAVE_PLACES = 3 };

struct save {
	struct call *c;
	struct form *form;
	void *ctx;
	/* Puts what is stored into `now`.  Both may be run again, on the writer's thread. */
	bool (*now)(struct db *db, const struct save *s, struct form *now, struct err *e);
	/* Writes what the merged form has.  ERR_CHANGED: together it is not right, and
	 * the form says why. */
	bool (*write)(struct db *db, const struct save *s, struct err *e);
	/* Paths of the forms that change the same; NULL: this page only.  The first is
	 * what is saved here. */
	struct str places[SAVE_PLACES];
	bool keeps_name;		/* who saved it last stays who did */
	int show;			/* the status to show the form with; 0: it is saved */
};

bool save_form(struct save *s, struct err *e);

#endif

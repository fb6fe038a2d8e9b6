/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A form on its way through a page (html/form.h has the declarations):
 *
 *	m.form = form_start(c, fields);		what was typed is in it already
 *	form_put(m.form, NOTE_FIELD_BODY, n.body);	when it is shown for the first time
 *	form_offer(m.form, NOTE_FIELD_TASK, 1, title);
 *	if (!form_check(m.form))		422 and the same page, nothing is lost
 *
 * A rule that no declaration can say is one line of the page before the check is
 * asked for its result: form_fault_add(m.form, place, N_("…")).
 */
#ifndef PEIL_SERVER_FORM_H
#define PEIL_SERVER_FORM_H

#include "html/form.h"

struct call;

/*
 * Two people in one form.  A form carries what it rests on: for each place a digest
 * of what was stored when the page was made.  Where the form is saved, inside the
 * transaction, it is merged with what is stored now: what only the other changed
 * stays, what only this form changed is taken, and what both changed comes back with
 * both shown.  A form that carries nothing, from a script, may fill in what is empty
 * and change nothing.  Where nothing is stored, now->is_absent, nobody was overruled.
 *
 *	form_rest(f);				the page is made: after form_put
 *	form_merge(f, now);			false: both changed something, which is in faults
 *
 * What cannot be undone and has nothing to type rests on what its page showed: a
 * FIELD_SEEN for each thing that may have changed.
 */
void form_rest(struct form *f);
bool form_merge(struct form *f, struct form *now);
/* A FIELD_SEEN that this form has nothing to do with. */
void form_unseen(struct form *now, size_t at);
/* As it came in, once more: what a merge changed is forgotten. */
void form_retype(struct form *f);

/* With what was typed when the page of the call has these fields, else empty. */
struct form *form_start(struct call *c, const struct field *fields);

/* The same without what was typed: for what is stored now. */
struct form *form_empty(const struct form *like);

/* Holds all values against their fields and the choices offered; what is wrong is
 * in form->faults.  True: nothing is, also not what the page found itself, and it may
 * be saved: never one that is only shown again. */
bool form_check(struct form *f);

#endif

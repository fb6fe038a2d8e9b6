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

/* With what was typed when the page of the call has these fields, else empty. */
struct form *form_start(struct call *c, const struct field *fields);

/* Holds all values against their fields and the choices offered; what is wrong is
 * in form->faults.  True: nothing is, also not what the page found itself. */
bool form_check(struct form *f);

#endif

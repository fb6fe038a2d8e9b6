/* SPDX-License-Identifier: EUPL-1.2 */
/* What is wrong in a form as it was sent: for the list on top and beside each field. */
#ifndef PEIL_HTML_FORM_FAULTS_H
#define PEIL_HTML_FORM_FAULTS_H

#include "html/view.h"

/* One fault in a form, listed on top with a link to its field. */
struct form_fault {
	const char *field;		/* id of the input */
	struct str text;		/* what and how to cure it, translated */
	size_t at;			/* place of the field in its form (form.h) */
	/* Somebody else changed it meanwhile: what stands there now, whole, when `text`
	 * has not all of it. */
	struct str now;
};

struct form_faults {
	struct form_fault list[24];
	size_t count;
	bool is_changed;		/* they are what two people changed, and nothing is wrong */
	struct str changed;		/* who did, and when, translated; empty: nobody knows */
	struct str notice;		/* what to know before sending it (again); empty: nothing */
};

void fault_add(struct form_faults *f, const char *field, struct str text);
/* The text for a field, empty when it has no fault. */
struct str fault_of(const struct form_faults *f, const char *field);
struct str fault_now(const struct form_faults *f, const char *field);

#endif

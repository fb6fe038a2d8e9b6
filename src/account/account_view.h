/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PEIL_ACCOUNT_ACCOUNT_VIEW_H
#define PEIL_ACCOUNT_ACCOUNT_VIEW_H

#include "html/form.h"
#include "html/view.h"

struct session_row {
	int64_t id;
	struct str since, used;		/* "maandag 30 november, 9.05 uur" */
	bool is_this;
};

enum { ACCOUNT_FIELD_OLD, ACCOUNT_FIELD_NEW, ACCOUNT_FIELD_AGAIN };

struct account_view {
	const struct session_row *rows;	/* this browser's first */
	size_t count;
	const struct form *form;	/* of the password */
	bool is_changed;		/* it was just changed */
};

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PEIL_ACCOUNT_SIGN_IN_VIEW_H
#define PEIL_ACCOUNT_SIGN_IN_VIEW_H

#include "server/return.h"

struct sign_in_view {
	struct str login;	/* as it was typed */
	struct str back;	/* path to return to; empty: the list of rounds */
	bool is_refused;	/* login and password do not belong together */
	bool is_expired;	/* a form came from somebody who was not signed in any more */
	struct str letter;	/* what it had, sealed; empty: it is lost */
};

/* Signed in, and what was typed before can go on. */
struct sign_in_returned_view {
	const struct returned *form;
	struct url to;
};

#endif

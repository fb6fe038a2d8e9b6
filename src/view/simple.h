/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages outside a round show. */
#ifndef PEIL_VIEW_SIMPLE_H
#define PEIL_VIEW_SIMPLE_H

#include "view/view.h"

/* A page that says what went wrong and what to do; both texts translated. */
struct error_view {
	struct str title, what, cure;
	bool has_home;		/* a link back to the start helps */
};

struct sign_in_view {
	struct str login;	/* as it was typed */
	struct str back;	/* path to return to; empty: the list of rounds */
	bool is_refused;	/* login and password do not belong together */
	bool is_expired;	/* a form came from somebody who was not signed in any more */
};

#endif

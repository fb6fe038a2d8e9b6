/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef PEIL_HTML_ERROR_VIEW_H
#define PEIL_HTML_ERROR_VIEW_H

#include "html/view.h"

/* A page that says what went wrong and what to do; both texts translated. */
struct error_view {
	struct str title, what, cure;
	bool has_home;		/* a link back to the start helps */
	const struct error_typed *typed;	/* what was in the form that came */
	size_t typed_count;
};

struct error_typed {
	struct str label, text;
	bool is_long;
};

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* The links at the foot of every page: help, for respondents or for leads, and
 * accessibility. */
#include "scan/views.h"
#include "server/page.h"

static bool help_run(struct call *c, struct err *e)
{
	view_help(call_view(c));
	return call_page(c, 200, e);
}

static bool help_lead_run(struct call *c, struct err *e)
{
	view_help_lead(call_view(c));
	return call_page(c, 200, e);
}

static bool accessibility_run(struct call *c, struct err *e)
{
	view_accessibility(call_view(c));
	return call_page(c, 200, e);
}

const struct page help_page = {
	.method = "GET",
	.path = "/hulp",
	.run = help_run,
};

/* For everybody: it holds nothing of an organisation. */
const struct page help_lead_page = {
	.method = "GET",
	.path = "/hulp/begeleider",
	.run = help_lead_run,
};

const struct page accessibility_page = {
	.method = "GET",
	.path = "/toegankelijkheid",
	.run = accessibility_run,
};

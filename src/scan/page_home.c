/* SPDX-License-Identifier: EUPL-1.2 */
/* The front door: type a code, or sign in. */
#include "scan/scan.h"
#include "scan/views.h"

static bool home_run(struct call *c, struct err *e)
{
	view_home(call_view(c));
	return call_page(c, 200, e);
}

const struct page home_page = {
	.method = "GET",
	.path = "/",
	.run = home_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* The front door: type a code, or sign in. */
#include "scan/home.h"
#include "scan/scan.h"
#include "scan/views.h"

static const struct home_try *offered;	/* read by every worker, written before them */

void home_offer(const struct home_try *offer)
{
	offered = offer;
}

static bool home_run(struct call *c, struct err *e)
{
	struct home_view m = { .offer = offered };
	struct ticket_code card = { 0 };
	struct err none = { 0 };

	if (offered && offered->card(c->db, c->a, &card, &none)) {
		m.card = str_dup(c->a, str_from(card.text));
		m.card_shown = ticket_show(c->a, card);
	} else if (offered && none.kind != ERR_ABSENT) {
		*e = none;
		return false;
	}
	view_home(call_view(c), &m);
	return call_page(c, 200, e);
}

const struct page home_page = {
	.method = "GET",
	.path = "/",
	.run = home_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* What differs from an earlier round of the same organisation. */
#include "account/account.h"
#include "change/change_view.h"
#include "change/views.h"
#include "round/lead.h"
#include "server/page.h"

enum { WITH, GROUP };

static const struct field fields[] = {
	[WITH] = { "met", FIELD_INT, 1, INT64_MAX },
	[GROUP] = { "groep", FIELD_INT, 0, INT64_MAX },
	{ 0 },
};

/* A group that only one of the rounds shows: everybody, and the page says so. */
static void choose_group(const struct call *c, struct change_view *m)
{
	m->is_elsewhere = c->in[GROUP].is_given;
	for (size_t i = 0; i < m->group_count && c->in[GROUP].is_valid; i++)
		if (m->groups[i].id == c->in[GROUP].number) {
			m->at = i;
			m->is_elsewhere = false;
		}
}

static bool change_run(struct call *c, struct err *e)
{
	struct change_sources sources;
	struct change_view m;

	if (!closed_round_get(c, c->id[0], &sources.now, e) ||
	    !change_load(c, &c->in[WITH], &sources, &m, e))
		return false;
	if (m.group_count == 0) {
		view_change_none(call_view(c), &m);
		return call_page(c, 200, e);
	}
	choose_group(c, &m);
	change_compare(c->a, &m);
	change_dress(call_view(c), &m);
	view_change(&c->view, &m);
	return call_page(c, 200, e);
}

const struct page change_page = {
	.method = "GET", .path = "/rondes/{round}/verandering",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.menu = { &menu_picture, 2, N_("Verandering") },
	.fields = fields, .run = change_run,
};

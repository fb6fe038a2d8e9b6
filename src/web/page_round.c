/* SPDX-License-Identifier: EUPL-1.2 */
/* The home of a round: where it stands and the one next step. */
#include "view/views.h"
#include "web/lead.h"
#include "web/page.h"

/* The leaf that lacks most answers to become visible, 0 when none does that
 * still can, since it has a card for k people: units[0] is the organisation
 * and never a leaf of its own. */
static size_t weakest(const struct unit_tree *tree, int k)
{
	size_t found = 0;
	int64_t most = 0;

	for (size_t i = 1; i < tree->count; i++) {
		const struct unit *u = &tree->units[i];

		if (u->is_leaf && u->cards >= k && k - u->answered > most) {
			most = k - u->answered;
			found = i;
		}
	}
	return found;
}

static enum next_step next_of(const struct round *r, const struct unit_tree *tree, size_t weak)
{
	int64_t cards = 0;

	for (size_t i = 0; i < tree->count; i++)
		cards += tree->units[i].is_leaf ? tree->units[i].cards : 0;
	if (r->stage == STAGE_CLOSED)
		return NEXT_PICTURE;
	if (r->stage == STAGE_OPEN)
		return weak ? NEXT_INVITE : NEXT_WAIT;
	if (tree->count < 2)
		return NEXT_GROUPS;
	return cards ? NEXT_OPEN : NEXT_CARDS;
}

static bool run(struct call *c, struct err *e)
{
	struct round_view m = { 0 };
	struct round r;

	if (!lead_round(c, "overzicht", &r, e) ||
	    !unit_tree_get(c->db, c->a, r.id, r.organisation_name, &m.tree, e))
		return false;
	if (r.stage == STAGE_OPEN && !participation_count(c->db, c->a, r.id, &m.tree, e))
		return false;
	m.round = &r;
	m.weakest = weakest(&m.tree, r.k);
	m.next = next_of(&r, &m.tree, m.weakest);
	m.closes = lead_closes(c, &r);
	view_round(call_view(c), &m);
	return call_page(c, 200, e);
}

const struct page round_page = {
	.method = "GET", .path = "/rondes/{round}", .role = ROLE_LEAD,
	.run = run, .test = "tests/browser/lead.test.mjs",
};

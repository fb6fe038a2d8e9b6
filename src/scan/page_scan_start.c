/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The first page of a ticket, and the page that says who sees what.  Both are
 * computed from the round's settings, so that they cannot promise what the
 * program does not do.
 */
#include "scan/scan.h"
#include "scan/views.h"
#include "server/guess.h"

enum { SAVED };

static const struct field fields[] = {
	[SAVED] = { "bewaard", FIELD_INT, 0, 24 * 60 - 1 },
	{ 0 },
};

/* The person's group and all around it, up to the organisation. */
static bool circles_get(struct call *c, const struct scan *s, struct scan_start *m, struct err *e)
{
	const struct round *r = &s->who.round;
	struct scan_circle *circles = ARENA_ARRAY(c->a, struct scan_circle, UNIT_DEPTH_MAX + 2);
	struct unit_tree tree;
	size_t at = 0, n = 0;

	if (!unit_tree_get(c->db, c->a, r->key, r->organisation_name, &tree, e))
		return false;
	while (at < tree.count && tree.units[at].id != s->who.unit_id)
		at++;
	while (at < tree.count && n < UNIT_DEPTH_MAX + 2) {
		const struct unit *u = &tree.units[at];

		circles[n++] = (struct scan_circle){ u->name, u->size, u->size >= r->k };
		if (at == 0)
			break;
		at = u->parent;
	}
	m->circles = circles;
	m->circle_count = n;
	return true;
}

static bool start_fill(struct call *c, struct scan *s, struct scan_start *m, struct err *e)
{
	*m = (struct scan_start){
		.s = s,
		.cards = s->who.cards,
		.first_open = scan_first_open(s),
		.answered = scan_answered(s),
		.minutes = scan_minutes(s),
	};
	return circles_get(c, s, m, e);
}

static bool scan_start_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_start m;

	if (!scan_get(c, &s, e) || !start_fill(c, &s, &m, e))
		return scan_refuse(c, e);
	view_scan_start(scan_view(c, &s, scan_saved(&c->in[SAVED])), &m);
	return call_page(c, 200, e);
}

/* Says nothing of what was answered, so a code is enough. */
static bool scan_privacy_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_start m;

	if (!scan_look(c, &s, e) || !start_fill(c, &s, &m, e))
		return scan_refuse(c, e);
	view_scan_privacy(scan_view(c, &s, -1), &m);
	return call_page(c, 200, e);
}

const struct page scan_start_page = {
	.method = "GET",
	.path = "/s/{code}",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.fields = fields,
	.counts = { &guess_codes },
	.run = scan_start_run,
};

const struct page scan_privacy_page = {
	.method = "GET",
	.path = "/s/{code}/wie-ziet-wat",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.counts = { &guess_codes },
	.run = scan_privacy_run,
};

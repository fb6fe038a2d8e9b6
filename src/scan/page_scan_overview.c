/* SPDX-License-Identifier: EUPL-1.2 */
/* Looking back, handing in, and what comes after. */
#include "scan/scan.h"
#include "scan/views.h"
#include "server/guess.h"

enum { SAVED };

static const struct field fields[] = {
	[SAVED] = { "bewaard", FIELD_INT, 0, 24 * 60 - 1 },
	{ 0 },
};

static bool overview_get(struct call *c, struct scan *s, struct scan_overview *m, struct err *e)
{
	struct slot *notes = ARENA_NEW(c->a, struct slot);

	if (!scan_get(c, s, e) || !slot_get(c->db, c->a, s->code, notes, e))
		return false;
	*m = (struct scan_overview){ .s = s, .notes = notes, .answered = scan_answered(s) };
	return true;
}

static bool scan_overview_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_overview m;

	if (!overview_get(c, &s, &m, e))
		return scan_refuse(c, e);
	view_scan_overview(scan_view(c, &s, scan_saved(&c->in[SAVED])), &m);
	return call_page(c, 200, e);
}

static bool scan_done_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_overview m;

	if (!overview_get(c, &s, &m, e))
		return scan_refuse(c, e);
	if (!s.is_submitted)
		return call_redirect(c, scan_url(c, &s, "/overzicht"), e);
	view_scan_done(scan_view(c, &s, -1), &m);
	return call_page(c, 200, e);
}

/* It stays handed in when answers change, until nothing is left of them. */
static void hand_in(struct sheet *sheet, const struct scan *s, const void *ctx)
{
	(void)s;
	(void)ctx;
	sheet_submit(sheet);
}

/* A sheet without one answer would only make the group look larger. */
static bool scan_hand_in_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_overview m;
	struct scan_save job = { .s = &s, .change = hand_in };

	if (!overview_get(c, &s, &m, e))
		return scan_refuse(c, e);
	if (m.answered == 0) {
		m.is_nothing_answered = true;
		view_scan_overview(scan_view(c, &s, -1), &m);
		return call_page(c, 422, e);
	}
	if (scan_write(c, &job, e))
		return call_redirect(c, scan_url(c, &s, "/klaar"), e);
	if (e->kind != ERR_CONFLICT)
		return scan_refuse(c, e);
	*e = (struct err){ 0 };
	m.is_group_full = true;
	view_scan_overview(scan_view(c, &s, -1), &m);
	return call_page(c, 409, e);
}

const struct page scan_overview_page = {
	.method = "GET",
	.path = "/s/{code}/overzicht",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.fields = fields,
	.counts = { &guess_codes },
	.run = scan_overview_run,
};

const struct page scan_hand_in_page = {
	.method = "POST",
	.path = "/s/{code}/inleveren",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.is_strict = true,
	.counts = { &guess_codes },
	.run = scan_hand_in_run,
};

const struct page scan_done_page = {
	.method = "GET",
	.path = "/s/{code}/klaar",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.counts = { &guess_codes },
	.run = scan_done_run,
};

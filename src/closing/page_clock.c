/* SPDX-License-Identifier: EUPL-1.2 */
/* A lead says that the machine's clock is right, while it is in doubt. */
#include "account/account.h"
#include "closing/clock_card.h"
#include "round/lead.h"
#include "watch/act.h"
#include "server/web.h"
#include "store/state.h"

enum { CLOCK };

/* What the clock said when they looked: they spoke of that one. */
static const struct field fields[] = {
	[CLOCK] = { "klok", FIELD_INT, .min = 0, .max = INT64_MAX / 2 },
	{ 0 },
};

/* In the write: by the time that is believed then, whoever says so may be signed in no more. */
static bool believe(struct db *db, void *ctx, struct err *e)
{
	(void)ctx;
	clock_confirm();
	return state_put_seen(db, e);
}

static bool is_clock_seen(int64_t seen)
{
	int64_t off = clock_machine() - seen;

	return off < CLOCK_HOUR_MS && off > -CLOCK_HOUR_MS;
}

static bool confirm(struct call *c, struct err *e)
{
	struct organisation_ids needed;

	if (!organisation_with_stage(c->db, c->a, STAGE_OPEN, &needed, e))
		return false;
	if (!clock_words_add(clock_words_of(c), c->who.organisation, &needed))
		return true;
	if (!call_write(c, believe, NULL, e))
		return false;
	act_say("clock confirmed", "organisation {organisation} and all others with an open round",
		{ "organisation", c->who.organisation });
	return true;
}

static bool clock_run(struct call *c, struct err *e)
{
	struct round r;

	if (!lead_round(c, c->id[0], &r, e))
		return false;
	if (c->is_again)
		return err_set(e, ERR_AGAIN, "a form that is shown again");
	if (clock_doubt() != CLOCK_BELIEVED && c->in[CLOCK].is_valid &&
	    is_clock_seen(c->in[CLOCK].number) && !confirm(c, e))
		return false;
	return call_redirect(c, url_make(c->a, "/rondes/%d", r.id), e);
}

const struct page clock_page = {
	.method = "POST", .path = "/rondes/{round}/klok",
	.needs = MAY_LEAD, .fields = fields, .run = clock_run,
};

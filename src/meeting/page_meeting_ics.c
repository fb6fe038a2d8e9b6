/* SPDX-License-Identifier: EUPL-1.2 */
/* One meeting as a file for calendars. */
#include "account/account.h"
#include "meeting/ics.h"
#include "meeting/meeting.h"
#include "round/lead.h"
#include "server/page.h"

enum { ICS_BYTES_MAX = 64 * 1024 };

/* The names of people are left out: the file travels. */
static bool meeting_ics_run(struct call *c, struct err *e)
{
	struct out o = out_new(c->a, ICS_BYTES_MAX);
	struct meeting m;
	struct round r;

	if (!meeting_get(c->db, c->a, c->who.organisation, c->id[0], &m, e) ||
	    !lead_round(c, m.round.id, &r, e))
		return false;
	ics_write(&o, &(struct ics_event){
		.id = m.id, .stamp = clock_now(), .starts = m.starts,
		.ends = m.starts + m.minutes * CLOCK_MINUTE_MS,
		.summary = m.title, .place = m.place, .description = m.goal,
	});
	if (o.is_failed)
		return err_set(e, ERR_LIMIT, "file for calendars larger than allowed");
	return call_bytes(c, STR("text/calendar; charset=utf-8"), STR("sessie.ics"), out_done(&o),
			  e);
}

const struct page meeting_ics_page = {
	.method = "GET", .path = "/sessies/{meeting}/sessie.ics",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .run = meeting_ics_run,
};

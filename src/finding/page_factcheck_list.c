/* SPDX-License-Identifier: EUPL-1.2 */
/* Links of fact checks, for who leads the round: make, show, stop. */
#include "account/account.h"
#include "chart/chart.h"
#include "finding/finding_view.h"
#include "finding/views.h"
#include "scan/sheet.h"
#include "server/web.h"
#include "watch/act.h"

enum { MEETING, BUTTON, SURE };

static const struct field fields[] = {
	[MEETING] = { "sessie", FIELD_INT, 1, INT64_MAX },
	[BUTTON] = { "knop", FIELD_LINE, 1, 10 },
	[SURE] = { "zeker", FIELD_FLAG },
	{ 0 },
};

/* How many findings and agreements of the meeting there are to check, and how
 * many replies came in. */
static bool count_items(struct call *c, struct fact_meeting *m, struct err *e)
{
	struct fact_item_list items;

	if (!fact_items(c->db, c->a, m->meeting->id, &items, e))
		return false;
	m->items = (int64_t)items.count;
	return fact_check_is_full(c->db, m->meeting->id, &m->is_full, e);
}

static void add_link(struct call *c, struct view *v, const struct fact_check *check,
		     struct fact_meeting *m)
{
	struct ticket_code code = { { 0 } };

	m->is_over = check->expires <= clock_now();
	m->until = finding_day(v, check->expires);
	if (m->is_over || !ticket_parse(check->code, &code))
		return;
	m->code = ticket_show(c->a, code);
	m->link_text = call_address(c, url_make(c->a, "/feitcheck/%s", check->code));
	m->link = (struct url){ m->link_text };
	m->qr = chart_qr(v, m->link_text, m->link_text);
}

static bool fact_list_run(struct call *c, struct err *e)
{
	struct fact_check_list checks;
	struct finding_round fr;
	struct fact_list_view m = { .fr = &fr };
	struct fact_meeting *list;
	struct view *v;

	if (!finding_round_get(c, &fr, e))
		return false;
	if (!fact_check_list(c->db, c->a, fr.closed.round.key, &checks, e))
		return false;
	v = call_view(c);
	list = ARENA_ARRAY(c->a, struct fact_meeting, fr.meetings.count + 1);
	for (size_t i = 0; i < fr.meetings.count; i++) {
		list[i].meeting = &fr.meetings.at[i];
		list[i].day = finding_day(v, fr.meetings.at[i].starts);
		if (!count_items(c, &list[i], e))
			return false;
		for (size_t k = 0; k < checks.count; k++)
			if (checks.at[k].meeting == fr.meetings.at[i].id)
				add_link(c, v, &checks.at[k], &list[i]);
	}
	m.meetings = list;
	m.count = fr.meetings.count;
	view_fact_list(v, &m);
	return call_page(c, 200, e);
}

struct change {
	int64_t meeting, now;
	struct ticket_code code;
};

static bool start_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;
	struct str code = { ch->code.text, FACT_CODE_CHARS };

	return fact_check_start(db, ch->meeting, code, ch->now, e);
}

static bool stop_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return fact_check_stop(db, ch->meeting, e);
}

static bool has_link(struct call *c, struct round_key round, int64_t meeting, bool *ret,
		     struct err *e)
{
	struct fact_check_list checks;

	*ret = false;
	if (!fact_check_list(c->db, c->a, round, &checks, e))
		return false;
	for (size_t i = 0; i < checks.count; i++)
		*ret |= checks.at[i].meeting == meeting && checks.at[i].expires > clock_now();
	return true;
}

/* Whoever has a link that works loses it: that is asked first. */
static bool ask(struct call *c, const struct finding_round *fr, bool is_stop, struct err *e)
{
	const struct fact_stop_view m = {
		.fr = fr, .meeting = finding_meeting_of(fr, c->in[MEETING].number),
		.is_stop = is_stop,
	};

	view_fact_stop(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool fact_list_change_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct change ch = { .now = clock_now(), .code = ticket_make() };
	bool is_stop = str_is(c->in[BUTTON].text, "stop"), is_there;

	if (!finding_round_get(c, &fr, e))
		return false;
	ch.meeting = c->in[MEETING].number;
	if (!c->in[MEETING].is_valid || !finding_meeting_of(&fr, ch.meeting))
		return err_set(e, ERR_ABSENT, "no such meeting");
	if (!is_stop && !str_is(c->in[BUTTON].text, "maak"))
		return err_set(e, ERR_INPUT, "no such button");
	if (!has_link(c, fr.closed.round.key, ch.meeting, &is_there, e))
		return false;
	if (is_there && !c->in[SURE].is_given)
		return ask(c, &fr, is_stop, e);
	if (!call_write(c, is_stop ? stop_it : start_it, &ch, e))
		return false;
	if (is_there)
		act_say("fact check ended", "meeting {meeting} of round {round}, its link works no more",
			{ "meeting", ch.meeting }, { "round", fr.closed.round.id });
	return call_redirect(c, url_make(c->a, "/rondes/%d/feitcheck", fr.closed.round.id), e);
}

const struct page fact_list_page = {
	.method = "GET", .path = "/rondes/{round}/feitcheck",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &finding_page,
	.run = fact_list_run,
};

const struct page fact_list_change_page = {
	.method = "POST", .path = "/rondes/{round}/feitcheck",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &finding_page,
	.fields = fields, .run = fact_list_change_run,
};

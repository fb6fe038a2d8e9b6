/* SPDX-License-Identifier: EUPL-1.2 */
/* The end of a meeting, which is asked first, and opening it again. */
#include "account/account.h"
#include "live/live_service.h"
#include "live/live_stop.h"
#include "live/live_view.h"
#include "live/views.h"
#include "meeting/meeting_view.h"
#include "round/lead.h"
#include "round/model_cache.h"
#include "watch/log.h"
#include "server/web.h"
#include "watch/act.h"

enum { SCREEN };

static const struct field fields[] = {
	/* What was on the screen when it was asked. */
	[SCREEN] = { "scherm", FIELD_INT, 0, INT64_MAX },
	{ 0 },
};

static bool get(struct call *c, struct meeting *m, struct round *r, struct err *e)
{
	return meeting_get(c->db, c->a, c->who.organisation, c->id[0], m, e) &&
	       lead_round(c, m->round.id, r, e);
}

static bool back_to_screen(struct call *c, const struct meeting *m, struct err *e)
{
	return call_redirect(c, url_make(c->a, "/sessies/%d/live", m->id), e);
}

static bool add_open_turn(struct call *c, const struct model *model,
			  const struct meeting_topic *t, struct live_stop_view *v, struct err *e)
{
	const int turn = t->step == VOTE_FIRST ? 1 : t->step == VOTE_SECOND ? 2 : 0;
	const size_t s = meeting_subject(model, t->subject);
	struct vote_turn votes;

	if (!turn)
		return true;
	if (!vote_get(c->db, t->id, turn, (int)model->level_count, &votes, e))
		return false;
	v->open[v->open_count++] = (struct live_open_turn){
		.name = s < model->subject_count ? model->subjects[s].name.in[c->lang] : t->subject,
		.votes = votes.votes, .stays = votes.is_shown,
	};
	return true;
}

static bool ask(struct call *c, int status, struct err *e)
{
	const struct model *model;
	struct live_stop_view v = { .is_news = status != 200 };
	struct meeting m;
	struct round r;

	if (!get(c, &m, &r, e) || !model_cache_get(model_cache_of(c), c->db, c->a, &r, &model, e))
		return false;
	if (m.stage == MEETING_DONE)
		return back_to_screen(c, &m, e);
	if (m.stage != MEETING_RUNNING)
		return err_set(e, ERR_CONFLICT, "the meeting is not running");
	v.meeting = &m;
	v.phones = live_phones(live_of(c), m.id);
	for (size_t i = 0; i < m.topic_count; i++)
		if (!add_open_turn(c, model, &m.topics[i], &v, e))
			return false;
	view_live_stop(call_view(c), &v);
	return call_page(c, status, e);
}

static bool live_stop_form_run(struct call *c, struct err *e)
{
	return ask(c, 200, e);
}

struct change {
	int64_t meeting, now;
	const struct value *screen;
};

static bool stop_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return (!ch->screen->is_given ||
		meeting_is_showing(db, ch->meeting, ch->screen->number, e)) &&
	       meeting_stop(db, ch->meeting, ch->now, e);
}

static bool live_stop_run(struct call *c, struct err *e)
{
	struct err failed = { 0 };
	struct meeting m;
	struct round r;
	struct change ch;

	if (!get(c, &m, &r, e))
		return false;
	ch = (struct change){ m.id, clock_now(), &c->in[SCREEN] };
	if (!call_write(c, stop_it, &ch, &failed)) {
		if (failed.kind == ERR_GONE)
			return ask(c, 409, e);
		*e = failed;
		return false;
	}
	act_say("meeting ended", "meeting {meeting} of round {round}; which phones voted is destroyed",
		{ "meeting", m.id }, { "round", m.round.id });
	/* What was forgotten must not stay in the log either. */
	if (!writer_empty_log(c->web->writer, &failed))
		log_failed("emptying the log of the database", &failed);
	live_end(live_of(c), m.id);
	return back_to_screen(c, &m, e);
}

static bool reopen_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return meeting_reopen(db, ch->meeting, ch->now, e);
}

static bool live_reopen_run(struct call *c, struct err *e)
{
	struct err failed = { 0 };
	struct live_view v;
	struct meeting m;
	struct round r;
	struct change ch;

	if (!get(c, &m, &r, e))
		return false;
	if (c->is_again)
		return back_to_screen(c, &m, e);
	ch = (struct change){ .meeting = m.id, .now = clock_now() };
	if (!call_write(c, reopen_it, &ch, &failed) && failed.kind != ERR_CONFLICT) {
		*e = failed;
		if (failed.kind != ERR_GONE)
			return false;
		*e = (struct err){ 0 };
		if (!live_view_make(c, &r, &m, SCREEN_IN_ROOM, &v, e))
			return false;
		v.alert = str_from(tr(c->lang, N_("Deze sessie is langer dan een dag geleden afgesloten. "
			"Ze kan niet meer open. Plan een nieuwe sessie om verder te praten.")));
		return live_show(c, 409, &v, e);
	}
	/* A conflict: it runs, because somebody else was first. */
	return back_to_screen(c, &m, e);
}

const struct page live_stop_form_page = {
	.method = "GET", .path = "/sessies/{meeting}/afsluiten",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.run = live_stop_form_run,
};

const struct page live_stop_page = {
	.method = "POST", .path = "/sessies/{meeting}/afsluiten",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.fields = fields, .run = live_stop_run,
};

const struct page live_reopen_page = {
	.method = "POST", .path = "/sessies/{meeting}/heropenen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.run = live_reopen_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A phone in a meeting: no account, no name.  The join code is what lets it in;
 * different wrong codes are counted per address, right ones are not, so that a
 * room behind one address can join at once.
 */
#include "base/code.h"
#include "live/live_service.h"
#include "live/live_view.h"
#include "live/phone.h"
#include "live/views.h"
#include "round/model_cache.h"
#include "server/guess.h"
#include "server/web.h"

enum { CODE };
enum { TOPIC, TURN, CHOICE };

static const struct field code_fields[] = {
	[CODE] = { "code", FIELD_LINE, 1, 60 },
	{ 0 },
};

enum { AGAIN };

static const struct field phone_fields[] = {
	[AGAIN] = { "anders", FIELD_INT, 1, 1 },
	{ 0 },
};

static const struct field vote_fields[] = {
	[TOPIC] = { "onderwerp", FIELD_INT, 1, INT64_MAX },
	[TURN] = { "beurt", FIELD_INT, 1, 2 },
	[CHOICE] = { "keuze", FIELD_INT, 0, TALLY_LEVELS_MAX },
	{ 0 },
};

/* 30 bits, which live as long as their session: fewer tries than for other codes,
 * and still more than a full hall mistypes. */
static const struct rate_limit per_address = { 600, 600, "different wrong codes of sessions of an address" };

static struct str lang_of(const struct call *c)
{
	return c->lang == LANG_EN ? STR("en") : STR("nl");
}

/* --- the code ------------------------------------------------------------------------- */

static bool show_join(struct call *c, int status, const char *fault, struct err *e)
{
	struct phone_join_view m = { .typed = c->in ? c->in[CODE].text : (struct str){ 0 } };

	if (fault)
		m.fault = str_from(tr(c->lang, fault));
	view_phone_join(call_view(c), &m);
	return call_page(c, status, e);
}

static bool meeting_find(struct call *c, struct str typed, struct meeting *ret, struct err *e)
{
	char read[MEETING_CODE_CHARS];
	struct str code = { 0 };
	bool is_found;

	if (code_parse(typed, read, sizeof(read)))
		code = (struct str){ read, sizeof(read) };
	if (!guess_may(c, &per_address, code, e))
		return false;
	is_found = meeting_by_code(c->db, c->a, typed, clock_now(), ret, e);
	guess_was(c, &per_address, code, is_found || e->kind != ERR_ABSENT);
	return is_found;
}

static bool refuse_code(struct call *c, int status, struct err *e)
{
	return show_join(c, status, N_("Deze code hoort niet bij een sessie die nu loopt. "
				       "Kijk nog eens op het scherm in de zaal."), e);
}

static bool phone_join_form_run(struct call *c, struct err *e)
{
	return show_join(c, 200, NULL, e);
}

static bool phone_join_run(struct call *c, struct err *e)
{
	struct err wrong = { 0 };
	struct meeting m;

	if (!meeting_find(c, c->in[CODE].text, &m, &wrong)) {
		if (wrong.kind == ERR_ABSENT)
			return refuse_code(c, 422, e);
		*e = wrong;
		return false;
	}
	return call_redirect(c, url_make(c->a, "/mee/%s?taal=%s", m.code, lang_of(c)), e);
}

/* --- taking part ------------------------------------------------------------------------ */

/* False without *e: the page that says the code is unknown has been made. */
static bool find(struct call *c, struct meeting *m, struct round *r, bool *ret_is_answered,
		 struct err *e)
{
	struct err wrong = { 0 };

	*ret_is_answered = false;
	if (meeting_find(c, c->arg[0], m, &wrong))
		return round_get(c->db, c->a, m->round.organisation, m->round.id, r, e);
	if (wrong.kind != ERR_ABSENT) {
		*e = wrong;
		return false;
	}
	*ret_is_answered = true;
	c->in = NULL;
	(void)refuse_code(c, 404, e);
	return false;
}

/* The choice is part of it: a phone that changed its mind must show the new one. */
static struct str state_of(struct call *c, const struct live_view *v)
{
	struct out o = out_new(c->a, 340);

	out_str(&o, v->state);
	out_c(&o, v->is_choosing ? "-kies-" : "-nee-");
	out_i64(&o, v->own.is_known ? v->own.choice : -1);
	return out_done(&o);
}

struct phone_shows {
	const struct meeting *meeting;
	const struct round *round;
	int status;
	const char *alert;		/* translated here; NULL: none */
	bool wants_other;		/* asked to choose again */
};

static bool show(struct call *c, const struct phone_shows *of, struct err *e)
{
	const struct meeting *m = of->meeting;
	uint8_t phone[VOTE_PHONE_BYTES];
	struct live_view v;
	struct out url = out_new(c->a, 100);

	if (!live_view_make(c, of->round, m, SCREEN_OF_PHONE, &v, e))
		return false;
	phone_get_or_make(c, phone);
	if (v.turn && !vote_own(c->db, v.topic->id, v.turn, phone, &v.own, e))
		return false;
	v.is_choosing = v.turn && (!v.own.is_cast || (of->wants_other && v.own.is_known));
	if (of->alert)
		v.alert = str_from(tr(c->lang, of->alert));
	out_c(&url, "/mee/");
	out_str(&url, m->code);
	out_c(&url, "/stroom");
	c->view.page.stream = out_done(&url);
	c->view.page.state = state_of(c, &v);
	view_phone(call_view(c), &v);
	return call_page(c, of->status, e);
}

static bool phone_run(struct call *c, struct err *e)
{
	struct meeting m;
	struct round r;
	bool is_answered;

	if (!find(c, &m, &r, &is_answered, e))
		return is_answered && e->kind == ERR_NONE;
	return show(c, &(struct phone_shows){
		.meeting = &m, .round = &r, .status = 200, .wants_other = c->in[AGAIN].is_valid && c->in[AGAIN].is_given,
	}, e);
}

struct casting {
	struct vote vote;
	int64_t votes;			/* then: all of this turn */
};

static bool cast(struct db *db, void *ctx, struct err *e)
{
	struct casting *casting = ctx;
	const struct vote *v = &casting->vote;
	struct vote_turn all;

	if (!vote_cast(db, v, e) || !vote_get(db, v->topic, v->turn, v->levels, &all, e))
		return false;
	casting->votes = all.votes;
	return true;
}

/* What went wrong with a vote, for who holds the phone; NULL: something else. */
static const char *words_of(enum err_kind kind)
{
	switch (kind) {
	case ERR_CONFLICT: return N_("Je hebt in deze ronde al gestemd. Die stem telt mee, en kan niet meer anders.");
	case ERR_GONE: return N_("Deze stemronde is gesloten. Je stem is niet meer meegeteld.");
	case ERR_INPUT: return N_("Kies eerst een antwoord, en stem dan.");
	default: return NULL;
	}
}

static bool refuse_vote(struct call *c, const struct meeting *m, const struct round *r,
			const struct err *wrong, struct err *e)
{
	const char *words = words_of(wrong->kind);
	int status = wrong->kind == ERR_INPUT ? 422 : wrong->kind == ERR_GONE ? 410 : 409;

	if (words)
		return show(c, &(struct phone_shows){ m, r, status, words, false }, e);
	*e = *wrong;
	return false;
}

static bool phone_vote_run(struct call *c, struct err *e)
{
	struct err wrong = { 0 };
	const struct model *model;
	struct casting casting = { 0 };
	struct vote *v = &casting.vote;
	struct meeting m;
	struct round r;
	bool is_answered;

	if (!find(c, &m, &r, &is_answered, e))
		return is_answered && e->kind == ERR_NONE;
	if (!model_cache_get(model_cache_of(c), c->db, c->a, &r, &model, e))
		return false;
	*v = (struct vote){
		.meeting = m.id, .topic = c->in[TOPIC].number, .turn = (int)c->in[TURN].number,
		.choice = c->in[CHOICE].is_valid && c->in[CHOICE].is_given ? (int)c->in[CHOICE].number : -1,
		.levels = (int)model->level_count,
	};
	if (!phone_get(c, v->phone))
		return show(c, &(struct phone_shows){
			&m, &r, 409, N_("Je telefoon was nog niet bij de sessie. "
					"Kies opnieuw; lukt het niet, sta dan cookies toe."), false,
		}, e);
	if (!call_write(c, cast, &casting, &wrong))
		return refuse_vote(c, &m, &r, &wrong, e);
	live_count(live_of(c), m.id, v->topic, v->turn, casting.votes);
	return call_redirect(c, url_make(c->a, "/mee/%s?taal=%s", m.code, lang_of(c)), e);
}

static bool phone_stream_run(struct call *c, struct err *e)
{
	struct meeting m;
	struct round r;
	bool is_answered;

	if (!find(c, &m, &r, &is_answered, e))
		return is_answered && e->kind == ERR_NONE;
	return live_join(live_of(c), m.id, SCREEN_OF_PHONE, c->q, c->r, e);
}

const struct page phone_join_form_page = {
	.method = "GET", .path = "/mee", .run = phone_join_form_run,
};

const struct page phone_join_page = {
	.method = "POST", .path = "/mee", .fields = code_fields,
	.counts = { &per_address },
	.run = phone_join_run,
};

const struct page phone_page = {
	.method = "GET", .path = "/mee/{code}", .fields = phone_fields,
	.counts = { &per_address },
	.run = phone_run,
};

const struct page phone_vote_page = {
	.method = "POST", .path = "/mee/{code}/stem", .fields = vote_fields, .body_max = 4096,
	.counts = { &per_address },
	.run = phone_vote_run,
};

const struct page phone_stream_page = {
	.method = "GET", .path = "/mee/{code}/stroom",
	.counts = { &per_address },
	.run = phone_stream_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The screen of a running meeting: what the beamer shows and what moves it on
 * are one page.  Other screens of colleagues follow by the event stream.
 */
#include "account/account.h"
#include "live/live_record.h"
#include "live/live_service.h"
#include "live/live_view.h"
#include "live/views.h"
#include "round/lead.h"
#include "round/model_cache.h"
#include "server/form.h"
#include "watch/log.h"
#include "server/web.h"
#include "watch/act.h"

enum {
	ACTION, TOPIC, SCREEN, AT, STEP, TURN, MINUTES, DONT_KNOW, COUNT,
	WORDS, REASON, DIFFERENCE, FOR_WHOM, LEVEL, ACT, SEEN, EDITS, SURE, FIELDS,
};

static const struct field fields[FIELDS + 1] = {
	[ACTION] = { "actie", FIELD_LINE, 1, 20 },
	[TOPIC] = { "onderwerp", FIELD_INT, 0, INT64_MAX },
	/* What the screen showed when its buttons were made. */
	[SCREEN] = { "scherm", FIELD_INT, 0, INT64_MAX },
	[AT] = { "van", FIELD_INT, VOTE_WAITING, VOTE_RECORDED },
	[STEP] = { "stap", FIELD_INT, VOTE_WAITING, VOTE_RECORDED },
	[TURN] = { "beurt", FIELD_INT, 1, 2 },
	[MINUTES] = { "minuten", FIELD_INT, 0, 60 },
	[DONT_KNOW] = { "weetniet", FIELD_INT, 0, VOTE_CARDS_MAX },
	[COUNT] = { "n%", FIELD_INT, 0, VOTE_CARDS_MAX, .times = TALLY_LEVELS_MAX,
		.fault = N_("Vul bij elk niveau een heel getal in van %1 tot %2.") },
	[WORDS] = { "woorden", FIELD_TEXT, .chars = AGREEMENT_CHARS_MAX,
		.label = N_("Wat spreken we af: zo staat het ervoor"),
		.fault = N_("Een tekst is te lang. Gebruik hoogstens %1 tekens per veld.") },
	[REASON] = { "reden", FIELD_TEXT, .chars = AGREEMENT_CHARS_MAX,
		.label = N_("Waarom kiezen we dit?") },
	[DIFFERENCE] = { "verschil", FIELD_TEXT, .chars = AGREEMENT_CHARS_MAX,
		.label = N_("Wat blijft verschillen?") },
	[FOR_WHOM] = { "voorwie", FIELD_TEXT, .chars = AGREEMENT_CHARS_MAX,
		.label = N_("En voor wie?") },
	[LEVEL] = { "niveau", FIELD_INT, 0, TALLY_LEVELS_MAX },
	[ACT] = AGREEMENT_FIELD_ACT,
	[SEEN] = AGREEMENT_FIELD_ID(AGREEMENT_NAME_SEEN),
	[EDITS] = AGREEMENT_FIELD_ID(AGREEMENT_NAME_EDITS),
	[SURE] = { "zeker", FIELD_FLAG },
};

static bool get(struct call *c, struct meeting *m, struct round *r, struct err *e)
{
	return meeting_get(c->db, c->a, c->who.organisation, c->id[0], m, e) &&
	       lead_round(c, m->round.id, r, e);
}

bool live_show(struct call *c, int status, struct live_view *v, struct err *e)
{
	struct out url = out_new(c->a, 100);

	if (v->meeting->stage == MEETING_RUNNING) {
		out_c(&url, "/sessies/");
		out_i64(&url, v->meeting->id);
		out_c(&url, "/stroom");
		c->view.page.stream = out_done(&url);
	}
	c->view.page.state = v->state;
	view_live(call_view(c), v);
	return call_page(c, status, e);
}

static bool live_form_run(struct call *c, struct err *e)
{
	struct live_view v;
	struct meeting m;
	struct round r;

	return get(c, &m, &r, e) && live_view_make(c, &r, &m, SCREEN_IN_ROOM, &v, e) &&
	       live_show(c, 200, &v, e);
}

/* --- what the buttons do -------------------------------------------------------------- */

struct change {
	const struct meeting *meeting;
	int64_t topic, timer_ends;
	const struct value *screen, *at;	/* what its page showed */
	enum vote_step step;
	int turn;
	struct tally cards;
	struct live_writing writing;
	bool (*run)(struct db *db, const struct change *ch, struct err *e);
};

static bool start(struct db *db, const struct change *ch, struct err *e)
{
	char code[MEETING_CODE_SIZE];

	return meeting_start(db, ch->meeting->id, clock_now(), code, e);
}

static bool put_on_screen(struct db *db, const struct change *ch, struct err *e)
{
	return meeting_show(db, ch->meeting->id, ch->topic, e);
}

static bool show_code(struct db *db, const struct change *ch, struct err *e)
{
	return meeting_show(db, ch->meeting->id, 0, e);
}

static bool step(struct db *db, const struct change *ch, struct err *e)
{
	return meeting_show(db, ch->meeting->id, ch->topic, e) &&
	       vote_move(db, ch->topic, ch->step, e) &&
	       meeting_set_timer(db, ch->meeting->id, ch->timer_ends, e);
}

static bool set_timer(struct db *db, const struct change *ch, struct err *e)
{
	return meeting_set_timer(db, ch->meeting->id, ch->timer_ends, e);
}

static bool count_cards(struct db *db, const struct change *ch, struct err *e)
{
	return vote_enter(db, ch->topic, ch->turn, &ch->cards, e) && step(db, ch, e);
}

static bool agree(struct db *db, const struct change *ch, struct err *e)
{
	const struct live_writing *w = &ch->writing;

	return (w->verdict == VERDICT_SAME || agreement_add(db, &w->words, w->base, e)) &&
	       vote_record(db, ch->topic, e);
}

/* A button of a page that is no longer what the room sees does nothing: it
 * could open a turn anew and so throw away its votes.  Words are always kept. */
static bool is_current(struct db *db, const struct change *ch, struct err *e)
{
	if (ch->run == agree)
		return true;
	return (!ch->screen->is_given ||
		meeting_is_showing(db, ch->meeting->id, ch->screen->number, e)) &&
	       (!ch->at->is_given ||
		vote_is_at(db, ch->topic, (enum vote_step)ch->at->number, e));
}

static bool run_change(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return is_current(db, ch, e) && ch->run(db, ch, e);
}

/* The steps at which people talk begin with a timer. */
static int64_t timer_of(enum vote_step to)
{
	return to == VOTE_FIRST_SHOWN ? clock_now() + 5 * CLOCK_MINUTE_MS : 0;
}

static bool topic_of(const struct meeting *m, int64_t id, const struct meeting_topic **ret)
{
	for (size_t i = 0; i < m->topic_count; i++)
		if (m->topics[i].id == id)
			*ret = &m->topics[i];
	return *ret != NULL;
}

static void read_cards(struct call *c, const struct meeting_topic *t, struct change *ch)
{
	ch->run = count_cards;
	ch->turn = c->in[TURN].number == 2 || t->step >= VOTE_SECOND ? 2 : 1;
	ch->step = ch->turn == 2 ? VOTE_SECOND_SHOWN : VOTE_FIRST_SHOWN;
	ch->timer_ends = timer_of(ch->step);
	ch->cards.dont_know = c->in[DONT_KNOW].number;
	for (size_t i = 0; i < TALLY_LEVELS_MAX; i++)
		ch->cards.c[i] = c->in[COUNT].each[i].number;
}

static void read_agreement(struct call *c, const struct meeting *m, const struct meeting_topic *t,
			   struct change *ch)
{
	ch->run = agree;
	ch->writing.words = (struct agreement){
		.round = m->round, .meeting = m->id, .subject = t->subject,
		.level = (int)c->in[LEVEL].number, .words = c->in[WORDS].text,
		.reason = c->in[REASON].text, .difference = c->in[DIFFERENCE].text,
		.for_whom = c->in[FOR_WHOM].text, .account = c->who.id,
	};
	ch->writing.typed = ch->writing.words;
	ch->writing.intent = (struct agreement_intent){
		.edits = c->in[EDITS].is_valid ? c->in[EDITS].number : 0,
		.choice = agreement_choice_parse(c->in[ACT].text),
		.seen = c->in[SEEN].is_valid ? c->in[SEEN].number : 0,
	};
	/* Where the form is on the screen no more, nobody can be asked. */
	ch->writing.may_ask = m->stage == MEETING_RUNNING && m->topic == t->id &&
			      t->step == VOTE_RECORDED;
}

static void read_step(struct call *c, struct str action, const struct meeting_topic *t,
		      struct change *ch)
{
	ch->run = step;
	if (str_is(action, "tonen"))
		ch->step = t->step == VOTE_SECOND ? VOTE_SECOND_SHOWN : VOTE_FIRST_SHOWN;
	else if (str_is(action, "opnieuw"))
		ch->step = VOTE_SECOND;
	else if (str_is(action, "vast"))
		ch->step = VOTE_RECORDED;
	else if (str_is(action, "stap") && c->in[STEP].is_given && c->in[STEP].is_valid)
		ch->step = (enum vote_step)c->in[STEP].number;
	else
		ch->run = NULL;
	ch->timer_ends = timer_of(ch->step);
}

/* What is asked for; false when it is nothing a button of ours sends. */
static bool read_change(struct call *c, const struct meeting *m, struct change *ch)
{
	const struct str action = c->in[ACTION].text;
	const struct meeting_topic *t = NULL;

	*ch = (struct change){ .meeting = m, .topic = c->in[TOPIC].number,
			       .screen = &c->in[SCREEN], .at = &c->in[AT] };
	if (str_is(action, "start"))
		ch->run = start;
	else if (str_is(action, "tijd"))
		ch->run = set_timer;
	else if (str_is(action, "toon") && !ch->topic)
		ch->run = put_on_screen;
	else if (str_is(action, "code"))
		ch->run = show_code;
	else if (!topic_of(m, ch->topic, &t))
		return false;
	else if (str_is(action, "tellen"))
		read_cards(c, t, ch);
	else if (str_is(action, "vastleggen"))
		read_agreement(c, m, t, ch);
	else
		read_step(c, action, t, ch);
	if (ch->run == set_timer)
		ch->timer_ends = (m->timer_ends > clock_now() ? m->timer_ends : clock_now()) +
				 c->in[MINUTES].number * CLOCK_MINUTE_MS;
	return ch->run != NULL;
}

static bool is_refused(const struct value *v)
{
	return v->is_given && !v->is_valid;
}

/* Why it cannot be done, in the words of who holds the room; NULL: it can. */
static const char *why_not(const struct call *c, const struct change *ch)
{
	const struct agreement *g = &ch->writing.words;

	if (ch->run == count_cards && is_refused(&c->in[DONT_KNOW]))
		return fields[COUNT].fault;
	for (size_t i = 0; ch->run == count_cards && i < TALLY_LEVELS_MAX; i++)
		if (is_refused(&c->in[COUNT].each[i]))
			return fields[COUNT].fault;
	if (ch->run != agree)
		return NULL;
	for (size_t i = WORDS; i <= FOR_WHOM; i++)
		if (is_refused(&c->in[i]))
			return fields[WORDS].fault;
	return g->words.n ? NULL : N_("Schrijf eerst in een of twee zinnen op wat jullie afspraken.");
}

/* What was typed stays in the form that is shown again. */
static void keep_typed(const struct change *ch, struct live_view *v)
{
	if (ch->run == count_cards)
		v->cards = ch->cards;
	if (ch->run != agree)
		return;
	v->stored = v->typed.words;
	v->is_news = ch->writing.verdict == VERDICT_ASK && v->is_saved;
	v->ask.choice = ch->writing.intent.choice;
	v->ask.is_news = ch->writing.verdict == VERDICT_ASK &&
			 ch->writing.intent.seen != v->ask.seen;
	v->typed = ch->writing.typed;
}

static bool show_again(struct call *c, int status, const struct change *ch, const char *alert,
		       enum live_question question, struct err *e)
{
	struct live_view v;
	struct meeting m;
	struct round r;

	if (!get(c, &m, &r, e) || !live_view_make(c, &r, &m, SCREEN_IN_ROOM, &v, e))
		return false;
	if (m.stage == MEETING_DONE)
		alert = N_("Deze sessie is al afgesloten.");
	if (alert)
		v.alert = form_words(form_start(c, fields), ch->run == count_cards ? COUNT : WORDS,
				     alert);
	v.question = question;
	keep_typed(ch, &v);
	return live_show(c, status, &v, e);
}

static bool refuse(struct call *c, int status, const struct change *ch, const char *why,
		   struct err *e)
{
	return show_again(c, status, ch, why, ASK_NOTHING, e);
}

/* --- what is asked first ------------------------------------------------------------- */

/* Closing a turn leaves out who has not voted, and cards throw votes by phone
 * away: neither can be undone. */
static bool find_question(struct call *c, const struct change *ch, enum live_question *ret,
			  struct err *e)
{
	const bool is_showing = ch->run == step && str_is(c->in[ACTION].text, "tonen");
	const struct meeting_topic *t = NULL;
	struct vote_turn turn;

	*ret = ASK_NOTHING;
	if (c->in[SURE].is_given || (!is_showing && ch->run != count_cards) ||
	    !topic_of(ch->meeting, ch->topic, &t))
		return true;
	if (!vote_get(c->db, ch->topic, is_showing && t->step == VOTE_SECOND ? 2 : is_showing ? 1
		      : ch->turn, ch->cards.levels, &turn, e))
		return false;
	if (is_showing && turn.is_shown && turn.source == VOTE_BY_PHONE &&
	    (int64_t)live_phones(live_of(c), ch->meeting->id).now > turn.votes)
		*ret = ASK_SHOW;
	if (ch->run == count_cards && turn.votes && turn.source == VOTE_BY_PHONE)
		*ret = ASK_CARDS;
	return true;
}

/* What was overwritten or forgotten must not stay in the log either. */
static bool forgets_phones(const struct change *ch)
{
	return ch->run == step || ch->run == count_cards;
}

/* A level that the model does not have is nowhere to be seen, so it must not
 * count either. */
static bool keep_to_model(struct call *c, const struct round *r, struct change *ch, struct err *e)
{
	const struct model *model;

	if (!model_cache_get(model_cache_of(c), c->db, c->a, r, &model, e))
		return false;
	ch->cards.levels = (int)model->level_count;
	if (ch->writing.words.level > ch->cards.levels)
		ch->writing.words.level = ch->writing.typed.level = 0;
	return true;
}

/* Why it could not be done, in the words of who holds the room. */
static bool explain(struct call *c, struct change *ch, const struct err *failed, struct err *e)
{
	if (failed->kind == ERR_GONE && ch->run == agree) {
		ch->writing.verdict = VERDICT_ASK;
		return refuse(c, 409, ch, NULL, e);
	}
	if (failed->kind == ERR_GONE)
		return refuse(c, 409, ch, N_("Het scherm was al verder. "
			"Dit is de stand van nu. Kies opnieuw."), e);
	if (failed->kind == ERR_CONFLICT && ch->run != start)
		return refuse(c, 409, ch, N_("Er zijn nog te weinig stemmen om te tonen."), e);
	*e = *failed;
	return false;
}

static bool may_write(const struct change *ch)
{
	return ch->run != agree || ch->writing.verdict == VERDICT_WRITE ||
	       ch->writing.verdict == VERDICT_SAME;
}

static bool live_run(struct call *c, struct err *e)
{
	struct err failed = { 0 };
	enum live_question question;
	struct change ch;
	struct meeting m;
	struct round r;
	const char *fault;

	if (!get(c, &m, &r, e))
		return false;
	/* A page of before, on which one press ended everything. */
	if (str_is(c->in[ACTION].text, "einde"))
		return call_redirect(c, url_make(c->a, "/sessies/%d/afsluiten", m.id), e);
	if (!read_change(c, &m, &ch))
		return err_set(e, ERR_INPUT, "no such action");
	if (!keep_to_model(c, &r, &ch, e))
		return false;
	if (c->is_again)
		return refuse(c, 200, &ch, N_("Je was niet meer aangemeld. Er is nog niets gedaan. Kies opnieuw."), e);
	fault = why_not(c, &ch);
	if (fault)
		return refuse(c, 422, &ch, fault, e);
	if (ch.run == agree && !live_settle(c, &ch.writing, e))
		return false;
	if (ch.run == agree && ch.writing.verdict == VERDICT_TOO_LONG)
		return refuse(c, 422, &ch, N_("Samen met de woorden die er staan, is dit te lang. "
			"Er passen %1 tekens. Zet deze woorden ernaast, of schrijf korter."), e);
	if (!may_write(&ch))
		return refuse(c, 409, &ch, NULL, e);
	if (!find_question(c, &ch, &question, e))
		return false;
	if (question)
		return show_again(c, 409, &ch, NULL, question, e);
	if (!call_write(c, run_change, &ch, &failed))
		return explain(c, &ch, &failed, e);
	if (forgets_phones(&ch))
		act_say("turn ended", "meeting {meeting} of round {round}; which phones voted is destroyed",
			{ "meeting", m.id }, { "round", m.round.id });
	if (forgets_phones(&ch) && !writer_empty_log(c->web->writer, &failed))
		log_failed("emptying the log of the database", &failed);
	live_step(live_of(c), m.id);
	return call_redirect(c, url_make(c->a, "/sessies/%d/live", m.id), e);
}

static bool live_stream_run(struct call *c, struct err *e)
{
	struct meeting m;
	struct round r;

	if (!get(c, &m, &r, e))
		return false;
	if (m.stage != MEETING_RUNNING)
		return err_set(e, ERR_ABSENT, "the meeting is not running");
	return live_join(live_of(c), m.id, SCREEN_IN_ROOM, c->q, c->r, e);
}

const struct page live_form_page = {
	.method = "GET", .path = "/sessies/{meeting}/live",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .run = live_form_run,
};

const struct page live_page = {
	.method = "POST", .path = "/sessies/{meeting}/live",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = fields, .body_max = 128 * 1024, .run = live_run,
};

const struct page live_stream_page = {
	.method = "GET", .path = "/sessies/{meeting}/stroom",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .run = live_stream_run,
};

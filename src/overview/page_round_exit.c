/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The question that ends a stage.  Its answer can be changed as often as
 * needed.  The last one says what follows on the round; participants read it
 * beside what is done with their group's picture.
 */
#include "account/account.h"
#include "overview/overview.h"
#include "overview/views.h"
#include "round/lead.h"
#include "server/form.h"
#include "server/page.h"

enum { FORM_BYTES_MAX = 64 * 1024 };	/* an answer at its limit, percent-encoded */

static const struct field fields[] = {
	[EXIT_FIELD_CHOICE] = { "keuze", FIELD_LINE, 1, 20 },
	[EXIT_FIELD_ANSWER] = { "antwoord", FIELD_TEXT, .chars = JOURNEY_CHARS_MAX, .is_needed = true,
		.fault = N_("Het antwoord is te lang. Gebruik hoogstens %1 tekens."),
		.missing = N_("Schrijf een antwoord op.") },
	{ 0 },
};

struct stage_words {
	const char *name, *question, *hint;
};

static const struct stage_words words[JOURNEY_FOLLOW + 1] = {
	[JOURNEY_PURPOSE] = { N_("Bedoeling"),
		N_("Kan de opdrachtgever in één zin zeggen waarom we dit doen?"),
		N_("Schrijf die zin op, in de woorden van de opdrachtgever.") },
	[JOURNEY_PREPARE] = { N_("Voorbereiden"),
		N_("Weten deelnemers vooraf wie wat te zien krijgt?"),
		N_("Schrijf op hoe je dat hebt verteld, en aan wie.") },
	[JOURNEY_SCAN] = { N_("Zelfanalyse"), "", "" },
	[JOURNEY_PICTURE] = { N_("Beeld"), N_("Welke gesprekken moeten we voeren?"),
		N_("Noem de onderwerpen en de groepen.") },
	[JOURNEY_DEEPEN] = { N_("Verdiepen"), N_("Herkennen mensen wat er is opgeschreven?"),
		N_("Schrijf op wie het lazen, en wat ze anders zien.") },
	[JOURNEY_SHARED] = { N_("Gedeeld beeld"),
		N_("Kunnen we hiermee leven, ook waar we verschillen?"),
		N_("Schrijf op wat er nog verschilt, en voor wie.") },
	[JOURNEY_FOLLOW] = { N_("Hoe verder"), N_("Wat doen we met dit beeld?"),
		N_("Deelnemers lezen je antwoord bij ‘Jullie zeiden, wij doen’. "
		   "Niets doen mag ook, als je zegt waarom.") },
};

const char *stage_name(enum lang lang, enum journey_stage stage)
{
	return tr(lang, words[stage].name);
}

const char *stage_question(enum lang lang, enum journey_stage stage)
{
	return tr(lang, words[stage].question);
}

static bool begin(struct call *c, struct round *r, struct stage_view *m, struct err *e)
{
	struct stage_exit_list exits;
	const struct stage_exit *x;
	int64_t stage;

	if (!lead_round(c, c->id[0], r, e))
		return false;
	if (!str_i64(c->arg[1], 0, JOURNEY_FOLLOW, &stage) || !words[stage].name ||
	    stage == JOURNEY_SCAN)
		return err_set(e, ERR_ABSENT, "no question ends this stage");
	if (stage > JOURNEY_SCAN && r->stage != STAGE_CLOSED)
		return err_set(e, ERR_CONFLICT, "this stage has not come yet");
	if (!stage_exit_list(c->db, c->a, r->id, &exits, e))
		return false;
	*m = (struct stage_view){
		.round = r, .stage = (enum journey_stage)stage,
		.name = tr(c->lang, words[stage].name),
		.question = tr(c->lang, words[stage].question),
		.hint = words[stage].hint,
	};
	m->form = form_start(c, fields);
	x = stage_exit_of(&exits, m->stage);
	if (x) {
		if (!c->page->fields)
			form_put(m->form, EXIT_FIELD_ANSWER, x->answer);
		m->choice = x->choice;
		m->is_stored = true;
	}
	return true;
}

static bool round_exit_form_run(struct call *c, struct err *e)
{
	struct stage_view m;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	view_round_exit(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool check(struct call *c, struct stage_view *m)
{
	struct str choice = c->in[EXIT_FIELD_CHOICE].text;

	m->choice = m->stage != JOURNEY_FOLLOW ? CHOICE_NONE
		    : str_is(choice, "verder") ? CHOICE_GO_ON
		    : str_is(choice, "niets") ? CHOICE_NOTHING : CHOICE_NONE;
	if (m->stage == JOURNEY_FOLLOW && m->choice == CHOICE_NONE)
		form_fault_add(m->form, EXIT_FIELD_CHOICE, N_("Kies of er iets volgt."));
	if (m->choice == CHOICE_NOTHING && !c->in[EXIT_FIELD_ANSWER].is_given)
		form_fault_add(m->form, EXIT_FIELD_ANSWER, N_("Schrijf op waarom er niets volgt."));
	return form_check(m->form);
}

struct change {
	const struct round *round;
	struct stage_exit exit;
};

static bool put(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return stage_exit_put(db, ch->round, &ch->exit, e);
}

static bool round_exit_run(struct call *c, struct err *e)
{
	struct stage_view m;
	struct change ch;
	struct round r;

	if (!begin(c, &r, &m, e))
		return false;
	if (!check(c, &m)) {
		view_round_exit(call_view(c), &m);
		return call_page(c, 422, e);
	}
	ch = (struct change){ &r, { m.stage, m.choice, c->in[EXIT_FIELD_ANSWER].text, clock_now() } };
	return call_write(c, put, &ch, e) &&
	       call_redirect(c, url_make(c->a, "/rondes/%d", r.id), e);
}

const struct page round_exit_form_page = {
	.method = "GET", .path = "/rondes/{round}/fasen/{stage}", .needs = MAY_LEAD,
	.run = round_exit_form_run,
};

const struct page round_exit_page = {
	.method = "POST", .path = "/rondes/{round}/fasen/{stage}", .needs = MAY_LEAD,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = round_exit_run,
};

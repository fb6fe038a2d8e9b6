/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The question that ends a stage.  Its answer can be changed as often as
 * needed.  The last one says what follows on the round; participants read it
 * beside what is done with their group's picture.
 */
#include "account/account.h"
#include "account/save.h"
#include "overview/overview.h"
#include "overview/views.h"
#include "round/lead.h"
#include "server/form.h"
#include "server/page.h"

enum { FORM_BYTES_MAX = 64 * 1024 };	/* an answer at its limit, percent-encoded */

static const struct field fields[] = {
	[EXIT_FIELD_CHOICE] = { "keuze", FIELD_LINE, 1, 20,
		.label = N_("Volgt er iets?") },
	[EXIT_FIELD_ANSWER] = { "antwoord", FIELD_TEXT, .chars = JOURNEY_CHARS_MAX, .is_needed = true,
		.fault = N_("Het antwoord is te lang. Gebruik hoogstens %1 tekens."),
		.missing = N_("Schrijf een antwoord op."),
		.label = N_("Je antwoord") },
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

static void put_stored(const struct stage_exit *x, struct form *f)
{
	form_put(f, EXIT_FIELD_ANSWER, x->answer);
	form_put(f, EXIT_FIELD_CHOICE, x->choice == CHOICE_GO_ON ? STR("verder")
				       : x->choice == CHOICE_NOTHING ? STR("niets") : STR(""));
}

static enum journey_choice choice_of(const struct form *f)
{
	struct str choice = f->in[EXIT_FIELD_CHOICE].text;

	return str_is(choice, "verder") ? CHOICE_GO_ON
	       : str_is(choice, "niets") ? CHOICE_NOTHING : CHOICE_NONE;
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
	if (!stage_exit_list(c->db, c->a, r->key, &exits, e))
		return false;
	*m = (struct stage_view){
		.round = r, .stage = (enum journey_stage)stage,
		.name = tr(c->lang, words[stage].name),
		.question = tr(c->lang, words[stage].question),
		.hint = words[stage].hint,
	};
	m->form = form_start(c, fields);
	x = stage_exit_of(&exits, m->stage);
	m->is_stored = x != NULL;
	if (x && !c->page->fields) {
		put_stored(x, m->form);
		form_rest(m->form);
	}
	m->choice = choice_of(m->form);
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

static bool check(struct stage_view *m)
{
	m->choice = m->stage != JOURNEY_FOLLOW ? CHOICE_NONE : choice_of(m->form);
	if (m->stage == JOURNEY_FOLLOW && m->choice == CHOICE_NONE)
		form_fault_add(m->form, EXIT_FIELD_CHOICE, N_("Kies of er iets volgt."));
	if (m->choice == CHOICE_NOTHING && !m->form->in[EXIT_FIELD_ANSWER].is_given)
		form_fault_add(m->form, EXIT_FIELD_ANSWER, N_("Schrijf op waarom er niets volgt."));
	return form_check(m->form);
}

static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct stage_view *m = s->ctx;
	struct stage_exit_list exits;
	const struct stage_exit *x;

	if (!stage_exit_list(db, s->c->a, m->round->key, &exits, e))
		return false;
	x = stage_exit_of(&exits, m->stage);
	now->is_absent = !x;
	if (x)
		put_stored(x, now);
	return true;
}

static bool put(struct db *db, const struct save *s, struct err *e)
{
	struct stage_view *m = s->ctx;

	if (!check(m))
		return err_set(e, ERR_CHANGED, "two changes that do not go together");
	return stage_exit_put(db, m->round, &(struct stage_exit){
		m->stage, m->choice, m->form->in[EXIT_FIELD_ANSWER].text, clock_now() }, e);
}

static bool round_exit_run(struct call *c, struct err *e)
{
	struct stage_view m;
	struct round r;
	struct save s = { .c = c, .now = put_now, .write = put, .ctx = &m, .show = 422 };

	if (!begin(c, &r, &m, e))
		return false;
	s.form = m.form;
	if (check(&m) && !save_form(&s, e))
		return false;
	if (!s.show)
		return call_redirect(c, url_make(c->a, "/rondes/%d", r.id), e);
	view_round_exit(call_view(c), &m);
	return call_page(c, s.show, e);
}

const struct page round_exit_form_page = {
	.method = "GET", .path = "/rondes/{round}/fasen/{stage}", .needs = MAY_LEAD,
	.run = round_exit_form_run,
};

const struct page round_exit_page = {
	.method = "POST", .path = "/rondes/{round}/fasen/{stage}", .needs = MAY_LEAD,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = round_exit_run,
};

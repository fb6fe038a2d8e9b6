/* SPDX-License-Identifier: EUPL-1.2 */
/* Planning a meeting and changing its plan. */
#include "account/account.h"
#include "account/save.h"
#include "base/rng.h"
#include "base/tr.h"
#include "meeting/meeting_view.h"
#include "meeting/views.h"
#include "server/form.h"
#include "server/page.h"

enum {
	FORM_BYTES_MAX = 256 * 1024,	/* names and groups at their limits */
	PLACE_MAX = 99,
	START_HOUR = 10,
};

static const struct choice kinds[] = {
	{ MEETING_WORKSHOP, N_("Workshop"), N_("met een groep, stemmen en praten") },
	{ MEETING_INTERVIEW, N_("Interview"), N_("met één of twee mensen") },
	{ MEETING_WORK_SESSION, N_("Werksessie"), N_("samen iets uitwerken") },
	{ 0 },
};

static const struct field fields[] = {
	[MEETING_FIELD_KIND] = { "soort", FIELD_CHOICE, .choices = kinds, .is_needed = true,
		.fault = N_("Kies wat voor sessie het is."),
		.label = N_("Soort") },
	[MEETING_FIELD_TITLE] = { "titel", FIELD_LINE, .chars = MEETING_TITLE_MAX, .is_needed = true,
		.fault = N_("Geef de sessie een naam van hoogstens %1 tekens."),
		.label = N_("Naam van de sessie") },
	[MEETING_FIELD_GOAL] = { "doel", FIELD_TEXT, .chars = MEETING_GOAL_MAX,
		.fault = N_("Gebruik voor het doel hoogstens %1 tekens."),
		.label = N_("Doel") },
	[MEETING_FIELD_DATE] = { "datum", FIELD_DATE, .is_needed = true,
		.fault = N_("Kies een dag. Schrijf jaar, maand en dag, zoals 2026-11-24."),
		.label = N_("Dag") },
	[MEETING_FIELD_TIME] = { "tijd", FIELD_TIME, .is_needed = true,
		.fault = N_("Geef een begintijd, zoals 14:00."),
		.label = N_("Begint om") },
	[MEETING_FIELD_MINUTES] = { "minuten", FIELD_INT, AGENDA_MINUTES_MIN, MEETING_MINUTES_MAX,
		.is_needed = true, .fault = N_("Kies een aantal minuten van %1 tot en met %2."),
		.label = N_("Minuten") },
	[MEETING_FIELD_PLACE] = { "plaats", FIELD_LINE, .chars = MEETING_PLACE_MAX,
		.fault = N_("Gebruik voor de plaats hoogstens %1 tekens."),
		.label = N_("Plaats") },
	[MEETING_FIELD_UNITS] = { "groep[]", FIELD_INTS, 1, INT64_MAX, .times = UNITS_MAX,
		.label = N_("Groepen") },
	[MEETING_FIELD_NAMES] = { "namen", FIELD_LINES, .chars = MEETING_NAME_MAX,
		.times = MEETING_PEOPLE_MAX,
		.fault = N_("Zet op elke regel één naam, van hoogstens %1 tekens. Er passen %2 namen."),
		.label = N_("Of namen, één per regel") },
	[MEETING_FIELD_TOPIC] = { "plaats%", FIELD_INT, 1, PLACE_MAX, .times = SUBJECTS_MAX,
		.fault = N_("Geef een plaats van %1 tot en met %2. Gebruik hele getallen."),
		.label = N_("Volgorde van een onderwerp") },
	[MEETING_FIELD_TOPIC_MINUTES] = { "duur%", FIELD_INT, 1, MEETING_MINUTES_MAX,
		.times = SUBJECTS_MAX,
		.fault = N_("Kies een aantal minuten van %1 tot en met %2."),
		.label = N_("Minuten voor een onderwerp") },
	{ 0 },
};

/* What the agenda brings along. */
enum { START_MINUTES, START_UNIT };
static const struct field start_fields[] = {
	[START_MINUTES] = { "minuten", FIELD_INT, AGENDA_MINUTES_MIN, MEETING_MINUTES_MAX },
	[START_UNIT] = { "groep", FIELD_INT, 1, INT64_MAX },
	{ 0 },
};

/* --- showing -------------------------------------------------------------------- */

static void start(struct call *c, const struct closed_round *mr, struct meeting_form_view *m)
{
	const struct unit_tree *tree = &mr->picture.tree;

	m->round = &mr->round;
	m->model = mr->model;
	m->form = form_start(c, fields);
	for (size_t i = 1; i < tree->count; i++)
		form_offer(m->form, MEETING_FIELD_UNITS, tree->units[i].id, tree->units[i].name);
}

static void put_topic(struct form *f, size_t subject, int64_t place, int64_t minutes)
{
	form_put_i64(f, FORM_EACH(MEETING_FIELD_TOPIC, subject), place);
	form_put_i64(f, FORM_EACH(MEETING_FIELD_TOPIC_MINUTES, subject), minutes);
}

/* Minutes stand there for every subject, also for one that is skipped so far. */
static void put_minutes(struct form *f, const struct model *model)
{
	for (size_t i = 0; i < model->subject_count; i++)
		form_put_i64(f, FORM_EACH(MEETING_FIELD_TOPIC_MINUTES, i), TALK_TOPIC_MINUTES);
}

static bool show(struct call *c, int status, const struct meeting_form_view *m, struct err *e)
{
	view_meeting_form(call_view(c), m);
	return call_page(c, status, e);
}

/* Topics as the agenda of that unit proposes them for so many minutes. */
static void propose(struct call *c, const struct closed_round *mr, size_t unit, int minutes,
		    struct meeting_form_view *m)
{
	struct picture_view pv;
	struct agenda g;

	put_minutes(m->form, mr->model);
	if (!mr->picture.is_visible[unit])
		return;
	picture_view_make(call_view(c), mr, unit, ORDER_OF_MODEL, &pv);
	agenda_make(&c->view, &pv, minutes < AGENDA_MINUTES_MAX ? minutes : AGENDA_MINUTES_MAX,
		    &g);
	m->has_strength = g.has_strength;
	m->works = g.works;
	if (g.has_strength)
		m->strength = g.strength.subject->name.in[c->lang];
	for (size_t i = 0; i < g.topic_count; i++)
		put_topic(m->form, g.topics[i].index, (int64_t)i + 1, g.topics[i].minutes);
}

static bool meeting_new_form_run(struct call *c, struct err *e)
{
	struct meeting_form_view m = { 0 };
	int64_t minutes = AGENDA_MINUTES;
	struct closed_round mr;
	size_t unit = 0;

	if (!closed_round_get(c, c->id[0], &mr, e))
		return false;
	if (c->in[START_MINUTES].is_valid)
		minutes = c->in[START_MINUTES].number;
	start(c, &mr, &m);
	form_put_i64(m.form, MEETING_FIELD_KIND, MEETING_WORKSHOP);
	form_put_i64(m.form, MEETING_FIELD_MINUTES, minutes);
	form_put_time(m.form, MEETING_FIELD_TIME, START_HOUR, 0);
	if (c->in[START_UNIT].is_given && c->in[START_UNIT].is_valid &&
	    picture_find_unit(&mr.picture, c->in[START_UNIT].number, &unit) && unit)
		form_tick(m.form, MEETING_FIELD_UNITS, mr.picture.tree.units[unit].id);
	propose(c, &mr, unit, (int)minutes, &m);
	return show(c, 200, &m, e);
}

static struct str names_text(struct call *c, const struct meeting *m)
{
	struct out o = out_new(c->a, FORM_BYTES_MAX);

	for (size_t i = 0; i < m->person_count; i++) {
		out_c(&o, i ? "\n" : "");
		out_str(&o, m->people[i]);
	}
	return out_done(&o);
}

static void put_stored(struct call *c, const struct closed_round *mr, const struct meeting *mt,
		       struct form *f)
{
	struct moment at = clock_local(mt->starts);

	form_put_i64(f, MEETING_FIELD_KIND, mt->kind);
	form_put(f, MEETING_FIELD_TITLE, mt->title);
	form_put(f, MEETING_FIELD_GOAL, mt->goal);
	form_put_date(f, MEETING_FIELD_DATE, at.date);
	form_put_time(f, MEETING_FIELD_TIME, at.hour, at.minute);
	form_put_i64(f, MEETING_FIELD_MINUTES, mt->minutes);
	form_put(f, MEETING_FIELD_PLACE, mt->place);
	for (size_t i = 0; i < mt->unit_count; i++)
		form_tick(f, MEETING_FIELD_UNITS, mt->units[i]);
	form_put(f, MEETING_FIELD_NAMES, names_text(c, mt));
	put_minutes(f, mr->model);
	for (size_t i = 0; i < mt->topic_count; i++) {
		size_t s = meeting_subject(mr->model, mt->topics[i].subject);

		if (s < mr->model->subject_count)
			put_topic(f, s, (int64_t)i + 1, mt->topics[i].minutes);
	}
}

static bool meeting_form_run(struct call *c, struct err *e)
{
	struct meeting_form_view m = { 0 };
	struct meeting meeting;
	struct closed_round mr;

	if (!meeting_page_get(c, &meeting, &mr, e))
		return false;
	if (meeting.stage == MEETING_DONE)
		return err_set(e, ERR_CONFLICT, "the meeting is over");
	m.id = meeting.id;
	m.has_fixed_topics = meeting.stage != MEETING_PLANNED;
	start(c, &mr, &m);
	put_stored(c, &mr, &meeting, m.form);
	form_rest(m.form);
	return show(c, 200, &m, e);
}

/* --- checking what was typed ------------------------------------------------------ */

/* Ticks of groups of this round, each once. */
static void take_units(struct call *c, struct form *f, struct meeting *m)
{
	int64_t *units = ARENA_ARRAY(c->a, int64_t, MEETING_UNITS_MAX);

	for (size_t i = 0; i < form_choice_count(f, MEETING_FIELD_UNITS); i++) {
		int64_t unit = form_choice(f, MEETING_FIELD_UNITS, i)->value;

		if (m->unit_count < MEETING_UNITS_MAX && form_is_chosen(f, MEETING_FIELD_UNITS, unit))
			units[m->unit_count++] = unit;
	}
	m->units = units;
}

/* Where a topic of this place goes: behind those of the same and lower ones. */
static void insert(struct meeting *m, int64_t *places, int64_t place, struct meeting_topic t)
{
	size_t at = m->topic_count++;

	for (; at > 0 && places[at - 1] > place; at--) {
		m->topics[at] = m->topics[at - 1];
		places[at] = places[at - 1];
	}
	m->topics[at] = t;
	places[at] = place;
}

static void take_topics(const struct closed_round *mr, struct form *f, struct meeting *m)
{
	int64_t places[MEETING_TOPICS_MAX];

	for (size_t i = 0; i < mr->model->subject_count; i++) {
		size_t at = FORM_EACH(MEETING_FIELD_TOPIC, i);
		struct value *place = form_value(f, at);
		struct value *minutes = form_value(f, FORM_EACH(MEETING_FIELD_TOPIC_MINUTES, i));

		/* The minutes of a subject that is skipped count for nothing. */
		if (!place->is_given)
			*minutes = (struct value){ .text = minutes->text };
		if (!place->is_valid)
			continue;
		if (m->topic_count == MEETING_TOPICS_MAX)
			form_fault_add_number(f, at, N_("Kies hoogstens %1 onderwerpen voor één sessie."),
					      MEETING_TOPICS_MAX);
		else
			insert(m, places, place->number, (struct meeting_topic){
				.subject = mr->model->subjects[i].id,
				.minutes = minutes->is_valid ? (int)minutes->number
							     : TALK_TOPIC_MINUTES,
			});
	}
}

/* False: the form says what is wrong. */
static bool take(struct call *c, const struct closed_round *mr, struct form *f, struct meeting *m)
{
	const struct value *in = f->in;
	int time = (int)in[MEETING_FIELD_TIME].number;

	take_units(c, f, m);
	take_topics(mr, f, m);
	m->kind = (enum meeting_kind)in[MEETING_FIELD_KIND].number;
	m->title = in[MEETING_FIELD_TITLE].text;
	m->place = in[MEETING_FIELD_PLACE].text;
	m->goal = in[MEETING_FIELD_GOAL].text;
	m->minutes = (int)in[MEETING_FIELD_MINUTES].number;
	m->people = in[MEETING_FIELD_NAMES].lines;
	m->person_count = in[MEETING_FIELD_NAMES].count;
	m->starts = clock_from_local(in[MEETING_FIELD_DATE].date, time / 60, time % 60);
	return form_check(f);
}

/* --- saving ----------------------------------------------------------------------- */

static bool add_it(struct db *db, void *ctx, struct err *e)
{
	return meeting_add(db, ctx, e);
}

struct change {
	const struct closed_round *mr;
	int64_t id;
};

static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	const struct change *ch = s->ctx;
	struct meeting stored;

	if (!meeting_get(db, s->c->a, s->c->who.organisation, ch->id, &stored, e))
		return false;
	put_stored(s->c, ch->mr, &stored, now);
	return true;
}

static bool change_it(struct db *db, const struct save *s, struct err *e)
{
	const struct change *ch = s->ctx;
	struct meeting meeting = { .id = ch->id, .round = ch->mr->round.key };

	if (!take(s->c, ch->mr, s->form, &meeting))
		return err_set(e, ERR_CHANGED, "two changes that do not go together");
	if (meeting_change(db, &meeting, e))
		return true;
	if (e->kind == ERR_CHANGED)
		s->form->faults.notice = str_from(tr(s->c->lang, N_("De sessie is intussen begonnen. De onderwerpen "
			"liggen nu vast. Kijk na wat je verder typte en bewaar het dan.")));
	return false;
}

static bool meeting_new_run(struct call *c, struct err *e)
{
	struct meeting meeting = { .id = rng_id(), .created = clock_now() };
	struct meeting_form_view m = { 0 };
	struct closed_round mr;

	if (!closed_round_get(c, c->id[0], &mr, e))
		return false;
	meeting.round = mr.round.key;
	start(c, &mr, &m);
	if (!take(c, &mr, m.form, &meeting))
		return show(c, 422, &m, e);
	return call_write(c, add_it, &meeting, e) &&
	       call_redirect(c, url_make(c->a, "/sessies/%d", meeting.id), e);
}

static bool meeting_change_run(struct call *c, struct err *e)
{
	struct meeting_form_view m = { 0 };
	struct meeting old, tried;
	struct closed_round mr;
	struct change ch = { .mr = &mr };
	struct save s = { .c = c, .now = put_now, .write = change_it, .ctx = &ch };

	if (!meeting_page_get(c, &old, &mr, e))
		return false;
	m.id = ch.id = old.id;
	m.has_fixed_topics = old.stage != MEETING_PLANNED;
	start(c, &mr, &m);
	s.form = m.form;
	form_retype(m.form);		/* taking it changes it */
	tried = (struct meeting){ .id = old.id, .round = old.round };
	if (!take(c, &mr, m.form, &tried))
		return show(c, 422, &m, e);
	if (!save_form(&s, e))
		return false;
	if (m.form->faults.notice.n && !c->is_again) {	/* sent again it is about the rest */
		m.has_fixed_topics = true;
		s.show = 409;
	}
	return s.show ? show(c, s.show, &m, e)
		      : call_redirect(c, url_make(c->a, "/sessies/%d", old.id), e);
}

const struct page meeting_new_form_page = {
	.method = "GET", .path = "/rondes/{round}/sessies/nieuw",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = start_fields, .run = meeting_new_form_run,
};

const struct page meeting_new_page = {
	.method = "POST", .path = "/rondes/{round}/sessies/nieuw",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = meeting_new_run,
};

const struct page meeting_form_page = {
	.method = "GET", .path = "/sessies/{meeting}/bewerken",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.run = meeting_form_run,
};

const struct page meeting_change_page = {
	.method = "POST", .path = "/sessies/{meeting}/bewerken",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = meeting_change_run,
};

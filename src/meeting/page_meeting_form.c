/* SPDX-License-Identifier: EUPL-1.2 */
/* Planning a meeting and changing its plan. */
#include "account/account.h"
#include "base/rng.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "meeting/meeting_view.h"
#include "meeting/views.h"
#include "server/page.h"

enum {
	KIND, TITLE, DATE, TIME, MINUTES, PLACE, GOAL, UNITS, NAMES, TOPICS,
	TOPIC_FIELDS = 2,		/* per subject: its place and its minutes */
	FORM_BYTES_MAX = 256 * 1024,	/* names and groups at their limits */
	START_HOUR = 10,
};

/* A subject's fields; SUBJECTS_MAX of them. */
#define TOPIC(n) \
	[TOPICS + TOPIC_FIELDS * ((n) - 1)] = { "plaats" #n, FIELD_INT, 1, 99 }, \
	[TOPICS + TOPIC_FIELDS * ((n) - 1) + 1] = { "duur" #n, FIELD_INT, 1, MEETING_MINUTES_MAX }

static const struct field fields[] = {
	[KIND] = { "soort", FIELD_INT, MEETING_WORKSHOP, MEETING_WORK_SESSION },
	[TITLE] = { "titel", FIELD_LINE, 1, MEETING_TITLE_MAX * 4 },
	[DATE] = { "datum", FIELD_DATE, 0, 0 },
	[TIME] = { "tijd", FIELD_LINE, 1, 8 },
	[MINUTES] = { "minuten", FIELD_INT, AGENDA_MINUTES_MIN, MEETING_MINUTES_MAX },
	[PLACE] = { "plaats", FIELD_LINE, 1, MEETING_PLACE_MAX * 4 },
	[GOAL] = { "doel", FIELD_TEXT, 1, MEETING_GOAL_MAX * 4 },
	[UNITS] = { "groep[]", FIELD_INTS, 1, INT64_MAX, .times = UNITS_MAX },
	[NAMES] = { "namen", FIELD_TEXT, 1, MEETING_PEOPLE_MAX * MEETING_NAME_MAX * 4 },
	TOPIC(1), TOPIC(2), TOPIC(3), TOPIC(4), TOPIC(5), TOPIC(6), TOPIC(7), TOPIC(8),
	TOPIC(9), TOPIC(10), TOPIC(11), TOPIC(12), TOPIC(13), TOPIC(14), TOPIC(15), TOPIC(16),
	TOPIC(17), TOPIC(18), TOPIC(19), TOPIC(20), TOPIC(21), TOPIC(22), TOPIC(23), TOPIC(24),
	TOPIC(25), TOPIC(26), TOPIC(27), TOPIC(28), TOPIC(29), TOPIC(30), TOPIC(31), TOPIC(32),
	TOPIC(33), TOPIC(34), TOPIC(35), TOPIC(36), TOPIC(37), TOPIC(38), TOPIC(39), TOPIC(40),
	{ 0 },
};

_Static_assert(ARRAY_LEN(fields) == TOPICS + TOPIC_FIELDS * SUBJECTS_MAX + 1,
	       "a field for every subject");

/* What the agenda brings along. */
enum { START_MINUTES };
static const struct field start_fields[] = {
	[START_MINUTES] = { "minuten", FIELD_INT, AGENDA_MINUTES_MIN, MEETING_MINUTES_MAX },
	{ 0 },
};

static struct str say(struct call *c, const char *text)
{
	return str_from(tr(c->lang, text));
}

static struct str number(struct call *c, int64_t n)
{
	struct out o = out_new(c->a, 40);

	out_i64(&o, n);
	return out_done(&o);
}

static const struct value *topic_in(struct call *c, size_t subject, size_t field)
{
	return &c->in[TOPICS + TOPIC_FIELDS * subject + field];
}

/* --- showing -------------------------------------------------------------------- */

static void list_units(struct call *c, const struct closed_round *mr, const int64_t *ticked,
		       size_t count, struct meeting_form_view *m)
{
	const struct unit_tree *tree = &mr->picture.tree;
	struct meeting_form_unit *units =
		ARENA_ARRAY(c->a, struct meeting_form_unit, tree->count);

	for (size_t i = 1; i < tree->count; i++) {
		struct meeting_form_unit *u = &units[m->unit_count++];

		u->unit = &tree->units[i];
		for (size_t k = 0; k < count; k++)
			u->is_ticked |= ticked[k] == tree->units[i].id;
	}
	m->units = units;
}

static struct meeting_form_topic *list_topics(struct call *c, const struct closed_round *mr,
					      struct meeting_form_view *m)
{
	struct meeting_form_topic *topics =
		ARENA_ARRAY(c->a, struct meeting_form_topic, mr->model->subject_count);

	for (size_t i = 0; i < mr->model->subject_count; i++)
		topics[i] = (struct meeting_form_topic){
			.subject = &mr->model->subjects[i], .number = (int64_t)i + 1,
			.minutes = number(c, TALK_TOPIC_MINUTES),
			.place_field = fields[TOPICS + TOPIC_FIELDS * i].name,
		};
	m->topics = topics;
	m->topic_count = mr->model->subject_count;
	return topics;
}

static bool show(struct call *c, int status, struct meeting_form_view *m, struct err *e)
{
	view_meeting_form(call_view(c), m);
	return call_page(c, status, e);
}

/* Topics as the agenda proposes them for so many minutes. */
static void propose(struct call *c, const struct closed_round *mr, int minutes,
		    struct meeting_form_view *m)
{
	struct meeting_form_topic *topics = list_topics(c, mr, m);
	struct picture_view pv;
	struct agenda g;

	if (!mr->picture.is_visible[0])
		return;
	picture_view_make(call_view(c), mr, 0, ORDER_OF_MODEL, &pv);
	agenda_make(&c->view, &pv, minutes < AGENDA_MINUTES_MAX ? minutes : AGENDA_MINUTES_MAX,
		    &g);
	m->has_strength = g.has_strength;
	if (g.has_strength)
		m->strength = g.strength.subject->name.in[c->lang];
	for (size_t i = 0; i < g.topic_count; i++) {
		topics[g.topics[i].index].place = number(c, (int64_t)i + 1);
		topics[g.topics[i].index].minutes = number(c, g.topics[i].minutes);
	}
}

static bool meeting_new_form_run(struct call *c, struct err *e)
{
	struct meeting_form_view m = { .kind = MEETING_WORKSHOP };
	int64_t minutes = AGENDA_MINUTES;
	struct closed_round mr;

	if (!closed_round_get(c, c->id[0], &mr, e))
		return false;
	if (c->in[START_MINUTES].is_valid)
		minutes = c->in[START_MINUTES].number;
	m.round = &mr.round;
	m.minutes = number(c, minutes);
	m.time = STR("10:00");
	propose(c, &mr, (int)minutes, &m);
	list_units(c, &mr, NULL, 0, &m);
	return show(c, 200, &m, e);
}

static struct str two_digits(struct call *c, int hour, int minute)
{
	struct out o = out_new(c->a, 20);

	out_c(&o, hour < 10 ? "0" : "");
	out_i64(&o, hour);
	out_c(&o, minute < 10 ? ":0" : ":");
	out_i64(&o, minute);
	return out_done(&o);
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

static void show_stored(struct call *c, const struct closed_round *mr, const struct meeting *mt,
			struct meeting_form_view *m)
{
	struct meeting_form_topic *topics = list_topics(c, mr, m);
	struct moment at = clock_local(mt->starts);
	struct out date = out_new(c->a, 20);

	out_date_iso(&date, at.date);
	m->id = mt->id;
	m->kind = mt->kind;
	m->has_fixed_topics = mt->stage != MEETING_PLANNED;
	m->title = mt->title;
	m->goal = mt->goal;
	m->place = mt->place;
	m->date = out_done(&date);
	m->time = two_digits(c, at.hour, at.minute);
	m->minutes = number(c, mt->minutes);
	m->names = names_text(c, mt);
	for (size_t i = 0; i < mt->topic_count; i++) {
		size_t s = meeting_subject(mr->model, mt->topics[i].subject);

		if (s == mr->model->subject_count)
			continue;
		topics[s].place = number(c, (int64_t)i + 1);
		topics[s].minutes = number(c, mt->topics[i].minutes);
	}
	list_units(c, mr, mt->units, mt->unit_count, m);
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
	m.round = &mr.round;
	show_stored(c, &mr, &meeting, &m);
	return show(c, 200, &m, e);
}

/* --- checking what was typed ------------------------------------------------------ */

/* "14:30", also "14.30" and "9:05". */
static bool time_parse(struct str s, int *hour, int *minute)
{
	struct str rest, first;
	int64_t h, m;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '.' || s.p[i] == ':') {
			first = str_cut(s, 0, i);
			rest = str_cut(s, i + 1, s.n);
			if (first.n > 2 || rest.n != 2 || !str_i64(first, 0, 23, &h) ||
			    !str_i64(rest, 0, 59, &m))
				return false;
			*hour = (int)h;
			*minute = (int)m;
			return true;
		}
	return false;
}

static bool fits(const struct value *v, size_t characters)
{
	return !v->is_given || (v->is_valid && utf8_count(v->text) <= characters);
}

/* One name a line; blank lines do not count.  False: too many or too long. */
static bool take_names(struct call *c, struct meeting *m)
{
	struct str *people = ARENA_ARRAY(c->a, struct str, MEETING_PEOPLE_MAX);
	struct str rest = c->in[NAMES].text;

	m->people = people;
	while (c->in[NAMES].is_given && rest.p) {
		struct str name = str_trim(str_split(rest, '\n', &rest));

		if (name.n == 0)
			continue;
		if (m->person_count == MEETING_PEOPLE_MAX || utf8_count(name) > MEETING_NAME_MAX)
			return false;
		people[m->person_count++] = name;
	}
	return true;
}

/* Ticks of groups of this round, each once. */
static void take_units(struct call *c, const struct closed_round *mr, struct meeting *m)
{
	const struct unit_tree *tree = &mr->picture.tree;
	int64_t *units = ARENA_ARRAY(c->a, int64_t, MEETING_UNITS_MAX);

	for (size_t i = 1; i < tree->count && m->unit_count < MEETING_UNITS_MAX; i++)
		for (size_t k = 0; k < c->in[UNITS].count; k++)
			if (tree->units[i].id == c->in[UNITS].numbers[k]) {
				units[m->unit_count++] = tree->units[i].id;
				break;
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

static void take_topics(struct call *c, const struct closed_round *mr, struct form_faults *f,
			struct meeting *m)
{
	int64_t places[MEETING_TOPICS_MAX];

	for (size_t i = 0; i < mr->model->subject_count; i++) {
		const struct value *place = topic_in(c, i, 0), *minutes = topic_in(c, i, 1);
		const char *field = fields[TOPICS + TOPIC_FIELDS * i].name;

		if (!place->is_given)
			continue;
		if (!place->is_valid || (minutes->is_given && !minutes->is_valid))
			fault_add(f, field, say(c, N_("Gebruik hele getallen: een plaats van 1 tot en met 99 en minuten van 1 tot en met 480.")));
		else if (m->topic_count == MEETING_TOPICS_MAX)
			fault_add(f, field, say(c, N_("Kies hoogstens 20 onderwerpen voor één sessie.")));
		else
			insert(m, places, place->number, (struct meeting_topic){
				.subject = mr->model->subjects[i].id,
				.minutes = minutes->is_given ? (int)minutes->number
							     : TALK_TOPIC_MINUTES,
			});
	}
}

static void check(struct call *c, const struct closed_round *mr, struct form_faults *f,
		  struct meeting *m)
{
	int hour = START_HOUR, minute = 0;

	if (!c->in[KIND].is_valid)
		fault_add(f, "soort0", say(c, N_("Kies wat voor sessie het is.")));
	if (!c->in[TITLE].is_given || !fits(&c->in[TITLE], MEETING_TITLE_MAX))
		fault_add(f, "titel", say(c, N_("Geef de sessie een naam van hoogstens 200 tekens.")));
	if (!c->in[DATE].is_valid)
		fault_add(f, "datum", say(c, N_("Kies een dag. Schrijf jaar, maand en dag, zoals 2026-11-24.")));
	if (!c->in[TIME].is_valid || !time_parse(c->in[TIME].text, &hour, &minute))
		fault_add(f, "tijd", say(c, N_("Geef een begintijd, zoals 14:00.")));
	if (!c->in[MINUTES].is_valid)
		fault_add(f, "minuten", say(c, N_("Kies een aantal minuten van 15 tot en met 480.")));
	if (!fits(&c->in[PLACE], MEETING_PLACE_MAX))
		fault_add(f, "plaats", say(c, N_("Gebruik voor de plaats hoogstens 200 tekens.")));
	if (!fits(&c->in[GOAL], MEETING_GOAL_MAX))
		fault_add(f, "doel", say(c, N_("Gebruik voor het doel hoogstens 1000 tekens.")));
	if ((c->in[NAMES].is_given && !c->in[NAMES].is_valid) || !take_names(c, m))
		fault_add(f, "namen", say(c, N_("Zet op elke regel één naam, van hoogstens 100 tekens. Er passen 200 namen.")));
	take_units(c, mr, m);
	take_topics(c, mr, f, m);
	if (f->count)
		return;
	m->kind = (enum meeting_kind)c->in[KIND].number;
	m->title = c->in[TITLE].text;
	m->place = c->in[PLACE].text;
	m->goal = c->in[GOAL].text;
	m->minutes = (int)c->in[MINUTES].number;
	m->starts = clock_from_local(c->in[DATE].date, hour, minute);
}

static void show_typed(struct call *c, const struct closed_round *mr, struct meeting_form_view *m)
{
	struct meeting_form_topic *topics = list_topics(c, mr, m);

	m->kind = c->in[KIND].is_valid ? c->in[KIND].number : -1;
	m->title = c->in[TITLE].text;
	m->goal = c->in[GOAL].text;
	m->place = c->in[PLACE].text;
	m->date = c->in[DATE].text;
	m->time = c->in[TIME].text;
	m->minutes = c->in[MINUTES].text;
	m->names = c->in[NAMES].text;
	for (size_t i = 0; i < mr->model->subject_count; i++) {
		topics[i].place = topic_in(c, i, 0)->text;
		topics[i].minutes = topic_in(c, i, 1)->text;
		topics[i].fault = fault_of(&m->faults, topics[i].place_field);
	}
	list_units(c, mr, c->in[UNITS].numbers, c->in[UNITS].count, m);
}

/* --- saving ----------------------------------------------------------------------- */

static bool add_it(struct db *db, void *ctx, struct err *e)
{
	return meeting_add(db, ctx, e);
}

static bool change_it(struct db *db, void *ctx, struct err *e)
{
	return meeting_change(db, ctx, e);
}

static bool save(struct call *c, const struct closed_round *mr, struct meeting *meeting,
		 struct meeting_form_view *m, write_fn fn, struct err *e)
{
	check(c, mr, &m->faults, meeting);
	if (m->faults.count) {
		show_typed(c, mr, m);
		return show(c, 422, m, e);
	}
	return call_write(c, fn, meeting, e) &&
	       call_redirect(c, url_make(c->a, "/sessies/%d", meeting->id), e);
}

static bool meeting_new_run(struct call *c, struct err *e)
{
	struct meeting meeting = { .id = rng_id(), .created = clock_now() };
	struct meeting_form_view m = { 0 };
	struct closed_round mr;

	if (!closed_round_get(c, c->id[0], &mr, e))
		return false;
	m.round = &mr.round;
	meeting.round = mr.round.key;
	return save(c, &mr, &meeting, &m, add_it, e);
}

static bool meeting_change_run(struct call *c, struct err *e)
{
	struct meeting_form_view m = { 0 };
	struct meeting old, meeting;
	struct closed_round mr;

	if (!meeting_page_get(c, &old, &mr, e))
		return false;
	m.round = &mr.round;
	m.id = old.id;
	m.has_fixed_topics = old.stage != MEETING_PLANNED;
	meeting = (struct meeting){ .id = old.id, .round = old.round };
	return save(c, &mr, &meeting, &m, change_it, e);
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

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The fact check, for people who were in a meeting: no account, no name, no
 * script.  Who has the code may read and reply.
 */
#include "base/tr.h"
#include "finding/finding_view.h"
#include "finding/views.h"
#include "html/error_view.h"
#include "html/views.h"
#include "picture/picture_view.h"
#include "round/model_cache.h"
#include "scan/sheet.h"
#include "server/form.h"
#include "server/guess.h"
#include "server/web.h"

enum { PART = FACT_FIELD_PART, THANKS, FORM_BYTES_MAX = 2 * 1024 * 1024 };

static const struct field query_fields[] = {
	[PART] = { "deel", FIELD_INT, 1, 100 },
	[THANKS] = { "dank", FIELD_FLAG, 0, 0 },
	{ 0 },
};

static const struct field fields[] = {
	[FACT_FIELD_PART] = { "deel", FIELD_INT, 1, 100 },
	[FACT_FIELD_ITEM] = { "id%%", FIELD_LINE, 1, 40, .times = FACT_PART },
	[FACT_FIELD_RIGHT] = { "klopt%%", FIELD_INT, 0, 1, .times = FACT_PART },
	[FACT_FIELD_TEXT] = { "want%%", FIELD_TEXT, .chars = FACT_REACTION_CHARS_MAX,
		.times = FACT_PART,
		.fault = N_("Je tekst is te lang. Gebruik hoogstens %1 tekens.") },
	{ 0 },
};

/* Replies that are kept, so that nobody fills the disk: far above what an office
 * of a thousand sends after a workshop. */
static const struct rate_limit per_address = { 6000, 600, "replies of an address" };

/* One item as it was sent. */
struct sent {
	int64_t id, version;
	bool is_agreement, is_matched;
	int choice;			/* -1: none */
	const struct value *text;
};

struct fact {
	struct fact_check check;
	struct round round;
	const struct model *model;
	struct fact_item_list items;
};

/* --- reading ------------------------------------------------------------------- */

static bool find(struct call *c, struct fact_check *ret, struct err *e)
{
	struct ticket_code code = { { 0 } };
	struct str text = { 0 };
	bool is_found;

	if (ticket_parse(c->arg[0], &code))
		text = str_from(code.text);
	if (!guess_may(c, &guess_codes, text, e))
		return false;
	is_found = fact_check_get(c->db, c->a, c->arg[0], clock_now(), ret, e);
	guess_was(c, &guess_codes, text, is_found || e->kind != ERR_ABSENT);
	return is_found;
}

static bool get(struct call *c, struct fact *f, struct err *e)
{
	unsigned languages;

	*f = (struct fact){ 0 };
	if (!find(c, &f->check, e))
		return false;
	languages = f->check.languages;
	if (languages && !(languages >> c->lang & 1))
		c->lang = languages >> LANG_NL & 1 ? LANG_NL : LANG_EN;
	c->view.page.organisation = f->check.organisation_name;
	c->view.page.subtitle = f->check.round_name;
	c->view.page.languages = languages;
	return round_get(c->db, c->a, f->check.round.organisation, f->check.round.id,
			 &f->round, e) &&
	       (f->round.stage == STAGE_CLOSED || err_set(e, ERR_ABSENT, "the round is not closed")) &&
	       model_cache_get(model_cache_of(c), c->db, c->a, &f->round, &f->model, e) &&
	       fact_items(c->db, c->a, f->check.meeting, &f->items, e);
}

/* Clear words instead of the general ones for a link that does not work. */
static bool refuse(struct call *c, struct err *e)
{
	bool is_gone = e->kind == ERR_GONE;
	struct error_view m;

	if (e->kind != ERR_ABSENT && !is_gone)
		return false;
	*e = (struct err){ 0 };
	m = (struct error_view){
		.title = str_from(tr(c->lang, is_gone ? N_("De feitcheck is voorbij")
						      : N_("Deze link kennen we niet"))),
		.what = str_from(tr(c->lang, is_gone
			? N_("Je kunt niet meer reageren. Wat je al stuurde, is bewaard.")
			: N_("Misschien is de link niet helemaal overgenomen. Of er is intussen een nieuwe."))),
		.cure = str_from(tr(c->lang, is_gone
			? N_("Klopt er iets niet? Vertel het je begeleider.")
			: N_("Vraag je begeleider om de link van de feitcheck."))),
	};
	c->view.page = (struct view_page){ 0 };
	view_error(call_view(c), &m);
	return call_page(c, is_gone ? 410 : 404, e);
}

/* --- showing ------------------------------------------------------------------- */

static struct fact_row row_of(struct call *c, const struct fact *f, const struct fact_item *item,
			      const struct sent *sent, size_t sent_count)
{
	int64_t number = finding_subject_number(f->model, item->subject);
	struct fact_row row = {
		.item = item, .choice = -1,
		.layer = str_from(item->is_agreement ? "" : finding_layer_name(c->lang, item->layer)),
		.level = level_name(f->model, c->lang, item->level),
	};

	if (number)
		row.subject = f->model->subjects[number - 1].name.in[c->lang];
	for (size_t i = 0; i < sent_count; i++)
		if (sent[i].is_agreement == item->is_agreement && sent[i].id == item->id) {
			row.choice = sent[i].choice;
			row.text = sent[i].text->text;
		}
	return row;
}

static bool show(struct call *c, const struct fact *f, int status, int64_t part,
		 struct form *form, const struct sent *sent, size_t sent_count, struct err *e)
{
	struct fact_row *rows = ARENA_ARRAY(c->a, struct fact_row, FACT_PART);
	struct fact_view m = {
		.check = &f->check, .form = form, .rows = rows, .part = part,
		.parts = (int64_t)((f->items.count + FACT_PART - 1) / FACT_PART),
		.is_thanks = c->q->method.n == 3 && c->in[THANKS].is_given,
	};
	struct view *v = call_view(c);
	size_t from = (size_t)(part - 1) * FACT_PART;

	m.day = finding_day(v, f->check.starts);
	m.until = finding_day(v, f->check.expires);
	for (size_t i = from; i < f->items.count && m.count < FACT_PART; i++)
		rows[m.count++] = row_of(c, f, &f->items.at[i], sent, sent_count);
	view_fact_check(v, &m);
	return call_page(c, status, e);
}

static int64_t part_of(const struct call *c, const struct fact *f)
{
	int64_t part = c->in[PART].is_valid ? c->in[PART].number : 1;

	return (size_t)(part - 1) * FACT_PART < f->items.count ? part : 1;
}

static bool fact_check_form_run(struct call *c, struct err *e)
{
	struct fact f;

	if (!get(c, &f, e))
		return refuse(c, e);
	return show(c, &f, 200, part_of(c, &f), form_start(c, fields), NULL, 0, e);
}

/* --- taking replies -------------------------------------------------------------- */

/* "b123.2": finding 123, second text; "a123.1": an agreement. */
static bool read_key(struct str key, struct sent *ret)
{
	struct str version, id = str_split(str_cut(key, 1, key.n), '.', &version);

	ret->is_agreement = str_starts(key, STR("a"));
	return (ret->is_agreement || str_starts(key, STR("b"))) &&
	       str_i64(id, 1, INT64_MAX, &ret->id) &&
	       str_i64(version, 1, INT64_MAX, &ret->version);
}

static bool read_sent(struct call *c, struct sent *list, size_t *count, struct err *e)
{
	*count = 0;
	for (size_t i = 0; i < FACT_PART; i++) {
		const struct value *item = &c->in[FACT_FIELD_ITEM].each[i];
		const struct value *right = &c->in[FACT_FIELD_RIGHT].each[i];
		const struct value *text = &c->in[FACT_FIELD_TEXT].each[i];
		struct sent *s = &list[*count];

		if (!item->is_given && !right->is_given && !text->is_given)
			continue;
		if (!item->is_valid || !read_key(item->text, s) ||
		    (right->is_given && !right->is_valid))
			return err_set(e, ERR_INPUT, "a reply to nothing");
		s->choice = right->is_given ? (int)right->number : -1;
		s->text = text;
		(*count)++;
	}
	return true;
}

static struct str say(struct call *c, const char *text)
{
	return str_from(tr(c->lang, text));
}

/* `at` is the number of the item on the page, now. */
static void check_row(size_t at, const struct sent *s, struct form *form)
{
	if (s->text->is_given && !s->text->is_valid)
		form_fault_add(form, FORM_EACH(FACT_FIELD_TEXT, at), fields[FACT_FIELD_TEXT].fault);
	else if (s->text->is_given && s->choice < 0)
		form_fault_add(form, FORM_EACH(FACT_FIELD_RIGHT, at),
			       N_("Kies ook ‘klopt’ of ‘klopt niet’."));
}

/* Ties what was sent to the items as they are now.  One that is there no more
 * is said, with what was typed about it. */
static void check(struct call *c, const struct fact *f, int64_t part, struct sent *list,
		  size_t count, struct form *form)
{
	size_t from = (size_t)(part - 1) * FACT_PART, answered = 0;

	for (size_t i = from; i < f->items.count && i < from + FACT_PART; i++)
		for (size_t k = 0; k < count; k++)
			if (list[k].is_agreement == f->items.at[i].is_agreement &&
			    list[k].id == f->items.at[i].id) {
				list[k].is_matched = true;
				check_row(i - from, &list[k], form);
			}
	for (size_t k = 0; k < count; k++) {
		struct str typed = list[k].text->text;

		answered += list[k].choice >= 0 || list[k].text->is_given;
		if (!list[k].is_matched && (list[k].choice >= 0 || typed.n))
			fault_add(&form->faults, "punten", tr_fill(c->a, tr(c->lang,
				N_("Een punt is intussen veranderd. Kijk het nog eens na. Je schreef daar: ‘%1’")),
				&typed, 1));
	}
	if (answered == 0)
		fault_add(&form->faults, "punten", say(c, N_("Kies bij ten minste één punt ‘klopt’ of ‘klopt niet’.")));
}

struct reply {
	struct str code;
	struct fact_reaction list[FACT_PART];
	size_t count;
	const struct fact_reaction *full;	/* then: the item that has no more room */
};

static bool reply_it(struct db *db, void *ctx, struct err *e)
{
	struct reply *r = ctx;

	return fact_reaction_add(db, r->code, r->list, r->count, clock_now(), &r->full, e);
}

/* Which items are full is said with a form that has all that was typed. */
static bool show_full(struct call *c, const struct fact *f, const struct reply *r, int64_t part,
		      struct form *form, const struct sent *list, size_t count, struct err *e)
{
	const size_t from = (size_t)(part - 1) * FACT_PART;

	*e = (struct err){ 0 };
	for (size_t i = from; r->full && i < f->items.count && i < from + FACT_PART; i++)
		if (f->items.at[i].id == (f->items.at[i].is_agreement ? r->full->agreement : r->full->finding))
			form_fault_add(form, FORM_EACH(FACT_FIELD_RIGHT, i - from), N_("Bij dit punt past geen reactie meer. "
				"Haal je keuze en je tekst hier weg en verstuur de rest. Vertel je begeleider wat je wilde zeggen."));
	if (!form->faults.count)
		fault_add(&form->faults, "punten", say(c, N_("Deze feitcheck is vol: er past geen reactie meer bij. "
			"Vertel je begeleider wat je wilde zeggen.")));
	return show(c, f, 409, part, form, list, count, e);
}

static bool save(struct call *c, const struct fact *f, int64_t part, struct form *form,
		 const struct sent *list, size_t count, struct err *e)
{
	struct reply r = { .code = f->check.code };
	int64_t parts = (int64_t)((f->items.count + FACT_PART - 1) / FACT_PART);
	struct str taal = c->lang == LANG_EN ? STR("en") : STR("nl");

	for (size_t i = 0; i < count; i++)
		if (list[i].choice >= 0)
			r.list[r.count++] = (struct fact_reaction){
				.finding = list[i].is_agreement ? 0 : list[i].id,
				.agreement = list[i].is_agreement ? list[i].id : 0,
				.version = list[i].version, .is_right = list[i].choice == 1,
				.body = list[i].text->text,
			};
	if (!call_count(c, &per_address, c->q->address, e))
		return false;
	if (!call_write(c, reply_it, &r, e))
		return e->kind == ERR_LIMIT && show_full(c, f, &r, part, form, list, count, e);
	return call_redirect(c, url_make(c->a, "/feitcheck/%s?taal=%s&dank=1&deel=%d",
					 f->check.code, taal, part < parts ? part + 1 : part), e);
}

static bool knows(struct db *db, struct arena *a, struct str code)
{
	struct fact_check check;
	struct err ignored = { 0 };

	return fact_check_get(db, a, code, clock_now(), &check, &ignored);
}

static bool fact_check_run(struct call *c, struct err *e)
{
	struct sent *list = ARENA_ARRAY(c->a, struct sent, FACT_PART);
	struct form *form;
	struct fact f;
	size_t count;
	int64_t part;

	if (!get(c, &f, e))
		return refuse(c, e);
	if (!read_sent(c, list, &count, e))
		return false;
	part = part_of(c, &f);
	form = form_start(c, fields);
	check(c, &f, part, list, count, form);
	if (form->faults.count)
		return show(c, &f, 422, part, form, list, count, e);
	return save(c, &f, part, form, list, count, e) || (e->kind == ERR_GONE && refuse(c, e));
}

const struct page fact_check_form_page = {
	.method = "GET", .path = "/feitcheck/{code}", .stages = AFTER_CLOSING,
	.counts = { &guess_codes },
	.fields = query_fields, .run = fact_check_form_run,
};

const struct page fact_check_page = {
	.method = "POST", .path = "/feitcheck/{code}", .stages = AFTER_CLOSING,
	.counts = { &guess_codes, &per_address },
	.fields = fields, .body_max = FORM_BYTES_MAX, .knows = knows, .run = fact_check_run,
};

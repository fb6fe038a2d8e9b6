/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing a finding down, changing it, and taking it away. */
#include "account/account.h"
#include "account/save.h"
#include "base/alike.h"
#include "base/rng.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "finding/finding_view.h"
#include "finding/views.h"
#include "server/form.h"
#include "server/web.h"
#include "watch/act.h"

enum {
	START_SUBJECT, START_LAYER, START_NOTE,
	NOTE_SHOWN_CHARS = 80,		/* of a note in the list to choose from */
	/* Room for a file that is too large, so that it can be said beside its
	 * field and nothing typed is lost. */
	FORM_BYTES_MAX = 16 * 1024 * 1024 - 1,
};

static const struct choice layers[] = {
	{ LAYER_PICTURE, N_("Beeld"), N_("wat de antwoorden zeggen") },
	{ LAYER_STORY, N_("Verhaal"), N_("wat mensen vertellen") },
	{ LAYER_PAPER, N_("Papier"), N_("wat je kunt nalezen of niet kunt vinden") },
	{ 0 },
};

static const struct choice stances[] = {
	{ STANCE_APART, N_("Het staat los") },
	{ STANCE_CONFIRMS, N_("Het bevestigt wat daar staat") },
	{ STANCE_CONTRADICTS, N_("Het spreekt tegen wat daar staat") },
	{ 0 },
};

static const struct field fields[] = {
	[FINDING_FIELD_SUBJECT] = { "onderwerp", FIELD_SELECT, .is_needed = true,
		.fault = N_("Kies een onderwerp."),
		.label = N_("Onderwerp") },
	[FINDING_FIELD_LAYER] = { "laag", FIELD_CHOICE, .choices = layers, .is_needed = true,
		.fault = N_("Kies een laag."),
		.label = N_("Laag") },
	[FINDING_FIELD_BODY] = { "tekst", FIELD_TEXT, .chars = FINDING_CHARS_MAX, .is_needed = true,
		.fault = N_("Schrijf op wat je vond, in hoogstens %1 tekens."),
		.label = N_("De bevinding") },
	[FINDING_FIELD_STANCE] = { "houding", FIELD_CHOICE, .choices = stances,
		.fault = N_("Kies hoe dit staat tegenover de andere lagen."),
		.label = N_("Hoe staat dit tegenover de andere lagen?") },
	[FINDING_FIELD_MEETING] = { "sessie", FIELD_SELECT, .fault = N_("Kies een sessie uit de lijst."),
		.label = N_("Gehoord in een sessie") },
	[FINDING_FIELD_NOTE] = { "notitie", FIELD_SELECT, .fault = N_("Kies een notitie uit de lijst."),
		.label = N_("Uit een notitie") },
	[FINDING_FIELD_SOURCE] = { "bron", FIELD_LINE, .chars = FINDING_SOURCE_CHARS_MAX,
		.fault = N_("Gebruik voor de bron hoogstens %1 tekens."),
		.label = N_("Bron, in woorden") },
	[FINDING_FIELD_LINK] = { "link", FIELD_LINK, .max = FINDING_LINK_BYTES_MAX,
		.chars = FINDING_LINK_BYTES_MAX,
		.fault = N_("Dit is geen link die we kunnen openen. Begin met https:// of http://."),
		.label = N_("Link naar het document") },
	[FINDING_FIELD_FILE] = { "bestand", FIELD_FILE, 1, EVIDENCE_BYTES_MAX,
		.label = N_("Of een bestand"), .drop = FINDING_FIELD_DROP },
	[FINDING_FIELD_DROP] = { "zonder", FIELD_FLAG },
	{ 0 },
};

/* What a link to an empty form brings along. */
static const struct field start_fields[] = {
	[START_SUBJECT] = { "onderwerp", FIELD_INT, 1, SUBJECTS_MAX },
	[START_LAYER] = { "laag", FIELD_INT, 0, LAYERS - 1 },
	[START_NOTE] = { "notitie", FIELD_INT, 1, INT64_MAX },
	{ 0 },
};

struct change {
	const struct finding_round *fr;
	struct finding f;
	const struct evidence *file;
};

static bool add_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return finding_add(db, &ch->f, ch->file, e);
}

static bool show(struct call *c, int status, const struct finding_form_view *m, struct err *e)
{
	view_finding_form(call_view(c), m);
	return call_page(c, status, e);
}

/* --- the empty form and the filled one ------------------------------------------ */

static void start(struct call *c, const struct finding_round *fr, struct finding_form_view *m)
{
	const struct model *model = fr->closed.model;

	m->fr = fr;
	m->form = form_start(c, fields);
	for (size_t i = 0; i < model->subject_count; i++)
		form_offer(m->form, FINDING_FIELD_SUBJECT, (int64_t)i + 1,
			   model->subjects[i].name.in[c->lang]);
	finding_offer_meetings(m->form, FINDING_FIELD_MEETING, fr);
	form_offer_text(m->form, FINDING_FIELD_NOTE, 0, N_("Niet uit een notitie"));
	for (size_t i = 0; i < fr->notes.count; i++)
		form_offer(m->form, FINDING_FIELD_NOTE, fr->notes.at[i].id,
			   finding_clip(c->a, fr->notes.at[i].body, NOTE_SHOWN_CHARS));
}

static void show_kept(struct call *c, const struct finding *f, struct finding_form_view *m)
{
	if (f->file)
		m->kept = (struct form_kept){
			.name = f->file_name, .drop = FINDING_FIELD_DROP,
			.link = url_make(c->a, "/rondes/%d/bewijs/%d", f->round, f->file),
		};
}

static void put_stored(struct call *c, const struct model *model, const struct finding *f,
		       struct form *form)
{
	int64_t subject = finding_subject_number(model, f->subject);

	if (subject)
		form_put_i64(form, FINDING_FIELD_SUBJECT, subject);
	form_put_i64(form, FINDING_FIELD_LAYER, f->layer);
	form_put(form, FINDING_FIELD_BODY, f->body);
	form_put_i64(form, FINDING_FIELD_STANCE, f->stance);
	form_put_i64(form, FINDING_FIELD_MEETING, f->meeting);
	form_put_i64(form, FINDING_FIELD_NOTE, f->note);
	form_put(form, FINDING_FIELD_SOURCE, f->source);
	form_put(form, FINDING_FIELD_LINK, f->link);
	if (f->file)
		form_put(form, FINDING_FIELD_FILE, url_make(c->a, "%s (%d)", f->file_name, f->file).text);
}

/* The layer of the picture begins with what the answers say. */
static void prefill(struct call *c, struct finding *f, struct finding_form_view *m)
{
	struct str body, round = m->fr->closed.round.name;

	if (f->layer != LAYER_PICTURE || !c->in[START_SUBJECT].is_valid || f->subject.n == 0)
		return;
	body = finding_answers(call_view(c), m->fr, (size_t)c->in[START_SUBJECT].number - 1);
	if (body.n == 0)
		return;
	f->body = body;
	f->source = tr_fill(c->a, tr(c->lang, N_("De antwoorden van ronde ‘%1’")), &round, 1);
	m->is_prefilled = true;
}

/* A finding that begins as a note: its text, subject and session. */
static void prefill_note(struct call *c, const struct finding_round *fr, struct finding *f)
{
	const struct finding_note *note = finding_note_of(fr, c->in[START_NOTE].number);

	if (!note)
		return;
	f->note = note->id;
	f->meeting = note->meeting;
	f->body = finding_clip(c->a, note->body, FINDING_CHARS_MAX);
	if (note->subject.n)
		f->subject = note->subject;
}

static bool finding_new_form_run(struct call *c, struct err *e)
{
	struct finding f = { .layer = LAYER_STORY };
	struct finding_form_view m = { 0 };
	struct finding_round fr;
	int64_t subject = c->in[START_SUBJECT].number;

	if (!finding_round_get(c, &fr, e))
		return false;
	start(c, &fr, &m);
	if (c->in[START_SUBJECT].is_valid && (size_t)subject <= fr.closed.model->subject_count)
		f.subject = fr.closed.model->subjects[subject - 1].id;
	if (c->in[START_LAYER].is_valid)
		f.layer = (enum finding_layer)c->in[START_LAYER].number;
	prefill(c, &f, &m);
	prefill_note(c, &fr, &f);
	put_stored(c, fr.closed.model, &f, m.form);
	return show(c, 200, &m, e);
}

static bool finding_form_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct finding_form_view m = { 0 };
	struct finding f;

	if (!finding_round_get(c, &fr, e))
		return false;
	if (!finding_get(c->db, c->a, fr.closed.round.key, c->id[1], &f, e))
		return false;
	m.id = f.id;
	show_kept(c, &f, &m);
	start(c, &fr, &m);
	put_stored(c, fr.closed.model, &f, m.form);
	form_rest(m.form);
	return show(c, 200, &m, e);
}

/* --- checking what was typed ------------------------------------------------------ */

/* A link as people paste it: without a scheme it is meant as https. */
static struct str whole_link(struct call *c, const struct value *v)
{
	struct str typed = v->text;
	struct out o = out_new(c->a, FINDING_LINK_BYTES_MAX + 10);

	if (!str_starts(typed, STR("www.")))
		return typed;
	out_c(&o, "https://");
	out_str(&o, typed);
	return out_done(&o);
}

static const char *const not_taken[] = {
	[EVIDENCE_IS_OTHER] = N_("Dit bestand nemen we niet aan. Kies een pdf, odt, docx, xlsx, ods, png, jpg, csv of txt. Naam en inhoud moeten bij elkaar horen."),
	[EVIDENCE_IS_OLD] = N_("Dit bestand is van een oude soort, zoals doc, xls of msg, of er zit een wachtwoord op. Bewaar het als docx, xlsx of pdf zonder wachtwoord, en kies dat."),
	[EVIDENCE_HAS_MACROS] = N_("In dit bestand zitten macro’s. Bewaar het zonder macro’s of als pdf, en kies dat."),
	[EVIDENCE_HAS_FILES] = N_("In dit bestand zit een ander bestand, en daar kunnen we niet in kijken. Haal het eruit of bewaar het geheel als pdf, en kies dat."),
};

/* What was chosen, with a name in which all is seen. */
static struct evidence chosen(struct call *c)
{
	const struct value *v = &c->in[FINDING_FIELD_FILE];

	return (struct evidence){ name_of_file(c->a, v->text), v->bytes };
}

static void check_file(struct call *c, struct form *f)
{
	const struct value *v = &f->in[FINDING_FIELD_FILE];
	struct evidence_is is;
	struct str name;

	if (!v->is_given)
		return;
	name = name_of_file(c->a, v->text);
	is = evidence_look(name, v->bytes);
	if (v->bytes.n > EVIDENCE_BYTES_MAX)
		form_fault_add(f, FINDING_FIELD_FILE, N_("Het bestand is groter dan %1 MB. Kies een kleiner bestand of geef een link."));
	else if (!v->is_valid || name.n == 0 || utf8_count(name) > EVIDENCE_NAME_CHARS_MAX)
		form_fault_add_number(f, FINDING_FIELD_FILE, N_("Dit bestand is leeg of heeft een te lange naam. Gebruik hoogstens %1 tekens."), EVIDENCE_NAME_CHARS_MAX);
	else if (is.why != EVIDENCE_IS_FINE)
		form_fault_add(f, FINDING_FIELD_FILE, not_taken[is.why]);
}

static const char choose_again[] = N_("Kies het bestand opnieuw. De browser bewaart je keuze niet.");

static bool check(struct call *c, struct form *f)
{
	const struct value *link = &f->in[FINDING_FIELD_LINK];

	if (link->is_valid && !finding_link_ok(whole_link(c, link)))
		form_fault_add(f, FINDING_FIELD_LINK, fields[FINDING_FIELD_LINK].fault);
	check_file(c, f);
	if (form_check(f))
		return true;
	if (f->in[FINDING_FIELD_FILE].is_given)
		form_fault_add(f, FINDING_FIELD_FILE, choose_again);
	return false;
}

/* --- saving ----------------------------------------------------------------------- */

static void take(struct call *c, const struct finding_round *fr, const struct value *in,
		 struct change *ch)
{
	ch->f.round = fr->closed.round.key;
	ch->f.subject = fr->closed.model->subjects[in[FINDING_FIELD_SUBJECT].number - 1].id;
	ch->f.layer = (enum finding_layer)in[FINDING_FIELD_LAYER].number;
	ch->f.stance = (enum finding_stance)in[FINDING_FIELD_STANCE].number;
	ch->f.meeting = in[FINDING_FIELD_MEETING].number;
	ch->f.note = in[FINDING_FIELD_NOTE].number;
	ch->f.body = in[FINDING_FIELD_BODY].text;
	ch->f.source = in[FINDING_FIELD_SOURCE].text;
	ch->f.link = in[FINDING_FIELD_LINK].is_given ? whole_link(c, &in[FINDING_FIELD_LINK])
						     : (struct str){ 0 };
	if (ch->file)
		ch->f.file = rng_id();
	else if (in[FINDING_FIELD_DROP].is_given)
		ch->f.file = 0;
}

static bool back_to_list(struct call *c, const struct change *ch, const struct form *f,
			 struct err *e)
{
	struct out to = out_new(c->a, 200);

	out_str(&to, url_make(c->a, "/rondes/%d/bevindingen", ch->f.round.id).text);
	out_c(&to, "#onderwerp");
	out_i64(&to, f->in[FINDING_FIELD_SUBJECT].number);
	return call_redirect(c, (struct url){ out_done(&to) }, e);
}

/* The file was too much; everything else stands in the form again. */
static bool show_too_large(struct call *c, struct finding_form_view *m, struct err *e)
{
	if (e->kind != ERR_TOO_LARGE)
		return false;
	*e = (struct err){ 0 };
	form_fault_add(m->form, FINDING_FIELD_FILE, N_("De bestanden van deze ronde zijn samen te groot. Geef een link, of haal een ander bestand weg."));
	return show(c, 422, m, e);
}

/* The session or the note that it names is gone: the form again, with those that are
 * there; its check says which. */
static bool show_gone(struct call *c, struct finding_form_view *m, struct err *e)
{
	struct finding_round *fr = ARENA_NEW(c->a, struct finding_round);

	*e = (struct err){ 0 };
	if (!finding_round_get(c, fr, e))
		return false;
	start(c, fr, m);
	(void)check(c, m->form);
	return show(c, 409, m, e);
}

static bool show_refused(struct call *c, struct finding_form_view *m, struct err *e)
{
	return e->kind == ERR_GONE ? show_gone(c, m, e) : show_too_large(c, m, e);
}

static bool finding_new_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct finding_form_view m = { 0 };
	struct change ch = { .fr = &fr, .f = { .id = rng_id() } };
	struct evidence file = chosen(c);

	if (!finding_round_get(c, &fr, e))
		return false;
	start(c, &fr, &m);
	if (!check(c, m.form))
		return show(c, 422, &m, e);
	ch.file = c->in[FINDING_FIELD_FILE].is_given ? &file : NULL;
	take(c, &fr, m.form->in, &ch);
	return call_write(c, add_it, &ch, e) ? back_to_list(c, &ch, m.form, e)
					     : show_refused(c, &m, e);
}

static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	struct change *ch = s->ctx;

	if (!finding_get(db, s->c->a, ch->fr->closed.round.key, s->c->id[1], &ch->f, e))
		return false;
	put_stored(s->c, ch->fr->closed.model, &ch->f, now);
	return true;
}

static bool change_it(struct db *db, const struct save *s, struct err *e)
{
	struct change *ch = s->ctx;

	if (!check(s->c, s->form))
		return err_set(e, ERR_CHANGED, "two changes that do not go together");
	take(s->c, ch->fr, s->form->in, ch);
	return finding_change(db, &ch->f, ch->file, e);
}

static bool finding_change_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct finding_form_view m = { 0 };
	struct change ch = { .fr = &fr };
	struct evidence file = chosen(c);
	struct save s = { .c = c, .now = put_now, .write = change_it, .ctx = &ch, .show = 422 };

	if (!finding_round_get(c, &fr, e))
		return false;
	if (!finding_get(c->db, c->a, fr.closed.round.key, c->id[1], &ch.f, e))
		return false;
	m.id = ch.f.id;
	show_kept(c, &ch.f, &m);
	start(c, &fr, &m);
	s.form = m.form;
	ch.file = c->in[FINDING_FIELD_FILE].is_given ? &file : NULL;
	if (check(c, m.form) && !save_form(&s, e))
		return show_refused(c, &m, e);
	if (!s.show)
		return back_to_list(c, &ch, m.form, e);
	show_kept(c, &ch.f, &m);
	if (ch.file)
		form_fault_add(m.form, FINDING_FIELD_FILE, choose_again);
	return show(c, s.show, &m, e);
}

/* --- taking away -------------------------------------------------------------------- */

enum { REMOVE_SEEN };
static const struct field remove_fields[] = {
	[REMOVE_SEEN] = { "bevinding", FIELD_SEEN,
		.fault = N_("De bevinding is intussen gewijzigd. Lees haar nog eens voor je haar weghaalt.") },
	{ 0 },
};

/* All that is lost with it. */
static struct str seen_of(struct call *c, const struct finding *f, int64_t replies)
{
	return url_make(c->a, "%s %s %s %d %d %d %d", str_cut(f->body, 0, 1000), f->source,
			str_cut(f->link, 0, 300), f->version, f->file, f->meeting, replies).text;
}

static bool show_remove(struct call *c, int status, struct form *form, struct err *e)
{
	struct fact_reaction_list replies;
	struct finding_round fr;
	struct finding f;
	struct finding_remove_view m = { .fr = &fr, .f = &f, .form = form };

	if (!finding_round_get(c, &fr, e) ||
	    !finding_get(c->db, c->a, fr.closed.round.key, c->id[1], &f, e) ||
	    !fact_reaction_list(c->db, c->a, fr.closed.round.key, &replies, e))
		return false;
	for (size_t i = 0; i < replies.count; i++)
		m.replies += replies.at[i].finding == f.id;
	form_put(form, REMOVE_SEEN, seen_of(c, &f, m.replies));
	form_rest(form);
	view_finding_remove(call_view(c), &m);
	return call_page(c, status, e);
}

static bool finding_remove_form_run(struct call *c, struct err *e)
{
	return show_remove(c, 200, form_start(c, remove_fields), e);
}

static bool put_seen(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	struct change *ch = s->ctx;
	int64_t replies;

	if (!finding_get(db, s->c->a, ch->fr->closed.round.key, s->c->id[1], &ch->f, e))
		return false;
	if (!fact_reaction_count_of(db, ch->f.id, &replies, e))
		return false;
	form_put(now, REMOVE_SEEN, seen_of(s->c, &ch->f, replies));
	return true;
}

static bool remove_it(struct db *db, const struct save *s, struct err *e)
{
	const struct change *ch = s->ctx;

	return finding_remove(db, ch->f.round, ch->f.id, e);
}

static bool finding_remove_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct change ch = { .fr = &fr };
	struct save s = { .c = c, .form = form_start(c, remove_fields), .now = put_seen,
			  .write = remove_it, .ctx = &ch };

	if (!finding_round_get(c, &fr, e))
		return false;
	s.places[0] = url_make(c->a, "/rondes/%d/bevindingen/%d", fr.closed.round.id, c->id[1]).text;
	if (!save_form(&s, e))
		return false;
	if (!s.show)
		act_say("finding removed", "finding {finding} of round {round}",
			{ "finding", ch.f.id }, { "round", ch.f.round.id });
	return s.show ? show_remove(c, s.show, s.form, e)
		      : call_redirect(c, url_make(c->a, "/rondes/%d/bevindingen", fr.closed.round.id), e);
}

const struct page finding_new_form_page = {
	.method = "GET", .path = "/rondes/{round}/bevindingen/nieuw",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = start_fields, .run = finding_new_form_run,
};

const struct page finding_new_page = {
	.method = "POST", .path = "/rondes/{round}/bevindingen/nieuw",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = finding_new_run,
};

const struct page finding_form_page = {
	.method = "GET", .path = "/rondes/{round}/bevindingen/{finding}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .run = finding_form_run,
};

const struct page finding_change_page = {
	.method = "POST", .path = "/rondes/{round}/bevindingen/{finding}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = finding_change_run,
};

const struct page finding_remove_form_page = {
	.method = "GET", .path = "/rondes/{round}/bevindingen/{finding}/verwijderen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .run = finding_remove_form_run,
};

const struct page finding_remove_page = {
	.method = "POST", .path = "/rondes/{round}/bevindingen/{finding}/verwijderen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .run = finding_remove_run,
};

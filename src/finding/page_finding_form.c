/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing a finding down, changing it, and taking it away. */
#include "account/account.h"
#include "base/rng.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "finding/finding_view.h"
#include "finding/views.h"
#include "server/web.h"

enum {
	SUBJECT, LAYER, STANCE, BODY, SOURCE, LINK, MEETING, NOTE, FILE_SENT, FILE_DROPPED,
	START_NOTE = LAYER + 1,
	/* Room for a file that is too large, so that it can be said beside its
	 * field and nothing typed is lost. */
	FORM_BYTES_MAX = 16 * 1024 * 1024 - 1,
};

static const struct field fields[] = {
	[SUBJECT] = { "onderwerp", FIELD_INT, 1, SUBJECTS_MAX },
	[LAYER] = { "laag", FIELD_INT, 0, LAYERS - 1 },
	[STANCE] = { "houding", FIELD_INT, 0, STANCES - 1 },
	[BODY] = { "tekst", FIELD_TEXT, 1, FINDING_CHARS_MAX * 4 },
	[SOURCE] = { "bron", FIELD_LINE, 1, FINDING_SOURCE_CHARS_MAX * 4 },
	[LINK] = { "link", FIELD_LINE, 1, FINDING_LINK_BYTES_MAX },
	[MEETING] = { "sessie", FIELD_INT, 0, INT64_MAX },
	[NOTE] = { "notitie", FIELD_INT, 0, INT64_MAX },
	[FILE_SENT] = { "bestand", FIELD_FILE, 1, EVIDENCE_BYTES_MAX },
	[FILE_DROPPED] = { "zonder", FIELD_FLAG, 0, 0 },
	{ 0 },
};

/* What a link to an empty form brings along. */
static const struct field start_fields[] = {
	[SUBJECT] = { "onderwerp", FIELD_INT, 1, SUBJECTS_MAX },
	[LAYER] = { "laag", FIELD_INT, 0, LAYERS - 1 },
	[START_NOTE] = { "notitie", FIELD_INT, 1, INT64_MAX },
	{ 0 },
};

struct change {
	struct finding f;
	const struct evidence *file;
};

static bool add_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return finding_add(db, &ch->f, ch->file, e);
}

static bool change_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return finding_change(db, &ch->f, ch->file, e);
}

static bool remove_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return finding_remove(db, ch->f.round, ch->f.id, e);
}

static struct str say(struct call *c, const char *text)
{
	return str_from(tr(c->lang, text));
}

static bool show(struct call *c, int status, const struct finding_form_view *m, struct err *e)
{
	view_finding_form(call_view(c), m);
	return call_page(c, status, e);
}

/* --- the empty form and the filled one ------------------------------------------ */

/* The layer of the picture begins with what the answers say. */
static void prefill(struct call *c, struct finding_form_view *m)
{
	struct str count;

	if (m->layer != LAYER_PICTURE || m->subject == 0)
		return;
	m->body = finding_answers(call_view(c), m->fr, (size_t)m->subject - 1);
	if (m->body.n == 0)
		return;
	count = m->fr->closed.round.name;
	m->source = tr_fill(c->a, tr(c->lang, N_("De antwoorden van ronde ‘%1’")), &count, 1);
	m->is_prefilled = true;
}

/* A finding that begins as a note: its text, subject and session. */
static void prefill_note(struct call *c, struct finding_form_view *m)
{
	const struct finding_note *note = finding_note_of(m->fr, c->in[START_NOTE].number);

	if (!note)
		return;
	m->note = note->id;
	m->meeting = note->meeting;
	m->body = finding_clip(c->a, note->body, FINDING_CHARS_MAX);
	if (note->subject.n)
		m->subject = finding_subject_number(m->fr->closed.model, note->subject);
}

static bool finding_new_form_run(struct call *c, struct err *e)
{
	struct finding_form_view m = { .layer = LAYER_STORY };
	struct finding_round fr;

	if (!finding_round_get(c, &fr, e))
		return false;
	m.fr = &fr;
	if (c->in[SUBJECT].is_valid && (size_t)c->in[SUBJECT].number <= fr.closed.model->subject_count)
		m.subject = c->in[SUBJECT].number;
	if (c->in[LAYER].is_valid)
		m.layer = c->in[LAYER].number;
	prefill(c, &m);
	prefill_note(c, &m);
	return show(c, 200, &m, e);
}

static bool finding_form_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct finding_form_view m;
	struct finding f;

	if (!finding_round_get(c, &fr, e))
		return false;
	if (!finding_get(c->db, c->a, fr.closed.round.key, c->id[1], &f, e))
		return false;
	m = (struct finding_form_view){
		.fr = &fr, .id = f.id, .subject = finding_subject_number(fr.closed.model, f.subject),
		.layer = f.layer, .stance = f.stance, .meeting = f.meeting, .note = f.note, .body = f.body,
		.source = f.source, .link = f.link, .file = f.file, .file_name = f.file_name,
	};
	return show(c, 200, &m, e);
}

/* --- checking what was typed ------------------------------------------------------ */

static bool fits(const struct value *v, size_t characters)
{
	return !v->is_given || (v->is_valid && utf8_count(v->text) <= characters);
}

/* A link as people paste it: without a scheme it is meant as https. */
static struct str whole_link(struct call *c)
{
	struct str typed = c->in[LINK].text;
	struct out o = out_new(c->a, FINDING_LINK_BYTES_MAX + 10);

	if (!str_starts(typed, STR("www.")))
		return typed;
	out_c(&o, "https://");
	out_str(&o, typed);
	return out_done(&o);
}

static void check_file(struct call *c, struct form_faults *f)
{
	const struct value *v = &c->in[FILE_SENT];

	if (!v->is_given)
		return;
	if (v->bytes.n > EVIDENCE_BYTES_MAX)
		fault_add(f, "bestand", say(c, N_("Het bestand is groter dan 10 MB. Kies een kleiner bestand of geef een link.")));
	else if (!v->is_valid || utf8_count(v->text) > EVIDENCE_NAME_CHARS_MAX)
		fault_add(f, "bestand", say(c, N_("Dit bestand is leeg of heeft een te lange naam. Gebruik hoogstens 120 tekens.")));
	else if (evidence_type_of(v->text, v->bytes) == EVIDENCE_UNKNOWN)
		fault_add(f, "bestand", say(c, N_("Dit bestand nemen we niet aan. Kies een pdf, odt, docx, xlsx, ods, png, jpg, csv of txt. Naam en inhoud moeten bij elkaar horen.")));
}

static void check(struct call *c, const struct finding_round *fr, struct form_faults *f)
{
	if (!c->in[SUBJECT].is_valid ||
	    (size_t)c->in[SUBJECT].number > fr->closed.model->subject_count)
		fault_add(f, "onderwerp", say(c, N_("Kies een onderwerp.")));
	if (!c->in[LAYER].is_valid)
		fault_add(f, "laag0", say(c, N_("Kies een laag.")));
	if (!c->in[BODY].is_given || !fits(&c->in[BODY], FINDING_CHARS_MAX))
		fault_add(f, "tekst", say(c, N_("Schrijf op wat je vond, in hoogstens 2000 tekens.")));
	if (c->in[STANCE].is_given && !c->in[STANCE].is_valid)
		fault_add(f, "houding0", say(c, N_("Kies hoe dit staat tegenover de andere lagen.")));
	if (c->in[MEETING].is_given && c->in[MEETING].number &&
	    !finding_meeting_of(fr, c->in[MEETING].number))
		fault_add(f, "sessie", say(c, N_("Kies een sessie uit de lijst.")));
	if (c->in[NOTE].is_given && c->in[NOTE].number && !finding_note_of(fr, c->in[NOTE].number))
		fault_add(f, "notitie", say(c, N_("Kies een notitie uit de lijst.")));
	if (!fits(&c->in[SOURCE], FINDING_SOURCE_CHARS_MAX))
		fault_add(f, "bron", say(c, N_("Gebruik voor de bron hoogstens 300 tekens.")));
	if (c->in[LINK].is_given && (!c->in[LINK].is_valid || !finding_link_ok(whole_link(c))))
		fault_add(f, "link", say(c, N_("Dit is geen link die we kunnen openen. Begin met https:// of http://.")));
	check_file(c, f);
	if (f->count && c->in[FILE_SENT].is_given && fault_of(f, "bestand").n == 0)
		fault_add(f, "bestand", say(c, N_("Kies het bestand opnieuw. De browser bewaart je keuze niet.")));
}

static void show_typed(struct call *c, struct finding_form_view *m)
{
	m->subject = c->in[SUBJECT].number;
	m->layer = c->in[LAYER].is_valid ? c->in[LAYER].number : -1;
	m->stance = c->in[STANCE].number;
	m->meeting = c->in[MEETING].number;
	m->note = c->in[NOTE].number;
	m->body = c->in[BODY].text;
	m->source = c->in[SOURCE].text;
	m->link = c->in[LINK].text;
	m->is_dropping_file = c->in[FILE_DROPPED].is_given;
}

/* --- saving ----------------------------------------------------------------------- */

static void take(struct call *c, const struct finding_round *fr, struct change *ch)
{
	ch->f.round = fr->closed.round.key;
	ch->f.subject = fr->closed.model->subjects[c->in[SUBJECT].number - 1].id;
	ch->f.layer = (enum finding_layer)c->in[LAYER].number;
	ch->f.stance = (enum finding_stance)c->in[STANCE].number;
	ch->f.meeting = c->in[MEETING].number;
	ch->f.note = c->in[NOTE].number;
	ch->f.body = c->in[BODY].text;
	ch->f.source = c->in[SOURCE].text;
	ch->f.link = c->in[LINK].is_given ? whole_link(c) : (struct str){ 0 };
	if (ch->file)
		ch->f.file = rng_id();
	else if (c->in[FILE_DROPPED].is_given)
		ch->f.file = 0;
}

static bool save(struct call *c, struct finding_form_view *m, struct change *ch, write_fn fn,
		 struct err *e)
{
	struct evidence file = { c->in[FILE_SENT].text, c->in[FILE_SENT].bytes };
	struct out to = out_new(c->a, 200);

	check(c, m->fr, &m->faults);
	if (m->faults.count == 0) {
		ch->file = c->in[FILE_SENT].is_given ? &file : NULL;
		take(c, m->fr, ch);
		if (call_write(c, fn, ch, e)) {
			out_str(&to, url_make(c->a, "/rondes/%d/bevindingen", ch->f.round.id).text);
			out_c(&to, "#onderwerp");
			out_i64(&to, c->in[SUBJECT].number);
			return call_redirect(c, (struct url){ out_done(&to) }, e);
		}
		if (e->kind != ERR_TOO_LARGE)
			return false;
		*e = (struct err){ 0 };
		fault_add(&m->faults, "bestand", say(c, N_("De bestanden van deze ronde zijn samen te groot. Geef een link, of haal een ander bestand weg.")));
	}
	show_typed(c, m);
	return show(c, 422, m, e);
}

static bool finding_new_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct finding_form_view m = { .fr = &fr };
	struct change ch = { .f = { .id = rng_id() } };

	if (!finding_round_get(c, &fr, e))
		return false;
	return save(c, &m, &ch, add_it, e);
}

static bool finding_change_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct finding_form_view m;
	struct change ch = { 0 };

	if (!finding_round_get(c, &fr, e))
		return false;
	if (!finding_get(c->db, c->a, fr.closed.round.key, c->id[1], &ch.f, e))
		return false;
	m = (struct finding_form_view){
		.fr = &fr, .id = ch.f.id, .file = ch.f.file, .file_name = ch.f.file_name,
	};
	return save(c, &m, &ch, change_it, e);
}

/* --- taking away -------------------------------------------------------------------- */

static bool begin_remove(struct call *c, struct finding_round *fr, struct finding *f,
			 struct err *e)
{
	return finding_round_get(c, fr, e) &&
	       finding_get(c->db, c->a, fr->closed.round.key, c->id[1], f, e);
}

static bool finding_remove_form_run(struct call *c, struct err *e)
{
	struct fact_reaction_list replies;
	struct finding_round fr;
	struct finding f;
	struct finding_remove_view m = { .fr = &fr, .f = &f };

	if (!begin_remove(c, &fr, &f, e) ||
	    !fact_reaction_list(c->db, c->a, fr.closed.round.key, &replies, e))
		return false;
	for (size_t i = 0; i < replies.count; i++)
		m.replies += replies.at[i].finding == f.id;
	view_finding_remove(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool finding_remove_run(struct call *c, struct err *e)
{
	struct finding_round fr;
	struct change ch = { 0 };

	if (!begin_remove(c, &fr, &ch.f, e) || !call_write(c, remove_it, &ch, e))
		return false;
	return call_redirect(c, url_make(c->a, "/rondes/%d/bevindingen", fr.closed.round.id), e);
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

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of findings and of the shared picture have in common. */
#include "finding/finding_view.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "chart/chart.h"
#include "picture/picture_view.h"
#include "round/model_cache.h"
#include "server/web.h"

enum { NOTE_SHOWN = 80 };

bool finding_round_get(struct call *c, struct finding_round *ret, struct err *e)
{
	const struct round *r = &ret->closed.round;

	*ret = (struct finding_round){ 0 };
	return closed_round_get(c, c->id[0], &ret->closed, e) &&
	       finding_meetings(c->db, c->a, r->key, &ret->meetings, e) &&
	       finding_notes(c->db, c->a, r->key, &ret->notes, e);
}

int64_t finding_subject_number(const struct model *m, struct str id)
{
	for (size_t i = 0; i < m->subject_count; i++)
		if (str_eq(m->subjects[i].id, id))
			return (int64_t)i + 1;
	return 0;
}

const char *finding_layer_name(enum lang lang, int layer)
{
	static const char *const names[LAYERS] = {
		[LAYER_PICTURE] = N_("Beeld"), [LAYER_STORY] = N_("Verhaal"),
		[LAYER_PAPER] = N_("Papier"),
	};

	return layer >= 0 && layer < LAYERS ? tr(lang, names[layer]) : "";
}

const struct finding_meeting *finding_meeting_in(const struct finding_meeting_list *list,
						 int64_t id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].id == id)
			return &list->at[i];
	return NULL;
}

const struct finding_meeting *finding_meeting_of(const struct finding_round *fr, int64_t id)
{
	return finding_meeting_in(&fr->meetings, id);
}

const struct finding_note *finding_note_of(const struct finding_round *fr, int64_t id)
{
	for (size_t i = 0; i < fr->notes.count; i++)
		if (fr->notes.at[i].id == id)
			return &fr->notes.at[i];
	return NULL;
}

struct str finding_clip(struct arena *a, struct str text, size_t characters)
{
	struct out o = out_new(a, text.n + 4);
	size_t at = 0;

	if (utf8_count(text) <= characters)
		return text;
	for (size_t i = 1; i < characters; i++)
		(void)utf8_next(text, &at);
	out_bytes(&o, text.p, at);
	out_c(&o, "…");
	return out_done(&o);
}

void finding_offer_meetings(struct form *f, size_t at, const struct finding_round *fr)
{
	form_offer_text(f, at, 0, N_("Niet in een sessie"));
	for (size_t i = 0; i < fr->meetings.count; i++)
		form_offer(f, at, fr->meetings.at[i].id, fr->meetings.at[i].title);
}

struct str finding_day(struct view *v, int64_t moment)
{
	struct out o = out_new(v->a, 100);

	out_date(&o, clock_local(moment).date, v->lang);
	return out_done(&o);
}

struct finding_said finding_said_of(struct view *v, const struct fact_reaction_list *replies,
				    int64_t finding, int64_t agreement, int64_t version)
{
	struct str *texts = ARENA_ARRAY(v->a, struct str, replies->count + 1);
	struct finding_said s = { .texts = texts };

	for (size_t i = 0; i < replies->count; i++) {
		const struct fact_reaction *p = &replies->at[i];

		if (p->finding != finding || p->agreement != agreement)
			continue;
		if (p->version != version) {
			s.earlier++;
			continue;
		}
		s.right += p->is_right;
		s.wrong += !p->is_right;
		if (p->body.n)
			texts[s.text_count++] = p->body;
	}
	return s;
}

struct finding_row finding_row_of(struct view *v, const struct finding_round *fr,
				  const struct finding *f, const struct fact_reaction_list *replies)
{
	static const struct fact_reaction_list none = { 0 };
	const struct finding_meeting *meeting = finding_meeting_of(fr, f->meeting);
	const struct finding_note *note = finding_note_of(fr, f->note);

	return (struct finding_row){
		.f = f, .meeting = meeting ? meeting->title : (struct str){ 0 },
		.link = { f->link },
		.note = note ? finding_clip(v->a, note->body, NOTE_SHOWN) : (struct str){ 0 },
		.said = finding_said_of(v, replies ? replies : &none, f->id, 0, f->version),
	};
}

/* --- from the picture ------------------------------------------------------------- */

/* The answers of everybody, or NULL when there are fewer than k on the scale. */
static const struct tally *answers_of(const struct finding_round *fr, size_t subject)
{
	const struct tally *t = &fr->closed.picture.at[0].subject[subject].now;

	return fr->closed.picture.is_visible[0] && tally_n(t) >= fr->closed.round.k ? t : NULL;
}

static struct str number(struct view *v, int64_t n)
{
	struct out o = out_new(v->a, 40);

	out_i64(&o, n);
	return out_done(&o);
}

/* Where the middle half of the answers lies. */
static struct str middle_half(struct view *v, const struct finding_round *fr,
			      const struct tally *t)
{
	int low = quartile_1(t), high = quartile_3(t);
	int64_t between = 0;

	for (int i = low; i <= high; i++)
		between += t->c[i - 1];
	const struct str args[] = {
		number(v, between), number(v, tally_n(t)),
		level_name(fr->closed.model, v->lang, low), level_name(fr->closed.model, v->lang, high),
	};
	return low == high
		? tr_fill(v->a, tr(v->lang, N_("%1 van de %2 antwoorden liggen bij ‘%3’.")), args, 3)
		: tr_fill(v->a, tr(v->lang, N_("%1 van de %2 antwoorden liggen bij ‘%3’ tot en met ‘%4’.")),
			  args, 4);
}

/* Of a sensitive subject only classes of levels are known: one that no other
 * is larger than. */
static struct str largest_class(struct view *v, const struct finding_round *fr,
				const struct tally *t)
{
	int most = 0;

	for (int i = 1; i < SENSITIVE_CLASSES; i++)
		if (t->c[i] > t->c[most])
			most = i;
	const struct str args[] = {
		number(v, t->c[most]), number(v, tally_n(t)),
		picture_level_class(v, fr->closed.model, most),
	};
	return tr_fill(v->a, tr(v->lang, N_("%1 van de %2 antwoorden liggen bij %3.")), args, 3);
}

struct str finding_answers(struct view *v, const struct finding_round *fr, size_t subject)
{
	const struct tally *t = answers_of(fr, subject);
	struct out o = out_new(v->a, 2000);

	if (!t)
		return (struct str){ 0 };
	out_str(&o, fr->closed.model->subjects[subject].is_sensitive ? largest_class(v, fr, t)
							      : middle_half(v, fr, t));
	if (t->dont_know >= TALLY_NAMED_MIN) {
		const struct str unsure[] = { number(v, t->dont_know),
					      number(v, tally_n(t) + t->dont_know) };

		out_char(&o, ' ');
		out_str(&o, tr_fill(v->a, tr(v->lang, N_("%1 van de %2 weten dit niet.")),
				    unsure, 2));
	}
	return out_done(&o);
}

struct markup finding_strip(struct view *v, const struct finding_round *fr, size_t subject)
{
	const struct subject_histogram *h = &fr->closed.picture.at[0].subject[subject];
	const struct tally *t = answers_of(fr, subject);
	struct out id = out_new(v->a, 40);
	struct chart_dots chart = { .levels = model_level_names(v->a, fr->closed.model, v->lang) };

	if (!t || fr->closed.model->subjects[subject].is_sensitive)
		return (struct markup){ { 0 } };
	out_c(&id, "g");
	out_i64(&id, (int64_t)subject + 1);
	chart.id = out_done(&id);
	chart.title = fr->closed.model->subjects[subject].name.in[v->lang];
	chart.all = *t;
	if (tally_n(&h->wish) >= fr->closed.round.k) {
		chart.wish = median_low(&h->wish);
		chart.wish_high = median_high(&h->wish);
	}
	return chart_dots(v, &chart);
}

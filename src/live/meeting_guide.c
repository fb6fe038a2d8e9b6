/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The guide of a meeting: per topic the question, a probe per level, cards to
 * ask further, and a card of the devil's advocate where answers lie close
 * together while many do not know or nothing was found on paper.
 */
#include "base/tr.h"
#include "finding/finding.h"
#include "live/meeting_guide.h"
#include "server/page.h"

/* From a fifth that does not know, agreement says less. */
enum { UNSURE_PART = 5, PROBES = 5 };

static const char *const probes[PROBES] = {
	N_("Wie doet dit nu al, en wat helpt diegene daarbij?"),
	N_("Wat is er al geprobeerd, en wat leerden jullie daarvan?"),
	N_("Welke afspraak werkt, en welke staat alleen op papier?"),
	N_("Waar zie je dit terug op een gewone werkdag?"),
	N_("Wie buiten jullie merkt dit, en waaraan?"),
};

static const char *const cards[] = {
	N_("Kun je een voorbeeld noemen van de afgelopen maand?"),
	N_("Wat zag jij waardoor je dit kiest?"),
	N_("Wie merkt het als dit goed gaat? En als het misgaat?"),
	N_("Wat maakt dat het zo gaat, en niet anders?"),
	N_("Wie zit hier niet aan tafel, en wat zou die zeggen?"),
	N_("Wat zou er anders zijn als dit één stap verder was?"),
};

static void take_levels(struct view *v, const struct model *m, struct guide_topic *t)
{
	for (size_t k = 0; k < m->level_count; k++)
		t->levels[k] = (struct guide_level){
			.name = m->levels[k].name.in[v->lang],
			.text = t->topic.subject->ladder[k].in[v->lang],
			.probe = probes[k * (PROBES - 1) / (m->level_count - 1)],
		};
	t->level_count = m->level_count;
}

static bool has_paper(const struct finding_list *findings, struct str subject)
{
	for (size_t i = 0; i < findings->count; i++)
		if (findings->at[i].layer == LAYER_PAPER &&
		    str_eq(findings->at[i].subject, subject))
			return true;
	return false;
}

/* Agreement is a reason to doubt when it may rest on little. */
static void take_doubt(const struct tally *now, int64_t k, bool is_on_paper, struct guide_topic *t)
{
	int64_t asked = tally_n(now) + now->dont_know;

	if (tally_n(now) < k || spread_word(now) != SPREAD_CLOSE)
		return;
	t->asked = asked;
	if (now->dont_know >= TALLY_NAMED_MIN && now->dont_know * UNSURE_PART >= asked)
		t->unsure = now->dont_know;
	t->lacks_paper = !is_on_paper;
	t->is_doubted = t->unsure || t->lacks_paper;
}

static void take_topic(struct view *v, const struct closed_round *mr,
		       const struct picture_view *pv, size_t at, struct guide_topic *t)
{
	t->has_counts = agenda_topic_make(v, pv, at, &t->topic);
	t->conversation = t->topic.subject->conversation.in[v->lang];
	if (!t->has_counts) {
		t->topic = (struct agenda_topic){ .subject = &mr->model->subjects[at],
						  .index = at, .rule = "conversation" };
		t->topic.question = t->conversation;
	}
	take_levels(v, mr->model, t);
	for (size_t i = 0; i < GUIDE_CARDS; i++)
		t->cards[i] = cards[((size_t)(t->number - 1) * GUIDE_CARDS + i) %
				    ARRAY_LEN(cards)];
}

bool guide_make(struct call *c, const struct closed_round *mr, const struct meeting *m,
		struct guide *ret, struct err *e)
{
	struct finding_list findings;
	const size_t unit = meeting_whose(&mr->picture, m);
	const struct unit *whose = &mr->picture.tree.units[unit];
	struct picture_view pv;
	struct view *v;

	*ret = (struct guide){ .whose = whose->name, .is_wider = !meeting_covers(&mr->picture.tree, m, unit) };
	if (!finding_list(c->db, c->a, mr->round.key, &findings, e))
		return false;
	v = call_view(c);
	picture_view_make(v, mr, unit, ORDER_OF_MODEL, &pv);
	for (size_t i = 0; i < m->topic_count; i++) {
		struct guide_topic *t = &ret->topics[ret->topic_count];
		size_t at = meeting_subject(mr->model, m->topics[i].subject);

		if (at == mr->model->subject_count)
			continue;
		*t = (struct guide_topic){ .number = (int64_t)++ret->topic_count,
					   .minutes = m->topics[i].minutes,
					   .from = ret->minutes };
		take_topic(v, mr, &pv, at, t);
		if (t->has_counts)
			take_doubt(&mr->picture.at[unit].subject[at].now, mr->round.k,
				   has_paper(&findings, m->topics[i].subject), t);
		ret->minutes += t->minutes;
	}
	return true;
}

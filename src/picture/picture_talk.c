/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where to begin talking: the subjects with the largest conversation value
 * (method/talk.h) and the question that fits the main reason.
 */
#include "base/tr.h"
#include "picture/picture_view.h"
#include "picture/question_words.h"

/* Time for the topics after the opening, and for one that may fall away. */
enum { MINUTES = TALK_OPENING_MINUTES + (TOPICS_MAX + 1) * TALK_TOPIC_MINUTES };

static const struct {
	const char *tag, *class_name;
} reasons[TALK_PARTS] = {
	[TALK_DONT_KNOW] = { N_("Vaak ‘weet ik niet’"), "plain" },
	[TALK_SPREAD] = { N_("Antwoorden lopen uiteen"), "differ" },
	[TALK_GAP] = { N_("Groepen antwoorden verschillend"), "differ" },
	[TALK_AMBITION] = { N_("Wens en praktijk liggen ver uit elkaar"), "goal" },
};

struct talk_item picture_item(struct arena *a, const struct picture *p, const struct model *m,
			      size_t unit, size_t subject)
{
	const struct subject_histogram *h = &p->at[unit].subject[subject];
	struct tally *group = ARENA_ARRAY(a, struct tally, p->tree.count);
	size_t groups = 0;

	if (m->subjects[subject].is_sensitive)
		/* Nothing to compute from: it is never proposed. */
		return (struct talk_item){ .now.levels = (int)m->level_count,
					   .wish.levels = (int)m->level_count,
					   .importance.levels = 5, .dimension = subject };
	for (size_t i = unit + 1; i < p->tree.count; i++)
		if (p->tree.units[i].parent == unit && p->is_visible[i])
			group[groups++] = p->at[i].subject[subject].now;
	return (struct talk_item){
		.now = h->now, .wish = h->wish, .group = group, .groups = groups,
		.dimension = subject,
		/* Picked or not: on a scale of five the two ends. */
		.importance = { .levels = 5, .c = { h->could_pick - h->picked, 0, 0, 0, h->picked } },
	};
}

/* --- the opener ------------------------------------------------------------------ */

const char *picture_opener_tag(const struct talk_opener *opener)
{
	if (!opener->is_agreed && !opener->shared)
		return N_("Hier liggen de antwoorden het dichtst bij elkaar");
	return opener->works ? N_("Hier begint het: dit lukt al") : N_("Hierover zijn jullie het eens");
}

const char *picture_opener_question(const struct talk_opener *opener)
{
	return opener->works ? N_("Wat doen we dat dit lukt, en wie kan daarvan leren?")
			     : N_("Welk voorbeeld uit de afgelopen maand past hierbij?");
}

const char *picture_opener_rule(const struct talk_opener *opener)
{
	return opener->works ? "strength" : "opening";
}

/* --- topics ---------------------------------------------------------------------- */

const char *picture_reason(enum talk_part reason, const char **ret_class)
{
	*ret_class = reasons[reason].class_name;
	return reasons[reason].tag;
}

const struct str *picture_quoted_levels(struct view *v, const struct model *m)
{
	struct str *names = ARENA_ARRAY(v->a, struct str, m->level_count);

	for (size_t k = 0; k < m->level_count; k++) {
		struct str name = m->levels[k].name.in[v->lang];

		names[k] = tr_fill(v->a, "‘%1’", &name, 1);
	}
	return names;
}

/* A group that lies apart may be too small to spread the answers of all. */
bool picture_is_reason(const struct talk_item *item, const struct talk_value *value,
		       enum talk_part reason)
{
	if (spread_word(&item->now) != SPREAD_CLOSE)
		return true;
	return reason == TALK_GAP ? talk_has_gap(value) : reason != TALK_SPREAD;
}

static void add(struct view *v, struct picture_view *p, size_t i, const struct talk_item *item,
		const struct talk_value *value)
{
	struct picture_topic *t = &p->topics[p->topic_count];
	struct question_names names = {
		.item = p->model->subjects[i].name.in[v->lang], .level = picture_quoted_levels(v, p->model),
	};
	struct question question;
	enum talk_part reason;

	if (p->topic_count == TOPICS_MAX || !talk_main_reason(value, &reason) ||
	    !picture_is_reason(item, value, reason))
		return;
	*t = (struct picture_topic){
		.subject = &p->model->subjects[i], .index = i,
		.tag = reasons[reason].tag, .tag_class = reasons[reason].class_name,
	};
	question = question_of(item, value, p->round->k);
	t->question = question_text(v->a, v->lang, &question, &names);
	t->rule = question_rule(question.kind);
	t->is_maybe_chance = reason == TALK_GAP && p->chance && !between_is_apart(&value->test);
	picture_why(v, item, value, t);
	t->chart = picture_chart(v, p, i, "t");
	p->topic_count++;
}

void picture_talk(struct view *v, struct picture_view *p)
{
	size_t n = p->model->subject_count, topics;
	struct talk_item *items = ARENA_ARRAY(v->a, struct talk_item, n);
	struct talk_value *values = ARENA_ARRAY(v->a, struct talk_value, n);
	size_t *order = ARENA_ARRAY(v->a, size_t, n), *topic = ARENA_ARRAY(v->a, size_t, n);

	for (size_t i = 0; i < n; i++)
		items[i] = picture_item(v->a, p->picture, p->model, p->unit, i);
	talk_values(v->a, items, n, p->round->k, values, order);
	p->talk = (struct talk){ items, values, order, n, p->round->k };
	topics = talk_agenda(&p->talk, MINUTES, topic, &p->opener);
	if (p->opener.item != TALK_NO_ITEM)
		p->strength = &p->in_order[p->opener.item];
	for (size_t i = 0; i < topics; i++)
		add(v, p, topic[i], &items[topic[i]], &values[topic[i]]);
	picture_agreed(v, p);
}

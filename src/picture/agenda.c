/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes an agenda for a session from the picture of a unit. */
#include "picture/agenda.h"

#include "base/tr.h"
#include "picture/question_words.h"

/* From the outside in, until so many answers are together that they may be named. */
static bool find_end(const struct tally *t, int from, int step, int *ret_level, int64_t *ret_count)
{
	int64_t count = 0;

	for (int level = from; level >= 1 && level <= t->levels; level += step) {
		count += t->c[level - 1];
		if (count >= TALLY_NAMED_MIN) {
			*ret_level = level;
			*ret_count = count;
			return true;
		}
	}
	return false;
}

static struct agenda_end end_of(struct view *v, const struct picture_view *p,
				const struct subject *s, const struct tally *t, int level,
				int64_t count)
{
	return (struct agenda_end){
		.level = level_name(p->model, v->lang, level),
		.text = s->ladder[level - 1].in[v->lang], .count = count,
		.is_beyond = count != t->c[level - 1],
	};
}

/* Ends that meet are one place where the answers lie, if they lie close together;
 * in wider ones they say nothing. */
static void take_ends(struct view *v, const struct picture_view *p, const struct tally *t,
		      struct agenda_topic *ret)
{
	int64_t low_count, high_count;
	int low, high;

	if (!find_end(t, 1, 1, &low, &low_count) ||
	    !find_end(t, t->levels, -1, &high, &high_count))
		return;
	ret->has_ends = low < high;
	if (!ret->has_ends && spread_word(t) != SPREAD_CLOSE)
		return;
	ret->low = end_of(v, p, ret->subject, t, low, low_count);
	ret->high = end_of(v, p, ret->subject, t, high, high_count);
}

/* Without a reason to talk the model's own question remains.  What the question
 * says is not said beside it. */
static void take_question(struct view *v, const struct picture_view *p, const struct talk *all,
			  struct agenda_topic *ret)
{
	const struct talk_item *item = &all->item[ret->index];
	const struct talk_value *value = &all->value[ret->index];
	struct question_names names = {
		.item = ret->subject->name.in[v->lang],
		.level = picture_quoted_levels(v, p->model),
	};
	struct question question;
	enum talk_part reason;

	ret->question = ret->subject->conversation.in[v->lang];
	if (!talk_main_reason(value, &reason) || !picture_is_reason(item, value, reason))
		return;
	question = question_of(item, value, p->round->k);
	ret->question = question_text(v->a, v->lang, &question, &names);
	ret->rule = question_rule(question.kind);
	ret->tag = picture_reason(reason, &ret->tag_class);
	ret->is_maybe_chance = reason == TALK_GAP && p->chance && !between_is_apart(&value->test);
	agenda_why(v, item, value, ret);
	if (reason == TALK_DONT_KNOW)
		ret->dont_know = 0;
}

static bool make_topic(struct view *v, const struct picture_view *p, const struct talk *all,
		       size_t i, struct agenda_topic *ret)
{
	const struct tally *t = &all->item[i].now;

	*ret = (struct agenda_topic){
		.subject = &p->model->subjects[i], .index = i, .rule = "conversation",
		.levels = model_level_names(v->a, p->model, v->lang),
		.level_count = p->model->level_count,
		.n = tally_n(t), .dont_know = t->dont_know >= TALLY_NAMED_MIN ? t->dont_know : 0,
	};
	if (ret->subject->is_sensitive || ret->n + t->dont_know < p->round->k)
		return false;
	take_question(v, p, all, ret);
	if (ret->n >= p->round->k) {
		take_ends(v, p, t, ret);
		ret->chart = picture_chart(v, p, i, "t");
	}
	return true;
}

bool agenda_topic_make(struct view *v, const struct picture_view *p, size_t subject,
		       struct agenda_topic *ret)
{
	return make_topic(v, p, &p->talk, subject, ret);
}

/* --- what people agree on ------------------------------------------------------ */

static bool is_chosen(const struct agenda *g, size_t subject)
{
	for (size_t i = 0; i < g->topic_count; i++)
		if (g->topics[i].index == subject)
			return true;
	return g->has_strength && g->strength.index == subject;
}

static void find_agreed(struct view *v, const struct picture_view *p, struct agenda *g)
{
	struct agenda_agreed *list =
		ARENA_ARRAY(v->a, struct agenda_agreed, p->subject_count + 1);

	for (size_t i = 0; i < p->subject_count; i++) {
		const struct picture_subject *s = &p->in_order[i];

		if (is_chosen(g, i) || !picture_may_skip(p, i))
			continue;
		list[g->agreed_count++] = (struct agenda_agreed){ s->subject, s->middle,
								  tally_n(s->now) };
	}
	g->agreed = list;
}

/* --- time ---------------------------------------------------------------------- */

/* A welcome, the strength, the topics in equal parts, the end. */
static void divide_time(struct agenda *g)
{
	int64_t at, each = 0;

	g->welcome = AGENDA_EDGE_MINUTES;
	if (g->minutes < TALK_OPENING_MINUTES)
		g->has_strength = false;
	if (!g->has_strength && g->minutes >= TALK_OPENING_MINUTES)
		g->welcome += AGENDA_STRENGTH_MINUTES;
	at = g->welcome;
	if (g->has_strength) {
		g->strength.from = at;
		g->strength.minutes = AGENDA_STRENGTH_MINUTES;
		at += AGENDA_STRENGTH_MINUTES;
	}
	if (g->topic_count)
		each = (g->minutes - TALK_OPENING_MINUTES) / (int64_t)g->topic_count;
	for (size_t i = 0; i < g->topic_count; i++, at += each) {
		g->topics[i].from = at;
		g->topics[i].minutes = each;
	}
	g->ends_at = at;
}

/* What the conversation opens with, as on the picture. */
static void take_opener(struct view *v, const struct picture_view *p,
			const struct talk_opener *opener, struct agenda *g)
{
	g->has_strength = opener->item != TALK_NO_ITEM &&
			  make_topic(v, p, &p->talk, opener->item, &g->strength);
	if (!g->has_strength)
		return;
	g->works = opener->works;
	g->strength.question = str_from(tr(v->lang, picture_opener_question(opener)));
	g->strength.rule = picture_opener_rule(opener);
	g->strength.tag = picture_opener_tag(opener, &g->strength.tag_class);
	g->strength.part_count = 0;	/* it is proposed for none of its parts */
	g->strength.is_maybe_chance = false;
}

void agenda_make(struct view *v, const struct picture_view *p, int minutes, struct agenda *ret)
{
	const struct talk *all = &p->talk;
	size_t *topic = ARENA_ARRAY(v->a, size_t, all->count), topics;
	struct talk_opener same;

	*ret = (struct agenda){ .picture = p, .minutes = minutes };
	topics = talk_agenda(all, minutes, topic, &same);
	for (size_t i = 0; i < topics && ret->topic_count < AGENDA_TOPICS_MAX; i++)
		if (make_topic(v, p, all, topic[i], &ret->topics[ret->topic_count]) &&
		    ret->topics[ret->topic_count].tag)
			ret->topic_count++;
	take_opener(v, p, &p->opener, ret);
	divide_time(ret);
	find_agreed(v, p, ret);
}

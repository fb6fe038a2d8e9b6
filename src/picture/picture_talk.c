/* SPDX-License-Identifier: EUPL-1.2 */
/* What to talk about (method/talk.h): reasons, with what a conversation opens, and
 * what may be skipped. */
#include "base/tr.h"
#include "picture/picture_view.h"

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

/* On the level in the upper two fifths of the scale, as in daily work of five. */
static bool is_high(const struct tally *t)
{
	return 5 * median_low(t) > 3 * t->levels;
}

/* Agreement alone is no success: what works is high on the scale, or where people
 * wish it to be and not on the lowest level. */
static bool works(const struct talk_item *item, int64_t k)
{
	const int middle = median_low(&item->now) + median_high(&item->now);
	const int wish = median_low(&item->wish) + median_high(&item->wish);

	return is_high(&item->now) ||
	       (tally_n(&item->wish) >= k && middle >= wish && median_low(&item->now) > 1);
}

struct talk_opener picture_opener(const struct talk *t)
{
	struct talk_opener opener = talk_opener_of(t);

	if (opener.item != TALK_NO_ITEM)
		opener.works = opener.is_agreed && works(&t->item[opener.item], t->k);
	return opener;
}

const char *picture_opener_tag(const struct talk_opener *opener, const char **ret_class)
{
	*ret_class = opener->works ? "good" : "plain";
	if (opener->works)
		return N_("Hier begint het: dit lukt al");
	return opener->is_agreed ? N_("De antwoorden liggen hier dicht bij elkaar") :
				   N_("Hier liggen de antwoorden het dichtst bij elkaar");
}

const char *picture_opener_question(const struct talk_opener *opener)
{
	return opener->works ? N_("Wat doen we dat dit lukt, en wie kan daarvan leren?") :
			       N_("Waar helpt data ons hier nu al? Welk voorbeeld uit de afgelopen maand past hierbij?");
}

const char *picture_opener_rule(const struct talk_opener *opener)
{
	return opener->works ? "strength" : "opening";
}

bool picture_may_skip(const struct picture_view *p, size_t subject)
{
	const struct talk_item *item = &p->talk.item[subject];
	const struct tally *t = &item->now;

	return talk_may_skip(item, &p->talk.value[subject], p->talk.k) &&
	       median_low(t) + median_high(t) >= t->levels + 1;
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

void picture_talk(struct view *v, struct picture_view *p)
{
	size_t n = p->model->subject_count;
	struct talk_item *items = ARENA_ARRAY(v->a, struct talk_item, n);
	struct talk_value *values = ARENA_ARRAY(v->a, struct talk_value, n);
	size_t *order = ARENA_ARRAY(v->a, size_t, n);

	for (size_t i = 0; i < n; i++)
		items[i] = picture_item(v->a, p->picture, p->model, p->unit, i);
	talk_values(v->a, items, n, p->round->k, values, order);
	p->talk = (struct talk){ items, values, order, n, p->round->k };
	p->opener = picture_opener(&p->talk);
	if (p->opener.item != TALK_NO_ITEM)
		p->strength = &p->in_order[p->opener.item];
}

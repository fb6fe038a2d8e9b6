/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a round stands. */
#include "round/journey.h"

/* The leaf that lacks most answers to become visible, 0 when none does that
 * still can, since it has k people with a card: units[0] is the organisation
 * and never a leaf of its own. */
static size_t weakest(const struct unit_tree *tree, int k)
{
	size_t found = 0;
	int64_t most = 0;

	for (size_t i = 1; i < tree->count; i++) {
		const struct unit *u = &tree->units[i];

		if (u->is_leaf && u->size >= k && u->cards >= k && k - u->answered > most) {
			most = k - u->answered;
			found = i;
		}
	}
	return found;
}

static int64_t cards_of(const struct unit_tree *tree)
{
	int64_t cards = 0;

	for (size_t i = 0; i < tree->count; i++)
		cards += tree->units[i].is_leaf ? tree->units[i].cards : 0;
	return cards;
}

/* Up to the closing the stage of the round decides.  After it a stage is done
 * when its question is answered, or when later work shows that it was. */
static bool is_done(const struct journey_facts *f, enum journey_stage stage,
		    const struct stage_exit *exit)
{
	bool is_closed = f->round->stage == STAGE_CLOSED;

	switch (stage) {
	case JOURNEY_PURPOSE:
		return true;	/* a round is not made without one */
	case JOURNEY_PREPARE:
		return f->round->stage != STAGE_PREPARE;
	case JOURNEY_SCAN:
		return is_closed;
	case JOURNEY_PICTURE:
		return is_closed && (exit || f->meetings || f->agreements);
	case JOURNEY_DEEPEN:
		return is_closed && (exit || f->agreements);
	case JOURNEY_SHARED:
	case JOURNEY_FOLLOW:
		return is_closed && exit;
	}
	return false;
}

static enum journey_next next_after_closing(const struct journey_facts *f, const struct journey *j)
{
	if (j->is_finished)
		return NEXT_NOTHING;
	if (f->remarks_to_read)
		return NEXT_REMARKS;
	for (size_t i = 0; i < JOURNEY_STEPS; i++) {
		if (j->steps[i].state != JOURNEY_NOW)
			continue;
		if (j->steps[i].stage == JOURNEY_PICTURE)
			return NEXT_PICTURE;
		if (j->steps[i].stage == JOURNEY_DEEPEN)
			return NEXT_DEEPEN;
		if (j->steps[i].stage == JOURNEY_SHARED)
			return NEXT_SHARED;
	}
	return NEXT_FOLLOW;
}

static enum journey_next next_of(const struct journey_facts *f, const struct journey *j)
{
	if (f->round->stage == STAGE_CLOSED)
		return next_after_closing(f, j);
	if (f->round->stage == STAGE_OPEN)
		return j->weakest ? NEXT_INVITE : NEXT_WAIT;
	if (f->tree->count < 2)
		return NEXT_GROUPS;
	return cards_of(f->tree) ? NEXT_OPEN : NEXT_CARDS;
}

void journey_make(const struct journey_facts *f, struct journey *ret)
{
	static const enum journey_stage order[JOURNEY_STEPS] = {
		JOURNEY_PURPOSE, JOURNEY_PREPARE, JOURNEY_SCAN, JOURNEY_PICTURE, JOURNEY_DEEPEN,
		JOURNEY_SHARED, JOURNEY_FOLLOW,
	};
	bool is_now_found = false;

	*ret = (struct journey){ .weakest = weakest(f->tree, f->round->k) };
	for (size_t i = 0; i < JOURNEY_STEPS; i++) {
		struct journey_step *s = &ret->steps[i];

		s->stage = order[i];
		s->exit = stage_exit_of(&f->exits, s->stage);
		s->has_question = s->stage != JOURNEY_SCAN &&
				  (s->stage < JOURNEY_SCAN || f->round->stage == STAGE_CLOSED);
		if (is_done(f, s->stage, s->exit)) {
			s->state = JOURNEY_DONE;
		} else if (!is_now_found) {
			s->state = JOURNEY_NOW;
			is_now_found = true;
		}
	}
	ret->is_finished = ret->steps[JOURNEY_STEPS - 1].state == JOURNEY_DONE;
	ret->next = next_of(f, ret);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "vote_model.h"

#include <string.h>

#include "base/clock.h"

void model_begin(struct vote_model *m, int64_t now)
{
	*m = (struct vote_model){ .now = now };
	for (int i = 0; i < MODEL_MEETINGS; i++)
		m->meeting[i].topic = -1;
	m->topic[MODEL_TOPICS - 1].meeting = 1;
}

int64_t model_votes(const struct model_turn *t)
{
	int64_t n = 0;

	for (int i = 0; i <= MODEL_LEVELS; i++)
		n += t->n[i];
	return n;
}

bool model_is_enough(const struct model_turn *t, int64_t votes)
{
	return votes >= (t->is_cards ? 1 : VOTE_SHOWN_MIN);
}

static bool may_show(const struct model_turn *t)
{
	return model_is_enough(t, model_votes(t));
}

int model_open_turn(const struct model_topic *t)
{
	return t->step == VOTE_FIRST ? 1 : t->step == VOTE_SECOND ? 2 : 0;
}

/* --- a meeting ------------------------------------------------------------------------ */

static enum err_kind run(struct vote_model *m, struct model_meeting *of)
{
	of->has_code = true;
	of->stage = MEETING_RUNNING;
	of->expires = m->now + MEETING_HOURS * CLOCK_HOUR_MS;
	of->ended = 0;
	return ERR_NONE;
}

enum err_kind model_start(struct vote_model *m, int meeting)
{
	return m->meeting[meeting].stage == MEETING_DONE ? ERR_CONFLICT : run(m, &m->meeting[meeting]);
}

enum err_kind model_reopen(struct vote_model *m, int meeting)
{
	struct model_meeting *of = &m->meeting[meeting];

	if (of->stage != MEETING_DONE)
		return ERR_CONFLICT;
	if (m->now >= of->ended + MEETING_REOPEN_HOURS * CLOCK_HOUR_MS)
		return ERR_GONE;
	return run(m, of);
}

/* A turn that ends with too few votes is as if it had not been. */
static bool close_turn(struct model_topic *t)
{
	struct model_turn *turn = &t->turn[model_open_turn(t)];
	const bool stays = may_show(turn);

	if (!stays)
		*turn = (struct model_turn){ 0 };
	t->is_open = false;
	memset(t->has_voted, 0, sizeof(t->has_voted));
	return stays;
}

enum err_kind model_stop(struct vote_model *m, int meeting)
{
	struct model_meeting *of = &m->meeting[meeting];

	if (of->stage != MEETING_RUNNING)
		return ERR_CONFLICT;
	for (int i = 0; i < MODEL_TOPICS; i++) {
		struct model_topic *t = &m->topic[i];
		const int open = model_open_turn(t);

		if (t->meeting != meeting || !open)
			continue;
		if (close_turn(t))
			t->step = open == 1 ? VOTE_FIRST_SHOWN : VOTE_SECOND_SHOWN;
		else
			t->step = open == 1 ? VOTE_WAITING : VOTE_FIRST_SHOWN;
	}
	*of = (struct model_meeting){ .stage = MEETING_DONE, .has_code = of->has_code, .expires = of->expires,
				      .ended = m->now, .topic = -1 };
	return ERR_NONE;
}

enum err_kind model_show(struct vote_model *m, int meeting, int topic)
{
	if (topic >= 0 && m->topic[topic].meeting != meeting)
		return ERR_ABSENT;
	if (m->meeting[meeting].stage != MEETING_RUNNING)
		return ERR_CONFLICT;
	m->meeting[meeting].topic = topic;
	m->meeting[meeting].timer = 0;
	return ERR_NONE;
}

enum err_kind model_timer(struct vote_model *m, int meeting, int64_t ends)
{
	if (m->meeting[meeting].stage != MEETING_RUNNING)
		return ERR_CONFLICT;
	m->meeting[meeting].timer = ends;
	return ERR_NONE;
}

/* --- a topic --------------------------------------------------------------------------- */

enum err_kind model_move(struct vote_model *m, int topic, enum vote_step to)
{
	struct model_topic *t = &m->topic[topic];
	const int shown = to == VOTE_FIRST_SHOWN ? 1 : to == VOTE_SECOND_SHOWN ? 2 : 0;

	if (m->meeting[t->meeting].stage != MEETING_RUNNING || (shown && !may_show(&t->turn[shown])))
		return ERR_CONFLICT;
	if (t->step == to)
		return ERR_NONE;
	if (model_open_turn(t))
		(void)close_turn(t);
	t->step = to;
	if (!model_open_turn(t))
		return ERR_NONE;
	if (to == VOTE_FIRST)
		t->turn[1] = (struct model_turn){ 0 };
	t->turn[2] = (struct model_turn){ 0 };
	t->is_open = true;
	return ERR_NONE;
}

enum err_kind model_record(struct vote_model *m, int topic)
{
	const struct model_topic *t = &m->topic[topic];
	const struct model_meeting *of = &m->meeting[t->meeting];

	if (of->stage != MEETING_RUNNING || of->topic != topic || model_open_turn(t))
		return ERR_NONE;
	return model_move(m, topic, VOTE_RECORDED);
}

enum err_kind model_cast(struct vote_model *m, int meeting, int topic, int turn, int phone, int choice)
{
	struct model_topic *t = &m->topic[topic];
	const struct model_meeting *of = &m->meeting[meeting];

	if (choice < 0 || choice > MODEL_LEVELS)
		return ERR_INPUT;
	if (t->meeting != meeting || of->stage != MEETING_RUNNING || of->topic != topic || !t->is_open ||
	    model_open_turn(t) != turn)
		return ERR_GONE;
	if (t->has_voted[phone])
		t->turn[turn].n[t->chose[phone]]--;
	t->has_voted[phone] = true;
	t->chose[phone] = choice;
	t->turn[turn].n[choice]++;
	return ERR_NONE;
}

void model_cards(struct vote_model *m, int topic, int turn, const struct tally *counts)
{
	struct model_topic *t = &m->topic[topic];

	t->turn[turn] = (struct model_turn){ .n[0] = counts->dont_know, .is_cards = true };
	for (int i = 1; i <= counts->levels; i++)
		t->turn[turn].n[i] = counts->c[i - 1];
	t->is_open = false;
	memset(t->has_voted, 0, sizeof(t->has_voted));
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The votes of the example's meetings: by phone, in two turns, or with cards
 * that were raised once. */
#include <string.h>

#include "demo/demo_parts.h"
#include "live/vote.h"

enum { LEVELS = 5, CHOICES = LEVELS + 1 };

struct ballot {
	enum demo_meeting meeting;
	const char *subject;
	enum vote_source source;
	int turn[2][CHOICES];		/* don't know, then the levels */
};

static const struct ballot ballots[] = {
	{ DEMO_WORK_SESSION, "ver", VOTE_BY_CARD, { { 0, 0, 0, 3, 11, 0 } } },
	{ DEMO_WORK_SESSION, "bed", VOTE_BY_CARD, { { 0, 1, 5, 7, 1, 0 } } },
	{ DEMO_WORK_SESSION, "pro", VOTE_BY_CARD, { { 1, 1, 6, 5, 1, 0 } } },
	{ DEMO_WORK_SESSION, "vaa", VOTE_BY_CARD, { { 0, 1, 8, 5, 0, 0 } } },
	{ DEMO_WORK_SESSION, "cul", VOTE_BY_CARD, { { 0, 2, 4, 5, 3, 0 } } },
	{ DEMO_WORKSHOP, "eig", VOTE_BY_PHONE, { { 1, 5, 3, 1, 5, 1 }, { 0, 2, 9, 3, 2, 0 } } },
	{ DEMO_WORKSHOP, "lei", VOTE_BY_PHONE, { { 0, 3, 6, 4, 3, 0 }, { 0, 1, 10, 4, 1, 0 } } },
	{ DEMO_WORKSHOP, "dat", VOTE_BY_PHONE, { { 2, 1, 3, 6, 4, 0 }, { 0, 0, 4, 10, 2, 0 } } },
};

/* The cookie that a phone would have had. */
static void phone_of(int64_t topic, int number, uint8_t ret[VOTE_PHONE_BYTES])
{
	struct rng r = { (uint64_t)topic + (uint64_t)number };

	for (size_t i = 0; i < VOTE_PHONE_BYTES; i++)
		ret[i] = (uint8_t)rng_next_below(&r, 256);
}

static bool by_phone(struct demo *d, const struct meeting *m, int64_t topic,
		     const struct ballot *b, int turn, struct err *e)
{
	int phone = 0;

	if (!vote_move(d->db, topic, turn == 1 ? VOTE_FIRST : VOTE_SECOND, e))
		return false;
	for (int choice = 0; choice < CHOICES; choice++)
		for (int i = 0; i < b->turn[turn - 1][choice]; i++) {
			struct vote vote = { m->id, topic, turn, choice, LEVELS, { 0 } };

			phone_of(topic, phone++, vote.phone);
			if (!vote_cast(d->db, &vote, e))
				return false;
		}
	return vote_move(d->db, topic, turn == 1 ? VOTE_FIRST_SHOWN : VOTE_SECOND_SHOWN, e);
}

static bool by_card(struct demo *d, int64_t topic, const struct ballot *b, struct err *e)
{
	struct tally cards = { .levels = TALLY_LEVELS_MAX, .dont_know = b->turn[0][0] };

	for (int level = 1; level <= LEVELS; level++)
		cards.c[level - 1] = b->turn[0][level];
	return vote_enter(d->db, topic, 1, &cards, e) &&
	       vote_move(d->db, topic, VOTE_FIRST_SHOWN, e);
}

static bool hold(struct demo *d, const struct meeting *m, int64_t topic, const struct ballot *b,
		 struct err *e)
{
	if (!meeting_show(d->db, m->id, topic, e))
		return false;
	if (b->source == VOTE_BY_CARD ? !by_card(d, topic, b, e)
				      : !by_phone(d, m, topic, b, 1, e) ||
					!by_phone(d, m, topic, b, 2, e))
		return false;
	return vote_move(d->db, topic, VOTE_RECORDED, e);
}

bool demo_votes_hold(struct demo *d, const struct meeting *m, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(ballots); i++)
		for (size_t t = 0; ballots[i].meeting == m->id && t < m->topic_count; t++)
			if (str_is(m->topics[t].subject, ballots[i].subject) &&
			    !hold(d, m, m->topics[t].id, &ballots[i], e))
				return false;
	return true;
}

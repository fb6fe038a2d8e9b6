/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The way of a round, stage by stage: what is done, where it stands, what is
 * the one next step.  It follows from facts in the store and from the answers
 * to the questions that end a stage, which the lead writes down.  A stage may
 * be visited again and its answer changed; nothing is locked.
 */
#ifndef PEIL_ROUND_JOURNEY_H
#define PEIL_ROUND_JOURNEY_H

#include "round/round.h"
#include "round/unit.h"

/* Stored, so that numbers stay.  6 to 10 are ambition, priorities, actions,
 * doing and repeating. */
enum journey_stage {
	JOURNEY_PURPOSE, JOURNEY_PREPARE, JOURNEY_SCAN, JOURNEY_PICTURE, JOURNEY_DEEPEN,
	JOURNEY_SHARED,
	JOURNEY_FOLLOW = 11,		/* what follows on this round */
};

enum { JOURNEY_STEPS = 7, JOURNEY_CHARS_MAX = 1000 };

/* Of JOURNEY_FOLLOW: a round may end in nothing, with its reason. */
enum journey_choice { CHOICE_NONE, CHOICE_GO_ON, CHOICE_NOTHING };

enum journey_state { JOURNEY_LATER, JOURNEY_NOW, JOURNEY_DONE };

enum journey_next {
	NEXT_GROUPS, NEXT_CARDS, NEXT_OPEN, NEXT_INVITE, NEXT_WAIT,
	NEXT_REMARKS, NEXT_PICTURE, NEXT_DEEPEN, NEXT_SHARED, NEXT_FOLLOW, NEXT_NOTHING,
};

struct stage_exit {
	enum journey_stage stage;
	enum journey_choice choice;
	struct str answer;
	int64_t answered;
};

struct stage_exit_list { LIST_OF(struct stage_exit); };

struct journey_facts {
	const struct round *round;
	const struct unit_tree *tree;	/* answered filled in when open */
	int64_t remarks_to_read, meetings, agreements;
	struct stage_exit_list exits;
};

struct journey_step {
	enum journey_stage stage;
	enum journey_state state;
	const struct stage_exit *exit;	/* NULL: its question is not answered */
	bool has_question;		/* and it can be answered now */
};

struct journey {
	struct journey_step steps[JOURNEY_STEPS];
	enum journey_next next;
	size_t weakest;			/* NEXT_INVITE: the unit that needs most */
	bool is_finished;		/* what follows was decided */
};

/* Pure. */
void journey_make(const struct journey_facts *f, struct journey *ret);

/* --- the answers (journey_store.c) --------------------------------------------- */

bool stage_exit_list(struct db *db, struct arena *a, struct round_key round,
		     struct stage_exit_list *ret, struct err *e);
/* NULL: the question of this stage is not answered. */
const struct stage_exit *stage_exit_of(const struct stage_exit_list *list,
				       enum journey_stage stage);
/* ERR_INPUT: empty or too long, or a choice that does not belong to it.
 * ERR_CONFLICT: the stage has not come yet. */
bool stage_exit_put(struct db *db, const struct round *r, const struct stage_exit *x,
		    struct err *e);

#endif

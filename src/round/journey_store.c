/* SPDX-License-Identifier: EUPL-1.2 */
/* The answers to the questions that end a stage. */
#include "base/utf8.h"
#include "round/journey.h"
#include "round/sql.h"

const struct stage_exit *stage_exit_of(const struct stage_exit_list *list,
				       enum journey_stage stage)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].stage == stage)
			return &list->at[i];
	return NULL;
}

bool stage_exit_list(struct db *db, struct arena *a, struct round_key round,
		     struct stage_exit_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_STAGE_EXIT_LIST, e, round.organisation, round.id);

	*ret = (struct stage_exit_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct stage_exit){
			.stage = (enum journey_stage)rows_in(rows, STAGE_EXIT_LIST_STAGE, 0, JOURNEY_FOLLOW),
			.choice = (enum journey_choice)rows_in(rows, STAGE_EXIT_LIST_CHOICE, 0, CHOICE_NOTHING),
			.answer = rows_str(rows, STAGE_EXIT_LIST_ANSWER, a),
			.answered = rows_i64(rows, STAGE_EXIT_LIST_ANSWERED),
		};
	return !rows_failed(rows);
}

static bool has_question(enum journey_stage stage)
{
	return (stage >= JOURNEY_PURPOSE && stage <= JOURNEY_SHARED && stage != JOURNEY_SCAN) ||
	       stage == JOURNEY_FOLLOW;
}

bool stage_exit_put(struct db *db, const struct round *r, const struct stage_exit *x,
		    struct err *e)
{
	bool is_follow = x->stage == JOURNEY_FOLLOW;

	if (!has_question(x->stage))
		return err_set(e, ERR_ABSENT, "no question ends this stage");
	if (is_follow != (x->choice != CHOICE_NONE))
		return err_set(e, ERR_INPUT, "what follows is one of two choices");
	if (str_trim(x->answer).n == 0 || !utf8_text_ok(x->answer) ||
	    utf8_count(x->answer) > JOURNEY_CHARS_MAX)
		return err_set(e, ERR_INPUT, "an answer has 1 to %d characters", JOURNEY_CHARS_MAX);
	if (x->stage > JOURNEY_SCAN && r->stage != STAGE_CLOSED)
		return err_set(e, ERR_CONFLICT, "the round is not closed yet");
	return db_exec(db, SQL_STAGE_EXIT_PUT, e, r->key.organisation, r->key.id,
		       (int64_t)x->stage, (int64_t)x->choice,
		       x->answer, x->answered);
}

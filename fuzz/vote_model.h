/* SPDX-License-Identifier: EUPL-1.2 */
/* What votes should be, said once more in plain C, without a database: as src/live/vote.h
 * promises it. */
#ifndef PEIL_FUZZ_VOTE_MODEL_H
#define PEIL_FUZZ_VOTE_MODEL_H

#include "live/vote.h"

enum { MODEL_MEETINGS = 2, MODEL_TOPICS = 3, MODEL_PHONES = 12, MODEL_LEVELS = 5 };

struct model_turn {
	int64_t n[MODEL_LEVELS + 1];	/* [0]: don't know */
	bool is_cards;
};

struct model_topic {
	int meeting;
	enum vote_step step;
	struct model_turn turn[3];	/* 1 and 2 */
	bool is_open;			/* phones may vote in the turn of its step */
	bool has_voted[MODEL_PHONES];
	int chose[MODEL_PHONES];	/* of those that have */
};

struct model_meeting {
	enum meeting_stage stage;
	bool has_code;
	int64_t expires, ended, timer;
	int topic;			/* on screen; -1: none */
};

struct vote_model {
	int64_t now;
	struct model_meeting meeting[MODEL_MEETINGS];
	struct model_topic topic[MODEL_TOPICS];
};

void model_begin(struct vote_model *m, int64_t now);
/* What each comes to; ERR_NONE: it is done. */
enum err_kind model_start(struct vote_model *m, int meeting);
enum err_kind model_stop(struct vote_model *m, int meeting);
enum err_kind model_reopen(struct vote_model *m, int meeting);
enum err_kind model_show(struct vote_model *m, int meeting, int topic);
enum err_kind model_timer(struct vote_model *m, int meeting, int64_t ends);
enum err_kind model_move(struct vote_model *m, int topic, enum vote_step to);
enum err_kind model_record(struct vote_model *m, int topic);
enum err_kind model_cast(struct vote_model *m, int meeting, int topic, int turn, int phone, int choice);
void model_cards(struct vote_model *m, int topic, int turn, const struct tally *counts);
int64_t model_votes(const struct model_turn *t);
bool model_is_enough(const struct model_turn *t, int64_t votes);
int model_open_turn(const struct model_topic *t);	/* 0: none */

#endif

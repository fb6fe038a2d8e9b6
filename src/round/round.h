/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A round: model version, purpose, tasks, tree of units, k, dates, stage.
 * All of these are fixed when it opens; only the closing date may move later.
 */
#ifndef PEIL_ROUND_ROUND_H
#define PEIL_ROUND_ROUND_H

#include "model/model.h"
#include "round/round_key.h"

enum round_stage { STAGE_PREPARE, STAGE_OPEN, STAGE_CLOSED };

/* The same as a bit each: in which stages a page does its work. */
enum {
	WHILE_PREPARING = 1 << STAGE_PREPARE,
	WHILE_OPEN = 1 << STAGE_OPEN,
	AFTER_CLOSING = 1 << STAGE_CLOSED,
};

enum { K_MIN = 5, K_MAX = 50, TASKS_MAX = 5 };

/* In characters; the purpose is read before every scan. */
enum { ROUND_NAME_CHARS_MAX = 120, ROUND_PURPOSE_CHARS_MAX = 600, TASK_CHARS_MAX = 160 };

struct task {
	struct str title, people;
};

struct round {
	int64_t id, organisation, model;
	struct round_key key;		/* only of one that the store gave */
	struct str organisation_name, name, purpose, words;
	int k;
	unsigned languages;		/* bit LANG_NL, bit LANG_EN */
	int64_t closes, created, opened, closed;
	enum round_stage stage;
	struct task tasks[TASKS_MAX];
	size_t task_count;
};

struct round_list { LIST_OF(struct round); };

/* Newest first, without their tasks. */
bool round_list(struct db *db, struct arena *a, int64_t organisation, struct round_list *ret,
		struct err *e);
/* ERR_ABSENT when it is not this organisation's. */
bool round_get(struct db *db, struct arena *a, int64_t organisation, int64_t id,
	       struct round *ret, struct err *e);
/* The stage alone; for one who has no key yet. */
bool round_stage_get(struct db *db, int64_t organisation, int64_t id, enum round_stage *ret,
		     struct err *e);
/* ERR_CONFLICT when it is in another one. */
bool round_is_in(struct db *db, struct round_key round, enum round_stage stage, struct err *e);
/* r was closed before `later` was; in the same millisecond the one made first. */
bool round_is_before(const struct round *r, const struct round *later);
/* Whether an earlier round of the organisation was closed before this one. */
bool round_has_earlier(struct db *db, struct arena *a, const struct round *later, bool *ret,
		       struct err *e);
bool round_add(struct db *db, const struct round *r, struct err *e);
/* Everything but the stage, while preparing; ERR_CONFLICT afterwards. */
bool round_change(struct db *db, const struct round *r, struct err *e);
bool round_extend(struct db *db, struct round_key round, int64_t closes, struct err *e);

/* The round's model with its words filled in; read once, kept by the caller's
 * arena. */
bool round_model(struct db *db, struct arena *a, const struct round *r,
		 struct model *ret, struct err *e);

#endif

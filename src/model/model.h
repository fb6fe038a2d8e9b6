/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The maturity model: levels, subjects with a ladder of level texts,
 * statements with routes, prerequisites, actions, closing questions.
 * A model is a JSON document (models/model.schema.json), immutable once a
 * round uses it.  model_read checks everything and says where and what to do.
 *
 * {words} in texts are the organisation's own words; model_read fills them in
 * from `words`, or from the model's own defaults.
 */
#ifndef PEIL_MODEL_MODEL_H
#define PEIL_MODEL_MODEL_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/list.h"
#include "base/str.h"

struct json_fault;

enum {
	MODEL_BYTES_MAX = 4 * 1024 * 1024,	/* the base model is under 100 kB */
	LEVELS_MIN = 3, LEVELS_MAX = 9,		/* the base model has 5 */
	SUBJECTS_MAX = 40,
	STATEMENTS_MAX = 8,			/* per subject */
};

struct text {
	struct str in[LANG_COUNT];
	uint32_t words[LANG_COUNT];	/* counted by model_read, in what people read */
};

struct word {				/* the organisation's own word for {id} */
	struct str id;
	struct text text;
};

struct word_list { LIST_OF(struct word); };

struct level {
	struct str id;
	struct text name, meaning;
};

enum route { ROUTE_EVERYONE, ROUTE_LEADERS, ROUTE_SPECIALISTS };

struct statement {
	struct str id;
	enum route route;
	struct str tag;			/* ROUTE_SPECIALISTS: which */
	bool is_sensitive;		/* or its subject is */
	struct text text;
};

struct model_action {
	struct str id;
	int from, to;			/* levels */
	int64_t days, weeks;
	struct text owner;		/* role in the line */
	struct text text, done;
};

struct subject {
	struct str id;
	bool is_about_team;		/* else about the organisation */
	bool is_sensitive;		/* shown from ten answers, in three classes (closing.h) */
	struct text name, question;
	const struct text *ladder;	/* one per level */
	const struct statement *statements;
	size_t statement_count;
	struct text enough, conversation;
	const struct model_action *actions;
	size_t action_count;
};

struct prerequisite {			/* (from_subject, from_level) needs (to…) */
	size_t from_subject, to_subject;
	int from_level, to_level;
	bool is_needed;			/* else: helps */
	struct text reason;
};

enum closing_kind { CLOSING_PICK, CLOSING_OPEN, CLOSING_VOLUNTEER };

struct closing_question {
	struct str id;
	enum closing_kind kind;
	int picks;			/* CLOSING_PICK: at most so many subjects */
	struct text text;
};

struct model {
	struct str id, version, licence;
	struct text name, about_data, dont_know, statement_question;
	struct text fit[5];		/* answers to a statement, "not at all" first */
	const struct word *words;
	size_t word_count;
	const struct level *levels;
	size_t level_count;
	const struct subject *subjects;
	size_t subject_count;
	const struct prerequisite *prerequisites;
	size_t prerequisite_count;
	const struct closing_question *closing;
	size_t closing_count;
};

/* What is wrong, or worth a warning, in a document (json/reader.h). */
struct model_report {
	const struct json_fault *problems;
	size_t count, errors;
};

/* words NULL: the model's own.  Everything in *ret lives as long as `a`.  False with ERR_INPUT when there
 * are errors; the report is complete in either case. */
bool model_read(struct arena *a, struct str document, const struct word_list *words,
		struct model *ret, struct model_report *report, struct err *e);

/* The names of its levels in one language, lowest first: level_count of them. */
const struct str *model_level_names(struct arena *a, const struct model *m, enum lang lang);

/* Does a person of this kind of unit get the statement? */
bool statement_is_for(const struct statement *s, enum route unit_route, struct str unit_tag);

/* Reading included; the upper end of what was measured, 8 to 10. */
enum { MODEL_SECONDS_A_CHOICE = 10 };

/* Minutes of answering for one route, rounded up: each choice is one of two a
 * subject, its statements and the closing questions; remarks take what they take.
 * Every page, card and document says this figure: tests/model holds them to it. */
int model_minutes(const struct model *m, enum route route, struct str tag);

#endif

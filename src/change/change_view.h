/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two closed rounds of an organisation beside each other: everybody, or one
 * group that both rounds show.  From released histograms only.  Nobody's path
 * is known and none is drawn; for everybody the program says what can be told
 * from chance (method/change.h), for a group it says how little so many
 * answers can show.
 */
#ifndef PEIL_CHANGE_CHANGE_VIEW_H
#define PEIL_CHANGE_CHANGE_VIEW_H

#include "change/change.h"
#include "html/say.h"
#include "method/change.h"
#include "picture/closed_round.h"

struct change_side {			/* one round */
	const struct tally *now;
	bool is_thin;			/* fewer than k answers: nothing below, no counts */
	struct str middle, half, spread;
	struct markup chart;
};

struct change_subject {
	const struct subject *subject;
	size_t index;			/* in the later model */
	enum subject_match match;
	bool is_thin;			/* one of the sides has fewer than k answers */
	struct change_side earlier, later;
	struct change_figures change;		/* not when it is thin or another question */
	struct said said;
};

struct change_group {
	size_t unit, unit_earlier;	/* in the trees */
	int64_t id;			/* of the later unit; 0: everybody */
	struct str path;
};

struct change_view {
	const struct round *round;
	const struct model *model;
	const struct picture *now, *then;
	const struct change_rounds *rounds;
	const struct change_round *earlier;	/* the one compared with; NULL: none */
	const struct change_group *groups;	/* that both rounds show; [0] everybody */
	size_t group_count, at;		/* which of them */
	struct change_subject *subjects;	/* in the order of the questions */
	size_t subject_count, apart;	/* how many can be told from chance */
	size_t compared, other;		/* how many are compared; other questions */
	int k;				/* the larger of the two rounds' */
	bool is_tested;			/* everybody: chance is told */
	bool is_elsewhere;		/* the group asked for is not in both rounds */
	double sight_least, sight_most;	/* of the subjects compared, in levels; 0: none */
};

struct call;
struct value;

/* What a comparison stands on; it lives as long as the call. */
struct change_sources {
	struct change_rounds rounds;
	struct closed_round now, then;
};

/* Reads the earlier round beside s->now and finds the groups they share; `with` is the number of
 * the earlier round, not given: the newest.  ERR_ABSENT when that is none of
 * this organisation's earlier rounds.  m->group_count is 0 when there is
 * nothing to compare. */
bool change_load(struct call *c, const struct value *with, struct change_sources *s,
		 struct change_view *m, struct err *e);

/* Compares the group at m->at; the second adds charts and words to it. */
void change_compare(struct arena *a, struct change_view *m);
void change_dress(struct view *v, struct change_view *m);

/* What so many answers usually show, when subjects are compared. */
struct str change_sight_text(struct view *v, const struct change_view *m);

/* The sentences of one subject (change_words.c). */
void change_words(struct view *v, const struct change_view *m, struct change_subject *s);

#endif

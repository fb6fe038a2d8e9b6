/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the picture page shows of one unit: per subject a chart, a few
 * sentences and tables, all of them functions of released histograms.
 *
 * Rules of the sentences (docs/developer/method.md): the subject is the
 * answers, never people; every sentence carries the id of its rule; levels go
 * by their names; a count of one or two is never named; below k answers on the
 * scale there is no middle and no spread.
 */
#ifndef PEIL_PICTURE_PICTURE_VIEW_H
#define PEIL_PICTURE_PICTURE_VIEW_H

#include "chart/chart.h"
#include "html/say.h"
#include "method/talk.h"
#include "picture/closed_round.h"
#include "picture/picture_chance.h"

struct picture_subject {
	const struct subject *subject;
	size_t index;			/* in the model */
	const struct tally *now, *wish;
	bool is_thin;			/* fewer than k answers on the scale */
	enum spread_word spread;
	const char *tag, *tag_class;	/* one word for how they lie, translated later; NULL: none */
	struct str middle, half, wished;	/* level names; empty when not shown */
	struct sentence one;		/* what strikes most */
	struct said said;		/* what else the answers say */
	struct said certain;		/* how sure the largest group is */
	struct markup chart, whisker;	/* empty where nothing may be drawn */
	struct markup statement[STATEMENTS_MAX];	/* empty: too few answers */
	const struct markup *group;	/* per row; empty: too few answers; NULL: not drawn */
};

struct picture_row {			/* a visible group */
	size_t unit;
	struct str name;
	int64_t sheets;
};

struct picture_choice {			/* a group to look at */
	int64_t id;			/* 0: everybody */
	struct str name;
	int depth;
	bool is_chosen;
};

enum { ROWS_SHOWN_MAX = 60 };

struct picture_view {
	const struct round *round;
	const struct model *model;
	const struct picture *picture;
	size_t unit;			/* index in the tree; 0: everybody */
	struct str name;
	int64_t sheets, missing;	/* counted here; handed in but not counted */
	size_t missing_at;		/* where those count; NODE_NONE: nowhere */
	const struct picture_subject *subjects;	/* in the order asked for */
	const struct picture_subject *in_order;	/* in the model's order */
	struct talk talk;		/* conversation values, in the model's order */
	struct talk_opener opener;	/* with what a conversation opens */
	const struct picture_subject *strength;	/* that subject; NULL: none */
	size_t subject_count;
	bool is_by_spread, has_leaders;
	const char *leaders_why;	/* why they are not compared, translated later; NULL: they are */
	bool has_leaders_row;		/* the only leaders are one of the rows */
	struct chart_strip_scale scale;	/* of all strips */
	const struct picture_row *rows;	/* visible groups one level down */
	size_t row_count;
	bool is_crowded;		/* more than ROWS_SHOWN_MAX: not side by side */
	const struct str *hidden;	/* names of groups that are not shown */
	size_t hidden_count;
	const struct picture_choice *choices;
	size_t choice_count;
	const struct picture_chance *chance;	/* per subject; NULL but for everybody */
	bool has_earlier;		/* there is an earlier round to compare with */
};

enum picture_order { ORDER_OF_MODEL, ORDER_OF_SPREAD };

/* Fills *ret for the unit; v is needed by the charts. */
void picture_view_make(struct view *v, const struct closed_round *cr, size_t unit,
		       enum picture_order order, struct picture_view *ret);

/* Whether a difference that the program picked can be told from chance. */
enum chance { CHANCE_UNTESTED, CHANCE_MAYBE, CHANCE_APART };

/* The groups that are shown, the whole first; and the one that was asked for, in the
 * tree: false when it is not one of them.  0 is everybody. */
void picture_choices(struct arena *a, const struct picture *p, size_t chosen,
		     struct picture_view *ret);
bool picture_find_unit(const struct picture *p, int64_t id, size_t *ret);

struct picture_facts {
	int k;
	int64_t members;		/* of the unit */
	int64_t left_out;		/* answers that count in no unit; of everybody only */
	const struct tally *leaders, *others;	/* NULL: not compared */
	enum chance leaders_chance;
};

/* The sentences of one subject (picture_words.c), and how sure its largest group
 * is, in a sentence and drawn (picture_certainty.c).  Of a sensitive one only how many
 * answers are left out. */
void picture_words(struct view *v, const struct model *m, const struct picture_facts *f,
		   struct picture_subject *s);
void picture_left_out(struct view *v, const struct picture_facts *f, struct said *s);
void picture_certainty(struct view *v, const struct model *m, const struct tally *t,
		       int64_t members, struct said *s, struct markup *ret_whisker);
/* The one sentence and the tag (picture_sentence.c), when the rest is said. */
void picture_sentence(struct view *v, const struct model *m, const struct picture_facts *f,
		      struct picture_subject *s);
/* How far the leaders' mean lies above that of the others; NaN when they are not
 * compared.  The line of the strip and every sentence stand on it. */
double picture_leaders_higher(const struct picture_facts *f);
/* So far that it is told, and rarely by chance: the line is purple, the row says it. */
bool picture_leaders_are_apart(const struct picture_facts *f);

/* Strips (picture_strip.c): one scale for all subjects, then the chart of each, its
 * statements and its groups. */
void picture_strip_scale(const struct picture_view *p, struct chart_strip_scale *ret);
void picture_strip(struct view *v, const struct picture_view *p, const struct picture_facts *f,
		   struct picture_subject *s);
/* The chart alone, with an id that begins with `prefix`; empty below k. */
struct markup picture_chart(struct view *v, const struct picture_view *p, size_t subject,
			    const char *prefix);
/* The same without wishes. */
struct markup picture_chart_now(struct view *v, const struct picture_view *p, size_t subject,
				const char *prefix);
/* What the sentences of a subject stand on. */
struct picture_facts picture_facts_of(const struct picture_view *p, size_t subject);

/* Small pictures of one unit (picture_charts.c).  Empty where fewer than k answered. */
struct markup *picture_minis(struct view *v, const struct picture_view *p, size_t unit);
/* The names of what is counted of a subject: its levels, or three classes. */
/* "Groep, onderwerp: naam 4, naam 5, weet ik niet 2", for whom cannot see a chart. */
struct str picture_label(struct view *v, struct str group, struct str subject,
			 const struct str *names, const struct tally *t);
const struct str *picture_names(struct view *v, const struct model *m, const struct subject *s);

/* Sensitive questions (picture_sensitive.c): "‘A’ of ‘B’" for class 0..2 of the
 * levels or of the answers to a statement, and how many columns it takes. */
struct str picture_level_class(struct view *v, const struct model *m, int class);
struct str picture_fit_class(struct view *v, const struct model *m, int class);
int picture_class_width(size_t levels, int class);

/* Fills in the conversation values and the opener. */
void picture_talk(struct view *v, struct picture_view *p);
/* The opener, of which `works` is what the picture calls that. */
struct talk_opener picture_opener(const struct talk *t);
/* The tag, its class and the question of the opener, translated later. */
const char *picture_opener_tag(const struct talk_opener *opener, const char **ret_class);
const char *picture_opener_question(const struct talk_opener *opener);
const char *picture_opener_rule(const struct talk_opener *opener);
/* Need not be talked about: agreed, as wished, and not low on the scale. */
bool picture_may_skip(const struct picture_view *p, size_t subject);
/* What the conversation value of a subject is computed from: the answers of the
 * unit and of the visible groups one level down, in the order of the tree. */
struct talk_item picture_item(struct arena *a, const struct picture *p, const struct model *m,
			      size_t unit, size_t subject);
/* The word for the main reason (translated later) and the class of that tag;
 * ‘name’ per level. */
const char *picture_reason(enum talk_part reason, const char **ret_class);
/* Whether the main reason is one to talk: spread or a gap that is the largest
 * of small parts is none. */
bool picture_is_reason(const struct talk_item *item, const struct talk_value *value,
		       enum talk_part reason);
const struct str *picture_quoted_levels(struct view *v, const struct model *m);

/* The language that the organisation's own texts are in: the first of the round. */
const char *picture_own_language(const struct round *r);
/* "Zo zien we onszelf – Burgerzaken – Najaar 2026" */
struct str picture_title(struct view *v, const char *what, const struct picture_view *p);
/* "team A, team B": the groups that are not shown apart. */
struct str picture_hidden_names(struct view *v, const struct picture_view *p);
struct str picture_middle(struct view *v, const struct model *m, const struct tally *t);
struct str picture_half(struct view *v, const struct model *m, const struct tally *t);
struct str level_name(const struct model *m, enum lang lang, int level);
/* One level's name, or "tussen %1 en %2" style `between` of two. */
struct str level_names(struct view *v, const struct model *m, int low, int high,
		       const char *between);

#endif

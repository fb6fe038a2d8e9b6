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
	struct str middle, half, wished;	/* level names; empty when not shown */
	struct markup chart;
	struct said said, certain;	/* what the answers say; how sure that is */
};

/* Where to begin talking: the largest conversation values (picture_talk.c). */
enum { TOPICS_MAX = 3 };

struct topic_part {
	const char *name;		/* translated when shown */
	struct str figure;		/* "0,66", "1,2 niveau", "6 van de 165", "–" */
	int percent;			/* of what it can weigh */
};

struct picture_topic {
	const struct subject *subject;
	size_t index;
	const char *tag, *tag_class, *rule;	/* tag is translated */
	struct str question;
	struct topic_part parts[TALK_PARTS + 1];	/* with importance */
	size_t part_count;
	int weightings;			/* of TALK_WEIGHTINGS among the first five */
	bool is_maybe_chance;		/* the gap cannot be told from chance */
	struct markup chart;
};

struct picture_row {			/* a visible group */
	size_t unit;
	struct str name;
	int64_t sheets;
	const struct markup *mini;	/* one per subject, in model order, empty below k;
					 * NULL when crowded */
};

enum { ROWS_SHOWN_MAX = 60 };

struct picture_view {
	const struct round *round;
	const struct model *model;
	const struct picture *picture;
	size_t unit;			/* index in the tree; 0: everybody */
	struct str name;
	int64_t sheets, missing;	/* counted here; handed in but not counted */
	const struct picture_subject *subjects;	/* in the order asked for */
	const struct picture_subject *in_order;	/* in the model's order */
	struct talk talk;		/* conversation values, in the model's order */
	struct talk_opener opener;	/* with what a conversation opens */
	const struct picture_subject *strength;	/* that subject; NULL: none */
	size_t subject_count;
	struct picture_topic topics[TOPICS_MAX];
	size_t topic_count;
	const struct picture_subject *const *agreed;	/* need no conversation */
	size_t agreed_count;
	bool is_by_spread, has_leaders;
	bool has_leaders_row;		/* the only leaders are one of the rows */
	bool has_dots, has_cells;	/* which charts there are, for the key */
	const struct picture_row *rows;	/* visible groups one level down */
	size_t row_count;
	bool is_crowded;		/* more than ROWS_SHOWN_MAX: links only */
	const struct str *hidden;	/* names of groups that are not shown */
	size_t hidden_count;
	struct markup radar;
	const struct picture_chance *chance;	/* per subject; NULL but for everybody */
	bool has_earlier;		/* there is an earlier round to compare with */
};

enum picture_order { ORDER_OF_MODEL, ORDER_OF_SPREAD };

/* Fills *ret for the unit; v is needed by the charts. */
void picture_view_make(struct view *v, const struct closed_round *cr, size_t unit,
		       enum picture_order order, struct picture_view *ret);

/* Whether a difference that the program picked can be told from chance. */
enum chance { CHANCE_UNTESTED, CHANCE_MAYBE, CHANCE_APART };

struct picture_facts {
	int k;
	int64_t members;		/* of the unit */
	int64_t left_out;		/* answers that count in no unit; of everybody only */
	const struct tally *leaders, *others;	/* NULL: not compared */
	enum chance leaders_chance;
};

/* The sentences of one subject (picture_words.c), and how sure its middle and
 * its largest group are (picture_certainty.c).  Of a sensitive one only how many
 * answers are left out. */
void picture_words(struct view *v, const struct model *m, const struct picture_facts *f,
		   struct picture_subject *s);
void picture_left_out(struct view *v, const struct picture_facts *f, struct said *s);
void picture_certainty(struct view *v, const struct model *m, const struct tally *t,
		       int64_t members, struct said *s);

/* Charts (picture_charts.c): dots or cells of one subject, an id that begins
 * with `prefix`; small pictures of one unit; the radar.  Empty where fewer than
 * k answered. */
struct markup picture_chart(struct view *v, const struct picture_view *p, size_t subject,
			    const char *prefix);
struct markup *picture_minis(struct view *v, const struct picture_view *p, size_t unit);
struct markup picture_radar(struct view *v, const struct picture_view *p);

/* Sensitive questions (picture_sensitive.c): "‘A’ of ‘B’" for class 0..2 of the
 * levels or of the answers to a statement, and how many columns it takes. */
struct str picture_level_class(struct view *v, const struct model *m, int class);
struct str picture_fit_class(struct view *v, const struct model *m, int class);
int picture_class_width(size_t levels, int class);

/* Fills in the topics; why one is proposed; what need not be (picture_why.c). */
void picture_talk(struct view *v, struct picture_view *p);
/* The tag and the question of the opener, translated later; picture and agenda
 * say the same. */
const char *picture_opener_tag(const struct talk_opener *opener);
const char *picture_opener_question(const struct talk_opener *opener);
const char *picture_opener_rule(const struct talk_opener *opener);
void picture_why(struct view *v, const struct talk_item *item, const struct talk_value *value,
		 struct picture_topic *t);
void picture_agreed(struct view *v, struct picture_view *p);
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

/* "team A, team B": the groups that are not shown apart. */
struct str picture_hidden_names(struct view *v, const struct picture_view *p);
struct str picture_middle(struct view *v, const struct model *m, const struct tally *t);
struct str picture_half(struct view *v, const struct model *m, const struct tally *t);
struct str level_name(const struct model *m, enum lang lang, int level);
/* One level's name, or "tussen %1 en %2" style `between` of two. */
struct str level_names(struct view *v, const struct model *m, int low, int high,
		       const char *between);

#endif

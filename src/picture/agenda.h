/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An agenda: which subjects to talk about in so many minutes, computed from
 * the released histograms of one unit (method/talk.h).  What
 * works, or what people agree on, comes first; then the topics, each with both ends of its answers in the words of
 * the model, a first question and minutes.  What people agree on is listed, to
 * be skipped.
 */
#ifndef PEIL_PICTURE_AGENDA_H
#define PEIL_PICTURE_AGENDA_H

#include "picture/picture_view.h"

struct call;

enum {
	AGENDA_MINUTES_MIN = 15, AGENDA_MINUTES_MAX = 240, AGENDA_MINUTES = 90,
	AGENDA_STRENGTH_MINUTES = 10,
	AGENDA_EDGE_MINUTES = 5,	/* welcome; and the end */
	AGENDA_TOPICS_MAX = (AGENDA_MINUTES_MAX - TALK_OPENING_MINUTES) / TALK_TOPIC_MINUTES,
};

/* One end of the answers: so many at this level or beyond it. */
struct agenda_end {
	struct str level, text;
	int64_t count;
	bool is_beyond;			/* some lie further out than this level */
};

struct topic_part {
	const char *name;		/* translated when shown */
	struct str figure;		/* "0,66", "1,2 niveau", "6 van de 165", "–" */
	int percent;			/* of what it can weigh */
};

struct agenda_topic {
	const struct subject *subject;
	size_t index;			/* in the model */
	const char *tag, *tag_class;	/* tag is translated later */
	const char *rule;
	struct str question;
	struct markup chart;
	const struct str *levels;	/* the names over the chart */
	size_t level_count;
	int64_t n, dont_know;		/* on the scale; do not know */
	struct agenda_end low, high;
	bool has_ends;			/* else the answers lie at one level, or nothing is said */
	struct topic_part parts[TALK_PARTS + 1];	/* what was weighed, with importance */
	size_t part_count;
	int weightings;			/* of TALK_WEIGHTINGS among the first five */
	bool is_maybe_chance;		/* the gap it is proposed for cannot be told from chance */
	int64_t from, minutes;		/* when it begins, how long it takes */
};

struct agenda_agreed {
	const struct subject *subject;
	struct str level;
	int64_t n;
};

struct agenda {
	const struct picture_view *picture;
	int64_t minutes, welcome, ends_at;	/* ends_at: the closing part begins */
	bool has_strength, works;	/* works: it may be called that */
	struct agenda_topic strength;	/* the opener */
	struct agenda_topic topics[AGENDA_TOPICS_MAX];
	size_t topic_count;
	const struct agenda_agreed *agreed;
	size_t agreed_count;
};

/* The unit of p must be visible. */
void agenda_make(struct view *v, const struct picture_view *p, int minutes, struct agenda *ret);

/* One subject as a topic, without a time; false when nothing may be said of it:
 * it is sensitive or fewer than k answered. */
bool agenda_topic_make(struct view *v, const struct picture_view *p, size_t subject,
		       struct agenda_topic *ret);

/* Why it is proposed (agenda_why.c). */
void agenda_why(struct view *v, const struct talk_item *item, const struct talk_value *value,
		struct agenda_topic *t);

struct agenda_view {
	const struct agenda *agenda;
	struct str fault, minutes;	/* as typed */
};

#endif

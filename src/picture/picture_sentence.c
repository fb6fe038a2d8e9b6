/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What strikes most about a subject, in one sentence: two camps, then many who do
 * not know, then leaders who see something else, then where the answers lie.  A middle
 * is never said; where hardly anybody chose it, it is no place to begin.
 */
#include <math.h>

#include "base/tr.h"
#include "picture/picture_view.h"

/* Of the answers, in hundredths, that lie on one level or on two beside each other
 * before those are where they lie. */
enum { MOST_ON_ONE = 60, MOST_ON_TWO = 67 };

static struct sentence said_once(struct view *v, const char *rule, const char *text,
				 const struct str *args, size_t count)
{
	return (struct sentence){ rule, tr_fill(v->a, text, args, count) };
}
#define ONCE(v, rule, text, ...) \
	said_once((v), (rule), (text), (const struct str[]){ __VA_ARGS__ }, \
		  sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

static int64_t count_under(const struct tally *t, int level)
{
	int64_t under = 0;

	for (int k = 1; k < level; k++)
		under += t->c[k - 1];
	return under;
}

static struct sentence two_camps(struct view *v, const struct model *m, const struct tally *t,
				 int between)
{
	const int64_t n = tally_n(t), here = t->c[between - 1];
	const int64_t under = count_under(t, between);

	return ONCE(v, "two-groups", here ?
		tr(v->lang, "Onder ‘%4’ liggen %1 antwoorden, erboven %2, erop %3.") :
		tr(v->lang, "Onder ‘%4’ liggen %1 antwoorden, erboven %2."),
		said_count(v, under), said_count(v, n - under - here), said_count(v, here),
		level_name(m, v->lang, between));
}

static struct sentence who_leads(struct view *v, double higher)
{
	return ONCE(v, "leaders-one", higher > 0 ?
		tr(v->lang, "De antwoorden van leidinggevenden liggen gemiddeld %1 niveau hoger.") :
		tr(v->lang, "De antwoorden van leidinggevenden liggen gemiddeld %1 niveau lager."),
		said_decimal(v, fabs(higher), 1));
}

/* The level, or the lower of two, with the most answers. */
static int fullest(const struct tally *t, int levels, int64_t *ret_count)
{
	int best = 1;

	*ret_count = -1;
	for (int k = 1; k + levels - 1 <= t->levels; k++) {
		const int64_t count = t->c[k - 1] + (levels == 2 ? t->c[k] : 0);

		if (count > *ret_count) {
			best = k;
			*ret_count = count;
		}
	}
	return best;
}

static struct sentence from_to(struct view *v, const struct model *m, const struct tally *t)
{
	int low = 1, high = t->levels;

	while (low < high && t->c[low - 1] == 0)
		low++;
	while (high > low && t->c[high - 1] == 0)
		high--;
	if (low == 1 && high == t->levels)
		return ONCE(v, "wide", tr(v->lang, "De antwoorden liggen van het ene uiterste tot het andere."), (struct str){ 0 });
	return ONCE(v, "wide", tr(v->lang, "De antwoorden liggen van ‘%1’ tot en met ‘%2’."),
		    level_name(m, v->lang, low), level_name(m, v->lang, high));
}

/* Enough on the level, under it and above it to name each. */
static bool is_around(const struct tally *t, int level)
{
	const int64_t under = count_under(t, level), on = t->c[level - 1];

	return under >= TALLY_NAMED_MIN && on >= TALLY_NAMED_MIN &&
	       tally_n(t) - under - on >= TALLY_NAMED_MIN;
}

static struct sentence around(struct view *v, const struct model *m, const struct tally *t,
			      int level)
{
	const int64_t under = count_under(t, level), on = t->c[level - 1];

	return ONCE(v, "around", tr(v->lang, "%1 antwoorden liggen op ‘%2’, %3 eronder en %4 erboven."),
		    said_number(v, on), level_name(m, v->lang, level), said_number(v, under),
		    said_number(v, tally_n(t) - under - on));
}

static struct sentence where(struct view *v, const struct model *m, const struct tally *t)
{
	const int64_t n = tally_n(t);
	int64_t on_one, on_two;
	const int one = fullest(t, 1, &on_one), two = fullest(t, 2, &on_two);

	if (on_one == n)
		return ONCE(v, "most", tr(v->lang, "Alle %1 antwoorden liggen op ‘%2’."),
			    said_number(v, n), level_name(m, v->lang, one));
	if (100 * on_one >= MOST_ON_ONE * n)
		return ONCE(v, "most", tr(v->lang, "%1 van de %2 antwoorden liggen op ‘%3’."),
			    said_number(v, on_one), said_number(v, n), level_name(m, v->lang, one));
	if (100 * on_two >= MOST_ON_TWO * n)
		return ONCE(v, "most", tr(v->lang, "%1 van de %2 antwoorden liggen op ‘%3’ of ‘%4’."),
			    said_number(v, on_two), said_number(v, n), level_name(m, v->lang, two),
			    level_name(m, v->lang, two + 1));
	if (one == median_low(t) && one == median_high(t) && is_around(t, one))
		return around(v, m, t, one);
	return from_to(v, m, t);
}

static void set_tag(struct picture_subject *s)
{
	if (two_groups(s->now)) {
		s->tag = N_("twee kampen");
		s->tag_class = "differ";
	} else if (s->spread == SPREAD_CLOSE) {
		s->tag = N_("dicht bij elkaar");
		s->tag_class = "close";
	} else {
		s->tag = N_("verdeeld");
		s->tag_class = "split";
	}
}

void picture_sentence(struct view *v, const struct model *m, const struct picture_facts *f,
		      struct picture_subject *s)
{
	const struct tally *t = s->now;
	const int64_t all = tally_n(t) + t->dont_know;
	const int between = two_groups(t);

	set_tag(s);
	if (between)
		s->one = two_camps(v, m, t, between);
	else if (t->dont_know >= TALLY_NAMED_MIN && 4 * t->dont_know >= all)
		s->one = ONCE(v, "dont-know-one", tr(v->lang, "%1 van de %2 weten dit niet."),
			      said_number(v, t->dont_know), said_number(v, all));
	else if (picture_leaders_are_apart(f))
		s->one = who_leads(v, picture_leaders_higher(f));
	else
		s->one = where(v, m, t);
}

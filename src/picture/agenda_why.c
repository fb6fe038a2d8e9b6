/* SPDX-License-Identifier: EUPL-1.2 */
/* Why a subject is proposed: its parts as they were weighed, and under how many of
 * all weightings it would be. */
#include <math.h>

#include "base/tr.h"
#include "picture/agenda.h"

static struct str levels_words(struct view *v, double levels)
{
	const struct str arg = said_decimal(v, fmax(0, levels), 1);

	return tr_fill(v->a, tr(v->lang, "%1 niveau"), &arg, 1);
}

static struct str count_words(struct view *v, int64_t n, int64_t all)
{
	const struct str args[] = { said_count(v, n), said_number(v, all) };

	return tr_fill(v->a, tr(v->lang, "%1 van de %2"), args, ARRAY_LEN(args));
}

static int percent_of(double share)
{
	return (int)lround(fmin(fmax(share, 0), 1) * 100);
}

static void put_part(struct agenda_topic *t, const char *name, bool is_missing, double part,
		     struct str figure)
{
	t->parts[t->part_count++] = (struct topic_part){
		.name = name, .figure = is_missing ? STR("–") : figure,
		.percent = is_missing ? 0 : percent_of(part),
	};
}

void agenda_why(struct view *v, const struct talk_item *item, const struct talk_value *value,
		 struct agenda_topic *t)
{
	const struct tally *now = &item->now;
	const int64_t picked = item->importance.c[4], could = tally_n(&item->importance);

	put_part(t, N_("Spreiding"), value->is_missing[TALK_SPREAD], value->part[TALK_SPREAD],
		 said_decimal(v, value->spread, 2));
	put_part(t, N_("Verschil tussen groepen"), value->is_missing[TALK_GAP],
		 value->part[TALK_GAP], levels_words(v, value->gap_levels));
	put_part(t, N_("Afstand tot de wens"), value->is_missing[TALK_AMBITION],
		 value->part[TALK_AMBITION], levels_words(v, value->ambition_gap));
	put_part(t, N_("Weet ik niet"), value->is_missing[TALK_DONT_KNOW],
		 value->part[TALK_DONT_KNOW],
		 tally_n(now) ? count_words(v, now->dont_know, tally_n(now) + now->dont_know)
			      : said_count(v, now->dont_know));
	put_part(t, N_("Belangrijk genoemd"), could == 0, value->importance_share,
		 count_words(v, picked, could));
	t->weightings = value->weightings;
}

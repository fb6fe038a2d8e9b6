/* SPDX-License-Identifier: EUPL-1.2 */
/* The question that opens the conversation about an item. */
#include "method/question.h"

struct asking {
	struct arena *a;
	enum lang lang;
	const struct talk_item *item;
	const struct talk_value *v;
	const struct question_words *w;
	const char *rule;
};

static struct str fill(struct asking *q, const char *rule, const char *text,
		       const struct str *args, size_t count)
{
	q->rule = rule;
	return tr_fill(q->a, text, args, count);
}

static struct str level_name(const struct asking *q, int level)
{
	return q->w->level[level - 1];
}

static struct str number(struct asking *q, double value, int decimals)
{
	struct out o = out_new(q->a, 64);

	out_decimal(&o, value, decimals, q->lang == LANG_EN ? '.' : ',');
	return out_done(&o);
}

/* The level with the most answers from `from` up to `to`, the lowest of equals. */
static int tallest_level(const struct tally *t, int from, int to)
{
	int best = from;

	for (int level = from; level <= to; level++)
		if (t->c[level - 1] > t->c[best - 1])
			best = level;
	return best;
}

static struct str ask_two_groups(struct asking *q, int between)
{
	const struct tally *t = &q->item->now;
	const struct str args[] = {
		q->w->item, level_name(q, tallest_level(t, 1, between - 1)),
		level_name(q, tallest_level(t, between + 1, t->levels)),
	};

	return fill(q, "vraag-twee-groepen", tr(q->lang, "Bij ‘%1’ zijn er twee groepen antwoorden: "
		"rond %2 en rond %3. Welk voorbeeld uit de afgelopen maand past bij het ene beeld, "
		"en welk bij het andere?"), args, ARRAY_LEN(args));
}

static struct str ask_spread(struct asking *q)
{
	const struct tally *t = &q->item->now;
	const struct str args[] = { level_name(q, quartile_1(t)), level_name(q, quartile_3(t)) };
	const int between = two_groups(t);

	if (between)
		return ask_two_groups(q, between);
	if (quartile_1(t) == quartile_3(t))
		return fill(q, "vraag-uitlopers", tr(q->lang, "De meeste antwoorden liggen op %1, "
			"enkele antwoorden liggen verder weg. Waar gaat het goed, en waar nog niet?"),
			args, 1);
	return fill(q, "vraag-spreiding", tr(q->lang, "De antwoorden lopen uiteen van %1 tot %2. "
		"Waar gaat het goed, en waar nog niet?"), args, ARRAY_LEN(args));
}

static struct str ask_gap(struct asking *q)
{
	const char *text;
	const bool is_named = q->w->group.n > 0;
	const struct str args[] = {
		is_named ? q->w->group : str_from(tr(q->lang, "Een groep")),
		number(q, q->v->gap, 1),
	};

	if (q->v->gap_direction > 0)
		text = tr(q->lang, "%1 plaatst dit gemiddeld %2 niveau hoger dan de anderen. "
			"Wat zie je vanuit de ene plek dat je vanuit de andere niet ziet?");
	else if (q->v->gap_direction < 0)
		text = tr(q->lang, "%1 plaatst dit gemiddeld %2 niveau lager dan de anderen. "
			"Wat zie je vanuit de ene plek dat je vanuit de andere niet ziet?");
	else
		text = tr(q->lang, "%1 plaatst dit gemiddeld %2 niveau anders dan de anderen: deels "
			"hoger, deels lager. Wat zie je vanuit de ene plek dat je vanuit de andere "
			"niet ziet?");
	return fill(q, "vraag-verschil", text, args, ARRAY_LEN(args));
}

static struct str middle(struct asking *q, const struct tally *t)
{
	const struct str args[] = { level_name(q, median_low(t)), level_name(q, median_high(t)) };

	if (median_low(t) == median_high(t))
		return tr_fill(q->a, tr(q->lang, "op %1"), args, 1);
	return tr_fill(q->a, tr(q->lang, "tussen %1 en %2"), args, ARRAY_LEN(args));
}

static struct str ask_ambition(struct asking *q)
{
	const struct str args[] = { middle(q, &q->item->now), middle(q, &q->item->wish) };

	return fill(q, "vraag-wens", tr(q->lang, "Het midden ligt %1, de wens %2. "
		"Wat zou een inwoner daarvan merken, en wat is de eerste stap?"),
		args, ARRAY_LEN(args));
}

/* A count of one or two is never named. */
static struct str ask_dont_know(struct asking *q)
{
	const struct tally *t = &q->item->now;
	const struct str args[] = {
		number(q, (double)t->dont_know, 0), number(q, (double)(tally_n(t) + t->dont_know), 0),
	};

	if (t->dont_know <= 2)
		return fill(q, "vraag-weet-niet-enkele", tr(q->lang, "Enkele antwoorden zijn ‘weet ik "
			"niet’. Is het hier niet van toepassing, of ontbreekt er iets dat je zou "
			"willen weten?"), args, 0);
	return fill(q, "vraag-weet-niet", tr(q->lang, "%1 van de %2 weten dit niet. Is het hier niet "
		"van toepassing, of ontbreekt er iets dat je zou willen weten?"),
		args, ARRAY_LEN(args));
}

bool question_of(struct arena *a, enum lang lang, const struct talk_item *item,
		 const struct talk_value *v, const struct question_words *w, int64_t k,
		 struct str *ret_text, const char **ret_rule)
{
	struct asking q = { .a = a, .lang = lang, .item = item, .v = v, .w = w };
	enum talk_part part;

	if (!talk_main_reason(v, &part)) {
		if (!v->is_eligible || !talk_is_strength(item, k))
			return false;
		*ret_text = fill(&q, "vraag-sterk", tr(lang, "Hier zijn de antwoorden eensgezind. "
			"Wat doen we dat dit lukt, en wie kan daarvan leren?"), NULL, 0);
	} else {
		switch (part) {
		case TALK_SPREAD: *ret_text = ask_spread(&q); break;
		case TALK_GAP: *ret_text = ask_gap(&q); break;
		case TALK_AMBITION: *ret_text = ask_ambition(&q); break;
		case TALK_DONT_KNOW:
		default: *ret_text = ask_dont_know(&q); break;
		}
	}
	*ret_rule = q.rule;
	return true;
}

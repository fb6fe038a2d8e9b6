/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of the question that opens a conversation. */
#include "picture/question_words.h"

static const struct {
	const char *rule, *text;
} kinds[QUESTION_KINDS] = {
	[QUESTION_STRENGTH] = { "vraag-sterk", N_("Hier zijn de antwoorden eensgezind. "
		"Wat doen we dat dit lukt, en wie kan daarvan leren?") },
	[QUESTION_AGREED] = { "vraag-eens", N_("Hier zijn de antwoorden eensgezind. "
		"Welk voorbeeld uit de afgelopen maand past daarbij?") },
	[QUESTION_TWO_GROUPS] = { "vraag-twee-groepen", N_("Bij ‘%1’ zijn er twee groepen "
		"antwoorden: rond %2 en rond %3. Welk voorbeeld uit de afgelopen maand past bij "
		"het ene beeld, en welk bij het andere?") },
	[QUESTION_TWO_PLACES] = { "vraag-twee-plekken", N_("Bij ‘%1’ liggen de antwoorden op twee "
		"plekken: rond %2 en rond %3. Welk voorbeeld uit de afgelopen maand past bij "
		"het ene beeld, en welk bij het andere?") },
	[QUESTION_SPREAD] = { "vraag-spreiding", N_("De antwoorden lopen uiteen van %1 tot %2. "
		"Waar gaat het goed, en waar nog niet?") },
	[QUESTION_OUTLIERS] = { "vraag-uitlopers", N_("De meeste antwoorden liggen op %1, "
		"enkele antwoorden liggen verder weg. Waar gaat het goed, en waar nog niet?") },
	[QUESTION_GAP] = { "vraag-verschil", N_("%1 plaatst dit gemiddeld %2 niveau anders dan de "
		"anderen: deels hoger, deels lager. Wat zie je vanuit de ene plek dat je vanuit de "
		"andere niet ziet?") },
	[QUESTION_GROUPS] = { "vraag-groepen", N_("Twee mensen uit één groep liggen gemiddeld %1 "
		"niveau uit elkaar, twee uit verschillende groepen %2. Wat zie je vanuit de ene "
		"plek dat je vanuit de andere niet ziet?") },
	[QUESTION_AMBITION] = { "vraag-wens", N_("Het midden ligt %1, de wens %2. "
		"Wat zou een inwoner daarvan merken, en wat is de eerste stap?") },
	[QUESTION_DONT_KNOW] = { "vraag-weet-niet", N_("%1 van de %2 weten dit niet. Is het hier "
		"niet van toepassing, of ontbreekt er iets dat je zou willen weten?") },
	[QUESTION_DONT_KNOW_ALONE] = { "vraag-weet-niet-alleen", N_("%1 mensen weten dit niet. Is "
		"het hier niet van toepassing, of ontbreekt er iets dat je zou willen weten?") },
	[QUESTION_DONT_KNOW_FEW] = { "vraag-weet-niet-enkele", N_("Enkele antwoorden zijn ‘weet ik "
		"niet’. Is het hier niet van toepassing, of ontbreekt er iets dat je zou willen "
		"weten?") },
};

enum { ARGS_MAX = 3 };

struct asking {
	struct arena *a;
	enum lang lang;
	const struct question_names *names;
};

static struct str level_name(const struct asking *s, int level)
{
	return s->names->level[level - 1];
}

static struct str number(const struct asking *s, double value, int decimals)
{
	struct out o = out_new(s->a, 64);

	out_decimal(&o, value, decimals, s->lang == LANG_EN ? '.' : ',');
	return out_done(&o);
}

static struct str middle(const struct asking *s, struct level_range r)
{
	const struct str args[] = { level_name(s, r.low), level_name(s, r.high) };

	if (r.low == r.high)
		return tr_fill(s->a, tr(s->lang, N_("op %1")), args, 1);
	return tr_fill(s->a, tr(s->lang, N_("tussen %1 en %2")), args, ARRAY_LEN(args));
}

static const char *text_of(const struct question *q)
{
	if (q->kind == QUESTION_GAP && q->direction > 0)
		return N_("%1 plaatst dit gemiddeld %2 niveau hoger dan de anderen. "
			  "Wat zie je vanuit de ene plek dat je vanuit de andere niet ziet?");
	if (q->kind == QUESTION_GAP && q->direction < 0)
		return N_("%1 plaatst dit gemiddeld %2 niveau lager dan de anderen. "
			  "Wat zie je vanuit de ene plek dat je vanuit de andere niet ziet?");
	return kinds[q->kind].text;
}

/* What stands for %1, %2, %3; returns how many. */
static size_t args_of(const struct asking *s, const struct question *q, struct str args[ARGS_MAX])
{
	size_t n = 0;

	switch (q->kind) {
	case QUESTION_TWO_GROUPS:
	case QUESTION_TWO_PLACES:
		args[n++] = s->names->item;
		args[n++] = level_name(s, q->now.low);
		args[n++] = level_name(s, q->now.high);
		break;
	case QUESTION_SPREAD:
	case QUESTION_OUTLIERS:
		args[n++] = level_name(s, q->now.low);
		args[n++] = level_name(s, q->now.high);
		break;
	case QUESTION_GAP:
		args[n++] = s->names->group.n ? s->names->group
					      : str_from(tr(s->lang, N_("Een groep")));
		args[n++] = number(s, q->gap, 1);
		break;
	case QUESTION_GROUPS:
		args[n++] = number(s, q->within, 1);
		args[n++] = number(s, q->between, 1);
		break;
	case QUESTION_AMBITION:
		args[n++] = middle(s, q->now);
		args[n++] = middle(s, q->wish);
		break;
	case QUESTION_DONT_KNOW:
		args[n++] = number(s, (double)q->dont_know, 0);
		args[n++] = number(s, (double)q->people, 0);
		break;
	case QUESTION_DONT_KNOW_ALONE:
		args[n++] = number(s, (double)q->dont_know, 0);
		break;
	case QUESTION_NONE:
	case QUESTION_STRENGTH:
	case QUESTION_AGREED:
	case QUESTION_DONT_KNOW_FEW:
	case QUESTION_KINDS:
		break;
	}
	return n;
}

struct str question_text(struct arena *a, enum lang lang, const struct question *q,
			 const struct question_names *names)
{
	const struct asking s = { a, lang, names };
	struct str args[ARGS_MAX];
	size_t count;

	if (q->kind == QUESTION_NONE)
		return (struct str){ NULL, 0 };
	count = args_of(&s, q, args);
	return tr_fill(a, tr(lang, text_of(q)), args, count);
}

const char *question_rule(enum question_kind kind)
{
	return kinds[kind].rule;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The rounds of the example organisation: groups, cards, dates, answers. */
#include <string.h>

#include "base/code.h"
#include "closing/closing.h"
#include "demo/demo_parts.h"
#include "round/paste.h"
#include "scan/volunteer.h"

#define SEED 20261122

enum {
	CODES_MAX = 64,		/* members of one unit */
	OPEN_HOUR = 9, CLOSE_HOUR = 17,
	VOLUNTEERS = 6,
};

/* How many of a hundred took part, by group. */
struct turnout {
	const char *unit;
	int percent;
};

struct plan {
	const char *purpose, *groups, *words;
	int years;			/* before the present */
	int created, opens, closes;	/* in days from now */
	struct turnout turnout[12];
	const char *volunteers[VOLUNTEERS];	/* kept apart from every answer */
};

static const struct plan plans[DEMO_ROUNDS] = {
	/* A year before: one team had another name and the data analysts were part
	 * of it, so that not everything can be compared; and the executive was
	 * called otherwise, in a text of one subject. */
	[DEMO_BEFORE] = {
		.years = 1, .created = -586, .opens = -565, .closes = -544,
		.purpose = "We willen weten waar cijfers ons werk voor inwoners al beter maken, "
			   "en waar niet.",
		.groups = "pad;naam;soort;aantal\n"
			  "Dienstverlening;Burgerzaken;team;27\n"
			  "Dienstverlening;Vergunningen;team;31\n"
			  "Sociaal domein;Werk en inkomen;team;34\n"
			  "Sociaal domein;Zorg en jeugd;team;33\n"
			  "Ruimte en bestuur;Openbare ruimte;team;31\n"
			  "Ruimte en bestuur;Bestuursadvies;team;8\n"
			  "Ruimte en bestuur;Bedrijfsvoering;team;28\n"
			  ";Leidinggevenden;leiding;15\n"
			  ";Privacy en informatieveiligheid;specialist:privacy;7\n",
		.words = "{\"doelgroep\":{\"nl\":\"inwoners en ondernemers\","
			 "\"en\":\"residents and businesses\"},"
			 "\"bestuur\":{\"nl\":\"de gemeenteraad\",\"en\":\"the council\"}}",
		.turnout = {
			{ "Burgerzaken", 78 }, { "Vergunningen", 68 }, { "Werk en inkomen", 65 },
			{ "Zorg en jeugd", 64 }, { "Openbare ruimte", 78 },
			{ "Bestuursadvies", 50 }, { "Bedrijfsvoering", 72 },
			{ "Leidinggevenden", 87 }, { "Privacy en informatieveiligheid", 86 },
		},
		.volunteers = { "Bram Zijlstra, toestel 2214" },
	},
	[DEMO_TALK] = {
		.created = -221, .opens = -200, .closes = -179,
		.purpose = "Inwoners met geldzorgen willen we binnen vier weken helpen. "
			   "Daarvoor moeten we eerder zien waar het misgaat.",
		.groups = "pad;naam;soort;aantal\n"
			  "Dienstverlening;Burgerzaken;team;28\n"
			  "Dienstverlening;Vergunningen en toezicht;team;32\n"
			  "Sociaal domein;Werk en inkomen;team;36\n"
			  "Sociaal domein;Zorg en jeugd;team;34\n"
			  "Ruimte en bestuur;Openbare ruimte;team;30\n"
			  "Ruimte en bestuur;Bestuursadvies;team;8\n"
			  "Ruimte en bestuur;Bedrijfsvoering;team;22\n"
			  ";Leidinggevenden;leiding;16\n"
			  ";Data en analyse;specialist:data;9\n"
			  ";Privacy en informatieveiligheid;specialist:privacy;7\n",
		.words = "{\"doelgroep\":{\"nl\":\"inwoners en ondernemers\","
			 "\"en\":\"residents and businesses\"},"
			 "\"bestuur\":{\"nl\":\"het college\",\"en\":\"the executive\"}}",
		.turnout = {
			{ "Burgerzaken", 86 }, { "Vergunningen en toezicht", 78 },
			{ "Werk en inkomen", 78 }, { "Zorg en jeugd", 74 },
			{ "Openbare ruimte", 90 }, { "Bestuursadvies", 38 },
			{ "Bedrijfsvoering", 82 }, { "Leidinggevenden", 94 },
			{ "Data en analyse", 100 }, { "Privacy en informatieveiligheid", 86 },
		},
		.volunteers = {
			"Sanne Visbeen, s.visbeen@waterrade.example",
			"Youssef el Amrani, toestel 4417 (niet op woensdag)",
			"Ton Hoekwater, buitendienst, 06‑98765432",
			"j.pengel@waterrade.example", "Mieke van der Sluis-Oomen, balie ochtend",
		},
	},
	[DEMO_OPEN] = {
		.created = -24, .opens = -10, .closes = 11,
		.purpose = "Voor het plan van volgend jaar willen we weten wat er na een half jaar "
			   "anders is voor inwoners met geldzorgen, en wat niet.",
		.turnout = {
			{ "Burgerzaken", 61 }, { "Vergunningen en toezicht", 44 },
			{ "Werk en inkomen", 28 }, { "Zorg en jeugd", 35 },
			{ "Openbare ruimte", 57 }, { "Bestuursadvies", 25 },
			{ "Bedrijfsvoering", 50 }, { "Leidinggevenden", 69 },
			{ "Data en analyse", 67 }, { "Privacy en informatieveiligheid", 72 },
		},
		.volunteers = { "Sanne Visbeen, s.visbeen@waterrade.example", "Roel Abbink, toestel 1930" },
	},
};

/* --- cards -------------------------------------------------------------------- */

static struct ticket_code code_next(struct rng *r)
{
	struct ticket_code code = { { 0 } };

	for (size_t i = 0; i < TICKET_CHARS; i++)
		code.text[i] = CODE_ALPHABET[rng_next_below(r, CODE_LETTERS)];
	return code;
}

static uint64_t seed_of(enum demo_which which)
{
	return SEED - 1 + (uint64_t)which;
}

/* The codes of one unit; each unit has a stream of its own. */
void demo_cards(enum demo_which which, size_t unit, struct ticket_code *ret, size_t count)
{
	struct rng r = { seed_of(which) * 1000 + unit };

	for (size_t i = 0; i < count; i++)
		ret[i] = code_next(&r);
}

/* --- answers ------------------------------------------------------------------ */

static int percent_of(const struct plan *p, struct str unit)
{
	for (size_t i = 0; i < ARRAY_LEN(p->turnout) && p->turnout[i].unit; i++)
		if (str_is(unit, p->turnout[i].unit))
			return p->turnout[i].percent;
	return 0;
}

static bool answer_unit(struct demo *d, enum demo_which which, const struct unit *u, size_t i,
			const struct ticket_code *codes, struct err *e)
{
	const struct plan *p = &plans[which];
	struct rng r = { seed_of(which) * 77 + i };
	size_t count = ((size_t)u->size * (size_t)percent_of(p, u->name) + 50) / 100;
	struct slot *n = ARENA_NEW(d->a, struct slot);

	if (i == DEMO_TRY_UNIT && count > (size_t)u->size - DEMO_TRY_CARDS)
		count = (size_t)u->size - DEMO_TRY_CARDS;
	for (size_t k = 0; k < count; k++) {
		struct respondent who;

		if (!respondent_get(d->db, d->a, codes[k], &who, e))
			return false;
		demo_answer(&r, &d->model, u, i, p->years, &who.sheet);
		demo_remarks_write(which, &d->model, u->name, k, count, n);
		if (!sheet_put(d->db, codes[k], &who.sheet, e) ||
		    !slot_put(d->db, d->a, codes[k], n, e))
			return false;
	}
	return true;
}

static bool for_each_leaf(struct demo *d, enum demo_which which, const struct unit_tree *tree,
			  bool is_answering, struct err *e)
{
	for (size_t i = 1; i < tree->count; i++) {
		struct ticket_code codes[CODES_MAX] = { { { 0 } } };
		const struct unit *u = &tree->units[i];

		if (!u->is_leaf)
			continue;
		demo_cards(which, i, codes, (size_t)u->size);
		if (is_answering ? !answer_unit(d, which, u, i, codes, e)
				 : !ticket_issue(d->db, d->key[which], u->id, codes,
						 (size_t)u->size, e))
			return false;
	}
	return true;
}

static bool add_volunteers(struct demo *d, enum demo_which which, struct err *e)
{
	const struct plan *p = &plans[which];

	for (size_t i = 0; i < VOLUNTEERS && p->volunteers[i]; i++)
		if (!volunteer_add(d->db, d->key[which], str_from(p->volunteers[i]), e))
			return false;
	return true;
}

/* --- the whole round ---------------------------------------------------------- */

struct demo_dates demo_round_dates(const struct demo *d, enum demo_which which)
{
	const struct plan *p = &plans[which];

	return (struct demo_dates){
		.created = demo_day(d, p->created, OPEN_HOUR, 0),
		.opens = demo_day(d, p->opens, OPEN_HOUR, 0),
		.closes = demo_day(d, p->closes, CLOSE_HOUR, 0),
	};
}

/* "Voorjaar 2026".  They open half a year and a year and a half apart, so never
 * twice the same. */
struct str demo_round_name(const struct demo *d, enum demo_which which)
{
	struct date at = clock_local(demo_round_dates(d, which).opens).date;
	struct out o = out_new(d->a, 40);

	out_c(&o, at.month <= 6 ? "Voorjaar " : "Najaar ");
	out_i64(&o, at.year);
	return out_done(&o);
}

static bool add(struct demo *d, enum demo_which which, struct err *e)
{
	const struct plan *p = &plans[which];
	const struct demo_dates at = demo_round_dates(d, which);
	const struct plan *texts = p->groups ? p : &plans[DEMO_TALK];
	const struct round r = {
		.id = demo_round_id(which), .organisation = d->organisation, .model = d->model_id,
		.organisation_name = d->organisation_name, .name = demo_round_name(d, which),
		.purpose = str_from(p->purpose), .words = str_from(texts->words), .k = 5,
		.languages = 1 << LANG_NL | 1 << LANG_EN,
		.closes = at.closes, .created = at.created,
		.tasks = {
			{ STR("Bestaanszekerheid"), STR("huishoudens met schulden") },
			{ STR("Genoeg passende woningen"), STR("starters en ouderen") },
			{ STR("Een leefbare wijk"), STR("bewoners van de Waterwijk") },
		},
		.task_count = 3,
	};
	struct round added;
	struct paste paste;

	unit_paste(d->a, str_from(texts->groups), d->organisation_name, r.k, &paste);
	if (paste.faults)
		return err_set(e, ERR_SYSTEM, "the example's groups have faults");
	if (!round_add(d->db, &r, e) || !round_get(d->db, d->a, d->organisation, r.id, &added, e))
		return false;
	d->key[which] = added.key;
	return unit_tree_put(d->db, added.key, &paste.tree, e);
}

/* Each thing happens on its own day. */
static bool live_through(struct demo *d, enum demo_which which, struct err *e)
{
	const struct demo_dates at = demo_round_dates(d, which);
	struct unit_tree tree;

	if (!unit_tree_get(d->db, d->a, d->key[which], d->organisation_name, &tree, e) ||
	    !for_each_leaf(d, which, &tree, false, e))
		return false;
	clock_fix(at.opens);
	if (!round_open(d->db, d->a, d->key[which], sheet_layout(&d->model).size, e) ||
	    !for_each_leaf(d, which, &tree, true, e) || !add_volunteers(d, which, e))
		return false;
	clock_fix(at.closes);
	return which == DEMO_OPEN || round_close(d->db, d->a, d->key[which], NULL, e);
}

bool demo_round_fill(struct demo *d, enum demo_which which, struct err *e)
{
	bool is_done = add(d, which, e) && live_through(d, which, e);

	clock_fix(d->now);
	return is_done;
}

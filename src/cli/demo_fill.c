/* SPDX-License-Identifier: EUPL-1.2 */
/* Laying the example organisation in an empty database. */
#include <string.h>

#include "base/clock.h"
#include "cli/demo.h"
#include "domain/account.h"
#include "domain/model_base.h"
#include "domain/organisation.h"

#define DAY_MS (24 * 3600 * 1000LL)
#define SEED 20261122

enum { CODES_MAX = 64 };	/* members of one unit */

/* A year before: one team had another name and the data analysts were part of
 * it, so that not everything can be compared. */
static const char groups_before[] =
	"pad;naam;soort;aantal\n"
	"Dienstverlening;Burgerzaken;team;27\n"
	"Dienstverlening;Vergunningen;team;31\n"
	"Sociaal domein;Werk en inkomen;team;34\n"
	"Sociaal domein;Zorg en jeugd;team;33\n"
	"Ruimte en bestuur;Openbare ruimte;team;31\n"
	"Ruimte en bestuur;Bestuursadvies;team;8\n"
	"Ruimte en bestuur;Bedrijfsvoering;team;28\n"
	";Leidinggevenden;leiding;15\n"
	";Privacy en informatieveiligheid;specialist:privacy;7\n";

static const char groups[] =
	"pad;naam;soort;aantal\n"
	"Dienstverlening;Burgerzaken;team;28\n"
	"Dienstverlening;Vergunningen en toezicht;team;32\n"
	"Sociaal domein;Werk en inkomen;team;36\n"
	"Sociaal domein;Zorg en jeugd;team;34\n"
	"Ruimte en bestuur;Openbare ruimte;team;30\n"
	"Ruimte en bestuur;Bestuursadvies;team;8\n"
	"Ruimte en bestuur;Bedrijfsvoering;team;22\n"
	";Leidinggevenden;leiding;16\n"
	";Data en analyse;specialist:data;9\n"
	";Privacy en informatieveiligheid;specialist:privacy;7\n";

static const char words[] =
	"{\"doelgroep\":{\"nl\":\"inwoners en ondernemers\",\"en\":\"residents and businesses\"},"
	"\"bestuur\":{\"nl\":\"het college\",\"en\":\"the executive\"}}";

/* Then the executive was called otherwise, in a text of one subject. */
static const char words_before[] =
	"{\"doelgroep\":{\"nl\":\"inwoners en ondernemers\",\"en\":\"residents and businesses\"},"
	"\"bestuur\":{\"nl\":\"de gemeenteraad\",\"en\":\"the council\"}}";

/* A round as somebody would write it down. */
struct plan {
	int64_t id;
	const char *name, *groups, *words;
	int years;		/* before the present */
	int64_t created, closes;
	int response;		/* in a hundred */
	uint64_t seed;
};

struct filling {
	struct db *db;
	struct arena *a;
	int64_t organisation, model_id;
	struct model model;
};

static struct ticket_code code_next(struct rng *r)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	struct ticket_code code = { { 0 } };

	for (size_t i = 0; i < TICKET_CHARS; i++)
		code.text[i] = alphabet[rng_next_below(r, 32)];
	return code;
}

/* The codes of one unit; each unit has a stream of its own. */
static void codes_of(uint64_t seed, size_t unit, struct ticket_code *codes, size_t count)
{
	struct rng r = { seed * 1000 + unit };

	for (size_t i = 0; i < count; i++)
		codes[i] = code_next(&r);
}

/* Nobody of the first unit's last three fills in anything: they are to try. */
struct demo_codes demo_codes(void)
{
	struct ticket_code codes[28] = { { { 0 } } };
	struct demo_codes ret;

	codes_of(SEED + 1, 2, codes, ARRAY_LEN(codes));
	for (size_t i = 0; i < DEMO_CODES_SHOWN; i++)
		ret.shown[i] = codes[ARRAY_LEN(codes) - 1 - i];
	return ret;
}

static bool add_round(struct filling *f, const struct plan *p, struct round *r, struct err *e)
{
	*r = (struct round){
		.id = p->id, .organisation = f->organisation, .model = f->model_id,
		.organisation_name = STR(DEMO_ORGANISATION), .name = str_from(p->name),
		.purpose = STR("Inwoners met geldzorgen willen we binnen vier weken helpen. "
			       "Daarvoor moeten we eerder zien waar het misgaat."),
		.words = str_from(p->words), .k = 5, .languages = 3, .closes = p->closes,
		.created = p->created,
		.tasks = {
			{ STR("Bestaanszekerheid"), STR("huishoudens met schulden") },
			{ STR("Genoeg passende woningen"), STR("starters en ouderen") },
			{ STR("Een leefbare wijk"), STR("bewoners van de Waterwijk") },
		},
		.task_count = 3,
	};
	return round_add(f->db, r, e);
}

/* Answers of one unit: the response decides how many; never the last three of
 * unit 2, and only four of the small team, so that it stays below k. */
static bool answer_unit(struct filling *f, const struct plan *p, const struct unit *u, size_t i,
			const struct ticket_code *codes, struct err *e)
{
	struct rng r = { p->seed * 77 + i };
	size_t size = (size_t)u->size, count = size * (size_t)p->response / 100;
	struct notes *n = ARENA_NEW(f->a, struct notes);
	struct sheet s = { NULL, sheet_layout(&f->model).size };

	if (u->size == 8)
		count = 4;
	if (i == 2 && count > size - DEMO_CODES_SHOWN)
		count = size - DEMO_CODES_SHOWN;
	for (size_t k = 0; k < count; k++) {
		struct respondent who;

		if (!respondent_get(f->db, f->a, codes[k], &who, e))
			return false;
		s = who.sheet;
		demo_answer(&r, &f->model, u, i, p->years, &s, n);
		if (!sheet_put(f->db, codes[k], &s, e) ||
		    !notes_put(f->db, f->a, codes[k], n, e))
			return false;
	}
	return true;
}

static bool for_each_leaf(struct filling *f, const struct plan *p, struct unit_tree *tree,
			  bool is_answering, struct err *e)
{
	for (size_t i = 1; i < tree->count; i++) {
		struct ticket_code codes[CODES_MAX] = { { { 0 } } };
		const struct unit *u = &tree->units[i];

		if (!u->is_leaf)
			continue;
		codes_of(p->seed, i, codes, (size_t)u->size);
		if (is_answering ? !answer_unit(f, p, u, i, codes, e)
				 : !ticket_issue(f->db, p->id, u->id, codes, (size_t)u->size, e))
			return false;
	}
	return true;
}

static bool fill_round(struct filling *f, const struct plan *p, struct err *e)
{
	struct paste paste;
	struct unit_tree tree;
	struct round r;

	unit_paste(f->a, str_from(p->groups), STR(DEMO_ORGANISATION), 5, &paste);
	if (paste.faults)
		return err_set(e, ERR_SYSTEM, "the example's groups have faults");
	return add_round(f, p, &r, e) && unit_tree_put(f->db, p->id, &paste.tree, e) &&
	       unit_tree_get(f->db, f->a, p->id, STR(DEMO_ORGANISATION), &tree, e) &&
	       for_each_leaf(f, p, &tree, false, e) &&
	       round_open(f->db, f->a, f->organisation, p->id, sheet_layout(&f->model).size, e) &&
	       for_each_leaf(f, p, &tree, true, e);
}

static bool add_people(struct filling *f, struct err *e)
{
	struct account lead = {
		.id = 1, .login = STR(DEMO_LOGIN), .name = STR("Meral de Wit"),
		.role = ROLE_LEAD,
	};
	struct str hash;

	if (!organisation_find_or_add(f->db, STR(DEMO_ORGANISATION), &f->organisation, e) ||
	    !account_hash_password(f->a, STR(DEMO_PASSWORD), &hash, e))
		return false;
	lead.organisation = f->organisation;
	return account_add(f->db, &lead, hash, e);
}

/* Five in the afternoon of that day. */
static int64_t at_five(int64_t ms)
{
	return clock_from_local(clock_local(ms).date, 17, 0);
}

bool demo_fill(struct db *db, struct arena *a, struct err *e)
{
	struct filling f = { .db = db, .a = a };
	int64_t now = clock_now();
	const struct plan plans[] = {
		{ 2025001, "Voorjaar 2025", groups_before, words_before, 1, now - 565 * DAY_MS,
		  at_five(now + DAY_MS), 71, SEED - 1 },
		{ 2026001, "Voorjaar 2026", groups, words, 0, now - 200 * DAY_MS,
		  at_five(now + DAY_MS), 82, SEED },
		{ 2026002, "Najaar 2026", groups, words, 0, now - 10 * DAY_MS,
		  at_five(now + 12 * DAY_MS), 44, SEED + 1 },
	};
	const size_t last = ARRAY_LEN(plans) - 1;
	struct model_report report;

	if (!add_people(&f, e) || !model_store(db, model_base_document(), &f.model_id, e) ||
	    !model_read(a, model_base_document(), NULL, 0, &f.model, &report, e))
		return false;
	for (size_t i = 0; i < last; i++)
		if (!fill_round(&f, &plans[i], e) ||
		    !round_close(db, a, f.organisation, plans[i].id, e))
			return false;
	return fill_round(&f, &plans[last], e);
}

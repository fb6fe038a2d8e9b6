/* SPDX-License-Identifier: EUPL-1.2 */
/* Laying the example organisation in an empty database. */
#include "account/account.h"
#include "account/organisation.h"
#include "demo/demo.h"
#include "demo/demo_parts.h"
#include "model/model_base.h"
#include "model/model_store.h"
#include "store/state.h"

static bool add_people(struct demo *d, struct err *e)
{
	struct account lead = {
		.id = 1, .login = STR(DEMO_LOGIN), .name = STR("Meral de Wit"),
		.role = ROLE_LEAD,
	};
	struct str hash;

	if (!organisation_find_or_add(d->db, d->organisation_name, ORGANISATION_ASK,
				      &d->organisation, e) ||
	    !account_hash_password(d->a, STR(DEMO_PASSWORD), &hash, e))
		return false;
	lead.organisation = d->organisation;
	d->lead = lead.id;
	return account_add(d->db, &lead, hash, e);
}

static bool add_rounds(struct demo *d, struct err *e)
{
	struct model_report report;

	if (!model_store(d->db, model_base_document(), &d->model_id, e) ||
	    !model_read(d->a, model_base_document(), NULL, &d->model, &report, e))
		return false;
	for (enum demo_which which = DEMO_BEFORE; which < DEMO_ROUNDS; which++)
		if (!demo_round_fill(d, which, e) || !demo_remarks_read(d, which, e))
			return false;
	return round_get(d->db, d->a, d->organisation, demo_round_id(DEMO_TALK), &d->round, e) &&
	       picture_get(d->db, d->a, &d->round, &d->model, &d->picture, e);
}

static bool fill(struct demo *d, struct err *e)
{
	return add_people(d, e) && add_rounds(d, e) && demo_meetings_hold(d, e) &&
	       demo_notes_write(d, e) && demo_findings_write(d, e) && demo_shared_write(d, e) &&
	       demo_facts_check(d, e) && demo_exits_answer(d, e) && demo_replies_write(d, e);
}

bool demo_fill(struct db *db, struct arena *a, struct err *e)
{
	struct demo d = {
		.db = db, .a = a, .now = clock_now(), .organisation_name = STR(DEMO_ORGANISATION),
	};
	bool is_filled;

	clock_fix(d.now);
	is_filled = fill(&d, e);
	clock_fix(0);
	/* Its rounds were closed months ago: no doubt of the clock follows from it. */
	return is_filled && state_put_seen(db, e);
}

struct demo_codes demo_codes(void)
{
	struct ticket_code codes[DEMO_TRY_SIZE] = { { { 0 } } };
	struct demo_codes ret;

	_Static_assert((int)DEMO_CODES_SHOWN <= (int)DEMO_TRY_CARDS, "shown cards are unused");
	demo_cards(DEMO_OPEN, DEMO_TRY_UNIT, codes, ARRAY_LEN(codes));
	for (size_t i = 0; i < DEMO_CODES_SHOWN; i++)
		ret.shown[i] = codes[ARRAY_LEN(codes) - 1 - i];
	return ret;
}

bool demo_card(struct db *db, struct arena *a, struct ticket_code *ret, struct err *e)
{
	struct ticket_code codes[DEMO_TRY_SIZE] = { { { 0 } } };
	struct respondent *who = ARENA_NEW(a, struct respondent);

	demo_cards(DEMO_OPEN, DEMO_TRY_UNIT, codes, ARRAY_LEN(codes));
	for (size_t i = ARRAY_LEN(codes); i > 0; i--) {
		*ret = codes[i - 1];
		if (!respondent_get(db, a, *ret, who, e))
			return false;
		if (who->is_open && !sheet_is_used(&who->sheet))
			return true;
	}
	return err_set(e, ERR_ABSENT, "no card is left");
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Laying the example organisation in an empty database. */
#include "account/account.h"
#include "account/organisation.h"
#include "base/must.h"
#include "demo/demo.h"
#include "model/model_base.h"
#include "model/model_store.h"

enum { SUNDAY = 0, SATURDAY = 6, NOON = 12 };

int64_t demo_day(const struct demo *d, int days, int hour, int minute)
{
	int64_t noon = clock_from_local(clock_local(d->now).date, NOON, 0) + days * CLOCK_DAY_MS;
	int weekday = clock_local(noon).weekday;

	if (weekday == SATURDAY)
		noon -= CLOCK_DAY_MS;
	if (weekday == SUNDAY)
		noon += CLOCK_DAY_MS;
	return clock_from_local(clock_local(noon).date, hour, minute);
}

size_t demo_unit(const struct demo *d, const char *name)
{
	size_t i = 0;

	while (i < d->picture.tree.count && !str_is(d->picture.tree.units[i].name, name))
		i++;
	must(i < d->picture.tree.count);
	return i;
}

static bool add_people(struct demo *d, struct err *e)
{
	struct account lead = {
		.id = 1, .login = STR(DEMO_LOGIN), .name = STR("Meral de Wit"),
		.role = ROLE_LEAD,
	};
	struct str hash;

	if (!organisation_find_or_add(d->db, STR(DEMO_ORGANISATION), &d->organisation, e) ||
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
	    !model_read(d->a, model_base_document(), NULL, 0, &d->model, &report, e))
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
	struct demo d = { .db = db, .a = a, .now = clock_now() };
	bool is_filled;

	clock_fix(d.now);
	is_filled = fill(&d, e);
	clock_fix(0);
	return is_filled;
}

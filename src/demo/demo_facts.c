/* SPDX-License-Identifier: EUPL-1.2 */
/* What people who were in the workshop said of what was written down. */
#include "demo/demo_parts.h"
#include "finding/factcheck.h"

enum { STARTED_DAYS = -8, STARTED_HOUR = 16, REPLIED_DAYS = -5, ITEMS = 16 };

/* One phone: of each item in the order of the page, what it said. */
struct plan {
	const char *says;		/* + right, - not right, . nothing */
	const char *body;		/* with the - */
};

static const struct plan plans[] = {
	{ "++++++", NULL },
	{ "+.++.+", NULL },
	{ ".+-+++",
	  "In mijn team vraagt de teamleider juist wel door. ‘Zelden’ is te sterk: het wisselt." },
	{ "+++.++", NULL },
	{ "++.++.", NULL },
	{ "+.+++", NULL },
};

/* At most ITEMS of those that are known of the workshop. */
static bool reply(struct demo *d, struct str code, const struct plan *p, int64_t at,
		  struct err *e)
{
	struct fact_reaction replies[ITEMS] = { { 0 } };
	const struct fact_reaction *full;
	struct fact_item_list items;
	size_t n = 0;

	if (!fact_items(d->db, d->a, DEMO_WORKSHOP, &items, e))
		return false;
	for (size_t i = 0; i < items.count && i < ITEMS && p->says[i]; i++) {
		const struct fact_item *item = &items.at[i];
		struct fact_reaction *r = &replies[n];

		if (p->says[i] == '.')
			continue;
		*r = (struct fact_reaction){
			.finding = item->is_agreement ? 0 : item->id,
			.agreement = item->is_agreement ? item->id : 0,
			.version = item->version, .is_right = p->says[i] == '+',
		};
		r->body = str_from(r->is_right ? "" : p->body);
		n++;
	}
	return fact_reaction_add(d->db, code, replies, n, at, &full, e);
}

bool demo_facts_check(struct demo *d, struct err *e)
{
	struct ticket_code code = ticket_make();
	struct str text = str_from(code.text);

	if (!fact_check_start(d->db, DEMO_WORKSHOP, text,
			      demo_day(d, STARTED_DAYS, STARTED_HOUR, 0), e))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(plans); i++)
		if (!reply(d, text, &plans[i], demo_day(d, REPLIED_DAYS, STARTED_HOUR, 0), e))
			return false;
	return true;
}

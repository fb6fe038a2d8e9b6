/* SPDX-License-Identifier: EUPL-1.2 */
/* How long a route takes, and which statements belong to it. */
#include "model/model.h"

bool statement_is_for(const struct statement *s, enum route unit_route, struct str unit_tag)
{
	if (s->route == ROUTE_EVERYONE)
		return true;
	return s->route == unit_route &&
	       (s->route != ROUTE_SPECIALISTS || str_eq(s->tag, unit_tag));
}

int model_minutes(const struct model *m, enum route route, struct str tag)
{
	size_t choices = m->closing_count;

	for (size_t i = 0; i < m->subject_count; i++) {
		const struct subject *s = &m->subjects[i];

		choices += 2;	/* now, and in two years */
		for (size_t k = 0; k < s->statement_count; k++)
			choices += statement_is_for(&s->statements[k], route, tag);
	}
	return (int)((choices * MODEL_SECONDS_A_CHOICE + 59) / 60);
}

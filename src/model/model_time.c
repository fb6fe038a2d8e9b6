/* SPDX-License-Identifier: EUPL-1.2 */
/* How long a route takes, and which statements belong to it. */
#include "model/model.h"

enum { WORDS_A_MINUTE = 200, THOUGHT_SECONDS = 12 };

bool statement_is_for(const struct statement *s, enum route unit_route, struct str unit_tag)
{
	if (s->route == ROUTE_EVERYONE)
		return true;
	return s->route == unit_route &&
	       (s->route != ROUTE_SPECIALISTS || str_eq(s->tag, unit_tag));
}

int model_minutes(const struct model *m, enum lang lang, enum route route, struct str tag)
{
	size_t words = 0, thoughts = 0;

	for (size_t i = 0; i < m->subject_count; i++) {
		const struct subject *s = &m->subjects[i];

		words += s->name.words[lang] + s->question.words[lang];
		for (size_t k = 0; k < m->level_count; k++)
			words += s->ladder[k].words[lang];
		for (size_t k = 0; k < s->statement_count; k++)
			if (statement_is_for(&s->statements[k], route, tag))
				words += s->statements[k].text.words[lang];
		thoughts++;
	}
	for (size_t i = 0; i < m->closing_count; i++)
		words += m->closing[i].text.words[lang];
	return (int)((words * 60 / WORDS_A_MINUTE + thoughts * THOUGHT_SECONDS + 59) / 60);
}

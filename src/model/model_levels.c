/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/model.h"

const struct str *model_level_names(struct arena *a, const struct model *m, enum lang lang)
{
	struct str *names = ARENA_ARRAY(a, struct str, m->level_count);

	for (size_t i = 0; i < m->level_count; i++)
		names[i] = m->levels[i].name.in[lang];
	return names;
}

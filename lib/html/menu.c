/* SPDX-License-Identifier: EUPL-1.2 */
#include "html/menu.h"

#include <string.h>

enum { FLAT_MAX = 5 };		/* so many words stand beside each other in the bar */

static bool is_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static const struct menu_entry *current(const struct view *v)
{
	for (size_t i = 0; i < v->page.menu_count; i++)
		if (v->page.menu[i].is_current)
			return &v->page.menu[i];
	return NULL;
}

bool menu_leads(const struct view *v, size_t i)
{
	const struct menu_entry *m = &v->page.menu[i];

	return menu_is_flat(v) || !m->area || i == 0 || !is_same(m->area, m[-1].area);
}

bool menu_is_in_area(const struct view *v, size_t i)
{
	const struct menu_entry *at = current(v);

	return at && (at == &v->page.menu[i] || is_same(at->area, v->page.menu[i].area));
}

bool menu_is_flat(const struct view *v)
{
	return v->page.menu_count <= FLAT_MAX;
}

const char *menu_area(const struct view *v)
{
	const struct menu_entry *at = current(v);

	return at && at->area ? tr(v->lang, at->area) : NULL;
}

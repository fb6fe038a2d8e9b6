/* SPDX-License-Identifier: EUPL-1.2 */
#include "html/menu.h"

#include <string.h>

enum { URL_BYTES = 100 };

#define PREPARE N_("Voorbereiden")
#define PICTURE N_("Beeld")
#define TALK N_("Gesprek")

const struct menu_entry menu[] = {
	{ NULL, "overzicht", "", N_("Overzicht"), false },
	{ PREPARE, "groepen", "/groepen", N_("Groepen"), false },
	{ PREPARE, "kaarten", "/kaarten", N_("Kaarten"), false },
	{ PICTURE, "beeld", "/beeld", N_("Het hele beeld"), true },
	{ PICTURE, "verandering", "/verandering", N_("Verandering"), true },
	{ PICTURE, "opmerkingen", "/opmerkingen", N_("Opmerkingen"), true },
	{ TALK, "sessies", "/sessies", N_("Sessies"), true },
	{ TALK, "agenda", "/agenda", N_("Gespreksagenda"), true },
	{ TALK, "bevindingen", "/bevindingen", N_("Bevindingen"), true },
	{ TALK, "gedeeld-beeld", "/gedeeld-beeld", N_("Gedeeld beeld"), true },
	{ TALK, "wij-doen", "/wij-doen", N_("Jullie zeiden, wij doen"), true },
};
const size_t menu_count = sizeof(menu) / sizeof(menu[0]);

static bool is_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static const struct menu_entry *current(const struct view *v)
{
	for (size_t i = 0; i < menu_count; i++)
		if (menu_is_current(v, i))
			return &menu[i];
	return NULL;
}

struct url menu_url(const struct view *v, size_t i)
{
	struct out o = out_new(v->a, URL_BYTES);

	out_c(&o, "/rondes/");
	out_i64(&o, v->page.round);
	out_c(&o, menu[i].path);
	return (struct url){ out_done(&o) };
}

bool menu_shows(const struct view *v, size_t i)
{
	return v->page.has_picture || !menu[i].is_after_closing;
}

bool menu_is_current(const struct view *v, size_t i)
{
	return menu_shows(v, i) && is_same(menu[i].tab, v->page.tab);
}

bool menu_leads(const struct view *v, size_t i)
{
	if (!menu_shows(v, i))
		return false;
	return menu_is_flat(v) || !menu[i].area || !is_same(menu[i].area, menu[i - 1].area);
}

bool menu_is_in_area(const struct view *v, size_t i)
{
	const struct menu_entry *at = current(v);

	return at && (at == &menu[i] || is_same(at->area, menu[i].area));
}

bool menu_is_flat(const struct view *v)
{
	return !v->page.has_picture;
}

const char *menu_area(const struct view *v)
{
	const struct menu_entry *at = current(v);

	return at && at->area ? tr(v->lang, at->area) : NULL;
}

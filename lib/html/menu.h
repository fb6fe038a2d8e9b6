/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The menu of what a page is about.  Its entries stand in areas: on a wide
 * screen the bar has the areas, and a second line the pages of the area one is
 * in; on a small one all of them fold out of one word.  The server makes the
 * entries, from the table of pages.
 */
#ifndef PEIL_HTML_MENU_H
#define PEIL_HTML_MENU_H

#include "html/view.h"

struct menu_entry {
	const char *area;	/* translated later; NULL: on its own in the bar */
	const char *text;	/* translated later */
	struct url url;
	bool is_current;	/* the page one is on, or below */
};

/* The first entry of its area, which stands for it in the bar. */
bool menu_leads(const struct view *v, size_t i);
bool menu_is_in_area(const struct view *v, size_t i);	/* one is in its area */
/* Few entries all stand in the bar, without their areas. */
bool menu_is_flat(const struct view *v);
const char *menu_area(const struct view *v);	/* one is in, translated; NULL: none */

#endif

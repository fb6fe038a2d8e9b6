/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The menu of a round.  Its pages stand in areas: on a wide screen the bar has
 * the areas, and a second line the pages of the area one is in; on a small one
 * all of them fold out of one word.  A new page is a line in menu.c.
 */
#ifndef PEIL_HTML_MENU_H
#define PEIL_HTML_MENU_H

#include "html/view.h"

struct menu_entry {
	const char *area;	/* translated later; NULL: on its own in the bar */
	const char *tab;	/* what view_page.tab says of its pages */
	const char *path;	/* behind /rondes/{round} */
	const char *text;	/* translated later */
	bool is_after_closing;
};

extern const struct menu_entry menu[];
extern const size_t menu_count;

struct url menu_url(const struct view *v, size_t i);
bool menu_shows(const struct view *v, size_t i);
bool menu_is_current(const struct view *v, size_t i);	/* the page one is on */
/* The first page shown of its area, which stands for it in the bar. */
bool menu_leads(const struct view *v, size_t i);
bool menu_is_in_area(const struct view *v, size_t i);	/* one is in its area */
/* Before closing there are few pages; then all of them stand in the bar. */
bool menu_is_flat(const struct view *v);
const char *menu_area(const struct view *v);	/* one is in, translated; NULL: none */

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* The menu, from the table of pages. */
#include "html/menu.h"

#include <string.h>

#include "server/web.h"

enum { URL_BYTES = 200 };

static bool has_place(const struct page *page)
{
	return page->menu.text != NULL;
}

/* The path goes on from another: "/beeld", "/beeld/…" and "/beeld.csv" from "/beeld". */
static bool goes_on_from(const char *path, const char *from)
{
	const size_t n = strlen(from);

	return strncmp(path, from, n) == 0 && (path[n] == '\0' || path[n] == '/' || path[n] == '.');
}

/* The page of the menu that this one stands under; NULL: none. */
static const struct page *current(const struct page *const *pages, const struct page *page)
{
	const struct page *best = NULL;

	if (page->under)
		return page->under;
	for (size_t i = 0; pages[i]; i++)
		if (has_place(pages[i]) && goes_on_from(page->path, pages[i]->path) &&
		    (!best || strlen(best->path) < strlen(pages[i]->path)))
			best = pages[i];
	return best;
}

static int64_t rank(const struct page *page)
{
	const struct menu_place *m = &page->menu;

	return ((int64_t)(m->area ? m->area->order : 0) << 32) + m->order;
}

static struct url url_of(struct arena *a, const struct page *page, int64_t id)
{
	struct out o = out_new(a, URL_BYTES);
	const char *hole = strchr(page->path, '{');

	if (!hole)
		return (struct url){ str_from(page->path) };
	out_bytes(&o, page->path, (size_t)(hole - page->path));
	out_i64(&o, id);
	out_c(&o, strchr(hole, '}') + 1);
	return (struct url){ out_done(&o) };
}

void call_menu(struct call *c, unsigned stage, int64_t id)
{
	const struct page *const *pages = c->web->product->pages;
	const struct page *at = current(pages, c->page), **shown;
	struct menu_entry *entries;
	size_t all = 0, n = 0;

	while (pages[all])
		all++;
	shown = ARENA_ARRAY(c->a, const struct page *, all + 1);
	for (size_t i = 0; i < all; i++) {
		const struct page *page = pages[i];
		size_t k = n;

		if (!has_place(page) || (page->stages && !(page->stages & stage)) ||
		    (c->who.may & page->needs) != page->needs)
			continue;
		for (; k > 0 && rank(shown[k - 1]) > rank(page); k--)
			shown[k] = shown[k - 1];
		shown[k] = page;
		n++;
	}
	entries = ARENA_ARRAY(c->a, struct menu_entry, n + 1);
	for (size_t i = 0; i < n; i++)
		entries[i] = (struct menu_entry){
			.area = shown[i]->menu.area ? shown[i]->menu.area->text : NULL,
			.text = shown[i]->menu.text, .url = url_of(c->a, shown[i], id),
			.is_current = shown[i] == at,
		};
	c->view.page.menu = entries;
	c->view.page.menu_count = n;
}

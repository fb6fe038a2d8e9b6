/* SPDX-License-Identifier: EUPL-1.2 */
/* Which page answers a path. */
#include "server/web.h"

/* Compares segment by segment.  Returns how many literal segments agree plus
 * one, or 0 when the path is another; args takes what {…} stands for. */
static int match(struct str pattern, struct str path, struct str arg[4])
{
	int literal = 1;
	size_t args = 0;

	while (pattern.p && path.p) {
		struct str want = str_split(pattern, '/', &pattern);
		struct str got = str_split(path, '/', &path);

		if (want.n && want.p[0] == '{') {
			if (got.n == 0 || args == 4)
				return 0;
			arg[args++] = got;
		} else if (str_eq(want, got)) {
			literal++;
		} else {
			return 0;
		}
	}
	return pattern.p || path.p ? 0 : literal;
}

/* Most pages fall out at the first letter. */
static bool may_match(const char *pattern, struct str path)
{
	return path.n < 2 || pattern[1] == path.p[1] || pattern[1] == '{' || pattern[1] == '\0';
}

static bool method_fits(const struct page *page, struct str method)
{
	return str_is(method, page->method) ||
	       (str_is(method, "HEAD") && str_is(STR("GET"), page->method));
}

/* What Allow says; several patterns may have one path. */
static struct str allow_text(bool has_get, bool has_post)
{
	if (has_get && has_post)
		return STR("GET, POST");
	return has_get ? STR("GET") : has_post ? STR("POST") : (struct str){ 0 };
}

const struct page *route_find(const struct page *const *pages, struct str method, struct str path,
			      struct str arg[4], struct str *ret_allow)
{
	const struct page *best = NULL;
	bool has_get = false, has_post = false;
	int best_score = 0;

	for (size_t i = 0; pages[i]; i++) {
		struct str found[4] = { { 0 } };
		int score = may_match(pages[i]->path, path)
			? match(str_from(pages[i]->path), path, found) : 0;

		if (score == 0)
			continue;
		if (!method_fits(pages[i], method)) {
			has_get |= method_fits(pages[i], STR("GET"));
			has_post |= method_fits(pages[i], STR("POST"));
		} else if (score > best_score) {
			best_score = score;
			best = pages[i];
			for (size_t k = 0; k < 4; k++)
				arg[k] = found[k];
		}
	}
	*ret_allow = best ? (struct str){ 0 } : allow_text(has_get, has_post);
	return best;
}

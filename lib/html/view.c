/* SPDX-License-Identifier: EUPL-1.2 */
/* Escaping for every place a hole can stand in. */
#include "html/view.h"

const char *view_lang(const struct view *v)
{
	return v->lang == LANG_EN ? "en" : "nl";
}

bool view_offers(const struct view *v, enum lang lang)
{
	return v->page.languages == 0 || (v->page.languages >> lang & 1);
}

/* Writes s; bytes for which `entity` has a text are replaced by it. */
static void escaped(struct out *o, struct str s, const char *(*entity)(char c))
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *text = entity(s.p[i]);

		if (!text)
			continue;
		out_bytes(o, s.p + from, i - from);
		out_c(o, text);
		from = i + 1;
	}
	if (s.n > from)
		out_bytes(o, s.p + from, s.n - from);
}

static const char *text_entity(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '\0': return "\xEF\xBF\xBD";	/* U+FFFD, as a browser would */
	default: return NULL;
	}
}

static const char *attr_entity(char c)
{
	switch (c) {
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return text_entity(c);
	}
}

void view_text_str(struct view *v, struct str s)
{
	escaped(v->o, s, text_entity);
}

void view_text_c(struct view *v, const char *s)
{
	view_text_str(v, str_from(s));
}

void view_text_i64(struct view *v, int64_t n)
{
	out_i64(v->o, n);
}

void view_attr_str(struct view *v, struct str s)
{
	escaped(v->o, s, attr_entity);
}

void view_attr_c(struct view *v, const char *s)
{
	view_attr_str(v, str_from(s));
}

/* RFC 3986: only "unreserved" stays as it is. */
static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

void view_part_str(struct view *v, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char u = (unsigned char)s.p[i];

		if (is_unreserved(s.p[i])) {
			out_char(v->o, s.p[i]);
			continue;
		}
		out_char(v->o, '%');
		out_char(v->o, digits[u >> 4]);
		out_char(v->o, digits[u & 15]);
	}
}

void view_part_c(struct view *v, const char *s)
{
	view_part_str(v, str_from(s));
}

/* A struct url comes from our builders.  This is the second lock: whatever a
 * builder got wrong, no script and no other scheme gets into a page. */
static bool url_is_safe(struct str s)
{
	if (s.n == 0)
		return true;
	if (s.p[0] == '#' || s.p[0] == '?')
		return true;
	if (s.p[0] == '/')
		return s.n == 1 || (s.p[1] != '/' && s.p[1] != '\\');
	return str_starts(s, STR("https://")) || str_starts(s, STR("http://")) ||
	       str_starts(s, STR("mailto:"));
}

void view_url(struct view *v, struct url u)
{
	view_attr_str(v, url_is_safe(u.text) ? u.text : STR("#"));
}

void view_markup(struct view *v, struct markup m)
{
	out_str(v->o, m.html);
}

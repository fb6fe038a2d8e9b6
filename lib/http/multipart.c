/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Forms with files: the part of multipart/form-data (RFC 7578) that browsers
 * send, and nothing besides.  Refused are a preamble, an epilogue, headers of
 * a part other than Content-Disposition and Content-Type, folded lines, nested
 * parts, filename*, escapes, and a boundary that stands inside a part.
 *
 * Nothing is copied but the texts: the bytes of a file share the life of the
 * body.  Pure, fuzzed.
 */
#include "http/http.h"

#include <string.h>
#include <strings.h>

#include "base/out.h"
#include "base/utf8.h"

enum {
	BOUNDARY_MAX = 70,		/* RFC 2046 */
	PART_HEADER_BYTES_MAX = 2000,	/* a field's name and a file's name */
	NAME_BYTES_MAX = 100,
	FILE_NAME_BYTES_MAX = 1000,
};

static bool starts_with_any_case(struct str s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && strncasecmp(s.p, word, n) == 0;
}

static bool is_boundary(struct str s)
{
	static const char others[] = "'()+_,-./:=?";

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
				(c >= 'A' && c <= 'Z');

		if (!is_plain && (c == '\0' || !strchr(others, c)))
			return false;
	}
	return s.n > 0 && s.n <= BOUNDARY_MAX;
}

/* The boundary is the only parameter that a browser sends. */
static bool boundary_of(struct str type, struct str *ret)
{
	struct str parameter, kind = str_trim(str_split(type, ';', &parameter));
	struct str boundary;

	parameter = str_trim(parameter);
	if (kind.n != strlen("multipart/form-data") ||
	    !starts_with_any_case(kind, "multipart/form-data") ||
	    !starts_with_any_case(parameter, "boundary="))
		return false;
	boundary = str_cut(parameter, strlen("boundary="), parameter.n);
	if (boundary.n >= 2 && boundary.p[0] == '"' && boundary.p[boundary.n - 1] == '"')
		boundary = str_cut(boundary, 1, boundary.n - 1);
	*ret = boundary;
	return is_boundary(boundary);
}

/* Takes `what` off the front of *s. */
static bool skip(struct str *s, struct str what)
{
	if (!str_starts(*s, what))
		return false;
	*s = str_cut(*s, what.n, s->n);
	return true;
}

/* Everything before the first `what`, which is taken off too. */
static bool take_until(struct str *s, struct str what, struct str *ret)
{
	const char *at = s->n ? memmem(s->p, s->n, what.p, what.n) : NULL;

	if (!at)
		return false;
	*ret = (struct str){ s->p, (size_t)(at - s->p) };
	*s = str_cut(*s, ret->n + what.n, s->n);
	return true;
}

/* name="value" without escapes; browsers write %22 for a quote. */
static bool take_parameter(struct str *line, struct str name, size_t max, struct str *ret)
{
	struct str value;

	if (!skip(line, name) || !skip(line, STR("=\"")) ||
	    !take_until(line, STR("\""), &value) || value.n > max || !utf8_text_ok(value) ||
	    (value.n && (memchr(value.p, '\n', value.n) || memchr(value.p, '\r', value.n))))
		return false;
	*ret = value;
	return true;
}

/* Without the folders that old browsers put before it. */
static struct str last_part(struct str path)
{
	size_t from = path.n;

	while (from > 0 && path.p[from - 1] != '/' && path.p[from - 1] != '\\')
		from--;
	return str_cut(path, from, path.n);
}

static bool read_disposition(struct str line, struct form_field *ret)
{
	struct str file;

	if (!skip(&line, STR("form-data; ")) ||
	    !take_parameter(&line, STR("name"), NAME_BYTES_MAX, &ret->name) || ret->name.n == 0)
		return false;
	if (line.n == 0)
		return true;
	if (!skip(&line, STR("; ")) ||
	    !take_parameter(&line, STR("filename"), FILE_NAME_BYTES_MAX, &file) || line.n)
		return false;
	ret->is_file = true;
	ret->file_name = last_part(file);
	return true;
}

/* The type that a browser says a file has is not believed: it is skipped. */
static bool read_headers(struct str head, struct form_field *ret)
{
	bool has_disposition = false, has_type = false;

	while (head.n) {
		struct str line, rest = head;

		if (!take_until(&rest, STR("\r\n"), &line))
			return false;
		if (starts_with_any_case(line, "Content-Disposition:") && !has_disposition) {
			has_disposition = true;
			line = str_trim(str_cut(line, strlen("Content-Disposition:"), line.n));
			if (!read_disposition(line, ret))
				return false;
		} else if (starts_with_any_case(line, "Content-Type:") && !has_type) {
			has_type = true;
			if (!utf8_text_ok(line) || memchr(line.p, '\n', line.n))
				return false;
		} else {
			return false;
		}
		head = rest;
	}
	return has_disposition;
}

/* One part, from behind its delimiter's line end to behind the next delimiter. */
static bool read_part(struct arena *a, struct str *body, struct str delimiter,
		      struct form_field *ret)
{
	struct str head, value, rest = str_cut(*body, 0, PART_HEADER_BYTES_MAX);

	if (!take_until(&rest, STR("\r\n\r\n"), &head))
		return false;
	*body = str_cut(*body, head.n + 4, body->n);
	head.n += 2;	/* each line with its end */
	if (!read_headers(head, ret) || !take_until(body, delimiter, &value))
		return false;
	if (!ret->is_file) {
		value = form_line_feeds(a, value);
		if (!utf8_text_ok(value))
			return false;
	}
	ret->value = value;
	return true;
}

/* Counts delimiters, so that the list need not grow. */
static size_t count_parts(struct str body, struct str delimiter, size_t max)
{
	struct str ignored;
	size_t n = 0;

	while (n <= max && take_until(&body, delimiter, &ignored))
		n++;
	return n;
}

bool multipart_parse(struct arena *a, const struct multipart *m, const struct form_field **ret,
		     size_t *ret_count, struct err *e)
{
	struct out o = out_new(a, BOUNDARY_MAX + 10);
	struct str boundary, delimiter, body = m->body;
	struct form_field *fields;
	size_t most, count = 0;

	if (!boundary_of(m->type, &boundary))
		return err_set(e, ERR_INPUT, "a form with a boundary of another kind");
	out_c(&o, "\r\n--");
	out_str(&o, boundary);
	delimiter = out_done(&o);
	most = count_parts(body, delimiter, m->max);
	if (most > m->max)
		return err_set(e, ERR_INPUT, "a form with more than %zu parts", m->max);
	if (!skip(&body, str_cut(delimiter, 2, delimiter.n)))
		return err_set(e, ERR_INPUT, "a form that does not begin with its boundary");
	fields = ARENA_ARRAY(a, struct form_field, most + 1);
	while (skip(&body, STR("\r\n")))
		if (count == most || !read_part(a, &body, delimiter, &fields[count++]))
			return err_set(e, ERR_INPUT, "part %zu of a form cannot be read", count);
	if (!skip(&body, STR("--")) || (skip(&body, STR("\r\n")), body.n))
		return err_set(e, ERR_INPUT, "a form that does not end with its boundary");
	*ret = fields;
	*ret_count = count;
	return true;
}

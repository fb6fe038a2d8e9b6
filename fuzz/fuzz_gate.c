/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a head, cut as leniently as libmicrohttpd does.  What the gate
 * lets through must read the same to a strict reader: cut again at CRLF and
 * the first colon, it gives the same parts.
 */
#include <string.h>
#include <strings.h>

#include "base/must.h"
#include "http/gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADERS_MAX = 128 };

/* A line ends at LF; a value ends at NUL; blanks after the colon are skipped. */
static struct str next_line(struct str *rest)
{
	struct str line = str_split(*rest, '\n', rest);

	return str_ends(line, STR("\r")) ? str_cut(line, 0, line.n - 1) : line;
}

static struct http_header cut_header(struct str line)
{
	struct http_header h;
	struct str ignored;

	h.name = str_split(line, ':', &h.value);
	while (h.value.n && (h.value.p[0] == ' ' || h.value.p[0] == '\t'))
		h.value = str_cut(h.value, 1, h.value.n);
	h.value = str_split(h.value, '\0', &ignored);
	if (!h.value.p)
		h.value = (struct str){ line.p + line.n, 0 };
	return h;
}

static bool has_nul(struct str text, size_t from, size_t to)
{
	return memchr(text.p + from, '\0', to - from) != NULL;
}

/* Where we answer is a path, and what names the host has no user and no path. */
static void check_target(struct str text)
{
	struct gate_target target = gate_target_read(text);

	must(target.path.n > 0 && target.path.p[0] == '/');
	must(!memchr(target.path.p, '?', target.path.n));
	if (!target.host.p)
		return;
	must(target.host.n > 0 && target.host.p > text.p);
	must(target.host.p[-1] == '/' && target.host.p[-2] == '/');
	for (size_t i = 0; i < target.host.n; i++)
		must(!strchr("/?@#\\%", target.host.p[i]));
}

/* A bare line feed is seen, except beside the NUL that gate.h speaks of. */
static void check_again(const struct gate_head *h, struct str text)
{
	size_t hosts = 0;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '\n' && (i == 0 || text.p[i - 1] != '\r'))
			must(has_nul(text, i > 3 ? i - 3 : 0, i));
		must(c != '\r' || (i + 1 < text.n && text.p[i + 1] == '\n'));
	}
	for (size_t i = 0; i < h->count; i++) {
		must(h->headers[i].name.n > 0 && h->headers[i].name.p[0] != ' ');
		hosts += h->headers[i].name.n == 4 &&
			 strncasecmp(h->headers[i].name.p, "host", 4) == 0;
	}
	must(hosts == 1 || (hosts == 0 && str_is(h->version, "HTTP/1.0")));
	check_target(h->target);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct http_header headers[HEADERS_MAX];
	struct str text = { (const char *)data, size }, rest = text, line;
	struct gate_head h = { .headers = headers, .is_in_place = true };
	int64_t length;

	line = next_line(&rest);
	h.method = str_split(line, ' ', &line);
	h.target = str_split(line, ' ', &h.version);
	h.target_at = h.target.p;
	while (rest.n && h.count < HEADERS_MAX) {
		line = next_line(&rest);
		if (line.n == 0)
			break;
		headers[h.count++] = cut_header(line);
	}
	/* The library calls nobody before the empty line is there. */
	if (!h.target.p || !h.version.p || !rest.p || line.n)
		return 0;
	h.size = (size_t)(rest.p - text.p);
	(void)gate_target_read(h.target);
	if (gate_check(&h, &length) == 0)
		check_again(&h, str_cut(text, 0, h.size));
	return 0;
}

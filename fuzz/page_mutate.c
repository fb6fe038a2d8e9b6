/* SPDX-License-Identifier: EUPL-1.2 */
/* A request of the table of pages, with what its descriptor says that people send. */
#include "page_ask.h"

#include <stdio.h>
#include <string.h>

#include "base/rng.h"
#include "serve/serve.h"

static const char *const actors[] = {
	"{lead}", "{lead}", "{lead}", "{lead2}", "{other}", "{card}", "{phone}", "{lead}; {phone}", "peil=x", "",
};
static const char *const others[] = {
	"", "", "", "Accept-Language: en\n", "Accept-Encoding: gzip\n", "Cookie: taal=en\n", "Host: elders.nl:99\n",
	"Origin: https://elders.nl\n", "Sec-Fetch-Site: same-origin\n", "X-Forwarded-For: 198.51.100.7\n",
};

/* What stands for a part of a path, by its name; others get anything. */
static const struct { const char *name, *values[10]; } parts[] = {
	{ "round", { "7", "7", "1007", "2007", "3007", "8" } },
	{ "meeting", { "21", "22", "23", "3021", "3022", "99" } },
	{ "code", { "{P}", "{U}", "ABCD2F", "BBCD2F", "ABCDEFGHJKM2", "BBCDEFGHJKM2", "ABCDEFGHJKM3" } },
	{ "key", { "ABCDEFGHJKMNABCDEFGHJKM2", "BBCDEFGHJKMNBBCDEFGHJKM2" } },
	{ "unit", { "{A0}", "{B0}", "{C0}", "{A1}", "{A2}", "{A3}", "0" } },
	{ "note", { "31", "32", "3031", "0" } },
	{ "finding", { "51", "52", "3051", "nieuw" } },
	{ "file", { "41", "3041", "42" } },
	{ "remark", { "71", "3071", "72" } },
	{ "subject", { "1", "2", "14", "15", "0" } },
	{ "stage", { "0", "1", "5", "11", "12" } },
	{ "", { "0", "1", "-1", "9223372036854775807", "%00", "%ff", "x%2fy", "%3Cscript%3E", "..", "%7BA0%7D" } },
};
static const char *const numbers[] = {
	"0", "1", "2", "3", "5", "21", "22", "31", "41", "51", "61", "71", "211", "212", "{A0}", "{B0}", "{A1}", "{A2}",
	"3021", "3051", "-1", "9223372036854775807", "x", "",
};
static const char *const texts[] = {
	"Iets", "%3C%22%27%26getypt", "", "+", "%F0%9F%98%80", "a%0Ab%0A%0Ac", "%E2%80%AE", "%3D1%2B1", "%00", "%ff",
	"A%3BB%3Bteam%3B6%0A", "Dienst%3BA%3Bteam%3B6%0ADienst%3BNieuw%3Bteam%3B7%0A", "https%3A%2F%2Fvoorbeeld.nl",
	"javascript%3Aalert(1)", "{P}", "{K}", "ABCD2F", "bewaar", "publiceer", "start", "tonen", "stap", "tellen", "tijd",
	"vastleggen", "toon", "code", "opnieuw", "vast", "einde", "herschrijven", "volgende", "csv", "verder",
};
static const char *const dates[] = { "2099-01-01", "2026-12-01", "1970-01-01", "2026-02-30", "9999-99-99", "x" };
static const char *const times[] = { "14:30", "0:00", "24:00", "9.05", "x" };

struct making {
	struct out o;
	struct rng r;
	struct arena *a;
};

#define PICK(m, list) (list)[rng_next_below(&(m)->r, ARRAY_LEN(list))]

static const char *part_of(struct making *m, struct str name)
{
	size_t i = 0, n = 0;

	while (parts[i].name[0] && !str_is(name, parts[i].name))
		i++;
	if (rng_next_below(&m->r, 12) == 0)
		i = ARRAY_LEN(parts) - 1;
	while (n < ARRAY_LEN(parts[i].values) && parts[i].values[n])
		n++;
	return parts[i].values[rng_next_below(&m->r, n)];
}

static void out_path(struct making *m, const char *pattern)
{
	struct str rest = str_from(pattern);

	(void)str_split(rest, '/', &rest);
	while (rest.p) {
		struct str part = str_split(rest, '/', &rest);

		out_char(&m->o, '/');
		if (part.n && part.p[0] == '{')
			out_c(&m->o, part_of(m, str_cut(part, 1, part.n - 1)));
		else
			out_str(&m->o, part);
	}
}

static void out_number_of(struct making *m, const struct field *f)
{
	const int64_t bounds[] = { f->min, f->max, f->min - (f->min > INT64_MIN), f->max + (f->max < INT64_MAX), f->min + 1 };

	if (rng_next_below(&m->r, 2))
		out_i64(&m->o, PICK(m, bounds));
	else
		out_c(&m->o, PICK(m, numbers));
}

static void out_value(struct making *m, const struct field *f)
{
	switch (f->kind) {
	case FIELD_INT: case FIELD_INTS: case FIELD_CHOICE: case FIELD_SELECT: case FIELD_FLAG:
		out_number_of(m, f);
		break;
	case FIELD_DATE:
		out_c(&m->o, PICK(m, dates));
		break;
	case FIELD_TIME:
		out_c(&m->o, PICK(m, times));
		break;
	default:
		out_c(&m->o, PICK(m, texts));
		if (rng_next_below(&m->r, 20) == 0)
			for (uint64_t n = rng_next_below(&m->r, 3000); n; n--)
				out_char(&m->o, 'x');
	}
}

/* A % in a name is a number. */
static void out_name(struct making *m, const struct field *f)
{
	for (const char *p = f->name; *p; p++)
		if (*p == '%')
			out_i64(&m->o, (int64_t)rng_next_below(&m->r, f->times ? f->times + 1 : 2));
		else if (*p == '[' || *p == ']')
			out_c(&m->o, *p == '[' ? "%5B" : "%5D");
		else
			out_char(&m->o, *p);
}

static void out_fields(struct making *m, const struct page *page)
{
	for (const struct field *f = page->fields; f && f->name; f++) {
		if (f->kind == FIELD_FILE || rng_next_below(&m->r, 3) == 0)
			continue;
		out_char(&m->o, '&');
		out_name(m, f);
		out_char(&m->o, '=');
		out_value(m, f);
	}
}

static bool takes_file(const struct page *page)
{
	const struct field *f = page->fields;

	while (f && f->name && f->kind != FIELD_FILE)
		f++;
	return f && f->name;
}

static void out_part(struct making *m, const struct field *f)
{
	out_c(&m->o, "--x\r\nContent-Disposition: form-data; name=\"");
	out_name(m, f);
	out_c(&m->o, f->kind == FIELD_FILE ? "\"; filename=\"<a>.txt\"\r\n\r\ntekst" : "\"\r\n\r\n");
	if (f->kind != FIELD_FILE)
		out_value(m, f);
	out_c(&m->o, "\r\n");
}

static void out_body(struct making *m, const struct page *page)
{
	if (takes_file(page) && rng_next_below(&m->r, 2)) {
		out_c(&m->o, "Content-Type: multipart/form-data; boundary=x\n\n"
			     "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{T}\r\n");
		for (const struct field *f = page->fields; f && f->name; f++)
			if (rng_next_below(&m->r, 3))
				out_part(m, f);
		out_c(&m->o, "--x--\r\n");
		return;
	}
	out_c(&m->o, rng_next_below(&m->r, 4) ? "\n{form}" : "\ncsrf={T}");
	out_fields(m, page);
}

size_t page_make(struct arena *a, char *to, size_t room, unsigned seed)
{
	struct making m = { .o = out_new(a, room), .r = { seed }, .a = a };
	const struct page *page;
	size_t count = 0;

	while (serve_product.pages[count])
		count++;
	page = serve_product.pages[rng_next_below(&m.r, count)];
	out_c(&m.o, page->method);
	out_char(&m.o, ' ');
	out_path(&m, page->path);
	out_c(&m.o, rng_next_below(&m.r, 6) ? "\n" : "?taal=en&zeker=1\n");
	out_c(&m.o, "Cookie: ");
	out_c(&m.o, PICK(&m, actors));
	out_char(&m.o, '\n');
	out_c(&m.o, PICK(&m, others));
	if (strcmp(page->method, "POST") == 0)
		out_body(&m, page);
	memcpy(to, m.o.p, m.o.n);
	return m.o.n;
}

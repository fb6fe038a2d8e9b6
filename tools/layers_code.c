/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What stands in a file of the house.  Its code is as long as its text, with
 * blanks where a reader of C sees none: in C files comments, strings and
 * characters, in templates everything but the holes.  So a place in the code
 * is the same place in the text.
 */
#include "layers_house.h"

#include "text.h"

#include <ctype.h>
#include <string.h>

/* --- words ------------------------------------------------------------------- */

bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

struct word code_word(const char *code, size_t *at, int *line)
{
	struct word w = { 0 };
	size_t i = *at;

	for (; code[i] && !is_word_char(code[i]); i++)
		*line += code[i] == '\n';
	w.p = code + i;
	while (is_word_char(code[i]))
		i++;
	w.n = (size_t)(code + i - w.p);
	*at = i;
	return w;
}

bool word_is(struct word w, const char *text)
{
	return strlen(text) == w.n && strncmp(w.p, text, w.n) == 0;
}

bool code_is_call(const char *code, size_t at)
{
	return code[at + strspn(code + at, " \t\n")] == '(';
}

/* --- the C in the holes of a template ---------------------------------------- */

static bool starts(const char *p, const char *text)
{
	return strncmp(p, text, strlen(text)) == 0;
}

static size_t copy_hole(const char *text, char *code, size_t i);

/* Behind a string or character of C.  The value of an attribute, as arguments
 * of {t} have them, may have holes of its own: they are code. */
static size_t skip_string(const char *text, char *code, size_t i)
{
	char quote = text[i];
	bool is_value = quote == '"' && i > 0 && text[i - 1] == '=';

	for (i++; text[i] && text[i] != quote; i++) {
		if (is_value && text[i] == '{' && text[i + 1] != '{')
			i = copy_hole(text, code, i) - 1;
		else if (is_value ? text[i] == '{' : text[i] == '\\' && text[i + 1])
			i++;
	}
	return text[i] ? i + 1 : i;
}

static size_t skip_to(const char *text, size_t i, const char *end)
{
	const char *p = strstr(text + i, end);

	return p ? (size_t)(p - text) + strlen(end) : i + strlen(text + i);
}

/* {call NAME(…)}, {part NAME(…)}, {page NAME(…)}: the name is that of a
 * template, and no function of ours. */
static size_t skip_name(const char *text, char *code, size_t i)
{
	static const char *const heads[] = { "{call ", "{part ", "{page " };

	for (size_t k = 0; k < sizeof(heads) / sizeof(heads[0]); k++) {
		if (!starts(text + i, heads[k]))
			continue;
		code[i] = '{';
		i += strlen(heads[k]);
		i += strspn(text + i, " \t\n");
		while (is_word_char(text[i]))
			i++;
		return i;
	}
	code[i] = '{';
	return i + 1;
}

/* Copies a hole to the code, from its { at i; the result is behind its }. */
static size_t copy_hole(const char *text, char *code, size_t i)
{
	int depth = 0;

	i = skip_name(text, code, i);
	while (text[i]) {
		char c = text[i];

		if (c == '"' || c == '\'') {
			i = skip_string(text, code, i);
		} else if (starts(text + i, "/*")) {
			i = skip_to(text, i + 2, "*/");
		} else {
			code[i++] = c;
			depth += c == '{';
			if (c == '}' && depth-- == 0)
				break;
		}
	}
	return i;
}

static char *template_code(const char *text)
{
	char *code = copy_text(text, strlen(text));
	size_t i = 0;

	for (char *p = code; *p; p++)
		if (*p != '\n')
			*p = ' ';
	while (text[i]) {
		if (starts(text + i, "{#"))
			i = skip_to(text, i + 2, "#}");
		else if (starts(text + i, "<!--"))
			i = skip_to(text, i + 4, "-->");
		else if (starts(text + i, "{{"))
			i += 2;
		else if (text[i] == '{')
			i = copy_hole(text, code, i);
		else
			i++;
	}
	return code;
}

/* --- includes ---------------------------------------------------------------- */

static void add_include(struct file *f, int line, const char *name, size_t n, bool is_angle)
{
	f->includes = need_memory(f->includes, (f->include_count + 1) * sizeof(*f->includes));
	f->includes[f->include_count++] = (struct include){
		.line = line, .name = copy_text(name, n), .is_angle = is_angle };
}

/* The name of a header, from the end of the word include or use. */
static void read_name(struct file *f, const char *text, int line)
{
	const char *p = text + strspn(text, " \t");

	while (starts(p, "/*")) {
		p += skip_to(p, 2, "*/");
		p += strspn(p, " \t");
	}
	if (*p == '"' || *p == '<')
		add_include(f, line, p + 1, strcspn(p + 1, *p == '"' ? "\"\n" : ">\n"), *p == '<');
	else
		complain(f->path, line, "an include without a name in quotes; write the header's "
			 "own name");
}

/* Finds {use in a template, #include in C. */
static void read_includes(struct file *f, const char *text)
{
	bool is_template = file_is(f, ".html");
	const char *code = f->code;
	int line = 1;

	for (size_t i = 0; code[i]; i++) {
		size_t at = i + 1;
		bool is_first = i == 0 || code[i - 1] == '\n';

		line += code[i] == '\n';
		if (is_template) {
			if (starts(code + i, "{use") && !is_word_char(code[i + 4]))
				read_name(f, text + i + 4, line);
			continue;
		}
		if (!is_first)
			continue;
		at = i + strspn(code + i, " \t");
		if (code[at] != '#')
			continue;
		at += 1 + strspn(code + at + 1, " \t");
		if (starts(code + at, "include") && !is_word_char(code[at + 7]))
			read_name(f, text + at + 7, line);
	}
}

static void resolve(const struct house *h, struct include *in)
{
	size_t n = strcspn(in->name, "/");
	struct text path = { 0 };
	struct room r;

	in->room = (struct room){ PART_ELSEWHERE, NO_ROOM };
	if (!in->name[n])
		return;
	r = house_room(h, in->name, n);
	if (r.part == PART_ELSEWHERE)
		return;
	text_add(&path, "%s/%s", r.part == PART_LIB ? "lib" : "src", in->name);
	in->to = house_file(h, path.p);
	/* <sys/…> would be of the system, also if there were a room sys. */
	if (in->to || !in->is_angle)
		in->room = r;
}

/* ROOM/views.h has the prototypes of the room's templates, and includes what
 * these use. */
static void add_views(struct house *h, struct room r)
{
	struct text path = { 0 };
	struct file views = { .room = r };

	text_add(&path, "%s/%s/views.h", r.part == PART_LIB ? "lib" : "src", room_name(h, r));
	for (size_t i = 0; i < h->file_count; i++) {
		const struct file *f = &h->files[i];

		if (!file_is(f, ".html") || f->room.part != r.part || f->room.number != r.number)
			continue;
		for (size_t j = 0; j < f->include_count; j++)
			add_include(&views, 0, f->includes[j].name, strlen(f->includes[j].name),
				    false);
		views.path = path.p;
	}
	if (!views.path || house_file(h, views.path))
		return;
	add_include(&views, 0, "html/view.h", strlen("html/view.h"), false);
	h->files[h->file_count++] = views;
}

void house_read_code(struct house *h)
{
	for (size_t i = 0; i < h->file_count; i++) {
		struct file *f = &h->files[i];
		char *text;

		if (f->room.part == PART_ELSEWHERE || f->room.part == PART_SCHEMA)
			continue;
		text = source_text(f->source);
		if (file_is(f, ".html"))
			f->code = template_code(text);
		else if (file_is(f, ".c") || file_is(f, ".h"))
			f->code = source_code(f->source);
		if (f->code)
			read_includes(f, text);
	}
	for (size_t i = 0; lib_rooms[i].name; i++)
		add_views(h, (struct room){ PART_LIB, i });
	for (size_t i = 0; i < h->room_count; i++)
		add_views(h, (struct room){ PART_SRC, i });
	for (size_t i = 0; i < h->file_count; i++)
		for (size_t j = 0; j < h->files[i].include_count; j++)
			resolve(h, &h->files[i].includes[j]);
}

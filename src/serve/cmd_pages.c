/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of pages as JSON, for tests and for who wants to read it. */
#include <stdio.h>
#include <string.h>

#include "account/account.h"
#include "cli/command.h"
#include "json/writer.h"
#include "round/round.h"
#include "server/page.h"

extern const struct page *const pages[];
extern const char *const page_files[];

enum { OUTPUT_MAX = 4 << 20 };

const struct command pages_command;

/* The names of bits. */
struct bit {
	unsigned bit;
	const char *name;
};

static const struct bit rights[] = { { MAY_LEAD, "lead" }, { 0 } };
static const struct bit stages[] = {
	{ WHILE_PREPARING, "preparing" }, { WHILE_OPEN, "open" }, { AFTER_CLOSING, "closed" }, { 0 },
};

static void put_bits(struct json_writer *w, const char *name, const struct bit *bits, unsigned set)
{
	json_field_list(w, name);
	for (; bits->name; bits++)
		if (set & bits->bit)
			json_put_text(w, str_from(bits->name));
	json_end(w);
}

static void put_limit(struct json_writer *w, const struct rate_limit *limit)
{
	if (!limit)
		return;
	json_begin_object(w);
	json_field_text(w, "of", str_from(limit->of));
	json_field_whole(w, "times", limit->times);
	json_field_whole(w, "seconds", limit->seconds);
	json_end(w);
}

static void put_limits(struct json_writer *w, const struct page *page)
{
	json_field_list(w, "limits");
	for (size_t i = 0; i < PAGE_COUNTS; i++)
		put_limit(w, page->counts[i]);
	json_end(w);
}

static const char *kind_of(const struct field *f)
{
	switch (f->kind) {
	case FIELD_LINE: return "line";
	case FIELD_TEXT: return "text";
	case FIELD_LINES: return "lines";
	case FIELD_LINK: return "link";
	case FIELD_SECRET: return "secret";
	case FIELD_INT: return "whole number";
	case FIELD_CHOICE: return "choice";
	case FIELD_SELECT: return "select";
	case FIELD_DATE: return "date";
	case FIELD_TIME: return "time";
	case FIELD_FLAG: return "flag";
	case FIELD_INTS: return "whole numbers";
	case FIELD_FILE: return "file";
	case FIELD_SEEN: return "seen";
	}
	return "";
}

static bool has_limits(const struct field *f)
{
	return f->kind != FIELD_DATE && f->kind != FIELD_TIME && f->kind != FIELD_FLAG &&
	       f->kind != FIELD_SEEN;
}

static void put_field(struct json_writer *w, const struct field *f)
{
	json_break_line(w);
	json_begin_object(w);
	json_field_text(w, "name", str_from(f->name));
	json_field_text(w, "kind", str_from(kind_of(f)));
	if (has_limits(f)) {
		json_field_whole(w, "min", f->min);
		json_field_whole(w, "max", f->max);
	}
	if (f->chars)
		json_field_whole(w, "chars", (int64_t)f->chars);
	json_field_flag(w, "needed", f->is_needed);
	json_field_whole(w, "times", f->times ? (int64_t)f->times : 1);
	json_end(w);
}

static void put_fields(struct json_writer *w, const struct page *page)
{
	bool takes_files = false;

	for (const struct field *f = page->fields; f && f->name; f++)
		takes_files |= f->kind == FIELD_FILE;
	json_field_flag(w, "takes_files", takes_files);
	json_field_list(w, "fields");
	for (const struct field *f = page->fields; f && f->name; f++)
		put_field(w, f);
	json_end(w);
}

static void put_menu(struct json_writer *w, const struct page *page)
{
	const struct menu_place *m = &page->menu;

	if (m->text) {
		json_field_object(w, "menu");
		json_field_text(w, "text", str_from(m->text));
		if (m->area) {
			json_field_text(w, "area", str_from(m->area->text));
			json_field_whole(w, "area_order", m->area->order);
		}
		json_field_whole(w, "order", m->order);
		json_end(w);
	}
	if (page->under)
		json_field_text(w, "under", str_from(page->under->path));
}

static void put_page(struct json_writer *w, const struct page *page, struct str file)
{
	struct str name, room = str_split(file, '/', &name);
	bool is_post = strcmp(page->method, "POST") == 0;

	json_break_line(w);
	json_begin_object(w);
	json_field_text(w, "method", str_from(page->method));
	json_field_text(w, "path", str_from(page->path));
	json_field_text(w, "room", room);
	json_field_text(w, "file", name);
	json_field_text(w, "kind", page->kind == PAGE_ANONYMOUS ? STR("anonymous") : STR("for all"));
	put_bits(w, "needs", rights, page->needs);
	put_bits(w, "stages", stages, page->stages);
	put_menu(w, page);
	put_limits(w, page);
	if (is_post)
		json_field_whole(w, "body_max", page->body_max ? (int64_t)page->body_max
							       : PAGE_BODY_DEFAULT);
	json_field_flag(w, "reads_out", page->reads_out);
	json_field_flag(w, "is_slow", page->is_slow);
	json_field_flag(w, "is_strict", page->is_strict);
	put_fields(w, page);
	json_end(w);
}

static int cmd_pages_run(int argc, char **argv)
{
	SCOPED(arena_freep) struct arena *a = arena_new(2 * OUTPUT_MAX);
	struct out o = out_new(a, OUTPUT_MAX);
	struct json_writer w = json_writer_new(&o);
	struct str text;

	(void)argv;
	if (argc != 1)
		return command_usage(&pages_command);
	json_begin_object(&w);
	json_field_list(&w, "pages");
	for (size_t i = 0; pages[i]; i++)
		put_page(&w, pages[i], str_from(page_files[i]));
	json_end(&w);
	json_end(&w);
	json_end_line(&w);
	if (o.is_failed)
		return EXIT_REFUSED;
	text = out_done(&o);
	(void)fwrite(text.p, 1, text.n, stdout);
	return EXIT_DONE;
}

const struct command pages_command = {
	.name = "pages",
	.usage = "",
	.help = "print the table of pages as JSON",
	.run = cmd_pages_run,
};

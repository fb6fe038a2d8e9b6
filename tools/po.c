/* SPDX-License-Identifier: EUPL-1.2 */
#include "po.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

struct reader {
	struct po *po;
	const char *path;
	int line;
	struct po_entry entry;		/* being read */
	struct text now;		/* the text being read */
	const char **target;		/* where it goes; NULL: between texts */
	bool is_fuzzy;			/* flag for the entry that comes */
	const char *source;		/* place in the source of the entry that comes */
};

static void end_text(struct reader *r)
{
	if (r->target)
		*r->target = copy_text(r->now.p ? r->now.p : "", r->now.n);
	r->now.n = 0;
	r->target = NULL;
}

static void end_entry(struct reader *r)
{
	end_text(r);
	if (r->entry.id && r->entry.id[0]) {
		struct po *po = r->po;

		po->entries = need_memory(po->entries, (po->count + 1) * sizeof(*po->entries));
		po->entries[po->count++] = r->entry;
	}
	r->entry = (struct po_entry){ 0 };
}

/* Adds one quoted piece to the text being read. */
static void read_quoted(struct reader *r, const char *p)
{
	static const char escapes[] = "n\nt\tr\r\"\"\\\\";

	if (*p++ != '"' || !r->target) {
		complain(r->path, r->line, "this line is not understood");
		return;
	}
	for (; *p && *p != '"'; p++) {
		const char *found;

		if (*p != '\\') {
			text_bytes(&r->now, p, 1);
			continue;
		}
		p++;
		for (found = escapes; *found && *found != *p; found += 2)
			;
		if (!*found || !*p) {
			complain(r->path, r->line, "only \\n \\t \\r \\\" and \\\\ are known");
			return;
		}
		text_bytes(&r->now, found + 1, 1);
	}
	if (*p != '"')
		complain(r->path, r->line, "the text has no closing quote");
	else if (p[1 + strspn(p + 1, " \t\r")])
		complain(r->path, r->line, "something follows the text");
}

/* Begins the text that a keyword announces. */
static void begin_text(struct reader *r, const char **target)
{
	end_text(r);
	if (*target)
		complain(r->path, r->line, "this was given already for \"%s\"",
			 r->entry.id ? r->entry.id : "");
	r->target = target;
}

static void read_line(struct reader *r, const char *p)
{
	static const char *const words[] = { "msgid", "msgid_plural", "msgstr", "msgstr[0]",
					     "msgstr[1]" };
	const char **const targets[] = { &r->entry.id, &r->entry.id_plural, &r->entry.one,
					 &r->entry.one, &r->entry.many };
	size_t n = strcspn(p, " \t");

	if (*p == '"') {
		read_quoted(r, p);
		return;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i]) != n || strncmp(words[i], p, n) != 0)
			continue;
		if (i == 0) {
			end_entry(r);
			r->entry.path = r->path;
			r->entry.line = r->line;
			r->entry.is_fuzzy = r->is_fuzzy;
			r->entry.source = r->source;
			r->is_fuzzy = false;
			r->source = NULL;
		}
		begin_text(r, targets[i]);
		read_quoted(r, p + n + strspn(p + n, " \t"));
		return;
	}
	complain(r->path, r->line, "%.*s is not known here", (int)n, p);
}

void po_read(struct po *po, const char *path)
{
	struct reader r = { .po = po, .path = copy_text(path, strlen(path)) };
	char *source = file_read(path, NULL);

	if (!source) {
		complain(path, 0, "cannot be read");
		return;
	}
	for (char *p = source; p;) {
		char *end = strchr(p, '\n');

		r.line++;
		if (end)
			*end = '\0';
		p += strspn(p, " \t\r");
		if (*p == '#') {
			end_text(&r);
			if (p[1] == ',' && strstr(p, "fuzzy"))
				r.is_fuzzy = true;
			if (p[1] == ':' && p[2] == ' ')
				r.source = copy_text(p + 3, strlen(p + 3));
		} else if (*p) {
			read_line(&r, p);
		} else {
			end_text(&r);
		}
		p = end ? end + 1 : NULL;
	}
	end_entry(&r);
	free(source);
}

int po_order(const void *a, const void *b)
{
	const struct po_entry *left = a, *right = b;

	return strcmp(left->id, right->id);
}

struct po_entry *po_find(struct po *po, const char *id)
{
	struct po_entry key = { .id = id };

	return po->count ? bsearch(&key, po->entries, po->count, sizeof(key), po_order) : NULL;
}

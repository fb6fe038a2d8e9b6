/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * catalogue OUT POT PO…
 *
 * Compiles the English texts into C.  POT is what xgettext found in the
 * source: every Dutch message.  The English is in the files PO, one for each
 * room that shows text.  OUT becomes the sorted table of base/tr.h.
 *
 * Refused, with the place and what to do: a message without English; an entry
 * marked fuzzy; the same Dutch with two different English texts; a plural on
 * one side only; values (%1) or elements (<1>…</1>) that differ from the
 * Dutch; elements that do not nest; a .po file that cannot be understood.
 * English that no source asks for is a warning.
 */
#include "po.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Counts the values and elements of a text: [0] %n, [1] <n>, [2] </n>. */
static void count_holes(const char *s, int count[3][10])
{
	memset(count, 0, 3 * sizeof(count[0]));
	for (; *s; s++) {
		if (s[0] == '%' && s[1] >= '1' && s[1] <= '9')
			count[0][s[1] - '0'] = 1;
		else if (s[0] == '<' && s[1] >= '1' && s[1] <= '9' && s[2] == '>')
			count[1][s[1] - '0']++;
		else if (s[0] == '<' && s[1] == '/' && s[2] >= '1' && s[2] <= '9' && s[3] == '>')
			count[2][s[2] - '0']++;
	}
}

/* Every </n> closes the element that was opened last, and none stays open. */
static bool is_nested(const char *s)
{
	char open[32];
	size_t depth = 0;

	for (; *s; s++) {
		if (s[0] == '<' && s[1] >= '1' && s[1] <= '9' && s[2] == '>') {
			if (depth == sizeof(open))
				return false;
			open[depth++] = s[1];
		} else if (s[0] == '<' && s[1] == '/' && s[2] >= '1' && s[2] <= '9' &&
			   s[3] == '>') {
			if (depth == 0 || open[--depth] != s[2])
				return false;
		}
	}
	return depth == 0;
}

static void check_text(const struct po_entry *e, const char *dutch, const char *english)
{
	int a[3][10], b[3][10];

	count_holes(dutch, a);
	count_holes(english, b);
	if (memcmp(a[0], b[0], sizeof(a[0])) != 0)
		complain(e->path, e->line, "the values %%1 ... %%9 differ between \"%s\" and \"%s\"",
			 dutch, english);
	if (memcmp(a[1], b[1], 2 * sizeof(a[1])) != 0)
		complain(e->path, e->line, "the elements <1>...</1> differ between \"%s\" and \"%s\"",
			 dutch, english);
	else if (!is_nested(english))
		complain(e->path, e->line, "the elements of \"%s\" do not nest", english);
}

static void check_entry(const struct po_entry *e)
{
	if (e->is_fuzzy)
		complain(e->path, e->line, "\"%s\" is marked fuzzy: check it and take the mark away",
			 e->id);
	if (e->id_plural && (!e->one || !e->many))
		complain(e->path, e->line, "\"%s\" needs msgstr[0] and msgstr[1]", e->id);
	else if (!e->id_plural && (!e->one || e->many))
		complain(e->path, e->line, "\"%s\" needs one msgstr", e->id);
	if (e->one && e->one[0])
		check_text(e, e->id, e->one);
	if (e->many && e->many[0] && e->id_plural)
		check_text(e, e->id_plural, e->many);
}

static bool is_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Sorts, checks every entry, and drops doubles that say the same. */
static void settle(struct po *po)
{
	size_t kept = 0;

	qsort(po->entries, po->count, sizeof(*po->entries), po_order);
	for (size_t i = 0; i < po->count; i++) {
		const struct po_entry *e = &po->entries[i], *last = &po->entries[kept ? kept - 1 : 0];

		check_entry(e);
		if (kept > 0 && strcmp(last->id, e->id) == 0) {
			if (!is_same(last->one, e->one) || !is_same(last->many, e->many) ||
			    !is_same(last->id_plural, e->id_plural))
				complain(e->path, e->line,
					 "\"%s\" has other English at %s:%d; keep one", e->id,
					 last->path, last->line);
			continue;
		}
		po->entries[kept++] = *e;
	}
	po->count = kept;
}

static void write_entry(struct text *out, const struct po_entry *source, const struct po_entry *e)
{
	text_bytes(out, "\t{ ", 3);
	text_c_string(out, e->id);
	text_bytes(out, ",\n\t  ", 5);
	text_c_string(out, e->one);
	text_bytes(out, ", ", 2);
	if (source->id_plural)
		text_c_string(out, e->many);
	else
		text_bytes(out, "NULL", 4);
	text_bytes(out, " },\n", 4);
}

/* Every message that the source asks for, with its English, sorted. */
static size_t write_used(struct text *out, const struct po *asked, struct po *english)
{
	size_t count = 0;

	for (size_t i = 0; i < asked->count; i++) {
		const struct po_entry *m = &asked->entries[i];
		struct po_entry *e = po_find(english, m->id);

		if (!e || !e->one || !e->one[0] || (m->id_plural && (!e->many || !e->many[0]))) {
			complain(m->source ? m->source : m->path, m->source ? 0 : m->line,
				 "no English for \"%s\": add it to the en.po of its room", m->id);
			continue;
		}
		if (m->id_plural && !is_same(m->id_plural, e->id_plural)) {
			complain(e->path, e->line, "the plural of \"%s\" is \"%s\" in the source",
				 m->id, m->id_plural);
			continue;
		}
		e->is_used = true;
		write_entry(out, m, e);
		count++;
	}
	return count;
}

static void warn_unused(const struct po *english)
{
	for (size_t i = 0; i < english->count; i++) {
		const struct po_entry *e = &english->entries[i];

		if (!e->is_used)
			fprintf(stderr, "%s:%d: warning: nothing asks for \"%s\"\n", e->path,
				e->line, e->id);
	}
}

int main(int argc, char **argv)
{
	struct po asked = { 0 }, english = { 0 };
	struct text out = { 0 };
	size_t count;

	if (argc < 4) {
		fputs("usage: catalogue OUT POT PO...\n", stderr);
		return 2;
	}
	po_read(&asked, argv[2]);
	if (asked.count > 0)
		qsort(asked.entries, asked.count, sizeof(*asked.entries), po_order);
	for (int i = 3; i < argc; i++)
		po_read(&english, argv[i]);
	if (english.count > 0)
		settle(&english);
	text_add(&out, "/* Made by tools/catalogue from the en.po of each room. */\n"
		 "#include \"base/tr.h\"\n\nconst struct message tr_en[] = {\n");
	count = write_used(&out, &asked, &english);
	text_add(&out, "\t{ NULL, NULL, NULL }\n};\nconst size_t tr_en_count = %zu;\n", count);
	if (complaints() > 0)
		return 1;
	warn_unused(&english);
	if (!file_write(argv[1], &out))
		complain(argv[1], 0, "cannot be written");
	return complaints() > 0;
}

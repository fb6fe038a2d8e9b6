/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reads .po and .pot files, the gettext format: comments, flags, msgid,
 * msgid_plural, msgstr, msgstr[0] and msgstr[1], with texts over several
 * lines.  A context (msgctxt) is refused, because tr() has none.
 */
#ifndef PEIL_TOOLS_PO_H
#define PEIL_TOOLS_PO_H

#include <stdbool.h>
#include <stddef.h>

struct po_entry {
	const char *id, *id_plural;	/* id_plural: NULL when it has none */
	const char *one, *many;		/* msgstr or msgstr[0]; msgstr[1] */
	const char *path;		/* where the entry stands */
	int line;
	const char *source;		/* the last "#: file:line …" above it, or NULL */
	bool is_fuzzy, is_used;
};

struct po {
	struct po_entry *entries;
	size_t count;
};

/* Adds the entries of a file; the header (msgid "") is left out.  What cannot
 * be understood goes to complain(). */
void po_read(struct po *po, const char *path);

/* For qsort: by the bytes of the message. */
int po_order(const void *a, const void *b);

/* In a sorted collection; NULL when it is not there. */
struct po_entry *po_find(struct po *po, const char *id);

#endif

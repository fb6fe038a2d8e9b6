/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of reading pasted rows: records, headings, words for kinds. */
#ifndef PEIL_ROUND_PASTE_ROW_H
#define PEIL_ROUND_PASTE_ROW_H

#include "base/list.h"
#include "round/paste.h"

enum { PASTE_LINES_MAX = 2 * UNITS_MAX };	/* the rest comes back as one faulty line */

/* --- records (paste_record.c) ------------------------------------------------- */

struct paste_record {
	int line;
	struct str text;
	const struct str *cells;	/* blanks trimmed, quotes taken off */
	size_t count;
	bool is_rest;			/* all that is more than PASTE_LINES_MAX */
};

struct paste_records {
	LIST_OF(struct paste_record);
	char separator;
};

void paste_records_read(struct arena *a, struct str text, struct paste_records *ret);
bool paste_has_break(struct str cell);
/* A cell in quotes where it needs them. */
void paste_cell_out(struct out *o, struct str cell, char separator);

/* --- words (paste_words.c) ---------------------------------------------------- */

enum paste_column { COLUMN_PATH, COLUMN_NAME, COLUMN_KIND, COLUMN_SIZE, COLUMN_UNKNOWN };

/* What a heading says its column has; every word of it must be known. */
enum paste_column paste_heading(struct arena *a, struct str cell);
enum paste_problem paste_kind(struct arena *a, struct str cell, struct unit *leaf);
bool paste_size(struct str cell, int64_t *ret);
/* "Totaal", or "Totaal Zorg" and "Zorg totaal", for which *ret_is_sure is false. */
bool paste_total(struct arena *a, struct str cell, bool *ret_is_sure);

#endif

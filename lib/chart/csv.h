/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files of rows and cells, in two forms that a reader chooses between:
 *
 *	CSV_EXCEL_NL	as a spreadsheet with Dutch settings opens it by itself:
 *			a byte order mark, semicolons, decimal commas
 *	CSV_RFC_4180	for programs: commas, decimal points, no mark
 *
 * Lines end in CR LF (RFC 4180, section 2) and each text stands between quotes.
 * Text that a spreadsheet would take for a formula gets an apostrophe in front,
 * so that opening the file runs nothing.  In CSV_EXCEL_NL text that it would take
 * for a number or a date, such as 3-4 or 007, gets one too.
 */
#ifndef PEIL_CHART_CSV_H
#define PEIL_CHART_CSV_H

#include "base/out.h"

enum csv_form { CSV_EXCEL_NL, CSV_RFC_4180 };

struct csv {
	struct out o;
	enum csv_form form;
	bool has_cell;			/* in this row */
};

/* At most `max` bytes; beyond it o.is_failed. */
struct csv csv_new(struct arena *a, size_t max, enum csv_form form);

void csv_text(struct csv *f, struct str s);
void csv_i64(struct csv *f, int64_t value);
/* The shortest that reads back as the same; empty for what is not finite. */
void csv_number(struct csv *f, double value);
/* A name of the program's own, as a column has: no text of people. */
void csv_name(struct csv *f, struct str name);
void csv_row_end(struct csv *f);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* Cells of CSV files (RFC 4180). */
#ifndef PEIL_CHART_CSV_H
#define PEIL_CHART_CSV_H

#include "base/out.h"

/* Between quotes.  Text that a spreadsheet would take for a formula gets an
 * apostrophe in front, so that opening the file runs nothing. */
void csv_cell(struct out *o, struct str s);

#endif

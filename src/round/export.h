/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file of rows that leaves the program: `vorm` in the address or the form says
 * for whom.  "excel" and nothing: for a spreadsheet with Dutch settings;
 * "rfc4180": for programs (chart/csv.h).
 */
#ifndef PEIL_ROUND_EXPORT_H
#define PEIL_ROUND_EXPORT_H

#include "chart/csv.h"
#include "server/page.h"

#define EXPORT_RFC_4180 "rfc4180"

/* How a page declares it. */
#define EXPORT_FORM_FIELD { "vorm", FIELD_LINE, 1, 10 }

enum csv_form export_form(const struct value *vorm);

/* Sends it as NAME-excel.csv or NAME.csv; ERR_LIMIT when it did not fit. */
bool export_send(struct call *c, const struct csv *f, const char *name, struct err *e);

#endif

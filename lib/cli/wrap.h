/* SPDX-License-Identifier: EUPL-1.2 */
/* Text for a terminal of 80 columns. */
#ifndef PEIL_CLI_WRAP_H
#define PEIL_CLI_WRAP_H

#include <stdio.h>

#include "base/str.h"

enum { WRAP_COLUMNS = 80 };

/* Behind the column `at`, and what does not fit below it from the column `indent`; with
 * the end of the line.  What stands between [ and ] stays together, and so does an option
 * with its value. */
void wrap_line(FILE *to, struct str text, size_t at, size_t indent);

#endif

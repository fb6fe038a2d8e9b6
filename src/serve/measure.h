/* SPDX-License-Identifier: EUPL-1.2 */
/* What only the product can say of itself in the metrics. */
#ifndef PEIL_SERVE_MEASURE_H
#define PEIL_SERVE_MEASURE_H

#include "base/err.h"
#include "base/out.h"

struct db;

bool measure_rounds(struct db *db, struct out *o, struct err *e);

#endif

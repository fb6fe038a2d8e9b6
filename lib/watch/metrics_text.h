/* SPDX-License-Identifier: EUPL-1.2 */
/* OpenMetrics 1.0, as text: a family is begun, then its values are written.  Names and
 * labels are our own words, never what somebody typed. */
#ifndef PEIL_WATCH_METRICS_TEXT_H
#define PEIL_WATCH_METRICS_TEXT_H

#include "base/buckets.h"
#include "base/out.h"

struct metric {
	const char *name;	/* without "_total" */
	const char *type;	/* counter, gauge, histogram, info, stateset */
	const char *unit;	/* the end of the name, or NULL */
	const char *help;
};

void metric_begin(struct out *o, const struct metric *m);
/* `labels` as they stand between the braces, or NULL. */
void metric_value(struct out *o, const struct metric *m, const char *labels, double value);
void metric_buckets(struct out *o, const struct metric *m, const char *labels,
		    const struct buckets *b);
void metric_end(struct out *o);		/* of the whole text */

#endif

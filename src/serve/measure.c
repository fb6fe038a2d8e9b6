/* SPDX-License-Identifier: EUPL-1.2 */
#include "serve/measure.h"

#include "round/round_count.h"
#include "watch/metrics_text.h"

static const struct metric rounds = { "peil_rounds", "gauge", NULL,
	"Rounds of all organisations together, by stage." };

static const char *const stages[STAGES] = {
	[STAGE_PREPARE] = "stage=\"preparing\"",
	[STAGE_OPEN] = "stage=\"open\"",
	[STAGE_CLOSED] = "stage=\"closed\"",
};

bool measure_rounds(struct db *db, struct out *o, struct err *e)
{
	int64_t count[STAGES];

	if (!round_count_by_stage(db, count, e))
		return false;
	metric_begin(o, &rounds);
	for (int i = 0; i < STAGES; i++)
		metric_value(o, &rounds, stages[i], (double)count[i]);
	return true;
}

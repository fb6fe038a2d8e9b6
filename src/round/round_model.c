/* SPDX-License-Identifier: EUPL-1.2 */
/* The model of a round, in the organisation's own words. */
#include "model/sql.h"
#include "model/words.h"
#include "round/round.h"

bool round_model(struct db *db, struct arena *a, const struct round *r, struct model *ret,
		 struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MODEL_DOCUMENT, e, r->model);
	struct word_list words;
	struct model_report report;

	return rows_one(rows, "model", e) && words_read(a, r->words, &words, e) &&
	       model_read(a, rows_str(rows, MODEL_DOCUMENT_DOCUMENT, a), &words, ret,
			  &report, e);
}

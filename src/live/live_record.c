/* SPDX-License-Identifier: EUPL-1.2 */
#include "live/live_record.h"

bool live_settle(struct call *c, struct live_writing *w, struct err *e)
{
	struct agreement_list list;
	struct agreement_strands all;

	if (!agreement_list(c->db, c->a, w->words.round, &list, e))
		return false;
	all = agreement_strands_of(c->a, &list, w->words.subject);
	w->verdict = agreement_settle(c->a, &all, &w->intent, &w->words, &w->base);
	/* Beside what stands there nothing is lost. */
	if (!w->may_ask && (w->verdict == VERDICT_ASK || w->verdict == VERDICT_TOO_LONG)) {
		w->words = w->typed;
		w->base = (struct agreement_base){ 0 };
		w->verdict = VERDICT_WRITE;
	}
	return true;
}

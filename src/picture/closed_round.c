/* SPDX-License-Identifier: EUPL-1.2 */
#include "picture/closed_round.h"

#include "round/lead.h"
#include "round/model_cache.h"
#include "server/page.h"

bool closed_round_read(struct call *c, const struct round *r, struct closed_round *ret,
		       struct err *e)
{
	*ret = (struct closed_round){ .round = *r };
	if (r->stage != STAGE_CLOSED) {
		c->error_detail = lead_closes(c, r);
		return err_set(e, ERR_TOO_EARLY, "the round is not closed");
	}
	return call_take_turn(c, e) &&
	       model_cache_get(model_cache_of(c), c->db, c->a, &ret->round, &ret->model, e) &&
	       picture_get(c->db, c->a, &ret->round, ret->model, &ret->picture, e);
}

bool closed_round_get(struct call *c, int64_t round, struct closed_round *ret, struct err *e)
{
	struct round r;

	return lead_round(c, round, &r, e) && closed_round_read(c, &r, ret, e);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of "jullie zeiden, wij doen" share. */
#include "web/reply_view.h"

#include "web/web.h"

bool reply_round_get(struct call *c, struct reply_round *rr, struct err *e)
{
	const struct stage_exit *exits;
	size_t count;

	if (rr->r.stage != STAGE_CLOSED)
		return err_set(e, ERR_CONFLICT, "no replies while the round is open");
	if (!model_cache_get(c->web->models, c->db, c->a, &rr->r, &rr->model, e) ||
	    !picture_get(c->db, c->a, &rr->r, rr->model, &rr->picture, e) ||
	    !unit_reply_list(c->db, c->a, rr->r.id, &rr->replies, &rr->reply_count, e) ||
	    !stage_exit_list(c->db, c->a, rr->r.id, &exits, &count, e))
		return false;
	rr->follow = stage_exit_of(exits, count, JOURNEY_FOLLOW);
	return true;
}

size_t reply_unit_at(const struct unit_tree *tree, int64_t id)
{
	for (size_t i = 0; i < tree->count; i++)
		if (tree->units[i].id == id)
			return i;
	return NODE_NONE;
}

struct str reply_address(struct call *c, struct str key, int64_t unit)
{
	struct out o = out_new(c->a, 400);

	out_str(&o, web_base_url(c->web));
	out_c(&o, "/r/");
	out_str(&o, key);
	if (unit >= 0) {
		out_char(&o, '/');
		out_i64(&o, unit);
	}
	return out_done(&o);
}

bool reply_page_make(struct call *c, const struct reply_round *rr, size_t unit, size_t asked,
		     struct reply_page_view *ret, struct err *e)
{
	struct picture_view *p = ARENA_NEW(c->a, struct picture_view);
	const struct unit_tree *tree = &rr->picture.tree;
	int64_t id = tree->units[unit].id;
	const struct unit_reply *reply = unit_reply_of(rr->replies, rr->reply_count, id);
	const struct shown_remark *all;
	struct shown_remark *own;
	size_t count, n = 0;

	if (!remark_shown_list(c->db, c->a, rr->r.id, &all, &count, e))
		return false;
	own = ARENA_ARRAY(c->a, struct shown_remark, count + 1);
	for (size_t i = 0; i < count; i++)
		if (all[i].unit == id)
			own[n++] = all[i];
	picture_view_make(call_view(c), &(struct picture_source){ &rr->r, rr->model, &rr->picture },
			  unit, PICTURE_BY_MODEL, p);
	*ret = (struct reply_page_view){
		.picture = p, .strips = picture_minis(&c->view, p, unit), .follow = rr->follow,
		.body = reply ? reply->body : (struct str){ 0 },
	};
	ret->remarks = shown_rows(c, rr->model, tree, own, n, &ret->remark_count);
	if (asked != unit)
		ret->asked = tree->units[asked].name;
	return true;
}

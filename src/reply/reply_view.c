/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of "jullie zeiden, wij doen" share. */
#include "reply/reply_view.h"

#include "round/model_cache.h"
#include "server/web.h"

bool reply_round_get(struct call *c, struct reply_round *rr, struct err *e)
{
	struct stage_exit_list exits;

	if (!unit_reply_list(c->db, c->a, rr->closed.round.key, &rr->replies, e) ||
	    !stage_exit_list(c->db, c->a, rr->closed.round.key, &exits, e))
		return false;
	rr->follow = stage_exit_of(&exits, JOURNEY_FOLLOW);
	return true;
}

size_t reply_unit_at(const struct unit_tree *tree, int64_t id)
{
	for (size_t i = 0; i < tree->count; i++)
		if (tree->units[i].id == id)
			return i;
	return NODE_NONE;
}

const struct unit_reply *reply_published(const struct reply_round *rr, size_t unit)
{
	const struct unit_reply *reply;

	if (unit == NODE_NONE)
		return NULL;
	reply = unit_reply_of(&rr->replies, rr->closed.picture.tree.units[unit].id);
	return reply && reply->is_published ? reply : NULL;
}

void reply_groups_make(struct call *c, const struct reply_round *rr, struct str key,
		       struct reply_groups_view *ret)
{
	const struct picture *p = &rr->closed.picture;
	struct reply_row *rows = ARENA_ARRAY(c->a, struct reply_row, p->tree.count);

	*ret = (struct reply_groups_view){
		.round = &rr->closed.round, .key = key, .rows = rows, .follow = rr->follow,
	};
	for (size_t i = 0; i < p->tree.count; i++) {
		size_t home = reply_home(p, i);

		if (!reply_published(rr, home))
			continue;
		rows[ret->row_count] = (struct reply_row){ .unit = &p->tree.units[i] };
		if (home != i)
			rows[ret->row_count].above = p->tree.units[home].name;
		ret->row_count++;
	}
}

struct str reply_address(struct call *c, struct str key, int64_t unit)
{
	return call_address(c, unit >= 0 ? url_make(c->a, "/r/%s/%d", key, unit)
					 : url_make(c->a, "/r/%s", key));
}

bool reply_page_make(struct call *c, const struct reply_round *rr, size_t unit, size_t asked,
		     struct reply_page_view *ret, struct err *e)
{
	struct picture_view *p = ARENA_NEW(c->a, struct picture_view);
	const struct unit_tree *tree = &rr->closed.picture.tree;
	int64_t id = tree->units[unit].id;
	const struct unit_reply *reply = unit_reply_of(&rr->replies, id);
	struct shown_remark_list all, own = { 0 };

	if (!remark_shown_list(c->db, c->a, rr->closed.round.key, &all, e))
		return false;
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].unit == id)
			*LIST_ADD(c->a, &own) = all.at[i];
	picture_view_make(call_view(c), &rr->closed, unit, ORDER_OF_MODEL, p);
	*ret = (struct reply_page_view){
		.picture = p, .strips = picture_minis(&c->view, p, unit), .follow = rr->follow,
		.body = reply ? reply->body : (struct str){ 0 },
	};
	ret->remarks = shown_rows(c, rr->closed.model, tree, &own, &ret->remark_count);
	if (asked != unit)
		ret->asked = tree->units[asked].name;
	return true;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents about pieces: at which group sheets are counted. */
#include "cli/recompute_pieces.h"

enum { K_DEFAULT = 5 };

static void put_piece(struct out *o, const struct groups *g, size_t piece)
{
	if (o->p[o->n - 1] != '[')
		out_char(o, ',');
	out_char(o, '{');
	put_key(o, "group");
	put_text(o, g->name[piece]);
	put_whole(o, "sheets", g->piece[piece]);
	put_key(o, "from");
	out_char(o, '[');
	for (size_t i = 0; i < g->count; i++)
		if (g->node[i] == piece)
			put_listed(o, g->name[i]);
	out_c(o, "]}");
}

static void place(struct out *o, struct groups *g)
{
	int64_t not_counted = 0;

	pieces_place(g->parent, g->sheets, g->count, g->k, g->node, g->piece);
	put_key(o, "pieces");
	out_char(o, '[');
	for (size_t i = 0; i < g->count; i++) {
		if (g->piece[i] > 0)
			put_piece(o, g, i);
		not_counted += g->node[i] == NODE_NONE ? g->sheets[i] : 0;
	}
	out_char(o, ']');
	groups_put_visible(o, g);
	put_whole(o, "not_counted", not_counted);
}

static bool answer_pieces(struct arena *a, const json_t *object, struct out *o, struct err *e)
{
	static const char *const names[] = { "id", "k", "groups", "moments", "breakdowns", NULL };
	const json_t *moments = json_object_get(object, "moments");
	const json_t *breakdowns = json_object_get(object, "breakdowns");
	struct groups g = { 0 };
	int64_t k = K_DEFAULT;
	struct str id = { 0 };

	if (!json_fields(object, "document", names, e) || !json_id(object, a, &id, e) ||
	    !json_field_whole(object, "k", 1, K_MAX, &k, e) ||
	    !groups_read(a, json_object_get(object, "groups"), k, &g, e))
		return false;
	if (moments && breakdowns)
		return err_set(e, ERR_INPUT, "breakdowns: go with one closing; leave out moments");
	out_char(o, '{');
	put_key(o, "id");
	out_str(o, id);
	put_whole(o, "k", k);
	if (moments && !moments_answer(a, moments, &g, o, e))
		return false;
	if (!moments)
		place(o, &g);
	if (breakdowns && !breakdowns_answer(a, breakdowns, &g, o, e))
		return false;
	out_c(o, "}\n");
	return true;
}

bool pieces_document(struct arena *a, struct str text, const struct recompute_options *options,
		     struct out *o, struct err *e)
{
	(void)options;
	return json_each(a, text, o, e, answer_pieces);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents about pieces: at which group sheets are counted. */
#include "recompute/recompute_pieces.h"

enum { K_DEFAULT = 5 };

static void put_piece(struct json_writer *w, const struct groups *g, size_t piece)
{
	json_begin_object(w);
	json_field_text(w, "group", g->name[piece]);
	json_field_whole(w, "sheets", g->piece[piece]);
	json_field_list(w, "from");
	for (size_t i = 0; i < g->count; i++)
		if (g->node[i] == piece)
			json_put_text(w, g->name[i]);
	json_end(w);
	json_end(w);
}

static void place(struct json_writer *w, struct groups *g)
{
	int64_t not_counted = 0;

	pieces_place(g->parent, g->sheets, g->count, g->k, g->node, g->piece);
	json_field_list(w, "pieces");
	for (size_t i = 0; i < g->count; i++) {
		if (g->piece[i] > 0)
			put_piece(w, g, i);
		not_counted += g->node[i] == NODE_NONE ? g->sheets[i] : 0;
	}
	json_end(w);
	groups_put_visible(w, g);
	json_field_whole(w, "not_counted", not_counted);
}

static bool answer_pieces(struct arena *a, const struct at *object,
			  const struct recompute_options *options, struct json_writer *w,
			  struct err *e)
{
	static const char *const names[] = { "id", "k", "groups", "moments", "breakdowns", NULL };
	const struct at moments = at_optional(object, "moments");
	const struct at breakdowns = at_optional(object, "breakdowns");
	struct groups g;
	int64_t k;

	(void)options;
	(void)e;
	at_only(object, names);
	k = at_int_or(at_optional(object, "k"), K_DEFAULT, 1, K_MAX);
	groups_read(a, at_field(object, "groups"), k, &g);
	if (moments.j && breakdowns.j)
		at_fault(&breakdowns, "leave out moments", "go with one closing");
	put_id(w, object);
	json_field_whole(w, "k", k);
	if (!json_reader_is_good(object->r))
		return true;
	if (moments.j)
		moments_answer(a, moments, &g, w);
	else
		place(w, &g);
	if (breakdowns.j)
		breakdowns_answer(a, breakdowns, &g, w);
	return true;
}

bool pieces_document(struct arena *a, struct str text, const struct recompute_options *options,
		     struct out *o, struct err *e)
{
	return recompute_each(a, text, options, o, e, answer_pieces);
}

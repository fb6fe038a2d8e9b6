/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Counting in pieces at several moments.  Protects: whoever has the figures of
 * every moment, before and after each closing, knows no more than the pieces,
 * for a piece is made once and never changes.
 */
#include "method/method.h"

#include "base/must.h"

/* Children have higher numbers than their parent, so counting down meets every
 * child before its parent. */
static void move_up(const size_t *parent, size_t nodes, int64_t k, int64_t *waiting,
		    size_t *ret_node)
{
	for (size_t i = nodes; i-- > 1;) {
		must(parent[i] < i);
		if (waiting[i] >= k)
			continue;
		waiting[parent[i]] += waiting[i];
		waiting[i] = 0;
		ret_node[i] = parent[i];
	}
}

void pieces_moment(const struct pieces_arrival *now, int64_t *waiting, size_t *ret_node,
		   int64_t *ret_piece_size)
{
	must(now->k >= 1);
	for (size_t i = 0; i < now->nodes; i++) {
		must(now->arrived[i] >= 0 && waiting[i] >= 0);
		waiting[i] += now->arrived[i];
		ret_node[i] = i;
	}
	if (now->moment == MOMENT_CLOSING)
		move_up(now->parent, now->nodes, now->k, waiting, ret_node);
	for (size_t i = 0; i < now->nodes; i++) {
		ret_node[i] = ret_node[ret_node[i]];	/* the parent is settled already */
		ret_piece_size[i] = waiting[i] >= now->k ? waiting[i] : 0;
		waiting[i] -= ret_piece_size[i];
	}
}

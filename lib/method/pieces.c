/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Counting in pieces (rules R1 and R2).  Protects: nobody can compute, from any
 * set of figures, those of a group smaller than k, because every figure is a
 * sum of disjoint pieces of at least k sheets.  Does not protect against people
 * who know their own answer, nor when all answers of a piece are equal.
 */
#include "method/method.h"

#include "base/must.h"

/*
 * Children have higher numbers than their parent, so counting down meets every
 * child before its parent: ret_piece_size first holds what waits at a node.
 */
static void gather(const size_t *parent, size_t nodes, int64_t k, int64_t *waiting)
{
	for (size_t i = nodes; i-- > 1;) {
		must(parent[i] < i);
		if (waiting[i] >= k)
			continue;
		waiting[parent[i]] += waiting[i];
		waiting[i] = 0;
	}
	if (waiting[0] < k)
		waiting[0] = 0;
}

void pieces_place(const size_t *parent, const int64_t *sheets, size_t nodes, int64_t k,
		  size_t *ret_node, int64_t *ret_piece_size)
{
	must(k >= 1);
	if (nodes == 0)
		return;
	for (size_t i = 0; i < nodes; i++) {
		must(sheets[i] >= 0);
		ret_piece_size[i] = sheets[i];
	}
	gather(parent, nodes, k, ret_piece_size);
	for (size_t i = 0; i < nodes; i++) {
		if (ret_piece_size[i] > 0)
			ret_node[i] = i;
		else
			ret_node[i] = i > 0 ? ret_node[parent[i]] : NODE_NONE;
	}
	for (size_t i = 0; i < nodes; i++)
		if (sheets[i] == 0)
			ret_node[i] = NODE_NONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The rule of pieces switched off, for the test of the test: the rule that
 * everybody thinks of first, "show a group when it has k answers".  Takes the
 * place of method/pieces.c in a test program; the product cannot be built so.
 */
#include "method/method.h"

void pieces_place(const size_t *parent, const int64_t *sheets, size_t nodes, int64_t k,
		  size_t *ret_node, int64_t *ret_piece_size)
{
	for (size_t i = 0; i < nodes; i++)
		ret_piece_size[i] = sheets[i];
	for (size_t i = nodes; i-- > 1;)
		ret_piece_size[parent[i]] += ret_piece_size[i];
	/* From here ret_piece_size says how many answered at or under a node. */
	for (size_t i = 0; i < nodes; i++) {
		ret_node[i] = i;
		while (ret_piece_size[ret_node[i]] < k && ret_node[i] > 0)
			ret_node[i] = parent[ret_node[i]];
		if (ret_piece_size[ret_node[i]] < k || sheets[i] == 0)
			ret_node[i] = NODE_NONE;
	}
	for (size_t i = 0; i < nodes; i++)
		ret_piece_size[i] = 0;
	for (size_t i = 0; i < nodes; i++)
		if (ret_node[i] != NODE_NONE)
			ret_piece_size[ret_node[i]] += sheets[i];
}

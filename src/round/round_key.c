/* SPDX-License-Identifier: EUPL-1.2 */
#include "round/round_key.h"

struct round_key round_key_row(const struct rows *rows, int organisation, int id)
{
	return (struct round_key){ rows_i64(rows, organisation), rows_i64(rows, id) };
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "scan/cards_view.h"

bool card_is_ticked(const struct cards_view *m, const struct unit *u)
{
	if (!m->is_sent)
		return u->cards == 0;
	for (size_t i = 0; i < m->ticked_count; i++)
		if (m->ticked[i] == u->id)
			return true;
	return false;
}

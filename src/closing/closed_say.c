/* SPDX-License-Identifier: EUPL-1.2 */
#include "closing/closing.h"
#include "watch/act.h"

void round_closed_say(const struct round_closed *c, const char *how)
{
	act_say("round closed", "round {round}, {how}; {counted} sheets counted, {sheets} destroyed, "
		"{cards} cards destroyed", { "round", c->key.id }, { "how", .word = how },
		{ "counted", c->counted }, { "sheets", c->sheets }, { "cards", c->cards });
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "closing/closing.h"
#include "watch/act.h"

void round_closed_say(const struct round_closed *c, const char *how)
{
	act_say("round closed", "round %lld, %s; %lld sheets counted, %lld destroyed, %lld cards destroyed",
		(long long)c->key.id, how, (long long)c->counted, (long long)c->sheets,
		(long long)c->cards);
}

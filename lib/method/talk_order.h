/* SPDX-License-Identifier: EUPL-1.2 */
/* The order of conversation values; for talk.c and talk_agenda.c. */
#ifndef PEIL_METHOD_TALK_ORDER_H
#define PEIL_METHOD_TALK_ORDER_H

#include "method/talk.h"

/* To 12 decimals, as a whole number: equal fractions stay equal. */
int64_t talk_rounded(double value);

/* Fills in order, ranks, and in how many weightings each stands in front. */
void talk_order(struct arena *a, const struct talk_item *item, size_t count,
		struct talk_value *ret_value, size_t *ret_order);

#endif

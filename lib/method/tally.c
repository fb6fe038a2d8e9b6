/* SPDX-License-Identifier: EUPL-1.2 */
/* Counting and adding the answers of one item. */
#include "method/method.h"

#include "base/must.h"

int64_t tally_n(const struct tally *t)
{
	int64_t n = 0;

	for (int i = 0; i < t->levels; i++)
		n += t->c[i];
	return n;
}

void tally_add(struct tally *sum, const struct tally *t)
{
	must(sum->levels == t->levels);
	for (int i = 0; i < t->levels; i++)
		sum->c[i] += t->c[i];
	sum->dont_know += t->dont_know;
	sum->not_applicable += t->not_applicable;
	sum->skipped += t->skipped;
}

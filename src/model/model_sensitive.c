/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/model_sensitive.h"

int64_t sensitive_k(int64_t k)
{
	return k > SENSITIVE_K ? k : SENSITIVE_K;
}

bool model_has_sensitive(const struct model *m)
{
	for (size_t i = 0; i < m->subject_count; i++)
		for (size_t k = 0; k < m->subjects[i].statement_count; k++)
			if (m->subjects[i].statements[k].is_sensitive)
				return true;
	for (size_t i = 0; i < m->subject_count; i++)
		if (m->subjects[i].is_sensitive)
			return true;
	return false;
}

void sensitive_class(int levels, int class, int *ret_low, int *ret_high)
{
	const int side = (levels - 1) / 2;
	const int low[] = { 1, side + 1, levels - side + 1 };
	const int high[] = { side, levels - side, levels };

	*ret_low = low[class];
	*ret_high = high[class];
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sensitive questions on the picture (rule R7): three classes in words, no
 * chart, no middle, no sentence that compares.
 */
#include "base/tr.h"
#include "picture/picture_view.h"

enum { FIT_LEVELS = 5 };

static struct str join(struct view *v, struct str low, struct str high, int width)
{
	const struct str args[] = { low, high };

	if (width == 1)
		return tr_fill(v->a, "‘%1’", args, 1);
	if (width == 2)
		return tr_fill(v->a, tr(v->lang, N_("‘%1’ of ‘%2’")), args, 2);
	return tr_fill(v->a, tr(v->lang, N_("‘%1’ tot en met ‘%2’")), args, 2);
}

int picture_class_width(size_t levels, int class)
{
	int low, high;

	sensitive_class((int)levels, class, &low, &high);
	return high - low + 1;
}

struct str picture_level_class(struct view *v, const struct model *m, int class)
{
	int low, high;

	sensitive_class((int)m->level_count, class, &low, &high);
	return join(v, level_name(m, v->lang, low), level_name(m, v->lang, high), high - low + 1);
}

struct str picture_fit_class(struct view *v, const struct model *m, int class)
{
	int low, high;

	sensitive_class(FIT_LEVELS, class, &low, &high);
	return join(v, m->fit[low - 1].in[v->lang], m->fit[high - 1].in[v->lang], high - low + 1);
}

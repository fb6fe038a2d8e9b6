/* SPDX-License-Identifier: EUPL-1.2 */
/* Small charts, and what all charts of a picture say to whom cannot see them. */
#include "base/tr.h"
#include "picture/picture_view.h"

const struct str *picture_names(struct view *v, const struct model *m, const struct subject *s)
{
	struct str *names;

	if (!s->is_sensitive)
		return model_level_names(v->a, m, v->lang);
	names = ARENA_ARRAY(v->a, struct str, SENSITIVE_CLASSES);
	for (int k = 0; k < SENSITIVE_CLASSES; k++)
		names[k] = picture_level_class(v, m, k);
	return names;
}

/* "Burgerzaken, Data en kwaliteit: In proef 4, In afspraken 5, weet ik niet 2" */
struct str picture_label(struct view *v, struct str group, struct str subject,
			 const struct str *names, const struct tally *t)
{
	struct out o = out_new(v->a, 2000);

	out_str(&o, group);
	out_c(&o, group.n ? ", " : "");
	out_str(&o, subject);
	for (int k = 0; k < t->levels; k++) {
		out_c(&o, k ? ", " : ": ");
		out_str(&o, names[k]);
		out_char(&o, ' ');
		out_i64(&o, t->c[k]);
	}
	if (t->dont_know) {
		out_c(&o, ", ");
		out_c(&o, tr(v->lang, N_("weet ik niet")));
		out_char(&o, ' ');
		out_i64(&o, t->dont_know);
	}
	return out_done(&o);
}

struct markup *picture_minis(struct view *v, const struct picture_view *p, size_t unit)
{
	struct markup *minis = ARENA_ARRAY(v->a, struct markup, p->model->subject_count);
	struct str name = p->picture->tree.units[unit].name;

	for (size_t i = 0; i < p->model->subject_count; i++) {
		const struct tally *t = &p->picture->at[unit].subject[i].now;

		if (tally_n(t) > 0)
			minis[i] = chart_mini(v, t, picture_label(v, name,
				p->model->subjects[i].name.in[v->lang],
				picture_names(v, p->model, &p->model->subjects[i]), t));
	}
	return minis;
}

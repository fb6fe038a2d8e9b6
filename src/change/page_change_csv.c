/* SPDX-License-Identifier: EUPL-1.2 */
/* Two rounds compared, as CSV for whoever wants to recompute: one line per
 * group that both rounds show and subject that was asked in the same words.
 * docs/developer/method.md names the columns. */
#include "account/account.h"
#include "change/change_view.h"
#include "round/export.h"

enum { WITH, FORM };

static const struct field fields[] = {
	[WITH] = { "met", FIELD_INT, 1, INT64_MAX },
	[FORM] = EXPORT_FORM_FIELD,
	{ 0 },
};

static void put_cut_name(struct csv *f, const char *name, int level)
{
	char bytes[40];
	struct out o = out_over(bytes, sizeof(bytes));

	out_c(&o, name);
	out_i64(&o, level);
	csv_name(f, out_done(&o));
}

static void put_head(struct csv *f, int levels)
{
	static const struct str names[] = {
		STR("group"), STR("subject"), STR("n_then"), STR("n_now"), STR("w1"),
		STR("cliffs_delta"), STR("superiority"), STR("ks"), STR("direction"),
		STR("wmw_u"), STR("wmw_p"), STR("wmw_exact"), STR("bh"), STR("by"),
		STR("sight_superiority"), STR("sight_levels"),
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		csv_name(f, names[i]);
	for (int k = 2; k <= levels; k++) {
		put_cut_name(f, "then_at_least_", k);
		put_cut_name(f, "now_at_least_", k);
	}
	csv_row_end(f);
}

static void put_subject(struct csv *f, struct str group, const struct change_subject *s, int levels)
{
	const struct change_figures *c = &s->change;

	csv_text(f, group);
	csv_name(f, s->subject->id);
	csv_i64(f, c->n_earlier);
	csv_i64(f, c->n_later);
	csv_number(f, c->gap.w1);
	csv_number(f, c->gap.cliffs_delta);
	csv_number(f, c->gap.superiority);
	csv_number(f, c->gap.ks);
	csv_i64(f, c->direction);
	csv_number(f, c->wmw.u);
	csv_number(f, c->wmw.p);
	csv_name(f, c->wmw.is_exact ? STR("true") : STR("false"));
	csv_number(f, c->bh);
	csv_number(f, c->by);
	csv_number(f, c->sight.superiority);
	csv_number(f, c->sight.levels);
	for (int k = 0; k < levels - 1; k++) {
		csv_i64(f, c->cut[k].earlier);
		csv_i64(f, c->cut[k].later);
	}
	csv_row_end(f);
}

static void put_group(struct call *c, struct csv *f, struct change_view *m)
{
	change_compare(c->a, m);
	for (size_t i = 0; i < m->subject_count; i++)
		if (m->subjects[i].match == MATCH_SAME && !m->subjects[i].is_thin)
			put_subject(f, m->groups[m->at].path, &m->subjects[i],
				    (int)m->model->level_count);
}

static bool change_csv_run(struct call *c, struct err *e)
{
	struct csv f = csv_new(c->a, 32 << 20, export_form(&c->in[FORM]));
	struct change_sources sources;
	struct change_view m;

	if (!closed_round_get(c, c->id[0], &sources.now, e) ||
	    !change_load(c, &c->in[WITH], &sources, &m, e))
		return false;
	put_head(&f, (int)m.model->level_count);
	for (m.at = 0; m.at < m.group_count; m.at++)
		put_group(c, &f, &m);
	return export_send(c, &f, "verandering", e);
}

const struct page change_csv_page = {
	.method = "GET", .path = "/rondes/{round}/verandering.csv",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .fields = fields,
	.is_slow = true, .run = change_csv_run,
};

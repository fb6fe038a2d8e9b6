/* SPDX-License-Identifier: EUPL-1.2 */
/* Two rounds compared, as CSV for whoever wants to recompute: one line per
 * group that both rounds show and subject that was asked in the same words.
 * docs/developer/method.md names the columns. */
#include <math.h>

#include "account/account.h"
#include "change/change_view.h"
#include "chart/csv.h"
#include "server/page.h"

enum { WITH };

static const struct field fields[] = {
	[WITH] = { "met", FIELD_INT, 1, INT64_MAX },
	{ 0 },
};

static void put_head(struct out *o, int levels)
{
	out_c(o, "\xef\xbb\xbfgroup;subject;n_then;n_now;w1;cliffs_delta;superiority;ks;direction;"
		 "wmw_u;wmw_p;wmw_exact;bh;by;sight_superiority;sight_levels");
	for (int k = 2; k <= levels; k++) {
		out_c(o, ";then_at_least_");
		out_i64(o, k);
		out_c(o, ";now_at_least_");
		out_i64(o, k);
	}
	out_c(o, "\r\n");
}

static void put_number(struct out *o, double value)
{
	out_char(o, ';');
	if (isfinite(value))
		out_number(o, value);
}

static void put_whole(struct out *o, int64_t n)
{
	out_char(o, ';');
	out_i64(o, n);
}

static void put_subject(struct out *o, struct str group, const struct change_subject *s, int levels)
{
	const struct change_figures *c = &s->change;

	csv_cell(o, group);
	out_char(o, ';');
	out_str(o, s->subject->id);
	put_whole(o, c->n_earlier);
	put_whole(o, c->n_later);
	put_number(o, c->gap.w1);
	put_number(o, c->gap.cliffs_delta);
	put_number(o, c->gap.superiority);
	put_number(o, c->gap.ks);
	put_whole(o, c->direction);
	put_number(o, c->wmw.u);
	put_number(o, c->wmw.p);
	out_c(o, c->wmw.is_exact ? ";true" : ";false");
	put_number(o, c->bh);
	put_number(o, c->by);
	put_number(o, c->sight.superiority);
	put_number(o, c->sight.levels);
	for (int k = 0; k < levels - 1; k++) {
		put_whole(o, c->cut[k].earlier);
		put_whole(o, c->cut[k].later);
	}
	out_c(o, "\r\n");
}

static void put_group(struct call *c, struct out *o, struct change_view *m)
{
	change_compare(c->a, m);
	for (size_t i = 0; i < m->subject_count; i++)
		if (m->subjects[i].match == MATCH_SAME && !m->subjects[i].is_thin)
			put_subject(o, m->groups[m->at].path, &m->subjects[i],
				    (int)m->model->level_count);
}

static bool change_csv_run(struct call *c, struct err *e)
{
	struct out o = out_new(c->a, 32 << 20);
	struct change_sources sources;
	struct change_view m;

	if (!closed_round_get(c, c->id[0], &sources.now, e) ||
	    !change_load(c, &c->in[WITH], &sources, &m, e))
		return false;
	put_head(&o, (int)m.model->level_count);
	for (m.at = 0; m.at < m.group_count; m.at++)
		put_group(c, &o, &m);
	if (o.is_failed)
		return err_set(e, ERR_LIMIT, "CSV larger than allowed");
	return call_bytes(c, STR("text/csv; charset=utf-8"), STR("verandering.csv"), out_done(&o), e);
}

const struct page change_csv_page = {
	.method = "GET", .path = "/rondes/{round}/verandering.csv",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .fields = fields, .run = change_csv_run,
};

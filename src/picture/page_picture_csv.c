/* SPDX-License-Identifier: EUPL-1.2 */
/* The released histograms as CSV: one line per group, item and answer.  What
 * fewer than k of a group answered has no lines, but for don't know and not
 * applicable where k or more chose that. */
#include "account/account.h"
#include "picture/closed_round.h"
#include "round/export.h"
#include "server/page.h"

enum { FORM, FIT_LEVELS = 5 };

static const struct field fields[] = {
	[FORM] = EXPORT_FORM_FIELD,
	{ 0 },
};

struct line {
	struct csv *f;
	struct str group, subject;
};

static void put(const struct line *l, struct str item, struct str answer, int64_t count)
{
	csv_text(l->f, l->group);
	csv_name(l->f, l->subject);
	csv_name(l->f, item);
	csv_name(l->f, answer);
	csv_i64(l->f, count);
	csv_row_end(l->f);
}

static struct str digits(struct arena *a, int64_t n)
{
	struct out o = out_new(a, 40);

	out_i64(&o, n);
	return out_done(&o);
}

/* "1–2": a class of a sensitive question; one level by itself is that level.  With
 * the dash of a range: 1-2 with a hyphen is a day for a spreadsheet. */
static struct str class_name(struct arena *a, int levels, int class)
{
	struct out o = out_new(a, 40);
	int low, high;

	sensitive_class(levels, class, &low, &high);
	out_i64(&o, low);
	if (high > low) {
		out_c(&o, "–");
		out_i64(&o, high);
	}
	return out_done(&o);
}

/* `levels` of the question; the tally has fewer when it is in classes. */
static void put_tally(struct arena *a, const struct line *l, struct str item, int levels,
		      const struct tally *t)
{
	const bool is_shown = tally_n(t) > 0;

	for (int k = 0; is_shown && k < t->levels; k++)
		put(l, item, t->levels == levels ? digits(a, k + 1) : class_name(a, levels, k),
		    t->c[k]);
	if (is_shown || t->dont_know)
		put(l, item, STR("dont_know"), t->dont_know);
	if (is_shown || t->not_applicable)
		put(l, item, STR("not_applicable"), t->not_applicable);
	if (is_shown)
		put(l, item, STR("skipped"), t->skipped);
}

static void put_subject(struct arena *a, const struct line *l, const struct model *m, size_t i,
			const struct subject_histogram *h)
{
	int levels = (int)m->level_count;

	put_tally(a, l, STR("now"), levels, &h->now);
	put_tally(a, l, STR("wish"), levels, &h->wish);
	if (h->could_pick) {
		put(l, STR("important"), STR("picked"), h->picked);
		put(l, STR("important"), STR("could_pick"), h->could_pick);
	}
	for (size_t s = 0; s < m->subjects[i].statement_count; s++)
		put_tally(a, l, m->subjects[i].statements[s].id, FIT_LEVELS, &h->statement[s]);
}

static void put_unit(struct call *c, struct csv *f, const struct model *m,
		     const struct picture *p, size_t unit)
{
	struct line l = { .f = f, .group = unit_path(c->a, &p->tree, unit) };

	for (size_t i = 0; i < m->subject_count; i++) {
		l.subject = m->subjects[i].id;
		put_subject(c->a, &l, m, i, &p->at[unit].subject[i]);
	}
}

static void put_head(struct csv *f)
{
	static const struct str names[] = {
		STR("group"), STR("subject"), STR("item"), STR("answer"), STR("count"),
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		csv_name(f, names[i]);
	csv_row_end(f);
}

static bool picture_csv_run(struct call *c, struct err *e)
{
	struct csv f = csv_new(c->a, 48 << 20, export_form(&c->in[FORM]));
	struct closed_round cr;

	if (!closed_round_get(c, c->id[0], &cr, e))
		return false;
	put_head(&f);
	for (size_t u = 0; u < cr.picture.tree.count; u++)
		if (cr.picture.is_visible[u])
			put_unit(c, &f, cr.model, &cr.picture, u);
	return export_send(c, &f, "beeld", e);
}

const struct page picture_csv_page = {
	.method = "GET", .path = "/rondes/{round}/beeld.csv",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .fields = fields,
	.is_slow = true, .run = picture_csv_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* What belongs to the statistician and on no screen: every figure of every
 * visible group and item, as CSV and as JSON.  Each row holds the histogram it
 * was computed from, so that `peil figures` gives the same.  Sensitive questions,
 * which are released in classes, are in the file of counts only.
 * docs/developer/method.md names the columns. */
#include "account/account.h"
#include "json/writer.h"
#include "picture/closed_round.h"
#include "picture/figures.h"
#include "picture/picture_chance.h"
#include "round/export.h"

enum { GROUP, FORM, EXPORT_BYTES = 30 << 20 };

/* A large organisation can be fetched group by group. */
static const struct field fields[] = {
	[GROUP] = { "groep", FIELD_INT, 0, INT64_MAX },
	[FORM] = EXPORT_FORM_FIELD,
	{ 0 },
};

struct export {
	struct csv f;
	struct out o;
	struct json_writer w;		/* over o */
	bool is_json, is_head;
	int levels;			/* columns: of the subjects or the statements */
	const struct model *model;
	const struct picture *picture;
	const struct picture_chance *chance;
	const size_t *unit;		/* under the root, of the chance's groups */
	size_t unit_count;
};

struct row {
	const char *set;		/* unit, leaders, others */
	struct str group, subject, item;
	const struct tally *tally;
	int64_t members;		/* -1: does not apply */
	const struct figures_gap *gap;
};

/* --- writing ------------------------------------------------------------------ */

/* The name of a column, which holds no text of people. */
static void put_name(struct export *x, const char *name, int index)
{
	char bytes[80];
	struct out o = out_over(bytes, sizeof(bytes));

	out_c(&o, name);
	if (index) {
		out_char(&o, '_');
		out_i64(&o, index);
	}
	if (x->is_json)
		json_put_text(&x->w, out_done(&o));
	else
		csv_name(&x->f, out_done(&o));
}

static void put_figure(void *ctx, const char *name, int index, double value)
{
	struct export *x = ctx;

	if (x->is_head)
		put_name(x, name, index);
	else if (x->is_json)
		json_put_number(&x->w, value);
	else
		csv_number(&x->f, value);
}

static void put_figures(struct export *x, const struct row *r)
{
	figures_each(r->tally, r->members, x->levels, put_figure, x);
	figures_gap_each(r->gap, put_figure, x);
}

static void put_text(struct export *x, struct str s)
{
	if (x->is_json)
		json_put_text(&x->w, s);
	else
		csv_text(&x->f, s);
}

static void end_row(struct export *x)
{
	if (x->is_json)
		json_end(&x->w);
	else
		csv_row_end(&x->f);
}

static void put_row(struct export *x, const struct row *r)
{
	if (x->is_json) {
		json_break_line(&x->w);
		json_begin_list(&x->w);
	}
	put_text(x, str_from(r->set));
	put_text(x, r->group);
	put_text(x, r->subject);
	put_text(x, r->item);
	put_figures(x, r);
	end_row(x);
}

/* The names of the columns: of the JSON in a list of their own, so that a row
 * does not repeat them. */
static void put_head(struct export *x)
{
	static const char *const names[] = { "set", "group", "subject", "item" };
	const struct tally none = { .levels = x->levels };

	if (x->is_json) {
		json_begin_object(&x->w);
		json_field_list(&x->w, "columns");
	}
	x->is_head = true;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		put_name(x, names[i], 0);
	put_figures(x, &(struct row){ .tally = &none, .members = -1 });
	x->is_head = false;
	end_row(x);
}

/* --- rows --------------------------------------------------------------------- */

static struct figures_gap gap_of_difference(const struct picture_gap *d)
{
	return (struct figures_gap){ d->n_others, d->gap, d->wmw, d->bh, d->by };
}

/* Of a group right under the root, which is compared with all others. */
static const struct picture_gap *difference_of(const struct export *x, size_t unit, size_t subject)
{
	for (size_t i = 0; i < x->unit_count; i++)
		if (x->unit[i] == unit)
			return &x->chance[subject].group[i];
	return NULL;
}

static void put_now(struct export *x, struct row r, const struct picture_gap *d)
{
	struct figures_gap gap;

	if (d && d->is_there) {
		gap = gap_of_difference(d);
		r.gap = &gap;
	}
	put_row(x, &r);
}

static bool is_empty(const struct tally *t)
{
	return tally_n(t) + t->dont_know + t->not_applicable + t->skipped == 0;
}

static void put_subject(struct export *x, struct str group, size_t unit, size_t i)
{
	const struct subject *s = &x->model->subjects[i];
	const struct subject_histogram *h = &x->picture->at[unit].subject[i];
	struct row r = {
		.set = "unit", .group = group, .subject = s->id, .item = STR("now"),
		.tally = &h->now, .members = x->picture->tree.units[unit].size,
	};

	if (!is_empty(&h->now))
		put_now(x, r, difference_of(x, unit, i));
	r.item = STR("wish");
	r.tally = &h->wish;
	if (!is_empty(&h->wish))
		put_row(x, &r);
	r.members = -1;		/* not everybody of the group got each statement */
	for (size_t k = 0; k < s->statement_count; k++) {
		r.item = s->statements[k].id;
		r.tally = &h->statement[k];
		if (!s->statements[k].is_sensitive && !is_empty(r.tally))
			put_row(x, &r);
	}
}

static void put_leaders(struct export *x, size_t i)
{
	struct row r = {
		.set = "leaders", .subject = x->model->subjects[i].id, .item = STR("now"),
		.tally = &x->picture->leaders.subject[i].now, .members = -1,
	};

	if (!is_empty(r.tally))
		put_now(x, r, &x->chance[i].leaders);
	r.set = "others";
	r.tally = &x->picture->others.subject[i].now;
	if (!is_empty(r.tally))
		put_row(x, &r);
}

static void put_rows(struct call *c, struct export *x)
{
	const struct unit_tree *tree = &x->picture->tree;
	const struct value *group = &c->in[GROUP];

	for (size_t u = 0; u < tree->count; u++) {
		struct str path = unit_path(c->a, tree, u);

		if (!x->picture->is_visible[u] ||
		    (group->is_given && (u ? tree->units[u].id : 0) != group->number))
			continue;
		for (size_t i = 0; i < x->model->subject_count; i++)
			if (!x->model->subjects[i].is_sensitive)
				put_subject(x, path, u, i);
	}
	for (size_t i = 0; i < x->model->subject_count; i++)
		if (x->picture->has_leaders && !group->is_given &&
		    !x->model->subjects[i].is_sensitive)
			put_leaders(x, i);
}

static void find_units(struct arena *a, struct export *x, int k)
{
	const struct unit_tree *tree = &x->picture->tree;
	size_t *units = ARENA_ARRAY(a, size_t, tree->count);

	for (size_t i = 1; i < tree->count; i++)
		if (tree->units[i].parent == 0 && x->picture->is_visible[i])
			units[x->unit_count++] = i;
	x->unit = units;
	x->chance = picture_chance_of(a, x->picture, x->model, units, x->unit_count, k);
}

/* --- pages -------------------------------------------------------------------- */

static bool export(struct call *c, struct export *x, struct err *e)
{
	struct closed_round cr;

	if (!closed_round_get(c, c->id[0], &cr, e))
		return false;
	if (c->in[GROUP].is_given && !c->in[GROUP].is_valid)
		return err_set(e, ERR_ABSENT, "no such group");
	if (x->is_json) {
		x->o = out_new(c->a, EXPORT_BYTES);
		x->w = json_writer_new(&x->o);
	} else {
		x->f = csv_new(c->a, EXPORT_BYTES, export_form(&c->in[FORM]));
	}
	x->model = cr.model;
	x->picture = &cr.picture;
	x->levels = x->model->level_count > 5 ? (int)x->model->level_count : 5;
	find_units(c->a, x, cr.round.k);
	put_head(x);
	if (x->is_json) {
		json_break_line(&x->w);
		json_field_list(&x->w, "data");
	}
	put_rows(c, x);
	if (x->is_json) {
		json_break_line(&x->w);
		json_end(&x->w);
		json_end(&x->w);
		json_end_line(&x->w);
	}
	return true;
}

static bool statistics_csv_run(struct call *c, struct err *e)
{
	struct export x = { .is_json = false };

	return export(c, &x, e) && export_send(c, &x.f, "statistiek", e);
}

static bool statistics_json_run(struct call *c, struct err *e)
{
	struct export x = { .is_json = true };

	if (!export(c, &x, e))
		return false;
	if (x.o.is_failed)
		return err_set(e, ERR_LIMIT, "statistics larger than allowed");
	return call_bytes(c, STR("application/json"), STR("statistiek.json"), out_done(&x.o), e);
}

const struct page statistics_csv_page = {
	.method = "GET", .path = "/rondes/{round}/beeld/statistiek.csv",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .fields = fields,
	.is_slow = true, .run = statistics_csv_run,
};

const struct page statistics_json_page = {
	.method = "GET", .path = "/rondes/{round}/beeld/statistiek.json",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.fields = fields, .is_slow = true, .run = statistics_json_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What pasted rows mean: which column holds what, which rows are no groups, and
 * which department a row without one belongs to.
 */
#include "round/paste_tree.h"

#include <string.h>

#include "base/alike.h"

enum { PATHS_MAX = 8, NAMES_MAX = 4, COLUMNS_MAX = 256, TITLES_MAX = 20 };

/* Where each column stands; -1: nowhere. */
struct columns {
	int path[PATHS_MAX], name[NAMES_MAX], kind, size;
	int path_count, name_count;
	const struct paste_record *headings;	/* NULL: there are none */
	bool is_known[COLUMNS_MAX], is_said[COLUMNS_MAX];
};

struct row {
	const struct paste_record *record;
	struct str level[PATHS_MAX], name, kind, size;
	struct unit leaf;
	enum paste_problem kind_problem;
	bool is_level;		/* its name is that of a level: the last that it has */
};

struct rows {
	struct reader *r;
	struct columns columns;
	struct row *at;
	size_t count;
	struct str above[PATHS_MAX];	/* of the row before, as it was understood */
};

static struct str cell_at(const struct paste_record *record, int column)
{
	return column >= 0 && (size_t)column < record->count ? record->cells[column]
							      : (struct str){ 0 };
}

/* --- columns ------------------------------------------------------------------- */

static bool has_number(const struct paste_record *record)
{
	int64_t n;

	for (size_t i = 0; i < record->count; i++)
		if (paste_size(record->cells[i], &n))
			return true;
	return false;
}

static size_t filled(const struct paste_record *record)
{
	size_t n = 0;

	for (size_t i = 0; i < record->count; i++)
		n += record->cells[i].n > 0;
	return n;
}

/* Two headings, or one of a department or of sizes; "team" alone is a kind. */
static bool is_headings(struct arena *a, const struct paste_record *record)
{
	int known = 0;
	bool is_telling = false;

	if (filled(record) < 2 || has_number(record))
		return false;
	for (size_t i = 0; i < record->count; i++) {
		enum paste_column c = paste_heading(a, record->cells[i]);

		known += c != COLUMN_UNKNOWN;
		is_telling |= c == COLUMN_PATH || c == COLUMN_SIZE;
	}
	return known >= 2 || is_telling;
}

static bool column_take(struct columns *c, enum paste_column column, int at)
{
	switch (column) {
	case COLUMN_PATH:
		if (c->path_count == PATHS_MAX)
			return false;
		c->path[c->path_count++] = at;
		return true;
	case COLUMN_NAME:
		if (c->name_count == NAMES_MAX)
			return false;
		c->name[c->name_count++] = at;
		return true;
	case COLUMN_KIND:
		if (c->kind >= 0)
			return false;
		c->kind = at;
		return true;
	case COLUMN_SIZE:
		if (c->size >= 0)
			return false;
		c->size = at;
		return true;
	default:
		return false;
	}
}

static void headings_read(struct reader *r, struct columns *c, const struct paste_record *record)
{
	*c = (struct columns){ .kind = -1, .size = -1, .headings = record };
	for (size_t i = 0; i < record->count && i < COLUMNS_MAX; i++) {
		enum paste_column column = paste_heading(r->a, record->cells[i]);

		c->is_known[i] = column_take(c, column, (int)i);
		c->is_said[i] = record->cells[i].n > 0;
		if (!c->is_known[i] && record->cells[i].n)
			paste_note_add(r, column == COLUMN_UNKNOWN ? PASTE_UNKNOWN_HEADING
								    : PASTE_SECOND_HEADING,
				       record->line, record->cells[i], (struct str){ 0 });
	}
	/* Without a column of names the lowest level has them. */
	if (c->name_count == 0 && c->path_count)
		c->name[c->name_count++] = c->path[--c->path_count];
	/* "Team" and "Groep": the last is the group, the other is above it. */
	while (c->name_count > 1 && c->path_count < PATHS_MAX) {
		c->path[c->path_count++] = c->name[0];
		memmove(&c->name[0], &c->name[1], sizeof(c->name[0]) * (size_t)--c->name_count);
	}
	if (c->size < 0)
		paste_note_add(r, PASTE_NO_SIZES, record->line, record->text, (struct str){ 0 });
}

/* Without headings: path, name, kind, size; fewer columns have the last of them
 * that are there: name and size, with a path in front of them. */
static void columns_guess(const struct reader *r, struct columns *c)
{
	size_t widest = 0;
	bool are_numbers = true;
	int64_t n;

	for (size_t i = 0; i < r->records.count; i++)
		if (r->records.at[i].count > widest)
			widest = r->records.at[i].count;
	for (size_t i = 0; i < r->records.count && widest && widest < 4; i++) {
		struct str last = cell_at(&r->records.at[i], (int)widest - 1);

		are_numbers &= last.n == 0 || paste_size(last, &n);
	}
	*c = (struct columns){ .path = { 0 }, .path_count = 1, .name = { 1 }, .name_count = 1,
			       .kind = 2, .size = 3 };
	if (widest && widest < 4 && are_numbers) {
		c->path_count = widest == 3;
		c->name[0] = c->path_count;
		c->size = c->name[0] + 1;
		c->kind = -1;
	}
	for (size_t i = 0; i < 4; i++)
		c->is_known[i] = true;
}

/* The index of the row of headings; above it are titles only. */
static bool headings_find(struct reader *r, size_t *ret)
{
	for (size_t i = 0; i < r->records.count && i < TITLES_MAX; i++) {
		const struct paste_record *record = &r->records.at[i];

		if (is_headings(r->a, record)) {
			*ret = i;
			return true;
		}
		if (filled(record) > 2 && has_number(record))
			return false;
	}
	return false;
}

/* --- rows ---------------------------------------------------------------------- */

static bool is_same_record(struct arena *a, const struct paste_record *x,
			   const struct paste_record *y)
{
	for (size_t i = 0; i < x->count || i < y->count; i++)
		if (!name_is(a, cell_at(x, (int)i), cell_at(y, (int)i)))
			return false;
	return true;
}

/* Sizes of the rows just before that make `sum`: a total of a department. */
static bool sums_up(const struct rows *rows, int64_t sum)
{
	int64_t so_far = 0;

	for (size_t i = rows->count; i-- > 0 && so_far < sum;) {
		so_far += rows->at[i].leaf.size;
		if (so_far == sum && rows->count - i > 1)
			return true;
	}
	return false;
}

static bool is_total(struct rows *rows, const struct paste_record *record)
{
	struct str first = { 0 };
	bool is_sure;
	int64_t size;

	for (size_t i = 0; i < record->count && first.n == 0; i++)
		first = record->cells[i];
	return paste_total(rows->r->a, first, &is_sure) &&
	       (is_sure || (paste_size(cell_at(record, rows->columns.size), &size) &&
			    sums_up(rows, size)));
}

static void row_read(struct rows *rows, const struct paste_record *record)
{
	const struct columns *c = &rows->columns;
	struct row *row = &rows->at[rows->count++];

	*row = (struct row){ .record = record };
	for (int i = 0; i < c->path_count; i++)
		row->level[i] = cell_at(record, c->path[i]);
	for (int i = 0; i < c->name_count; i++)
		row->name = cell_at(record, c->name[i]);
	row->kind = cell_at(record, c->kind);
	row->size = cell_at(record, c->size);
	/* The last level that has one is the name: "Team" without a "Groep". */
	for (int i = c->path_count; c->headings && c->path_count > 1 && i-- > 0 && row->name.n == 0;) {
		row->name = row->level[i];
		row->is_level = row->name.n > 0;
		row->level[i] = (struct str){ 0 };
	}
	row->kind_problem = paste_kind(rows->r->a, row->kind, &row->leaf);
	if (!paste_size(row->size, &row->leaf.size))
		row->leaf.size = 0;
}

static void beyond_note(struct rows *rows, const struct paste_record *record)
{
	for (size_t i = 0; i < record->count && i < COLUMNS_MAX; i++) {
		if (record->cells[i].n == 0 || rows->columns.is_known[i] || rows->columns.is_said[i])
			continue;
		rows->columns.is_said[i] = true;
		paste_note_add(rows->r, PASTE_NO_HEADING, record->line, record->cells[i],
			       (struct str){ 0 });
	}
}

static void rows_collect(struct rows *rows, size_t from)
{
	struct reader *r = rows->r;

	for (size_t i = from; i < r->records.count; i++) {
		const struct paste_record *record = &r->records.at[i];

		if (record->is_rest) {
			rows->at[rows->count++] = (struct row){ .record = record };
		} else if (rows->columns.headings &&
			   is_same_record(r->a, record, rows->columns.headings)) {
			paste_note_add(r, PASTE_HEADINGS_AGAIN, record->line, record->text,
				       (struct str){ 0 });
		} else if (is_total(rows, record)) {
			paste_note_add(r, PASTE_TOTAL, record->line, record->text,
				       (struct str){ 0 });
		} else {
			row_read(rows, record);
			beyond_note(rows, record);
		}
	}
}

/* --- rows without a department --------------------------------------------------- */

static struct str levels_text(struct arena *a, const struct str *level)
{
	struct out o = out_new(a, 1 << 16);

	for (int i = 0; i < PATHS_MAX; i++) {
		if (level[i].n == 0)
			continue;
		out_c(&o, o.n ? " / " : "");
		out_str(&o, level[i]);
	}
	return out_done(&o);
}

/* Empty cells take what stands above them, from the left, as merged cells do. */
static bool levels_fill(struct rows *rows, const struct row *row, struct str *ret)
{
	bool is_filled = false;

	memcpy(ret, row->level, sizeof(row->level));
	for (int i = 0; i < rows->columns.path_count; i++) {
		if (ret[i].n == 0 && rows->above[i].n == 0)
			break;
		if (ret[i].n == 0) {
			ret[i] = rows->above[i];
			is_filled = true;
		} else if (!name_is(rows->r->a, ret[i], rows->above[i])) {
			break;
		}
	}
	return is_filled;
}

static bool is_bare(const struct row *row)
{
	return row->level[0].n == 0 && row->name.n > 0;
}

/* Leaders and specialists of the whole organisation stand at the end of the list,
 * without a department, as the manual has them: that is no question.  Among teams
 * without one, or above other departments, it is. */
static bool is_worth_asking(const struct rows *rows, size_t at)
{
	size_t from = at, to = at;

	if (!is_bare(&rows->at[at]) || rows->at[at].leaf.kind == UNIT_TEAM)
		return true;
	while (from > 0 && is_bare(&rows->at[from - 1]))
		from--;
	while (to + 1 < rows->count && is_bare(&rows->at[to + 1]))
		to++;
	for (size_t i = from; i <= to; i++)
		if (rows->at[i].leaf.kind == UNIT_TEAM)
			return true;
	return to + 1 < rows->count;
}

/* It is saved as it stands here. */
static bool is_saved(const struct rows *rows, const struct row *row)
{
	const struct unit_tree *t = rows->r->answers ? rows->r->answers->saved : NULL;
	struct arena *a = rows->r->a;
	struct str path = levels_text(a, row->level), name = name_tidy(a, row->name);

	for (size_t i = 1; t && i < t->count; i++) {
		size_t parent = t->units[i].parent;

		if (str_eq(t->units[i].own_name, name) &&
		    (parent ? name_is(a, unit_path(a, t, parent), path) : path.n == 0))
			return true;
	}
	return false;
}

/* Fills row->level when it belongs below the row above it. */
static bool department_find(struct rows *rows, size_t at)
{
	struct row *row = &rows->at[at];
	struct str level[PATHS_MAX];

	if (row->name.n == 0 || row->is_level || !levels_fill(rows, row, level) || !is_worth_asking(rows, at))
		return false;
	if (!paste_asks(rows->r,
			(struct paste_question){
				.ask = PASTE_IS_BELOW, .line = row->record->line, .name = row->name,
				.other = levels_text(rows->r->a, level),
				.is_likely = is_bare(row) && row->leaf.kind == UNIT_TEAM },
			is_saved(rows, row)))
		return false;
	memcpy(row->level, level, sizeof(level));
	return true;
}

/* --- one row becomes a group ----------------------------------------------------- */

/* The parts of the levels; of each level how many, for who writes them back. */
static void place_split(struct arena *a, const struct row *row, struct paste_place *p,
			size_t *parts_of)
{
	*p = (struct paste_place){ .name = name_tidy(a, row->name) };
	for (int i = 0; i < PATHS_MAX; i++) {
		struct str path = row->level[i];

		parts_of[i] = 0;
		while (path.n) {
			struct str part = name_tidy(a, str_split(path, '/', &path));

			if (part.n == 0)
				continue;
			if (p->count < UNIT_DEPTH_MAX)
				p->parts[p->count] = part;
			p->count++;
			parts_of[i]++;
		}
	}
}

static struct str joined(struct arena *a, const struct str *parts, size_t n)
{
	struct out o = out_new(a, 1 << 16);

	for (size_t i = 0; i < n; i++) {
		out_c(&o, i ? " / " : "");
		out_str(&o, parts[i]);
	}
	return out_done(&o);
}

/* Writes the row into the text again, with what was answered. */
static void text_change(struct rows *rows, const struct row *row, const struct paste_place *p,
			const size_t *parts_of)
{
	const struct columns *c = &rows->columns;
	struct reader *r = rows->r;
	size_t from = (size_t)(row->record->text.p - r->text.p), done = 0, count = row->record->count;
	struct str cells[COLUMNS_MAX];

	if (count >= COLUMNS_MAX || p->count > UNIT_DEPTH_MAX)
		return;
	memset(cells, 0, sizeof(cells));
	memcpy(cells, row->record->cells, count * sizeof(*cells));
	for (int i = 0; i < c->path_count; done += parts_of[i++])
		if (parts_of[i])
			cells[c->path[i]] = joined(r->a, &p->parts[done], parts_of[i]);
	if (c->name_count && cells[c->name[0]].n)
		cells[c->name[0]] = p->name;
	out_bytes(&r->out, r->text.p + r->copied, from - r->copied);
	for (size_t i = 0; i < count; i++) {
		if (i)
			out_char(&r->out, r->records.separator);
		paste_cell_out(&r->out, cells[i], r->records.separator);
	}
	r->copied = from + row->record->text.n;
	r->is_changed = true;
}

static enum paste_problem row_put(struct rows *rows, struct row *row, bool is_filled)
{
	struct reader *r = rows->r;
	struct paste_place before, p;
	size_t parts_of[PATHS_MAX];
	enum paste_problem problem;
	bool is_changed = is_filled;

	if (row->record->is_rest)
		return PASTE_TOO_MANY;
	place_split(r->a, row, &p, parts_of);
	if (p.name.n == 0)
		return PASTE_NO_NAME;
	problem = row->kind_problem != PASTE_OK ? row->kind_problem
		  : row->leaf.size == 0 ? PASTE_BAD_SIZE : PASTE_OK;
	before = p;
	if (problem == PASTE_OK)
		problem = paste_put(r, &p, row->record->line, &row->leaf);
	if (paste_has_break(row->name) && problem == PASTE_OK)
		paste_note_add(r, PASTE_BROKEN_NAME, row->record->line, p.name,
			       (struct str){ 0 });
	/* Another spelling is left as it is; another name was an answer. */
	is_changed |= !name_is(r->a, before.name, p.name);
	for (size_t i = 0; i < p.count && i < UNIT_DEPTH_MAX; i++)
		is_changed |= !name_is(r->a, before.parts[i], p.parts[i]);
	if (is_changed)
		text_change(rows, row, &p, parts_of);
	return problem;
}

static void line_add(struct rows *rows, struct row *row, enum paste_problem problem)
{
	struct reader *r = rows->r;
	struct paste_line *l = &r->lines[r->count++];

	*l = (struct paste_line){
		.line = row->record->line, .text = row->record->text,
		.path = levels_text(r->a, row->level), .name = name_tidy(r->a, row->name),
		.kind = row->kind, .size = row->size, .problem = problem,
		.can_never_reach_k = problem == PASTE_OK && row->leaf.size < r->k,
	};
	r->faults += problem != PASTE_OK;
	r->warnings += l->can_never_reach_k;
}

void paste_rows_read(struct reader *r)
{
	struct rows rows = { .r = r, .at = ARENA_ARRAY(r->a, struct row, r->records.count + 1) };
	size_t from = 0;

	if (headings_find(r, &from)) {
		for (size_t i = 0; i < from; i++)
			paste_note_add(r, PASTE_TITLE, r->records.at[i].line,
				       r->records.at[i].text, (struct str){ 0 });
		headings_read(r, &rows.columns, &r->records.at[from]);
		from++;
	} else {
		columns_guess(r, &rows.columns);
	}
	rows_collect(&rows, from);
	for (size_t i = 0; i < rows.count; i++) {
		struct row *row = &rows.at[i];
		bool is_filled = department_find(&rows, i);

		line_add(&rows, row, row_put(&rows, row, is_filled));
		if (is_filled || row->level[0].n)
			memcpy(rows.above, row->level, sizeof(rows.above));
	}
	if (r->is_changed)
		out_bytes(&r->out, r->text.p + r->copied, r->text.n - r->copied);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Groups pasted from a spreadsheet.  Each line that holds anything comes back
 * with its text as it was typed, so that a page can show all of it again, the
 * faulty lines with what is wrong.
 */
#include "round/unit.h"

#include <string.h>

#include "base/alike.h"
#include "base/must.h"
#include "base/utf8.h"

enum {
	COLUMNS = 4,			/* path, name, kind, size */
	LINES_MAX = 2 * UNITS_MAX,	/* the rest comes back as one faulty line */
	SLOTS = 16384,			/* a power of two, over twice UNITS_MAX */
};

enum column { COLUMN_PATH, COLUMN_NAME, COLUMN_KIND, COLUMN_SIZE };

struct reader {
	struct arena *a;
	char separator;
	int column[COLUMNS];		/* where each stands; -1: nowhere */
	int k;
	struct paste_line *lines;
	size_t count, faults, warnings;
	struct unit_tree tree;
	uint16_t *slots;		/* index in the tree by parent and name; 0 is free */
};

/* --- cells -------------------------------------------------------------------- */

/* Blanks and the no-break space that spreadsheets like to add. */
static struct str trim(struct str s)
{
	static const struct str space = { "\xc2\xa0", 2 };

	for (;;) {
		s = str_trim(s);
		if (str_starts(s, space))
			s = str_cut(s, space.n, s.n);
		else if (str_ends(s, space))
			s = str_cut(s, 0, s.n - space.n);
		else
			return s;
	}
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_word(struct str s, const char *word)
{
	for (size_t i = 0; i < s.n; i++)
		if (!word[i] || lower(s.p[i]) != word[i])
			return false;
	return word[s.n] == '\0';
}

/* Where the quote that opens at `from` closes; n when it does not. */
static size_t quote_end(struct str line, size_t from)
{
	size_t i = from + 1;

	for (; i < line.n; i++) {
		if (line.p[i] != '"')
			continue;
		if (i + 1 < line.n && line.p[i + 1] == '"')
			i++;
		else
			break;
	}
	return i < line.n ? i : line.n;
}

static struct str unquote(struct arena *a, struct str inner)
{
	char *copy = arena_alloc(a, inner.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < inner.n; i++) {
		copy[n++] = inner.p[i];
		if (inner.p[i] == '"' && i + 1 < inner.n && inner.p[i + 1] == '"')
			i++;
	}
	return (struct str){ copy, n };
}

/* Cuts one cell off the line.  A quote counts when it is the first of its cell
 * and closes on this line, right before the next cell; else it is text. */
static struct str cell_next(const struct reader *r, struct str *line)
{
	size_t from = 0, end, after;
	struct str cell;

	while (from < line->n && line->p[from] == ' ')
		from++;
	if (from < line->n && line->p[from] == '"') {
		end = quote_end(*line, from);
		for (after = end + 1; after < line->n && line->p[after] == ' '; after++)
			continue;
		if (end < line->n && (after >= line->n || line->p[after] == r->separator)) {
			cell = unquote(r->a, str_cut(*line, from + 1, end));
			*line = after < line->n ? str_cut(*line, after + 1, line->n)
						: (struct str){ 0 };
			return trim(cell);
		}
	}
	return trim(str_split(*line, r->separator, line));
}

static size_t cells_read(const struct reader *r, struct str line, struct str *cells, size_t max)
{
	size_t n = 0;

	do
		cells[n++] = cell_next(r, &line);
	while (line.p && n < max);
	return n;
}

/* --- the first line ----------------------------------------------------------- */

/* The separator that comes first outside quotes; a tab anywhere wins, since
 * nobody types one inside a name. */
static char separator_find(struct str line)
{
	if (line.n && memchr(line.p, '\t', line.n))
		return '\t';
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '"') {
			size_t end = quote_end(line, i);

			if (end < line.n)
				i = end;
		} else if (line.p[i] == ';' || line.p[i] == ',') {
			return line.p[i];
		}
	}
	return ';';
}

/* The first word tells: "Aantal medewerkers" is a heading too. */
static int heading(struct str cell)
{
	static const struct {
		const char *word;
		enum column column;
	} known[] = {
		{ "pad", COLUMN_PATH }, { "path", COLUMN_PATH },
		{ "naam", COLUMN_NAME }, { "name", COLUMN_NAME },
		{ "soort", COLUMN_KIND }, { "kind", COLUMN_KIND },
		{ "aantal", COLUMN_SIZE }, { "grootte", COLUMN_SIZE }, { "size", COLUMN_SIZE },
	};

	struct str rest, first = str_split(cell, ' ', &rest);

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (is_word(first, known[i].word))
			return (int)known[i].column;
	return -1;
}

/* A line with at least two headings is one of headings; it sets the order of
 * the columns, and columns it does not know are left alone. */
static bool header_read(struct reader *r, struct str line)
{
	struct str cells[16];
	size_t n = cells_read(r, line, cells, ARRAY_LEN(cells)), found = 0;
	int column[COLUMNS] = { -1, -1, -1, -1 };

	for (size_t i = 0; i < n; i++) {
		int which = heading(cells[i]);

		if (which >= 0 && column[which] < 0) {
			column[which] = (int)i;
			found++;
		}
	}
	if (found < 2)
		return false;
	memcpy(r->column, column, sizeof(column));
	return true;
}

/* --- the tree ----------------------------------------------------------------- */

static size_t slot_of(const struct reader *r, size_t parent, struct str name)
{
	uint32_t hash = 2166136261u ^ (uint32_t)parent;

	for (size_t i = 0; i < name.n; i++)
		hash = (hash ^ (uint8_t)name.p[i]) * 16777619u;
	for (size_t slot = hash ^ (hash >> 15);; slot++) {
		size_t at = r->slots[slot % SLOTS];

		if (at == 0 || (r->tree.units[at].parent == parent &&
				str_eq(r->tree.units[at].own_name, name)))
			return slot % SLOTS;
	}
}

static size_t unit_add(struct reader *r, size_t parent, struct str name)
{
	size_t at = r->tree.count++;

	r->slots[slot_of(r, parent, name)] = (uint16_t)at;
	r->tree.units[parent].is_leaf = false;
	r->tree.units[at] = (struct unit){
		.parent = parent,
		.own_name = name,
		.depth = r->tree.units[parent].depth + 1,
	};
	return at;
}

/* The parts of a path; more than fit is told by the count. */
static size_t path_split(struct str path, struct str parts[UNIT_DEPTH_MAX])
{
	size_t n = 0;

	while (path.n) {
		struct str part = trim(str_split(path, '/', &path));

		if (part.n == 0)
			continue;
		if (n < UNIT_DEPTH_MAX)
			parts[n] = part;
		n++;
	}
	return n;
}

static enum paste_problem place(struct reader *r, const struct paste_line *l, struct unit leaf)
{
	struct str parts[UNIT_DEPTH_MAX];
	size_t n = path_split(l->path, parts), known = 0, at = 0, there;

	if (n + 1 > UNIT_DEPTH_MAX)
		return PASTE_TOO_DEEP;
	for (size_t i = 0; i < n; i++)
		if (utf8_count(parts[i]) > UNIT_NAME_MAX)
			return PASTE_TOO_LONG;
	for (; known < n; known++) {
		there = r->slots[slot_of(r, at, parts[known])];
		if (there == 0)
			break;
		if (r->tree.units[there].is_leaf)
			return PASTE_NOT_LEAF;
		at = there;
	}
	there = known == n ? r->slots[slot_of(r, at, l->name)] : 0;
	if (there)
		return r->tree.units[there].is_leaf ? PASTE_TWICE : PASTE_NOT_LEAF;
	if (r->tree.count + (n - known) > UNITS_MAX)
		return PASTE_TOO_MANY;
	for (; known < n; known++)
		at = unit_add(r, at, parts[known]);
	at = unit_add(r, at, l->name);
	r->tree.units[at].kind = leaf.kind;
	r->tree.units[at].tag = leaf.tag;
	r->tree.units[at].size = leaf.size;
	r->tree.units[at].is_leaf = true;
	return PASTE_OK;
}

/* --- one line ----------------------------------------------------------------- */

static struct str lower_copy(struct arena *a, struct str s)
{
	char *copy = arena_alloc(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		copy[i] = lower(s.p[i]);
	return (struct str){ copy, s.n };
}

static enum paste_problem kind_read(struct arena *a, struct str cell, struct unit *leaf)
{
	struct str tag, word = trim(str_split(cell, ':', &tag));

	leaf->kind = UNIT_TEAM;
	if (is_word(word, "specialist") || is_word(word, "specialisten") ||
	    is_word(word, "specialists")) {
		leaf->kind = UNIT_SPECIALISTS;
		leaf->tag = lower_copy(a, trim(tag));
		if (leaf->tag.n == 0)
			return PASTE_NO_TAG;
		return utf8_count(leaf->tag) > UNIT_NAME_MAX ? PASTE_TOO_LONG : PASTE_OK;
	}
	if (tag.p)
		return PASTE_BAD_KIND;
	if (is_word(word, "leiding") || is_word(word, "leaders") || is_word(word, "leader"))
		leaf->kind = UNIT_LEADERS;
	else if (word.n && !is_word(word, "team"))
		return PASTE_BAD_KIND;
	return PASTE_OK;
}

static enum paste_problem line_check(struct reader *r, struct paste_line *l)
{
	struct unit leaf = { 0 };
	enum paste_problem problem;

	if (l->name.n == 0)
		return PASTE_NO_NAME;
	if (utf8_count(l->name) > UNIT_NAME_MAX)
		return PASTE_TOO_LONG;
	problem = kind_read(r->a, l->kind, &leaf);
	if (problem != PASTE_OK)
		return problem;
	if (!str_i64(l->size, 1, UNIT_SIZE_MAX, &leaf.size))
		return PASTE_BAD_SIZE;
	problem = place(r, l, leaf);
	l->can_never_reach_k = problem == PASTE_OK && leaf.size < r->k;
	return problem;
}

static struct str cell_at(const struct reader *r, const struct str *cells, size_t n,
			  enum column c)
{
	return r->column[c] >= 0 && (size_t)r->column[c] < n ? cells[r->column[c]]
							      : (struct str){ 0 };
}

static void line_read(struct reader *r, struct str text, int number)
{
	struct str cells[16];
	struct paste_line *l = &r->lines[r->count++];
	size_t n = cells_read(r, text, cells, ARRAY_LEN(cells));

	*l = (struct paste_line){
		.line = number,
		.text = text,
		.path = cell_at(r, cells, n, COLUMN_PATH),
		.name = name_tidy(r->a, cell_at(r, cells, n, COLUMN_NAME)),
		.kind = cell_at(r, cells, n, COLUMN_KIND),
		.size = cell_at(r, cells, n, COLUMN_SIZE),
	};
	l->problem = line_check(r, l);
	r->faults += l->problem != PASTE_OK;
	r->warnings += l->can_never_reach_k;
}

/* --- all lines ---------------------------------------------------------------- */

/* Lines end in LF, CR LF or CR. */
static struct str line_next(struct str *text)
{
	size_t n = 0, skip;
	struct str line;

	while (n < text->n && text->p[n] != '\n' && text->p[n] != '\r')
		n++;
	line = str_cut(*text, 0, n);
	skip = n + 1 < text->n && text->p[n] == '\r' && text->p[n + 1] == '\n' ? 2 : 1;
	*text = str_cut(*text, n + skip, text->n);
	return line;
}

/* Nothing but separators is what a spreadsheet makes of an empty row. */
static bool is_empty(struct str line)
{
	line = trim(line);
	for (size_t i = 0; i < line.n; i++)
		if (!strchr(" \t;,\"", line.p[i]) || line.p[i] == '\0')
			return false;
	return true;
}

static size_t lines_at_most(struct str text)
{
	size_t n = 1;

	for (size_t i = 0; i < text.n && n < LINES_MAX; i++)
		n += text.p[i] == '\n' || text.p[i] == '\r';
	return n;
}

static void lines_read(struct reader *r, struct str text)
{
	bool is_first = true;

	for (int number = 1; text.n; number++) {
		struct str all = text, line = line_next(&text);

		if (is_empty(line))
			continue;
		if (r->count == LINES_MAX - 1 && text.n) {
			r->lines[r->count++] = (struct paste_line){
				.line = number, .text = all, .problem = PASTE_TOO_MANY };
			r->faults++;
			return;
		}
		if (is_first)
			r->separator = separator_find(line);
		if (!is_first || !header_read(r, line))
			line_read(r, line, number);
		is_first = false;
	}
}

/* Puts each unit right below its parent's earlier children, with theirs: the
 * order in which a tree is read.  Sizes go up on the way. */
static struct unit_tree tree_order(struct arena *a, const struct unit_tree *t)
{
	struct unit_tree ret = { ARENA_ARRAY(a, struct unit, t->count), t->count };
	size_t *below = ARENA_ARRAY(a, size_t, t->count);	/* units under each, and itself */
	size_t *place_of = ARENA_ARRAY(a, size_t, t->count), *next = ARENA_ARRAY(a, size_t, t->count);

	for (size_t i = t->count; i-- > 0;) {
		const struct unit *u = &t->units[i];

		below[i]++;
		if (i == 0)
			break;
		below[u->parent] += below[i];
		t->units[u->parent].size += u->size;
	}
	next[0] = 1;
	for (size_t i = 0; i < t->count; i++) {
		size_t parent = t->units[i].parent;

		if (i > 0) {
			place_of[i] = next[parent];
			next[parent] += below[i];
			next[i] = place_of[i] + 1;
		}
		ret.units[place_of[i]] = t->units[i];
		ret.units[place_of[i]].parent = place_of[parent];
	}
	return ret;
}

void unit_paste(struct arena *a, struct str text, struct str root_name, int k, struct paste *ret)
{
	static const struct str bom = { "\xef\xbb\xbf", 3 };
	struct reader r = { .a = a, .k = k, .column = { 0, 1, 2, 3 } };
	struct unit_tree tree;
	size_t lines, units;

	if (str_starts(text, bom))
		text = str_cut(text, bom.n, text.n);
	lines = lines_at_most(text);
	units = lines * UNIT_DEPTH_MAX < UNITS_MAX ? lines * UNIT_DEPTH_MAX : UNITS_MAX;
	r.lines = ARENA_ARRAY(a, struct paste_line, lines);
	r.slots = ARENA_ARRAY(a, uint16_t, SLOTS);
	r.tree.units = ARENA_ARRAY(a, struct unit, units + 1);
	r.tree.units[0] = (struct unit){ .own_name = root_name };
	r.tree.count = 1;
	lines_read(&r, text);
	tree = tree_order(a, &r.tree);
	unit_names_make(a, &tree);
	*ret = (struct paste){
		.lines = r.lines,
		.count = r.count,
		.faults = r.faults,
		.warnings = r.warnings,
		.tree = tree,
	};
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tables and the rooms that may use them.  In schema/ a line
 *
 *	-- room: finding
 *
 * says whose the tables below it are, up to the next such line.  The SQL of a
 * room reads and writes tables of its own and earlier rooms, lib only its own.
 * The schema is held to the same: a table refers to tables of its own and
 * earlier rooms.  And C runs statements of its own and earlier rooms, by
 * whatever name.
 */
#include "layers_house.h"
#include "layers_sql.h"

#include "text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 64 };	/* parentheses in one another; ours nest some 5 deep */

struct table {
	const char *name;
	size_t n;
	struct room room;
	bool is_gone;		/* dropped, or known by another name now */
};

struct statement {
	const char *name;
	size_t n;
	struct room room;
};

struct script {
	const struct file *file;
	struct sql_token *tokens;
	size_t count;
};

struct base {
	const struct house *h;
	struct script *scripts;
	size_t script_count;
	struct table *tables;
	size_t table_count;
	struct statement *statements;
	size_t statement_count;
};

static struct table *table_find(const struct base *b, const struct sql_token *t)
{
	for (size_t i = b->table_count; i-- > 0;)
		if (b->tables[i].n == t->n && strncasecmp(b->tables[i].name, t->p, t->n) == 0)
			return &b->tables[i];
	return NULL;
}

/* --- what the schema makes ----------------------------------------------------- */

/* The name behind these words, as far as they are there: from t, `TABLE IF NOT
 * EXISTS name`, `main.name`. */
static const struct sql_token *name_behind(const struct sql_token *t)
{
	static const char *const between[] = { "IF", "NOT", "EXISTS", "OR", "ABORT", "FAIL",
					       "IGNORE", "REPLACE", "ROLLBACK", "ONLY", "LATERAL" };

	for (size_t i = 0; i < sizeof(between) / sizeof(between[0]); i++)
		if (sql_is(t, between[i]))
			t++;
	if (t->kind != SQL_END && sql_is_sign(t + 1, '.'))
		t += 2;
	return t;
}

static bool is_name(const struct sql_token *t)
{
	return t->kind == SQL_WORD || t->kind == SQL_QUOTED || t->kind == SQL_STRING;
}

static struct room read_room(const struct base *b, const struct script *s,
			     const struct sql_token *t)
{
	struct room r = house_room(b->h, t->p, t->n);

	if (r.part == PART_ELSEWHERE)
		complain(s->file->path, t->line, "there is no room '%.*s'; write one of "
			 "src/rooms or lib", (int)t->n, t->p);
	return r;
}

static void add_table(struct base *b, const struct sql_token *t, struct room room)
{
	b->tables = need_memory(b->tables, (b->table_count + 1) * sizeof(*b->tables));
	b->tables[b->table_count++] = (struct table){ t->p, t->n, room, false };
}

/* ALTER TABLE name RENAME TO other. */
static void rename_table(struct base *b, const struct sql_token *name)
{
	struct table *old = table_find(b, name);

	if (!old || !sql_is(name + 1, "RENAME") || !sql_is(name + 2, "TO") || !is_name(name + 3))
		return;
	old->is_gone = true;
	add_table(b, name + 3, old->room);
}

static void read_tables(struct base *b, const struct script *s)
{
	struct room room = { PART_ELSEWHERE, NO_ROOM };
	bool is_said = false, makes = false;

	for (const struct sql_token *t = s->tokens; t->kind != SQL_END; t++) {
		const struct sql_token *name = name_behind(t + 1);
		struct table *known = table_find(b, name);

		if (t->kind == SQL_ROOM) {
			room = read_room(b, s, t);
			is_said = true;
		} else if (sql_is(t, "CREATE") || sql_is_sign(t, ';')) {
			makes = sql_is(t, "CREATE");
		} else if ((sql_is(t, "TABLE") || sql_is(t, "VIEW")) && makes) {
			if (!is_said)
				complain(s->file->path, t->line, "the table %.*s has no room; "
					 "write '-- room: NAME' above it", (int)name->n, name->p);
			add_table(b, name, room);
		} else if (sql_is(t, "DROP") && sql_is(name, "TABLE")) {
			known = table_find(b, name_behind(name + 1));
			if (known)
				known->is_gone = true;
		} else if (sql_is(t, "ALTER") && sql_is(name, "TABLE")) {
			rename_table(b, name_behind(name + 1));
		}
	}
}

/* --- what a statement uses ------------------------------------------------------- */

struct reading {
	const struct base *b;
	const struct script *s;
	struct room room;		/* of the file, in the schema of the section */
	const struct sql_token *from;	/* the first word of the statement */
	int depth;
	bool is_select[DEPTH_MAX];	/* SELECT, DELETE or UPDATE was read here */
	bool is_list[DEPTH_MAX];	/* between FROM and the next clause */
	bool expects;			/* a table comes next */
};

/* Names that WITH gives stand for this statement only. */
static bool is_given(const struct reading *r, const struct sql_token *name)
{
	for (const struct sql_token *t = r->from; t->kind != SQL_END && !sql_is_sign(t, ';'); t++) {
		const struct sql_token *p = t + 1;

		if (!is_name(t) || t == r->s->tokens || t->n != name->n ||
		    strncasecmp(t->p, name->p, t->n) != 0)
			continue;
		if (!sql_is(t - 1, "WITH") && !sql_is(t - 1, "RECURSIVE") &&
		    !sql_is_sign(t - 1, ','))
			continue;
		if (sql_is_sign(p, '(')) {
			while (p->kind != SQL_END && !sql_is_sign(p, ')'))
				p++;
			p += p->kind != SQL_END;
		}
		if (!sql_is(p, "AS"))
			continue;
		for (p++; sql_is(p, "NOT") || sql_is(p, "MATERIALIZED"); p++)
			;
		if (sql_is_sign(p, '('))
			return true;
	}
	return false;
}

static bool is_of_engine(const struct sql_token *t)
{
	return t->n > 7 && strncasecmp(t->p, "sqlite_", 7) == 0;
}

static void check_table(const struct reading *r, const struct sql_token *t, const char *does)
{
	const struct house *h = r->b->h;
	const struct table *table = table_find(r->b, t);
	const char *path = r->s->file->path, *own = room_name(h, r->room);
	bool is_schema = r->s->file->room.part == PART_SCHEMA;

	if (is_of_engine(t) && r->room.part == PART_LIB && strcmp(own, "store") == 0)
		return;
	if (!table || (table->is_gone && !is_schema)) {
		if (!is_given(r, t))
			complain(path, t->line, "%s %.*s, which no file of schema/ makes; mend the "
				 "name, or make the table", does, (int)t->n, t->p);
		return;
	}
	if (is_given(r, t)) {
		complain(path, t->line, "WITH gives %.*s the name of a table; give it a name of "
			 "its own", (int)t->n, t->p);
		return;
	}
	if (table->room.number == NO_ROOM || r->room.number == NO_ROOM)
		return;
	if (table->room.part == PART_LIB || r->room.part == PART_LIB) {
		if (table->room.part != r->room.part || table->room.number != r->room.number)
			complain(path, t->line, "%s %.*s, a table of %s; a room of lib and its "
				 "tables keep to themselves: call a function of %s",
				 does, (int)t->n, t->p, room_name(h, table->room),
				 room_name(h, table->room));
	} else if (table->room.number > r->room.number) {
		complain(path, t->line, "%s %.*s, a table of %s, which is below %s in src/rooms; "
			 "move the statement to %s, or let the table go with its row by ON DELETE",
			 does, (int)t->n, t->p, room_name(h, table->room), own,
			 room_name(h, table->room));
	}
}

/* What a table that is named behind this word is for; NULL: none is. */
static const char *use_of(const struct reading *r, const struct sql_token *t)
{
	const struct sql_token *before = t > r->from ? t - 1 : NULL;

	if (sql_is(t, "FROM") && r->is_select[r->depth])
		return before && sql_is(before, "DELETE") ? "removes from" :
		       before && sql_is(before, "DISTINCT") ? NULL : "reads";
	if (sql_is(t, "JOIN"))
		return "reads";
	if (sql_is(t, "IN") && is_name(t + 1))
		return "reads";
	if (sql_is(t, "INTO"))
		return "writes";
	if (sql_is(t, "TABLE"))
		return "changes";
	if (sql_is(t, "REFERENCES"))
		return "refers to";
	if (sql_is(t, "UPDATE") && !sql_is(t + 1, "ON") && !sql_is(t + 1, "OF") &&
	    !(before && (sql_is(before, "DO") || sql_is(before, "ON") || sql_is(before, "FOR"))))
		return "writes";
	return NULL;
}

static bool ends_list(const struct sql_token *t)
{
	static const char *const clauses[] = { "WHERE",	 "GROUP",     "ORDER",	   "HAVING",
					       "LIMIT",	 "UNION",     "EXCEPT",	   "INTERSECT",
					       "SET",	 "VALUES",    "RETURNING", "WINDOW",
					       "SELECT", "WITH" };

	for (size_t i = 0; i < sizeof(clauses) / sizeof(clauses[0]); i++)
		if (sql_is(t, clauses[i]))
			return true;
	return false;
}

static void read_sign(struct reading *r, const struct sql_token *t)
{
	int deeper = r->depth + 1 < DEPTH_MAX ? r->depth + 1 : r->depth;

	if (sql_is_sign(t, '(')) {
		r->depth = deeper;
		r->is_select[deeper] = false;
		r->is_list[deeper] = r->expects;
	} else if (sql_is_sign(t, ')')) {
		r->depth -= r->depth > 0;
		r->expects = false;
	} else if (sql_is_sign(t, ';')) {
		*r = (struct reading){ .b = r->b, .s = r->s, .room = r->room, .from = t + 1 };
	} else if (sql_is_sign(t, ',')) {
		r->expects = r->is_list[r->depth];
	}
}

static void read_word(struct reading *r, const struct sql_token *t)
{
	const char *does = use_of(r, t);

	if (ends_list(t)) {
		r->is_list[r->depth] = false;
		r->expects = false;
	}
	if (sql_is(t, "SELECT") || sql_is(t, "DELETE") || sql_is(t, "UPDATE"))
		r->is_select[r->depth] = true;
	if (sql_is(t, "FROM") && does)
		r->is_list[r->depth] = true;
	if (!does)
		return;
	t = name_behind(t + 1);
	r->expects = sql_is_sign(t, '(');
	/* FROM json_each(…) is a function; INTO t (…) is not. */
	if (is_name(t) && !ends_list(t) &&
	    !(strcmp(does, "reads") == 0 && sql_is_sign(t + 1, '(')))
		check_table(r, t, does);
}

static void check_script(const struct base *b, const struct script *s)
{
	struct reading r = { .b = b, .s = s, .room = s->file->room, .from = s->tokens };

	for (size_t i = 0; i < s->count; i++) {
		const struct sql_token *t = &s->tokens[i];

		if (t->kind == SQL_ROOM && s->file->room.part == PART_SCHEMA)
			r.room = house_room(b->h, t->p, t->n);
		if (t->kind == SQL_SIGN) {
			read_sign(&r, t);
		} else if (r.expects && is_name(t) && !ends_list(t)) {
			/* A list goes on: FROM a, b or FROM (a JOIN b). */
			t = name_behind(t);
			if (is_name(t) && !sql_is_sign(t + 1, '('))
				check_table(&r, t, "reads");
			r.expects = false;
		} else if (t->kind == SQL_WORD) {
			read_word(&r, t);
		}
	}
}

/* --- statements in C ------------------------------------------------------------- */

static void read_names(struct base *b, const struct script *s)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct sql_token *t = &s->tokens[i];

		if (t->kind != SQL_NAME)
			continue;
		b->statements = need_memory(b->statements,
					    (b->statement_count + 1) * sizeof(*b->statements));
		b->statements[b->statement_count++] =
			(struct statement){ t->p, t->n, s->file->room };
	}
}

static const struct statement *statement_find(const struct base *b, struct word w)
{
	if (w.n <= 4 || strncasecmp(w.p, "SQL_", 4) != 0)
		return NULL;
	for (size_t i = 0; i < b->statement_count; i++)
		if (b->statements[i].n == w.n - 4 &&
		    strncasecmp(b->statements[i].name, w.p + 4, w.n - 4) == 0)
			return &b->statements[i];
	return NULL;
}

static void check_c(const struct base *b, const struct file *f)
{
	size_t at = 0;
	int line = 1;

	for (struct word w = code_word(f->code, &at, &line); w.n;
	     w = code_word(f->code, &at, &line)) {
		const struct statement *st = statement_find(b, w);

		if (st && !room_may_use(b->h, f->room, st->room))
			complain(f->path, line, "%.*s is a statement of %s, which %s may not use; "
				 "let %s run it", (int)w.n, w.p, room_name(b->h, st->room),
				 room_name(b->h, f->room), room_name(b->h, st->room));
	}
}

void sql_check(const struct house *h)
{
	struct base b = { .h = h };

	b.scripts = need_memory(NULL, (h->file_count + 1) * sizeof(*b.scripts));
	for (size_t i = 0; i < h->file_count; i++) {
		const struct file *f = &h->files[i];
		struct script *s = &b.scripts[b.script_count];

		if (!file_is(f, ".sql") || f->room.part == PART_ELSEWHERE)
			continue;
		b.script_count++;
		s->file = f;
		s->tokens = sql_tokens(source_text(f->source), &s->count);
		if (f->room.part == PART_SCHEMA)
			read_tables(&b, s);
		else
			read_names(&b, s);
	}
	for (size_t i = 0; i < b.script_count; i++)
		check_script(&b, &b.scripts[i]);
	for (size_t i = 0; i < h->file_count; i++)
		if (h->files[i].code && h->files[i].room.part != PART_MAIN)
			check_c(&b, &h->files[i]);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * organisations DATABASE MODEL.json SEED COUNT ANSWERS UNCOUNTED open|closed
 *
 * Plays the rounds of COUNT random organisations into a database: trees of
 * departments, teams of 3 to 15, leaders and specialists, three quarters of
 * whom answer, in random order.  How many leave a question blank differs from
 * question to question, from nobody to everybody.  SEED decides everything but
 * which level is chosen, which ANSWERS decides, and UNCOUNTED for answers that
 * may never count: of drafts, and of people who are too few with that answer even
 * in the whole round.  Prints the truth a line per round, for the test that then
 * reads what the program publishes (outputs.test.mjs).
 *
 * Built three times: as it is, and with a rule replaced (r2_off.c, r8_off.c).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/model_store.h"
#include "base/clock.h"
#include "base/rng.h"
#include "closing/closing.h"
#include "closing/histogram.h"
#include "account/organisation.h"
#include "round/paste.h"

enum { PEOPLE_MAX = 400, MODEL_MAX = 200 * 1000, SHEET_MAX = 200 };

struct person {
	size_t unit;
	struct ticket_code code;
	bool is_present, is_draft;
	uint8_t *sheet;
};

/* One question: a byte of a sheet. */
struct question {
	size_t at;
	int64_t levels;
	bool is_sensitive;
	const struct statement *statement;	/* NULL: everybody gets it */
};

struct play {
	struct db *db;
	struct arena *a;
	struct rng chance, answers, uncounted;
	int64_t organisation, model_id;
	struct str document;
	struct model model;
	struct sheet_layout layout;
	struct round round;
	struct unit_tree tree;
	struct person *people;
	size_t count;
	struct question questions[SHEET_MAX];
	size_t question_count;
	uint64_t blank[SHEET_MAX], no_picks;	/* of twelve people, per question */
};

static int64_t between(struct rng *r, int64_t low, int64_t high)
{
	return low + (int64_t)rng_next_below(r, (uint64_t)(high - low + 1));
}

/* --- a tree ------------------------------------------------------------------------- */

static void put_group(struct out *o, const char *path, const char *name, int64_t n,
		      const char *kind, int64_t size)
{
	out_c(o, path);
	out_char(o, ';');
	out_c(o, name);
	if (n > 0)
		out_i64(o, n);
	out_char(o, ';');
	out_c(o, kind);
	out_char(o, ';');
	out_i64(o, size);
	out_char(o, '\n');
}

static struct str random_rows(struct play *p)
{
	struct out o = out_new(p->a, 10000);
	const int64_t departments = between(&p->chance, 1, 3);
	int64_t team = 0;

	for (int64_t d = 1; d <= departments; d++) {
		char path[40];

		(void)snprintf(path, sizeof(path), "Afdeling%d", (int)d);
		for (int64_t i = between(&p->chance, 1, 4); i > 0; i--)
			put_group(&o, path, "Team", ++team, "team", between(&p->chance, 3, 15));
		if (rng_next_below(&p->chance, 2))
			put_group(&o, path, "Leiding", d, "leiding", between(&p->chance, 3, 8));
		if (rng_next_below(&p->chance, 3) == 0) {
			(void)snprintf(path, sizeof(path), "Afdeling%d / Onder%d", (int)d, (int)d);
			for (int64_t i = between(&p->chance, 1, 3); i > 0; i--)
				put_group(&o, path, "Team", ++team, "team",
					  between(&p->chance, 3, 15));
		}
	}
	if (rng_next_below(&p->chance, 2))
		put_group(&o, "", "Leidinggevenden", 0, "leiding", between(&p->chance, 3, 9));
	if (rng_next_below(&p->chance, 2))
		put_group(&o, "", "Beleid", 0, "specialist:beleid", between(&p->chance, 3, 12));
	return out_done(&o);
}

/* --- answers ------------------------------------------------------------------------ */

/* What somebody does with a question; the level is chosen later. */
static uint8_t random_kind(struct rng *r, uint64_t blank)
{
	if (rng_next_below(r, 12) < blank)
		return ANSWER_NONE;
	switch (rng_next_below(r, 12)) {
	case 0:
		return ANSWER_DONT_KNOW;
	case 1:
		return ANSWER_NOT_APPLICABLE;
	default:
		return 1;
	}
}

static struct question question_at(const struct play *p, size_t subject, size_t nth)
{
	const struct subject *s = &p->model.subjects[subject];
	const struct statement *of = nth < 2 ? NULL : &s->statements[nth - 2];

	return (struct question){
		.at = p->layout.subject_at[subject] + nth, .statement = of,
		.levels = of ? 5 : (int64_t)p->model.level_count,
		.is_sensitive = of ? of->is_sensitive : s->is_sensitive,
	};
}

static bool is_asked(const struct play *p, const struct person *who, const struct question *q)
{
	const struct unit *u = &p->tree.units[who->unit];

	return !q->statement || statement_is_for(q->statement, unit_route(u->kind), u->tag);
}

static void list_questions(struct play *p)
{
	for (size_t i = 0; i < p->model.subject_count; i++)
		for (size_t nth = 0; nth < 2 + p->model.subjects[i].statement_count &&
				     p->question_count < SHEET_MAX; nth++)
			p->questions[p->question_count++] = question_at(p, i, nth);
}

static uint64_t draw_blank(struct rng *r)
{
	static const uint64_t some[] = { 0, 1, 1, 3, 6, 9, 11, 12 };

	return some[rng_next_below(r, sizeof(some) / sizeof(some[0]))];
}

static void draw_kinds_of(struct play *p, struct person *who)
{
	struct sheet s = { who->sheet, p->layout.size };
	bool is_blank = true;

	for (size_t k = 0; k < p->question_count; k++) {
		const struct question *q = &p->questions[k];
		const uint8_t kind = random_kind(&p->chance, p->blank[k]);

		who->sheet[q->at] = is_asked(p, who, q) ? kind : ANSWER_NONE;
		is_blank &= who->sheet[q->at] == ANSWER_NONE;
	}
	if (rng_next_below(&p->chance, 12) >= p->no_picks) {
		sheet_set_picks(&s, 1);
		is_blank = false;
	}
	who->is_draft |= is_blank;	/* nothing to hand in */
}

static void draw_kinds(struct play *p)
{
	for (size_t k = 0; k < p->question_count; k++)
		p->blank[k] = draw_blank(&p->chance);
	p->no_picks = draw_blank(&p->chance);
	for (size_t i = 0; i < p->count; i++)
		draw_kinds_of(p, &p->people[i]);
}

static bool is_counting(const struct person *who)
{
	return who->is_present && !who->is_draft;
}

/* Per unit: whether its people who did this count anywhere. */
static void find_counted(struct play *p, int64_t k, size_t at, uint8_t kind, bool *is_counted)
{
	const size_t n = p->tree.count;
	size_t *parent = ARENA_ARRAY(p->a, size_t, n), *node = ARENA_ARRAY(p->a, size_t, n);
	int64_t *own = ARENA_ARRAY(p->a, int64_t, n), *size = ARENA_ARRAY(p->a, int64_t, n);

	for (size_t i = 0; i < n; i++)
		parent[i] = p->tree.units[i].parent;
	for (size_t i = 0; i < p->count; i++)
		own[p->people[i].unit] += is_counting(&p->people[i]) && p->people[i].sheet[at] == kind;
	pieces_place(parent, own, n, k, node, size);
	for (size_t i = 0; i < n; i++)
		is_counted[i] = node[i] != NODE_NONE;
}

/* The levels that those who chose one chose, of who counts and who does not. */
static void draw_levels_of(struct play *p, const struct question *q)
{
	bool *is_counted = ARENA_ARRAY(p->a, bool, p->tree.count);

	find_counted(p, q->is_sensitive ? sensitive_k(p->round.k) : p->round.k, q->at, 1, is_counted);
	for (size_t i = 0; i < p->count; i++) {
		struct person *who = &p->people[i];
		const bool counts = is_counting(who) && is_counted[who->unit];

		if (who->sheet[q->at] == 1)
			who->sheet[q->at] = (uint8_t)between(counts ? &p->answers : &p->uncounted,
							     1, q->levels);
	}
}

/* Picks stand in the bytes from 2 on; one subject or more. */
static void draw_picks(struct play *p)
{
	const int64_t most = (INT64_C(1) << p->model.subject_count) - 1;
	bool *is_counted = ARENA_ARRAY(p->a, bool, p->tree.count);

	find_counted(p, p->round.k, 2, 1, is_counted);
	for (size_t i = 0; i < p->count; i++) {
		struct person *who = &p->people[i];
		struct sheet s = { who->sheet, p->layout.size };
		const bool counts = is_counting(who) && is_counted[who->unit];

		if (sheet_picks(who->sheet))
			sheet_set_picks(&s, (uint64_t)between(counts ? &p->answers : &p->uncounted,
							      1, most));
	}
}

static void shuffle(struct rng *r, struct person *people, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		const size_t j = rng_next_below(r, i);
		const struct person keep = people[j];

		people[j] = people[i - 1];
		people[i - 1] = keep;
	}
}

/* Every card gets answers, so that the stream of them does not depend on who came. */
static bool answer(struct play *p, struct err *e)
{
	shuffle(&p->chance, p->people, p->count);
	for (size_t i = 0; i < p->count; i++) {
		struct respondent r;

		if (!respondent_get(p->db, p->a, p->people[i].code, &r, e))
			return false;
		p->people[i].sheet = r.sheet.bytes;
	}
	draw_kinds(p);
	for (size_t k = 0; k < p->question_count; k++)
		draw_levels_of(p, &p->questions[k]);
	draw_picks(p);
	for (size_t i = 0; i < p->count; i++) {
		const struct person *who = &p->people[i];
		struct sheet s = { who->sheet, p->layout.size };

		if (!who->is_draft)
			sheet_submit(&s);
		if (who->is_present && !sheet_put(p->db, who->code, &s, e))
			return false;
	}
	return true;
}

/* --- a round ------------------------------------------------------------------------ */

static bool issue(struct play *p, struct err *e)
{
	p->people = ARENA_ARRAY(p->a, struct person, PEOPLE_MAX);
	p->count = 0;
	for (size_t i = 1; i < p->tree.count; i++) {
		const struct unit *u = &p->tree.units[i];
		struct ticket_code *codes = ARENA_ARRAY(p->a, struct ticket_code, (size_t)u->size);

		if (!u->is_leaf)
			continue;
		for (int64_t k = 0; k < u->size && p->count < PEOPLE_MAX; k++) {
			codes[k] = ticket_make();
			p->people[p->count++] = (struct person){
				.unit = i, .code = codes[k],
				.is_present = rng_next_below(&p->chance, 4) > 0,
				.is_draft = rng_next_below(&p->chance, 12) == 0,
			};
		}
		if (!ticket_issue(p->db, p->round.key, u->id, codes, (size_t)u->size, e))
			return false;
	}
	return true;
}

static bool lay(struct play *p, int64_t id, struct err *e)
{
	const struct round r = {
		.id = id, .organisation = p->organisation, .model = p->model_id,
		.organisation_name = STR("Gemeente Voorbeeld"), .name = STR("Ronde"),
		.purpose = STR("Waarom"), .words = STR("{}"),
		.k = (int)between(&p->chance, 0, 3) ? 5 : (int)between(&p->chance, 6, 9),
		.languages = 3, /* Not by the minute: two that are played are compared word by word. */
		.closes = (clock_now() / CLOCK_DAY_MS + 2) * CLOCK_DAY_MS, .created = 1,
	};
	struct paste paste;

	unit_paste(p->a, random_rows(p), r.organisation_name, r.k, &paste);
	if (paste.faults)
		return err_set(e, ERR_INPUT, "a tree with faults");
	return round_add(p->db, &r, e) &&
	       round_get(p->db, p->a, p->organisation, id, &p->round, e) &&
	       unit_tree_put(p->db, p->round.key, &paste.tree, e) &&
	       unit_tree_get(p->db, p->a, p->round.key, r.organisation_name, &p->tree, e) &&
	       issue(p, e) &&
	       round_open(p->db, p->a, p->round.key, p->layout.size, e) && answer(p, e);
}

static bool play_round(struct play *p, int64_t id, bool is_closing, struct err *e)
{
	if (!db_begin(p->db, e))
		return false;
	if (lay(p, id, e) &&
	    (!is_closing || round_close(p->db, p->a, p->round.key, NULL, e)) &&
	    db_commit(p->db, e))
		return true;
	db_rollback(p->db);
	return false;
}

/* --- the truth ---------------------------------------------------------------------- */

static void put_sheets(struct out *o, const struct play *p, size_t unit)
{
	bool is_first = true;

	for (size_t i = 0; i < p->count; i++) {
		const struct person *who = &p->people[i];

		if (who->unit != unit || !who->is_present || who->is_draft)
			continue;
		out_c(o, is_first ? "\"" : ",\"");
		out_hex(o, (struct blob){ who->sheet, p->layout.size });
		out_char(o, '"');
		is_first = false;
	}
}

/* The card of somebody of the unit: with it the respondent's pages open. */
static const char *code_of(const struct play *p, size_t unit)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->people[i].unit == unit)
			return p->people[i].code.text;
	return "";
}

/* Names and kinds are the ones above: nothing in them needs escaping. */
static void print_truth(const struct play *p)
{
	static const char *const kinds[] = { "team", "leaders", "specialists" };
	struct out o = out_new(p->a, 4 << 20);

	out_c(&o, "{\"round\":");
	out_i64(&o, p->round.id);
	out_c(&o, ",\"k\":");
	out_i64(&o, p->round.k);
	out_c(&o, ",\"units\":[");
	for (size_t i = 0; i < p->tree.count; i++) {
		const struct unit *u = &p->tree.units[i];

		out_c(&o, i ? ",{\"id\":" : "{\"id\":");
		out_i64(&o, u->id);
		out_c(&o, ",\"name\":\"");
		out_str(&o, u->name);
		out_c(&o, "\",\"parent\":");
		out_i64(&o, (int64_t)u->parent);
		out_c(&o, ",\"kind\":\"");
		out_c(&o, kinds[u->kind]);
		out_c(&o, "\",\"tag\":\"");
		out_str(&o, u->tag);
		out_c(&o, "\",\"leaf\":");
		out_c(&o, u->is_leaf ? "true" : "false");
		out_c(&o, ",\"code\":\"");
		out_c(&o, code_of(p, i));
		out_c(&o, "\",\"sheets\":[");
		put_sheets(&o, p, i);
		out_c(&o, "]}");
	}
	out_c(&o, "]}\n");
	(void)fwrite(o.p, 1, o.n, stdout);
}

/* --- all of it ---------------------------------------------------------------------- */

static bool read_file(const char *path, char *text, size_t *n)
{
	FILE *file = fopen(path, "rb");

	if (!file)
		return false;
	*n = fread(text, 1, MODEL_MAX, file);
	return fclose(file) == 0 && *n < MODEL_MAX;
}

static bool begin(struct play *p, const char *path, struct err *e)
{
	struct model_report report;

	if (!db_open(path, DB_CREATE, &p->db, e) || !db_migrate(p->db, e) || !db_begin(p->db, e))
		return false;
	if (!organisation_find_or_add(p->db, STR("Gemeente Voorbeeld"), ORGANISATION_ASK, &p->organisation, e) ||
	    !model_store(p->db, p->document, &p->model_id, e) || !db_commit(p->db, e) ||
	    !model_read(p->a, p->document, NULL, &p->model, &report, e))
		return false;
	p->layout = sheet_layout(&p->model);
	list_questions(p);
	return true;
}

static bool play_rounds(struct play *p, int64_t count, bool is_closing, struct err *e)
{
	SCOPED(arena_freep) struct arena *each = arena_new(256 << 20);

	for (int64_t i = 0; i < count; i++) {
		struct play one = *p;

		one.a = each;
		if (!play_round(&one, 1001 + i, is_closing, e))
			return false;
		print_truth(&one);
		p->chance = one.chance;
		p->answers = one.answers;
		p->uncounted = one.uncounted;
		arena_reset(each);
	}
	return true;
}

int main(int argc, char **argv)
{
	static char text[MODEL_MAX];
	SCOPED(arena_freep) struct arena *a = arena_new(64 << 20);
	struct play p = { .a = a };
	struct err e = { 0 };
	int64_t number[4];
	size_t n = 0;
	bool is_ok;

	for (int i = 0; i < 4; i++)
		if (argc != 8 || !str_i64(str_from(argv[3 + i]), 0, 1000000, &number[i])) {
			(void)fprintf(stderr, "organisations DATABASE MODEL SEED COUNT ANSWERS "
				      "UNCOUNTED open|closed\n");
			return 2;
		}
	p.chance.state = (uint64_t)number[0];
	p.answers.state = (uint64_t)number[2];
	p.uncounted.state = (uint64_t)number[3];
	is_ok = read_file(argv[2], text, &n);
	p.document = (struct str){ text, n };
	is_ok = is_ok && begin(&p, argv[1], &e) &&
		play_rounds(&p, number[1], strcmp(argv[7], "closed") == 0, &e);
	if (!is_ok)
		(void)fprintf(stderr, "organisations: %s\n", e.text);
	db_close(p.db);
	return is_ok ? 0 : 1;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * organisations DATABASE MODEL.json SEED COUNT ANSWERS UNCOUNTED open|closed
 *
 * Plays the rounds of COUNT random organisations into a database: trees of
 * departments, teams of 3 to 15, leaders and specialists, three quarters of
 * whom answer, in random order.  SEED decides everything but the answers,
 * which ANSWERS decides, and UNCOUNTED for those that may never count: drafts,
 * and people who are too few together even in the whole round.  Prints the truth a line per round, for the test that
 * then reads what the program publishes (outputs.test.mjs).
 *
 * Built twice: as it is, and with the rule of pieces replaced (r2_off.c).
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

enum { PEOPLE_MAX = 400, MODEL_MAX = 200 * 1000 };

struct person {
	size_t unit;
	struct ticket_code code;
	bool is_present, is_draft;
	uint8_t *sheet;
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

static uint8_t random_answer(struct rng *r, int64_t levels)
{
	switch (rng_next_below(r, 12)) {
	case 0:
		return ANSWER_DONT_KNOW;
	case 1:
		return ANSWER_NONE;
	default:
		return (uint8_t)between(r, 1, levels);
	}
}

static void fill_in(struct play *p, struct person *who, struct rng *r)
{
	const struct unit *unit = &p->tree.units[who->unit];
	struct sheet s = { who->sheet, p->layout.size };
	const int64_t levels = (int64_t)p->model.level_count;
	uint64_t picks = 0;

	for (size_t i = 0; i < p->model.subject_count; i++) {
		const struct subject *subject = &p->model.subjects[i];
		uint8_t *at = who->sheet + p->layout.subject_at[i];

		at[0] = random_answer(r, levels);
		at[1] = random_answer(r, levels);
		for (size_t k = 0; k < subject->statement_count; k++)
			if (statement_is_for(&subject->statements[k], unit_route(unit->kind),
					     unit->tag))
				at[2 + k] = random_answer(r, 5);
		picks |= rng_next_below(r, 2) << i;
	}
	sheet_set_picks(&s, picks);
	if (!who->is_draft)
		sheet_submit(&s);
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

/* Per unit: whether its sheets become part of a piece at all, of ordinary or of
 * sensitive questions. */
static bool *counted_units(struct play *p)
{
	const size_t n = p->tree.count;
	size_t *parent = ARENA_ARRAY(p->a, size_t, n), *node = ARENA_ARRAY(p->a, size_t, n);
	int64_t *sheets = ARENA_ARRAY(p->a, int64_t, n), *size = ARENA_ARRAY(p->a, int64_t, n);
	bool *is_counted = ARENA_ARRAY(p->a, bool, n);

	for (size_t i = 0; i < n; i++)
		parent[i] = p->tree.units[i].parent;
	for (size_t i = 0; i < p->count; i++)
		sheets[p->people[i].unit] += p->people[i].is_present && !p->people[i].is_draft;
	for (int is_sensitive = 0; is_sensitive < 2; is_sensitive++) {
		pieces_place(parent, sheets, n,
			     is_sensitive ? sensitive_k(p->round.k) : p->round.k, node, size);
		for (size_t i = 0; i < n; i++)
			is_counted[i] |= node[i] != NODE_NONE;
	}
	return is_counted;
}

/* Every card gets answers, so that the stream of them does not depend on who came. */
static bool answer(struct play *p, struct err *e)
{
	const bool *is_counted = counted_units(p);

	shuffle(&p->chance, p->people, p->count);
	for (size_t i = 0; i < p->count; i++) {
		struct person *who = &p->people[i];
		struct respondent r;

		if (!respondent_get(p->db, p->a, who->code, &r, e))
			return false;
		who->sheet = r.sheet.bytes;
		fill_in(p, who, is_counted[who->unit] && !who->is_draft ? &p->answers
								       : &p->uncounted);
		if (who->is_present && !sheet_put(p->db, who->code, &r.sheet, e))
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
		.languages = 3, .closes = clock_now() + 86400000, .created = 1,
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
	    (!is_closing || round_close(p->db, p->a, p->round.key, e)) &&
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

	if (!db_open(path, DB_WRITE, &p->db, e) || !db_migrate(p->db, e) || !db_begin(p->db, e))
		return false;
	if (!organisation_find_or_add(p->db, STR("Gemeente Voorbeeld"), &p->organisation, e) ||
	    !model_store(p->db, p->document, &p->model_id, e) || !db_commit(p->db, e) ||
	    !model_read(p->a, p->document, NULL, &p->model, &report, e))
		return false;
	p->layout = sheet_layout(&p->model);
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

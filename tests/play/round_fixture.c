/* SPDX-License-Identifier: EUPL-1.2 */
#include "round_fixture.h"

#include "model/model_store.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "account/account.h"
#include "model/model_base.h"
#include "round/paste.h"

static void begin(struct fixture *f)
{
	database_ok(f->d, db_begin(f->d->db, &f->d->e));
}

static void commit(struct fixture *f)
{
	database_ok(f->d, db_commit(f->d->db, &f->d->e));
}

static void lay_round(struct fixture *f, struct str document)
{
	struct database *d = f->d;
	struct model_report report;
	struct round r = {
		.id = 7, .organisation = 1, .name = STR("Proef"), .purpose = STR("Waarom"),
		.words = STR("{}"), .k = 5, .languages = 3, .closes = clock_now() + CLOCK_DAY_MS,
		.created = 1,
	};

	database_ok(d, organisation_add(d->db, 1, STR("Gemeente Voorbeeld"), &d->e));
	database_ok(d, model_store(d->db, document, &r.model, &d->e));
	database_ok(d, round_add(d->db, &r, &d->e));
	database_ok(d, round_get(d->db, d->a, 1, 7, &f->round, &d->e));
	database_ok(d, model_read(d->a, document, NULL, &f->model, &report, &d->e));
	f->layout = sheet_layout(&f->model);
}

static size_t leaf_find(const struct unit_tree *t, size_t nth)
{
	for (size_t i = 1; i < t->count; i++)
		if (t->units[i].is_leaf && nth-- == 0)
			return i;
	fail();
	return 0;
}

void fixture_lay(struct fixture *f, struct database *d, const struct leaf *leaves, size_t count)
{
	fixture_lay_model(f, d, model_base_document(), leaves, count);
}

void fixture_lay_model(struct fixture *f, struct database *d, struct str document,
		       const struct leaf *leaves, size_t count)
{
	struct out text = out_new(d->a, 4000);
	struct paste paste;

	memset(f, 0, sizeof(*f));
	f->d = d;
	begin(f);
	lay_round(f, document);
	for (size_t i = 0; i < count; i++) {
		out_c(&text, leaves[i].row);
		out_char(&text, ';');
		out_i64(&text, leaves[i].size);
		out_char(&text, '\n');
	}
	unit_paste(d->a, out_done(&text), STR("Gemeente Voorbeeld"), 5, &paste);
	assert_int_equal(paste.faults, 0);
	database_ok(d, unit_tree_put(d->db, key_of(1, 7), &paste.tree, &d->e));
	database_ok(d, unit_tree_get(d->db, d->a, key_of(1, 7), STR("Gemeente Voorbeeld"), &f->tree,
				   &d->e));
	for (size_t i = 0; i < count; i++) {
		f->leaf_at[i] = leaf_find(&f->tree, i);
		for (int64_t k = 0; k < leaves[i].size; k++)
			f->codes[i][k] = ticket_make();
		database_ok(d, ticket_issue(d->db, key_of(1, 7),
					    f->tree.units[f->leaf_at[i]].id, f->codes[i],
					    (size_t)leaves[i].size, &d->e));
	}
	commit(f);
}

void fixture_open(struct fixture *f)
{
	begin(f);
	database_ok(f->d, round_open(f->d->db, f->d->a, key_of(1, 7), f->layout.size, &f->d->e));
	commit(f);
}

void fixture_close(struct fixture *f)
{
	begin(f);
	database_ok(f->d, round_close(f->d->db, f->d->a, key_of(1, 7), NULL, &f->d->e));
	commit(f);
}

void fixture_answer(struct fixture *f, size_t leaf, size_t person, int level, bool is_submitted)
{
	struct database *d = f->d;
	struct respondent who;

	database_ok(d, respondent_get(d->db, d->a, f->codes[leaf][person], &who, &d->e));
	for (size_t i = 0; i < f->model.subject_count; i++) {
		uint8_t *p = who.sheet.bytes + f->layout.subject_at[i];

		p[0] = (uint8_t)level;
		p[1] = (uint8_t)(level < 5 ? level + 1 : 5);
		for (size_t k = 0; k < f->model.subjects[i].statement_count; k++)
			if (statement_is_for(&f->model.subjects[i].statements[k],
					     unit_route(who.unit.kind), who.unit.tag))
				p[2 + k] = (uint8_t)level;
	}
	sheet_set_picks(&who.sheet, 7);
	if (is_submitted)
		sheet_submit(&who.sheet);
	begin(f);
	database_ok(d, sheet_put(d->db, f->codes[leaf][person], &who.sheet, &d->e));
	commit(f);
}

void fixture_note(struct fixture *f, size_t leaf, size_t person, const char *text)
{
	struct database *d = f->d;
	struct slot n = { 0 };

	n.text[2] = str_from(text);
	begin(f);
	database_ok(d, slot_put(d->db, d->a, f->codes[leaf][person], &n, &d->e));
	commit(f);
}

struct picture fixture_picture(struct fixture *f)
{
	struct picture p;

	database_ok(f->d, round_get(f->d->db, f->d->a, 1, 7, &f->round, &f->d->e));
	database_ok(f->d, picture_get(f->d->db, f->d->a, &f->round, &f->model, &p, &f->d->e));
	return p;
}

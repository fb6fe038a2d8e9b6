/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Many sheets of several rounds in one file: they are laid, split and moved among each
 * other, two rounds close one after the other, one stays open.  Of a closed one nothing
 * is left in file and log: no answer, no text, no offer, no hash.  PEIL_TEST_ROUNDS times as
 * many people when that is set.
 */
#include "database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/must.h"
#include "base/rng.h"
#include "closing/closing.h"
#include "model/model_base.h"
#include "model/model_store.h"
#include "round/unit.h"
#include "scan/spare.h"
#include "scan/sql.h"
#include "scan/volunteer.h"
#include "store/sqlite.h"

enum { FIELDS = 3, SLOT_BYTES = 40 };
enum { GROUPS = 5, GROUP_LEAST = 60, ROUNDS = 4, PATTERN = 18, HASH = 16, PURPOSES = 3 };

struct crowd {
	struct round_key key;
	size_t group, count;		/* people of a group, of all */
	struct ticket_code *codes;
	uint8_t pattern[PATTERN];	/* of every sheet of the round */
	char word[40];			/* in every text */
	uint8_t slot[FIELDS][SLOT_BYTES];	/* the beginning of a slot with it, as it lies */
};

struct scene {
	struct database *d;
	struct model model;
	struct sheet_layout layout;
	struct crowd at[ROUNDS];
};

static void begin(struct scene *s)
{
	arena_reset(s->d->a);
	database_ok(s->d, db_begin(s->d->db, &s->d->e));
}

static void commit(struct scene *s)
{
	database_ok(s->d, db_commit(s->d->db, &s->d->e));
}

static void lay(struct scene *s, size_t nth, int64_t model)
{
	static const int levels[] = { 1, 2, 3, 4, 5 };
	struct crowd *c = &s->at[nth];
	struct unit units[GROUPS + 1] = { { .own_name = STR("Gemeente Voorbeeld") } };
	struct unit_tree tree = { units, GROUPS + 1 };
	struct round r = {
		.id = 7 + (int64_t)nth, .organisation = 1, .name = STR("Proef"), .model = model,
		.purpose = STR("Waarom"), .words = STR("{}"), .k = 5, .languages = 3,
		.closes = clock_now() + CLOCK_DAY_MS, .created = 1,
	};
	int64_t many = 1;

	(void)str_i64(str_from(getenv("PEIL_TEST_ROUNDS")), 1, 1000, &many);
	c->key = key_of(1, r.id);
	c->group = GROUP_LEAST * (size_t)many;
	c->count = c->group * GROUPS;
	c->codes = calloc(c->count, sizeof(*c->codes));
	must(c->codes);
	for (size_t i = 0; i < PATTERN; i++)
		c->pattern[i] = (uint8_t)levels[rng_below(5)];
	(void)snprintf(c->word, sizeof(c->word), "woord-van-ronde-%zu-dat-weg-moet", nth);
	database_ok(s->d, round_add(s->d->db, &r, &s->d->e));
	for (size_t i = 1; i <= GROUPS; i++)
		units[i] = (struct unit){ .id = r.id * 100 + (int64_t)i, .own_name = STR("Groep"),
					  .size = (int64_t)c->group, .is_leaf = true };
	database_ok(s->d, unit_tree_put(s->d->db, c->key, &tree, &s->d->e));
	for (size_t i = 0; i < c->count; i++)
		c->codes[i] = ticket_make();
	for (size_t i = 0; i < GROUPS; i++)
		database_ok(s->d, ticket_issue(s->d->db, c->key, units[i + 1].id,
					       c->codes + i * c->group, c->group, &s->d->e));
}

static void answer(struct scene *s, const struct crowd *c, size_t person)
{
	struct database *d = s->d;
	struct respondent who;
	struct slot texts = { 0 };

	arena_reset(d->a);
	database_ok(d, respondent_get(d->db, d->a, c->codes[person], &who, &d->e));
	memset(who.sheet.bytes + SHEET_HEADER, 1, who.sheet.n - SHEET_HEADER);
	memcpy(who.sheet.bytes + SHEET_HEADER, c->pattern, PATTERN);
	if (person % 5 != 4)
		sheet_submit(&who.sheet);
	texts.text[person % FIELDS] = str_from(c->word);
	database_ok(d, sheet_put(d->db, c->codes[person], &who.sheet, &d->e));
	if (person % 5 == 4)		/* not handed in, so that no text may stay */
		database_ok(d, slot_put(d->db, d->a, c->codes[person], &texts, &d->e));
}

/* How texts lie in their slots is scan's; it is found as it is. */
static void keep_slots(struct scene *s, struct crowd *c)
{
	for (size_t person = 4; person < 5 * FIELDS; person += 5) {
		uint8_t hash[16];
		SCOPED(rows_freep) struct rows *rows = NULL;
		struct blob b;

		ticket_hash(c->codes[person], TICKET_SLOT, hash);
		rows = db_query(s->d->db, SQL_NOTE_SLOT_BY_TICKET, &s->d->e, ((struct blob){ hash, sizeof(hash) }));
		database_ok(s->d, rows_one(rows, "slot", &s->d->e));
		b = rows_view(rows, NOTE_SLOT_BY_TICKET_TEXTS);
		assert_true(b.n > SLOT_BYTES);
		memcpy(c->slot[person % FIELDS], b.p, SLOT_BYTES);
	}
}

static void open_and_answer(struct scene *s, size_t nth)
{
	struct crowd *c = &s->at[nth];
	struct ticket_code spare[3] = { ticket_make(), ticket_make(), ticket_make() };

	begin(s);
	database_ok(s->d, round_open(s->d->db, s->d->a, c->key, s->layout.size, &s->d->e));
	commit(s);
	begin(s);
	for (size_t i = 0; i < c->count; i++)
		answer(s, c, i * 7919 % c->count);
	database_ok(s->d, spare_issue(s->d->db, c->key, c->key.id * 100 + 1, spare, 3, &s->d->e));
	commit(s);
	keep_slots(s, c);
}

/* --- looking ------------------------------------------------------------------------------ */

struct bytes {
	uint8_t *p;
	size_t n;
};

static struct bytes read_all(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct bytes b = { 0 };

	if (!f)
		return b;
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	b.n = (size_t)ftell(f);
	rewind(f);
	b.p = malloc(b.n + 1);
	assert_non_null(b.p);
	assert_int_equal(fread(b.p, 1, b.n, f), b.n);
	assert_int_equal(fclose(f), 0);
	return b;
}

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, HASH);
}

static size_t count_of(struct bytes b, const void *what, size_t n)
{
	size_t found = 0;

	for (const uint8_t *p = b.p; (p = memmem(p, b.n - (size_t)(p - b.p), what, n)); p++)
		found++;
	return found;
}

/* How often a hash of the round stands there, of whatever purpose. */
static size_t count_hashes(const struct crowd *c, struct bytes b)
{
	const size_t n = c->count * PURPOSES;
	uint8_t (*all)[HASH] = calloc(n, HASH);
	static bool may[65536];
	size_t found = 0;

	must(all);
	memset(may, 0, sizeof(may));
	for (size_t i = 0; i < n; i++) {
		ticket_hash(c->codes[i / PURPOSES], (enum ticket_purpose)(i % PURPOSES), all[i]);
		may[all[i][0] << 8 | all[i][1]] = true;
	}
	qsort(all, n, HASH, compare);
	for (size_t i = 0; i + HASH <= b.n; i++)
		if (may[b.p[i] << 8 | b.p[i + 1]] && bsearch(b.p + i, all, n, HASH, compare))
			found++;
	free(all);
	return found;
}

/* Of one round, in the file and its log together. */
static size_t left_of(struct scene *s, size_t nth)
{
	const struct crowd *c = &s->at[nth];
	size_t n = 0;

	for (int i = 0; i < 2; i++) {
		char path[120];
		struct bytes b;

		(void)snprintf(path, sizeof(path), "%s%s", s->d->path, i ? "-wal" : "");
		b = read_all(path);
		if (b.n)
			n += count_of(b, c->pattern, PATTERN) + count_of(b, c->word, strlen(c->word)) +
			     count_hashes(c, b);
		for (size_t k = 0; b.n && k < FIELDS; k++)
			n += count_of(b, c->slot[k], SLOT_BYTES);
		free(b.p);
	}
	return n;
}

static void assert_open_is_as_it_was(struct scene *s, size_t nth)
{
	const struct crowd *c = &s->at[nth];
	struct database *d = s->d;
	char said[100];

	for (size_t i = 0; i < c->count; i++) {
		struct respondent who;
		struct slot texts = { 0 };

		arena_reset(d->a);
		database_ok(d, respondent_get(d->db, d->a, c->codes[i], &who, &d->e));
		assert_memory_equal(who.sheet.bytes + SHEET_HEADER, c->pattern, PATTERN);
		assert_int_equal(sheet_is_submitted(who.sheet.bytes), i % 5 != 4);
		database_ok(d, slot_get(d->db, d->a, c->codes[i], &texts, &d->e));
		assert_int_equal(texts.text[i % FIELDS].n, i % 5 == 4 ? strlen(c->word) : 0);
	}
	database_ok(d, sqlite_text(d->db, "PRAGMA integrity_check", said, sizeof(said), &d->e));
	assert_string_equal(said, "ok");
}

static void close_round(struct scene *s, size_t nth)
{
	begin(s);
	database_ok(s->d, round_close(s->d->db, s->d->a, s->at[nth].key, NULL, &s->d->e));
	commit(s);
}

static void nothing_of_a_closed_round_is_left_among_others(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));
	struct model_report report;
	int64_t model = 0;

	must(s);
	s->d = *state;
	begin(s);
	database_ok(s->d, organisation_add(s->d->db, 1, STR("Gemeente Voorbeeld"), &s->d->e));
	database_ok(s->d, model_store(s->d->db, model_base_document(), &model, &s->d->e));
	database_ok(s->d, model_read(s->d->a, model_base_document(), NULL, &s->model, &report, &s->d->e));
	s->layout = sheet_layout(&s->model);
	for (size_t i = 0; i < ROUNDS; i++)
		lay(s, i, model);
	commit(s);
	open_and_answer(s, 0);
	open_and_answer(s, 1);
	open_and_answer(s, 2);
	for (size_t closing = 0; closing < ROUNDS; closing++) {
		if (closing == 1)
			continue;		/* stays open */
		if (closing == 3)		/* laid in what the others left */
			open_and_answer(s, 3);
		assert_true(left_of(s, closing) > s->at[closing].count);
		close_round(s, closing);
		database_ok(s->d, db_scrub(s->d->db, &s->d->e));
		for (size_t i = 0; i <= closing; i++)
			if (i != 1)
				assert_int_equal(left_of(s, i), 0);
		assert_open_is_as_it_was(s, 1);
		if (closing == 0)
			assert_open_is_as_it_was(s, 2);
	}
	for (size_t i = 0; i < ROUNDS; i++)
		free(s->at[i].codes);
	free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_of_a_closed_round_is_left_among_others,
						database_begin, database_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Strands of a subject, what becomes of words that stand there, and how the words
 * of before get their strands. */
#include "database.h"

#include <stdio.h>
#include <string.h>

#include "base/must.h"
#include "base/rng.h"
#include "finding/agreement_strand.h"
#include "store/sqlite.h"

enum { SESSIONS = 3, STEPS_MAX = 40, RUNS = 300 };

static const struct str about = { "eig", 3 };

/* Newest first, as agreement_list has them. */
struct history {
	struct agreement at[STEPS_MAX];
	size_t count;
};

static void put(struct history *h, const struct agreement *g, int64_t after)
{
	struct agreement one = *g;

	must(h->count < STEPS_MAX);
	one.id = (int64_t)h->count + 1;
	one.agreed = one.id;
	one.subject = about;
	one.strand = one.id;
	if (!after)
		one.how = AGREEMENT_BESIDE;
	for (size_t i = 0; after && i < h->count; i++)
		if (h->at[i].id == after)
			one.strand = h->at[i].strand;
	memmove(&h->at[1], &h->at[0], h->count++ * sizeof(h->at[0]));
	h->at[0] = one;
}

static struct agreement_strands strands(struct database *d, const struct history *h)
{
	struct agreement_list list = { .at = NULL };

	for (size_t i = 0; i < h->count; i++)
		*LIST_ADD(d->a, &list) = h->at[i];
	return agreement_strands_of(d->a, &list, about);
}

static struct agreement said(int64_t meeting, const char *words)
{
	return (struct agreement){ .meeting = meeting, .words = str_from(words) };
}

static void meetings_are(const struct agreement_strand *s, size_t count, const int64_t *meeting)
{
	assert_int_equal(s->meeting_count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(s->meeting[i], meeting[i]);
}

static void who_was_there_follows_what_was_done(void **state)
{
	struct database *d = *state;
	struct history h = { .count = 0 };
	struct agreement g = said(7, "a");
	struct agreement_strands all;

	put(&h, &g, 0);
	g = said(8, "b"), put(&h, &g, 0);
	g = said(9, "a+"), g.how = AGREEMENT_GREW, put(&h, &g, 1);
	g = said(0, "b, beter"), g.how = AGREEMENT_GREW, put(&h, &g, 2);
	all = strands(d, &h);
	assert_int_equal(all.count, 2);
	assert_int_equal(all.newest, 4);
	meetings_are(&all.at[0], 2, (const int64_t[]){ 7, 9 });
	meetings_are(&all.at[1], 1, (const int64_t[]){ 8 });
	g = said(8, "weg"), g.how = AGREEMENT_REPLACED, put(&h, &g, 3);
	all = strands(d, &h);
	meetings_are(&all.at[0], 1, (const int64_t[]){ 8 });
	assert_int_equal(all.at[0].count, 3);
	assert_ptr_equal(agreement_strand_of(&all, 8), &all.at[0]);	/* it spoke there last */
	assert_null(agreement_strand_of(&all, 7));
	assert_null(agreement_strand_of(&all, 0));
}

static void a_choice_is_read_as_it_is_sent(void **state)
{
	static const struct { const char *text; enum agreement_act act; int64_t version; } cases[] = {
		{ "naast", ACT_BESIDE, 0 }, { "aan-12", ACT_GROW, 12 }, { "weg-7", ACT_REPLACE, 7 },
		{ "", ACT_NONE, 0 }, { "aan-", ACT_NONE, 0 }, { "aan-0", ACT_NONE, 0 },
		{ "weg--1", ACT_NONE, 0 }, { "weg-9999999999999999999999", ACT_NONE, 0 },
		{ "Naast", ACT_NONE, 0 }, { "aan-1x", ACT_NONE, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct agreement_choice c = agreement_choice_parse(str_from(cases[i].text));

		assert_int_equal(c.act, cases[i].act);
		if (c.act)
			assert_int_equal(c.version, cases[i].version);
	}
}

static enum agreement_verdict settle(struct database *d, const struct history *h,
				     struct agreement_intent intent, struct agreement *g,
				     struct agreement_base *base)
{
	struct agreement_strands all = strands(d, h);

	*base = (struct agreement_base){ 0 };
	return agreement_settle(d->a, &all, &intent, g, base);
}

/* The fault: the second session wrote, and the first was gone. */
static void the_second_session_is_asked(void **state)
{
	struct database *d = *state;
	struct history h = { .count = 0 };
	struct agreement g = said(7, "Er is geen vaste eigenaar."), second;
	struct agreement_base base;

	g.difference = STR("planners"), g.level = 2;
	assert_int_equal(settle(d, &h, (struct agreement_intent){ 0 }, &g, &base), VERDICT_WRITE);
	put(&h, &g, base.after);
	second = said(8, "Iedereen weet het.");
	assert_int_equal(settle(d, &h, (struct agreement_intent){ 0 }, &second, &base), VERDICT_ASK);
	/* Chosen on a page that showed other words. */
	assert_int_equal(settle(d, &h, (struct agreement_intent){ .choice.act = ACT_BESIDE }, &second,
				&base), VERDICT_ASK);
	assert_int_equal(settle(d, &h, (struct agreement_intent){
		.seen = 1, .choice = { ACT_BESIDE, 0 } }, &second, &base), VERDICT_WRITE);
	assert_int_equal(base.after, 0);
	assert_true(base.is_asked && base.newest == 1);
	assert_int_equal(settle(d, &h, (struct agreement_intent){
		.seen = 1, .choice = { ACT_GROW, 1 } }, &second, &base), VERDICT_WRITE);
	assert_int_equal(base.after, 1);
	assert_int_equal(second.how, AGREEMENT_GREW);
	assert_int_equal(second.level, 2);
	assert_true(str_is(second.words, "Er is geen vaste eigenaar.\nIedereen weet het."));
	assert_true(str_is(second.difference, "planners"));
	second = said(8, "Iedereen weet het.");
	assert_int_equal(settle(d, &h, (struct agreement_intent){
		.seen = 1, .choice = { ACT_REPLACE, 1 } }, &second, &base), VERDICT_WRITE);
	assert_int_equal(second.how, AGREEMENT_REPLACED);
	assert_true(str_is(second.words, "Iedereen weet het."));
	/* Of a version that is no longer there. */
	assert_int_equal(settle(d, &h, (struct agreement_intent){
		.seen = 1, .choice = { ACT_REPLACE, 9 } }, &second, &base), VERDICT_ASK);
	/* And sent twice, it is there already. */
	g = h.at[0];
	assert_int_equal(settle(d, &h, (struct agreement_intent){ 0 }, &g, &base), VERDICT_SAME);
}

static void words_are_changed_where_they_stand(void **state)
{
	struct database *d = *state;
	struct history h = { .count = 0 };
	struct agreement g = said(7, "a");
	struct agreement_base base;

	put(&h, &g, 0);
	g = said(7, "b");
	assert_int_equal(settle(d, &h, (struct agreement_intent){ .edits = 1 }, &g, &base),
			 VERDICT_WRITE);
	assert_int_equal(g.how, AGREEMENT_GREW);
	put(&h, &g, base.after);
	g = said(7, "c");
	assert_int_equal(settle(d, &h, (struct agreement_intent){ .edits = 1 }, &g, &base),
			 VERDICT_ASK);
	/* The wrong session was named. */
	g = said(8, "b");
	assert_int_equal(settle(d, &h, (struct agreement_intent){ .edits = 2 }, &g, &base),
			 VERDICT_WRITE);
	assert_int_equal(g.how, AGREEMENT_REPLACED);
	g = said(0, "b, afgemaakt");
	assert_int_equal(settle(d, &h, (struct agreement_intent){ .edits = 2 }, &g, &base),
			 VERDICT_WRITE);
	assert_int_equal(g.how, AGREEMENT_GREW);
}

static void together_they_must_fit(void **state)
{
	struct database *d = *state;
	struct history h = { .count = 0 };
	char much[AGREEMENT_CHARS_MAX];
	struct agreement g = { .meeting = 7, .words = { much, sizeof(much) } };
	struct agreement_base base;

	memset(much, 'x', sizeof(much));
	put(&h, &g, 0);
	g = said(8, "y");
	assert_int_equal(settle(d, &h, (struct agreement_intent){
		.seen = 1, .choice = { ACT_GROW, 1 } }, &g, &base), VERDICT_TOO_LONG);
	assert_true(str_is(g.words, "y"));
	assert_int_equal(settle(d, &h, (struct agreement_intent){
		.seen = 1, .choice = { ACT_BESIDE, 0 } }, &g, &base), VERDICT_WRITE);
}

static bool has_seen(const struct history *h, int64_t version)
{
	for (size_t i = 0; i < h->count; i++)
		if (h->at[i].id == version)
			return true;
	return false;
}

/* The kind: writers who each saw some moment of the history and do anything.
 * Whatever is written, all that was ever written stays; what two wrote at once is
 * in two versions; and words that somebody did not see are nobody's past. */
static void whatever_is_done_nothing_is_lost(void **state)
{
	struct database *d = *state;
	char text[RUNS * STEPS_MAX][8];

	for (size_t run = 0; run < RUNS; run++) {
		struct history h = { .count = 0 }, seen[SESSIONS] = { { .count = 0 } };

		for (size_t step = 0; step < STEPS_MAX; step++) {
			const size_t who = rng_below(SESSIONS);
			char *mine = text[run * STEPS_MAX + step];
			struct agreement_strands page = strands(d, &seen[who]);
			struct agreement_intent intent = { .seen = page.newest };
			struct agreement_base base;
			struct agreement g;

			(void)snprintf(mine, sizeof(text[0]), "w%zu", step);
			g = said((int64_t)who + 1, mine);
			if (page.count) {
				const int64_t at =
					page.at[rng_below(page.count)].version[0]->id;

				intent.choice = (struct agreement_choice){
					(enum agreement_act)rng_below(ACT_REPLACE + 1), at };
				intent.edits = rng_below(3) ? 0 : at;
			}
			if (settle(d, &h, intent, &g, &base) != VERDICT_WRITE) {
				seen[who] = h;		/* shown, and asked */
				continue;
			}
			assert_true(!base.after || has_seen(&seen[who], base.after));
			put(&h, &g, base.after);
			assert_non_null(memmem(h.at[0].words.p, h.at[0].words.n, mine, strlen(mine)));
			if (rng_below(2))
				seen[who] = h;
		}
		for (size_t i = 0; i < h.count; i++)
			assert_int_equal(h.at[i].id, h.count - i);
	}
}

/* --- words of before ----------------------------------------------------------------- */

static int step_of_strands(void)
{
	int at = 0;

	while (at < schema_step_count && !strstr(schema_steps[at].sql, "ADD COLUMN strand"))
		at++;
	assert_true(at < schema_step_count);
	return at;
}

static void words_of_before_go_to_their_session(void **state)
{
	static const char laid[] =
		"INSERT INTO organisation (id, name, created) VALUES (1, 'X', 1);"
		"INSERT INTO model (id, name, version, hash, document) VALUES (1, 'm', '1', x'00', '{}');"
		"INSERT INTO round (id, organisation, model, name, purpose, k, languages, closes, stage,"
		" words, created, opened, closed) VALUES (1, 1, 1, 'r', 'p', 5, 1, 1, 2, '{}', 1, 1, 1);"
		"INSERT INTO agreement (id, round, subject, meeting, level, words, reason, difference,"
		" for_whom, agreed) VALUES"
		" (11, 1, 'eig', 7, 2, 'Buitendienst', '', 'planners', '', 100),"
		" (12, 1, 'eig', 8, 3, 'Sociaal Domein', '', '', '', 200),"
		" (13, 1, 'eig', 7, 2, 'Buitendienst, beter', '', 'planners', '', 300),"
		" (14, 1, 'eig', 0, 2, 'Later', '', '', '', 400),"
		" (15, 1, 'cul', 8, 2, 'Anders', '', '', '', 500);";
	struct database *d = *state;
	SCOPED(db_closep) struct db *db = NULL;
	struct agreement_list list;
	struct agreement_strands all;
	char path[128];

	(void)snprintf(path, sizeof(path), "%s/before.db", d->folder);
	database_ok(d, db_open(path, DB_CREATE, &db, &d->e));
	database_ok(d, sqlite_migrate(db, schema_steps, step_of_strands(), &d->e));
	database_ok(d, sqlite_run(db, laid, &d->e));
	database_ok(d, db_migrate(db, &d->e));
	database_ok(d, agreement_list(db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 5);
	all = agreement_strands_of(d->a, &list, about);
	assert_int_equal(all.count, 3);
	assert_true(str_is(all.at[0].version[0]->words, "Buitendienst, beter"));
	assert_int_equal(all.at[0].count, 2);
	meetings_are(&all.at[0], 1, (const int64_t[]){ 7 });
	assert_true(str_is(all.at[1].version[0]->words, "Sociaal Domein"));
	meetings_are(&all.at[1], 1, (const int64_t[]){ 8 });
	meetings_are(&all.at[2], 0, NULL);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_was_there_follows_what_was_done),
		TEST(a_choice_is_read_as_it_is_sent),
		TEST(the_second_session_is_asked),
		TEST(words_are_changed_where_they_stand),
		TEST(together_they_must_fit),
		TEST(whatever_is_done_nothing_is_lost),
		TEST(words_of_before_go_to_their_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

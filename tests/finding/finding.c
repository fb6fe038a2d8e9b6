/* SPDX-License-Identifier: EUPL-1.2 */
/* Findings and the fact check: whose they are, what is refused, what stays. */
#include "database.h"

#include <sqlite3.h>
#include <string.h>

#include "base/clock.h"
#include "base/out.h"
#include "finding/agreement.h"
#include "finding/factcheck.h"

static const int64_t now = INT64_C(1790000000000), day = CLOCK_DAY_MS;
#define CODE STR("ABCDEFGHJKMN")

static struct finding example(int64_t id)
{
	return (struct finding){
		.id = id, .round = { 1, 1 }, .meeting = 30, .subject = STR("eigenaarschap"),
		.layer = LAYER_PAPER, .stance = STANCE_CONTRADICTS,
		.body = STR("Er is geen lijst gevonden."), .source = STR("Gezocht op het intranet"),
		.link = STR("https://intranet.example/lijst?x=1#top"),
	};
}

/* Two meetings of round 1: 30 with a unit, and 31. */
static void lay(struct database *d)
{
	sqlite3 *c = NULL;

	clock_fix(now);
	database_lay_round(d);
	assert_int_equal(sqlite3_open(d->path, &c), SQLITE_OK);
	assert_int_equal(sqlite3_exec(c,
		"INSERT INTO meeting VALUES (30,1,0,'Balie','','',1790000000000,60,2,'',0,0,0,1,0),"
		"(31,1,0,'Later','','',1790000000001,60,0,'',0,0,0,1,0);"
		"INSERT INTO unit (id, round, parent, position, name, kind, tag, size, cards, answered)"
		" VALUES (40,1,0,0,'Burgerzaken',0,'',9,0,0);"
		"INSERT INTO meeting_unit VALUES (30,40);", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(c), SQLITE_OK);
}

static void a_finding_comes_back_whole(void **state)
{
	struct database *d = *state;
	struct finding f = example(5), g;
	struct evidence file = { STR("lijst.csv"), { (const uint8_t *)"a;b\n", 4 } };

	lay(d);
	f.file = 60;
	database_ok(d, finding_add(d->db, &f, &file, &d->e));
	database_ok(d, finding_get(d->db, d->a, key_of(1, 1), 5, &g, &d->e));
	assert_int_equal(g.meeting, 30);
	assert_int_equal(g.layer, LAYER_PAPER);
	assert_int_equal(g.stance, STANCE_CONTRADICTS);
	assert_int_equal(g.version, 1);
	assert_int_equal(g.created, now);
	assert_true(str_is(g.body, "Er is geen lijst gevonden."));
	assert_true(str_is(g.source, "Gezocht op het intranet"));
	assert_true(str_is(g.link, "https://intranet.example/lijst?x=1#top"));
	assert_true(str_is(g.file_name, "lijst.csv"));
	assert_false(finding_get(d->db, d->a, key_of(1, 2), 5, &g, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

static void only_a_new_text_makes_a_version(void **state)
{
	struct database *d = *state;
	struct finding f = example(5);

	lay(d);
	database_ok(d, finding_add(d->db, &f, NULL, &d->e));
	f.stance = STANCE_APART;
	database_ok(d, finding_change(d->db, &f, NULL, &d->e));
	database_ok(d, finding_get(d->db, d->a, key_of(1, 1), 5, &f, &d->e));
	assert_int_equal(f.version, 1);
	f.body = STR("Er is een lijst van 2019.");
	database_ok(d, finding_change(d->db, &f, NULL, &d->e));
	database_ok(d, finding_get(d->db, d->a, key_of(1, 1), 5, &f, &d->e));
	assert_int_equal(f.version, 2);
	f.round = key_of(1, 2);
	assert_false(finding_change(d->db, &f, NULL, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	assert_false(finding_remove(d->db, key_of(1, 2), 5, &d->e));
	database_ok(d, finding_remove(d->db, key_of(1, 1), 5, &d->e));
	assert_false(finding_get(d->db, d->a, key_of(1, 1), 5, &f, &d->e));
}

static void its_file_goes_with_it(void **state)
{
	struct database *d = *state;
	struct finding f = example(5), other = example(6);
	struct evidence file = { STR("lijst.csv"), { (const uint8_t *)"a;b\n", 4 } }, got;

	lay(d);
	f.file = 60;
	database_ok(d, finding_add(d->db, &f, &file, &d->e));
	/* Another finding cannot take it over. */
	other.file = 60;
	assert_false(finding_add(d->db, &other, NULL, &d->e));
	other.file = 0;
	database_ok(d, finding_add(d->db, &other, NULL, &d->e));
	other.file = 60;
	assert_false(finding_change(d->db, &other, NULL, &d->e));
	/* A new one replaces it, and dropping it removes the bytes. */
	f.file = 61;
	database_ok(d, finding_change(d->db, &f, &file, &d->e));
	assert_false(evidence_get(d->db, d->a, key_of(1, 1), 60, &got, &d->e));
	database_ok(d, evidence_get(d->db, d->a, key_of(1, 1), 61, &got, &d->e));
	f.file = 0;
	database_ok(d, finding_change(d->db, &f, NULL, &d->e));
	assert_false(evidence_get(d->db, d->a, key_of(1, 1), 61, &got, &d->e));
	f.file = 62;
	database_ok(d, finding_change(d->db, &f, &file, &d->e));
	database_ok(d, finding_remove(d->db, key_of(1, 1), 5, &d->e));
	assert_false(evidence_get(d->db, d->a, key_of(1, 1), 62, &got, &d->e));
}

static void only_addresses_of_pages_are_links(void **state)
{
	static const char *const good[] = {
		"https://a", "http://a.nl/b?c=d&e=f#g", "https://a.nl:8443/%20x", "http://[::1]/",
	};
	static const char *const bad[] = {
		"", "a.nl", "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "ftp://a",
		"https://", "https:///x", "https://a b", "https://a\nb", "https://a/\"x",
		"https://naam:geheim@a.nl/", "//a.nl", "https://a/<x>", "https://:80/", "file:///etc",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		if (!finding_link_ok(str_from(good[i])))
			fail_msg("refused: %s", good[i]);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (finding_link_ok(str_from(bad[i])))
			fail_msg("taken: %s", bad[i]);
}

static void senseless_findings_are_refused(void **state)
{
	struct database *d = *state;
	struct out o = out_new(d->a, 10000);
	struct finding_list list;
	struct finding f;

	lay(d);
	for (size_t i = 0; i <= FINDING_CHARS_MAX; i++)
		out_char(&o, 'a');
	for (int i = 0; i < 7; i++) {
		f = example(5);
		d->e.kind = ERR_NONE;
		switch (i) {
		case 0: f.body = STR("  "); break;
		case 1: f.body = out_done(&o); break;
		case 2: f.source = out_done(&o); break;
		case 3: f.link = STR("javascript:alert(1)"); break;
		case 4: f.layer = LAYERS; break;
		case 5: f.stance = STANCES; break;
		default: f.subject = STR(""); break;
		}
		assert_false(finding_add(d->db, &f, NULL, &d->e));
		assert_int_equal(d->e.kind, ERR_INPUT);
	}
	database_ok(d, finding_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 0);
}

static void meetings_come_with_their_groups(void **state)
{
	struct database *d = *state;
	struct finding_meeting_list list;

	lay(d);
	database_ok(d, finding_meetings(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 2);
	assert_int_equal(list.at[0].id, 31);
	assert_int_equal(list.at[0].units.n, 0);
	assert_true(str_is(list.at[1].title, "Balie"));
	assert_true(str_is(list.at[1].units, "Burgerzaken"));
	database_ok(d, finding_meetings(d->db, d->a, key_of(1, 2), &list, &d->e));
	assert_int_equal(list.count, 0);
}

/* --- the fact check ---------------------------------------------------------- */

static void a_code_opens_one_meeting_until_it_expires(void **state)
{
	struct database *d = *state;
	struct fact_check c;

	lay(d);
	database_ok(d, fact_check_start(d->db, 30, CODE, now, &d->e));
	database_ok(d, fact_check_get(d->db, d->a, STR("abcd-efgh-jkmn"), now, &c, &d->e));
	assert_int_equal(c.meeting, 30);
	assert_int_equal(c.round.id, 1);
	assert_int_equal(c.expires, now + 14 * day);
	assert_true(str_is(c.title, "Balie"));
	assert_false(fact_check_get(d->db, d->a, CODE, now + 14 * day, &c, &d->e));
	assert_int_equal(d->e.kind, ERR_GONE);
	assert_false(fact_check_get(d->db, d->a, STR("ABCDEFGHJKMP"), now, &c, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	assert_false(fact_check_get(d->db, d->a, STR("kort"), now, &c, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	/* A new code stops the earlier one. */
	database_ok(d, fact_check_start(d->db, 30, STR("000000000000"), now, &d->e));
	assert_false(fact_check_get(d->db, d->a, CODE, now, &c, &d->e));
	database_ok(d, fact_check_stop(d->db, 30, &d->e));
	assert_false(fact_check_get(d->db, d->a, STR("000000000000"), now, &c, &d->e));
}

static void only_what_was_heard_there_is_checked(void **state)
{
	struct database *d = *state;
	struct finding f = example(5);
	struct agreement g = {
		.id = 70, .round = { 1, 1 }, .meeting = 30, .subject = STR("eigenaarschap"),
		.level = 2, .words = STR("Eerst."),
	};
	struct fact_item_list items;

	lay(d);
	database_ok(d, finding_add(d->db, &f, NULL, &d->e));
	f = example(6);
	f.meeting = 31;
	database_ok(d, finding_add(d->db, &f, NULL, &d->e));
	f = example(7);
	f.meeting = 0;
	database_ok(d, finding_add(d->db, &f, NULL, &d->e));
	database_ok(d, agreement_add(d->db, &g, (struct agreement_base){ 0 }, &d->e));
	g.id = 71;
	g.how = AGREEMENT_GREW;
	g.words = STR("Toen.");
	database_ok(d, agreement_add(d->db, &g, (struct agreement_base){ .after = 70 }, &d->e));
	/* Words of another session, put in the place of what this one said. */
	g.id = 72, g.subject = STR("cultuur");
	database_ok(d, agreement_add(d->db, &g, (struct agreement_base){ 0 }, &d->e));
	g.id = 73, g.meeting = 31, g.how = AGREEMENT_REPLACED;
	database_ok(d, agreement_add(d->db, &g, (struct agreement_base){ .after = 72 }, &d->e));
	database_ok(d, fact_items(d->db, d->a, 30, &items, &d->e));
	assert_int_equal(items.count, 2);
	assert_int_equal(items.at[0].id, 5);
	assert_false(items.at[0].is_agreement);
	assert_int_equal(items.at[1].id, 71);
	assert_true(items.at[1].is_agreement && str_is(items.at[1].words, "Toen."));
}

static void replies_belong_to_items_of_their_meeting(void **state)
{
	struct database *d = *state;
	struct finding f = example(5), other = example(6);
	struct fact_reaction two[] = {
		{ .finding = 5, .version = 1, .is_right = true },
		{ .finding = 5, .version = 1, .body = STR("Er is wel een lijst.") },
	};
	struct fact_reaction bad[] = {
		{ .finding = 6, .version = 1 }, { .finding = 5, .version = 2 },
		{ .finding = 5, .version = 0 }, { .agreement = 5, .version = 1 },
		{ .finding = 5, .agreement = 1, .version = 1 }, { 0 },
	};
	struct fact_reaction_list list;
	const struct fact_reaction *full;

	lay(d);
	other.meeting = 31;
	database_ok(d, finding_add(d->db, &f, NULL, &d->e));
	database_ok(d, finding_add(d->db, &other, NULL, &d->e));
	database_ok(d, fact_check_start(d->db, 30, CODE, now, &d->e));
	database_ok(d, fact_reaction_add(d->db, CODE, two, 2, now, &full, &d->e));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		d->e.kind = ERR_NONE;
		assert_false(fact_reaction_add(d->db, CODE, &bad[i], 1, now, &full, &d->e));
		assert_int_equal(d->e.kind, ERR_INPUT);
	}
	d->e.kind = ERR_NONE;
	assert_false(fact_reaction_add(d->db, CODE, two, 1, now + 15 * day, &full, &d->e));
	assert_int_equal(d->e.kind, ERR_GONE);
	database_ok(d, fact_reaction_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 2);
	assert_true(list.at[0].is_right != list.at[1].is_right);
	database_ok(d, finding_remove(d->db, key_of(1, 1), 5, &d->e));
	database_ok(d, fact_reaction_list(d->db, d->a, key_of(1, 1), &list, &d->e));
	assert_int_equal(list.count, 0);
}

/* Adds `count` of these, each in a write of its own; how many were taken. */
static int64_t add_many(struct database *d, struct fact_reaction p, int64_t count,
			int64_t *ret_full)
{
	const struct fact_reaction *full = NULL;
	int64_t n = 0;

	database_ok(d, db_begin(d->db, &d->e));
	while (n < count && fact_reaction_add(d->db, CODE, &p, 1, now, &full, &d->e))
		n++;
	*ret_full = full ? full->finding : 0;
	if (n < count)
		assert_int_equal(d->e.kind, ERR_LIMIT);
	d->e = (struct err){ 0 };
	database_ok(d, db_commit(d->db, &d->e));
	return n;
}

/* One item is filled, in rows or in bytes: the others have room, until the whole has none. */
static void replies_have_a_limit(void **state)
{
	struct database *d = *state;
	int64_t full;
	struct str text = { memset(arena_alloc(d->a, FACT_REACTION_CHARS_MAX), 'x', FACT_REACTION_CHARS_MAX),
			    FACT_REACTION_CHARS_MAX };
	bool is_full;

	lay(d);
	for (int64_t id = 5; id < 30; id++) {
		struct finding f = example(id);

		database_ok(d, finding_add(d->db, &f, NULL, &d->e));
	}
	database_ok(d, fact_check_start(d->db, 30, CODE, now, &d->e));
	assert_int_equal(add_many(d, (struct fact_reaction){ .finding = 5, .version = 1 }, 1000, &full),
			 FACT_REACTIONS_EACH_MAX);
	assert_int_equal(full, 5);
	assert_int_equal(add_many(d, (struct fact_reaction){ .finding = 6, .version = 1, .body = text }, 1000, &full),
			 FACT_BYTES_EACH_MAX / FACT_REACTION_CHARS_MAX);
	assert_int_equal(full, 6);
	database_ok(d, fact_check_is_full(d->db, 30, &is_full, &d->e));
	assert_false(is_full);
	for (int64_t id = 7; id < 30; id++)
		(void)add_many(d, (struct fact_reaction){ .finding = id, .version = 1 }, 1000, &full);
	assert_int_equal(full, 0);
	database_ok(d, fact_check_is_full(d->db, 30, &is_full, &d->e));
	assert_true(is_full);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_finding_comes_back_whole),
		TEST(only_a_new_text_makes_a_version),
		TEST(its_file_goes_with_it),
		TEST(only_addresses_of_pages_are_links),
		TEST(senseless_findings_are_refused),
		TEST(meetings_come_with_their_groups),
		TEST(a_code_opens_one_meeting_until_it_expires),
		TEST(only_what_was_heard_there_is_checked),
		TEST(replies_belong_to_items_of_their_meeting),
		TEST(replies_have_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Notes: three doors, quotes that wait for their speaker, versions. */
#include "database.h"

#include "base/out.h"
#include "meeting/meeting.h"
#include "meeting/note.h"

static const int64_t now = INT64_C(1790000000000);
enum { LOTTE = 11, SAM = 12 };

static const struct note_reader lotte = { 7, LOTTE }, sam = { 7, SAM };

static void lay(struct database *d)
{
	struct meeting m = { .id = 7, .round = { 1, 1 }, .title = STR("Sessie"), .starts = now,
			     .minutes = 60 };

	database_lay_round(d);
	database_ok(d, meeting_add(d->db, &m, &d->e));
}

static struct note example(const char *body)
{
	return (struct note){ .id = 3, .meeting = 7, .account = LOTTE, .door = NOTE_TEAM,
			      .code = NOTE_IDEA, .subject = STR("delen"), .task = 2,
			      .body = str_from(body), .changed = now };
}

static bool put(struct database *d, const struct note *n)
{
	bool is_gone;

	d->e.kind = ERR_NONE;
	return note_put(d->db, n, &is_gone, &d->e);
}

static struct note get(struct database *d, int64_t account)
{
	struct note n = { 0 };

	database_ok(d, note_get(d->db, d->a, (struct note_reader){ 7, account }, 3, &n, &d->e));
	return n;
}

static bool reads(struct database *d, int64_t meeting, int64_t account)
{
	struct note_list list;
	struct note n;
	bool is_found;

	d->e.kind = ERR_NONE;
	is_found = note_get(d->db, d->a, (struct note_reader){ meeting, account }, 3, &n, &d->e);
	if (!is_found)
		assert_int_equal(d->e.kind, ERR_ABSENT);
	d->e.kind = ERR_NONE;
	database_ok(d, note_list(d->db, d->a, (struct note_reader){ meeting, account }, &list, &d->e));
	assert_int_equal(list.count, is_found ? 1 : 0);
	return is_found;
}

static size_t versions(struct database *d)
{
	struct note_version_list list;

	database_ok(d, note_versions(d->db, d->a, 3, &list, &d->e));
	return list.count;
}

static void it_comes_back_whole(void **state)
{
	struct database *d = *state;
	struct note n = example("Een lijst <b>bij</b> de deur");

	lay(d);
	assert_true(put(d, &n));
	n = get(d, LOTTE);
	assert_int_equal(n.door, NOTE_TEAM);
	assert_int_equal(n.code, NOTE_IDEA);
	assert_int_equal(n.task, 2);
	assert_true(str_is(n.subject, "delen"));
	assert_true(str_is(n.body, "Een lijst <b>bij</b> de deur"));
	assert_int_equal(n.changed, now);
}

static void own_is_for_its_author_alone(void **state)
{
	struct database *d = *state;
	struct note n = example("Voor mij");

	lay(d);
	n.door = NOTE_OWN;
	assert_true(put(d, &n));
	assert_true(reads(d, 7, LOTTE));
	assert_false(reads(d, 7, SAM));
	assert_false(reads(d, 8, LOTTE));
	n.door = NOTE_TEAM;
	assert_true(put(d, &n));
	assert_true(reads(d, 7, SAM));
}

static void only_its_author_changes_it(void **state)
{
	struct database *d = *state;
	struct note n = example("Van Lotte");

	lay(d);
	assert_true(put(d, &n));
	n.account = SAM;
	n.body = STR("Van Sam");
	assert_false(put(d, &n));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	d->e.kind = ERR_NONE;
	assert_false(note_remove(d->db, sam, 3, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	d->e.kind = ERR_NONE;
	assert_false(note_restore(d->db, sam, 3, 0, now, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	d->e.kind = ERR_NONE;
	assert_true(str_is(get(d, LOTTE).body, "Van Lotte"));
	database_ok(d, note_remove(d->db, lotte, 3, &d->e));
	assert_false(reads(d, 7, LOTTE));
}

static void a_quote_waits_for_its_speaker(void **state)
{
	struct database *d = *state;
	struct note n = example("Wij weten het niet");
	bool is_gone;

	lay(d);
	n.code = NOTE_QUOTE;
	assert_false(put(d, &n));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
	n.door = NOTE_REPORT;
	assert_false(put(d, &n));
	assert_false(reads(d, 7, LOTTE));
	n.door = NOTE_OWN;
	assert_true(put(d, &n));
	/* The same words under another name are still a quote. */
	n.code = NOTE_IDEA;
	n.door = NOTE_TEAM;
	assert_false(put(d, &n));
	n.code = NOTE_QUOTE;
	n.is_checked = true;
	n.door = NOTE_REPORT;
	assert_true(put(d, &n));
	assert_true(reads(d, 7, SAM));
	/* Other words: nobody agreed to those. */
	n.body = STR("Wij weten het wel");
	d->e.kind = ERR_NONE;
	database_ok(d, note_put(d->db, &n, &is_gone, &d->e));
	assert_true(is_gone);
	assert_false(reads(d, 7, SAM));
	n = get(d, LOTTE);
	assert_int_equal(n.door, NOTE_OWN);
	assert_false(n.is_checked);
}

static void a_restored_quote_waits_again(void **state)
{
	struct database *d = *state;
	struct note n = example("Eerste woorden");

	lay(d);
	n.code = NOTE_QUOTE;
	n.door = NOTE_OWN;
	assert_true(put(d, &n));
	n.body = STR("Andere woorden");
	n.changed += NOTE_BURST_MS;
	n.is_checked = true;
	n.door = NOTE_REPORT;
	assert_true(put(d, &n));
	database_ok(d, note_restore(d->db, lotte, 3, 0, now + 1, &d->e));
	assert_true(str_is(get(d, LOTTE).body, "Eerste woorden"));
	assert_false(reads(d, 7, SAM));
	assert_false(get(d, LOTTE).is_checked);
}

static void a_burst_is_one_version_and_a_loss_is_kept(void **state)
{
	struct database *d = *state;
	struct note n = example("Een begin van een lange zin over de lijst");

	lay(d);
	assert_true(put(d, &n));
	n.body = STR("Een begin van een lange zin over de lijst bij");
	n.changed += 1500;
	assert_true(put(d, &n));
	assert_int_equal(versions(d), 0);
	n.body = STR("weg");
	n.changed += 1500;
	assert_true(put(d, &n));
	assert_int_equal(versions(d), 1);
	n.body = STR("weg ermee");
	n.changed += NOTE_BURST_MS;
	assert_true(put(d, &n));
	assert_int_equal(versions(d), 2);
	assert_true(put(d, &n));
	assert_int_equal(versions(d), 2);
	database_ok(d, note_restore(d->db, lotte, 3, 1, now, &d->e));
	assert_true(str_is(get(d, LOTTE).body, "Een begin van een lange zin over de lijst bij"));
	assert_int_equal(versions(d), 3);
	database_ok(d, note_restore(d->db, lotte, 3, 0, now, &d->e));
	assert_true(str_is(get(d, LOTTE).body, "weg ermee"));
	assert_false(note_restore(d->db, lotte, 3, 99, now, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

static void old_versions_go(void **state)
{
	struct database *d = *state;
	struct note n = example("");

	lay(d);
	for (int i = 0; i < NOTE_VERSIONS_MAX + 20; i++) {
		struct out o = out_new(d->a, 40);

		out_c(&o, "tekst ");
		out_i64(&o, i);
		n.body = out_done(&o);
		n.changed += NOTE_BURST_MS;
		assert_true(put(d, &n));
	}
	assert_true(versions(d) <= NOTE_VERSIONS_MAX);
	assert_true(versions(d) >= NOTE_VERSIONS_MAX - 1);
}

static void refused(struct database *d, const struct note *n)
{
	assert_false(put(d, n));
	assert_int_equal(d->e.kind, ERR_INPUT);
}

static void senseless_ones_are_refused(void **state)
{
	struct database *d = *state;
	struct out o = out_new(d->a, 1 << 20);
	struct note n;

	lay(d);
	for (int i = 0; i <= NOTE_CHARS_MAX; i++)
		out_char(&o, 'a');
	n = example("x"), n.body = out_done(&o), refused(d, &n);
	n = example("x\x01"), refused(d, &n);
	n = example("x"), n.door = NOTE_DOORS, refused(d, &n);
	n = example("x"), n.code = NOTE_CODES, refused(d, &n);
	n = example("x"), n.id = 0, refused(d, &n);
	assert_false(reads(d, 7, LOTTE));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_comes_back_whole),
		TEST(own_is_for_its_author_alone),
		TEST(only_its_author_changes_it),
		TEST(a_quote_waits_for_its_speaker),
		TEST(a_restored_quote_waits_again),
		TEST(a_burst_is_one_version_and_a_loss_is_kept),
		TEST(old_versions_go),
		TEST(senseless_ones_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

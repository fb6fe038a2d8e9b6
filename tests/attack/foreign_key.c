/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A key with the wrong organisation.  Every function behind the door is called
 * with the round of organisation 1 and the number of organisation 2, on a
 * database in which that round has a row in every table: nothing comes back,
 * and afterwards every table has the rows it had.
 */
#include "round_fixture.h"

#include "account/account.h"
#include "base/clock.h"
#include "finding/agreement.h"
#include "finding/factcheck.h"
#include "finding/finding.h"
#include "meeting/meeting.h"
#include "reply/unit_reply.h"
#include "remark/remark.h"
#include "round/journey.h"
#include "scan/volunteer.h"

#include <sqlite3.h>

enum { MINE = 1, THEIRS = 2, ROUND = 7, MEETING = 70, FINDING = 71, FILE_ID = 72, NEW = 900 };

static const struct evidence file = { { "a.txt", 5 }, { (const uint8_t *)"x", 1 } };

struct ask {
	struct database *d;
	struct fixture *f;
	struct round_key key;
	size_t seen;		/* rows that came back */
	bool is_done;		/* what the last call returned */
};

/* --- what each function does with a key ------------------------------------------ */

static void ask_units(struct ask *q)
{
	struct unit_tree t = { 0 };

	/* The root is the organisation itself and no row. */
	q->is_done = unit_tree_get(q->d->db, q->d->a, q->key, STR("x"), &t, &q->d->e);
	q->seen += t.count ? t.count - 1 : 0;
}

static void put_units(struct ask *q)
{
	q->is_done = unit_tree_put(q->d->db, q->key, &q->f->tree, &q->d->e);
}

static void issue(struct ask *q)
{
	struct ticket_code code = ticket_make();

	q->is_done = ticket_issue(q->d->db, q->key, q->f->tree.units[q->f->leaf_at[0]].id, &code,
				  1, &q->d->e);
}

static void open_round(struct ask *q)
{
	q->is_done = round_open(q->d->db, q->d->a, q->key, q->f->layout.size, &q->d->e);
}

static void close_round(struct ask *q)
{
	q->is_done = round_close(q->d->db, q->d->a, q->key, NULL, &q->d->e);
}

static void extend(struct ask *q)
{
	q->is_done = round_extend(q->d->db, q->key, clock_now() + 9 * CLOCK_DAY_MS, &q->d->e);
}

static void ask_participation(struct ask *q)
{
	q->is_done = participation_count(q->d->db, q->d->a, q->key, &q->f->tree, &q->d->e);
	q->seen += (size_t)q->f->tree.units[0].answered;
}

static void ask_volunteers(struct ask *q)
{
	struct volunteer_list list = { 0 };

	q->is_done = volunteer_list(q->d->db, q->d->a, q->key, &list, &q->d->e);
	q->seen += list.count;
}

static void add_volunteer(struct ask *q)
{
	q->is_done = volunteer_add(q->d->db, q->key, STR("b@voorbeeld.nl"), &q->d->e);
}

static void ask_exits(struct ask *q)
{
	struct stage_exit_list list = { 0 };

	q->is_done = stage_exit_list(q->d->db, q->d->a, q->key, &list, &q->d->e);
	q->seen += list.count;
}

static void put_exit(struct ask *q)
{
	const struct stage_exit x = { .stage = JOURNEY_PURPOSE, .answer = STR("Anders"), .answered = 5 };
	struct round r = q->f->round;

	r.key = q->key;
	q->is_done = stage_exit_put(q->d->db, &r, &x, &q->d->e);
}

static void ask_picture(struct ask *q)
{
	struct round r = q->f->round;
	struct picture p = { 0 };

	r.key = q->key;
	r.stage = STAGE_CLOSED;
	q->is_done = picture_get(q->d->db, q->d->a, &r, &q->f->model, &p, &q->d->e);
	for (size_t i = 0; i < p.tree.count; i++)
		q->seen += (size_t)p.at[i].sheets;
}

static void ask_remarks(struct ask *q)
{
	struct remark_list list = { 0 };
	struct shown_remark_list shown = { 0 };
	int64_t all = 0, to_read = 0;

	q->is_done = remark_list(q->d->db, q->d->a, q->key, &list, &q->d->e) &&
		     remark_shown_list(q->d->db, q->d->a, q->key, &shown, &q->d->e) &&
		     remark_count(q->d->db, q->key, &all, &to_read, &q->d->e);
	q->seen += list.count + shown.count + (size_t)all + (size_t)to_read;
}

/* Of the round itself, whoever asks. */
static int64_t a_remark(struct ask *q)
{
	struct remark_list list;

	database_ok(q->d, remark_list(q->d->db, q->d->a, key_of(MINE, ROUND), &list, &q->d->e));
	return list.count ? list.at[0].id : 0;
}

static void decide(struct ask *q)
{
	const struct remark_decision d = { q->key, a_remark(q), REMARK_HIDDEN, { 0 } };

	q->is_done = remark_decide(q->d->db, &d, &q->d->e);
}

static void ask_meetings(struct ask *q)
{
	struct meeting_list list = { 0 };
	struct finding_meeting_list named = { 0 };

	q->is_done = meeting_list(q->d->db, q->d->a, q->key, &list, &q->d->e) &&
		     finding_meetings(q->d->db, q->d->a, q->key, &named, &q->d->e);
	q->seen += list.count + named.count;
}

static void get_meeting(struct ask *q)
{
	struct meeting m;

	q->is_done = meeting_get(q->d->db, q->d->a, q->key.organisation, MEETING, &m, &q->d->e);
	q->seen += q->is_done;
}

static struct meeting meeting_of(const struct ask *q, int64_t id)
{
	return (struct meeting){ .id = id, .round = q->key, .title = STR("Anders"), .starts = 1000,
				 .minutes = 60 };
}

static void add_meeting(struct ask *q)
{
	const struct meeting m = meeting_of(q, NEW);

	q->is_done = meeting_add(q->d->db, &m, &q->d->e);
}

static void change_meeting(struct ask *q)
{
	const struct meeting m = meeting_of(q, MEETING);

	q->is_done = meeting_change(q->d->db, &m, &q->d->e);
}

static void remove_meeting(struct ask *q)
{
	q->is_done = meeting_remove(q->d->db, q->key, MEETING, &q->d->e);
}

static void ask_findings(struct ask *q)
{
	struct finding_list list = { 0 };
	struct finding_note_list notes = { 0 };
	struct fact_check_list checks = { 0 };
	struct fact_reaction_list replies = { 0 };

	q->is_done = finding_list(q->d->db, q->d->a, q->key, &list, &q->d->e) &&
		     finding_notes(q->d->db, q->d->a, q->key, &notes, &q->d->e) &&
		     fact_check_list(q->d->db, q->d->a, q->key, &checks, &q->d->e) &&
		     fact_reaction_list(q->d->db, q->d->a, q->key, &replies, &q->d->e);
	q->seen += list.count + notes.count + checks.count + replies.count;
}

static struct finding finding_of(const struct ask *q, int64_t id)
{
	return (struct finding){ .id = id, .round = q->key, .subject = STR("eig"),
				 .body = STR("Anders") };
}

static void get_finding(struct ask *q)
{
	struct finding f;

	q->is_done = finding_get(q->d->db, q->d->a, q->key, FINDING, &f, &q->d->e);
	q->seen += q->is_done;
}

static void add_finding(struct ask *q)
{
	const struct finding f = finding_of(q, NEW);

	q->is_done = finding_add(q->d->db, &f, NULL, &q->d->e);
}

static void change_finding(struct ask *q)
{
	const struct finding f = finding_of(q, FINDING);

	q->is_done = finding_change(q->d->db, &f, NULL, &q->d->e);
}

static void remove_finding(struct ask *q)
{
	q->is_done = finding_remove(q->d->db, q->key, FINDING, &q->d->e);
}

static void get_file(struct ask *q)
{
	struct evidence got;

	q->is_done = evidence_get(q->d->db, q->d->a, q->key, FILE_ID, &got, &q->d->e);
	q->seen += q->is_done;
}

static void add_file(struct ask *q)
{
	q->is_done = evidence_add(q->d->db, q->key, NEW, &file, &q->d->e);
}

static void remove_file(struct ask *q)
{
	q->is_done = evidence_remove(q->d->db, q->key, FILE_ID, &q->d->e);
}

static void ask_agreements(struct ask *q)
{
	struct agreement_list list = { 0 };
	struct agreement_line_list lines = { 0 };

	q->is_done = agreement_list(q->d->db, q->d->a, q->key, &list, &q->d->e) &&
		     agreement_line_list(q->d->db, q->d->a, q->key, &lines, &q->d->e);
	q->seen += list.count + lines.count;
}

static void add_agreement(struct ask *q)
{
	const struct agreement g = { .id = NEW, .round = q->key, .subject = STR("eig"),
				     .words = STR("Anders") };

	q->is_done = agreement_add(q->d->db, &g, (struct agreement_base){ 0 }, &q->d->e);
}

static void add_line(struct ask *q)
{
	const struct agreement_line line = { .id = NEW, .subject = STR("eig"),
					     .words = STR("Anders") };

	q->is_done = agreement_line_add(q->d->db, q->key, &line, 0, &q->d->e);
}

static void ask_replies(struct ask *q)
{
	struct unit_reply_list list = { 0 };
	struct str code = { 0 };

	q->is_done = unit_reply_list(q->d->db, q->d->a, q->key, &list, &q->d->e) &&
		     reply_link_get(q->d->db, q->d->a, q->key, &code, &q->d->e);
	q->seen += list.count + (code.n > 0);
}

static void put_reply(struct ask *q)
{
	const struct unit_reply r = { .body = STR("Anders"), .changed = 9 };

	q->is_done = unit_reply_put(q->d->db, q->key, &r, &q->d->e);
}

static void put_link(struct ask *q)
{
	q->is_done = reply_link_put(q->d->db, q->key, reply_code_make(), &q->d->e);
}

/* --- every row of the database ----------------------------------------------------- */

static uint64_t hash_of(struct str s)
{
	uint64_t h = UINT64_C(14695981039346656037);	/* FNV-1a */

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
	return h;
}

static uint64_t dump(struct database *d)
{
	SCOPED(arena_freep) struct arena *a = arena_new(8 << 20);
	struct out o = out_new(a, 4 << 20);
	sqlite3_stmt *tables, *rows;
	sqlite3 *raw;

	assert_int_equal(sqlite3_open_v2(d->path, &raw, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(raw, "SELECT name FROM sqlite_master WHERE type = "
					    "'table' ORDER BY name", -1, &tables, NULL), SQLITE_OK);
	while (sqlite3_step(tables) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(tables, 0);
		struct out sql = out_new(a, 200);

		out_c(&sql, "SELECT * FROM ");
		out_c(&sql, name);
		out_c(&sql, " ORDER BY 1, 2");
		out_c(&o, name);
		assert_int_equal(sqlite3_prepare_v2(raw, str_cstr(a, out_done(&sql)), -1, &rows,
						    NULL), SQLITE_OK);
		while (sqlite3_step(rows) == SQLITE_ROW)
			for (int i = 0; i < sqlite3_column_count(rows); i++) {
				const void *p = sqlite3_column_blob(rows, i);

				out_char(&o, '|');
				out_hex(&o, (struct blob){ p ? p : "",
						(size_t)sqlite3_column_bytes(rows, i) });
			}
		(void)sqlite3_finalize(rows);
		out_char(&o, '\n');
	}
	(void)sqlite3_finalize(tables);
	(void)sqlite3_close(raw);
	assert_false(o.is_failed);
	return hash_of(out_done(&o));
}

/* --- the attack -------------------------------------------------------------------- */

struct step {
	const char *name;
	void (*run)(struct ask *q);
};

#define STEP(f) { #f, f }

/* Reading, then writing: with the right key each of them does something. */
static const struct step prepared[] = {
	STEP(ask_units), STEP(extend), STEP(issue), STEP(put_units),
};

static const struct step opened[] = {
	STEP(ask_units), STEP(ask_participation), STEP(ask_volunteers), STEP(add_volunteer),
	STEP(extend),
};

static const struct step closed[] = {
	STEP(ask_units), STEP(ask_exits), STEP(ask_picture), STEP(ask_remarks), STEP(ask_meetings),
	STEP(get_meeting), STEP(ask_findings), STEP(get_finding), STEP(get_file),
	STEP(ask_agreements), STEP(ask_replies),
	STEP(put_exit), STEP(decide), STEP(add_meeting), STEP(change_meeting),
	STEP(add_finding), STEP(change_finding), STEP(add_file), STEP(add_agreement), STEP(add_line),
	STEP(put_reply), STEP(put_link), STEP(remove_file), STEP(remove_finding),
	STEP(remove_meeting),
};

/* Whether the step reads or changes anything. */
static bool does_something(struct ask *q, const struct step *s, const struct round_key key)
{
	uint64_t before = dump(q->d);

	q->key = key;
	q->seen = 0;
	q->d->e = (struct err){ 0 };
	s->run(q);
	return q->seen > 0 || dump(q->d) != before;
}

static void attack(struct ask *q, const struct step *steps, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (does_something(q, &steps[i], key_of(THEIRS, ROUND)) ||
		    does_something(q, &steps[i], key_of(0, ROUND)) ||
		    does_something(q, &steps[i], key_of(INT64_MAX, ROUND)))
			fail_msg("%s opens with a key of another organisation", steps[i].name);
		if (!does_something(q, &steps[i], key_of(MINE, ROUND)))
			fail_msg("%s does nothing with the right key: %s", steps[i].name,
				 q->d->e.text);
	}
}

#define ATTACK(q, steps) attack(q, steps, ARRAY_LEN(steps))

static const struct leaf leaves[] = { { "A;Een;team", 12 }, { "A;Twee;team", 6 } };

static void begin(struct ask *q, struct fixture *f, struct database *d)
{
	*q = (struct ask){ .d = d, .f = f };
	fixture_lay(f, d, leaves, ARRAY_LEN(leaves));
	database_ok(d, organisation_add(d->db, THEIRS, STR("Gemeente Anders"), &d->e));
}

static void before_it_opens(void **state)
{
	struct fixture f;
	struct ask q;

	begin(&q, &f, *state);
	ATTACK(&q, prepared);
}

static void answer_all(struct fixture *f)
{
	for (size_t leaf = 0; leaf < ARRAY_LEN(leaves); leaf++)
		for (size_t i = 0; i < (size_t)leaves[leaf].size; i++) {
			fixture_answer(f, leaf, i, 2, true);
			fixture_note(f, leaf, i, "Een tekst.");
		}
}

static void while_it_is_open(void **state)
{
	struct database *d = *state;
	const struct step opening = STEP(open_round), closing = STEP(close_round);
	struct fixture f;
	struct ask q;

	begin(&q, &f, d);
	attack(&q, &opening, 1);
	answer_all(&f);
	database_ok(d, volunteer_add(d->db, f.round.key, STR("a@voorbeeld.nl"), &d->e));
	ATTACK(&q, opened);
	attack(&q, &closing, 1);
}

/* Something in every table that hangs on the round. */
static void lay_rows(struct database *d, struct round_key key)
{
	const struct meeting m = { .id = MEETING, .round = key, .title = STR("Sessie"),
				   .starts = 1000, .minutes = 60 };
	const struct finding f = { .id = FINDING, .round = key, .subject = STR("eig"),
				   .body = STR("Zo is het") };
	const struct agreement g = { .round = key, .subject = STR("eig"), .words = STR("Samen") };
	const struct unit_reply r = { .body = STR("Wij doen"), .is_published = true, .changed = 1 };

	database_ok(d, meeting_add(d->db, &m, &d->e) && finding_add(d->db, &f, NULL, &d->e) &&
		       evidence_add(d->db, key, FILE_ID, &file, &d->e) &&
		       agreement_add(d->db, &g, (struct agreement_base){ 0 }, &d->e) && unit_reply_put(d->db, key, &r, &d->e) &&
		       reply_link_put(d->db, key, reply_code_make(), &d->e) &&
		       fact_check_start(d->db, MEETING, STR("ABCDEFGHJKMN"), 1, &d->e));
}

static void after_closing(void **state)
{
	const struct stage_exit x = { .stage = JOURNEY_PURPOSE, .answer = STR("Zo"), .answered = 1 };
	struct database *d = *state;
	struct fixture f;
	struct ask q;

	begin(&q, &f, d);
	fixture_open(&f);
	answer_all(&f);
	fixture_close(&f);
	lay_rows(d, f.round.key);
	database_ok(d, stage_exit_put(d->db, &f.round, &x, &d->e));
	ATTACK(&q, closed);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(before_it_opens), TEST(while_it_is_open), TEST(after_closing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

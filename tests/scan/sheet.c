/* SPDX-License-Identifier: EUPL-1.2 */
/* Tickets, sheets and notes while a round is open. */
#include "round_fixture.h"
#include "scan/spare.h"
#include "scan/volunteer.h"

#include <stdlib.h>
#include <string.h>

#include "scan/sql.h"

static const struct leaf one_team[] = { { "Dienst;Balie;team", 12 } };

static void codes_are_read_as_people_type_them(void **state)
{
	struct ticket_code code, again;

	(void)state;
	assert_true(ticket_parse(STR("abcd-efgh jkmn"), &code));
	assert_string_equal(code.text, "ABCDEFGHJKMN");
	assert_true(ticket_parse(STR("oIlo0123456A"), &again));
	assert_string_equal(again.text, "01100123456A");
	assert_false(ticket_parse(STR("ABCD-EFGH-JKM"), &code));
	assert_false(ticket_parse(STR("ABCD-EFGH-JKMNP"), &code));
	assert_false(ticket_parse(STR("ABCD-EFGH-JKMU"), &code));
	assert_false(ticket_parse((struct str){ "ABCDEFGH\0JKM", 12 }, &code));
	for (int i = 0; i < 100; i++) {
		code = ticket_make();
		assert_true(ticket_parse(str_from(code.text), &again));
		assert_string_equal(code.text, again.text);
	}
}

static void hashes_of_one_ticket_are_unrelated(void **state)
{
	struct ticket_code code = ticket_make();
	uint8_t sheet[16], note[16];

	(void)state;
	ticket_hash(code, TICKET_SHEET, sheet);
	ticket_hash(code, TICKET_SLOT, note);
	assert_memory_not_equal(sheet, note, 16);
}

static void opening_needs_cards_and_happens_once(void **state)
{
	struct database *d = *state;
	struct fixture f;
	struct respondent who;
	struct err e = { 0 };

	fixture_lay(&f, d, one_team, 1);
	assert_false(respondent_get(d->db, d->a, f.codes[0][0], &who, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	fixture_open(&f);
	e = (struct err){ 0 };
	assert_false(round_open(d->db, d->a, key_of(1, 7), f.layout.size, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	e = (struct err){ 0 };
	assert_false(respondent_get(d->db, d->a, ticket_make(), &who, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
}

static void a_sheet_keeps_what_was_answered(void **state)
{
	struct database *d = *state;
	struct fixture f;
	struct respondent who;

	fixture_lay(&f, d, one_team, 1);
	fixture_open(&f);
	fixture_answer(&f, 0, 3, 4, false);
	database_ok(d, respondent_get(d->db, d->a, f.codes[0][3], &who, &d->e));
	assert_int_equal(who.sheet.bytes[f.layout.subject_at[2]], 4);
	assert_int_equal(who.sheet.bytes[f.layout.subject_at[2] + 1], 5);
	assert_true(sheet_picks(who.sheet.bytes) == 7);
	assert_false(sheet_is_submitted(who.sheet.bytes));
	database_ok(d, respondent_get(d->db, d->a, f.codes[0][4], &who, &d->e));
	assert_int_equal(who.sheet.bytes[f.layout.subject_at[2]], ANSWER_NONE);
	assert_true(str_is(who.unit.name, "Balie"));
}

static void a_sheet_of_another_size_is_not_written(void **state)
{
	struct database *d = *state;
	struct fixture f;
	struct err e = { 0 };
	uint8_t bytes[200] = { 1 };

	fixture_lay(&f, d, one_team, 1);
	fixture_open(&f);
	assert_false(sheet_put(d->db, f.codes[0][0],
			       &(struct sheet){ bytes, f.layout.size - 1 }, &e));
	assert_int_equal(e.kind, ERR_GONE);
}

static void only_handed_in_sheets_count_as_taking_part(void **state)
{
	struct database *d = *state;
	struct fixture f;

	fixture_lay(&f, d, one_team, 1);
	fixture_open(&f);
	for (size_t i = 0; i < 6; i++)
		fixture_answer(&f, 0, i, 2, i < 4);
	database_ok(d, participation_count(d->db, d->a, key_of(1, 7), &f.tree, &d->e));
	assert_int_equal(f.tree.units[0].answered, 4);
	assert_int_equal(f.tree.units[f.leaf_at[0]].answered, 4);
}

static void put(struct fixture *f, size_t person, const struct sheet *s)
{
	struct database *d = f->d;

	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, sheet_put(d->db, f->codes[0][person], s, &d->e));
	database_ok(d, db_commit(d->db, &d->e));
}

/* Whoever empties everything takes the sheet back, with its texts: else it would
 * be counted among those whose answers are hidden together. */
static void an_emptied_sheet_is_taken_back(void **state)
{
	struct database *d = *state;
	struct fixture f;
	struct respondent who;
	size_t size;

	fixture_lay(&f, d, one_team, 1);
	fixture_open(&f);
	size = f.layout.size;
	for (size_t i = 0; i < 6; i++)
		fixture_answer(&f, 0, i, 2, true);
	database_ok(d, respondent_get(d->db, d->a, f.codes[0][1], &who, &d->e));
	memset(who.sheet.bytes + SHEET_HEADER, 0, size - SHEET_HEADER);
	put(&f, 1, &who.sheet);
	assert_true(sheet_is_submitted(who.sheet.bytes));	/* its picks are left */
	sheet_set_picks(&who.sheet, 0);
	put(&f, 1, &who.sheet);
	database_ok(d, respondent_get(d->db, d->a, f.codes[0][1], &who, &d->e));
	assert_false(sheet_is_submitted(who.sheet.bytes));
	assert_true(sheet_is_taken_back(who.sheet.bytes));
	database_ok(d, participation_count(d->db, d->a, f.round.key, &f.tree, &d->e));
	assert_int_equal(f.tree.units[0].answered, 5);
	who.sheet.bytes[f.layout.subject_at[3]] = ANSWER_DONT_KNOW;
	sheet_submit(&who.sheet);
	put(&f, 1, &who.sheet);
	database_ok(d, respondent_get(d->db, d->a, f.codes[0][1], &who, &d->e));
	assert_true(sheet_is_submitted(who.sheet.bytes));
	assert_false(sheet_is_taken_back(who.sheet.bytes));
	database_ok(d, participation_count(d->db, d->a, f.round.key, &f.tree, &d->e));
	assert_int_equal(f.tree.units[0].answered, 6);
}

/* What a version before this one left: handed in, and empty. */
static void a_blank_sheet_counts_for_nobody(void **state)
{
	uint8_t bytes[SHEET_HEADER + 3] = { 1 };
	struct sheet s = { bytes, sizeof(bytes) };
	struct ticket_code key = ticket_make();

	(void)state;
	assert_false(sheet_counts((struct blob){ bytes, sizeof(bytes) }));
	sheet_submit(&s);
	assert_false(sheet_counts((struct blob){ bytes, sizeof(bytes) }));
	sheet_set_key(&s, &key);	/* no answer, though not zero */
	assert_false(sheet_counts((struct blob){ bytes, sizeof(bytes) }));
	bytes[SHEET_HEADER + 2] = ANSWER_NOT_APPLICABLE;
	assert_true(sheet_counts((struct blob){ bytes, sizeof(bytes) }));
}

static void notes_fit_or_change_nothing(void **state)
{
	struct database *d = *state;
	struct fixture f;
	struct slot n = { 0 };
	struct err e = { 0 };
	char *long_text = arena_alloc(d->a, SLOT_TEXT_MAX + 1);

	fixture_lay(&f, d, one_team, 1);
	fixture_open(&f);
	fixture_note(&f, 0, 1, "Een voorbeeld met \xc3\xa9\xc3\xa9n accent");
	memset(long_text, 'x', SLOT_TEXT_MAX + 1);
	for (size_t i = 0; i < f.model.subject_count; i++)
		n.text[i] = (struct str){ long_text, SLOT_TEXT_MAX };
	database_ok(d, slot_put(d->db, d->a, f.codes[0][2], &n, &d->e));
	database_ok(d, slot_mark_submitted(d->db, f.codes[0][2], true, &d->e));
	n.text[0].n++;
	assert_false(slot_put(d->db, d->a, f.codes[0][1], &n, &e));
	assert_int_equal(e.kind, ERR_TOO_LARGE);
	database_ok(d, slot_get(d->db, d->a, f.codes[0][1], &n, &d->e));
	assert_true(str_is(n.text[2], "Een voorbeeld met \xc3\xa9\xc3\xa9n accent"));
	assert_int_equal(n.text[0].n, 0);
}

static void a_sheet_is_tied_to_one_key(void **state)
{
	struct database *d = *state;
	struct ticket_code key = ticket_make(), other = ticket_make(), none = { { 0 } };
	struct respondent who;
	struct fixture f;

	fixture_lay(&f, d, one_team, 1);
	fixture_open(&f);
	database_ok(d, respondent_get(d->db, d->a, f.codes[0][0], &who, &d->e));
	assert_false(sheet_is_used(&who.sheet));
	sheet_set_key(&who.sheet, &key);
	assert_true(sheet_is_used(&who.sheet));
	assert_true(sheet_has_key(&who.sheet, &key));
	assert_false(sheet_has_key(&who.sheet, &other));
	sheet_clear(&who.sheet);
	assert_false(sheet_is_used(&who.sheet));
	assert_false(sheet_has_key(&who.sheet, &none));
	sheet_submit(&who.sheet);
	assert_true(sheet_is_used(&who.sheet));
}

static int64_t offers(struct database *d, const char *table)
{
	int64_t n = -1;
	SCOPED(rows_freep) struct rows *rows = table[0] == 'v'
		? db_query(d->db, SQL_VOLUNTEER_LIST, &d->e, INT64_C(1), INT64_C(7))
		: db_query(d->db, SQL_OFFER_SLOT_LIST, &d->e, INT64_C(7));

	for (n = 0; rows_next(rows, &d->e);)
		n++;
	return n;
}

static void a_card_is_one_offer_and_closing_keeps_it(void **state)
{
	struct database *d = *state;
	struct volunteer_list list;
	struct fixture f;
	struct err e = { 0 };

	fixture_lay(&f, d, one_team, 1);
	fixture_open(&f);
	assert_int_equal(offers(d, "offer_slot"), 12 + spare_reserve(12));
	database_ok(d, offer_put(d->db, f.codes[0][0], STR("a@voorbeeld.nl, langer"), &d->e));
	database_ok(d, offer_put(d->db, f.codes[0][0], STR("a@voorbeeld.nl"), &d->e));
	database_ok(d, offer_put(d->db, f.codes[0][1], STR("b@voorbeeld.nl"), &d->e));
	assert_false(offer_put(d->db, ticket_make(), STR("c@voorbeeld.nl"), &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_int_equal(offers(d, "volunteer"), 0);
	fixture_close(&f);
	assert_int_equal(offers(d, "offer_slot"), 0);
	database_ok(d, volunteer_list(d->db, d->a, key_of(1, 7), &list, &d->e));
	assert_int_equal(list.count, 2);
	for (size_t i = 0; i < 2; i++)
		assert_true(str_is(list.at[i], "a@voorbeeld.nl") || str_is(list.at[i], "b@voorbeeld.nl"));
}

/* Kendall's tau between two orders of n things. */
static double tau(const int64_t *a, const int64_t *b, size_t n)
{
	int64_t agree = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			agree += (a[i] > a[k]) == (b[i] > b[k]) ? 1 : -1;
	return (double)agree / ((double)n * ((double)n - 1) / 2);
}

/*
 * The attack: somebody who holds the file looks where each sheet lies and
 * compares it with the order in which people answered.  The same statistic
 * must find an order that is there: the cards as they were made.
 */
static void the_place_of_a_sheet_does_not_tell_when(void **state)
{
	struct database *d = *state;
	const struct leaf leaves[] = { { "Dienst;Balie;team", 40 }, { "Dienst;Post;team", 40 } };
	int64_t place[80], when[80];
	struct fixture f;
	double found;

	fixture_lay(&f, d, leaves, 2);
	fixture_open(&f);
	for (size_t i = 0; i < 80; i++) {
		uint8_t hash[16];

		when[i] = (int64_t)i;
		fixture_answer(&f, i / 40, i % 40, 3, true);
		ticket_hash(f.codes[i / 40][i % 40], TICKET_SHEET, hash);
		{
			SCOPED(rows_freep) struct rows *rows = db_query(d->db, SQL_SHEET_PLACE,
				&d->e, ((struct blob){ hash, sizeof(hash) }));

			assert_true(rows_next(rows, &d->e));
			place[i] = rows_i64(rows, SHEET_PLACE_ID);
		}
	}
	found = tau(place, when, 80);
	/* For 80 things tau's standard deviation is 0.076; five of them. */
	assert_true(found > -0.38 && found < 0.38);
	assert_true(tau(when, when, 80) > 0.99);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, database_begin, database_end)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_read_as_people_type_them),
		cmocka_unit_test(hashes_of_one_ticket_are_unrelated),
		T(opening_needs_cards_and_happens_once),
		T(a_sheet_keeps_what_was_answered),
		T(a_sheet_of_another_size_is_not_written),
		T(only_handed_in_sheets_count_as_taking_part),
		T(an_emptied_sheet_is_taken_back),
		T(a_blank_sheet_counts_for_nobody),
		T(notes_fit_or_change_nothing),
		T(a_sheet_is_tied_to_one_key),
		T(a_card_is_one_offer_and_closing_keeps_it),
		T(the_place_of_a_sheet_does_not_tell_when),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

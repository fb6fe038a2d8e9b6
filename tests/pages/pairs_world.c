/* SPDX-License-Identifier: EUPL-1.2 */
#include "pairs.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "account/account.h"
#include "base/clock.h"

static const struct leaf leaves[] = {
	{ "Dienst;A;team", 6 }, { "Dienst;B;team", 6 }, { ";Leiding;leiding", 5 },
};

static void run(struct database *d, const char *sql)
{
	sqlite3 *c = NULL;
	char *why = NULL;

	assert_int_equal(sqlite3_open(d->path, &c), SQLITE_OK);
	if (sqlite3_exec(c, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s", why);
	assert_int_equal(sqlite3_close(c), SQLITE_OK);
}

/* A hash that is quick to check: what a sign-in costs is tested elsewhere. */
static void lay_people(struct database *d, struct laid *l)
{
	static const char *const logins[] = { "lotte", "joke" };
	char hash[crypto_pwhash_STRBYTES];

	assert_int_equal(crypto_pwhash_str(hash, "een lang wachtwoord", 19,
					   crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN), 0);
	for (size_t i = 0; i < 2; i++) {
		struct account one = { .id = 11 + (int64_t)i, .organisation = 1,
				       .name = str_from(logins[i]), .login = str_from(logins[i]),
				       .role = ROLE_LEAD };
		struct session_new s;

		database_ok(d, account_add(d->db, &one, str_from(hash), &d->e));
		one.password = str_from(hash);
		session_make(&s, &one);
		database_ok(d, session_add(d->db, &s, &d->e));
		(void)snprintf(l->cookie[i], sizeof(l->cookie[i]), "peil=%s", s.cookie);
	}
}

/* One card that began, with the key of its browser; the next is as it was printed. */
static void lay_cards(struct fixture *f, struct laid *l)
{
	struct database *d = f->d;
	struct ticket_code key = ticket_make();
	struct respondent who;
	uint8_t hash[16];

	for (size_t i = 0; i < 5; i++)
		fixture_answer(f, 0, i, 1 + (int)i % 5, true);
	database_ok(d, respondent_get(d->db, d->a, f->codes[1][0], &who, &d->e));
	who.sheet.bytes[f->layout.subject_at[0]] = 2;
	sheet_set_key(&who.sheet, &key);
	database_ok(d, sheet_put(d->db, f->codes[1][0], &who.sheet, &d->e));
	ticket_hash(f->codes[1][0], TICKET_COOKIE, hash);
	(void)snprintf(l->cookie[2], sizeof(l->cookie[2]), "sleutel-%02x%02x%02x%02x=%s", hash[0],
		       hash[1], hash[2], hash[3], key.text);
	memcpy(l->key, key.text, sizeof(l->key));
}

/* What comes after closing: a running session 21, a planned one 22 and one that was just
 * ended 23, and one of everything beside them. */
static void lay_talk(struct database *d, const struct fixture *f)
{
	const char *subject = str_cstr(d->a, f->model.subjects[0].id);
	const char *next = str_cstr(d->a, f->model.subjects[1].id);
	char sql[6000];

	(void)snprintf(sql, sizeof(sql),
		"INSERT INTO meeting (id, round, kind, title, goal, place, starts, minutes, stage, code,"
		" code_expires, topic, timer_ends, created, ended) VALUES"
		" (21, 7, 0, 'Nu', '', '', 1790000000000, 60, 1, 'ABCD2F', 4000000000000, 211, 0, 1, 0),"
		" (22, 7, 0, 'Later', '', '', 1790000000000, 60, 0, '', 0, 0, 0, 1, 0),"
		" (23, 7, 0, 'Net', '', '', 1790000000000, 60, 2, '', 0, 0, 0, 1, %lld);"
		"INSERT INTO meeting_unit VALUES (21, %lld);"
		"INSERT INTO meeting_topic (id, meeting, position, subject, minutes, step) VALUES"
		" (211, 21, 1, '%s', 15, 1), (212, 21, 2, '%s', 15, 0), (221, 22, 1, '%s', 15, 0);"
		"INSERT INTO vote_turn_key VALUES (211, 1, zeroblob(32));"
		"INSERT INTO vote_count VALUES (211, 1, 0, CAST(x'00000000' || x'06000000' || zeroblob(56) AS BLOB));"
		"INSERT INTO note (id, meeting, account, door, code, subject, task, is_checked, body, changed)"
		" VALUES (31, 21, 11, 2, 0, '', 0, 0, 'Oude woorden', 1);"
		"INSERT INTO note_version VALUES (31, 1, 'Eerste woorden', 1);"
		"INSERT INTO evidence_file VALUES (41, 7, 'a.txt', 'text/plain', CAST('tekst' AS BLOB));"
		"INSERT INTO finding (id, round, meeting, subject, layer, stance, version, body, source, link,"
		" note, file, created) VALUES (51, 7, 21, '%s', 1, 0, 1, 'Gevonden', '', '', 31, 41, 1);"
		"INSERT INTO agreement (id, round, subject, meeting, level, words, reason, difference, for_whom,"
		" agreed, strand) VALUES (61, 7, '%s', 21, 2, 'Samen', '', '', '', 1, 61);"
		"INSERT INTO fact_check VALUES (21, 'ABCDEFGHJKM2', 4000000000000);"
		"INSERT INTO remark (id, round, unit, subject, body, state) VALUES (71, 7, %lld, '%s', 'Let op', 0);"
		"INSERT INTO unit_reply VALUES (7, 0, 'Wij bellen', 1, 1);"
		"INSERT INTO reply_link VALUES (7, 'ABCDEFGHJKMNABCDEFGHJKM2');",
		(long long)clock_now(), (long long)f->tree.units[f->leaf_at[0]].id, subject, next, subject,
		subject, subject, (long long)f->tree.units[f->leaf_at[0]].id, subject);
	run(d, sql);
}

void laid_make(struct laid *l, enum world world, const char *folder)
{
	struct fixture *f;
	struct database *d;
	void *state;

	assert_int_equal(database_begin(&state), 0);
	d = state;
	f = ARENA_NEW(d->a, struct fixture);
	fixture_lay(f, d, leaves, ARRAY_LEN(leaves));
	lay_people(d, l);
	if (world == PREPARING)		/* a group without cards */
		run(d, "DELETE FROM ticket WHERE unit = (SELECT id FROM unit WHERE name = 'Leiding');"
		       "UPDATE unit SET cards = 0 WHERE name = 'Leiding'");
	else
		fixture_open(f);
	if (world != PREPARING)
		lay_cards(f, l);
	if (world == CLOSED) {
		fixture_close(f);
		lay_talk(d, f);
	}
	l->layout = f->layout;
	(void)snprintf(l->team, sizeof(l->team), "%lld", (long long)f->tree.units[f->leaf_at[0]].id);
	(void)snprintf(l->other_team, sizeof(l->other_team), "%lld", (long long)f->tree.units[f->leaf_at[1]].id);
	(void)snprintf(l->leaders, sizeof(l->leaders), "%lld", (long long)f->tree.units[f->leaf_at[2]].id);
	memcpy(l->used, f->codes[1][0].text, sizeof(l->used));
	memcpy(l->fresh, f->codes[1][1].text, sizeof(l->fresh));
	(void)snprintf(l->path, sizeof(l->path), "%s/start-%d.db", folder, (int)world);
	database_ok(d, db_copy_to(d->db, l->path, &d->e));
	(void)database_end(&state);
}

struct str laid_fill(struct arena *a, const struct laid *l, const char *text)
{
	const struct { const char *mark, *value; } marks[] = {
		{ "{A}", l->team }, { "{B}", l->other_team }, { "{C}", l->leaders }, { "{P}", l->used },
		{ "{U}", l->fresh }, { "{K}", l->key },
	};
	struct out o = out_new(a, 20000);

	while (*text) {
		size_t k = 0;

		while (k < ARRAY_LEN(marks) && strncmp(text, marks[k].mark, 3) != 0)
			k++;
		if (k < ARRAY_LEN(marks))
			out_c(&o, marks[k].value);
		else
			out_char(&o, *text);
		text += k < ARRAY_LEN(marks) ? 3 : 1;
	}
	return out_done(&o);
}

struct str laid_cookie(struct arena *a, const struct laid *l, enum who who, int side)
{
	switch (who) {
	case BY_LEAD: return str_from(l->cookie[side]);
	case BY_LEAD_OF_ONE: return str_from(l->cookie[0]);
	case BY_CARD: return str_from(l->cookie[2]);
	case BY_PHONE: return str_dup(a, side ? STR("peil_stem=AAAAAAAAAAAAAAAAAAAAAA")
					      : STR("peil_stem=BBBBBBBBBBBBBBBBBBBBBA"));
	case BY_NEW_CARD:
	case BY_ANYBODY:
		break;
	}
	return STR("x=y");
}

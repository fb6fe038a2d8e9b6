/* SPDX-License-Identifier: EUPL-1.2 */
/* Accounts, passwords and sign-ins. */
#include "database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "account/account.h"
#include "account/organisation.h"

static const struct account anna = {
	.id = 10, .organisation = 1, .name = { "Anna", 4 }, .login = { "Anna@Voorbeeld.nl", 17 },
	.role = ROLE_LEAD,
};

static void lay_anna(struct database *d)
{
	struct str hash;

	database_ok(d, organisation_add(d->db, 1, STR("Gemeente Voorbeeld"), &d->e));
	database_ok(d, account_hash_password(d->a, STR("twaalf tekens"), &hash, &d->e));
	database_ok(d, account_add(d->db, &anna, hash, &d->e));
}

static void a_right_password_signs_in(void **state)
{
	struct database *d = *state;
	struct account found;

	lay_anna(d);
	database_ok(d, account_check(d->db, d->a, STR(" anna@voorbeeld.NL "), STR("twaalf tekens"),
				     &found, &d->e));
	assert_int_equal(found.id, 10);
	assert_int_equal(found.organisation, 1);
	assert_int_equal(found.role, ROLE_LEAD);
	assert_true(str_is(found.name, "Anna"));
	assert_true(str_is(found.login, "anna@voorbeeld.nl"));
	assert_true(str_is(found.organisation_name, "Gemeente Voorbeeld"));
}

static void a_wrong_one_does_not(void **state)
{
	struct database *d = *state;
	struct account found = { .id = 77 };
	char known[240];

	lay_anna(d);
	assert_false(account_check(d->db, d->a, anna.login, STR("twaalf tekenS"), &found, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
	memcpy(known, d->e.text, sizeof(known));
	assert_false(account_check(d->db, d->a, STR("bert@voorbeeld.nl"), STR("twaalf tekens"),
				   &found, &d->e));
	assert_string_equal(d->e.text, known);	/* the same words for both */
	assert_false(account_check(d->db, d->a, anna.login, (struct str){ 0 }, &found, &d->e));
	assert_false(account_check(d->db, d->a, (struct str){ 0 }, STR("twaalf tekens"), &found,
				   &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
	assert_int_equal(found.id, 0);
}

static void a_short_password_is_refused(void **state)
{
	struct database *d = *state;
	struct str hash;

	assert_false(account_hash_password(d->a, STR("elf tekens!"), &hash, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
	/* Characters are counted, not bytes. */
	assert_false(account_hash_password(d->a, STR("éééééééé"), &hash, &d->e));
	database_ok(d, account_hash_password(d->a, STR("éééééééééééé"), &hash, &d->e));
}

static void a_login_exists_once(void **state)
{
	struct database *d = *state;
	struct account other = anna;

	lay_anna(d);
	other.id = 11;
	other.login = STR("anna@voorbeeld.nl");
	assert_false(account_add(d->db, &other, STR("x"), &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
}

static void malformed_logins_are_refused(void **state)
{
	struct database *d = *state;
	static const struct str bad[] = { { "", 0 }, { "ab", 2 }, { "an na", 5 }, { "an\0na", 5 },
					  { "an\tna", 5 }, { "ann\xff", 4 } };

	lay_anna(d);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct account a = anna;

		a.id = 20 + (int64_t)i;
		a.login = bad[i];
		assert_false(account_add(d->db, &a, STR("x"), &d->e));
		assert_int_equal(d->e.kind, ERR_INPUT);
	}
}

static void accounts_are_listed(void **state)
{
	struct database *d = *state;
	struct account_list list;

	lay_anna(d);
	for (int i = 0; i < 20; i++) {
		char login[] = "zoek-a";
		struct account a = anna;

		login[5] = (char)('a' + i);
		a.id = 100 + i;
		a.login = str_from(login);
		database_ok(d, account_add(d->db, &a, STR("x"), &d->e));
	}
	database_ok(d, account_list(d->db, d->a, &list, &d->e));
	assert_int_equal(list.count, 21);
	assert_true(str_is(list.at[0].login, "anna@voorbeeld.nl"));
	assert_true(str_is(list.at[20].login, "zoek-t"));
}

/* --- sign-ins ------------------------------------------------------------------- */

static struct session_new sign_in(struct database *d)
{
	struct account who;
	struct session_new s;

	database_ok(d, account_check(d->db, d->a, anna.login, STR("twaalf tekens"), &who, &d->e));
	session_make(&s, &who);
	database_ok(d, session_add(d->db, &s, &d->e));
	return s;
}

static void a_cookie_tells_who(void **state)
{
	struct database *d = *state;
	struct session_new s, other;
	struct account found;

	lay_anna(d);
	s = sign_in(d);
	other = sign_in(d);
	assert_int_equal(strlen(s.cookie), 43);
	assert_string_not_equal(s.cookie, other.cookie);
	database_ok(d, account_of_session(d->db, d->a, str_from(s.cookie), &found, &d->e));
	assert_int_equal(found.id, anna.id);
	assert_int_equal(found.csrf.n, 32);
	assert_true(str_is(found.login, "anna@voorbeeld.nl"));
}

static void other_cookies_tell_nothing(void **state)
{
	struct database *d = *state;
	struct session_new s;
	struct account found;

	lay_anna(d);
	s = sign_in(d);
	s.cookie[7] = s.cookie[7] == 'a' ? 'b' : 'a';
	assert_false(account_of_session(d->db, d->a, str_from(s.cookie), &found, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	assert_false(account_of_session(d->db, d->a, (struct str){ 0 }, &found, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

static void a_session_ends(void **state)
{
	struct database *d = *state;
	struct session_new s, other;
	struct account found;

	lay_anna(d);
	s = sign_in(d);
	other = sign_in(d);
	database_ok(d, session_end(d->db, str_from(s.cookie), &d->e));
	assert_false(account_of_session(d->db, d->a, str_from(s.cookie), &found, &d->e));
	database_ok(d, account_of_session(d->db, d->a, str_from(other.cookie), &found, &d->e));
	database_ok(d, session_end(d->db, STR("short"), &d->e));
}

static void a_session_expires(void **state)
{
	struct database *d = *state;
	struct session_new s;
	struct account found;
	int64_t start = INT64_C(1790000000000);

	lay_anna(d);
	clock_fix(start);
	s = sign_in(d);
	clock_fix(start + SESSION_HOURS * CLOCK_HOUR_MS - 1);
	database_ok(d, account_of_session(d->db, d->a, str_from(s.cookie), &found, &d->e));
	clock_fix(start + SESSION_HOURS * CLOCK_HOUR_MS);
	assert_false(account_of_session(d->db, d->a, str_from(s.cookie), &found, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

static void a_new_password_ends_sessions(void **state)
{
	struct database *d = *state;
	struct session_new s;
	struct account found;
	struct str hash;

	lay_anna(d);
	s = sign_in(d);
	database_ok(d, account_hash_password(d->a, STR("een heel andere"), &hash, &d->e));
	database_ok(d, account_set_password(d->db, STR("ANNA@voorbeeld.nl"), hash, &d->e));
	assert_false(account_of_session(d->db, d->a, str_from(s.cookie), &found, &d->e));
	assert_false(account_check(d->db, d->a, anna.login, STR("twaalf tekens"), &found, &d->e));
	database_ok(d, account_check(d->db, d->a, anna.login, STR("een heel andere"), &found,
				     &d->e));
	assert_false(account_set_password(d->db, STR("bert"), hash, &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
}

/* As a reader takes them: no second one, and found however it is typed. */
static void names_that_read_the_same_are_one(void **state)
{
	static const char *const same[] = { "Gemeente Voorbeeld", "gemeente  voorbeeld",
					    "Gemeente\xc2\xa0Voorbeeld ", ("GEMEENTE VOOR\xc2\xad" "BEELD") };
	struct database *d = *state;
	struct account other = anna, found;
	int64_t id;

	lay_anna(d);
	for (size_t i = 0; i < ARRAY_LEN(same); i++) {
		database_ok(d, organisation_find(d->db, str_from(same[i]), &id, &d->e));
		assert_int_equal(id, 1);
		id = 0;
		database_ok(d, organisation_find_or_add(d->db, str_from(same[i]), ORGANISATION_ASK,
							&id, &d->e));
		assert_int_equal(id, 1);
	}
	/* Cyrillic: a question, with both ways out. */
	assert_false(organisation_find(d->db, STR("Gemeent\xd0\xb5 Voorbeeld"), &id, &d->e));
	d->e.kind = ERR_NONE;
	assert_false(organisation_find_or_add(d->db, STR("Gemeent\xd0\xb5 Voorbeeld"),
					      ORGANISATION_ASK, &id, &d->e));
	assert_non_null(strstr(d->e.text, "'Gemeente Voorbeeld'"));
	assert_non_null(strstr(d->e.text, "--new-organisation"));
	d->e.kind = ERR_NONE;
	database_ok(d, organisation_find_or_add(d->db, STR("Gemeent\xd0\xb5 Voorbeeld"),
						ORGANISATION_IS_NEW, &id, &d->e));
	assert_int_not_equal(id, 1);
	other.id = 12;
	other.login = STR("\xd0\xb0nna@voorbeeld.nl");
	assert_false(account_add(d->db, &other, STR("x"), &d->e));
	d->e.kind = ERR_NONE;
	other.login = STR("Ren\xc3\x89@voorbeeld.nl");
	database_ok(d, account_hash_password(d->a, STR("twaalf tekens"), &other.name, &d->e));
	database_ok(d, account_add(d->db, &(struct account){ .id = 12, .organisation = 1,
		.name = STR("R"), .login = other.login, .role = ROLE_LEAD }, other.name, &d->e));
	database_ok(d, account_check(d->db, d->a, STR("rene\xcc\x81@voorbeeld.nl"),
				     STR("twaalf tekens"), &found, &d->e));
	database_ok(d, account_set_password(d->db, STR("RENE\xcc\x81@Voorbeeld.nl"), STR("x"), &d->e));
}


static void a_role_gives_its_rights_and_no_others(void **state)
{
	(void)state;
	assert_int_equal(role_may(ROLE_LEAD), MAY_LEAD);
	assert_int_equal(role_may(ROLE_NONE), 0);
	assert_int_equal(role_may(ROLE_COUNT), 0);
	assert_int_equal(role_may((enum role)77), 0);
}

/* --- short memory ------------------------------------------------------------------ */

enum { SPARE = 8 << 20, CHILD_FAILED = 100 };	/* less than a hash takes */

static rlim_t kib_of(const char *name)
{
	FILE *f = fopen("/proc/self/status", "re");
	char line[200];
	unsigned long kib = 0;

	if (!f)
		return 0;
	while (fgets(line, sizeof(line), f))
		if (strncmp(line, name, strlen(name)) == 0)
			kib = strtoul(line + strlen(name) + 1, NULL, 10);
	(void)fclose(f);
	return kib;
}

/* No more memory than there is, but a little.  A sanitizer has mapped its own before. */
static bool shorten(int resource)
{
	rlim_t now = kib_of(resource == RLIMIT_AS ? "VmSize" : "VmData") * 1024;
	const struct rlimit limit = { now + SPARE, now + SPARE };

	return now && setrlimit(resource, &limit) == 0;
}

/* What a process with short memory says of this password. */
static int kind_when_short(struct database *d, int resource, struct str password)
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		struct account found;
		struct err e = { 0 };

		if (!shorten(resource))
			_exit(CHILD_FAILED);
		_exit(account_check(d->db, d->a, anna.login, password, &found, &e) ? 0 : (int)e.kind);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void short_memory_is_no_wrong_password(void **state)
{
	static const int resources[] = { RLIMIT_AS, RLIMIT_DATA };
	struct database *d = *state;
	struct str hash;

	lay_anna(d);
	for (size_t i = 0; i < sizeof(resources) / sizeof(*resources); i++) {
		assert_int_equal(kind_when_short(d, resources[i], STR("twaalf tekens")), ERR_BUSY);
		assert_int_equal(kind_when_short(d, resources[i], STR("twaalf tekenS")), ERR_BUSY);
		assert_int_equal(kind_when_short(d, resources[i], (struct str){ 0 }), ERR_BUSY);
	}
	assert_false(account_hash_password(d->a, STR("kort"), &hash, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
}

/* A hash that was made with far more than this machine has. */
static void a_hash_too_large_is_no_wrong_password(void **state)
{
	struct database *d = *state;

	lay_anna(d);
	database_ok(d, account_set_password(d->db, STR("anna@voorbeeld.nl"),
		STR("$argon2id$v=19$m=1048576,t=8,p=1$"
		    "OlPUOSrDwquFnUbOJVV0eA$RWG4WM07efIh7Ua8wBJaaNpcHZxDQU6h0WV0bRRjYtA"), &d->e));
	assert_int_equal(kind_when_short(d, RLIMIT_AS, STR("twaalf tekens")), ERR_BUSY);
}

static void a_hash_that_is_none_is_our_fault(void **state)
{
	struct database *d = *state;
	struct account found;

	lay_anna(d);
	database_ok(d, account_set_password(d->db, STR("anna@voorbeeld.nl"), STR("$argon2id$v=19$"),
					    &d->e));
	assert_false(account_check(d->db, d->a, anna.login, STR("twaalf tekens"), &found, &d->e));
	assert_int_equal(d->e.kind, ERR_STORE);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_right_password_signs_in),
		TEST(a_wrong_one_does_not),
		TEST(a_short_password_is_refused),
		TEST(a_login_exists_once),
		TEST(names_that_read_the_same_are_one),
		TEST(malformed_logins_are_refused),
		TEST(accounts_are_listed),
		TEST(a_cookie_tells_who),
		TEST(short_memory_is_no_wrong_password),
		TEST(a_hash_too_large_is_no_wrong_password),
		TEST(a_hash_that_is_none_is_our_fault),
		cmocka_unit_test(a_role_gives_its_rights_and_no_others),
		TEST(other_cookies_tell_nothing),
		TEST(a_session_ends),
		TEST(a_new_password_ends_sessions),
		TEST(a_session_expires),	/* last: it stops the clock */
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

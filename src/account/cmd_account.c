/* SPDX-License-Identifier: EUPL-1.2 */
/* Accounts of leads: add, list, reset a password. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "account/account.h"
#include "account/organisation.h"
#include "base/rng.h"
#include "cli/command.h"

const struct command account_command;

enum { DB, ORGANISATION, IS_NEW, LOGIN, NAME, STDIN, OPTIONS };

/* Twenty letters and digits that are not mistaken for each other: 100 bits. */
static struct str make_password(struct arena *a)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	char *p = arena_alloc(a, 24);

	for (size_t i = 0; i < 20; i++)
		p[i] = letters[rng_below(32)];
	return (struct str){ p, 20 };
}

static bool read_password(struct arena *a, bool is_stdin, struct str *ret, struct err *e)
{
	char line[512];

	if (!is_stdin) {
		*ret = make_password(a);
		return true;
	}
	if (!fgets(line, sizeof(line), stdin))
		return err_set(e, ERR_INPUT, "no password on standard input");
	line[strcspn(line, "\r\n")] = '\0';
	*ret = str_dup(a, str_from(line));
	if (ret->n < PASSWORD_MIN)
		return err_set(e, ERR_INPUT, "the password is shorter than %d characters; "
			       "choose a longer one", PASSWORD_MIN);
	return true;
}

static bool add_account(struct db *db, const struct account *account, const struct option_spec *o,
			struct str hash, struct err *e)
{
	struct account full = *account;

	return organisation_find_or_add(db, str_from(o[ORGANISATION].value),
					o[IS_NEW].value ? ORGANISATION_IS_NEW : ORGANISATION_ASK,
					&full.organisation, e) &&
	       account_add(db, &full, hash, e);
}

/* Runs fn's work in a transaction of its own. */
static bool change(struct db *db, const struct option_spec *o, bool is_new, struct str hash,
		   struct err *e)
{
	struct account account = {
		.id = rng_id(), .login = str_from(o[LOGIN].value),
		.name = str_from(o[NAME].value), .role = ROLE_LEAD,
	};
	bool is_done;

	if (!db_begin(db, e))
		return false;
	is_done = is_new ? add_account(db, &account, o, hash, e)
			 : account_set_password(db, str_from(o[LOGIN].value), hash, e);
	if (is_done && db_commit(db, e))
		return true;
	db_rollback(db);
	return false;
}

static int add_or_reset(struct db *db, struct arena *a, const struct option_spec *o, bool is_new)
{
	struct str password, hash;
	struct err e = { 0 };

	if (!o[LOGIN].value || (is_new && (!o[ORGANISATION].value || !o[NAME].value)))
		return command_usage(&account_command);
	if (!read_password(a, o[STDIN].value != NULL, &password, &e) ||
	    !account_hash_password(a, password, &hash, &e) || !change(db, o, is_new, hash, &e))
		return command_failed(&account_command, &e);
	printf("login: %s\n", o[LOGIN].value);
	if (!o[STDIN].value)
		printf("password: " STR_FMT "\n", STR_ARG(password));
	return EXIT_DONE;
}

static int list(struct db *db, struct arena *a)
{
	struct account_list accounts;
	struct err e = { 0 };

	if (!account_list(db, a, &accounts, &e))
		return command_failed(&account_command, &e);
	for (size_t i = 0; i < accounts.count; i++)
		printf(STR_FMT "\t" STR_FMT "\t" STR_FMT "\n", STR_ARG(accounts.at[i].login),
		       STR_ARG(accounts.at[i].name), STR_ARG(accounts.at[i].organisation_name));
	return EXIT_DONE;
}

static int cmd_account_run(int argc, char **argv)
{
	struct option_spec o[OPTIONS + 1] = {
		[DB] = { .name = "--db" },
		[ORGANISATION] = { .name = "--organisation" },
		[IS_NEW] = { .name = "--new-organisation", .is_flag = true },
		[LOGIN] = { .name = "--login" },
		[NAME] = { .name = "--name" },
		[STDIN] = { .name = "--password-stdin", .is_flag = true },
	};
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 24);
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };

	if (!options_take(o, &argc, argv) || argc != 2 || !o[DB].value)
		return command_usage(&account_command);
	/* Only who adds begins a database; elsewhere it is a name mistyped. */
	if (strcmp(argv[1], "add") != 0 && access(o[DB].value, F_OK) != 0) {
		(void)err_set(&e, ERR_INPUT, "%s: %s", o[DB].value, strerror(errno));
		return command_failed(&account_command, &e);
	}
	if (!db_open(o[DB].value, DB_WRITE, &db, &e))
		return command_failed(&account_command, &e);
	db_tell(db, db_say);
	if (!db_migrate(db, &e))
		return command_failed(&account_command, &e);
	if (strcmp(argv[1], "add") == 0)
		return add_or_reset(db, a, o, true);
	if (strcmp(argv[1], "reset") == 0)
		return add_or_reset(db, a, o, false);
	if (strcmp(argv[1], "list") == 0)
		return list(db, a);
	return command_usage(&account_command);
}

const struct command account_command = {
	.name = "account",
	.usage = "add --db FILE --organisation NAME --login LOGIN --name NAME [--new-organisation] [--password-stdin]\n"
		 "reset --db FILE --login LOGIN [--password-stdin]\n"
		 "list --db FILE",
	.help = "accounts of people who run rounds",
	.options = "--db\tthe database; it is made when it is not there\n"
		   "--organisation\tfor whom the account is; it is made when it is not there\n"
		   "--login\tthe name to sign in with\n"
		   "--name\tthe name that colleagues see\n"
		   "--new-organisation\tanother organisation, although there is one whose letters look alike\n"
		   "--password-stdin\ttake the password from standard input, twelve characters or more; else one is made and printed once",
	.run = cmd_account_run,
};

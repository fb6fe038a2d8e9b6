/* SPDX-License-Identifier: EUPL-1.2 */
/* Accounts of people who run rounds. */
#include <stdio.h>
#include <string.h>

#include "account/account.h"
#include "account/organisation.h"
#include "base/must.h"
#include "base/rng.h"
#include "base/tr.h"
#include "cli/command.h"
#include "store/hold.h"
#include "watch/log.h"

const struct command account_command;

enum { DB, CREATE, ORGANISATION, IS_NEW, LOGIN, NEW_LOGIN, NAME, STDIN, YES, OPTIONS };

/* What a way to use the command works with. */
struct job {
	struct arena *a;
	const struct option_spec *o;
	struct str login, hash;
	int64_t others;			/* who can sign in for the same organisation */
};

struct way {
	const char *name;
	unsigned needs;			/* a bit each of its options */
	bool sets_password;
	bool forgets;			/* leaves no bytes of what went */
	bool (*run)(struct db *db, struct job *j, struct err *e);	/* in a transaction */
	const char *asks;		/* first, unless --yes: what cannot be undone; tr(), %1: the login */
	const char *said;		/* tr(); %1: the login */
	bool tells_others;
};

/* --- passwords --------------------------------------------------------------------- */

/* Twenty letters and digits that are not mistaken for each other: 100 bits. */
static struct str make_password(struct arena *a)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	char *p = arena_alloc(a, 24);

	for (size_t i = 0; i < 20; i++)
		p[i] = letters[rng_below(32)];
	return (struct str){ p, 20 };
}

/* A line and no more: what does not fit is no password, and not a part of one. */
static bool read_password(struct arena *a, bool is_stdin, struct str *ret, struct err *e)
{
	char line[PASSWORD_BYTES_MAX + 4];

	if (!is_stdin) {
		*ret = make_password(a);
		return true;
	}
	if (!fgets(line, sizeof(line), stdin))
		return err_set(e, ERR_INPUT, "no password on standard input");
	line[strcspn(line, "\r\n")] = '\0';
	*ret = str_dup(a, str_from(line));
	return true;
}

/* --- the ways ------------------------------------------------------------------------ */

static bool way_add(struct db *db, struct job *j, struct err *e)
{
	struct account account = {
		.id = rng_id(), .login = j->login, .name = str_from(j->o[NAME].value),
		.role = ROLE_LEAD,
	};

	return organisation_find_or_add(db, str_from(j->o[ORGANISATION].value),
					j->o[IS_NEW].value ? ORGANISATION_IS_NEW : ORGANISATION_ASK,
					&account.organisation, e) &&
	       account_add(db, &account, j->hash, e);
}

static bool way_reset(struct db *db, struct job *j, struct err *e)
{
	return account_set_password(db, j->login, j->hash, e);
}

static bool way_rename(struct db *db, struct job *j, struct err *e)
{
	const char *name = j->o[NAME].value, *fresh = j->o[NEW_LOGIN].value;

	if (!name && !fresh)
		return err_set(e, ERR_USAGE, "say --name, --new-login or both");
	return (!name || account_set_name(db, j->login, str_from(name), e)) &&
	       (!fresh || account_set_login(db, j->login, str_from(fresh), e));
}

static bool way_disable(struct db *db, struct job *j, struct err *e)
{
	return account_set_disabled(db, j->login, true, &j->others, e);
}

static bool way_enable(struct db *db, struct job *j, struct err *e)
{
	return account_set_disabled(db, j->login, false, &j->others, e);
}

static bool way_unlock(struct db *db, struct job *j, struct err *e)
{
	return account_unlock(db, j->login, e);
}

static bool way_remove(struct db *db, struct job *j, struct err *e)
{
	return account_remove(db, j->login, &j->others, e);
}

static bool way_list(struct db *db, struct job *j, struct err *e)
{
	struct account_list accounts;

	if (!account_list(db, j->a, &accounts, e))
		return false;
	for (size_t i = 0; i < accounts.count; i++)
		printf(STR_FMT "\t" STR_FMT "\t" STR_FMT "\t%lld%s\n", STR_ARG(accounts.at[i].login),
		       STR_ARG(accounts.at[i].name), STR_ARG(accounts.at[i].organisation_name),
		       (long long)accounts.at[i].id,	/* as the log has it */
		       accounts.at[i].is_disabled ? "\tdisabled" : "");
	return true;
}

static const struct way ways[] = {
	{ "add", 1 << LOGIN | 1 << ORGANISATION | 1 << NAME, .sets_password = true, .run = way_add },
	{ "reset", 1 << LOGIN, .sets_password = true, .run = way_reset },
	{ "list", 0, .run = way_list },
	{ "rename", 1 << LOGIN, .run = way_rename, .said = N_("Het account %1 is aangepast.") },
	{ "disable", 1 << LOGIN, .run = way_disable, .tells_others = true,
	  .said = N_("%1 kan zich niet meer aanmelden en is overal afgemeld.") },
	{ "enable", 1 << LOGIN, .run = way_enable, .said = N_("%1 kan zich weer aanmelden.") },
	{ "unlock", 1 << LOGIN, .run = way_unlock,
	  .said = N_("De foute pogingen van %1 tellen niet meer mee.") },
	{ "remove", 1 << LOGIN, .run = way_remove, .forgets = true, .tells_others = true,
	  .asks = N_("Het account %1 gaat weg, met de notities die alleen dit account kan lezen. Dit is niet terug te "
		     "draaien."),
	  .said = N_("Het account %1 is weg, met de notities die alleen dit account kon lezen.") },
};

/* --- running one ---------------------------------------------------------------------- */

static void say(struct job *j, const struct way *w)
{
	enum lang lang = command_lang();
	struct str said = tr_fill(j->a, tr(lang, w->said), &j->login, 1);

	printf(STR_FMT "\n", STR_ARG(said));
	if (w->tells_others && j->others == 0)
		printf("%s\n", tr(lang, N_("Nu kan niemand zich aanmelden voor deze organisatie. Maak een "
					   "account met: peil account add")));
}

static bool change(struct db *db, const struct way *w, struct job *j, struct err *e)
{
	if (!db_begin(db, e))
		return false;
	if (w->run(db, j, e) && db_commit(db, e))
		return !w->forgets || db_empty_log(db, e);
	db_rollback(db);
	return false;
}

/* The login itself, so that nobody does it by mistake. */
static bool is_sure(const struct way *w, const struct job *j, struct err *e)
{
	enum lang lang = command_lang();
	struct str asked;

	if (!w->asks || j->o[YES].value)
		return true;
	asked = tr_fill(j->a, tr(lang, w->asks), &j->login, 1);
	printf(STR_FMT "\n%s ", STR_ARG(asked), tr(lang, N_("Typ de gebruikersnaam om door te gaan:")));
	return command_is_sure(j->login) ||
	       err_set(e, ERR_INPUT, "that is not the login; nothing was removed");
}

static int run_way(struct db *db, const struct way *w, struct job *j)
{
	struct str password = { 0 };
	struct err e = { 0 };

	if (w->sets_password &&
	    (!read_password(j->a, j->o[STDIN].value != NULL, &password, &e) ||
	     !account_hash_password(j->a, password, &j->hash, &e)))
		return command_failed(&account_command, &e);
	if (!is_sure(w, j, &e) || !change(db, w, j, &e))
		return command_failed(&account_command, &e);
	if (w->sets_password)
		printf("login: " STR_FMT "\n", STR_ARG(j->login));
	if (w->sets_password && !j->o[STDIN].value)
		printf("password: " STR_FMT "\n", STR_ARG(password));
	if (w->said)
		say(j, w);
	return EXIT_DONE;
}

static const struct way *way_find(const char *name, const struct option_spec *o)
{
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		unsigned given = 0;

		if (strcmp(ways[i].name, name) != 0)
			continue;
		for (unsigned n = 0; n < OPTIONS; n++)
			given |= o[n].value ? 1u << n : 0;
		return (ways[i].needs & ~given) == 0 ? &ways[i] : NULL;
	}
	return NULL;
}

static int cmd_account_run(int argc, char **argv)
{
	struct option_spec o[OPTIONS + 1] = {
		[DB] = { .name = "--db" },
		[CREATE] = { .name = "--create", .is_flag = true },
		[ORGANISATION] = { .name = "--organisation" },
		[IS_NEW] = { .name = "--new-organisation", .is_flag = true },
		[LOGIN] = { .name = "--login" },
		[NEW_LOGIN] = { .name = "--new-login" },
		[NAME] = { .name = "--name" },
		[STDIN] = { .name = "--password-stdin", .is_flag = true },
		[YES] = { .name = "--yes", .is_flag = true },
	};
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 24);
	SCOPED(db_closep) struct db *db = NULL;
	SCOPED(db_let_go) int held = -1;
	struct job j = { .a = a, .o = o };
	const struct way *w;
	struct err e = { 0 };

	if (!options_take(o, &argc, argv) || argc != 2 || !o[DB].value)
		return command_usage(&account_command);
	w = way_find(argv[1], o);
	if (!w)
		return command_usage(&account_command);
	j.login = str_from(o[LOGIN].value);
	if (!db_open_held(o[DB].value, o[CREATE].value && w->run == way_add ? DB_CREATE : DB_WRITE,
			  &db, &held, &e))
		return command_failed(&account_command, &e);
	must(db);		/* said to the analyser */
	db_tell(db, log_tell);
	if (!db_migrate(db, &e))
		return command_failed(&account_command, &e);
	return run_way(db, w, &j);
}

const struct command account_command = {
	.name = "account",
	.usage = "add --db FILE --organisation NAME --login LOGIN --name NAME [--new-organisation] [--password-stdin] [--create]\n"
		 "reset --db FILE --login LOGIN [--password-stdin]\n"
		 "list --db FILE\n"
		 "rename --db FILE --login LOGIN [--name NAME] [--new-login LOGIN]\n"
		 "disable --db FILE --login LOGIN\n"
		 "enable --db FILE --login LOGIN\n"
		 "unlock --db FILE --login LOGIN\n"
		 "remove --db FILE --login LOGIN [--yes]",
	.help = "accounts of people who run rounds",
	.options = "--db\tthe database\n"
		   "--create\tmake the database when it is not there\n"
		   "--organisation\tfor whom the account is; it is made when it is not there\n"
		   "--login\tthe name to sign in with\n"
		   "--name\tthe name that colleagues see\n"
		   "--new-login\tanother name to sign in with\n"
		   "--new-organisation\tanother organisation, although there is one whose letters look alike\n"
		   "--password-stdin\ttake the password from standard input, twelve characters or more; else one is made and printed once\n"
		   "--yes\tdo not ask for the login",
	.run = cmd_account_run,
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* Organisations: what there is, another name, and the way out. */
#include <stdio.h>
#include <string.h>

#include "account/organisation.h"
#include "base/must.h"
#include "cli/command.h"
#include "watch/log.h"
#include "store/hold.h"
#include "upkeep/keep.h"
#include "upkeep/say.h"

const struct command organisation_command;

enum { DB, NAME, NEW_NAME, IS_NEW, YES, OPEN_TOO, OPTIONS };
enum { LIST_ARENA = 1 << 26, TRIES = 12 };

struct job {
	struct db *db;
	struct say s;
	const struct option_spec *o;
	int held;
};

/* As its name reads. */
static bool find(struct job *j, struct kept *ret, struct err *e)
{
	struct kept_list list;
	int64_t id;

	if (!organisation_find(j->db, str_from(j->o[NAME].value), &id, e) ||
	    !kept_list(j->db, j->s.a, &list, e))
		return false;
	for (size_t i = 0; i < list.count; i++)
		if (list.at[i].id == id) {
			*ret = list.at[i];
			return true;
		}
	return err_set(e, ERR_ABSENT, "no such organisation");
}

static bool list_all(struct job *j, struct err *e)
{
	struct kept_list all;

	if (!kept_list(j->db, j->s.a, &all, e))
		return false;
	for (size_t i = 0; i < all.count; i++) {
		const struct kept *k = &all.at[i];

		printf(STR_FMT "\t%lld\t%lld\t%lld\t%lld\n", STR_ARG(k->name), (long long)k->accounts,
		       (long long)k->rounds, (long long)k->open, (long long)k->bytes);
	}
	return true;
}

/* --- another name ------------------------------------------------------------------------ */

static bool rename_to(struct job *j, struct err *e)
{
	struct str fresh = str_from(j->o[NEW_NAME].value);
	struct kept k;
	bool is_done;

	if (!find(j, &k, e) || !db_begin(j->db, e))
		return false;
	is_done = organisation_rename(j->db, k.id, fresh,
				      j->o[IS_NEW].value ? ORGANISATION_IS_NEW : ORGANISATION_ASK, e) &&
		  db_commit(j->db, e);
	if (!is_done)
		db_rollback(j->db);
	else
		say(&j->s, N_("%1 heet nu %2."), k.name, fresh);
	return is_done;
}

/* --- the way out ------------------------------------------------------------------------- */

static void show(const struct job *j, const struct kept *k)
{
	const struct say *s = &j->s;
	const struct str counts[] = {
		say_count(s, k->accounts, tr_n(s->lang, k->accounts, "%1 account", "%1 accounts")),
		say_count(s, k->rounds, tr_n(s->lang, k->rounds, "%1 ronde", "%1 rondes")),
		say_count(s, k->meetings, tr_n(s->lang, k->meetings, "%1 sessie", "%1 sessies")),
		say_count(s, k->findings, tr_n(s->lang, k->findings, "%1 bevinding", "%1 bevindingen")),
		say_count(s, k->files, tr_n(s->lang, k->files, "%1 bestand", "%1 bestanden")),
		say_size(s, k->bytes),
	};

	say(s, N_("%1 wordt verwijderd, met alles wat erbij hoort:"), k->name);
	say(s, N_("%1, %2, %3, %4, %5 (%6)."), counts[0], counts[1], counts[2], counts[3], counts[4],
	    counts[5]);
	if (k->open)
		say(s, N_("Open: %1. Wat mensen invulden, gaat weg zonder dat iemand het zag."),
		    say_count(s, k->open, tr_n(s->lang, k->open, "%1 ronde", "%1 rondes")));
	say0(s, N_("Dit is niet terug te draaien. Wat in kopieën staat, blijft daar staan."));
}

/* The name itself, so that nobody does it by mistake. */
static bool is_sure(const struct job *j, const struct kept *k, struct err *e)
{
	if (j->o[YES].value)
		return true;
	printf("%s ", tr(j->s.lang, N_("Typ de naam om door te gaan:")));
	return command_is_sure(k->name) ||
	       err_set(e, ERR_INPUT, "that is not the name; nothing was removed");
}

/* Bytes that were overwritten in the file still stand in its log.  Who is alone with it
 * scrubs what no row uses too; beside a server its sweep does. */
static bool forget(struct job *j, struct err *e)
{
	if (db_is_alone(j->held))
		return db_scrub(j->db, e);
	for (int i = 0; i < TRIES; i++)
		if (db_empty_log(j->db, e))
			return true;
	return false;
}

static bool take_out(struct job *j, const struct kept *k, struct err *e)
{
	struct err why = { 0 };

	if (!db_begin(j->db, e))
		return false;
	if (!kept_remove(j->db, k->id, e) || !db_commit(j->db, e)) {
		db_rollback(j->db);
		return false;
	}
	if (!forget(j, &why))
		return err_set(e, why.kind, "it is removed, but old pages are still in the log: restart the server, "
			       "which rewrites the file (%.100s)", why.text);
	return true;
}

static bool remove_all(struct job *j, struct err *e)
{
	struct kept k;

	if (!find(j, &k, e))
		return false;
	if (k.open && !j->o[OPEN_TOO].value)
		return err_set(e, ERR_CONFLICT, "it has %lld open rounds, in which people are answering; close them "
			       "first, or add --with-open-rounds", (long long)k.open);
	show(j, &k);
	if (!is_sure(j, &k, e) || !take_out(j, &k, e))
		return false;
	say(&j->s, N_("%1 is verwijderd."), k.name);
	return true;
}

/* --- the command ------------------------------------------------------------------------- */

static bool (*way_of(const char *name, const struct option_spec *o))(struct job *j, struct err *e)
{
	if (strcmp(name, "list") == 0)
		return list_all;
	if (strcmp(name, "rename") == 0 && o[NAME].value && o[NEW_NAME].value)
		return rename_to;
	if (strcmp(name, "remove") == 0 && o[NAME].value)
		return remove_all;
	return NULL;
}

static int cmd_organisation_run(int argc, char **argv)
{
	struct option_spec o[OPTIONS + 1] = {
		[DB] = { .name = "--db" },
		[NAME] = { .name = "--name" },
		[NEW_NAME] = { .name = "--new-name" },
		[IS_NEW] = { .name = "--new-organisation", .is_flag = true },
		[YES] = { .name = "--yes", .is_flag = true },
		[OPEN_TOO] = { .name = "--with-open-rounds", .is_flag = true },
	};
	SCOPED(arena_freep) struct arena *a = arena_new(LIST_ARENA);
	SCOPED(db_closep) struct db *db = NULL;
	SCOPED(db_let_go) int held = -1;
	struct job j = { .o = o, .s = { .a = a, .lang = command_lang() } };
	bool (*way)(struct job *j, struct err *e);
	struct err e = { 0 };

	if (!options_take(o, &argc, argv) || argc != 2 || !o[DB].value)
		return command_usage(&organisation_command);
	way = way_of(argv[1], o);
	if (!way)
		return command_usage(&organisation_command);
	if (!db_open_held(o[DB].value, DB_WRITE, &db, &held, &e))
		return command_failed(&organisation_command, &e);
	must(db);		/* said to the analyser */
	db_tell(db, log_tell);
	j.db = db;
	j.held = held;
	if (!db_migrate(db, &e) || !way(&j, &e))
		return command_failed(&organisation_command, &e);
	return EXIT_DONE;
}

const struct command organisation_command = {
	.name = "organisation",
	.usage = "list --db FILE\n"
		 "rename --db FILE --name NAME --new-name NAME [--new-organisation]\n"
		 "remove --db FILE --name NAME [--yes] [--with-open-rounds]",
	.help = "organisations and all that belongs to them",
	.options = "--db\tthe database\n"
		   "--name\tthe organisation, as the list has it\n"
		   "--new-name\tits name from now on\n"
		   "--new-organisation\tthis name, although there is one whose letters look alike\n"
		   "--yes\tdo not ask for the name\n"
		   "--with-open-rounds\talso when people are answering: what they filled in goes unread",
	.run = cmd_organisation_run,
};

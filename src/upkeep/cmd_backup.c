/* SPDX-License-Identifier: EUPL-1.2 */
/* A copy of the database while the server runs. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/must.h"
#include "cli/command.h"
#include "store/backup.h"
#include "store/file.h"
#include "store/hold.h"
#include "upkeep/backup_place.h"
#include "upkeep/open_rounds.h"
#include "upkeep/say.h"

const struct command backup_command;

enum { DB, KEEP, WITHOUT, OPTIONS, KEEP_MAX = 10000, SAY_ARENA = 1 << 22 };

struct backup {
	const char *db;
	bool is_without;
	int64_t keep;			/* 0: all stay */
	struct backup_place place;
	struct upkeep_facts facts;	/* of what was copied */
	int64_t schema, removed;
};

/* Copied once more without what is left out: a copy has no bytes of rows that are gone. */
static bool without_open(struct backup *b, struct err *e)
{
	SCOPED(db_closep) struct db *db = NULL;

	return db_open(b->place.part, DB_APART, &db, e) && leave_open_rounds(db, e) &&
	       db_copy_to(db, b->place.part2, e);
}

static bool read_facts(struct backup *b, struct err *e)
{
	SCOPED(db_closep) struct db *db = NULL;

	return db_open(b->place.part, DB_LOOK, &db, e) && upkeep_count(db, &b->facts, e);
}

/* As who restores it will find it. */
static bool check(const struct backup *b, const char *part, struct err *e)
{
	SCOPED(db_closep) struct db *db = NULL;
	int64_t schema;

	if (!db_open(part, DB_LOOK, &db, e) || !db_check_ours(db, &schema, e))
		return false;
	if (schema != b->schema)
		return err_set(e, ERR_STORE, "the copy has schema %lld, the database %lld", (long long)schema,
			       (long long)b->schema);
	return db_check_whole(db, e);
}

static bool copy(struct backup *b, const char **ret_part, struct err *e)
{
	SCOPED(db_closep) struct db *db = NULL;
	SCOPED(db_let_go) int held = -1;

	if (!db_open_held(b->db, DB_READ, &db, &held, e) || !db_check_ours(db, &b->schema, e) ||
	    !db_backup(db, b->place.part, e) || !read_facts(b, e))
		return false;
	*ret_part = b->is_without ? b->place.part2 : b->place.part;
	return !b->is_without || without_open(b, e);
}

static bool make(struct backup *b, struct err *e)
{
	const char *part = NULL;
	struct err why = { 0 };

	if (!copy(b, &part, e))
		return false;
	if (!check(b, part, &why))
		return err_set(e, why.kind, "the copy is not whole, and was not kept: %.150s; look at the "
			       "database with 'peil doctor'", why.text);
	return backup_place_finish(&b->place, part, e) && backup_note(b->db, clock_now(), e) &&
	       (!b->keep || !b->place.stem || backup_place_keep(&b->place, b->keep, &b->removed, e));
}

static void tell_open(const struct say *s, const struct backup *b)
{
	struct str rounds = say_count(s, b->facts.open, tr_n(s->lang, b->facts.open, "%1 ronde",
							     "%1 rondes"));

	if (b->is_without)
		say(s, N_("Open: %1. Bladen en kaarten daarvan staan er niet in. Na terugzetten is zo'n ronde "
			  "weer in voorbereiding."), rounds);
	else
		say(s, N_("Open: %1. De bladen daarvan staan er ook in. Vernietig deze kopie zodra de ronde "
			  "gesloten is."), rounds);
}

static void tell(const struct backup *b)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SAY_ARENA);
	struct say s = { .a = a, .lang = command_lang(), .indent = 2 };
	struct stat file = { 0 };

	(void)stat(b->place.path, &file);
	printf("%s\n", b->place.path);
	say(&s, N_("Kopie gemaakt en gecontroleerd: %1, schema %2."), say_size(&s, file.st_size),
	    say_number(&s, b->schema));
	if (b->facts.open)
		tell_open(&s, b);
	if (b->removed)
		say(&s, N_("Oudere kopieën verwijderd: %1."), say_number(&s, b->removed));
}

static bool run(struct backup *b, const char *target, struct err *e)
{
	bool is_made;

	if (!backup_place_open(b->db, target, clock_now(), &b->place, e))
		return false;
	is_made = make(b, e);
	(void)file_destroy(b->place.part);	/* of what is left out, or half done */
	(void)file_destroy(b->place.part2);
	return is_made;
}

static void backup_freep(struct backup *b)
{
	backup_place_freep(&b->place);
}

static int cmd_backup_run(int argc, char **argv)
{
	struct option_spec o[OPTIONS + 1] = {
		[DB] = { .name = "--db" },
		[KEEP] = { .name = "--keep" },
		[WITHOUT] = { .name = "--without-open-rounds", .is_flag = true },
	};
	SCOPED(backup_freep) struct backup b = { .place.lock = -1 };
	struct err e = { 0 };

	if (!options_take(o, &argc, argv) || argc != 2 || !o[DB].value ||
	    (o[KEEP].value && !str_i64(str_from(o[KEEP].value), 1, KEEP_MAX, &b.keep)))
		return command_usage(&backup_command);
	b.db = o[DB].value;
	b.is_without = o[WITHOUT].value;
	if (!run(&b, argv[1], &e))
		return command_failed(&backup_command, &e);
	tell(&b);
	return EXIT_DONE;
}

const struct command backup_command = {
	.name = "backup",
	.usage = "--db FILE [--keep N] [--without-open-rounds] FILE|FOLDER",
	.help = "copy the database while the server runs",
	.options = "--db\tthe database\n"
		   "--keep\tso many dated copies stay in FOLDER, the newest; nothing else is removed\n"
		   "--without-open-rounds\tleave out what people in open rounds filled in, and their cards",
	.run = cmd_backup_run,
};

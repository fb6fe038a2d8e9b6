/* SPDX-License-Identifier: EUPL-1.2 */
/* A backup in the place of the database. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/must.h"
#include "cli/command.h"
#include "store/backup.h"
#include "store/file.h"
#include "store/hold.h"
#include "store/path.h"
#include "store/replace.h"
#include "store/text.h"
#include "upkeep/lost.h"
#include "upkeep/open_rounds.h"
#include "upkeep/say.h"

const struct command restore_command;

enum { DB, DROP, OPTIONS, SAY_ARENA = 1 << 22, PATH_BYTES = 4096 };

struct restore {
	const char *from, *db;
	bool drops_old;
	bool had_old, is_compared;
	char part[PATH_BYTES], aside[PATH_BYTES];
	struct lost lost;
};

/* --- the backup ----------------------------------------------------------------------- */

/* Somebody's own copy of the three files may have its last saves in the log. */
static bool has_log(const char *path)
{
	SCOPED(path_freep) char *log = path_with(path, "-wal");
	struct stat s;

	return stat(log, &s) == 0 && s.st_size > 0;
}

static bool is_same(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* A copy of the backup beside the database, brought up to date; the backup stays as it is. */
static bool lay(const struct restore *r, struct err *e)
{
	SCOPED(db_closep) struct db *from = NULL;
	SCOPED(db_closep) struct db *db = NULL;
	struct err why = { 0 };
	int64_t schema;

	if (is_same(r->from, r->db))
		return err_set(e, ERR_INPUT, "%s: is the database itself", r->from);
	if (has_log(r->from))
		return err_set(e, ERR_INPUT, "%s: has a log beside it, so it is a database in use; make a copy of it with "
			       "'peil backup'", r->from);
	if (!db_open(r->from, DB_LOOK, &from, e) || !db_check_ours(from, &schema, e))
		return false;
	if (!db_check_whole(from, &why))
		return err_set(e, ERR_INPUT, "%s: is damaged (%.100s); nothing was changed, take another backup",
			       r->from, why.text);
	if (!db_backup(from, r->part, e) || !db_open(r->part, DB_APART, &db, e))
		return false;
	return db_migrate(db, e) && leave_sign_ins(db, e) && db_check_whole(db, e);
}

/* --- the database that is there ---------------------------------------------------------- */

/* Of another schema, or damaged: then there is nothing to hold beside each other. */
static bool compare(struct restore *r)
{
	SCOPED(db_closep) struct db *now = NULL;
	SCOPED(db_closep) struct db *copy = NULL;
	struct err ignored = { 0 };

	return db_open(r->db, DB_LOOK, &now, &ignored) && db_open(r->part, DB_LOOK, &copy, &ignored) &&
	       lost_compare(now, copy, &r->lost, &ignored);
}

static bool look_at_old(struct restore *r, struct err *e)
{
	struct err why = { 0 };

	r->had_old = access(r->db, F_OK) == 0;
	if (!r->had_old)
		return true;
	/* What is damaged gives way; what is used, is not ours or may not be touched does not. */
	if (!db_settle(r->db, &why) && (why.kind == ERR_BUSY || why.kind == ERR_INPUT ||
					access(r->db, R_OK | W_OK) != 0)) {
		*e = why;
		return false;
	}
	r->is_compared = compare(r);
	return true;
}

/* Two in one second: the later one has the next. */
static bool names(struct restore *r, struct err *e)
{
	struct stat s;

	for (time_t now = time(NULL);; now++) {
		char stamp[40];
		struct tm t;

		must(gmtime_r(&now, &t));
		(void)strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H%M%SZ", &t);
		if ((size_t)snprintf(r->part, sizeof(r->part), "%s.restore", r->db) >= sizeof(r->part) ||
		    (size_t)snprintf(r->aside, sizeof(r->aside), "%s-%s.old", r->db, stamp) >=
			    sizeof(r->aside))
			return err_set(e, ERR_USAGE, "the path is too long");
		if (lstat(r->aside, &s) != 0)
			return true;
	}
}

/* What a restore that was killed left: nobody else works here now. */
static void remove_left(const struct restore *r)
{
	static const char *const ends[] = { "", "-journal", "-wal", "-shm" };

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		SCOPED(path_freep) char *path = path_with(r->part, ends[i]);

		(void)file_destroy(path);
	}
	/* Of bringing it up to date. */
	for (int v = 1; v < schema_step_count; v++) {
		char path[PATH_BYTES + 40];

		(void)snprintf(path, sizeof(path), "%s-v%d.bak", r->part, v);
		(void)file_destroy(path);
		(void)snprintf(path, sizeof(path), "%s-v%d.bak.part", r->part, v);
		(void)file_destroy(path);
	}
}

static bool restore(struct restore *r, struct err *e)
{
	SCOPED(db_let_go) int held = -1;
	bool is_done;

	if (!names(r, e) || !db_hold(r->db, HOLD_REPLACE, &held, e))
		return false;
	remove_left(r);
	is_done = lay(r, e) && look_at_old(r, e) &&
		  db_replace(r->part, r->db, r->drops_old ? NULL : r->aside, e);
	remove_left(r);
	return is_done;
}

/* --- what is said ------------------------------------------------------------------------- */

static struct str kind_words(const struct say *s, enum lost_kind kind, int64_t n)
{
	switch (kind) {
	case LOST_ORGANISATION: return say_count(s, n, tr_n(s->lang, n, "%1 organisatie", "%1 organisaties"));
	case LOST_ACCOUNT: return say_count(s, n, tr_n(s->lang, n, "%1 account", "%1 accounts"));
	case LOST_ROUND: return say_count(s, n, tr_n(s->lang, n, "%1 ronde", "%1 rondes"));
	case LOST_MEETING: return say_count(s, n, tr_n(s->lang, n, "%1 sessie", "%1 sessies"));
	case LOST_NOTE: return say_count(s, n, tr_n(s->lang, n, "%1 notitie", "%1 notities"));
	case LOST_FINDING: return say_count(s, n, tr_n(s->lang, n, "%1 bevinding", "%1 bevindingen"));
	case LOST_AGREEMENT: return say_count(s, n, tr_n(s->lang, n, "%1 gedeelde zin", "%1 gedeelde zinnen"));
	case LOST_REMARK: return say_count(s, n, tr_n(s->lang, n, "%1 opmerking", "%1 opmerkingen"));
	case LOST_KINDS: break;
	}
	return (struct str){ 0 };
}

static struct str kinds(const struct say *s, const int64_t counts[LOST_KINDS])
{
	struct out o = out_new(s->a, 2000);

	for (int i = 0; i < LOST_KINDS; i++) {
		if (!counts[i])
			continue;
		out_c(&o, o.n ? ", " : "");
		out_str(&o, kind_words(s, (enum lost_kind)i, counts[i]));
	}
	return out_done(&o);
}

static void tell_lost(const struct say *s, const struct lost *l)
{
	struct str gone = kinds(s, l->gone), back = kinds(s, l->back);

	if (gone.n)
		say(s, N_("Weg, want van na de kopie: %1."), gone);
	if (back.n)
		say(s, N_("Terug, want na de kopie verwijderd: %1."), back);
	if (l->sheets)
		say(s, N_("Bladen met andere antwoorden dan in de kopie: %1. Die antwoorden zijn weg."),
		    say_number(s, l->sheets));
	if (l->reopened)
		say(s, N_("Rondes die na de kopie gesloten zijn en nu weer open staan: %1."),
		    say_number(s, l->reopened));
	if (!gone.n && !back.n && !l->sheets && !l->reopened)
		say0(s, N_("De kopie heeft alles wat er stond."));
}

static void tell(const struct restore *r)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SAY_ARENA);
	struct say s = { .a = a, .lang = command_lang(), .indent = 2 };

	say(&s, N_("Teruggezet: %1."), str_from(r->db));
	if (r->had_old && r->is_compared)
		tell_lost(&s, &r->lost);
	else if (r->had_old)
		say0(&s, N_("Wat er stond, was niet te lezen. Wat er sinds de kopie bij kwam, is dus niet te tellen."));
	if (r->had_old && !r->drops_old)
		say(&s, N_("Wat er stond, is bewaard in %1. Er kunnen bladen van open rondes in staan: vernietig "
			   "het als je het niet meer nodig hebt."), str_from(r->aside));
	say0(&s, N_("Iedereen meldt zich opnieuw aan. Start de server: systemctl start peil"));
}

static int cmd_restore_run(int argc, char **argv)
{
	struct option_spec o[OPTIONS + 1] = {
		[DB] = { .name = "--db" },
		[DROP] = { .name = "--drop-old", .is_flag = true },
	};
	struct restore r = { 0 };
	struct err e = { 0 };

	if (!options_take(o, &argc, argv) || argc != 2 || !o[DB].value)
		return command_usage(&restore_command);
	r.from = argv[1];
	r.db = o[DB].value;
	r.drops_old = o[DROP].value;
	if (!restore(&r, &e))
		return command_failed(&restore_command, &e);
	tell(&r);
	return EXIT_DONE;
}

const struct command restore_command = {
	.name = "restore",
	.usage = "--db FILE [--drop-old] FILE",
	.help = "put a backup in the place of the database (not while the server runs)",
	.options = "--db\tthe database\n"
		   "--drop-old\tdestroy what was there; else it stays beside the database under a dated name",
	.run = cmd_restore_run,
};

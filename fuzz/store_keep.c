/* SPDX-License-Identifier: EUPL-1.2 */
/* Files and who has them: copies, holding, putting one in the place of another. */
#include "store_try.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/must.h"
#include "store/backup.h"
#include "store/hold.h"
#include "store/replace.h"
#include "store/state.h"

enum { HOLDS = 3, DEEDS_MAX = 60, NONE = -1 };
enum deed { WRITE, COPY, HOLD, LET_GO, REPLACE, SETTLE, NOTE, NOTE_BYTES, DEEDS };

struct keep {
	char live[120], copy[120], aside[120], note[130], old[130];
	int64_t in_live, in_copy, in_aside, noted;	/* what they say; NONE: there is no such file */
	int held[HOLDS];
	int count;
};

static void say(struct keep *k, int64_t value)
{
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };

	must(db_open(k->live, DB_WRITE, &db, &e) && state_put(db, "n", value, &e));
	k->in_live = value;
}

static void look_at(const char *path, enum db_mode mode, int64_t want)
{
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };
	int64_t value, schema;

	if (want == NONE) {
		must(access(path, F_OK) != 0 && !db_open(path, DB_READ, &db, &e) && e.text[0]);
		return;
	}
	must(db_open(path, mode, &db, &e) && db_check_ours(db, &schema, &e) && db_check_whole(db, &e));
	must(state_get(db, "n", &value, &e) && value == want);
}

static void copy(struct keep *k)
{
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };

	(void)unlink(k->copy);
	must(db_open(k->live, DB_READ, &db, &e) && db_backup(db, k->copy, &e));
	k->in_copy = k->in_live;
}

/* As `peil restore` does. */
static void replace(struct keep *k, bool keeps_old)
{
	SCOPED(db_let_go) int held = -1;
	struct err e = { 0 };

	if (k->in_copy == NONE)
		return;
	if (!db_hold(k->live, HOLD_REPLACE, &held, &e)) {
		must(k->count > 0 && e.kind == ERR_BUSY && e.text[0]);
		return;
	}
	must(k->count == 0);
	must(!db_hold(k->live, HOLD_USE, &(int){ -1 }, &e) && e.kind == ERR_BUSY);
	(void)unlink(k->aside);
	must(db_settle(k->live, &e) && db_replace(k->copy, k->live, keeps_old ? k->aside : NULL, &e));
	must(access(k->old, F_OK) != 0);
	k->in_aside = keeps_old ? k->in_live : NONE;
	k->in_live = k->in_copy;
	k->in_copy = NONE;
}

static void hold(struct keep *k)
{
	struct err e = { 0 };
	const long holder = db_holder(k->live);

	must(holder == 0 || (holder == getpid() && k->count > 0));
	if (k->count == HOLDS)
		return;
	must(db_hold(k->live, HOLD_USE, &k->held[k->count], &e) && k->held[k->count] >= 0);
	k->count++;
	must(db_is_alone(k->held[0]) == (k->count == 1));
}

static void let_go(struct keep *k)
{
	if (k->count)
		db_let_go(&k->held[--k->count]);
}

static void note_bytes(struct keep *k, const uint8_t *p, size_t n)
{
	int fd = open(k->note, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	must(fd >= 0 && write(fd, p, n) == (ssize_t)n);
	(void)close(fd);
	k->noted = backup_noted(k->live);
	must(k->noted >= 0);
}

static void one(struct keep *k, enum deed deed, const uint8_t *p, size_t n)
{
	struct err e = { 0 };

	switch (deed) {
	case WRITE: say(k, p[0] * 7 + (int64_t)n); break;
	case COPY: copy(k); break;
	case HOLD: hold(k); break;
	case LET_GO: let_go(k); break;
	case REPLACE: replace(k, p[0] & 1); break;
	case SETTLE: must(db_settle(k->live, &e)); break;
	case NOTE:
		k->noted = (int64_t)p[0] << (p[0] % 50);
		must(backup_note(k->live, k->noted, &e));
		break;
	default: note_bytes(k, p, n);
	}
}

void store_try_keep(struct blob input)
{
	struct keep k = { .in_copy = NONE, .in_aside = NONE };
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };

	store_path(k.live, "live.db");
	store_path(k.copy, "live.copy");
	store_path(k.aside, "live.aside");
	(void)snprintf(k.note, sizeof(k.note), "%s-backup", k.live);
	(void)snprintf(k.old, sizeof(k.old), "%s.old", k.live);
	(void)unlink(k.note);
	(void)unlink(k.copy);
	(void)unlink(k.aside);
	must(db_open(k.live, DB_CREATE, &db, &e) && db_migrate(db, &e));
	db_close(db);
	db = NULL;
	say(&k, 0);
	for (size_t i = 0, at = 0; i < DEEDS_MAX && at + 2 <= input.n; i++) {
		const size_t left = input.n - at - 1, wish = (size_t)input.p[at] / DEEDS % 12 + 1;
		const size_t size = left < wish ? left : wish;

		one(&k, (enum deed)(input.p[at] % DEEDS), input.p + at + 1, size);
		at += 1 + size;
		look_at(k.live, i % 2 ? DB_READ : DB_WRITE, k.in_live);
		look_at(k.copy, DB_LOOK, k.in_copy);
		look_at(k.aside, DB_LOOK, k.in_aside);
		must(backup_noted(k.live) == k.noted);
	}
	while (k.count)
		let_go(&k);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Notes of a meeting, behind three doors: own (its author alone), team (who
 * may sign in for the organisation) and report.  Only the author changes a
 * note.  A quote goes no further than its author until somebody has recorded
 * that its speaker agreed; when its words change afterwards, it comes back.
 *
 * What a note said before is kept, newest last.  Saving by itself while
 * somebody types makes one version of a burst, so that going back means
 * something.
 *
 * The caller has fetched the meeting of its organisation.
 */
#ifndef PEIL_MEETING_NOTE_H
#define PEIL_MEETING_NOTE_H

#include "model/model.h"
#include "round/round_key.h"
#include "store/db.h"

enum note_door { NOTE_OWN, NOTE_TEAM, NOTE_REPORT, NOTE_DOORS };
_Static_assert(NOTE_OWN == 0, "notes of one's own go with the account (schema/)");
enum note_code { NOTE_SUBJECT, NOTE_TASK, NOTE_OBSTACLE, NOTE_IDEA, NOTE_QUOTE, NOTE_CODES };

enum {
	NOTE_CHARS_MAX = 20000,		/* ten pages of paper */
	NOTES_MAX = 1000,		/* of one meeting */
	NOTE_VERSIONS_MAX = 100,	/* of one note; the oldest goes first */
	NOTE_BURST_MS = 30 * 1000,	/* typing without a longer pause is one version */
	NOTE_LOSS_CHARS = 20,		/* half or more gone, of more than this: a version */
};

struct note {
	int64_t id, meeting, account;
	struct str author;		/* name; read only */
	enum note_door door;
	enum note_code code;
	struct str subject;		/* id in the model; may be empty */
	int64_t task;			/* number of the round's task from 1; 0: none */
	bool is_checked;		/* a quote: its speaker agreed */
	struct str body;
	int64_t changed;
};

struct note_list { LIST_OF(struct note); };

/* Who reads or writes, and of which meeting. */
struct note_reader {
	int64_t meeting, account;
};

/* What `who` may read, newest first. */
bool note_list(struct db *db, struct arena *a, struct note_reader who, struct note_list *ret,
	       struct err *e);
/* One that `who` may read; ERR_ABSENT otherwise. */
bool note_get(struct db *db, struct arena *a, struct note_reader who, int64_t id,
	      struct note *ret, struct err *e);

/* ERR_GONE when the round has no such note. */
bool note_is_there(struct db *db, struct round_key round, int64_t id, struct err *e);
/* Adds the note or changes it.  ERR_ABSENT: it is another's, or of another
 * meeting, or the meeting is gone.  ERR_CONFLICT: a quote that was not checked stays behind its
 * author's door.  *ret_check_gone: the words of a checked quote changed, so it
 * was kept as unchecked and own. */
bool note_put(struct db *db, const struct note *n, bool *ret_check_gone, struct err *e);
/* By its author, with all its versions. */
bool note_remove(struct db *db, struct note_reader author, int64_t id, struct err *e);

struct note_version {
	int64_t version, changed;
	struct str body;
};

struct note_version_list { LIST_OF(struct note_version); };

/* Newest first; the caller has fetched the note as its author's. */
bool note_versions(struct db *db, struct arena *a, int64_t note, struct note_version_list *ret,
		   struct err *e);
/* The text of that version again; what stood there becomes the newest version.
 * version 0: the newest one. */
bool note_restore(struct db *db, struct note_reader author, int64_t id, int64_t version,
		  int64_t now, struct err *e);

#endif

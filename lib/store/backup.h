/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of a database that is in use, and whether a file is a whole one of ours. */
#ifndef PEIL_STORE_BACKUP_H
#define PEIL_STORE_BACKUP_H

#include "store/db.h"

/* Copies what is in `from` at one moment to a new file.  In small steps, with nothing held
 * between them: a writer never waits for it.  When it is written all the time so that
 * the copy begins anew again and again, the rest is read at one moment; the writer goes on, and
 * only the log is not emptied meanwhile.  The file is whole when this returns true, and not
 * yet on the disk. */
bool db_backup(struct db *from, const char *to, struct err *e);

/* Is it ours, and does this version know its schema?  *ret: the schema's number. */
bool db_check_ours(struct db *db, int64_t *ret, struct err *e);
/* Is every page whole, does every row that points at another find it? */
bool db_check_whole(struct db *db, struct err *e);

/* When the last backup of this database succeeded: "peil.db-backup" beside it, written as
 * one step.  0: never. */
bool backup_note(const char *db, int64_t now, struct err *e);
int64_t backup_noted(const char *db);

#endif

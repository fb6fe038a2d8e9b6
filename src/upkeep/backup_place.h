/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where a backup goes: FILE, or a dated name in FOLDER.  While it is made it is "NAME.part"
 * beside its place, and who is killed leaves that; the next one in the same
 * place removes it.  Two at once in one folder there are not.
 */
#ifndef PEIL_UPKEEP_BACKUP_PLACE_H
#define PEIL_UPKEEP_BACKUP_PLACE_H

#include <stdint.h>

#include "base/err.h"

struct backup_place {
	char *folder, *stem;	/* "peil" of peil.db; NULL: a FILE was named */
	char *path, *part, *part2;
	int lock;
};

/* `target` as it was typed; what earlier ones left goes.  *p must be freed, also when
 * this fails. */
bool backup_place_open(const char *db, const char *target, int64_t now, struct backup_place *p,
		       struct err *e);
/* What is whole in `part` gets its name, on the disk. */
bool backup_place_finish(struct backup_place *p, const char *part, struct err *e);
/* Of dated backups of this database the last `keep` stay; nothing else is touched. */
bool backup_place_keep(const struct backup_place *p, int64_t keep, int64_t *ret_removed,
		       struct err *e);
void backup_place_freep(struct backup_place *p);

#endif

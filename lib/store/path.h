/* SPDX-License-Identifier: EUPL-1.2 */
/* Parts of a path.  What is returned the caller frees: SCOPED(path_freep). */
#ifndef PEIL_STORE_PATH_H
#define PEIL_STORE_PATH_H

#include "base/arena.h"

char *path_folder(const char *path);		/* "." without one */
const char *path_name(const char *path);	/* what follows the last slash, in `path` */
char *path_with(const char *path, const char *end);	/* "peil.db", "-wal" */
char *path_in(const char *folder, const char *name);

void path_freep(char **path);

#endif

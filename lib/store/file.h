/* SPDX-License-Identifier: EUPL-1.2 */
/* Files beside the database: what is done with them besides reading. */
#ifndef PEIL_STORE_FILE_H
#define PEIL_STORE_FILE_H

#include <stdbool.h>

#include "base/err.h"

/* On the disk: what is in a file or folder, and the folder that names a file. */
bool file_sync(const char *path);
bool file_sync_folder_of(const char *path);

/* Zeroes over it first, as secure_delete does inside the database.  What cannot be
 * overwritten is removed all the same. */
bool file_destroy(const char *path);

/* Root made it for somebody: who owns the folder owns the file.  Others change nothing. */
void file_give(int fd, const char *path);

/* Makes a file that only its owner can read, when there is none. */
bool file_create(const char *path, struct err *e);

/* Writes a few bytes in a file in the place of what was there, as one step. */
bool file_put(const char *path, const char *text, struct err *e);

#endif

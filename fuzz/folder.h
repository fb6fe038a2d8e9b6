/* SPDX-License-Identifier: EUPL-1.2 */
/* A folder of one run, in memory where that can be. */
#ifndef PEIL_FUZZ_FOLDER_H
#define PEIL_FUZZ_FOLDER_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/must.h"

enum { FOLDER_SIZE = 64 };

static inline void folder_make(char ret[FOLDER_SIZE])
{
	(void)snprintf(ret, FOLDER_SIZE, "%s/peil-fuzz-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	must(mkdtemp(ret) != NULL);
}

/* With the files that lie in it. */
static inline void folder_remove(const char *folder)
{
	DIR *d = opendir(folder);

	for (const struct dirent *f = d ? readdir(d) : NULL; f; f = readdir(d))
		if (f->d_name[0] != '.')
			(void)unlinkat(dirfd(d), f->d_name, 0);
	if (d)
		(void)closedir(d);
	(void)rmdir(folder);
}

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

void path_freep(char **path)
{
	free(*path);
}

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *path_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path))
			     : strdup(".");

	must_have(folder);
	return folder;
}

char *path_with(const char *path, const char *end)
{
	char *whole;

	must_have(asprintf(&whole, "%s%s", path, end) > 0);
	return whole;
}

char *path_in(const char *folder, const char *name)
{
	size_t n = strlen(folder);
	char *whole;

	must_have(asprintf(&whole, "%s%s%s", folder, n && folder[n - 1] == '/' ? "" : "/", name) > 0);
	return whole;
}

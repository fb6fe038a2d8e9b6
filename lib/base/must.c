/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/must.h"

#include <stdio.h>
#include <stdlib.h>

static void (*tell)(const char *line);

void must_tell(void (*how)(const char *line))
{
	tell = how;
}

void must_failed(const char *what, const char *file, int line)
{
	void (*how)(const char *line) = tell;
	char text[400];

	(void)snprintf(text, sizeof(text), "%s:%d: impossible: not (%s)", file, line, what);
	tell = NULL;	/* not again, when telling is what failed */
	if (how)
		how(text);
	else
		fprintf(stderr, "peil: %s\n", text);
	abort();
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/must.h"

#include <stdio.h>
#include <stdlib.h>

static void (*tell)(const char *line);

void must_tell(void (*how)(const char *line))
{
	tell = how;
}

static _Noreturn void stop(const char *text)
{
	void (*how)(const char *line) = tell;

	tell = NULL;	/* not again, when telling is what failed */
	if (how)
		how(text);
	else
		fprintf(stderr, "peil: %s\n", text);
	abort();
}

void must_failed(const char *what, const char *file, int line)
{
	char text[400];

	(void)snprintf(text, sizeof(text), "%s:%d: impossible: not (%s)", file, line, what);
	stop(text);
}

void must_have_failed(const char *file, int line)
{
	char text[400];

	(void)snprintf(text, sizeof(text), "there is no memory left (%s:%d); the program stops", file, line);
	stop(text);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/must.h"

#include <stdio.h>
#include <stdlib.h>

void must_failed(const char *what, const char *file, int line)
{
	fprintf(stderr, "peil: %s:%d: impossible: not (%s)\n", file, line, what);
	abort();
}

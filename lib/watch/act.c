/* SPDX-License-Identifier: EUPL-1.2 */
#include "watch/act.h"

#include <stdarg.h>
#include <stdio.h>

#include "watch/log.h"

void act_say(const char *act, const char *numbers, ...)
{
	char text[200];
	va_list args;

	va_start(args, numbers);
	(void)vsnprintf(text, sizeof(text), numbers, args);
	va_end(args);
	log_say(LEVEL_NOTICE, "%s: %s", act, text);
}

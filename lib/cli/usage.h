/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The words of a command's usage, one after the other, for what is made of it:
 * the manual page and the completion of shells.
 */
#ifndef PEIL_CLI_USAGE_H
#define PEIL_CLI_USAGE_H

#include "cli/command.h"

/* Every command, by the build (tools/list.c). */
extern const struct command *const commands[];
extern const size_t command_count;

enum usage_kind {
	USAGE_END,
	USAGE_VERB,		/* the first word of a way: "add" */
	USAGE_OPTION,		/* "--db"; value says what comes behind it */
	USAGE_VALUE,		/* "FILE" that stands alone */
};

/* One word of `n` bytes.  The value of an option is empty for a flag; is_file: it
 * names a file or folder. */
struct usage_word {
	enum usage_kind kind;
	const char *p;
	int n;
	const char *value;
	int value_n;
	bool is_file;
};

/* The next word at *at, which moves on.  Start with the usage. */
struct usage_word usage_next(const struct command *c, const char **at);

/* Did the same option or verb stand in front of this one? */
bool usage_is_repeated(const struct command *c, struct usage_word w);

/* What an option does, of n bytes; the help of the command when that is not said. */
const char *usage_help(const struct command *c, struct usage_word option, int *ret_n);

#endif

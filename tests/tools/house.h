/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A small house for the tests of tools/layers: rooms account, round and
 * finding, in that order, with nothing wrong.  A trial lays some files over it,
 * each below a line with its licence, so that their first line is line 2.
 */
#ifndef PEIL_TEST_HOUSE_H
#define PEIL_TEST_HOUSE_H

#include "tool.h"

enum { TRIAL_FILES_MAX = 6 };

struct trial {
	const char *said;	/* a part of what is said; NULL: the house stays right */
	int faults;		/* how many are said; 0: one */
	struct {
		const char *path, *text;
	} files[TRIAL_FILES_MAX];
};

void house_tool(const char *path);	/* the program, once before all trials */
void house_lay(void);			/* as it was, whatever stands there */
void house_file(const char *path, const char *text);
void house_passes(void);
void house_fails(int faults, const char *said);
void house_try(const struct trial *trials, size_t count);

#define HOUSE_TRY(trials) house_try(trials, sizeof(trials) / sizeof((trials)[0]))

#endif

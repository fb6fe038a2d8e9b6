/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plays a program of the build: files are laid in an empty folder, the program
 * runs there, and what it said and wrote is looked at.
 */
#ifndef PEIL_TEST_PLAY_H
#define PEIL_TEST_PLAY_H

/* cmocka wants these before itself. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* An empty folder; the working directory moves there.  For setup and teardown. */
int play_begin(void **state);
int play_end(void **state);

/* The whole path of the program, which meson gives from where it stands. */
const char *play_program(const char *path);

/* Lays a file; folders on its way are made. */
void play_file(const char *path, const char *content);

/* Runs a command line; the result is the exit code.  What it says, on both
 * streams, is kept. */
int play_run(const char *command);

void play_said(const char *part);	/* fails when it did not say this */
void play_silent_on(const char *part);	/* fails when it did */

/* The file has this in it. */
void play_wrote(const char *path, const char *part);

#endif

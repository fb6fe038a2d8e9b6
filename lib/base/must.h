/* SPDX-License-Identifier: EUPL-1.2 */
/* must(x): stops the program when the impossible happens; on in release. */
#ifndef PEIL_BASE_MUST_H
#define PEIL_BASE_MUST_H

/* Instead of on standard error; before threads start. */
void must_tell(void (*how)(const char *line));
_Noreturn void must_failed(const char *what, const char *file, int line);

#define must(x) ((x) ? (void)0 : must_failed(#x, __FILE__, __LINE__))

/*
 * Memory that was asked for, and is small: when the machine has none left the program stops
 * and says so.  To the database that is as a kill: a batch is written whole or not at
 * all (tests/crash/faults.c).
 */
_Noreturn void must_have_failed(const char *file, int line);

#define must_have(x) ((x) ? (void)0 : must_have_failed(__FILE__, __LINE__))

#endif

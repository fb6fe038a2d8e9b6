/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Why a database cannot be opened or written, and what to do.  The engine says "unable to
 * open database file" for a missing folder, for the file of another user, for a disk that is
 * read-only and for too few descriptors; here they are told apart.
 */
#ifndef PEIL_STORE_EXPLAIN_H
#define PEIL_STORE_EXPLAIN_H

#include "base/err.h"

/* What is it wanted for?  Making needs the folder, and looking writes nothing. */
enum store_purpose { FOR_USE, FOR_MAKING, FOR_LOOKING };

/* Fills *e, by the engine's code (0: none) and the system's errno.  True when it finds no
 * reason. */
bool store_explain(const char *where, enum store_purpose purpose, int code, int system,
		   struct err *e);

#endif

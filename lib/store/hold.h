/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who uses a database, for who wants to put another file in its place.  A lock on
 * "peil.db-lock" beside it, which the system lets go when its process ends, however it
 * ends: many may use the database, one may replace it.  The database itself is not opened for
 * this: the first descriptor on it that a process closes drops all that process's locks.
 */
#ifndef PEIL_STORE_HOLD_H
#define PEIL_STORE_HOLD_H

#include "store/db.h"

enum db_hold { HOLD_USE, HOLD_REPLACE };

/* *ret is a descriptor, or -1 when no lock can be made beside the file: what is wrong
 * there db_open says better.  False, with ERR_BUSY and the process: somebody has it. */
bool db_hold(const char *where, enum db_hold how, int *ret, struct err *e);
void db_let_go(int *held);		/* for SCOPED; -1: nothing */

/* Does nobody else use it, as far as they hold it?  What was taken with HOLD_USE stays. */
bool db_is_alone(int held);

/* db_open and HOLD_USE, so that nobody puts another file there between them. */
bool db_open_held(const char *where, enum db_mode mode, struct db **ret, int *ret_held,
		  struct err *e);

/* The process that holds it, 0: nobody, or nobody that can be seen from here.  Takes
 * and makes nothing. */
long db_holder(const char *where);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How many values a statement takes stands in its type, so that a call with
 * another number of them does not compile.  SQL_NAME (tools/statements.c) is a
 * const struct sql_N *, which is a struct sql; so is who hands one on:
 *
 *	const struct sql_4 *add = is_note ? SQL_NOTE_ADD : SQL_SHEET_ADD;
 */
#ifndef PEIL_STORE_TAKES_H
#define PEIL_STORE_TAKES_H

struct sql;
struct sql_0;
struct sql_1;
struct sql_2;
struct sql_3;
struct sql_4;
struct sql_5;
struct sql_6;
struct sql_7;
struct sql_8;
struct sql_9;
struct sql_10;
struct sql_11;
struct sql_12;
struct sql_13;
struct sql_14;

#define SQL_TAKES(n, statement) ((const struct sql_##n *)&(statement))

/* The statement, when it takes n values; `name` is how the caller wrote it. */
#define SQL_WITH(n, st, name) SQL_WITH_(n, st, name)
#define SQL_WITH_(n, st, name) ((const struct sql *)((void)sizeof(struct { \
	_Static_assert(SQL_COUNT(st) == (n), name " takes another number of values than " #n); \
	int one; }), (st)))

/* -1: this is no statement. */
#define SQL_COUNT(st) _Generic((st), \
	const struct sql_0 *: 0, const struct sql_1 *: 1, const struct sql_2 *: 2, \
	const struct sql_3 *: 3, const struct sql_4 *: 4, const struct sql_5 *: 5, \
	const struct sql_6 *: 6, const struct sql_7 *: 7, const struct sql_8 *: 8, \
	const struct sql_9 *: 9, const struct sql_10 *: 10, const struct sql_11 *: 11, \
	const struct sql_12 *: 12, const struct sql_13 *: 13, const struct sql_14 *: 14, \
	default: -1)

#endif

// SPDX-License-Identifier: EUPL-1.2
// A statement that gets another number of values than it takes does not compile, with
// either compiler, and the message names the statement.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const HEAD = `#include "store/db.h"
extern const struct sql sql_none, sql_two;
#define SQL_NONE SQL_TAKES(0, sql_none)
#define SQL_TWO SQL_TAKES(2, sql_two)
bool f(struct db *db, bool is_so, struct str s, struct err *e);
bool f(struct db *db, bool is_so, struct str s, struct err *e)
{
	int64_t n = is_so + (int64_t)s.n;

	(void)db, (void)e;
`;

function compile(compiler, line) {
	const { status, stderr } = spawnSync(compiler, ['-std=c17', '-D_GNU_SOURCE', '-Wall', '-Wextra', '-Werror', '-Ilib',
		'-fsyntax-only', '-x', 'c', '-'], { input: `${HEAD}\t${line}\n\treturn n > 0;\n}\n`, encoding: 'utf8',
		env: { ...process.env, LC_ALL: 'C' } });

	return { compiles: status === 0, said: stderr };
}

const right = [
	'if (!db_exec(db, SQL_TWO, e, n, s) || !db_number(db, SQL_TWO, &n, e, 1, 2)) return false;',
	'if (!db_exec0(db, SQL_NONE, e) || !db_number0(db, SQL_NONE, &n, e)) return false;',
	'const struct sql_2 *st = is_so ? SQL_TWO : SQL_TWO; rows_free(db_query(db, st, e, n, s));',
	'rows_free(db_query0(db, SQL_NONE, e));',
];
const wrong = [
	['if (!db_exec(db, SQL_TWO, e, n)) return false;', 'SQL_TWO takes another number of values than 1'],
	['if (!db_exec(db, SQL_TWO, e, n, s, n)) return false;', 'SQL_TWO takes another number of values than 3'],
	['if (!db_exec0(db, SQL_TWO, e)) return false;', 'SQL_TWO takes another number of values than 0'],
	['if (!db_number(db, SQL_NONE, &n, e, n)) return false;', 'SQL_NONE takes another number of values than 1'],
	['if (!db_number0(db, SQL_TWO, &n, e)) return false;', 'SQL_TWO takes another number of values than 0'],
	['rows_free(db_query(db, SQL_TWO, e, n, s, n, n, n, n, n, n, n, n, n, n, n, n));',
		'SQL_TWO takes another number of values than 14'],
	['rows_free(db_query0(db, SQL_TWO, e));', 'SQL_TWO takes another number of values than 0'],
	['const struct sql_2 *st = SQL_TWO; rows_free(db_query(db, st, e, n));', 'st takes another number of values than 1'],
	['rows_free(db_query0(db, is_so ? SQL_TWO : SQL_NONE, e));', 'SQL_NONE'],
	['const struct sql_2 *st = SQL_NONE; rows_free(db_query(db, st, e, n, s));', 'struct sql_2'],
	// There is no way to other SQL.
	['rows_free(db_query(db, "SELECT 1", e, n, s));', 'SELECT 1'],
	['rows_free(db_query_list(db, SQL_TWO, e, NULL, 0));', 'struct sql_2'],
];

for (const compiler of ['gcc', 'clang']) {
	test(`${compiler}: the right number compiles`, () => {
		for (const line of right)
			assert.deepEqual(compile(compiler, line), { compiles: true, said: '' }, line);
	});
	test(`${compiler}: another number is an error that names the statement`, () => {
		for (const [line, expected] of wrong) {
			const { compiles, said } = compile(compiler, line);

			assert.equal(compiles, false, line);
			assert.ok(said.includes(expected), `${line}\n${said}`);
		}
	});
}

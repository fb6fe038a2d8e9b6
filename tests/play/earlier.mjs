// SPDX-License-Identifier: EUPL-1.2
// A file of now, gone back to an earlier schema: the tables and columns that there were.
// So a new step needs nothing here, unless it makes something else of what was stored.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from './server.mjs';

export const steps = readdirSync('schema').filter((name) => name.endsWith('.sql')).sort();

// What a step made of what was stored, undone: an expression for the column as it was
// before that step.  By the number of the step, then the column.
const back = {
	4: { 'sheet.answers': 'CAST(substr(answers, 1, 10) || substr(answers, 27) AS BLOB)' },
};

// What a new step fills that was not there before.
export const valuesOf = (of, version, column) => Object.entries(of)
	.filter(([step, columns]) => step > version && columns[column]).map(([, columns]) => columns[column])[0];
// A sheet of before keys shows nothing to a code.
export const hasKeys = (version) => !valuesOf(back, version, 'sheet.answers');

// [[table, [column, …]], …]
export const tablesOf = (db) => JSON.parse(sql(db, `SELECT json_group_array(json_array(name, json(columns))) FROM (
	SELECT m.name, json_group_array(p.name) AS columns FROM sqlite_schema m JOIN pragma_table_info(m.name) p
	WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' GROUP BY m.name ORDER BY m.name)`));

// Makes `db` of that version with all that `full` has and that there was then.
export function layEarlier(full, db, version) {
	execFileSync('sqlite3', [db], { input: `PRAGMA application_id = ${0x5065696c};
		${steps.slice(0, version).map((name) => readFileSync(join('schema', name), 'utf8')).join('\n')}
		PRAGMA user_version = ${version};` });
	const copies = tablesOf(db).map(([table, columns]) => {
		const now = columns.map((c) => valuesOf(back, version, `${table}.${c}`) ?? c);

		return `INSERT INTO ${table} (${columns}) SELECT ${now} FROM full.${table};`;
	});

	execFileSync('sqlite3', [db], { input: `PRAGMA foreign_keys = OFF; ATTACH '${full}' AS full;\n${copies.join('\n')}` });
}

// SPDX-License-Identifier: EUPL-1.2
// From every schema that there was to the present one, with all tables filled: nothing
// is lost, every page opens, and the file is as a new one.
//
// What is laid is what the present program makes, gone back to each earlier schema
// (tests/play/earlier.mjs).  So a new step needs nothing here, unless it makes a table (then
// `rest` must fill it) or changes what was stored (then `back` there must say what it was): both
// are noticed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { hasKeys, layEarlier, steps, tablesOf, valuesOf } from '../play/earlier.mjs';
import { addressOf, everything, needsKey } from '../play/everything.mjs';
import { addAccount, run, serve, sql } from '../play/server.mjs';
import { ask, isGet, nameOf, pages } from '../play/table.mjs';
import { Visitor } from '../play/visitor.mjs';

const versions = steps.map((_, i) => i + 1);
let folder;
let world;
let full;	// a file of now with a row in every table

// What no page of everything.mjs makes, laid beside it.
const rest = ({ closed }) => `
	INSERT INTO volunteer VALUES (1, ${closed.round}, 'noor@voorbeeld.example');
	INSERT INTO meeting_person VALUES (1, ${closed.meeting}, 'Noor');
	INSERT INTO vote_count VALUES (${closed.topic}, 1, 0, zeroblob(64));
	INSERT INTO vote_turn_key VALUES (${closed.topic}, 1, randomblob(16));
	INSERT INTO vote_phone (hash, topic, choice) VALUES (randomblob(16), ${closed.topic}, randomblob(41));
	INSERT INTO finding_reply VALUES (77, ${closed.meeting}, ${closed.finding}, 0, 1, 1, 'Zo was het.');
	INSERT INTO stage_exit VALUES (${closed.round}, 1, 0, 'Genoeg om over te praten', 1790000000000);
	INSERT INTO agreement_line VALUES (88, ${closed.round}, (SELECT subject FROM finding WHERE id = ${closed.finding}), 'Voor het geheel', 1, 1790000000000);
	INSERT INTO edit VALUES ('/rondes/${closed.round}/bewerken', 1, 1790000000000)
		ON CONFLICT DO NOTHING;`;

// What a step makes of what was stored, where that is not what there is now: a sheet loses its key.
const made = {
	4: { 'sheet.answers': 'CAST(substr(answers, 1, 10) || zeroblob(16) || substr(answers, 27) AS BLOB)' },
};
// As SQLite says it, without blanks, order of steps and remarks.
const schemaOf = (db) => JSON.parse(execFileSync('sqlite3', ['-json', db, `SELECT type, name, tbl_name, sql FROM sqlite_schema
	WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`], { encoding: 'utf8' })).map(({ sql: text, ...row }) => ({ ...row,
	text: (text ?? '').replace(/--[^\n]*/g, '').replace(/\s+/g, ' ').replace(/ ?([(),]) ?/g, '$1').trim() }));
// All rows of the tables in these columns, in an order of their own; `as` may say what a
// column is taken for.
const rowsOf = (db, tables, as = () => undefined) => sql(db, tables.map(([table, columns]) => `SELECT '${table} ' ||
	${columns.map((c) => `quote(${as(`${table}.${c}`) ?? c})`).join(" || ',' || ")} AS r FROM ${table} ORDER BY r;`).join('\n'));

function lay(version) {
	const db = join(folder, `v${version}.db`);

	layEarlier(full, db, version);
	copyFileSync(db, join(folder, `had${version}.db`));
	return db;
}

before(async () => {
	world = await everything();
	folder = mkdtempSync(join(tmpdir(), 'peil-schema-'));
	full = join(folder, 'full.db');
	sql(world.db, `PRAGMA foreign_keys = ON; ${rest(world.laid)}`);
	await world.restart();		// so that the file holds all
	sql(world.db, `VACUUM INTO '${full}'`);
});
after(async () => {
	await world?.stop();
	rmSync(folder, { recursive: true, force: true });
});

test('every table has rows, so that none is forgotten', () => {
	const rows = rowsOf(full, tablesOf(full));

	for (const [table] of tablesOf(full))
		assert.ok(rows.split('\n').some((row) => row.startsWith(`${table} `)),
			`${table} is empty: let tests/play/everything.mjs make a row, or lay one in \`rest\` of this test`);
	assert.equal(sql(full, 'PRAGMA user_version'), String(steps.length));
});

for (const version of versions)
	test(`from schema ${version}: nothing is lost, and the file is as a new one`, () => {
		const db = lay(version);
		const tables = tablesOf(db);

		if (version === steps.length)
			assert.deepEqual(tables, tablesOf(full));
		const before = rowsOf(full, tables, (column) => valuesOf(made, version, column));

		run(['migrate', '--db', db]);
		assert.equal(rowsOf(db, tables), before);
		assert.equal(sql(db, 'PRAGMA integrity_check; PRAGMA foreign_key_check'), 'ok');
		assert.deepEqual(schemaOf(db), schemaOf(newOne()));
		assert.deepEqual(readdirSync(folder).filter((name) => name.includes('.bak')), []);
	});

// A new one, made once.
function newOne() {
	const db = join(folder, 'new.db');

	if (!existsSync(db))
		addAccount(db);
	return db;
}

// Where what an address means is kept: a schema without that table had no such thing.
const homes = {
	'{meeting}': 'meeting', '{note}': 'note', '{file}': 'evidence_file', '{finding}': 'finding', '{topic}': 'meeting_topic',
	'{key}': 'reply_link', '/mee/{code}': 'meeting', '/feitcheck/{code}': 'fact_check', '/s/{code}/vervolg': 'closed_ticket',
};
const isThere = (page, tables) => Object.entries(homes).every(([part, table]) => !page.path.includes(part) || tables.has(table));

// Of a page: in the round of its stage, or in the closed one.
const laidFor = (page) => world.laid[page.stages[0] ?? 'closed'];

// What a page of a file of now answers; the other tests of pages say what that must be.
const known = new Map();

async function statusNow(page) {
	if (!known.has(page))
		known.set(page, (await ask(needsKey(page) ? world.person : world.lead, world.url, 'GET', addressOf(page, laidFor(page)))).status);
	return known.get(page);
}

for (const version of versions.slice(0, -1))
	test(`from schema ${version}: every page of lead and respondent opens`, async () => {
		const db = join(folder, `pages${version}.db`);

		copyFileSync(join(folder, `had${version}.db`), db);
		const server = await serve({ db, args: ['--quiet'] });
		const twin = (visitor) => Object.assign(new Visitor(server.url), { cookies: new Map(visitor.cookies), token: visitor.token });

		try {
			const lead = twin(world.lead);
			// A sheet of before keys shows nothing to a code; its page says so.
			const person = hasKeys(version) ? twin(world.person) : null;

			const tables = new Set(tablesOf(join(folder, `had${version}.db`)).map(([table]) => table));

			for (const page of pages.filter(isGet).filter((p) => (person || !needsKey(p)) && isThere(p, tables))) {
				const answer = await ask(needsKey(page) ? person : lead, server.url, 'GET', addressOf(page, laidFor(page)));

				assert.equal(answer.status, await statusNow(page), nameOf(page));
				assert.ok(!answer.isToSignIn, nameOf(page));
			}
		} finally {
			await server.stop();
		}
	});

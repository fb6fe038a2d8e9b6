// SPDX-License-Identifier: EUPL-1.2
// Organisations on the command line, while the server runs: what is removed goes whole,
// out of every table that the schema has, and leaves no bytes; others keep all they had.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { attempt, peil, serve } from '../play/server.mjs';

let server;
let folder;

const ours = 77771, theirs = 77772;
// What belongs to nobody in particular.
const common = new Set(['model', 'seal_key', 'state']);
const organisation = (words, input) => attempt(['organisation', words[0], '--db', server.db, ...words.slice(1)], input);
// Per table its columns with their types, in one question.
const schema = () => Object.entries(JSON.parse(server.sql(`SELECT json_group_object(name, json(columns)) FROM (
	SELECT t.name, json_group_array(json_array(c.name, c.type)) AS columns FROM sqlite_schema t, pragma_table_info(t.name) c
	WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' GROUP BY t.name)`))).filter(([table]) => !common.has(table));

// A row in every table: what points at another row carries the same number.  A table
// that comes later is in it by itself.
function lay(number, name) {
	const points = new Set(['id', 'organisation', 'round', 'unit', 'meeting', 'topic', 'account', 'note', 'finding', 'agreement', 'strand', 'file', 'parent']);
	const value = ([column, type], table) => {
		if (table === 'organisation' && column === 'name')
			return `'${name}'`;
		if (points.has(column) && !(table === 'finding' && column === 'file'))
			return number;
		if (column === 'model')
			return 1;
		if (column === 'k')
			return 5;	// fewer is read as damage
		if (/INT/.test(type))
			return 2;
		return type === 'BYTEA' ? `CAST('merk-${number}-${table}' AS BLOB)` : `'merk-${number}-${table}-${column}'`;
	};

	server.sql(schema().map(([table, columns]) =>
		`INSERT INTO ${table} (${columns.map(([column]) => column)}) VALUES (${columns.map((c) => value(c, table))});`).join('\n'));
}

function rowsOf(number) {
	const counts = schema().map(([table, columns]) => {
		const own = columns.map(([column]) => column);
		const key = ['id', 'organisation', 'round', 'meeting', 'topic', 'account', 'note'].find((column) => own.includes(column));

		return `SELECT '${table}' AS t, count(*) AS n FROM ${table} WHERE ${key} = ${number}`;
	});

	return JSON.parse(server.sql(`SELECT json_group_object(t, n) FROM (${counts.join(' UNION ALL ')})`));
}

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-organisation-'));
	server = await serve({ db: join(folder, 'peil.db') });
	server.account('lotte', 'Gemeente Voorbeeld');
	server.sql("INSERT INTO model VALUES (1, 'm', '1', x'01', '{}')");
	lay(ours, 'Gemeente Weg');
	lay(theirs, 'Gemeente Blijft');
	server.account('piet', 'Gemeente Weg');
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});

test('the test itself lays a row in every table', () => {
	for (const number of [ours, theirs])
		for (const [table, count] of Object.entries(rowsOf(number)))
			assert.ok(count > 0, table);
	assert.equal(server.sql('PRAGMA foreign_key_check'), '');
});

test('list: name, accounts, rounds, open rounds, bytes of files', () => {
	assert.equal(organisation(['list']).stdout, `Gemeente Blijft\t1\t1\t0\t${`merk-${ours}-evidence_file`.length}\n`
		+ `Gemeente Voorbeeld\t1\t0\t0\t0\nGemeente Weg\t2\t1\t0\t${`merk-${ours}-evidence_file`.length}\n`);
});

test('another name, by the rule of account add', () => {
	assert.match(organisation(['rename', '--name', 'gemeente  VOORBEELD', '--new-name', 'Gemeente Anders']).stdout,
		/^Gemeente Voorbeeld is called Gemeente Anders now\.\n$/);
	assert.match(organisation(['rename', '--name', 'Gemeente Anders', '--new-name', 'gemeente weg']).stderr, /there is an organisation 'Gemeente Weg' already/);
	assert.match(organisation(['rename', '--name', 'Gemeente Anders', '--new-name', 'Gemeente W\u0435g']).stderr, /whose letters look like these; add --new-organisation/);
	assert.match(organisation(['rename', '--name', 'Gemeente Anders', '--new-name', '']).stderr, /needs a name/);
	assert.match(organisation(['rename', '--name', 'Nergens', '--new-name', 'X']).stderr, /no such organisation/);
	assert.equal(organisation(['rename', '--name', 'Gemeente Anders', '--new-name', 'GEMEENTE Anders']).code, 0, 'its own in capitals');
	assert.equal(organisation(['rename', '--name', 'x']).code, 2);
	assert.match(organisation(['list']).stdout, /^GEMEENTE Anders\t/m);
});

test('it asks for the name, and shows what goes', () => {
	for (const typed of ['', 'ja\n', 'gemeente weg\n', 'Gemeente Blijft\n']) {
		const { code, stdout, stderr } = organisation(['remove', '--name', 'Gemeente Weg'], typed);

		assert.equal(code, 1);
		assert.match(stdout, /^Gemeente Weg will be removed, with all that belongs to it:\n2 accounts, 1 round, 1 session, 1 finding, 1 file \(0\.0 MB\)\.\nThis cannot be undone\. What is in copies stays there\.\nType the name to go on: $/);
		assert.match(stderr, /that is not the name; nothing was removed/);
	}
	assert.ok(Object.values(rowsOf(ours)).every((count) => count > 0));
});

test('rounds that are open are not taken from the people who answer without a word', () => {
	server.sql(`UPDATE round SET closed = 0 WHERE id = ${ours}`);
	assert.match(organisation(['remove', '--name', 'Gemeente Weg', '--yes']).stderr, /has 1 open rounds, in which people are answering/);
	assert.match(organisation(['remove', '--name', 'Gemeente Weg', '--with-open-rounds'], '').stdout, /Open: 1 round\. What people filled in goes/);
});

test('removed: out of every table, without a byte left, beside a server that goes on', async () => {
	const piet = await server.signedIn('piet');
	const lotte = await server.signedIn('lotte');
	const was = rowsOf(theirs);

	assert.equal((await piet.get('/rondes')).status, 200, server.log);
	const { code, stdout, stderr } = organisation(['remove', '--name', 'gemeente weg', '--with-open-rounds'], 'Gemeente Weg\n');

	assert.equal(code, 0, stderr);
	assert.match(stdout, /Gemeente Weg was removed\.\n$/);
	for (const [table, count] of Object.entries(rowsOf(ours)))
		assert.equal(count, 0, table);
	assert.deepEqual(rowsOf(theirs), was);
	assert.equal(server.sql('PRAGMA foreign_key_check'), '');
	for (const end of ['', '-wal']) {
		const bytes = readFileSync(server.db + end);

		assert.ok(!bytes.includes(`merk-${ours}`), `peil.db${end}`);
		assert.ok(!bytes.includes('Gemeente Weg'), `peil.db${end}`);
	}
	assert.ok(readFileSync(server.db).includes(`merk-${theirs}`));
	assert.equal((await piet.get('/rondes')).status, 303, 'signed out at once');
	assert.equal((await lotte.get('/rondes')).status, 200);
	assert.equal((await server.visitor().signIn('piet')).status, 422);
	assert.match(organisation(['remove', '--name', 'Gemeente Weg', '--yes']).stderr, /no such organisation/);
});

test('without a server nothing of it stays in the file, and it speaks Dutch', async () => {
	server.sql(`INSERT INTO evidence_file VALUES (5, ${theirs}, 'n', 't', CAST(replace(hex(zeroblob(1500000)), '00', 'qz') AS BLOB))`);
	await server.stop();
	const stands = () => readFileSync(server.db).includes('qzqzqzqz');

	assert.ok(stands());
	const said = execFileSync(peil, ['organisation', 'remove', '--db', server.db, '--name', 'Gemeente Blijft', '--yes'],
		{ encoding: 'utf8', env: { ...process.env, LC_ALL: 'nl_NL.UTF-8' } });

	assert.match(said, /^Gemeente Blijft wordt verwijderd, met alles wat erbij hoort:\n1 account, 1 ronde, 1 sessie, 1 bevinding, 2 bestanden \(3,0 MB\)\.\nDit is niet terug te draaien\..*\nGemeente Blijft is verwijderd\.\n$/);
	assert.ok(!stands());
});

// SPDX-License-Identifier: EUPL-1.2
// A backup while the server runs: whole, of one moment, in its place at once or not at
// all, and nothing that is not its own is touched.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pause } from '../play/crash.mjs';
import { attempt, peil, serve, sql } from '../play/server.mjs';
import { answer, makeRound } from '../play/round.mjs';

const KILLS = 8;
const marker = 'Wie-dit-leest-leest-een-blad';
let server;
let folder;
let round;

const backup = (...words) => attempt(['backup', '--db', server.db, ...words]);
const there = () => readdirSync(folder).sort();
const dated = /^peil-\d{4}-\d\d-\d\dT\d{6}Z\.db$/;

function checkWhole(path) {
	assert.equal(statSync(path).mode & 0o7777, 0o600);
	assert.equal(sql(path, 'PRAGMA integrity_check'), 'ok');
	assert.equal(sql(path, 'PRAGMA foreign_key_check'), '');
}

function empty() {
	for (const name of there())
		rmSync(join(folder, name), { recursive: true });
}

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-backup-'));
	server = await serve();
	server.account();
	// Enough to be killed in the middle of.
	server.sql(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
		INSERT INTO organisation (id, name, created) SELECT 1000 + i, 'O' || i || printf('%800s', 'x'), 1 FROM n`);
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});

test('a file, and dated names in a folder', () => {
	const file = join(folder, 'kopie.db');
	const { code, stdout } = backup(file);

	assert.equal(code, 0);
	assert.match(stdout, /^.*kopie\.db\nCopy made and checked: [\d.]+ MB, schema \d+\.\n$/);
	checkWhole(file);
	assert.equal(sql(file, 'SELECT count(*) FROM account'), '1');
	// What is there is not written over.
	assert.match(backup(file).stderr, /is there already/);
	assert.match(backup(server.db).stderr, /is there already/);
	assert.match(backup(join(folder, 'weg', 'kopie.db')).stderr, /the folder cannot be opened: No such file/);
	assert.equal(backup(folder).code, 0);
	assert.deepEqual(there().filter((name) => !dated.test(name)), ['kopie.db']);
	// Its time stands beside the database.
	const noted = Number(readFileSync(`${server.db}-backup`, 'utf8'));

	assert.ok(noted > 1.7e12 && noted <= Date.now());
	assert.equal(statSync(`${server.db}-backup`).mode & 0o7777, 0o600);
	empty();
});

test('of its own files the last stay, and nothing else goes', () => {
	const others = ['peil-2020-01-01.db', 'peil-2020-01-01T000000Z.db.gz', 'peil2-2020-01-01T000000Z.db', 'brief.txt', 'peil.db'];

	for (const name of [...others, 'peil-2020-01-01T000000Z.db', 'peil-2020-01-02T000000Z.db', 'peil-2020-01-03T000000Z.db'])
		writeFileSync(join(folder, name), name);
	symlinkSync(join(folder, 'brief.txt'), join(folder, 'peil-2020-01-04T000000Z.db'));
	mkdirSync(join(folder, 'peil-2020-01-05T000000Z.db'));
	const { code, stdout } = backup('--keep', '2', folder);

	assert.equal(code, 0);
	assert.match(stdout, /Older copies removed: 2\./);
	const left = there();

	for (const name of [...others, 'peil-2020-01-03T000000Z.db', 'peil-2020-01-04T000000Z.db', 'peil-2020-01-05T000000Z.db'])
		assert.ok(left.includes(name), name);
	assert.equal(left.length, others.length + 4);
	for (const keep of ['0', '-1', 'x', '1.5'])
		assert.equal(backup('--keep', keep, folder).code, 2);
	empty();
});

test('who is killed leaves a part that the next one removes', async () => {
	let killed = 0;

	for (let i = 0; i < KILLS; i++) {
		const child = spawn(peil, ['backup', '--db', server.db, ...(i % 2 ? ['--without-open-rounds'] : []), folder], { stdio: 'ignore' });
		const ended = new Promise((done) => { child.on('exit', (code, signal) => done(signal)); });

		await pause(i * 300 / KILLS);
		child.kill('SIGKILL');
		killed += await ended === 'SIGKILL';
		for (const name of there()) {
			if (dated.test(name))
				checkWhole(join(folder, name));
			else
				assert.match(name, /\.db\.part/);
		}
	}
	assert.ok(killed > 0, 'none was killed in the middle');
	assert.equal(backup(folder).code, 0);
	assert.deepEqual(there().filter((name) => !dated.test(name)), []);
	empty();
});

test('while people answer, it is of one moment and the server goes on', async () => {
	round = await makeRound(server);
	const codes = Object.values(round.codes).flat();
	let answered = 0;
	let isDone = false;
	const answering = (async () => {
		for (; !isDone && answered < codes.length; answered++) {
			await answer(server, codes[answered], { remark: marker });
			// Rows at the two ends of the file, always written together.
			server.sql('UPDATE organisation SET created = created + 1 WHERE id IN (1001, 11000)');
		}
	})();

	for (let i = 0; i < 3; i++) {
		const child = spawn(peil, ['backup', '--db', server.db, folder], { stdio: 'ignore' });

		assert.equal(await new Promise((done) => { child.on('exit', done); }), 0);
	}
	isDone = true;
	await answering;
	assert.ok(answered > 0);
	assert.equal(there().length, 3);
	for (const name of there()) {
		checkWhole(join(folder, name));
		assert.equal(sql(join(folder, name), 'SELECT count(DISTINCT created) FROM organisation WHERE id IN (1001, 11000)'), '1');
	}
	empty();
});

test('without open rounds: no byte of their sheets and cards, and they can be opened anew', () => {
	const hex = Buffer.from(marker).toString('hex');
	const hash = (n) => Buffer.from(`${marker}${n}`).toString('hex');
	const { id } = round;

	// More of what an open round has than its people left, and a closed one beside it.
	server.sql(`INSERT INTO round SELECT id + 1, organisation, model, 'Gesloten', purpose, k, languages, closes, 2, words, created, 5, 6 FROM round WHERE id = ${id};
		INSERT INTO piece VALUES (${id} + 1, 3, 8, x'00');
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
		INSERT INTO sheet SELECT 5000 + i, ${id}, 1, CAST('${marker}' || i AS BLOB), CAST('${marker}' || printf('%300s', i) AS BLOB) FROM n;
		INSERT INTO note_slot SELECT 1000000 + id, round, unit, ticket, CAST('${marker}' || printf('%3000s', id) AS BLOB) FROM sheet;
		INSERT INTO offer_slot SELECT 1000000 + id, round, ticket, answers FROM sheet;
		INSERT INTO ticket (id, purpose, round, unit, hash, is_reserve) VALUES (77, 1, ${id}, 1, x'${hash(1)}', 1);
		INSERT INTO volunteer VALUES (1, ${id}, '${marker}');
		INSERT INTO vote_phone (hash, topic) VALUES (x'${hex}', 1);`);
	const whole = join(folder, 'whole.db'), without = join(folder, 'without.db');

	assert.match(backup(whole).stdout, /Open: 1 round\. The copy holds its sheets too\./);
	assert.ok(readFileSync(whole).includes(marker));
	assert.match(backup('--without-open-rounds', without).stdout, /Open: 1 round\. Its sheets and cards are not in\s+the copy\./);
	assert.deepEqual(there(), ['whole.db', 'without.db']);
	assert.ok(!readFileSync(without).includes(marker));
	checkWhole(without);
	// Everything else is in it.
	const counts = (path) => JSON.parse(sql(path, `SELECT json_group_object(name, '') FROM sqlite_schema WHERE type = 'table'`));
	const left = new Set(['sheet', 'note_slot', 'offer_slot', 'ticket', 'volunteer', 'vote_phone', 'session']);

	for (const table of Object.keys(counts(whole))) {
		const count = (path) => sql(path, `SELECT count(*) FROM ${table}`);

		assert.equal(count(without), left.has(table) ? '0' : count(whole), table);
	}
	assert.equal(sql(without, `SELECT stage || ' ' || opened FROM round WHERE id = ${id}`), '0 0');
	assert.equal(sql(without, `SELECT stage FROM round WHERE id = ${id} + 1`), '2');
	assert.equal(sql(without, `SELECT DISTINCT cards || ' ' || cards_form FROM unit WHERE round = ${id}`), '0 0');
	empty();
});

test('it is for a database of ours, and for who can read it', () => {
	const other = join(folder, 'photos.db');

	sql(other, 'CREATE TABLE photo (a TEXT)');
	assert.match(attempt(['backup', '--db', other, join(folder, 'x.db')]).stderr, /database of another program/);
	assert.match(attempt(['backup', '--db', join(folder, 'tikfout.db'), join(folder, 'x.db')]).stderr, /there is no database there/);
	assert.equal(existsSync(`${other}-backup`), false);
	assert.deepEqual(there().filter((name) => /part|x\.db/.test(name)), []);
	for (const words of [[], [folder, folder], ['--kep', '2', folder]])
		assert.equal(backup(...words).code, 2);
	empty();
});

test('a damaged database gives no backup', () => {
	const bad = join(folder, 'peil.db');

	assert.equal(backup(bad).code, 0);
	const bytes = readFileSync(bad);

	bytes.fill(0xaa, bytes.length / 2, bytes.length / 2 + 40000);
	writeFileSync(bad, bytes);
	const { code, stderr } = attempt(['backup', '--db', bad, join(folder, 'x.db')]);

	assert.equal(code, 1);
	assert.match(stderr, /not whole|damaged/);
	assert.equal(existsSync(join(folder, 'x.db')), false);
	assert.equal(existsSync(`${bad}-backup`), false, 'and is not noted as one');
});

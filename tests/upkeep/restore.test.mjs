// SPDX-License-Identifier: EUPL-1.2
// A backup in the place of the database: not while somebody uses it, checked before
// anything is touched, in one step, and with a word of what is lost.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { killsOf, pause, tell } from '../play/crash.mjs';
import { addAccount, attempt, peil, run, serve, sql } from '../play/server.mjs';
import { answer, cardList, close, inDays, makeRound, readCodes } from '../play/round.mjs';

const KILLS = killsOf(0.05, 8);
const old = /^peil\.db-\d{4}-\d\d-\d\dT\d{6}Z\.old$/;
let folder;
let place;		// of the database, emptied before each test
let db;
let copy;

const restore = (...words) => attempt(['restore', '--db', db, ...words]);
const there = () => readdirSync(place).sort();

function checkWhole(path) {
	assert.equal(statSync(path).mode & 0o7777, 0o600);
	assert.equal(sql(path, 'PRAGMA integrity_check'), 'ok');
}

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'peil-restore-'));
	copy = join(folder, 'kopie.db');
});
after(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
	rmSync(copy, { force: true });
	place = mkdtempSync(join(folder, 'plek-'));
	db = join(place, 'peil.db');
	addAccount(db);
});

test('what came after the copy is named, and what was there is kept', async () => {
	const server = await serve({ db });
	const round = await makeRound(server, { rows: 'Dienst;Team A;team;6\nDienst;Team B;team;6' });
	const codes = Object.values(round.codes).flat();

	await answer(server, codes[0]);
	assert.equal(attempt(['backup', '--db', db, copy]).code, 0);
	await answer(server, codes[1]);
	await makeRound(server, { name: 'Later', until: 'made' });
	server.account('later');
	assert.equal(await server.stop(), 0);
	const { code, stdout } = restore(copy);

	assert.equal(code, 0);
	assert.match(stdout, /^Restored:\s.*\nGone, because it is of after the copy: 1 account, 1 round\.\nSheets with other answers than in the copy: 1\./);
	const kept = there().filter((name) => old.test(name));

	assert.equal(kept.length, 1);
	assert.ok(stdout.replace(/\s+/g, ' ').includes(kept[0]));
	checkWhole(db);
	assert.equal(sql(db, 'SELECT count(*) FROM account'), '1');
	assert.equal(sql(join(place, kept[0]), 'SELECT count(*) FROM account'), '2');
	assert.deepEqual(there(), ['peil.db', kept[0], 'peil.db-backup', 'peil.db-lock'].sort());
	// It serves, the answer of before is in it, and nobody is signed in as before.
	const again = await serve({ db });

	try {
		assert.equal(again.sql('SELECT count(*) FROM session'), '0');
		round.lead = await again.signedIn();
		await round.lead.get(round.path);
		await answer(again, codes[1]);
		await close(round);
		assert.equal(again.sql('SELECT sum(answered) FROM unit'), '2');
	} finally {
		await again.stop();
	}
	// Restored over a round that was closed: it is open again, and that is said.
	assert.match(restore('--drop-old', copy).stdout, /Rounds that were closed after the copy and are open again: 1\./);
	assert.equal(there().filter((name) => old.test(name)).length, 1, 'no second one');
	assert.match(restore('--drop-old', copy).stdout, /The copy has everything that was there\./);
	assert.match(execFileSync(peil, ['restore', '--db', db, '--drop-old', copy], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'nl_NL.UTF-8' } }),
		/^Teruggezet:\s.*\nDe kopie heeft alles wat er stond\.\nIedereen meldt zich opnieuw aan\./);
});

test('a copy without open rounds: the round can be opened anew', async () => {
	const server = await serve({ db });
	const round = await makeRound(server);

	assert.equal(attempt(['backup', '--db', db, '--without-open-rounds', copy]).code, 0);
	await server.stop();
	assert.equal(restore(copy).code, 0);
	const again = await serve({ db });

	try {
		const lead = await again.signedIn();
		const codes = readCodes(await cardList(lead, round.id));

		assert.equal((await lead.post(`${round.path}/openen`)).status, 303);
		await answer(again, codes.Burgerzaken[0]);
	} finally {
		await again.stop();
	}
});

test('not over a server that runs, nor over another program', async () => {
	run(['backup', '--db', db, copy]);
	const server = await serve({ db });

	try {
		const { code, stderr } = restore(copy);

		assert.equal(code, 1);
		assert.match(stderr, new RegExp(`is in use by process ${server.child.pid} \\(peil\\); stop the server first`));
		assert.equal((await server.visitor().get('/healthz')).status, 200);
		await server.signedIn();
		// Killed, it holds nothing any more.
		server.child.kill('SIGKILL');
		await server.ended;
		assert.equal(restore(copy).code, 0);
	} finally {
		await server.stop();
	}
	sql(db, 'PRAGMA journal_mode = WAL');
	const other = spawn('sqlite3', [db], { stdio: ['pipe', 'pipe', 'inherit'] });

	other.stdin.write('SELECT count(*) FROM account;\n');
	await new Promise((done) => { other.stdout.once('data', done); });
	try {
		assert.match(restore(copy).stderr, /another program has it open; stop that first/);
	} finally {
		other.stdin.end();
		await new Promise((done) => { other.on('exit', done); });
	}
	assert.equal(restore(copy).code, 0);
});

test('a server does not start while something is put in its place', async () => {
	const lock = spawn('flock', [`${db}-lock`, 'cat'], { stdio: ['pipe', 'ignore', 'inherit'] });

	if (!await new Promise((done) => { lock.on('spawn', () => done(true)); lock.on('error', () => done(false)); }))
		return;
	await pause(300);
	try {
		for (const words of [['serve', '--listen', '127.0.0.1:0'], ['account', 'list'], ['migrate']])
			assert.match(attempt([...words, '--db', db]).stderr, /is being restored just now/);
	} finally {
		lock.stdin.end();
		await new Promise((done) => { lock.on('exit', done); });
	}
});

test('what is no whole copy of ours changes nothing', () => {
	const was = readFileSync(db);
	const names = there();
	const bad = join(folder, 'bad.db');
	const refuses = (path, why) => {
		const { code, stderr } = restore(path);

		assert.equal(code, 1);
		assert.match(stderr, why);
		assert.ok(readFileSync(db).equals(was));
		assert.deepEqual(there().filter((name) => name !== 'peil.db-lock'), names.filter((name) => name !== 'peil.db-lock'));
	};

	run(['backup', '--db', db, copy]);
	names.push('peil.db-backup');
	names.sort();
	refuses(join(folder, 'tikfout.db'), /there is no database there/);
	refuses(db, /is the database itself/);
	refuses(folder, /is a folder/);
	writeFileSync(bad, 'geen database'.repeat(1000));
	refuses(bad, /is no database/);
	copyFileSync(copy, bad);
	writeFileSync(bad, readFileSync(copy).fill(0x55, 60000, 90000));
	refuses(bad, /damaged|malformed|is not whole/);
	copyFileSync(copy, bad);
	sql(bad, 'PRAGMA journal_mode = DELETE; PRAGMA user_version = 900');
	refuses(bad, /made by a newer peil/);
	sql(bad, 'PRAGMA user_version = 1; PRAGMA application_id = 5');
	refuses(bad, /another program/);
	copyFileSync(copy, bad);
	sql(bad, 'PRAGMA journal_mode = DELETE; PRAGMA foreign_keys = OFF; UPDATE account SET organisation = 77');
	refuses(bad, /damaged \(1 rows point at nothing\)/);
	copyFileSync(copy, bad);
	writeFileSync(`${bad}-wal`, 'x'.repeat(100));
	refuses(bad, /has a log beside it/);
	rmSync(`${bad}-wal`);
	// And what is in the place must be ours to be put aside.
	const photos = join(place, 'photos.db');

	sql(photos, 'CREATE TABLE photo (a TEXT)');
	assert.match(attempt(['restore', '--db', photos, copy]).stderr, /another program/);
	writeFileSync(join(place, 'brief.txt'), 'Geachte heer'.repeat(1000));
	assert.match(attempt(['restore', '--db', join(place, 'brief.txt'), copy]).stderr, /is no database/);
	assert.equal(readFileSync(join(place, 'brief.txt'), 'utf8').slice(0, 12), 'Geachte heer');
});

test('a damaged database gives way, with its log', () => {
	run(['backup', '--db', db, copy]);
	writeFileSync(db, readFileSync(db).fill(0x55, 0x1000, 0x30000));
	writeFileSync(`${db}-wal`, 'rest van een logboek');
	const { code, stdout } = restore(copy);

	assert.equal(code, 0, stdout);
	assert.match(stdout, /What was there could not be read|The copy has everything/);
	checkWhole(db);
	assert.equal(sql(db, 'SELECT count(*) FROM account'), '1');
	assert.ok(!existsSync(`${db}-wal`) || statSync(`${db}-wal`).size === 0);
});

test('on a new machine, and of an earlier schema', () => {
	run(['backup', '--db', db, copy]);
	const fresh = join(place, 'nieuw');

	mkdirSync(fresh);
	assert.match(attempt(['restore', '--db', join(fresh, 'peil.db'), copy]).stdout, /^Restored:\s.*\nEverybody signs in anew/);
	checkWhole(join(fresh, 'peil.db'));
	assert.match(attempt(['restore', '--db', join(place, 'nergens', 'peil.db'), copy]).stderr, /nergens\/peil\.db-lock: cannot be made/);
	const steps = readdirSync('schema').filter((name) => name.endsWith('.sql')).sort();
	const early = join(folder, 'vroeger.db');

	execFileSync('sqlite3', [early], { input: `PRAGMA application_id = ${0x5065696c};\n${
		steps.slice(0, 5).map((name) => readFileSync(join('schema', name), 'utf8')).join('\n')}
		PRAGMA user_version = 5; INSERT INTO organisation VALUES (1, 'Vroeger', 1);` });
	assert.equal(restore(early).code, 0);
	assert.equal(sql(db, 'PRAGMA user_version'), String(steps.length));
	assert.equal(sql(db, 'SELECT name FROM organisation'), 'Vroeger');
	assert.equal(sql(early, 'PRAGMA user_version'), '5', 'the copy itself stays as it was');
	assert.deepEqual(there().filter((name) => /restore|bak/.test(name)), []);
});

test('who owned the database owns the new one', { skip: process.getuid() !== 0 && 'needs root to give files away' }, () => {
	run(['backup', '--db', db, copy]);
	chownSync(db, 65534, 65534);
	assert.equal(restore(copy).code, 0);
	assert.equal(statSync(db).uid, 65534);
	chownSync(place, 1, 1);
	rmSync(db);
	assert.equal(restore(copy).code, 0);
	assert.equal(statSync(db).uid, 1);
});

test('who is killed leaves the old database or the new one, whole', async (t) => {
	sql(db, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
		INSERT INTO organisation (id, name, created) SELECT 1000 + i, 'O' || i || printf('%800s', 'x'), 1 FROM n`);
	run(['backup', '--db', db, copy]);
	const full = Number(sql(db, 'SELECT count(*) FROM organisation'));
	let killed = 0;

	for (let i = 0; i < KILLS; i++) {
		sql(db, `INSERT INTO organisation VALUES (${i + 1}, 'later', 1)`);
		const child = spawn(peil, ['restore', '--db', db, copy], { stdio: 'ignore' });
		const ended = new Promise((done) => { child.on('exit', (code, signal) => done(signal)); });

		await pause(i * 400 / KILLS);
		child.kill('SIGKILL');
		killed += await ended === 'SIGKILL';
		checkWhole(db);
		assert.ok([full, full + 1].includes(Number(sql(db, 'SELECT count(*) FROM organisation'))));
		sql(db, 'DELETE FROM organisation WHERE id < 1000 AND id NOT IN (SELECT organisation FROM account)');
	}
	assert.ok(killed > 0, 'none was killed in the middle');
	assert.equal(restore(copy).code, 0);
	assert.deepEqual(there().filter((name) => name.includes('restore')), []);
	tell(t, { kind: 'kill -9 while it restores', times: KILLS, remark: `${killed} in the middle` });
});

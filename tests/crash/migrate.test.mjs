// SPDX-License-Identifier: EUPL-1.2
// A database of an earlier version: what is killed half way is finished by the next,
// and no copy with its sheets is left, whoever makes the step and whenever it died.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { attempt, peil, run, serve, sql } from '../play/server.mjs';

const KILLS = 25;
const marker = 'blad-van-een-open-ronde';
const steps = readdirSync('schema').filter((name) => name.endsWith('.sql')).sort();
const earlier = steps.length - 1;
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
let folder;
let old;
let db;

const copies = () => readdirSync(folder).filter((name) => name.includes('.bak'));

function layOld() {
	for (const name of readdirSync(folder))
		if (name !== 'old.db')
			rmSync(join(folder, name));
	copyFileSync(old, db);
}

function checkWhole() {
	assert.deepEqual(copies(), []);
	assert.equal(sql(db, 'PRAGMA user_version'), String(steps.length));
	assert.equal(sql(db, 'PRAGMA integrity_check'), 'ok');
	assert.equal(sql(db, `SELECT count(*) FROM organisation WHERE name LIKE '%${marker}%'`), '4000');
}

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'peil-migrate-'));
	old = join(folder, 'old.db');
	db = join(folder, 'peil.db');
	execFileSync('sqlite3', [old], { input: `PRAGMA application_id = ${0x5065696c};\n${
		steps.slice(0, earlier).map((name) => readFileSync(join('schema', name), 'utf8')).join('\n')}
		PRAGMA user_version = ${earlier};
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
		INSERT INTO organisation (id, name, created) SELECT i, '${marker} ' || i || printf('%800s', 'x'), 1 FROM n;` });
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('migrate names the copy it makes and the copy it removes', () => {
	layOld();
	const child = execFileSync('sh', ['-c', '"$1" migrate --db "$2" 2>&1', 'sh', peil, db], { encoding: 'utf8' });

	assert.match(child, new RegExp(`peil: made the copy ${db}-v${earlier}\\.bak`));
	assert.match(child, new RegExp(`peil: removed the copy ${db}-v${earlier}\\.bak`));
	assert.match(child, /is up to date/);
	checkWhole();
});

test('serve does the same, and removes what earlier versions left beside it', async () => {
	layOld();
	for (const name of ['-v1.bak', '-v2.bak.part'])
		writeFileSync(db + name, marker);
	const server = await serve({ db });

	try {
		checkWhole();
		for (const name of [`-v${earlier}.bak`, '-v1.bak', '-v2.bak.part'])
			assert.ok(server.log.includes(`removed the copy ${db}${name}`), name);
		// What appears while it runs does not outlive a closing; see closing.
		writeFileSync(`${db}-v1.bak`, marker);
	} finally {
		await server.stop();
	}
	const again = await serve({ db });

	await again.stop();
	checkWhole();
});

test('account add too', () => {
	layOld();
	assert.equal(attempt(['account', 'add', '--db', db, '--organisation', 'Nieuw', '--login', 'lotte', '--name', 'L', '--password-stdin'],
		'een goed lang wachtwoord\n').code, 0);
	checkWhole();
});

test('kill -9 at any moment leaves a database that the next start makes whole', async () => {
	let halfway = 0;

	for (let i = 0; i < KILLS; i++) {
		layOld();
		const child = spawn(peil, ['migrate', '--db', db], { stdio: 'ignore' });
		const ended = new Promise((done) => { child.on('exit', done); });

		await pause(i * 5);
		child.kill('SIGKILL');
		await ended;
		halfway += copies().length > 0;
		run(['migrate', '--db', db]);
		checkWhole();
	}
	assert.ok(halfway > 0, 'some were killed while there was a copy');
});

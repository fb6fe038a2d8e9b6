// SPDX-License-Identifier: EUPL-1.2
// kill -9 while a server brings a database of an earlier version up to date, with people whose
// forms try again all the time: every form is answered in the end, what was acknowledged
// before and after is there, and no copy of the file is left.
// limit: 300 s
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { acknowledgedOf, freePort, killsOf, pause, Respondent, tell, answers } from '../play/crash.mjs';
import { hasKeys, layEarlier, steps } from '../play/earlier.mjs';
import { makeRound } from '../play/round.mjs';
import { addAccount, peil, run, serve, sql } from '../play/server.mjs';


const KILLS = killsOf(0.15, 10);
const versions = steps.map((_, i) => i + 1).filter((v) => hasKeys(v) && v < steps.length);
const args = ['--quiet'];
let folder, db, people, had, port, whole;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-kill-migrating-'));
	db = join(folder, 'peil.db');
	const full = join(folder, 'full.db');

	addAccount(full);
	port = await freePort();
	const server = await serve({ db: full, port, args });
	const round = await makeRound(server);

	people = round.codes.Burgerzaken.slice(0, 6).map((code) => new Respondent(server, code));
	for (const p of people) {
		await p.level();
		await p.save();
	}
	await server.stop();
	had = people.map((p) => p.confirmed);
	// Enough to be killed in the middle of the copy that is made before the first step.
	sql(full, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
		INSERT INTO organisation (id, name, created) SELECT 1000 + i, 'O' || i || printf('%800s', 'x'), 1 FROM n; PRAGMA wal_checkpoint(TRUNCATE)`);
	for (const version of versions)
		layEarlier(full, join(folder, `earlier${version}`), version);
	copyFileSync(join(folder, `earlier${versions[0]}`), db);
	const at = performance.now();

	run(['migrate', '--db', db]);
	whole = performance.now() - at;
});
after(() => rmSync(folder, { recursive: true, force: true }));

const copies = () => readdirSync(folder).filter((name) => name.includes('.bak'));
const start = () => {
	const child = spawn(peil, ['serve', '--db', db, '--listen', `127.0.0.1:${port}`, ...args], { stdio: 'ignore' });

	return { child, ended: new Promise((done) => { child.on('exit', (code, signal) => done(signal ?? code)); }) };
};

// A form that tries again by itself, as the page does, until it is stored.
async function keepTrying(person, isOver) {
	while (!isOver())
		if (!await person.save())
			await pause(20);
}

test(`${KILLS} times kill -9 while the database is brought up to date`, async (t) => {
	const down = [];
	let halfway = 0, partly = 0;

	for (let i = 0; i < KILLS; i++) {
		for (const name of readdirSync(folder).filter((n) => n.startsWith('peil.db')))
			rmSync(join(folder, name));
		const version = versions[i % versions.length];

		copyFileSync(join(folder, `earlier${version}`), db);
		people.forEach((p, n) => { p.confirmed = had[n]; p.maybe = null; });
		let isOver = false;
		const trying = people.map((p) => keepTrying(p, () => isOver));
		let server = start();
		const at = performance.now();

		await pause(Math.random() * whole * 1.3);
		server.child.kill('SIGKILL');
		assert.equal(await server.ended, 'SIGKILL');
		halfway += copies().length > 0;
		partly += ![version, steps.length].includes(Number(sql(db, 'PRAGMA user_version')));
		server = start();
		while (!await answers(`http://127.0.0.1:${port}`))
			await pause(2);
		down.push(performance.now() - at);
		isOver = true;
		await Promise.all(trying);
		for (const p of people)
			await p.check(`kill ${i + 1}`);
		server.child.kill('SIGTERM');
		assert.equal(await server.ended, 0);
		assert.deepEqual(copies(), []);
		assert.equal(sql(db, 'PRAGMA user_version; PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT count(*) FROM organisation'),
			`${steps.length}\nok\n4001`);
	}
	assert.ok(halfway > 0, 'some were killed while there was a copy');
	tell(t, { kind: 'kill -9 while it migrates', times: KILLS, acknowledged: acknowledgedOf(people), down,
		remark: `whole takes ${Math.round(whole)} ms; ${halfway} left a copy, ${partly} between two steps` });
});

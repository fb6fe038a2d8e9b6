// SPDX-License-Identifier: EUPL-1.2
// A round closes beside much evidence: the server needs no memory for it, and whoever
// saves is served meanwhile.  So it is for a start that finds a file of somebody who was
// killed, and for a step of the schema with a copy of the file.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { answer, makeRound } from '../play/round.mjs';
import { addAccount, peil, serve, sql } from '../play/server.mjs';

const MEGABYTES = 64;
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
// A sanitizer keeps what is freed: then the program of the build without one is measured.
const isSanitized = (path) => /__(asan|tsan|msan)_init/.test(readFileSync(path, 'latin1'));
const program = [peil, ...['build-clang', 'build'].map((b) => resolve(dirname(peil), '../..', b, 'src/peil'))]
	.find((path) => existsSync(path) && !isSanitized(path));
const skip = !program && 'only builds with a sanitizer, whose memory says nothing';
let folder;
let db;
let rounds;

const mostMemory = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1]) * 1024;
// Far below what the file is, and far above what the server needs by itself.
const assertSmall = (bytes) => assert.ok(bytes < statSync(db).size * 0.75, `${bytes} bytes of memory for a file of ${statSync(db).size}`);

before(async () => {
	if (skip)
		return;
	folder = mkdtempSync(join(tmpdir(), 'peil-beside-'));
	db = join(folder, 'peil.db');
	addAccount(db);
	const server = await serve({ db, program, args: ['--quiet'] });

	rounds = [await makeRound(server, { name: 'Sluit' }), await makeRound(server, { name: 'Wacht' })];
	await Promise.all(rounds.flatMap((r) => r.codes.Burgerzaken.slice(0, 6).map((code) => answer(server, code))));
	await server.stop();
	sql(db, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MEGABYTES / 8})
		INSERT INTO evidence_file (id, round, name, type, bytes)
		SELECT i, ${rounds[0].id}, i || '.png', 'png', randomblob(8 << 20) FROM n; PRAGMA wal_checkpoint(TRUNCATE);`);
});
after(() => folder && rmSync(folder, { recursive: true, force: true }));

test('closing takes no memory for the file, and saves go on', { skip }, async () => {
	const server = await serve({ db, program, args: ['--quiet'] });
	const [{ id, path }, { codes }] = rounds;
	const visitor = server.visitor();
	const saved = [];
	let isOver = false;

	try {
		const lead = await server.signedIn();
		const code = codes.Groen[0];
		const saving = (async () => {
			for (let level = 1; !isOver; level = 1 + (level % 5))
				saved.push((await visitor.post(`/s/${code}/1`, { nu: level })).status);
		})();

		await lead.get(`${path}/sluiten`);
		const begun = saved.length;

		assert.equal((await lead.post(`${path}/sluiten`)).status, 303);
		const beside = saved.length - begun;

		isOver = true;
		await saving;
		assert.ok(saved.every((status) => status === 303));
		assert.ok(beside > 3, `only ${beside} saves while it closed`);
		assert.equal(sql(db, `SELECT count(*) FROM sheet WHERE round = ${id}`), '0');
		assertSmall(mostMemory(server.child.pid));
	} finally {
		await server.stop();
	}
});

test('so does a start behind a kill', { skip }, async () => {
	let server = await serve({ db, program, args: ['--quiet', '--sync-delay-ms', '500'] });
	const { id, path } = rounds[1];
	const lead = await server.signedIn();

	await lead.get(`${path}/sluiten`);
	const closing = lead.post(`${path}/sluiten`).catch(() => null);

	while (sql(db, `SELECT stage FROM round WHERE id = ${id}`) !== '2')
		await pause(20);
	server.child.kill('SIGKILL');
	await server.ended;
	await closing;
	assert.ok(statSync(`${db}-wal`).size > 0, 'killed before it was scrubbed');
	server = await serve({ db, program, args: ['--quiet'] });
	try {
		for (let i = 0; i < 100 && statSync(`${db}-wal`).size; i++)
			await pause(100);
		assert.equal(statSync(`${db}-wal`).size, 0, 'scrubbed');
		assertSmall(mostMemory(server.child.pid));
	} finally {
		await server.stop();
	}
});

test('and the copy before a step of the schema', { skip }, async () => {
	const steps = readdirSync('schema').filter((name) => name.endsWith('.sql')).sort();
	const old = join(folder, 'old.db');

	execFileSync('sqlite3', [old], { input: `PRAGMA application_id = ${0x5065696c};
		${steps.slice(0, -1).map((name) => readFileSync(join('schema', name), 'utf8')).join('\n')}
		PRAGMA user_version = ${steps.length - 1};
		PRAGMA foreign_keys = OFF;
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MEGABYTES / 8})
		INSERT INTO evidence_file (id, round, name, type, bytes)
		SELECT i, 1, i || '.png', 'png', randomblob(8 << 20) FROM n;
		INSERT INTO organisation VALUES (1, 'x', 1); INSERT INTO model VALUES (1, 'm', '1', x'00', '{}');
		INSERT INTO round VALUES (1, 1, 1, 'r', 'p', 5, 1, 1, 0, '{}', 1, 0, 0);` });
	const child = spawn(program, ['migrate', '--db', old], { stdio: 'ignore' });
	const ended = new Promise((done) => { child.on('exit', done); });
	let most = 0;
	const watch = setInterval(() => {
		try {
			most = Math.max(most, mostMemory(child.pid));
		} catch {
			clearInterval(watch);	// it has ended
		}
	}, 20);

	assert.equal(await ended, 0);
	clearInterval(watch);
	assert.ok(most > 0);
	assertSmall(most);
	assert.equal(sql(old, 'SELECT count(*) FROM evidence_file'), String(MEGABYTES / 8));
});

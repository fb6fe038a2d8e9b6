// SPDX-License-Identifier: EUPL-1.2
// No byte of a sheet is left of a closed round: not when the server is killed
// right behind the commit, nor when somebody was reading the file meanwhile.
// waits: for the server, which tries again each minute
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeRound } from '../play/round.mjs';
import { addAccount, serve, sql } from '../play/server.mjs';

const PEOPLE = 6;
const CLOSED = '2';
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
let folder;
let db;

const ask = (text) => sql(db, text);
const holds = (sheet) => [db, `${db}-wal`, `${db}-v1.bak`].some((file) => existsSync(file) && readFileSync(file).includes(sheet));

async function isGone(sheet, seconds) {
	for (let i = 0; i < 10 * seconds && holds(sheet); i++)
		await pause(100);
	return !holds(sheet);
}

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'peil-destroyed-'));
	db = join(folder, 'peil.db');
	addAccount(db);
});
after(() => rmSync(folder, { recursive: true, force: true }));

// An open round of people who answered; the answers of one of them as stored.
async function answeredRound(server) {
	const { id, codes } = await makeRound(server);

	for (const code of codes.Burgerzaken.slice(0, PEOPLE)) {
		const visitor = server.visitor();

		for (let i = 1; i <= 10; i++)
			await visitor.post(`/s/${code}/${i}`, {
				nu: String(1 + (i * 7) % 5), straks: String(1 + (i * 3) % 5), past1: '4', past2: '2',
			});
		assert.equal((await visitor.post(`/s/${code}/inleveren`)).status, 303);
	}
	const text = ask(`SELECT hex(answers) FROM sheet WHERE round = ${id}
		ORDER BY length(replace(hex(answers), '00', '')) DESC LIMIT 1`);

	// Behind version and flag, which change when it is handed in.
	return { id, sheet: Buffer.from(text, 'hex').subarray(2) };
}

test('a server that was killed behind the closing scrubs the file when it starts', async () => {
	let server = await serve({ db });
	const { id, sheet } = await answeredRound(server);

	await server.stop();
	assert.ok(holds(sheet), 'an open round has sheets');
	server = await serve({ db, args: ['--sync-delay-ms', '1000'] });
	const lead = await server.signedIn();

	await lead.get(`/rondes/${id}/sluiten`);
	const closing = lead.post(`/rondes/${id}/sluiten`).catch(() => null);

	// The commit is done as soon as another sees it; its scrub waits for the delay.
	while (ask(`SELECT stage FROM round WHERE id = ${id}`) !== CLOSED)
		await pause(20);
	server.child.kill('SIGKILL');
	await server.ended;
	await closing;
	assert.ok(holds(sheet), 'killed before the file was scrubbed');
	server = await serve({ db });
	try {
		assert.equal((await (await server.signedIn()).get(`/rondes/${id}/beeld`)).status, 200);
		assert.ok(await isGone(sheet, 20), 'sheets of a closed round stay in the file');
	} finally {
		await server.stop();
	}
});

test('somebody who reads the file keeps nobody from closing, and what is left goes later', async () => {
	const server = await serve({ db });

	try {
		const { id, sheet } = await answeredRound(server);
		const lead = await server.signedIn();
		const reader = spawn('sqlite3', [db], { stdio: ['pipe', 'pipe', 'inherit'] });

		reader.stdin.write('BEGIN; SELECT count(*) FROM sheet;\n');
		await new Promise((done) => { reader.stdout.once('data', done); });
		copyFileSync(db, `${db}-v1.bak`);
		await lead.get(`/rondes/${id}/sluiten`);
		assert.equal((await lead.post(`/rondes/${id}/sluiten`)).status, 303);
		assert.ok(holds(sheet), 'the reader still has it');
		assert.ok(!existsSync(`${db}-v1.bak`), 'no copy outlives a closing');
		reader.stdin.end();
		assert.ok(await isGone(sheet, 90), 'tried again within a minute');
		assert.match(server.log, /removed the copy \S+-v1\.bak/);
	} finally {
		await server.stop();
	}
});

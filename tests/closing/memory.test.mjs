// SPDX-License-Identifier: EUPL-1.2
// After closing, the memory of the running server holds no remark that was
// written, no code and no key; and nobody but root can look into it, nor does it
// come on the disk when the server dies.
// waits: for the server, which closes rounds on their date each minute
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, closeSync, copyFileSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { plainProgram } from '../play/program.mjs';
import { answer, inDays, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const marker = (i) => `MERKTEKEN-${i}-van-een-opmerking`;
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
const isRoot = process.getuid() === 0;
const skip = !plainProgram ? 'only builds with a sanitizer' : !isRoot && 'needs root to look';
let server;

// Whose the memory is of a server that runs as a user of its own.
async function ownerOfMemory() {
	// Where that user may come, which is not so of the folders of a test run.
	const folder = mkdtempSync('/var/tmp/peil-memory-');
	const NOBODY = 65534, copy = join(folder, 'peil');

	copyFileSync(plainProgram, copy);
	chmodSync(copy, 0o755);
	chownSync(folder, NOBODY, NOBODY);
	const child = spawn(copy, ['serve', '--create', '--db', join(folder, 'peil.db'), '--listen', '127.0.0.1:0', '--quiet'],
		{ uid: NOBODY, gid: NOBODY, stdio: ['ignore', 'pipe', 'inherit'] });

	try {
		await new Promise((done, failed) => {
			child.stdout.once('data', done);
			child.once('exit', (code) => failed(new Error(`it ended with ${code}`)));
			child.once('error', failed);
		});
		return statSync(`/proc/${child.pid}/mem`).uid;
	} finally {
		child.kill('SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	}
}

// How often each text stands in what the process may write.
function inMemory(pid, texts) {
	const found = Object.fromEntries(texts.map((t) => [t, 0]));
	const fd = openSync(`/proc/${pid}/mem`, 'r');

	try {
		for (const line of readFileSync(`/proc/${pid}/maps`, 'latin1').split('\n')) {
			const [, from, to, rights] = line.match(/^([0-9a-f]+)-([0-9a-f]+) (\S+)/) ?? [];

			if (!rights?.startsWith('rw'))
				continue;
			const size = Number(BigInt(`0x${to}`) - BigInt(`0x${from}`));
			const bytes = Buffer.alloc(size);

			try {
				readSync(fd, bytes, 0, size, BigInt(`0x${from}`));
			} catch {
				continue;	// given back meanwhile
			}
			for (const t of texts)
				for (let at = bytes.indexOf(t); at >= 0; at = bytes.indexOf(t, at + 1))
					found[t]++;
		}
	} finally {
		closeSync(fd);
	}
	return Object.entries(found).filter(([, n]) => n).map(([t, n]) => `${t} ${n}×`);
}

// Until nothing is found: the threads forget one by one.
async function left(texts) {
	let found;

	for (let i = 0; i < 50; i++) {
		found = inMemory(server.child.pid, texts);
		if (found.length === 0)
			return found;
		await pause(200);
	}
	return found;
}

before(async () => {
	server = await serve({ args: ['--quiet'], program: plainProgram });
	server.account();
});
after(() => server.stop());

// An answered round; what its people had and wrote.
async function answered() {
	const round = await makeRound(server, { name: `Ronde ${Math.random()}` });
	const mine = round.codes.Burgerzaken.slice(0, 8);
	const secrets = [...mine];

	await Promise.all(mine.map(async (code, i) => {
		const visitor = await answer(server, code, { remark: marker(i) });

		secrets.push(marker(i));
		secrets.push(...[...visitor.cookies].filter(([name]) => name.startsWith('sleutel')).map(([, key]) => key));
		for (const path of ['', '/1', '/slot', '/overzicht', '/sleutel'])
			await visitor.get(`/s/${code}${path}`);
		await visitor.post('/meedoen', { code: code.toLowerCase() });
	}));
	// A large form is read in another way, and one connection stays open.
	await server.raw(`GET /s/${mine[0]}/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
	await server.visitor().post(`/s/${mine[1]}/1`, { nu: '1', opmerking: `${marker(1)} ${'lang '.repeat(5000)}` });
	return { round, secrets };
}

test('an open round is in memory, a closed one is not', { skip }, async () => {
	const { round, secrets } = await answered();

	assert.equal(secrets.length, 24);
	assert.notEqual(inMemory(server.child.pid, secrets).length, 0, 'the test finds what is there');
	assert.equal((await round.lead.post(`${round.path}/sluiten`)).status, 303);
	assert.deepEqual(await left(secrets), []);
});

test('nor of one that was closed on its date', { skip }, async () => {
	const { round, secrets } = await answered();

	server.sql(`UPDATE round SET closes = ${Date.now() - 1000} WHERE id = ${round.id}`);
	for (let i = 0; i < 90 && server.sql(`SELECT stage FROM round WHERE id = ${round.id}`) !== '2'; i++)
		await pause(1000);
	assert.equal(server.sql(`SELECT stage FROM round WHERE id = ${round.id}`), '2', inDays(0));
	assert.deepEqual(await left(secrets), []);
});

test('no core file, and no other process of the same user reads it', async () => {
	const limits = readFileSync(`/proc/${server.child.pid}/limits`, 'utf8');

	assert.match(limits, /^Max core file size\s+0\s+0\s/m);
	if (!plainProgram)
		return;
	if (!isRoot)
		assert.throws(() => closeSync(openSync(`/proc/${server.child.pid}/mem`, 'r')), /EACCES|EPERM/);
	else
		assert.equal(await ownerOfMemory(), 0, 'root, and not the user that it runs as');
	for (const line of ['LimitCORE=0', 'MemorySwapMax=0'])
		assert.ok(readFileSync('packaging/peil.service', 'utf8').includes(`\n${line}\n`), line);
});

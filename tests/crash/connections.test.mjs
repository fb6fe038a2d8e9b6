// SPDX-License-Identifier: EUPL-1.2
// Connections that do nothing: 1,000 idle ones are kept, and with more than the server takes, opened
// by many addresses, people go on answering.  Few of them in the suite; `make crash` opens 12,000.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { acknowledgedOf, pause, Respondent, tell } from '../play/crash.mjs';
import { makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const isLarge = Boolean(process.env.PEIL_TEST_KILLS);
const IDLE = isLarge ? 1000 : 300, OPEN = isLarge ? 12000 : 1500;
let server, people;
const sockets = new Set();

before(async () => {
	server = await serve({ args: ['--quiet'] });
	server.account();
	const { codes } = await makeRound(server);

	people = codes.Burgerzaken.slice(0, 6).map((code) => new Respondent(server, code));
	for (const p of people)
		await p.level();
});
after(async () => {
	for (const s of sockets)
		s.destroy();
	await server.stop();
});

// Opens n in parts, so that the queue of the system is not what is measured.
async function open(n, ask = '') {
	for (let left = n; left > 0; left -= 250)
		await Promise.all(Array.from({ length: Math.min(left, 250) }, () => new Promise((done) => {
			const socket = connect(server.port, '127.0.0.1', () => done(ask && socket.write(ask)));

			sockets.add(socket);
			socket.on('error', () => done()).on('data', () => {}).on('close', () => sockets.delete(socket));
		})));
}

const memory = () => Number(readFileSync(`/proc/${server.child.pid}/status`, 'latin1').match(/^VmRSS:\s+(\d+)/m)[1]) / 1024;
const descriptors = () => readdirSync(`/proc/${server.child.pid}/fd`).length;

async function under(t, kind, n, ask) {
	const had = acknowledgedOf(people), down = [];
	let isOver = false;
	const saving = people.map(async (p) => {
		while (!isOver) {
			const at = performance.now();

			assert.ok(await p.save(), 'a save under connections is answered');
			down.push(performance.now() - at);
		}
	});

	await open(n, ask);
	const held = sockets.size;

	await pause(2000);
	const most = { memory: memory(), descriptors: descriptors() };

	isOver = true;
	await Promise.all(saving);
	for (const p of people)
		await p.check(kind);
	assert.equal((await server.visitor().get('/healthz')).status, 200);
	for (const s of sockets)
		s.destroy();
	tell(t, { kind, times: n, acknowledged: acknowledgedOf(people) - had, down,
		remark: `${held} held at once, ${most.descriptors} descriptors, ${most.memory.toFixed(0)} MiB; seconds of a save` });
	return held;
}

test(`${IDLE} that were used and are kept`, async (t) => {
	assert.equal(await under(t, 'idle connections', IDLE, 'GET /hulp HTTP/1.1\r\nHost: a\r\n\r\n'), IDLE);
});

test(`${OPEN} that were used and are kept, which is all that it takes`, async (t) => {
	assert.ok(await under(t, 'open connections', OPEN, 'GET /hulp HTTP/1.1\r\nHost: a\r\n\r\n') > OPEN * 0.9);
});

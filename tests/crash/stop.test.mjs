// SPDX-License-Identifier: EUPL-1.2
// SIGTERM at any moment, under connections that are kept and used and screens that
// follow: every request that was begun gets a whole answer, what was acknowledged is there, and the
// program ends with 0, never by an abort.
// limit: 300 s
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Respondent, acknowledgedOf, tell } from '../play/crash.mjs';
import { makeRound } from '../play/round.mjs';
import { addAccount, serve } from '../play/server.mjs';
import { follow, workshop } from '../play/workshop.mjs';

const STOPS = 50, CONNECTIONS = 24, SCREENS = 6;
const folder = mkdtempSync(join(tmpdir(), 'peil-stop-'));
const db = join(folder, 'peil.db');

after(() => rmSync(folder, { recursive: true, force: true }));

// Whole answers in what came over a connection; the rest of the last one.
function whole(text) {
	const statuses = [];

	for (let at = 0; at < text.length;) {
		const end = text.indexOf('\r\n\r\n', at);
		const length = text.slice(at, end).match(/^content-length: (\d+)/im);

		if (end < 0 || !length || end + 4 + Number(length[1]) > text.length)
			return { statuses, rest: text.slice(at) };
		statuses.push(Number(text.slice(at + 9, at + 12)));
		at = end + 4 + Number(length[1]);
	}
	return { statuses, rest: '' };
}

// Asks on one connection, again as soon as there is an answer, until it is closed.
function asker(port, paths) {
	const socket = connect(port, '127.0.0.1');
	const statuses = [];
	let rest = '', asked = 0;
	const ask = () => socket.write(`GET ${paths[asked++ % paths.length]} HTTP/1.1\r\nHost: a\r\n\r\n`);

	socket.setEncoding('latin1').on('data', (part) => {
		const got = whole(rest + part);

		statuses.push(...got.statuses);
		rest = got.rest;
		if (statuses.length === asked)
			ask();
	});
	socket.on('connect', ask);
	return new Promise((done) => {
		socket.on('error', () => {});
		socket.on('close', () => done({ statuses, rest }));
	});
}

test(`${STOPS} times SIGTERM under load: 0 each time, and no answer is cut`, async (t) => {
	addAccount(db);
	const first = await serve({ db });
	const room = await workshop(first);
	const paths = ['/', '/hulp', '/meedoen', `/mee/${room.code}`];
	const answered = { 200: 0, 503: 0 };
	const { codes } = await makeRound(first);
	const people = codes.Groen.slice(0, 4).map((code) => new Respondent(first, code));
	const ended = [];

	for (const p of people)
		await p.level();
	assert.equal(await first.stop(), 0);
	for (let i = 0; i < STOPS; i++) {
		const server = await serve({ db });
		const screens = Array.from({ length: SCREENS }, () => follow(server, `/mee/${room.code}/stroom`));
		const askers = Array.from({ length: CONNECTIONS }, () => asker(server.port, paths));

		let isOver = false;

		for (const p of people)
			await p.at(server).check(`stop ${i + 1}`);
		const saving = people.map((p) => p.keepSaving(() => isOver));

		await new Promise((done) => setTimeout(done, 20 + (i * 37) % 150));
		isOver = true;
		const at = performance.now();

		server.child.kill('SIGTERM');
		const { code, signal } = await server.ended;

		assert.deepEqual([code, signal], [0, null], `stop ${i + 1}: ${server.log.slice(-400)}`);
		for (const { statuses, rest } of await Promise.all(askers)) {
			assert.equal(rest, '', `stop ${i + 1}: an answer was cut`);
			for (const status of statuses)
				answered[status] = (answered[status] ?? 0) + 1;
		}
		screens.forEach((screen) => screen.close?.());
		await Promise.all(saving);
		ended.push(performance.now() - at);
	}
	assert.deepEqual(Object.keys(answered), ['200', '503']);
	assert.ok(answered[200] > STOPS, JSON.stringify(answered));
	tell(t, { kind: 'SIGTERM under kept connections and streams', times: STOPS, acknowledged: acknowledgedOf(people), down: ended,
		remark: `0 each time; whole answers: ${answered[200]} of 200, ${answered[503]} of 503; seconds until it had ended` });
});

// SPDX-License-Identifier: EUPL-1.2
// Bodies that are held back: whoever holds many gets no more, reads why in their own
// language, and keeps nobody from answering.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { makeRound } from '../../play/round.mjs';
import { serve } from '../../play/server.mjs';

const BODY = 16 * 1024, OF_STRANGER = 8 * 1024 * 1024;
const held = [];
let server, round;

// A connection that announces a body and sends none of it.
async function hold(path, from, length) {
	const socket = connect(server.port, '127.0.0.1');

	socket.on('error', () => {});
	socket.resume();
	held.push(socket);
	await once(socket, 'connect');
	socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${from}\r\n`
		+ `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n`);
}

const send = (path, from, body, more = '') => server.raw(`POST ${path} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${from}\r\n`
	+ `Connection: close\r\n${more}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
const statusOf = (answer) => Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1]);

before(async () => {
	server = await serve({ args: ['--quiet'] });
	server.account();
	round = await makeRound(server);
});
after(() => {
	for (const socket of held)
		socket.destroy();
	return server?.stop();
});

test('an address that holds its share gets no more, and keeps nobody out', async () => {
	const big = `login=${'x'.repeat(2000)}`;
	const [code, other] = round.codes.Burgerzaken;
	const words = `nu=1&opmerking=${'%C3%A9'.repeat(300)}`;
	const remark = (of) => `${words}${of}`;

	await Promise.all(Array.from({ length: OF_STRANGER / BODY }, () => hold('/aanmelden', '192.0.2.1', BODY)));
	let answer = '';

	for (let i = 0; i < 50 && statusOf(answer) !== 429; i++)	// until the server has read all heads
		answer = await send('/aanmelden', '192.0.2.1', big);
	assert.equal(statusOf(answer), 429);
	assert.match(answer, /^Retry-After: \d+\r$/m);
	assert.match(answer, /^Content-Security-Policy: /m);
	assert.match(answer, /<html lang="nl"[\s\S]*niet bewaard/);
	answer = await send('/aanmelden', '192.0.2.1', big, 'Accept-Language: en\r\n');
	assert.equal(statusOf(answer), 429);
	assert.match(answer, /<html lang="en"/);
	// What is small needs no room, another address has its own, and a card goes before.
	assert.equal(statusOf(await send('/aanmelden', '192.0.2.1', 'login=lotte&wachtwoord=fout')), 422);
	assert.equal(statusOf(await send('/aanmelden', '192.0.2.2', big)), 422);
	assert.equal(statusOf(await send(`/s/${code}/1`, '192.0.2.1', remark('lotte'))), 303);
	// One card cannot take what is kept for all.
	await Promise.all(Array.from({ length: 8 + 1 }, () => hold(`/s/${code}/1`, '192.0.2.1', 60 * 1024)));
	assert.equal(statusOf(await send(`/s/${other}/1`, '192.0.2.1', remark('joke'))), 303);
});

test('who sends a large file for which there is no room reads so, and loses no connection', async () => {
	const file = (megabytes) => server.raw([`POST ${round.path}/bevindingen/nieuw HTTP/1.1`, 'Host: a', 'Accept-Language: en', 'Connection: close',
		`Cookie: ${round.lead.headers().cookie}`, 'Content-Type: multipart/form-data; boundary=x', `Content-Length: ${megabytes << 20}`, '',
		'x'.repeat(megabytes << 20)].join('\r\n'));
	const tooLarge = await file(20);

	assert.equal(statusOf(tooLarge), 413, 'larger than any file may be');
	assert.match(tooLarge, /<html lang="en"/);
	const cookie = `Cookie: ${round.lead.headers().cookie}\r\n`;
	let answer = '';

	// As many as its session may have on their way.
	for (let i = 0; i < 12 && statusOf(answer) !== 429 && statusOf(answer) !== 503; i++) {
		const socket = connect(server.port, '127.0.0.1');

		socket.on('error', () => {});
		held.push(socket);
		await once(socket, 'connect');
		socket.write(`POST ${round.path}/bevindingen/nieuw HTTP/1.1\r\nHost: a\r\n${cookie}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${9 << 20}\r\n\r\n`);
		answer = await file(8);
	}
	assert.ok([429, 503].includes(statusOf(answer)), answer.slice(0, 200));
	assert.match(answer, /<html lang="en"/);
	assert.match(answer, /^Retry-After: \d+\r$/m);
});

test('chunks are refused before any of them is read, with a page that can be read', async () => {
	for (const [lang, word] of [['nl', 'verzoek'], ['en', 'request']]) {
		const answer = await server.raw('POST /aanmelden HTTP/1.1\r\nHost: a\r\n'
			+ `Accept-Language: ${lang}\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(500)}`);

		assert.equal(statusOf(answer), 411);
		assert.match(answer, new RegExp(word));
		assert.match(answer, /^Content-Security-Policy: /m);
	}
});

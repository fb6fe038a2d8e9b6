// SPDX-License-Identifier: EUPL-1.2
// Heads that the HTTP library refuses by itself, before anything of ours has seen
// them: one answer, with our headers, and the connection is closed.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { checkHeaders } from '../../play/headers.mjs';
import { serve } from '../../play/server.mjs';

const heads = {
	'no version': 'GET /\r\nHost: a\r\n\r\n',
	'a version of another kind': 'GET / FTP/1.1\r\nHost: a\r\n\r\n',
	'a version that nobody has': 'GET / HTTP/3.0\r\nHost: a\r\n\r\n',
	'an older version': 'GET / HTTP/0.9\r\nHost: a\r\n\r\n',
	'no host': 'GET / HTTP/1.1\r\n\r\n',
	'a header without a colon': 'GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n',
	'no name before the colon': 'GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n',
	'a length that is none': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: veel\r\n\r\n',
	'a length that no number holds': `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${'9'.repeat(30)}\r\n\r\n`,
	'a long target': `GET /${'x'.repeat(20000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
	'a long header': `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20000)}\r\n\r\n`,
	'a long name of a header': `GET / HTTP/1.1\r\nHost: a\r\n${'x'.repeat(20000)}: x\r\n\r\n`,
	'many headers': `GET / HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(4000)}\r\n`,
	'a long method': `${'G'.repeat(20000)} / HTTP/1.1\r\nHost: a\r\n\r\n`,
};
// It gives no answer to these, and we are not asked.
const closed = ['x\r\n\r\n', 'GET\r\nHost: a\r\n\r\n', '   \r\nHost: a\r\n\r\n'];
let server;

before(async () => { server = await serve({ args: ['--quiet'] }); });
after(() => server?.stop());

function checkRefusal(answer, what) {
	const [head, ...body] = answer.split('\r\n\r\n');
	const lines = head.split('\r\n').slice(1).map((l) => l.split(/: (.*)/s).slice(0, 2));

	assert.match(answer, /^HTTP\/1\.1 (4\d\d|505) /, what);
	assert.equal(answer.match(/HTTP\/1\.1 /g).length, 1, `${what}: one head`);
	assert.equal(answer.match(/^Content-Length: /gim).length, 1, what);
	checkHeaders(new Headers(lines), what);
	assert.match(head, /\r\nConnection: close(\r\n|$)/i, what);
	assert.match(head, /\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT(\r\n|$)/, what);
	assert.equal(Buffer.byteLength(body.join(''), 'latin1'), Number(lines.find(([n]) => n === 'Content-Length')[1]), what);
	assert.doesNotMatch(answer, /<html><head><title>/, `${what}: not the library's own page`);
}

for (const [what, bytes] of Object.entries(heads))
	test(what, async () => {
		checkRefusal(await server.raw(bytes), what);
	});

test('who sends no request at all gets no answer', async () => {
	for (const bytes of closed)
		assert.equal(await server.raw(bytes), '', bytes);
});

test('also in pieces, and behind a request that was answered', async () => {
	const socket = connect(server.port, '127.0.0.1');
	const end = new Promise((done) => { socket.on('close', done); });
	let text = '';

	socket.setEncoding('latin1');
	socket.on('error', () => {});	// the last pieces may come too late
	socket.on('data', (part) => { text += part; });
	socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
	while (!text.includes('\r\n\r\n'))
		await once(socket, 'data');
	text = '';
	for (const piece of ['GET / HTTP/1.1\r\n', 'Host: a\r\n', 'Accept-Language: en\r\n', 'X\r\n', '\r\n']) {
		socket.write(piece);
		await new Promise((done) => { setTimeout(done, 20); });
	}
	await end;
	checkRefusal(text, 'in pieces');
	assert.match(text, /request/, 'in the language that it asked for');
});

test('the server goes on', async () => {
	assert.equal((await server.visitor().get('/healthz')).status, 200);
});

// SPDX-License-Identifier: EUPL-1.2
// The files that pages load: kept for ever, and sent as small as the browser
// takes them.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { checkHeaders } from '../../play/headers.mjs';
import { serve } from '../../play/server.mjs';

let server;
let sheet;

before(async () => {
	server = await serve();
	const page = await server.visitor().get('/aanmelden');

	[, sheet] = page.body_text.match(/<link [^>]*href="(\/static\/[^"]+\.css)"/);
});
after(() => server.stop());

// As it came over the line; fetch would unpack it.
function get(path, coding) {
	return new Promise((done, failed) => {
		request(new URL(path, server.url), { headers: { 'accept-encoding': coding } }, (answer) => {
			const parts = [];

			answer.on('data', (part) => parts.push(part));
			answer.on('end', () => done({ ...answer, status: answer.statusCode,
				headers: answer.headers, body: Buffer.concat(parts) }));
		}).on('error', failed).end();
	});
}

test('a file is kept for ever, under a name with a hash', async () => {
	const answer = await fetch(new URL(sheet, server.url));

	assert.match(sheet, /\.[0-9a-f]{8,}\.css$/);
	assert.equal(answer.status, 200);
	assert.match(answer.headers.get('cache-control'), /max-age=31536000.*immutable/);
	assert.match(answer.headers.get('content-type'), /^text\/css/);
	checkHeaders(answer.headers, sheet, { isKept: true });
});

test('the browser gets the coding it asks for', async () => {
	const plain = await get(sheet, 'identity');
	const gzip = await get(sheet, 'gzip, deflate');
	const brotli = await get(sheet, 'gzip, deflate, br');

	assert.equal(plain.headers['content-encoding'], undefined);
	assert.equal(gzip.headers['content-encoding'], 'gzip');
	assert.equal(brotli.headers['content-encoding'], 'br');
	assert.deepEqual(gunzipSync(gzip.body), plain.body);
	assert.deepEqual(brotliDecompressSync(brotli.body), plain.body);
	assert.ok(brotli.body.length < plain.body.length);
	for (const answer of [plain, gzip, brotli])
		assert.match(answer.headers.vary, /accept-encoding/i);
});

test('a coding with q=0 is not sent', async () => {
	assert.equal((await get(sheet, 'br;q=0, gzip')).headers['content-encoding'], 'gzip');
	assert.equal((await get(sheet, 'br; q=0, gzip;q=0.000')).headers['content-encoding'], undefined);
	assert.equal((await get(sheet, 'brotli')).headers['content-encoding'], undefined);
});

test('other names under /static/ are absent', async () => {
	for (const path of ['/static/', '/static/peil.css', '/static/../peil.db', '/static/%2e%2e/peil.db',
		`${sheet}x`, sheet.replace('/static/', '/static//')])
		assert.equal((await get(path, 'identity')).status, 404, path);
});

test('everything that a page loads is there', async () => {
	const page = await server.visitor().get('/aanmelden');
	const paths = [...page.body_text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)];

	assert.ok(paths.length > 0);
	for (const [, path] of paths)
		assert.equal((await get(path, 'br')).status, 200, path);
});

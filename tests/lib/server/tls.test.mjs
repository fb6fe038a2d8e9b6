// SPDX-License-Identifier: EUPL-1.2
// TLS by Peil itself: which versions, and what changes for cookie and headers.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from 'node:tls';
import { checkHeaders } from '../../play/headers.mjs';
import { attempt, password, serve } from '../../play/server.mjs';

let server, folder, cert, key;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-tls-'));
	cert = join(folder, 'cert.pem');
	key = join(folder, 'key.pem');
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt',
		'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=localhost', '-days', '2',
		'-keyout', key, '-out', cert], { stdio: 'ignore' });
	server = await serve({ args: ['--tls-cert', cert, '--tls-key', key] });
	server.account();
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});

function ask(path, { method = 'GET', body = '', headers = {} } = {}) {
	return new Promise((done, failed) => {
		const q = request(new URL(path, server.url),
			{ method, rejectUnauthorized: false, headers }, (answer) => {
				answer.resume();
				answer.on('end', () => done(answer));
			});

		q.on('error', failed);
		q.end(body);
	});
}

function version(wanted) {
	return new Promise((done) => {
		const socket = connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false,
			minVersion: wanted, maxVersion: wanted, ciphers: 'DEFAULT@SECLEVEL=0' }, () => {
			done(socket.getProtocol());
			socket.destroy();
		});

		socket.on('error', () => done(null));
	});
}

test('TLS 1.2 and 1.3 are spoken, older versions are not', async () => {
	assert.match(server.url, /^https:/);
	assert.equal(await version('TLSv1.3'), 'TLSv1.3');
	assert.equal(await version('TLSv1.2'), 'TLSv1.2');
	assert.equal(await version('TLSv1.1'), null);
	assert.equal(await version('TLSv1'), null);
});

test('answers say to stay with https, and the cookie is bound to this host', async () => {
	const page = await ask('/aanmelden');
	const body = String(new URLSearchParams({ login: 'lotte', wachtwoord: password }));
	const signedIn = await ask('/aanmelden', { method: 'POST', body,
		headers: { 'content-type': 'application/x-www-form-urlencoded' } });
	const [cookie] = signedIn.headers['set-cookie'];

	assert.equal(page.statusCode, 200);
	checkHeaders({ get: (name) => page.headers[name] ?? null }, '/aanmelden', { isSecure: true });
	assert.equal(signedIn.statusCode, 303);
	assert.match(cookie, /^__Host-peil=/);
	assert.match(cookie, /; Secure/);
	assert.match(cookie, /; Path=\/(;|$)/);
	assert.doesNotMatch(cookie, /Domain/i);
	assert.equal((await ask('/rondes', { headers: { cookie: cookie.split(';')[0] } })).statusCode, 200);
});

test('a key without its certificate is refused', () => {
	writeFileSync(join(folder, 'leeg.pem'), '');
	for (const [args, code] of [[['--tls-cert', cert], 2], [['--tls-key', key], 2],
		[['--tls-cert', join(folder, 'leeg.pem'), '--tls-key', key], 1],
		[['--tls-cert', join(folder, 'weg.pem'), '--tls-key', key], 1]])
		assert.equal(attempt(['serve', '--db', server.db, '--listen', '127.0.0.1:0', ...args]).code,
			code, args.join(' '));
});

test('what the library refuses has our headers here too, and one head', async () => {
	const text = await new Promise((done, failed) => {
		const socket = connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false });
		let got = '';

		socket.setEncoding('latin1');
		socket.on('data', (part) => { got += part; });
		socket.on('error', failed);
		socket.on('close', () => done(got));
		socket.write('GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n');
	});

	assert.equal(text.match(/HTTP\/1\.1 400 /g)?.length, 1);
	checkHeaders(new Headers(text.split('\r\n\r\n')[0].split('\r\n').slice(1)
		.map((l) => l.split(/: (.*)/s).slice(0, 2))), 'refused', { isSecure: true });
});

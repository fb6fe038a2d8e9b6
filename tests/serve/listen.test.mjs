// SPDX-License-Identifier: EUPL-1.2
// Where it listens, whose word it takes for an address, and new certificates while it runs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { Agent, request as secureRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { attempt, serve } from '../play/server.mjs';

let folder, path, onSocket;

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'peil-listen-'));
	path = join(folder, 'peil.sock');
	onSocket = ['--listen', `unix:${path}`, '--base-url', 'https://peil.voorbeeld.example'];
});
after(() => rmSync(folder, { recursive: true, force: true }));

function ask(to, headers = {}, make = request) {
	return new Promise((done, failed) => {
		const q = make({ path: '/healthz', ...to, headers }, (answer) => {
			let text = '';

			answer.on('data', (part) => { text += part; });
			answer.on('end', () => done({ status: answer.statusCode, text }));
		});

		q.on('error', failed);
		q.end();
	});
}

test('a Unix socket: owner and group may write to it, and it goes at the end', async () => {
	const server = await serve({ args: onSocket });

	assert.equal(server.url, 'https://peil.voorbeeld.example');
	assert.equal(statSync(path).mode & 0o777, 0o660);
	assert.equal((await ask({ socketPath: path }, { host: 'peil.voorbeeld.example' })).text, 'ok\n');
	assert.equal(await server.stop(), 0);
	assert.equal(existsSync(path), false);
});

test('the socket of a server that was killed is taken over, that of a living one is not', async () => {
	const killed = await serve({ args: onSocket });

	killed.child.kill('SIGKILL');
	await killed.ended;
	assert.ok(existsSync(path));
	const server = await serve({ args: onSocket });
	const refused = attempt(['serve', '--create', '--db', join(folder, 'ander.db'), ...onSocket]);

	assert.equal(refused.code, 1);
	assert.match(refused.stderr, /a server that runs listens there/);
	assert.equal((await ask({ socketPath: path })).status, 200, 'the one that lives goes on');
	await server.stop();
	await killed.stop();
});

test('of another file in its place nothing is taken, and nobody else\'s socket is removed', async () => {
	writeFileSync(path, 'van iemand anders');
	const refused = attempt(['serve', '--create', '--db', join(folder, 'ander.db'), ...onSocket]);

	assert.equal(refused.code, 1);
	assert.match(refused.stderr, /there is another file/);
	assert.ok(statSync(path).isFile());
	rmSync(path);
	const server = await serve({ args: onSocket });
	const other = createServer();

	rmSync(path);
	await new Promise((done) => { other.listen(path, done); });
	await server.stop();
	assert.ok(existsSync(path), 'it is of who came after');
	await new Promise((done) => { other.close(done); });
});

test('on a Unix socket it must be told which address people use, and a whole path', () => {
	const db = join(folder, 'ander.db');

	for (const [args, words] of [[['--listen', `unix:${path}`], /--base-url/],
		[['--listen', 'unix:peil.sock', '--base-url', 'https://a.example'], /whole path/],
		[['--listen', `unix:/${'x'.repeat(110)}`, '--base-url', 'https://a.example'], /107 bytes/],
		[['--listen', 'unix:', '--base-url', 'https://a.example'], /whole path/]]) {
		const { code, stderr } = attempt(['serve', '--create', '--db', db, ...args]);

		assert.equal(code, 2, args.join(' '));
		assert.match(stderr, words);
	}
	assert.equal(attempt(['serve', '--create', '--db', db, '--listen', `unix:${folder}/is/er/niet`, '--base-url', 'https://a.example']).code, 1);
});

// 6,000 wrong codes of an address are too many (docs/developer/guessing.md); sign-ins say
// in the log from about where they came.
test('an address is that behind the proxies that are trusted', async () => {
	const server = await serve({ args: ['--trusted-proxy', '10.0.0.0/8, 2001:db8:aa::/48', '--trusted-proxy=192.0.2.9'] });
	const from = async (forwarded) => {
		const body = new URLSearchParams({ login: 'lotte', wachtwoord: 'fout' });
		const at = server.log.length;

		await fetch(new URL('/aanmelden', server.url), { method: 'POST', body, redirect: 'manual', headers: forwarded });
		while (!/from=\S+\n/.test(server.log.slice(at)))
			await new Promise((done) => { setTimeout(done, 5); });
		return server.log.slice(at).match(/from=(\S+)/)[1];
	};

	assert.equal(await from({}), '127.0.0.0/24');
	for (const list of ['203.0.113.7', '198.51.100.1, 203.0.113.7', '203.0.113.7, 10.1.2.3', '203.0.113.7:40312,192.0.2.9',
		'127.0.0.1, 203.0.113.7, [2001:db8:aa::1]:443'])
		assert.equal(await from({ 'x-forwarded-for': list }), '203.0.113.0/24', list);
	await server.stop();
	for (const wrong of ['proxy.example', '0.0.0.0/0', '10.0.0.1/40', ''])
		assert.equal(attempt(['serve', '--create', '--db', server.db, '--listen', '127.0.0.1:0', '--trusted-proxy', wrong]).code, 2, wrong);
	const many = Array.from({ length: 17 }, (_, i) => `--trusted-proxy=10.0.0.${i}`);

	assert.equal(attempt(['serve', '--create', '--db', server.db, '--listen', '127.0.0.1:0', ...many]).code, 2);
});

test('SIGHUP: a new certificate for who comes, the old one when the new is no good, and nobody is cut off', async () => {
	const cert = join(folder, 'cert.pem'), key = join(folder, 'key.pem');
	const make = (name, ...kind) => execFileSync('openssl', ['req', '-x509', ...kind, '-nodes', '-subj', `/CN=${name}`,
		'-days', '9', '-keyout', key, '-out', cert], { stdio: 'ignore' });
	const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

	make('een', ...curve);
	const server = await serve({ args: ['--quiet', '--tls-cert', cert, '--tls-key', key] });
	const to = (agent) => ({ host: '127.0.0.1', port: server.port, agent });
	const names = [];
	const look = async (agent) => {
		const answer = await ask({ ...to(agent), rejectUnauthorized: false }, {}, (options, done) =>
			secureRequest(options, (a) => { names.push(a.socket.getPeerCertificate().subject?.CN); done(a); }));

		assert.equal(answer.status, 200);
		return names.at(-1);
	};
	const fresh = () => new Agent({ keepAlive: false, maxCachedSessions: 0 });
	const kept = new Agent({ keepAlive: true, maxSockets: 1, maxCachedSessions: 0 });
	const hang = async (said) => {
		const at = server.log.length;

		server.child.kill('SIGHUP');
		while (!said.test(server.log.slice(at)))
			await new Promise((done) => { setTimeout(done, 10); });
	};

	assert.equal(await look(kept), 'een');
	make('twee', '-newkey', 'rsa:2048');
	await hang(/peil: certificate \S+ result="read again" ends=\d{4}-\d\d-\d\d\n/);
	assert.equal(await look(fresh()), 'twee');
	assert.equal(await look(kept), 'een', 'a connection that was there stays as it was');
	for (const spoil of [() => writeFileSync(key, 'geen sleutel'), () => make('drie', ...curve) || writeFileSync(cert, 'niets'),
		() => { make('vier', ...curve); const old = execFileSync('cat', [cert]); make('vijf', ...curve); writeFileSync(cert, old); },
		() => rmSync(key)]) {
		spoil();
		await hang(/certificate and key were read again and are no good; the old ones stay: \S/);
		assert.equal(await look(fresh()), 'twee');
	}
	make('zes', ...curve);
	await hang(/read again/);
	assert.equal(await look(fresh()), 'zes');
	assert.equal(await look(kept), 'een');
	kept.destroy();
	assert.equal(await server.stop(), 0);
});

test('SIGHUP without a certificate does nothing, and says so', async () => {
	const server = await serve();

	server.child.kill('SIGHUP');
	while (!/SIGHUP: there is no certificate/.test(server.log))
		await new Promise((done) => { setTimeout(done, 10); });
	assert.equal((await fetch(new URL('/healthz', server.url))).status, 200);
	assert.equal(await server.stop(), 0);
});

// SPDX-License-Identifier: EUPL-1.2
// The sample for nginx, in the real nginx: it brings people, says for whom it asks, and while
// Peil starts again it shows a page in the language of who reads.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { checkHtml } from '../play/browser.mjs';
import { serve } from '../play/server.mjs';

const program = ['nginx', '/usr/sbin/nginx'].find((name) => !spawnSync(name, ['-v']).error);
const skip = program ? false : 'there is no nginx here; tools/need test installs it';
const wait = resolve('packaging/wait');
let folder, first, server, nginx, url;

async function freePort() {
	const s = createServer();

	await new Promise((done) => { s.listen(0, '127.0.0.1', done); });
	const { port } = s.address();

	await new Promise((done) => { s.close(done); });
	return port;
}

// The sample as it is, but for names, places and the certificate, which is the proxy's business.
function siteOf(port) {
	return readFileSync('packaging/nginx.conf', 'utf8')
		.replace(/^server \{\n\tlisten 80;[\s\S]*?^\}\n/m, '')
		.replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
		.replace(/^\t(listen \[::\]:443|ssl_).*\n/gm, '')
		.replace(/error_log \S+/, `error_log ${folder}/error.log`)
		.replace('@datadir@/peil/wait', wait)
		.replace('http://127.0.0.1:8080', `http://127.0.0.1:${first.port}`);
}

const answers = (port) => new Promise((done) => {
	connect(port, '127.0.0.1').on('connect', function () { this.destroy(); done(true); }).on('error', () => done(false));
});

before(async () => {
	if (skip)
		return;
	folder = mkdtempSync(join(tmpdir(), 'peil-nginx-'));
	first = server = await serve();
	const port = await freePort();

	for (const name of ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'])
		mkdirSync(join(folder, name));
	writeFileSync(join(folder, 'site.conf'), siteOf(port));
	writeFileSync(join(folder, 'nginx.conf'), `daemon off; master_process off; pid ${folder}/pid; events {} http {
		types { text/html html; text/css css; }
		${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((n) => `${n}_temp_path ${folder}/${n};`).join(' ')}
		include ${folder}/site.conf; }`);
	execFileSync(program, ['-t', '-q', '-e', `${folder}/error.log`, '-p', folder, '-c', 'nginx.conf']);
	nginx = spawn(program, ['-e', `${folder}/error.log`, '-p', folder, '-c', 'nginx.conf'], { stdio: 'ignore' });
	while (!await answers(port))
		await new Promise((done) => { setTimeout(done, 20); });
	url = `http://127.0.0.1:${port}`;
});
after(async () => {
	nginx?.kill('SIGTERM');
	await server?.stop();
	await first?.stop();
	if (folder)
		rmSync(folder, { recursive: true, force: true });
});

const get = async (path, headers = {}, more = {}) => {
	const answer = await fetch(new URL(path, url), { redirect: 'manual', headers, ...more });

	return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test('pages come through, and the word of a stranger for an address is not taken', { skip }, async () => {
	assert.equal((await get('/healthz')).text, 'ok\n');
	await get('/aanmelden', { 'x-forwarded-for': '203.0.113.7' },
		{ method: 'POST', body: new URLSearchParams({ login: 'x', wachtwoord: 'fout' }) });
	assert.match(server.log, /sign-in .* from=127\.0\.0\.0\/24\n/);
	assert.equal((await get('/bestaat-niet')).status, 404, 'its own refusals stay');
});

test('while Peil is away: a page that tries again, in the language of who reads', { skip }, async () => {
	server.child.kill('SIGKILL');
	await server.ended;
	for (const [path, headers, lang] of [['/', {}, 'nl'], ['/s/ABC', { 'accept-language': 'en-GB,en;q=0.8' }, 'en'],
		['/', { 'accept-language': 'de, fr;q=0.9, en;q=0.5, nl;q=0.4' }, 'en'], ['/', { 'accept-language': 'nl-NL, en' }, 'nl'],
		['/?taal=en', { 'accept-language': 'nl' }, 'en'], ['/?taal=nl', { cookie: 'taal=en' }, 'nl'], ['/', { cookie: 'taal=en' }, 'en'],
		['/rondes', { cookie: 'taal=nl', 'accept-language': 'en' }, 'nl'], ['/', { 'accept-language': 'fr' }, 'nl']]) {
		const { status, headers: head, text } = await get(path, { 'accept-language': '', ...headers });

		assert.equal(status, 503);
		assert.match(text, new RegExp(`<html lang="${lang}">[\\s\\S]*<meta http-equiv="refresh" content="10">`), `${path} ${JSON.stringify(headers)}`);
		assert.match(head.get('content-security-policy'), /^default-src 'none'; style-src 'self';/);
		assert.equal(head.get('retry-after'), '5');
		assert.equal(head.get('cache-control'), 'no-store');
	}
	assert.match((await get('/even-wachten/wait.css')).headers.get('content-type'), /^text\/css/);
});

test('what was sent meanwhile is not sent twice by itself: the page says how', { skip }, async () => {
	for (const [lang, words] of [['nl', /nog niet bewaard/], ['en', /may not be saved yet/]]) {
		const { status, text } = await get(`/s/ABC/1?taal=${lang}`, {}, { method: 'POST', body: new URLSearchParams({ nu: '1' }) });

		assert.equal(status, 503);
		assert.match(text, words);
		assert.doesNotMatch(text, /http-equiv="refresh"/);
	}
});

test('when Peil is back, so are its pages', { skip }, async () => {
	server = await serve({ db: first.db, args: ['--listen', `127.0.0.1:${first.port}`] });
	assert.equal((await get('/')).status, 200);
});

test('the pages are whole, need no script and nothing from elsewhere', async () => {
	const names = readdirSync(wait).filter((name) => name.endsWith('.html'));

	assert.deepEqual(names.sort(), ['sent.en.html', 'sent.nl.html', 'wait.en.html', 'wait.nl.html']);
	for (const name of names) {
		const html = readFileSync(join(wait, name), 'utf8');

		// Who reads slowly loses nothing by a page that comes back the same.
		await checkHtml(html.replace(/<meta http-equiv="refresh".*\n/, ''), name);
		assert.doesNotMatch(html, /<script|style="|<style|https?:/, name);
	}
});

// SPDX-License-Identifier: EUPL-1.2
// What holds for every answer: headers, errors in words, methods, languages,
// what the log does not hold, and stopping.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { checkHeaders, parseHeaders } from '../../play/headers.mjs';
import { attempt, serve } from '../../play/server.mjs';

let server;

before(async () => {
	server = await serve();
	server.account();
});
after(() => server.stop());

test('every answer carries the security headers', async () => {
	const visitor = server.visitor();

	for (const path of ['/', '/aanmelden', '/healthz', '/.well-known/security.txt', '/rondes',
		'/bestaat-niet', '/static/bestaat-niet.css', '/%ff', '/s/abc', '/%00'])
		checkHeaders((await visitor.get(path)).headers, path);
	checkHeaders((await visitor.post('/healthz')).headers, 'wrong method');
	checkHeaders((await visitor.post('/aanmelden', { login: 'x'.repeat(20000) })).headers,
		'large body');
});

test('so do refusals before a page is looked for', async () => {
	for (const bytes of [
		'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
		'GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n',
		'POST /aanmelden HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n'
			+ 'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
		'POST /aanmelden HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n',
		'POST /aanmelden HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;aaaa',
	]) {
		const answer = await server.raw(bytes);

		assert.match(answer, /^HTTP\/1\.1 4\d\d /, bytes);
		checkHeaders(parseHeaders(answer), bytes);
	}
});

test('the head of a browser with the largest cookie is not too large', async () => {
	const head = ['GET /aanmelden HTTP/1.1', 'Host: a', 'Connection: close', 'Upgrade-Insecure-Requests: 1',
		'sec-ch-ua: "Chromium";v="146", "Google Chrome";v="146", "Not-A.Brand";v="99"',
		'sec-ch-ua-mobile: ?0', 'sec-ch-ua-platform: "Windows"', 'Sec-Fetch-Site: same-origin',
		'Sec-Fetch-Mode: navigate', 'Sec-Fetch-User: ?1', 'Sec-Fetch-Dest: document',
		`User-Agent: Mozilla/5.0 ${'x'.repeat(120)}`, `Accept: text/html,${'x'.repeat(120)}`,
		'Accept-Encoding: gzip, deflate, br, zstd', 'Accept-Language: nl-NL,nl;q=0.9,en;q=0.8',
		`Referer: https://peil.voorbeeld.example/${'x'.repeat(100)}`,
		'X-Forwarded-For: 192.0.2.7', 'X-Forwarded-Proto: https', 'X-Forwarded-Host: peil.voorbeeld.example'];
	const ask = (cookie) => server.raw([...head, `Cookie: a=${'x'.repeat(cookie - 2)}`, '', ''].join('\r\n'));

	assert.match(await ask(4096), /^HTTP\/1\.1 200 /);
	assert.match(await ask(40960), /^HTTP\/1\.1 431 /);
});

test('an absent page is 404, in the language of the reader', async () => {
	const visitor = server.visitor();
	const dutch = await visitor.get('/bestaat-niet');
	const english = await visitor.get('/bestaat-niet', { 'accept-language': 'en-GB,en;q=0.8' });

	assert.equal(dutch.status, 404);
	assert.equal(dutch.headers.get('content-language'), 'nl');
	assert.match(dutch.body_text, /<html lang="nl"/);
	assert.equal(english.status, 404);
	assert.equal(english.headers.get('content-language'), 'en');
	assert.match(english.body_text, /<html lang="en"/);
	assert.equal((await visitor.get('/%ff')).status, 404);
});

test('?taal= goes before what the browser asks', async () => {
	const visitor = server.visitor();
	const english = await visitor.get('/aanmelden?taal=en', { 'accept-language': 'nl' });
	const dutch = await visitor.get('/aanmelden?taal=nl', { 'accept-language': 'en' });

	assert.equal(english.headers.get('content-language'), 'en');
	assert.equal(dutch.headers.get('content-language'), 'nl');
	assert.equal(english.headers.getSetCookie().length, 0, 'no cookie before signing in');
});

test('a known path with another method is 405 and says which it has', async () => {
	for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
		const answer = await fetch(new URL('/healthz', server.url), { method });

		assert.equal(answer.status, 405, method);
		assert.match(answer.headers.get('allow'), /GET/, method);
		assert.match(await answer.text(), /<h1>Zo kan dat niet<\/h1>/, method);
	}
	const english = await fetch(new URL('/healthz', server.url), { method: 'POST', headers: { 'accept-language': 'en' } });

	assert.match(await english.text(), /<html lang="en"[\s\S]*<h1>That is not how it works<\/h1>/);
	assert.match((await server.raw('GET /afmelden HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')),
		/^HTTP\/1\.1 405 [\s\S]*\r\nAllow: POST\r\n/);
});

test('HEAD is GET without the body', async () => {
	const get = await fetch(new URL('/aanmelden', server.url));
	const body = await get.arrayBuffer();
	const head = await server.raw('HEAD /aanmelden HTTP/1.1\r\nHost: a\r\n'
		+ 'Accept-Language: nl\r\nConnection: close\r\n\r\n');

	assert.match(head, /^HTTP\/1\.1 200 /);
	assert.ok(head.endsWith('\r\n\r\n'), 'nothing after the head');
	assert.equal(Number(parseHeaders(head).get('content-length')), body.byteLength);
});

test('the server says that it is well, and where to report', async () => {
	const visitor = server.visitor();
	const health = await visitor.get('/healthz');
	const security = await visitor.get('/.well-known/security.txt');

	assert.equal(health.status, 200);
	assert.equal(health.body_text, 'ok\n');
	assert.equal(security.status, 200);
	assert.match(security.headers.get('content-type'), /^text\/plain/);
	assert.match(security.body_text, /^Contact: (https?|mailto):/m);
	assert.ok(new Date(security.body_text.match(/^Expires: (.*)$/m)[1]) > new Date());
});

test('who watches the server may ask in the old version, without a host', async () => {
	for (const head of ['GET /healthz HTTP/1.0\r\n\r\n', 'GET /healthz HTTP/1.0\r\nConnection: close\r\n\r\n'])
		assert.match(await server.raw(head), /^HTTP\/1\.[01] 200 [\s\S]*\r\n\r\nok\n$/);
	assert.match(await server.raw('GET /healthz HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400 /);
});

test('an address that leads on is whole, however long the path was', async () => {
	const visitor = server.visitor();
	const lead = await server.signedIn();

	await lead.get('/rondes');
	for (const length of [1, 400, 480, 500, 700, 1300, 1400, 2100, 4000]) {
		const path = `/rondes/${'0'.repeat(length)}`;
		const to = (await visitor.get(path)).headers.get('location');
		const back = new URL(to, server.url).searchParams.get('naar');

		assert.match(to, /^\/aanmelden(\?naar=([0-9A-Za-z._~-]|%[0-9a-f]{2})+)?$/, String(length));
		assert.ok(back === null ? path.length > 500 : back === path, String(length));
		// A form of a round that is not there, which was sent before signing in.
		const again = await lead.post(`${path}5/openen`, { 'opnieuw-tonen': '1' });

		assert.ok(again.status >= 300 && again.status < 500, `${length}: ${again.status}`);
		assert.ok((again.headers.get('location') ?? '/').length <= 2000);
	}
});

test('forms of a wrong shape are refused', async () => {
	const post = (body, type) => fetch(new URL('/aanmelden', server.url), {
		method: 'POST', body, headers: { 'content-type': type },
	});

	for (const body of ['login=%', 'login=%00', 'login=%ff', 'login=a%0'])
		assert.equal((await post(body, 'application/x-www-form-urlencoded')).status, 400, body);
	assert.equal((await post('{"login":"a"}', 'application/json')).status, 400);
	assert.equal((await post('login=a', 'text/plain')).status, 400);
});

test('the log holds no address, no ticket and no query', async () => {
	const visitor = server.visitor();

	await visitor.get('/s/GEHEIM7890?vraag=GEHEIM', { 'x-forwarded-for': '192.0.2.77' });
	await visitor.get('/aanmelden?naar=/GEHEIM');
	await visitor.get('/healthz');
	assert.match(server.log, /^GET 200 /m);
	assert.doesNotMatch(server.log, /GEHEIM|192\.0\.2|127\.0\.0\.1/);
	for (const line of server.log.trim().split('\n').filter((text) => !text.startsWith('peil: ')))
		assert.match(line, /^[A-Z]+ \d{3} \d{4}-\d\d-\d\dT\d\d \S+$/);
});

test('the samples of proxies say for whom they ask, and let the largest file through', () => {
	const sample = (name) => readFileSync(new URL(`../../../packaging/${name}`, import.meta.url), 'utf8');
	const nginx = sample('nginx.conf'), caddy = sample('Caddyfile');

	assert.match(nginx, /proxy_set_header X-Forwarded-For \$remote_addr;/);
	assert.ok(Number(nginx.match(/client_max_body_size (\d+)m;/)[1]) > 16);
	assert.ok(Number(caddy.match(/max_size (\d+)MB/)[1]) > 16);
	assert.match(nginx, /access_log off/);
	assert.doesNotMatch(caddy, /^\s*log\b/m);
});

test('the command line says what is wrong with it', () => {
	assert.equal(attempt(['serve']).code, 2);
	assert.equal(attempt(['onbekend']).code, 2);
	assert.equal(attempt([]).code, 2);
	assert.equal(attempt(['serve', '--db', server.db, '--listen', 'nergens']).code, 2);
	assert.equal(attempt(['serve', '--db', '/bestaat/niet/peil.db']).code, 1);
	assert.match(attempt(['help']).stdout, /serve/);
	assert.doesNotMatch(attempt(['help']).stdout, /[a-z]_[a-z]/, 'no name of the source in a sentence');
	assert.match(attempt(['serve', '--help']).stdout, /Usage: peil serve --db FILE/);
	assert.equal(attempt(['account', 'add', '--help']).code, 0);
	assert.match(attempt(['--version']).stdout, /^peil \d/);
	assert.equal(attempt(['account', 'list', '--db', `${server.db}.tikfout`]).code, 1);
	assert.equal(existsSync(`${server.db}.tikfout`), false, 'no database by mistake');
	assert.match(attempt(['version']).stdout, /^peil \d+\.\d+/);
	assert.equal(attempt(['migrate', '--db', server.db]).code, 0);
	assert.match(attempt(['account', 'list', '--db', server.db]).stdout, /^lotte\t/m);
	assert.equal(attempt(['account', 'add', '--db', server.db, '--organisation', 'X',
		'--login', 'lotte', '--name', 'Y']).code, 1, 'a login that exists');
	assert.equal(attempt(['account', 'add', '--db', server.db, '--organisation', 'X',
		'--login', 'kort', '--name', 'Y', '--password-stdin'], 'kort\n').code, 1);
});

test('SIGTERM lets what is being answered finish and ends with 0', async () => {
	const other = await serve();
	const visitor = other.visitor();

	other.account();
	const slow = visitor.signIn();	// hashing a password takes a while

	await new Promise((done) => { setTimeout(done, 20); });
	other.child.kill('SIGTERM');
	assert.equal((await slow).status, 303);
	assert.equal((await other.ended).code, 0);
	await assert.rejects(fetch(other.url), 'nobody listens any more');
	await other.stop();
});

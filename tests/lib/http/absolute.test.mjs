// SPDX-License-Identifier: EUPL-1.2
// A request may name the host in its target, as to a proxy: then that counts
// and the Host field does not (RFC 9112, section 3.2.2).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkHeaders, parseHeaders } from '../../play/headers.mjs';
import { password, serve } from '../../play/server.mjs';

let server;

before(async () => {
	server = await serve();
	server.account();
});
after(() => server.stop());

function ask(line, headers = [], body = '') {
	return server.raw([line, 'Host: elders.example', 'Accept-Language: nl', 'Connection: close', ...headers,
		'', body].join('\r\n'));
}

const signIn = (target, origin) => {
	const body = new URLSearchParams({ login: 'lotte', wachtwoord: password }).toString();

	return ask(`POST ${target} HTTP/1.1`, [`Origin: ${origin}`, `Content-Length: ${body.length}`,
		'Content-Type: application/x-www-form-urlencoded'], body);
};

test('the page is that of the path in the target', async () => {
	const health = await ask('GET http://peil.example/healthz HTTP/1.1');
	const english = await ask('GET HTTPS://peil.example:8443/aanmelden?taal=en HTTP/1.1');

	assert.match(health, /^HTTP\/1\.1 200 /);
	assert.match(health, /\r\n\r\nok\n$/);
	checkHeaders(parseHeaders(health), 'absolute form');
	assert.match(english, /^HTTP\/1\.1 200 [\s\S]*<html lang="en"/);
	assert.match(await ask('GET http://peil.example/bestaat-niet HTTP/1.1'), /^HTTP\/1\.1 404 /);
});

test('a target without a path is the home page', async () => {
	const status = async (target) => (await ask(`GET ${target} HTTP/1.1`)).split('\r\n', 1)[0];
	const home = await status('/');

	assert.equal(await status('http://peil.example'), home);
	assert.equal(await status('http://peil.example?a=b'), home);
});

test('a form is of our own site when it comes from the host of the target', async () => {
	assert.match(await signIn('http://peil.example/aanmelden', 'http://peil.example'), /^HTTP\/1\.1 303 /);
	assert.match(await signIn('http://peil.example/aanmelden', 'http://elders.example'), /^HTTP\/1\.1 403 /);
	assert.match(await signIn('/aanmelden', 'http://elders.example'), /^HTTP\/1\.1 303 /);
	assert.match(await signIn('/aanmelden', 'http://peil.example'), /^HTTP\/1\.1 403 /);
});

test('other forms are refused with all headers', async () => {
	for (const target of ['ftp://peil.example/', 'http://', 'http:///', 'http://lotte@peil.example/',
		'http://:80/', '*', 'peil.example:80']) {
		const answer = await ask(`GET ${target} HTTP/1.1`);

		assert.match(answer, /^HTTP\/1\.1 400 /, target);
		checkHeaders(parseHeaders(answer), target);
	}
	assert.match(await server.raw('GET http://peil.example/healthz HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400 /);
});

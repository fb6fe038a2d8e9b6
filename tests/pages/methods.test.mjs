// SPDX-License-Identifier: EUPL-1.2
// Every path of the table with every method: what it has not is refused, and said.
// Every answer that ask() gets has the headers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addressOf, everything } from '../play/everything.mjs';
import { checkHeaders, parseHeaders } from '../play/headers.mjs';
import { raw } from '../play/server.mjs';
import { ask, isGet, nameOf, pages } from '../play/table.mjs';

let world;

before(async () => { world = await everything(); });
after(() => world?.stop());

const laidFor = (page) => world.laid[page.stages[0] ?? 'closed'];
const pathOf = (page) => addressOf(page, laidFor(page));
// More patterns than its own may have a path: /rondes/{round} has /rondes/nieuw.
const hasPath = (page, path) => new RegExp(`^${page.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
const methodsOf = (path) => [...new Set(pages.filter((p) => hasPath(p, path)).map(({ method }) => method))].sort();

test('a method that a path has not is 405, and Allow says which it has', async () => {
	for (const page of pages) {
		const path = pathOf(page), has = methodsOf(path);

		for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].filter((m) => !has.includes(m)))
			for (const visitor of [null, world.lead]) {
				const answer = await ask(visitor, world.url, method, path);

				assert.equal(answer.status, 405, `${method} ${page.path}`);
				assert.deepEqual(answer.headers.get('allow').split(', ').sort(), has, `${method} ${page.path}`);
			}
	}
});

test('HEAD is there where GET is, with the same answer and no body', async () => {
	for (const page of pages.filter(isGet)) {
		const path = pathOf(page);
		const head = await ask(world.lead, world.url, 'HEAD', path);
		const get = await ask(world.lead, world.url, 'GET', path);

		assert.equal(head.status, get.status, nameOf(page));
		assert.equal(head.text, '', nameOf(page));
		assert.equal(head.headers.get('content-type'), get.headers.get('content-type'), nameOf(page));
	}
});

// Of somebody who is known it is read and dropped, so that a browser that is still sending
// shows the answer.  Pages that do so for everybody have a test of their own.
test('a form larger than its page takes is refused', async () => {
	for (const page of pages.filter((p) => !isGet(p) && !p.reads_out)) {
		const head = [`POST ${pathOf(page)} HTTP/1.1`, 'Host: a', 'Content-Type: application/x-www-form-urlencoded',
			`Cookie: ${world.lead.headers().cookie}`, `Content-Length: ${page.body_max + 1}`, '', ''].join('\r\n');
		const answer = await raw(Number(new URL(world.url).port), head + 'a'.repeat(page.body_max + 1));

		assert.match(answer, /^HTTP\/1\.1 413 /, nameOf(page));
		checkHeaders(parseHeaders(answer), nameOf(page));
	}
});

test('a file is taken by the pages that say so only', async () => {
	for (const page of pages.filter((p) => !isGet(p) && !p.takes_files)) {
		const body = new FormData();

		body.append('csrf', world.lead.token);
		body.append('bestand', new File(['a'], 'a.txt'));
		assert.equal((await ask(world.lead, world.url, 'POST', pathOf(page), { body })).status, 400, nameOf(page));
	}
});

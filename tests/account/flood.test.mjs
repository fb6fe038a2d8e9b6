// SPDX-License-Identifier: EUPL-1.2
// Many who sign in at once, from as many addresses: two are hashed at a time, some
// wait, the rest hears at once that it is busy; and who does something else waits
// for none of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../play/server.mjs';

const MANY = 100;
let server;

before(async () => {
	server = await serve();
	server.account();
});
after(() => server.stop());

function signIn(i, done) {
	return fetch(`${server.url}/aanmelden`, {
		method: 'POST', redirect: 'manual',
		headers: { 'X-Forwarded-For': `192.0.2.${i + 1}`, 'Sec-Fetch-Site': 'same-origin' },
		body: new URLSearchParams({ login: `iemand${i}`, wachtwoord: 'niet het goede wachtwoord' }),
	}).then(async (answer) => {
		done();
		return { status: answer.status, retry: answer.headers.get('retry-after'), text: await answer.text() };
	});
}

test('others are answered while they wait, and too many are told so', async () => {
	let signedIn = 0, before = 0;
	const flood = Array.from({ length: MANY }, (_, i) => signIn(i, () => { signedIn++; }));

	for (let i = 0; i < 30; i++) {
		const answer = await fetch(`${server.url}/meedoen`);

		assert.equal(answer.status, 200);
		await answer.arrayBuffer();
		if (signedIn < MANY)
			before++;
	}
	const answers = await Promise.all(flood);
	const of = (status) => answers.filter((a) => a.status === status);

	assert.equal(of(422).length + of(503).length, MANY, JSON.stringify([...new Set(answers.map((a) => a.status))]));
	assert.ok(of(422).length >= 34, `${of(422).length} were looked at`);
	assert.ok(of(503).length > 0, 'the queue has an end');
	for (const { retry, text } of of(503)) {
		assert.match(retry, /^\d+$/);
		assert.match(text, /Het is hier nu even druk/);
	}
	assert.ok(before > 0, 'nobody was answered before the last of them');
	// And it is over when they are.
	assert.equal((await server.visitor().signIn('lotte')).status, 303);
});

// SPDX-License-Identifier: EUPL-1.2
// Somebody's own account: where it is signed in, ending that, and changing the password.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { password, serve } from '../play/server.mjs';

let server;

before(async () => {
	server = await serve();
	server.account();
	server.account('joke');
});
beforeEach(() => server.sql('DELETE FROM session'));
after(() => server?.stop());

const browsers = async (login, n) => Promise.all(Array.from({ length: n }, () => server.signedIn(login)));
const isIn = async (visitor) => (await visitor.get('/rondes')).status === 200;
const idsOn = (html) => [...html.matchAll(/name="sessie" value="(\d+)"/g)].map(([, id]) => id);
const fresh = 'een heel ander woord';

test('every sign-in stands there, this browser first, in both languages, and nothing of the device', async () => {
	const [here] = await browsers('lotte', 3);

	await browsers('joke', 1);
	for (const [lang, heading, own, since] of [['nl', 'Je account', 'Deze browser', 'Aangemeld: '], ['en', 'Your account', 'This browser', 'Signed in: ']]) {
		const { status, body_text: html } = await here.get(`/account?taal=${lang}`, { 'user-agent': 'Lynx/2.9' });

		assert.equal(status, 200);
		assert.ok(html.includes(`<h1>${heading}</h1>`));
		assert.equal(idsOn(html).length, 3, 'those of this account');
		assert.equal(html.split(own).length, 2);
		assert.ok(html.indexOf(own) < html.indexOf(lang === 'nl' ? 'Een andere browser' : 'Another browser'));
		assert.equal(html.split(since).length, 4);
	}
	assert.match((await here.get('/rondes')).body_text, /href="\/account"/);
	assert.doesNotMatch(server.sql('.dump session'), /Lynx|127\.0\.0\.1/);
	assert.equal((await server.visitor().get('/account')).status, 303);
});

test('the bar says which page this is', async () => {
	const [here] = await browsers('lotte', 1);
	const current = async (path) => [...(await here.get(path)).body_text.matchAll(/<a [^>]*href="([^"]+)"[^>]* aria-current="page"/g)].map((m) => m[1]);

	assert.deepEqual(await current('/account'), ['/account']);
	assert.deepEqual(await current('/rondes'), ['/rondes']);
	assert.deepEqual(await current('/rondes/nieuw'), []);
});

test('one can be signed out, and only one of your own', async () => {
	const [here, there] = await browsers('lotte', 2), [other] = await browsers('joke', 1);
	const [, id] = idsOn((await here.get('/account')).body_text);
	const [theirs] = idsOn((await other.get('/account')).body_text);

	assert.equal((await here.post('/account/afmelden', { sessie: theirs })).status, 303);
	assert.ok(await isIn(other), 'of somebody else nothing ends');
	assert.equal((await here.post('/account/afmelden', { sessie: 'x' })).status, 400);
	assert.ok(await isIn(there), 'nor does everything by a number that is none');
	assert.equal((await here.post('/account/afmelden', { sessie: id })).status, 303);
	assert.ok(!await isIn(there));
	assert.ok(await isIn(here));
});

test('everywhere is also here', async () => {
	const all = await browsers('lotte', 3), [other] = await browsers('joke', 1);

	await all[0].get('/account');
	assert.equal((await all[0].post('/account/afmelden')).status, 303);
	for (const one of all)
		assert.ok(!await isIn(one));
	assert.ok(await isIn(other));
});

test('a new password ends the others; the old one signs in no more', async () => {
	const [here, there] = await browsers('lotte', 2);
	const change = (fields) => here.post('/account/wachtwoord', { oud: password, nieuw: fresh, nogeens: fresh, ...fields });

	await here.get('/account');
	for (const [fields, says] of [[{ oud: 'niet dit' }, /niet je wachtwoord van nu/], [{ oud: '' }, /Typ je wachtwoord van nu/],
		[{ nieuw: 'te kort', nogeens: 'te kort' }, /minstens 12 tekens/], [{ nogeens: 'iets anders dan dat' }, /niet hetzelfde/]]) {
		const answer = await change(fields);

		assert.equal(answer.status, 422);
		assert.match(answer.body_text, says);
		assert.doesNotMatch(answer.body_text, new RegExp(`${password}|${fresh}`), 'never shown again');
	}
	assert.ok(await isIn(there));
	const done = await change({});

	assert.equal(done.status, 303);
	assert.match((await here.get(done.headers.get('location'))).body_text, /Je wachtwoord is veranderd[^]*Overal elders ben je afgemeld/);
	assert.ok(!await isIn(there));
	assert.equal((await server.visitor().signIn('lotte')).status, 422);
	assert.equal((await server.visitor().signIn('lotte', fresh)).status, 303);
	assert.equal((await here.post('/account/wachtwoord', { oud: fresh, nieuw: password, nogeens: password })).status, 303);
});

test('whoever finds a browser signed in does not get to guess', async () => {
	const [here] = await browsers('joke', 1);

	await here.get('/account');
	const statuses = [];

	for (let i = 0; i < 12; i++)
		statuses.push((await here.post('/account/wachtwoord', { oud: `gok ${i}`, nieuw: fresh, nogeens: fresh })).status);
	assert.deepEqual(statuses.slice(0, 10), Array(10).fill(422));
	assert.equal(statuses.at(-1), 429);
});

test('a password goes into no letter', async () => {
	const [here] = await browsers('lotte', 1);

	await here.get('/account');
	server.sql('DELETE FROM session');
	const answer = await here.post('/account/wachtwoord', { oud: password, nieuw: fresh, nogeens: fresh });

	assert.ok([303, 403].includes(answer.status));
	const form = new URLSearchParams({ login: 'lotte', wachtwoord: password, brief: answer.body_text.match(/name="brief" value="([^"]+)"/)?.[1] ?? '' });

	assert.doesNotMatch((await here.send('/aanmelden', form)).body_text, new RegExp(`${fresh}|${password}`));
});

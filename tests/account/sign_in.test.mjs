// SPDX-License-Identifier: EUPL-1.2
// Signing in and out, the cookie, forms from elsewhere, and guessing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { password, run, serve } from '../play/server.mjs';

let server;

before(async () => {
	server = await serve();
	server.account();
});
after(() => server.stop());

test('the right password signs in', async () => {
	const visitor = server.visitor();
	const answer = await visitor.signIn();
	const [cookie] = answer.headers.getSetCookie();

	assert.equal(answer.status, 303);
	assert.equal(answer.headers.get('location'), '/rondes');
	assert.match(cookie, /^peil=[\w-]{43};/);
	assert.match(cookie, /; HttpOnly/);
	assert.match(cookie, /; SameSite=Lax/);
	assert.match(cookie, /; Path=\//);
	assert.doesNotMatch(cookie, /Domain|Expires|Max-Age/i, 'ends with the browser');
	assert.equal((await visitor.get('/rondes')).status, 200);
});

test('a wrong password and an unknown login look the same', async () => {
	const wrong = await server.visitor().signIn('lotte', 'een ander wachtwoord');
	const unknown = await server.visitor().signIn('niemand', 'een ander wachtwoord');

	assert.equal(wrong.status, 422);
	assert.equal(unknown.status, 422);
	assert.equal(wrong.headers.getSetCookie().length, 0);
	assert.equal(wrong.body_text.replaceAll('lotte', 'niemand'), unknown.body_text);
	assert.doesNotMatch(wrong.body_text, /een ander wachtwoord/, 'never shown again');
	assert.equal((await server.visitor().signIn('', '')).status, 422);
});

test('who is not signed in goes to the form, and back afterwards', async () => {
	const visitor = server.visitor();
	const sent = await visitor.get('/rondes');

	assert.equal(sent.status, 303);
	assert.equal(decodeURIComponent(sent.headers.get('location')), '/aanmelden?naar=/rondes');
	const form = await visitor.get(sent.headers.get('location'));

	assert.match(form.body_text, /name="naar" value="\/rondes"/);
});

test('who sends a form that is not ours without a session reads that it was not saved', async () => {
	const visitor = await server.signedIn();
	const form = { naam: 'Ronde', bedoeling: 'Waarom', csrf: 'x' };

	await visitor.get('/rondes/nieuw');
	visitor.cookies.set('peil', 'x'.repeat(43));
	const sent = await visitor.post('/rondes/nieuw', form);

	assert.equal(sent.status, 303);
	assert.equal(sent.headers.get('location'), '/aanmelden?verlopen=1');
	assert.match((await visitor.get(sent.headers.get('location'))).body_text,
		/Je was niet meer aangemeld\. Wat je verstuurde, is niet bewaard/);
	assert.match((await visitor.get('/aanmelden?verlopen=1&taal=en')).body_text, /no longer signed in/);
	assert.doesNotMatch((await visitor.get('/aanmelden')).body_text, /niet meer aangemeld/);
});

// Every test that signs in often has accounts of its own: tries are counted.
test('one goes back to our own paths only', async () => {
	server.account('terug');
	for (const naar of ['//elders.example/', 'https://elders.example/', '/\\elders.example',
		'javascript:alert(1)', 'elders', '/\t/elders.example']) {
		const answer = await server.visitor().post('/aanmelden',
			{ login: 'terug', wachtwoord: password, naar });

		assert.notEqual(answer.status, 500, naar);
		if (answer.status === 303)
			assert.equal(answer.headers.get('location'), '/rondes', naar);
	}
});

test('each sign-in has a session of its own, and signing out ends it', async () => {
	server.account('sessie');

	const one = await server.signedIn('sessie');
	const two = await server.signedIn('sessie');
	const kept = new Map(one.cookies);

	assert.notEqual(one.cookies.get('peil'), two.cookies.get('peil'));
	await one.get('/rondes');
	assert.equal((await one.post('/afmelden')).status, 303);
	assert.equal(one.cookies.has('peil'), false);
	one.cookies = kept;
	assert.equal((await one.get('/rondes')).status, 303, 'the server forgot it too');
	assert.equal((await two.get('/rondes')).status, 200);
});

test('a form needs a token that was made for who is signed in', async () => {
	server.account('bewijs');
	server.account('bewijs2');

	const one = await server.signedIn('bewijs');
	const two = await server.signedIn('bewijs2');

	await one.get('/rondes');
	await two.get('/rondes');
	assert.ok(one.token && two.token && one.token !== two.token);
	const [csrf, account, proof] = one.token.split('.');

	for (const token of ['', 'x', two.token, `${one.token}x`, one.token.slice(1), csrf, `${csrf}.${account}`,
		`${csrf}.${two.token.split('.')[1]}.${proof}`, `${two.token.split('.')[0]}.${account}.${proof}`])
		assert.equal((await one.post('/afmelden', { csrf: token })).status, 403, token);
	assert.equal((await one.get('/rondes')).status, 200, 'still signed in');
	assert.equal((await one.post('/afmelden')).status, 303);
});

test('a form from another site is refused', async () => {
	server.account('elders');

	const visitor = await server.signedIn('elders');

	await visitor.get('/rondes');
	for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' },
		{ origin: 'https://elders.example' }, { origin: `${server.url}.elders.example` }]) {
		assert.equal((await visitor.post('/afmelden', {}, headers)).status, 403,
			JSON.stringify(headers));
		assert.equal((await server.visitor().signIn('elders', password, headers)).status, 403,
			'nor can it sign somebody in');
	}
	assert.equal((await visitor.post('/afmelden', {}, { origin: server.url })).status, 303);
});

test('a made-up cookie is nobody', async () => {
	const visitor = server.visitor();

	for (const value of ['', 'x', 'A'.repeat(43), '\u00ff'.repeat(43), "' or 1=1 --"]) {
		visitor.cookies.set('peil', value);
		assert.equal((await visitor.get('/rondes')).status, 303, value);
	}
});

// Hashing takes its time, so the third limit (an address, many logins) is only read.
test('guessing passwords is slowed down, and keeps nobody else out', async () => {
	const other = await serve({ args: ['--quiet'] });
	const { limits } = JSON.parse(run(['pages'])).pages.find((p) => p.method === 'POST' && p.path === '/aanmelden');
	const from = (address) => ({ 'x-forwarded-for': address });
	const tries = async (n, login, address) => {
		let looked = 0, next = 0;
		const one = async () => {
			for (let i = next++; i < n; i = next++) {
				const { status } = await other.visitor().signIn(login(i), `gok ${i} van iemand`, from(address(i)));

				looked += status === 422;
			}
		};

		await Promise.all([one(), one(), one(), one()]);
		return looked;
	};
	const signIn = async (login, address) => (await other.visitor().signIn(login, password, from(address))).status;

	assert.deepEqual(limits.map(({ times, seconds }) => [times, seconds]), [[10, 900], [100, 3600], [300, 900]]);
	try {
		for (const name of ['anna', 'bert', 'carla'])
			other.account(name);
		for (let i = 0; i < 12; i++)
			assert.equal(await signIn('bert', '192.0.2.1'), 303, 'right ones never count');
		assert.equal(await tries(40, () => 'anna', () => '192.0.2.1'), 10, 'one login, one address, also all at once');
		assert.equal(await tries(5, (i) => [' anna', 'ANNA', 'Anna ', 'aNNa', 'anna'][i], () => '192.0.2.1'), 0,
			'however it is written');
		assert.equal(await signIn('anna', '192.0.2.1'), 429, 'also with the right one');
		assert.equal(await signIn('bert', '192.0.2.1'), 303, 'the office goes on');
		assert.equal(await signIn('carla', '192.0.2.1'), 303, 'also who was not in before');
		assert.equal(await signIn('anna', '192.0.2.2'), 303, 'and she herself, from elsewhere');
		const many = await tries(130, () => 'anna', (i) => `198.51.100.${i}`);

		assert.ok(many >= 90 && many < 100, `one login, many addresses: ${many} and the ten before, a hundred an hour`);
		assert.equal(await signIn('anna', '192.0.2.3'), 429);
		assert.equal(await signIn('anna', '192.0.2.2'), 303, 'where she was in before she is let in');
		assert.equal(await tries(8, () => 'anna', (i) => `2001:db8::${i}`), 0);
		assert.equal(await signIn('carla', '192.0.2.4'), 303, 'other addresses too');
	} finally {
		await other.stop();
	}
});

test('a reset password replaces the old one', async () => {
	run(['account', 'add', '--db', server.db, '--organisation', 'Gemeente Voorbeeld',
		'--login', 'reset', '--name', 'Naam', '--password-stdin'], `${password}\n`);
	run(['account', 'reset', '--db', server.db, '--login', 'reset', '--password-stdin'],
		'het nieuwe wachtwoord\n');
	assert.equal((await server.visitor().signIn('reset')).status, 422);
	assert.equal((await server.visitor().signIn('reset', 'het nieuwe wachtwoord')).status, 303);
});

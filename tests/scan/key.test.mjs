// SPDX-License-Identifier: EUPL-1.2
// The attack of a lead who kept the list of codes: opening what other people
// filled in, with the product's own pages.  And what people need instead: going
// on elsewhere, starting anew, leaving no trace on a shared device.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, makeRound, subjects } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, round;

before(async () => {
	server = await serve();
	server.account();
	round = await makeRound(server, { rows: ';Iedereen;team;40' });
});
after(() => server?.stop());

const card = () => `/s/${round.codes.Iedereen.pop()}`;
const nu = (html) => html.match(/name="nu" value="(\d+)" checked/)?.[1];
const keyOf = async (visitor, path) =>
	(await visitor.get(`${path}/sleutel`)).body_text.match(/sleutel: <b[^>]*>([0-9A-Z-]{14})</)[1];

// Every address below a card, and every form with what it may hold.
const pages = ['', ...Array.from({ length: subjects }, (_, i) => `/${i + 1}`), '/slot', '/overzicht', '/klaar',
	'/wie-ziet-wat', '/sleutel'];
const forms = [['/1', { nu: '1' }], ['/1', { naar: 'leeg' }], ['/1', { opmerking: 'x'.repeat(700) }], ['/1', {}],
	['/slot', { open2: 'x' }], ['/slot', { contact: 'iemand' }], ['/slot', [1, 2, 3, 4].map((n) => ['keuze[]', n])],
	['/inleveren', {}], ['/sleutel', { sleutel: 'ABCDEFGHJKMN' }], ['/sleutel', {}]];

// All that a code alone brings: status, headers and bytes, without the code.  Not
// compressed, for the code itself is in it.
const plain = { 'accept-encoding': 'identity' };

async function look(path) {
	const seen = [];
	const add = (what, reply) => seen.push([what, reply.status, [...reply.headers].filter(([name]) => name !== 'date'),
		reply.body_text].map((part) => JSON.stringify(part).replaceAll(path, '')).join(' '));

	for (const rest of pages)
		for (const lang of ['', '?taal=en'])
			add(rest + lang, await server.visitor().get(path + rest + lang, plain));
	for (const [rest, fields] of forms)
		for (const more of [plain, { ...plain, 'X-Peil-Autosave': '1' }])
			add(rest, await server.visitor().post(path + rest, fields, more));
	return seen;
}

const stored = () => ['answers FROM sheet', 'substr(texts, 1, 999) FROM note_slot', 'contact FROM offer_slot']
	.map((what) => server.sql(`SELECT hex(${what.replace(' FROM', ') FROM')} ORDER BY id`)).join();

test('with all codes of the list nothing comes back of what was answered or handed in', async () => {
	const secret = 'Alleen voor mij bedoeld';
	const people = [
		{ now: () => 1, wish: () => 2, picks: [1], remark: secret },
		{ now: () => 5, wish: () => 5, picks: [1, 2, 3], remark: secret.repeat(9) },
		{ now: (i) => (i === 0 ? 14 : undefined), wish: () => undefined, picks: null },
		{ now: () => 1, picks: null, handIn: false, remark: secret },
	];
	const views = [];
	const names = [];

	for (const person of people) {
		const path = card();

		await answer(server, path.slice(3), person);
		const before = stored();

		views.push(await look(path));
		names.push(path);
		assert.equal(stored(), before, 'nothing was changed');
	}
	for (const [i, view] of views.entries()) {
		for (const [at, reply] of view.entries())
			assert.ok(reply === views[0][at], `${i}: another answer gives another reply: ${reply.slice(0, 60)}`);
		assert.doesNotMatch(view.join(), new RegExp(`${secret}| checked`));
	}
	assert.match((await server.visitor().get(names[0])).body_text, /Deze kaart is al gebruikt/);
});

test('the attack finds something where there is something: with the key', async () => {
	const path = card();
	const person = server.visitor();

	await person.post(`${path}/1`, { nu: '3' });
	assert.equal((await server.visitor().get(`${path}/overzicht`)).status, 403);
	assert.equal((await person.get(`${path}/overzicht`)).status, 200);
	assert.equal(nu((await person.get(`${path}/1`)).body_text), '3');
});

test('one cookie, for the browser that answers: before the first save, unreadable, below /s, until closing', async () => {
	const path = card();
	const person = server.visitor();

	for (const rest of ['', '/wie-ziet-wat', '/overzicht'])
		assert.deepEqual((await person.get(path + rest)).headers.getSetCookie(), [], rest);
	const [cookie, ...more] = (await person.get(`${path}/1`)).headers.getSetCookie();

	assert.deepEqual(more, []);
	assert.match(cookie, /^sleutel-[0-9a-f]{8}=[0-9A-Z]{12}; Path=\/s; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
	assert.ok(!cookie.includes(path.slice(3)), 'it does not say which card');
	assert.deepEqual((await person.get(`${path}/2`)).headers.getSetCookie(), [], 'it stays the same');
	await person.post(`${path}/2`, { nu: '2' });
	await person.post(`${path}/inleveren`);
	assert.equal(person.cookies.size, 1);
	const [key] = person.cookies.values();

	assert.ok(!server.sql('SELECT hex(answers) FROM sheet').includes(Buffer.from(key).toString('hex').toUpperCase()));
	const at = card();

	await person.post(`${at}/1`, { nu: '4' });
	assert.equal(person.cookies.size, 2, 'a key for each card');
	assert.equal(nu((await person.get(`${path}/2`)).body_text), '2');
});

test('an answer that is lost on the way locks nobody out', async () => {
	const path = card();
	const person = server.visitor();

	await person.get(`${path}/1`);
	await person.twin().post(`${path}/1`, { nu: '2' });
	assert.equal(nu((await person.get(`${path}/1`)).body_text), '2');
});

test('on another device: the code and the key, in any writing', async () => {
	const path = card();
	const one = server.visitor(), two = server.visitor();

	await one.post(`${path}/1`, { nu: '2', opmerking: 'Verder' });
	const shown = await one.get(`${path}/sleutel`, { 'accept-encoding': 'gzip' });

	assert.equal(shown.headers.get('content-encoding'), null, 'a page with a secret is not compressed');
	const key = await keyOf(one, path);
	const wrong = await two.post(`${path}/sleutel`, { sleutel: 'ABCD<EFGH' });

	assert.equal(wrong.status, 422);
	assert.match(wrong.body_text, /past niet bij deze kaart/);
	assert.match(wrong.body_text, /value="ABCD&lt;EFGH"/);
	assert.equal((await two.post(`${path}/sleutel`, { sleutel: key.toLowerCase().replaceAll('-', ' ') })).status, 303);
	assert.match((await two.get(`${path}/1`)).body_text, /Verder<\/textarea>/);
	await two.post(`${path}/2`, { nu: '5' });
	await two.post(`${path}/inleveren`);
	await one.post(`${path}/1`, { nu: '4' });
	assert.equal(nu((await two.get(`${path}/1`)).body_text), '4', 'also after handing in');
	const other = card();

	await server.visitor().post(`${other}/1`, { nu: '1' });
	assert.equal((await two.post(`${other}/sleutel`, { sleutel: key })).status, 422, 'a key opens one card');
});

test('starting anew wipes what was not handed in, and the old browser sees nothing more', async () => {
	const path = card();
	const one = server.visitor(), two = server.visitor();
	const slots = () => server.sql("SELECT count(*) FROM note_slot WHERE instr(texts, CAST('Weg ermee' AS BLOB))");

	await one.post(`${path}/3`, { nu: '2', opmerking: 'Weg ermee' });
	assert.equal(slots(), '1');
	assert.equal((await two.post(`${path}/opnieuw`)).status, 303);
	assert.equal(slots(), '0');
	assert.doesNotMatch((await two.get(`${path}/3`)).body_text, / checked|Weg/);
	assert.equal((await one.get(`${path}/3`)).status, 403);
	assert.equal((await one.post(`${path}/3`, { nu: '1' })).status, 403);
	await two.post(`${path}/3`, { nu: '4' });
	assert.equal(nu((await two.get(`${path}/3`)).body_text), '4');
});

test('what was handed in cannot be erased or replaced with a code', async () => {
	const path = card();
	const one = server.visitor();

	await one.post(`${path}/1`, { nu: '2' });
	await one.post(`${path}/inleveren`);
	const refused = await server.visitor().post(`${path}/opnieuw`);

	assert.equal(refused.status, 409);
	assert.match(refused.body_text, /Met deze kaart is al ingeleverd/);
	assert.equal(nu((await one.get(`${path}/1`)).body_text), '2');
	assert.match((await one.get(path)).body_text, /ingeleverd/);
});

test('a shared device forgets on request', async () => {
	const path = card();
	const person = server.visitor();

	await person.post(`${path}/1`, { nu: '2' });
	await person.post(`${path}/inleveren`);
	assert.match((await person.get(`${path}/klaar`)).body_text, /Haal de sleutel van dit apparaat/);
	assert.equal((await person.post(`${path}/vergeten`)).status, 303);
	assert.equal(person.cookies.size, 0);
	assert.equal((await person.get(`${path}/overzicht`)).status, 403);
});

test('a sheet of before there were keys is not opened by its code', async () => {
	const path = card();

	await server.visitor().post(`${path}/1`, { nu: '2' });
	server.sql(`UPDATE sheet SET answers = CAST(substr(answers, 1, 10) || zeroblob(16) || substr(answers, 27) AS BLOB)`);
	assert.equal((await server.visitor().get(`${path}/1`)).status, 403);
	assert.equal((await server.visitor().post(`${path}/opnieuw`)).status, 303);
});

test('who sees what says how the cards were made', async () => {
	const printed = await makeRound(server, { rows: ';Balie;team;6', until: 'cards' });
	const list = server.visitor();

	assert.match((await list.get(`${card()}/wie-ziet-wat`)).body_text, /kan een lijst hebben met de codes/);
	const form = await printed.lead.get(`${printed.path}/kaarten`);
	const box = form.body_text.match(/name="groep\[\]" value="(\d+)"/)[1];
	const sheet = await printed.lead.post(`${printed.path}/kaarten`, [['groep[]', box], ['vorm', 'vel']]);
	const code = sheet.body_text.match(/class="ticketcode"[^>]*>([0-9A-Z-]{14})</)[1].replaceAll('-', '');

	await printed.lead.post(`${printed.path}/openen`);
	const page = (await list.get(`/s/${code}/wie-ziet-wat`)).body_text;

	assert.match(page, /De kaarten van je groep zijn afgedrukt/);
	assert.doesNotMatch(page, /kan een lijst hebben/);
});

// SPDX-License-Identifier: EUPL-1.2
// `peil demo`: fills an invented organisation once, says how to get in, serves
// it, and keeps what is there on a second start.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { interrupt, names, rounds, signedIn, start } from '../play/demo.mjs';
import { peil, serve } from '../play/server.mjs';
import { Visitor } from '../play/visitor.mjs';

const folder = mkdtempSync(join(tmpdir(), 'peil-demo-'));
const model = JSON.parse(readFileSync(new URL('../../models/ddw-basis.json', import.meta.url)));
let demo;

before(async () => {
	demo = await start(join(folder, 'data'));
});
after(async () => {
	if (demo.child.exitCode === null)
		await interrupt(demo);
	rmSync(folder, { recursive: true, force: true });
});

test('it says where, with what, and which cards can be tried', () => {
	assert.match(demo.url, /^http:\/\/127\.0\.0\.1:\d+$/);
	assert.equal(demo.login, 'lead');
	assert.ok(demo.password.length >= 12);
	assert.equal(new Set(demo.cards).size, 3);
	for (const card of demo.cards)
		assert.match(card, /^[0-9A-HJKMNP-TV-Z]{12}$/);
});

test('what it printed signs in, to two closed rounds and an open one', async () => {
	const found = await rounds(await signedIn(demo));

	assert.deepEqual(Object.keys(found).sort(), Object.values(names).sort());
});

test('the picture has every subject, and not the team that is too small', async () => {
	const visitor = await signedIn(demo);
	const { [names.talk]: id } = await rounds(visitor);
	const picture = await visitor.get(`/rondes/${id}/beeld`);

	assert.equal(picture.status, 200);
	for (const subject of model.subjects)
		assert.ok(picture.body_text.includes(subject.name.nl), subject.name.nl);
	assert.match(picture.body_text, />twee kampen</, 'two camps');
	assert.match(picture.body_text, /antwoorden van leidinggevenden liggen gemiddeld [\d,]+ niveau hoger/, 'leaders see it higher');
	assert.match(picture.body_text, />dicht bij elkaar</);
	assert.doesNotMatch(picture.body_text, /Bestuursadvies/, 'below k');
});

test('the year before has something to compare with, and something not', async () => {
	const visitor = await signedIn(demo);
	const { [names.talk]: id } = await rounds(visitor);
	const { status, body_text } = await visitor.get(`/rondes/${id}/verandering`);

	assert.equal(status, 200);
	assert.equal((body_text.match(/data-rule="change-other"/g) ?? []).length, 1);
	for (const rule of ['change-apart', 'change-chance', 'change-counts'])
		assert.match(body_text, new RegExp(`data-rule="${rule}"`));
	assert.match(body_text, />Dienstverlening \/ Burgerzaken</);
	assert.doesNotMatch(body_text, /Vergunningen|Data en analyse|Bestuursadvies/, 'other groups');
});

test('the open round shows no picture', async () => {
	const visitor = await signedIn(demo);
	const { [names.open]: id } = await rounds(visitor);
	const { body_text } = await visitor.get(`/rondes/${id}/beeld`);

	assert.doesNotMatch(body_text, /id="onderwerp1"/);
});

test('each printed card opens a sheet', async () => {
	for (const card of demo.cards) {
		const visitor = new Visitor(demo.url);
		let answer = await visitor.get(`/s/${card}`);

		for (let i = 0; i < 3 && answer.status === 303; i++)
			answer = await visitor.get(answer.headers.get('location'));
		assert.equal(answer.status, 200, card);
		assert.ok(answer.body_text.includes('Gemeente Waterrade'), card);
	}
	const answer = await new Visitor(demo.url).get('/s/000000000000');

	assert.notEqual(answer.status, 200, 'a made-up card does not');
});

test('its home page offers a card that is unused, and says how to sign in; with both one comes in', async () => {
	const home = async (lang) => (await new Visitor(demo.url).get(`/?taal=${lang}`)).body_text;
	const card = (html) => html.match(/href="\/s\/(\w{12})"/)?.[1];
	const nl = await home('nl'), first = card(nl);

	assert.match(nl, /Dit is een voorbeeld/);
	assert.ok(nl.includes(`>${demo.login}<`) && nl.includes(`>${demo.password}<`));
	assert.ok(nl.includes(join(folder, 'data')), 'where the data is');
	assert.match(await home('en'), /This is an example[\s\S]*To begin anew/);

	const visitor = new Visitor(demo.url);
	let answer = await visitor.get(`/s/${first}`);

	while (answer.status === 303)
		answer = await visitor.get(answer.headers.location);
	assert.equal(answer.status, 200);
	assert.equal(card(await home('nl')), first, 'looking uses no card');
	assert.equal((await visitor.post(`/s/${first}/1`, { nu: '2' })).status, 303);
	assert.notEqual(card(await home('nl')), first, 'a used one is offered to nobody');
});

test('the server of an organisation offers nothing', async () => {
	const server = await serve();

	try {
		const { body_text } = await server.visitor().get('/');

		assert.match(body_text, /Meedoen met een code/);
		assert.doesNotMatch(body_text, /voorbeeld|wachtwoord|href="\/s\//i);
	} finally {
		await server.stop();
	}
});

test('Ctrl-C ends it with 0; a second start keeps what was changed', async () => {
	const lead = await signedIn(demo);

	await lead.get('/rondes');
	const made = await lead.post('/rondes/nieuw', {
		naam: 'Zelf gemaakt', bedoeling: 'Kijken of dit blijft.', k: '5', nl: '1',
		sluit: new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10),
		opgave1: 'Proef', mensen1: 'bewoners',
	});

	assert.equal(made.status, 303, made.body_text);
	assert.deepEqual(await interrupt(demo), { code: 0, signal: null });
	assert.match(demo.said, /wordt gevuld/, 'the first start fills');
	const { cards } = demo;

	demo = await start(join(folder, 'data'));
	assert.doesNotMatch(demo.said, /wordt gevuld/, 'the second does not');
	assert.deepEqual(demo.cards, cards);
	assert.deepEqual(Object.keys(await rounds(await signedIn(demo))).sort(),
		[...Object.values(names), 'Zelf gemaakt'].sort());
	assert.deepEqual(await interrupt(demo), { code: 0, signal: null });
});

test('the same codes in every filling, and a command line is checked', async () => {
	const other = await start(join(folder, 'other'));

	assert.deepEqual(other.cards, demo.cards);
	assert.equal((await interrupt(other)).code, 0);
	const wrong = spawn(peil, ['demo', '--onbekend'], { stdio: 'ignore' });
	const code = await new Promise((done) => { wrong.on('exit', done); });

	assert.equal(code, 2);
});

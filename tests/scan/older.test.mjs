// SPDX-License-Identifier: EUPL-1.2
// Two tabs or devices: a page that is older than what is stored undoes nothing of
// it.  And offers to think along: one card is one line.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, round;

before(async () => {
	server = await serve();
	server.account();
	round = await makeRound(server, { rows: ';Iedereen;team;40' });
});
after(() => server?.stop());

const card = () => `/s/${round.codes.Iedereen.pop()}`;

// What a browser would send of a form as it stands.
function fieldsOf(html) {
	const fields = [['was', html.match(/name="was" value="([^"]*)"/)[1]]];

	for (const [, name, value] of html.matchAll(/name="((?:nu|straks|past\d|keuze\[\])[^"]*)" value="(\d+)" checked/g))
		fields.push([name, value]);
	for (const [, name, text] of html.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)</g))
		fields.push([name, text]);
	return fields;
}
const set = (fields, name, value) => [...fields.filter(([n]) => n !== name), [name, value]];
const formOf = async (visitor, path) => fieldsOf((await visitor.get(path)).body_text);
const stored = async (visitor, path) => Object.fromEntries((await formOf(visitor, path)).filter(([n]) => n !== 'was'));

async function person() {
	const path = card();
	const one = server.visitor();

	await one.get(`${path}/1`);
	return { path, one, two: one.twin() };
}

for (const autosave of [{}, { 'X-Peil-Autosave': '1' }])
	test(`an older page undoes nothing of a question (${JSON.stringify(autosave)})`, async () => {
		const { path, one, two } = await person();
		const empty = await formOf(one, `${path}/1`);

		await two.post(`${path}/1`, set(set(set(set(empty, 'nu', '4'), 'straks', '5'), 'past1', '2'), 'opmerking', 'Nieuwer'));
		await one.post(`${path}/1`, empty, autosave);
		assert.deepEqual(await stored(one, `${path}/1`), { nu: '4', straks: '5', past1: '2', opmerking: 'Nieuwer' });
		await one.post(`${path}/1`, set(empty, 'past2', '3'), autosave);
		assert.deepEqual(await stored(one, `${path}/1`), { nu: '4', straks: '5', past1: '2', past2: '3', opmerking: 'Nieuwer' });

		const older = await formOf(one, `${path}/1`);

		await two.post(`${path}/1`, set(set(older, 'nu', '1'), 'opmerking', 'Nog nieuwer'));
		await one.post(`${path}/1`, set(older, 'straks', '2'), autosave);
		assert.deepEqual(await stored(one, `${path}/1`), { nu: '1', straks: '2', past1: '2', past2: '3', opmerking: 'Nog nieuwer' });
	});

test('what a page does change is a change: also emptying a text', async () => {
	const { path, one } = await person();

	await one.post(`${path}/1`, set(set(await formOf(one, `${path}/1`), 'nu', '4'), 'opmerking', 'Even'));
	await one.post(`${path}/1`, set(set(await formOf(one, `${path}/1`), 'nu', '2'), 'opmerking', ''));
	assert.deepEqual(await stored(one, `${path}/1`), { nu: '2', opmerking: '' });
	await one.post(`${path}/1`, [['naar', 'leeg'], ['was', 'onzin'], ['nu', '2']]);
	assert.deepEqual(await stored(one, `${path}/1`), { opmerking: '' });
});

test('the script goes on from what it sent', async () => {
	const { path, one, two } = await person();
	const form = set(await formOf(one, `${path}/1`), 'nu', '3');
	const saved = await one.post(`${path}/1`, form, { 'X-Peil-Autosave': '1' });
	const later = set(form, 'was', saved.headers.get('x-peil-was'));

	await two.post(`${path}/1`, set(await formOf(two, `${path}/1`), 'nu', '5'));
	await one.post(`${path}/1`, set(later, 'straks', '4'), { 'X-Peil-Autosave': '1' });
	assert.deepEqual(await stored(one, `${path}/1`), { nu: '5', straks: '4', opmerking: '' });
});

test('an older page undoes nothing of the closing questions', async () => {
	const { path, one, two } = await person();
	const empty = await formOf(one, `${path}/slot`);

	await two.post(`${path}/slot`, [...set(empty, 'open2', 'Nieuwer'), ['keuze[]', '1'], ['keuze[]', '2']]);
	await one.post(`${path}/slot`, empty);
	const page = (await one.get(`${path}/slot`)).body_text;
	const picks = (html) => [...html.matchAll(/name="keuze\[\]" value="(\d+)" checked/g)].map((m) => m[1]);

	assert.deepEqual(picks(page), ['1', '2']);
	assert.match(page, /Nieuwer<\/textarea>/);
	await one.post(`${path}/slot`, [...empty, ['keuze[]', '3']]);
	assert.deepEqual(picks((await one.get(`${path}/slot`)).body_text), ['1', '2', '3']);
	await one.post(`${path}/slot`, [...empty, ['keuze[]', '4']]);
	assert.deepEqual(picks((await one.get(`${path}/slot`)).body_text), ['4'], 'more than three: those of the last page');
	await one.post(`${path}/slot`, (await formOf(one, `${path}/slot`)).filter(([n]) => n !== 'keuze[]'));
	assert.deepEqual(picks((await one.get(`${path}/slot`)).body_text), [], 'clearing a box is a change');
});

test('buttons of the frame save first: language, overview, help', async () => {
	const { path, one } = await person();
	const page = (await one.get(`${path}/1`)).body_text;

	assert.doesNotMatch(page, /<a [^>]*href="(?!#)/, 'no link stands beside an unsaved choice');
	for (const [naar, to] of [['en', `${path}/1?taal=en`], ['overzicht', `${path}/overzicht?taal=nl`], ['hulp', '/hulp?taal=nl'],
		['wie-ziet-wat', `${path}/wie-ziet-wat?taal=nl`], ['toegankelijkheid', '/toegankelijkheid?taal=nl'],
		['begin', `${path}?taal=nl`], ['sleutel', `${path}/sleutel?taal=nl`]]) {
		assert.match(page, new RegExp(`name="naar" value="${naar}"`));
		await one.post(`${path}/1`, { naar: 'leeg' });
		const went = await one.post(`${path}/1`, { nu: '3', naar });

		assert.equal(went.headers.get('location').replace(/&bewaard=\d+$/, ''), to);
		assert.equal((await stored(one, `${path}/1`)).nu, '3', naar);
	}
	const closing = (await one.get(`${path}/slot`)).body_text;

	assert.doesNotMatch(closing, /<a [^>]*href="(?!#)/);
	assert.equal((await one.post(`${path}/slot`, { open2: 'Bewaard', naar: 'en' })).headers.get('location').split('&')[0],
		`${path}/slot?taal=en`);
	assert.match((await one.get(`${path}/slot`)).body_text, /Bewaard<\/textarea>/);
});

test('one card is one offer, and the list of the round is in no order', async () => {
	const other = await makeRound(server, { rows: ';Iedereen;team;12' });
	const offer = async (code, contact) => {
		const visitor = server.visitor();

		await visitor.get(`/s/${code}/slot`);
		return Promise.all((Array.isArray(contact) ? contact : [contact]).map((line) => visitor.post(`/s/${code}/slot`, { contact: line })));
	};
	const [first, ...rest] = other.codes.Iedereen;
	const flood = await offer(first, Array.from({ length: 200 }, (_, i) => `regel ${i}`));

	assert.ok(flood.every((reply) => reply.status === 303));
	for (const [i, code] of rest.entries())
		await offer(code, `persoon ${i}`);
	assert.equal(server.sql(`SELECT count(*) FROM volunteer WHERE round = ${other.id}`), '0', 'until closing each has its slot');
	assert.equal(server.sql(`SELECT group_concat(DISTINCT length(contact)) FROM offer_slot WHERE round = ${other.id}`).split(',').length, 1);
	const long = await server.visitor().post(`/s/${round.codes.Iedereen.pop()}/slot`, { contact: 'é'.repeat(151), open2: 'Blijft' });

	assert.equal(long.status, 422);
	assert.match(long.body_text, /hoogstens|één regel van 150 tekens/);
	await close(other);
	const lines = server.sql(`SELECT contact FROM volunteer WHERE round = ${other.id}`).split('\n');

	assert.equal(lines.length, 12, 'one a card');
	assert.equal(lines.filter((l) => /^regel \d+$/.test(l)).length, 1);
	assert.equal(server.sql(`SELECT count(*) FROM offer_slot WHERE round = ${other.id}`), '0', 'the slots are destroyed');
});

// SPDX-License-Identifier: EUPL-1.2
// "Jullie zeiden, wij doen": readable with the link only, when published only.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, close, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, round, other, units, small;

const base = () => `${round.path}/wij-doen`;
const unitsOf = (html) => Object.fromEntries([...html.matchAll(/\/wij-doen\/(\d+)"[^>]*>[^<]*<span class="vh">: ([^<]+)</g)]
	.map(([, id, name]) => [name, id]));
const put = (name, tekst, knop = 'publiceer') => round.lead.post(`${base()}/${units[name]}`, { tekst, knop });
const keyNow = async () => (await round.lead.get(base())).body_text.match(/href="\/r\/([0-9A-Z]{24})"/)?.[1];
const read = (key, id = '', lang = '') => server.visitor().get(`/r/${key}${id === '' ? '' : `/${id}`}${lang}`);

before(async () => {
	server = await serve();
	server.account();
	server.account('piet', 'Waterschap Elders');
	round = await makeRound(server, { rows: 'Dienst;Burgerzaken;team;9\nDienst;Klein;team;4\nDienst;Groot;team;9' });
	for (const [group, count] of [['Burgerzaken', 6], ['Klein', 2], ['Groot', 7]])
		for (let i = 0; i < count; i++)
			await answer(server, round.codes[group][i], { now: () => 1 + i % 4 });
	await close(round);
	units = unitsOf((await round.lead.get(base())).body_text);
	other = await server.signedIn('piet');
	await other.get('/rondes');
});
after(() => server.stop());

test('a form per visible group; there is no link before the first page', async () => {
	const html = (await round.lead.get(base())).body_text;

	assert.deepEqual(Object.keys(units).sort(), ['Burgerzaken', 'Dienst', 'Gemeente Voorbeeld', 'Groot']);
	assert.match(html, /Te klein voor een eigen pagina\. Deze groep leest die van Dienst\./);
	assert.equal(await keyNow(), undefined);
});

test('faults are said, nothing typed is lost', async () => {
	const empty = await put('Dienst', '');
	const long = await put('Dienst', `kwijt ${'é'.repeat(3000)}`);

	assert.equal(empty.status, 422);
	assert.match(empty.body_text, /Schrijf eerst op wat jullie doen/);
	assert.equal(long.status, 422);
	assert.match(long.body_text, /kwijt é{3000}/);
	assert.equal(await keyNow(), undefined);
});

test('saved is not published', async () => {
	assert.equal((await put('Dienst', 'Nog een concept', 'bewaar')).status, 303);
	assert.equal(await keyNow(), undefined);
	assert.equal((await put('Burgerzaken', 'We <b>spreken</b> elke maand & "meer".')).status, 303);
	const key = await keyNow();

	assert.match(key, /^[0-9A-Z]{24}$/);
	assert.equal((await read(key, units.Dienst)).status, 404);
	assert.equal((await read(key, units.Groot)).status, 404);
	const groups = (await read(key)).body_text;

	assert.match(groups, />Burgerzaken</);
	assert.doesNotMatch(groups, />Groot<|>Dienst</);
});

test('a published page has picture, reply and nothing that runs', async () => {
	const got = await read(await keyNow(), units.Burgerzaken);

	assert.equal(got.status, 200);
	assert.match(got.body_text, /We &lt;b&gt;spreken&lt;\/b&gt; elke maand &amp; &quot;meer&quot;|We &lt;b&gt;spreken&lt;\/b&gt; elke maand &amp; "meer"/);
	assert.doesNotMatch(got.body_text, /<b>spreken/);
	assert.match(got.body_text, /6 deelnemers tellen hier mee/);
	assert.equal((got.body_text.match(/<article class="replystrip"/g) ?? []).length, 10);
	assert.match(got.headers.get('x-robots-tag'), /noindex/);
	assert.deepEqual(got.headers.getSetCookie(), []);
	assert.doesNotMatch(got.body_text, /\/rondes\//);
	const english = await read(await keyNow(), units.Burgerzaken, '?taal=en');

	assert.match(english.body_text, /You said, we do/);
});

test('a group too small gets the page above, which says so', async () => {
	const key = await keyNow();

	await put('Dienst', 'Samen beginnen we bij de bron.');
	const groups = (await read(key)).body_text;

	small = groups.match(/\/r\/[0-9A-Z]+\/(\d+)">Klein</)[1];
	const page = (await read(key, small)).body_text;

	assert.match(page, /Je koos Klein\. In die groep zijn minder dan 5 antwoorden\./);
	assert.match(page, /Hier lees je het beeld van Dienst\./);
	assert.match(page, /Samen beginnen we bij de bron/);
	assert.match(page, /13 deelnemers/);
	await put('Dienst', 'Samen beginnen we bij de bron.', 'bewaar');
	assert.equal((await read(key, small)).status, 404);
	assert.equal((await round.lead.get(`${base()}/${small}`)).status, 404);
});

test('without the link nothing opens; a new one ends the old', async () => {
	const key = await keyNow();

	for (const wrong of [key.slice(1), `${key}0`, `${'0'.repeat(24)}`, '%27%20or%201=1', round.id])
		assert.equal((await read(wrong, units.Burgerzaken)).status, 404, wrong);
	for (const wrong of ['1', '-1', 'abc', '99999999999999999999', round.id])
		assert.equal((await read(key, wrong)).status, 404, wrong);
	assert.equal((await round.lead.post(base())).status, 200, 'it is asked first');
	assert.equal(await keyNow(), key);
	assert.equal((await round.lead.post(base(), { zeker: '1' })).status, 303);
	const renewed = await keyNow();

	assert.notEqual(renewed, key);
	assert.equal((await read(key, units.Burgerzaken)).status, 404);
	assert.equal((await read(renewed, units.Burgerzaken)).status, 200);
});

test('another organisation and an open round: no', async () => {
	const open = await makeRound(server, { name: 'Loopt' });

	assert.equal((await other.get(base())).status, 404);
	assert.equal((await other.get(`${base()}/${units.Groot}`)).status, 404);
	assert.equal((await other.post(`${base()}/${units.Groot}`, { tekst: 'gekaapt', knop: 'publiceer' })).status, 404);
	assert.equal((await other.post(base())).status, 404);
	assert.equal((await open.lead.get(`${open.path}/wij-doen`)).status, 409);
	assert.equal((await open.lead.post(`${open.path}/wij-doen`)).status, 409);
	assert.equal((await open.lead.get(`${open.path}/wij-doen/${units.Groot}`)).status, 409);
	assert.doesNotMatch((await round.lead.get(`${base()}/${units.Groot}`)).body_text, /gekaapt/);
});

test('the decision on what follows is shown to participants', async () => {
	await round.lead.post(`${round.path}/fasen/11`, { keuze: 'niets', antwoord: 'er komt <i>eerst</i> een fusie' });
	const key = await keyNow();

	for (const id of ['', units.Burgerzaken]) {
		const html = (await read(key, id)).body_text;

		assert.match(html, /Niets, omdat: er komt &lt;i&gt;eerst/);
		assert.doesNotMatch(html, /<i>eerst/);
	}
});

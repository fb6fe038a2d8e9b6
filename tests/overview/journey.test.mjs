// SPDX-License-Identifier: EUPL-1.2
// The home of a round: where it stands, the questions that end its stages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, close, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, round, other;

const home = async (r = round) => (await r.lead.get(r.path)).body_text;
const now = (html) => html.match(/aria-current="step">([^<]+)/)?.[1];
const next = (html) => html.match(/<h2 id="h-stap">([^<]+)/)[1];
const ask = (stage, fields, r = round) => r.lead.post(`${r.path}/fasen/${stage}`, fields);

before(async () => {
	server = await serve();
	server.account();
	server.account('piet', 'Waterschap Elders');
	round = await makeRound(server, { rows: 'Dienst;Burgerzaken;team;12' });
	other = await server.signedIn('piet');
	await other.get('/rondes');
});
after(() => server.stop());

test('every stage has its question; later ones wait for the closing', async () => {
	const html = await home();

	assert.equal(now(html), 'Zelfanalyse');
	assert.match(html, /Komt eraan[\s\S]*Zelfanalyse sluit/);
	assert.match(html, /Waarom we dit doen[\s\S]*Minder schulden/);
	assert.doesNotMatch(html, /Prioriteiten|Programmaplan|Ambitie/);
	assert.equal((await ask(3, { antwoord: 'te vroeg' })).status, 409);
	assert.equal((await ask(11, { keuze: 'niets', antwoord: 'te vroeg' })).status, 409);
	for (const none of ['2', '6', '12', '-1', 'x', '4294967296'])
		assert.equal((await ask(none, { antwoord: 'x' })).status, 404, none);
	assert.equal((await ask(0, { antwoord: 'Om <b>schulden</b> te zien.' })).status, 303);
	assert.match(await home(), /Om &lt;b&gt;schulden&lt;\/b&gt; te zien\./);
});

test('after closing: remarks, picture, conversation, shared picture, decision', async () => {
	for (let i = 0; i < 10; i++)
		await answer(server, round.codes.Burgerzaken[i], i === 0 ? { remark: 'Een opmerking' } : {});
	await close(round);
	assert.equal(now(await home()), 'Beeld');
	assert.equal(next(await home()), 'Lees de opmerkingen');
	const id = (await round.lead.get(`${round.path}/opmerkingen`)).body_text.match(/id="o(\d+)"/)[1];

	await round.lead.post(`${round.path}/opmerkingen/${id}`, { besluit: 'tonen' });
	assert.equal(next(await home()), 'Bekijk samen het beeld');
	assert.equal((await ask(3, { antwoord: 'Over de bron' })).status, 303);
	assert.equal(now(await home()), 'Verdiepen');
	assert.equal(next(await home()), 'Ga in gesprek');
	assert.equal((await ask(4, { antwoord: 'Ja, iedereen las mee' })).status, 303);
	assert.equal(next(await home()), 'Rond het gedeelde beeld af');
	assert.equal((await ask(5, { antwoord: 'Ja, ook met het verschil' })).status, 303);
	assert.equal(now(await home()), 'Hoe verder');
	assert.equal(next(await home()), 'Vertel wat er met het beeld gebeurt');
});

test('every link of the home opens', async () => {
	const links = new Set([...(await home()).matchAll(/href="(\/(?:rondes|sessies)\/[^"#?]+)"/g)].map((m) => m[1]));

	assert.ok(links.size > 8);
	for (const link of links)
		assert.equal((await round.lead.get(link)).status, 200, link);
});

test('a round does not end without a decision, and nothing needs its reason', async () => {
	const none = await ask(11, { antwoord: 'alleen tekst' });
	const bare = await ask(11, { keuze: 'niets' });
	const long = await ask(11, { keuze: 'verder', antwoord: `kwijt ${'x'.repeat(1000)}` });

	assert.equal(none.status, 422);
	assert.match(none.body_text, /Kies of er iets volgt/);
	assert.match(none.body_text, /alleen tekst/);
	assert.equal(bare.status, 422);
	assert.match(bare.body_text, /Schrijf op waarom er niets volgt/);
	assert.equal(long.status, 422);
	assert.match(long.body_text, /kwijt x{1000}/);
	assert.equal(next(await home()), 'Vertel wat er met het beeld gebeurt');
	assert.equal((await ask(11, { keuze: 'niets', antwoord: 'er komt een fusie' })).status, 303);
	assert.equal(next(await home()), 'Deze ronde is afgerond');
	assert.match(await home(), /Niets, omdat: er komt een fusie/);
	assert.equal((await ask(11, { keuze: 'verder', antwoord: 'toch een plan' })).status, 303);
	assert.match(await home(), /toch een plan/);
	assert.doesNotMatch(await home(), /fusie/);
});

test('another organisation: no such round', async () => {
	for (const path of ['', '/fasen/0', '/fasen/11'])
		assert.equal((await other.get(round.path + path)).status, 404);
	assert.equal((await other.post(`${round.path}/fasen/11`, { keuze: 'niets', antwoord: 'gekaapt' })).status, 404);
	assert.doesNotMatch(await home(), /gekaapt/);
});

// SPDX-License-Identifier: EUPL-1.2
// Spare cards and lost cards while a round is open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, boxes, close, makeRound, readCodes } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const rows = 'Ruimte;Vergunningen;team;6\n;Leiding;leiding;5';
let server;

before(async () => {
	server = await serve();
	server.account();
	server.account('piet', 'Waterschap Elders');
});
after(() => server?.stop());

const text = (html) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const codesOf = (html) => [...html.matchAll(/class="ticketcode">([^<]+)</g)].map(([, code]) => code.replaceAll('-', ''));

const opened = (more = {}) => makeRound(server, { rows, ...more });

async function unitOf(round, name) {
	const form = (await round.lead.get(`${round.path}/kaarten`)).body_text;

	return form.match(new RegExp(`<option value="(\\d+)">[^<]*${name}`))[1];
}

const spare = async (round, name, aantal, vorm = '1') =>
	round.lead.post(`${round.path}/kaarten/reserve`, { groep: await unitOf(round, name), aantal, vorm });
const answered = async (round, name) => Number(text((await round.lead.get(round.path)).body_text).match(new RegExp(`${name} (\\d+) van`))[1]);

test('a spare card after opening works; a group hands in as often as it has members, and is told', async () => {
	const round = await opened();
	const made = await spare(round, 'Vergunningen', '2');
	const codes = [...round.codes.Vergunningen, ...codesOf(made.body_text)];

	assert.equal(made.status, 200);
	assert.match(made.body_text, /Dan maak je nieuwe reservekaarten/);
	assert.equal(codes.length, 8);
	for (const code of codes.slice(2))
		await answer(server, code);
	assert.equal(await answered(round, 'Vergunningen'), 6);
	const late = await answer(server, codes[0], { handIn: false });
	const refused = await late.post(`/s/${codes[0]}/inleveren`);

	assert.equal(refused.status, 409);
	assert.match(text(refused.body_text), /Dit formulier kan niet meer meetellen\. Je groep heeft 6 mensen, en er zijn al 6 formulieren ingeleverd\. Leverde je zelf al in met een andere kaart\?/);
	assert.equal(await answered(round, 'Vergunningen'), 6);
	assert.match((await late.get(`/s/${codes[0]}/overzicht`)).body_text, /Nakijken en inleveren/, 'what was filled in stays');
	assert.match((await server.visitor().get(`/s/${codes[1]}/wie-ziet-wat`)).body_text, /nooit meer formulieren mee dan er mensen/);
});

test('there are only so many spare cards, and none before opening or after closing', async () => {
	const round = await opened();

	assert.match(text((await round.lead.get(`${round.path}/kaarten`)).body_text), /Er kunnen nog 10 reservekaarten bij/);
	assert.equal((await spare(round, 'Leiding', '9', '2')).status, 200);
	const more = await spare(round, 'Leiding', '2');

	assert.equal(more.status, 422);
	assert.match(more.body_text, /Zoveel reservekaarten zijn er niet meer/);
	for (const aantal of ['0', '21', 'x', ''])
		assert.equal((await spare(round, 'Leiding', aantal)).status, 422, aantal);
	assert.equal((await round.lead.post(`${round.path}/kaarten/reserve`, { groep: '1', aantal: '1', vorm: '1' })).status, 422);
	assert.equal((await spare(round, 'Leiding', '1')).status, 200);
	assert.match((await round.lead.get(`${round.path}/kaarten`)).body_text, /geen reservekaarten meer te maken/);
	await close(round);
	assert.equal((await round.lead.post(`${round.path}/kaarten/reserve`, {})).status, 409);
	assert.match((await round.lead.get(`${round.path}/kaarten`)).body_text, /zelfanalyse is gesloten/);
	const early = await makeRound(server, { rows, until: 'groups' });

	await early.lead.get(`${early.path}/kaarten`);
	assert.equal((await early.lead.post(`${early.path}/kaarten/reserve`, {})).status, 409);
	assert.equal((await early.lead.post(`${early.path}/kaarten/vervangen`, {})).status, 409);
});

test('a list of spare links makes the page that says who sees what say so', async () => {
	const paper = await makeRound(server, { rows, until: 'groups' });
	const form = (await paper.lead.get(`${paper.path}/kaarten`)).body_text;
	const codes = codesOf((await paper.lead.post(`${paper.path}/kaarten`, [...boxes(form), ['vorm', 'vel']])).body_text);

	await paper.lead.get(`${paper.path}/openen`);
	await paper.lead.post(`${paper.path}/openen`);
	const page = async () => (await server.visitor().get(`/s/${codes[0]}/wie-ziet-wat`)).body_text;

	assert.match(await page(), /zijn afgedrukt/);
	await spare(paper, 'Vergunningen', '1', '1');
	assert.match(await page(), /zijn afgedrukt/);
	await spare(paper, 'Vergunningen', '1', '2');
	assert.match(await page(), /kan een lijst hebben/);
	await spare(paper, 'Vergunningen', '1', '1');
	assert.match(await page(), /kan een lijst hebben/, 'the list is still there');
});

test('a lost card is replaced when its code is known and nobody used it', async () => {
	const round = await opened();
	const [lost, used, other] = round.codes.Vergunningen;
	const replace = (code, vormnieuw = '1') => round.lead.post(`${round.path}/kaarten/vervangen`, { code, vormnieuw });

	await answer(server, used, { handIn: false });
	await round.lead.get(`${round.path}/kaarten`);
	const [fresh] = codesOf((await replace(lost.toLowerCase())).body_text);

	assert.equal((await server.visitor().get(`/s/${lost}`)).status, 404);
	assert.match((await server.visitor().get(`/s/${lost}`)).body_text, /een nieuwe kaart voor gemaakt: dan werkt de oude niet meer/);
	await answer(server, fresh);
	assert.equal(await answered(round, 'Vergunningen'), 1);
	for (const [code, status, why] of [[used, 409, /al gebruikt\. Dan kan ze niet worden vervangen/], [fresh, 409, /al gebruikt/],
		[lost, 422, /hoort niet bij een kaart van deze ronde/], ['ABCDEFGHJKMN', 422, /hoort niet bij/], ['kort', 422, /Typ de hele code/], ['', 422, /Typ de code/]]) {
		const answer_ = await replace(code);

		assert.equal(answer_.status, status, code);
		assert.match(answer_.body_text, why);
	}
	const list = readCodes((await replace(other, '2')).body_text);

	assert.equal(list.Vergunningen.length, 1);
	assert.equal((await server.visitor().get(`/s/${list.Vergunningen[0]}`)).status, 200);
	assert.match((await server.visitor().get(`/s/${fresh}/wie-ziet-wat`)).body_text, /Wie ziet wat/);
});

test('nobody replaces a card of another round or organisation', async () => {
	const round = await opened();
	const mine = await makeRound(server, { login: 'piet', rows });
	const [code] = round.codes.Leiding;

	await mine.lead.get(`${mine.path}/kaarten`);
	assert.equal((await mine.lead.post(`${mine.path}/kaarten/vervangen`, { code, vormnieuw: '1' })).status, 422);
	for (const form of ['reserve', 'vervangen'])
		assert.equal((await mine.lead.post(`${round.path}/kaarten/${form}`, { code, vormnieuw: '1', groep: '1', aantal: '1', vorm: '1' })).status, 404);
	assert.equal((await server.visitor().get(`/s/${code}`)).status, 200);
});

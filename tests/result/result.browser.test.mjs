// SPDX-License-Identifier: EUPL-1.2
// The result of a round, for on the table: two sheets of A4 in every state, true to what
// the picture says, and nothing in it that may not be seen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkPage, cookiesOf, launch, open } from '../play/browser.mjs';
import { names, rounds, signedIn, visitDemo } from '../play/demo.mjs';
import { patient } from '../play/patience.mjs';
import { closedRound, makeRound, subjects } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, browser, demo, lead, id;

before(async () => {
	server = await serve();
	server.account();
	browser = await launch();
	demo = await visitDemo();
	lead = await signedIn(demo);
	id = (await rounds(lead))[names.talk];
});
after(async () => {
	await browser?.close();
	await demo?.leave();
	await server?.stop();
});

const text = (html) => html.replace(/<svg[\s\S]*?<\/svg>/g, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const people = (group, levels) => levels.map((level) => ({
	group, answers: Array.from({ length: subjects }, () => ({ nu: level, straks: Math.min(5, level + 1) })),
}));

async function sheets(of, url) {
	const { page, context, close } = await open(browser);

	await context.addCookies(cookiesOf(of));
	await page.goto(url);
	const pdf = await page.pdf({ preferCSSPageSize: true, timeout: patient(30000) });

	await close();
	return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
}

test('a whole round: two sheets, the numbers of the picture, and what follows', async () => {
	const url = `${demo.url}/rondes/${id}`;
	const html = (await lead.get(`/rondes/${id}/resultaat`)).body_text;
	const picture = (await lead.get(`/rondes/${id}/beeld`)).body_text;

	assert.equal(await sheets(lead, `${url}/resultaat`), 2);
	await checkPage(browser, `${url}/resultaat`, { cookies: cookiesOf(lead), more: 'result' });
	// What strikes of each subject is what the picture says, in the same order.
	const said = [...picture.matchAll(/class="one" data-rule="[^"]*">([^<]+)</g)].map(([, one]) => one);
	const here = [...html.matchAll(/class="strikes" data-rule="one">([^<]+)</g)].map(([, one]) => one);

	assert.equal(here.length, 10);
	assert.deepEqual(here, said);
	for (const words of [/180 mensen antwoordden/, /42 van de 222 mensen deden niet mee/, /53 van 70/, /54 van de 176 weten dit niet/,
		/3 gesprekken om te voeren/, /Wat mensen willen over twee jaar/, /Elke groep leest wat er met haar beeld gebeurt/])
		assert.match(text(html), words);
	assert.doesNotMatch(text(html), /gemiddelde score|Midden:|%/);
	// Each chart has a name and its counts for who does not see it.
	const charts = html.match(/<svg[^>]*role="img"[\s\S]*?<\/svg>/g);

	assert.equal(charts.length, 13);
	for (const chart of charts)
		assert.match(chart, /<title[^>]*>[^<]+<\/title>\s*<desc[^>]*>[^<]*\d/);
});

test('in English too, with the purpose in the language it was written in', async () => {
	const html = (await lead.get(`/rondes/${id}/resultaat?taal=en`)).body_text;

	assert.match(text(html), /What 180 people answered.*Who took part\?.*What people want in two years/);
	assert.match(html, /<p class="purpose" lang="nl">/);
	assert.equal(await sheets(lead, `${demo.url}/rondes/${id}/resultaat?taal=en`), 2);
	await lead.get('/rondes?taal=nl');
});

test('one team that agrees: no conversation is made up, and nothing is called a success that is low', async () => {
	const one = await closedRound(server, ';Balie;team;6', people('Balie', [1, 1, 1, 1, 1, 1]));
	const html = text((await one.lead.get(`${one.path}/resultaat`)).body_text);

	assert.match(html, /Wat al lukt Dat kunnen de aantallen niet zeggen/);
	assert.match(html, /Er is nog geen sessie gepland/);
	assert.equal(await sheets(one.lead, `${server.url}${one.path}/resultaat`), 2);
});

test('a group of fewer than k is not told, also not by what is left', async () => {
	const two = await closedRound(server, ';Balie;team;9\n;Griffie;team;3', [...people('Balie', [2, 2, 3, 3, 4, 4, 2]), ...people('Griffie', [5, 5])]);
	const html = text((await two.lead.get(`${two.path}/resultaat`)).body_text);

	assert.match(html, /Balie 7 van 9/);
	assert.match(html, /Griffie een groepje te klein om te noemen/);
	assert.doesNotMatch(html, /2 van 3/);
});

test('sixty teams with long names: still two sheets', async () => {
	const all = Array.from({ length: 60 }, (_, i) => `Gebiedsontwikkeling en omgevingsvergunningen ${i + 1}`);
	const many = await closedRound(server, all.map((name) => `;${name};team;6`).join('\n'),
		all.slice(0, 4).flatMap((name, i) => people(name, [1, 2, 3, 4, 5, 1 + i])));
	const html = text((await many.lead.get(`${many.path}/resultaat`)).body_text);

	assert.match(html, /En nog 51 groepen\./);
	assert.equal(await sheets(many.lead, `${server.url}${many.path}/resultaat`), 2);
	await checkPage(browser, `${server.url}${many.path}/resultaat`, { cookies: cookiesOf(many.lead) });
});

test('nobody, or too few: the page says so; before closing there is none', async () => {
	const none = await closedRound(server, ';Balie;team;6', people('Balie', [1, 2]));

	assert.match(text((await none.lead.get(`${none.path}/resultaat`)).body_text), /Nog geen beeld om te tonen/);
	const open = await makeRound(server, { rows: ';Balie;team;6' });
	const early = await open.lead.get(`${open.path}/resultaat`);

	assert.notEqual(early.status, 200);
	assert.doesNotMatch(early.body_text, /Wat al lukt/);
});

// SPDX-License-Identifier: EUPL-1.2
// The question before closing: which groups will not be seen, where they count, and
// nothing of what people of small groups did.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, close, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server;

before(async () => {
	server = await serve();
	server.account();
});
after(() => server?.stop());

const asked = async (round, lang = 'nl') => (await round.lead.get(`${round.path}/sluiten?taal=${lang}`)).body_text;
const rowOf = (html, name) => html.match(new RegExp(`<li><b translate="no">${name}</b>([^]*?)</li>`))?.[1].replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();

test('who will not be seen, where it counts, and what can be done', async () => {
	const rows = 'Ruimte;Beheer;team;9\nRuimte;Groen;team;9\nZorg;Beheer;team;9\nZorg;Wijk;team;9';
	const round = await makeRound(server, { rows });
	const hand = async (group, n) => {
		for (let i = 0; i < n; i++)
			await answer(server, round.codes[group].pop());
	};

	await hand('Beheer (Ruimte)', 4);
	await hand('Groen', 2);
	await hand('Wijk', 6);
	const html = await asked(round);

	assert.match(html, /3 groepen zie je straks niet apart/);
	assert.equal(rowOf(html, 'Beheer \\(Ruimte\\)'), 'mist nog één of twee antwoorden Telt mee bij Ruimte.');
	assert.equal(rowOf(html, 'Groen'), 'te weinig antwoorden Telt mee bij Ruimte.');
	assert.match(rowOf(html, 'Beheer \\(Zorg\\)'), /^te weinig antwoorden Telt nergens mee/);
	assert.equal(rowOf(html, 'Wijk'), undefined);
	assert.match(html, new RegExp(`href="${round.path}/verlengen"`));
	assert.match(await asked(round, 'en'), /3 groups will not be seen apart[^]*Counts with Ruimte/);
	await hand('Beheer (Ruimte)', 1);
	await hand('Groen', 3);
	await hand('Beheer (Zorg)', 5);
	assert.match(await asked(round), /Elke groep is straks apart te zien/);
	await close(round);
});

test('what people of a group of fewer than k do changes nothing on it', async () => {
	const round = await makeRound(server, { rows: 'Ruimte;Beheer;team;9\nRuimte;Staf;team;3\nZorg;Wijk;team;9' });

	for (let i = 0; i < 4; i++)
		await answer(server, round.codes.Beheer.pop());
	const look = async () => (await asked(round)).match(/<section class="card stack"[^]*?<\/section>/)[0];
	const first = await look();

	assert.equal(rowOf(first, 'Staf'), 'minder dan 5 mensen');
	assert.equal(rowOf(first, 'Beheer'), 'mist nog één of twee antwoorden');
	assert.match(first, /tellen mee op een hoger niveau, als daar samen minstens 5 antwoorden wachten/);
	for (let i = 0; i < 3; i++) {
		await answer(server, round.codes.Staf.pop());
		assert.equal(await look(), first);
	}
});

// SPDX-License-Identifier: EUPL-1.2
// Cards at their limits: as many as can be printed or listed, and what is refused
// voids no earlier ones.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { boxes, makeRound, readCodes } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server;

before(async () => {
	server = await serve();
	server.account();
});
after(() => server?.stop());

async function oneGroup(people) {
	const round = await makeRound(server, { rows: `;Iedereen;team;${people}`, until: 'groups' });
	const form = await round.lead.get(`${round.path}/kaarten`);

	round.boxes = boxes(form.body_text);
	round.cards = (vorm) => round.lead.post(`${round.path}/kaarten`, [...round.boxes, ['vorm', vorm]]);
	return round;
}

test('cards for as many groups as a round may have, in one go', async () => {
	const rows = Array.from({ length: 4979 }, (_, i) => `Dienst ${i % 20};Team ${i};team;2`).join('\n');
	const round = await makeRound(server, { rows, until: 'groups' });
	const all = boxes((await round.lead.get(`${round.path}/kaarten`)).body_text);
	const list = await round.lead.post(`${round.path}/kaarten`, [...all, ['vorm', 'csv']]);

	assert.equal(all.length, 4979);
	assert.equal(list.status, 200);
	assert.equal(Object.values(readCodes(list.body_text)).flat().length, 2 * 4979);
});

test('a thousand cards can be printed; one more is refused and voids nothing', async () => {
	const most = await oneGroup(1000);
	const sheet = await most.cards('vel');

	assert.equal(sheet.status, 200);
	assert.equal(sheet.body_text.match(/class="ticketcode"/g).length, 1000);

	const over = await oneGroup(1001);
	const [code] = Object.values(readCodes((await over.cards('csv')).body_text))[0];
	const refused = await over.cards('vel');

	assert.equal(refused.status, 422);
	assert.match(refused.body_text, /hoogstens 1000 kaarten/);
	assert.match(refused.body_text, /name="groep\[\]" value="\d+" checked/, 'the choice stays');
	await over.lead.post(`${over.path}/openen`);
	assert.equal((await server.visitor().get(`/s/${code}`)).status, 200, 'the first cards still work');
});

test('a list of 20,000 cards is whole; one more is refused', async () => {
	const most = await oneGroup(20000);
	const list = await most.cards('csv');

	assert.equal(list.status, 200);
	assert.equal(new Set(Object.values(readCodes(list.body_text))[0]).size, 20000);
	assert.equal((await (await oneGroup(20001)).cards('csv')).status, 422);
});

test('without a chosen group there are no cards', async () => {
	const round = await oneGroup(6);

	round.boxes = [];
	const answer = await round.cards('vel');

	assert.equal(answer.status, 422);
	assert.match(answer.body_text, /Kies ten minste één groep/);
});

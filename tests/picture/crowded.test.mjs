// SPDX-License-Identifier: EUPL-1.2
// More groups than a person can look at side by side: a list to
// choose from, the whole picture, and the counts as a file.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closedRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const GROUPS = 62;	// 61 are shown: one more than fit side by side
const name = (i) => `Team ${String(i + 1).padStart(2, '0')}`;

let server, round;

before(async () => {
	server = await serve();
	server.account();
	const rows = Array.from({ length: GROUPS }, (_, i) => `;${name(i)};team;6`).join('\n');
	const people = Array.from({ length: GROUPS }, (_, i) => Array.from({ length: i === 40 ? 4 : 5 }, (_, p) =>
		({ group: name(i), answers: [{ nu: String(1 + ((i + p) % 5)) }] }))).flat();

	round = await closedRound(server, rows, people);
});
after(() => server?.stop());

test('the groups are to choose from in the order of the tree, the picture of all stays', async () => {
	const { status, body_text: html } = await round.lead.get(`/rondes/${round.id}/beeld`);
	const list = html.match(/<select id="groep"[\s\S]*?<\/select>/)[0];
	const shown = [...list.matchAll(/>(Team \d\d)<\/option>/g)].map(([, n]) => n);

	assert.equal(status, 200);
	assert.match(html, /Dit zijn 61 groepen: te veel om naast elkaar te zien/);
	assert.deepEqual(shown, Array.from({ length: GROUPS }, (_, i) => name(i)).filter((_, i) => i !== 40));
	assert.doesNotMatch(html, /<section class="teams/);
	assert.match(html, /Niet apart te zien: Team 41\./);
	assert.match(html, /data-rule="missing">309 ingeleverd; 305 zichtbaar; 4 nergens: het groepje was te klein\./);
});

test('each group in the list opens its own picture', async () => {
	const { body_text: html } = await round.lead.get(`/rondes/${round.id}/beeld`);
	const ids = [...html.matchAll(/<option value="(\d+)">Team/g)].map(([, id]) => id);
	const to = await round.lead.get(`/rondes/${round.id}/beeld?groep=${ids[60]}&volgorde=model`);

	assert.equal(ids.length, 61);
	assert.equal(to.status, 303);
	assert.equal(to.headers.get('location'), `/rondes/${round.id}/beeld/${ids[60]}?volgorde=model`);
	assert.match((await round.lead.get(to.headers.get('location'))).body_text, /Team 62 · 5 van de 6 mensen deden mee/);
	assert.equal((await round.lead.get(`/rondes/${round.id}/beeld?groep=0`)).headers.get('location'), `/rondes/${round.id}/beeld`);
	const hidden = server.sql(`SELECT id FROM unit WHERE round = ${round.id} AND name = 'Team 41'`);

	for (const groep of [hidden, 'x', '7'])
		assert.equal((await round.lead.get(`/rondes/${round.id}/beeld?groep=${groep}`)).status, 404, groep);
});

// SPDX-License-Identifier: EUPL-1.2
// More groups than a person can look at side by side: a list of them, the whole
// picture above it, and the counts as a file.
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

test('the groups are a list in the order of the tree, the picture of all stays', async () => {
	const { status, body_text: html } = await round.lead.get(`/rondes/${round.id}/beeld`);
	const list = html.match(/<ul class="card crowd">[\s\S]*?<\/ul>/)[0];
	const shown = [...list.matchAll(/>(Team \d\d)<\/a>/g)].map(([, n]) => n);

	assert.equal(status, 200);
	assert.match(html, /Dit zijn 61 groepen: te veel om naast elkaar te zien/);
	assert.deepEqual(shown, Array.from({ length: GROUPS }, (_, i) => name(i)).filter((_, i) => i !== 40));
	assert.doesNotMatch(html, /class="matrix"/);
	assert.match(html, /Niet apart te zien: Team 41\./);
	assert.match(html, / 305 deelnemers/);
	assert.match(html, /4 ingeleverde vragenlijsten tellen hier niet mee/);
});

test('each group in the list opens its own picture', async () => {
	const { body_text: html } = await round.lead.get(`/rondes/${round.id}/beeld`);
	const links = [...html.matchAll(/href="(\/rondes\/\d+\/beeld\/\d+)">Team/g)].map(([, to]) => to);

	assert.equal(links.length, 61);
	assert.match((await round.lead.get(links[60])).body_text, /Team 62 · 5 deelnemers/);
});

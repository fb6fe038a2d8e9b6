// SPDX-License-Identifier: EUPL-1.2
// Everything that cannot be undone has a line in the log: a sentence, and with
// --log-format json each of its numbers under a name of its own.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { day, wrongClock } from '../play/clock.mjs';
import { everything } from '../play/everything.mjs';
import { until } from '../play/patience.mjs';
import { cardList, groups, saveGroups } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

// Each act of the source: { act, sentence, fields }, as it is called.
const calls = readdirSync('src', { recursive: true }).filter((name) => name.endsWith('.c')).flatMap((path) =>
	[...readFileSync(`src/${path}`, 'utf8').matchAll(/\bact_say\(("[\s\S]*?)\);/g)].map(([, text]) => {
		const [act, ...sentence] = [...text.split(/,\s*\{ /)[0].matchAll(/"([^"]*)"/g)].map((m) => m[1]);

		return { path, act, sentence: sentence.join(''), fields: [...text.matchAll(/\{ "(\w+)",/g)].map((m) => m[1]) };
	}));
// In the order in which nothing stands in the way of what comes behind it.
const acts = {
	'clock confirmed': async (lead, { open }) => {
		const html = (await lead.get(`/rondes/${open.round}`)).body_text;

		return lead.post(`/rondes/${open.round}/klok`, { klok: html.match(/name="klok" value="(\d+)"/)[1] });
	},
	'groups replaced': (lead, { preparing }) => saveGroups(lead, `/rondes/${preparing.round}`, `${groups}\n;Beheer;team;9`),
	'cards made': async (lead, { preparing }) => ({ status: 200, body_text: await cardList(lead, preparing.round) }),
	'finding removed': (lead, { closed }) => lead.post(`/rondes/${closed.round}/bevindingen/${closed.finding}/verwijderen`),
	'note removed': (lead, { closed }) => lead.post(`/sessies/${closed.meeting}/notities/${closed.note}/verwijderen`),
	'fact check ended': (lead, { closed }) => lead.post(`/rondes/${closed.round}/feitcheck`,
		{ sessie: closed.meeting, knop: 'stop', zeker: '1' }),
	'turn ended': (lead, { closed }) => lead.post(`/sessies/${closed.meeting}/live`,
		{ actie: 'stap', onderwerp: closed.topic, stap: '1' }),
	'meeting ended': (lead, { closed }) => lead.post(`/sessies/${closed.meeting}/afsluiten`),
	'meeting removed': (lead, { closed }) => lead.post(`/sessies/${closed.planned}/verwijderen`),
	'round closed': (lead, { open }) => lead.post(`/rondes/${open.round}/sluiten`),
};

let world, server, clock, lines;

before(async () => {
	world = await everything();
	clock = wrongClock();
	clock.put({ shift: 3 * day });
	server = await serve({ db: world.db, args: ['--log-format', 'json', ...clock.args] });
	for (const [name, act] of Object.entries(acts)) {
		const lead = await server.signedIn();	// when the clock is believed, it is days later

		await lead.get('/rondes');
		const { status, body_text } = await act(lead, world.laid);

		assert.ok([200, 303].includes(status), `${name}: ${status} ${body_text.replace(/<[^>]*>/g, ' ')}`);
		await until(() => server.log.includes(`"act":"${name}"`), name);
	}
	lines = server.log.split('\n').filter((line) => line.includes('"event":"final"')).map((line) => JSON.parse(line));
});
after(async () => {
	await server?.stop();
	clock?.end();
	await world?.stop();
});

test('every act of the source is done here', () => {
	assert.ok(calls.length >= 10);
	assert.deepEqual([...new Set(calls.map(({ act }) => act))].sort(), Object.keys(acts).sort());
});

test('the sentence of each act has each of its fields once', () => {
	for (const { path, act, sentence, fields } of calls)
		assert.deepEqual([...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1]), fields, `${path}: ${act}`);
});

test('as JSON an act has its fields by name, and the sentence', () => {
	for (const { act, sentence, fields } of calls) {
		const line = lines.find((said) => said.act === act);
		const { level, event, time, act: name, message, ...rest } = line;

		assert.deepEqual([level, event, name], ['notice', 'final', act]);
		assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
		assert.deepEqual(Object.keys(rest), fields, act);
		assert.ok(Object.values(rest).some(Number.isSafeInteger), act);
		assert.equal(message, `${act}: ${sentence.replaceAll(/\{(\w+)\}/g, (_, field) => rest[field])}`);
	}
});

test('the numbers are those of what went', () => {
	const { open, closed, preparing } = world.laid;
	const said = (act) => lines.find((line) => line.act === act);

	assert.equal(said('round closed').round, Number(open.round));
	assert.equal(said('round closed').counted, 7);
	assert.equal(said('round closed').how, 'by a lead');
	assert.equal(said('groups replaced').groups, 7);
	assert.equal(said('cards made').round, Number(preparing.round));
	assert.equal(said('note removed').note, closed.note);
	assert.deepEqual([said('meeting removed').meeting, said('meeting removed').round], [closed.planned, Number(closed.round)]);
});

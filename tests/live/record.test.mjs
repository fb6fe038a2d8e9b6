// SPDX-License-Identifier: EUPL-1.2
// "Leg vast" where others have written before: what stands is shown and asked about,
// on the screen, and no word of any session is lost, also when two write at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { planMeeting } from '../play/meeting.mjs';
import { serve } from '../play/server.mjs';
import { phone, workshop } from '../play/workshop.mjs';

let server, first, second;
const sql = (text) => server.sql(text);
const words = () => sql('SELECT words FROM agreement ORDER BY agreed').split('\n');
const unescape = (text) => text.replaceAll('&quot;', '"');

// What a browser would send of the form on the screen.
const form = (html) => {
	const [text] = html.match(/<form[^>]*id="afspraak"[\s\S]*?<form/);

	return { ...Object.fromEntries([...text.matchAll(/type="hidden"(?: form="afspraak")? name="(\w+)" value="([^"]*)"/g)].map(([, n, v]) => [n, v])),
		...Object.fromEntries([...text.matchAll(/type="radio" form="afspraak" name="(\w+)" value="([^"]*)" checked/g)].map(([, n, v]) => [n, v])),
		...Object.fromEntries([...text.matchAll(/<textarea id="\w+" name="(\w+)"[^>]*>([^<]*)</g)].map(([, n, v]) => [n, unescape(v.replace(/^\n/, ''))])) };
};
// Both rooms have the same subject on the screen, ready to write.
async function ready(room) {
	await room.step(room.topics[0], 5);
	return form(await room.screen());
}

before(async () => {
	server = await serve();
	server.account();
	first = await workshop(server);
	const path = await planMeeting(first.round, { titel: 'De tweede sessie' });

	second = { ...first, path, id: path.match(/\d+$/)[0] };
	second.act = (fields) => first.lead.post(`${path}/live`, fields);
	second.screen = async () => (await first.lead.get(`${path}/live`)).body_text;
	second.step = (topic, stap) => second.act({ actie: 'stap', onderwerp: topic, stap });
	await second.act({ actie: 'start' });
	const html = await second.screen();

	second.code = html.match(/class="joincode"[^>]*>([^<]+)</)[1].replace('-', '');
	second.topics = [...html.matchAll(/name="onderwerp" value="(\d+)"/g)].map(([, id]) => id);
});
after(() => server?.stop());

test('two that write at the same time: the second is asked, and both stay', async () => {
	const [one, two] = [await ready(first), await ready(second)];

	assert.equal(one.wat, undefined, 'nothing stands there: nothing is asked');
	assert.equal((await first.act({ ...one, woorden: 'Er is geen vaste eigenaar.', verschil: 'planners' })).status, 303);
	const asked = await second.act({ ...two, woorden: 'Iedereen weet het.', verschil: 'de balie', niveau: '3' });

	assert.equal(asked.status, 409);
	assert.match(asked.body_text, /Intussen is hierover iets opgeschreven[\s\S]*Er is geen vaste eigenaar\.[\s\S]*planners/);
	const again = form(asked.body_text);

	assert.equal(again.woorden, 'Iedereen weet het.');
	assert.equal(again.verschil, 'de balie');
	assert.match(asked.body_text, /name="niveau" value="3" checked/);
	assert.equal(again.wat, 'naast', 'what loses nothing is proposed');
	assert.equal((await second.act({ ...again, niveau: '3' })).status, 303);
	assert.deepEqual(words(), ['Er is geen vaste eigenaar.', 'Iedereen weet het.']);
	assert.match(await first.screen(), /Er is geen vaste eigenaar\.<\/textarea>/, 'each screen shows its own');
	assert.match(await second.screen(), /Iedereen weet het\.<\/textarea>/);
	for (const [room, own] of [[first, /geen vaste eigenaar/], [second, /Iedereen weet het/]])
		assert.match((await (await phone(server, room)).get(`/mee/${room.code}`)).body_text, own);
});

test('its own words are put better, and the other session keeps its own', async () => {
	const own = form(await second.screen());

	assert.ok(own.bij);
	assert.equal((await second.act({ ...own, woorden: 'Iedereen weet het, op papier.' })).status, 303);
	const stale = await second.act({ ...own, woorden: 'Van een ander scherm.' });

	assert.equal(stale.status, 409, 'a colleague changed it meanwhile');
	assert.match(stale.body_text, /Iemand anders heeft hier intussen iets vastgelegd:[\s\S]*op papier[\s\S]*Van een ander scherm\.<\/textarea>/);
	assert.equal((await second.act(form(stale.body_text))).status, 303);
	assert.match(await first.screen(), /Er is geen vaste eigenaar\.<\/textarea>/);
	assert.equal(words().length, 4);
});

test('adding on the screen keeps the words of before and names both sessions', async () => {
	const path = await planMeeting(first.round, { titel: 'De derde sessie' });
	const act = (fields) => first.lead.post(`${path}/live`, fields);
	const screen = async () => (await first.lead.get(`${path}/live`)).body_text;

	await act({ actie: 'start' });
	const [, topic] = (await screen()).match(/name="onderwerp" value="(\d+)"/);

	await act({ actie: 'stap', onderwerp: topic, stap: '5' });
	const html = await screen();
	const [, id] = html.match(/geen vaste eigenaar[\s\S]*?value="aan-(\d+)"/);

	assert.match(html, /Dit staat er al\. Wat doe je ermee\?/);
	assert.equal((await act({ ...form(html), wat: `aan-${id}`, woorden: 'Behalve bij kaarten.' })).status, 303);
	assert.match(await screen(), /Er is geen vaste eigenaar\.\nBehalve bij kaarten\.<\/textarea>/);
	assert.match(await first.screen(), /Er is geen vaste eigenaar\.\nBehalve bij kaarten\.<\/textarea>/, 'they are of both');
	const all = (await first.lead.get(`/rondes/${first.round.id}/gedeeld-beeld`)).body_text;

	assert.match(all, /Werksessie delen(?:(?!<\/section>)[\s\S])*De derde sessie(?:(?!<\/section>)[\s\S])*Behalve bij kaarten/);
});

test('words that come when their form is on no screen any more are put beside', async () => {
	const had = words().length;

	await first.act({ actie: 'toon', onderwerp: '0' });
	assert.equal((await first.act({ actie: 'vastleggen', onderwerp: first.topics[0], woorden: 'Laat getypt.' })).status, 303);
	assert.equal(words().length, had + 1);
	assert.ok(words().some((w) => w.includes('geen vaste eigenaar')) && words().includes('Laat getypt.'));
});

test('the fact check of a session has its words, and those of nobody else', async () => {
	const path = `/rondes/${first.round.id}/feitcheck`;

	await first.lead.get(path);
	await first.lead.post(path, { sessie: second.id, knop: 'maak' });
	const [, link] = (await first.lead.get(path)).body_text.match(/href="[^"]*(\/feitcheck\/[0-9A-Z-]+)"/);
	const html = (await server.visitor().get(link)).body_text;

	assert.match(html, /Van een ander scherm\./);
	assert.doesNotMatch(html, /geen vaste eigenaar|Laat getypt|op papier/);
});

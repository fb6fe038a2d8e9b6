// SPDX-License-Identifier: EUPL-1.2
// A vote in company: how many phones follow, what invented ones give away, whom a
// question may point at, and what is asked before votes are lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../play/server.mjs';
import { follow, phone, workshop } from '../play/workshop.mjs';

let server, room;
const sql = (text) => server.sql(text);
const phones = (n, hall = room) => Promise.all(Array.from({ length: n }, () => phone(server, hall)));
const cookieOf = (visitor) => [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const looking = async (n, hall = room) => {
	const streams = Array.from({ length: n }, () => follow(server, `/mee/${hall.code}/stroom`));

	await Promise.all(streams.map((s) => s.next('stap')));
	return streams;
};
const crowded = (html) => /<div data-crowded>|<section(?:(?!<\/section>)[\s\S])*meer stemmen dan telefoons/.test(html);
const counts = (html) => [...html.matchAll(/<td class="n">(\d+|–)</g)].map(([, n]) => n);

// Opens the first turn and lets phones vote as the levels say; 0 is don't know.
async function vote(topic, levels, turn = 1, hall = room) {
	const all = await phones(levels.length, hall);

	if (turn === 1)
		await hall.step(topic, 1);
	for (const [i, level] of levels.entries())
		assert.equal((await all[i].vote(topic, turn, level)).status, 303);
	return all;
}

before(async () => {
	server = await serve();
	server.account();
	room = await workshop(server);
});
after(() => server?.stop());

test('three invented phones do not show the fourth, in either turn, by any step or page', async () => {
	const [topic] = room.topics;
	const all = await vote(topic, [1, 1, 1, 5]);

	for (const step of [2, 4, 5])
		await room.step(topic, step);
	for (const html of [await room.screen(), (await all[0].get(`/mee/${room.code}`)).body_text])
		assert.deepEqual(counts(html), []);
	assert.equal(sql(`SELECT count(*) FROM vote_count WHERE topic = ${topic}`), '0', 'and they are kept nowhere');
	await vote(topic, [1, 1, 1, 1, 5]);
	await room.act({ actie: 'tonen', onderwerp: topic });
	assert.deepEqual(counts(await room.screen()), ['4', '0', '0', '0', '1', '0']);
	await room.act({ actie: 'opnieuw', onderwerp: topic });
	await vote(topic, [2, 2, 2, 3], 2);
	await room.step(topic, 5);
	assert.equal(sql(`SELECT count(*) FROM vote_count WHERE topic = ${topic} AND turn = 2`), '0');
	assert.doesNotMatch(await room.screen(), /Ronde 2/);
});

test('the k of the round is the minimum when it is more than five', async () => {
	const topic = room.topics[1];

	sql(`UPDATE round SET k = 7 WHERE id = ${room.round.id}`);
	await vote(topic, [2, 2, 2, 3, 3, 4]);
	assert.match(await room.screen(), /Vanaf 7 stemmen tonen we/);
	assert.equal((await room.act({ actie: 'tonen', onderwerp: topic })).status, 409);
	const [one] = await phones(1);

	await one.vote(topic, 1, 4);
	assert.equal((await room.act({ actie: 'tonen', onderwerp: topic })).status, 303);
	// Votes that an earlier version showed with fewer are not shown by this one.
	sql(`UPDATE round SET k = 8 WHERE id = ${room.round.id}`);
	assert.deepEqual(counts(await room.screen()), []);
	sql(`UPDATE round SET k = 5 WHERE id = ${room.round.id}`);
	assert.deepEqual(counts(await room.screen()), ['0', '3', '2', '2', '0', '0']);
});

test('one who knows among many who do not is not shown either', async () => {
	const topic = room.topics[1];
	const [one] = await vote(topic, [0, 0, 0, 0, 3]);

	await room.act({ actie: 'tonen', onderwerp: topic });
	for (const html of [await room.screen(), (await one.get(`/mee/${room.code}`)).body_text]) {
		assert.match(html, /4 van de 5 stemmen zijn ‘weet ik niet’/);
		assert.deepEqual(counts(html), []);
		assert.doesNotMatch(html, /Jullie kozen hetzelfde|Wie koos|<svg role="img" aria-label="Stem/);
	}
});

test('an end of the scale that fewer than three chose is not asked to speak', async () => {
	const topic = room.topics[1];
	const asked = async (levels) => {
		await vote(topic, levels);
		await room.act({ actie: 'tonen', onderwerp: topic });
		return [...(await room.screen()).matchAll(/(Wie koos|Wat zou iemand zien die) <b>([^<]+)/g)].map(([, who, level]) => `${who} ${level}`);
	};

	assert.deepEqual(await asked([2, 2, 2, 3, 5, 5]), ['Wie koos In proef', 'Wat zou iemand zien die In samenspel']);
	assert.deepEqual(await asked([1, 3, 3, 3, 3, 4, 4, 4]),
		['Wat zou iemand zien die Bij enkelen', 'Wie koos In het dagelijks werk']);
	assert.deepEqual(await asked([3, 3, 3, 3, 3]), []);
});

test('votes stand beside the phones that follow; more of them than phones is said', async () => {
	const topic = room.topics[2];
	const screen = follow(server, `${room.path}/stroom`, { cookie: cookieOf(room.lead) });
	const followers = await looking(6);

	await vote(topic, [2, 2, 3, 3, 3, 4]);
	const open = await room.screen();


	assert.match(open, /Telefoons die meekijken: <b[^>]*>6</);
	assert.ok(!crowded(open));
	while (!screen.events.some((e) => e.data?.includes('"stemmen":6,"telefoons":6,"meest":6')))
		await screen.next('stand', screen.events.length);
	const [invented] = await phones(1);

	await invented.vote(topic, 1, 5);
	assert.ok(crowded(await room.screen()));
	await room.act({ actie: 'tonen', onderwerp: topic });
	const shown = await room.screen();

	assert.ok(crowded(shown));
	assert.match(shown, /Er keken hoogstens 6 telefoons tegelijk mee\./);
	// Phones that sleep have voted too.
	for (const s of followers)
		s.close();
	await room.act({ actie: 'opnieuw', onderwerp: topic });
	await vote(topic, [3, 3, 3, 3, 3], 2);
	assert.ok(!crowded(await room.screen()));
	screen.close();
});

test('closing a turn asks when phones that follow have not voted', async () => {
	const hall = await workshop(server);
	const [topic] = hall.topics;
	const followers = await looking(7, hall);

	await vote(topic, [2, 2, 3, 3, 3], 1, hall);
	const asked = await hall.act({ actie: 'tonen', onderwerp: topic });

	assert.equal(asked.status, 409);
	assert.match(asked.body_text, /2 telefoons die meekijken, hebben nog niet gestemd/);
	assert.match(asked.body_text, /name="zeker" value="1"[\s\S]*Toon de stemmen toch/);
	assert.equal(await hall.votes(), 5, 'the turn is open');
	assert.equal((await hall.act({ actie: 'tonen', onderwerp: topic, zeker: '1' })).status, 303);
	assert.deepEqual(counts(await hall.screen()), ['0', '2', '3', '0', '0', '0']);
	for (const s of followers)
		s.close();
});

test('cards take the place of votes by phone only when that is said', async () => {
	const topic = room.topics[1];
	const cards = { actie: 'tellen', onderwerp: topic, beurt: 1, n1: '2', n4: '7', weetniet: '1' };

	await vote(topic, [2, 2, 3]);
	const asked = await room.act(cards);

	assert.equal(asked.status, 409);
	assert.match(asked.body_text, /Er zijn al 3 stemmen per telefoon/);
	for (const [name, value] of Object.entries({ n1: '2', n4: '7', weetniet: '1' }))
		assert.match(asked.body_text, new RegExp(`name="${name}"[^>]*value="${value}"`), 'what was typed stays');
	assert.equal(await room.votes(), 3);
	assert.equal((await room.act({ ...cards, zeker: '1' })).status, 303);
	assert.deepEqual(counts(await room.screen()), ['2', '0', '0', '7', '0', '1']);
});

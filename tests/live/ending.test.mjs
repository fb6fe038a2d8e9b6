// SPDX-License-Identifier: EUPL-1.2
// The end of a session is asked first, says what ends and what stays, and can be
// taken back for a day; so can, or is, all else that ends on these pages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../play/server.mjs';
import { follow, phone, workshop } from '../play/workshop.mjs';

let server, room;
const sql = (text) => server.sql(text);
const day = 24 * 36e5;
const ask = async () => (await room.lead.get(`${room.path}/afsluiten`)).body_text;
const reopen = () => room.lead.post(`${room.path}/heropenen`);
const stage = () => sql(`SELECT stage FROM meeting WHERE id = ${room.id}`);

async function vote(topic, levels) {
	await room.step(topic, 1);
	for (const level of levels)
		assert.equal((await (await phone(server, room)).vote(topic, 1, level)).status, 303);
}

before(async () => {
	server = await serve();
	server.account();
	room = await workshop(server);
});
after(() => server?.stop());

test('no press of a button on the screen ends it', async () => {
	assert.match(await room.screen(), /<a [^>]*href="\/sessies\/\d+\/afsluiten">Sluit de sessie af</);
	assert.doesNotMatch(await room.screen(), /value="einde"/);
	const old = await room.act({ actie: 'einde', scherm: '0' });

	assert.equal(old.headers.get('location'), `${room.path}/afsluiten`, 'a button of before leads to the question');
	assert.equal(stage(), '1');
});

test('the question says what ends and what stays', async () => {
	await vote(room.topics[0], [2, 2, 3, 3, 4]);
	await vote(room.topics[1], [2, 3]);
	assert.match(await ask(), /<li>De schermen in de zaal\.<\/li>/, 'nobody follows');
	const looking = follow(server, `/mee/${room.code}/stroom`);

	await looking.next('stap');
	const html = await ask();

	assert.match(html, new RegExp(`De code ${room.code}`));
	assert.match(html, /1 telefoon die meekijkt/);
	assert.match(html, /met 5 stemmen\. De aantallen blijven\./);
	assert.match(html, /met 2 stemmen\. Dat is te weinig om te tonen: die stemmen gaan weg\./);
	assert.match(html, /vastgelegd, en alle notities/);
	assert.match(html, /tot 24 uur daarna weer openen/);
	looking.close();
});

test('a question that was overtaken by the room ends nothing', async () => {
	const screen = (await ask()).match(/name="scherm" value="(\d+)"/)[1];

	await room.step(room.topics[2], 1);
	const late = await room.lead.post(`${room.path}/afsluiten`, { scherm: screen });

	assert.equal(late.status, 409);
	assert.match(late.body_text, /Intussen is de sessie verdergegaan/);
	assert.equal(stage(), '1');
});

test('what was ended goes on for a day, with its code and its votes', async () => {
	assert.equal((await room.end()).status, 303);
	assert.equal((await room.end()).status, 409, 'twice');
	assert.equal((await server.visitor().get(`/mee/${room.code}`)).status, 404);
	assert.equal((await room.lead.get(`${room.path}/afsluiten`)).status, 303, 'nothing left to ask');
	const over = await room.screen();

	assert.match(over, /Te vroeg afgesloten\? Tot .+ kun je de sessie weer openen/);
	assert.match(over, /<td class="n">2</, 'the turn that was open has its counts');
	assert.equal((await reopen()).status, 303);
	assert.equal((await server.visitor().get(`/mee/${room.code}`)).status, 200);
	assert.equal((await reopen()).status, 303, 'twice is once');
	await room.step(room.topics[0], 2);
	assert.match(await room.screen(), /<td class="n">2</);
	assert.match((await room.lead.get(room.path)).body_text, /Ga verder met live stemmen/);
});

test('after a day it is said why not, and nothing moves', async () => {
	await room.end();
	sql(`UPDATE meeting SET ended = ended - ${day} WHERE id = ${room.id}`);
	assert.match(await room.screen(), /Die dag is voorbij/);
	assert.doesNotMatch(await room.screen(), /Open de sessie opnieuw/);
	const late = await reopen();

	assert.equal(late.status, 409);
	assert.match(late.body_text, /langer dan een dag geleden afgesloten[\s\S]*Plan een nieuwe sessie/);
	assert.equal(stage(), '2');
	sql(`UPDATE meeting SET ended = 0 WHERE id = ${room.id}`);
	assert.equal((await reopen()).status, 409, 'of before this could be known');
});

// All else on these pages that ends or goes in one press, with what must stay when it
// is only asked.
test('each thing that ends is asked first', async () => {
	const { lead } = room;
	const note = 4711;
	const round = `/rondes/${room.round.id}`;

	await lead.post(`${room.path}/notities/${note}`, { tekst: 'Een woord', code: '0', onderwerp: '0', opgave: '0', deur: '1' });
	await lead.post(`${round}/bevindingen/nieuw`, { onderwerp: '1', laag: '1', tekst: 'Gehoord', houding: '0', sessie: room.id, notitie: '0' });
	await lead.post(`${round}/feitcheck`, { sessie: room.id, knop: 'maak' });
	await lead.post(`${round}/wij-doen/0`, { tekst: 'Wij doen dit.', knop: 'publiceer' });
	const state = () => sql(`SELECT (SELECT count(*) FROM note), (SELECT count(*) FROM finding),
		(SELECT group_concat(code) FROM fact_check), (SELECT group_concat(code) FROM reply_link)`);
	const before = state();
	const finding = sql('SELECT id FROM finding');

	assert.match(before, /^1\|1\|[0-9A-Z]+\|[0-9A-Z]+$/);
	for (const [path, fields, words] of [
		[`${round}/feitcheck`, { sessie: room.id, knop: 'stop' }, /De link stoppen/],
		[`${round}/feitcheck`, { sessie: room.id, knop: 'maak' }, /Een nieuwe link maken/],
		[`${round}/wij-doen`, {}, /De oude link werkt daarna niet meer/],
	]) {
		const asked = await lead.post(path, fields);

		assert.equal(asked.status, 200, path);
		assert.match(asked.body_text, words);
		assert.match(asked.body_text, /<h1>[\s\S]*name="zeker" value="1"/);
		assert.equal(state(), before);
	}
	for (const path of [`${room.path}/notities/${note}/verwijderen`, `${round}/bevindingen/${finding}/verwijderen`])
		assert.match((await lead.get(path)).body_text, /Je kunt dit niet terugdraaien/, path);
	assert.equal(state(), before);
	await lead.post(`${round}/feitcheck`, { sessie: room.id, knop: 'maak', zeker: '1' });
	assert.notEqual(state(), before);
	await lead.post(`${round}/feitcheck`, { sessie: room.id, knop: 'stop', zeker: '1' });
	assert.equal(sql('SELECT count(*) FROM fact_check'), '0');
	const [key] = sql('SELECT code FROM reply_link').split('\n');

	await lead.post(`${round}/wij-doen`, { zeker: '1' });
	assert.notEqual(sql('SELECT code FROM reply_link'), key);
});

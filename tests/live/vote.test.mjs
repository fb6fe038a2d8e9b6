// SPDX-License-Identifier: EUPL-1.2
// Live votes: what may be done, what is refused and stored nowhere, that a room
// hears of changes at its own pace, and that what was acknowledged survives.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { planMeeting } from '../play/meeting.mjs';
import { addAccount, raw, serve } from '../play/server.mjs';
import { follow, phone, workshop } from '../play/workshop.mjs';

let server, room, other;
const sql = (text) => server.sql(text);
const phones = (n) => Promise.all(Array.from({ length: n }, () => phone(server, room)));
const cookieOf = (visitor) => [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

before(async () => {
	server = await serve();
	server.account();
	server.account('piet', 'Waterschap Elders');
	room = await workshop(server);
	other = await server.signedIn('piet');
});
after(() => server?.stop());

test('a code lets a phone in, also typed as people do; a wrong one does not', async () => {
	const visitor = server.visitor();
	const typed = `${room.code.slice(0, 3).toLowerCase()} - ${room.code.slice(3).toLowerCase()}`;

	assert.equal((await visitor.post('/mee', { code: typed })).headers.get('location'), `/mee/${room.code}?taal=nl`);
	for (const wrong of ['ABCDEF', '', '!', 'A'.repeat(60), '<b>'])
		assert.equal((await visitor.post('/mee', { code: wrong })).status, 422, wrong);
	assert.equal((await visitor.get('/mee/ZZZZZZ')).status, 404);
	assert.equal((await visitor.get('/mee/ZZZZZZ/stroom')).status, 404);
});

test('the home of the round leads to a meeting that is going on', async () => {
	assert.match((await room.lead.get(`/rondes/${room.round.id}`)).body_text,
		new RegExp(`href="${room.path}/live">bezig, naar het scherm<`));
});

test('votes are shown from five on, and each phone votes once a turn', async () => {
	const [topic] = room.topics;
	const all = await phones(6);

	assert.equal((await all[0].vote(topic, 1, 3)).status, 410, 'nothing is open yet');
	assert.equal((await room.step(topic, 1)).status, 303);
	for (const [i, p] of all.slice(0, 4).entries())
		assert.equal((await p.vote(topic, 1, 1 + i)).status, 303);
	assert.equal((await all[0].vote(topic, 1, 5)).status, 303, 'another in its place');
	assert.equal((await all[0].vote(topic, 1, 5)).status, 303, 'and sent twice');
	const early = await room.act({ actie: 'tonen', onderwerp: topic });

	assert.equal(early.status, 409);
	assert.match(early.body_text, /Er zijn nog te weinig stemmen/);
	assert.match(early.body_text, /Vanaf 5 stemmen tonen we/);
	assert.doesNotMatch(early.body_text, /<circle|class="dot/, 'nothing of four votes is drawn');
	assert.equal(await room.votes(), 4);
	assert.equal((await all[4].vote(topic, 1, 3)).status, 303);
	assert.equal((await room.act({ actie: 'tonen', onderwerp: topic })).status, 303);
	assert.match(await room.screen(), /In afspraken<\/th><td class="n">2</);
	assert.equal((await all[5].vote(topic, 1, 2)).status, 410, 'closed');
	assert.equal((await room.act({ actie: 'opnieuw', onderwerp: topic })).status, 303);
	assert.equal((await all[5].vote(topic, 1, 2)).status, 410, 'another turn');
	for (const p of all.slice(0, 4))
		assert.equal((await p.vote(topic, 2, 4)).status, 303);
	assert.equal((await room.act({ actie: 'tonen', onderwerp: topic })).status, 409, 'nor of a second turn');
	assert.doesNotMatch(await room.screen(), /Ronde 2, na het gesprek/);
	for (const p of all.slice(4))
		assert.equal((await p.vote(topic, 2, 4)).status, 303, 'late joiners too');
	await room.act({ actie: 'tonen', onderwerp: topic });
	const both = await room.screen();

	assert.match(both, /Ronde 1, vóór het gesprek/);
	assert.match(both, /dichter bij elkaar/);
	assert.match((await all[0].get(`/mee/${room.code}`)).body_text, /Ronde 2, na het gesprek/);
	await room.act({ actie: 'vast', onderwerp: topic });
	const empty = await room.act({ actie: 'vastleggen', onderwerp: topic, verschil: '<i>balie</i>' });

	assert.equal(empty.status, 422);
	assert.match(empty.body_text, /&lt;i&gt;balie/, 'nothing typed is lost');
	const long = await room.act({ actie: 'vastleggen', onderwerp: topic, woorden: 'x'.repeat(2001) });

	assert.equal(long.status, 422);
	await room.act({ actie: 'vastleggen', onderwerp: topic, woorden: 'We <b>sturen</b> mee.', niveau: '3',
		reden: 'Daarom.', verschil: 'De balie niet.', voorwie: 'de balie' });
	assert.equal(sql('SELECT count(*), max(level), max(for_whom) FROM agreement'), '1|3|de balie');
	assert.match((await all[0].get(`/mee/${room.code}`)).body_text, /We &lt;b&gt;sturen&lt;\/b&gt; mee\./);
});

test('a phone keeps its choice, can change it until it is shown, and shows nobody else\'s', async () => {
	const hall = await workshop(server);
	const [topic] = hall.topics;
	const [one, two, ...more] = await Promise.all(Array.from({ length: 6 }, () => phone(server, hall)));
	const page = async (of, more = '') => (await of.get(`/mee/${hall.code}?taal=nl${more}`)).body_text;
	const chosen = (text) => text.match(/class="chosen">([^<]*)</)?.[1];

	await hall.step(topic, 1);
	await one.vote(topic, 1, 2);
	assert.equal(chosen(await page(one)), 'In proef');
	assert.match(await page(one), /Gestemd: <b[^>]*>1<\/b> van de <b[^>]*>1</);
	assert.equal(chosen(await page(two)), undefined);
	assert.doesNotMatch(await page(two), / checked|In proef<\/p>/);
	const again = await page(one, '&anders=1');

	assert.match(again, /name="keuze" value="2" checked/);
	assert.match(again, /Verander je stem/);
	assert.equal((await one.vote(topic, 1, 0)).status, 303);
	assert.equal(chosen(await page(one)), 'Weet ik niet');
	assert.equal(await hall.votes(), 1);
	for (const [i, of] of [two, ...more].entries())
		await of.vote(topic, 1, 1 + i % 5);
	await hall.act({ actie: 'tonen', onderwerp: topic });
	assert.equal((await one.vote(topic, 1, 3)).status, 410, 'shown is shown');
	assert.doesNotMatch(await page(one, '&anders=1'), /name="keuze"|Jij koos/);
	assert.doesNotMatch(await page(one), /Toch iets anders kiezen/);
});

test('after the talk votes lie closer together from a twentieth of the spread, not from one voter more', async () => {
	const hall = await workshop(server);
	const all = await Promise.all(Array.from({ length: 11 }, () => phone(server, hall)));
	const vote = async (topic, turn, levels) => {
		for (const [i, level] of levels.entries())
			assert.equal((await all[i].vote(topic, turn, level)).status, 303);
		await hall.act({ actie: 'tonen', onderwerp: topic });
	};
	const talked = async (topic, before, later) => {
		await hall.step(topic, 1);
		await vote(topic, 1, before);
		await hall.act({ actie: 'opnieuw', onderwerp: topic });
		await vote(topic, 2, later);
		return (await hall.screen()).match(/Na het gesprek (?:liggen|lopen)[^.<]*/)[0];
	};

	// (0,5,5,0,0) and (0,5,6,0,0): .25 and .227; (0,3,3,0,0) and (0,2,3,0,0): .25 and .20.
	assert.equal(await talked(hall.topics[0], [2, 2, 2, 2, 2, 3, 3, 3, 3, 3], [2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3]),
		'Na het gesprek liggen de stemmen even ver uit elkaar');
	assert.equal(await talked(hall.topics[1], [2, 2, 2, 3, 3, 3], [2, 2, 3, 3, 3]),
		'Na het gesprek liggen de stemmen dichter bij elkaar');
});

test('what is no vote is refused and counted nowhere', async () => {
	const topic = room.topics[1];
	const [one] = await phones(1);

	await room.step(topic, 1);
	for (const choice of ['6', '-1', 'x', '3.5', '99999999999999999999'])
		assert.equal((await one.vote(topic, 1, choice)).status, 422, choice);
	assert.equal((await one.vote(topic, 1)).status, 422, 'no choice');
	assert.equal((await one.vote('12345', 1, 3)).status, 404, 'no such topic');
	assert.equal((await one.vote(room.topics[0], 1, 3)).status, 410, 'another topic');
	assert.equal((await one.vote(topic, 3, 3)).status, 410);
	const nobody = server.visitor();

	assert.equal((await nobody.post(`/mee/${room.code}/stem`, { onderwerp: topic, beurt: 1, keuze: 3 })).status, 409);
	assert.match(await raw(server.port, `POST /mee/${room.code}/stem HTTP/1.1\r\nHost: 127.0.0.1\r\n`
		+ 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1048576\r\n\r\n'), /^HTTP\/1\.1 413/);
	assert.equal((await one.post(`/mee/${room.code}/stem`, { onderwerp: topic, beurt: 1, keuze: 3 },
		{ 'Sec-Fetch-Site': 'cross-site' })).status, 403);
	assert.equal(await room.votes(), 0);
	assert.equal(sql(`SELECT count(*) FROM vote_count WHERE topic = ${topic}`), '0');
	assert.equal(sql(`SELECT count(*) FROM vote_phone WHERE topic = ${topic}`), '0');
});

test('raised cards are counted by hand', async () => {
	const topic = room.topics[1];

	await room.step(topic, 1);
	const bad = await room.act({ actie: 'tellen', onderwerp: topic, beurt: 1, n1: '2', n3: '1001' });

	assert.equal(bad.status, 422);
	assert.equal((await room.act({ actie: 'tellen', onderwerp: topic, beurt: 1, n1: '2', n3: '1', weetniet: '1' })).status, 303);
	assert.match(await room.screen(), /Bij enkelen<\/th><td class="n">2</);
	await room.step(topic, 1);
	assert.equal((await room.act({ actie: 'tellen', onderwerp: topic, beurt: 1, n9: '7' })).status, 409,
		'cards of a level that is not there');
	assert.equal(sql(`SELECT count(*) FROM vote_count WHERE topic = ${topic}`), '0');
	await room.act({ actie: 'vastleggen', onderwerp: topic, woorden: 'Een niveau te veel.', niveau: '9' });
	assert.equal(sql('SELECT level FROM agreement WHERE words = \'Een niveau te veel.\''), '0');
});

test('a button of an old page moves nothing, and throws no vote away', async () => {
	const topic = room.topics[1];
	const fields = (html, action) => {
		const form = html.match(new RegExp(`<form(?:(?!</form>)[\\s\\S])*value="${action}"`))[0];

		return { ...Object.fromEntries([...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
			.map(([, name, value]) => [name, value])), actie: action };
	};
	const all = await phones(5);

	await room.step(topic, 1);
	const voting = await room.screen();

	for (const p of all)
		assert.equal((await p.vote(topic, 1, 2)).status, 303);
	assert.equal((await room.act(fields(voting, 'tonen'))).status, 303);
	const shown = await room.screen();

	assert.equal((await room.act(fields(shown, 'opnieuw'))).status, 303);
	for (const p of all)
		assert.equal((await p.vote(topic, 2, 3)).status, 303);
	const early = await room.act(fields(voting, 'tonen'));

	assert.equal(early.status, 409, 'the page of the first turn does not show the second');
	assert.match(early.body_text, /Het scherm was al verder/);
	assert.equal((await room.act(fields(await room.screen(), 'tonen'))).status, 303);
	assert.equal((await room.act(fields(shown, 'opnieuw'))).status, 409);
	assert.equal((await room.act({ ...fields(shown, 'opnieuw'), actie: 'tellen', n1: '9' })).status, 409);
	assert.match(await room.screen(), /Ronde 2, na het gesprek/);
	assert.equal(sql(`SELECT sum(hex(substr(counts, 13, 1))) FROM vote_count WHERE topic = ${topic} AND turn = 2`), '5');

	await room.act({ actie: 'toon', onderwerp: 0 });
	const joining = await room.screen();

	await room.step(room.topics[2], 1);
	assert.equal((await room.act(fields(shown, 'opnieuw'))).status, 409, 'nor of another topic');
	assert.match(await room.screen(), /data-votes/);
});

test('words that were agreed are kept, also when the room has gone on', async () => {
	const [topic] = room.topics;

	await room.step(topic, 5);
	await room.step(room.topics[2], 1);
	const [one] = await phones(1);

	assert.equal((await one.vote(room.topics[2], 1, 3)).status, 303);
	assert.equal((await room.act({ actie: 'vastleggen', onderwerp: topic, woorden: 'Laat getypt.' })).status, 303);
	assert.equal(sql('SELECT count(*) FROM agreement WHERE words = \'Laat getypt.\''), '1');
	assert.equal(await room.votes(), 1, 'the vote on the other topic goes on');
	await room.act({ actie: 'opnieuw', onderwerp: room.topics[2] });
});

test('a code that has expired lets nobody in, and is made anew with one button', async () => {
	const old = room.code;

	sql(`UPDATE meeting SET code_expires = 1 WHERE id = ${room.id}`);
	assert.equal((await server.visitor().get(`/mee/${old}`)).status, 404);
	assert.match(await room.screen(), /is verlopen[\s\S]*Maak een nieuwe code/);
	await room.act({ actie: 'start' });
	const html = await room.screen();

	assert.doesNotMatch(html, /is verlopen/);
	await room.act({ actie: 'code' });
	room.code = (await room.screen()).match(/class="joincode"[^>]*>([^<]+)</)[1].replace('-', '');
	assert.notEqual(room.code, old);
	assert.equal((await server.visitor().get(`/mee/${room.code}`)).status, 200);
});

test('what answers agree on is confirmed in a minute: the words of the model stand ready', async () => {
	const path = await planMeeting(room.round, { plaats8: '1' });
	const act = (fields) => room.lead.post(`${path}/live`, fields);
	const screen = async () => (await room.lead.get(`${path}/live`)).body_text;

	await act({ actie: 'start' });
	const [, topic] = (await screen()).match(/name="onderwerp" value="(\d+)"(?:(?!<\/form>)[\s\S])*Bevestig in een minuut/);

	await act({ actie: 'stap', onderwerp: topic, stap: 5 });
	const html = await screen();
	const [, words] = html.match(/<textarea id="woorden"[^>]*>([^<]+)</);

	assert.match(html, /Klopt deze zin voor jullie/);
	assert.match(html, /name="niveau" value="0" checked/, 'the level is theirs to choose');
	await act({ actie: 'vastleggen', onderwerp: topic, woorden: words, niveau: 3 });
	assert.equal(sql(`SELECT level FROM agreement WHERE meeting = ${path.match(/\d+$/)[0]}`), '3');
	assert.match(await screen(), /name="niveau" value="3" checked/);
	assert.doesNotMatch(await screen(), /Klopt deze zin voor jullie/);
	await room.lead.post(`${path}/afsluiten`);
});

test('another organisation reaches nothing of it', async () => {
	for (const path of [`${room.path}/live`, `${room.path}/stroom`])
		assert.equal((await other.get(path)).status, 404, path);
	await other.get('/rondes');
	for (const rest of ['afsluiten', 'heropenen'])
		assert.equal((await other.post(`${room.path}/${rest}`)).status, 404, rest);
	assert.equal((await other.get(`${room.path}/afsluiten`)).status, 404);
	assert.equal((await server.visitor().get(`${room.path}/live`)).status, 303, 'signed out: to sign in');
	assert.equal((await room.lead.get('/sessies/123456/stroom')).status, 404);
	assert.equal((await room.lead.post(`${room.path}/afsluiten`, { csrf: 'x' })).status, 403);
});

test('a screen hears of a step, and of many votes in few messages', async () => {
	const topic = room.topics[2];
	const screen = follow(server, `${room.path}/stroom`, { cookie: cookieOf(room.lead) });
	const hand = follow(server, `/mee/${room.code}/stroom`);

	await Promise.all([screen.next('stap'), hand.next('stap')]);
	const at = [screen.events.length, hand.events.length];

	await room.step(topic, 1);
	await Promise.all([screen.next('stap', at[0]), hand.next('stap', at[1])]);
	const all = await phones(60);

	await pause(700);
	const quiet = screen.events.length;
	const from = performance.now();

	await Promise.all(all.map((p, i) => p.vote(topic, 1, 1 + (i % 5))));
	while (!screen.events.slice(quiet).some((e) => e.data?.includes('"stemmen":60')))
		await screen.next('stand', screen.events.length);
	const gaps = Math.ceil((performance.now() - from) / 250) + 2;

	assert.ok(screen.events.length - quiet <= gaps, `${screen.events.length - quiet} messages in ${gaps} gaps`);
	assert.ok(hand.events.filter((e) => e.name === 'stand').length <= gaps + 4, 'one phone that looks hears it as seldom');
	screen.close();
	hand.close();
});

test('no word of a vote stays beside its count', async () => {
	const topic = room.topics[2];

	assert.equal(sql(`SELECT count(*) FROM vote_phone WHERE topic = ${topic}`), '60');
	await room.act({ actie: 'tonen', onderwerp: topic });
	assert.equal(sql('SELECT count(*) FROM vote_phone'), '0');
	assert.equal(sql('SELECT count(*) FROM vote_turn_key'), '0');
});

test('codes end with the meeting, and guessing is slowed down', async () => {
	const stream = follow(server, `/mee/${room.code}/stroom`);

	await stream.next('stap');
	assert.equal((await room.end()).status, 303);
	await stream.ended;
	assert.equal(stream.events.at(-1).name, 'einde', 'a phone need not ask again');
	assert.equal((await server.visitor().get(`/mee/${room.code}`)).status, 404);
	const over = await room.screen();

	assert.match(over, /Deze sessie is klaar/);
	assert.match(over, /In het dagelijks werk<\/th><td class="n">1<\/td><td class="n">6</, 'both turns stay');
	assert.match(over, /Bij enkelen<\/th><td class="n">12</, 'of 60 votes by phone');
	assert.match((await room.lead.get(room.path)).body_text, /Bekijk stemmen en afspraken/);
	assert.equal((await room.act({ actie: 'start' })).status, 409);
	const late = await room.act({ actie: 'vastleggen', onderwerp: room.topics[1], woorden: 'Na afloop.' });

	assert.equal(late.status, 303, 'what was still being typed is kept');
	assert.equal(sql('SELECT count(*) FROM agreement WHERE words = \'Na afloop.\''), '1');
	assert.match((await room.act({ actie: 'tonen', onderwerp: room.topics[1] })).body_text, /al afgesloten/);
	for (let i = 0; i < 700; i++)
		assert.equal((await server.visitor().get(`/mee/${room.code}`)).status, 404, 'an old link never counts twice');
});

test('every acknowledged vote survives kill -9, and the room comes back', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'peil-vote-'));
	const db = join(folder, 'peil.db');
	let live;

	try {
		addAccount(db);
		live = await serve({ db });
		const held = await workshop(live);
		const [topic] = held.topics;
		const all = await Promise.all(Array.from({ length: 120 }, () => phone(live, held)));
		let sure = 0, maybe = 0, next = 0;

		await held.step(topic, 1);
		for (let kill = 0; kill < 10; kill++) {
			const voting = Array.from({ length: 12 }, async () => {
				const p = all[next++];

				try {
					assert.equal((await p.vote(topic, 1, 1 + (next % 5))).status, 303);
					sure++;
				} catch {
					maybe++;	// sent and not answered: it may count
				}
			});

			await pause(Math.random() * 30);
			live.child.kill('SIGKILL');
			await Promise.all(voting);
			await live.ended;
			live = await serve({ db });
			for (const visitor of [...all, held.lead])
				visitor.url = live.url;
			const votes = await held.votes();

			assert.ok(votes >= sure && votes <= sure + maybe, `${votes} of ${sure} to ${sure + maybe}`);
		}
		const screen = follow(live, `/mee/${held.code}/stroom`);

		await screen.next('stap');
		assert.equal((await all[0].get(`/mee/${held.code}`)).status, 200);
		screen.close();
	} finally {
		await live?.stop();
		rmSync(folder, { recursive: true, force: true });
	}
});

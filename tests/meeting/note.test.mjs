// SPDX-License-Identifier: EUPL-1.2
// Notes of a meeting: three doors, quotes that wait for their speaker, what a
// note said before, and everything that must be refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { planMeeting } from '../play/meeting.mjs';
import { closedRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, round, where, colleague, stranger;
let next = 1000;
const sql = (text) => server.sql(text);
const list = async (who) => (await who.get(`${where}/notities?taal=nl`)).body_text;
const count = () => Number(sql('SELECT count(*) FROM note'));
const fields = { tekst: 'Er hangt een lijst bij de deur.', code: '0', deur: '1', onderwerp: '2', opgave: '0' };
const fresh = () => `${where}/notities/${next++}`;
const put = (path, more, who = round.lead, headers = {}) => who.post(`${path}?taal=nl`, { ...fields, ...more }, headers);

before(async () => {
	server = await serve();
	server.account();
	server.account('sam');
	server.account('piet', 'Waterschap Elders');
	const answers = Array.from({ length: 10 }, () => ({ nu: '2', straks: '4' }));

	round = await closedRound(server, ';Loket;team;14', Array.from({ length: 6 }, () => ({ group: 'Loket', answers })));
	where = await planMeeting(round);
	colleague = await server.signedIn('sam');
	stranger = await server.signedIn('piet');
	await colleague.get(`${where}/notities/1`);
	await stranger.get('/rondes/nieuw');
});
after(() => server?.stop());

test('a note is kept and shown with its code, its door and its subject', async () => {
	const path = fresh();

	assert.equal((await put(path, { tekst: 'Regel <b>een</b>\nRegel twee' })).status, 303);
	const html = await list(round.lead);

	assert.match(html, /Regel &lt;b&gt;een&lt;\/b&gt;\nRegel twee/);
	assert.match(html, /deur: team/);
	assert.match((await round.lead.get(`${where}/notities?code=3`)).body_text, /^(?![\s\S]*Regel twee)/);
	assert.match((await round.lead.get(path)).body_text, /<option value="2" selected>/);
	assert.equal((await round.lead.post(path, { ...fields, tekst: 'Anders' })).status, 303, 'the same note again');
	assert.equal(count(), 1);
});

test('what is behind the own door only its author reads', async () => {
	const path = fresh();

	await put(path, { tekst: 'Alleen voor mij', deur: '0' });
	assert.match(await list(round.lead), /Alleen voor mij/);
	assert.doesNotMatch(await list(colleague), /Alleen voor mij/);
	assert.doesNotMatch((await colleague.get(path)).body_text, /Alleen voor mij/);
	assert.equal((await put(path, { tekst: 'Van mij' }, colleague)).status, 404);
	for (const rest of ['versies', 'verwijderen']) {
		assert.equal((await colleague.get(`${path}/${rest}`)).status, 404, rest);
		assert.equal((await colleague.post(`${path}/${rest}`, { versie: '0' })).status, 404, rest);
	}
	await put(path, { tekst: 'Voor ons samen', deur: '1' });
	assert.match(await list(colleague), /Voor ons samen/);
	assert.equal((await put(path, { tekst: 'Veranderd' }, colleague)).status, 403, 'a colleague reads, and does not change');
	assert.match(await list(round.lead), /Voor ons samen/);
});

test('a quote stays with its author until its speaker agreed to these words', async () => {
	const path = fresh(), was = count();

	for (const deur of ['1', '2']) {
		const answer = await put(path, { tekst: 'Wij bellen altijd eerst', code: '4', deur });

		assert.equal(answer.status, 422);
		assert.match(answer.body_text, /tot de spreker akkoord is/);
		assert.match(answer.body_text, />\s*Wij bellen altijd eerst</, 'nothing typed is lost');
	}
	assert.equal(count(), was);
	await put(path, { tekst: 'Wij bellen altijd eerst', code: '4', deur: '0' });
	assert.equal((await put(path, { tekst: 'Wij bellen altijd eerst', code: '3', deur: '2' })).status, 422,
		'another name for the same words');
	assert.equal((await put(path, { tekst: 'Wij bellen altijd eerst', code: '4', deur: '2', akkoord: '1' })).status, 303);
	assert.match(await list(colleague), /Wij bellen altijd eerst/);
	const other = await put(path, { tekst: 'Wij bellen nooit', code: '4', deur: '2', akkoord: '1' });

	assert.match(other.headers.get('location'), /opnieuw=1/);
	assert.match((await round.lead.get(`${other.headers.get('location')}&taal=nl`)).body_text, /Vraag de spreker opnieuw/);
	assert.doesNotMatch(await list(colleague), /Wij bellen/);
});

test('saving by itself says when; undo and earlier versions bring words back', async () => {
	const path = fresh();
	const saved = await put(path, { tekst: 'Een lange zin die straks verdwijnt uit de notitie' }, round.lead,
		{ 'X-Peil-Autosave': '1' });

	assert.equal(saved.status, 200);
	assert.match(saved.body_text, /^Bewaard om \d+\.\d\d uur$/);
	await put(path, { tekst: 'weg' }, round.lead, { 'X-Peil-Autosave': '1' });
	assert.match((await round.lead.get(`${path}/versies`)).body_text, /Een lange zin die straks verdwijnt/);
	assert.equal((await round.lead.post(`${path}/versies`, { versie: '0' })).status, 303);
	assert.match((await round.lead.get(path)).body_text, /verdwijnt uit de notitie<\/textarea>/);
	assert.equal((await round.lead.post(`${path}/versies`, { versie: '2' })).status, 303);
	assert.match((await round.lead.get(path)).body_text, />\s*weg<\/textarea>/);
	assert.equal((await round.lead.post(`${path}/versies`, { versie: '99' })).status, 404);
	assert.equal((await round.lead.post(`${path}/versies`, { versie: 'x' })).status, 400);
});

test('a megabyte is refused: nothing is stored, the beginning comes back', async () => {
	const was = count();
	const path = fresh();

	for (const text of ['a'.repeat(1024 * 1024), 'ë'.repeat(512 * 1024), 'b'.repeat(20001)]) {
		const answer = await put(path, { tekst: text });

		assert.equal(answer.status, 422);
		assert.match(answer.body_text, /Deze notitie is te lang/);
		assert.ok(answer.body_text.includes(text.slice(0, 20000)), 'given back');
		assert.ok(answer.body_text.length < 200000, 'up to a limit');
	}
	assert.equal(count(), was);
	assert.equal((await put(path, { tekst: 'c'.repeat(20000) })).status, 303, 'the longest fits');
});

test('what is wrong is said beside its field and nothing is stored', async () => {
	const was = count();

	for (const more of [{ tekst: '' }, { code: '9' }, { deur: '3' }, { onderwerp: '41' }, { onderwerp: '11' }, { opgave: '5' }]) {
		const answer = await put(fresh(), more);

		assert.equal(answer.status, 422, JSON.stringify(more));
		assert.match(answer.body_text, /role="alert"/);
	}
	const html = await put(fresh(), { tekst: '</textarea><script>alert(1)</script>', deur: '9' });

	assert.equal(html.status, 422);
	assert.doesNotMatch(html.body_text, /<script>alert/);
	assert.equal((await put(`${where}/notities/0`, {})).status, 404);
	assert.equal((await put(`${where}/notities/9007199254740993`, {})).status, 404);
	assert.equal(count(), was);
});

test('a note goes with all it said before; a meeting with notes stays', async () => {
	const path = fresh();

	await put(path, { tekst: 'Een lange zin die straks helemaal weg mag' });
	await put(path, { tekst: 'kort' });
	assert.match((await round.lead.get(`${path}/verwijderen`)).body_text, />kort</);
	assert.equal((await round.lead.post(`${path}/verwijderen`)).status, 303);
	assert.equal(sql(`SELECT count(*) FROM note_version WHERE note = ${path.split('/').pop()}`), '0');
	assert.equal((await round.lead.post(`${where}/verwijderen`)).status, 409);
});

test('another organisation finds nothing and stores nothing', async () => {
	const path = fresh();

	await put(path, { tekst: 'Voor ons team' });
	const was = count();

	for (const rest of ['', '/versies', '/verwijderen'])
		assert.equal((await stranger.get(path + rest)).status, 404, rest);
	assert.equal((await put(path, { tekst: 'Van buiten' }, stranger)).status, 404);
	assert.equal((await put(fresh(), { tekst: 'Van buiten' }, stranger)).status, 404);
	assert.equal((await stranger.post(`${path}/verwijderen`)).status, 404);
	assert.equal(count(), was);
});

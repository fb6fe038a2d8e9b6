// SPDX-License-Identifier: EUPL-1.2
// The forms of a round and its groups at their limits: nothing typed is lost, and
// limits count what people count.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inDays, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, lead;

before(async () => {
	server = await serve();
	server.account();
	lead = await server.signedIn();
	await lead.get('/rondes/nieuw');
});
after(() => server?.stop());

const good = () => ({ naam: 'Ronde', bedoeling: 'Waarom', k: '5', sluit: inDays(20), nl: '1' });
const send = (more) => lead.post('/rondes/nieuw', { ...good(), ...more });

function valueOf(html, id) {
	return html.match(new RegExp(`<input[^>]* id="${id}"[^>]* value="([^"]*)"`))?.[1];
}

function unescape(html) {
	return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

function typedRows(html) {
	return unescape(html.match(/<textarea[^>]*>([^]*?)<\/textarea>/)[1]).trim();
}

test('a group that can never be shown is named, also a department, also all together', async () => {
	const path = (await send({})).headers.get('location');
	const look = async (groepen) => (await lead.post(`${path}/groepen`, { groepen, knop: 'bekijk' })).body_text;
	const small = await look(';C;team;5\nDienst;A;team;2\nDienst;B;team;2');
	const tiny = await look(';A;team;2\n;B;team;2');

	assert.equal(small.match(/te klein om apart te tonen/g).length, 3);
	assert.match(small, /2 groepen hebben minder dan 5 mensen\. Die antwoorden tellen mee op een hoger niveau/);
	assert.doesNotMatch(small, /geen beeld/);
	assert.match(tiny, /minder dan 5 mensen\. Dan komt er geen beeld/);
	assert.doesNotMatch(tiny, /tellen mee op een hoger niveau/);
});

test('a new round that is sent twice is one round, also with a change in between', async () => {
	const number = (await lead.get('/rondes/nieuw')).body_text.match(/name="nummer" value="(\d+)"/)[1];
	const [first, second] = await Promise.all([send({ nummer: number }), send({ nummer: number })]);
	const back = await send({ nummer: number, naam: 'Na teruggaan' });

	for (const answer of [first, second, back]) {
		assert.equal(answer.status, 303);
		assert.equal(answer.headers.get('location'), `/rondes/${number}`);
	}
	const { body_text: html } = await lead.get('/rondes');

	assert.equal(html.match(new RegExp(`href="/rondes/${number}"`, 'g')).length, 1);
	assert.match(html, /Na teruggaan/);
	assert.match((await send({ nummer: number, naam: '' })).body_text, new RegExp(`name="nummer" value="${number}"`));
});

test('the number of another organisation gives nothing away and changes nothing', async () => {
	const id = (await send({})).headers.get('location').match(/\d+/)[0];

	server.account('otto', 'Gemeente Elders');
	const other = await server.signedIn('otto');

	await other.get('/rondes/nieuw');
	assert.equal((await other.post('/rondes/nieuw', { ...good(), nummer: id, naam: 'Gekaapt' })).status, 404);
	assert.doesNotMatch((await lead.get(`/rondes/${id}`)).body_text, /Gekaapt/);
	assert.doesNotMatch((await other.get('/rondes')).body_text, /Gekaapt/);
});

// --- the form of a round --------------------------------------------------------

test('every fault stands beside its field and is tied to it', async () => {
	const { status, body_text: html } = await send({
		naam: '', bedoeling: '', k: '4', sluit: 'morgen', nl: '', mensen3: 'gezinnen', woord1en: 'people',
	});

	assert.equal(status, 422);
	for (const id of ['naam', 'bedoeling', 'opgave3', 'k', 'sluit', 'nl', 'woord1nl']) {
		assert.match(html, new RegExp(`<a href="#${id}">`), `summary links to ${id}`);
		assert.match(html, new RegExp(`<p class="warn" id="${id}-f">[^<]{10,}</p>`), `fault beside ${id}`);
		assert.match(html, new RegExp(`aria-describedby="[^"]*\\b${id}-f"`), `fault tied to ${id}`);
	}
	assert.doesNotMatch(html, /id="opgave1-f"/);
	assert.equal(valueOf(html, 'mensen3'), 'gezinnen');
	assert.equal(valueOf(html, 'woord1en'), 'people');
	assert.equal(valueOf(html, 'sluit'), 'morgen');
});

test('limits count characters, not bytes', async () => {
	const most = { naam: 'é'.repeat(120), bedoeling: 'ë'.repeat(600), opgave1: 'ï'.repeat(160), mensen1: 'ö'.repeat(160),
		woord1nl: 'ü'.repeat(80), woord1en: 'ü'.repeat(80) };

	assert.equal((await send(most)).status, 303);
	for (const [field, text] of Object.entries(most)) {
		const answer = await send({ ...most, [field]: `${text}x` });

		assert.equal(answer.status, 422, field);
		assert.equal(answer.body_text.match(/<li><a href="#/g).length, 1, `${field}: one fault`);
	}
});

test('own words come back, and a word in one language is not dropped in silence', async () => {
	const saved = await send({ woord1nl: 'alle inwoners', woord1en: 'all residents' });
	const form = await lead.get(`${saved.headers.get('location')}/bewerken`);

	assert.equal(valueOf(form.body_text, 'woord1nl'), 'alle inwoners');
	assert.equal(valueOf(form.body_text, 'woord1en'), 'all residents');
	const half = await send({ woord1nl: 'alle inwoners', woord1en: '' });

	assert.equal(half.status, 422);
	assert.equal(valueOf(half.body_text, 'woord1nl'), 'alle inwoners');
	assert.equal((await send({ woord1nl: '', woord1en: '' })).status, 303, 'both empty: the model’s own');
});

// --- groups ---------------------------------------------------------------------

const sendRows = (round, groepen, knop, more = []) => round.lead.post(`${round.path}/groepen`, [['groepen', groepen], ['knop', knop], ...more]);
const questions = (html) => [...html.matchAll(/name="erbij\[\]" value="(\d+)"( checked)?/g)].map(([, key, checked]) => ({ key, isLikely: !!checked }));
const asked = (html) => [...html.matchAll(/name="gevraagd\[\]" value="(\d+)"/g)].map(([, key]) => ['gevraagd[]', key]);

test('a first row without a department keeps its empty cell, also between tabs', async () => {
	const round = await makeRound(server, { until: 'made' });
	const answer = await sendRows(round, '\tLeidinggevenden\tleiding\t9\r\nRuimte\tBeheer\t\t8', 'bewaar');

	assert.equal(answer.status, 303, answer.body_text);
	const rows = typedRows((await round.lead.get(`${round.path}/groepen`)).body_text);

	assert.equal(rows, ';Leidinggevenden;leiding;9\nRuimte;Beheer;team;8');
});

test('merged cells: asked, answered without a script, and nothing typed is lost', async () => {
	const round = await makeRound(server, { until: 'made' });
	const sheet = 'Afdeling;Team;FTE;Soort;Aantal\nRuimte;Beheer;7,5;;8\n;Groen;3,1;;6\n;Staf;1;leidinggevenden;5\nZorg;Wijk;4;team;5\nTotaal;;;;24';
	const first = await sendRows(round, sheet, 'bewaar');

	assert.equal(first.status, 422, 'not saved while something is asked');
	assert.equal(typedRows(first.body_text), sheet);
	assert.match(first.body_text, /Hoort deze groep bij de regel erboven\?/);
	assert.match(first.body_text, /De kolom “FTE” kennen we niet/);
	assert.match(first.body_text, /Regel 6 lijkt een totaal en is geen groep/);
	assert.doesNotMatch(first.body_text, /value="bewaar"/);
	const [groen, staf] = questions(first.body_text);

	assert.deepEqual([groen.isLikely, staf.isLikely], [true, false]);
	const second = await sendRows(round, sheet, 'bekijk', [...asked(first.body_text), ['erbij[]', groen.key]]);

	assert.equal(second.status, 200);
	assert.equal(questions(second.body_text).length, 0);
	assert.equal(typedRows(second.body_text), sheet.replace(';Groen', 'Ruimte;Groen'));
	assert.deepEqual(asked(second.body_text), [['gevraagd[]', staf.key]], 'the no goes along');
	assert.equal((await sendRows(round, typedRows(second.body_text), 'bewaar', asked(second.body_text))).status, 303);
	const saved = typedRows((await round.lead.get(`${round.path}/groepen`)).body_text);

	assert.equal(saved, 'Ruimte;Beheer;team;8\nRuimte;Groen;team;6\n;Staf;leiding;5\nZorg;Wijk;team;5');
	assert.equal((await sendRows(round, saved.replace('Wijk;team;5', 'Wijk;team;7'), 'bewaar')).status, 303, 'not asked again');
});

test('an answer stays with its row when rows are put in above it', async () => {
	const round = await makeRound(server, { until: 'made' });
	const first = await sendRows(round, 'Ruimte;Beheer;;8\n;Groen;;6', 'bekijk');
	const more = [...asked(first.body_text), ['erbij[]', questions(first.body_text)[0].key]];
	const second = await sendRows(round, 'Zorg;Wijk;;5\nRuimte;Beheer;;8\n;Groen;;6\n;Water;;6', 'bekijk', more);

	assert.equal(typedRows(second.body_text), 'Zorg;Wijk;;5\nRuimte;Beheer;;8\nRuimte;Groen;;6\n;Water;;6');
	assert.equal(questions(second.body_text).length, 1, 'Water is new');
});

test('letters that look alike are a question, and a no is kept', async () => {
	const round = await makeRound(server, { until: 'made' });
	const rows = 'Beheer;A;;8\nBehe\u0435r;B;;6';
	const first = await sendRows(round, rows, 'bewaar');

	assert.match(first.body_text, /Is dit dezelfde naam\?/);
	assert.equal((await sendRows(round, rows, 'bewaar', asked(first.body_text))).status, 303);
	assert.equal((await sendRows(round, rows, 'bewaar')).status, 303, 'saved as two: not asked again');
});

test('saved groups come back as rows that paste to the same tree', async () => {
	const rows = [
		'"Zorg, jeugd en ""meer""";"Team; eigen";team;12',
		'Zorg / Wijken / Noord;Wijkteam <b>;team;7',
		';Leiding;leiding;9',
		';Privacy;specialist:privacy;6',
	];

	const round = await makeRound(server, { rows: rows.join('\n'), until: 'groups' });
	const first = await round.lead.get(`${round.path}/groepen`);
	const typed = typedRows(first.body_text);
	const table = (html) => html.match(/<tbody>[^]*?<\/tbody>/g).at(-1);

	assert.equal(typed.split('\n').length, 4);
	assert.equal((await round.lead.post(`${round.path}/groepen`, { groepen: typed, knop: 'bewaar' })).status, 303);
	const second = await round.lead.get(`${round.path}/groepen`);

	assert.equal(table(second.body_text), table(first.body_text));
	assert.equal(typedRows(second.body_text), typed);
	assert.match(typed, /^"Zorg, jeugd en ""meer""";"Team; eigen";team;12$/m);
	assert.match(typed, /^Zorg \/ Wijken \/ Noord;Wijkteam <b>;team;7$/m);
});

test('five thousand groups can be looked at and changed', async () => {
	const rows = Array.from({ length: 4949 }, (_, i) => `Afdeling ${i % 50};Team met een lange naam nummer ${i};team;6`);
	const round = await makeRound(server, { rows: rows.join('\n'), until: 'groups' });
	const form = await round.lead.get(`${round.path}/groepen`);

	assert.equal(form.status, 200);
	assert.equal(typedRows(form.body_text).split('\n').length, 4949);
	assert.equal((await round.lead.post(`${round.path}/groepen`, { groepen: typedRows(form.body_text), knop: 'bekijk' })).status, 200);
	assert.equal((await round.lead.get(round.path)).status, 200);
	assert.equal((await round.lead.get(`${round.path}/kaarten`)).status, 200);
});

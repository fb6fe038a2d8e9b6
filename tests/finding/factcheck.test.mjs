// SPDX-License-Identifier: EUPL-1.2
// The fact check: people who were there read what was written down and say
// whether it is right, without an account, a name or a script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findingRound } from '../play/finding.mjs';
import { serve } from '../play/server.mjs';

let server, round, path;

before(async () => {
	server = await serve();
	server.account();
	server.account('piet', 'Waterschap Elders');
	round = await findingRound(server);
	await round.add({ tekst: 'Iedereen kent de <b>eigenaar</b>.', sessie: round.meeting });
	await round.add({ tekst: 'Dit is elders gehoord.', sessie: '31' });
	await round.add({ tekst: 'Dit is nergens gehoord.' });
	await round.lead.post(`${round.path}/gedeeld-beeld/3`,
		{ woorden: 'Er is een lijst.', verschil: 'Niet iedereen kent die.', voorwie: 'Het loket', niveau: '2', sessie: round.meeting });
	assert.equal((await start()).status, 303);
	path = link(await overview());
});
after(() => server?.stop());

const start = (knop = 'maak', sessie = round.meeting) => round.lead.post(`${round.path}/feitcheck`, { sessie, knop, zeker: '1' });
const overview = async () => (await round.lead.get(`${round.path}/feitcheck?taal=nl`)).body_text;
const link = (html) => html.match(/\/feitcheck\/[0-9A-Z]{12}/)[0];
const replies = () => Number(server.sql('SELECT count(*) FROM finding_reply'));
const page = async (at = path) => (await server.visitor().get(`${at}?taal=nl`)).body_text;
const keys = async () => [...(await page()).matchAll(/name="(id\d\d)" value="([ab]\d+\.\d+)"/g)].map((m) => [m[1], m[2]]);

// Answers to the items in order: [choice, text].
async function send(answers, { more = {}, as = server.visitor() } = {}) {
	const fields = Object.fromEntries(await keys());

	answers.forEach(([choice, text], i) => {
		if (choice !== undefined)
			fields[`klopt0${i}`] = choice;
		if (text !== undefined)
			fields[`want0${i}`] = text;
	});
	return as.post(`${path}?taal=nl`, { deel: '1', ...fields, ...more });
}

test('it shows what was heard in that session and nothing else', async () => {
	const visitor = server.visitor();
	const answer = await visitor.get(`${path}?taal=nl`);

	assert.equal(answer.status, 200);
	assert.match(answer.body_text, /Iedereen kent de &lt;b&gt;eigenaar&lt;\/b&gt;\./);
	assert.match(answer.body_text, /Er is een lijst\./);
	assert.match(answer.body_text, /Niet iedereen kent die\./);
	assert.doesNotMatch(answer.body_text, /elders gehoord|nergens gehoord|name="csrf"| checked/);
	assert.equal(visitor.cookies.size, 0, 'no cookies');
	assert.equal((await keys()).length, 2);
	const code = path.split('/').pop();

	assert.equal((await visitor.get(`/feitcheck/${code.toLowerCase().replace(/(.{4})(?=.)/g, '$1-')}`)).status, 200);
});

test('replies come back to the lead as counts and texts, without order or time', async () => {
	for (const answers of [[['1'], ['1']], [['1'], ['0', 'De lijst is <i>oud</i>.']], [['0', 'Ik ken hem niet.']]]) {
		const sent = await send(answers);

		assert.equal(sent.status, 303);
		assert.match((await server.visitor().get(sent.headers.get('location'))).body_text, /Dank je wel/);
	}
	const findings = await round.list();

	assert.match(findings, /2 keer ‘klopt’, 1 keer ‘klopt niet’/);
	assert.match(findings, /Ik ken hem niet\./);
	const shared = (await round.lead.get(`${round.path}/gedeeld-beeld?taal=nl`)).body_text;

	assert.match(shared, /1 keer ‘klopt’, 1 keer ‘klopt niet’/);
	assert.match(shared, /De lijst is &lt;i&gt;oud&lt;\/i&gt;\./);
	assert.doesNotMatch(server.sql('.schema finding_reply'), /created|time|when/);
});

test('what is not complete is shown again with everything that was typed', async () => {
	const stored = replies();

	for (const [answers, words] of [
		[[], /Kies bij ten minste één punt/],
		[[[undefined, 'Alleen <tekst>']], /Kies ook ‘klopt’ of ‘klopt niet’/],
		[[['0', 'é'.repeat(601)], ['1']], /Gebruik hoogstens 600 tekens/],
		[[['0', 'a'.repeat(1 << 20)], ['1']], /Gebruik hoogstens 600 tekens/],
	]) {
		const answer = await send(answers);

		assert.equal(answer.status, 422);
		assert.match(answer.body_text, words);
		for (const [choice, text] of answers) {
			if (choice !== undefined)
				assert.match(answer.body_text, new RegExp(`value="${choice}" checked`));
			if (text)
				assert.ok(answer.body_text.includes(`${text.replace('<', '&lt;').replace('>', '&gt;')}</textarea>`));
		}
	}
	assert.equal(replies(), stored);
});

test('only what is on the page can be answered', async () => {
	const stored = replies();
	const other = server.sql("SELECT id FROM finding WHERE body LIKE '%nergens%'");

	for (const more of [{ id00: 'x', klopt00: '1' }, { id00: `c${other}.1`, klopt00: '1' }, { klopt00: '2' },
		{ id00: '', klopt00: '1' }, { id00: 'b1', klopt00: '1' }])
		assert.equal((await send([], { more })).status, 400, JSON.stringify(more));
	const forged = await send([['1', 'Mijn tekst']], { more: { id00: `b${other}.1` } });

	assert.equal(forged.status, 422);
	assert.match(forged.body_text, /intussen veranderd[^<]*Mijn tekst/, 'nothing typed is lost');
	const [, key] = (await keys())[0];

	assert.equal((await send([['1']], { more: { id00: key.replace(/\.\d+$/, '.9') } })).status, 400, 'a text that is not there yet');
	assert.equal((await server.visitor().post(path, { id00: key, klopt00: '1' }, { 'sec-fetch-site': 'cross-site' })).status, 403);
	assert.equal(replies(), stored);
});

test('a reply to an earlier text is not counted with the new one', async () => {
	const id = server.sql("SELECT id FROM finding WHERE body LIKE 'Iedereen%'");
	const old = await keys();

	await round.lead.get(`${round.path}/bevindingen/${id}`);
	assert.equal((await round.send(`${round.path}/bevindingen/${id}`, { onderwerp: '2', laag: '1', houding: '0',
		tekst: 'Bijna iedereen kent de eigenaar.', sessie: round.meeting })).status, 303);
	assert.equal((await server.visitor().post(path, { [old[0][0]]: old[0][1], klopt00: '0' })).status, 303);
	assert.match(await round.list(), /4 reacties gingen over een eerdere tekst\./);
	assert.equal((await send([['1']])).status, 303);
	assert.match(await round.list(), /1 keer ‘klopt’, 0 keer ‘klopt niet’/);
});

test('the lead makes, renews and stops the link of their own session only', async () => {
	const was = link(await overview());

	assert.equal((await start('iets')).status, 400);
	assert.equal((await start('maak', '99')).status, 404);
	assert.equal((await start()).status, 303);
	path = link(await overview());
	assert.notEqual(path, was);
	const gone = await server.visitor().get(`${was}?taal=nl`);

	assert.equal(gone.status, 404);
	assert.match(gone.body_text, /Deze link kennen we niet/);
	const theirs = await findingRound(server, { login: 'piet', meeting: 60 });

	await theirs.lead.get(`${theirs.path}/feitcheck`);
	assert.equal((await theirs.lead.post(`${theirs.path}/feitcheck`, { sessie: round.meeting, knop: 'stop', zeker: '1' })).status, 404);
	assert.equal((await theirs.lead.post(`${round.path}/feitcheck`, { sessie: round.meeting, knop: 'stop', zeker: '1' })).status, 404);
	assert.equal((await server.visitor().get(path)).status, 200);
	assert.equal((await start('stop')).status, 303);
	assert.equal((await server.visitor().get(path)).status, 404);
	assert.equal((await start()).status, 303);
	path = link(await overview());
});

test('a long list comes in parts, each with its own form', async () => {
	server.sql(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90)
		INSERT INTO finding (id, round, meeting, subject, layer, stance, version, body, source, link, note, file, created)
		SELECT 5000 + i, ${round.id}, 31, 'zo', 1, 0, 1, 'Punt nummer ' || i || '.', '', '', 0, 0, i FROM n`);
	await start('maak', '31');
	const code = server.sql('SELECT code FROM fact_check WHERE meeting = 31');
	const part = async (n) => (await server.visitor().get(`/feitcheck/${code}?taal=nl&deel=${n}`)).body_text;
	const items = (html) => [...html.matchAll(/name="id\d\d"/g)].length;

	assert.deepEqual(await Promise.all([1, 2, 3].map(async (n) => items(await part(n)))), [40, 40, 11]);
	assert.match(await part(2), /Deel 2 van 3/);
	assert.equal(items(await part(9)), 40, 'a part that is not there');
	const key = (await part(3)).match(/name="id00" value="([^"]+)"/)[1];
	const sent = await server.visitor().post(`/feitcheck/${code}`, { deel: '3', id00: key, klopt00: '1' });

	assert.equal(sent.status, 303);
	assert.equal(server.sql(`SELECT count(*) FROM finding_reply WHERE finding = ${key.slice(1).split('.')[0]}`), '1');
	server.sql('DELETE FROM finding_reply WHERE finding > 5000; DELETE FROM finding WHERE id BETWEEN 5001 AND 5090');
	await start('stop', '31');
});

test('an expired link says so, and stores nothing', async () => {
	const stored = replies();
	const fields = Object.fromEntries(await keys());

	server.sql('UPDATE fact_check SET expires = 1');
	const read = await server.visitor().get(`${path}?taal=nl`);
	const sent = await server.visitor().post(`${path}?taal=nl`, { ...fields, klopt00: '1' });

	for (const answer of [read, sent]) {
		assert.equal(answer.status, 410);
		assert.match(answer.body_text, /De feitcheck is voorbij/);
	}
	assert.equal(replies(), stored);
	assert.match(await overview(), /De link werkte tot 1 januari 1970/);
	assert.match((await server.visitor().get(`${path}?taal=en`)).body_text, /The fact check is over/);
});

test('neither codes nor replies reach the log', () => {
	assert.doesNotMatch(server.log, new RegExp(path.split('/').pop()));
	assert.doesNotMatch(server.log, /lijst is|ken hem niet/);
});

// SPDX-License-Identifier: EUPL-1.2
// The shared picture: words beside answers that do not change, every version
// kept, and what must be refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findingRound } from '../play/finding.mjs';
import { withRounds } from '../play/organisations.mjs';
import { serve } from '../play/server.mjs';

let server, round;

before(async () => {
	server = await serve();
	server.account();
	server.account('piet', 'Waterschap Elders');
	round = await findingRound(server);
});
after(() => server?.stop());

const page = async (rest = '') => (await round.lead.get(`${round.path}/gedeeld-beeld${rest}?taal=nl`)).body_text;
const count = () => Number(server.sql('SELECT count(*) FROM agreement'));
const good = { woorden: 'Iemand weet het, maar het staat nergens.', niveau: '2', reden: 'Twee voorbeelden.',
	verschil: 'Bij het loket staat het wel ergens.', voorwie: 'Het loket' };
const put = async (fields, subject = 2) => {
	if (!round.lead.token)
		await page('/2');
	return round.lead.post(`${round.path}/gedeeld-beeld/${subject}`, { ...good, ...fields });
};

test('before anything is agreed every subject is offered', async () => {
	const html = await page();

	assert.match(html, /Voor 0 van de 10 onderwerpen is er een gedeeld beeld\./);
	assert.equal([...html.matchAll(/gedeeld-beeld\/\d+"/g)].length, 10);
});

test('words, difference, for whom, who was there, beside the answers', async () => {
	await round.add({ onderwerp: '2', laag: '2', tekst: 'Er is geen lijst gevonden.', link: 'https://a.example/x' });
	const made = await put({ sessie: round.meeting });

	assert.equal(made.status, 303);
	assert.equal(made.headers.get('location'), `${round.path}/gedeeld-beeld#onderwerp2`);
	const html = await page();

	assert.match(html, /Voor 1 van de 10 onderwerpen/);
	for (const words of [/Iemand weet het, maar het staat nergens\./, /Bij het loket staat het wel ergens\./,
		/Voor wie:<\/b> Het loket/, /Sessie van het loket/, /In gesprek waren: Loket/, /Afgesproken op \d+ \w+ \d{4}/,
		/<span class="tag plain">In proef<\/span>/, /7 van de 9 antwoorden liggen bij ‘In proef’/, /<svg role="img"/,
		/Papier:<\/b> <span class="body">Er is geen lijst gevonden\./])
		assert.match(html, words);
});

test('the answers stay untouched', async () => {
	const csv = (await round.lead.get(`${round.path}/beeld.csv`)).body_text;

	await put({ niveau: '5', woorden: 'Alles is al dagelijks werk.' });
	assert.equal((await round.lead.get(`${round.path}/beeld.csv`)).body_text, csv);
	assert.match(await page(), /7 van de 9 antwoorden liggen bij ‘In proef’/);
});

test('every version stays, the same twice makes none', async () => {
	const had = count();

	assert.equal((await put({ woorden: 'Derde tekst.' })).status, 303);
	assert.equal((await put({ woorden: 'Derde tekst.' })).status, 303);
	assert.equal(count(), had + 1);
	const list = await page(), form = await page('/2');

	assert.match(list, /Derde tekst\./);
	assert.match(list, new RegExp(`${had + 1} versies`));
	assert.doesNotMatch(list, /Alles is al dagelijks werk/);
	assert.match(form, /Derde tekst\.<\/textarea>/);
	assert.match(form, /Alles is al dagelijks werk\./);
	assert.match(form, /Iemand weet het, maar het staat nergens\./);
	assert.match(form, /buiten een sessie|Versies/);
});

test('what cannot be kept is said beside its field, with everything typed', async () => {
	const had = count();

	for (const [fields, id] of [
		[{ woorden: '' }, 'woorden'], [{ woorden: 'é'.repeat(2001) }, 'woorden'], [{ reden: 'x'.repeat(2001) }, 'reden'],
		[{ verschil: 'x'.repeat(1 << 20) }, 'verschil'], [{ voorwie: 'x'.repeat(2001) }, 'voorwie'],
		[{ verschil: '' }, 'verschil'], [{ niveau: '6' }, 'niveau0'], [{ niveau: '-1' }, 'niveau0'],
		[{ sessie: '99' }, 'sessie'],
	]) {
		const answer = await put(fields);

		assert.equal(answer.status, 422, id);
		assert.match(answer.body_text, new RegExp(`<a href="#${id}">`), id);
		assert.match(answer.body_text, new RegExp(`id="${id}-f"`), id);
		assert.match(answer.body_text, new RegExp(`id="${id}"`), id);
		if (!fields.reden)
			assert.match(answer.body_text, /Twee voorbeelden\.<\/textarea>/);
	}
	assert.equal(count(), had);
});

test('HTML in every field comes out as text', async () => {
	const evil = '</textarea><script>alert(1)</script>';

	assert.equal((await put({ woorden: evil, reden: evil, verschil: evil, voorwie: evil }, 4)).status, 303);
	for (const html of [await page(), await page('/4')]) {
		assert.doesNotMatch(html, /<script>alert/);
		assert.ok([...html.matchAll(/&lt;script&gt;alert/g)].length >= 4);
	}
});

test('another organisation and subjects that are not there', async () => {
	const had = count();
	const theirs = await findingRound(server, { login: 'piet', meeting: 60 });

	await theirs.lead.get(`${theirs.path}/gedeeld-beeld/1`);
	assert.equal((await theirs.lead.post(`${round.path}/gedeeld-beeld/2`, good)).status, 404);
	assert.equal((await theirs.lead.post(`${theirs.path}/gedeeld-beeld/2`, { ...good, sessie: round.meeting })).status, 422);
	for (const subject of ['0', '11', 'x', '-1'])
		assert.equal((await put({}, subject)).status, 404, subject);
	assert.equal((await server.visitor().post(`${round.path}/gedeeld-beeld/2`, good)).status, 303, 'signing in first');
	assert.equal((await put({ csrf: 'x' })).status, 403);
	assert.equal(count(), had);
});

test('of a sensitive subject only classes are said, and nothing is drawn', async () => {
	await withRounds({ stage: 'closed', seed: 71, answers: 72, count: 6 }, async (visitor, rounds) => {
		const { round } = rounds.find(({ units }) => units.flatMap((u) => u.sheets).length > 30);
		const look = async (rest) => (await visitor.get(`/rondes/${round}/${rest}&taal=nl`)).body_text;
		const form = await look('gedeeld-beeld/2?x=1');

		assert.match(await look('bevindingen/nieuw?laag=0&onderwerp=2'),
			/\d+ van de \d+ antwoorden liggen bij ‘[^’]+’( of ‘[^’]+’)?\./);
		assert.match(form, /van de \d+ antwoorden liggen bij/);
		assert.doesNotMatch(form, /tot en met|<svg role="img"|<figure/);
		assert.match(await look('gedeeld-beeld/1?x=1'), /<figure class="strip"><svg|<figure class="strip"><div/);
	});
});

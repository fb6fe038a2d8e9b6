// SPDX-License-Identifier: EUPL-1.2
// The shared picture: words of each conversation beside answers that do not change,
// every version kept, nobody's words gone by somebody else's, and what must be
// refused.
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
// Changes the words that stand there, in the form to which their link leads.
const change = async (fields, subject = 2) => {
	const [, link] = (await page()).match(new RegExp(`gedeeld-beeld(/${subject}\\?bij=\\d+)"`));
	const form = (await round.lead.get(`${round.path}/gedeeld-beeld${link}&taal=nl`)).body_text;

	return put({ bij: form.match(/name="bij" value="(\d+)"/)[1], ...fields }, subject);
};
const visible = (html) => html.replace(/<form[\s\S]*?<\/form>/g, '');

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

	await change({ niveau: '5', woorden: 'Alles is al dagelijks werk.' });
	assert.equal((await round.lead.get(`${round.path}/beeld.csv`)).body_text, csv);
	assert.match(await page(), /7 van de 9 antwoorden liggen bij ‘In proef’/);
});

test('every version stays, the same twice makes none', async () => {
	const had = count();

	assert.equal((await change({ woorden: 'Derde tekst.' })).status, 303);
	assert.equal((await put({ woorden: 'Derde tekst.' })).status, 303);
	assert.equal(count(), had + 1);
	const list = await page(), form = await page('/2');

	assert.match(list, /Derde tekst\./);
	assert.match(list, new RegExp(`${had + 1} versies`));
	assert.doesNotMatch(list, /Alles is al dagelijks werk/);
	assert.match(form, /opgeschreven door Naam van lotte/);
	assert.match(form, /Derde tekst\./);
	assert.match(form, /Alles is al dagelijks werk\./);
	assert.match(form, /Iemand weet het, maar het staat nergens\./);
	assert.match(form, /buiten een sessie|Versies/);
});

// Buitendienst wrote; then Sociaal Domein wrote about the same, and Buitendienst's words
// and its difference were gone.
test('the second session is asked, and what the first said stays beside it', async () => {
	const [first, second] = [round.meeting, Number(round.meeting) + 1];
	const had = count();

	assert.equal((await put({ woorden: 'Er is geen vaste eigenaar.', verschil: 'planners', sessie: first }, 7)).status, 303);
	const asked = await put({ woorden: 'Iedereen weet het.', verschil: '', voorwie: '', sessie: second }, 7);

	assert.equal(asked.status, 409);
	assert.match(asked.body_text, /Dit staat er al\. Wat doe je ermee\?[\s\S]*Er is geen vaste eigenaar\.[\s\S]*planners/);
	assert.match(asked.body_text, /Iedereen weet het\.<\/textarea>/, 'what was typed stays');
	assert.equal(count(), had + 1);
	const seen = asked.body_text.match(/name="gezien" value="(\d+)"/)[1];
	const beside = await put({ woorden: 'Iedereen weet het.', verschil: '', voorwie: '', sessie: second, gezien: seen, wat: 'naast' }, 7);

	assert.equal(beside.status, 303);
	const html = visible(await page()).match(/id="onderwerp7"[\s\S]*?<\/article>/)[0];

	for (const words of [/Er zijn 2 gesprekken over gevoerd/, /Er is geen vaste eigenaar\./, /planners/, /Iedereen weet het\./,
		/Sessie van het loket/, /Gesprek later/, /In gesprek waren: Loket/])
		assert.match(html, words);
});

test('adding keeps both and names both; replacing keeps the past', async () => {
	const form = async () => (await page('/7'));
	const at = async (words) => (await form()).match(new RegExp(`${words}[\\s\\S]*?value="aan-(\\d+)"`))[1];
	const seen = async () => (await form()).match(/name="gezien" value="(\d+)"/)[1];
	const [first, second] = [round.meeting, Number(round.meeting) + 1];
	const none = { reden: '', verschil: '', voorwie: '', niveau: '0' };

	assert.equal((await put({ ...none, woorden: 'En bij ons soms.', sessie: second, gezien: await seen(),
		wat: `aan-${await at('Er is geen vaste')}` }, 7)).status, 303);
	let html = visible(await page()).match(/id="onderwerp7"[\s\S]*?<\/article>/)[0];

	assert.match(html, /Sessie van het loket(?:(?!<\/section>)[\s\S])*Gesprek later(?:(?!<\/section>)[\s\S])*Er is geen vaste eigenaar\.\nEn bij ons soms\.(?:(?!<\/section>)[\s\S])*planners/);
	assert.equal((await put({ ...none, woorden: 'Opnieuw bekeken.', sessie: first, gezien: await seen(),
		wat: `weg-${await at('Iedereen weet het')}` }, 7)).status, 303);
	html = visible(await page()).match(/id="onderwerp7"[\s\S]*?<\/article>/)[0];
	assert.match(html, /Opnieuw bekeken\./);
	assert.doesNotMatch(html, /Iedereen weet het/);
	assert.match(await form(), /In de plaats van de woorden van daarvoor[\s\S]*Iedereen weet het\./);
});

test('what was chosen on an old page is asked again', async () => {
	const had = count();
	const html = await page('/7');
	const [, seen] = html.match(/name="gezien" value="(\d+)"/), [, id] = html.match(/value="weg-(\d+)"/);

	assert.equal((await put({ woorden: 'Een derde.', sessie: '0', gezien: seen, wat: 'naast' }, 7)).status, 303);
	for (const wat of ['naast', `weg-${id}`, `aan-${id}`]) {
		const late = await put({ woorden: 'Te laat getypt.', sessie: '0', gezien: seen, wat }, 7);

		assert.equal(late.status, 409, wat);
		assert.match(late.body_text, /Intussen is hierover iets opgeschreven[\s\S]*Een derde\./);
		assert.match(late.body_text, /Te laat getypt\.<\/textarea>/);
	}
	assert.equal(count(), had + 1);
});

test('two who change the same words: the second sees the first and loses nothing', async () => {
	const [, link, id] = (await page()).match(/gedeeld-beeld(\/7\?bij=(\d+))"/);

	assert.match((await round.lead.get(`${round.path}/gedeeld-beeld${link}`)).body_text, /name="bij"/);
	assert.equal((await put({ woorden: 'Van de een.', bij: id }, 7)).status, 303);
	const late = await put({ woorden: 'Van de ander.', bij: id }, 7);

	assert.equal(late.status, 409);
	assert.match(late.body_text, /Intussen zijn deze woorden veranderd\.[\s\S]*Van de ander\.<\/textarea>[\s\S]*Van de een\./);
	const [, now] = late.body_text.match(/name="bij" value="(\d+)"/);

	assert.notEqual(now, id);
	assert.equal((await put({ woorden: 'Van de ander.', bij: now }, 7)).status, 303);
	assert.match(await page('/7'), /Van de ander\.[\s\S]*Van de een\./, 'both can be read');
});

test('together too long is said, and nothing typed is lost', async () => {
	const html = await page('/7');
	const [, seen] = html.match(/name="gezien" value="(\d+)"/), [, id] = html.match(/value="aan-(\d+)"/);
	const long = await put({ woorden: 'é'.repeat(1999), gezien: seen, wat: `aan-${id}` }, 7);

	assert.equal(long.status, 422);
	assert.match(long.body_text, /Samen met de woorden die er staan, is dit te lang/);
	assert.match(long.body_text, /é{1999}<\/textarea>/);
	assert.match(long.body_text, new RegExp(`value="aan-${id}" checked`));
});

test('one line for the whole stands above, with what it said before', async () => {
	const line = (samen, regel) => round.lead.post(`${round.path}/gedeeld-beeld/7/samen`, { samen, regel });
	const seen = async () => (await page('/7')).match(/name="regel" value="(\d+)"/)[1];

	assert.equal((await line('Het ligt eraan <b>waar</b>.', await seen())).headers.get('location'),
		`${round.path}/gedeeld-beeld#onderwerp7`);
	assert.match(await page(), /class="whole"[^>]*>Het ligt eraan &lt;b&gt;waar&lt;\/b&gt;\.</);
	const late = await line('Ik wist niet dat er iets stond.', '0');

	assert.equal(late.status, 409);
	assert.match(late.body_text, /Intussen is deze regel veranderd\.[\s\S]*Het ligt eraan[\s\S]*value="Ik wist niet dat er iets stond\."/);
	assert.equal((await line('é'.repeat(301), await seen())).status, 422);
	assert.equal((await line('é'.repeat(300), await seen())).status, 303);
	assert.equal((await line('', await seen())).status, 303);
	assert.doesNotMatch(await page(), /class="whole"/);
	assert.match(await page('/7'), /Eerdere regels[\s\S]*Het ligt eraan/);
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
	assert.equal((await theirs.lead.post(`${round.path}/gedeeld-beeld/2/samen`, { samen: 'x' })).status, 404);
	for (const id of [server.sql('SELECT max(id) FROM agreement WHERE subject <> (SELECT subject FROM agreement ORDER BY agreed LIMIT 1)'), '99'])
		assert.equal((await put({ bij: id }, 2)).status, 409, 'words of another subject');
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

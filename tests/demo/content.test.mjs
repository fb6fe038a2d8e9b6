// SPDX-License-Identifier: EUPL-1.2
// What an evaluator finds in the example organisation: a round in the middle of
// its way with every stage filled, texts whose figures are those of the
// released counts, nothing that two people wrote the same, and the same
// content in every filling.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { interrupt, names, rounds, signedIn, start, visitDemo } from '../play/demo.mjs';
import { Visitor } from '../play/visitor.mjs';

const folder = mkdtempSync(join(tmpdir(), 'peil-demo-'));
const SESSIONS = { agreed: 2026101, interview: 2026102, workshop: 2026103, planned: 2026104 };
let demo, lead, ids;

// The words of a page; what is only a picture has none.
const text = (html) => html.replaceAll(/<svg[\s\S]*?<\/svg>/g, ' ').replaceAll(/<[^>]+>/g, ' ')
	.replaceAll('&amp;', '&').replaceAll('&#39;', '\'').replaceAll('&quot;', '"')
	.replaceAll(/\s+/g, ' ');
const all = (html, pattern) => [...html.matchAll(pattern)].map((m) => m[1]);
const times = (html, pattern) => (html.match(pattern) ?? []).length;

async function page(path, visitor = lead) {
	const { status, body_text } = await visitor.get(path);

	assert.equal(status, 200, path);
	return body_text;
}

const round = (path = '', which = 'talk') => page(`/rondes/${ids[names[which]]}${path}`);

before(async () => {
	demo = await visitDemo();
	lead = await signedIn(demo);
	ids = await rounds(lead);
});
after(async () => {
	await demo?.leave();
	rmSync(folder, { recursive: true, force: true });
});

test('the round of this year is at its shared picture; the one before is finished', async () => {
	const now = await round(), earlier = await round('', 'before');

	assert.equal(times(now, /<li class="done">/g), 5);
	assert.match(now, /<li class="now" aria-current="step">Gedeeld beeld/);
	assert.match(text(now), /4 opmerkingen zijn nog niet gelezen/, 'the next step');
	assert.equal(times(now, />Wijzig het antwoord</g), 4, 'questions that end stages');
	assert.equal(times(now, />Beantwoord deze vraag</g), 2);
	assert.match(text(now), /Komt eraan .*Welke plannen lopen er/);
	assert.equal(times(earlier, /<li class="done">/g), 7);
	assert.match(text(earlier), /Deze ronde is afgerond/);
	assert.equal(times(earlier, /Beantwoord deze vraag/g), 0);
});

test('the open round opened days ago and closes in days; its groups differ', async () => {
	const open = text(await round('', 'open'));
	const [, closes] = open.match(/Zelfanalyse tot (\S+ \d+ \S+), 17\.00 uur/);
	const counts = [...open.matchAll(/(\d+) van (\d+)/g)].map(([, n, of]) => n / of);

	for (let days = 10; days <= 12; days++) {
		const day = new Date(Date.now() + days * 864e5).toLocaleDateString('nl-NL',
			{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/Amsterdam' });

		if (day === closes)
			days = Infinity;
		else
			assert.ok(days < 12, `closes on ${closes}`);
	}
	assert.equal(counts.length, 13, 'groups and what is above them');
	assert.ok(new Set(counts.map((c) => c.toFixed(1))).size >= 4, 'turnout');
	assert.equal(times(open, /nog \d nodig/g), 1, 'one group is below k');
	assert.match(open, /Nodig Bestuursadvies nog eens uit/);
});

test('remarks: no two the same; shown, rewritten, hidden, and four to read', async () => {
	const read = await round('/opmerkingen') + await round('/opmerkingen?deel=2'), others = await round('/beeld/opmerkingen');
	const originals = all(read, /<blockquote[^>]*>([^<]*)</g);

	assert.ok(originals.length >= 40, `${originals.length} remarks`);
	assert.equal(new Set(originals).size, originals.length);
	assert.equal(times(text(read), /Nog niet gelezen/g), 4);
	assert.match(text(read), /Lijkt op een naam: ‘Henk’/);
	assert.match(text(read), /Lijkt op een telefoonnummer: ‘06 12 34 56 78’/);
	assert.match(others, /Naar cijfers wordt vooral gevraagd als het bestuur een vraag heeft/);
	assert.match(others, /Een fout adres meld ik bij drie mensen/);
	assert.match(others, />Wat moet als eerste anders\?</, 'of the question only what is asked');
	assert.doesNotMatch(others, /Peter|Anouk|afdelingsmanager|Henk|koffie|collega J\.|06 12/);
});

test('sessions: three were held, one is planned with subjects of the agenda', async () => {
	const list = text(await round('/sessies'));
	const agenda = await round('/agenda?minuten=120');
	const planned = await page(`/sessies/${SESSIONS.planned}`);
	const live = await page(`/sessies/${SESSIONS.planned}/live`);
	const topics = all(live, /<ol class="topics">([\s\S]*?)<\/ol>/g)
		.flatMap((l) => all(l, /<li>([^<]*)</g));

	assert.equal(times(list, / geweest /g), 3);
	assert.equal(times(list, / gepland /g), 1);
	for (const kind of ['Workshop', 'Interview', 'Werksessie'])
		assert.ok(list.includes(kind), kind);
	assert.deepEqual(topics, ['IT en architectuur', 'Samenhang van initiatieven']);
	for (const topic of topics) {
		assert.match(agenda, new RegExp(`\\d\\. ${topic}<`));
		assert.ok(text(planned).includes(`. ${topic}`));
	}
	assert.match(live, /name="actie" value="start"/, 'ready to begin');
});

test('votes of the workshop: both turns, what was agreed and what still differs', async () => {
	const held = await page(`/sessies/${SESSIONS.workshop}/live`);
	const topics = held.split('<article').slice(1);

	assert.equal(topics.length, 3);
	for (const topic of topics) {
		const turns = [...topic.matchAll(/<\/th><td class="n">(\d+)<\/td><td class="n">(\d+)</g)];

		assert.equal(turns.length, 6, 'five levels and don\'t know');
		for (const turn of [1, 2])
			assert.equal(turns.reduce((sum, row) => sum + Number(row[turn]), 0), 16);
		for (const words of ['Ronde 1, vóór het gesprek', 'Ronde 2, na het gesprek',
			'Na het gesprek liggen de stemmen dichter bij elkaar', 'Afgesproken: In',
			'Wat nog verschilt', 'Voor wie:'])
			assert.ok(text(topic).includes(words), words);
	}
	const cards = await page(`/sessies/${SESSIONS.agreed}/live`);

	assert.equal(times(cards, />Opgestoken kaarten</g), 5);
	for (const id of [SESSIONS.workshop, SESSIONS.agreed])
		assert.match(await page(`/sessies/${id}`), />Bekijk stemmen en afspraken</);
	const interview = await page(`/sessies/${SESSIONS.interview}`);

	assert.doesNotMatch(interview, /Bekijk stemmen/, 'nobody voted');
	assert.doesNotMatch(interview, /data-timer/, 'it is over');
});

test('notes stand behind three doors; one quote was agreed to, one not yet', async () => {
	const notes = text(await page(`/sessies/${SESSIONS.interview}/notities`));

	for (const door of ['eigen', 'team', 'verslag'])
		assert.ok(notes.includes(`deur: ${door}`), door);
	assert.equal(times(notes, /spreker is akkoord/g), 1);
	assert.equal(times(notes, /deur: eigen nog niet nagevraagd/g), 1, 'and it goes nowhere');
	assert.match(await page(`/sessies/${SESSIONS.interview}/notities/2026201/versies`),
		/Teamleider is eigenaar\./, 'what it said before');
});

// (group, subject) -> counts of the levels 1..5 and of don't know.
async function counts() {
	const found = {};

	for (const line of (await round('/beeld.csv')).split(/\r?\n/)) {
		const [, group, subject, answer, count] =
			line.match(/^"?([^";]*)"?;"?(\w+)"?;"?now"?;"?(\w+)"?;(\d+)$/) ?? [];

		if (group)
			((found[group.split(' / ').at(-1)] ??= {})[subject] ??= {})[answer] = Number(count);
	}
	return (group, subject, ...levels) =>
		levels.reduce((sum, level) => sum + found[group][subject][level], 0);
}

test('findings: three layers, a contradiction, and figures that are those of the picture', async () => {
	const html = await round('/bevindingen'), found = text(html), of = await counts();
	const whole = 'Gemeente Waterrade', leaders = 'Leidinggevenden', n = [1, 2, 3, 4, 5];
	const others = (...levels) => of(whole, 'lei', ...levels) - of(leaders, 'lei', ...levels);
	const said = [
		[/(\d+) van de (\d+) antwoorden liggen bij ‘bij enkelen’ of ‘in proef’\. (\d+) liggen bij ‘in het dagelijks werk’ of ‘in samenspel’\. Daartussen liggen er (\d+)/,
			of(whole, 'eig', 1, 2), of(whole, 'eig', ...n), of(whole, 'eig', 4, 5), of(whole, 'eig', 3)],
		[/(\d+) van de (\d+) antwoorden van leidinggevenden zeggen: van onze/,
			of(leaders, 'eig', 3, 4, 5), of(leaders, 'eig', ...n)],
		[/(\d+) van de (\d+) antwoorden van leidinggevenden liggen bij ‘in afspraken’ of verder\. Van de andere groepen samen zijn dat er (\d+) van de (\d+)/,
			of(leaders, 'lei', 3, 4, 5), of(leaders, 'lei', ...n), others(3, 4, 5), others(...n)],
		[/(\d+) van de (\d+) antwoorden liggen bij ‘in afspraken’ of verder: .*? Bij (\d+) antwoorden is ‘weet ik niet’/,
			of(whole, 'dat', 3, 4, 5), of(whole, 'dat', ...n), of(whole, 'dat', 'dont_know')],
		[/Bij (\d+) van de (\d+) antwoorden is ‘weet ik niet’ gekozen\. Bij Vergunningen en toezicht is dat bij (\d+) van de (\d+)/,
			of(whole, 'ict', 'dont_know'), of(whole, 'ict', 'dont_know', ...n),
			of('Vergunningen en toezicht', 'ict', 'dont_know'),
			of('Vergunningen en toezicht', 'ict', 'dont_know', ...n)],
		[/Samenhang van initiatieven .*?(\d+) van de (\d+) antwoorden liggen bij ‘bij enkelen’/,
			of(whole, 'sam', 1, 2), of(whole, 'sam', ...n)],
		[/(\d+) van de (\d+) antwoorden liggen bij ‘in het dagelijks werk’ of ‘in samenspel’\. (\d+) liggen bij ‘in afspraken’/,
			of(whole, 'ver', 4, 5), of(whole, 'ver', ...n), of(whole, 'ver', 3)],
		[/Bij Burgerzaken liggen (\d+) van de (\d+) antwoorden bij ‘in afspraken’ of verder\. In de hele organisatie zijn dat er (\d+) van de (\d+)/,
			of('Burgerzaken', 'pro', 3, 4, 5), of('Burgerzaken', 'pro', ...n),
			of(whole, 'pro', 3, 4, 5), of(whole, 'pro', ...n)],
	];

	for (const [pattern, ...expected] of said)
		assert.deepEqual(found.match(pattern)?.slice(1).map(Number), expected, `${pattern}`);
	assert.ok(times(found, /Hier spreken de lagen elkaar tegen/g) >= 2);
	for (const stance of ['bevestigt', 'spreekt', 'staat los van'])
		assert.ok(found.includes(`${stance} de andere lagen`), stance);
	assert.ok(times(html, /href="https:\/\/waterrade\.example\//g) >= 4, 'evidence by link');
	const [file] = all(html, /href="(\/rondes\/\d+\/bewijs\/\d+)"/g);
	const lines = (await page(file)).trim().split('\n').slice(1).map((line) => line.split(';'));

	assert.match(found, /staan twaalf bestanden\. Bij drie daarvan is een eigenaar ingevuld/);
	assert.equal(lines.length, 12);
	assert.equal(lines.filter(([, , owner]) => owner).length, 3);
});

test('the fact check: open to who has the link; most is right, one thing is not', async () => {
	const [link] = all(await round('/feitcheck'), /href="[^"]*(\/feitcheck\/[0-9A-Z-]+)"/g);
	const check = await page(link, new Visitor(demo.url));
	const found = text(await round('/bevindingen'));
	const replies = [...found.matchAll(/Feitcheck: (\d+) keer ‘klopt’, (\d+) keer ‘klopt niet’/g)];

	assert.equal(times(check, /name="klopt\d+"[^>]*value="1"|value="1"[^>]*name="klopt\d+"/g), 6);
	assert.ok(replies.length >= 3);
	assert.ok(replies.every(([, right]) => Number(right) > 0));
	assert.equal(replies.reduce((sum, [, , wrong]) => sum + Number(wrong), 0), 1);
	assert.match(found, /‘Zelden’ is te sterk/);
});

test('the shared picture: eight subjects in words, two still open', async () => {
	const shared = await round('/gedeeld-beeld');

	assert.match(text(shared), /Voor 8 van de 10 onderwerpen is er een gedeeld beeld/);
	assert.equal(times(shared, /<article/g), 8);
	assert.match(text(shared), /Nog geen gedeeld beeld .*IT en architectuur Samenhang van initiatieven/);
	assert.match(text(shared), /2 versies/);
	assert.equal(times(text(shared), /Er is geen verschil opgeschreven/g), 1);
});

test('"wij doen": who has the link reads what is published, and no more', async () => {
	const list = await round('/wij-doen');
	const [link] = all(list, /href="[^"]*(\/r\/[0-9A-Z]+)"/g);
	const visitor = new Visitor(demo.url);
	const groups = await page(link, visitor);
	const read = [...new Set(all(groups, /href="(\/r\/[0-9A-Z]+\/\d+)"/g))];
	let pages = '';

	assert.equal(times(text(list), / · te lezen /g), 6);
	assert.equal(times(text(list), /nog niet te lezen/g), 1, 'a draft');
	for (const path of read)
		pages += text((await visitor.get(path)).body_text);
	assert.match(pages, /Een fout adres meld je straks op één plek/);
	assert.doesNotMatch(pages, /Eén gezin, één keer in de lijst/, 'the draft');
	assert.doesNotMatch(pages, /Visbeen|Amrani|Hoekwater/);
});

test('who offered to think along is known to the lead, apart from everything', async () => {
	const sessions = text(await round('/sessies'));

	for (const name of ['Sanne Visbeen', 'Youssef el Amrani', 'Ton Hoekwater', 'j.pengel@', 'Mieke'])
		assert.ok(sessions.includes(name), name);
	for (const path of ['', '/opmerkingen', '/beeld', '/bevindingen'])
		assert.doesNotMatch(await round(path), /Visbeen|Amrani|Hoekwater|pengel/, path);
});

// A page's words without what is secret, random or of this place: links,
// codes, and the order of what stands in no order.
const content = (html, url) => html.replaceAll(/<svg[\s\S]*?<\/svg>/g, '').replaceAll(/<[^>]+>/g, '\n')
	.replaceAll(url, '').replaceAll(/\/(?:feitcheck|r)\/[0-9A-Z]+(?:\/\d+)?/g, '')
	.replaceAll(/Opmerking \d+ bij/g, 'Opmerking bij')
	.split('\n').map((line) => line.trim()).filter(Boolean).sort();

test('two fillings of one day hold the same', async () => {
	const other = await start(join(folder, 'two'));
	const visitor = await signedIn(other);
	const paths = ['', '/beeld', '/beeld.csv', '/beeld/opmerkingen', '/sessies', '/bevindingen',
		'/feitcheck', '/gedeeld-beeld', '/wij-doen', '/wij-doen/0'];
	const remarks = async (who) => Promise.all(['', '?deel=2'].map((part) =>
		page(`/rondes/${ids[names.talk]}/opmerkingen${part}`, who)));
	const list = [
		...paths.map((path) => `/rondes/${ids[names.talk]}${path}`),
		`/rondes/${ids[names.open]}`, `/rondes/${ids[names.before]}`,
		`/rondes/${ids[names.before]}/opmerkingen`, `/rondes/${ids[names.talk]}/verandering`,
		...Object.values(SESSIONS).flatMap((id) =>
			['', '/live', '/notities'].map((path) => `/sessies/${id}${path}`)),
	];

	try {
		for (const path of list)
			assert.deepEqual(content(await page(path, visitor), other.url),
				content(await page(path), demo.url), path);
		assert.deepEqual(content((await remarks(visitor)).join(''), other.url),
			content((await remarks(lead)).join(''), demo.url));
	} finally {
		await interrupt(other);
	}
});

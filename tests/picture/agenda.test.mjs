// SPDX-License-Identifier: EUPL-1.2
// What to talk about, from the answers: the agenda of a round and of one group.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closedRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';
import { voorbeeldstad } from '../play/voorbeeldstad.mjs';

let server, round, base;
const page = async (path) => {
	const answer = await round.lead.get(`${path}${path.includes('?') ? '&' : '?'}taal=nl`);

	return Object.assign(answer, { text: answer.body_text.replace(/<svg[\s\S]*?<\/svg>/g, '') });
};
const words = (html) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

before(async () => {
	server = await serve();
	server.account();
	// One more group than answers: of ten people two took part.
	round = await closedRound(server, `${voorbeeldstad.rows}\n;Griffie;team;10`, [...voorbeeldstad.people(),
		...voorbeeldstad.people(10, 3).slice(0, 2).map((p) => ({ ...p, group: 'Griffie' }))]);
	base = `/rondes/${round.id}`;
});
after(() => server?.stop());

test('the agenda holds as many topics as fit, a strength first, both ends in words with counts', async () => {
	const { text } = await page(`${base}/agenda?minuten=80`);
	const topics = [...text.matchAll(/<article class="card stack topic"[\s\S]*?<\/article>/g)].map(([t]) => t);

	assert.equal(topics.length, 1 + 3);
	assert.match(topics[0], /data-rule="strength"/);
	assert.match(topics[0], /Wat doen we dat dit lukt/);
	for (const topic of topics.slice(1)) {
		const [, low, all] = words(topic).match(/(\d+) van de (\d+) bij ‘/);

		assert.ok(Number(low) >= 3 && Number(low) < Number(all), 'counts of one or two are not named');
		assert.match(words(topic), /\?/, 'a question');
	}
	assert.deepEqual([...text.matchAll(/Minuut (\d+) · (\d+) min/g)].map(([, from, n]) => [Number(from), Number(n)]),
		[[5, 10], [15, 20], [35, 20], [55, 20]]);
	assert.match((await page(`${base}/agenda?minuten=30`)).text, /past geen onderwerp/);
	assert.match((await page(`${base}/beeld`)).text, new RegExp(`href="${base}/agenda"`));
});

test('the picture and the agenda ask the same about a subject, and say who does not know once', async () => {
	const asked = (html, pattern) => [...html.matchAll(pattern)].map(([all, rule]) => ({
		name: words(all.match(/<h2[\s\S]*?<\/h2>/)[0]).replace(/\d+\./, '').trim(), rule,
		question: words(all.match(/<p class="ask"[\s\S]*?<\/p>/)[0]).trim(),
		reason: words(all.match(/<p class="also"[\s\S]*?<\/p>/)?.[0] ?? '').trim(),
		unknown: words(all).match(/weten dit niet/g)?.length ?? 0,
	}));
	// Five leaders two levels above the others, whose answers are all the same; then many who do not know.
	const people = Array.from({ length: 23 }, (_, n) => ({ group: n < 5 ? 'Leidinggevenden' : 'Loket',
		answers: Array.from({ length: 10 }, (__, i) => ({ straks: '4', nu: i > 1 && n % 2 ? '14' : n < 5 ? '4' : '2' })) }));
	const apart = await closedRound(server, ';Loket;team;20\n;Leidinggevenden;leiding;6', people);
	const seen = new Set();

	for (const path of [`/rondes/${apart.id}`, base]) {
		const agenda = asked((await page(`${path}/agenda?minuten=240`)).text,
			/<article[^>]*data-rule="(vraag-[^"]*)"[\s\S]*?<\/article>/g);
		const picture = asked((await page(`${path}/beeld`)).text, /<article class="sub" (id="[^"]*)"[\s\S]*?<\/article>/g);

		assert.ok(agenda.length > 0);
		assert.equal(picture.length, 10);
		for (const { name, rule, question, reason } of agenda) {
			assert.equal(picture.find((t) => t.name === name)?.question, question, name);
			assert.match(reason, /\?$/);
			assert.notEqual(reason, question);
			seen.add(rule);
		}
		for (const { name, unknown } of agenda)
			assert.ok(unknown <= 1, `${name}: said ${unknown} times`);
	}
	assert.ok(seen.has('vraag-weet-niet') && seen.has('vraag-verschil'), [...seen].join());
});

test('picture and agenda skip the same: not what a quarter does not know, where a group lies apart or the wish is higher', async () => {
	const dont = '14';
	// Per subject the answers of ten at A and six at B, and the wish of all.
	const subjects = [
		{ a: '3', b: '3', wish: '3' },				// may be skipped
		{ a: '3', b: '3', wish: '3', unknown: 4 },		// a quarter of sixteen
		{ a: '3', b: '3', wish: '4' },				// below the wish
		{ a: '3', b: '4', wish: '3' },				// close together, a group apart
		{ a: '4', b: '4', wish: '4' },				// works: the opener
		{ a: '1', b: '1', wish: '1', unknown: 3 },		// as wished and known, but low
		...Array.from({ length: 4 }, () => ({ a: '1', b: '5', wish: '5' })),
	];
	const people = Array.from({ length: 16 }, (_, n) => ({ group: n < 10 ? 'A' : 'B',
		answers: subjects.map((s) => ({ straks: s.wish, nu: n < (s.unknown ?? 0) ? dont : n < 10 ? s.a : s.b })) }));
	const { id, lead } = await closedRound(server, ';A;team;10\n;B;team;6', people);
	const get = async (path) => (await lead.get(`/rondes/${id}/${path}`)).body_text;
	const names = [...(await get('beeld?volgorde=model')).matchAll(/<h2 id="onderwerp\d+-h">([^<]*)</g)].map(([, name]) => name);
	const numbers = (html) => names.flatMap((name, i) => (html.includes(name) ? [i] : []));

	assert.equal(names.length, 10);
	// What is not a topic and not the opener, for which there is no time in 15 minutes.
	for (const [minutes, expected] of [[15, [0, 4]], [40, [0]], [90, [0]], [240, [0]]]) {
		const agenda = await get(`agenda?minuten=${minutes}`);
		const skipped = agenda.match(/De antwoorden liggen hier dicht bij elkaar: overslaan mag<\/h2>[\s\S]*?<\/section>/)[0];

		assert.deepEqual(numbers(skipped), expected, `${minutes} minutes`);
	}
	const [opener] = (await get('agenda')).match(/<article[^>]*data-rule="strength"[\s\S]*?<\/article>/);

	assert.deepEqual(numbers(opener), [4]);
	assert.match(opener, /<span class="tag good">Hier begint het: dit lukt al</);
	assert.doesNotMatch(await get('beeld'), /overslaan|lukt al|het eens/, 'the picture praises nothing');
});

test('agreement alone is no success: what works is in daily work or as wished, never the lowest level', async () => {
	// Per round the answers and the wish of ten on the first subject; the others lie at both ends.
	for (const [nu, straks, works] of [['3', '5', false], ['4', '5', true], ['2', '2', true], ['1', '1', false], ['3', '4', false]]) {
		const people = Array.from({ length: 10 }, (_, n) => ({ group: 'A', answers: [{ nu, straks },
			...Array.from({ length: 9 }, () => ({ nu: n % 2 ? '1' : '5', straks: '5' }))] }));
		const { id, lead } = await closedRound(server, ';A;team;10', people);
		const html = (await lead.get(`/rondes/${id}/agenda`)).body_text;
		const [, first] = html.match(/<article[^>]*aria-labelledby="agenda0">([\s\S]*?)<\/article>/);

		assert.equal(/data-rule="strength"/.test(html), works, `${nu}, wish ${straks}`);
		assert.match(first, works ? /<span class="tag good">Hier begint het: dit lukt al/ :
			/<span class="tag plain">De antwoorden liggen hier dicht bij elkaar/);
		assert.equal(/lukt/.test(html), works);
		assert.doesNotMatch(html, /(we|jullie) het eens/);
	}
});

test('on the lowest level nothing is said to work; where ends meet in wide answers nothing is said of them', async () => {
	const dont = '14';
	// All on the lowest level with a higher wish; five of ten do not know; (1,1,0,2,1) and five who do not know.
	const wide = ['1', '2', '4', '4', '5'];
	const people = Array.from({ length: 10 }, (_, n) => ({ group: 'A',
		answers: [{ nu: '1', straks: '3' }, { nu: n < 5 ? dont : '4', straks: '4' },
			{ nu: n < 5 ? dont : wide[n - 5], straks: '4' },
			...Array.from({ length: 7 }, () => ({ nu: n % 2 ? '1' : '5', straks: '5' }))] }));
	const { id, lead } = await closedRound(server, ';A;team;10', people);

	const all = (await lead.get(`/rondes/${id}/agenda?minuten=240`)).body_text;
	const [opener] = all.match(/<article[^>]*data-rule="opening"[\s\S]*?<\/article>/);

	assert.match(opener, /De antwoorden liggen hier dicht bij elkaar/);
	assert.match(opener, /Welk voorbeeld uit de afgelopen maand past hierbij\?/);
	for (const html of [all, (await lead.get(`/rondes/${id}/beeld`)).body_text])
		assert.doesNotMatch(html, /dit lukt|data-rule="strength"|overslaan mag/);
	const agenda = (await lead.get(`/rondes/${id}/agenda?minuten=240`)).body_text;
	const unknown = [...agenda.matchAll(/<article[^>]*data-rule="vraag-weet-niet"[\s\S]*?<\/article>/g)].map(([t]) => words(t));

	assert.equal(unknown.length, 2);
	assert.ok(unknown.some((t) => /5 antwoorden, rond ‘/.test(t)), 'all on one level');
	assert.ok(unknown.some((t) => !/5 antwoorden, rond ‘/.test(t)), 'ends that meet in wide answers');
	assert.match((await lead.get(`/rondes/${id}/sessies/nieuw`)).body_text, /Begin met waar de antwoorden dicht bij elkaar liggen: /);
});

test('an agenda for one group is about that group; one that is not shown has none', async () => {
	const html = (await page(`${base}/agenda`)).text;
	const groups = new Map([...html.matchAll(/<option value="(\d+)"[^>]*>(?:– )*([^<]*)</g)].map(([, id, name]) => [name, id]));

	assert.ok(groups.has('Burgerzaken'));
	assert.ok(!groups.has('Bestuursadvies') && !groups.has('Griffie'), 'too small to be shown');
	assert.match((await page(`${base}/agenda?groep=${groups.get('Burgerzaken')}`)).text, /· Burgerzaken<\/span><\/h1>\s*<p[^>]*>9 deelnemers</);
	const hidden = server.sql(`SELECT id FROM unit WHERE round = ${round.id} AND name = 'Bestuursadvies'`);

	assert.equal((await page(`${base}/agenda?groep=${hidden}`)).status, 404);
	assert.equal((await page(`${base}/agenda?groep=x`)).status, 404);
});

test('an agenda of an impossible length says what is possible, and keeps what was typed', async () => {
	for (const minutes of ['14', '241', 'x', '-5']) {
		const answer = await page(`${base}/agenda?minuten=${minutes}`);

		assert.equal(answer.status, 422, minutes);
		assert.match(answer.text, /Kies een aantal minuten van 15 tot en met 240\./);
		assert.match(answer.text, new RegExp(`value="${minutes}"`));
	}
});

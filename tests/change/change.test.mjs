// SPDX-License-Identifier: EUPL-1.2
// Two closed rounds beside each other: the same numbers in chart, sentence,
// table and file, only questions in the same words, only groups that both
// rounds show, and nothing about persons.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readCsv } from '../play/csv.mjs';
import { closedRound, makeRound } from '../play/round.mjs';
import { run, serve } from '../play/server.mjs';

const SUBJECTS = 10;
const rows = (...lines) => lines.join('\n');
const then = rows('Dienst;Loket;team;30', 'Dienst;Balie;team;8', 'Dienst;Oud team;team;9', ';Klein;team;6');
const now = rows('Dienst;Loket;team;30', 'Dienst;Balie;team;8', 'Dienst;Nieuw team;team;9', ';Klein;team;6');

// So many people of a group, each the same level for every subject.
const people = (group, counts, more = {}) => counts.flatMap((n, k) => Array.from({ length: n }, () => ({
	group, answers: Array.from({ length: SUBJECTS }, () => ({ nu: String(k + 1), straks: '4', ...more })),
})));

let server, earlier, later, page;

before(async () => {
	server = await serve();
	server.account();
	earlier = await closedRound(server, then, [
		...people('Loket', [8, 14, 6, 0, 0]), ...people('Balie', [0, 5, 2, 0, 0]),
		...people('Oud team', [0, 6, 0, 0, 0]), ...people('Klein', [0, 3, 0, 0, 0]),
	], { naam: 'Vorig jaar' });
	later = await closedRound(server, now, [
		...people('Loket', [0, 6, 14, 8, 0]), ...people('Balie', [0, 2, 5, 0, 0]),
		...people('Nieuw team', [0, 6, 0, 0, 0]), ...people('Klein', [0, 3, 0, 0, 0]),
	], { naam: 'Dit jaar' });
	page = (await later.lead.get(path(later.id))).body_text;
});
after(() => server.stop());

const path = (id) => `/rondes/${id}/verandering`;
const text = (html) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const article = (html, n) => html.match(new RegExp(`<article class="dim[^"]*" id="onderwerp${n}"[\\s\\S]*?</article>`))[0];
const rules = (html) => [...html.matchAll(/data-rule="([^"]+)"/g)].map((m) => m[1]);
const option = (html, name) => html.match(new RegExp(`<option value="(\\d+)"[^>]*>${name}</option>`))?.[1];

test('everybody: both charts, counts of both, and what can be told from chance', () => {
	const html = article(page, 1), said = text(html);

	// Loket, Balie and the team of six; Klein is too small and waits at the top, where
	// three are too few.
	assert.match(said, /De 41 antwoorden van nu liggen gemiddeld 0,9 niveau hoger dan de 41 van toen\./);
	assert.match(said, /Op ‘In afspraken’ of hoger: toen 8 van de 41 antwoorden, nu 27 van de 41\./);
	assert.deepEqual(rules(html), ['change-shift', 'change-apart', 'change-counts', 'change-pairs']);
	assert.equal((html.match(/<svg role="img"/g) ?? []).length, 2);
	assert.equal((html.match(/<circle class="dot"/g) ?? []).length, 82);
	assert.match(text(page), /Van de 10 onderwerpen die te vergelijken zijn, is het verschil bij 10 te onderscheiden van toeval/);
});

test('the table has both rounds and every cut', () => {
	const html = article(page, 3);
	const row = (name, at) => [...html.matchAll(new RegExp(`<tr><th scope="row">${name}</th>([\\s\\S]*?)</tr>`, 'g'))][at][1]
		.match(/<td class="n">(\d+)<\/td>/g).map((td) => Number(td.match(/\d+/)[0]));

	assert.deepEqual(row('Vorig jaar', 0).slice(0, 5), [8, 25, 8, 0, 0]);
	assert.deepEqual(row('Dit jaar', 0).slice(0, 5), [0, 14, 19, 8, 0]);
	assert.deepEqual(row('Vorig jaar', 1), [33, 8, 0, 0, 41]);
	assert.deepEqual(row('Dit jaar', 1), [41, 27, 8, 0, 41]);
});

test('only groups of the same name that both rounds show', async () => {
	for (const name of ['Gemeente Voorbeeld', 'Dienst', 'Dienst / Loket', 'Dienst / Balie'])
		assert.ok(option(page, name), name);
	assert.doesNotMatch(page, /Oud team|Nieuw team|Klein/);
	const html = (await later.lead.get(`${path(later.id)}?groep=${option(page, 'Dienst / Balie')}`)).body_text;

	assert.match(text(article(html, 1)), /De 7 antwoorden van nu liggen gemiddeld 0,4 niveau hoger dan de 7 van toen\./);
	assert.deepEqual(rules(article(html, 1)), ['change-shift', 'change-few', 'change-counts', 'change-pairs']);
	assert.match(text(html), /Met zoveel antwoorden valt een verschuiving meestal pas op vanaf ongeveer 0,7 niveau\./);
	assert.doesNotMatch(html, /change-(apart|chance|summary)/, 'within a group nothing is tested');
});

test('a count of one or two is not named', async () => {
	const html = (await later.lead.get(`${path(later.id)}?groep=${option(page, 'Dienst / Balie')}`)).body_text;

	assert.match(text(html), /toen enkele van de 7 antwoorden, nu 5 van de 7/);
	assert.doesNotMatch(html, /data-rule="[^"]*">[^<]*\b[12] van de [^1]/);
});

test('it says what it cannot say, and nothing of persons', () => {
	const said = text(page);

	assert.match(said, /Wat dit niet kan zeggen/);
	assert.match(said, /anoniem\. Het kunnen andere mensen zijn/);
	// 41 a round, (8, 25, 8): 2.80 · .62 · √(2/41).
	assert.match(said, /Met zoveel antwoorden valt een verschuiving meestal pas op vanaf ongeveer 0,4 niveau\. Een kleinere kan ook toeval zijn\./);
	assert.doesNotMatch(said, /gegroeid|vooruitgang|gestegen|gedaald|verbeterd|verslechterd|\bscore\b|[↑↓▲▼]/i);
});

test('the file can be recomputed with peil gaps', async () => {
	const answer = await later.lead.get(`${path(later.id)}.csv?met=${earlier.id}&vorm=rfc4180`);
	const [head, ...lines] = readCsv(answer.body_text);
	const groups = new Set(lines.map(([group]) => group));
	const row = Object.fromEntries(head.map((name, i) => [name, lines[0][i]]));
	const again = JSON.parse(run(['gaps'], '{"id":"x","a":[0,14,19,8,0],"b":[8,25,8,0,0]}\n'));

	assert.match(answer.headers.get('content-disposition'), /"verandering\.csv"/);
	assert.deepEqual([...groups].sort(), ['Dienst', 'Dienst / Balie', 'Dienst / Loket', 'Gemeente Voorbeeld']);
	assert.equal(lines.length, 4 * SUBJECTS);
	for (const [mine, theirs] of [['n_now', 'n_a'], ['n_then', 'n_b'], ['w1', 'w1'], ['cliffs_delta', 'cliffs_delta'],
		['superiority', 'superiority'], ['wmw_u', 'wmw_u'], ['wmw_p', 'wmw_p']])
		assert.ok(Math.abs(Number(row[mine]) - again[theirs]) < 1e-12, mine);
	assert.equal(row.wmw_exact, 'true');
	assert.equal(row.then_at_least_3, '8');
	assert.equal(lines.find(([group]) => group === 'Dienst / Balie')[head.indexOf('bh')], '', 'no test within a group');
});

test('other words make another question', async () => {
	const word = (await later.lead.get(`/rondes/${later.id}`)).status === 200 &&
		(await later.lead.get('/rondes/nieuw')).body_text.match(/name="(woord[^"]*)"/g);

	assert.ok(word?.length, 'the form asks for the organisation’s own words');
	const names = word.map((w) => w.match(/name="([^"]+)"/)[1]);
	const more = Object.fromEntries(names.map((name) => [name, 'een heel ander woord']));
	const third = await closedRound(server, ';Loket;team;20', people('Loket', [0, 5, 5, 0, 0]),
		{ naam: '<b>Derde</b>', ...more });
	const html = (await third.lead.get(path(third.id))).body_text;
	const other = rules(html).filter((rule) => rule === 'change-other').length;

	assert.ok(other > 0 && other < SUBJECTS, `${other} other questions`);
	assert.match(text(html), /Andere vraag: niet te vergelijken/);
	assert.match(text(html), new RegExp(other === 1 ? 'één onderwerp dat toen anders' : `${other} onderwerpen die toen anders`));
	assert.ok(html.includes('&lt;b&gt;Derde') && !html.includes('<b>Derde'), 'names are escaped');
	// The newest earlier round comes first; the older one can be chosen.
	assert.match(text(html), /Toen was Dit jaar/);
	const older = (await third.lead.get(`${path(third.id)}?met=${earlier.id}`)).body_text;

	assert.match(text(older), /Toen was Vorig jaar/);
});

test('the first round has nothing to compare with, an open one no picture', async () => {
	const answer = await earlier.lead.get(path(earlier.id));
	const going = await makeRound(server);

	assert.equal(answer.status, 200);
	assert.match(text(answer.body_text), /Dit is de eerste gesloten ronde/);
	assert.doesNotMatch((await earlier.lead.get(`/rondes/${earlier.id}/beeld`)).body_text, /verandering\?groep=/);
	assert.match((await later.lead.get(`/rondes/${later.id}/beeld`)).body_text, /href="\/rondes\/\d+\/verandering\?groep=0"/);
	assert.equal((await going.lead.get(path(going.id))).status, 409);
	assert.equal((await going.lead.get(`${path(going.id)}.csv`)).status, 409);
});

test('rounds of others, later rounds and nonsense are absent', async () => {
	server.account('lars', 'Gemeente Elders');
	const theirs = await closedRound(server, ';Loket;team;8', people('Loket', [0, 6, 0, 0, 0]), { login: 'lars' });

	assert.equal((await later.lead.get(path(theirs.id))).status, 404);
	for (const met of [theirs.id, later.id, '1', 'x', '-3', '<b>'])
		assert.equal((await later.lead.get(`${path(later.id)}?met=${encodeURIComponent(met)}`)).status, 404, met);
	assert.equal((await earlier.lead.get(`${path(earlier.id)}?met=${later.id}`)).status, 404);
	const other = await later.lead.get(`${path(later.id)}?groep=1`);

	assert.equal(other.status, 200);
	assert.match(other.body_text, /Deze groep staat niet in beide rondes/);
	assert.doesNotMatch(page, /Deze groep staat niet in beide rondes/);
	assert.equal((await server.visitor().get(path(later.id))).status, 303, 'signing in first');
});

test('too few answers in one of the rounds', async () => {
	server.account('lien', 'Gemeente Klein');
	await closedRound(server, ';Loket;team;8', people('Loket', [0, 4, 0, 0, 0]), { login: 'lien' });
	const second = await closedRound(server, ';Loket;team;8',
		[...people('Loket', [0, 6, 0, 0, 0])], { login: 'lien' });

	assert.match(text((await second.lead.get(path(second.id))).body_text), /heeft te weinig antwoorden om te tonen/);
	const third = await closedRound(server, ';Loket;team;12',
		[...people('Loket', [0, 4, 0, 0, 0]), ...people('Loket', [2], { nu: '14' })], { login: 'lien' });
	const html = (await third.lead.get(path(third.id))).body_text;

	assert.match(text(html), /Te weinig inhoudelijke antwoorden om te vergelijken/);
	assert.match(text(html), /Midden nu: te weinig antwoorden/);
	assert.doesNotMatch(html, /data-rule="change-(shift|same|counts|summary)"/);
});

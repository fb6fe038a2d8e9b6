// SPDX-License-Identifier: EUPL-1.2
// Rule R8 as a reader meets it: sheets with blanks.  Of a group in which one
// person answered everything and the others almost nothing no page, file or
// public page shows that person's answers, nor of one in which all the others do
// not know.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closedRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const SUBJECTS = 10;
const rows = 'Dienst;Leeg;team;8\nDienst;Vol;team;9\nDienst;Twijfel;team;8';
const everything = (nu, straks, past) => Array.from({ length: SUBJECTS }, () =>
	({ nu, straks, ...(past && { past1: past, past2: past }) }));
const only = (at, nu) => Array.from({ length: SUBJECTS }, (_, i) => (i === at ? { nu } : {}));
const many = (n, person) => Array.from({ length: n }, () => person);

// Nobody else chooses level 1 or 2, or the wish 5.
const people = [
	...many(5, { group: 'Leeg', answers: only(9, '3') }),
	{ group: 'Leeg', answers: everything('1', '5', '1'), picks: ['1'] },
	...many(8, { group: 'Vol', answers: everything('3', '4', '4'), picks: ['2'] }),
	...many(5, { group: 'Twijfel', answers: everything('14', '14') }),
	{ group: 'Twijfel', answers: everything('2', '5', '1'), picks: ['1'] },
];

let server, round, page;
const path = (rest) => `/rondes/${round.id}/${rest}`;
const get = async (rest) => (await round.lead.get(path(rest))).body_text;
const words = (html) => html.replaceAll(/<svg[\s\S]*?<\/svg>/g, ' ').replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const unit = (name) => page.match(new RegExp(`/beeld/(\\d+)">${name}<`))[1];
const article = (html, n) => html.match(new RegExp(`<article class="sub" id="onderwerp${n}"[\\s\\S]*?</article>`))[0];
const lines = (csv) => csv.replace('\ufeff', '').trim().split('\r\n').slice(1)
	.map((l) => l.split(';').map((cell) => cell.replaceAll('"', '')));

before(async () => {
	server = await serve();
	server.account();
	round = await closedRound(server, rows, people);
	page = await get('beeld?volgorde=model');
	const dienst = await get(`beeld/${unit('Dienst')}`);

	page = page + dienst;	// links to the groups
});
after(() => server.stop());

// A figure of fewer than five answers, in words.
function assertNothingFew(html, where) {
	const said = words(html).replaceAll(/\d+ antwoorden tellen hier nergens mee/g, '');

	assert.doesNotMatch(said, /(?<![\d,.])[1-4] antwoord/, where);
	assert.doesNotMatch(said, /van de [1-4] (antwoorden|weten)/, where);
}

test('of a group with one full sheet nothing but what all answered is shown', async () => {
	const html = await get(`beeld/${unit('Leeg')}?volgorde=model`);

	assert.match(words(html), /6 van de 8 mensen deden mee/);
	for (let n = 1; n < SUBJECTS; n++) {
		const one = article(html, n);

		assert.match(one, /<p class="strip5 none muted">te weinig antwoorden</);
		assert.match(one, /data-rule="thin"/);
		assert.doesNotMatch(one, /<svg|data-rule="(most|around|wide|two-groups|wish|majority[^"]*|spread|dont-know)"/);
		assert.doesNotMatch(one, /<td class="n">[1-9]/);
		assert.equal((one.match(/<td class="muted" colspan="5">te weinig antwoorden</g) ?? []).length,
			2 + (one.match(/Stelling<[\s\S]*$/)[0].match(/<th scope="row">/g) ?? []).length);
	}
	assert.match(article(html, 10), /<desc[^>]*>Nu: Bij enkelen: 1, In proef: 0, In afspraken: 5,/);
	assertNothingFew(html, 'Leeg');
});

test('of a group where all others do not know only that is told', async () => {
	const html = await get(`beeld/${unit('Twijfel')}?volgorde=model`);

	for (let n = 1; n <= SUBJECTS; n++) {
		const one = article(html, n);

		assert.match(one, /<p class="strip5 none muted">te weinig antwoorden</);
		assert.match(words(one), /5 mensen weten dit niet\./);
		assert.doesNotMatch(one, /<svg|data-rule="(most|around|wide|two-groups|wish|majority[^"]*|spread|dont-know)"/);
		assert.doesNotMatch(words(one), /van de \d+ weten/);
	}
	assert.match(words(await get(`agenda?groep=${unit('Twijfel')}`)), /5 mensen weten dit niet\. Is het hier niet van toepassing/, 'a question');
	assertNothingFew(html, 'Twijfel');
});

test('the whole leaves out what comes to fewer than five, and says so', async () => {
	const html = await get('beeld?volgorde=model');

	for (let n = 1; n < SUBJECTS; n++) {
		assert.match(article(html, n), /<desc[^>]*>Nu: Bij enkelen: 0, In proef: 0, In afspraken: 8,/);
		assert.match(article(html, n), /data-rule="left-out"/);
		assert.match(words(article(html, n)), /Enkele antwoorden tellen hier nergens mee: ze waren met te weinig\./);
	}
	assert.match(article(html, 10), /<desc[^>]*>Nu: Bij enkelen: 1, In proef: 0, In afspraken: 13,/);
	assertNothingFew(html, 'everybody');
});

test('the files hold no level that only those few chose, and no table of two answers', async () => {
	const csv = lines(await get('beeld.csv'));
	const statistics = await get('beeld/statistiek.json');
	const { columns, data } = JSON.parse(statistics);
	const cell = (row, name) => row[columns.indexOf(name)];

	const last = csv.at(-1)[1];	// all of Leeg answered it, with one on level 1

	assert.ok(csv.length > 100);
	for (const [group, subject, item, answer, count] of csv) {
		const where = [group, subject, item, answer, count].join(';');

		assert.match(item, /^(now|wish|important|s\d+)$/, where);
		if (answer === '2' || (answer === '1' && (subject !== last || item !== 'now')) || (item === 'wish' && answer === '5'))
			assert.equal(count, '0', where);
		if (group.endsWith('Leeg'))
			assert.ok(item === 'now' && subject === last, where);
		if (group.endsWith('Twijfel'))
			assert.ok(answer === 'dont_know' && count === '5', where);
	}
	assert.ok(!csv.some(([, , item]) => item === 'wish_minus_now'));
	for (const row of data) {
		const n = cell(row, 'n');

		assert.ok(n === null || n >= 5);
		if (n === null)
			for (const name of columns.slice(5))
				assert.ok(['dont_know', 'not_applicable', 'members'].includes(name) || cell(row, name) === null,
					`${name} in ${row.slice(0, 4)}`);
		assert.ok(n === null || (cell(row, 'count_1') === (cell(row, 'item') === 'now' && cell(row, 'subject') === last && n !== 8 ? 1 : 0) &&
			cell(row, 'count_2') === 0));
	}
});

test('agenda, comparison, findings, sessions and the public page say the same', async () => {
	for (const name of ['Leeg', 'Twijfel']) {
		const agenda = await get(`agenda?groep=${unit(name)}&minuten=240`);

		assertNothingFew(agenda, `agenda of ${name}`);
		assert.doesNotMatch(agenda.match(/<main[\s\S]*/)[0].replace(/Samenhang[\s\S]*/, ''), name === 'Twijfel' ? /<svg role="img"/ : /van de \d+ bij/);
		assert.equal((await round.lead.post(path(`wij-doen/${unit(name)}`), { tekst: 'We praten erover.', knop: 'publiceer' })).status, 303);
	}
	for (const rest of ['gedeeld-beeld', 'bevindingen', 'sessies', 'wij-doen', 'agenda'])
		assertNothingFew(await get(rest), rest);
	const key = (await get('wij-doen')).match(/href="\/r\/([0-9A-Z]{24})"/)[1];

	for (const [name, shown] of [['Leeg', 1], ['Twijfel', 0]]) {
		const html = (await server.visitor().get(`/r/${key}/${unit(name)}`)).body_text;

		assert.equal((html.match(/data-rule="thin">te weinig antwoorden</g) ?? []).length, SUBJECTS - shown, name);
		assert.equal((html.match(/<svg role="img"/g) ?? []).length, shown, name);
		assertNothingFew(html, `public page of ${name}`);
	}
});

// SPDX-License-Identifier: EUPL-1.2
// Two groups of one name are told apart wherever a name is shown: on every page, in
// every stage, in files and on cards.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addressOf, everything, needsKey, stages } from '../play/everything.mjs';
import { answer, boxes, close, makeRound } from '../play/round.mjs';
import { serve, sql } from '../play/server.mjs';
import { ask, emptyForm, isGet, nameOf, pages } from '../play/table.mjs';
import { wasIn } from '../play/visitor.mjs';

// Teams of one name, below groups of one name, one of them too small to be shown.
const rows = [
	'Dienstverlening;Burgerzaken;team;12', 'Openbare ruimte;Groen;team;10',
	'Westkant / Middenlaag;Tweeling;team;8', 'Oostkant / Middenlaag;Tweeling;team;8',
	'Zuidkant;Tweeling;team;8', 'Noordkant;tweeling;team;3', ';Leidinggevenden;leiding;8',
].join('\n');

// What tells them apart: what stands above them, behind the name or in a path.
const apart = [
	'Tweeling (Westkant / Middenlaag)', 'Tweeling (Oostkant / Middenlaag)', 'Tweeling (Zuidkant)', 'tweeling (Noordkant)',
	'Middenlaag (Westkant)', 'Middenlaag (Oostkant)',
	'Westkant / Middenlaag / Tweeling', 'Oostkant / Middenlaag / Tweeling', 'Zuidkant / Tweeling', 'Noordkant / tweeling',
	'Westkant / Middenlaag;Tweeling;', 'Oostkant / Middenlaag;Tweeling;', 'Zuidkant;Tweeling;', 'Noordkant;tweeling;',
	'Westkant / Middenlaag', 'Oostkant / Middenlaag',
];
const answers = { 'Tweeling (Westkant / Middenlaag)': 6, 'Tweeling (Oostkant / Middenlaag)': 6, 'Tweeling (Zuidkant)': 6 };

// Where each was seen: a walk that sees nothing has proved nothing.
const seen = new Set();

function assertApart(text, what) {
	let rest = text;

	for (const name of apart) {
		if (rest.includes(name))
			seen.add(what);
		rest = rest.replaceAll(name, '');
	}
	const bare = rest.match(/.{0,60}(?:tweeling|middenlaag).{0,40}/iu);

	assert.equal(bare, null, `${what}: “${bare?.[0]}”`);
}

let world;

before(async () => {
	world = await everything({ rows, answers, about: 'Tweeling (Westkant / Middenlaag)', person: 'Tweeling (Oostkant / Middenlaag)' });
});
after(() => world?.stop());

for (const stage of stages)
	test(`every page and file, with the round ${stage}`, async () => {
		const laid = world.laid[stage];
		const units = ['0', ...sql(world.db, `SELECT id FROM unit WHERE round = ${laid.round}`).split('\n')];

		for (const page of pages.filter((p) => isGet(p) && p.path.includes('{')))
			for (const more of page.path.includes('{unit}') ? units.map((unit) => ({ unit })) : [{}]) {
				const path = addressOf(page, laid, more);
				const got = await ask(needsKey(page) ? world.person : world.lead, world.url, 'GET', path);

				assert.ok(got.status < 500, path);
				assertApart(got.text, nameOf(page));
			}
	});

test('the cards on paper and in a list', async () => {
	const { round } = world.laid.preparing, path = `/rondes/${round}/kaarten`;

	for (const form of ['csv', 'vel']) {
		const html = (await ask(world.lead, world.url, 'GET', path)).text;
		const body = emptyForm(world.lead);

		for (const [name, value] of [...boxes(html), ['vorm', form], ['was', wasIn(html, path)]])
			body.append(name, value);
		const got = await ask(world.lead, world.url, 'POST', path, { body });

		assert.equal(got.status, 200);
		assertApart(got.text, `cards: ${form}`);
		assert.ok(seen.has(`cards: ${form}`), `${form} shows groups`);
	}
	await world.again();
});

test('a round of an earlier version, which kept no names to show', async () => {
	const { open, closed } = world.laid;

	sql(world.db, "UPDATE unit SET shown = ''");
	for (const [visitor, path] of [[world.visitor(), `/s/${open.code}`], [world.lead, `/rondes/${open.round}`],
		[world.lead, `/rondes/${closed.round}/gedeeld-beeld`], [world.lead, `/sessies/${closed.meeting}`]]) {
		assertApart((await ask(visitor, world.url, 'GET', path)).text, `earlier: ${path}`);
		assert.ok(seen.has(`earlier: ${path}`), path);
	}
	await world.again();
});

test('two rounds beside each other', async () => {
	const server = await serve();

	try {
		server.account();
		const [earlier, later] = [await makeRound(server, { name: 'Toen', rows }), await makeRound(server, { name: 'Nu', rows })];

		for (const round of [earlier, later]) {
			for (const [group, n] of Object.entries(answers))
				for (const code of round.codes[group].slice(0, n))
					await answer(server, code);
			await close(round);
		}
		const twin = sql(server.db, `SELECT id FROM unit WHERE round = ${later.id} AND shown = 'Tweeling (Zuidkant)'`);

		for (const rest of ['', `&groep=${twin}`]) {
			assertApart((await later.lead.get(`${later.path}/verandering?met=${earlier.id}${rest}`)).body_text, 'change');
			assertApart((await later.lead.get(`${later.path}/verandering.csv?met=${earlier.id}${rest}`)).body_text, 'change as a file');
		}
		for (const what of ['change', 'change as a file'])
			assert.ok(seen.has(what), what);
	} finally {
		await server.stop();
	}
});

test('the walk saw the names where names are shown', () => {
	for (const page of [
		'GET /rondes/{round}', 'GET /rondes/{round}/groepen', 'GET /rondes/{round}/kaarten',
		'GET /rondes/{round}/beeld/{unit}', 'GET /rondes/{round}/beeld.csv', 'GET /rondes/{round}/beeld/statistiek.csv',
		'GET /rondes/{round}/beeld/statistiek.json', 'GET /rondes/{round}/agenda', 'GET /rondes/{round}/sessies/nieuw',
		'GET /rondes/{round}/wij-doen', 'GET /rondes/{round}/wij-doen/{unit}', 'GET /r/{key}', 'GET /r/{key}/{unit}', 'GET /s/{code}', 'GET /s/{code}/{subject}', 'GET /s/{code}/klaar',
		'GET /sessies/{meeting}', 'GET /rondes/{round}/feitcheck', 'GET /rondes/{round}/gedeeld-beeld', 'GET /rondes/{round}/opmerkingen',
	])
		assert.ok(seen.has(page), `${page} shows no group: ${[...seen].join(', ')}`);
});

// A page cannot forget: what it has by the name of name is the one told apart.
test('the bare name is read where groups are edited or compared, nowhere else', () => {
	const may = /^src\/(round\/|change\/change\.c$)/;
	const read = readdirSync('src', { recursive: true }).map((name) => join('src', String(name)))
		.filter((file) => /\.(c|h|html)$/.test(file) && !may.test(file) && /\bown_name\b/.test(readFileSync(file, 'utf8')));
	const sql = readdirSync('src', { recursive: true }).map((name) => join('src', String(name)))
		.filter((file) => file.endsWith('.sql') && !file.startsWith('src/round/') && /\bunit u\b/.test(readFileSync(file, 'utf8')) &&
			/\bu\.name\b/.test(readFileSync(file, 'utf8')));

	assert.deepEqual([read, sql], [[], []]);
});

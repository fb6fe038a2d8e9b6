// SPDX-License-Identifier: EUPL-1.2
// How many took part, told without telling who: of a group of fewer than k nothing
// that the lead can open changes when one of them hands in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, close, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';
import { pages } from '../play/table.mjs';

const rows = ['Dienst;Groot;team;12', 'Dienst;Drie;team;3', 'Zorg;Twee;team;2', 'Zorg;Vier;team;4', ';Directeur;leiding;1'].join('\n');
const texts = ['Groot', 'Drie', 'Twee', 'Vier', 'Directeur'];
let server, round;

before(async () => {
	server = await serve();
	server.account();
	round = await makeRound(server, { rows });
});
after(() => server?.stop());

// Every page and file of a round that the lead can ask for.
function paths() {
	return pages.filter(({ method, path }) => method === 'GET' && /^\/rondes\/\{round\}(\/[\w.-]+)?$/.test(path))
		.map(({ path }) => path.replace('{round}', round.id));
}

async function seen() {
	const all = {};

	for (const path of paths()) {
		const { status, body_text: text } = await round.lead.get(path);

		all[path] = `${status} ${text.replaceAll(/(value|name|nonce)="[^"]*"/g, '')}`;
	}
	return all;
}
const rowsOf = (html) => Object.fromEntries([...html.matchAll(/<li class="teamrow[^>]*>([\s\S]*?)<\/li>/g)]
	.map(([, row]) => row.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ').trim())
	.map((row) => [texts.concat('Dienst', 'Zorg').find((name) => row.startsWith(name)), row]));

test('one who hands in in a small group changes no page while the round is open', async () => {
	assert.ok(paths().length > 5);
	const before = await seen();

	await answer(server, round.codes.Directeur[0]);
	await answer(server, round.codes.Drie[0]);
	assert.deepEqual(await seen(), before);
	// Two and four together are six: with their department they may be told.
	await answer(server, round.codes.Twee[0]);
	const rows = rowsOf((await round.lead.get(round.path)).body_text);

	assert.match(rows.Zorg, /^Zorg 1 van 6$/);
	assert.match(rows.Dienst, /^Dienst zonder groepjes van minder dan 5 0 van 12$/);
	for (const name of ['Drie', 'Twee', 'Vier', 'Directeur'])
		assert.match(rows[name], new RegExp(`^${name} telt mee in het geheel \\d (persoon|mensen)$`));
	await answer(server, round.codes.Groot[0]);
	assert.match(rowsOf((await round.lead.get(round.path)).body_text).Groot, /^Groot 1 van 12/);
	// Four of a small group are left: with the director not five, so in no total.
	assert.match((await round.lead.get(`${round.path}/sluiten`)).body_text,
		/Er is 2 keer ingeleverd[^<]*Groepjes van minder dan 5 mensen staan niet in dat aantal/);
});

test('nor does it say so afterwards', async () => {
	for (const code of round.codes.Groot.slice(1, 7))
		await answer(server, code);
	await close(round);
	const home = (await round.lead.get(round.path)).body_text;

	assert.doesNotMatch(home, /1 van 1<|1 van 3<|van 1\D/);
	const silent = (await round.lead.get(`${round.path}/sessies`)).body_text;

	assert.doesNotMatch(silent, /(Drie|Twee|Vier|Directeur)<\/b>: \d/);
	const unit = server.sql(`SELECT id FROM unit WHERE name = 'Vier' AND round = ${round.id}`);

	assert.doesNotMatch((await round.lead.get(`${round.path}/beeld/${unit}`)).body_text, /Hier is niets ingeleverd/);
});

test('who answers reads the same of what the lead sees', async () => {
	const other = await makeRound(server, { rows });
	const html = (await server.visitor().get(`/s/${other.codes.Groot[0]}/wie-ziet-wat`)).body_text;

	assert.match(html, /hoeveel formulieren zijn ingeleverd, per groep van minstens 5 mensen/);
});

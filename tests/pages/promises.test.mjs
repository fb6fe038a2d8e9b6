// SPDX-License-Identifier: EUPL-1.2
// Words that people believe: help that is about their page, counts that are
// explained, and sentences that were once not true.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { addressOf, everything, needsKey, stages } from '../play/everything.mjs';
import { answer, close, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';
import { ask, isGet, nameOf, pages } from '../play/table.mjs';

let world, server;

before(async () => {
	world = await everything();
	server = await serve();
	server.account();
});
after(async () => {
	await world?.stop();
	await server?.stop();
});

const helpsIn = (html) => [...html.matchAll(/href="(\/hulp[^"]*)"/g)].map(([, to]) => to.replaceAll('&amp;', '&'));
const isHtml = (answer_) => /^text\/html/.test(answer_.headers.get('content-type') ?? '');

/* --- help ---------------------------------------------------------------------- */

test('help on every page of a lead leads to a part of the help for leads that is there', async () => {
	const parts = new Set([...(await ask(world.lead, world.url, 'GET', '/hulp/begeleider')).text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
	const led = new Set();

	for (const page of pages.filter((p) => isGet(p) && p.needs.length))
		for (const stage of stages) {
			const shown = await ask(world.lead, world.url, 'GET', addressOf(page, world.laid[stage]));

			if (shown.status !== 200 || !isHtml(shown))
				continue;
			for (const to of helpsIn(shown.text)) {
				const [path, part] = to.split('#');

				assert.equal(path, '/hulp/begeleider', `${nameOf(page)}, ${stage}: ${to}`);
				assert.ok(!part || parts.has(part), `${nameOf(page)}, ${stage}: no part ${part}`);
				assert.ok(part || !page.path.startsWith('/rondes/{round}'), `${nameOf(page)}: no part named`);
				led.add(part);
			}
		}
	for (const part of ['stappen', 'bedoeling', 'groepen', 'kaarten', 'zelfanalyse', 'beeld', 'gesprek', 'vervolg'])
		assert.ok(led.has(part), `no page leads to ${part}`);
});

test('help where a lead signs in is that of leads, also when the name was refused', async () => {
	const visitor = server.visitor();
	const help = await visitor.get('/hulp/begeleider');

	for (const page of [await visitor.get('/aanmelden'), await visitor.signIn('lotte', 'niet het goede')])
		for (const to of helpsIn(page.body_text)) {
			assert.match(to, /^\/hulp\/begeleider\?taal=nl#aanmelden$/);
			assert.match(help.body_text, /id="aanmelden"/);
		}
	assert.match((await visitor.get('/aanmelden?taal=en')).body_text, /hulp\/begeleider\?taal=en#aanmelden/);
});

test('help on every page of a respondent is that of respondents', async () => {
	for (const page of pages.filter((p) => isGet(p) && p.path.startsWith('/s/')))
		for (const stage of stages) {
			const shown = await ask(needsKey(page) ? world.person : null, world.url, 'GET', addressOf(page, world.laid[stage]));

			for (const to of helpsIn(shown.text))
				assert.match(to, /^\/hulp(\?|$)/, `${nameOf(page)}, ${stage}`);
		}
});

/* --- counts --------------------------------------------------------------------- */

// Two teams that are shown, and one of three that is nowhere large enough.
async function eighteen(name) {
	const round = await makeRound(server, { name, rows: 'Dienst;Loket;team;9\nDienst;Post;team;9\n;Klein;team;4' });

	for (const [group, count] of [['Loket', 8], ['Post', 7], ['Klein', 3]])
		for (let i = 0; i < count; i++)
			await answer(server, round.codes[group][i], { now: () => 1 + i % 4 });
	await close(round);
	return round;
}

test('where fewer are shown than handed in, a sentence says why', async () => {
	const earlier = await eighteen('Toen');
	const round = await eighteen('Nu');
	const get = async (path) => (await round.lead.get(`${round.path}${path}`)).body_text;
	const why = /data-rule="missing">3 ingeleverde vragenlijsten tellen hier niet mee: het groepje was te klein\./;

	for (const path of ['/beeld', '/agenda'])
		assert.match(await get(path), /data-rule="missing">18 ingeleverd; 15 zichtbaar; 3 nergens: het groepje was te klein\./, path);
	assert.match(await get(`/verandering?met=${earlier.id}`), /data-rule="missing">6 ingeleverde vragenlijsten/);
	assert.match(await get(''), /Klein[\s\S]*telt mee in het geheel[\s\S]*4 mensen/);
	assert.doesNotMatch(await get(''), /3 van 4/);
	assert.match(await get(''), /Dit is hoeveel mensen inleverden\. In het beeld kunnen het er minder zijn/);
	await round.lead.post(`${round.path}/wij-doen/0`, { tekst: 'Wij doen dit.', knop: 'publiceer' });
	const list = await get('/wij-doen');

	assert.match(list, /15 deelnemers · 18 ingeleverd/);
	assert.match(list, /Soms tellen er minder mensen mee dan er inleverden/);
	const key = list.match(/href="\/r\/([0-9A-Z]{24})"/)[1];
	const read = (await server.visitor().get(`/r/${key}/0`)).body_text;

	assert.match(read, /15 deelnemers tellen hier mee/);
	assert.match(read, why);
	// Where all count there is nothing to explain.
	const unit = (await get('/beeld')).match(/\/beeld\/(\d+)"/)[1];

	assert.doesNotMatch(await get(`/beeld/${unit}`), /data-rule="missing"/);
});

/* --- sentences -------------------------------------------------------------------- */

// Each was read by people and was not so.
const untrue = [
	/[ÉE]lke kaart geeft één keer toegang/i, /iedereen (dan )?hetzelfde beeld/i, /op papier mee(doen|te doen)/i,
	/acht tot tien minuten/i, /eight to ten minutes/i, /alle codes gewist/i, /niemand kan (je|een) code opzoeken/i,
	/haalt namen weg/i, /verloopt als de ronde sluit/i, /er komen geen kaarten bij/i,
];

test('sentences that were not true do not come back', () => {
	const files = execFileSync('git', ['ls-files', 'src', 'lib', 'docs/user', 'docs/admin', 'README.md', 'publiccode.yml'], { encoding: 'utf8' })
		.split('\n').filter((f) => /\.(html|c|po|md|yml)$/.test(f));

	for (const file of files) {
		const text = readFileSync(file, 'utf8').replace(/"\s*\n\s*"/g, '').replace(/\s+/g, ' ');

		for (const words of untrue)
			assert.doesNotMatch(text, words, file);
	}
});

test('the page that says who sees what says ten people or k, whichever is more', async () => {
	for (const [k, people] of [['5', 10], ['12', 12]]) {
		const round = await makeRound(server, { k, rows: ';Iedereen;team;20' });
		const page = (await server.visitor().get(`/s/${round.codes.Iedereen[0]}/wie-ziet-wat`)).body_text;

		assert.match(page, new RegExp(`opmerkingen pas te zien als er minstens ${people} mensen`));
	}
});

test('the cookie with the key outlives the closing date, which may be moved', async () => {
	const round = await makeRound(server, { rows: ';Iedereen;team;20' });
	const first = await server.visitor().get(`/s/${round.codes.Iedereen[0]}/1`);
	const days = Number(first.headers.get('set-cookie').match(/Max-Age=(\d+)/)[1]) / 86400;

	assert.ok(days > 55 && days < 62, String(days));	// 30 days, and a month after
});

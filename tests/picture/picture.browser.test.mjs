// SPDX-License-Identifier: EUPL-1.2
// The picture of a closed round: only what was released, the same numbers in
// chart, sentence, table and file, readable by everybody, on paper too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkPage, checkWidth, launch, open } from '../play/browser.mjs';
import { closedRound, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';
import { voorbeeldstad } from '../play/voorbeeldstad.mjs';

const LEVELS = ['Bij enkelen', 'In proef', 'In afspraken', 'In het dagelijks werk', 'In samenspel'];
const SUBJECTS = 10;

let server, browser, round, people, page;

before(async () => {
	server = await serve();
	server.account();
	people = voorbeeldstad.people(SUBJECTS);
	round = await closedRound(server, voorbeeldstad.rows, people);
	page = (await round.lead.get(`/rondes/${round.id}/beeld`)).body_text;
	browser = await launch();
});
after(async () => {
	await browser.close();
	await server.stop();
});

const cookies = (lead = round.lead) =>
	[...lead.cookies].map(([name, value]) => ({ name, value, url: server.url }));
const path = (id = round.id) => `/rondes/${id}/beeld`;
const link = (name) => page.match(new RegExp(`href="(/rondes/\\d+/beeld/\\d+)">${name}<`))[1];
const text = (html) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const article = (html, n) => html.match(new RegExp(`<article class="sub" id="onderwerp${n}"[\\s\\S]*?</article>`))[0];

const add = (a, b) => a.map((n, k) => n + b[k]);
const size = (c) => c.reduce((a, b) => a + b, 0);

// Counts per level of subject i in one group.
function counts(i, name) {
	const c = [0, 0, 0, 0, 0];

	for (const { group, answers } of people)
		if (group === name && answers[i].nu !== '14')
			c[answers[i].nu - 1]++;
	return c;
}

// Of everybody: what fewer than five of a group answered waits at its department
// and then at the top, and is left out when it does not come to five there.
function countsOfAll(i) {
	const none = [0, 0, 0, 0, 0];
	const waiting = {};
	let counted = none;
	const arrive = (at, c) => {
		if (size(c) >= 5)
			counted = add(counted, c);
		else
			waiting[at] = add(waiting[at] ?? none, c);
	};

	for (const row of voorbeeldstad.rows.split('\n')) {
		const [department, group] = row.split(';');

		arrive(department, counts(i, group));
	}
	for (const department of ['Dienstverlening', 'Ruimte'])
		arrive('', waiting[department] ?? none);
	return size(waiting[''] ?? none) >= 5 ? add(counted, waiting['']) : counted;
}

// One person's answers: the same for every subject.
const same = (group, nu, n) => Array.from({ length: n }, () => ({
	group, answers: Array.from({ length: SUBJECTS }, () => ({ nu: String(nu), straks: '4' })),
}));

// Leik's D: how far the cumulative shares lie from the nearer end.
function spread(c) {
	const n = size(c);
	let under = 0, sum = 0;

	for (const x of c.slice(0, -1)) {
		under += x;
		sum += Math.min(under, n - under);
	}
	return 2 * sum / ((c.length - 1) * n);
}

test('every form of the page is accessible, in both languages', async () => {
	for (const rest of ['', '?volgorde=model', '?taal=en'])
		await checkPage(browser, `${server.url}${path()}${rest}`, { cookies: cookies(), isFurther: rest !== '' });
	for (const name of ['Ruimte', 'Leidinggevenden'])
		await checkPage(browser, `${server.url}${link(name)}`, { cookies: cookies(), isFurther: name !== 'Ruimte' });
});

test('chart and table are those of the answers, and no middle is said', () => {
	for (let i = 0; i < SUBJECTS; i++) {
		const c = countsOfAll(i), html = article(page, i + 1);
		const strip = html.match(/<figure class="strip5">[\s\S]*?<\/figure>/)[0];
		const row = html.match(/<tr><th scope="row">Gemeente Voorbeeld<\/th>([\s\S]*?)<\/tr>/)[1];
		const cells = [...row.matchAll(/<td class="n">(\d+)<\/td>/g)].map((m) => Number(m[1]));

		assert.deepEqual(cells.slice(0, 5), c, `table of subject ${i + 1}`);
		assert.equal((strip.match(/<circle class="now"/g) ?? []).length, size(c), `dots of subject ${i + 1}`);
		assert.ok(strip.includes(`Nu: ${LEVELS.map((name, k) => `${name}: ${c[k]}`).join(', ')}.`));
		assert.match(strip, /Wens over twee jaar: Bij enkelen: \d+, /);
		const unsure = cells[5];

		assert.equal(strip.includes(`Weet ik niet: ${unsure}.`), unsure > 0);
		assert.match(strip, new RegExp(`<rect class="dk"[^>]*/><text[^>]*>${unsure}</text>`));
		assert.doesNotMatch(html, /midden/i);
	}
});

test('largest spread first, or as in the model', async () => {
	const order = (html) => [...html.matchAll(/<article class="sub" id="onderwerp(\d+)"/g)].map((m) => Number(m[1]));
	const spreads = order(page).map((n) => Math.round(spread(countsOfAll(n - 1)) * 1e9));
	const model = (await round.lead.get(`${path()}?volgorde=model`)).body_text;

	assert.equal(spreads.length, SUBJECTS);
	assert.deepEqual(spreads, [...spreads].sort((a, b) => b - a));
	assert.deepEqual(order(model), Array.from({ length: SUBJECTS }, (_, i) => i + 1));
	assert.notDeepEqual(order(page), order(model));
});

test('a subject is one sentence, one word and one question', () => {
	for (let n = 1; n <= SUBJECTS; n++) {
		const [closed] = article(page, n).match(/[\s\S]*?<details>/);

		assert.equal((closed.match(/<p class="one" data-rule="[a-z-]+">[^<]+\.</g) ?? []).length, 1);
		assert.equal((closed.match(/<p class="ask">[^<]+\?</g) ?? []).length, 1);
		assert.match(closed, /data-rule="spread">(dicht bij elkaar|verdeeld|twee kampen)</);
	}
	assert.doesNotMatch(page, /het eens|lukt al|Spreiding/);
	// The purpose is the first line; what to do stands before the rows.
	const main = page.match(/<main[\s\S]*<\/main>/)[0];

	assert.match(main, /^<main[^>]*>\s*<div[^>]*>\s*<p class="purpose" lang="nl">We willen weten waar data ons werk beter maakt\.</);
	assert.ok(main.indexOf('/agenda"') < main.indexOf('<article'));
	assert.ok(main.indexOf('data-print') < main.indexOf('<article'));
	assert.match(page, /<title[^>]*>Zo zien we onszelf – Gemeente Voorbeeld – Najaar /);
});

test('each proposal of the agenda shows what was weighed, and under how many weightings it stands', async () => {
	const agenda = (await round.lead.get(`/rondes/${round.id}/agenda`)).body_text;
	const cards = agenda.match(/<article[^>]*data-rule="vraag-[\s\S]*?<\/article>/g);

	for (const card of cards) {
		const [, first, all] = card.match(/data-rule="weightings">[^<]*In (\d+) van de (\d+) manieren/);

		assert.equal(all, '286');
		assert.ok(Number(first) > 0 && Number(first) <= 286);
		assert.equal((card.match(/<meter /g) ?? []).length, 5);
		for (const name of ['Spreiding', 'Verschil tussen groepen', 'Afstand tot de wens', 'Weet ik niet', 'Belangrijk genoemd'])
			assert.ok(card.includes(`<th scope="row">${name}</th>`), name);
	}
	// Every subject of this organisation is wished higher: nothing may be skipped.
	assert.doesNotMatch(text(agenda), /overslaan mag/);
});

test('what the silent could change is said with counts of everybody', () => {
	for (let i = 0; i < SUBJECTS; i++) {
		const html = article(page, i + 1), n = size(countsOfAll(i));

		const [, low, high] = html.match(/data-rule="majority-(?:sure|likely|open)">Van alle 66 mensen zien (\d+) tot (\d+) dit op ‘/);

		assert.ok(Number(low) > n / 2 && Number(high) - Number(low) === 66 - n, `subject ${i + 1}`);
		assert.match(html, new RegExp(`<svg role="img" class="whisker"[^>]*aria-label="Van alle 66 mensen zien ${low} tot ${high} `));
	}
});

test('a group too small is named and explained, and nowhere a zero', async () => {
	const file = (await round.lead.get(`${path()}.csv`)).body_text;

	assert.match(text(page), /Niet apart te zien: Bestuursadvies\. Daar zijn minder dan 5 antwoorden\./);
	assert.match(text(page), /ingeleverd; \d+ zichtbaar; 3 nergens: het groepje was te klein/);
	assert.doesNotMatch(page, /<th scope="row">Bestuursadvies/);
	assert.doesNotMatch(file, /Bestuursadvies/);
});

test('no digits for levels, no marks, no ranking', () => {
	assert.doesNotMatch(text(page), /\b(niveau|trede) \d|\bscore\b|\bvolwassen/i);
	// "in 2 van de 10 gevallen" counts pairs, not answers
	assert.doesNotMatch(page, /data-rule="[^"]*">[^<]*\b[12] (van de (?!10 (gevallen|vergelijkingen))|collega|antwoord)/);
});

test('the file has the released histograms and nothing else', async () => {
	const answer = await round.lead.get(`${path()}.csv`);
	const rows = answer.body_text.trim().split('\r\n').slice(1).map((l) => l.replaceAll('"', '').split(';'));
	const groups = new Set(rows.map((r) => r[0]));
	const now = (group, subject) => rows.filter((r) => r[0] === group && r[1] === subject && r[2] === 'now')
		.slice(0, 5).map((r) => Number(r[4]));

	assert.match(answer.headers.get('content-type'), /^text\/csv/);
	assert.match(answer.headers.get('content-disposition'), /"beeld-excel\.csv"/);
	assert.deepEqual([...groups].sort(), ['Bedrijfsvoering', 'Dienstverlening',
		'Dienstverlening / Burgerzaken', 'Dienstverlening / Werk en inkomen', 'Gemeente Voorbeeld',
		'Leidinggevenden', 'Ruimte', 'Ruimte / Openbare ruimte', 'Ruimte / Vergunningen'].sort());
	assert.deepEqual(now('Gemeente Voorbeeld', 'bed'), countsOfAll(0));
	assert.deepEqual(now('Dienstverlening / Burgerzaken', 'bed'), counts(0, 'Burgerzaken'));
	for (const row of rows)
		assert.match(row[4], /^\d+$/, row.join(';'));
});

test('what stands behind the click opens by keyboard, and its table scrolls', async () => {
	const tab = await open(browser, { viewport: 'phone' });

	await tab.context.addCookies(cookies());
	await tab.page.goto(`${server.url}${path()}`);
	await checkWidth(tab.page, 'picture on a phone');
	const first = tab.page.locator('.sub').first();

	assert.equal(await first.locator('.more').isVisible(), false);
	await first.locator('summary').focus();
	await tab.page.keyboard.press('Enter');
	await first.locator('.more').waitFor();
	assert.equal(await first.locator('.teams svg').count(), 4);
	await first.locator('.numbers').focus();
	await tab.page.keyboard.press('ArrowRight');
	await tab.page.waitForFunction(() => document.querySelector('.sub .numbers').scrollLeft > 0);
	assert.deepEqual(tab.faults, []);
	await tab.close();
});

test('on paper: no buttons, three columns, nothing wider than the sheet', async () => {
	const tab = await open(browser);

	await tab.context.addCookies(cookies());
	await tab.page.goto(`${server.url}${path()}`);
	await tab.page.emulateMedia({ media: 'print' });
	await tab.page.setViewportSize({ width: 690, height: 1000 });	// A4 less its margins
	await checkWidth(tab.page, 'picture on paper');
	for (const gone of ['.topnav', '.btn', 'footer', 'select'])
		assert.equal(await tab.page.locator(gone).locator('visible=true').count(), 0, gone);
	const [chart, say] = await Promise.all(['.sub .strip5', '.sub .say']
		.map((s) => tab.page.locator(s).first().boundingBox()));

	assert.ok(say.x > chart.x + chart.width, 'sentences beside the chart');
	await tab.close();
});

test('an agenda of an hour and a half prints on two sheets of A4', async () => {
	const tab = await open(browser);

	await tab.context.addCookies(cookies());
	await tab.page.goto(`${server.url}/rondes/${round.id}/agenda?minuten=90`);
	const file = (await tab.page.pdf({ preferCSSPageSize: true })).toString('latin1');

	assert.match(file, /\/MediaBox ?\[0 0 59[45]/);
	assert.ok(Number(file.match(/\/Count (\d+)/)[1]) <= 2);
	await tab.close();
});

test('more than sixty answers become bars with counts', async () => {
	const many = await closedRound(server, 'Dienst;Loket;team;66',
		[...same('Loket', 2, 40), ...same('Loket', 3, 22)]);
	const html = (await many.lead.get(path(many.id))).body_text;

	assert.match(html, /<rect class="now"[^>]*\/><text[^>]*>40<\/text>/);
	assert.doesNotMatch(article(html, 1), /<circle class="now"/);
	assert.match(text(html), /Er is geen groep leidinggevenden om mee te vergelijken\./);
	await checkPage(browser, `${server.url}${path(many.id)}`, { cookies: cookies(many.lead), isFurther: true });
});

test('who does not know is said, and too few answers have no middle', async () => {
	const unsure = await closedRound(server, ';Loket;team;12', [...same('Loket', 14, 6), ...same('Loket', 3, 3)]);
	const html = article((await unsure.lead.get(path(unsure.id))).body_text, 1);

	assert.match(html, /data-rule="thin"/);
	assert.match(html, /6 mensen weten dit niet\./);
	assert.doesNotMatch(html, /van de 9|data-rule="(most|wide|around|two-groups|spread)"|<figure class="strip5"/);
	await checkPage(browser, `${server.url}${path(unsure.id)}`, { cookies: cookies(unsure.lead), isFurther: true });
});

test('nothing while the round is open', async () => {
	const going = await makeRound(server);
	const answer = await going.lead.get(path(going.id));

	assert.equal(answer.status, 409);
	assert.match(answer.body_text, /Zolang de zelfanalyse loopt, ziet niemand antwoorden/);
	assert.equal((await going.lead.get(`${path(going.id)}.csv`)).status, 409);
});

test('an empty and a small round say so', async () => {
	for (const [n, words] of [[0, 'Hier is niets ingeleverd.'], [4, 'Hier zijn minder dan 5 antwoorden ingeleverd.']]) {
		const few = await closedRound(server, ';Loket;team;8', same('Loket', 3, n));
		const answer = await few.lead.get(path(few.id));
		const file = (await few.lead.get(`${path(few.id)}.csv`)).body_text;

		assert.equal(answer.status, 200);
		assert.match(answer.body_text, new RegExp(words));
		assert.doesNotMatch(answer.body_text, /<figure|class="tbl"/);
		assert.equal(file.trim().split('\n').length, 1, 'the head of the file only');
		await checkPage(browser, `${server.url}${path(few.id)}`, { cookies: cookies(few.lead), isFurther: true });
	}
});

test('a group that is not there, or of another round, is absent', async () => {
	const other = await closedRound(server, ';Loket;team;8', same('Loket', 3, 5));
	const theirs = (await other.lead.get(path(other.id))).body_text.match(/beeld\/(\d+)/)[1];

	assert.equal((await round.lead.get(`${path()}/1`)).status, 404);
	assert.equal((await round.lead.get(`${path()}/${theirs}`)).status, 404);
	assert.equal((await round.lead.get('/rondes/1/beeld')).status, 404);
	assert.equal((await server.visitor().get(path())).status, 303, 'signing in first');
});

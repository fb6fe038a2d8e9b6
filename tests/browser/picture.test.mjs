// SPDX-License-Identifier: EUPL-1.2
// The shared picture: of a round with answers in four groups, of rounds that
// have none or too few, and of one that is still open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../http/server.mjs';
import { checkPage, checkWidth, launch, open } from './browser.mjs';
import { answer, close as closeRound, cookiesOf, dontKnow, makeRound, notApplicable, subjects } from './play.mjs';

let server, browser, round, csv;
const given = {};		// per group: how often each answer to the first subject
const rows = [
	'Dienstverlening;Burgerzaken;team;12', 'Dienstverlening;Vergunningen;team;3',
	'Openbare ruimte;Groen;team;10', 'Openbare ruimte;Water;team;4',
	';Leidinggevenden;leiding;8', ';Griffie;team;3',
].join('\n');
const sheets = { Burgerzaken: 11, Vergunningen: 3, Groen: 9, Water: 3, Leidinggevenden: 7, Griffie: 2 };
const total = 35;
// Groups too small to be shown.  Together they are eight, so that the whole
// organisation counts them.
const small = ['Vergunningen', 'Water', 'Griffie'];

// Subject 1 differs per person, subject 5 is split to both ends, subject 10 is
// the same for all; the others lie around the middle.
function valueOf(person, subject) {
	if (subject === 0)
		return [1, 2, 3, 4, 5, dontKnow, notApplicable][person % 7];
	if (subject === 4)
		return person % 2 ? 5 : 1;
	if (subject === 9)
		return 3;
	return 2 + (person + subject) % 3;
}

before(async () => {
	server = await serve();
	server.account();
	server.account('anna', 'Gemeente Elders');
	browser = await launch();
	round = await makeRound(server, { rows });
	for (const [group, count] of Object.entries(sheets))
		for (let person = 0; person < count; person++) {
			const first = valueOf(person, 0);

			(given[group] ??= {})[first] = (given[group][first] ?? 0) + 1;
			await answer(server, round.codes[group][person], { now: (i) => valueOf(person, i), wish: () => 4 + person % 2 });
		}
	await answer(server, round.codes.Burgerzaken[11], { handIn: false });
	await closeRound(round);
	csv = (await round.lead.get(`${round.path}/beeld.csv`)).body_text;
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

async function asLead(options) {
	const tab = await open(browser, options);

	await tab.context.addCookies(cookiesOf(round.lead));
	return tab;
}

function lines() {
	return csv.replace(/^\uFEFF/, '').trim().split('\r\n').slice(1).map((line) => {
		const [group, subject, item, value, count] = line.replaceAll('"', '').split(';');

		return { group, subject, item, value, count: Number(count) };
	});
}

const sum = (list) => list.reduce((all, { count }) => all + count, 0);

test('the picture of the organisation counts what was handed in', async () => {
	const { page, faults, close } = await asLead();

	await page.goto(`${server.url}${round.path}/beeld`);
	assert.match(await page.textContent('.eyebrow'), new RegExp(`${total} deelnemers`));
	assert.equal(await page.locator('article.dim').count(), subjects);
	assert.equal(await page.locator('article.dim figure svg[role=img]').count(), subjects);
	assert.match(await page.locator('article.dim', { hasText: 'Samenhang van initiatieven' }).textContent(), /Antwoorden liggen dicht bij elkaar/);
	assert.match(await page.locator('article.dim', { hasText: 'Data en kwaliteit' }).textContent(), /Antwoorden lopen ver uiteen/);
	assert.deepEqual(faults, []);
	await close();
});

test('a small group is not shown, and it says so', async () => {
	const { page, close } = await asLead({ viewport: 'phone' });

	await page.goto(`${server.url}${round.path}/beeld`);
	assert.match(await page.textContent('main'), /Niet apart te zien: Griffie\. Daar zijn minder dan 5 antwoorden/);
	await checkWidth(page, 'picture');
	await page.locator('.matrix').getByRole('link', { name: 'Dienstverlening' }).click();
	assert.match(await page.textContent('main'), /Niet apart te zien: Vergunningen\./);
	assert.match(await page.textContent('main'), /3 van de ingeleverde antwoorden zijn hier niet meegeteld/);
	assert.equal(await page.locator('th', { hasText: 'Vergunningen' }).count(), 0);
	await checkWidth(page, 'picture of a group');
	await close();
});

test('a group has its own picture', async () => {
	const { page, close } = await asLead();

	await page.goto(`${server.url}${round.path}/beeld`);
	await page.locator('.matrix').getByRole('link', { name: 'Leidinggevenden' }).click();
	await page.waitForURL(/\/beeld\/\d+$/);
	assert.match(await page.textContent('.eyebrow'), /Leidinggevenden · 7 deelnemers/);
	assert.equal(await page.locator('article.dim').count(), subjects);
	await page.getByRole('link', { name: 'Terug naar het hele beeld' }).click();
	await page.waitForURL(/\/beeld$/);
	await close();
});

test('in both orders: most difference first, or as in the model', async () => {
	const { page, close } = await asLead({ javaScript: false });
	const names = () => page.locator('article.dim h3').allTextContents();

	await page.goto(`${server.url}${round.path}/beeld`);
	const bySpread = await names();

	await page.selectOption('#volgorde', 'model');
	await page.getByRole('button', { name: 'Toon' }).click();
	const byModel = await names();

	assert.equal(await page.inputValue('#volgorde'), 'model');
	assert.equal(byModel[0], 'Bedoeling en maatschappelijke opgave');
	assert.equal(byModel[9], 'Samenhang van initiatieven');
	assert.equal(bySpread[0], 'Data en kwaliteit');
	assert.equal(bySpread[9], 'Samenhang van initiatieven');
	assert.deepEqual([...bySpread].sort(), [...byModel].sort());
	await close();
});

test('the CSV counts every sheet once, in the group and above', () => {
	const all = lines();

	assert.ok(all.every(({ count }) => Number.isInteger(count) && count >= 0));
	assert.deepEqual(all.filter(({ group }) => small.includes(group)), []);
	for (const [group, count] of [['Gemeente Voorbeeld', total], ['Dienstverlening', 11], ['Burgerzaken', 11],
		['Openbare ruimte', 9], ['Groen', 9], ['Leidinggevenden', 7]]) {
		const own = all.filter((line) => line.group === group);
		const names = new Set(own.map(({ subject }) => subject));

		assert.equal(names.size, subjects, group);
		for (const subject of names)
			for (const item of ['now', 'wish'])
				assert.equal(sum(own.filter((l) => l.subject === subject && l.item === item)), count, `${group} ${subject} ${item}`);
	}
	for (const group of ['Burgerzaken', 'Groen', 'Leidinggevenden'])
		for (const { value, count } of all.filter((l) => l.group === group && l.subject === 'bed' && l.item === 'now')) {
			const name = { dont_know: dontKnow, not_applicable: notApplicable }[value] ?? value;

			assert.equal(count, given[group][name] ?? 0, `${group}: ${value}`);
		}
});

test('the table on the page has the numbers of the CSV', async () => {
	const { page, close } = await asLead();

	await page.goto(`${server.url}${round.path}/beeld?volgorde=model`);
	await page.locator('article.dim').first().locator('summary').click();
	const cells = await page.locator('article.dim').first().locator('tbody tr').first().locator('td').allTextContents();
	const own = lines().filter((l) => l.group === 'Gemeente Voorbeeld' && l.subject === 'bed' && l.item === 'now' && l.value !== 'skipped');

	assert.deepEqual(cells.map(Number), own.map(({ count }) => count));
	await close();
});

test('whose round it is not, sees nothing', async () => {
	const anna = await server.signedIn('anna');

	for (const rest of ['/beeld', '/beeld.csv', '/beeld/1', '', '/groepen'])
		assert.equal((await anna.get(`${round.path}${rest}`)).status, 404, rest);
	assert.equal((await server.visitor().get(`${round.path}/beeld`)).status, 303);
	assert.equal((await round.lead.get(`${round.path}/beeld/1`)).status, 404);
});

test('without answers, or with too few, the page says so', async () => {
	const empty = await makeRound(server, { name: 'Leeg' });
	const few = await makeRound(server, { name: 'Weinig' });

	await closeRound(empty);
	for (const code of few.codes.Groen.slice(0, 3))
		await answer(server, code, { remark: 'Een zin die niemand mag zien' });
	await closeRound(few);
	for (const [made, says] of [[empty, /Hier is niets ingeleverd/], [few, /Hier zijn minder dan 5 antwoorden ingeleverd/]]) {
		const page = await made.lead.get(`${made.path}/beeld`);

		assert.equal(page.status, 200);
		assert.match(page.body_text, says);
		assert.doesNotMatch(page.body_text, /class="dim"|niemand mag zien/);
		assert.equal((await made.lead.get(`${made.path}/beeld.csv`)).body_text.trim().split('\n').length, 1);
		await checkPage(browser, `${server.url}${made.path}/beeld`, { cookies: cookiesOf(made.lead) });
	}
});

test('while the round is open there is no picture', async () => {
	const other = await makeRound(server, { name: 'Open' });

	for (const code of other.codes.Groen.slice(0, 6))
		await answer(server, code);
	const page = await other.lead.get(`${other.path}/beeld`);

	assert.equal(page.status, 409);
	assert.match(page.body_text, /Het beeld komt na het sluiten/);
	assert.equal((await other.lead.get(`${other.path}/beeld.csv`)).status, 409);
	assert.equal((await other.lead.get(`${other.path}/beeld/1`)).status, 409);
	await checkPage(browser, `${server.url}${other.path}/beeld`, { cookies: cookiesOf(other.lead), status: 409 });
});

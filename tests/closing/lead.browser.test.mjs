// SPDX-License-Identifier: EUPL-1.2
// The whole way of a lead, as people go it: sign in, make a round, paste
// groups, make cards, open, look at the counts, extend, close.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkWidth, launch, open } from '../play/browser.mjs';
import { answer, cardList, groups, inDays, readCodes } from '../play/round.mjs';
import { password, serve } from '../play/server.mjs';

let server, browser;

before(async () => {
	server = await serve();
	server.account();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

const purpose = 'We willen weten waar data ons werk beter maakt. "Echt waar" & <b>meer</b>.';
const faulty = groups.replace(';team;3', ';team;drie');

const words = {
	nl: {
		refused: /Naam en wachtwoord horen niet bij elkaar/, faults: /3 dingen kloppen nog niet/,
		line: /Regel 2: “Dienstverlening;Vergunningen;team;drie”/, small: /te klein om apart te tonen/,
		none: '0 van 12', some: '5 van 12', day: /Kies een dag die nog komt/,
		submitted: /Er is 5 keer ingeleverd/, picture: 'Open het beeld',
	},
	en: {
		refused: /Name and password do not belong together/, faults: /3 things are not right yet/,
		line: /Line 2: “Dienstverlening;Vergunningen;team;drie”/, small: /too small to show apart/,
		none: '0 of 12', some: '5 of 12', day: /Choose a day that is still to come/,
		submitted: /5 sheets were handed in/, picture: 'Open the picture',
	},
};

// The cookies of this browser, in a visitor that can send what a browser would
// save to disk.
async function visitorOf(context) {
	const visitor = server.visitor();

	for (const { name, value } of await context.cookies())
		visitor.cookies.set(name, value);
	return visitor;
}

function steps(page, say, lang) {
	const next = page.locator('.next a.btn');
	const send = () => page.locator('main button.btn[type=submit]').last().click();
	const fits = (where) => checkWidth(page, where);

	return {
		async signIn() {
			await page.goto(`${server.url}/aanmelden?taal=${lang}`);
			await page.fill('#login', 'lotte');
			await page.fill('#wachtwoord', 'niet het goede wachtwoord');
			await send();
			assert.match(await page.locator('[role=alert]').textContent(), say.refused);
			assert.equal(await page.inputValue('#login'), 'lotte');
			assert.equal(await page.inputValue('#wachtwoord'), '');
			await page.fill('#wachtwoord', password);
			await send();
			await page.waitForURL(/\/rondes$/);
			if (lang === 'en')
				await page.goto(`${server.url}/rondes?taal=en`);
			assert.equal(await page.getAttribute('html', 'lang'), lang);
			await fits('list of rounds');
		},
		async makeRound(name, hasScript) {
			await page.locator('a[href="/rondes/nieuw"]').first().click();
			await page.fill('#bedoeling', purpose);
			await page.fill('#opgave2', 'Minder schulden');
			await page.fill('#k', '3');
			await page.fill('#sluit', inDays(-1));
			await page.uncheck('#en');
			await send();
			assert.match(await page.locator('#fouten h2').textContent(), say.faults);
			assert.equal(await page.locator('#fouten li').count(), 3);
			if (hasScript)
				assert.equal(await page.evaluate(() => document.activeElement.id), 'fouten');
			for (const [field, typed] of [['#naam', ''], ['#bedoeling', purpose], ['#opgave2', 'Minder schulden'], ['#k', '3'], ['#sluit', inDays(-1)]])
				assert.equal(await page.inputValue(field), typed, field);
			assert.equal(await page.isChecked('#en'), false);
			assert.equal(await page.getAttribute('#naam', 'aria-invalid'), 'true');
			await fits('form with faults');
			await page.locator('#fouten a[href="#naam"]').click();
			await page.keyboard.type(name);
			assert.equal(await page.inputValue('#naam'), name, 'the link leads to the field');
			await page.fill('#k', '5');
			await page.fill('#sluit', inDays(20));
			await page.check('#en');
			await send();
			await page.waitForURL(/\/rondes\/\d+(#|$)/);
			assert.equal(await page.textContent('h1'), name);
			assert.match(await page.textContent('main'), /"Echt waar" & <b>meer<\/b>/);
			await fits('new round');
			return page.url().replace(/#.*/, '');
		},
		async pasteGroups() {
			await next.click();
			await page.fill('#groepen', faulty);
			await page.click('button[value=bekijk]');
			assert.match(await page.locator('[role=alert]').textContent(), say.line);
			assert.equal(await page.inputValue('#groepen'), faulty, 'nothing is lost');
			assert.equal(await page.locator('button[value=bewaar]').count(), 0);
			await fits('faulty groups');
			await page.fill('#groepen', groups);
			await page.click('button[value=bekijk]');
			assert.match(await page.locator('table').textContent(), say.small);
			assert.equal(await page.locator('tbody tr').count(), 6, 'four groups, two departments');
			await fits('groups');
			await page.click('button[value=bewaar]');
			await page.waitForURL(/\/rondes\/\d+$/);
		},
		async makeCards() {
			await next.click();
			for (const box of await page.locator('input[type=checkbox]').all())
				await box.uncheck();
			await page.click('button[value=vel]');
			assert.equal(await page.locator('[role=alert]').count(), 1);
			for (const box of await page.locator('input[type=checkbox]').all())
				await box.check();
			await fits('form of cards');
			await page.click('button[value=vel]');
			const codes = await page.locator('.ticketcode').allTextContents();

			assert.equal(codes.length, 33);
			assert.equal(new Set(codes).size, 33);
			assert.equal(await page.locator('.ticket .qr svg').count(), 33);
			await fits('sheet of cards');
			return codes.map((code) => code.replaceAll('-', ''));
		},
		async openRound(home) {
			await page.goto(home);
			await next.click();
			await fits('opening');
			await send();
			await page.waitForURL(home);
			assert.equal(await this.count('Burgerzaken'), say.none);
		},
		// What stands behind the name of a group, without what is added to it.
		async count(group) {
			const row = page.locator('.teamrow', { has: page.getByText(group, { exact: true }) });

			return (await row.locator('.cnt').textContent()).trim().match(/^\d+ \S+ \d+/)?.[0];
		},
		async extend(home) {
			await page.click('a[href$="/verlengen"]');
			await page.fill('#sluit', inDays(-2));
			await send();
			assert.match(await page.locator('[role=alert]').textContent(), say.day);
			await page.fill('#sluit', inDays(40));
			await fits('extending');
			await send();
			await page.waitForURL(home);
			assert.match(await page.textContent('.stages .now'), new RegExp(` ${new Date(inDays(40)).getUTCDate()} `));
		},
		async closeRound(home) {
			await page.locator('a[href$="/sluiten"]').last().click();
			assert.match(await page.textContent('main'), say.submitted);
			await fits('closing');
			await send();
			await page.waitForURL(home);
			await fits('closed round');
			await page.getByRole('link', { name: say.picture }).click();
			await page.waitForURL(/\/beeld$/);
			assert.equal(await page.locator('article.sub').count(), 10);
		},
	};
}

async function wholeWay({ lang, viewport, javaScript }) {
	const { page, context, faults, close } = await open(browser, { viewport, javaScript });
	const step = steps(page, words[lang], lang);

	await step.signIn();
	const home = await step.makeRound(`Ronde in ${lang}`, javaScript);

	await step.pasteGroups();
	const printed = await step.makeCards();
	const codes = readCodes(await cardList(await visitorOf(context), home.split('/').pop()));

	assert.equal(Object.values(codes).flat().length, 33);
	assert.equal((await server.visitor().get(`/s/${printed[0]}`)).status, 404, 'making cards again voids the first');
	await step.openRound(home);
	for (const code of codes.Burgerzaken.slice(0, 5))
		await answer(server, code);
	await page.reload();
	assert.equal(await step.count('Burgerzaken'), words[lang].some);
	await checkWidth(page, 'open round');
	assert.equal(await page.locator('a[href$="/beeld"]').count(), 0, 'no picture while it is open');
	await step.extend(home);
	await step.closeRound(home);
	assert.equal(await page.getAttribute('html', 'lang'), lang);
	assert.deepEqual(faults, []);
	await close();
}

test('a lead plays a whole round: Dutch, with JavaScript, 1280 wide', () =>
	wholeWay({ lang: 'nl', viewport: 'desk', javaScript: true }));

test('a lead plays a whole round: English, without JavaScript, 360 wide', () =>
	wholeWay({ lang: 'en', viewport: 'phone', javaScript: false }));

test('after signing out nothing can be reached any more', async () => {
	const { page, close } = await open(browser);
	const step = steps(page, words.nl, 'nl');

	await step.signIn();
	await page.getByRole('button', { name: 'Afmelden' }).click();
	await page.waitForURL(/\/aanmelden/);
	await page.goto(`${server.url}/rondes`);
	assert.match(page.url(), /\/aanmelden\?naar=/);
	await close();
});

// SPDX-License-Identifier: EUPL-1.2
// The home of a round and reading remarks, in a browser: by keyboard, without
// scripts; and a reply on a phone and on paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkPage, checkWidth, cookiesOf, launch, open } from '../play/browser.mjs';
import { answer, close, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, browser, round, key;

before(async () => {
	server = await serve();
	server.account();
	round = await makeRound(server, { rows: 'Dienst;Burgerzaken;team;12' });
	for (let i = 0; i < 11; i++)
		await answer(server, round.codes.Burgerzaken[i], { now: (s) => 1 + (i * (s + 1)) % 5, remark: i < 3 ? `Opmerking nummer ${i}` : undefined });
	await close(round);
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

test('the home follows what is done: from remarks to the decision', async () => {
	const home = `${server.url}${round.path}`;

	await checkPage(browser, home, { cookies: cookiesOf(round.lead) });
	const { page, context, faults, close: done } = await open(browser);

	await context.addCookies(cookiesOf(round.lead));
	await page.goto(home);
	assert.equal(await page.locator('.stages [aria-current=step]').innerText(), 'Beeld');
	assert.equal(await page.locator('.stages li').count(), 7);
	await page.click('.next .btn.big');
	assert.match(page.url(), /\/opmerkingen$/);
	assert.deepEqual(faults, []);
	await done();
});

test('three remarks by keyboard, without scripts: each decision leads to the next', async () => {
	const { page, context, close: done } = await open(browser, { javaScript: false });

	await context.addCookies(cookiesOf(round.lead));
	await page.goto(`${server.url}${round.path}/opmerkingen`);
	await page.locator('article.remark button[value=tonen]').first().focus();
	for (let left = 2; left >= 0; left--) {
		await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
		assert.match(page.url(), /#o\d+$/);
		assert.equal(await page.locator('article.remark:has-text("Nog niet gelezen")').count(), left);
		if (!left)
			break;
		const at = page.url().split('#')[1];

		assert.equal(await page.locator(`#${at}:has-text("Nog niet gelezen")`).count(), 1, 'the next one to read');
		await page.keyboard.press('Tab');
		assert.equal(await page.locator(`#${at} button[value=tonen]:focus`).count(), 1, 'one Tab to its first button');
	}
	await done();
});

test('a reply: published by the lead, read on a phone and on paper without an account', async () => {
	const { page, context, close: done } = await open(browser);

	await context.addCookies(cookiesOf(round.lead));
	await page.goto(`${server.url}${round.path}/wij-doen`);
	await page.click('a:has-text("Schrijf een antwoord: Burgerzaken")');
	await page.fill('#tekst', 'Eén lijst vanaf januari.\nNog geen koppeling.');
	await page.click('button[value=publiceer]');
	key = new URL(await page.locator('.address a').getAttribute('href'), server.url).href;
	await done();
	const reader = await open(browser, { viewport: 'narrow', javaScript: false });

	await reader.page.goto(key);
	await checkWidth(reader.page, 'reply at 320 px');
	assert.equal(await reader.page.locator('.wedo').innerText(), 'Wij doen\n\nEén lijst vanaf januari.\nNog geen koppeling.');
	assert.equal(await reader.page.locator('.quote').count(), 3);
	assert.equal(await reader.page.locator('svg[role=img][aria-label]').count(), 10);
	await reader.page.emulateMedia({ media: 'print' });
	await reader.page.setViewportSize({ width: 718, height: 1000 });	// A4 less its margins
	await checkWidth(reader.page, 'reply on paper');
	assert.equal(await reader.page.locator('a:has-text("Alle groepen")').isVisible(), false);
	await reader.close();
	for (const lang of ['nl', 'en'])
		await checkPage(browser, `${key}?taal=${lang}`);
});

// SPDX-License-Identifier: EUPL-1.2
// The menu of a round: few words in the bar, every page within reach, folded on
// a small screen; without scripts, by keyboard, and marked where one is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkWidth, cookiesOf, launch, open, viewports } from '../play/browser.mjs';
import { close, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, browser, round;

before(async () => {
	server = await serve();
	server.account();
	round = await makeRound(server);
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

async function visit(viewport, path = '') {
	const tab = await open(browser, { viewport, javaScript: false });

	await tab.context.addCookies(cookiesOf(round.lead));
	await tab.page.goto(`${server.url}${round.path}${path}`);
	return tab;
}

const words = (page, where) => page.locator(`${where} a:visible`).allInnerTexts();

test('before closing every page stands in the bar', async () => {
	const { page, close: done } = await visit('desk', '/kaarten');

	assert.deepEqual(await words(page, 'nav[aria-label="Deze ronde"]'), ['Overzicht', 'Groepen', 'Kaarten']);
	assert.equal(await page.locator('.top [aria-current=page]:visible').innerText(), 'Kaarten');
	await done();
	await close(round);
});

test('after closing the bar has areas, and below it the pages of one', async () => {
	const { page, close: done } = await visit('desk');
	const seen = new Set();
	const areas = page.locator('nav[aria-label="Deze ronde"] a');

	assert.deepEqual(await areas.allInnerTexts(), ['Overzicht', 'Voorbereiden', 'Beeld', 'Gesprek']);
	assert.equal(await page.locator('.top .pages').count(), 0);
	for (let i = 1; i < 4; i++) {
		const name = await areas.nth(i).innerText();

		await areas.nth(i).press('Enter');
		await page.waitForSelector(`nav[aria-label="${name}"] [aria-current=page]`);
		assert.equal(await page.locator('nav[aria-label="Deze ronde"] [aria-current=true], nav[aria-label="Deze ronde"] [aria-current=page]').innerText(), name);
		for (const word of await words(page, '.top .pages')) {
			await page.click(`.top .pages a:text-is("${word}")`);
			assert.equal(await page.locator('.top .pages [aria-current=page]').innerText(), word);
			seen.add(word);
		}
	}
	assert.equal(seen.size, 11);
	assert.ok((await page.locator('header.top').boundingBox()).height < 140, 'two lines');
	await done();
});

test('on a small screen all of them fold out of one word', async () => {
	for (const viewport of ['phone', 'narrow']) {
		const { page, close: done } = await visit(viewport, '/sessies');

		assert.ok((await page.locator('header.top').boundingBox()).height < 200, viewport);
		assert.deepEqual(await words(page, '.top nav:not([aria-label=Taal])'), []);
		await page.locator('.fold summary').press('Enter');
		assert.equal((await words(page, '.fold')).length, 13);
		assert.equal(await page.locator('.fold [aria-current=page]').innerText(), 'Sessies');
		await checkWidth(page, viewport);
		await page.locator('.fold a:text-is("Bevindingen")').press('Enter');
		await page.waitForSelector('h1:has-text("Bevindingen")');
		await page.setViewportSize(viewports.desk);
		assert.ok(await page.isHidden('.fold'));
		await done();
	}
});

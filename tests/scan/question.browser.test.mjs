// SPDX-License-Identifier: EUPL-1.2
// A subject on a phone: short, with every question there, every word said and every
// target large enough; a row tells its choice without JavaScript too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkWidth, launch, open, viewports } from '../play/browser.mjs';
import { makeRound, subjects } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const SCREENS = { phone: 2.3, desk: 2.6 };
const TARGET = 40;	// px a side; 24 is what WCAG 2.2 asks

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

const card = () => `${server.url}/s/${round.codes.Burgerzaken.pop()}`;

// What may be chosen on this page: name, value, and what its target is called.
const choices = (page) => page.locator('main input[type=radio]').evaluateAll((all) => all.map((i) => [
	i.name, i.value, i.labels[0].innerText.replace(/\s+/g, ' ').trim()]));

test('each subject is short enough', async () => {
	const url = card(), { page, close } = await open(browser, { javaScript: false });
	const tall = { phone: [], desk: [] };

	for (let number = 1; number <= subjects; number++) {
		await page.goto(`${url}/${number}?taal=nl`);
		for (const [name, all] of Object.entries(tall)) {
			await page.setViewportSize(viewports[name]);
			all.push(((await page.locator('html').boundingBox()).height / viewports[name].height).toFixed(2));
		}
	}
	for (const [name, all] of Object.entries(tall)) {
		console.log(`screens a subject at ${name}: ${all.join(' ')}`);
		assert.ok(Math.max(...all) <= SCREENS[name], `${name}: ${all}`);
	}
	await close();
});

test('a phone shows the same questions as a desk, and says each word', async () => {
	const url = card(), { page, close } = await open(browser, { javaScript: false });

	await page.goto(`${url}/3?taal=nl`);
	const wide = (await choices(page)).map(([name, value]) => [name, value]);

	await page.setViewportSize(viewports.phone);
	assert.deepEqual((await choices(page)).map(([name, value]) => [name, value]), wide);
	for (const name of ['helemaal niet', 'een beetje', 'deels', 'grotendeels', 'helemaal'])
		assert.equal(await page.getByRole('radio', { name, exact: true }).count(), 2, name);
	for (const level of ['Bij enkelen', 'In proef', 'In afspraken', 'In het dagelijks werk', 'In samenspel', 'Weet ik niet'])
		assert.equal(await page.getByRole('group', { name: /^Waar wil je/ })
			.getByRole('radio', { name: level, exact: true }).count(), 1, level);
	await close();
});

for (const viewport of ['narrow', 'phone'])
	test(`every target is large enough, and only what was chosen is said under its row: ${viewport}`, async () => {
		const url = card(), { page, faults, close } = await open(browser, { viewport, javaScript: false });

		await page.goto(`${url}/3?taal=nl`);
		for (const box of await page.locator('main label:has(input[type=radio])').evaluateAll(
			(all) => all.map((l) => l.getBoundingClientRect()).map(({ width, height }) => ({ width, height }))))
			assert.ok(box.width >= TARGET && box.height >= TARGET, JSON.stringify(box));
		// Each target takes the tap in its middle itself.
		for (const label of await page.locator('.seg label').all()) {
			await label.click();
			assert.ok(await label.locator('input').isChecked(), await label.innerText());
			const seen = await label.locator('xpath=..').locator('.word').evaluateAll(
				(all) => all.filter((w) => getComputedStyle(w).opacity === '1').map((w) => w.innerText));

			assert.deepEqual(seen, [await label.locator('.word').innerText()]);
		}
		await checkWidth(page, `question at ${viewport}`);
		assert.deepEqual(faults, []);
		await close();
	});

test('by keyboard, nothing that has the focus is under the buttons', async () => {
	const url = card(), { page, close } = await open(browser, { viewport: 'phone' });

	await page.goto(`${url}/3?taal=nl`);
	for (let n = 0; n < 30; n++) {
		await page.keyboard.press('Tab');
		const under = await page.evaluate(() => {
			const at = document.activeElement, bar = document.querySelector('.at-hand');
			const [a, b] = [(at.closest('label') ?? at).getBoundingClientRect(), bar.getBoundingClientRect()];

			return !bar.contains(at) && at !== document.body && a.bottom > b.top && a.top < b.bottom ? at.outerHTML : '';
		});

		assert.equal(under, '');
	}
	await close();
});

test('what was written is in sight again', async () => {
	const url = card(), { page, close } = await open(browser, { viewport: 'phone', javaScript: false });

	await page.goto(`${url}/3?taal=nl`);
	assert.equal(await page.locator('#opmerking').isVisible(), false);
	await page.click('.example summary');
	await page.fill('#opmerking', 'Een voorbeeld');
	await page.click('.at-hand button[value=volgende]');
	await page.goto(`${url}/3?taal=nl`);
	assert.equal(await page.locator('#opmerking').isVisible(), true);
	assert.equal(await page.inputValue('#opmerking'), 'Een voorbeeld');
	await close();
});

// SPDX-License-Identifier: EUPL-1.2
// The server goes away while somebody answers, and comes back: what was typed stays, the
// page says what it is doing, and stores it by itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkWidth, launch, open } from '../play/browser.mjs';
import { makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let first, server, browser, round;

before(async () => {
	first = server = await serve();
	server.account();
	round = await makeRound(server);
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await server?.stop();
	await first?.stop();
});

const card = () => `${server.url}/s/${round.codes.Burgerzaken.pop()}`;
const says = (page, pattern) => page.waitForFunction(
	(source) => new RegExp(source).test(document.querySelector('[data-saved] span').textContent), pattern.source);
const stored = async (page, url) => (await page.context().request.get(url)).text();

test('killed and started again: nothing typed is lost, and nobody has to do anything', async () => {
	const url = card();
	const { page, close } = await open(browser, { viewport: 'phone' });

	await page.goto(`${url}/1`);
	await page.check('input[name=nu][value="2"]');
	await says(page, /^Bewaard om/);
	server.child.kill('SIGKILL');
	await server.ended;
	await page.check('input[name=straks][value="4"]');
	await says(page, /^Niet bewaard: geen verbinding\. .*We proberen het vanzelf opnieuw\.$/);
	assert.equal(await page.locator('[data-saved] svg').isVisible(), false, 'no tick beside it');
	await checkWidth(page, 'without a server');
	await page.click('.example summary');
	await page.fill('#opmerking', 'Intussen getypt');
	await page.locator('.actions button[value=volgende]').click({ noWaitAfter: true });
	await page.locator('#opmerking').pressSequentially(', en nog iets');
	assert.match(page.url(), /\/1$/, 'the page stays');
	server = await serve({ db: first.db, args: ['--listen', `127.0.0.1:${first.port}`] });
	await says(page, /^Bewaard om/);
	const kept = await stored(page, `${url}/1`);

	assert.match(kept, /name="nu" value="2" checked/);
	assert.match(kept, /name="straks" value="4" checked/);
	assert.match(kept, /Intussen getypt, en nog iets/);
	await page.locator('.actions button[value=volgende]').click();
	await page.waitForURL(/\/2\?/);
	await close();
});

test('a proxy that says the server is away is no answer; a button first stores what is not stored', async () => {
	const url = card();
	const { page, close } = await open(browser, { lang: 'en-GB' });
	let asked = 0;

	await page.goto(`${url}/1?taal=en`);
	await page.route('**/s/**', (route) => (route.request().method() === 'POST' && ++asked < 3
		? route.fulfill({ status: asked === 1 ? 502 : 503, contentType: 'text/html', body: '<h1>Even wachten</h1>' }) : route.continue()));
	await page.check('input[name=nu][value="3"]');
	await says(page, /^Not saved: no connection\. .*We keep trying\.$/);
	await says(page, /^Saved at/);
	assert.equal(asked, 3);
	assert.match(await stored(page, `${url}/1`), /name="nu" value="3" checked/);
	const posts = [];

	page.on('request', (r) => r.method() === 'POST' && posts.push(r.isNavigationRequest()));
	await page.check('input[name=nu][value="5"]');
	await page.locator('.actions button[value=volgende]').click();
	await page.waitForURL(/\/2\?/);
	assert.deepEqual(posts, [false, true]);
	await close();
});

test('a server that does not answer: within a second or so it is said, at the top and beside the button', async () => {
	for (const lang of ['nl', 'en']) {
		const trying = { nl: 'Nog niet bewaard. We proberen het. Wat je invult, blijft hier staan.',
			en: 'Not saved yet. We are trying. What you fill in stays here.' }[lang];
		const url = card();
		const { page, close } = await open(browser, { viewport: 'phone' });
		const held = [];
		const beside = page.locator('form[data-autosave] p.warn', { hasText: trying });
		let isHeld = true;

		await page.goto(`${url}/1?taal=${lang}`);
		await page.route('**/s/**', (route) => (route.request().method() === 'POST' && isHeld ? held.push(route) : route.continue()));
		await page.check('input[name=nu][value="3"]');
		await says(page, new RegExp(`^${trying}$`));
		assert.equal(await beside.count(), 0, 'nobody pressed a button');
		await page.click('.example summary');
		await page.fill('#opmerking', 'Net getypt');
		await page.locator('.actions button[value=volgende]').click({ noWaitAfter: true });
		await beside.waitFor({ state: 'visible' });
		assert.match(page.url(), /\/1\?/, 'the page stays');
		assert.equal(await page.inputValue('#opmerking'), 'Net getypt');
		assert.ok(await beside.evaluate((p) => {
			const { top, bottom } = p.getBoundingClientRect();

			return top >= 0 && bottom <= innerHeight;
		}), 'it is seen where the button is');
		await checkWidth(page, 'while it waits');
		await held.shift().abort();
		await page.locator('form[data-autosave] p.warn', { hasText: /geen verbinding|no connection/ }).waitFor({ state: 'visible' });
		isHeld = false;
		while (held.length)
			await held.shift().continue();
		await page.waitForURL(/\/2\?/);
		assert.match(await stored(page, `${url}/1`), /Net getypt/);
		await close();
	}
});

test('what the server refuses is said, and not sent again and again', async () => {
	const { page, close } = await open(browser);
	let asked = 0;

	await page.goto(`${card()}/1`);
	await page.route('**/s/**', (route) => (route.request().method() === 'POST' && ++asked
		? route.fulfill({ status: 422, contentType: 'text/html', body: '' }) : route.continue()));
	await page.check('input[name=nu][value="3"]');
	await says(page, /^Niet bewaard\. Kies een knop/);
	await page.waitForTimeout(1500);
	assert.equal(asked, 1);
	await close();
});

// SPDX-License-Identifier: EUPL-1.2
// Answering in a browser: every page accessible, by keyboard, saved while
// filling in, with the network gone, and with the Back button.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkPage, cookiesOf, launch, open } from '../play/browser.mjs';
import { makeRound } from '../play/round.mjs';
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

const card = () => `${server.url}/s/${round.codes.Burgerzaken.pop()}`;
const saved = (page) => page.locator('[data-saved] span').textContent();

test('every page is accessible, empty and filled in', async () => {
	const url = card();
	const visitor = server.visitor();

	for (const path of ['/', '/meedoen', '/hulp', '/toegankelijkheid', '/s/ABCDEFGHJKMN'])
		await checkPage(browser, `${server.url}${path}`);
	for (const rest of ['', '/1', '/slot', '/overzicht', '/wie-ziet-wat'])
		await checkPage(browser, `${url}${rest}`);
	await visitor.post(`${url}/1`, { nu: '2', straks: '4', past1: '3', opmerking: 'Een voorbeeld' });
	await visitor.post(`${url}/inleveren`);
	for (const rest of ['?taal=en', '/1?taal=en&bewaard=872', '/overzicht', '/klaar', '/sleutel'])
		await checkPage(browser, `${url}${rest}`, { cookies: cookiesOf(visitor), status: 200 });
	await checkPage(browser, url, { status: 403 });
});

test('by keyboard: arrows choose, Enter goes on, Back comes back', async () => {
	const url = card();
	const { page, faults, close } = await open(browser);

	await page.goto(`${url}/1`);
	await page.locator('input[name=nu]').first().focus();
	await page.keyboard.press('ArrowDown');
	assert.equal(await page.locator('input[name=nu]:checked').getAttribute('value'), '2');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/2\?/);
	assert.match(await saved(page), /^Bewaard om \d\d\.\d\d uur$/);
	await page.goBack();
	assert.equal(await page.locator('input[name=nu]:checked').getAttribute('value'), '2');
	assert.deepEqual(faults, []);
	await close();
});

test('each change is saved, and it says when', async () => {
	const url = card();
	const { page, close } = await open(browser, { viewport: 'phone' });

	await page.goto(`${url}/1`);
	await Promise.all([
		page.waitForResponse((r) => r.request().method() === 'POST' && r.ok()),
		page.locator('input[name=nu][value="3"]').check(),
	]);
	await page.waitForFunction(() => /^Bewaard om/.test(document.querySelector('[data-saved] span').textContent));
	assert.match(await (await page.context().request.get(`${url}/1`)).text(), /value="3" checked/);
	await close();
});

test('without network the form stays as it is and says so', async () => {
	const url = card();
	const { page, context, close } = await open(browser);

	await page.goto(`${url}/1`);
	await context.setOffline(true);
	await page.locator('input[name=nu][value="4"]').check();
	await page.click('.example summary');
	await page.locator('textarea').fill('Dit mag niet weg');
	await page.waitForFunction(() => /geen verbinding/.test(document.querySelector('[data-saved] span').textContent));
	await page.getByRole('button', { name: 'Volgende' }).last().click({ noWaitAfter: true });
	await page.waitForTimeout(300);
	assert.equal(await page.locator('textarea').inputValue(), 'Dit mag niet weg');
	assert.equal(await page.locator('input[name=nu]:checked').getAttribute('value'), '4');
	await context.setOffline(false);
	await page.waitForFunction(() => /^Bewaard om/.test(document.querySelector('[data-saved] span').textContent));
	await page.getByRole('button', { name: 'Volgende' }).last().click();
	await page.waitForURL(/\/2\?/);
	assert.match(await (await page.context().request.get(`${url}/1`)).text(), /Dit mag niet weg/);
	await close();
});

test('the whole way works without JavaScript', async () => {
	const url = card();
	const { page, close } = await open(browser, { javaScript: false });

	await page.goto(server.url);
	await page.fill('#code', url.split('/').pop());
	await page.click('main button[type=submit]');
	await page.click('a.btn.big');
	for (let more = true; more;) {
		await page.locator('input[name=nu]').nth(1).check();
		await page.locator('.actions button[value=volgende]').click();
		more = /\/\d+\?/.test(page.url());
	}
	assert.match(page.url(), /\/slot\?/);
	await page.locator('.actions button[value=volgende]').click();
	assert.match(page.url(), /\/overzicht\?/);
	await page.click('.actions button');
	assert.match(page.url(), /\/klaar\?/);
	assert.match(await page.textContent('h1'), /Bedankt/);
	await close();
});

test('without JavaScript the language, the overview and Enter keep what was chosen', async () => {
	const url = card();
	const { page, close } = await open(browser, { javaScript: false });

	await page.goto(`${url}/1`);
	await page.locator('input[name=nu][value="3"]').check();
	await page.locator('nav button[value=en]').click();
	await page.waitForURL(/\/1\?taal=en/);
	assert.equal(await page.locator('input[name=nu]:checked').getAttribute('value'), '3');
	await page.locator('input[name=straks][value="5"]').check();
	await page.locator('.extra button[value=overzicht]').click();
	await page.waitForURL(/\/overzicht/);
	await page.goto(`${url}/1`);
	assert.equal(await page.locator('input[name=straks]:checked').getAttribute('value'), '5');
	await page.locator('input[name=nu][value="4"]').check();
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/2\?/);
	await page.goto(`${url}/1`);
	assert.equal(await page.locator('input[name=nu]:checked').getAttribute('value'), '4');
	await close();
});

test('an older tab that saves by itself undoes nothing', async () => {
	const url = card();
	const { page, context, close } = await open(browser);
	const other = await context.newPage();
	const save = (tab, what) => Promise.all([
		tab.waitForResponse((r) => r.request().method() === 'POST' && r.ok()), tab.locator(what).check()]);

	await page.goto(`${url}/1`);
	await other.goto(`${url}/1`);
	await save(other, 'input[name=nu][value="4"]');
	await save(page, 'input[name=straks][value="5"]');
	await save(other, 'input[name=nu][value="2"]');
	await save(page, 'input[name=straks][value="1"]');
	await page.reload();
	assert.equal(await page.locator('input[name=nu]:checked').getAttribute('value'), '2');
	assert.equal(await page.locator('input[name=straks]:checked').getAttribute('value'), '1');
	await close();
});

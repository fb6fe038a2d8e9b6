// SPDX-License-Identifier: EUPL-1.2
// Two rounds under each other, as people see them: on a phone, without scripts,
// in forced colours and on paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkPage, checkWidth, launch, open } from '../play/browser.mjs';
import { closedRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';
import { voorbeeldstad } from '../play/voorbeeldstad.mjs';

let server, browser, round, cookies;

before(async () => {
	server = await serve();
	server.account();
	await closedRound(server, voorbeeldstad.rows, voorbeeldstad.people(10, 11), { naam: 'Vorig jaar' });
	round = await closedRound(server, voorbeeldstad.rows, voorbeeldstad.people(), { naam: 'Dit jaar' });
	cookies = [...round.lead.cookies].map(([name, value]) => ({ name, value, url: server.url }));
	browser = await launch();
});
after(async () => {
	await browser.close();
	await server.stop();
});

const url = (more = '') => `${server.url}/rondes/${round.id}/verandering${more}`;

async function visit(options) {
	const tab = await open(browser, options);

	await tab.context.addCookies(cookies);
	await tab.page.goto(url());
	return tab;
}

test('everybody and a group are accessible, in both languages', async () => {
	const html = (await round.lead.get(`/rondes/${round.id}/verandering`)).body_text;
	const group = html.match(/<option value="(\d+)">Leidinggevenden</)[1];

	for (const more of ['', `?groep=${group}`, '?taal=en'])
		await checkPage(browser, url(more), { cookies, isFurther: more !== '' });
});

test('without scripts a group is chosen, and then is above now on the same levels', async () => {
	const tab = await visit({ viewport: 'phone', javaScript: false });

	await tab.page.selectOption('#groep', { label: 'Dienstverlening / Burgerzaken' });
	await tab.page.click('main button[type=submit]');
	assert.match(await tab.page.textContent('main .eyebrow'), /Burgerzaken/);
	assert.match(await tab.page.textContent('#h-niet'), /Wat dit niet kan zeggen/);
	const [then, now] = await Promise.all([0, 1].map((i) => tab.page.locator('.then-now').first()
		.locator('.strip > svg').nth(i).boundingBox()));

	assert.ok(now.y > then.y + then.height, 'now stands below then');
	assert.equal(Math.round(now.x), Math.round(then.x));
	assert.equal(Math.round(now.width), Math.round(then.width));
	await checkWidth(tab.page, 'comparison on a phone');
	await tab.close();
});

test('nothing depends on colour alone', async () => {
	const tab = await visit();

	await tab.page.emulateMedia({ forcedColors: 'active' });
	for (const article of await tab.page.locator('.then-now:has(.rounds)').all()) {
		assert.match(await article.locator('.say').textContent(), /van nu/);
		assert.equal(await article.locator('table').count(), 2, 'a table for the charts');
	}
	await checkWidth(tab.page, 'comparison in forced colours');
	await tab.close();
});

test('on paper: what it cannot say, both charts, no buttons', async () => {
	const tab = await visit();

	await tab.page.emulateMedia({ media: 'print' });
	await tab.page.setViewportSize({ width: 690, height: 1000 });	// A4 less its margins
	await checkWidth(tab.page, 'comparison on paper');
	for (const gone of ['.topnav', '.btn', 'footer', 'select'])
		assert.equal(await tab.page.locator(gone).locator('visible=true').count(), 0, gone);
	assert.ok(await tab.page.locator('.limits').isVisible());
	const [chart, say] = await Promise.all(['.rounds', '.say']
		.map((s) => tab.page.locator(`.then-now ${s}`).first().boundingBox()));

	assert.ok(say.x > chart.x + chart.width, 'sentences beside the charts');
	assert.deepEqual(tab.faults, []);
	await tab.close();
});

// SPDX-License-Identifier: EUPL-1.2
// How long pages are, in screens, for who reads them on a desk and on a phone: of the
// demo, whose round is as full as a real one.  Who makes a page shorter writes its
// bound here; who makes it longer than that is told.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cookiesOf, launch, open } from '../play/browser.mjs';
import { names, rounds, signedIn, visitDemo } from '../play/demo.mjs';

const desk = { width: 1280, height: 800 }, phone = { width: 360, height: 780 };

// Screens at most, at the desk and on the phone; null: nothing is held there yet.  A
// path of the round, or of the demo.
const bounds = [
	{ page: 'picture', path: '/beeld', desk: 3, phone: 7 },
	{ page: 'question', path: (demo) => `/s/${demo.cards[0]}/1`, desk: 2.6, phone: null },
	{ page: 'picture as in the questionnaire', path: '/beeld?volgorde=model', desk: 3, phone: 7 },
];

let demo, browser, lead, id;

before(async () => {
	demo = await visitDemo();
	lead = await signedIn(demo);
	id = (await rounds(lead))[names.talk];
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await demo?.leave();
});

for (const { page, path, ...most } of bounds)
	test(`${page}: at most ${most.desk ?? '–'} screens at the desk, ${most.phone ?? '–'} on a phone`, async (t) => {
		const tab = await open(browser);

		await tab.context.addCookies(cookiesOf(lead));
		for (const [name, size] of Object.entries({ desk, phone })) {
			await tab.page.setViewportSize(size);
			await tab.page.goto(demo.url + (typeof path === 'function' ? path(demo) : `/rondes/${id}${path}`));
			const high = await tab.page.evaluate(() => document.documentElement.scrollHeight);
			const screens = high / size.height;

			t.diagnostic(`${page}, ${name}: ${high} px, ${screens.toFixed(2)} screens`);
			if (most[name] !== null)
				assert.ok(screens <= most[name], `${page} is ${screens.toFixed(2)} screens (${name})`);
		}
		await tab.close();
	});

test('ten rows of the picture end within two screens of their head', async () => {
	const tab = await open(browser);

	await tab.context.addCookies(cookiesOf(lead));
	await tab.page.setViewportSize(desk);
	await tab.page.goto(`${demo.url}/rondes/${id}/beeld`);
	const rows = await tab.page.locator('.sub').evaluateAll((all) => all.map((row) => row.getBoundingClientRect())
		.map(({ top, bottom }) => [top, bottom]));

	assert.equal(rows.length, 10);
	assert.ok(rows[9][1] - rows[0][0] <= 2 * desk.height, `${rows[9][1] - rows[0][0]} px`);
	await tab.close();
});

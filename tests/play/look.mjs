// SPDX-License-Identifier: EUPL-1.2
// What the files of tests/pages share that look at every page in a browser: which
// of them looks at which pages of the table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAxe, checkHtml, checkPage, checkWidth, cookiesOf } from './browser.mjs';
import { answer, close, makeRound } from './round.mjs';
import { isGet, pages } from './table.mjs';

const parts = {
	everybody: (page) => !page.needs.length && page.stages.join() !== 'closed',
	before_closing: (page) => page.needs.length && page.stages.join() !== 'closed',
	after_closing: (page) => page.stages.join() === 'closed',
};

// Looks at each page of a part.  `world()` gives { server, browser, lead, person,
// addresses, english, more }: who leads; who answers, with the key of a sheet; per
// path of the table the addresses to look at, none when it is no HTML; paths to look
// at in English; and other paths.
export function lookAtPart(part, world) {
	const mine = pages.filter((p) => isGet(p) && parts[part](p));
	const cookiesFor = (path, { lead, person }) => {
		const visitor = /^\/(rondes|sessies)/.test(path) ? lead : path.startsWith('/s/') && person;

		return visitor ? cookiesOf(visitor) : [];
	};

	test('every page of this part has its place here', () => {
		const { addresses } = world();

		for (const { path, file, room } of mine)
			assert.ok(addresses[path], `${path} (${room}/${file}): say in tests/pages/${part}.browser.test.mjs which addresses to look at`);
		assert.deepEqual(Object.keys(addresses).filter((path) => !mine.some((p) => p.path === path)), [], 'no page of this part');
	});
	test('they are accessible, valid and fit, in light, in dark and at 320 px', async (t) => {
		const { server, browser, lead, person, addresses, english, more = [] } = world();
		const firsts = Object.values(addresses).flatMap((list_) => list_.slice(0, 1));
		const list = [...Object.values(addresses).flat(), ...more, ...english.map((path) => `${path}?taal=en`)];

		assert.ok(list.length > mine.length / 2);
		for (const path of list)
			await t.test(path, () => checkPage(browser, `${server.url}${path}`,
				{ cookies: cookiesFor(path, { lead, person }), isFurther: !firsts.includes(path) }));
	});
}

// Looks at the page of a tab as it is now.
export async function look(page, where) {
	await checkHtml(await page.evaluate(() => fetch(location.href).then((r) => r.text())), where);
	await checkAxe(page, where);
	await checkWidth(page, where);
}

// A closed round with four groups, one of them too small.
export async function filledRound(server, name, now) {
	const round = await makeRound(server, { name });

	for (const [group, count] of [['Burgerzaken', 6], ['Vergunningen', 2], ['Groen', 7], ['Leidinggevenden', 5]])
		for (let person = 0; person < count; person++)
			await answer(server, round.codes[group][person], { now: (i) => now(person, i), wish: () => 4,
				remark: person < 2 ? `Karin <b>weet</b> het wel ${person}` : undefined });
	await close(round);
	return round;
}

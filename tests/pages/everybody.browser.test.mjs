// SPDX-License-Identifier: EUPL-1.2
// The pages for everybody and for who answers, as people see them.
// limit: 1200 s, because it looks at some thirty pages in three ways
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, openAll } from '../play/browser.mjs';
import { lookAtPart } from '../play/look.mjs';
import { answer, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, browser, code, done, locked, scan, person;

before(async () => {
	server = await serve();
	server.account();
	browser = await launch();
	const running = await makeRound(server, { name: 'Loopt' });

	[code, done, locked] = running.codes.Groen;
	scan = `/s/${code}`;
	await answer(server, locked);
	person = await answer(server, done, { remark: 'Een voorbeeld van de balie' });
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

lookAtPart('everybody', () => ({ server, browser, person,
	addresses: {
		'/': ['/'],
		'/meedoen': ['/meedoen'],
		'/hulp': ['/hulp'],
		'/hulp/begeleider': ['/hulp/begeleider'],
		'/toegankelijkheid': ['/toegankelijkheid'],
		'/aanmelden': ['/aanmelden?naar=/rondes'],
		'/healthz': [],
		'/healthz/proxy': [],
		'/.well-known/security.txt': [],
		'/s/{code}': [scan, `/s/${done}`, `/s/${locked}`, '/s/ABCDEFGHJKMN'],
		'/s/{code}/wie-ziet-wat': [`${scan}/wie-ziet-wat`],
		'/s/{code}/{subject}': [`${scan}/1`, `${scan}/6`, `/s/${done}/1?bewaard=872`],
		'/s/{code}/slot': [`${scan}/slot`, `/s/${done}/slot`],
		'/s/{code}/overzicht': [`${scan}/overzicht`, `/s/${done}/overzicht`],
		'/s/{code}/klaar': [`/s/${done}/klaar`],
		'/s/{code}/sleutel': [`/s/${done}/sleutel`],
		'/mee': ['/mee'],
		'/mee/{code}': ['/mee/ABCDEF'],
		'/mee/{code}/stroom': [],
	},
	english: ['/', '/meedoen', '/aanmelden', scan, `${scan}/1`, `${scan}/slot`, `/s/${done}/overzicht`, `/s/${done}/klaar`],
}));

// Walks with Tab from the top until the focus leaves the page.
async function walk(page) {
	const seen = [];

	for (let i = 0; i < 80; i++) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(() => {
			const e = document.activeElement;

			if (!e || e === document.body)
				return null;
			const holder = e.closest('.opt, .seg label') ?? e;
			const style = getComputedStyle(holder), box = holder.getBoundingClientRect();

			return {
				name: e.name || e.id || e.textContent.trim().slice(0, 40) || e.getAttribute('href'),
				key: [...document.querySelectorAll('*')].indexOf(e),
				outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
				isOnScreen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
			};
		});

		if (!at || seen.some(({ key }) => key === at.key))
			break;
		seen.push(at);
	}
	return seen;
}

for (const viewport of ['desk', 'phone'])
	test(`Tab reaches everything on a question, and you see where you are (${viewport})`, async () => {
		const { page, close } = await open(browser, { viewport });

		await page.goto(`${server.url}/s/${code}/1`);
		await openAll(page);
		const wanted = await page.evaluate(() => {
			const all = [...document.querySelectorAll('*')];
			const found = [...document.querySelectorAll('a[href], button:not([tabindex="-1"]), textarea, summary, [tabindex="0"]')];
			const names = new Set([...document.querySelectorAll('input[type=radio]')].map((i) => i.name));

			return { keys: found.map((e) => all.indexOf(e)), names: [...names] };
		});
		const seen = await walk(page);

		for (const key of wanted.keys)
			assert.ok(seen.some((s) => s.key === key), `Tab does not reach element ${key}`);
		for (const name of wanted.names)
			assert.ok(seen.some((s) => s.name === name), `Tab does not reach ${name}`);
		for (const { name, outline, isOnScreen } of seen) {
			assert.ok(outline, `no outline on ${name}`);
			assert.ok(isOnScreen, `${name} has the focus but is not on the screen`);
		}
		await close();
	});

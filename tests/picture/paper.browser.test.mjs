// SPDX-License-Identifier: EUPL-1.2
// The picture and the result on paper: of the picture three sheets at most with its rows
// closed, the names of the levels on each; no text in a box narrower than one of its words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkWidth, cookiesOf, launch, open } from '../play/browser.mjs';
import { names, rounds, signedIn, visitDemo } from '../play/demo.mjs';

const paper = { width: 688, height: 1017 };	// A4 less margins of 14 mm, at 96 dots an inch

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

// Words that are broken over lines in a box that could not hold them whole.
function brokenWords() {
	const range = document.createRange(), found = [];
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const isShown = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && !e.closest('.vh, svg');

	while (texts.nextNode()) {
		const node = texts.currentNode;

		if (!isShown(node.parentElement))
			continue;
		for (const { 0: word, index } of node.data.matchAll(/[^\s\u00ad-]+/g)) {
			range.setStart(node, index);
			range.setEnd(node, index + word.length);
			const lines = [...range.getClientRects()].filter((r) => r.width > 0);

			if (new Set(lines.map((r) => Math.round(r.top))).size < 2)
				continue;
			let box = node.parentElement;

			while (getComputedStyle(box).display.startsWith('inline'))
				box = box.parentElement;
			if (lines.reduce((sum, r) => sum + r.width, 0) > box.clientWidth)
				found.push(`${word} in ${box.tagName}.${box.className} of ${box.clientWidth} px`);
		}
	}
	return found;
}

async function onPaper(path, look) {
	const tab = await open(browser);

	await tab.context.addCookies(cookiesOf(lead));
	await tab.page.goto(`${demo.url}/rondes/${id}${path}`);
	await tab.page.emulateMedia({ media: 'print' });
	await tab.page.setViewportSize(paper);
	await look(tab.page);
	await tab.close();
}

test('the test itself sees a word in a box that is too narrow', async () => {
	await onPaper('/beeld', async (page) => {
		await page.locator('.sub .one').first().evaluate((e) => {
			e.id = 'narrow';
			const sheet = new CSSStyleSheet();

			sheet.replaceSync('#narrow { inline-size: 13px; overflow-wrap: anywhere; }');
			document.adoptedStyleSheets.push(sheet);
		});
		assert.ok((await page.evaluate(brokenWords)).length > 3);
	});
});

for (const path of ['/beeld', '/beeld?volgorde=model', '/agenda?minuten=90', '/resultaat'])
	test(`${path}: nothing wider than the sheet, no box narrower than a word`, async () => {
		await onPaper(path, async (page) => {
			await checkWidth(page, path);
			assert.deepEqual(await page.evaluate(brokenWords), []);
			for (const gone of ['.topnav', '.btn', 'footer', 'select', 'summary'])
				assert.equal(await page.locator(gone).locator('visible=true').count(), 0, gone);
		});
	});

for (const width of [320, 360, 768])
	test(`on a screen of ${width} px no word is broken either, in both languages`, async () => {
		const tab = await open(browser);

		await tab.context.addCookies(cookiesOf(lead));
		await tab.page.setViewportSize({ width, height: 780 });
		for (const lang of ['nl', 'en']) {
			for (const of of ['beeld', 'resultaat']) {
				await tab.page.goto(`${demo.url}/rondes/${id}/${of}?taal=${lang}`);
				assert.deepEqual(await tab.page.evaluate(brokenWords), [], `${of} ${lang}`);
			}
		}
		await tab.close();
	});

test('closed rows take three sheets at most; an opened one prints what is in it', async () => {
	const tab = await open(browser);

	await tab.context.addCookies(cookiesOf(lead));
	await tab.page.goto(`${demo.url}/rondes/${id}/beeld`);
	const sheets = async () => Number((await tab.page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Count (\d+)/)[1]);
	const closed = await sheets();

	assert.ok(closed <= 3, `${closed} sheets`);
	await tab.page.locator('.sub summary').first().click();
	await tab.page.emulateMedia({ media: 'print' });
	assert.equal(await tab.page.locator('.sub .more').first().isVisible(), true);
	await tab.close();
});

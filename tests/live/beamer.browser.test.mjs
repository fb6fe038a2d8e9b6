// SPDX-License-Identifier: EUPL-1.2
// The screen in the room: everything on one screen of 16:9, readable from the back row,
// nothing to press, and nothing of the self-scan before the room has voted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkAxe, checkWidth, cookiesOf, launch, open, viewports } from '../play/browser.mjs';
import { serve } from '../play/server.mjs';
import { phone, workshop } from '../play/workshop.mjs';

const SIZE = { width: 1280, height: 720 };
const SMALLEST = 23.5;	// px: 24, less what scaling takes off

let server, browser, room, tab, topic, all;

before(async () => {
	server = await serve();
	server.account();
	room = await workshop(server);
	browser = await launch();
	tab = await open(browser);
	await tab.context.addCookies(cookiesOf(room.lead));
	await tab.page.setViewportSize(SIZE);
	[topic] = room.topics;
	all = await Promise.all(Array.from({ length: 11 }, () => phone(server, room)));
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

const path = () => `${server.url}${room.path}/scherm`;

// As the room sees it; then as narrow as a screen gets, for who looks along.
async function look(where) {
	const { page } = tab;

	await page.goto(path());
	const seen = await page.evaluate(() => {
		const shown = [...document.querySelectorAll('body *')].filter((e) => !e.closest('.vh, .skip, svg, [hidden]')
			&& [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));

		return {
			tall: document.documentElement.scrollHeight,
			small: shown.map((e) => [parseFloat(getComputedStyle(e).fontSize), e.outerHTML.slice(0, 80)]),
			press: document.querySelectorAll('a, button, input, select, textarea, summary').length,
		};
	});

	assert.ok(seen.tall <= SIZE.height, `${where}: ${seen.tall} px`);
	assert.deepEqual(seen.small.filter(([px]) => px < SMALLEST), [], where);
	assert.equal(seen.press, 0, `${where}: something to press`);
	await checkAxe(page, where);
	for (const scheme of ['dark', 'light']) {
		await page.emulateMedia({ colorScheme: scheme });
		await checkAxe(page, `${where} (${scheme})`, 'colours');
	}
	await page.setViewportSize(viewports.narrow);
	await checkWidth(page, where);
	await page.setViewportSize(SIZE);
	return page.textContent('body');
}

test('joining: code, QR and how many, and no word of an outcome', async () => {
	const text = await look('joining');

	assert.match(text, new RegExp(`${room.code.slice(0, 3)}-${room.code.slice(3)}`));
	assert.match(text, /Waarom: We willen weten/);
	assert.doesNotMatch(text, /dicht bij elkaar|Bevestig|verdeeld|lopen uiteen/);
	assert.equal(await tab.page.locator('.qr svg').count(), 1);
});

test('voting: the ladder and how many of how many, and nothing of what was chosen', async () => {
	await room.step(topic, 1);
	const text = await look('voting');

	assert.match(text, /Gestemd: 0 van de 0/);
	assert.equal(await tab.page.locator('.ladder li').count(), 5);
	assert.equal(await tab.page.locator('.votes, .dots').count(), 0);
	// The screen follows by itself.
	await all[0].vote(topic, 1, 1);
	await tab.page.waitForFunction(() => document.querySelector('[data-votes]').textContent === '1');
	for (const [i, level] of [1, 1, 2, 2, 2, 2, 3, 4, 4, 0].entries())
		await all[i + 1].vote(topic, 1, level);
});

test('talking: the votes over the width, the wishes under them, two questions', async () => {
	await room.act({ actie: 'tonen', onderwerp: topic });
	await look('talking');
	assert.deepEqual(await tab.page.locator('.votes tbody tr').first().locator('td').allTextContents()
		.then((cells) => cells.map((c) => c.trim())), ['3', '4', '1', '2', '0', '1']);
	const box = await tab.page.locator('.votes').boundingBox();

	assert.ok(box.width > 0.9 * SIZE.width);
	assert.equal(await tab.page.locator('.votes tbody tr').first().locator('.dots i').count(), 11);
	assert.equal(await tab.page.locator('.wishes td').count(), 6);
	assert.equal(await tab.page.locator('.asks p').count(), 2);
	assert.match(await tab.page.textContent('.asks'), /Wie koos Bij enkelen: wat zag jij|Wat zou iemand zien die/);
	await tab.page.emulateMedia({ forcedColors: 'active' });
	const colours = await tab.page.locator('.dots i, .cell').evaluateAll(
		(each) => new Set(each.map((e) => getComputedStyle(e).backgroundColor)).size);

	assert.ok(colours > 1, 'a dot can be told from its cell');
	await tab.page.emulateMedia({ forcedColors: 'none' });
});

test('voting again, and the words with both turns beside them', async () => {
	await room.act({ actie: 'opnieuw', onderwerp: topic });
	for (const [i, level] of [1, 2, 2, 2, 2, 2, 2, 3, 3, 4, 0].entries())
		await all[i].vote(topic, 2, level);
	await room.act({ actie: 'tonen', onderwerp: topic });
	assert.match(await look('after the talk'), /eerst 3/);
	await room.act({ actie: 'vast', onderwerp: topic });
	assert.match(await look('nothing written yet'), /Zeg het in een of twee zinnen/);
	await room.act({ actie: 'vastleggen', onderwerp: topic, woorden: 'We weten het van <b>adressen</b> niet.', niveau: '2',
		reden: '', verschil: 'De balie wel.', voorwie: 'Burgerzaken' });
	const text = await look('written');

	assert.match(text, /We weten het van <b>adressen<\/b> niet\./);
	assert.match(text, /Voor wie: Burgerzaken/);
	assert.match(text, /Bewaard/);
	assert.equal(await tab.page.textContent('.tiles .on b'), 'In proef');
});

test('a hall of voters is drawn as bars with their numbers, and still fits', async () => {
	const [, second] = room.topics;

	await room.act({ actie: 'toon', onderwerp: '0' });
	await room.step(second, 1);
	await room.act({ actie: 'tellen', onderwerp: second, beurt: 1, n1: 3, n2: 80, n3: 140, n4: 12, n5: 1, weetniet: 9 });
	await look('a hall');
	assert.equal(await tab.page.locator('.votes .dots').count(), 0);
	assert.equal(await tab.page.locator('.votes rect').count(), 6);
});

test('it is of leads of this organisation alone', async () => {
	const stranger = server.visitor();

	assert.equal((await stranger.get(`${room.path}/scherm`)).status, 303);
	server.account('wim', 'Gemeente Elders');
	assert.equal((await (await server.signedIn('wim')).get(`${room.path}/scherm`)).status, 404);
});

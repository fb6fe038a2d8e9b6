// SPDX-License-Identifier: EUPL-1.2
// A whole workshop with a beamer and two phones, one of them without scripts:
// join, vote, see, talk, vote again, write down, end.  In the middle the network
// is cut and the server is killed; no vote that was acknowledged is lost.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkAxe, checkHtml, checkSecond, checkWidth, launch, open, openAll, viewports } from '../play/browser.mjs';
import { addAccount, serve } from '../play/server.mjs';
import { phone as visitorPhone, workshop } from '../play/workshop.mjs';

const LOOKS = [['desk', 'light'], ['desk', 'dark'], ['narrow', 'light']];
let folder, db, server, browser, room, beamer, hand, plain, port;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-workshop-'));
	db = join(folder, 'peil.db');
	addAccount(db);
	server = await serve({ db });
	port = server.port;
	browser = await launch();
	room = await workshop(server);
	beamer = await open(browser);
	await beamer.context.addCookies([...room.lead.cookies].map(([name, value]) =>
		({ name, value, url: server.url })));
	hand = await open(browser, { viewport: 'phone' });
	plain = await open(browser, { viewport: 'phone', javaScript: false });
});
after(async () => {
	await browser?.close();
	await server?.stop();
	rmSync(folder, { recursive: true, force: true });
});

// The page as it stands, in every look; scripts of the checks need JavaScript.
async function look(tab, where) {
	const size = tab.page.viewportSize();

	await checkHtml(await (await tab.context.request.get(tab.page.url())).text(), where);
	await openAll(tab.page);
	for (const [viewport, scheme] of LOOKS) {
		await tab.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		await tab.page.setViewportSize(viewports[viewport]);
		await checkAxe(tab.page, `${where} (${viewport}, ${scheme})`);
		await checkWidth(tab.page, `${where} (${viewport}, ${scheme})`);
	}
	await tab.page.emulateMedia({ colorScheme: 'light' });
	await tab.page.setViewportSize(size);
	await checkSecond(tab.page, where);
}

const vote = async (tab, choice) => {
	await tab.page.check(`input[name=keuze][value="${choice}"]`);
	await tab.page.click('.sticky button');
	await tab.page.waitForSelector('h1:has-text("Je stem is binnen")');
};
const crowd = async (turn, choices) => {
	for (const choice of choices)
		assert.equal((await (await visitorPhone(server, room)).vote(room.topics[0], turn, choice)).status, 303);
};
const primary = () => beamer.page.click('[data-primary]');
const h1 = (tab) => tab.page.textContent('h1');

test('phones join by code, with and without scripts', async () => {
	await beamer.page.goto(`${server.url}${room.path}/live`);
	await look(beamer, 'joining');
	await hand.page.goto(`${server.url}/mee`);
	await look(hand, 'typing the code');
	await hand.page.fill('#code', room.code.toLowerCase());
	await hand.page.keyboard.press('Enter');
	await hand.page.waitForSelector('h1:has-text("Je doet mee")');
	await look(hand, 'waiting');
	await plain.page.goto(`${server.url}/mee/${room.code}`);
	assert.equal(await h1(plain), 'Je doet mee');
	await beamer.page.waitForFunction(() => Number(document.querySelector('[data-phones]').textContent) === 1);
});

test('a vote alone: the screens follow by themselves, the plain phone by its link', async () => {
	await primary();
	await hand.page.waitForSelector('.opts');
	await look(hand, 'voting');
	await look(beamer, 'a turn is open');
	await hand.page.click('.sticky button');
	await hand.page.waitForSelector('[role=alert]:has-text("Kies eerst")');
	await vote(hand, 2);
	await look(hand, 'voted');
	// A mistap is no vote: with a script and without one.
	await hand.page.click('text=Toch iets anders kiezen');
	assert.ok(await hand.page.isChecked('input[name=keuze][value="2"]'));
	await look(hand, 'choosing again');
	await vote(hand, 3);
	await hand.page.waitForSelector('.mine:has-text("In afspraken")');
	assert.doesNotMatch(hand.page.url(), /anders/, 'what comes next is not a form again');
	await vote(await (async () => {
		await hand.page.click('text=Toch iets anders kiezen');
		return hand;
	})(), 2);
	await plain.page.click('text=Ververs de pagina');
	await vote(plain, 4);
	await plain.page.click('text=Toch iets anders kiezen');
	await vote(plain, 5);
	assert.match(await plain.page.textContent('.mine'), /In samenspel/);
	await hand.page.waitForFunction(() => document.querySelector('[data-votes]').textContent === '2'
		&& document.querySelectorAll('.voters .on').length === 2);
	await beamer.page.waitForFunction(() => document.querySelector('[data-votes]').textContent === '2');
	await primary();
	await beamer.page.waitForSelector('[role=alert]:has-text("te weinig stemmen")');
	await crowd(1, [2, 4]);
	await beamer.page.waitForFunction(() => document.querySelector('[data-votes]')?.textContent === '4');
});

test('kill -9 in the middle: the screens say so, come back, and no vote is gone', async () => {
	server.child.kill('SIGKILL');
	await server.ended;
	await beamer.page.waitForSelector('[data-lost]:not([hidden])');
	await hand.page.waitForSelector('[data-lost]:not([hidden])');
	assert.match(await h1(hand), /Je stem is binnen/, 'the last state stays');
	server = await serve({ db, args: ['--listen', `127.0.0.1:${port}`] });
	room.lead.url = server.url;
	await beamer.page.waitForSelector('[data-lost]', { state: 'hidden' });
	await hand.page.waitForSelector('[data-lost]', { state: 'hidden' });
	await crowd(1, [0, 3]);
	await beamer.page.waitForFunction(() => document.querySelector('[data-votes]')?.textContent === '6');
	assert.ok(await beamer.page.isVisible('[data-crowded]'), 'of all these only one is seen to look');
});

test('shown and talked about; a clicker goes on', async () => {
	await beamer.page.locator('body').press('PageDown');
	await beamer.page.waitForSelector('h2:has-text("Praat erover")');
	await look(beamer, 'shown');
	await hand.page.waitForSelector('text=Praat erover in de zaal');
	await look(hand, 'a phone sees the votes');
	assert.match(await beamer.page.textContent('.prompts'), /Wat zou iemand zien die In proef kiest\?/);
	await beamer.page.focus('text=Getallen');
	await beamer.page.keyboard.press(' ');
	assert.ok(await beamer.page.isVisible('h2:has-text("Praat erover")'), 'a space presses what has the focus');
	await beamer.page.keyboard.press('PageDown');
	await beamer.page.waitForSelector('[data-votes]');
});

test('a server that is busy leaves the last state on the screen', async () => {
	const page = (url) => url.pathname === `/mee/${room.code}`;

	await hand.page.waitForSelector('.opts');
	await hand.page.route(page, (route) => route.fulfill({ status: 503, contentType: 'text/html',
		body: '<!DOCTYPE html><html lang="nl"><title>Even</title><main><h1>Te druk</h1></main></html>' }));
	await hand.page.evaluate(() => dispatchEvent(new Event('online')));
	await hand.page.waitForSelector('[data-lost]:not([hidden])');
	assert.ok(await hand.page.isVisible('.opts'));
	await hand.page.unroute(page);
	await hand.page.waitForSelector('[data-lost]', { state: 'hidden' });
	assert.ok(await hand.page.isVisible('.opts'));
});

test('the network of a phone is cut: the choice stays, and counts once', async () => {
	await hand.page.waitForSelector('.opts');
	await hand.page.check('input[name=keuze][value="4"]');
	await hand.context.setOffline(true);
	await hand.page.click('.sticky button');
	await hand.page.waitForSelector('[data-lost]:not([hidden])');
	assert.ok(await hand.page.isChecked('input[name=keuze][value="4"]'));
	await hand.context.setOffline(false);
	await vote(hand, 4);
	await plain.page.goto(`${server.url}/mee/${room.code}`);
	await vote(plain, 4);
	await crowd(2, [3, 4, 4]);
	await beamer.page.waitForFunction(() => document.querySelector('[data-votes]').textContent === '5');
	hand.faults.length = 0;
});

test('both turns side by side, then the words and what still differs', async () => {
	await primary();
	await beamer.page.waitForSelector('h2:has-text("Ronde 2, na het gesprek")');
	await look(beamer, 'both turns');
	await primary();
	await beamer.page.waitForSelector('#woorden');
	await look(beamer, 'writing down');
	await beamer.page.click('button[form=afspraak]');
	await beamer.page.waitForSelector('[role=alert]:has-text("Schrijf eerst")');
	await beamer.page.locator('#woorden').press('PageDown');
	await beamer.page.fill('#woorden', 'We sturen vaker met cijfers.');
	await beamer.page.fill('#verschil', 'Aan de balie is het anders.');
	await beamer.page.fill('#voorwie', 'de balie');
	await room.act({ actie: 'vastleggen', onderwerp: room.topics[0], woorden: 'Van een andere hand.' });
	await hand.page.waitForSelector('text=Van een andere hand.');
	await beamer.page.waitForSelector('text=Vastgelegd.');
	assert.equal(await beamer.page.inputValue('#woorden'), 'We sturen vaker met cijfers.', 'typing goes on');
	for (let i = 0; i < 2; i++) {
		const asked = beamer.page.waitForEvent('dialog');

		await beamer.page.click('text=Naar het volgende onderwerp', { noWaitAfter: true });
		await (await asked).dismiss();
	}
	await room.act({ actie: 'toon', onderwerp: 0 });
	await beamer.page.waitForSelector('[data-behind]:not([hidden])');
	assert.equal(await beamer.page.inputValue('#voorwie'), 'de balie', 'and is never thrown away');
	await beamer.page.click('button[form=afspraak]');
	await beamer.page.waitForSelector('.joincode');
	await room.act({ actie: 'stap', onderwerp: room.topics[0], stap: 5 });
	await beamer.page.waitForSelector('#woorden');
	assert.equal(await beamer.page.inputValue('#woorden'), 'We sturen vaker met cijfers.');
	await beamer.page.click('button[form=afspraak]');
	await beamer.page.waitForSelector('text=Vastgelegd.');
	await hand.page.waitForSelector('text=We sturen vaker met cijfers.');
	await look(hand, 'agreed');
	await beamer.page.fill('#woorden', 'Van de eerste hand.');
	await room.act({ actie: 'vastleggen', onderwerp: room.topics[0], woorden: 'Van de tweede hand.',
		bij: (await room.screen()).match(/name="bij" value="(\d+)"/)[1] });
	await hand.page.waitForSelector('text=Van de tweede hand.');
	await beamer.page.waitForTimeout(1000);		// the screen has followed, with what was typed
	assert.equal(await beamer.page.inputValue('#woorden'), 'Van de eerste hand.');
	await beamer.page.click('button[form=afspraak]');
	await beamer.page.waitForSelector('[role=alert]:has-text("Van de tweede hand.")');
	assert.equal(await beamer.page.inputValue('#woorden'), 'Van de eerste hand.');
	await look(beamer, 'somebody else wrote');
	await beamer.page.fill('#verschil', 'Aan de balie is het anders.');
	await beamer.page.click('button[form=afspraak]');
	await beamer.page.waitForSelector('text=Vastgelegd.');
});

test('by keyboard alone to the next topic and to the end', async () => {
	await beamer.page.locator('body').press('PageDown');
	await beamer.page.waitForSelector('.joincode');
	await beamer.page.getByRole('link', { name: 'Sluit de sessie af' }).focus();
	await beamer.page.keyboard.press('Enter');
	await beamer.page.waitForSelector('h1:has-text("De sessie afsluiten")');
	await look(beamer, 'the question before the end');
	await beamer.page.getByRole('button', { name: 'Sluit de sessie af' }).press('Enter');
	await beamer.page.waitForSelector('h1:has-text("Deze sessie is klaar")');
	await look(beamer, 'over');
	await hand.page.waitForSelector('h1:has-text("De sessie is klaar")');
	assert.match((await room.lead.get(`/rondes/${room.round.id}/gedeeld-beeld`)).body_text, /Aan de balie is het anders/);
	assert.deepEqual(plain.faults, []);
});

test('in English too', async () => {
	const held = await workshop(server);
	const tab = await open(browser, { viewport: 'phone', lang: 'en-GB' });

	await tab.page.goto(`${server.url}/mee/${held.code}?taal=en`);
	assert.equal(await h1(tab), 'You have joined');
	await held.step(held.topics[0], 1);
	await tab.page.waitForSelector('.opts');
	assert.equal(await tab.page.textContent('.sticky button'), 'Vote');
	await look(tab, 'voting in English');
	assert.equal((await held.lead.get(`${held.path}/live?taal=en`)).body_text.match(/<html lang="en"/)?.length, 1);
	assert.deepEqual(tab.faults, []);
});

// SPDX-License-Identifier: EUPL-1.2
// Meetings and notes in a browser: a note saves itself, the time of a topic
// runs quietly, and everything is there without a script and on paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cookiesOf, launch, open } from '../play/browser.mjs';
import { planMeeting } from '../play/meeting.mjs';
import { closedRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';
import { voorbeeldstad } from '../play/voorbeeldstad.mjs';

let server, browser, round, where;
const bodies = () => server.sql('SELECT body FROM note');

async function look(path, options) {
	const opened = await open(browser, options);

	await opened.context.addCookies(cookiesOf(round.lead));
	await opened.page.goto(server.url + path);
	return opened;
}

before(async () => {
	server = await serve();
	server.account();
	browser = await launch();
	round = await closedRound(server, voorbeeldstad.rows, voorbeeldstad.people());
	where = await planMeeting(round);
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

test('a new note saves itself while you type, and says why when it cannot', async () => {
	const { page, faults, close } = await look(`${where}/notities`);
	const says = (words) => page.waitForFunction((w) =>
		document.querySelector('[data-saved] span').textContent.includes(w), words);

	await page.click('text=Nieuwe notitie');
	await page.fill('#tekst', 'Er hangt een lijst');
	await says('Bewaard om');
	assert.equal(bodies(), 'Er hangt een lijst');
	await page.selectOption('#code', '4');
	await says('Bewaard om');
	await page.check('input[name=deur][value="2"]');
	await says('Niet bewaard. Kies');
	await page.click('text=Bewaar >> nth=-1');
	assert.match(await page.locator('#deur0-f').textContent(), /tot de spreker akkoord is/);
	assert.equal(await page.inputValue('#tekst'), 'Er hangt een lijst');
	await page.check('#akkoord');
	await says('Bewaard om');
	assert.deepEqual(faults.filter((f) => !/422/.test(f)), []);
	await close();
});

test('the time of a topic runs, pauses, and is announced to nobody', async () => {
	const { page, faults, close } = await look(where);
	const timer = page.locator('[data-timer]').first();

	assert.match(await timer.textContent(), /23 minuten/);
	await timer.getByRole('button', { name: 'Start de tijd' }).click();
	assert.match(await timer.textContent(), /nog 23 min/);
	await timer.getByRole('button', { name: 'Pauze' }).click();
	assert.ok(await timer.getByRole('button', { name: 'Start de tijd' }).isVisible());
	assert.equal(await page.locator('[data-timer][aria-live], [data-timer] [aria-live], [data-timer][role]').count(), 0);
	assert.deepEqual(faults, []);
	await close();
});

test('without a script the minutes stand there; on paper the probes too', async () => {
	const { page, close } = await look(where, { javaScript: false });

	assert.match(await page.locator('[data-timer]').first().textContent(), /23 minuten/);
	assert.equal(await page.locator('[data-timer] button').count(), 0);
	assert.ok(!await page.locator('.probes dd').first().isVisible());
	await page.emulateMedia({ media: 'print' });
	assert.ok(await page.locator('.probes dd').first().isVisible());
	assert.ok(!await page.locator('.top nav').first().isVisible());
	await close();
});

// SPDX-License-Identifier: EUPL-1.2
// Answering from the link to handing in, in both languages, on a phone and on
// a desk, with and without JavaScript; and everything that must be refused
// without leaving a trace.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkWidth, launch, open } from '../play/browser.mjs';
import { close as closeRound, dontKnow, makeRound, notApplicable, subjects } from '../play/round.mjs';
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
const checked = (page, name) => page.locator(`input[name="${name}"]:checked`).getAttribute('value');
const saved = (page, pattern) => page.waitForFunction(
	(source) => new RegExp(source).test(document.querySelector('[data-saved] span').textContent), pattern.source);

const words = {
	nl: {
		begin: 'Beginnen', next: 'Volgende', back: 'Vorige', look: 'Nakijken en inleveren', handIn: 'Inleveren',
		thanks: /Bedankt/, change: 'Antwoorden wijzigen', unknown: /Weet ik niet/, none: /nog niet ingevuld/,
		changed: /Wat je nu wijzigt, telt meteen mee/,
	},
	en: {
		begin: 'Start', next: 'Next', back: 'Previous', look: 'Check and hand in', handIn: 'Hand in',
		thanks: /Thank you/, change: 'Change answers', unknown: /I do not know|don.t know/i, none: /not answered yet/,
		changed: /counts at once/,
	},
};

// What this person answers to subject 1, 2, …
const answers = [2, 3, dontKnow, 1, 5, notApplicable, 4, 2, 3, 1];

async function answerSubject(page, number, say, lang) {
	const value = answers[number - 1];

	assert.equal(await page.locator('input:checked').count(), 0, 'nothing is chosen beforehand');
	assert.equal(await page.getAttribute('html', 'lang'), lang);
	await page.check(`input[name=nu][value="${value}"]`);
	await page.check(`input[name=straks][value="${number === 9 ? dontKnow : 4}"]`);
	for (const name of new Set(await page.locator('input[name^=past]').evaluateAll((all) => all.map((i) => i.name))))
		await page.check(`input[name=${name}][value="2"]`);
	if (number === 2) {
		await page.click('.example summary');
		await page.fill('#opmerking', 'Één "voorbeeld" & <b>meer</b>');
	}
	await checkWidth(page, `subject ${number}`);
	await page.locator('.actions').getByRole('button', { name: say.next, exact: true }).click();
}

async function closingQuestions(page) {
	await page.waitForURL(/\/slot/);
	for (const pick of [1, 2, 3, 4])
		await page.check(`input[name="keuze[]"][value="${pick}"]`);
	await page.fill('#open2', 'De balie helpt al.');
	await page.locator('.actions button[value=volgende]').click();
	await page.waitForSelector('[role=alert]');	// four is one too many
	assert.equal(await page.inputValue('#open2'), 'De balie helpt al.');
	assert.equal(await page.locator('input:checked').count(), 4, 'what was chosen stays');
	await page.uncheck('input[name="keuze[]"][value="4"]');
	await checkWidth(page, 'closing questions');
	await page.locator('.actions button[value=volgende]').click();
	await page.waitForURL(/\/overzicht/);
}

async function elsewhere(url, javaScript, viewport, see) {
	const other = await open(browser, { javaScript, viewport });

	await see(other.page, url);
	await other.close();
}

async function keyOf(page, url) {
	await page.goto(`${url}/sleutel`);
	await checkWidth(page, 'key');
	return page.locator('ol b').last().innerText();
}

async function unlock(page, url, key) {
	await page.goto(url);
	assert.match(await page.textContent('h1'), /al gebruikt|already/);
	await checkWidth(page, 'locked');
	await page.fill('#sleutel', key);
	await page.locator('main button').first().click();
	await page.waitForURL((to) => to.pathname === new URL(url).pathname);
}

async function wholeWay({ lang, viewport, javaScript }) {
	const say = words[lang], url = card();
	const { page, faults, close } = await open(browser, { viewport, javaScript, lang: lang === 'nl' ? 'nl-NL' : 'en-GB' });

	await page.goto(`${url}?taal=${lang}`);
	await checkWidth(page, 'start');
	await page.getByRole('link', { name: say.begin, exact: true }).click();
	for (let number = 1; number <= subjects; number++) {
		await page.waitForURL(new RegExp(`/${number}\\?`));
		await answerSubject(page, number, say, lang);
		if (number === 3) {
			await page.waitForURL(/\/4\?/);
			await page.goBack();
			assert.equal(await checked(page, 'nu'), String(dontKnow), 'Back shows what was chosen');
			await page.goForward();
			await page.locator('.actions').getByRole('button', { name: say.back, exact: true }).click();
			await page.waitForURL(/\/3\?/);
			assert.equal(await checked(page, 'straks'), '4');
			await page.locator('.actions').getByRole('button', { name: say.next, exact: true }).click();
		}
	}
	await closingQuestions(page);
	const review = await page.textContent('main');

	assert.match(review, say.unknown);
	assert.doesNotMatch(review, say.none);
	assert.match(review, /“Één "voorbeeld" & <b>meer<\/b>”/);
	await checkWidth(page, 'review');
	await page.getByRole('button', { name: say.handIn, exact: true }).click();
	await page.waitForURL(/\/klaar/);
	assert.match(await page.textContent('h1'), say.thanks);
	await checkWidth(page, 'done');
	await page.getByRole('link', { name: say.change }).click();
	assert.match(await page.textContent('main'), say.changed);
	const key = await keyOf(page, url);

	await elsewhere(url, !javaScript, viewport === 'desk' ? 'phone' : 'desk', async (second) => {
		await unlock(second, url, key);
		await second.goto(`${url}/5?taal=${lang}`);
		assert.equal(await checked(second, 'nu'), '5');
		await second.check('input[name=nu][value="3"]');
		await second.locator('.actions button[value=volgende]').click();
		await second.waitForURL(/\/6\?/);
		assert.equal(await checked(second, 'nu'), String(notApplicable));
		await second.goto(`${url}/klaar?taal=${lang}`);
		assert.match(await second.textContent('h1'), say.thanks, 'still handed in');
	});
	await page.goto(`${url}/5?taal=${lang}`);
	assert.equal(await checked(page, 'nu'), '3', 'changed on the other device');
	assert.deepEqual(faults, []);
	const [cookie, ...more] = await page.context().cookies();

	assert.deepEqual([cookie.path, cookie.httpOnly, cookie.sameSite, more], ['/s', true, 'Lax', []], 'the key and no more');
	await close();
}

for (const variant of [
	{ lang: 'nl', viewport: 'phone', javaScript: true },
	{ lang: 'en', viewport: 'desk', javaScript: true },
	{ lang: 'nl', viewport: 'desk', javaScript: false },
	{ lang: 'en', viewport: 'phone', javaScript: false },
])
	test(`from link to thanks: ${JSON.stringify(variant)}`, () => wholeWay(variant));

test('half-way: another device goes on where this one stopped', async () => {
	const url = card();
	const { page, close } = await open(browser);

	await page.goto(`${url}/1`);
	await page.check('input[name=nu][value="2"]');
	await saved(page, /^Bewaard om \d\d\.\d\d uur$/);
	const key = await keyOf(page, url);

	await close();
	await elsewhere(url, false, 'phone', async (second) => {
		await unlock(second, url, key);
		await second.click('a.btn.big');
		assert.match(second.url(), /\/2\?/);
		await second.goto(`${url}/1`);
		assert.equal(await checked(second, 'nu'), '2');
	});
});

test('a change is saved by itself: after a reload it is still there', async () => {
	const { page, faults, close } = await open(browser, { viewport: 'phone' });

	await page.goto(`${card()}/4`);
	await page.check('input[name=nu][value="3"]');
	await saved(page, /^Bewaard om/);
	await page.reload();
	assert.equal(await checked(page, 'nu'), '3');
	await page.click('.example summary');
	await page.fill('#opmerking', 'Al typend bewaard');
	await page.waitForResponse((r) => r.request().method() === 'POST' && r.ok());
	await saved(page, /^Bewaard om/);
	await page.reload();
	assert.equal(await page.inputValue('#opmerking'), 'Al typend bewaard');
	assert.deepEqual(faults, []);
	await close();
});

test('network lost: it says so, keeps all, and saves when the network is back', async () => {
	const url = card();
	const { page, context, close } = await open(browser);
	const stored = async () => (await context.request.get(`${url}/slot`)).text();

	await page.goto(`${url}/slot?taal=en`);
	await context.setOffline(true);
	await page.check('input[name="keuze[]"][value="2"]');
	await page.fill('#open2', 'Dit mag niet weg');
	await saved(page, /^Not saved/);
	await page.locator('.actions button[value=volgende]').click({ noWaitAfter: true });
	await saved(page, /^Not saved/);
	assert.equal(await page.inputValue('#open2'), 'Dit mag niet weg');
	assert.equal(await page.locator('input:checked').count(), 1);
	await context.setOffline(false);
	await saved(page, /^Saved at/);
	assert.match(await stored(), /Dit mag niet weg/);
	await close();
});

test('what a form does not have is refused, and nothing is stored', async () => {
	const path = new URL(card()).pathname;
	const visitor = server.visitor();
	const page = async () => (await visitor.get(`${path}/1`)).body_text;

	assert.equal((await visitor.post(`${path}/1`, { nu: '2', straks: '3', opmerking: 'eerst' })).status, 303);
	const before = await page();

	for (const [fields, status] of [
		[{ nu: '4', rol: 'directie' }, 400], [{ nu: '6' }, 400], [{ nu: '0' }, 400], [{ nu: '-1' }, 400],
		[{ nu: '2.5' }, 400], [{ nu: '16' }, 400], [{ nu: '4', straks: String(notApplicable) }, 400],
		[{ nu: '4', past1: '6' }, 400], [[['nu', '4'], ['nu', '5']], 400],
		[{ nu: '4', opmerking: 'a'.repeat(1 << 20) }, 413],
	]) {
		const answer = await visitor.post(`${path}/1`, fields);

		assert.equal(answer.status, status, JSON.stringify(fields).slice(0, 80));
		assert.match(answer.body_text, /<h1>/);
		assert.equal(await page(), before, JSON.stringify(fields).slice(0, 80));
	}
	assert.equal((await visitor.post(`${path}/slot`, [1, 2, 3, 4].map((n) => ['keuze[]', n]))).status, 422);
	assert.equal((await visitor.post(`${path}/slot`, { 'keuze[]': '11' })).status, 400);
	assert.doesNotMatch((await visitor.get(`${path}/slot`)).body_text, / checked/);
});

test('a wrong code, a subject that is not there, a closed round', async () => {
	const visitor = server.visitor();
	const path = new URL(card()).pathname;
	const other = await makeRound(server, { name: 'Voorbij' });
	const gone = `/s/${other.codes.Groen[0]}`;
	const { page, close } = await open(browser, { viewport: 'phone' });

	for (const address of ['/s/ABCDEFGHJKMN', '/s/ABCDEFGHJKMN/1', '/s/kort', `${path}/0`, `${path}/11`, `${path}/xyz`])
		assert.equal((await visitor.get(address)).status, 404, address);
	assert.equal((await visitor.post('/s/ABCDEFGHJKMN/1', { nu: '2' })).status, 404);
	await page.goto(`${server.url}${gone}/2`);
	await page.check('input[name=nu][value="3"]');
	await closeRound(other);
	await page.locator('.actions button[value=volgende]').click();
	await page.waitForURL(/\/2\?/);
	assert.match(await page.textContent('main'), /gesloten/);
	await checkWidth(page, 'closed');
	for (const address of [gone, `${gone}/1`, `${gone}/slot`, `${gone}/overzicht`])
		assert.ok([404, 410].includes((await visitor.get(address)).status), address);
	assert.ok([404, 410].includes((await visitor.post(`${gone}/inleveren`)).status));
	await close();
});

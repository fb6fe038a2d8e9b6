// SPDX-License-Identifier: EUPL-1.2
// What the second of two leads sees, and who was signed out, in a browser: valid,
// accessible, on a phone and on a desk.  And a note that saves itself
// does not meet itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkAxe, checkHtml, checkWidth, cookiesOf, launch, open } from '../play/browser.mjs';
import { everything } from '../play/everything.mjs';
import { formIn } from '../play/form.mjs';
import { password } from '../play/visitor.mjs';

let world, browser;

before(async () => {
	world = await everything();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await world?.stop();
});

async function look(page, name) {
	await checkAxe(page, name);
	await checkWidth(page, name);
	await checkHtml(await page.content(), name);
	if (process.env.PEIL_SHOTS)
		await page.screenshot({ path: `${process.env.PEIL_SHOTS}/${name}.png`, fullPage: true });
}

const signedIn = async (visitor, how) => {
	const opened = await open(browser, how);

	await opened.context.addCookies(cookiesOf(visitor));
	return opened;
};

for (const viewport of ['phone', 'desk'])
	test(`who saves second sees both, and decides (${viewport})`, async () => {
		await world.again();
		const lead = world.at(world.lead), colleague = world.at(world.colleague);
		const path = `/rondes/${world.laid.preparing.round}/bewerken`;
		const { page, faults, close } = await signedIn(lead, { viewport });

		await page.goto(lead.url + path);
		const theirs = formIn((await colleague.get(path)).body_text, path);

		theirs.set('k', '10');
		theirs.set('bedoeling', 'Dit is een lange bedoeling van een collega. '.repeat(6));
		theirs.set('naam', 'Alleen de collega');
		assert.equal((await colleague.send(path, theirs)).status, 303);
		await page.fill('[name=k]', '7');
		await page.fill('[name=bedoeling]', 'Mijn bedoeling.');
		await page.click('main button[type=submit]');
		await look(page, `changed-${viewport}`);
		assert.match(await page.textContent('#intussen'), /Naam van joke was je voor[\s\S]*Kleinste groep[\s\S]*‘10’[\s\S]*‘7’/);
		assert.equal(await page.inputValue('[name=naam]'), 'Alleen de collega');
		assert.equal(await page.inputValue('[name=k]'), '7');
		await page.click('#intussen a[href="#k"]');
		await page.click('main button[type=submit]');
		assert.match(page.url(), /\/rondes\/\d+(#k)?$/);
		assert.deepEqual(faults, []);
		await close();
	});

for (const viewport of ['phone', 'desk'])
	test(`who was signed out gets what was typed back (${viewport})`, async () => {
		await world.again();
		const lead = world.at(world.lead), path = `/rondes/${world.laid.closed.round}/bevindingen/nieuw`;
		const { page, faults, close } = await signedIn(lead, { viewport });

		await page.goto(lead.url + path);
		await page.selectOption('[name=onderwerp]', '2');
		await page.fill('[name=tekst]', 'Regel een\n"Regel" <twee>');
		await page.setInputFiles('[name=bestand]', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('tekst') });
		assert.equal((await lead.post('/afmelden')).status, 303);
		await page.click('main button[type=submit]');
		await look(page, `signed-out-${viewport}`);
		await page.fill('[name=login]', 'lotte');
		await page.fill('[name=wachtwoord]', password);
		await page.click('main button[type=submit]');
		await look(page, `signed-in-${viewport}`);
		await page.click('main button[type=submit]');
		await look(page, `back-${viewport}`);
		assert.equal(await page.inputValue('[name=tekst]'), 'Regel een\n"Regel" <twee>');
		assert.equal(await page.inputValue('[name=onderwerp]'), '2');
		assert.match(await page.textContent('#weer'), /Kies het bestand opnieuw/);
		await page.click('main button[type=submit]');
		assert.match(page.url(), /\/bevindingen#onderwerp2$/);
		assert.deepEqual(faults, []);
		await close();
	});

test('a note that saves itself rests on what it saved', async () => {
	await world.again();
	const lead = world.at(world.lead), laid = world.laid.closed;
	const path = `/sessies/${laid.meeting}/notities/${laid.note}`;
	const { page, faults, close } = await signedIn(lead);
	const type = async (text) => {
		const saved = page.waitForResponse((r) => r.request().method() === 'POST');

		await page.fill('[name=tekst]', text);
		return (await saved).status();
	};

	await page.goto(lead.url + path);
	assert.equal(await type('Eerst dit'), 200);
	assert.equal(await type('Toen dat'), 200);
	const other = formIn((await lead.get(path)).body_text, path);

	assert.equal(other.get('tekst'), 'Toen dat');
	other.set('tekst', 'Op een ander scherm');
	assert.equal((await lead.send(path, other)).status, 303);
	assert.equal(await type('Weer hier'), 409);
	await page.click('main form[data-autosave] button[type=submit]');
	assert.match(await page.textContent('#intussen'), /Jij bewaarde dit ook in een ander venster/);
	assert.equal(await page.inputValue('[name=tekst]'), 'Weer hier');
	assert.deepEqual(faults, []);
	await close();
});

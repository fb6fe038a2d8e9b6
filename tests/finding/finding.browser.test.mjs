// SPDX-License-Identifier: EUPL-1.2
// Findings as people write them down in a browser: with a file, from a phone
// without scripts, on paper, and with words that are too long for a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bytesOf, checkWidth, cookiesOf, launch, open } from '../play/browser.mjs';
import { findingRound } from '../play/finding.mjs';
import { serve } from '../play/server.mjs';

let server, browser, round;

before(async () => {
	server = await serve();
	server.account();
	round = await findingRound(server);
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

async function asLead(options = {}) {
	const tab = await open(browser, options);

	await tab.context.addCookies(cookiesOf(round.lead));
	return tab;
}

test('a lead writes a finding with a file and downloads it again, without scripts', async () => {
	const { page, faults, close } = await asLead({ javaScript: false });
	const bytes = Buffer.from('%PDF-1.7\r\n--\r\n\x00\xff\r\n', 'latin1');

	await page.goto(`${server.url}${round.path}/bevindingen`);
	await page.getByRole('link', { name: 'Schrijf een bevinding op' }).click();
	await page.selectOption('#onderwerp', '4');
	await page.getByLabel(/Papier/).check();
	await page.fill('#tekst', 'Eén plan,\ntwee regels & "tekens" <b>');
	await page.getByLabel('Het spreekt tegen wat daar staat').check();
	await page.fill('#link', 'geen link');
	await page.setInputFiles('#bestand', { name: 'plan "é" 1.pdf', mimeType: 'application/pdf', buffer: bytes });
	await page.getByRole('button', { name: 'Bewaar' }).click();
	assert.match(await page.locator('#fouten').innerText(), /geen link die we kunnen openen[\s\S]*Kies het bestand opnieuw/);
	assert.equal(await page.inputValue('#tekst'), 'Eén plan,\ntwee regels & "tekens" <b>');
	await page.fill('#link', 'https://voorbeeld.example/plan');
	await page.setInputFiles('#bestand', { name: 'plan "é" 1.pdf', mimeType: 'application/pdf', buffer: bytes });
	await page.getByRole('button', { name: 'Bewaar' }).click();
	assert.match(page.url(), /bevindingen#onderwerp4$/);
	assert.match(await page.locator('#onderwerp4 .clash').innerText(), /7 van de 9 antwoorden[\s\S]*twee regels & "tekens" <b>/);
	const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Download plan/ }).click()]);

	assert.deepEqual(await bytesOf(download), bytes);
	assert.match(download.suggestedFilename(), /^plan .*é.* 1\.pdf$/);
	assert.deepEqual(faults.filter((f) => !/bewijs/.test(f)), []);
	await close();
});

test('who was there replies from a phone, without scripts', async () => {
	await round.add({ tekst: 'Aan het loket kent iedereen de eigenaar.', sessie: round.meeting });
	await round.lead.post(`${round.path}/feitcheck`, { sessie: round.meeting, knop: 'maak' });
	const overview = await asLead({ viewport: 'phone' });

	await overview.page.goto(`${server.url}${round.path}/feitcheck`);
	const address = await overview.page.locator('a.url').getAttribute('href');

	await overview.close();
	const { page, faults, context, close } = await open(browser, { viewport: 'phone', javaScript: false });

	await page.goto(address);
	await page.getByRole('group', { name: /Punt 1/ }).getByLabel('Want').fill('Bij ons niet.');
	await page.getByRole('button', { name: 'Verstuur' }).click();
	assert.match(await page.locator('#fouten').innerText(), /Kies ook ‘klopt’ of ‘klopt niet’/);
	assert.equal(await page.inputValue('#want00'), 'Bij ons niet.');
	await page.getByLabel('Klopt niet').check();
	const target = await page.locator('.choice label').first().boundingBox();

	assert.ok(target.height >= 44, `a thumb of ${target.height} px`);
	await page.getByRole('button', { name: 'Verstuur' }).click();
	assert.match(await page.locator('[role=status]').innerText(), /Dank je wel/);
	assert.deepEqual(await context.cookies(), [], 'no cookies');
	assert.deepEqual(faults, []);
	await close();
	assert.match(await round.list(), /0 keer ‘klopt’, 1 keer ‘klopt niet’/);
});

test('the shared picture fits on paper, and long words on a phone', async () => {
	const long = 'gegevenskwaliteitsverantwoordelijkheden'.repeat(6);

	await round.add({ onderwerp: '2', tekst: long, bron: long, link: `https://a.example/${long}` });
	await round.lead.post(`${round.path}/gedeeld-beeld/2`,
		{ woorden: long, reden: long, verschil: long, voorwie: long, niveau: '2', sessie: round.meeting });
	const { page, close } = await asLead({ viewport: 'narrow' });

	for (const rest of ['bevindingen', 'gedeeld-beeld', 'gedeeld-beeld/2', 'feitcheck']) {
		await page.goto(`${server.url}${round.path}/${rest}`);
		await checkWidth(page, rest);
	}
	await page.goto(`${server.url}${round.path}/gedeeld-beeld`);
	await page.emulateMedia({ media: 'print' });
	await page.setViewportSize({ width: 700, height: 1000 });
	await checkWidth(page, 'on paper');
	assert.equal(await page.locator('.top nav:visible, .noprint:visible, .btn:visible').count(), 0);
	assert.ok(await page.locator('#onderwerp2 .strip').isVisible(), 'the answers beside the words');
	const words = await page.locator('#onderwerp2 .strands').boundingBox();
	const beside = await page.locator('#onderwerp2 .beside').boundingBox();

	assert.ok(beside.x >= words.x + words.width, 'beside, not below');
	await close();
});

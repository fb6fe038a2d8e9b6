// SPDX-License-Identifier: EUPL-1.2
// Cards on paper: a group begins on a sheet of its own, nothing is cut off where it
// matters, and leaving the page that is shown once asks first.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkAxe, checkWidth, cookiesOf, launch, open } from '../play/browser.mjs';
import { makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const long = 'Zelfanalyse datagedreven werken van de hele organisatie en verbonden partijen, tweede ronde in het jaar 2027';
let server, browser;

before(async () => {
	server = await serve();
	server.account('lotte', 'Gemeenschappelijke uitvoeringsorganisatie Noordoostelijke Waddengemeenten en Omstreken');
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

async function printed(more, spare, options = {}) {
	const round = await makeRound(server, { until: 'groups', ...more });
	const tab = await open(browser, options);

	await tab.context.addCookies(cookiesOf(round.lead));
	await tab.page.goto(`${server.url}${round.path}/kaarten`);
	await tab.page.fill('#reserve', String(spare));
	await tab.page.click('button[value=vel]');
	await tab.page.locator('.ticketcode').first().waitFor();
	return { ...tab, round };
}

const sheetsOf = async (page) => (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g).length;

// Eight on a sheet, six in two languages; the slip takes a row.
for (const [lang, rowsASheet] of [['one language', 4], ['two languages', 3]])
	test(`in ${lang} each group begins on a sheet of its own`, async () => {
		const sizes = [14, 5, 6, 7];
		const { page, close } = await printed({ rows: sizes.map((n, i) => `Dienst;Team ${i};team;${n}`).join('\n'),
			en: rowsASheet === 3 ? '1' : '' }, 2);
		const expected = sizes.reduce((sum, n) => sum + Math.ceil((1 + Math.ceil((n + 2) / 2)) / rowsASheet), 0);

		assert.equal(await sheetsOf(page), expected);
		await close();
	});

test('with the longest names the code, the QR code and every word still fit', async () => {
	for (const en of ['', '1']) {
		const { page, close } = await printed({ rows: `${'Ruimte en leefomgeving in de noordelijke kernen '.repeat(2)};${'Vergunningen, toezicht en handhaving '.repeat(3)};team;5`,
			name: long, bedoeling: `${'We willen samen zien waar data ons helpt bij het werk voor inwoners '.repeat(4)}.`, en }, 1);

		await page.emulateMedia({ media: 'print' });
		await page.setViewportSize({ width: 718, height: 1000 });	// A4 without its margins
		const out = await page.evaluate(() => [...document.querySelectorAll('.ticket, .slip')].flatMap((box) => {
			const around = box.getBoundingClientRect();

			return [...box.querySelectorAll('h2, .ticketcode, .qr svg, .ticketwords p, li')]
				.filter((e) => {
					const r = e.getBoundingClientRect();

					return r.bottom > around.bottom + 1 || r.right > around.right + 1 || r.top < around.top || r.height === 0;
				})
				.map((e) => `${e.className || e.tagName} ${e.textContent.slice(0, 40)}`);
		}));

		assert.deepEqual(out, []);
		assert.deepEqual(await page.evaluate(() => {
			const [code, qr] = ['.ticketcode', '.qr svg'].map((s) => document.querySelector(`.ticket ${s}`).getBoundingClientRect());

			return [code.right <= qr.left + 1 || code.top >= qr.bottom, qr.width > 75];
		}), [true, true]);
		await close();
	}
});

test('the page that is shown once asks before it is left; its own way out does not', async () => {
	const { page, round, faults, close } = await printed({ rows: 'Dienst;Team;team;5' }, 0);
	const asked = [];

	await checkAxe(page, 'sheet of cards');
	await checkWidth(page, 'sheet of cards');
	page.on('dialog', (d) => { asked.push(d.type()); d.accept(); });
	await page.locator('.ticket').first().click();	// browsers ask only after a touch
	await page.reload();
	assert.deepEqual(asked, ['beforeunload']);
	await page.goto(`${server.url}${round.path}/kaarten`);
	await page.check('[name="groep[]"]');
	await page.click('button[value=vel]');
	await page.locator('.ticket').first().click();
	asked.length = 0;
	await page.click('[data-done]');
	await page.waitForURL(`${server.url}${round.path}/kaarten`);
	assert.deepEqual(asked, []);
	assert.deepEqual(faults, []);
	await close();
});

test('without a script the page says how to print it, and has the same way out', async () => {
	const { page, round, close } = await printed({ rows: 'Dienst;Team;team;5' }, 0, { javaScript: false });

	assert.equal(await page.locator('[data-print]').isVisible(), false);
	assert.match(await page.locator('main').innerText(), /Druk deze pagina nu af/);
	await page.click('[data-done]');
	await page.waitForURL(`${server.url}${round.path}/kaarten`);
	await close();
});

// SPDX-License-Identifier: EUPL-1.2
// The pages for who leads a round, up to its closing, as people see them.
// limit: 1200 s, because it looks at some twenty pages in three ways
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cookiesOf, launch, open } from '../play/browser.mjs';
import { look, lookAtPart } from '../play/look.mjs';
import { makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, browser, bare, made, ready, running;

before(async () => {
	server = await serve();
	server.account();
	browser = await launch();
	bare = await makeRound(server, { name: 'Pas begonnen', until: 'made' });
	made = await makeRound(server, { name: 'Met groepen', until: 'groups' });
	ready = await makeRound(server, { name: 'Met kaarten', until: 'cards' });
	running = await makeRound(server, { name: 'Loopt' });
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

lookAtPart('before_closing', () => ({ server, browser, lead: running.lead,
	addresses: {
		'/account': ['/account'],
		'/rondes': ['/rondes'],
		'/rondes/nieuw': ['/rondes/nieuw'],
		'/rondes/{round}': [bare, made, ready, running].map(({ path }) => path),
		'/rondes/{round}/bewerken': [`${bare.path}/bewerken`],
		'/rondes/{round}/groepen': [`${bare.path}/groepen`, `${ready.path}/groepen`, `${running.path}/groepen`],
		'/rondes/{round}/kaarten': [`${bare.path}/kaarten`, `${made.path}/kaarten`, `${running.path}/kaarten`],
		'/rondes/{round}/openen': [`${ready.path}/openen`],
		'/rondes/{round}/verlengen': [`${running.path}/verlengen`],
		'/rondes/{round}/sluiten': [`${running.path}/sluiten`],
		'/rondes/{round}/fasen/{stage}': [`${bare.path}/fasen/0`],
	},
	english: ['/account', '/rondes', '/rondes/nieuw', running.path, `${ready.path}/groepen`],
}));

test('the pages that follow on a form are like the others', async () => {
	const { page, context, faults, close } = await open(browser);

	await context.addCookies(cookiesOf(made.lead));
	await page.goto(`${server.url}/rondes/nieuw`);
	await page.locator('main button.btn[type=submit]').click();
	await look(page, 'form with faults');
	await page.goto(`${server.url}${made.path}/groepen`);
	await page.fill('#groepen', 'A;B;team;12\nfout');
	await page.click('button[value=bekijk]');
	await look(page, 'faulty groups');
	await page.fill('#groepen', 'A;B;team;12\nA;C;specialist:privacy;3\n;Leiding;leiding;5');
	await page.click('button[value=bekijk]');
	await look(page, 'preview of groups');
	await page.fill('#groepen', 'Lijst;;\nAfdeling;Team;FTE;Aantal\nA;B;1;12\n;C;1;12\n\u0410;D;1;12\nTotaal;;;36');
	await page.click('button[value=bekijk]');
	await look(page, 'questions about groups');
	await page.goto(`${server.url}${made.path}/kaarten`);
	await page.click('button[value=vel]');
	await look(page, 'sheet of cards');
	assert.deepEqual(faults, []);
	await close();
});

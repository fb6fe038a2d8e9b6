// SPDX-License-Identifier: EUPL-1.2
// A sensitive subject on the picture: three classes, drawn and in words, no
// comparison; where fewer than ten come together it says so, and shows no zeros.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkPage, cookiesOf, launch, open } from '../play/browser.mjs';
import { withRounds } from '../play/organisations.mjs';

let browser;

before(async () => {
	browser = await launch();
});

after(async () => {
	await browser?.close();
});

// A large round, and in it a team that is shown but has fewer than ten.
function pick(rounds) {
	for (const round of rounds)
		for (const unit of round.units)
			if (unit.leaf && unit.sheets.length >= round.k && unit.sheets.length < 10 &&
			    round.units.flatMap((u) => u.sheets).length > 30)
				return { round, unit };
	throw new Error('no such round');
}

const subject = (page) => page.locator('#onderwerp2');

test('three classes, and nothing finer', async () => {
	await withRounds({ stage: 'closed', seed: 71, answers: 72, count: 6 },
		async (visitor, rounds, model, server) => {
			const { round, unit } = pick(rounds);
			const cookies = cookiesOf(visitor);
			const { context, page, close } = await open(browser, { viewport: 'phone' });
			const start = new URL(`/rondes/${round.round}/beeld`, server.url).href;

			await context.addCookies(cookies);
			await checkPage(browser, start, { cookies, status: 200 });
			await page.goto(start);
			const words = await subject(page).innerText();

			assert.match(words, /gevoelige vraag/);
			const chart = subject(page).locator('.strip5 > svg');

			assert.match(await chart.locator('desc').textContent(),
				/^Nu: ‘Bij enkelen’ of ‘In proef’: \d+, ‘In afspraken’: \d+, ‘In het dagelijks werk’ of ‘In samenspel’: \d+\./);
			assert.ok(await chart.locator('rect.now').count() <= 3);
			assert.equal(await chart.locator('.ldr, .oth').count(), 0);
			assert.doesNotMatch(words, /midden|leidinggevenden|kampen|dicht bij elkaar|verdeeld/i);

			const groups = (await visitor.get(`/rondes/${round.round}/groepen`)).body_text;
			const row = groups.match(new RegExp(`<tr><th scope="row"[^>]*>${unit.name}</th>[^]*?</tr>`))[0];

			assert.match(groups, new RegExp(`tonen we van een groep pas als er ${Math.max(10, round.k)} mensen meedoen`));
			assert.equal(/te klein voor gevoelige vragen/.test(row),
				Number(row.match(/<td class="n">(\d+)/)[1]) < 10, row);
			await page.goto(`${start}/${unit.id}`);
			assert.match(await subject(page).innerText(), /Te weinig antwoorden: hier zijn er minder dan 10/);
			assert.equal(await subject(page).locator('.strip5 svg').count(), 0);
			assert.doesNotMatch(await page.locator('#onderwerp1').innerText(), /gevoelige vraag|minder dan 10/);
			const csv = await (await visitor.get(`/rondes/${round.round}/beeld.csv`)).body_text;
			const lines = csv.split('\r\n').filter((l) => l.includes(`;${model.subjects[1].id};`));

			assert.ok(lines.some((l) => l.includes(';now;1–2;')));
			assert.ok(lines.every((l) => !/;(now|wish);[1245];/.test(l)));
			await close();
		});
});

test('who answers is told before', async () => {
	await withRounds({ stage: 'open', seed: 73, answers: 74, count: 1 },
		async (visitor, [round], model, server) => {
			const { code } = round.units.find((u) => u.leaf);
			const kept = Math.max(round.k, 10);

			// As if nobody had used it: with a code alone nobody opens a used one.
			server.sql('UPDATE sheet SET answers = zeroblob(length(answers))');

			for (const path of [`/s/${code}/2`, `/s/${code}/wie-ziet-wat`])
				await checkPage(browser, new URL(path, server.url).href, { status: 200 });
			const page = async (path) => (await server.visitor().get(`/s/${code}/${path}`)).body_text;

			assert.match(await page('2'), new RegExp(`Dit is een gevoelige vraag\\. We tonen pas vanaf ${kept}`));
			assert.doesNotMatch(await page('1'), /gevoelige vraag/);
			assert.match(await page('wie-ziet-wat'), new RegExp(`Gevoelige vragen tonen we pas vanaf ${kept}`));
			assert.match(await page('2?taal=en'), /This is a sensitive question/);
		});
});

// SPDX-License-Identifier: EUPL-1.2
// The pages behind the door that opens when a round closes, as people see them.
// limit: 2400 s, because it looks at some sixty pages in three ways
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cookiesOf, launch, open } from '../play/browser.mjs';
import { findingRound } from '../play/finding.mjs';
import { filledRound, look, lookAtPart } from '../play/look.mjs';
import { planMeeting } from '../play/meeting.mjs';
import { makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, browser, running, earlier, closed, unit, found, meeting, going, note, key;

before(async () => {
	server = await serve();
	server.account();
	browser = await launch();
	running = await makeRound(server, { name: 'Loopt' });
	earlier = await filledRound(server, 'Het jaar ervoor', (person, i) => 1 + (person * (i + 2)) % 4);
	closed = await filledRound(server, 'Gesloten', (person, i) => 1 + (person * (i + 1)) % 5);
	unit = (await closed.lead.get(`${closed.path}/beeld`)).body_text.match(/\/beeld\/(\d+)"/)[1];
	found = await foundRound();
	meeting = await planMeeting(closed);
	going = await planMeeting(closed, { titel: 'Is bezig' });
	await closed.lead.post(`${going}/live`, { actie: 'start' });
	note = (await closed.lead.post(`${meeting}/notities/4711`, { tekst: 'Een lijst bij de deur', code: '0', deur: '1' }))
		.headers.get('location').split('?')[0];
	await closed.lead.post(note, { tekst: 'Weg', code: '4', deur: '0' });
	key = await withReply();
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

// One remark rewritten, one reply published, the decision taken; the link's key.
async function withReply() {
	const remark = (await closed.lead.get(`${closed.path}/opmerkingen`)).body_text.match(/id="o(\d+)"/)[1];

	await closed.lead.post(`${closed.path}/opmerkingen/${remark}`, { besluit: 'herschrijven', tekst: 'Iemand weet het' });
	await closed.lead.post(`${closed.path}/wij-doen/0`, { tekst: 'Wij doen dit.', knop: 'publiceer' });
	await closed.lead.post(`${closed.path}/fasen/0`, { antwoord: 'Om te helpen.' });
	await closed.lead.post(`${closed.path}/fasen/11`, { keuze: 'niets', antwoord: 'er is geen tijd.' });
	return (await closed.lead.get(`${closed.path}/wij-doen`)).body_text.match(/href="\/r\/([0-9A-Z]+)"/)[1];
}

// A round with findings in all layers, a shared picture, and a fact check that
// somebody replied to.
async function foundRound() {
	const round = await findingRound(server);
	const evidence = new File(['%PDF-1.7\n'], 'plan.pdf');

	for (const [laag, houding, tekst] of [['0', '0', 'Beeld.'], ['1', '1', 'Verhaal.'], ['2', '2', 'Papier.']])
		await round.add({ laag, houding, tekst, sessie: round.meeting, bron: 'Gesprek', link: 'https://a.example/', bestand: evidence });
	for (const woorden of ['Eerst dit.', 'Toen dat.'])
		await round.lead.post(`${round.path}/gedeeld-beeld/2`, { woorden, niveau: '2', reden: 'Omdat.',
			verschil: 'Nog iets.', voorwie: 'Loket', sessie: round.meeting, wat: 'naast',
			gezien: (await round.lead.get(`${round.path}/gedeeld-beeld/2`)).body_text.match(/name="gezien" value="(\d+)"/)[1] });
	round.strand = (await round.lead.get(`${round.path}/gedeeld-beeld`)).body_text.match(/\/2\?bij=\d+/)[0];
	await round.lead.post(`${round.path}/gedeeld-beeld/2/samen`, { samen: 'Voor iedereen.', regel: '0' });
	await round.lead.post(`${round.path}/feitcheck`, { sessie: round.meeting, knop: 'maak' });
	round.check = (await round.lead.get(`${round.path}/feitcheck`)).body_text.match(/\/feitcheck\/\w{12}/)[0];
	const visitor = server.visitor(), form = (await visitor.get(round.check)).body_text;
	const keys = [...form.matchAll(/name="(id\d\d)" value="([^"]+)"/g)].map((m) => [m[1], m[2]]);

	await visitor.post(round.check, [...keys, ['klopt00', '0'], ['want00', 'Niet helemaal.'], ['klopt03', '1']]);
	round.finding = (await round.list()).match(/bevindingen\/(\d+)"/)[1];
	return round;
}

lookAtPart('after_closing', () => ({ server, browser, lead: closed.lead,
	addresses: {
		'/feitcheck/{code}': [found.check, `${found.check}?dank=1`, '/feitcheck/ABCDEFGHJKMN'],
		'/rondes/{round}/beeld': [`${closed.path}/beeld`, `${running.path}/beeld`],
		'/rondes/{round}/beeld/{unit}': [`${closed.path}/beeld/${unit}`],
		'/rondes/{round}/beeld.csv': [],
		'/rondes/{round}/resultaat': [`${closed.path}/resultaat`, `${running.path}/resultaat`],
		'/rondes/{round}/beeld/opmerkingen': [`${closed.path}/beeld/opmerkingen`],
		'/rondes/{round}/opmerkingen': [`${closed.path}/opmerkingen`],
		'/rondes/{round}/wij-doen': [`${closed.path}/wij-doen`],
		'/rondes/{round}/wij-doen/{unit}': [`${closed.path}/wij-doen/0`, `${closed.path}/wij-doen/${unit}`],
		'/s/{code}/vervolg': [`/s/${closed.codes.Groen[0]}/vervolg`, `/s/${earlier.codes.Groen[0]}/vervolg`],
		'/r/{key}': [`/r/${key}`],
		'/r/{key}/{unit}': [`/r/${key}/0`],
		'/rondes/{round}/bevindingen': [`${found.path}/bevindingen`, `${closed.path}/bevindingen`, `${running.path}/bevindingen`],
		'/rondes/{round}/bevindingen/nieuw': [`${found.path}/bevindingen/nieuw?onderwerp=2&laag=0`],
		'/rondes/{round}/bevindingen/{finding}': [`${found.path}/bevindingen/${found.finding}`],
		'/rondes/{round}/bevindingen/{finding}/verwijderen': [`${found.path}/bevindingen/${found.finding}/verwijderen`],
		'/rondes/{round}/bewijs/{file}': [],
		'/rondes/{round}/feitcheck': [`${found.path}/feitcheck`, `${closed.path}/feitcheck`],
		'/rondes/{round}/gedeeld-beeld': [`${found.path}/gedeeld-beeld`, `${closed.path}/gedeeld-beeld`],
		'/rondes/{round}/gedeeld-beeld/{subject}': [`${found.path}/gedeeld-beeld/2`, `${found.path}/gedeeld-beeld${found.strand}`, `${closed.path}/gedeeld-beeld/1`],
		'/rondes/{round}/beeld/statistiek.csv': [],
		'/rondes/{round}/beeld/statistiek.json': [],
		'/rondes/{round}/verandering': [`${closed.path}/verandering`, `${earlier.path}/verandering`, `${running.path}/verandering`],
		'/rondes/{round}/verandering.csv': [],
		'/rondes/{round}/agenda': [`${closed.path}/agenda`, `${closed.path}/agenda?minuten=9`, `${running.path}/agenda`],
		'/rondes/{round}/sessies': [`${closed.path}/sessies`],
		'/rondes/{round}/sessies/nieuw': [`${closed.path}/sessies/nieuw?minuten=90`],
		'/sessies/{meeting}': [meeting],
		'/sessies/{meeting}/afsluiten': [`${going}/afsluiten`],
		'/sessies/{meeting}/bewerken': [`${meeting}/bewerken`],
		'/sessies/{meeting}/live': [`${meeting}/live`, `${going}/live`],
		'/sessies/{meeting}/scherm': [`${meeting}/scherm`, `${going}/scherm`],
		'/sessies/{meeting}/stroom': [],
		'/sessies/{meeting}/sessie.ics': [],
		'/sessies/{meeting}/verwijderen': [`${meeting}/verwijderen`],
		'/sessies/{meeting}/notities': [`${meeting}/notities`, `${meeting}/notities?code=4`],
		'/sessies/{meeting}/notities/{note}': [note, `${note}?bewaard=1`, `${meeting}/notities/4712`],
		'/sessies/{meeting}/notities/{note}/versies': [`${note}/versies`],
		'/sessies/{meeting}/notities/{note}/verwijderen': [`${note}/verwijderen`],
	},
	english: [closed.path, `${closed.path}/beeld`, found.check, `${found.path}/bevindingen`, `${found.path}/gedeeld-beeld/2`,
		`${closed.path}/verandering`, `${closed.path}/agenda`, meeting, `${meeting}/notities`, `${closed.path}/opmerkingen`,
		`${closed.path}/beeld/opmerkingen`, `${closed.path}/wij-doen`, `${closed.path}/wij-doen/0`, `${closed.path}/fasen/11`,
		`/r/${key}`, `/r/${key}/0`],
	more: [closed.path, `${closed.path}/fasen/11`],
}));

test('a group that is too small is nowhere in the file', async () => {
	assert.doesNotMatch((await closed.lead.get(`${closed.path}/beeld.csv`)).body_text, /Vergunningen/);
});

test('the pages that follow on a form are like the others', async () => {
	const { page, context, faults, close } = await open(browser);

	await context.addCookies(cookiesOf(found.lead));
	await page.goto(`${server.url}${found.path}/bevindingen/nieuw`);
	await page.setInputFiles('#bestand', { name: 'a.html', mimeType: 'text/html', buffer: Buffer.from('<p>') });
	await page.fill('#link', 'javascript:x');
	await page.locator('main button.btn[type=submit]').click();
	await look(page, 'finding with faults');
	await page.goto(`${server.url}${found.path}/gedeeld-beeld/1`);
	await page.locator('#f-woorden .actions button[type=submit]').click();
	await look(page, 'shared picture with faults');
	await page.goto(`${server.url}${found.path}/feitcheck`);
	await page.locator('button[value=stop]').first().click();
	await look(page, 'stopping a link');
	await page.goto(`${server.url}${found.check}`);
	await page.fill('#want00', 'Alleen tekst');
	await page.locator('main button.btn[type=submit]').click();
	await look(page, 'fact check with faults');
	assert.deepEqual(faults, []);
	await close();
});

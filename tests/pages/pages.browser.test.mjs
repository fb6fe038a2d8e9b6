// SPDX-License-Identifier: EUPL-1.2
// Every page that can be looked at: accessible in light, in dark and at 320 px,
// valid HTML, nothing stopped by the Content-Security-Policy, no sideways
// scrolling.  The list of pages comes from the program's own source, so that a
// new page without a place here fails.
// limit: 2400 s, because it looks at more than a hundred pages in three ways
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { checkPage, cookiesOf, launch, open } from '../play/browser.mjs';
import { findingRound } from '../play/finding.mjs';
import { planMeeting } from '../play/meeting.mjs';
import { answer, close as closeRound, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const sources = ['lib', 'src'];
let server, browser, code, done, locked, bare, made, ready, running, earlier, closed, unit, hidden, found, meeting, note, key, person;

before(async () => {
	server = await serve();
	server.account();
	browser = await launch();
	bare = await makeRound(server, { name: 'Pas begonnen', until: 'made' });
	made = await makeRound(server, { name: 'Met groepen', until: 'groups' });
	ready = await makeRound(server, { name: 'Met kaarten', until: 'cards' });
	running = await makeRound(server, { name: 'Loopt' });
	[code, done, locked] = running.codes.Groen;
	await answer(server, locked);
	person = await answer(server, done, { remark: 'Een voorbeeld van de balie' });
	earlier = await filled('Het jaar ervoor', (person, i) => 1 + (person * (i + 2)) % 4);
	closed = await filled('Gesloten', (person, i) => 1 + (person * (i + 1)) % 5);
	const picture = (await closed.lead.get(`${closed.path}/beeld`)).body_text;

	unit = picture.match(/\/beeld\/(\d+)"/)[1];
	found = await foundRound();
	meeting = await planMeeting(closed);
	note = (await closed.lead.post(`${meeting}/notities/4711`, { tekst: 'Een lijst bij de deur', code: '0', deur: '1' }))
		.headers.get('location').split('?')[0];
	await closed.lead.post(note, { tekst: 'Weg', code: '4', deur: '0' });
	key = await withReply();
	hidden = (await closed.lead.get(`${closed.path}/beeld.csv`)).body_text;
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

// A closed round with four groups, one of them too small.
async function filled(name, now) {
	const round = await makeRound(server, { name });

	for (const [group, count] of [['Burgerzaken', 6], ['Vergunningen', 2], ['Groen', 7], ['Leidinggevenden', 5]])
		for (let person = 0; person < count; person++)
			await answer(server, round.codes[group][person], { now: (i) => now(person, i), wish: () => 4,
				remark: person < 2 ? `Karin <b>weet</b> het wel ${person}` : undefined });
	await closeRound(round);
	return round;
}

after(async () => {
	await browser?.close();
	await server?.stop();
});

// A round with findings in all layers, a shared picture, and a fact check that
// somebody replied to.
async function foundRound() {
	const round = await findingRound(server);
	const evidence = new File(['%PDF-1.7\n'], 'plan.pdf');

	for (const [laag, houding, tekst] of [['0', '0', 'Beeld.'], ['1', '1', 'Verhaal.'], ['2', '2', 'Papier.']])
		await round.add({ laag, houding, tekst, sessie: round.meeting, bron: 'Gesprek', link: 'https://a.example/', bestand: evidence });
	for (const woorden of ['Eerst dit.', 'Toen dat.'])
		await round.lead.post(`${round.path}/gedeeld-beeld/2`, { woorden, niveau: '2', reden: 'Omdat.',
			verschil: 'Nog iets.', voorwie: 'Loket', sessie: round.meeting });
	await round.lead.post(`${round.path}/feitcheck`, { sessie: round.meeting, knop: 'maak' });
	round.check = (await round.lead.get(`${round.path}/feitcheck`)).body_text.match(/\/feitcheck\/\w{12}/)[0];
	const visitor = server.visitor(), form = (await visitor.get(round.check)).body_text;
	const keys = [...form.matchAll(/name="(id\d\d)" value="([^"]+)"/g)].map((m) => [m[1], m[2]]);

	await visitor.post(round.check, [...keys, ['klopt00', '0'], ['want00', 'Niet helemaal.'], ['klopt03', '1']]);
	round.finding = (await round.list()).match(/bevindingen\/(\d+)"/)[1];
	return round;
}

// Per page of the program: the addresses to look at.  An address with `null`
// holds no HTML.
function addresses() {
	const scan = `/s/${code}`;

	return {
		'/': ['/'],
		'/meedoen': ['/meedoen'],
		'/hulp': ['/hulp'],
		'/hulp/begeleider': ['/hulp/begeleider'],
		'/toegankelijkheid': ['/toegankelijkheid'],
		'/aanmelden': ['/aanmelden?naar=/rondes'],
		'/healthz': [],
		'/.well-known/security.txt': [],
		'/s/{code}': [scan, `/s/${done}`, `/s/${locked}`, '/s/ABCDEFGHJKMN'],
		'/s/{code}/wie-ziet-wat': [`${scan}/wie-ziet-wat`],
		'/s/{code}/{subject}': [`${scan}/1`, `${scan}/6`, `/s/${done}/1?bewaard=872`],
		'/s/{code}/slot': [`${scan}/slot`, `/s/${done}/slot`],
		'/s/{code}/overzicht': [`${scan}/overzicht`, `/s/${done}/overzicht`],
		'/s/{code}/klaar': [`/s/${done}/klaar`],
		'/s/{code}/sleutel': [`/s/${done}/sleutel`],
		'/feitcheck/{code}': [found.check, `${found.check}?dank=1`, '/feitcheck/ABCDEFGHJKMN'],
		'/rondes': ['/rondes'],
		'/rondes/nieuw': ['/rondes/nieuw'],
		'/rondes/{round}': [bare, made, ready, running, closed].map(({ path }) => path),
		'/rondes/{round}/bewerken': [`${bare.path}/bewerken`],
		'/rondes/{round}/groepen': [`${bare.path}/groepen`, `${ready.path}/groepen`, `${running.path}/groepen`],
		'/rondes/{round}/kaarten': [`${bare.path}/kaarten`, `${made.path}/kaarten`, `${running.path}/kaarten`],
		'/rondes/{round}/openen': [`${ready.path}/openen`],
		'/rondes/{round}/verlengen': [`${running.path}/verlengen`],
		'/rondes/{round}/sluiten': [`${running.path}/sluiten`],
		'/rondes/{round}/beeld': [`${closed.path}/beeld`, `${running.path}/beeld`],
		'/rondes/{round}/beeld/{unit}': [`${closed.path}/beeld/${unit}`],
		'/rondes/{round}/beeld.csv': [],
		'/rondes/{round}/beeld/opmerkingen': [`${closed.path}/beeld/opmerkingen`],
		'/rondes/{round}/opmerkingen': [`${closed.path}/opmerkingen`],
		'/rondes/{round}/fasen/{stage}': [`${bare.path}/fasen/0`, `${closed.path}/fasen/11`],
		'/rondes/{round}/wij-doen': [`${closed.path}/wij-doen`],
		'/rondes/{round}/wij-doen/{unit}': [`${closed.path}/wij-doen/0`, `${closed.path}/wij-doen/${unit}`],
		'/r/{key}': [`/r/${key}`],
		'/r/{key}/{unit}': [`/r/${key}/0`],
		'/rondes/{round}/bevindingen': [`${found.path}/bevindingen`, `${closed.path}/bevindingen`, `${running.path}/bevindingen`],
		'/rondes/{round}/bevindingen/nieuw': [`${found.path}/bevindingen/nieuw?onderwerp=2&laag=0`],
		'/rondes/{round}/bevindingen/{finding}': [`${found.path}/bevindingen/${found.finding}`],
		'/rondes/{round}/bevindingen/{finding}/verwijderen': [`${found.path}/bevindingen/${found.finding}/verwijderen`],
		'/rondes/{round}/bewijs/{file}': [],
		'/rondes/{round}/feitcheck': [`${found.path}/feitcheck`, `${closed.path}/feitcheck`],
		'/rondes/{round}/gedeeld-beeld': [`${found.path}/gedeeld-beeld`, `${closed.path}/gedeeld-beeld`],
		'/rondes/{round}/gedeeld-beeld/{subject}': [`${found.path}/gedeeld-beeld/2`, `${closed.path}/gedeeld-beeld/1`],
		'/rondes/{round}/beeld/statistiek.csv': [],
		'/rondes/{round}/beeld/statistiek.json': [],
		'/rondes/{round}/verandering': [`${closed.path}/verandering`, `${earlier.path}/verandering`, `${running.path}/verandering`],
		'/rondes/{round}/verandering.csv': [],
		'/rondes/{round}/agenda': [`${closed.path}/agenda`, `${closed.path}/agenda?minuten=9`, `${running.path}/agenda`],
		'/rondes/{round}/sessies': [`${closed.path}/sessies`],
		'/rondes/{round}/sessies/nieuw': [`${closed.path}/sessies/nieuw?minuten=90`],
		'/sessies/{meeting}': [meeting],
		'/sessies/{meeting}/bewerken': [`${meeting}/bewerken`],
		'/sessies/{meeting}/live': [`${meeting}/live`],
		'/sessies/{meeting}/stroom': [],
		'/mee': ['/mee'],
		'/mee/{code}': ['/mee/ABCDEF'],
		'/mee/{code}/stroom': [],
		'/sessies/{meeting}/sessie.ics': [],
		'/sessies/{meeting}/verwijderen': [`${meeting}/verwijderen`],
		'/sessies/{meeting}/notities': [`${meeting}/notities`, `${meeting}/notities?code=4`],
		'/sessies/{meeting}/notities/{note}': [note, `${note}?bewaard=1`, `${meeting}/notities/4712`],
		'/sessies/{meeting}/notities/{note}/versies': [`${note}/versies`],
		'/sessies/{meeting}/notities/{note}/verwijderen': [`${note}/verwijderen`],
	};
}

const english = () => ['/', '/meedoen', '/aanmelden', `/s/${code}`, `/s/${code}/1`, `/s/${code}/slot`,
	`/s/${done}/overzicht`, `/s/${done}/klaar`, '/rondes', '/rondes/nieuw', running.path,
	`${ready.path}/groepen`, `${closed.path}/beeld`, found.check, `${found.path}/bevindingen`,
	`${found.path}/gedeeld-beeld/2`, `${closed.path}/verandering`, `${closed.path}/agenda`, meeting,
	`${meeting}/notities`,
	closed.path, `${closed.path}/opmerkingen`, `${closed.path}/beeld/opmerkingen`, `${closed.path}/wij-doen`,
	`${closed.path}/wij-doen/0`, `${closed.path}/fasen/11`, `/r/${key}`, `/r/${key}/0`].map((path) => `${path}?taal=en`);

function declared() {
	const found = new Set();

	for (const name of sources.flatMap((s) => readdirSync(s, { recursive: true }).map((n) => `${s}/${n}`))
		.filter((n) => /\/page_\w+\.c$/.test(n)))
		for (const [, body] of readFileSync(name, 'utf8').matchAll(/const struct page \w+ = \{([^}]*(?:\{[^{}"]*\}[^}]*)*?)\n\};/g))
			if (/\.method = "GET"/.test(body))
				found.add(body.match(/\.path = "([^"]+)"/)[1]);
	return [...found].sort();
}

const isOfLead = (path) => /^\/(rondes|sessies)/.test(path);
const check = (path) => checkPage(browser, `${server.url}${path}`,
	{ cookies: cookiesOf(isOfLead(path) ? running.lead : person).filter(() => isOfLead(path) || path.startsWith('/s/')) });

test('every page of the program has its place here', () => {
	assert.deepEqual(declared(), Object.keys(addresses()).sort());
	assert.doesNotMatch(hidden, /Vergunningen/);
});

test('pages for everybody and for who answers', async (t) => {
	for (const [page, list] of Object.entries(addresses()).filter(([page]) => !isOfLead(page)))
		for (const path of list)
			await t.test(`${page}: ${path}`, () => check(path));
});

test('pages for who leads a round', async (t) => {
	for (const [page, list] of Object.entries(addresses()).filter(([page]) => isOfLead(page)))
		for (const path of list)
			await t.test(`${page}: ${path}`, () => check(path));
});

test('the main pages in English', async (t) => {
	for (const path of english())
		await t.test(path, () => check(path));
});

test('the pages that follow on a form are like the others', async () => {
	const { page, context, faults, close } = await open(browser);
	const { checkAxe, checkHtml, checkWidth } = await import('../play/browser.mjs');
	const look = async (where) => {
		await checkHtml(await page.evaluate(() => fetch(location.href).then((r) => r.text())), where);
		await checkAxe(page, where);
		await checkWidth(page, where);
	};

	await context.addCookies(cookiesOf(made.lead));
	await page.goto(`${server.url}/rondes/nieuw`);
	await page.locator('main button.btn[type=submit]').click();
	await look('form with faults');
	await page.goto(`${server.url}${made.path}/groepen`);
	await page.fill('#groepen', 'A;B;team;12\nfout');
	await page.click('button[value=bekijk]');
	await look('faulty groups');
	await page.fill('#groepen', 'A;B;team;12\nA;C;specialist:privacy;3\n;Leiding;leiding;5');
	await page.click('button[value=bekijk]');
	await look('preview of groups');
	await page.goto(`${server.url}${made.path}/kaarten`);
	await page.click('button[value=vel]');
	await look('sheet of cards');
	await page.goto(`${server.url}${found.path}/bevindingen/nieuw`);
	await page.setInputFiles('#bestand', { name: 'a.html', mimeType: 'text/html', buffer: Buffer.from('<p>') });
	await page.fill('#link', 'javascript:x');
	await page.locator('main button.btn[type=submit]').click();
	await look('finding with faults');
	await page.goto(`${server.url}${found.path}/gedeeld-beeld/1`);
	await page.locator('main button.btn[type=submit]').click();
	await look('shared picture with faults');
	await page.goto(`${server.url}${found.check}`);
	await page.fill('#want00', 'Alleen tekst');
	await page.locator('main button.btn[type=submit]').click();
	await look('fact check with faults');
	await page.goto(`${server.url}/aanmelden`);
	assert.deepEqual(faults, []);
	await close();
});

// Walks with Tab from the top until the focus leaves the page.
async function walk(page) {
	const seen = [];

	for (let i = 0; i < 80; i++) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(() => {
			const e = document.activeElement;

			if (!e || e === document.body)
				return null;
			const holder = e.closest('.opt, .seg label') ?? e;
			const style = getComputedStyle(holder), box = holder.getBoundingClientRect();

			return {
				name: e.name || e.id || e.textContent.trim().slice(0, 40) || e.getAttribute('href'),
				key: [...document.querySelectorAll('*')].indexOf(e),
				outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
				isOnScreen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
			};
		});

		if (!at || seen.some(({ key }) => key === at.key))
			break;
		seen.push(at);
	}
	return seen;
}

for (const viewport of ['desk', 'phone'])
	test(`Tab reaches everything on a question, and you see where you are (${viewport})`, async () => {
		const { page, close } = await open(browser, { viewport });

		await page.goto(`${server.url}/s/${code}/1`);
		const wanted = await page.evaluate(() => {
			const all = [...document.querySelectorAll('*')];
			const found = [...document.querySelectorAll('a[href], button:not([tabindex="-1"]), textarea, summary, [tabindex="0"]')];
			const names = new Set([...document.querySelectorAll('input[type=radio]')].map((i) => i.name));

			return { keys: found.map((e) => all.indexOf(e)), names: [...names] };
		});
		const seen = await walk(page);

		for (const key of wanted.keys)
			assert.ok(seen.some((s) => s.key === key), `Tab does not reach element ${key}`);
		for (const name of wanted.names)
			assert.ok(seen.some((s) => s.name === name), `Tab does not reach ${name}`);
		for (const { name, outline, isOnScreen } of seen) {
			assert.ok(outline, `no outline on ${name}`);
			assert.ok(isOnScreen, `${name} has the focus but is not on the screen`);
		}
		await close();
	});

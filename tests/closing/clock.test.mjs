// SPDX-License-Identifier: EUPL-1.2
// A wrong clock closes no round by itself, at the start and while running; a lead confirms
// a right one on the page of the round; who closes on its date is told a day before.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { day, hour, minute, wrongClock } from '../play/clock.mjs';
import { tell } from '../play/crash.mjs';
import { until } from '../play/patience.mjs';
import { answer, makeRound } from '../play/round.mjs';
import { addAccount, serve } from '../play/server.mjs';

let folder, db, clock, server, round;

const start = async () => {
	server = await serve({ db, args: clock.args });
};
const again = async (how = () => {}) => {
	assert.equal(await server.stop(), 0);
	how();
	await start();
};
const stage = () => server.sql(`SELECT stage FROM round WHERE id = ${round.id}`);
const sheets = () => Number(server.sql('SELECT count(*) FROM sheet'));
const page = async (lang = 'nl') => (await (await server.signedIn()).get(`/rondes/${round.id}?taal=${lang}`)).body_text;
const said = (what) => until(() => what.test(server.log), String(what));

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-clock-test-'));
	db = join(folder, 'peil.db');
	clock = wrongClock();
	addAccount(db);
	addAccount(db, 'piet', 'Waterschap Elders');
	await start();
	round = await makeRound(server);
	for (let i = 0; i < 5; i++)
		await answer(server, round.codes.Burgerzaken.pop());
});
after(async () => {
	await server.stop();
	clock.end();
	rmSync(folder, { recursive: true });
});

test('forty days ahead at the start: nothing is closed, and people go on answering', async () => {
	const were = sheets();

	assert.ok(were > 0);
	await again(() => clock.put({ shift: 40 * day }));
	await said(/peil: clock: the machine says/);
	assert.equal(stage(), '1');
	assert.equal(sheets(), were);
	await answer(server, round.codes.Burgerzaken.pop());
	assert.match((await server.visitor().get('/healthz')).body_text, /^ok\nclock-ahead: /);
});

test('the page of the round says what the machine thinks, in both languages', async () => {
	const year = new Date(Date.now() + 40 * day).getFullYear();
	const dutch = await page(), english = await page('en');

	assert.match(dutch, /Klopt de klok van de server\?/);
	assert.match(dutch, new RegExp(`De klok van de server staat nu op <b>[a-z]+dag \\d+ [a-z]+ ${year}, \\d\\d\\.\\d\\d uur</b>`));
	assert.match(english, /Is the clock of the server right\?/);
	assert.match(english, new RegExp(`<b>[A-Z][a-z]+day \\d+ [A-Z][a-z]+ ${year}, \\d\\d:\\d\\d</b>`));
});

test('a form of another clock confirms nothing', async () => {
	const lead = await server.signedIn();

	await lead.get(`/rondes/${round.id}`);
	const answered = await lead.post(`/rondes/${round.id}/klok`, { klok: String(Date.now()) });

	assert.equal(answered.status, 303);
	assert.match(await page(), /Klopt de klok/);
});

test('put right again it is believed, and the round is as it was', async () => {
	clock.put({ shift: 0 });
	await said(/peil: clock: believed again/);
	assert.doesNotMatch(await page(), /Klopt de klok/);
	assert.equal(stage(), '1');
});

test('ahead while running: held at once; the word of one organisation is not that of another', async () => {
	const other = await makeRound(server, { login: 'piet' });
	const confirm = async (login, id) => {
		const lead = await server.signedIn(login);
		const html = (await lead.get(`/rondes/${id}`)).body_text;

		assert.match(html, /De klok klopt/);
		assert.equal((await lead.post(`/rondes/${id}/klok`, { klok: html.match(/name="klok" value="(\d+)"/)[1] })).status, 303);
		return (await lead.get(`/rondes/${id}`)).body_text;
	};

	clock.put({ shift: 28 * day });
	assert.match(await page(), /Klopt de klok/);
	assert.match(await confirm('lotte', round.id), /Je organisatie heeft gezegd dat de klok klopt/);
	assert.doesNotMatch(await confirm('piet', other.id), /Klopt de klok/);
	assert.match(server.log, /peil: clock confirmed: /);
});

test('a day before, the lead is told that it closes by itself', async () => {
	assert.doesNotMatch(await page(), /sluit binnenkort vanzelf/);
	clock.put({ shift: 28 * day + 20 * hour });
	server.sql(`UPDATE round SET closes = ${Date.now() + 29 * day} WHERE id = ${round.id}`);
	assert.match(await page(), /sluit binnenkort vanzelf/);
	assert.match(await page('en'), /will soon close by itself/);
});

test('back to 1970: who is signed in stays so, and nothing opens anew', async () => {
	const lead = await server.signedIn();

	await again(() => clock.put({ shift: -Date.now() }));
	lead.url = server.url;
	assert.match((await lead.get(`/rondes/${round.id}`)).body_text, /vroeger dan toen we voor het laatst keken/);
	assert.match((await server.visitor().get('/healthz')).body_text, /^ok\nclock-behind: /);
	assert.equal(stage(), '1');
});

test('really off for a week: after an hour of a synchronised clock the round closes, with its numbers in the log', async (t) => {
	const ahead = 29 * day + 7 * day;

	await again(() => clock.put({ shift: ahead, synchronised: true }));
	assert.match(await page(), /Klopt de klok/);
	await said(/peil: clock: the machine says/);
	clock.pass(hour + minute);
	await said(/peil: clock: believed again/);
	await until(() => Number(server.sql("SELECT value FROM state WHERE name = 'seen_at'")) > Date.now() + ahead);
	await again();		// then the sweep comes at once
	await until(() => stage() === '2');
	await until(() => sheets() === 0);	// each round in a write of its own
	await said(/peil: round closed: round \d+, on its date; \d+ sheets counted, \d+ destroyed, \d+ cards destroyed/);
	const counted = Number(server.sql(`SELECT sum(answered) FROM unit WHERE round = ${round.id}`));

	assert.equal(counted, 6, 'all that were handed in');
	tell(t, { kind: 'clock ahead and behind, at the start and while running', times: 5, acknowledged: 6, lost: 6 - counted,
		remark: '40 and 36 days ahead at a start, 28 while running, back to 1970, put right; nothing closed by itself' });
});

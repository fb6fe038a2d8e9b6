// SPDX-License-Identifier: EUPL-1.2
// Planning a meeting from what the agenda proposes, its guide and its file for
// calendars, whom to talk to.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { meetingForm, planMeeting, usual } from '../play/meeting.mjs';
import { closedRound, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';
import { voorbeeldstad } from '../play/voorbeeldstad.mjs';

let server, round, base, other;
const sql = (text) => server.sql(text);
const page = async (path) => {
	const answer = await round.lead.get(`${path}${path.includes('?') ? '&' : '?'}taal=nl`);

	return Object.assign(answer, { text: answer.body_text.replace(/<svg[\s\S]*?<\/svg>/g, '') });
};
const words = (html) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const count = () => Number(sql('SELECT count(*) FROM meeting'));

before(async () => {
	server = await serve();
	server.account();
	server.account('piet', 'Waterschap Elders');
	// One more group than answers: of ten people two took part.
	round = await closedRound(server, `${voorbeeldstad.rows}\n;Griffie;team;10`, [...voorbeeldstad.people(),
		...voorbeeldstad.people(10, 3).slice(0, 2).map((p) => ({ ...p, group: 'Griffie' }))]);
	base = `/rondes/${round.id}`;
	other = await server.signedIn('piet');
});
after(() => server?.stop());

test('before closing there is nothing to talk about yet', async () => {
	const open = await makeRound(server);

	for (const rest of ['agenda', 'sessies', 'sessies/nieuw'])
		assert.equal((await open.lead.get(`/rondes/${open.id}/${rest}`)).status, 409, rest);
});

test('the agenda of one group plans a session with that group and its own topics', async () => {
	const list = (await page(`${base}/agenda`)).body_text;
	const groups = [...list.matchAll(/<option value="(\d+)"[^>]*>(?:– )?([^<]+)</g)].filter(([, id]) => id !== '0');

	assert.ok(groups.length > 1);
	for (const [, id, name] of groups) {
		const agenda = (await page(`${base}/agenda?minuten=80&groep=${id}`)).body_text;
		const link = agenda.match(/href="([^"]*sessies\/nieuw[^"]*)"/)[1].replaceAll('&amp;', '&');
		const form = await meetingForm(round.lead, link);
		const ticked = form.filter(([field]) => field === 'groep[]').map(([, value]) => value);
		const opener = /data-rule="(strength|opening)"/.test(agenda) ? 1 : 0;
		const topics = (agenda.match(/<article class="card stack topic"/g)?.length ?? 0) - opener;

		assert.deepEqual(ticked, [id], name);
		assert.equal(form.filter(([field, value]) => /^plaats\d+$/.test(field) && value).length, topics, name);
	}
	// A number of nobody ticks nothing.
	assert.equal((await meetingForm(round.lead, `${base}/sessies/nieuw?minuten=80&groep=99999`))
		.filter(([field]) => field === 'groep[]').length, 0);
});

test('a meeting comes with what the agenda proposes and can be put in another order', async () => {
	const fields = new Map(await meetingForm(round.lead, `${base}/sessies/nieuw?minuten=80`));
	const proposed = [...fields].filter(([name, value]) => /^plaats\d/.test(name) && value);

	assert.equal(proposed.length, 3);
	const none = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`plaats${i + 1}`, '']));
	const where = await planMeeting(round, { ...none, plaats1: '1', plaats2: '3', plaats4: '2', duur4: '35' });
	const id = where.split('/').pop();
	const order = () => sql(`SELECT group_concat(subject || ' ' || minutes, ', ') FROM
		(SELECT * FROM meeting_topic WHERE meeting = ${id} ORDER BY position)`).split(', ');
	const first = order();

	assert.equal(first.length, 3);
	assert.match(first[1], / 35$/);
	const [kept] = sql(`SELECT id FROM meeting_topic WHERE meeting = ${id} ORDER BY position LIMIT 1`).split('\n');
	const changed = await round.lead.post(`${where}/bewerken`,
		await meetingForm(round.lead, `${where}/bewerken`, { plaats1: '9', titel: 'Andere naam' }));

	assert.equal(changed.status, 303);
	assert.deepEqual(order(), [first[1], first[2], first[0]]);
	assert.equal(sql(`SELECT id FROM meeting_topic WHERE meeting = ${id} AND position = 2`), kept, 'the same topic');
	assert.match((await page(where)).text, /<h1>Andere naam<\/h1>/);
});

test('the guide: a question, probes for every level, cards, minutes without a script', async () => {
	const where = await planMeeting(round, { plaats8: '9' });
	const { text } = await page(where);
	const topics = [...text.matchAll(/<article class="card stack topic"[\s\S]*?<\/article>/g)].map(([t]) => t);

	assert.ok(topics.length >= 3);
	for (const topic of topics) {
		assert.equal([...topic.matchAll(/<dt>/g)].length, 5, 'a probe per level');
		assert.match(topic, /Vraag door/);
		assert.match(topic, /data-timer="\d+"[^>]*><span data-left-text>\d+ minuten</);
		assert.match(words(topic), /De vraag [^?]*\?/);
	}
	// Subject 8: answers close together, and nothing on paper.
	assert.match(topics.at(-1), /Advocaat van de duivel[\s\S]*nog niets op papier/);
	assert.doesNotMatch(topics[0], /Advocaat van de duivel/);
	sql(`INSERT INTO finding SELECT 1, ${round.id}, 0, subject, 2, 0, 1, 'Er is een lijst', '', '', 0, 0, 1
		FROM meeting_topic WHERE meeting = ${where.split('/').pop()} ORDER BY position DESC LIMIT 1`);
	assert.doesNotMatch((await page(where)).text, /Advocaat van de duivel/);
});

test('the devil’s advocate speaks when many do not know, paper or not; never over few answers', async () => {
	const answers = (nu) => Array.from({ length: 10 }, () => ({ nu: String(nu), straks: '4' }));
	const people = (list) => list.map((nu) => ({ group: 'Loket', answers: answers(nu) }));
	const unsure = await closedRound(server, ';Loket;team;14', people([1, 2, 2, 2, 2, 2, 2, 2, 3, 14, 14, 14]));
	const few = await closedRound(server, ';Loket;team;14', people([2, 2, 2, 14, 14]));
	const choose = { plaats3: '1' };
	const guide = async (path) => (await round.lead.get(`${path}?taal=nl`)).body_text;
	const where = await planMeeting(unsure, choose);

	sql(`INSERT INTO finding SELECT 2, ${unsure.id}, 0, subject, 2, 0, 1, 'Er is een lijst', '', '', 0, 0, 1
		FROM meeting_topic WHERE meeting = ${where.split('/').pop()} LIMIT 1`);
	assert.match(words(await guide(where)), /Advocaat van de duivel De antwoorden liggen dicht bij elkaar\. 3 van de 12 weten dit niet\./);
	assert.doesNotMatch(await guide(await planMeeting(few, choose)), /Advocaat van de duivel/);
});

test('the guide is about the groups that come, or says of whom it speaks', async () => {
	const unit = (name) => sql(`SELECT id FROM unit WHERE round = ${round.id} AND name = '${name}'`);
	const guide = async (...names) => words((await page(await planMeeting(round, {}, names.map(unit)))).text);
	const highest = (text) => Math.max(...[...text.matchAll(/ van de (\d+) bij/g)].map(([, n]) => Number(n)));
	const all = await guide();
	const one = await guide('Burgerzaken');
	const wider = /Dat zijn meer mensen dan de groepen van deze sessie/;

	assert.match(all, /De aantallen zijn van Gemeente Voorbeeld\. /);
	assert.doesNotMatch(all, wider);
	assert.match(one, /De aantallen zijn van Burgerzaken\. /);
	assert.doesNotMatch(one, wider);
	assert.ok(highest(one) < highest(all), `${highest(one)} of ${highest(all)}`);
	const both = await guide('Burgerzaken', 'Werk en inkomen');

	assert.match(both, /De aantallen zijn van Dienstverlening\. /);
	assert.doesNotMatch(both, wider, 'together they are all of it');
	assert.match(await guide('Burgerzaken', 'Vergunningen'), /van Gemeente Voorbeeld\. Dat zijn meer mensen/);
	// Griffie is too small to be shown; the smallest around it is everybody.
	assert.match(await guide('Griffie'), /van Gemeente Voorbeeld\. Dat zijn meer mensen/);
	assert.match(await guide('Burgerzaken', 'Griffie'), /van Gemeente Voorbeeld\. Dat zijn meer mensen/);
});

test('groups and names of who comes; names are kept apart, and it says so', async () => {
	const group = sql(`SELECT id FROM unit WHERE round = ${round.id} AND name = 'Burgerzaken'`);
	const where = await planMeeting(round, { namen: 'Noor de Wit\n\n Sam <b>Bakker</b> \n' }, [group]);
	const { text } = await page(where);

	assert.match(text, /Burgerzaken/);
	assert.match(text, /Noor de Wit, Sam &lt;b&gt;Bakker&lt;\/b&gt;/);
	assert.match(text, /Namen staan los van antwoorden en stemmen\./);
	assert.deepEqual(sql(`SELECT count(*) FROM meeting_person WHERE meeting = ${where.split('/').pop()}`), '2');
	const again = new Map(await meetingForm(round.lead, `${where}/bewerken`));

	assert.equal(again.get('groep[]'), group);
});

test('what is wrong is said beside its field, nothing is stored, nothing typed is lost', async () => {
	const was = count();
	const path = `${base}/sessies/nieuw`;
	const cases = { soort: '7', titel: '', datum: 'morgen', tijd: '25:00', minuten: '9', plaats: 'x'.repeat(201),
		doel: 'x'.repeat(1001), namen: 'x'.repeat(101), plaats1: '100', duur1: '0' };

	for (const [name, value] of Object.entries(cases)) {
		const more = { ...usual, [name]: value, ...(name === 'duur1' && { plaats1: '1' }) };
		const answer = await round.lead.post(`${path}?taal=nl`, await meetingForm(round.lead, path, more));

		assert.equal(answer.status, 422, name);
		assert.match(answer.body_text, /Eén ding klopt nog niet/, name);
		assert.match(answer.body_text, /value="Werksessie delen"|titel-f/, name);
		if (name !== 'soort')
			assert.ok(answer.body_text.includes(value), `${name} comes back`);
	}
	const html = await round.lead.post(path, await meetingForm(round.lead, path,
		{ ...usual, titel: '"><script>alert(1)</script>', tijd: '' }));

	assert.equal(html.status, 422);
	assert.doesNotMatch(html.body_text, /<script>alert/);
	assert.equal(count(), was);
});

test('the calendar file: CRLF, UTC, escaped, the same event every time', async () => {
	const where = await planMeeting(round, { titel: 'Delen; en, vinden', doel: 'Eerst dit.\r\nDan dat. '
		+ 'Lang '.repeat(40) });
	const answer = await round.lead.get(`${where}/sessie.ics`);
	const text = answer.body_text;
	const unfolded = text.replaceAll('\r\n ', '');
	const of = (name) => unfolded.match(new RegExp(`^${name}:(.*)\\r$`, 'm'))[1];

	assert.equal(answer.status, 200);
	assert.match(answer.headers.get('content-type'), /^text\/calendar; charset=utf-8/);
	assert.match(answer.headers.get('content-disposition'), /sessie\.ics/);
	assert.ok(!/[^\r]\n|\r[^\n]/.test(text), 'every line ends in CRLF');
	for (const line of text.split('\r\n'))
		assert.ok(Buffer.byteLength(line) <= 75, line);
	assert.equal(of('DTSTART'), '20261203T130000Z', 'winter: one hour earlier');
	assert.equal(of('DTEND'), '20261203T143000Z');
	assert.equal(of('SUMMARY'), 'Delen\\; en\\, vinden');
	assert.match(of('DESCRIPTION'), /^Eerst dit\.\\nDan dat\. Lang/);
	assert.match(of('DTSTAMP'), /^\d{8}T\d{6}Z$/);
	const uid = of('UID');

	assert.equal((await round.lead.get(`${where}/sessie.ics`)).body_text.match(/^UID:(.*)\r$/m)[1], uid);
});

test('whom to talk to: both ends, silent groups by counts, people who offered', async () => {
	sql(`INSERT INTO volunteer (id, round, contact) VALUES (5, ${round.id}, 'lees <i>mij</i>@voorbeeld.nl')`);
	const { text } = await page(`${base}/sessies`);

	assert.match(words(text), /Het midden van de antwoorden van [A-Z][^‘]* ligt bij ‘[^’]+’ \(\d+ antwoorden\), dat van/);
	assert.doesNotMatch(text.match(/Groepen die iets anders zien[\s\S]*?Groepen die we weinig/)[0], /Bestuursadvies|Griffie/,
		'a group that is not shown is not named beside answers');
	assert.match(words(text), /Griffie\s*: 2 van 10 deden mee/);
	assert.match(text, /lees &lt;i&gt;mij&lt;\/i&gt;@voorbeeld\.nl/);
	assert.match(text, /Dat staat los van elk antwoord/);
});

test('only a planned meeting can go; a done one does not change', async () => {
	const where = await planMeeting(round);
	const id = where.split('/').pop();

	sql(`UPDATE meeting SET stage = 2 WHERE id = ${id}`);
	assert.equal((await round.lead.get(`${where}/bewerken`)).status, 409);
	assert.equal((await round.lead.get(`${where}/verwijderen`)).status, 409);
	assert.equal((await round.lead.post(`${where}/verwijderen`)).status, 409);
	assert.equal((await round.lead.post(`${where}/bewerken`, Object.entries(usual).concat([['soort', '0'], ['minuten', '60']]))).status, 409);
	sql(`UPDATE meeting SET stage = 0 WHERE id = ${id}`);
	assert.equal((await round.lead.get(`${where}/verwijderen`)).status, 200);
	assert.equal((await round.lead.post(`${where}/verwijderen`)).headers.get('location'), `${base}/sessies`);
	assert.equal((await round.lead.get(where)).status, 404);
});

test('another organisation finds nothing', async () => {
	const where = await planMeeting(round);
	const was = count();

	for (const path of [`${base}/agenda`, `${base}/sessies`, `${base}/sessies/nieuw`, where, `${where}/bewerken`,
		`${where}/sessie.ics`, `${where}/verwijderen`, `${where}/notities`])
		assert.equal((await other.get(path)).status, 404, path);
	await other.get('/rondes/nieuw');
	assert.equal((await other.post(`${where}/verwijderen`)).status, 404);
	assert.equal((await other.post(`${where}/bewerken`, usual)).status, 404);
	assert.equal(count(), was);
	assert.equal((await server.visitor().get(where)).status, 303, 'to the sign-in page');
});

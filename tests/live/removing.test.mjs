// SPDX-License-Identifier: EUPL-1.2
// A planned session that is taken away: what others wrote keeps it, and what goes with
// it is said before.  So is everything that goes by itself with something else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findingRound } from '../play/finding.mjs';
import { planMeeting } from '../play/meeting.mjs';
import { serve } from '../play/server.mjs';

let server, round, path, id;

before(async () => {
	server = await serve();
	server.account();
	round = await findingRound(server);
});
after(async () => {
	await server?.stop();
});

const words = (html) => html.match(/<main[\s\S]*<\/main>/)[0].replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const ask = async (lang = 'nl') => (await round.lead.get(`${path}/verwijderen?taal=${lang}`)).body_text;
const go = () => round.lead.post(`${path}/verwijderen`);
const is = (text) => Number(server.sql(`SELECT count(*) FROM ${text}`));
const planned = async () => {
	path = await planMeeting(round);
	id = path.split('/').pop();
};
const link = () => round.lead.post(`${round.path}/feitcheck`, { sessie: id, knop: 'maak' });
const reaction = (key, finding = 0) => server.sql(`INSERT INTO finding_reply (id, meeting, finding, agreement, version, is_right, body)
	VALUES (${key}, ${id}, ${finding}, 0, 1, 0, 'Zo was het niet')`);

test('a session to which nothing stands goes, and nothing is said of a link', async () => {
	await planned();
	assert.doesNotMatch(words(await ask()), /link|reactie|bevinding/);
	assert.equal((await go()).status, 303);
	assert.equal(is(`meeting WHERE id = ${id}`), 0);
});

test('a link, findings and agreements are named with their number; the link goes, they stay', async () => {
	await planned();
	assert.equal((await link()).status, 303);
	await round.add({ sessie: id });
	await round.add({ sessie: id });
	server.sql(`INSERT INTO agreement (id, round, subject, meeting, level, words, reason, difference, for_whom, agreed, strand)
		VALUES (900, ${round.id}, 'eig', ${id}, 2, 'Zo is het', '', '', '', 1, 900)`);
	const dutch = words(await ask()), english = words(await ask('en'));

	assert.match(dutch, /De link naar de feitcheck gaat ook weg\. .* 2 bevindingen blijven\. .* 1 afspraak over het gedeelde beeld blijft\./);
	assert.match(english, /The link to the fact check goes too\. .* 2 findings stay\. .* 1 agreement on the shared picture stays\./);
	await ask('nl');
	assert.equal((await go()).status, 303);
	assert.equal(is(`fact_check WHERE meeting = ${id}`), 0);
	assert.equal(is('finding WHERE meeting = 0'), 2);
	assert.equal(is('agreement WHERE id = 900 AND meeting = 0'), 1);
});

test('a link whose time is over is not spoken of', async () => {
	await planned();
	await link();
	server.sql(`UPDATE fact_check SET expires = 1 WHERE meeting = ${id}`);
	assert.doesNotMatch(words(await ask()), /link/);
});

test('reactions keep it: it says how many, there is no button, and a form of before is refused', async () => {
	await planned();
	await link();
	const before = await ask();

	assert.match(before, /<button class="btn" type="submit">Haal weg/);
	reaction(901);
	const was = before.match(/name="was" value="([^"]*)"/)[1];
	const answer = await round.lead.post(`${path}/verwijderen`, { was });

	assert.equal(answer.status, 409);
	assert.match(words(answer.body_text), /De sessie is intussen gewijzigd\..*Deze sessie kan niet weg\..*1 reactie uit de feitcheck\./);
	reaction(902);
	const now = await ask();

	assert.match(words(now), /2 reacties uit de feitcheck\./);
	assert.match(words(await ask('en')), /This session cannot go\..*2 replies from the fact check\./);
	assert.doesNotMatch(now, /Haal weg/);
	assert.equal((await go()).status, 409);
	assert.equal(is(`finding_reply WHERE meeting = ${id}`), 2);
	assert.equal(is(`fact_check WHERE meeting = ${id}`), 1);
});

test('notes keep it, also those of somebody else, and that is said', async () => {
	await planned();
	server.sql(`INSERT INTO note (id, meeting, account, door, code, subject, task, is_checked, body, changed)
		VALUES (903, ${id}, 777, 0, 0, '', 0, 0, 'Alleen voor mij', 1)`);
	const now = await ask();

	assert.match(words(now), /Deze sessie kan niet weg\..*Notities, ook die alleen hun schrijver kan lezen\./);
	assert.doesNotMatch(now, /Alleen voor mij|Haal weg/);
	assert.equal((await go()).status, 409);
	assert.equal(is('note WHERE id = 903'), 1);
});

// What the tables and triggers take along when a row goes, and where that is said before.
const goesAlong = {
	'fact_check with meeting': 'POST /sessies/{meeting}/verwijderen: here',
	'finding_reply with meeting': 'POST /sessies/{meeting}/verwijderen: here',
	'finding_forgets_meeting': 'POST /sessies/{meeting}/verwijderen: here',
	'finding_forgets_note': 'the finding stays as it is; it only links no more to a note that is gone',
	'ticket_goes_with_unit': 'POST /rondes/{round}/groepen, before a round opens: tests/round/round.test.mjs',
	'note_goes_with_account': 'peil account remove: tests/account/keep.test.mjs',
};

test('nothing goes along by itself that is not said before', () => {
	const cascades = server.sql(`SELECT m.name || ' with ' || f."table" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
		WHERE m.type = 'table' AND f.on_delete <> 'NO ACTION'`).split('\n');
	const triggers = server.sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%AFTER DELETE%'").split('\n');

	assert.deepEqual([...cascades, ...triggers].sort(), Object.keys(goesAlong).sort());
});

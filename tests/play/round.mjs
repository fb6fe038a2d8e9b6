// SPDX-License-Identifier: EUPL-1.2
// A round in each stage, made by a lead through the lead's own pages and answered
// with the codes of its cards, as people do.
import assert from 'node:assert/strict';

export const groups = [
	'Dienstverlening;Burgerzaken;team;12',
	'Dienstverlening;Vergunningen;team;3',
	'Openbare ruimte;Groen;team;10',
	';Leidinggevenden;leiding;8',
].join('\n');

export const subjects = 10;
export const dontKnow = 14;
export const notApplicable = 15;

export function inDays(days) {
	return new Date(Date.now() + days * 864e5).toISOString().slice(0, 10);
}

function ok(answer, status, what) {
	assert.equal(answer.status, status, `${what}: ${answer.body_text.replace(/<[^>]*>/g, ' ').slice(0, 400)}`);
	return answer;
}

// The codes per group, from the list of links; without hyphens.
export function readCodes(csv) {
	const codes = {};

	for (const line of csv.trim().split(/\r?\n/).slice(1)) {
		const [name, code] = line.replaceAll('"', '').split(';');

		(codes[name] ??= []).push(code.replaceAll('-', ''));
	}
	return codes;
}

// The ticked boxes of a form that asks which groups.
export function boxes(html) {
	return [...html.matchAll(/name="groep\[\]" value="(\d+)"/g)].map(([, unit]) => ['groep[]', unit]);
}

// Makes cards for every group of the round; the list as text.
export async function cardList(lead, id) {
	const form = ok(await lead.get(`/rondes/${id}/kaarten`), 200, 'form of cards');

	return ok(await lead.post(`/rondes/${id}/kaarten`, [...boxes(form.body_text), ['vorm', 'csv']]), 200, 'cards').body_text;
}

// Saves groups; a group without a department stands right below the organisation,
// whatever the row above it has.
export async function saveGroups(lead, path, rows) {
	const send = (more) => lead.post(`${path}/groepen`, [['groepen', rows], ['knop', 'bewaar'], ...more]);
	const first = await send([]);
	const asked = [...first.body_text.matchAll(/name="gevraagd\[\]" value="(\d+)"/g)].map(([, key]) => ['gevraagd[]', key]);

	return asked.length ? send(asked) : first;
}

// Returns { id, path, lead, codes: { Burgerzaken: […], … } }.  `until`: 'made',
// 'groups', 'cards', 'open'.  Other names are fields of the form.
export async function makeRound(server, { login = 'lotte', name = 'Najaar', rows = groups, until = 'open', ...more } = {}) {
	const lead = await server.signedIn(login);

	await lead.get('/rondes/nieuw');
	const made = ok(await lead.post('/rondes/nieuw', {
		naam: name, bedoeling: 'We willen weten waar data ons werk beter maakt.',
		k: '5', sluit: inDays(30), nl: '1', en: '1',
		opgave1: 'Minder schulden', mensen1: 'gezinnen met geldzorgen', ...more,
	}), 303, 'new round');
	const id = made.headers.get('location').match(/\/rondes\/(\d+)/)[1];
	const round = { id, lead, codes: {}, path: `/rondes/${id}` };

	if (until === 'made')
		return round;
	ok(await saveGroups(lead, round.path, rows), 303, 'groups');
	if (until === 'groups')
		return round;
	round.codes = readCodes(await cardList(lead, id));
	if (until === 'cards')
		return round;
	ok(await lead.post(`${round.path}/openen`), 303, 'opening');
	return round;
}

// Fills in and hands in with one code.  `now` and `wish` give the value for
// subject 0, 1, …; what they leave undefined is skipped.  Or `forms` has the
// fields of the page of each subject.  Without `picks` the closing questions are
// not sent.  Returns the browser that did it.
export async function answer(server, code, { now = () => 3, wish = () => 4, remark, forms, picks = [1, 2], handIn = true } = {}) {
	const visitor = server.visitor();
	const form = (i) => ({
		...(now(i) !== undefined && { nu: now(i) }),
		...(wish(i) !== undefined && { straks: wish(i) }),
		...(remark && i === 0 && { opmerking: remark }),
	});

	for (const [i, fields] of (forms ?? Array.from({ length: subjects }, (_, n) => form(n))).entries())
		ok(await visitor.post(`/s/${code}/${i + 1}`, fields), 303, `subject ${i + 1}`);
	if (picks)
		ok(await visitor.post(`/s/${code}/slot`, picks.map((p) => ['keuze[]', p])), 303, 'closing questions');
	if (handIn)
		ok(await visitor.post(`/s/${code}/inleveren`), 303, 'handing in');
	return visitor;
}

export async function close(round) {
	ok(await round.lead.post(`${round.path}/sluiten`), 303, 'closing');
}

// A closed round whose answers are known.  `people` is a list of { group,
// answers, picks }, in which `answers[i]` are the fields of the page of subject i + 1.
export async function closedRound(server, rows, people, more = {}) {
	const round = await makeRound(server, { rows, ...more });

	for (const { group, answers, picks = null } of people)
		await answer(server, round.codes[group].pop(), { forms: answers, picks });
	await close(round);
	return round;
}

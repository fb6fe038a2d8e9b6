// SPDX-License-Identifier: EUPL-1.2
// Every form holds its fields to what they say of themselves: one character more
// than maxlength, or an empty field that is needed, comes back with 422, a fault
// that names the field, and all that was typed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findingRound } from '../play/finding.mjs';
import { inDays } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, round, fact;

before(async () => {
	server = await serve();
	server.account();
	round = await findingRound(server);
	await round.add({ sessie: round.meeting });
	await round.lead.post(`${round.path}/feitcheck`, { sessie: round.meeting, knop: 'maak' });
	[, fact] = (await round.lead.get(`${round.path}/feitcheck`)).body_text.match(/href="[^"]*(\/feitcheck\/[^"?]+)"/);
});
after(() => server?.stop());

// Its path; what a person fills in; which of that is needed; what else is sent.
const forms = () => ({
	'a round': ['/rondes/nieuw', { naam: 'Najaar', bedoeling: 'Beter helpen.', k: '5', sluit: inDays(9),
		opgave1: 'Wonen', mensen1: 'Starters', woord1nl: 'dienst', woord1en: 'service' },
	['naam', 'bedoeling', 'k', 'sluit']],
	'a meeting': [`${round.path}/sessies/nieuw`, { titel: 'Delen', doel: 'Kijken', datum: '2026-12-03', tijd: '14:00',
		minuten: '90', plaats: 'Raadzaal', namen: 'Noor' }, ['titel', 'datum', 'tijd', 'minuten']],
	'a note': [`/sessies/${round.meeting}/notities/77`, { tekst: 'Wij bellen eerst' }, ['tekst']],
	'a finding': [`${round.path}/bevindingen/nieuw`, { onderwerp: '2', tekst: 'Er is een lijst', bron: 'De balie',
		link: 'https://voorbeeld.nl/plan' }, ['onderwerp', 'tekst']],
	'the shared picture': [`${round.path}/gedeeld-beeld/2`, { woorden: 'Wij delen', reden: 'Het werkt',
		verschil: 'Soms niet', voorwie: 'De balie' }, ['woorden']],
	'a reply': [`${round.path}/wij-doen/0`, { tekst: 'Wij gaan bellen' }, ['tekst'], { knop: 'publiceer' }],
	'the end of a stage': [`${round.path}/fasen/0`, { antwoord: 'Ja, en wel hierom' }, ['antwoord']],
	'a fact check': [fact, { want00: 'Het is anders' }, [], { klopt00: '0' }],
});

const text = (html) => html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
	.replaceAll('&amp;', '&');
const attribute = (tag, name) => text(tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? '');

// What the form that the button sends has, and the limits in it.
function read(html) {
	const form = html.match(/<main[\s\S]*<\/main>/)[0].match(/<form method="post"[\s\S]*?<\/form>/)[0];
	const fields = new Map();
	const limits = new Map();

	for (const [, input, other, inside] of form.matchAll(/(<input\b[^>]*>)|(<(?:textarea|select)\b[^>]*>)([\s\S]*?)<\/(?:textarea|select)>/g)) {
		const open = input ?? other;
		const name = attribute(open, 'name');

		if (/^<select/.test(open))
			fields.set(name, inside.match(/value="([^"]*)" selected/)?.[1] ?? '');
		else if (/^<textarea/.test(open))
			fields.set(name, text(inside.replace(/^\n/, '')));
		else if (!/type="(file|radio|checkbox)"/.test(open) || / checked/.test(open))
			fields.set(name, attribute(open, 'value'));
		if (/ maxlength=/.test(open))
			limits.set(name, Number(attribute(open, 'maxlength')));
	}
	return { fields, limits };
}

async function begin([path, typed, , more = {}]) {
	const { fields, limits } = read((await round.lead.get(`${path}?taal=nl`)).body_text);

	fields.delete('zonder');
	for (const [name, value] of Object.entries({ ...typed, ...more }))
		fields.set(name, value);
	return { fields, limits };
}

const send = (path, fields) => round.lead.post(`${path}?taal=nl`, [...fields]);

// All that was sent stands in the form again, and one fault leads to the field.
function assertFault(answer, sent, name, typed) {
	const list = answer.body_text.match(/id="fouten">[\s\S]*?<\/ul>/)?.[0] ?? '';
	const anchors = [...list.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
	const again = read(answer.body_text).fields;

	assert.equal(answer.status, 422, name);
	assert.deepEqual(anchors, [name], name);
	assert.match(answer.body_text, new RegExp(`<[^>]* name="${name}"[^>]* aria-invalid="true"`), name);
	assert.match(answer.body_text, new RegExp(`aria-describedby="[^"]*-f"`), name);
	for (const field of Object.keys(typed))
		assert.equal(again.get(field), sent.get(field), `${field} after a fault in ${name}`);
}

test('one character too many is said beside its field, and nothing is lost', async () => {
	let tried = 0;

	for (const [what, form] of Object.entries(forms())) {
		const { limits } = await begin(form);
		const names = Object.keys(form[1]).filter((name) => limits.has(name));

		assert.ok(names.length > 0, `${what} has limits`);
		for (const name of names) {
			const { fields } = await begin(form);
			const base = name === 'link' ? 'https://voorbeeld.nl/' : '';

			fields.set(name, base + 'x'.repeat(limits.get(name) + 1 - base.length));
			assertFault(await send(form[0], fields), fields, name, form[1]);
			tried++;
		}
	}
	assert.ok(tried >= 15, `${tried} fields`);
});

test('a needed field that is empty is said beside it, and nothing is lost', async () => {
	for (const form of Object.values(forms()))
		for (const name of form[2]) {
			const { fields } = await begin(form);

			fields.set(name, '');
			assertFault(await send(form[0], fields), fields, name, form[1]);
		}
});

test('a limit is in characters: so many emoji and letters with marks fit', async () => {
	for (const [what, form] of Object.entries(forms())) {
		const { fields, limits } = await begin(form);
		const names = Object.keys(form[1]).filter((name) => limits.has(name) && name !== 'link');

		names.forEach((name, i) => fields.set(name, (i % 2 ? 'e\u0308' : '😀').repeat(limits.get(name))));
		const answer = await send(form[0], fields);

		assert.equal(answer.status, 303, `${what}: ${answer.body_text.replace(/<[^>]*>/g, ' ').slice(0, 300)}`);
	}
});

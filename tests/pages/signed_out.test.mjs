// SPDX-License-Identifier: EUPL-1.2
// A form of a lead that comes after the session has ended: signed out in another tab,
// too late, after the server started anew.  It comes back after signing in, filled,
// and is saved only when it is sent once more.  Nobody else gets to see it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addressOf, everything } from '../play/everything.mjs';
import { formIn } from '../play/form.mjs';
import { inDays } from '../play/round.mjs';
import { isGet, nameOf, pages } from '../play/table.mjs';
import { password } from '../play/visitor.mjs';

let world;

before(async () => { world = await everything(); });
after(() => world?.stop());

const long = `${'Heel lang nagedacht. '.repeat(90)}\n"Citaat" & <b>teken</b>, ë 😀`;

const leafOf = (laid) => world.sql(`SELECT id FROM unit WHERE round = ${laid.round} AND id NOT IN (SELECT parent FROM unit WHERE round = ${laid.round}) LIMIT 1`);
const cardsOf = (laid) => `/rondes/${laid.round}/kaarten`;

// What is typed in each form, and how it is sent.
const typed = {
	'POST /rondes/nieuw': { fields: { naam: 'Najaar', bedoeling: 'Beter helpen & <b>', k: '9', sluit: inDays(9), opgave2: 'Wonen' }, off: 'en' },
	'POST /rondes/{round}/bewerken': { stage: 'preparing', fields: { naam: 'Anders', k: '9' }, off: 'en' },
	'POST /rondes/{round}/groepen': { stage: 'preparing', press: { knop: 'bewaar' }, fields: { groepen: 'Nieuw;Eerste team;team;12' } },
	'POST /rondes/{round}/kaarten': { stage: 'preparing', press: { vorm: 'csv' }, fields: {}, off: 'groep[]' },
	'POST /rondes/{round}/kaarten/reserve': { stage: 'open', from: cardsOf, fields: { aantal: '2', groep: leafOf } },
	'POST /rondes/{round}/kaarten/vervangen': { stage: 'open', from: cardsOf, fields: { code: (laid) => laid.code } },
	'POST /rondes/{round}/gedeeld-beeld/{subject}/samen': { from: (laid) => `/rondes/${laid.round}/gedeeld-beeld/1`,
		fields: { samen: 'Dit geldt voor iedereen' } },
	'POST /rondes/{round}/verlengen': { stage: 'open', fields: { sluit: inDays(33) } },
	'POST /rondes/{round}/opmerkingen/{remark}': { from: (laid) => `/rondes/${laid.round}/opmerkingen`, press: { besluit: 'herschrijven' },
		fields: { tekst: 'Zonder namen' } },
	'POST /rondes/{round}/sessies/nieuw': { fields: { titel: 'Delen', doel: 'Kijken', datum: '2026-12-03', namen: 'Noor\nAnne' }, ticks: 'groep[]' },
	'POST /sessies/{meeting}/bewerken': { fields: { titel: 'Anders', namen: 'Noor\nAnne' }, ticks: 'groep[]' },
	'POST /sessies/{meeting}/notities/{note}': { fields: { tekst: long, code: '2' } },
	'POST /rondes/{round}/bevindingen/nieuw': { fields: { onderwerp: '2', tekst: long.slice(0, 1500), bron: 'De balie' }, file: 'bestand' },
	'POST /rondes/{round}/bevindingen/{finding}': { fields: { tekst: 'Nieuwe woorden', bron: 'De balie' }, file: 'bestand' },
	'POST /rondes/{round}/gedeeld-beeld/{subject}': { fields: { woorden: long, reden: 'Daarom' } },
	'POST /rondes/{round}/wij-doen/{unit}': { press: { knop: 'publiceer' }, fields: { tekst: long } },
	'POST /rondes/{round}/fasen/{stage}': { more: { stage: '11' }, fields: { keuze: 'verder', antwoord: 'Ja, en wel hierom' } },
	'POST /sessies/{meeting}/live': null,	// its own test below
};
// Forms of one button: after signing in their page asks anew, and nothing was done.
const buttons = ['POST /afmelden', 'POST /account/afmelden', 'POST /account/wachtwoord', 'POST /rondes/{round}/openen', 'POST /rondes/{round}/sluiten', 'POST /sessies/{meeting}/verwijderen',
	'POST /sessies/{meeting}/notities/{note}/versies', 'POST /sessies/{meeting}/notities/{note}/verwijderen',
	'POST /rondes/{round}/feitcheck', 'POST /rondes/{round}/bevindingen/{finding}/verwijderen', 'POST /rondes/{round}/wij-doen',
	'POST /sessies/{meeting}/afsluiten', 'POST /sessies/{meeting}/heropenen', 'POST /rondes/{round}/klok'];
const stageOf = { 'POST /rondes/{round}/openen': 'preparing', 'POST /rondes/{round}/sluiten': 'open' };

const ofLead = pages.filter((page) => !isGet(page) && page.needs.includes('lead'));
const pageOf = (name) => ofLead.find((page) => nameOf(page) === name);

test('every form of a lead is tried here', () => {
	const known = [...Object.keys(typed), ...buttons];

	assert.deepEqual(ofLead.map(nameOf).filter((name) => !known.includes(name)), []);
	assert.deepEqual(known.filter((name) => !pageOf(name)), []);
});

const dump = () => world.sql('.dump').split('\n').filter((line) => !/^INSERT INTO (session|edit|state)\b/.test(line)).sort().join('\n');

// Signs out in another tab; the cookie of the session is gone from this browser.
async function signOut(visitor) {
	const tab = visitor.twin();

	tab.token = visitor.token;
	assert.equal((await tab.post('/afmelden')).status, 303);
}

// The sign-in page that a form was answered with: its hidden fields.
function letterOf(answer) {
	assert.equal(answer.status, 403);
	assert.match(answer.body_text, /Wat je typte, gaat mee/);
	const form = formIn(answer.body_text, '/aanmelden');

	assert.ok(form.get('brief').length > 50);
	return form;
}

// Signs in there; what the page after it sends on, and where.
async function signInAgain(visitor, form, login = 'lotte') {
	form.set('login', login);
	form.set('wachtwoord', password);
	const answer = await visitor.send('/aanmelden', form);
	const path = answer.body_text.match(/<form method="post" action="(\/[^"]+)"/)?.[1];

	return { answer, path, form: path && formIn(answer.body_text, path) };
}


for (const [name, how] of Object.entries(typed).filter(([, how_]) => how_))
	test(`${name} comes back filled, and is saved when it is sent again`, async () => {
		await world.again();
		const laid = world.laid[how.stage ?? 'closed'], lead = world.at(world.lead);
		const path = addressOf(pageOf(name), laid, how.more);
		const from = how.from?.(laid) ?? path;
		const form = formIn((await lead.get(from)).body_text, path);

		const fields = Object.fromEntries(Object.entries(how.fields).map(([field, v]) => [field, typeof v === 'function' ? v(laid) : v]));

		for (const [field, value] of Object.entries({ ...fields, ...how.press }))
			form.set(field, value);
		if (how.off)
			form.delete(how.off);
		if (how.ticks)
			for (const id of world.sql(`SELECT id FROM unit WHERE round = ${laid.round} LIMIT 3`).split('\n').slice(1))
				form.append(how.ticks, id);
		await signOut(lead);
		const before_ = dump();
		let sent;

		if (how.file) {
			const body = new FormData();

			for (const [field, value] of form)
				body.append(field, value);
			body.append(how.file, new File(['een tekst'], 'a.txt'));
			sent = await lead.send(path, body);
		} else {
			sent = await lead.send(path, form);
		}
		for (const value of Object.values(fields))
			assert.ok(value.length < 6 || !sent.body_text.includes(value), 'the text stands nowhere in the sign-in page');
		const wrong = letterOf(sent);

		wrong.set('login', 'lotte');
		wrong.set('wachtwoord', 'niet het goede');
		const back = await signInAgain(lead, formIn((await lead.send('/aanmelden', wrong)).body_text, '/aanmelden'));

		assert.equal(back.answer.status, 200);
		assert.equal(back.path, path);
		assert.equal(dump(), before_, 'nothing is saved by signing in');
		const shown = await lead.send(path, back.form);
		const again = formIn(shown.body_text, path);

		assert.equal(shown.status, 200, 'the form is shown');
		assert.equal(dump(), before_, 'nor by showing it');
		assert.match(shown.body_text, /Je was niet meer aangemeld/);
		assert.equal(/Kies het bestand opnieuw/.test(shown.body_text), Boolean(how.file));
		for (const [field, value] of Object.entries(fields))
			assert.equal(again.get(field), value, field);
		if (how.off)
			assert.equal(again.get(how.off), null, 'a box that was empty');
		if (how.ticks)
			assert.deepEqual(again.getAll(how.ticks).sort(), form.getAll(how.ticks).filter((x, i, all) => all.indexOf(x) === i).sort());
		assert.equal(again.get('opnieuw-tonen'), null);
		for (const [field, value] of Object.entries(how.press ?? {}))
			again.set(field, value);
		const saved = await lead.send(path, again);

		assert.ok(saved.status === 303 || name.endsWith('/kaarten') || (saved.status === 200 && name.includes('/kaarten/')), `${saved.status}`);
		assert.ok(name.endsWith('/kaarten') || dump() !== before_, 'saved');
	});

test('a form of one button does nothing, and its page asks anew', async () => {
	for (const name of buttons) {
		await world.again();
		const laid = world.laid[stageOf[name] ?? 'closed'], lead = world.at(world.lead);
		const path = addressOf(pageOf(name), laid);
		const form = new URLSearchParams({ csrf: lead.token, knop: 'maak', sessie: laid.meeting, versie: '1' });

		await signOut(lead);
		const before_ = dump();
		const back = await signInAgain(lead, letterOf(await lead.send(path, form)));
		const answer = await lead.send(path, back.form);

		assert.ok([200, 303].includes(answer.status), `${name} ${answer.status}`);
		if (answer.status === 303)
			assert.equal((await lead.get(answer.headers.get('location'))).status, 200, name);
		assert.equal(dump(), before_, name);
	}
});

test('words of a running session come back on its screen', async () => {
	await world.again();
	const laid = world.laid.closed, lead = world.at(world.lead), path = addressOf(pageOf('POST /sessies/{meeting}/live'), laid);

	world.sql(`UPDATE meeting_topic SET step = 5 WHERE id = ${laid.topic}`);
	const form = formIn((await lead.get(path)).body_text, path);
	const fields = new URLSearchParams([...form, ['actie', 'vastleggen'], ['onderwerp', laid.topic], ['woorden', long]]
		.reverse().filter(([key], i, all) => all.findIndex(([k]) => k === key) === i));

	await signOut(lead);
	const back = await signInAgain(lead, letterOf(await lead.send(path, fields)));
	const shown = await lead.send(path, back.form);

	assert.equal(shown.status, 200);
	assert.match(shown.body_text, /Je was niet meer aangemeld/);
	assert.match(shown.body_text, /Heel lang nagedacht/);
	assert.equal(world.sql("SELECT count(*) FROM agreement WHERE words LIKE 'Heel lang%'"), '0');
});

test('signed in again in another tab: the old form is shown again, not saved', async () => {
	await world.again();
	const laid = world.laid.closed, lead = world.at(world.lead), path = `/rondes/${laid.round}/fasen/11`;
	const form = formIn((await lead.get(path)).body_text, path);

	form.set('keuze', 'verder');
	form.set('antwoord', 'Dit was ik aan het typen');
	await signOut(lead);
	await lead.signIn();
	const before_ = dump();
	const shown = await lead.send(path, form);
	const again = formIn(shown.body_text, path);

	assert.equal(shown.status, 200);
	assert.equal(dump(), before_);
	assert.equal(again.get('antwoord'), 'Dit was ik aan het typen');
	assert.equal((await lead.send(path, again)).status, 303);
});

test('after the server started anew everything works as before', async () => {
	await world.again();
	const laid = world.laid.closed, lead = world.at(world.lead), path = `/rondes/${laid.round}/fasen/11`;
	const form = formIn((await lead.get(path)).body_text, path);

	form.set('keuze', 'verder');
	form.set('antwoord', 'Dit was ik aan het typen');
	await world.restart();
	const later = world.at(lead);

	world.sql('DELETE FROM session');
	const back = await signInAgain(later, letterOf(await later.send(path, form)));

	assert.equal(formIn((await later.send(path, back.form)).body_text, path).get('antwoord'), 'Dit was ik aan het typen');
});

test('another account gets the page and not the text', async () => {
	await world.again();
	const laid = world.laid.closed, lead = world.at(world.lead), path = `/rondes/${laid.round}/fasen/11`;
	const form = formIn((await lead.get(path)).body_text, path);

	form.set('antwoord', 'Alleen van mij');
	await signOut(lead);
	const sent = await lead.send(path, form);

	for (const login of ['joke', 'piet']) {
		const other = world.visitor();
		const { answer, path: to } = await signInAgain(other, letterOf(sent), login);

		assert.equal(answer.status, 200);
		assert.equal(to, undefined);
		assert.doesNotMatch(answer.body_text, /Alleen van mij/);
		assert.match(answer.body_text, /van iemand anders/);
		assert.equal((await other.get('/rondes')).status, 200, 'signed in all the same');
	}
});

test('another site cannot put words into a form', async () => {
	await world.again();
	const laid = world.laid.closed, path = `/rondes/${laid.round}/fasen/11`;
	const lead = world.at(world.lead), colleague = world.at(world.colleague), stranger = world.at(world.stranger);
	const words = { keuze: 'niets', antwoord: 'Van een andere site' };
	const before_ = dump();

	// Without a session: no token, one that was made up, one of an account of the attacker.
	for (const csrf of ['', 'x', '0'.repeat(32), `${lead.token}0`]) {
		const answer = await world.visitor().send(path, new URLSearchParams({ csrf, ...words }));

		assert.equal(answer.status, 303, csrf);
		assert.equal(answer.headers.get('location'), '/aanmelden?verlopen=1');
	}
	for (const attacker of [stranger, colleague]) {
		const victim = world.visitor();
		const sent = await victim.send(path, new URLSearchParams({ csrf: attacker.token, ...words }));
		const { answer } = await signInAgain(victim, letterOf(sent));

		assert.doesNotMatch(answer.body_text, /Van een andere site/);
	}
	// With a session: the same tokens, also asking only to be shown.
	for (const csrf of ['', 'x', stranger.token, colleague.token])
		for (const more of [{}, { 'opnieuw-tonen': '1' }]) {
			const answer = await lead.send(path, new URLSearchParams({ csrf, ...words, ...more }));

			assert.equal(answer.status, 403, csrf);
			assert.doesNotMatch(answer.body_text, /Van een andere site/);
		}
	// A browser that says where the form comes from.
	for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elders.example' }]) {
		const answer = await world.visitor().send(path, new URLSearchParams({ csrf: lead.token, ...words }), headers);

		assert.equal(answer.status, 403);
		assert.doesNotMatch(answer.body_text, /Van een andere site|brief/);
	}
	assert.equal(dump(), before_);
});

test('a letter that is not whole or not ours, or leads elsewhere, is nothing', async () => {
	await world.again();
	const laid = world.laid.closed, lead = world.at(world.lead), path = `/rondes/${laid.round}/fasen/11`;
	const form = formIn((await lead.get(path)).body_text, path);

	form.set('antwoord', 'Alleen van mij');
	await signOut(lead);
	const good = letterOf(await lead.send(path, form));
	const letter = good.get('brief');
	const flipped = letter.slice(0, 60) + (letter[60] === 'A' ? 'B' : 'A') + letter.slice(61);

	for (const bad of ['x', letter.slice(1), letter.slice(0, -4), flipped, `${letter}AAAA`, Buffer.from(`1\n${Date.now()}\n0\n//elders.example\nantwoord=x&`).toString('base64url')]) {
		const { answer, path: to } = await signInAgain(lead, new URLSearchParams({ brief: bad }));

		assert.equal(answer.status, 200);
		assert.equal(to, undefined);
		assert.doesNotMatch(answer.body_text, /elders\.example|Alleen van mij/);
	}
	// The address of the form goes into the letter as it was asked: a path of ours.
	const odd = await fetch(`${world.url}//elders.example/rondes/1/fasen/11`, { method: 'POST', redirect: 'manual', body: form });

	assert.ok([400, 404, 413].includes(odd.status), `${odd.status} ${odd.headers.get('location')}`);
});

test('too much to carry is said; a stranger cannot send much at all', async () => {
	await world.again();
	const laid = world.laid.closed, lead = world.at(world.lead), path = `/sessies/${laid.meeting}/notities/${laid.note}`;
	const form = formIn((await lead.get(path)).body_text, path);

	await lead.signIn();	// the browser is known from here
	form.set('tekst', 'x'.repeat(60000));
	world.sql('DELETE FROM session');
	assert.equal((await lead.send(path, form)).status, 403, 'much, of a browser that signed in here');
	form.set('tekst', '✓'.repeat(440000));
	assert.equal((await lead.send(path, form)).headers.get('location'), '/aanmelden?verlopen=1', 'more than a letter holds');
	form.set('tekst', 'x'.repeat(60000));
	const stranger = world.visitor();

	assert.equal((await stranger.send(path, form)).headers.get('location'), '/aanmelden?verlopen=1', 'much, of a stranger');
	const big = await stranger.send('/aanmelden', new URLSearchParams({ brief: 'x'.repeat(60000) }));

	assert.equal(big.status, 413);
	stranger.cookies.set('peil-bekend', '0'.repeat(64));
	assert.equal((await stranger.send('/aanmelden', new URLSearchParams({ brief: 'x'.repeat(60000) }))).status, 413, 'a mark that is made up');
});

// SPDX-License-Identifier: EUPL-1.2
// Two leads have one form open.  Whatever the form: of who saves first nothing is lost,
// and who saves second is told, with all that was typed still there.  Every page of the
// table that takes a form of a lead is here, or says why it needs no such care.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addressOf, everything } from '../play/everything.mjs';
import { formIn } from '../play/form.mjs';
import { inDays } from '../play/round.mjs';
import { isGet, nameOf, pages } from '../play/table.mjs';

let world;

before(async () => { world = await everything(); });
after(() => world?.stop());

// Forms with fields.  `both`: a field with the first one's value and the second one's;
// `other`: another field that the second changes, and its value.
const forms = {
	'POST /rondes/{round}/bewerken': { stage: 'preparing', both: ['k', '10', '7'], other: ['naam', 'Een andere naam'] },
	'POST /rondes/{round}/verlengen': { stage: 'open', both: ['sluit', inDays(40), inDays(50)] },
	'POST /rondes/{round}/groepen': { stage: 'preparing', press: ['knop', 'bewaar'],
		both: ['groepen', 'Nieuw;Eerste team;team;12\n', 'Nieuw;Tweede team;team;14\n'] },
	'POST /sessies/{meeting}/bewerken': { both: ['titel', 'Eerste naam', 'Tweede naam'], other: ['plaats', 'Raadzaal'] },
	'POST /sessies/{meeting}/notities/{note}': { isOwn: true, both: ['tekst', 'Eerste woorden', 'Tweede woorden'], other: ['code', '2'] },
	'POST /rondes/{round}/bevindingen/{finding}': { both: ['tekst', 'Eerste vondst', 'Tweede vondst'], other: ['bron', 'Aan de balie'] },
	'POST /rondes/{round}/wij-doen/{unit}': { press: ['knop', 'publiceer'], both: ['tekst', 'Wij bellen', 'Wij mailen'] },
	'POST /rondes/{round}/fasen/{stage}': { more: { stage: '11' }, both: ['antwoord', 'Eerst dit', 'Eerst dat'], other: ['keuze', 'niets'],
		start: (lead, path) => lead.post(path, { keuze: 'verder', antwoord: 'Zo beginnen we' }) },
};

// Forms that press a button: what the other does meanwhile, and how to see that nothing
// was done.
const edit = (page, field, value, more) => async (visitor, laid) => {
	const path = addressOf({ method: 'POST', path: page }, laid, more);
	const form = formIn((await visitor.get(path)).body_text, path);

	form.set(field, value);
	assert.equal((await visitor.send(path, form)).status, 303, path);
};
const count = (table) => () => world.sql(`SELECT count(*) FROM ${table}`);
const stage = (laid) => world.sql(`SELECT stage FROM round WHERE id = ${laid.round}`);

const buttons = {
	'POST /rondes/{round}/openen': { stage: 'preparing', meanwhile: edit('/rondes/{round}/bewerken', 'k', '10'), state: stage },
	'POST /rondes/{round}/sluiten': { stage: 'open', meanwhile: edit('/rondes/{round}/verlengen', 'sluit', inDays(40)), state: stage },
	'POST /sessies/{meeting}/verwijderen': { meanwhile: edit('/sessies/{meeting}/bewerken', 'titel', 'Anders'), state: count('meeting') },
	'POST /sessies/{meeting}/notities/{note}/verwijderen': { isOwn: true, state: count('note'),
		meanwhile: edit('/sessies/{meeting}/notities/{note}', 'tekst', 'Andere woorden') },
	'POST /sessies/{meeting}/notities/{note}/versies': { isOwn: true, press: ['versie', '1'], state: () => world.sql('SELECT body FROM note'),
		meanwhile: edit('/sessies/{meeting}/notities/{note}', 'tekst', 'Andere woorden') },
	'POST /rondes/{round}/bevindingen/{finding}/verwijderen': { state: count('finding'),
		meanwhile: edit('/rondes/{round}/bevindingen/{finding}', 'tekst', 'Andere woorden') },
	'POST /rondes/{round}/wij-doen': { press: ['zeker', '1'], state: () => world.sql('SELECT code FROM reply_link'),
		meanwhile: async (visitor, laid) => {
			const path = `/rondes/${laid.round}/wij-doen`;

			await visitor.get(path);
			assert.equal((await visitor.post(path, { zeker: '1' })).status, 303);
		} },
};

// Tested below, each in its own way.
const own = ['POST /rondes/nieuw', 'POST /rondes/{round}/kaarten', 'POST /rondes/{round}/opmerkingen/{remark}',
	'POST /rondes/{round}/gedeeld-beeld/{subject}'];

// Pages that need no such care, and why.
const reasons = {
	'POST /afmelden': 'ends the session of who asks, and nothing else',
	'POST /account/afmelden': 'ends sessions of who asks, and nothing else',
	'POST /account/wachtwoord': 'is of one person, and rests on the password of now (tests/account/account.test.mjs)',
	'POST /rondes/{round}/kaarten/reserve': 'adds spare cards; those that are there stay',
	'POST /rondes/{round}/kaarten/vervangen': 'refuses a card that was used or replaced meanwhile (tests/scan/spare.test.mjs)',
	'POST /rondes/{round}/gedeeld-beeld/{subject}/samen': 'names the line that it was written over (tests/finding/shared_picture.test.mjs)',
	'POST /rondes/{round}/klok': 'names the clock about which it was asked (tests/closing/clock.test.mjs)',
	'POST /sessies/{meeting}/afsluiten': 'names the screen on which it was asked (tests/live/ending.test.mjs)',
	'POST /sessies/{meeting}/heropenen': 'opens what was ended; when it runs already, nothing changes',
	'POST /rondes/{round}/sessies/nieuw': 'adds a meeting; touches none that is there',
	'POST /rondes/{round}/bevindingen/nieuw': 'adds a finding; touches none that is there',
	'POST /rondes/{round}/feitcheck': 'a link that works is replaced or stopped only after a question (tests/finding)',
	'POST /sessies/{meeting}/live': 'each button names the screen and the step it was made for; words are kept as versions (tests/live)',
};

const ofLead = pages.filter((page) => !isGet(page) && page.needs.includes('lead'));
const pageOf = (name) => ofLead.find((page) => nameOf(page) === name);

test('every form of a lead is tested here, or says why not', () => {
	const known = [...Object.keys(forms), ...Object.keys(buttons), ...own, ...Object.keys(reasons)];

	assert.deepEqual(ofLead.map(nameOf).filter((name) => !known.includes(name)), [], 'a form that two people may have open');
	assert.deepEqual(known.filter((name) => !pageOf(name)), []);
});

async function open(name, { stage: at = 'closed', more, isOwn, start, press }) {
	const laid = world.laid[at];
	const path = addressOf(pageOf(name), laid, more);
	const [first, second] = [world.at(isOwn ? world.lead : world.colleague), world.at(world.lead)];
	const form = async (visitor) => {
		const pairs = formIn((await visitor.get(path)).body_text, path);

		assert.ok(pairs, `a form on ${path}`);
		if (press)
			pairs.set(...press);
		return pairs;
	};

	if (start)
		await start(second, path);
	return { laid, path, first, second, form };
}

const words = (html) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

for (const [name, how] of Object.entries(forms)) {
	const [both, firstValue, secondValue] = how.both;

	test(`${name}: what only the other changed stays`, { skip: !how.other }, async () => {
		const { path, first, second, form } = await open(name, how);
		const [a, b] = [await form(second), await form(first)];

		b.set(both, firstValue);
		assert.equal((await first.send(path, b)).status, 303, 'the first');
		a.set(...how.other);
		assert.equal((await second.send(path, a)).status, 303, 'the second');
		const now = await form(second);

		assert.equal(now.get(both), firstValue);
		assert.equal(now.get(how.other[0]), how.other[1]);
		await world.again();
	});

	test(`${name}: what both changed is told, and nothing typed is lost`, async () => {
		const { path, first, second, form } = await open(name, how);
		const [a, b] = [await form(second), await form(first)];

		b.set(both, firstValue);
		assert.equal((await first.send(path, b)).status, 303, 'the first');
		a.set(both, secondValue);
		if (how.other)
			a.set(...how.other);
		const told = await second.send(path, a);
		const again = formIn(told.body_text, path);

		assert.equal(told.status, 409);
		assert.match(words(told.body_text), how.isOwn ? /Jij bewaarde dit ook in een ander venster/ : /Naam van joke was je voor/);
		assert.match(words(told.body_text), /Intussen aangepast: ‘[^’]+’\. Jij schreef: ‘/);
		assert.ok(told.body_text.includes(`href="#${both}`), 'it leads to the field');
		assert.equal(again.get(both).trim(), secondValue.trim(), 'what was typed');
		if (how.other)
			assert.equal(again.get(how.other[0]), how.other[1]);
		assert.equal((await form(first)).get(both).trim(), firstValue.trim(), 'stored as the first saved it');
		if (how.press)
			again.set(...how.press);
		assert.equal((await second.send(path, again)).status, 303, 'sent again it is decided');
		if (!path.endsWith('/verlengen'))
			assert.equal((await form(first)).get(both).trim(), secondValue.trim());
		await world.again();
	});

	test(`${name}: a form that says not what it rests on overrules nothing`, async () => {
		const { path, first, second, form } = await open(name, how);
		const b = await form(first), a = await form(second);

		b.set(both, firstValue);
		assert.equal((await first.send(path, b)).status, 303);
		a.set(both, secondValue);
		for (const was of [null, '', 'xxxxxxxxyyyyyyyy']) {
			a.delete('was');
			if (was !== null)
				a.set('was', was);
			const answer = await second.send(path, a);

			assert.equal(answer.status, 409, String(was));
			assert.equal(formIn(answer.body_text, path).get(both).trim(), secondValue.trim());
		}
		assert.equal((await form(first)).get(both).trim(), firstValue.trim());
		await world.again();
	});
}

for (const [name, how] of Object.entries(buttons))
	test(`${name}: what changed since its page is shown first`, async () => {
		const { laid, path, first, second, form } = await open(name, how);
		const a = await form(second);

		await how.meanwhile(first, laid);
		const before_ = how.state(laid);
		const told = await second.send(path, a);

		assert.equal(told.status, 409);
		assert.match(told.body_text, /id="intussen"/);
		assert.equal(how.state(laid), before_, 'nothing was done');
		const bare = new URLSearchParams([...a].filter(([key]) => key !== 'was'));

		assert.equal((await second.send(path, bare)).status, 409, 'nor without saying what it rests on');
		assert.equal(how.state(laid), before_);
		const again = formIn(told.body_text, path);

		if (how.press)
			again.set(...how.press);
		assert.equal((await second.send(path, again)).status, 303);
		assert.notEqual(how.state(laid), before_);
		await world.again();
	});

test('a new round that is sent twice does not undo what a colleague changed in it', async () => {
	const lead = world.at(world.lead), colleague = world.at(world.colleague);
	const form = formIn((await lead.get('/rondes/nieuw')).body_text, '/rondes/nieuw');

	for (const [name, value] of [['naam', 'Twee keer'], ['bedoeling', 'Beter helpen'], ['sluit', inDays(20)]])
		form.set(name, value);
	const path = `${(await lead.send('/rondes/nieuw', form)).headers.get('location')}/bewerken`;
	const theirs = formIn((await colleague.get(path)).body_text, path);

	theirs.set('k', '10');
	assert.equal((await colleague.send(path, theirs)).status, 303);
	form.set('opgave1', 'Wonen');
	assert.equal((await lead.send('/rondes/nieuw', form)).status, 303);
	const now = formIn((await lead.get(path)).body_text, path);

	assert.equal(now.get('k'), '10');
	assert.equal(now.get('opgave1'), 'Wonen');
	form.set('k', '8');
	const told = await lead.send('/rondes/nieuw', form);

	assert.equal(told.status, 409);
	assert.match(words(told.body_text), /Intussen aangepast: ‘10’\. Jij schreef: ‘8’/);
	await world.again();
});

test('cards that a colleague made meanwhile are not voided in silence; other groups are free', async () => {
	const laid = world.laid.preparing, path = `/rondes/${laid.round}/kaarten`;
	const lead = world.at(world.lead), colleague = world.at(world.colleague);
	const [one, other] = world.sql(`SELECT id FROM unit WHERE round = ${laid.round} AND size > 0 AND id NOT IN (SELECT parent FROM unit) LIMIT 2`).split('\n');
	const made = () => world.sql(`SELECT min(id) FROM ticket WHERE unit = ${one}`);
	const form = async (visitor, unit) => {
		const pairs = formIn((await visitor.get(path)).body_text, path);

		pairs.delete('groep[]');
		pairs.append('groep[]', unit);
		pairs.set('vorm', 'csv');
		return pairs;
	};
	const [a, b, c] = [await form(lead, one), await form(colleague, one), await form(lead, other)];

	assert.equal((await colleague.send(path, b)).status, 200);
	const theirs = made();
	const told = await lead.send(path, a);

	assert.equal(told.status, 409);
	assert.match(words(told.body_text), /Naam van joke was je voor[\s\S]*maakte intussen kaarten/);
	assert.doesNotMatch(told.body_text, /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/, 'no code that does not work');
	assert.equal(made(), theirs);
	assert.equal((await lead.send(path, c)).status, 200, 'another group');
	const again = formIn(told.body_text, path);

	assert.deepEqual(again.getAll('groep[]'), [one], 'the choice stays');
	again.set('was', (await form(lead, one)).get('was'));
	again.set('vorm', 'csv');
	assert.equal((await lead.send(path, again)).status, 200);
	assert.notEqual(made(), theirs);
	await world.again();
});

test('two leads judge one remark: the second sees what the first decided', async () => {
	const laid = world.laid.closed, list = `/rondes/${laid.round}/opmerkingen`, path = `${list}/${laid.remark}`;
	const lead = world.at(world.lead), colleague = world.at(world.colleague);
	const state = () => world.sql(`SELECT state FROM remark WHERE id = ${laid.remark}`);
	const form = async (visitor, fields) => {
		const pairs = formIn((await visitor.get(list)).body_text, path);

		for (const [name, value] of Object.entries(fields))
			pairs.set(name, value);
		return pairs;
	};
	const a = await form(lead, { besluit: 'herschrijven', tekst: 'Zonder namen' });

	assert.equal((await colleague.send(path, await form(colleague, { besluit: 'verbergen' }))).status, 303);
	const hidden = state();
	const told = await lead.send(path, a);
	const again = formIn(told.body_text, path);

	assert.equal(told.status, 409);
	assert.match(words(told.body_text), /Iemand anders besloot intussen/);
	assert.equal(again.get('tekst'), 'Zonder namen');
	assert.equal(state(), hidden);
	a.delete('was');
	assert.equal((await lead.send(path, a)).status, 409, 'nor without saying what it rests on');
	a.set('besluit', 'verbergen');
	assert.equal((await lead.send(path, a)).status, 303, 'the same decision is no other one');
	again.set('besluit', 'herschrijven');
	assert.equal((await lead.send(path, again)).status, 303);
	assert.notEqual(state(), hidden);
	await world.again();
});

test('words about one subject: those of the first stay to be read', async () => {
	const laid = world.laid.closed, path = `/rondes/${laid.round}/gedeeld-beeld/1`;
	const lead = world.at(world.lead), colleague = world.at(world.colleague);
	const form = async (visitor, value) => {
		const pairs = formIn((await visitor.get(path)).body_text, path);

		pairs.set('woorden', value);
		return pairs;
	};
	const a = await form(lead, 'Woorden van de tweede');

	await colleague.send(path, await form(colleague, 'Woorden van de eerste'));
	const answer = await lead.send(path, a);

	if (answer.status === 303)
		assert.ok((await lead.get(path)).body_text.includes('Woorden van de eerste'));
	else
		assert.equal(formIn(answer.body_text, path).get('woorden'), 'Woorden van de tweede');
	await world.again();
});

test('what a form was about is gone: what was typed stands on the page that says so', async () => {
	const laid = world.laid.closed, lead = world.at(world.lead);
	const gone = [['/rondes/{round}/bevindingen/{finding}', 'tekst', 'DELETE FROM finding'],
		['/sessies/{meeting}/bewerken', 'titel', 'DELETE FROM meeting_topic; DELETE FROM meeting_unit; DELETE FROM note_version; DELETE FROM note; DELETE FROM fact_check; DELETE FROM agreement; DELETE FROM finding; DELETE FROM meeting']];

	for (const [page, field, how] of gone) {
		const path = addressOf({ method: 'POST', path: page }, laid);
		const form = formIn((await lead.get(path)).body_text, path);

		form.set(field, 'Lang over nagedacht <b>&');
		world.sql(`PRAGMA foreign_keys = OFF; ${how}`);
		const answer = await lead.send(path, form);

		assert.equal(answer.status, 404, path);
		assert.match(answer.body_text, /<textarea[^>]* readonly>\n?Lang over nagedacht &lt;b&gt;&amp;<\/textarea>/);
	}
	await world.again();
});

// SPDX-License-Identifier: EUPL-1.2
// Who may ask which page: every page of the table by nobody, by somebody who
// answers, by who leads the round and by who leads in another organisation.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addressOf, answered, everything, needsKey, secret } from '../play/everything.mjs';
import { ask, emptyForm, isGet, isProbe, nameOf, pages } from '../play/table.mjs';
import { sql } from '../play/server.mjs';

let world, respondent;

before(async () => {
	world = await everything();
	respondent = world.visitor();
	for (const path of [`/s/${world.laid.open.code}`, `/mee/${world.laid.closed.mee}`])
		await respondent.get(path);
});
after(() => world?.stop());

// In a round of the stage that the page is for.
const laidFor = (page) => world.laid[page.stages[0] ?? 'closed'];
const pathOf = (page, more) => addressOf(page, laidFor(page), more);
const asks = (visitor, page, path, more) => ask(visitor, world.url, page.method, path, more);
const signInOf = (page, path) => (isGet(page) ? `/aanmelden?naar=${path.replaceAll('/', '%2f')}` : '/aanmelden?verlopen=1');
const isOfOrganisation = (page) => page.needs.length > 0 && page.path.includes('{');
// Everything but who is signed in.
const kept = () => sql(world.db, '.dump').split('\n').filter((line) => !/^INSERT INTO (session|state)\b/.test(line)).join('\n');

test('what a page needs is a right, or it is for everybody', () => {
	assert.ok(pages.filter(({ needs }) => needs.length).length > 60);
	for (const page of pages) {
		assert.ok(page.kind !== 'anonymous' || page.needs.length === 0, nameOf(page));
		assert.equal(page.needs.length > 0, /^\/(rondes|sessies|account|afmelden)/.test(page.path),
			`${nameOf(page)}: pages of a round or an account need a right, others none; give another one its place here`);
	}
});

for (const [who, visitor] of [['nobody', () => null], ['somebody who answers', () => respondent]])
	test(`${who} is sent to sign in, by every page that needs a right`, async () => {
		const start = kept();

		for (const page of pages.filter(({ needs }) => needs.length)) {
			const path = pathOf(page);
			const answer = await asks(visitor(), page, path, isGet(page) ? {} : { body: emptyForm() });

			assert.equal(answer.status, 303, nameOf(page));
			assert.equal(answer.headers.get('location'), signInOf(page, path), nameOf(page));
		}
		assert.equal(kept(), start, 'nothing was changed');
	});

test('a page without a right is there for everybody, signed in or not', async () => {
	for (const page of pages.filter(({ needs }) => !needs.length).filter(isGet).filter((p) => !needsKey(p) && !isProbe(p)))
		for (const visitor of [null, respondent, world.lead, world.stranger]) {
			const answer = await asks(visitor, page, pathOf(page));
			// Who has signed in has no business at the door.
			const wanted = page.path === '/aanmelden' && visitor?.token ? 303 : 200;

			assert.equal(answer.status, wanted, nameOf(page));
			assert.ok(!answer.isToSignIn, nameOf(page));
		}
});

test('what needs the key of a sheet is there for who has it, and for no lead', async () => {
	assert.equal(pages.filter(needsKey).length, 2);
	for (const page of pages.filter(needsKey)) {
		for (const visitor of [null, respondent, world.lead, world.stranger])
			assert.equal((await asks(visitor, page, pathOf(page))).status, 403, nameOf(page));
		assert.equal((await asks(world.person, page, pathOf(page))).status, 200, nameOf(page));
	}
});

test('who leads the round gets every page but those', async () => {
	for (const page of pages.filter(isGet).filter((p) => p.path !== '/aanmelden' && !needsKey(p) && !isProbe(p)))
		assert.equal((await asks(world.lead, page, pathOf(page))).status, 200, nameOf(page));
});

test('of another organisation there is nothing: not a page, not a word, and no change', async () => {
	const start = kept();

	for (const page of pages.filter(isOfOrganisation)) {
		const answer = await asks(world.stranger, page, pathOf(page), isGet(page) ? {} : { body: emptyForm(world.stranger) });

		assert.equal(answer.status, 404, nameOf(page));
		assert.ok(!answer.text.includes(secret), nameOf(page));
	}
	for (const page of pages.filter(({ path }) => !path.includes('{')).filter(isGet))
		assert.ok(!(await asks(world.stranger, page, page.path)).text.includes(secret), nameOf(page));
	assert.equal(kept(), start);
});

// Ids that belong to one round; other holes are numbers of its model.
const owned = ['unit', 'finding', 'file', 'remark', 'note'];
// The browser makes the number of a note: one that is not there is a new one.
const isNew = (page) => page.path === '/sessies/{meeting}/notities/{note}';

test('of another round there is nothing by an address that begins with this one', async () => {
	const start = kept();
	let count = 0;

	for (const page of pages.filter(isOfOrganisation))
		for (const name of owned.filter((n) => page.path.includes(`{${n}}`))) {
			const body = emptyForm(world.lead);

			for (const field of ['tekst', 'deur', 'code'].filter((f) => page.fields.some((known) => known.name === f)))
				body.append(field, '0');
			const answer = await asks(world.lead, page, pathOf(page, { [name]: world.laid.preparing[name] }),
				isGet(page) ? {} : { body });

			if (isNew(page) && isGet(page))
				assert.ok(!answer.text.includes(answered), nameOf(page));
			else
				assert.ok(isNew(page) ? answer.status >= 400 && answer.status < 500 : answer.status === 404,
					`${nameOf(page)}: ${answer.status}`);
			count++;
		}
	assert.ok(count > 10);
	assert.equal(kept(), start);
});

test('no form is taken from another site', async () => {
	const start = kept();

	for (const page of pages.filter((p) => !isGet(p)))
		for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elders.example' }]) {
			const answer = await asks(world.lead, page, pathOf(page), { body: emptyForm(world.lead), headers });

			assert.equal(answer.status, 403, nameOf(page));
		}
	assert.equal(kept(), start);
});

test('no form that needs a right is taken without the token of its session', async () => {
	const start = kept();
	const forms = [new URLSearchParams(), new URLSearchParams({ csrf: '' }), new URLSearchParams({ csrf: world.stranger.token }),
		new URLSearchParams({ csrf: world.lead.token.toUpperCase() + ' ' })];

	for (const page of pages.filter((p) => !isGet(p) && p.needs.length))
		for (const body of forms)
			assert.equal((await asks(world.lead, page, pathOf(page), { body })).status, 403, nameOf(page));
	assert.equal(kept(), start);
});

test('wrong codes are counted by every page that has one in its address', async () => {
	for (const page of pages.filter(({ needs, path }) => !needs.length && path.includes('{'))) {
		const wrong = { code: '0123456789AB', key: '0'.repeat(24) };
		const answer = await asks(null, page, pathOf(page, wrong), isGet(page) ? {} : { body: emptyForm() });

		assert.equal(answer.status, 404, nameOf(page));
		assert.deepEqual(page.limits.find(({ of }) => of.startsWith('different wrong codes')),
			page.path.startsWith('/mee/')
				? { of: 'different wrong codes of sessions of an address', times: 600, seconds: 600 }
				: { of: 'different wrong codes of an address', times: 6000, seconds: 60 }, nameOf(page));
	}
});

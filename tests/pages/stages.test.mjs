// SPDX-License-Identifier: EUPL-1.2
// Every page in every stage of a round: what the table says of its stages is what
// the program does, nothing breaks, and before closing nobody sees an answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addressOf, answered, everything, needsKey, stages } from '../play/everything.mjs';
import { wasIn } from '../play/visitor.mjs';
import { ask, emptyForm, isGet, nameOf, pages } from '../play/table.mjs';

const tooEarly = 'Het beeld komt na het sluiten';
let world;

before(async () => { world = await everything(); });
after(() => world?.stop());

const ofRound = pages.filter(({ path }) => path.includes('{'));
const isIn = (page, stage) => !page.stages.length || page.stages.includes(stage);
const isBehindDoor = (page) => page.stages.join() === 'closed';

// What must be in a form for its page to know what is meant.
const forms = {
	'POST /rondes/{round}/feitcheck': (laid) => ({ sessie: laid.meeting, knop: 'maak' }),
};
// Forms that have nothing to do in a round as it was laid.
const others = { 'POST /mee/{code}/stem': 409 };

// As who has just opened the page.
async function bodyOf(page, laid) {
	const body = emptyForm(world.lead);
	const path = addressOf(page, laid);
	const was = page.needs.length && wasIn((await ask(world.lead, world.url, 'GET', path)).text, path);

	if (was)
		body.append('was', was);

	for (const [name, value] of Object.entries(forms[nameOf(page)]?.(laid) ?? {}))
		body.append(name, value);
	return body;
}

async function look(page, stage) {
	const laid = world.laid[stage];
	const answer = await ask(needsKey(page) ? world.person : world.lead, world.url, page.method, addressOf(page, laid),
		isGet(page) ? {} : { body: await bodyOf(page, laid) });
	const what = `${nameOf(page)}, round ${stage}: ${answer.status}`;

	assert.ok(answer.status < 500, what);
	assert.ok(!answer.isToSignIn, what);
	if (stage !== 'closed')
		assert.ok(!answer.text.includes(answered), `${what}, with what was answered`);
	if (isIn(page, stage))
		assert.ok(!answer.text.includes(tooEarly), what);
	if (isIn(page, stage) && isGet(page))
		assert.equal(answer.status, 200, what);
	else if (isIn(page, stage))
		assert.ok(answer.status === others[nameOf(page)] || [200, 303, 400, 422].includes(answer.status), what);
	else if (!page.needs.length)
		assert.ok([404, 409, 410].includes(answer.status), what);
	else
		assert.equal(answer.status, 409, what);
	if (!isIn(page, stage) && page.needs.length)
		assert.equal(answer.text.includes(`<h1>${tooEarly}</h1>`), isBehindDoor(page), what);
	return answer;
}

for (const stage of stages)
	test(`every page, with the round ${stage}`, async (t) => {
		for (const page of ofRound.filter(isGet))
			await t.test(nameOf(page), () => look(page, stage));
	});

for (const stage of stages)
	test(`every form, with the round ${stage}`, async (t) => {
		for (const page of ofRound.filter((p) => !isGet(p)))
			await t.test(nameOf(page), async () => {
				const answer = await look(page, stage);

				if (answer.status < 400)
					await world.again();
			});
	});

test('every page with an answer in it stands behind the door', async () => {
	for (const page of ofRound.filter(isGet)) {
		const answer = await ask(world.lead, world.url, 'GET', addressOf(page, world.laid.closed));

		if (answer.text.includes(answered))
			assert.ok(isBehindDoor(page), nameOf(page));
	}
});

test('the menu has each page in its place, and each area together', () => {
	const places = pages.filter(({ menu }) => menu).map(({ menu }) => menu);
	const keys = places.map(({ area_order: area = 0, order }) => `${area}.${order}`);

	assert.equal(new Set(keys).size, places.length, 'no two pages on one place');
	assert.equal(new Set(places.map(({ area, area_order: order }) => `${area} ${order}`)).size,
		new Set(places.map(({ area }) => area)).size, 'an area has one place');
	for (const page of pages.filter(({ under }) => under))
		assert.ok(pages.some(({ path, menu }) => menu && path === page.under), nameOf(page));
	for (const page of pages.filter(({ menu }) => menu)) {
		assert.equal(page.method, 'GET');
		assert.match(page.path, /^[^{}]*\{round\}[^{}]*$/);
	}
});

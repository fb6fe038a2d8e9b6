// SPDX-License-Identifier: EUPL-1.2
// A card after closing: it is known, says when its round closed, and leads to what
// happens with it; one that never was is not known.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, close, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const INVENTED = 'ABCDEFGHJKMN';
let server, round, used, unused;

before(async () => {
	server = await serve();
	server.account();
	round = await makeRound(server);
	for (const code of round.codes.Burgerzaken.slice(0, 6))
		await answer(server, code);
	[used] = round.codes.Burgerzaken;
	unused = round.codes.Groen[0];
	await close(round);
});
after(() => server.stop());

const read = (path) => server.visitor().get(path);

test('every page of a card says when its round closed and where to read on', async () => {
	const day = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'long' }).format(new Date());

	for (const code of [used, unused])
		for (const rest of ['', '/1', '/overzicht', '/klaar', '/sleutel', '/slot', '/wie-ziet-wat']) {
			const page = await read(`/s/${code}${rest}?taal=nl`);

			assert.equal(page.status, 410, rest);
			assert.match(page.body_text, /<h1>De zelfanalyse is gesloten<\/h1>/);
			assert.ok(page.body_text.includes(`Ze sloot op ${day}, `), page.body_text);
			assert.ok(page.body_text.includes(`href="/s/${code}/vervolg?taal=nl"`));
			assert.doesNotMatch(page.body_text, /kennen we niet/);
		}
	assert.match((await read(`/s/${unused}?taal=en`)).body_text, /It closed on [\s\S]*href="\/s\/\w+\/vervolg\?taal=en">Read what happens/);
});

test('what is sent with it is refused with the same page', async () => {
	for (const rest of ['/1', '/inleveren', '/opnieuw', '/sleutel', '/slot'])
		assert.equal((await server.visitor().post(`/s/${used}${rest}`, {})).status, 410, rest);
});

test('typed in, it leads to its page', async () => {
	const typed = await server.visitor().post('/meedoen', { code: unused.toLowerCase() });

	assert.equal(typed.status, 303);
	assert.match(typed.headers.get('location'), new RegExp(`^/s/${unused}`));
});

test('a card that was used and one that was not give the same page', async () => {
	const [a, b] = await Promise.all([used, unused].map(async (code) =>
		(await read(`/s/${code}`)).body_text.replaceAll(code, 'CODE')));

	assert.equal(a, b);
});

test('a code that never was is not known, there and when typed', async () => {
	for (const path of [`/s/${INVENTED}`, `/s/${INVENTED}/vervolg`]) {
		const page = await read(path);

		assert.equal(page.status, 404);
		assert.match(page.body_text, /Deze code kennen we niet/);
		assert.doesNotMatch(page.body_text, /vervolg/);
	}
	assert.match((await server.visitor().post('/meedoen', { code: INVENTED })).body_text, /Deze code kennen we niet/);
});

test('old cards are no guesses: an office that tries them all is not kept out', async () => {
	for (let i = 0; i < 20; i++)
		for (const code of Object.values(round.codes).flat())
			assert.equal((await read(`/s/${code}`)).status, 410);
});

test('it says what comes, and leads there when there is something to read', async () => {
	const where = `/s/${unused}/vervolg`;
	const empty = await read(where);

	assert.equal(empty.status, 200);
	assert.match(empty.body_text, /nog niets te lezen[\s\S]*zijn geteld en de losse formulieren zijn gewist/);
	await round.lead.post(`${round.path}/wij-doen/0`, { tekst: 'Wij doen dit.', knop: 'publiceer' });
	const link = (await read(where)).body_text.match(/href="(\/r\/\w{24}\/0)"/)[1];

	assert.match((await read(link)).body_text, /Wij doen dit\./);
	await round.lead.post(`${round.path}/wij-doen`, { zeker: '1' });
	assert.equal((await read(link)).status, 404, 'the link was renewed');
	assert.equal((await read((await read(where)).body_text.match(/href="(\/r\/\w{24}\/0)"/)[1])).status, 200);
	await round.lead.post(`${round.path}/fasen/11`, { keuze: 'niets', antwoord: 'er is geen tijd.' });
	assert.match((await read(`${where}?taal=en`)).body_text, /Nothing, because: er is geen tijd\./);
	assert.match((await read(`${where}?taal=en`)).body_text, /hreflang="nl"/);
});

test('while the round is open that page points to the self-scan', async () => {
	const open = await makeRound(server, { name: 'Loopt' });
	const page = await read(`/s/${open.codes.Groen[0]}/vervolg`);

	assert.equal(page.status, 409);
	assert.match(page.body_text, /nog open, tot /);
	assert.equal((await read(page.body_text.match(/class="btn" href="([^"]+)"/)[1])).status, 200);
});

// SPDX-License-Identifier: EUPL-1.2
// Answering, without JavaScript: every page, saving, changing, handing in, and
// everything that must be refused without a trace.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, round, codes;
const rows = ['Dienstverlening;Burgerzaken;team;30', 'Dienstverlening;Vergunningen;team;3', ';Leidinggevenden;leiding;6'].join('\n');

before(async () => {
	server = await serve();
	server.account();
	round = await makeRound(server, { rows });
	codes = Object.values(round.codes).flat();
});
after(() => server.stop());

const checked = (html, name) =>
	[...html.matchAll(new RegExp(`name="${name}" value="(\\d+)" checked`, 'g'))].map((m) => m[1]);
const card = (group = 'Burgerzaken') => `/s/${round.codes[group].pop()}`;

test('the front door takes a code in any writing', async () => {
	const visitor = server.visitor();
	const code = round.codes.Burgerzaken[0];

	assert.equal((await visitor.get('/')).status, 200);
	assert.equal((await visitor.get('/meedoen')).status, 200);
	for (const typed of [code, code.toLowerCase(), ` ${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)} `]) {
		const answer = await visitor.post('/meedoen?taal=en', { code: typed });

		assert.equal(answer.status, 303, typed);
		assert.equal(answer.headers.get('location'), `/s/${code}?taal=en`);
	}
	assert.equal(visitor.cookies.size, 0, 'no cookies for respondents');
});

test('a code that is not whole, or not known, is said and shown again', async () => {
	const other = await serve();

	try {
		const visitor = other.visitor();
		const half = await visitor.post('/meedoen', { code: 'ABC"D' });
		const unknown = await visitor.post('/meedoen', { code: 'ABCDEFGHJKMN' });

		assert.equal(half.status, 422);
		assert.match(half.body_text, /Dit is geen hele code/);
		assert.match(half.body_text, /value="ABC&quot;D"/);
		assert.equal(unknown.status, 422);
		assert.match(unknown.body_text, /Deze code kennen we niet/);
		assert.equal((await visitor.get('/s/ABCDEFGHJKMN')).status, 404);
		assert.equal((await visitor.get('/s/ABCDEFGHJKMN/1')).status, 404);
	} finally {
		await other.stop();
	}
});

test('before opening the ticket is known but waits', async () => {
	const early = await makeRound(server, { until: 'cards' });
	const visitor = server.visitor();
	const code = early.codes.Burgerzaken[0];
	const page = await visitor.get(`/s/${code}`);
	const typed = await visitor.post('/meedoen', { code });

	assert.equal(page.status, 409);
	assert.match(page.body_text, /nog niet open/);
	assert.equal(typed.status, 409);
	assert.match(typed.body_text, /nog niet open/);
});

test('the start page says what it is about, from the settings', async () => {
	const page = await server.visitor().get(card());

	assert.equal(page.status, 200);
	for (const words of [/We willen weten waar data ons werk beter maakt/, /Minder schulden/,
		/gezinnen met geldzorgen/, /jij en 29 collega's/, /Burgerzaken/,
		/minstens 5/, /Ongeveer \d+ minuten/, /Beginnen/])
		assert.match(page.body_text, words);
	assert.equal(page.headers.getSetCookie().length, 0);
});

test('who sees what lists the groups around a person', async () => {
	const page = await server.visitor().get(`${card('Vergunningen')}/wie-ziet-wat`);

	assert.equal(page.status, 200);
	assert.match(page.body_text, /Vergunningen<\/th><td class="n">3<\/td><td>Nee, de groep is te klein/);
	assert.match(page.body_text, /Dienstverlening<\/th><td class="n">33<\/td><td>Ja, vanaf 5/);
	assert.match(page.body_text, /Gemeente Voorbeeld<\/th><td class="n">39<\/td>/);
});

test('nothing is preselected; what is saved comes back', async () => {
	const path = card();
	const one = server.visitor();
	const empty = await one.get(`${path}/1`);

	assert.equal(empty.status, 200);
	assert.doesNotMatch(empty.body_text, / checked/);
	const saved = await one.post(`${path}/1`, {
		nu: '2', straks: '4', past1: '3', opmerking: 'Eén <b>voorbeeld</b>', naar: 'volgende',
	});

	assert.equal(saved.status, 303);
	assert.match(saved.headers.get('location'), new RegExp(`^${path}/2\\?taal=nl&bewaard=\\d+$`));
	assert.match((await one.get(saved.headers.get('location'))).body_text, /Bewaard om \d\d\.\d\d uur/);
	const again = (await one.get(`${path}/1`)).body_text;

	assert.deepEqual(checked(again, 'nu'), ['2']);
	assert.deepEqual(checked(again, 'straks'), ['4']);
	assert.deepEqual(checked(again, 'past1'), ['3']);
	assert.match(again, /Eén &lt;b&gt;voorbeeld&lt;\/b&gt;<\/textarea>/);
	assert.match((await one.get(path)).body_text, /Verder bij onderwerp 2 van/);
});

test('buttons lead where they say, and Back is not a form', async () => {
	const path = card();
	const visitor = server.visitor();
	const lead = async (from, naar) =>
		(await visitor.post(`${path}/${from}`, { naar })).headers.get('location').split('?')[0];

	assert.equal(await lead(2, 'vorige'), `${path}/1`);
	assert.equal(await lead(1, 'vorige'), path);
	assert.equal(await lead(1, '3'), `${path}/3`);
	assert.equal(await lead(1, 'overzicht'), `${path}/overzicht`);
	assert.equal(await lead(1, 'https://elders.example'), `${path}/1`);
	await visitor.post(`${path}/1`, { nu: '14', straks: '14', opmerking: 'x' });
	assert.equal(await lead(1, 'leeg'), `${path}/1`);
	const cleared = (await visitor.get(`${path}/1`)).body_text;

	assert.doesNotMatch(cleared, / checked/);
	assert.match(cleared, /<textarea[^>]*>\n<\/textarea>/);
});

test('the statements are those of the route', async () => {
	const count = (html) => new Set([...html.matchAll(/name="(past\d)"/g)].map((m) => m[1])).size;
	const team = (await server.visitor().get(`${card()}/1`)).body_text;
	const leaders = (await server.visitor().get(`${card('Leidinggevenden')}/1`)).body_text;

	assert.ok(count(team) > 0);
	assert.ok(count(leaders) > count(team), 'leaders have one more');
});

test('foreign fields and values outside the scale store nothing', async () => {
	const path = card();
	const visitor = server.visitor();

	await visitor.post(`${path}/1`, { nu: '3' });
	for (const fields of [{ nu: '6' }, { nu: '0' }, { nu: '-1' }, { nu: '13' }, { nu: 'x' }, { nu: '16' },
		{ nu: '2', straks: '15' }, { nu: '2', straks: '6' }, { nu: '2', past1: '6' }, { nu: '2', past8: '1' },
		{ nu: '2', vreemd: '1' }, [['nu', '2'], ['nu', '4']]]) {
		const answer = await visitor.post(`${path}/1`, fields);

		assert.equal(answer.status, 400, JSON.stringify(fields));
		assert.match(answer.body_text, /niets bewaard/);
	}
	assert.equal((await visitor.post(`${path}/99`, { nu: '2' })).status, 404);
	assert.equal((await visitor.post(`${path}/0`, { nu: '2' })).status, 404);
	assert.deepEqual(checked((await visitor.get(`${path}/1`)).body_text, 'nu'), ['3']);
});

test('a remark that is too long is shown again and not stored', async () => {
	const path = card();
	const visitor = server.visitor();
	const long = await visitor.post(`${path}/1`, { nu: '2', opmerking: 'a'.repeat(700) });

	assert.equal(long.status, 422);
	assert.match(long.body_text, /Deze tekst is niet bewaard/);
	assert.match(long.body_text, /a{700}/, 'the text is not lost');
	assert.deepEqual(checked(long.body_text, 'nu'), ['2'], 'nor is the choice');
	assert.deepEqual(checked((await visitor.get(`${path}/1`)).body_text, 'nu'), ['2'], 'it is saved');
	assert.equal((await visitor.post(`${path}/1`, { nu: '2', opmerking: 'a'.repeat(1 << 20) })).status, 413);
	assert.doesNotMatch((await visitor.get(`${path}/1`)).body_text, /aaa/);
});

test('a stranger sends no more than a small form, a respondent a long text', async () => {
	const codes = [card(), '/s/AAAAAAAAAAAA'];
	const one = server.visitor();
	const post = async (path, bytes) => (await one.post(`${path}/1`, { opmerking: 'a'.repeat(bytes) })).status;

	assert.equal(await post(codes[0], 15000), 422);
	assert.equal(await post(codes[0], 40000), 422);
	assert.equal(await post(codes[0], 80000), 413);
	assert.equal(await post(codes[1], 15000), 404);
	assert.equal(await post(codes[1], 40000), 413);
	assert.equal(await post(codes[1], 1 << 20), 413);

	// What a stranger keeps sending takes no memory.
	const memory = () => Number(readFileSync(`/proc/${server.child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);
	const before = memory();
	const many = Array.from({ length: 60 }, () => connect(server.port, '127.0.0.1'));

	await Promise.all(many.map((socket) => new Promise((done) => {
		socket.on('error', done);
		socket.write('POST /s/AAAAAAAAAAAA/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n'
			+ `Content-Type: application/x-www-form-urlencoded\r\n\r\nopmerking=${'x'.repeat(1900000)}`, done);
	})));
	await new Promise((done) => { setTimeout(done, 500); });
	assert.ok(memory() - before < 40000, `${memory() - before} kB more`);
	for (const socket of many)
		socket.destroy();
});

// As many as the page says, in characters as people count them: on every page.
for (const [what, sign] of [['letters', 'a'], ['accents', 'ë'], ['emoji', '😀'], ['accents typed apart', 'e\u0308']])
	test(`every page takes a remark of 500 ${what}, and not one more`, async () => {
		const path = card();
		const visitor = server.visitor();
		const most = Number((await visitor.get(`${path}/1`)).body_text.match(/Hoogstens (\d+) tekens/)[1]);

		assert.equal(most, 500);
		for (let i = 1; i <= 10; i++)
			assert.equal((await visitor.post(`${path}/${i}`, { nu: '1', opmerking: sign.repeat(most) })).status, 303, `page ${i}`);
		assert.equal((await visitor.post(`${path}/slot`, { open2: sign.repeat(most) })).status, 303);
		for (let i = 1; i <= 10; i++)
			assert.ok((await visitor.get(`${path}/${i}`)).body_text.includes(sign.repeat(most)), `page ${i}`);
		const over = await visitor.post(`${path}/1`, { nu: '4', straks: '5', opmerking: sign.repeat(most + 1) });

		assert.equal(over.status, 422);
		assert.ok(over.body_text.includes(sign.repeat(most + 1)), 'to be shortened');
		const kept = (await visitor.get(`${path}/1`)).body_text;

		assert.deepEqual([checked(kept, 'nu'), checked(kept, 'straks')], [['4'], ['5']]);
		assert.ok(!kept.includes(sign.repeat(most + 1)));
		assert.equal((await visitor.post(`${path}/inleveren`)).status, 303);
	});

test('a line end is one character', async () => {
	const visitor = server.visitor();

	assert.equal((await visitor.post(`${card()}/1`, { opmerking: `x${'\r\n'.repeat(498)}x` })).status, 303);
});

test('the script of the page saves without leaving it', async () => {
	const path = card();
	const visitor = server.visitor();
	const answer = await visitor.post(`${path}/1?taal=en`, { nu: '5' }, { 'X-Peil-Autosave': '1' });

	assert.equal(answer.status, 200);
	assert.match(answer.body_text, /^Saved at \d\d:\d\d$/);
	assert.deepEqual(checked((await visitor.get(`${path}/1`)).body_text, 'nu'), ['5']);
});

test('two tabs do not undo each other', async () => {
	const path = card();
	const one = server.visitor();

	await one.get(`${path}/1`);
	await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
		one.twin().post(`${path}/${n}`, { nu: String(n % 5 + 1), opmerking: `tekst ${n}` })));
	for (let n = 1; n <= 8; n++) {
		const page = (await one.get(`${path}/${n}`)).body_text;

		assert.deepEqual(checked(page, 'nu'), [String(n % 5 + 1)]);
		assert.match(page, new RegExp(`tekst ${n}<`));
	}
});

test('closing questions', async () => {
	const path = card();
	const visitor = server.visitor();
	const form = (await visitor.get(`${path}/slot`)).body_text;
	const most = Number(form.match(/data-most="(\d+)"/)[1]);
	const open = form.match(/name="(open\d+)"/)[1];
	const picks = (n) => Array.from({ length: n }, (_, i) => ['keuze[]', String(i + 1)]);
	const many = await visitor.post(`${path}/slot`, [...picks(most + 1), [open, 'Iets']]);

	assert.equal(many.status, 422);
	assert.match(many.body_text, /Niet bewaard: je koos er te veel/);
	assert.match(many.body_text, /Iets<\/textarea>/);
	const kept = (await visitor.get(`${path}/slot`)).body_text;

	assert.doesNotMatch(kept, / checked/);
	assert.match(kept, /Iets<\/textarea>/, 'what was right is saved');
	const saved = await visitor.post(`${path}/slot`, [...picks(most), [open, 'Iets']]);

	assert.equal(saved.headers.get('location').split('?')[0], `${path}/overzicht`);
	const again = (await visitor.get(`${path}/slot`)).body_text;

	assert.equal(checked(again, 'keuze\\[\\]').length, most);
	assert.match(again, /Iets<\/textarea>/);
	for (const fields of [{ 'keuze[]': '41' }, { 'keuze[]': '0' }, { open16: 'x' }, { vreemd: '1' }])
		assert.equal((await visitor.post(`${path}/slot`, fields)).status, 400, JSON.stringify(fields));
	if (/name="contact"/.test(form)) {
		await visitor.post(`${path}/slot`, { contact: 'Naam 06-00000000' });
		assert.doesNotMatch((await visitor.get(`${path}/slot`)).body_text, /06-00000000/,
			'nothing says whose it is');
	}
});

test('handing in, changing afterwards, printing', async () => {
	const path = card();
	const visitor = server.visitor();

	assert.equal((await visitor.get(`${path}/klaar`)).headers.get('location').split('?')[0],
		`${path}/overzicht`);
	assert.equal((await visitor.post(`${path}/inleveren`)).status, 422, 'an empty sheet');
	await visitor.post(`${path}/1`, { nu: '2', opmerking: 'Mijn <i>tekst</i>' });
	await visitor.post(`${path}/2`, { nu: '14' });
	const review = (await visitor.get(`${path}/overzicht`)).body_text;

	assert.match(review, /nog leeg/);
	assert.match(review, /Weet ik niet/);
	assert.match(review, new RegExp(`href="${path}/1\\?taal=nl"`));
	const done = await visitor.post(`${path}/inleveren`);

	assert.equal(done.status, 303);
	const thanks = (await visitor.get(done.headers.get('location'))).body_text;

	assert.match(thanks, /Bedankt/);
	assert.match(thanks, /nog wijzigen tot/);
	assert.match(thanks, /Mijn &lt;i&gt;tekst&lt;\/i&gt;/);
	await visitor.post(`${path}/1`, { nu: '4' });
	assert.equal((await visitor.get(`${path}/klaar`)).status, 200, 'it stays handed in');
	assert.match((await visitor.get(path)).body_text, /ingeleverd/);
});

test('whoever empties everything afterwards takes the sheet back, and reads so', async () => {
	const path = card();
	const visitor = server.visitor();

	await visitor.post(`${path}/1`, { nu: '2' });
	await visitor.post(`${path}/2`, { nu: '14' });
	await visitor.post(`${path}/inleveren`);
	await visitor.post(`${path}/1`, { naar: 'leeg' });
	assert.equal((await visitor.get(`${path}/klaar`)).status, 200, 'one answer is left');
	await visitor.post(`${path}/2`, { naar: 'leeg' });
	assert.equal((await visitor.get(`${path}/klaar`)).headers.get('location').split('?')[0], `${path}/overzicht`);
	for (const page of ['', '/overzicht']) {
		const { body_text } = await visitor.get(path + page);

		assert.match(body_text, /class="card alert"[\s\S]*Je antwoorden zijn niet meer ingeleverd\./);
		assert.doesNotMatch(body_text, /Je antwoorden zijn ingeleverd/);
	}
	assert.match((await visitor.get(`${path}/overzicht?taal=en`)).body_text, /Your answers are no longer handed in/);
	assert.equal((await visitor.post(`${path}/inleveren`)).status, 422, 'there is nothing to hand in');
	await visitor.post(`${path}/3`, { nu: '15' });
	assert.equal((await visitor.post(`${path}/inleveren`)).status, 303);
	assert.doesNotMatch((await visitor.get(`${path}/overzicht`)).body_text, /niet meer ingeleverd/);
});

test('the language goes along in every link', async () => {
	const path = card();
	const visitor = server.visitor();

	for (const rest of ['', '/1', '/slot', '/overzicht', '/wie-ziet-wat']) {
		const page = (await visitor.get(`${path}${rest}?taal=en`)).body_text;
		const own = [...page.matchAll(/(?:href|action)="(\/(?:s\/|meedoen|hulp|toegankelijkheid)[^"]*)"/g)];

		assert.match(page, /<html lang="en">/, rest);
		assert.ok(own.length > 0, rest);
		for (const [, address] of own)
			assert.match(address, /[?&]taal=en/, `${rest}: ${address}`);
	}
	assert.equal((await visitor.post(`${path}/1?taal=en`, { naar: 'volgende' }))
		.headers.get('location').split('&')[0], `${path}/2?taal=en`);
});

test('a round in one language has no choice', async () => {
	const dutch = await makeRound(server, { en: '' });
	const page = await server.visitor().get(`/s/${dutch.codes.Burgerzaken[0]}?taal=en`);

	assert.match(page.body_text, /<html lang="nl">/);
	assert.doesNotMatch(page.body_text, /hreflang/);
});

test('after closing there is a clear page and nothing can be sent', async () => {
	const other = await makeRound(server);
	const path = `/s/${other.codes.Burgerzaken[0]}`;
	const visitor = server.visitor();

	assert.equal((await other.lead.post(`/rondes/${other.id}/sluiten`)).status, 303);
	for (const answer of [await visitor.get(path), await visitor.get(`${path}/1`),
		await visitor.post(`${path}/1`, { nu: '2' }), await visitor.post(`${path}/inleveren`)]) {
		assert.ok([404, 410].includes(answer.status), String(answer.status));
		assert.match(answer.body_text, /gesloten/);
	}
});

test('help and accessibility are there for everybody', async () => {
	for (const path of ['/hulp', '/toegankelijkheid']) {
		assert.equal((await server.visitor().get(path)).status, 200);
		assert.match((await server.visitor().get(`${path}?taal=en`)).body_text, /<html lang="en">/);
	}
});

test('what a form or a code holds never reaches the log', () => {
	assert.doesNotMatch(server.log, new RegExp(codes.join('|')));
	assert.doesNotMatch(server.log, /voorbeeld<|tekst \d|06-00000000/);
});

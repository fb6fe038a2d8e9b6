// SPDX-License-Identifier: EUPL-1.2
// What stands on cards, slips and beside a list of links, in the languages of the
// round; and that the page that is shown once loses nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { boxes, makeRound } from '../play/round.mjs';
import { run, serve } from '../play/server.mjs';

const rows = 'Ruimte;Vergunningen;team;6\n;Leiding;leiding;5';
const purpose = 'We willen weten waar data helpt. Daarna praten we.';
let server;

before(async () => {
	server = await serve();
	server.account();
});
after(() => server?.stop());

const ready = (more = {}) => makeRound(server, { rows, bedoeling: purpose, until: 'groups', ...more });
const text = (html) => html.replace(/<svg[\s\S]*?<\/svg>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
	.replaceAll('&#39;', "'");

async function print(round, fields = {}) {
	const form = (await round.lead.get(`${round.path}/kaarten`)).body_text;

	return round.lead.post(`${round.path}/kaarten`, [...boxes(form), ['vorm', 'vel'], ...Object.entries(fields)]);
}

const groupsOf = (html) => html.split('<section class="cardgroup">').slice(1);
const cardsOf = (html) => html.split('<li class="ticket"').slice(1);
const codesOf = (html) => [...html.matchAll(/class="ticketcode">([^<]+)</g)].map(([, code]) => code.replaceAll('-', ''));
const minutesOf = (said, who) => said.match(new RegExp(`${who} (\\d+)`))[1];

const words = {
	nl: [/Scan de QR-code, of ga naar http:\S+ en typ de code\. Het kan tot \d+ \w+ \d{4}, 17\.00 uur\./,
		/Het duurt ongeveer (\d+) minuten\./, /Het is anoniem: we vragen geen naam, en antwoorden tellen mee in groepjes van minstens 5\./,
		/Bewaar deze kaart\./],
	en: [/Scan the QR code, or go to http:\S+ and type the code\. You can until \d+ \w+ \d{4}, 17:00\./,
		/It takes about (\d+) minutes\./, /It is anonymous: we ask for no name, and answers count in groups of at least 5\./,
		/Keep this card\./],
};

for (const [nl, en] of [['1', ''], ['', '1'], ['1', '1']])
	test(`cards and slips are in the languages of the round (nl ${nl}, en ${en})`, async () => {
		const round = await ready({ nl, en });
		const html = (await print(round)).body_text;

		for (const card of cardsOf(html)) {
			const said = text(card);

			assert.match(said, /^[^·]*Gemeente Voorbeeld · (Vergunningen \(Ruimte\)|Leiding) Najaar We willen weten waar data helpt\. \w{4}-\w{4}-\w{4}/);
			assert.doesNotMatch(said, /Daarna praten we/, 'a line, not the whole purpose');
			for (const [lang, isThere] of [['nl', nl], ['en', en]])
				for (const word of words[lang])
					assert.equal(word.test(said), Boolean(isThere), `${word} in ${said}`);
		}
		for (const group of groupsOf(html)) {
			assert.equal(/Schud de kaarten en laat ieder er zelf één pakken/.test(group), Boolean(nl));
			assert.equal(/Shuffle the cards and let everybody take one/.test(group), Boolean(en));
		}
	});

test('each card says how long its own route takes, as the model says', async () => {
	const said = run(['model', 'check', 'models/ddw-basis.json']);
	const html = (await print(await ready())).body_text;

	for (const group of groupsOf(html)) {
		const who = /Leiding/.test(group) ? 'leaders' : 'everyone';

		for (const card of cardsOf(group))
			for (const lang of ['nl', 'en'])
				assert.equal(text(card).match(words[lang][1])[1], minutesOf(said, who));
	}
});

test('each group has a slip with its department, how many cards and how many are spare', async () => {
	const round = await ready();
	const html = (await print(round, { reserve: '2' })).body_text;
	const groups = groupsOf(html).map(text);

	assert.match(groups[0], /^ *Vergunningen Ruimte Voor wie de kaarten uitdeelt · 6 kaarten en 2 reservekaarten .*Houd de reservekaarten apart/);
	assert.match(groups[1], /^ *Leiding Voor wie de kaarten uitdeelt · 5 kaarten en 2 reservekaarten /);
	for (const group of groupsOf(html)) {
		const spare = cardsOf(group).map((card) => /Reservekaart[\s\S]*Spare card/.test(card));

		assert.deepEqual(spare.slice(-2), [true, true]);
		assert.equal(spare.filter(Boolean).length, 2);
	}
	assert.doesNotMatch(text((await print(await ready())).body_text), /[Rr]eserve/);
});

test('a list says which links are spare; beside it stands what to send along', async () => {
	const round = await ready({ nl: '', en: '1' });
	const form = await round.lead.get(`${round.path}/kaarten`);
	const list = (await round.lead.post(`${round.path}/kaarten`, [...boxes(form.body_text), ['vorm', 'csv'], ['reserve', '1']])).body_text;
	const kinds = list.trim().split('\r\n').slice(1).map((line) => line.split(';').at(-1));

	assert.deepEqual(kinds, ['kaart', 'kaart', 'kaart', 'kaart', 'kaart', 'kaart', 'reserve', 'kaart', 'kaart', 'kaart', 'kaart', 'kaart', 'reserve']);
	assert.match(form.body_text, /lang="en"[^>]*>Gemeente Voorbeeld asks you to take part[\s\S]*about 9 minutes[\s\S]*nor does who sends you this link[\s\S]*Keep this link/);
	assert.doesNotMatch(form.body_text, /Bewaar deze link/);
});

test('a wrong number of spare cards is refused, and voids nothing', async () => {
	const round = await ready();
	const [code] = codesOf((await print(round)).body_text);

	for (const reserve of ['-1', '21', 'x']) {
		const again = await round.lead.post(`${round.path}/kaarten`, [...boxes((await round.lead.get(`${round.path}/kaarten`)).body_text),
			['vorm', 'vel'], ['reserve', reserve]]);

		assert.equal(again.status, 422);
		assert.match(again.body_text, /Kies 0 tot en met 20 reservekaarten per groep\./);
		assert.ok(again.body_text.includes(`value="${reserve}"`));
	}
	await round.lead.post(`${round.path}/openen`);
	assert.equal((await server.visitor().get(`/s/${code}`)).status, 200);
});

test('the page that is shown once has one way out, which says so; and until opening it can be made again', async () => {
	const round = await ready();
	const html = (await print(round)).body_text;
	const ways = [...html.matchAll(/<(?:a|form|button)\b[^>]*>/g)].map(([tag]) => tag);

	assert.equal(ways.length, 3, ways.join('\n'));
	assert.match(ways[0], /class="skip" href="#/);
	assert.match(ways[1], /<button[^>]* data-print hidden/);
	assert.match(ways[2], new RegExp(`href="${round.path}/kaarten" data-done`));
	assert.match(html, /<body class="once" data-once>/);
	assert.match(html, /Dan maak je de kaarten opnieuw\. Dat kan tot de zelfanalyse open is/);
	const [old] = codesOf(html), [fresh] = codesOf((await print(round)).body_text);

	await round.lead.get(`${round.path}/openen`);
	await round.lead.post(`${round.path}/openen`);
	assert.equal((await server.visitor().get(`/s/${old}`)).status, 404);
	assert.equal((await server.visitor().get(`/s/${fresh}`)).status, 200);
});

test('opening says that the cards cannot be made again, and which groups have too few', async () => {
	const round = await ready();
	const [box] = boxes((await round.lead.get(`${round.path}/kaarten`)).body_text);

	// Many spare cards for one group do not hide that the other has none.
	await round.lead.post(`${round.path}/kaarten`, [box, ['vorm', 'csv'], ['reserve', '20']]);
	const page = text((await round.lead.get(`${round.path}/openen`)).body_text);

	assert.match(page, /Heb je alle kaarten en lijsten\? Na het openen kun je ze niet opnieuw maken/);
	assert.match(page, /Niet elke groep heeft al kaarten/);
});

// SPDX-License-Identifier: EUPL-1.2
// Remarks are read by a person first: nothing of what was not read, was hidden
// or was rewritten comes out anywhere else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, close, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const SHOWN = 'GETOOND woord uit de zaal';
const HIDDEN = 'VERBORGEN woord over Karin';
const ORIGINAL = 'OORSPRONKELIJK zegt Pieter Jansen, bel 06-12345678';
const REWRITTEN = 'HERSCHREVEN zegt een collega';
const UNREAD = 'ONGELEZEN woord <b>vet</b> & "meer"';

let server, round, other, ids;

before(async () => {
	server = await serve();
	server.account();
	server.account('piet', 'Waterschap Elders');
	round = await makeRound(server, { rows: 'Dienst;Burgerzaken;team;14\nDienst;Klein;team;4' });
	const texts = [SHOWN, HIDDEN, ORIGINAL, UNREAD];

	for (let i = 0; i < 11; i++)
		await answer(server, round.codes.Burgerzaken[i], { remark: texts[i] });
	await answer(server, round.codes.Klein[0], { remark: 'Uit een te klein groepje' });
	await close(round);
	other = await server.signedIn('piet');
	await other.get('/rondes');
	ids = {};
	await pageOfRemarks();
});
after(() => server.stop());

const path = (rest = '') => `${round.path}/opmerkingen${rest}`;

async function pageOfRemarks() {
	const { body_text: html } = await round.lead.get(path());

	for (const [, id, text] of html.matchAll(/<article class="card remark" id="o(\d+)"([\s\S]*?)<\/article>/g))
		for (const name of ['GETOOND', 'VERBORGEN', 'OORSPRONKELIJK', 'ONGELEZEN'])
			if (text.includes(name))
				ids[name] = id;
	return html;
}

const decide = (name, besluit, tekst) =>
	round.lead.post(path(`/${ids[name]}`), { besluit, deel: '1', ...(tekst && { tekst }) });

// Everything the program gives out about this round, but the reading page.
async function outputs() {
	const list = ['', '/beeld', '/beeld/opmerkingen', '/beeld.csv', '/wij-doen', '/wij-doen/0',
		'/bevindingen', '/gedeeld-beeld', '/fasen/3'];
	const picture = (await round.lead.get(`${round.path}/beeld`)).body_text;
	const units = [...picture.matchAll(/\/beeld\/(\d+)"/g)].flatMap(([, unit]) => [`/beeld/${unit}`, `/wij-doen/${unit}`]);
	const key = (await round.lead.get(`${round.path}/wij-doen`)).body_text.match(/href="(\/r\/[^"]+)"/)?.[1];
	const texts = {};

	for (const rest of [...list, ...units]) {
		const got = await round.lead.get(round.path + rest);

		assert.equal(got.status, 200, rest);
		texts[rest] = got.body_text;
	}
	if (key) {
		const groups = (await server.visitor().get(key)).body_text;

		texts[key] = groups;
		for (const [, link] of groups.matchAll(/href="(\/r\/[^"]+)"/g))
			texts[link] = (await server.visitor().get(link)).body_text;
	}
	return texts;
}

test('what nobody read is nowhere, and typed HTML is text', async () => {
	const html = await pageOfRemarks();

	assert.deepEqual(Object.keys(ids).sort(), ['GETOOND', 'ONGELEZEN', 'OORSPRONKELIJK', 'VERBORGEN']);
	assert.match(html, /ONGELEZEN woord &lt;b&gt;vet&lt;\/b&gt; &amp;/);
	assert.doesNotMatch(html, /<b>vet/);
	assert.doesNotMatch(html, /te klein groepje/);
	for (const [where, text] of Object.entries(await outputs()))
		assert.doesNotMatch(text, /GETOOND|VERBORGEN|OORSPRONKELIJK|ONGELEZEN/, where);
});

test('words that may name somebody are pointed at', async () => {
	const html = await pageOfRemarks();

	assert.match(html, /data-hint="name">[^<]*‘Karin’/);
	assert.match(html, /data-hint="name">[^<]*‘Pieter’, ‘Jansen’/);
	assert.match(html, /data-hint="phone">[^<]*‘06-12345678’/);
});

test('a decision that cannot be: said beside the remark, nothing stored, nothing lost', async () => {
	const empty = await decide('ONGELEZEN', 'herschrijven');
	const long = await decide('ONGELEZEN', 'herschrijven', `kwijt ${'x'.repeat(601)}`);
	const none = await decide('ONGELEZEN', 'weg');

	for (const got of [empty, long, none])
		assert.equal(got.status, 422);
	assert.match(long.body_text, /kwijt x{600}/);
	assert.match(empty.body_text, /Schrijf de opmerking op zonder namen/);
	assert.match(await pageOfRemarks(), /4 opmerkingen zijn nog niet gelezen/);
	assert.equal((await round.lead.post(path('/123'), { besluit: 'tonen' })).status, 404);
});

test('another organisation sees and changes nothing', async () => {
	assert.equal((await other.get(path())).status, 404);
	assert.equal((await other.get(`${round.path}/beeld/opmerkingen`)).status, 404);
	assert.equal((await other.post(path(`/${ids.GETOOND}`), { besluit: 'tonen' })).status, 404);
	assert.equal((await server.visitor().get(path())).status, 303);
	const own = await makeRound(server, { login: 'piet', until: 'groups' });

	assert.equal((await own.lead.post(`${own.path}/opmerkingen/${ids.GETOOND}`, { besluit: 'tonen' })).status, 409);
	assert.match(await pageOfRemarks(), /4 opmerkingen zijn nog niet gelezen/);
});

test('shown, hidden, rewritten: others get just that', async () => {
	const first = await decide('GETOOND', 'tonen');

	assert.equal(first.status, 303);
	assert.match(first.headers.get('location'), /\/opmerkingen\?deel=1#o\d+$/);
	assert.equal((await decide('VERBORGEN', 'verbergen', 'blijft weg')).status, 303);
	assert.equal((await decide('OORSPRONKELIJK', 'herschrijven', REWRITTEN)).status, 303);
	const unit = (await round.lead.get(`${round.path}/wij-doen`)).body_text.match(/wij-doen\/(\d+)"[^>]*>[^<]*<span class="vh">: Burgerzaken/)[1];

	await round.lead.post(`${round.path}/wij-doen/${unit}`, { tekst: 'We gaan aan de slag.', knop: 'publiceer' });
	const all = await outputs();

	for (const [where, text] of Object.entries(all))
		assert.doesNotMatch(text, /VERBORGEN|OORSPRONKELIJK|Jansen|12345678|ONGELEZEN/, where);
	const links = Object.keys(all).filter((where) => where.startsWith('/r/') && where.endsWith(`/${unit}`));

	assert.equal(links.length, 1);
	for (const where of ['/beeld/opmerkingen', links[0]]) {
		assert.match(all[where], new RegExp(SHOWN), where);
		assert.match(all[where], new RegExp(REWRITTEN), where);
	}
	assert.doesNotMatch(all[''], new RegExp(SHOWN));
});

test('a decision can be taken back', async () => {
	await decide('GETOOND', 'verbergen');
	assert.doesNotMatch((await round.lead.get(`${round.path}/beeld/opmerkingen`)).body_text, /GETOOND/);
	await decide('OORSPRONKELIJK', 'verbergen');
	assert.doesNotMatch((await round.lead.get(`${round.path}/beeld/opmerkingen`)).body_text, /HERSCHREVEN/);
	assert.match(await pageOfRemarks(), /OORSPRONKELIJK/);
});

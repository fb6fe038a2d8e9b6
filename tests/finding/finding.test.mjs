// SPDX-License-Identifier: EUPL-1.2
// Findings: three layers, where they contradict each other, files that only
// ever leave as a download, and everything that must be refused.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { findingRound } from '../play/finding.mjs';
import { checkHeaders, parseHeaders } from '../play/headers.mjs';
import { makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

let server, round;

before(async () => {
	server = await serve();
	server.account();
	server.account('piet', 'Waterschap Elders');
	round = await findingRound(server);
});
after(() => server?.stop());

const idOf = (html, words) => {
	const at = html.indexOf(words);

	return html.slice(at).match(/bevindingen\/(\d+)"/)[1];
};
const fileOf = (html, name) => html.match(new RegExp(`/bewijs/(\\d+)">Download ${name}`))[1];
const count = () => Number(server.sql('SELECT count(*) FROM finding'));
const pdf = (name = 'plan.pdf') => new File(['%PDF-1.7\n'], name, { type: 'application/pdf' });

test('a round that is open has no findings yet', async () => {
	const open = await makeRound(server);

	for (const rest of ['bevindingen', 'bevindingen/nieuw', 'feitcheck', 'gedeeld-beeld'])
		assert.equal((await open.lead.get(`/rondes/${open.id}/${rest}`)).status, 409, rest);
});

test('the layer of the picture begins with the counts', async () => {
	const html = (await round.lead.get(`${round.path}/bevindingen/nieuw?onderwerp=2&laag=0&taal=nl`)).body_text;

	assert.match(html, /7 van de 9 antwoorden liggen bij ‘In proef’\. 3 van de 12 weten dit niet\./);
	assert.match(html, /<option value="2" selected>/);
	assert.match(html, /name="laag" value="0" checked/);
	assert.doesNotMatch((await round.lead.get(`${round.path}/bevindingen/nieuw?onderwerp=2&laag=1`)).body_text,
		/van de 9 antwoorden/);
	for (const bad of ['onderwerp=99', 'onderwerp=0', 'laag=7', 'onderwerp=x'])
		assert.equal((await round.lead.get(`${round.path}/bevindingen/nieuw?${bad}`)).status, 200, bad);
});

test('what was written down is shown in its layer, and a contradiction with both sides', async () => {
	assert.equal((await round.add({ tekst: 'Aan de balie kent iedereen de eigenaar.', houding: '1', sessie: round.meeting,
		bron: 'Gesprek aan de balie' })).status, 303);
	const made = await round.add({ laag: '2', houding: '2', tekst: 'Er is geen lijst gevonden.',
		link: 'https://intranet.example/lijst?a=1&b=2', bestand: pdf() });

	assert.equal(made.status, 303);
	assert.equal(made.headers.get('location'), `${round.path}/bevindingen#onderwerp2`);
	const html = await round.list();
	const clash = html.match(/<section class="clash[\s\S]*?<\/section>/)[0];

	assert.match(clash, /1 van de 2 bevindingen spreekt de andere lagen tegen\./);
	assert.match(clash, /7 van de 9 antwoorden liggen bij ‘In proef’/, 'the answers, as nobody wrote them down');
	assert.match(clash, /Aan de balie kent iedereen de eigenaar\./);
	assert.match(clash, /Er is geen lijst gevonden\./);
	assert.match(html, /href="https:\/\/intranet\.example\/lijst\?a=1&amp;b=2" rel="noopener noreferrer"/);
	assert.match(html, /Gehoord in: Sessie van het loket/);
	assert.match(html, /Bron: Gesprek aan de balie/);
});

test('a finding is changed and taken away', async () => {
	await round.add({ onderwerp: '5', tekst: 'Eerste tekst.', bestand: pdf('eerst.pdf') });
	const before_it = await round.list();
	const path = `${round.path}/bevindingen/${idOf(before_it, 'Eerste tekst.')}`;
	const file = fileOf(before_it, 'eerst.pdf');
	const form = await round.lead.get(path);

	assert.match(form.body_text, /Eerste tekst\.<\/textarea>/);
	assert.match(form.body_text, /eerst\.pdf/);
	const fields = { onderwerp: '6', laag: '0', houding: '1', tekst: 'Tweede tekst.', sessie: '0' };

	assert.equal((await round.send(path, fields)).status, 303);
	assert.match(await round.list(), /Download eerst\.pdf/, 'the file stays');
	assert.equal((await round.send(path, { ...fields, bestand: pdf('nieuw.pdf') })).status, 303);
	assert.equal((await round.lead.get(`${round.path}/bewijs/${file}`)).status, 404, 'it was replaced');
	assert.equal((await round.send(path, { ...fields, zonder: '1' })).status, 303);
	assert.doesNotMatch(await round.list(), /nieuw\.pdf|eerst\.pdf/);
	assert.match((await round.lead.get(`${path}/verwijderen`)).body_text, /Tweede tekst\./);
	assert.equal((await round.lead.post(`${path}/verwijderen`)).status, 303);
	assert.doesNotMatch(await round.list(), /Tweede tekst/);
	assert.equal((await round.lead.get(path)).status, 404);
});

test('a note for the report becomes a finding; other notes stay where they are', async () => {
	const subject = server.sql("SELECT json_extract(document, '$.subjects[8].id') FROM model");

	round.note(900, 'Voor het rapport <b>bedoeld</b>.', { subject });
	round.note(901, 'Alleen van mij.', { door: 0 });
	round.note(902, 'Alleen van het team.', { door: 1 });
	round.note(903, 'Een citaat zonder akkoord.', { code: 4 });
	round.note(904, 'Een citaat met akkoord.', { code: 4, checked: 1 });
	const html = await round.list();

	assert.match(html, /2 notities zijn nog geen bevinding\./);
	assert.match(html, /Voor het rapport &lt;b&gt;bedoeld&lt;\/b&gt;\./);
	assert.doesNotMatch(html, /Alleen van|zonder akkoord/);
	const form = (await round.lead.get(`${round.path}/bevindingen/nieuw?notitie=900&taal=nl`)).body_text;

	assert.match(form, /bedoeld&lt;\/b&gt;\.<\/textarea>/);
	assert.match(form, /<option value="9" selected>/);
	assert.match(form, /<option value="900" selected>/);
	assert.match(form, new RegExp(`<option value="${round.meeting}" selected>`));
	for (const id of ['901', '902', '903', '12345']) {
		assert.doesNotMatch((await round.lead.get(`${round.path}/bevindingen/nieuw?notitie=${id}`)).body_text, /Alleen van|zonder akkoord/);
		assert.equal((await round.add({ notitie: id })).status, 422, id);
	}
	assert.equal((await round.add({ onderwerp: '9', tekst: 'Uit de notitie.', notitie: '900' })).status, 303);
	assert.match(await round.list(), /Notitie: ‘Voor het rapport &lt;b&gt;/);
	assert.match(await round.list(), /1 notitie is nog geen bevinding\./);
	server.sql('UPDATE note SET door = 0 WHERE id = 900');
	assert.doesNotMatch(await round.list(), /Voor het rapport/, 'taken back');
	server.sql('DELETE FROM note');
});

test('a file leaves as a download and is never shown', async () => {
	await round.add({ onderwerp: '7', laag: '2', tekst: 'Een blad.', bestand: new File(['<script>alert(1)</script>\n'], 'a "b" é.txt') });
	const file = server.sql('SELECT id FROM evidence_file WHERE type = \'txt\'');
	const answer = await fetch(`${server.url}${round.path}/bewijs/${file}`, { headers: round.lead.headers() });

	assert.equal(answer.status, 200);
	assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
	assert.match(answer.headers.get('content-disposition'), /^attachment; filename="[\w.%-]+"; filename\*=UTF-8''a%20/);
	assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
	assert.match(answer.headers.get('content-security-policy'), /sandbox/);
	assert.match(answer.headers.get('content-security-policy'), /default-src 'none'/);
	assert.equal(await answer.text(), '<script>alert(1)</script>\n');
	assert.equal((await server.visitor().get(`${round.path}/bewijs/${file}`)).status, 303, 'signing in first');
});

test('files of the wrong kind or size store nothing and lose nothing', async () => {
	const stored = count();
	const bad = [
		new File(['<html>'], 'plan.html'), new File(['<html>'], 'plan.pdf'), new File(['MZ\0'], 'plan.txt'),
		new File(['%PDF-'], 'plan.pdf.exe'), new File(['%PDF-'], `${'a'.repeat(130)}.pdf`), new File([''], 'leeg.pdf'),
		new File(['PK\x03\x04'], 'plan.docx'), new File([`%PDF-${' '.repeat(10 << 20)}`], 'groot.pdf'),
	];

	for (const bestand of bad) {
		const answer = await round.add({ tekst: 'Blijft <b>staan</b>', link: 'https://a.example/', bestand });

		assert.equal(answer.status, 422, bestand.name);
		assert.match(answer.body_text, /<a href="#bestand">/, bestand.name);
		assert.match(answer.body_text, /Blijft &lt;b&gt;staan&lt;\/b&gt;<\/textarea>/);
		assert.match(answer.body_text, /value="https:\/\/a\.example\/"/);
	}
	assert.equal(count(), stored);
	const head = (cookie, size) => `POST ${round.path}/bevindingen/nieuw HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${cookie}`
		+ `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${size}\r\n\r\n`;
	const cookie = `Cookie: ${round.lead.headers().cookie}\r\n`;

	// Only the head is sent: what is refused is refused before the body is read.
	assert.match(await server.raw(head('', 15 << 20)), /^HTTP\/1\.1 303 [\s\S]*\r\nLocation: \/aanmelden\?verlopen=1\r\n/, 'a stranger');
	assert.match(await server.raw(head('Cookie: peil=AAAAAAAAAAAAAAAAAAAAAA\r\n', 15 << 20)), /^HTTP\/1\.1 303 /, 'a made up session');
	// Of somebody who is known it is read and dropped, so that the browser shows the page.
	const large = await server.raw(head(cookie, 17 << 20) + ' '.repeat(17 << 20));

	assert.match(large, /^HTTP\/1\.1 413 [\s\S]*<h1>Dat is te groot<\/h1>[\s\S]*kies een kleiner bestand/);
	checkHeaders(parseHeaders(large), 'large');
	assert.equal((await round.add({ bestand: new File([' '.repeat(17 << 20)], 'a.txt') }).catch(() => ({ status: 413 }))).status, 413);
	assert.equal(count(), stored);
});

// What the fuzzer begins with: a name on the first line, then the bytes.
function fromCorpus(name) {
	const all = readFileSync(`fuzz/corpus/evidence/${name}`);
	const end = all.indexOf('\n');

	return new File([all.subarray(end + 1)], all.subarray(0, end).toString());
}

test('why a file is not taken is said: macros under any name, another file in it, an old kind', async () => {
	const stored = count();
	const said = {
		docm: /zitten macro’s/, docm_upper: /zitten macro’s/, docm_renamed: /zitten macro’s/, xlm: /zitten macro’s/,
		basic_in_odt: /zitten macro’s/, ole_in_docx: /zit een ander bestand/, ole_in_odt: /zit een ander bestand/,
		doc_old: /oude soort/, docx_locked: /oude soort/,
	};

	for (const [name, words] of Object.entries(said)) {
		const answer = await round.add({ tekst: 'Blijft staan', bestand: fromCorpus(name) });

		assert.equal(answer.status, 422, name);
		assert.match(answer.body_text, words, name);
	}
	assert.equal(count(), stored);
	assert.equal((await round.add({ tekst: 'Een document.', bestand: fromCorpus('docx_deflated') })).status, 303);
});

test('a name of a file has nothing in it that is not seen, in lists and downloads, whoever kept it', async () => {
	assert.equal((await round.add({ onderwerp: '8', tekst: 'Naam met een richting.', bestand: fromCorpus('name_direction') })).status, 303);
	assert.equal(server.sql("SELECT name FROM evidence_file WHERE name LIKE 'rapport%'"), 'rapportfdp.txt');
	const id = server.sql("SELECT id FROM evidence_file WHERE name LIKE 'rapport%'");

	server.sql(`UPDATE evidence_file SET name = 'rapport' || char(8238) || 'fdp.txt' WHERE id = ${id}`);
	const list = (await round.lead.get(`${round.path}/bevindingen`)).body_text;
	const file = await round.lead.get(`${round.path}/bewijs/${id}`);

	assert.ok(list.includes('rapportfdp.txt'));
	assert.doesNotMatch(list, /\u202e/);
	assert.equal(file.headers.get('content-disposition'), 'attachment; filename="rapportfdp.txt"; filename*=UTF-8\'\'rapportfdp.txt');
});

test('each fault stands beside its field and the rest is kept', async () => {
	const stored = count();
	const { status, body_text: html } = await round.add({
		onderwerp: '99', laag: '3', houding: '4', tekst: 'é'.repeat(2001), sessie: '12345', bron: 'x'.repeat(301),
		link: 'javascript:alert(1)', bestand: pdf(),
	});

	assert.equal(status, 422);
	for (const id of ['onderwerp', 'laag0', 'houding0', 'tekst', 'sessie', 'bron', 'link', 'bestand']) {
		assert.match(html, new RegExp(`<a href="#${id}">`), id);
		assert.match(html, new RegExp(`id="${id}"`), `the link of ${id} leads somewhere`);
		assert.match(html, new RegExp(`id="${id}-f"`), id);
	}
	assert.match(html, /é{2001}<\/textarea>/);
	for (const tekst of ['', '  ', 'a'.repeat(1 << 20)])
		assert.equal((await round.add({ tekst })).status, 422, `${tekst.length} characters`);
	for (const link of ['ftp://a', 'data:text/html,x', 'https://naam:geheim@a.example', 'a b', '//a'])
		assert.equal((await round.add({ link })).status, 422, link);
	assert.equal(count(), stored);
	assert.equal((await round.add({ link: 'www.voorbeeld.example/lijst', tekst: 'Met www.' })).status, 303);
	assert.match(await round.list(), /href="https:\/\/www\.voorbeeld\.example\/lijst"/);
});

test('HTML in every field comes out as text', async () => {
	const evil = '"><img src=x onerror=alert(1)>';

	assert.equal((await round.add({ onderwerp: '8', tekst: evil, bron: evil,
		bestand: new File(['a'], '<img src=x>.txt') })).status, 303);
	const html = await round.list();
	const form = (await round.lead.get(`${round.path}/bevindingen/${idOf(html, 'onerror')}`)).body_text;

	for (const text of [html, form, (await round.lead.get(`${round.path}/gedeeld-beeld/8`)).body_text]) {
		assert.doesNotMatch(text, /<img/);
		assert.match(text, /&lt;img src=x onerror=alert\(1\)&gt;/);
	}
});

test('another organisation, and who is not signed in, find nothing', async () => {
	const id = idOf(await round.list(), 'Er is geen lijst gevonden.');
	const file = fileOf(await round.list(), 'plan.pdf');
	const theirs = await findingRound(server, { login: 'piet', meeting: 60 });
	const paths = [`bevindingen/${id}`, `bevindingen/${id}/verwijderen`, `bewijs/${file}`];

	for (const rest of ['bevindingen', 'bevindingen/nieuw', 'feitcheck', 'gedeeld-beeld', 'gedeeld-beeld/1', ...paths])
		assert.equal((await theirs.lead.get(`${round.path}/${rest}`)).status, 404, rest);
	for (const rest of paths)	// a forged id below a round of their own
		assert.equal((await theirs.lead.get(`${theirs.path}/${rest}`)).status, 404, rest);
	const stored = count();

	await theirs.lead.get(`${theirs.path}/bevindingen/nieuw`);
	assert.equal((await theirs.send(`${theirs.path}/bevindingen/${id}`, { onderwerp: '1', laag: '1', tekst: 'x' })).status, 404);
	assert.equal((await theirs.lead.post(`${theirs.path}/bevindingen/${id}/verwijderen`)).status, 404);
	assert.equal((await theirs.send(`${round.path}/bevindingen/nieuw`, { onderwerp: '1', laag: '1', tekst: 'x' })).status, 404);
	assert.equal((await theirs.add({ sessie: round.meeting })).status, 422, 'a session of another round');
	assert.equal(count(), stored);
	assert.equal((await server.visitor().get(`${round.path}/bevindingen`)).status, 303);
});

test('a form with files needs its token too, and only where files belong', async () => {
	const stored = count();

	assert.equal((await round.add({ csrf: 'x' })).status, 403);
	assert.equal((await round.send(`${round.path}/bevindingen/nieuw`, { csrf: new File(['x'], 'x.txt'), tekst: 'x' })).status, 403);
	assert.equal((await round.add({ tekst: new File(['x'], 'x.txt') })).status, 400, 'a file where text belongs');
	assert.ok([400, 413].includes((await round.send(`${round.path}/gedeeld-beeld/1`, { woorden: 'x' })).status));
	const broken = await round.lead.take(await fetch(`${server.url}${round.path}/bevindingen/nieuw`, { method: 'POST',
		redirect: 'manual', body: '--x\r\nkapot', headers: round.lead.headers({ 'content-type': 'multipart/form-data; boundary=x' }) }));

	assert.equal(broken.status, 400);
	assert.equal(count(), stored);
});

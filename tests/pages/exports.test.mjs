// SPDX-License-Identifier: EUPL-1.2
// Whatever is typed, wherever it can be typed, every file that leaves the
// program is valid and says the same: JSON, CSV (RFC 4180), calendars (RFC
// 5545), and what commands print.  The files are read with parsers that know
// the standards and nothing of how the program writes.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fetchFile, inExcel, inStandard, readCsv } from '../play/csv.mjs';
import { planMeeting } from '../play/meeting.mjs';
import { attempt, run, serve } from '../play/server.mjs';
import { password } from '../play/visitor.mjs';

const folder = mkdtempSync(join(tmpdir(), 'peil-exports-'));

// --- what people type ------------------------------------------------------------

const line = {
	quotes: 'zeg "ja", \'nee\' “of” «niet» ""',
	backslash: 'C:\\nieuw\\tekst\\u0041 \\" \\',
	separators: 'een;twee,drie|vier:vijf; "zes;zeven"',
	tab: 'voor\tna',
	formula: '=HYPERLINK("http://x.example";"klik")',
	plus: '+31 6', minus: '-1', at: '@SUM(A1)', wide: '＝1＋1',
	apostrophe: "'s-Graveland",
	emoji: '👩🏽‍🚒 👨‍👩‍👧 🏳️‍🌈 🇳🇱',
	rightToLeft: 'שלום \u202eomgekeerd\u202c مرحبا \u2067x\u2069',
	blanks: 'vast\u00a0aan\u202felkaar \u200b\u2060\u00ad\ufeff.',
	lineLike: 'a\u2028b\u2029c\u0085d',
	controlLike: 'a\u009b31mb\u0080c',
	combining: 'e\u0301\u0323\u0300\u0316 ﷽',
	html: '</script><b>&amp;</b> <!-- ]]> {doelgroep} {# #} {{',
	codes: '%0A %00 %s %n &#10; $(x) `x`',
	calendar: 'BEGIN:VEVENT X-A;B=C:D\\n\\,',
	edges: '\u{10ffff} \ud7ff \ue000 \ufffd',
};
const lines = Object.values(line);
const many = ['regel een\n\n  regel drie\t\n\t=1+1\n', ...lines].join('\n').trim();
const long = (n, text = 'é"\\;,😀\t') => Array.from(text.repeat(n)).slice(0, n - 1).join('') + '.';

// Nobody types these, and no document could hold them: refused at the door.
const refused = ['\0', '\x01', '\x07', '\x08', '\x0e', '\x1b[31m', '\x1f', '\x7f', '\ufffe', '\uffff'];

// --- readers ----------------------------------------------------------------------

// RFC 5545, 3.1: lines of at most 75 octets that end in CRLF, unfolded; then
// name, parameters and value.
function readCalendar(text) {
	assert.ok(text.endsWith('\r\n'));
	for (const physical of text.split('\r\n')) {
		assert.ok(Buffer.byteLength(physical) <= 75, physical);
		assert.doesNotMatch(physical, /[\0-\x08\n-\x1f\x7f]/);
		assert.equal(physical.isWellFormed?.() ?? true, true);
	}
	return text.replace(/\r\n[ \t]/g, '').trimEnd().split('\r\n').map((content) => {
		const [, name, value] = content.match(/^([A-Z-]+):(.*)$/su);

		return [name, value];
	});
}

// RFC 5545, 3.3.11: a value of type TEXT.
function readText(value) {
	assert.doesNotMatch(value.replace(/\\[\\;,nN]/g, ''), /[\\;,]/, 'all that must be escaped is');
	return value.replace(/\\([\\;,nN])/g, (_, c) => (c.toLowerCase() === 'n' ? '\n' : c));
}

// --- a round with all of it ---------------------------------------------------------

const organisation = `="Organisatie"; ${line.quotes} \\ ${line.emoji}, </b>`;
const groups = [line.formula, `${line.tab} ${line.quotes} ${line.backslash}`, `${line.wide};${line.separators}`,
	`${line.rightToLeft} ${line.blanks} ${line.emoji}`, long(120)];
const parent = `+${line.html} ${line.lineLike} ${line.controlLike}`.replaceAll('/', '|');
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
const rows = groups.map((name) => [quoted(parent), quoted(name), 'team', '9'].join('\t')).join('\n');

let server, now, then, meetings;
const ok = (answer, status, what) => assert.equal(answer.status, status,
	`${what}: ${[...answer.body_text.matchAll(/<[^>]*class="[^"]*(?:error|fault)[^>]*>([^<]*)/g)].map((m) => m[1]).join(' ')}`);
const soon = new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10);
// The base model has two words to choose.
const words = { woord1nl: `${line.tab}${line.backslash}`, woord1en: line.quotes, woord2nl: line.rightToLeft, woord2en: line.lineLike };

// Made, answered by six of every group, and closed; the list of cards is read on
// the way and kept.
async function play(naam) {
	const lead = await server.signedIn();

	await lead.get('/rondes/nieuw');
	const made = await lead.post('/rondes/nieuw', { naam, bedoeling: many.slice(0, 600), k: '5', sluit: soon, nl: '1', en: '1',
		opgave1: line.formula, mensen1: line.rightToLeft, opgave2: line.quotes, mensen2: line.tab, ...words });

	ok(made, 303, 'a round');
	const id = made.headers.get('location').match(/\/rondes\/(\d+)/)[1], path = `/rondes/${id}`;

	ok(await lead.post(`${path}/groepen`, { groepen: rows, knop: 'bewaar' }), 303, 'groups');
	const boxes = [...(await lead.get(`${path}/kaarten`)).body_text.matchAll(/name="groep\[\]" value="(\d+)"/g)]
		.map(([, unit]) => ['groep[]', unit]);
	const list = readCsv(await fetchFile(lead, `${path}/kaarten`, [...boxes, ['vorm', 'csv'], ['was', await lead.was(`${path}/kaarten`)]]));

	ok(await lead.post(`${path}/openen`), 303, 'opening');
	const taken = new Map();

	for (const [group, code] of list.slice(1)) {
		const n = taken.get(group) ?? 0;
		const at = `/s/${code.replaceAll('-', '')}`, person = server.visitor();

		taken.set(group, n + 1);
		if (n >= 6)
			continue;
		ok(await person.post(`${at}/1`, { nu: String(1 + n % 4), straks: '4', opmerking: n ? '' : long(300, many) }), 303, 'an answer');
		if (n === 0)
			ok(await person.post(`${at}/slot`, [['keuze[]', '1'], ['contact', line.quotes]]), 303, 'the closing questions');
		ok(await person.post(`${at}/inleveren`), 303, 'handing in');
	}
	ok(await lead.post(`${path}/sluiten`), 303, 'closing');
	return { id, path, lead, list };
}

// Text in every place that has no file of its own: files must stay valid with it.
async function fill(round) {
	const { lead, path } = round;
	const unit = server.sql(`SELECT id FROM unit WHERE round = ${round.id} LIMIT 1`);
	const file = new File(['a;b\n'], 'lijst "één"; 😀.csv', { type: 'text/csv' });
	const body = new FormData();

	await lead.get(`${path}/bevindingen/nieuw`);
	for (const [name, value] of Object.entries({ csrf: lead.token, onderwerp: '1', laag: '1', houding: '0', tekst: many,
		sessie: '0', bron: line.quotes, link: 'https://x.example/?a=b&c=d;e,f', bestand: file }))
		body.append(name, value);
	ok(await lead.take(await fetch(server.url + `${path}/bevindingen/nieuw`,
		{ method: 'POST', redirect: 'manual', body, headers: lead.headers() })), 303, 'a finding');
	for (const [, id] of (await lead.get(`${path}/opmerkingen`)).body_text.matchAll(/id="o(\d+)"/g))
		ok(await lead.post(`${path}/opmerkingen/${id}`, { besluit: 'tonen', deel: '1', tekst: long(500, many) }), 303, 'a remark');
	await lead.get(`${path}/gedeeld-beeld/1`);
	ok(await lead.post(`${path}/gedeeld-beeld/1`, { woorden: many, reden: many, verschil: many, voorwie: line.formula,
		niveau: '2', sessie: '0' }), 303, 'an agreement');
	ok(await lead.post(`${path}/wij-doen/${unit}`, { tekst: many, knop: 'publiceer' }), 303, 'a reply');
	const where = await planMeeting(round, { titel: 'Notities', namen: lines.join('\n').replaceAll('\t', ' ') });

	ok(await lead.post(`${where}/notities/77?taal=nl`, { tekst: many, code: '0', deur: '1', onderwerp: '1', opgave: '1' }), 303, 'a note');
}

before(async () => {
	server = await serve();
	server.account('lotte', organisation);
	then = await play(`Vorig jaar ${line.quotes}`);
	now = await play(line.formula);
	await fill(now);
	meetings = [];
	for (const [titel, plaats, doel] of [[line.quotes, line.formula, many], [line.calendar, line.backslash, line.separators],
		[long(200), long(200, 'שלום '), long(1000)], [line.rightToLeft, line.emoji, line.lineLike + line.controlLike],
		['x'.repeat(67), 'é'.repeat(200), `${'😀'.repeat(400)}\n${',;\\'.repeat(40)}`]])
		meetings.push({ path: await planMeeting(now, { titel, plaats, doel }), titel, plaats, doel });
});
after(async () => {
	await server?.stop();
	rmSync(folder, { recursive: true });
});

// How a name is kept (base/alike.h): composed, one blank between words, nothing unseen
// but what joins emoji and the tags of flags.
const kept = (name) => name.replace(/(?![\u200c\u200d\u{e0000}-\u{fffff}])\p{Cf}/gu, '').replace(/\p{White_Space}+/gu, ' ').trim().normalize('NFC');
const pathOf = (name) => [parent, name].map(kept).join(' / ');
const seen = (names) => [organisation, parent, ...groups.map(pathOf)].map(kept).map(names).sort();

// --- files --------------------------------------------------------------------------

const files = ['export.c', 'page_meeting_ics.c', 'page_statistics_export.c'];
const tables = ['cards_send.c', 'page_change_csv.c', 'page_picture_csv.c', 'page_statistics_export.c'];

test('this test knows every page that sends a file of text', () => {
	const bytes = /call_bytes\([^;]*"(text\/(csv|calendar|tab|xml|markdown)|application\/(?!octet))/;
	const sends = (at, what) => readdirSync(at, { withFileTypes: true }).flatMap((f) => (f.isDirectory() ? sends(join(at, f.name), what)
		: /\.c$/.test(f.name) && what.test(readFileSync(join(at, f.name), 'utf8')) ? [f.name] : []));

	assert.deepEqual([...sends('lib', bytes), ...sends('src', bytes)].sort(), files);
	assert.deepEqual(sends('src', /\bexport_send\(c/).sort(), tables);
});

test('cards: a line per member under the name of the group', () => {
	for (const { list } of [then, now]) {
		assert.deepEqual(list[0], ['groep', 'code', 'link', 'soort']);
		assert.equal(list.length, 1 + 9 * groups.length);
		assert.deepEqual([...new Set(list.slice(1).map(([group]) => group))].sort(), groups.map(kept).map(inExcel).sort());
		for (const [, code, link] of list.slice(1))
			assert.ok(link.endsWith(`/s/${code.replaceAll('-', '')}`), link);
	}
});

const forms = { '': inExcel, rfc4180: inStandard };
const inForm = (name, form) => (form ? `${name}${name.includes('?') ? '&' : '?'}vorm=${form}` : name);

test('tables: the path of every group as it is kept, in both forms', async () => {
	for (const name of ['beeld.csv', 'beeld/statistiek.csv', `verandering.csv?met=${then.id}`])
		for (const [form, inCell] of Object.entries(forms)) {
			const text = await fetchFile(now.lead, `${now.path}/${inForm(name, form)}`);
			const [head, ...list] = readCsv(text);
			const group = head.indexOf('group');

			assert.equal(text.startsWith('\ufeff'), form === '', name);
			assert.deepEqual([...new Set(list.filter((r) => r[head.indexOf('set')] !== 'others').map((r) => r[group]))].sort(), seen(inCell), name);
		}
});

test('statistiek.json: the same rows as the tables, with the text itself', async () => {
	const { columns, data } = JSON.parse(await fetchFile(now.lead, `${now.path}/beeld/statistiek.json`));

	for (const [form, inCell] of Object.entries(forms)) {
		const [head, ...list] = readCsv(await fetchFile(now.lead, `${now.path}/${inForm('beeld/statistiek.csv', form)}`));
		const cell = (v) => (v === null ? '' : typeof v === 'string' ? inCell(v)
			: form ? String(v) : String(v).replace('.', ','));

		assert.deepEqual(columns, head);
		assert.equal(data.length, list.length);
		for (const [i, row] of data.entries())
			assert.deepEqual(row.map(cell), list[i]);
	}
	assert.deepEqual([...new Set(data.map((row) => row[columns.indexOf('group')]))].sort(), seen((text) => text));
});

test('calendars: title, place and goal', async () => {
	for (const { path, titel, plaats, doel } of meetings) {
		const content = readCalendar(await fetchFile(now.lead, `${path}/sessie.ics`));
		const value = (name) => content.filter(([n]) => n === name).map(([, v]) => v);

		assert.deepEqual(content.map(([name]) => name), ['BEGIN', 'VERSION', 'PRODID', 'CALSCALE', 'METHOD', 'BEGIN', 'UID',
			'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'LOCATION', 'DESCRIPTION', 'END', 'END']);
		assert.deepEqual([value('SUMMARY'), value('LOCATION'), value('DESCRIPTION')].map(([v]) => readText(v)), [titel, plaats, doel]);
	}
});

test('the name of a file that was sent comes back', async () => {
	const id = (await now.lead.get(`${now.path}/bevindingen`)).body_text.match(/\/bewijs\/(\d+)/)[1];
	const got = await now.lead.get(`${now.path}/bewijs/${id}`);

	ok(got, 200, 'the file');
	const header = got.headers.get('content-disposition');
	// As FormData sends it: quotes are percent codes (HTML, 4.10.21.8).
	const sent = 'lijst %22één%22; 😀.csv';

	assert.match(header, /^attachment; filename="[ -!#-~]*"; filename\*=UTF-8''[\w%.~-]+$/);
	assert.ok([sent, decodeURIComponent(sent)].includes(decodeURIComponent(header.match(/UTF-8''(.*)$/)[1])), header);
});

test('own words are kept as JSON', () => {
	const kept = JSON.parse(server.sql(`SELECT words FROM round WHERE id = ${now.id}`));
	const typed = [1, 2].map((n) => ({ nl: words[`woord${n}nl`], en: words[`woord${n}en`] }));

	assert.deepEqual(Object.values(kept), typed);
});

// --- the door -----------------------------------------------------------------------

test('control characters are refused at the door; every line end becomes one', async () => {
	for (const bad of refused) {
		const form = await now.lead.post(`${now.path}/gedeeld-beeld/1`, { woorden: `a${bad}b`, niveau: '2', sessie: '0' });
		const address = await now.lead.get(`${now.path}/beeld/statistiek.csv?groep=${encodeURIComponent(bad)}`);

		assert.equal(form.status, 400, JSON.stringify(bad));
		assert.equal(address.status, 400, JSON.stringify(bad));
	}
	const path = await planMeeting(now, { doel: 'een\r\ntwee\rdrie\vvier\fvijf\nzes' });
	const [, goal] = readCalendar(await fetchFile(now.lead, `${path}/sessie.ics`)).find(([name]) => name === 'DESCRIPTION');

	assert.equal(readText(goal), 'een\ntwee\ndrie\nvier\nvijf\nzes');
});

// --- what commands print ----------------------------------------------------------------

test('account list: three names and a number between tabs, a line each', () => {
	const add = (name, login) => attempt(['account', 'add', '--db', server.db, '--organisation', organisation, '--login', login,
		'--name', name, '--password-stdin'], `${password}\n`);
	const good = lines.filter((text) => !text.includes('\t'));

	for (const [i, name] of good.entries())
		assert.equal(add(name, `iemand${i}`).code, 0, name);
	for (const bad of ['a\tb', 'a\nb', 'a\rb', '\x1b[31m', ''])
		assert.equal(add(bad, 'niemand').code, 1, JSON.stringify(bad));
	const list = run(['account', 'list', '--db', server.db]).trimEnd().split('\n').map((l) => l.split('\t'));

	assert.ok(list.every((cells) => cells.length === 4 && cells[2] === organisation && /^\d+$/.test(cells[3])));
	assert.deepEqual(list.map(([, name]) => name).filter((name) => name !== 'Naam van lotte').sort(), good.sort());
});

// Also what no form lets through: names in JSON may hold it.
const names = [...lines, ...refused.filter((text) => text !== '\0'), many].map((text) => Array.from(text).slice(0, 40).join(''));

test('the method commands give names back as they came', () => {
	const json = (words_, input) => run(words_, typeof input === 'string' ? input : JSON.stringify(input)).trim()
		.split('\n').map((l) => JSON.parse(l));
	const tree = [{ id: 'al\tles' }, ...names.map((id) => ({ id, parent: 'al\tles', sheets: 6 }))];

	for (const id of names) {
		assert.equal(json(['figures'], { id, counts: [1, 2] })[0].id, id);
		assert.equal(json(['gaps'], { id, a: [1, 2], b: [2, 1] })[0].id, id);
		assert.equal(json(['fdr'], { id, p: [0.5] })[0].id, id);
	}
	const [pieces] = json(['pieces'], { groups: tree, breakdowns: { names: names.slice(0, 6), questions: [
		{ id: names[0], cells: [{ group: names[1], parts: names.slice(0, 6), sheets: 6 }] }] } });

	assert.deepEqual(pieces.pieces.map((p) => p.group), names);
	assert.deepEqual(Object.keys(pieces.visible).sort(), ['al\tles', ...names].sort());
	assert.deepEqual(pieces.breakdowns[0].published, names.slice(0, 6));
	const cells = Object.fromEntries(names.map((id) => [id, 2]));
	const [attack] = json(['pieces', '--attack'], { cells, published: [names] });

	assert.deepEqual(attack.smallest_class_cells.sort(), [...names].sort());
	const current = Object.fromEntries(names.map((id) => [id, 0]));
	const [plan] = json(['plan'], { current, ambition: { [names[0]]: 1, [names[3]]: 1 }, capacity: 9, max_parallel: 2,
		effort: Object.fromEntries(names.map((id) => [`${id}:1`, 1])) });

	assert.deepEqual(plan.required.sort(), [`${names[0]}:1`, `${names[3]}:1`].sort());
	assert.deepEqual(Object.keys(plan.why).sort(), plan.required);
	const head = 'item,dimension,group,cur1,cur2,cur3,cur4,cur5,dk,amb1,amb2,amb3,amb4,amb5,imp1,imp2,imp3,imp4,imp5\n';
	const table = lines.flatMap((item) => [[item, line.quotes, 'x,y', 9, 1], [item, line.quotes, item, 1, 9]])
		.map((r) => `${r.slice(0, 3).map(quoted).join(',')},${r[3]},0,0,0,${r[4]},0${',0'.repeat(10)}\n`).join('');
	const talk = json(['talk'], head + table);

	assert.deepEqual(talk.map((t) => t.item).sort(), [...lines].sort());
	assert.ok(talk.every((t) => t.dimension === line.quotes && ['x,y', t.item].includes(t.gap_group)));
});

test('model check --json names what was written', () => {
	const model = JSON.parse(readFileSync('models/ddw-basis.json', 'utf8'));
	const file = join(folder, 'een "model"; \\ 😀.json');

	for (const text of lines) {
		model.subjects[0].question.nl = `${text.slice(0, 40)}{`;
		writeFileSync(file, JSON.stringify({ ...model, [text]: 1 }));
		const { code, stdout } = attempt(['model', 'check', '--json', file]);
		const report = JSON.parse(stdout);

		assert.equal(code, 1);
		assert.equal(report.file, file);
		assert.ok(report.problems.every((p) => p.what && p.cure), stdout);
		// Where it is shown it is one line without control characters.
		assert.ok(report.problems.some((p) => p.path === text.replace(/[\0-\x1f\x7f]/g, '?').replace(/[\u0080-\u009f]/g, '??')),
			`${stdout} ${text}`);
	}
});

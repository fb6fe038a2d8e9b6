// SPDX-License-Identifier: EUPL-1.2
// The model's document against its published schema, and `peil model`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { attempt } from '../play/server.mjs';

const base = JSON.parse(readFileSync('models/ddw-basis.json', 'utf8'));
const schema = JSON.parse(readFileSync('models/model.schema.json', 'utf8'));
const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

// What `peil model check` says of a changed copy of the base model.
function check(change, text) {
	const folder = mkdtempSync(join(tmpdir(), 'peil-model-'));
	const file = join(folder, 'model.json');
	const copy = structuredClone(base);

	change?.(copy);
	writeFileSync(file, text ?? JSON.stringify(copy));
	const answer = attempt(['model', 'check', file]);

	rmSync(folder, { recursive: true });
	return answer;
}

test('the base model fits its schema and is accepted', () => {
	assert.equal(validate(base), true, JSON.stringify(validate.errors));
	const answer = attempt(['model', 'check', 'models/ddw-basis.json']);

	assert.equal(answer.code, 0, answer.stdout);
	assert.match(answer.stdout, /accepted: ddw-basis .* 5 levels, 10 subjects/);
	assert.match(answer.stdout, /time to answer: everyone \d+, leaders \d+ minutes/);
	assert.doesNotMatch(answer.stdout, /warning/);
});

test('subjects and statements may be marked as sensitive', () => {
	const mark = (m) => {
		m.subjects[1].sensitive = true;
		m.subjects[2].statements[0].sensitive = true;
		m.subjects[3].statements[3].sensitive = true;
		m.subjects[4].sensitive = false;
	};
	const copy = structuredClone(base);

	mark(copy);
	assert.equal(validate(copy), true, JSON.stringify(validate.errors));
	assert.match(check(mark).stdout, /\n {2}sensitive: lei, eig\.s1, pro\.s4\n$/);
	assert.doesNotMatch(check().stdout, /sensitive/);
	copy.subjects[0].sensitive = 'yes';
	assert.equal(validate(copy), false);
});

test('every step of every subject up to the last has an action', () => {
	for (const subject of base.subjects)
		for (let from = 1; from < base.levels.length; from++)
			if (!(subject.id === 'ver' && from === 4))
				assert.ok(subject.actions.some((a) => a.from === from), `${subject.id} ${from}`);
	assert.ok(base.subjects.find((s) => s.id === 'ver').actions.some((a) => a.from === 4));
});

test('what is wrong is named with its path and its cure', () => {
	const cases = [
		[(m) => { delete m.subjects[2].ladder[4].en; }, /subjects\[2\]\.ladder\[4\]\.en: is missing; add it/],
		[(m) => { m.subjects[1].ladder.pop(); }, /subjects\[1\]\.ladder: has 4 items; 5 to 5/],
		[(m) => { m.subjects[3].id = 'bed'; }, /the id "bed" stands twice/],
		[(m) => { m.prerequisites[0].needs_subject = 'xxx'; }, /prerequisites\[0\]\.needs_subject: there is no subject "xxx"/],
		[(m) => { m.subjects[0].actions[0].to = 4; }, /subjects\[0\]\.actions\[0\]: goes from level 1 to 4 and skips a level/],
		[(m) => { m.subjects[0].name = 3; }, /subjects\[0\]\.name: not an object/],
		[(m) => { m.levels[0].name.nl = ''; }, /levels\[0\]\.name\.nl: is empty/],
		[(m) => { m.subjects[0].sensitive = 'yes'; }, /subjects\[0\]\.sensitive: is not true or false; make it true or false/],
		[(m) => { m.subjects[0].statements[1].sensitive = 1; }, /subjects\[0\]\.statements\[1\]\.sensitive: is not true/],
		[(m) => { m.colour = 'red'; }, /colour: is no field of this format/],
		[(m) => {
			m.prerequisites.push({ ...m.prerequisites[0], subject: 'lei', level: 2,
				needs_subject: 'lei', needs_level: 4 });
		}, /go round in a circle: .*lei\.2/],
		[(m) => { m.closing[1].text.nl = 'Wat doet {niemand} hier?'; }, /\{niemand\} stands in a text but is no word: "Wat doet \{niemand\} hier\?"/],
		[(m) => { m.closing[1].text.nl = 'Wat {doelgroep doet'; }, /a brace is not closed in a text: "Wat \{doelgroep doet"; close the brace/],
		[(m) => { m.subjects[4].actions[1].id = m.subjects[4].actions[0].id; }, /subjects\[4\]\.actions: the id "\w+" stands twice/],
	];

	for (const [change, said] of cases) {
		const answer = check(change);

		assert.equal(answer.code, 1, String(said));
		assert.match(answer.stdout, said);
	}
});

test('documents that are no model at all are refused', () => {
	const cases = [
		['{"a":1,"a":2}', /:1: duplicate object key/],
		['[', /:1: /],
		['['.repeat(200000), /maximum parsing depth/],
		['{"a":"\xff"}', /./],
		['"' + 'x'.repeat(5 << 20) + '"', /has \d+ bytes; 4194304 is the most/],
		['', /./],
	];

	for (const [text, said] of cases) {
		const answer = check(null, Buffer.from(text, 'latin1'));

		assert.equal(answer.code, 1);
		assert.match(answer.stdout, said);
	}
});

test('a long sentence is a warning, not an error', () => {
	const answer = check((m) => { m.subjects[0].question.nl = 'woord '.repeat(25).trim() + '?'; });

	assert.equal(answer.code, 0);
	assert.match(answer.stdout, /warning: subjects\[0\]\.question\.nl: a sentence of 25 words/);
});

test('a step without an action is a warning, a byte order mark is nothing', () => {
	const answer = check((m) => { m.subjects[2].actions = m.subjects[2].actions.filter((a) => a.from !== 3); });
	const marked = check(null, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(JSON.stringify(base))]));

	assert.equal(answer.code, 0);
	assert.match(answer.stdout, /warning: subjects\[2\]\.actions: no action goes from level 3 to 4; add one/);
	assert.equal(marked.code, 0, marked.stdout);
	assert.doesNotMatch(marked.stdout, /warning/);
});

test('--json and show', () => {
	const answer = attempt(['model', 'check', '--json', 'models/ddw-basis.json']);
	const shown = attempt(['model', 'show', '--lang', 'en', 'models/ddw-basis.json']);

	assert.equal(JSON.parse(answer.stdout).accepted, true);
	assert.match(shown.stdout, /Purpose and societal task \(bed\)/);
	assert.equal(attempt(['model', 'show', '--lang', 'xx', 'models/ddw-basis.json']).code, 2);
	assert.equal(attempt(['model', 'check', '/nergens/model.json']).code, 1);
});

// What people are told stands in one place: the program computes it, and whoever
// writes a number of minutes in a document is held to it.
test('every stated time to answer is what the program prints', () => {
	const said = attempt(['model', 'check', 'models/ddw-basis.json']).stdout;
	const times = [...said.matchAll(/(?:everyone|leaders|specialists in \S+) (\d+)/g)].map(([, n]) => Number(n));
	const [least, most] = [Math.min(...times), Math.max(...times)];
	const nl = ['zes', 'zeven', 'acht', 'negen', 'tien', 'elf', 'twaalf', 'dertien', 'veertien', 'vijftien'];
	const en = ['six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen'];
	const range = { nl: `${nl[least - 6]} tot ${nl[most - 6]} minuten`, en: `${en[least - 6]} to ${en[most - 6]} minutes` };
	const claims = { 'README.md': ['en'], 'publiccode.yml': ['nl', 'en'], 'docs/user/deelnemer.md': ['nl'] };

	for (const file of ['README.md', 'publiccode.yml', 'docs/user/deelnemer.md', 'docs/user/begeleider.md', 'docs/admin/install.md']) {
		const text = readFileSync(file, 'utf8').replace(/\s+/g, ' ');
		const found = [...text.matchAll(/\b(\w+ tot \w+ minuten|\w+ to \w+ minutes|kwartier|quarter of an hour)\b/g)].map(([claim]) => claim);

		assert.deepEqual(found, (claims[file] ?? []).map((lang) => range[lang]), file);
	}
});

test('no page, card or text says a time to answer of its own', () => {
	const files = execFileSync('git', ['ls-files', 'src/scan', 'src/round', 'src/closing', 'src/overview', 'src/reply'], { encoding: 'utf8' })
		.split('\n').filter((f) => /\.(c|html)$/.test(f));
	const stated = files.flatMap((f) => [...readFileSync(f, 'utf8').matchAll(/"[^"]*?(\S+) (minuut|minuten)\b[^"]*"/g)].map((m) => [f, m[1]]));

	assert.ok(stated.length >= 4);
	for (const [file, number] of stated)
		assert.equal(number, '%1', file);
});

// SPDX-License-Identifier: EUPL-1.2
// Every file of rows, opened by a spreadsheet: a Dutch one gets "Excel (NL)", one
// with points "CSV (RFC 4180)".  Each number is the number it was, each text the
// text, and no text has become a day.
// limit: 300 s
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openFiles } from '../play/calc.mjs';
import { fetchFile, inExcel, inStandard, readCsv } from '../play/csv.mjs';
import { boxes, closedRound, makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'peil-calc-'));
// Names that a spreadsheet would like to improve.
const names = ['3-4', '007', '1e5', '12', '10:30', '1,5', 'Zorg é', 'Team 3-4', '12 - 3', "'s-Graveland"];
const rows = names.map((name) => `"";"${name}";team;9`).join('\n');
const levels = (n) => ({ nu: String(1 + n % 4), straks: String(2 + n % 3) });
const people = (shift) => names.flatMap((group) => Array.from({ length: 6 }, (_, n) =>
	({ group: inExcel(group), answers: Array.from({ length: 10 }, () => levels(n + shift)) })));

let server, now, opened;
const asked = {};

// The files as they are sent, in one form.
async function fetchAll(then, cards, form) {
	const vorm = form === 'excel' ? '' : 'vorm=rfc4180&', { lead, path } = now;
	const ticked = boxes((await lead.get(`${cards.path}/kaarten`)).body_text);

	return {
		'beeld.csv': await fetchFile(lead, `${path}/beeld.csv?${vorm}`),
		'statistiek.csv': await fetchFile(lead, `${path}/beeld/statistiek.csv?${vorm}`),
		'verandering.csv': await fetchFile(lead, `${path}/verandering.csv?${vorm}met=${then.id}`),
		'kaarten.csv': await fetchFile(lead, `${cards.path}/kaarten`, [...ticked, ['vorm', form === 'excel' ? 'csv' : 'rfc4180']]),
	};
}

const settings = {
	excel: { locale: 'nl-NL', separator: ';' },
	rfc4180: { locale: 'en-US', separator: ',' },
};

before(async () => {
	server = await serve();
	server.account();
	const then = await closedRound(server, rows, people(1), { name: 'Toen' });

	now = await closedRound(server, rows, people(0), { name: 'Nu' });
	const cards = await makeRound(server, { name: 'Kaarten', rows, until: 'groups' });

	opened = {};
	for (const form of Object.keys(settings)) {
		asked[form] = await fetchAll(then, cards, form);
		opened[form] = await openFiles(folder, asked[form], settings[form]);
	}
});
after(async () => {
	await server?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const numeric = /^-?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/;
// Columns in which people's names stand: text, whatever it looks like.
const isText = (column) => ['group', 'groep', 'code', 'link'].includes(column);

for (const form of Object.keys(settings))
	for (const file of ['beeld.csv', 'statistiek.csv', 'verandering.csv', 'kaarten.csv'])
		test(`${file} as ${form}: every cell is what was sent`, () => {
			const [head, ...sent] = readCsv(asked[form][file]), [top, ...cells] = opened[form][file];
			let numbers = 0;

			assert.deepEqual(top.slice(0, head.length), head);
			assert.equal(cells.length, sent.length);
			for (const [i, row] of sent.entries())
				for (const [j, text] of row.entries()) {
					const cell = cells[i][j] ?? '', where = `${file}, row ${i + 2}, ${head[j]}: ${text}`;

					if (!isText(head[j]) && numeric.test(text)) {
						const value = Number(text.replace(',', '.'));

						assert.equal(typeof cell, 'number', where);
						assert.ok(Math.abs(cell - value) <= 1e-12 * Math.abs(value), `${where} is ${cell}`);
						numbers++;
					} else if (form === 'excel') {
						assert.equal(String(cell), text, `${where} is ${JSON.stringify(cell)}`);
					}
				}
			assert.equal(numbers > sent.length, !/kaarten/.test(file), 'numbers were read');
		});

test('the numbers of the Dutch file are those of the other and of the JSON', async () => {
	const { columns, data } = JSON.parse((await now.lead.get(`${now.path}/beeld/statistiek.json`)).body_text);
	const [, ...dutch] = opened.excel['statistiek.csv'], [, ...other] = opened.rfc4180['statistiek.csv'];
	let broken = 0;

	for (const [i, row] of data.entries())
		for (const [j, value] of row.entries()) {
			if (typeof value !== 'number')
				continue;
			broken += Number.isInteger(value) ? 0 : 1;
			for (const cell of [dutch[i][j], other[i][j]])
				assert.ok(Math.abs(cell - value) <= 1e-12 * Math.abs(value), `${columns[j]}: ${cell}, not ${value}`);
		}
	assert.ok(broken > 100, `${broken} numbers with decimals`);
});

test('the names in the files are those that were typed', () => {
	const column = (form, file, of) => [...new Set(readCsv(asked[form][file]).slice(1).map((r) => r[of]))].sort();

	assert.deepEqual(column('excel', 'kaarten.csv', 0), names.map(inExcel).sort());
	assert.deepEqual(column('rfc4180', 'kaarten.csv', 0), names.map(inStandard).sort());
});

// Or the test above would pass for any file.
test('a Dutch spreadsheet reads the points of the other file as no number', async () => {
	const { points: [, [wrong, day]] } = Object.fromEntries(Object.entries(await openFiles(folder,
		{ 'points.csv': 'a;b\r\n0.251;1-2\r\n' }, settings.excel)).map(([name, sheet]) => [name.replace('.csv', ''), sheet]));

	assert.notEqual(wrong, 0.251);
	assert.equal(day.type, 'date');
});

test('the pages say which file is which, in both languages', async () => {
	for (const path of [`${now.path}/beeld`, `${now.path}/verandering`])
		for (const lang of ['nl', 'en']) {
			const html = (await now.lead.get(`${path}?taal=${lang}`)).body_text;
			const links = [...html.matchAll(/href="([^"]*\.csv[^"]*)"[^>]*>([^<]*)/g)];

			assert.ok(links.length >= 2, path);
			for (const [, to, text] of links)
				assert.equal(text, to.includes('vorm=rfc4180') ? 'CSV (RFC 4180)' : 'Excel (NL)', to);
		}
});

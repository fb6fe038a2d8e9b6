// SPDX-License-Identifier: EUPL-1.2
// Opens files of rows with LibreOffice, with the settings of a country, and
// reads the cells back.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

// Token by token: separator, quote, UTF-8, from line 1, columns as they are, the
// language of the settings, texts in quotes are cells like others, and numbers,
// dates and times are seen: what a spreadsheet does that is asked nothing.
const filter = (separator) => `Text - txt - csv (StarCalc):${separator.charCodeAt(0)},34,76,1,,0,false,true`;

const settings = (locale) => `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>${locale}</value></prop></item>
</oor:items>
`;

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };
// The file is indented, text in a paragraph is not.
const plain = (xml) => [...xml.matchAll(/<text:p[^>]*>([\s\S]*?)<\/text:p>/g)].map((m) => m[1]).join('\n').replace(/<text:s(?: text:c="(\d+)")?\/>/g, (_, n) => ' '.repeat(Number(n ?? 1)))
	.replace(/<[^>]*>/g, '').replace(/&(\w+);/g, (_, name) => entities[name]);

// A cell is a number, a text, or { type, shown } of another kind: a date, say.
function readCell(attributes, body) {
	const [, type] = attributes.match(/office:value-type="([^"]*)"/) ?? [];

	if (!type)
		return '';
	if (type === 'float')
		return Number(attributes.match(/office:value="([^"]*)"/)[1]);
	return type === 'string' ? plain(body) : { type, shown: plain(body) };
}

function readSheet(xml) {
	const rows = [];

	for (const [, row] of xml.matchAll(/<table:table-row[^>]*>([\s\S]*?)<\/table:table-row>/g)) {
		const cells = [];

		for (const [, attributes, , body = ''] of row.matchAll(/<table:table-cell((?:\s[^>]*?)?)(\/>|>([\s\S]*?)<\/table:table-cell>)/g)) {
			const [, times = '1'] = attributes.match(/number-columns-repeated="(\d+)"/) ?? [];

			cells.push(...Array.from({ length: Math.min(Number(times), 500) }, () => readCell(attributes, body)));
		}
		rows.push(cells);
	}
	return rows;
}

// { name: text } → { name: rows of cells }, all in one start of the program.
export async function openFiles(folder, files, { locale, separator }) {
	const home = join(folder, `calc-${locale}-${separator.charCodeAt(0)}`), out = join(home, 'out');

	mkdirSync(join(home, 'profile/user'), { recursive: true });
	writeFileSync(join(home, 'profile/user/registrymodifications.xcu'), settings(locale));
	for (const [name, text] of Object.entries(files))
		writeFileSync(join(home, name), text);
	await promisify(execFile)('soffice', ['--headless', `-env:UserInstallation=file://${home}/profile`,
		`--infilter=${filter(separator)}`, '--convert-to', 'fods', '--outdir', out,
		...Object.keys(files).map((name) => join(home, name))], { env: { ...process.env, HOME: home } });
	return Object.fromEntries(Object.keys(files).map((name) =>
		[name, readSheet(readFileSync(join(out, `${basename(name, '.csv')}.fods`), 'utf8'))]));
}

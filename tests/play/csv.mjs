// SPDX-License-Identifier: EUPL-1.2
// A strict reader of the files of rows that leave the program, and what
// lib/chart/csv.h promises of their texts.
import assert from 'node:assert/strict';

const mark = '\ufeff';	// by which a spreadsheet knows UTF-8

// A file as it was sent: UTF-8, its mark too.  With fields it is asked for by a form.
export async function fetchFile(visitor, path, fields) {
	const body = fields && new URLSearchParams(fields);

	if (body)
		await visitor.complete(path, body);
	const got = await fetch(new URL(path, visitor.url), { method: body ? 'POST' : 'GET', body, headers: visitor.headers() });

	assert.equal(got.status, 200, path);
	return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await got.arrayBuffer());
}

// RFC 4180, with the separator of the first line: records of cells, all of one
// length.  With or without the mark.
export function readCsv(text) {
	const separator = text.split('\r\n')[0].includes(';') ? ';' : ',';
	const records = [];
	let record = [], at = text.startsWith(mark) ? mark.length : 0;

	while (at < text.length) {
		let field = '';

		if (text[at] === '"') {
			for (at++; ; at++) {
				assert.ok(at < text.length, 'a quote is not closed');
				if (text[at] === '"' && text[at + 1] !== '"')
					break;
				at += text[at] === '"' ? 1 : 0;
				field += text[at];
			}
			at++;
		} else {
			for (; at < text.length && text[at] !== separator && text[at] !== '\r'; at++) {
				assert.ok(text[at] !== '"' && text[at] !== '\n', `a bare ${JSON.stringify(text[at])}`);
				field += text[at];
			}
		}
		record.push(field);
		if (text[at] === separator) {
			at++;
			continue;
		}
		assert.equal(text.slice(at, at + 2), '\r\n', `behind ${JSON.stringify(field)}`);
		at += 2;
		records.push(record);
		assert.equal(record.length, records[0].length, JSON.stringify(record));
		record = [];
	}
	assert.equal(record.length, 0, 'ends with a line end');
	return records;
}

// The same by the names of the first record.
export function readRows(text) {
	const [head, ...records] = readCsv(text);

	return records.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
}

// Text that looks like a formula has one apostrophe in front, in a file for
// spreadsheets text that looks like a number or a date too; all other text is as
// it was typed.
export const inStandard = (text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
const isNumeric = (text) => /\d/.test(text) && /^[\d .,:/eE%-]+$/.test(text) && !/^(0|[1-9]\d{0,14})$/.test(text);

export const inExcel = (text) => (isNumeric(text) ? `'${text.replace(/^'/, '')}` : inStandard(text));

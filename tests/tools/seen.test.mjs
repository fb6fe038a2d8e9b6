// SPDX-License-Identifier: EUPL-1.2
// tools/check: a file is analysed again as soon as anything that it reads has changed.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { seenIn } from '../../tools/check/seen.mjs';

const folder = mkdtempSync(join(tmpdir(), 'peil-seen-'));
const source = join(folder, 'a.c'), header = join(folder, 'a.h');
const words = ['gcc -fanalyzer', ['-O1', 'a.c'], 'gcc 12'];

test.after(() => rmSync(folder, { recursive: true }));

// Each time as `make check` does: in a process that has read nothing yet.
function keyNow(of = words, files = [source, header]) {
	const seen = seenIn(join(folder, 'checked'));

	return { seen, key: seen.key(of, files) };
}

function isKnown(of, files) {
	const { seen, key } = keyNow(of, files);

	return seen.knows(key);
}

test('what had nothing to say is known, until it changes', () => {
	writeFileSync(source, 'int a;\n');
	writeFileSync(header, '// NOLINT\n');
	assert.equal(isKnown(), false);
	const { seen, key } = keyNow();

	seen.keep(key);
	assert.equal(isKnown(), true);
	writeFileSync(header, '// nolint\n');
	assert.equal(isKnown(), false, 'a comment in a header');
	writeFileSync(header, '// NOLINT\n');
	assert.equal(isKnown(), true);
	assert.equal(isKnown(['gcc -fanalyzer', ['-O2', 'a.c'], 'gcc 12']), false, 'another word');
	assert.equal(isKnown(['gcc -fanalyzer', ['-O1', 'a.c'], 'gcc 13']), false, 'another version');
	assert.equal(isKnown(words, [source]), false, 'another header');
});

test('what is read is not known: it is analysed each time', () => {
	const { seen, key } = keyNow(words, null);

	seen.keep(key);
	assert.equal(isKnown(words, null), false);
	assert.equal(isKnown(words, [source, join(folder, 'gone.h')]), false);
	assert.equal(isKnown(words, []), false);
});

test('what nobody asks for any more goes', () => {
	const { seen, key } = keyNow(), other = seen.key(words, [source]);

	seen.keep(key);
	seen.keep(other);
	assert.equal(seen.knows(key), true);
	seen.forgetOthers();
	assert.deepEqual(readdirSync(join(folder, 'checked')), [key]);
});

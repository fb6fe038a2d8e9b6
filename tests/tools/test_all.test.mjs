// SPDX-License-Identifier: EUPL-1.2
// make test: each part is made, also when another is red, and after what it needs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'peil-test-all-'));

after(() => rmSync(folder, { recursive: true, force: true }));

// Runs the parts with a make that notes what it is asked for; parts in `red` fail.
async function run(words, red = []) {
	const make = join(folder, 'make'), notes = join(folder, 'notes');

	writeFileSync(notes, '');
	writeFileSync(make, `#!/bin/sh
echo "begin $2" >>${notes}
echo "from $2, built $PEIL_IS_BUILT, nice $(nice)"
case $2 in built) sleep 0.3 ;; esac
echo "end $2" >>${notes}
case " ${red.join(' ')} " in *" $2 "*) exit 3 ;; esac
`, { mode: 0o755 });
	mkdirSync(join(folder, 'build'), { recursive: true });
	const [code, stdout] = await new Promise((done) => {
		execFile(process.execPath, ['tools/test-all.mjs', make, join(folder, 'build'), ...words],
			(error, out) => done([error?.code ?? 0, out]));
	});

	return { code, stdout, notes: readFileSync(notes, 'utf8').trim().split('\n') };
}

const all = ['built', 'unit', 'http', 'beside', 'clang', 'check', 'reuse'];
const marks = (stdout) => Object.fromEntries([...stdout.matchAll(/^(ok |RED) +\d+ s +\d+ cpu {2}(\w+)$/gm)]
	.map(([, mark, part]) => [part, mark.trim()]));

test('all parts are made, those beside with less of a processor, and counted', async () => {
	const { code, stdout, notes } = await run(all);

	assert.equal(code, 0);
	for (const part of ['built', 'unit', 'http'])
		assert.match(stdout, new RegExp(`^from ${part}, built 1, nice \\d+$`, 'm'));
	for (const part of ['clang', 'check', 'reuse'])
		assert.match(stdout, new RegExp(`^== ${part}\nfrom ${part}, built 1, nice 19$`, 'm'));
	assert.deepEqual(marks(stdout), { built: 'ok', unit: 'ok', http: 'ok', clang: 'ok', check: 'ok', reuse: 'ok' });
	assert.ok(notes.indexOf('begin check') > notes.indexOf('end built'), 'what is checked was built');
	assert.match(stdout, /^ +\d+ s +\d+ cpu {2}in all\n4 passed, 0 failed, 0 skipped\n$/m);
});

test('a red part hides no other', async () => {
	const { code, stdout, notes } = await run(all, ['unit', 'reuse']);

	assert.equal(code, 1);
	assert.equal(notes.filter((n) => n.startsWith('end')).length, 6);
	assert.deepEqual(marks(stdout), { built: 'ok', unit: 'RED', http: 'ok', clang: 'ok', check: 'ok', reuse: 'RED' });
	assert.match(stdout, /\n3 passed, 2 failed, 0 skipped\n$/);
});

test('what could not be built is red with all that needs it', async () => {
	const { code, stdout, notes } = await run(all, ['built']);

	assert.equal(code, 1);
	assert.deepEqual(marks(stdout), { built: 'RED', unit: 'RED', http: 'RED', clang: 'ok', check: 'RED', reuse: 'ok' });
	assert.deepEqual(notes.filter((n) => /unit|http|check/.test(n)), []);
	assert.match(stdout, /== check\nnot begun, because built is red/);
});

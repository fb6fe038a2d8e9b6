// SPDX-License-Identifier: EUPL-1.2
// The program that is built is hard to bend: its addresses are random, what the
// linker fills in is read-only from the start, nothing is writable and executable,
// and the compiler's checks are in it.  Read from the binary, not from the build.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';

const mine = resolve(process.env.PEIL ?? 'build/src/peil');
// Also the others that are there: one with sanitizers has no FORTIFY.
const programs = [...new Set([mine, ...['build', 'build-clang'].map((b) => resolve(dirname(mine), '../..', b, 'src/peil'))])]
	.filter((path) => existsSync(path));
const read = (tool, ...words) => execFileSync(tool, words, { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: 'C' } });

for (const path of programs)
	test(join(...path.split('/').slice(-3)), () => {
		const head = read('readelf', '-hW', path), segments = read('readelf', '-lW', path);
		const dynamic = read('readelf', '-dW', path), symbols = read('readelf', '--dyn-syms', '-W', path);
		const code = read('objdump', '-d', '--no-show-raw-insn', '--disassemble=main', path);

		assert.match(head, /Type:\s+DYN/, 'position independent');
		assert.match(segments, /GNU_RELRO/);
		assert.match(dynamic, /\(FLAGS\).*BIND_NOW/);
		assert.match(dynamic, /\(FLAGS_1\).*NOW.*PIE/);
		assert.doesNotMatch(dynamic, /TEXTREL|RPATH|RUNPATH/);
		assert.match(segments, /GNU_STACK.* RW {2,}/);
		assert.doesNotMatch(segments, /\bRWE\b/, 'no segment is written and run');
		assert.match(symbols, /__stack_chk_fail/);
		if (process.arch === 'x64')
			assert.match(code, /<main>:\n\s+[0-9a-f]+:\s+endbr64/, 'control flow is marked');
		if (!/__asan_init/.test(symbols))
			assert.match(symbols, /__\w+_chk\b(?!_fail)/, 'sizes are checked by FORTIFY');
	});

test('the program of this test is among them', () => {
	assert.ok(programs.includes(mine), mine);
});

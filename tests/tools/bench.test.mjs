// SPDX-License-Identifier: EUPL-1.2
// The scripts of bench/ still measure.  Its programs are tried as unit tests (bench/meson.build).
// waits: for the pauses of the benches
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

// What makes each small.
const words = { 'closing_beside.mjs': ['8', 'killed'], 'sizes.mjs': ['20'], 'visit.mjs': [] };
const scripts = readdirSync('bench').filter((name) => name.endsWith('.mjs'));

test('each script is tried', () => assert.deepEqual(scripts, Object.keys(words)));
for (const name of scripts)
	test(name, async () => {
		const { stdout } = await promisify(execFile)(process.execPath, [join('bench', name), ...words[name] ?? []],
			{ env: { ...process.env, BENCH_FOLDER: tmpdir() } });

		assert.match(stdout, /: [\d.]+ (ms|kB|MB)\b/);
	});

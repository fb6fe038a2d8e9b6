// SPDX-License-Identifier: EUPL-1.2
// crash.mjs PEIL: all that a server must survive, with large numbers, and a table at the end: how
// often, what was acknowledged, what of that was lost, and how long nobody answered.
//
// The tests are those of the suite; PEIL_TEST_KILLS (1000) says how often is killed in all.  A test
// adds its lines with tell() of tests/play/crash.mjs, also when a later one is red.  With a file
// in PEIL_CRASH_TABLE several runs make one table.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [program, ...words] = process.argv.slice(2);
const what = words.length ? words : ['crash', 'tests/upkeep/restore.test.mjs', 'tests/closing/clock.test.mjs'];

if (!program) {
	console.error('usage: node tools/crash.mjs PEIL [ROOM|FILE]...');
	process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'peil-crash-'));
const table = process.env.PEIL_CRASH_TABLE ?? join(folder, 'table');
const kills = process.env.PEIL_TEST_KILLS ?? '1000';
const { status } = spawnSync(process.execPath, ['tools/test-http.mjs', program, ...what], { stdio: 'inherit', env: { ...process.env,
	PEIL_CRASH_TABLE: table, PEIL_TEST_KILLS: kills, PEIL_TEST_ROUNDS: process.env.PEIL_TEST_ROUNDS ?? '3', PEIL_TEST_PATIENCE: process.env.PEIL_TEST_PATIENCE ?? '10' } });
const rows = existsSync(table) ? readFileSync(table, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : [];

rmSync(folder, { recursive: true });
const seconds = (ms) => (ms === undefined ? '' : (ms / 1000).toFixed(2));
const lines = [['what', 'times', 'acknowledged', 'lost', 'median s', 'longest s', ''],
	...rows.sort((a, b) => a.kind.localeCompare(b.kind)).map((r) => [r.kind, r.times ?? '', r.acknowledged ?? '', r.lost,
		seconds(r.median), seconds(r.longest), r.remark ?? ''])].map((line) => line.map(String));
const sum = (of) => rows.filter((r) => of === 'times' ? r.kind.startsWith('kill') : true).reduce((n, r) => n + (r[of] ?? 0), 0);
const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));

console.log();
for (const line of lines)
	console.log(line.map((text, i) => (i === 0 || i === 6 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join('  ').trimEnd());
console.log(`\n${sum('times')} kills; ${sum('acknowledged')} acknowledged, ${sum('lost')} of them lost. `
	+ 'Median and longest: from the kill or stop until it answered again.');
process.exit(status);

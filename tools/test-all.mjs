// SPDX-License-Identifier: EUPL-1.2
// test-all.mjs MAKE BUILD PART…: makes every part, also when one is red, and
// says in the end how each went.  Ends with 1 when one was red.
//
// The last line counts unit tests and tests over HTTP one by one; a part without
// tests of its own counts as one.
import { spawnSync } from 'node:child_process';
import { closingLine, forget, http, unit } from './counted.mjs';
import { measure } from './patience.mjs';

const [make, build, ...parts] = process.argv.slice(2);
const counters = { unit, http };

// A part that is red without a test that failed, because it could not be
// built, say, counts as one failure more.
function count(part, isGreen) {
	const counted = counters[part]?.(build) ?? { passed: isGreen ? 1 : 0, failed: 0, skipped: 0 };

	return !isGreen && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

function run(part) {
	const start = performance.now();

	console.log(`\n== ${part}`);
	const { status, signal } = spawnSync(make, ['--no-print-directory', part], { stdio: 'inherit' });

	if (signal)
		process.exit(1);
	return { part, isGreen: status === 0, seconds: (performance.now() - start) / 1000 };
}

// A machine that is slow or busy gets more time, unless more was asked for.
const patience = Math.max(measure(), Number(process.env.PEIL_TEST_PATIENCE || 1));

process.env.PEIL_TEST_PATIENCE = String(patience);
console.log(`limits of tests: ${patience} times as long as on two free processors`);
forget(build);
const results = parts.map(run);

console.log('');
for (const { part, isGreen, seconds } of results)
	console.log(`${isGreen ? 'ok ' : 'RED'} ${seconds.toFixed(0).padStart(5)} s  ${part}`);
console.log(closingLine(results.map((r) => count(r.part, r.isGreen))));
process.exit(results.every((r) => r.isGreen) ? 0 : 1);

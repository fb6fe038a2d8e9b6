// SPDX-License-Identifier: EUPL-1.2
// test-all.mjs MAKE BUILD PART… beside PART…: makes every part, also when one is
// red, and says in the end how each went.  Ends with 1 when one was red.
//
// The parts of each list are made one after the other; those of the second with what the
// first leaves of the processors, which often wait for an answer.  What they say comes
// when they have ended, so that it stands together.
//
// The last line counts unit tests and tests over HTTP one by one; a part without
// tests of its own counts as one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closingLine, forget, http, unit } from './counted.mjs';
import { measure } from './patience.mjs';
import { ofEnded } from './test-http/spent.mjs';

const [make, build, ...words] = process.argv.slice(2);
const split = words.includes('beside') ? words.indexOf('beside') : words.length;
const lists = [words.slice(0, split), words.slice(split + 1)];
const counters = { unit, http };
// What must be built: two that build in one folder are in each other's way, so a part
// builds nothing that another of this run does.
const needs = { unit: ['built'], http: ['built'], check: ['built', 'clang'] };
const started = new Map(), running = new Set();
const start = performance.now();

// A part that is red without a test that failed, because it could not be
// built, say, counts as one failure more.
function count(part, isGreen) {
	const counted = counters[part]?.(build) ?? { passed: isGreen ? 1 : 0, failed: 0, skipped: 0 };

	return !isGreen && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

async function run(part, isBeside) {
	const from = performance.now();
	const [program, ...front] = [...(isBeside ? ['nice', '-n', '19'] : []), make];
	const child = spawn(program, [...front, '--no-print-directory', part],
		{ stdio: isBeside ? ['ignore', 'pipe', 'pipe'] : 'inherit', env: { ...process.env, PEIL_IS_BUILT: '1' } });
	let text = `\n== ${part}\n`, spent = 0;

	running.add(child);
	child.on('exit', () => { spent = ofEnded(); });
	for (const stream of isBeside ? [child.stdout, child.stderr] : [])
		stream.setEncoding('utf8').on('data', (piece) => { text += piece; });
	if (!isBeside)
		process.stdout.write(text);
	const [status, signal] = await once(child, 'close');

	running.delete(child);
	if (isBeside)
		process.stdout.write(text);
	if (signal)
		end();
	return { part, isGreen: status === 0, seconds: (performance.now() - from) / 1000, spent };
}

async function after(part, isBeside) {
	for (const need of needs[part] ?? []) {
		const built = await started.get(need);

		if (built && !built.isGreen) {
			console.log(`\n== ${part}\nnot begun, because ${need} is red`);
			return { part, isGreen: false, seconds: 0, spent: 0 };
		}
	}
	return run(part, isBeside);
}

function end() {
	for (const child of running)
		child.kill();
	process.exit(1);
}

// A machine that is slow or busy gets more time, unless more was asked for.
const patience = Math.max(measure(), Number(process.env.PEIL_TEST_PATIENCE || 1));

process.env.PEIL_TEST_PATIENCE = String(patience);
console.log(`limits of tests: ${patience} times as long as on two free processors`);
process.on('SIGTERM', end);
forget(build);
for (const parts of lists)
	parts.reduce((last, part) => {
		const result = last.then(() => after(part, parts === lists[1]));

		started.set(part, result);
		return result;
	}, Promise.resolve());
const results = await Promise.all(started.values());
const line = (seconds, spent, part) => `${seconds.toFixed(0).padStart(5)} s ${spent.toFixed(0).padStart(5)} cpu  ${part}`;

console.log('');
for (const { part, isGreen, seconds, spent } of results)
	console.log(`${isGreen ? 'ok ' : 'RED'} ${line(seconds, spent, part)}`);
console.log(`    ${line((performance.now() - start) / 1000, results.reduce((n, r) => n + r.spent, 0), 'in all')}`);
console.log(closingLine(results.map((r) => count(r.part, r.isGreen))));
process.exit(results.every((r) => r.isGreen) ? 0 : 1);

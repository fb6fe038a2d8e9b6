// SPDX-License-Identifier: EUPL-1.2
// What is said of a file when it has ended, and of all of them at the end.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SLOWEST = 10;
const time = (seconds) => `${seconds.toFixed(1).padStart(6)} s`;
const sum = (results, key) => results.reduce((n, r) => n + r[key], 0);
// How long it took, and how much of that a processor worked for it.
const line = (r) => `${r.failed ? 'RED' : 'ok '} ${time(r.seconds)} ${time(r.spent)} cpu  ${r.name}`;

export function sayFile(r) {
	console.log(`${line(r)} (${r.passed} passed${r.failed ? `, ${r.failed} failed` : ''})`);
	if (r.failed)
		console.log(`${r.text.trimEnd().replace(/^/gm, '    ')}\n${r.wrong ? `    ${r.wrong}\n` : ''}`);
}

export function sayAll(results, seconds) {
	const slowest = [...results].sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
	const red = results.filter((r) => r.failed);

	if (results.length > 1)
		console.log(`\nThe slowest of ${results.length} files, in ${seconds.toFixed(0)} s in all:\n${slowest.map(line).join('\n')}`);
	if (red.length)
		console.log(`\nRed:\n${red.map((r) => `    ${r.wrong ?? `${r.name}: ${r.failed} failed`}`).join('\n')}`);
	console.log(`\nOver HTTP and in a browser: ${sum(results, 'passed')} passed, ${sum(results, 'failed')} failed`);
}

// In the build folder: the numbers of this run for counted.mjs, and how long each
// file took, for the order of the next run.
export function notes(build) {
	const path = (name) => join(build, 'meson-logs', name);
	const read = (name) => (existsSync(path(name)) ? JSON.parse(readFileSync(path(name), 'utf8')) : {});

	return {
		times: () => new Map(Object.entries(read('http-times.json'))),
		keep(results) {
			const times = Object.fromEntries(results.map((r) => [r.name, Number(r.seconds.toFixed(1))]));

			mkdirSync(path(''), { recursive: true });
			writeFileSync(path('http-times.json'), JSON.stringify({ ...read('http-times.json'), ...times }));
			writeFileSync(path('http-tests.json'), JSON.stringify({
				passed: sum(results, 'passed'), failed: sum(results, 'failed'), skipped: sum(results, 'skipped'),
			}));
		},
	};
}

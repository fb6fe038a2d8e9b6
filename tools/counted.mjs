// SPDX-License-Identifier: EUPL-1.2
// counted.mjs BUILD: the results of the last unit tests and of the last tests
// over HTTP as one line.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const unitLog = (build) => `${build}/meson-logs/testlog.json`;
const httpLog = (build) => `${build}/meson-logs/http-tests.json`;
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');

export function unit(build) {
	const results = read(unitLog(build)).split('\n').filter(Boolean).map((line) => JSON.parse(line).result);
	const count = (...names) => results.filter((r) => names.includes(r)).length;
	const passed = count('OK', 'EXPECTEDFAIL');
	const skipped = count('SKIP');

	return { passed, failed: results.length - passed - skipped, skipped };
}

export function http(build) {
	return JSON.parse(read(httpLog(build)) || '{ "passed": 0, "failed": 0, "skipped": 0 }');
}

// So that what did not run is not taken for what ran before.
export function forget(build) {
	for (const path of [unitLog(build), httpLog(build)])
		rmSync(path, { force: true });
}

export function closingLine(counts) {
	const sum = (key) => counts.reduce((n, c) => n + c[key], 0);

	return `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
	console.log(closingLine([unit(process.argv[2]), http(process.argv[2])]));

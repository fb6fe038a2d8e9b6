// SPDX-License-Identifier: EUPL-1.2
// How much slower than two free processors this machine is now, for limits of tests:
// from what a second of work really gets. A whole number, at most 16.
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';

// `share` of a processor for one who wants a whole one, on so many of them.
export const patienceOf = (share, processors) =>
	Math.min(16, Math.max(1, Math.ceil(2 / (share * Math.min(processors, 2)) - 0.25)));

export function measure(milliseconds = 1000) {
	const from = performance.now(), before = process.cpuUsage();
	let passed = 0;

	while (passed < milliseconds)
		passed = performance.now() - from;
	const { user, system } = process.cpuUsage(before);

	return patienceOf(Math.max(0.05, (user + system) / 1000 / passed), availableParallelism());
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
	console.log(measure());

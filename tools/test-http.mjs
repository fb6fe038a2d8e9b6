// SPDX-License-Identifier: EUPL-1.2
// test-http.mjs PEIL [ROOM|FILE]…: the tests that talk to the program as people
// do, over HTTP and with a browser; all of them, or those of some rooms.
//
// Every file has a limit of its own, multiplied by PEIL_TEST_PATIENCE.  One more
// runs than there are processors, because each waits for the server that it asks; at most
// four, or PEIL_TEST_JOBS.  Those that mostly wait go beside them.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { killAll, runFile } from './test-http/one.mjs';
import { listFiles } from './test-http/files.mjs';
import { notes, sayAll, sayFile } from './test-http/report.mjs';
import { patient } from '../tests/play/patience.mjs';

const JOBS_MAX = 4;	// each has a server, a browser's pages and a process of node
const [program, ...words] = process.argv.slice(2);

if (!program) {
	console.error('usage: node tools/test-http.mjs PEIL [ROOM|FILE]...');
	process.exit(2);
}
process.env.PEIL = resolve(program);

// The build folder that the program is in.
function buildOf(path) {
	for (let at = dirname(path); at !== dirname(at); at = dirname(at))
		if (existsSync(join(at, 'meson-logs')))
			return at;
	return dirname(path);
}

const note = notes(buildOf(process.env.PEIL));
let files;

try {
	files = listFiles(words, note.times());
} catch (e) {
	console.error(e.message);
	process.exit(2);
}
const { share } = await import('./test-http/shared.mjs');
const folder = mkdtempSync(join(tmpdir(), 'peil-http-'));
const shared = share(folder);
const jobs = Number(process.env.PEIL_TEST_JOBS)
	|| Math.min(JOBS_MAX, (availableParallelism?.() ?? cpus().length) + 1);
const start = performance.now();
const results = [];
const busy = files.filter((file) => !file.waits), waiting = files.filter((file) => file.waits);

async function worker(mine) {
	for (let file = mine.shift(); file; file = mine.shift()) {
		const result = await runFile(file, { limit: patient(file.limit), env: await shared.envOf(file), folder });

		results.push(result);
		sayFile(result);
	}
}

async function end(code) {
	await shared.end();
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'])
	process.once(signal, () => {
		busy.length = 0;
		killAll('SIGTERM');
		end(130);
	});
await Promise.all([...waiting.map((file) => worker([file])), ...Array.from({ length: jobs }, () => worker(busy))]);
sayAll(results, (performance.now() - start) / 1000);
note.keep(results);
await end(results.some((r) => r.failed) ? 1 : 0);

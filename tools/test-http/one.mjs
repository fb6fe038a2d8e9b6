// SPDX-License-Identifier: EUPL-1.2
// Runs one file of tests within its limit.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ofEnded } from './spent.mjs';

const GRACE = 5000;	// from asking to end, in which a browser can be closed, to killing
const running = new Set();

// The file is a process group: the servers that it started go with it.
function kill(child, signal) {
	try {
		process.kill(-child.pid, signal);
	} catch (e) {
		if (e.code !== 'ESRCH')
			throw e;
	}
}

export function killAll(signal) {
	for (const child of running)
		kill(child, signal);
}

function counts(text) {
	const count = (word) => Number(text.match(new RegExp(`^\\S+ ${word} (\\d+)$`, 'm'))?.[1] ?? 0);

	if (!/^\S+ tests \d+$/m.test(text))	// it did not come to its end
		return { passed: text.match(/^\s*✔ /gm)?.length ?? 0, failed: text.match(/^\s*✖ /gm)?.length ?? 0, skipped: 0 };
	return { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') + count('todo') };
}

// What is wrong with the file as a whole; null when its tests tell all.
function wrong({ isLate, code, signal, limit, file, result }) {
	if (isLate)
		return `${file.name} did not end within ${limit} s; PEIL_TEST_PATIENCE=2 gives it twice as long`;
	if (signal)
		return `${file.name} was ended by ${signal}`;
	if (code !== 0 && result.failed === 0)
		return `${file.name} ended with ${code}`;
	if (code === 0 && result.passed + result.skipped === 0)
		return `${file.name} has no tests`;
	return null;
}

// `env` holds what it shares with others, `limit` is in seconds.  The result:
// passed, failed and skipped tests, seconds, how many of a processor it spent with
// all that it started and saw end, what it printed, and `wrong`.
export async function runFile(file, { limit, env, folder }) {
	const temporary = join(folder, file.name.replaceAll('/', '_'));
	const start = performance.now();
	let text = '', isLate = false, spent = 0;

	mkdirSync(temporary);
	const child = spawn(process.execPath, ['--test-reporter=spec', '--test-reporter-destination=stdout', file.path], {
		detached: true, stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, ...env, TMPDIR: temporary, NO_COLOR: '1' },
	});
	const late = setTimeout(() => {
		isLate = true;
		kill(child, 'SIGTERM');
		setTimeout(() => kill(child, 'SIGKILL'), GRACE).unref();
	}, limit * 1000);

	running.add(child);
	child.on('exit', () => { spent = ofEnded(); });
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (part) => { text += part; });
	const [code, signal] = await new Promise((done) => { child.on('close', (...end) => done(end)); });

	clearTimeout(late);
	kill(child, 'SIGKILL');		// what it left running
	running.delete(child);
	rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
	const result = counts(text);
	const fault = wrong({ isLate, code, signal, limit, file, result });

	return { ...result, failed: result.failed + (fault ? 1 : 0), name: file.name, wrong: fault, text, spent,
		seconds: (performance.now() - start) / 1000 };
}

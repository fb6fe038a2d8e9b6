// SPDX-License-Identifier: EUPL-1.2
// check.mjs GCC_BUILD CLANG_BUILD: gcc -fanalyzer and clang-tidy over every
// file of lib/ and src/, cppcheck over all of them at once, as many at a time as there
// are processors.  What had nothing to say before and has not changed is not run
// again (check/seen.mjs).  Ends with 1 when one of them has something to say.
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { readDependencies, seenIn } from './check/seen.mjs';

const [gcc, clang] = process.argv.slice(2);
if (!clang) {
	console.error('usage: node tools/check.mjs GCC_BUILD CLANG_BUILD');
	process.exit(2);
}
const sources = [resolve('lib') + '/', resolve('src') + '/'];

// Our own files, one entry each, with what the compiler read; undefined: unknown.
function ours(build) {
	const seen = new Map(), reads = readDependencies(build);
	for (const e of JSON.parse(readFileSync(`${build}/compile_commands.json`, 'utf8'))) {
		const path = resolve(e.directory, e.file);
		if (sources.some((s) => path.startsWith(s)) && path.endsWith('.c'))
			seen.set(path, { path, directory: e.directory, words: words(e.command),
				reads: reads.get(resolve(e.directory, e.output)) });
	}
	return [...seen.values()];
}

// Meson writes words with blanks or quotes between quotes.
function words(command) {
	return [...command.matchAll(/(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+))/g)]
		.map((m) => m[1]?.replace(/\\(.)/g, '$1') ?? m[2] ?? m[3]);
}

// The compile command without output, dependency files and sanitizers, which
// hide paths from the analyzer.
function analyzer(e) {
	const keep = [];
	for (let i = 0; i < e.words.length; i++) {
		const w = e.words[i];
		if (['-o', '-MF', '-MQ', '-MT', '-c'].includes(w))
			i++;
		else if (w !== '-MD' && !w.startsWith('-fsanitize') && !/^-[Og]/.test(w))
			keep.push(w);
	}
	return { name: 'gcc -fanalyzer', path: e.path, cwd: e.directory, reads: e.reads, program: keep[0],
		args: [...keep.slice(1), '-O1', '-fanalyzer', '-Werror', '-fdiagnostics-color=never',
			'-Wno-analyzer-too-complex', '-c', e.path, '-o', '/dev/null'] };
}

// How far clang's analyzer follows one function.  It takes blocks that are new first, and
// after those the same again in other orders, on which its own 225000 spend two thirds of
// the time of all checks.  Of 54 faults planted in the slowest files, 25000 find the same
// 32 as 225000.
const NODES = Number(process.env.PEIL_CHECK_NODES) || 25000;

// It takes the compile command from the build, so that belongs to what it reads.
const tidy = (e) => ({ name: 'clang-tidy', path: e.path, cwd: '.', program: 'clang-tidy',
	args: ['-p', clang, '--quiet', ...['-Xclang', '-analyzer-config', '-Xclang', `max-nodes=${NODES}`]
		.map((word) => `--extra-arg=${word}`), e.path], command: e.words,
	reads: e.reads && [resolve('.clang-tidy'), ...e.reads] });

// All files of C that cppcheck finds by itself.
function cFiles(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);

		return entry.isDirectory() ? cFiles(path) : /\.[ch]$/.test(path) ? [path] : [];
	}).sort();
}

// What cppcheck 2.10 gets wrong: it does not know cleanup attributes (leaks) nor
// compound literals in a conditional (AST), and takes a waiter on the stack of
// a function that waits for a lost address.
const wrong = ['internalAstError', 'resourceLeak', 'memleak', 'autoVariables',
	'missingIncludeSystem', 'unknownMacro', 'checkersReport'];

const jobs = [
	{ name: 'cppcheck', path: sources[1], cwd: '.', program: 'cppcheck',
		reads: sources.flatMap(cFiles),
		args: ['--quiet', '--std=c11', '--enable=warning,performance,portability',
			'--inline-suppr', '--error-exitcode=1', '-D__GNUC__=12', '-D_GNU_SOURCE', '-Ilib', '-Isrc',
			...wrong.map((id) => `--suppress=${id}`), 'lib', 'src'] },
	...ours(gcc).map(analyzer),
	...ours(clang).map(tidy),
];

const seen = seenIn(join(gcc, 'checked'));
const versions = new Map();

// The compile command may begin with ccache: that of the compiler is asked for.
function versionOf(job) {
	const words = job.program.endsWith('ccache') ? [job.program, job.args[0]] : [job.program];

	if (!versions.has(words.join(' ')))
		versions.set(words.join(' '), execFileSync(words[0], [...words.slice(1), '--version'], { encoding: 'utf8' }));
	return versions.get(words.join(' '));
}

const run = (job) => new Promise((done) => {
	execFile(job.program, job.args, { cwd: job.cwd, maxBuffer: 1 << 26 }, (error, out, err) => {
		if (error) {
			const said = (out + err).split('\n').filter((l) => !/^\d+ warnings? /.test(l));
			console.error(`${job.name} ${relative('.', job.path)}\n${said.join('\n')}`);
		} else {
			seen.keep(job.key);
		}
		done(error ? 1 : 0);
	});
});

for (const job of jobs)
	job.key = seen.key([job.name, job.program, job.args, job.cwd, job.command, versionOf(job)], job.reads);
// The largest first, so that nothing long is left for the end; cppcheck reads all.
const size = (job) => (job.path === sources[1] ? Infinity : statSync(job.path).size);
const fresh = jobs.filter((job) => !seen.knows(job.key)).sort((a, b) => size(b) - size(a));
const count = fresh.length;
let failures = 0;
const worker = async () => {
	while (fresh.length > 0) {
		const found = await run(fresh.shift());	// apart: += would read the sum before
		failures += found;
	}
};
const cores = availableParallelism ? availableParallelism() : cpus().length;
await Promise.all(Array.from({ length: cores }, worker));
seen.forgetOthers();
console.log(`cppcheck, gcc -fanalyzer and clang-tidy: ${count} runs, ${failures} with findings, ` +
	`${jobs.length - count} as before`);
process.exit(failures > 0 ? 1 : 0);

// SPDX-License-Identifier: EUPL-1.2
// mutate [PART…]: changes one operator or number at a time in the files of a room (of
// lib/method and src/closing unless said; or of a file, or of FILE:LINE), builds the unit tests of that
// room, and lists the changes that no test notices.  MUTANTS=100 of all are tried,
// spread evenly; MUTANTS=all tries each.  FROM=7 starts at another one.  Works on a copy of
// the tree.  What no test can notice stands in tools/mutate/same with its reason: it is
// counted apart.  Ends with 1 when a change survived that does not stand there.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { changesOf } from './mutate/changes.mjs';
import { sameOf } from './mutate/same.mjs';

const parts = process.argv.length > 2 ? process.argv.slice(2) : ['lib/method', 'src/closing'];
const tree = resolve('build-mutate');
const build = join(tree, 'build');
const run = (program, words, more = {}) => spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 26,
	env: { ...process.env, CCACHE_DISABLE: '1' }, ...more });

function lay() {
	const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });

	for (const path of files.split('\0').filter((name) => name && existsSync(name))) {
		const to = join(tree, path), text = readFileSync(path);

		mkdirSync(dirname(to), { recursive: true });
		if (!existsSync(to) || !readFileSync(to).equals(text))
			cpSync(path, to);
	}
	if (!existsSync(join(tree, 'node_modules')))
		symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));
	if (!existsSync(join(build, 'build.ninja')))
		execFileSync('meson', ['setup', build, tree, '-Doptimization=1', '-Ddebug=false'], { stdio: 'ignore' });
	execFileSync('ninja', ['-C', build, 'build.ninja'], { stdio: 'ignore' });	// with tests that are new
}

// The unit tests of a room: what to run, and what ninja calls their programs.
function testsOf(room) {
	const all = JSON.parse(execFileSync('meson', ['introspect', build, '--tests'], { encoding: 'utf8' }));

	return all.filter((t) => t.suite.some((s) => s.endsWith(`:${room}`)) && t.cmd[0].startsWith(build) && !t.cmd[0].includes('/fuzz/'))
		.map((t) => ({ name: t.name, cmd: t.cmd, target: t.cmd[0].slice(build.length + 1) }));
}

const built = (tests) => run('ninja', ['-C', build, ...tests.map((t) => t.target)]).status === 0;

// Does it fail?  A change that makes it turn for ever does, well after what it takes by itself.
function fails(test) {
	const begun = Date.now();
	const { status } = run(test.cmd[0], test.cmd.slice(1), { cwd: build, timeout: test.patience ?? 0, stdio: 'ignore' });

	test.took = Date.now() - begun;
	return status !== 0;
}

// What becomes of a change.  What noticed the one before comes first, then what is quick;
// so most need one program.
function outcome(tests) {
	for (const test of tests) {
		if (!built([test]))
			return 'refused';
		if (!fails(test))
			continue;
		tests.unshift(...tests.splice(tests.indexOf(test), 1));
		return 'noticed';
	}
	return 'survived';
}

// A part is PATH or PATH:LINE.
const partOf = (word) => ({ path: word.replace(/:\d+$/, ''), line: Number(word.match(/:(\d+)$/)?.[1] ?? 0) });
const filesOf = (part) => (statSync(part).isDirectory() ? readdirSync(part).map((name) => join(part, name)) : [part])
	.filter((path) => path.endsWith('.c') && !/\/(page|cmd)_/.test(path));

function tryPart(word, same) {
	const { path: part, line: only } = partOf(word);
	const tests = testsOf((statSync(part).isDirectory() ? part : dirname(part)).split('/').pop());
	const all = filesOf(part).flatMap((path) => changesOf(readFileSync(path, 'utf8')).map((change) => ({ path, ...change })))
		.filter(({ line }) => !only || line === only);
	const count = process.env.MUTANTS === 'all' ? all.length : Math.min(all.length, Number(process.env.MUTANTS ?? 100));
	const counts = { refused: 0, noticed: 0, same: 0, survived: 0 };

	if (!built(tests) || tests.some(fails))
		throw new Error(`${part}: its tests fail as it is`);
	tests.forEach((t) => (t.patience = 20_000 + 20 * t.took));
	tests.sort((a, b) => a.took - b.took);
	for (let i = 0; i < count; i++) {
		const change = all[(Math.floor(i * all.length / count) + Number(process.env.FROM ?? 0)) % all.length];

		writeFileSync(join(tree, change.path), change.text);
		const became = outcome(tests), why = same.why(change);

		counts[became === 'survived' && why ? 'same' : became]++;
		if (became === 'survived')
			console.log(`${change.path}:${change.line}: ${change.name}${why ? `  (the same: ${why})` : `\t${change.code}`}`);
		cpSync(change.path, join(tree, change.path));
	}
	console.log(`${word}: ${count} of ${all.length} changes tried, ${counts.refused} did not compile, `
		+ `${counts.noticed} noticed, ${counts.same} are the same, ${counts.survived} survived`);
	return counts.survived;
}

const same = sameOf(readFileSync('tools/mutate/same', 'utf8'), (path) => changesOf(readFileSync(path, 'utf8')));

lay();
process.exitCode = parts.map((part) => tryPart(part, same)).some(Boolean) ? 1 : 0;

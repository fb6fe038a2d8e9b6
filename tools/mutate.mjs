// SPDX-License-Identifier: EUPL-1.2
// mutate [PART…]: changes one operator or number at a time in the files of a room (of
// lib/method, lib/disclosure and src/closing unless said, or of a file), builds the unit tests of that
// room, and lists the changes that no test notices.  MUTANTS=100 of all are tried,
// spread evenly; MUTANTS=all tries each.  FROM=7 starts at another one.  Works on a copy of the tree.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { changesOf } from './mutate/changes.mjs';

const parts = process.argv.length > 2 ? process.argv.slice(2) : ['lib/method', 'lib/disclosure', 'src/closing'];
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
}

// The unit tests of a room: what to run, and what ninja calls their programs.
function testsOf(room) {
	const all = JSON.parse(execFileSync('meson', ['introspect', build, '--tests'], { encoding: 'utf8' }));

	return all.filter((t) => t.suite.some((s) => s.endsWith(`:${room}`)) && t.cmd[0].startsWith(build) && !t.cmd[0].includes('/fuzz/'))
		.map((t) => ({ name: t.name, cmd: t.cmd, target: t.cmd[0].slice(build.length + 1) }));
}

const built = (tests) => run('ninja', ['-C', build, ...tests.map((t) => t.target)]).status === 0;
const noticed = (tests) => tests.find((t) => run(t.cmd[0], t.cmd.slice(1), { cwd: build, timeout: 60_000, stdio: 'ignore' }).status !== 0);

const filesOf = (part) => (statSync(part).isDirectory() ? readdirSync(part).map((name) => join(part, name)) : [part])
	.filter((path) => path.endsWith('.c') && !/\/(page|cmd)_/.test(path));

function tryPart(part) {
	const tests = testsOf((statSync(part).isDirectory() ? part : dirname(part)).split('/').pop());
	const all = filesOf(part).flatMap((path) => changesOf(readFileSync(path, 'utf8')).map((change) => ({ path, ...change })));
	const count = process.env.MUTANTS === 'all' ? all.length : Math.min(all.length, Number(process.env.MUTANTS ?? 100));
	const survivors = [];
	let refused = 0;

	if (!built(tests) || noticed(tests))
		throw new Error(`${part}: its tests fail as it is`);
	for (let i = 0; i < count; i++) {
		const { path, line, was, becomes, text } = all[(Math.floor(i * all.length / count) + Number(process.env.FROM ?? 0)) % all.length];

		writeFileSync(join(tree, path), text);
		if (!built(tests))
			refused++;
		else if (!noticed(tests)) {
			survivors.push(`${path}:${line}: ${was} -> ${becomes}`);
			console.log(survivors.at(-1));
		}
		cpSync(path, join(tree, path));
	}
	console.log(`${part}: ${count} of ${all.length} changes tried, ${refused} did not compile, ${survivors.length} survived`);
}

lay();
parts.forEach(tryPart);

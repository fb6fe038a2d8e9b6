// SPDX-License-Identifier: EUPL-1.2
// docs/developer/first-page.md is followed to the letter in a copy of the tree and of
// what was built of it, as who writes a page has them: its files, its build, its tests,
// the order of the house.
// limit: 900 s, because it compiles the whole program when what was built is of another tree
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync,
	writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { changed, stepsOf } from './first_page.mjs';

const text = readFileSync('docs/developer/first-page.md', 'utf8');
const steps = stepsOf(text);
const isTest = ({ path }) => path.endsWith('.test.mjs') && !path.startsWith('tests/pages/');
const program = resolve(process.env.PEIL ?? 'build/src/peil');
const built = resolve(dirname(program), '..');
let copy;

// Without NODE_TEST_CONTEXT, or a test that runs node --test runs nothing.
async function run(command, args, more = {}) {
	const env = { ...process.env, ...more };

	delete env.NODE_TEST_CONTEXT;
	try {
		return (await promisify(execFile)(command, args, { cwd: copy, maxBuffer: 1 << 26, env })).stdout;
	} catch (e) {
		throw new Error(`${command} ${args.join(' ')}\n${e.stdout}${e.stderr}`);
	}
}

async function copyTree() {
	copy = process.cwd();
	const files = (await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']))
		.split('\0').filter((path) => path && existsSync(path));

	const place = mkdtempSync(join(tmpdir(), 'peil-first-page-'));

	await run('cp', ['-a', '--parents', '-t', place, ...files]);
	copy = place;
	symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
	await run('git', ['init', '-q']);	// for the tests that ask which files there are
}

// What was made and ninja's notes of how.  Commands name sources from the build folder, so
// that in another place what is there is as good, when its times are the same to the last
// digit.  Not the folders of meson, which makes them anew, nor what only tests need.
async function copyBuilt() {
	const others = ['tests', 'fuzz', 'bench', 'meson-private', 'meson-info', 'meson-logs', 'checked'];
	const made = readdirSync(built).filter((name) => !others.includes(name)).map((name) => join(built, name));

	mkdirSync(join(copy, 'build'));
	await run('cp', ['-a', '-t', join(copy, 'build'), ...made]);
}

// The options of the build that the program is of, which are not those of a new one.
function optionsOf() {
	const options = JSON.parse(readFileSync(join(built, 'meson-info/intro-buildoptions.json'), 'utf8'));

	return ['optimization', 'debug', 'b_sanitize', 'c_args', 'werror'].map((name) => {
		const { value } = options.find((o) => o.name === name);

		return `-D${name}=${Array.isArray(value) ? JSON.stringify(value) : value}`;
	});
}

// schema/000N.sql: the number after the last one.
function placeOf(path) {
	const next = readdirSync(join(copy, 'schema')).filter((n) => /^\d{4}\.sql$/.test(n)).length + 1;

	return join(copy, path.replace('000N', String(next).padStart(4, '0')));
}

function take(step) {
	const place = placeOf(step.path);

	assert.equal(existsSync(place), !step.isNew, `${step.path} ${step.isNew ? 'is' : 'is not'} there already`);
	mkdirSync(dirname(place), { recursive: true });
	writeFileSync(place, step.isNew ? step.block : changed(readFileSync(place, 'utf8'), step));
}

before(copyTree);
after(() => rmSync(copy, { recursive: true, force: true }));

test('the page says how much each of the two touches', () => {
	const said = [...text.matchAll(/^\*\*Touched: (\d+) files in (\d+) folders; (\d+) files are new\.\*\*/gm)]
		.map((m) => m.slice(1).map(Number));
	const parts = [...new Set(steps.map((s) => s.part))].map((part) => steps.filter((s) => s.part === part));
	const count = (list, of) => new Set(list.map(of)).size;

	assert.deepEqual(said, parts.map((list) =>
		[count(list, (s) => s.path), count(list, (s) => dirname(s.path)), list.filter((s) => s.isNew).length]));
	assert.equal(parts.length, 2);
});

test('its tests come first, and fail for the program as it is', async () => {
	assert.ok(steps.filter(isTest).length >= 2);
	steps.filter(isTest).forEach(take);
	for (const { path } of steps.filter(isTest))
		await assert.rejects(run('node', ['--test', path], { PEIL: program }), /ERR_ASSERTION/, path);
});

test('with its files the house stands, and the pages are there in both languages', async () => {
	steps.filter((s) => !isTest(s)).forEach(take);
	await copyBuilt();
	await run('meson', ['setup', 'build', ...optionsOf()]);
	await run('ninja', ['-C', 'build', 'src/peil', 'tools/layers.stamp']);
	for (const { path } of steps.filter(isTest))
		await run('node', ['--test', path], { PEIL: join(copy, 'build/src/peil') });
	await run('node', ['--test', '--test-name-pattern', 'every room|every path', 'tests/tools/docs.test.mjs']);
});

test('each page has its place in the test that looks at every page', () => {
	const looked = steps.filter((s) => s.path.startsWith('tests/pages/')).map((s) => s.block).join('');
	const paths = steps.flatMap((s) => [...s.block.matchAll(/^\t\.path = "([^"]+)"/gm)]).map((m) => m[1]);

	assert.ok(paths.length >= 2);
	for (const path of paths)
		assert.ok(looked.includes(`+\t\t'${path}': [`), path);
});

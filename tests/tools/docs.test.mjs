// SPDX-License-Identifier: EUPL-1.2
// What the documents name is there: every path and link, and each
// room in its place in the picture of the house.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { stepsOf } from './first_page.mjs';

const FIRST_PAGE = 'docs/developer/first-page.md';
const documents = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md', 'SECURITY.md',
	...readdirSync('docs', { recursive: true }).filter((n) => n.endsWith('.md')).sort().map((n) => `docs/${n}`)];
const read = (path) => readFileSync(path, 'utf8');
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
	.split('\0').filter((path) => path && existsSync(path));
// What the page that adds a page makes is not there.
const made = new Set(stepsOf(read(FIRST_PAGE)).flatMap(({ path }) => [path, dirname(path), path.split('/').at(-1)]));

// Headers of libraries, as tools/layers knows them.
const engines = new Set([...read('tools/layers.c').matchAll(/\{ "(\w+\.h)",\s+"\w+" \}/g)].map((m) => m[1]));
const ENDINGS = 'c|h|sql|html|css|js|mjs|md|po|json|build|R|conf|yml';
// `src/scan/sheet.c`, `lib/store`, `schema/`, `page_*.c`; not /rondes, ROOM/views.h, a|b, a b.
const isPath = (word) => /^\.?[\w@*-][\w.@*-]*(\/[\w.*-]+)*\/?$/.test(word)
	&& (/^(\.ci|assets|bench|docs|fuzz|lib|models|packaging|schema|src|tests|tools)\//.test(word)
		|| new RegExp(`^[\\w*/-]+\\.(test\\.|browser\\.test\\.)?(${ENDINGS})$`).test(word))
	&& !/ROOM|NAME|NNNN|000N/.test(word) && !engines.has(word);

// Names without a folder are names of any file in the tree; programs of the build
// are there as their source.
function isThere(word) {
	if (/^tools\/\w+$/.test(word) && files.includes(`${word}.c`))
		return true;
	const pattern = word.replace(/\/$/, '').split('*').map((s) => s.replace(/[.]/g, '\\.')).join('[^/]*');
	const found = new RegExp(`(^|/)${pattern}(/|$)`);

	return files.some((path) => (word.includes('/') ? path.search(found) === 0 : found.test(path)));
}

// The words between backticks outside blocks of code, with their lines.
function words(text) {
	return text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, '')).split('\n')
		.flatMap((line, i) => [...line.matchAll(/`([^`]+)`/g)].map(([, word]) => ({ word, line: i + 1 })));
}

for (const document of documents) {
	test(`${document}: every path is there`, () => {
		const isMade = (word) => document === FIRST_PAGE && made.has(word.replace(/\/$/, ''));
		const wrong = words(read(document)).filter(({ word }) => isPath(word) && !isThere(word) && !isMade(word));

		assert.deepEqual(wrong.map(({ word, line }) => `${document}:${line}: ${word}`), []);
	});

	test(`${document}: every link leads somewhere`, () => {
		const links = [...read(document).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
		const headings = (path) => [...read(path).matchAll(/^#+ (.*)$/gm)]
			.map(([, h]) => h.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'));

		for (const [link, path, part] of links) {
			const to = path ? join(dirname(document), path) : document;

			assert.ok(existsSync(to), `${document}: ${link}`);
			assert.ok(!part || headings(to).includes(part), `${document}: ${link}: no such heading`);
		}
	});
}

test('a path that is not there is found', () => {
	for (const word of ['src/web/page.c', 'lib/nowhere/', 'test_range.c', 'src/*/nowhere_*.c', 'schema/9999.sql'])
		assert.ok(isPath(word) && !isThere(word), word);
	for (const word of ['src/scan/sheet.c', 'lib/store', 'schema/', 'range.c', 'page_*.c', '.ci/run', 'tools/layers'])
		assert.ok(isPath(word) && isThere(word), word);
	for (const word of ['/rondes/ID/beeld.csv', 'ROOM/views.h', 'make test', 'build/src/peil', 'tests/ROOM/NAME.c', 'sqlite3.h'])
		assert.ok(!isPath(word), word);
});

// The lists of the build, and what stands in the first column of the two tables.
test('ARCHITECTURE.md has every room in its place', () => {
	const text = read('ARCHITECTURE.md');
	const column = (head) => text.slice(text.indexOf(head)).split('\n\n')[0]
		.split('\n').slice(2).map((row) => row.match(/^\| `(\w+)`/)[1]);
	const rooms = read('src/rooms').split('\n').filter((line) => line && !line.startsWith('#'));
	const rows = [...read('lib/meson.build').match(/foreach room : \[([^\]]*)\]/)[1].matchAll(/'(\w+)'/g)].map((m) => m[1]);
	const picture = text.match(/^ {4}lib[\s\S]*?main\.c$/m)[0].match(/\b[a-z]+\b/g)
		.filter((word) => !['lib', 'src', 'main', 'c'].includes(word));

	assert.deepEqual(column('| room of `src` |'), rooms);
	assert.deepEqual(column('| row of `lib` |'), rows);
	assert.deepEqual(picture, [...rows, ...rooms]);
});

// SPDX-License-Identifier: EUPL-1.2
// Which files there are, what each wants, and in which order they run.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

// In seconds: ten times what the slowest of a kind needs on two quiet cores, so
// that only what hangs meets it.
const LIMIT = 300, BROWSER_LIMIT = 900;
const ROOT = 'tests';

function under(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);

		return entry.isDirectory() ? under(path) : path.endsWith('.test.mjs') ? [path] : [];
	});
}

// A room of the product, a row of lib, a file, or a folder.
function chosen(word) {
	for (const path of [join(ROOT, word), join(ROOT, 'lib', word), word])
		if (existsSync(path))
			return path.endsWith('.mjs') ? [path] : under(path);
	throw new Error(`there is no ${ROOT}/${word} and no ${ROOT}/lib/${word}`);
}

// A file that needs longer says so in a line of its own, with the reason:
// `// limit: 600 s, because …`.  One that mostly waits says for what, `// waits: for …`,
// and keeps no processor from others.
function wishes(path) {
	const text = readFileSync(path, 'utf8');
	const browser = /\blaunch\(\)/.test(text);

	return {
		path, name: relative(ROOT, path), browser,
		limit: Number(text.match(/^\/\/ limit: (\d+) s/m)?.[1] ?? (browser ? BROWSER_LIMIT : LIMIT)),
		demo: /\bvisitDemo\(\)/.test(text),
		waits: /^\/\/ waits: /m.test(text),
	};
}

// What took longest last time goes first, so that nothing long is left for the
// end; what is new goes by its limit.
function guess(file, last) {
	return last.get(file.name) ?? file.limit / 10;
}

export function listFiles(words, last) {
	const paths = words.length ? words.flatMap(chosen) : under(ROOT);

	return [...new Set(paths)].sort().map(wishes)
		.sort((a, b) => guess(b, last) - guess(a, last));
}

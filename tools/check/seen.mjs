// SPDX-License-Identifier: EUPL-1.2
// What was analysed before and had nothing to say.  A run is known again when
// nothing that it reads has changed: the program and its version, its words,
// its settings, the source and every header, also those of the system.  Only
// runs without findings are kept, as empty files of that hash in the build
// folder; who removes the folder analyses all anew.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

// What ninja noted at the last build: of each object, the files it was made
// from.  An object without a valid note is not in the map.
export function readDependencies(build) {
	const all = new Map();
	let files = null;

	for (const line of execFileSync('ninja', ['-C', build, '-t', 'deps'],
		{ encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n')) {
		const head = line.match(/^(\S.*): #deps \d+, .*\((\w+)\)$/);

		if (head)
			files = head[2] === 'VALID' ? [] : null;
		if (head && files)
			all.set(resolve(build, head[1]), files);
		else if (line.startsWith('    ') && files)
			files.push(resolve(build, line.trim()));
	}
	return all;
}

const hash = (data) => createHash('sha256').update(data).digest('hex');

export function seenIn(folder) {
	const contents = new Map();
	const used = new Set();

	mkdirSync(folder, { recursive: true });

	function contentOf(path) {
		if (!contents.has(path))
			contents.set(path, existsSync(path) ? hash(readFileSync(path)) : null);
		return contents.get(path);
	}

	return {
		// Null, which is never known: what it reads is not known, or not there.
		key(words, files) {
			const read = files?.map((path) => [path, contentOf(path)]);

			return read?.length && read.every(([, content]) => content)
				? hash(JSON.stringify([words, read])) : null;
		},
		knows(key) {
			if (key)
				used.add(key);
			return key !== null && existsSync(join(folder, key));
		},
		keep(key) {
			if (key)
				writeFileSync(join(folder, key), '');
		},
		// What no run of this time asked for.
		forgetOthers() {
			for (const name of readdirSync(folder))
				if (!used.has(name))
					rmSync(join(folder, name));
		},
	};
}

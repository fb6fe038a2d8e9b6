// SPDX-License-Identifier: EUPL-1.2
// A group of processes that has so much memory and no swap, as the unit gives it: version
// 1 or 2 of cgroups, whichever this machine has and lets us make.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const v1 = '/sys/fs/cgroup/memory', v2 = '/sys/fs/cgroup';
const files = existsSync(join(v1, 'memory.limit_in_bytes'))
	? { root: v1, limit: ['memory.limit_in_bytes', 'memory.memsw.limit_in_bytes'], peak: 'memory.max_usage_in_bytes',
		killed: ['memory.oom_control', /oom_kill (\d+)/] }
	: { root: v2, limit: ['memory.max'], none: ['memory.swap.max'], peak: 'memory.peak', killed: ['memory.events', /oom_kill (\d+)/] };

export const version = files.root === v1 ? 1 : 2;

// The group, or null where none can be made; then `why` of it.
export function cgroup(bytes) {
	const path = join(files.root, `peil-test-${process.pid}`);
	const set = (name, value) => { if (existsSync(join(path, name))) writeFileSync(join(path, name), String(value)); };
	const read = (name) => (existsSync(join(path, name)) ? readFileSync(join(path, name), 'utf8') : '');

	try {
		mkdirSync(path);
		if (!existsSync(join(path, files.limit[0])))
			throw new Error('memory is not counted here');
		for (const name of files.limit)
			set(name, bytes);
		for (const name of files.none ?? [])
			set(name, 0);
	} catch (e) {
		if (existsSync(path))
			rmdirSync(path);
		return { why: `no memory cgroup can be made: ${e.message}` };
	}
	return {
		peak: () => Number(read(files.peak)),
		killed: () => Number(read(files.killed[0]).match(files.killed[1])?.[1] ?? 0),
		// A program that runs another one inside.
		wrap(program) {
			const folder = mkdtempSync(join(tmpdir(), 'peil-cgroup-'));

			this.folder = folder;
			writeFileSync(join(folder, 'inside'), `#!/bin/sh\necho $$ >${path}/cgroup.procs\nexec ${program} "$@"\n`, { mode: 0o755 });
			return join(folder, 'inside');
		},
		remove() {
			if (this.folder)
				rmSync(this.folder, { recursive: true, force: true });
			rmdirSync(path);
		},
	};
}

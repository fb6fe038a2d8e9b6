// SPDX-License-Identifier: EUPL-1.2
// Seconds of a processor: of what has ended, and of what still runs.
import { readFileSync, readdirSync } from 'node:fs';

const TICKS = 100;	// in a second, on every Linux

// After the name, which may hold anything: parent, own time and that of the children
// that it saw end.
function stat(pid) {
	let line;

	try {
		line = readFileSync(`/proc/${pid}/stat`, 'latin1');
	} catch {
		return null;	// it has ended
	}
	const field = line.slice(line.lastIndexOf(')') + 2).split(' ').map(Number);

	return { pid, parent: field[1], own: (field[11] + field[12]) / TICKS, ended: (field[13] + field[14]) / TICKS };
}

let before = 0;

// Of the children that ended since the last time this was asked, with theirs.
export function ofEnded() {
	const now = stat('self')?.ended ?? 0, spent = now - before;

	before = now;
	return spent;
}

// Of a process and all that came from it.
export function ofTree(pid) {
	const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(stat).filter(Boolean);
	const sum = (p) => p.own + p.ended + all.filter((c) => c.parent === Number(p.pid)).reduce((n, c) => n + sum(c), 0);
	const top = all.find((p) => Number(p.pid) === pid);

	return top ? sum(top) : 0;
}

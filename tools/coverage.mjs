// SPDX-License-Identifier: EUPL-1.2
// coverage FILE: gcovr's summary, as a table with a line a room.
import { readFileSync } from 'node:fs';

const rooms = new Map();
const sum = (room, file) => {
	const all = rooms.get(room) ?? { lines: 0, linesHit: 0, branches: 0, branchesHit: 0 };

	rooms.set(room, { lines: all.lines + file.line_total, linesHit: all.linesHit + file.line_covered,
		branches: all.branches + file.branch_total, branchesHit: all.branchesHit + file.branch_covered });
};
const part = (hit, all) => (all ? `${(100 * hit / all).toFixed(1)} %` : '-').padStart(8);

for (const file of JSON.parse(readFileSync(process.argv[2])).files) {
	sum(file.filename.split('/').slice(0, 2).join('/'), file);
	sum('all', file);
}
console.log(`${'room'.padEnd(16)}${'lines'.padStart(8)}${'reached'.padStart(9)}${'branches'.padStart(10)}${'reached'.padStart(9)}`);
for (const [room, n] of [...rooms].sort(([a], [b]) => (a === 'all') - (b === 'all') || a.localeCompare(b)))
	console.log(`${room.padEnd(16)}${String(n.lines).padStart(8)} ${part(n.linesHit, n.lines)}${String(n.branches).padStart(10)} ${part(n.branchesHit, n.branches)}`);

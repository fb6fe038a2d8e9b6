// SPDX-License-Identifier: EUPL-1.2
// Whose answers are in a histogram?  The test knows the sheets of every group,
// so it can solve which groups a published histogram sums.  Questions that
// other people get, or that are counted by another rule, are families apart.

const outside = { 14: 'dont_know', 15: 'not_applicable', 0: 'skipped' };
const name = (answer) => outside[answer] ?? String(answer);
const HEADER = 26;		// bytes of a sheet before its answers (scan/sheet.h)
const PRIME = 67108859;		// below 2^26: products stay whole in a double

const bump = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);

// 1-2, 3 and 4-5 of five levels: what is left of a sensitive question.
export function classOf(level, levels) {
	const side = Math.floor((levels - 1) / 2);

	return level <= side ? 1 : level > levels - side ? 3 : 2;
}

const isFor = (statement, unit) => statement.route === 'everyone' ||
	(statement.route === 'leaders' && unit.kind === 'leaders') ||
	(statement.route === 'specialists' && unit.kind === 'specialists' && unit.tag === statement.tag);

export function isSensitiveItem(model, subjectId, item) {
	const subject = model.subjects.find((s) => s.id === subjectId);

	// Importance is one question about all subjects.
	return item !== 'important' && Boolean(subject.sensitive || subject.statements.find((s) => s.id === item)?.sensitive);
}

// The family of a count is the question and one of its tables: "levels" of those
// who chose one, "known" of those who chose a level or do not know, "all" of those
// who got the question.  Importance is one table of all subjects.
export function familyOf(model, key) {
	const [subjectId, item, answer] = key.split('|');

	if (item === 'important')
		return 'important';
	const table = answer === 'dont_know' ? 'known' : /^[a-z]/.test(answer) ? 'all' : 'levels';

	return `${subjectId}|${item}|${table}${isSensitiveItem(model, subjectId, item) ? ', sensitive' : ''}`;
}

export const isSensitive = (family) => family.endsWith(', sensitive');

function countSheet(counts, model, unit, bytes) {
	const levels = model.levels.length;
	let at = HEADER;

	for (const [i, subject] of model.subjects.entries()) {
		const [now, wish] = [bytes[at], bytes[at + 1]];
		const put = (item, answer, of, isFine) => {
			const isLevel = answer >= 1 && answer <= of;
			const shown = isLevel && !isFine ? classOf(answer, of) : answer;

			bump(counts, `${subject.id}|${item}|${name(shown)}`);
		};

		put('now', now, levels, !subject.sensitive);
		put('wish', wish, levels, !subject.sensitive);
		if (bytes[2 + (i >> 3)] >> (i & 7) & 1)
			bump(counts, `${subject.id}|important|picked`);
		if (bytes.subarray(2, 10).some((b) => b))
			bump(counts, `${subject.id}|important|could_pick`);
		for (const [k, s] of subject.statements.entries())
			if (isFor(s, unit))
				put(s.id, bytes[at + 2 + k], 5, !(subject.sensitive || s.sensitive));
		at += 2 + subject.statements.length;
	}
}

// Per group with answers: the counts of all its sheets.
export function truthOf(model, units) {
	return units.filter((u) => u.leaf && u.sheets.length > 0).map((u) => {
		const counts = new Map();

		for (const hex of u.sheets)
			countSheet(counts, model, u, Buffer.from(hex, 'hex'));
		return { unit: u, counts, size: u.sheets.length };
	});
}

const isIn = {
	levels: (answer) => !/^[a-z]/.test(answer),
	known: (answer) => !/^[a-z]/.test(answer) || answer === 'dont_know',
	all: () => true,
};

// How many people of a group a family is about.
function sizeOf(family, counts) {
	const [subject, item, table] = family.split(', ')[0].split('|');
	let size = 0;

	if (family === 'important')
		return Math.max(0, ...[...counts].filter(([key]) => key.endsWith('|important|could_pick')).map(([, n]) => n));
	for (const [key, n] of counts) {
		const [ofSubject, ofItem, answer] = key.split('|');

		if (ofSubject === subject && ofItem === item && isIn[table](answer))
			size += n;
	}
	return size;
}

// The groups in which somebody is counted for a family.
export function cellsOf(family, truth) {
	return truth.map(({ unit, counts }) => ({ unit, counts, size: sizeOf(family, counts) }))
		.filter((cell) => cell.size > 0);
}

// --- solving -----------------------------------------------------------------

function inverse(x) {
	let [r0, r1, t0, t1] = [PRIME, x, 0, 1];

	while (r1) {
		const q = Math.floor(r0 / r1);

		[r0, r1, t0, t1] = [r1, r0 - q * r1, t1, t0 - q * t1];
	}
	return ((t0 % PRIME) + PRIME) % PRIME;
}

// Reduced rows of [A | b] modulo PRIME, with the column of each.
function reduce(rows, columns) {
	const done = [];

	for (const row of rows) {
		const now = row.map((x) => ((x % PRIME) + PRIME) % PRIME);

		for (const { column, line } of done)
			if (now[column]) {
				const factor = PRIME - now[column];

				for (let j = 0; j <= columns; j++)
					now[j] = (now[j] + factor * line[j]) % PRIME;
			}
		const column = now.findIndex((x) => x !== 0);

		if (column < 0)
			continue;
		if (column === columns)
			return null;	// no solution at all
		const scale = inverse(now[column]);
		const line = now.map((x) => (x * scale) % PRIME);

		for (const other of done)
			if (other.line[column]) {
				const factor = PRIME - other.line[column];

				for (let j = 0; j <= columns; j++)
					other.line[j] = (other.line[j] + factor * line[j]) % PRIME;
			}
		done.push({ column, line });
	}
	return done;
}

// Every list of zeros and ones that fits the rows.
function fitting(rows, n) {
	const done = reduce(rows, n);
	const found = [];

	if (!done)
		return found;
	const free = [...Array(n).keys()].filter((j) => !done.some((d) => d.column === j));

	for (let choice = 0; choice < 2 ** Math.min(free.length, 14); choice++) {
		const x = Array(n).fill(0);

		free.forEach((j, i) => { x[j] = choice >> i & 1; });
		for (const { column, line } of done)
			x[column] = free.reduce((sum, j) => (sum + (PRIME - line[j]) * x[j]) % PRIME, line[n]);
		if (x.every((v) => v === 0 || v === 1) && isSum(rows, x))
			found.push(x.map((v) => v === 1));
	}
	return found;
}

const isSum = (rows, set) => rows.every((row) =>
	row[set.length] === set.reduce((sum, is, j) => sum + (is ? row[j] : 0), 0));

// Is the set all of some parts?
export function isUnion(set, parts) {
	return set.every((is, j) => !is || parts.some((p) => p[j] && p.every((has, x) => !has || set[x])));
}

// Which cells are summed: a list of true and false, or null when the counts are
// no sum of whole groups.  A few numbers may fit more than one list, and an
// attacker cannot tell which; then one of those `known` from larger figures is
// taken, or else one that is made of `parts`.
export function solve(counts, cells, known, parts) {
	const countIn = (key, list) => list.reduce((sum, c) => sum + (c.counts.get(key) ?? 0), 0);
	const rows = [...counts].map(([key, n]) => [...cells.map((c) => countIn(key, [c])), n]);
	const same = known.find((set) => isSum(rows, set));

	if (same)
		return same;
	const together = parts.map((p) => cells.filter((_, j) => p[j]));
	const [made] = fitting([...counts].map(([key, n]) =>
		[...together.map((list) => countIn(key, list)), n]), parts.length);

	if (made)
		return cells.map((_, j) => parts.some((p, i) => made[i] && p[j]));
	return fitting(rows, cells.length)[0] ?? null;
}

// --- the rule, written again -----------------------------------------------------

// The pieces of a family in a closed round: lists of cells, each at least k
// people together.
export function piecesOf(units, cells, k) {
	const waiting = units.map((u) => cells.flatMap((c, j) => (u === c.unit ? [j] : [])));
	const size = (list) => list.reduce((sum, j) => sum + cells[j].size, 0);
	const pieces = [];

	for (let i = units.length - 1; i >= 0; i--) {
		if (size(waiting[i]) >= k)
			pieces.push(waiting[i]);
		else if (i > 0)
			waiting[units[i].parent].push(...waiting[i]);
	}
	return pieces;
}

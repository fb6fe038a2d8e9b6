// SPDX-License-Identifier: EUPL-1.2
// The attack on two answers of one person.  Tables of two scales of one group are
// the rows and the columns of a table that only the people themselves know; a
// third table over both, such as wish minus now, is its diagonals and ties them.
// Whoever hears a colleague say "I put 1" must not be able to look up the wish.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsv } from '../play/csv.mjs';
import { fetchAll } from './outputs.mjs';
import { withRounds } from '../play/organisations.mjs';

const sum = (list) => list.reduce((a, b) => a + b, 0);

// Whoever answered one of two questions and not the other stands in a last row
// or column.
function padded(a, b) {
	const all = Math.max(sum(a), sum(b));

	return [[...a, all - sum(a)], [...b, all - sum(b)]];
}

// Tries every table of whole numbers with these rows and columns and, when they
// are known, these diagonals of those who answered both.  Returns the rows of
// which everybody stands in one column in every such table, as [row, column].
function tiedPairs(a, b, diagonals) {
	const [rows, columns] = padded(a, b);
	const possible = rows.map(() => new Set());
	const left = [...columns];
	const over = diagonals && new Map(diagonals);
	const cells = rows.map(() => columns.map(() => 0));

	const walk = (i, j, rest) => {
		if (i === rows.length) {
			if (left.every((n) => n === 0) && (!over || [...over.values()].every((n) => n === 0)))
				cells.forEach((row, at) => possible[at].add(JSON.stringify(row)));
			return;
		}
		if (j === columns.length) {
			if (rest === 0)
				walk(i + 1, 0, rows[i + 1]);
			return;
		}
		const isBoth = over && i < a.length && j < b.length;
		const most = Math.min(rest, left[j], isBoth ? over.get(j - i) ?? 0 : Infinity);

		for (let n = 0; n <= most; n++) {
			cells[i][j] = n;
			left[j] -= n;
			if (isBoth && n)
				over.set(j - i, over.get(j - i) - n);
			walk(i, j + 1, rest - n);
			left[j] += n;
			if (isBoth && n)
				over.set(j - i, over.get(j - i) + n);
		}
		cells[i][j] = 0;
	};

	walk(0, 0, rows[0]);
	return possible.slice(0, a.length).flatMap((all, i) => {
		const [only] = [...all].map((row) => JSON.parse(row));
		const at = all.size === 1 && rows[i] > 0 ? only.indexOf(rows[i]) : -1;

		return at < 0 ? [] : [[i, at]];
	});
}

test('with the difference every pair of a small group is known, without it none', () => {
	const now = [1, 1, 0, 2, 1], wish = [0, 1, 0, 1, 4];

	assert.deepEqual(tiedPairs(now, wish, [[0, 1], [1, 3], [2, 1]]), [[0, 1], [1, 3], [3, 4], [4, 4]]);
	assert.deepEqual(tiedPairs(now, wish), []);
	// Only what everybody answered is known of everybody.
	assert.deepEqual(tiedPairs([2, 3], [5, 0]), [[0, 0], [1, 0]]);
});

function readItems(csv) {
	const groups = new Map();

	for (const record of readCsv(csv).slice(1)) {
		const [group, subject, item, answer, count] = record;
		const key = `${group}|${subject}`;

		if (!groups.has(key))
			groups.set(key, new Map());
		const items = groups.get(key);

		if (!items.has(item))
			items.set(item, []);
		if (/^\d/.test(answer))
			items.get(item).push(Number(count));
		else if (!['dont_know', 'not_applicable', 'skipped', 'picked', 'could_pick'].includes(answer))
			assert.fail(`an answer that this attack does not know: ${record}`);
	}
	return groups;
}

test('no file or page holds a table of two scales', async () => {
	await withRounds({ stage: 'closed', seed: 61, answers: 62, count: 12 }, async (visitor, rounds, model) => {
		let tried = 0;

		for (const round of rounds) {
			const found = await fetchAll(visitor, round.round, round.units);

			for (const [path, { body }] of found) {
				assert.doesNotMatch(body, /wish_minus_now/, path);
				if (!path.includes('/beeld.csv'))
					continue;
				for (const [key, items] of readItems(body)) {
					const subject = model.subjects.find((s) => s.id === key.split('|')[1]);
					const scales = ['now', 'wish', 'important', ...subject.statements.map((s) => s.id)];

					for (const item of items.keys())
						assert.ok(scales.includes(item), `${key}: ${item} is no scale of its own`);
					const small = [...items].filter(([item, counts]) =>
						item !== 'important' && sum(counts) > 0 && sum(counts) <= 8);

					for (const [one, a] of small)
						for (const [other, b] of small) {
							if (one === other)
								continue;
							for (const [, column] of tiedPairs(a, b))
								assert.equal(b[column], sum(b), `${key}: ${one} and ${other}`);
							tried++;
						}
				}
			}
		}
		assert.ok(tried > 30, `${tried} pairs tried`);
	});
});

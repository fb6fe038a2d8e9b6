// SPDX-License-Identifier: EUPL-1.2
// Two times the same organisations, with other answers of those who may never
// count: who did not hand in, and who are too few together even in the whole
// round.  After closing no byte of any page or file may differ but for ids.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchAll, plainPage } from './outputs.mjs';
import { withRounds } from '../play/organisations.mjs';

async function pagesWith(uncounted) {
	return withRounds({ stage: 'closed', seed: 81, answers: 82, uncounted, count: 15 },
		async (visitor, rounds) => {
			const pages = [];

			for (const round of rounds) {
				const ids = new Map(round.units.map((u, i) => [String(u.id), `unit${i}`]));
				const plain = (text) => plainPage(text.replace(/\d{9,}/g, (id) => ids.get(id) ?? 'id'));

				for (const [path, { status, body }] of await fetchAll(visitor, round.round, round.units))
					pages.push({ path: plain(path), status, body: plain(body) });
			}
			return { pages, sheets: rounds.flatMap((r) => r.units.flatMap((u) => u.sheets)).join() };
		});
}

test('answers that do not count change nothing that is shown', async () => {
	const [one, other] = [await pagesWith(1), await pagesWith(2)];

	assert.notEqual(one.sheets, other.sheets, 'somebody who does not count answered otherwise');
	assert.ok(one.pages.filter((p) => p.status === 200).length > 15 * 5);
	assert.deepEqual(one.pages, other.pages);
});

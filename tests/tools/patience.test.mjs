// SPDX-License-Identifier: EUPL-1.2
// A slow or busy machine gives tests more time; a free one does not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure, patienceOf } from '../../tools/patience.mjs';

test('limits grow as the share of a processor shrinks', () => {
	assert.equal(patienceOf(1, 2), 1);
	assert.equal(patienceOf(0.9, 64), 1);
	assert.equal(patienceOf(0.5, 2), 2);
	assert.equal(patienceOf(0.5, 1), 4);
	assert.equal(patienceOf(0.05, 1), 16);
	assert.ok([...Array(16).keys()].includes(measure(10) - 1));
});

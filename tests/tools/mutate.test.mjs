// SPDX-License-Identifier: EUPL-1.2
// What `make mutate` changes in a file: operators and numbers of code, one at a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesOf } from '../../tools/mutate/changes.mjs';

test('each operator and number once; comments, strings and the preprocessor never', () => {
	const text = '#define N 3\n/* a < b */\nint f(int *a, int b)\n{\n\tputs("1 < 2");	// 5\n\treturn b <= 10 && a[0] != x1;\n}\n';

	assert.deepEqual(changesOf(text).map((c) => [c.line, c.was, c.becomes]),
		[[6, '<=', '<'], [6, '10', '11'], [6, '&&', '||'], [6, '0', '1'], [6, '!=', '==']]);
	assert.ok(changesOf(text)[0].text.includes('return b < 10 && a[0] != x1;'));
	assert.equal(changesOf(text)[2].text, text.replace('&&', '||'));
});

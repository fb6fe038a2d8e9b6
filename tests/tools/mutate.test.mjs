// SPDX-License-Identifier: EUPL-1.2
// What `make mutate` changes in a file: operators and numbers of code, one at a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { changesOf } from '../../tools/mutate/changes.mjs';
import { sameOf } from '../../tools/mutate/same.mjs';

test('each operator and number once; comments, strings and the preprocessor never', () => {
	const text = '#define N 3\n/* a < b */\nint f(int *a, int b)\n{\n\tputs("1 < 2");	// 5\n\treturn b <= 10 && a[0] != x1;\n}\n';

	assert.deepEqual(changesOf(text).map((c) => [c.line, c.name]),
		[[6, '<= -> <'], [6, '10 -> 11'], [6, '&& -> ||'], [6, '0 -> 1'], [6, '!= -> ==']]);
	assert.ok(changesOf(text)[0].text.includes('return b < 10 && a[0] != x1;'));
	assert.equal(changesOf(text)[2].text, text.replace('&&', '||'));
});

test('the second of its kind in a line has a name of its own', () => {
	assert.deepEqual(changesOf('\tx = a < b && c < d;\n').map((c) => c.name), ['< -> <=', '&& -> ||', '< -> <= (2)']);
});

test('what no test can notice is named by its line, and a line that is gone is refused', () => {
	const changes = () => changesOf('\treturn a < b || a == b;\n');
	const same = sameOf('# a word before\na.c\n\treturn a < b || a == b;\n\t< -> <=: equal is said behind it\n', changes);

	assert.equal(same.why({ path: 'a.c', ...changes()[0] }), 'equal is said behind it');
	assert.equal(same.why({ path: 'a.c', ...changes()[1] }), undefined);
	assert.throws(() => sameOf('a.c\n\treturn a > b;\n\t> -> >=: gone\n', changes), /same:3: 0 times in a\.c/);
	assert.throws(() => sameOf('a.c\n\treturn a < b || a == b;\n\t< -> <=\n', changes), /same:3: no changes/);
});

test('each that is named is there', () => {
	assert.ok(sameOf(readFileSync('tools/mutate/same', 'utf8'), (path) => changesOf(readFileSync(path, 'utf8'))));
});

// SPDX-License-Identifier: EUPL-1.2
// The recomputing commands as somebody runs them: where the input comes from,
// what spreadsheets and editors do to it, the order of the answers, and what is
// said when it is refused.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { attempt, run } from '../play/server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'peil-recompute-'));
const bom = '\ufeff';
const line = (id, counts) => `${JSON.stringify({ id, counts })}\n`;
const family = '{"cells":{"a":6,"b":3},"published":[["a"],["a","b"]]}';
const plan = '{"current":{"A":0},"ambition":{"A":1},"effort":{"A:1":1},"capacity":1,"max_parallel":1}';
const table = 'item,dimension,group,cur1,cur2,cur3,cur4,cur5,dk,amb1,amb2,amb3,amb4,amb5,imp1,imp2,imp3,imp4,imp5\n' +
	'i,d,g,1,3,4,2,0,2,,,,,,,,,,\n';
const each = [
	[['figures'], line('x', [1, 3, 4, 2, 0])], [['gaps'], '{"a":[1,2],"b":[2,1]}\n'], [['fdr'], '{"p":[0.5]}\n'],
	[['talk'], table], [['plan'], plan], [['pieces'], '{"groups":[{"id":"a","sheets":6}]}'],
	[['pieces', '--attack'], family],
];

after(() => rmSync(folder, { recursive: true }));

test('a file, a dash and no word give the same; a byte order mark and CRLF change nothing', () => {
	for (const [words, input] of each) {
		const file = join(folder, 'input');
		const want = run(words, input);

		writeFileSync(file, bom + input.replaceAll('\n', '\r\n'));
		assert.ok(want.endsWith('}\n'), words.join(' '));
		assert.equal(run([...words, '-'], input), want);
		assert.equal(run([...words, file]), want);
		assert.equal(run(words, bom + input), want);
	}
});

test('every line has its answer, in the same order, and the ones before a refused line too', () => {
	const many = Array.from({ length: 1000 }, (_, i) => line(i, [i % 7, i % 3, i % 5, 1, 0]));
	const ids = run(['figures'], many.join('')).trim().split('\n').map((l) => JSON.parse(l).id);

	assert.deepEqual(ids, many.map((_, i) => i));
	const refused = attempt(['figures'], line(1, [1, 2]) + '\n' + line(2, [1, -2]) + line(3, [1, 2]));

	assert.equal(refused.code, 1);
	assert.equal(JSON.parse(refused.stdout).id, 1);
	assert.match(refused.stderr, /^peil figures: line 3: counts\[1\]: not a whole number from 0 to 100000000; write a whole number in that range\n$/);
});

test('what is no JSON is refused with its place and what to do', () => {
	for (const [words, input] of each.filter(([w]) => w[0] !== 'talk'))
		for (const bad of [input.slice(0, 5), input.replace(/\d/, 'NaN'), '"x"\n', '\0\n', 'x'.repeat(1 << 20)]) {
			const { code, stdout, stderr } = attempt(words, bad);

			assert.equal(code, 1, `${words} ${bad.slice(0, 40)}`);
			assert.equal(stdout, '');
			assert.match(stderr, /^peil [a-z]+: .*column \d+: .*; write it as JSON\n$/);
		}
});

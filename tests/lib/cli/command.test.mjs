// SPDX-License-Identifier: EUPL-1.2
// The command line: what it says of itself, and to who mistypes.
import assert from 'node:assert/strict';
import test from 'node:test';
import { attempt } from '../../play/server.mjs';

test('each way to use a command stands on a line of its own', () => {
	const { code, stdout } = attempt(['account', '--help']);

	assert.equal(code, 0);
	assert.match(stdout, /^peil account: accounts of people who run rounds\n\nUsage: peil account add --db FILE .*\n {7}peil account reset .*\n {7}peil account list --db FILE\n(?: {7}peil account \w+ --db FILE --login LOGIN.*\n)+\n {2}--db +the database/);
});

test('peil help has every command, without blanks at the end of a line', () => {
	for (const word of ['help', '--help', '-h']) {
		const { code, stdout } = attempt([word]);

		assert.equal(code, 0);
		for (const name of ['version', 'account', 'model', 'migrate', 'serve', 'demo'])
			assert.match(stdout, new RegExp(`^  ${name} .*\\n {13}peil ${name}( |$)`, 'm'));
		assert.doesNotMatch(stdout, / $/m);
	}
});

test('who mistypes hears what, and how it goes', () => {
	for (const [words, said] of [
		[['servee'], /^peil: no command servee; 'peil help' lists them\n$/],
		[['serve', '--lisen', 'x'], /^peil: unknown option --lisen\nUsage: peil serve --db FILE /],
		[['serve', '--listen'], /^peil: --listen needs a value\nUsage: peil serve /],
		[['account', 'lst'], /^Usage: peil account add .*\n {7}peil account reset /],
		[[], /^Peil: .*\n\nUsage: peil COMMAND …\n/],
	]) {
		const { code, stdout, stderr } = attempt(words);

		assert.equal(code, 2, words.join(' '));
		assert.equal(stdout, '');
		assert.match(stderr, said);
	}
});

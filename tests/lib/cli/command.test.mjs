// SPDX-License-Identifier: EUPL-1.2
// The command line: what it says of itself, and to who mistypes.
import assert from 'node:assert/strict';
import test from 'node:test';
import { attempt } from '../../play/server.mjs';

const listed = [...attempt(['help']).stdout.matchAll(/^ {2}(\w+) /gm)].map((m) => m[1]);
const flat = (text) => text.replaceAll(/\s+/g, ' ').trim();

test('each way to use a command stands on a line of its own', () => {
	const { code, stdout } = attempt(['account', '--help']);

	assert.equal(code, 0);
	assert.match(stdout, /^peil account: accounts of people who run rounds\n\nUsage: peil account add --db FILE .*\n(?: {20}.*\n)+ {7}peil account reset .*\n {7}peil account list --db FILE\n(?: {7}peil account \w+ --db FILE --login LOGIN.*\n(?: {20}.*\n)*)+\n {2}--db +the database/);
});

test('peil help lists every command, without blanks at the end of a line', () => {
	for (const word of ['help', '--help', '-h']) {
		const { code, stdout } = attempt([word]);

		assert.equal(code, 0);
		for (const name of ['version', 'account', 'model', 'migrate', 'serve', 'demo', 'organisation'])
			assert.ok(listed.includes(name), name);
		assert.doesNotMatch(stdout, / $/m);
	}
});

test('peil help COMMAND is COMMAND --help', () => {
	for (const name of listed)
		assert.deepEqual(attempt(['help', name]), attempt([name, '--help']), name);
	const { code, stderr } = attempt(['help', 'servee']);

	assert.equal(code, 2);
	assert.match(stderr, /^peil: no command servee; 'peil help' lists them\n$/);
});

test('what is read on a terminal stays within 80 columns, and nothing of it is lost', () => {
	const page = attempt(['manual']).stdout.replaceAll('\\-', '-').replaceAll('...', '…');

	assert.ok(listed.length > 15);
	for (const words of [['help'], ...listed.map((name) => ['help', name])]) {
		const { code, stdout } = attempt(words);

		assert.equal(code, 0);
		for (const line of stdout.split('\n'))
			assert.ok([...line].length <= 80, `${words.join(' ')}: ${line}`);
	}
	for (const name of listed) {
		const said = flat(attempt(['help', name]).stdout.replaceAll('...', '…'));
		const ways = page.split(`\n.SS ${name}\n`)[1].split('\n.S')[0].matchAll(/^\.B (peil .*)\n((?!\.).*)?/gm);

		for (const [, command, way] of ways)
			assert.ok(said.includes(flat(`${command} ${way ?? ''}`)), `${command} ${way}`);
	}
});

test('who uses a command wrongly reads it within 80 columns too', () => {
	for (const name of listed) {
		const { stderr } = attempt([name, '--there-is-no-such-option']);

		for (const line of stderr.split('\n'))
			assert.ok([...line].length <= 80, `${name}: ${line}`);
	}
});

test('who mistypes hears what, and how it goes', () => {
	for (const [words, said] of [
		[['servee'], /^peil: no command servee; 'peil help' lists them\n$/],
		[['serve', '--lisen', 'x'], /^peil: unknown option --lisen\nUsage: peil serve --db FILE /],
		[['serve', '--listen'], /^peil: --listen needs a value\nUsage: peil serve /],
		[['account', 'lst'], /^Usage: peil account add .*\n(?: {20}.*\n)+ {7}peil account reset /],
		[[], /^Peil: .*\n\nUsage: peil COMMAND …\n {7}peil help COMMAND\n/],
	]) {
		const { code, stdout, stderr } = attempt(words);

		assert.equal(code, 2, words.join(' '));
		assert.equal(stdout, '');
		assert.match(stderr, said);
	}
});

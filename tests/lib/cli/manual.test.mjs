// SPDX-License-Identifier: EUPL-1.2
// The manual page and the completion of shells say what the commands say of themselves.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { attempt } from '../../play/server.mjs';

const help = attempt(['help']).stdout;
const names = [...help.matchAll(/^ {2}(\w+) /gm)].map((m) => m[1]);
const usageOf = (name) => attempt(['help', name]).stdout.split('\n\n')[1];
const options = new Map(names.map((name) => [name, [...new Set(usageOf(name).match(/--[\w-]+/g) ?? [])]]));
const optionsOf = (name) => options.get(name);
const has = (program) => spawnSync(program, ['--version']).status === 0;
const run = (program, words, input) => spawnSync(program, words, { input, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });

// What bash proposes behind these words.
function proposed(...words) {
	const { stdout, stderr } = run('bash', ['--norc', '-c', `${attempt(['completion', 'bash']).stdout}
COMP_WORDS=(${words.map((w) => `'${w}'`).join(' ')}); COMP_CWORD=${words.length - 1}
compopt() { echo "compopt $*"; }
_peil; printf '%s\\n' "\${COMPREPLY[@]}"`]);

	assert.equal(stderr, '');
	return stdout.split('\n').filter(Boolean);
}

test('the manual page has every command and option', () => {
	const page = attempt(['manual']).stdout;

	assert.ok(names.length > 10);
	for (const name of names) {
		const part = page.split(`\n.SS ${name}\n`)[1]?.split('\n.S')[0];

		assert.ok(part, name);
		for (const option of optionsOf(name))
			assert.ok(part.includes(option.replaceAll('-', '\\-')), `${name} ${option}`);
	}
});

test('man has nothing to say about it', { skip: !has('man') && 'no man here' }, () => {
	const { status, stderr } = run('man', ['--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', '-'], attempt(['manual']).stdout);

	assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

test('a command that says what its options do, says it of each, also in --help', () => {
	for (const name of names) {
		const said = [...attempt([name, '--help']).stdout.matchAll(/^ {2}(--[\w-]+) +(.*)$/gm)];

		if (said.length)
			assert.deepEqual(said.map((m) => m[1]).sort(), optionsOf(name).sort(), name);
		for (const [line, , text] of said)
			assert.match(text, /^[a-z1-9].*[^.\n]$/, line);
	}
	assert.match(attempt(['serve', '--help']).stdout, /^ {2}--db +the database; /m);
});

test('bash proposes commands, options, verbs and files', () => {
	assert.deepEqual(proposed('peil', 'ser'), ['serve']);
	assert.deepEqual(proposed('peil', '').sort(), ['help', ...names].sort());
	assert.deepEqual(proposed('peil', 'account', 'a'), ['add']);
	assert.deepEqual(proposed('peil', 'help', 'ser'), ['serve']);
	assert.deepEqual(proposed('peil', 'serve', '--').sort(), [...optionsOf('serve'), '--help'].sort());
	assert.deepEqual(proposed('peil', 'serve', '--db', ''), ['compopt -o default']);
	assert.deepEqual(proposed('peil', 'serve', '--listen', ''), []);
	assert.ok(proposed('peil', 'figures', '').includes('compopt -o default'));
});

for (const [shell, sees] of [['zsh', /^\t\(serve\)\n.*--db\[the database[^']*:file:_files'/ms],
	['fish', /^complete .*from serve' -l db -r -F -d 'the database/m]])
	test(`${shell} proposes the same`, (t) => {
		const text = attempt(['completion', shell]).stdout;

		assert.match(text, sees);
		for (const name of names)
			assert.ok(text.includes(name) && optionsOf(name).every((o) => text.includes(o.slice(2))), name);
		if (!has(shell))
			return t.skip(`no ${shell} here to read it`);
		const folder = mkdtempSync(join(tmpdir(), 'peil-completion-')), file = join(folder, 'peil');

		writeFileSync(file, text);
		const { status, stderr } = run(shell, ['-n', file]);

		rmSync(folder, { recursive: true });
		assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
	});

test('another shell is refused', () => {
	assert.equal(attempt(['completion', 'tcsh']).code, 2);
	assert.equal(attempt(['completion']).code, 2);
});

// SPDX-License-Identifier: EUPL-1.2
// Accounts on the command line, while the server runs: what is removed or disabled is out
// at once, and what is said is what happened.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { attempt, password, peil, run, serve } from '../play/server.mjs';
import { execFileSync } from 'node:child_process';

let server;

const account = (...words) => attempt(['account', words[0], '--db', server.db, ...words.slice(1)]);
const mayIn = async (visitor) => (await visitor.get('/rondes')).status === 200;
const signIn = async (login, word = password, from) => {
	const visitor = server.visitor();

	return (await visitor.signIn(login, word, from)).status;
};

before(async () => {
	server = await serve();
	server.account();
	server.account('joke');
});
after(() => server.stop());

test('a disabled account is out at once and comes back with enable', async () => {
	const joke = await server.signedIn('joke');

	assert.ok(await mayIn(joke));
	assert.equal(account('disable', '--login', 'JOKE').code, 0);
	assert.ok(!await mayIn(joke), 'her session has ended');
	assert.equal(await signIn('joke'), 422);
	assert.match(account('list').stdout, /^joke\t.*\tdisabled$/m);
	assert.equal(account('enable', '--login', 'joke').code, 0);
	assert.equal(await signIn('joke'), 303);
	assert.ok(!await mayIn(joke), 'the old session does not come back');
});

test('another name and another login', async () => {
	server.account('petra');
	const petra = await server.signedIn('petra');

	assert.equal(account('rename', '--login', 'petra', '--name', 'Petra de Vries', '--new-login', 'p.devries').code, 0);
	assert.ok(await mayIn(petra), 'who is in stays in');
	assert.equal(await signIn('p.devries'), 303);
	assert.equal(await signIn('petra'), 422);
	assert.match(account('list').stdout, /^p\.devries\tPetra de Vries\t/m);
	// The rule of account add.
	for (const login of ['lotte', 'LOTTE', 'l0tte', 'a', 'met blank']) {
		const { code, stderr } = account('rename', '--login', 'p.devries', '--new-login', login);

		assert.equal(code, 1, `${login}: ${stderr}`);
	}
	assert.equal(account('rename', '--login', 'p.devries', '--new-login', 'P.DeVries').code, 0, 'her own in capitals');
	assert.equal(account('rename', '--login', 'p.devries').code, 2);
	assert.equal(await signIn('p.devries'), 303);
});

test('a removed account is gone, and nothing of it is left in the files', async () => {
	const name = 'Naam-die-nergens-blijft';

	run(['account', 'add', '--db', server.db, '--organisation', 'Gemeente Voorbeeld', '--login', 'weg.ermee',
		'--name', name, '--password-stdin'], `${password}\n`);
	const visitor = await server.signedIn('weg.ermee');
	server.sql(`INSERT INTO note (id, meeting, account, door, code, subject, task, is_checked, body, changed)
		SELECT 5, 0, id, 0, 0, '', 0, 0, 'Alleen voor mij', 1 FROM account WHERE login = 'weg.ermee'`);
	for (const typed of ['', 'ja\n', 'lotte\n']) {
		const asked = attempt(['account', 'remove', '--db', server.db, '--login', 'weg.ermee'], typed);

		assert.equal(asked.code, 1);
		assert.match(asked.stdout, /^The account weg\.ermee goes, with the notes that only this account can read\./);
		assert.match(asked.stderr, /that is not the login; nothing was removed/);
	}
	assert.ok(await mayIn(visitor));
	assert.equal(server.sql('SELECT count(*) FROM note WHERE id = 5'), '1');
	const { code, stdout } = attempt(['account', 'remove', '--db', server.db, '--login', 'weg.ermee'], 'weg.ermee\n');

	assert.equal(code, 0);
	assert.equal(server.sql('SELECT count(*) FROM note WHERE id = 5'), '0');
	assert.doesNotMatch(stdout, /kan niemand|nobody/i);
	assert.ok(!await mayIn(visitor));
	assert.equal(await signIn('weg.ermee'), 422);
	for (const end of ['', '-wal'])
		assert.ok(!readFileSync(server.db + end).includes(name), `peil.db${end}`);
	assert.match(account('remove', '--login', 'weg.ermee', '--yes').stderr, /no such login/);
});

test('who takes the last one hears it', () => {
	server.account('alleen', 'Waterschap Elders');
	assert.match(account('disable', '--login', 'alleen').stdout, /nobody can sign in for this organisation/);
	assert.match(execFileSync(peil, ['account', 'remove', '--db', server.db, '--login', 'alleen', '--yes'],
		{ encoding: 'utf8', env: { ...process.env, LC_ALL: 'nl_NL.UTF-8' } }), /Nu kan niemand zich aanmelden voor deze organisatie/);
});

test('unlock lifts the limit on guessing while the server runs', async () => {
	for (let i = 0; i < 12; i++)
		await signIn('lotte', 'een verkeerd wachtwoord');
	assert.equal(await signIn('lotte'), 429);
	assert.equal(account('unlock', '--login', 'Lotte').code, 0);
	assert.equal(await signIn('lotte'), 303);
	assert.match(account('unlock', '--login', 'niemand').stderr, /no such login/);
});

test('account add takes what the form takes, and refuses what it would refuse', async () => {
	const add = (login, word) => attempt(['account', 'add', '--db', server.db, '--organisation', 'Gemeente Voorbeeld',
		'--login', login, '--name', 'N', '--password-stdin'], `${word}\n`).code;
	const long = `${'a'.repeat(242)}@voorbeeld.nl`;

	assert.equal(long.length, 255);
	assert.equal(add(long, password), 1);
	for (const [login, word] of [[long.slice(1), password], ['lang1000', 'é'.repeat(500)], ['blanks', `  ${password} `]]) {
		assert.equal(add(login, word), 0, login.slice(0, 20));
		assert.equal(await signIn(login, word), 303, login.slice(0, 20));
	}
	assert.equal(add('lang1001', 'x'.repeat(1001)), 1);
	assert.equal(add('lang9000', 'x'.repeat(9000)), 1, 'no part of it either');
	assert.equal(add('teken', `${password}\u0001`), 1);
	assert.equal(add('kort', 'elf tekens!'), 1);
});

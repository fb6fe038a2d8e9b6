// SPDX-License-Identifier: EUPL-1.2
// A path that was mistyped makes nothing, and what cannot be opened is explained with the
// cure: by every command, and by the server.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addAccount, peil } from '../../play/server.mjs';

const NOBODY = 65534;
const isRoot = process.getuid() === 0;
let folder;
let db;
let program;

// Every command that opens a database; FILE is its path.
const commands = [
	['account', 'list', '--db', 'FILE'],
	['account', 'add', '--db', 'FILE', '--organisation', 'O', '--login', 'joke', '--name', 'J'],
	['account', 'reset', '--db', 'FILE', '--login', 'lotte'],
	['account', 'rename', '--db', 'FILE', '--login', 'lotte', '--name', 'L'],
	['account', 'disable', '--db', 'FILE', '--login', 'lotte'],
	['account', 'unlock', '--db', 'FILE', '--login', 'lotte'],
	['account', 'remove', '--db', 'FILE', '--login', 'lotte'],
	['migrate', '--db', 'FILE'],
	['serve', '--db', 'FILE', '--listen', '127.0.0.1:0'],
];

function start(words, path, options = {}) {
	return spawnSync(program, words.map((word) => word === 'FILE' ? path : word),
		{ encoding: 'utf8', timeout: 60000, ...options });
}

// All say the same and leave the folder as it was.
function allSay(path, cure, options) {
	const there = readdirSync(folder).sort();

	for (const words of commands) {
		const { status, stdout, stderr } = start(words, path, options);

		assert.equal(status, 1, `${words[0]} ${words[1]}: ${stdout}${stderr}`);
		assert.match(stderr, cure, words.slice(0, 2).join(' '));
		assert.ok(stderr.split('\n').at(0).length < 300);
	}
	assert.deepEqual(readdirSync(folder).sort(), there);
}

before(() => {
	// Where another user may come, which is not so of the folders of a test run.
	folder = mkdtempSync('/var/tmp/peil-opening-');
	chmodSync(folder, 0o755);
	db = join(folder, 'peil.db');
	program = join(folder, 'peil');
	copyFileSync(peil, program);
	chmodSync(program, 0o755);
	addAccount(db);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('a path that was mistyped makes nothing', () => {
	allSay(join(folder, 'peli.db'), /there is no database there; is the path right\?/);
	allSay(join(folder, 'peli', 'peil.db'), /the folder .*peli is not there; is the path right\?/);
	allSay(join(folder, 'peil', 'peil.db'), /is no folder; is the path right\?/);
});

test('what is no database of ours is left alone', () => {
	const other = join(folder, 'brief.txt'), photos = join(folder, 'photos.db');

	writeFileSync(other, 'Geachte heer, mevrouw,\n'.repeat(100));
	allSay(other, /is no database; is the path right\?/);
	allSay(folder, /is a folder; name the file in it/);
	spawnSync('sqlite3', [photos, 'CREATE TABLE photo (a TEXT)']);
	for (const words of commands)
		assert.match(start(words, photos).stderr, /is a database of another program/);
});

test('only who says --create makes one', () => {
	const fresh = join(folder, 'nieuw.db');
	const add = ['account', 'add', '--db', 'FILE', '--organisation', 'O', '--login', 'joke', '--name', 'J'];

	assert.equal(start(add, fresh).status, 1);
	assert.equal(existsSync(fresh), false);
	assert.equal(start([...add, '--create'], fresh).status, 0);
	assert.equal(existsSync(fresh), true);
	assert.equal(start(['account', 'list', '--create', '--db', 'FILE'], join(folder, 'x.db')).status, 1);
});

test('the file of another user is named with its owner', { skip: !isRoot && 'needs root to be another user' }, () => {
	const mine = { uid: NOBODY, gid: NOBODY };

	chownSync(folder, NOBODY, NOBODY);
	allSay(db, /may not be read and written; it belongs to root \(rights 0600\) and this is nobody: .*sudo -u root/, mine);
	chownSync(db, NOBODY, NOBODY);
	chownSync(folder, 0, 0);
	allSay(db, /its log cannot be made in this folder; it belongs to root \(rights 0755\)/, mine);
	chmodSync(folder, 0o700);
	assert.match(start(['account', 'list', '--db', 'FILE'], db, { ...mine, argv0: 'peil' }).error?.code ?? '', /EACCES/);
	chmodSync(folder, 0o755);
});

test('too few descriptors are told from the rest', () => {
	const { status, stderr } = spawnSync('sh', ['-c', 'ulimit -n 20; exec "$@"', 'sh', program, 'serve', '--db', db, '--listen', '127.0.0.1:0'],
		{ encoding: 'utf8', timeout: 60000 });

	assert.equal(status, 1);
	assert.match(stderr, /too few file descriptors: the limit is 20; raise LimitNOFILE=/);
});

test('a disk that is read-only is told from the rest', (t) => {
	const read = join(folder, 'ro');

	mkdirSync(read);
	copyFileSync(db, join(read, 'peil.db'));
	const { status, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 9; shift; exec "$@"',
		'sh', read, program, 'account', 'list', '--db', join(read, 'peil.db')], { encoding: 'utf8' });

	if (status !== 1)
		return t.skip(`no read-only file system can be made here: ${stderr.split('\n')[0]}`);
	assert.match(stderr, /its file system is read-only/);
});

// SPDX-License-Identifier: EUPL-1.2
// The root file system of `make image` serves as user 1001, read-only, without
// capabilities and with nothing to write but its folder.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

const program = resolve(process.env.PEIL ?? 'build/src/peil');
const folder = mkdtempSync('/tmp/peil-image-');
const image = join(folder, 'image'), data = join(folder, 'data');
const isRoot = process.getuid() === 0;
const whyNot = !isRoot ? 'not root: cannot become user 1001' :
	spawnSync('bwrap', ['--unshare-all', '--ro-bind', '/', '/', 'true']).status !== 0
		? 'bwrap is not here, or may make no namespaces' : false;

// What runs in it sees the image as /, and its data.
const inside = (...words) => ['--reuid', '1001', '--regid', '1001', '--clear-groups', 'bwrap', '--unshare-all',
	'--share-net', '--die-with-parent', '--cap-drop', 'ALL', '--ro-bind', image, '/', '--bind', data, '/var/lib/peil',
	'--proc', '/proc', '--dev', '/dev', '--clearenv', '--setenv', 'ASAN_OPTIONS', 'detect_leaks=0', '/usr/bin/peil', ...words];

// bwrap starts bwrap, which starts the program.
function innermost(pid) {
	const child = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout.trim();

	return child ? innermost(child) : pid;
}

before(() => {
	execFileSync('tools/image', [resolve(dirname(program), '..'), folder]);
	execFileSync('chmod', ['755', folder]);
	mkdirSync(data, { mode: 0o700 });
	if (isRoot)
		chownSync(data, 1001, 1001);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('there is no shell in it, and each library has its licence', () => {
	assert.deepEqual(readdirSync(join(image, 'usr/bin')), ['peil']);
	assert.ok(!existsSync(join(image, 'bin')));
	for (const name of ['libc6', 'libsqlite3-0', 'libmicrohttpd12'])
		assert.ok(readdirSync(join(image, 'usr/share/doc')).includes(name), name);
});

test('the tar is the folder, and what is written belongs to 1001', () => {
	const list = execFileSync('tar', ['-tvf', join(folder, 'peil-image.tar'), '--numeric-owner'], { encoding: 'utf8' });

	assert.match(list, /^-rwxr-xr-x 0\/0 .* \.\/usr\/bin\/peil$/m);
	assert.match(list, /^drwx------ 1001\/1001 .* \.\/var\/lib\/peil\/$/m);
});

test('it serves', { skip: whyNot }, async () => {
	const server = spawn('setpriv', inside('serve', '--create', '--db', '/var/lib/peil/peil.db', '--listen', '127.0.0.1:0'),
		{ stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '', faults = '';

	server.stderr.on('data', (piece) => { faults += piece; });
	try {
		await new Promise((done, fail) => {
			server.stdout.on('data', (piece) => { (said += piece).includes('\n') && done(); });
			server.on('exit', () => fail(new Error(faults)));
		});
		const [url] = said.match(/http:\S+/);

		assert.equal((await fetch(`${url}/healthz`)).status, 200);
		assert.equal((await fetch(`${url}/aanmelden`)).status, 200);
		assert.equal(statSync(join(data, 'peil.db')).uid, 1001);

		const status = readFileSync(`/proc/${innermost(server.pid)}/status`, 'utf8');

		assert.match(status, /^Name:\tpeil$/m);
		assert.match(status, /^CapEff:\t0+$/m);
		assert.match(status, /^CapBnd:\t0+$/m);
		assert.match(status, /^NoNewPrivs:\t1$/m);
	} finally {
		server.kill();
		if (server.exitCode === null && server.signalCode === null)
			await once(server, 'exit');
	}
});

test('it writes nowhere else', { skip: whyNot }, () => {
	const { status, stderr } = spawnSync('setpriv', inside('serve', '--db', '/tmp/peil.db'), { encoding: 'utf8', timeout: 60_000 });

	assert.equal(status, 1, stderr);
	assert.match(stderr, /\/tmp\/peil\.db/);
});

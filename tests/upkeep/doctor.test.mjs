// SPDX-License-Identifier: EUPL-1.2
// The doctor says in words what is wrong and what to do, and changes nothing.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addAccount, peil, run, serve, sql } from '../play/server.mjs';

let folder;
let db;
let server;

// Its lines, one per check, with what stands on later lines behind the first.
function look(words = [], lang = 'en_GB.UTF-8', path = db) {
	const { status, stdout, stderr } = spawnSync(peil, ['doctor', '--db', path, ...words],
		{ encoding: 'utf8', env: { ...process.env, LC_ALL: lang } });

	for (const line of stdout.split('\n'))
		assert.ok([...line].length <= 80 || !line.slice(9).includes(' '), `wider than a terminal: ${line}`);
	return { code: status, stderr, stdout: stdout.replace(/\n {9}/g, ' ') };
}

// What the clock of this machine does is not ours to say.
const withoutClock = ({ stdout }) => stdout.split('\n').filter((line) => line && !/clock|klok|^To do:|^Te doen:|^Nothing|^Er hoeft/.test(line));
const toDo = (said) => withoutClock(said).filter((line) => /^(to do|doen) /.test(line));
const state = () => readdirSync(folder).sort().map((name) => {
	const s = statSync(join(folder, name));

	return [name, s.size, s.mtimeMs, s.mode, s.isFile() ? readFileSync(join(folder, name), 'latin1') : ''];
});

// A proxy before the server, with the headers that it sets.
async function proxy(headers) {
	const before = createServer((q, answer) => {
		const on = request(new URL(q.url, server.url), { headers: { ...q.headers, ...headers(q) } }, (got) => {
			answer.writeHead(got.statusCode, got.headers);
			got.pipe(answer);
		});

		q.pipe(on);
		on.on('error', () => answer.destroy());
	});

	await new Promise((done) => { before.listen(0, '127.0.0.1', done); });
	return { url: `http://127.0.0.1:${before.address().port}`, close: () => before.close() };
}

// spawnSync stops this process, and with it the proxy: the doctor is run beside it.
function lookBeside(words) {
	return new Promise((done) => {
		import('node:child_process').then(({ execFile }) => execFile(peil, ['doctor', '--db', db, ...words],
			{ encoding: 'utf8', env: { ...process.env, LC_ALL: 'en_GB.UTF-8' } },
			(e, stdout) => done({ code: e?.code ?? 0, stdout: stdout.replace(/\n {9}/g, ' ') })));
	});
}

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'peil-doctor-'));
	db = join(folder, 'peil.db');
	addAccount(db);
});
after(async () => {
	await server?.stop();
	rmSync(folder, { recursive: true, force: true });
});

test('it changes nothing, whatever it finds', () => {
	const was = state();

	look();
	look(['--base-url', 'http://127.0.0.1:1']);
	assert.deepEqual(state(), was);
	sql(db, 'PRAGMA journal_mode = DELETE; PRAGMA journal_mode = WAL');
	const later = state();

	look();
	assert.deepEqual(state(), later);
	assert.equal(look([], 'en', join(folder, 'tikfout.db')).code, 1);
	assert.deepEqual(state(), later);
});

test('all is well, but for the copy that was never made', () => {
	assert.deepEqual(toDo(look()), ['to do    No copy was made yet. Do: systemctl enable --now peil-backup.timer']);
	assert.equal(look().code, 1);
	run(['backup', '--db', db, `${folder}/`]);
	const said = look();

	assert.deepEqual(toDo(said), []);
	for (const word of [/^fine +The schema is \d+, as this version knows it\.$/m, /^fine +Every page of the database is whole/m,
		/^fine +Every question of the program fits the tables\.$/m, /^fine +The last copy is of /m,
		/^fine +Files and folder belong to .*, and to nobody else\.$/m, /^fine +The disk has \d+ MB free/m,
		/^note +The server does not run, so how much memory/m, /^(fine|to do|note) +The clock/m])
		assert.match(said.stdout, word);
	assert.equal(said.code, /^to do/m.test(said.stdout) ? 1 : 0);
	assert.match(look([], 'nl_NL.UTF-8').stdout, /^goed +Het schema is \d+, zoals deze versie het kent\.$/m);
});

test('each thing that is wrong is said with its cure', () => {
	const broken = join(folder, 'stuk');
	const path = join(broken, 'peil.db');
	const fresh = () => {
		rmSync(broken, { recursive: true, force: true });
		mkdirSync(broken, { mode: 0o700 });
		execFileSync('sqlite3', [db, `VACUUM INTO '${path}'`]);
		chmodSync(path, 0o600);
		writeFileSync(`${path}-backup`, `${Date.now()}\n`, { mode: 0o600 });
	};
	const says = (spoil, words) => {
		fresh();
		assert.deepEqual(toDo(look([], 'en', path)), []);
		spoil();
		const said = look([], 'en', path);

		assert.equal(said.code, 1);
		assert.match(toDo(said).join('\n'), words);
	};

	says(() => chmodSync(path, 0o644), /Others on this machine can get at .*peil\.db\. Do: chmod 600 /);
	says(() => chmodSync(broken, 0o777), /Others than .* can write in the folder .*chmod 700 /);
	says(() => writeFileSync(`${path}-backup`, `${Date.now() - 9 * 864e5}\n`), /The last copy is of .*\. Look why: systemctl status peil-backup/);
	says(() => sql(path, 'PRAGMA foreign_keys = OFF; UPDATE account SET organisation = 77'), /The database is damaged \(1 rows point at nothing\)\. Stop the server and put a copy back/);
	says(() => writeFileSync(path, readFileSync(path).fill(0x55, 100000, 200000)), /damaged/);
	says(() => sql(path, 'DROP TRIGGER ticket_goes_with_unit; ALTER TABLE unit DROP COLUMN tag'), /This program does not fit the tables/);
	says(() => sql(path, 'PRAGMA user_version = 900'), /made by a newer peil/);
	says(() => writeFileSync(path, 'brief'.repeat(5000)), /is no database; is the path right\?/);
	says(() => rmSync(path), /there is no database there; is the path right\?/);
	fresh();
	sql(path, 'PRAGMA user_version = 5');
	assert.match(look([], 'en', path).stdout, /^note +The schema is 5\. The server takes it to \d+ when it starts; make a copy first\.$/m);
	rmSync(broken, { recursive: true });
});

test('the owner that the server is', { skip: process.getuid() !== 0 && 'needs root to give files away' }, () => {
	execFileSync('chown', ['65534:65534', db]);
	assert.match(toDo(look()).join('\n'), /peil\.db belongs to nobody, not to root\. Do: chown root: /);
	execFileSync('chown', ['0:0', db]);
});

test('the address of people: reached, and what a proxy says', async () => {
	server = await serve({ db });
	const direct = await lookBeside(['--base-url', server.url]);

	assert.deepEqual(toDo(direct), []);
	assert.match(direct.stdout, /^fine +The memory|^(fine|to do) +The server may use/m);
	assert.match(direct.stdout, /^fine +What arrives at Peil is Host: 127\.0\.0\.1:\d+, as people type it\.$/m);
	const good = await proxy(() => ({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }));
	const said = await lookBeside(['--base-url', good.url]);

	good.close();
	assert.deepEqual(toDo(said), []);
	assert.match(said.stdout, /^fine +The proxy says for whom it asks: X-Forwarded-For: 203\.0\.113\.9\. Peil counts tries of 203\.0\.113\.9\.$/m);
	assert.match(said.stdout, /^note +X-Forwarded-Proto: https\./m);
	const bad = await proxy(() => ({ host: 'localhost:8080' }));

	assert.match(toDo(await lookBeside(['--base-url', bad.url])).join('\n'), /What arrives at Peil is Host: localhost:8080, not 127\.0\.0\.1:\d+\. In nginx: proxy_set_header Host/);
	bad.close();
	assert.match(toDo(look(['--base-url', 'http://127.0.0.1:1'])).join('\n'), /cannot be reached from this machine \(Connection refused\)/);
	assert.match(toDo(look(['--base-url', 'peil.gemeente.nl'])).join('\n'), /The address peil\.gemeente\.nl cannot be/);
	assert.match(toDo(look(['--base-url', 'http://nergens.invalid'])).join('\n'), /cannot be reached from this machine/);
});

test('nobody else is told what arrives', async () => {
	const ask = (word) => fetch(new URL('/healthz/proxy', server.url), { headers: word ? { 'x-peil-doctor': word } : {} });

	for (const word of [null, 'x', '0'.repeat(32)])
		assert.equal((await ask(word)).status, 404);
});

test('the certificate: how long it holds, and whether browsers trust it', async () => {
	const make = (days) => {
		const cert = join(folder, `cert${days}.pem`), key = join(folder, `key${days}.pem`);

		execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=localhost',
			'-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-days', String(days), '-keyout', key, '-out', cert], { stdio: 'ignore' });
		return { cert, key };
	};
	const short = make(3), long = make(400);

	assert.match(toDo(look(['--tls-cert', short.cert])).join('\n'), /The certificate is valid until .*That is in [23] days: renew it\./);
	assert.match(look(['--tls-cert', long.cert]).stdout, /^fine +The certificate is valid until /m);
	assert.match(toDo(look(['--tls-cert', join(folder, 'weg.pem')])).join('\n'), /The certificate cannot be read: .*weg\.pem/);
	copyFileSync(long.key, join(folder, 'verkeerd.pem'));
	assert.match(toDo(look(['--tls-cert', join(folder, 'verkeerd.pem')])).join('\n'), /cannot be read/);
	const secure = await serve({ db, args: ['--tls-cert', short.cert, '--tls-key', short.key] });

	try {
		const said = await lookBeside(['--base-url', secure.url, '--tls-cert', short.cert]);

		assert.match(said.stdout, /^fine +https:\/\/127\.0\.0\.1:\d+ answers\.$/m);
		assert.match(said.stdout, /^to do +Browsers do not trust the certificate/m);
		assert.match(said.stdout, /^to do +The certificate is valid until .*renew it\.$/m);
		assert.match(said.stdout, /^fine +What arrives at Peil is Host: /m);
	} finally {
		await secure.stop();
	}
});

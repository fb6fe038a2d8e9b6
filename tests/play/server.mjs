// SPDX-License-Identifier: EUPL-1.2
// What every test over HTTP stands on: the real program on a free port with a
// database of its own.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { password, Visitor } from './visitor.mjs';

export const peil = resolve(process.env.PEIL ?? 'build/src/peil');
export { password };

export function run(args, input = '') {
	return execFileSync(peil, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
}

// The exit code and both outputs of a command that may fail.
export function attempt(args, input = '') {
	try {
		return { code: 0, stdout: run(args, input), stderr: '' };
	} catch (e) {
		return { code: e.status, stdout: String(e.stdout), stderr: String(e.stderr) };
	}
}

// What the database says; for what no page shows.  Waits while the server writes.
export function sql(db, text) {
	return execFileSync('sqlite3', ['-cmd', '.timeout 5000', db, text], { encoding: 'utf8', maxBuffer: 1 << 26 }).trim();
}

// An account in a database; for one that no server has opened yet.
export function addAccount(db, login = 'lotte', organisation = 'Gemeente Voorbeeld') {
	run(['account', 'add', '--create', '--db', db, '--organisation', organisation,
		'--login', login, '--name', `Naam van ${login}`, '--password-stdin'], `${password}\n`);
}

// Starts `peil serve`; with `args` more options, or another `program`.  Give `db` to
// serve an existing file.  `log` collects what it says on stderr.
export async function serve({ args = [], db, command = 'serve', program = peil } = {}) {
	const folder = db ? null : mkdtempSync(join(tmpdir(), 'peil-test-'));
	const file = db ?? join(folder, 'peil.db');
	const child = spawn(program, [command, '--db', file, ...(command === 'serve' ? ['--create'] : []), '--listen', '127.0.0.1:0', ...args],
		{ stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise((done) => {
		child.on('exit', (code, signal) => done({ code, signal }));
		child.on('error', (e) => done({ code: e.message, signal: null }));
	});
	const server = {
		db: file, child, log: '', ended,
		// Waits until what is being answered is finished; the exit code.
		async stop() {
			child.kill('SIGTERM');
			const { code } = await ended;

			if (folder)
				rmSync(folder, { recursive: true, force: true });
			// What the server itself does its sandbox lets it do.
			assert.doesNotMatch(server.log, /^(<\d>)?peil: refused |"event":"refused"/m);
			return code;
		},
		account(login, organisation) {
			addAccount(file, login, organisation);
		},
		sql(text) {
			return sql(file, text);
		},
		visitor() {
			return new Visitor(server.url);
		},
		async signedIn(login = 'lotte') {
			const visitor = server.visitor();
			const answer = await visitor.signIn(login);

			assert.equal(answer.status, 303, 'signing in');
			return visitor;
		},
		// See raw() below.
		raw(bytes) {
			return raw(server.port, bytes);
		},
	};

	server.url = await new Promise((found, failed) => {
		child.stderr.setEncoding('utf8').on('data', (text) => {
			server.log += text;
			// With --log-format json.
			const match = server.log.match(/"event":"listening",.*"address":"([^"]+)"/);

			if (match)
				found(match[1]);
		});
		createInterface(child.stdout).on('line', (line) => {
			const match = line.match(/^Peil luistert op (https?:\/\/\S+)/);

			if (match)
				found(match[1]);
		});
		ended.then(({ code }) => failed(new Error(`peil ended with ${code}: ${server.log}`)));
	});
	server.port = Number(new URL(server.url).port);
	return server;
}

// Sends bytes to a port as they are.  Resolves with everything that came back
// when the server has closed, so ask it to with `Connection: close` unless it
// does so by itself.
export function raw(port, bytes) {
	return new Promise((done, failed) => {
		const socket = connect(port, '127.0.0.1');
		let text = '';

		socket.setEncoding('latin1');
		socket.on('data', (part) => { text += part; });
		socket.on('error', (e) => (e.code === 'ECONNRESET' ? done(text) : failed(e)));
		socket.on('close', () => done(text));
		socket.write(bytes, 'latin1');
	});
}

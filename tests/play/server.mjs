// SPDX-License-Identifier: EUPL-1.2
// What every test over HTTP stands on: the real program on a free port with a
// database of its own, and a visitor with a cookie jar who sends forms as a
// browser does.
import './older.mjs';
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const peil = resolve(process.env.PEIL ?? 'build/src/cli/peil');
export const password = 'een goed lang wachtwoord';

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

// Starts `peil serve`; with `args` more options.  Give `db` to serve an existing
// file.  `log` collects what it says on stderr.
export async function serve({ args = [], db, command = 'serve' } = {}) {
	const folder = db ? null : mkdtempSync(join(tmpdir(), 'peil-test-'));
	const file = db ?? join(folder, 'peil.db');
	const child = spawn(peil, [command, '--db', file, '--listen', '127.0.0.1:0', ...args],
		{ stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise((done) => {
		child.on('exit', (code, signal) => done({ code, signal }));
	});
	const server = {
		db: file, child, log: '', ended,
		// Waits until what is being answered is finished; the exit code.
		async stop() {
			child.kill('SIGTERM');
			const { code } = await ended;

			if (folder)
				rmSync(folder, { recursive: true, force: true });
			return code;
		},
		account(login = 'lotte', organisation = 'Gemeente Voorbeeld') {
			run(['account', 'add', '--db', file, '--organisation', organisation,
				'--login', login, '--name', `Naam van ${login}`, '--password-stdin'],
			`${password}\n`);
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
		// Sends bytes as they are; everything that comes back until the end.
		raw(bytes) {
			return raw(server.port, bytes);
		},
	};

	child.stderr.setEncoding('utf8').on('data', (text) => { server.log += text; });
	server.url = await new Promise((found, failed) => {
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

// Somebody with a browser: keeps cookies, remembers the last page and takes the
// form token from it.
export class Visitor {
	constructor(url) {
		this.url = url;
		this.cookies = new Map();
		this.token = null;
	}

	headers(more) {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

		return { ...(cookie && { cookie }), ...more };
	}

	async take(answer) {
		for (const line of answer.headers.getSetCookie()) {
			const [, name, value] = line.match(/^([^=]+)=([^;]*)/);

			if (/max-age=0/i.test(line))
				this.cookies.delete(name);
			else
				this.cookies.set(name, value);
		}
		answer.body_text = await answer.text();
		this.token = answer.body_text.match(/name="csrf" value="([^"]+)"/)?.[1] ?? this.token;
		return answer;
	}

	// The answer itself, redirects are not followed; its text is in body_text.
	async get(path, headers = {}) {
		return this.take(await fetch(new URL(path, this.url),
			{ redirect: 'manual', headers: this.headers(headers) }));
	}

	// Fields as an object or as pairs.  The token goes with it when there is one.
	async post(path, fields = {}, headers = {}) {
		const body = new URLSearchParams(fields);

		if (this.token && !body.has('csrf'))
			body.append('csrf', this.token);
		return this.take(await fetch(new URL(path, this.url),
			{ method: 'POST', redirect: 'manual', body, headers: this.headers(headers) }));
	}

	async signIn(login = 'lotte', secret = password, headers = {}) {
		return this.post('/aanmelden', { login, wachtwoord: secret }, headers);
	}
}

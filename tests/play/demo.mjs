// SPDX-License-Identifier: EUPL-1.2
// What tests of `peil demo` stand on: starting and ending it, signing in, and
// finding its three rounds, whose names follow the present day.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peil } from './server.mjs';
import { Visitor } from './visitor.mjs';

// Resolves when it has said everything, which ends with how to stop.
export async function start(data) {
	const child = spawn(peil, ['demo', '--data', data, '--listen', '127.0.0.1:0'],
		{ stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise((done) => {
		child.on('exit', (code, signal) => done({ code, signal }));
		child.on('error', (e) => done({ code: e.message, signal: null }));
	});
	const started = { child, ended, said: '', log: '' };

	child.stderr.setEncoding('utf8').on('data', (text) => { started.log += text; });
	await new Promise((found, failed) => {
		child.stdout.setEncoding('utf8').on('data', (text) => {
			started.said += text;
			if (/Ctrl-C\n/.test(started.said))
				found();
		});
		ended.then(({ code }) => failed(new Error(`peil ended with ${code}: ${started.log}`)));
	});
	started.url = started.said.match(/^Peil luistert op (\S+)/m)[1];
	started.login = started.said.match(/Gebruikersnaam:?\s+(\S+)/)[1];
	started.password = started.said.match(/Wachtwoord:?\s+(\S+)/)[1];
	started.cards = [...started.said.matchAll(/\/s\/(\S+)/g)].map((m) => m[1]);
	return started;
}

export async function interrupt(started) {
	started.child.kill('SIGINT');
	return started.ended;
}

// A demo to read: that of the run when there is one, otherwise one of the file.
// Whoever changes something in it starts one.  { url, login, password, cards, leave() }.
export async function visitDemo() {
	if (process.env.PEIL_TEST_DEMO)
		return { ...JSON.parse(process.env.PEIL_TEST_DEMO), leave() {} };
	const folder = mkdtempSync(join(tmpdir(), 'peil-demo-'));
	const started = await start(join(folder, 'data'));

	return Object.assign(started, {
		async leave() {
			await interrupt(started);
			rmSync(folder, { recursive: true, force: true });
		},
	});
}

export async function signedIn(started) {
	const visitor = new Visitor(started.url);
	const answer = await visitor.signIn(started.login, started.password);

	assert.equal(answer.status, 303, 'signing in with what was printed');
	return visitor;
}

// The ids of all rounds by their names.
export async function rounds(visitor) {
	const { body_text } = await visitor.get('/rondes');
	const found = [...body_text.matchAll(/href="\/rondes\/(\d+)"[^>]*>([^<]*)/g)];

	return Object.fromEntries(found.map(([, id, name]) => [name.trim(), id]));
}

// Half a year is called after the day on which a round opens, never in a weekend.
function season(days) {
	const day = new Date(Date.now() + days * 864e5);

	day.setDate(day.getDate() + ({ 0: 1, 6: -1 }[day.getDay()] ?? 0));
	return `${day.getMonth() < 6 ? 'Voorjaar' : 'Najaar'} ${day.getFullYear()}`;
}

// { before, talk, open }: the names of the rounds.
export const names = { before: season(-565), talk: season(-200), open: season(-10) };

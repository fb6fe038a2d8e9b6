// SPDX-License-Identifier: EUPL-1.2
// What was acknowledged survives kill -9: in a storm of saves the server is
// killed twenty times, and every answer it had confirmed is there afterwards.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeRound } from '../play/round.mjs';
import { addAccount, serve } from '../play/server.mjs';

const KILLS = 20;
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

// The same browser at the server that runs now.
function browserOf(server, person) {
	const visitor = server.visitor();

	visitor.cookies = person.cookies;
	return visitor;
}

// One respondent who keeps changing an answer; remembers what was confirmed.
async function keepSaving(server, person, isOver) {
	while (!isOver()) {
		const level = 1 + (person.tries++ % 5);
		let answer;

		try {
			answer = await browserOf(server, person).post(`/s/${person.code}/2`,
				{ nu: String(level), naar: 'volgende' });
		} catch {
			person.maybe = level;	// sent, never confirmed: it may be there
			return;
		}
		assert.equal(answer.status, 303, answer.body_text);
		person.confirmed = level;
		person.maybe = null;
	}
}

async function levelOf(server, person) {
	const { body_text: text } = await browserOf(server, person).get(`/s/${person.code}/2`);
	const [, level] = text.match(/name="nu" value="(\d+)" checked/) ?? [];

	return Number(level ?? 0);
}

test('every acknowledged answer survives twenty times kill -9', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'peil-kill-'));
	const db = join(folder, 'peil.db');
	let server;

	try {
		addAccount(db);
		server = await serve({ db });
		const { codes } = await makeRound(server);
		const people = Object.values(codes).flat().slice(0, 12)
			.map((code) => ({ code, tries: 0, confirmed: 0, maybe: null, cookies: new Map() }));

		// As browsers do: the form first, and with it the key.
		for (const p of people)
			await levelOf(server, p);


		for (let i = 0; i < KILLS; i++) {
			let isOver = false;
			const saving = people.map((p) => keepSaving(server, p, () => isOver));

			await pause(30 + Math.random() * 150);
			server.child.kill('SIGKILL');
			isOver = true;
			await Promise.all(saving);
			await server.ended;
			server = await serve({ db });
			for (const p of people) {
				const level = await levelOf(server, p);

				assert.ok(level === p.confirmed || level === p.maybe,
					`kill ${i + 1}: ${level} is neither ${p.confirmed} nor ${p.maybe}`);
				p.confirmed = level;
			}
		}
		assert.ok(people.every((p) => p.tries > KILLS), 'there was a storm');
	} finally {
		server?.child.kill('SIGKILL');
		await server?.ended;
		rmSync(folder, { recursive: true, force: true });
	}
});

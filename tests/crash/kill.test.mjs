// SPDX-License-Identifier: EUPL-1.2
// What was acknowledged survives kill -9: in a storm of saves the server is killed again
// and again, and every answer that it had confirmed is there afterwards.  `make crash`
// kills more often, and also while it closes, migrates, counts votes and is copied.
// limit: 300 s
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { acknowledgedOf, killAndStart, killsOf, pause, Respondent, tell } from '../play/crash.mjs';
import { makeRound } from '../play/round.mjs';
import { addAccount, serve, sql } from '../play/server.mjs';

const KILLS = killsOf(0.35, 20);

test(`every acknowledged answer survives ${KILLS} times kill -9`, async (t) => {
	const folder = mkdtempSync(join(tmpdir(), 'peil-kill-'));
	const db = join(folder, 'peil.db');
	const down = [];
	let server;

	try {
		addAccount(db);
		server = await serve({ db, args: ['--quiet'] });
		const { codes } = await makeRound(server);
		const people = Object.values(codes).flat().slice(0, 12).map((code) => new Respondent(server, code));

		// As browsers do: the form first, and with it the key.
		for (const p of people)
			await p.level();
		for (let i = 0; i < KILLS; i++) {
			let isOver = false;
			const saving = people.map((p) => p.at(server).keepSaving(() => isOver));

			await pause(30 + Math.random() * 150);
			isOver = true;
			const killed = await killAndStart(server, async () => {
				await Promise.all(saving);
				return serve({ db, args: ['--quiet'] });
			});

			server = killed.server;
			down.push(killed.down);
			for (const p of people)
				await p.at(server).check(`kill ${i + 1}`);
		}
		assert.ok(people.every((p) => p.tries > KILLS), 'there was a storm');
		assert.equal(sql(db, 'PRAGMA integrity_check'), 'ok');
		tell(t, { kind: 'kill -9 while people save', times: KILLS, acknowledged: acknowledgedOf(people), down });
	} finally {
		server?.child.kill('SIGKILL');
		await server?.ended;
		rmSync(folder, { recursive: true, force: true });
	}
});

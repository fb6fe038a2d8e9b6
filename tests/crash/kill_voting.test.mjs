// SPDX-License-Identifier: EUPL-1.2
// kill -9 while phones vote: every vote that was confirmed counts, and when phones that heard nothing
// try again each of them counts once.
// limit: 300 s
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { killAndStart, killsOf, pause, tell } from '../play/crash.mjs';
import { addAccount, serve, sql } from '../play/server.mjs';
import { phone, workshop } from '../play/workshop.mjs';

const KILLS = killsOf(0.15, 8), PHONES = 10;
const args = ['--quiet'];

test(`${KILLS} times kill -9 while ${PHONES} phones vote`, async (t) => {
	const folder = mkdtempSync(join(tmpdir(), 'peil-kill-voting-'));
	const db = join(folder, 'peil.db');
	const down = [];
	let server, acknowledged = 0;

	try {
		addAccount(db);
		server = await serve({ db, args });
		const room = await workshop(server);
		const [topic] = room.topics;

		assert.equal((await room.step(topic, 1)).status, 303);
		for (let i = 0; i < KILLS; i++) {
			const before = await room.votes();
			const phones = await Promise.all(Array.from({ length: PHONES }, () => phone(server, room)));
			let sure = 0;
			const voting = phones.map(async (p, n) => {
				await pause(Math.random() * 20);
				try {
					assert.equal((await p.vote(topic, 1, 1 + n % 5)).status, 303);
					p.isSure = true;
					sure++;
				} catch (e) {
					if (e.code === 'ERR_ASSERTION')
						throw e;
				}
			});

			await pause(Math.random() * 40);
			const killed = await killAndStart(server, async () => {
				await Promise.all(voting);
				return serve({ db, args });
			});

			server = killed.server;
			down.push(killed.down);
			acknowledged += sure;
			for (const visitor of [...phones, room.lead])
				visitor.url = server.url;
			const votes = await room.votes() - before;

			assert.ok(votes >= sure && votes <= PHONES, `kill ${i + 1}: ${votes} of ${sure} that were confirmed`);
			// Who heard nothing votes again: it counts now, or it had counted.
			for (const p of phones.filter((one) => !one.isSure))
				assert.ok([303, 409].includes((await p.vote(topic, 1, 3)).status));
			assert.equal(await room.votes() - before, PHONES, `kill ${i + 1}: each phone once`);
		}
		assert.equal(sql(db, 'PRAGMA integrity_check'), 'ok');
		tell(t, { kind: 'kill -9 while phones vote', times: KILLS, acknowledged, down });
	} finally {
		server?.child.kill('SIGKILL');
		await server?.ended;
		rmSync(folder, { recursive: true, force: true });
	}
});

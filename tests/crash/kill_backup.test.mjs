// SPDX-License-Identifier: EUPL-1.2
// kill -9 while a backup is made of a server that saves: of the one who makes it, of the server, or of both.
// A dated name is a whole copy with all that was acknowledged before it began; what was
// acknowledged is in the database; and the next backup takes away what was left half done.
// limit: 300 s
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { acknowledgedOf, killAndStart, killsOf, pause, Respondent, tell } from '../play/crash.mjs';
import { makeRound } from '../play/round.mjs';
import { addAccount, attempt, peil, serve, sql } from '../play/server.mjs';

const KILLS = killsOf(0.1, 9);
const args = ['--quiet'];
const dated = /^peil-\d{4}-\d\d-\d\dT\d{6}Z\.db$/;

test(`${KILLS} times kill -9 while a backup is made`, async (t) => {
	const folder = mkdtempSync(join(tmpdir(), 'peil-kill-backup-'));
	const db = join(folder, 'peil.db'), copies = join(folder, 'kopieen');
	const down = [], seen = { whole: 0, part: 0 };
	let server;

	try {
		mkdirSync(copies);
		addAccount(db);
		// Enough to be killed in the middle of.
		sql(db, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
			INSERT INTO organisation (id, name, created) SELECT 1000 + i, 'O' || i || printf('%800s', 'x'), 1 FROM n`);
		server = await serve({ db, args });
		const round = await makeRound(server);
		const people = round.codes.Burgerzaken.slice(0, 6).map((code) => new Respondent(server, code));
		const spawned = () => {
			const child = spawn(peil, ['backup', '--db', db, copies], { stdio: 'ignore' });

			return { child, ended: new Promise((done) => { child.on('exit', done); }) };
		};

		for (const p of people)
			await p.level();
		const at = performance.now();

		await spawned().ended;
		const whole = performance.now() - at;

		for (let i = 0; i < KILLS; i++) {
			let isOver = false;

			for (const name of readdirSync(copies).filter((n) => dated.test(n)))
				rmSync(join(copies, name));
			const saving = people.map((p) => p.keepSaving(() => isOver));
			const backup = spawned();

			await pause(Math.random() * whole * 1.2);
			isOver = i % 3 !== 0;
			if (i % 3 !== 1)
				backup.child.kill('SIGKILL');
			if (i % 3 !== 0) {
				const killed = await killAndStart(server, async () => {
					await Promise.all(saving);
					return serve({ db, args });
				});

				server = killed.server;
				down.push(killed.down);
			}
			await backup.ended;
			isOver = true;
			await Promise.all(saving);
			for (const p of people)
				await p.at(server).check(`kill ${i + 1}`);
			for (const name of readdirSync(copies)) {
				seen[dated.test(name) ? 'whole' : 'part']++;
				if (dated.test(name))
					assert.equal(sql(join(copies, name), 'PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT count(*) FROM organisation'), 'ok\n5001');
				else
					assert.match(name, /\.db\.part/);
			}
		}
		assert.equal(attempt(['backup', '--db', db, copies]).code, 0);
		assert.deepEqual(readdirSync(copies).filter((name) => !dated.test(name)), []);
		assert.equal(sql(db, 'PRAGMA integrity_check'), 'ok');
		tell(t, { kind: 'kill -9 while a backup is made', times: KILLS, acknowledged: acknowledgedOf(people), down,
			remark: `${seen.whole} whole copies, ${seen.part} left half done` });
	} finally {
		server?.child.kill('SIGKILL');
		await server?.ended;
		rmSync(folder, { recursive: true, force: true });
	}
});

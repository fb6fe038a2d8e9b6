// SPDX-License-Identifier: EUPL-1.2
// kill -9 while a lead closes a round and others save in another one: afterwards the round is
// open with every sheet as it was, or closed with every piece and no sheet; closed when
// the lead was told so; and the other round has all that was acknowledged.
// limit: 300 s
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { acknowledgedOf, killAndStart, killsOf, pause, Respondent, tell } from '../play/crash.mjs';
import { answer, makeRound } from '../play/round.mjs';
import { addAccount, serve, sql } from '../play/server.mjs';

const KILLS = killsOf(0.2, 12);
const args = ['--quiet'];
let folder, db, laid, closing, other, lead, whole;
let server;

const sheets = (round) => sql(db, `SELECT count(*) || ' ' || coalesce(group_concat(hex(answers)), '') FROM
	(SELECT answers FROM sheet WHERE round = ${round} ORDER BY id)`);
const pieces = () => sql(db, `SELECT coalesce(group_concat(unit || ' ' || sheets || ' ' || hex(histogram)), '') FROM
	(SELECT * FROM piece WHERE round = ${closing.id} ORDER BY unit)`);
const remarks = () => sql(db, `SELECT group_concat(body) FROM (SELECT body FROM remark WHERE round = ${closing.id} ORDER BY body)`);
const stage = () => sql(db, `SELECT stage FROM round WHERE id = ${closing.id}`);

function layAgain() {
	for (const end of ['-wal', '-shm'])
		rmSync(db + end, { force: true });
	copyFileSync(laid, db);
}

// The form is opened before; what is asked of the server is the closing itself.
const closeRound = () => lead.post(`${closing.path}/sluiten`).then((a) => a.status, () => 'no answer');

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-kill-closing-'));
	db = join(folder, 'peil.db');
	laid = join(folder, 'laid.db');
	addAccount(db);
	server = await serve({ db, args });
	closing = await makeRound(server, { name: 'Sluit' });
	other = await makeRound(server, { name: 'Gaat door' });
	lead = other.lead;
	await Promise.all(Object.values(closing.codes).flat().slice(0, 20)
		.map((code, i) => answer(server, code, { now: () => 1 + i % 5, remark: `Opmerking ${i}` })));
	await server.stop();
	copyFileSync(db, laid);
	// What a whole closing gives, and how long it takes.
	server = await serve({ db, args });
	lead.url = server.url;
	const at = performance.now();

	assert.equal(await closeRound(), 303);
	const took = performance.now() - at;

	await server.stop();
	whole = { took, pieces: pieces(), remarks: remarks() };
	assert.notEqual(whole.pieces, '');
});
after(async () => {
	server?.child.kill('SIGKILL');
	await server?.ended;
	rmSync(folder, { recursive: true, force: true });
});

test(`${KILLS} times kill -9 while a round closes`, async (t) => {
	const down = [], seen = { open: 0, closed: 0, told: 0 };
	let acknowledged = 0;

	layAgain();
	const had = sheets(closing.id);

	for (let i = 0; i < KILLS; i++) {
		let isOver = false;

		layAgain();
		server = await serve({ db, args });
		lead.url = server.url;
		const people = other.codes.Groen.slice(0, 6).map((code) => new Respondent(server, code));

		for (const p of people)
			await p.level();
		const saving = people.map((p) => p.keepSaving(() => isOver));
		const answered = closeRound();

		await pause(Math.random() * whole.took * 1.5);
		isOver = true;
		const killed = await killAndStart(server, async () => {
			await Promise.all(saving);
			await answered;
			return serve({ db, args });
		});

		server = killed.server;
		down.push(killed.down);
		for (const p of people)
			await p.at(server).check(`kill ${i + 1}`);
		acknowledged += acknowledgedOf(people);
		const is = stage(), told = await answered;

		if (told === 303) {
			seen.told++;
			acknowledged++;
			assert.equal(is, '2', 'the lead was told that it is closed');
		}
		seen[is === '2' ? 'closed' : 'open']++;
		if (is === '2') {
			assert.equal(sheets(closing.id), '0');
			assert.equal(pieces(), whole.pieces);
			assert.equal(remarks(), whole.remarks);
		} else {
			assert.equal(is, '1');
			assert.equal(sheets(closing.id), had);
			assert.equal(pieces(), '');
		}
		assert.equal(sql(db, 'PRAGMA integrity_check; PRAGMA foreign_key_check'), 'ok');
		server.child.kill('SIGKILL');
		await server.ended;
	}
	tell(t, { kind: 'kill -9 while a round closes', times: KILLS, acknowledged, down,
		remark: `${seen.closed} closed, ${seen.open} still open` });
});

// SPDX-License-Identifier: EUPL-1.2
// Closing on the date.  A round that cannot be closed keeps no other from it, also of
// other organisations; and what earlier versions could leave is no reason not to.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { patient } from '../play/patience.mjs';
import { answer, makeRound } from '../play/round.mjs';
import { addAccount, serve, sql } from '../play/server.mjs';

let folder, db, broken, late, other, lost;

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
const stage = (round) => sql(db, `SELECT stage FROM round WHERE id = ${round.id}`);

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-sweep-'));
	db = join(folder, 'peil.db');
	addAccount(db);
	addAccount(db, 'piet', 'Gemeente Elders');
	const server = await serve({ db });

	broken = await makeRound(server, { name: 'Kapot' });
	late = await makeRound(server, { name: 'Loopt nog' });
	lost = await makeRound(server, { name: 'Kaarten van geen groep', until: 'cards' });
	other = await makeRound(server, { name: 'Elders', login: 'piet' });
	for (const code of other.codes.Burgerzaken.slice(0, 6))
		await answer(server, code);
	// As groups that were saved while cards were made used to leave it.
	sql(db, `INSERT INTO ticket SELECT id + 1, purpose, round, 12345, randomblob(16), 0 FROM ticket WHERE round = ${lost.id} LIMIT 9`);
	assert.equal((await lost.lead.post(`${lost.path}/openen`)).status, 303, 'it opens');
	assert.equal(sql(db, `SELECT count(*) FROM sheet WHERE round = ${lost.id} AND unit = 12345`), '0', 'without them');
	// And as it lay in rounds that were opened then.
	sql(db, `INSERT INTO sheet SELECT (SELECT max(id) FROM sheet) + 1, round, 12345, randomblob(16), zeroblob(length(answers)) FROM sheet WHERE round = ${lost.id} LIMIT 1`);
	await server.stop();
	sql(db, `UPDATE sheet SET answers = zeroblob(3) WHERE round = ${broken.id}; UPDATE round SET closes = 1000 + id % 7 WHERE id IN (${lost.id}, ${other.id});
		UPDATE round SET closes = 1 WHERE id = ${broken.id}`);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('a round that cannot be closed stays open and is said; the others close', async () => {
	const server = await serve({ db });
	const until = performance.now() + patient(20000);

	while (performance.now() < until && (stage(other) !== '2' || stage(lost) !== '2' || !/stay open/.test(server.log)))
		await pause(50);
	assert.equal(stage(other), '2', 'of another organisation');
	assert.equal(sql(db, `SELECT sum(answered) FROM unit WHERE round = ${other.id}`), '6');
	assert.equal(stage(lost), '2', 'with cards of no group');
	assert.equal(stage(late), '1', 'before its date');
	assert.equal(stage(broken), '1');
	assert.ok(Number(sql(db, `SELECT count(*) FROM sheet WHERE round = ${broken.id}`)) > 0, 'with all it had');
	assert.match(server.log, new RegExp(`round ${broken.id} cannot be closed: a sheet of 3 bytes`));
	assert.match(server.log, /1 of 3 rounds stay open; tried again in a minute/);
	assert.equal(await server.stop(), 0);
});

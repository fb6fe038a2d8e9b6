// SPDX-License-Identifier: EUPL-1.2
// A disk that is full, at each way of writing: a save, handing in, a vote, a lead's form, a file,
// opening, closing, signing in, a backup.  Each is told to whoever did it, leaves nothing half, keeps
// nothing of before from being read, and succeeds when there is room again.
// limit: 300 s
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { tell } from '../play/crash.mjs';
import { answer, makeRound } from '../play/round.mjs';
import { addAccount, attempt, serve, sql } from '../play/server.mjs';
import { phone, workshop } from '../play/workshop.mjs';

const disk = mkdtempSync(join(tmpdir(), 'peil-full-')), db = join(disk, 'peil.db'), filler = join(disk, 'filler');
const run = (...words) => spawnSync(words[0], words.slice(1), { encoding: 'utf8' });
const skip = process.getuid() !== 0 || run('mount', '-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk).status !== 0
	? 'mounting a small disk needs root' : false;
const told = [];
let server, open, ready, closing, room, topic, who;

before(async () => {
	if (skip)
		return;
	addAccount(db);
	server = await serve({ db, args: ['--quiet'] });
	room = await workshop(server);
	[topic] = room.topics;
	await room.step(topic, 1);
	open = await makeRound(server, { name: 'Open' });
	ready = await makeRound(server, { name: 'Gaat open', until: 'cards' });
	closing = await makeRound(server, { name: 'Sluit' });
	for (const code of closing.codes.Burgerzaken.slice(0, 6))
		await answer(server, code, { remark: 'x'.repeat(200) });
	who = await answer(server, open.codes.Groen[0], { handIn: false });
});
after(async () => {
	await server?.stop();
	if (!skip)
		run('umount', disk);
	rmSync(disk, { recursive: true, force: true });
});

// Not a block is left, also not in the log, which is emptied first.
function fill() {
	sql(db, 'PRAGMA wal_checkpoint(TRUNCATE)');
	run('dd', 'if=/dev/zero', `of=${filler}`, 'bs=64k');
	run('dd', 'if=/dev/zero', `of=${filler}2`, 'bs=4096');
}

function makeRoom() {
	rmSync(filler, { force: true });
	rmSync(`${filler}2`, { force: true });
}

const content = () => sql(db, `SELECT (SELECT count(*) FROM sheet), (SELECT group_concat(hex(answers)) FROM sheet), (SELECT group_concat(hex(texts)) FROM note_slot),
	(SELECT count(*) FROM ticket), (SELECT group_concat(stage || name || purpose) FROM round), (SELECT count(*) FROM unit), (SELECT count(*) FROM finding),
	(SELECT count(*) FROM evidence_file), (SELECT count(*) FROM session), (SELECT group_concat(hex(counts)) FROM vote_count), (SELECT count(*) FROM vote_phone), (SELECT count(*) FROM piece)`);

// Refused with 503, in words, and nothing written; then done.
async function refusedThenDone(what, f, right = [303]) {
	const had = content();

	fill();
	const refused = await f();

	assert.equal(refused.status, 503, `${what}: ${refused.body_text.replace(/<[^>]*>/g, ' ').slice(0, 300)}`);
	assert.match(refused.body_text, /Bewaren lukt nu niet|kon niet worden bewaard|niet bewaard/, what);
	assert.ok(refused.headers.get('retry-after'), `${what}: when to try again`);
	assert.equal((await who.get(`/s/${open.codes.Groen[0]}/2`)).status, 200, `${what}: reading goes on`);
	makeRoom();
	assert.equal(content(), had, `${what}: nothing half`);
	const done = await f();

	assert.ok(right.includes(done.status), `${what} with room: ${done.status} ${done.body_text.replace(/<[^>]*>/g, ' ').slice(0, 300)}`);
	told.push(what);
}

const ways = {
	'a save': () => who.post(`/s/${open.codes.Groen[0]}/2`, { nu: 2, straks: 5, opmerking: 'y'.repeat(200) }),
	'handing in': () => who.post(`/s/${open.codes.Groen[0]}/inleveren`),
	'a vote': async () => (await phone(server, room)).vote(topic, 1, 3),
	'a form of a lead': () => ready.lead.post(`${ready.path}/bewerken`, { naam: 'Een andere naam', bedoeling: 'Omdat het kan.', k: '5',
		sluit: new Date(Date.now() + 20 * 864e5).toISOString().slice(0, 10), nl: '1', opgave1: 'Minder schulden', mensen1: 'gezinnen' }),
	'a file': () => room.lead.postFiles(`${room.round.path}/bevindingen/nieuw`, { onderwerp: '2', laag: '1', houding: '0', tekst: 'Iedereen kent de eigenaar.',
		sessie: '0', bestand: new File([Buffer.alloc(900_000, '%PDF-1.7 a\n')], 'stuk.pdf') }),
	'a large file': () => room.lead.postFiles(`${room.round.path}/bevindingen/nieuw`, { onderwerp: '2', laag: '1', houding: '0', tekst: 'Iedereen kent de eigenaar.',
		sessie: '0', bestand: new File([Buffer.alloc(8_000_000, '%PDF-1.7 a\n')], 'groot.pdf') }),
	opening: () => ready.lead.post(`${ready.path}/openen`),
	'signing in': () => server.visitor().signIn(),
	closing: () => closing.lead.post(`${closing.path}/sluiten`),
};

for (const [what, f] of Object.entries(ways))
	test(`a full disk: ${what}`, { skip }, () => refusedThenDone(what, f));

test('a full disk: a backup beside it', { skip }, () => {
	const copies = join(disk, 'kopieen');

	mkdirSync(copies);
	fill();
	const { code, stderr } = attempt(['backup', '--db', db, copies]);

	assert.equal(code, 1);
	assert.match(stderr, /full/);
	assert.deepEqual(readdirSync(copies), [], 'nothing half is left');
	makeRoom();
	assert.equal(attempt(['backup', '--db', db, copies]).code, 0);
	assert.equal(readdirSync(copies).length, 1);
	told.push('a backup');
});

test('what was closed on a full disk is scrubbed when there is room, and all is whole', { skip }, async (t) => {
	assert.equal(sql(db, `SELECT count(*) FROM sheet WHERE round = ${closing.id}`), '0');
	assert.equal(sql(db, `SELECT sum(answered) FROM unit WHERE round = ${closing.id}`), '6');
	assert.equal(sql(db, 'PRAGMA integrity_check; PRAGMA foreign_key_check'), 'ok');
	assert.ok(!existsSync(filler));
	tell(t, { kind: 'disk full', times: told.length, acknowledged: told.length, remark: told.join(', ') });
});

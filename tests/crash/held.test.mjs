// SPDX-License-Identifier: EUPL-1.2
// Somebody else holds the database, or moves it away, while people save: who is refused is told so
// and tries again, what was confirmed is there afterwards, and it goes on by itself.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { acknowledgedOf, pause, Respondent, tell } from '../play/crash.mjs';
import { until } from '../play/patience.mjs';
import { makeRound } from '../play/round.mjs';
import { addAccount, serve, sql } from '../play/server.mjs';

const isLarge = Boolean(process.env.PEIL_TEST_KILLS);
let folder, db, server, people;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-held-'));
	db = join(folder, 'peil.db');
	addAccount(db);
	server = await serve({ db, args: ['--quiet'] });
	const { codes } = await makeRound(server);

	people = codes.Burgerzaken.slice(0, 6).map((code) => new Respondent(server, code));
	for (const p of people)
		await p.level();
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});

// Saves all the time; 503 is heard, and tried again.
async function keepTrying(person, isOver, seen) {
	while (!isOver()) {
		const level = 1 + person.tries++ % 5;
		const answer = await person.visitor.post(person.path, { nu: String(level), naar: 'volgende' });

		if (answer.status === 303) {
			person.confirmed = level;
			person.acknowledged++;
			seen.last = performance.now();
		} else {
			assert.equal(answer.status, 503);
			assert.match(answer.body_text, /Bewaren lukt nu niet/);
			assert.ok(answer.headers.get('retry-after'));
			seen.refused++;
		}
		await pause(20);
	}
}

// `hold` takes it away, for so many ms, and gives what brings it back.
async function under(t, { kind, times, ms }, hold) {
	const down = [], seen = { refused: 0, last: 0 };
	const had = acknowledgedOf(people);
	let isOver = false;
	const saving = people.map((p) => keepTrying(p, () => isOver, seen));

	for (let i = 0; i < times; i++) {
		await pause(100);
		const at = performance.now(), back = await hold();

		await pause(ms);
		assert.equal((await people[0].visitor.twin().get('/hulp')).status, 200, 'reading goes on');
		await back();
		const from = performance.now();

		await until(() => seen.last > from, `saved again after ${kind}`);
		down.push(seen.last - at);
	}
	isOver = true;
	await Promise.all(saving);
	for (const p of people)
		await p.check(kind);
	assert.equal(sql(db, 'PRAGMA integrity_check'), 'ok');
	tell(t, { kind, times, acknowledged: acknowledgedOf(people) - had, down,
		remark: `for ${ms / 1000} s each; ${seen.refused} saves refused with 503; seconds until one was saved` });
}

test('somebody else holds the database', (t) => under(t, { kind: 'a locked database', times: isLarge ? 5 : 1, ms: 7000 }, async () => {
	const holder = spawn('sqlite3', ['-cmd', '.timeout 5000', db], { stdio: ['pipe', 'pipe', 'inherit'] });

	holder.stdin.write("BEGIN IMMEDIATE;\nSELECT 'held';\n");
	await new Promise((done) => { holder.stdout.once('data', done); });
	return async () => {
		const ended = new Promise((done) => { holder.on('exit', done); });

		holder.stdin.end('ROLLBACK;\n');
		await ended;
	};
}));

test('somebody moves the file away and back', (t) => under(t, { kind: 'a moved file', times: isLarge ? 10 : 2, ms: 2000 }, async () => {
	renameSync(db, `${db}.away`);
	return async () => renameSync(`${db}.away`, db);
}));

// SPDX-License-Identifier: EUPL-1.2
// An upgrade under load: the old program is asked to stop, the new one brings the same file a step
// further and starts at the same address, while forms of respondents and phones try again. Each
// form is answered, what was acknowledged by either is there, a session of a lead goes on, and the
// old program refuses the file of the new one.
// limit: 300 s
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { acknowledgedOf, answers, freePort, pause, Respondent, tell } from '../play/crash.mjs';
import { steps } from '../play/earlier.mjs';
import { answer, makeRound } from '../play/round.mjs';
import { addAccount, attempt, peil, serve, sql } from '../play/server.mjs';

const next = resolve(dirname(peil), '../tests/crash/peil_next');
const skip = existsSync(next) ? false : `the build has no ${next}`;
const TIMES = process.env.PEIL_TEST_KILLS ? 20 : 3;
const args = ['--quiet'];
let folder, db, laid, port, people, round;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-upgrade-'));
	db = join(folder, 'peil.db');
	laid = join(folder, 'laid.db');
	addAccount(db);
	port = await freePort();
	const server = await serve({ db, port, args });

	round = await makeRound(server);
	for (const code of round.codes.Groen.slice(0, 5))
		await answer(server, code);
	people = round.codes.Burgerzaken.slice(0, 8).map((code) => new Respondent(server, code));
	for (const p of people)
		await p.level();
	await server.stop();
	// As large as that of some organisations: a copy of it is made before the step.
	sql(db, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
		INSERT INTO organisation (id, name, created) SELECT 1000 + i, 'O' || i || printf('%800s', 'x'), 1 FROM n; PRAGMA wal_checkpoint(TRUNCATE)`);
	copyFileSync(db, laid);
});
after(() => rmSync(folder, { recursive: true, force: true }));

async function keepTrying(person, isOver, seen) {
	while (!isOver()) {
		if (await person.save())
			seen.last = performance.now();
		else
			await pause(20);
	}
}

test(`${TIMES} upgrades while people save`, { skip }, async (t) => {
	const down = [];

	for (let i = 0; i < TIMES; i++) {
		for (const end of ['', '-wal', '-shm'])
			rmSync(db + end, { force: true });
		copyFileSync(laid, db);
		people.forEach((p) => { p.confirmed = 0; p.maybe = null; });
		const seen = {};
		let isOver = false, server = await serve({ db, port, args });
		const saving = people.map((p) => keepTrying(p, () => isOver, seen));

		await pause(200 + Math.random() * 200);
		const at = performance.now();

		assert.equal(await server.stop(), 0, 'the old one ended as it should');
		server = await serve({ db, port, args, program: next });
		while (!await answers(server.url))
			await pause(2);
		down.push(performance.now() - at);
		const from = performance.now();

		while (!(seen.last > from))
			await pause(5);
		await pause(100);
		isOver = true;
		await Promise.all(saving);
		for (const p of people)
			await p.check(`upgrade ${i + 1}`);
		assert.equal((await round.lead.get(round.path)).status, 200, 'who was signed in still is');
		assert.equal(await server.stop(), 0);
		assert.equal(sql(db, 'PRAGMA user_version; PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT count(*) FROM next_step'),
			`${steps.length + 1}\nok\n10001`);
		assert.ok(!existsSync(`${db}-v${steps.length}.bak`));
	}
	const back = attempt(['serve', '--db', db, '--listen', '127.0.0.1:0']);

	assert.equal(back.code, 1);
	assert.match(back.stderr, /was made by a newer peil/);
	tell(t, { kind: 'an upgrade under load', times: TIMES, acknowledged: acknowledgedOf(people), down,
		remark: `a file of ${(Number(sql(db, 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')) / 1e6).toFixed(0)} MB goes a step further; ${people.reduce((n, p) => n + p.refused, 0)} saves refused with 503 and tried again` });
});

// SPDX-License-Identifier: EUPL-1.2
// Closing a round in a file with much evidence: how long somebody who saves waits
// meanwhile, and the most memory that the server had.  PEIL=… names another program;
// the first argument is the number of megabytes, the second `killed`: the server is
// killed behind the closing, and what is measured is the next start.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { answer, makeRound } from '../tests/play/round.mjs';
import { addAccount, serve, sql } from '../tests/play/server.mjs';

const SAVERS = 4;
const [megabytes = '544', how = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? '/var/tmp', 'peil-bench-'));
const db = join(folder, 'peil.db');
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
let server;

function mostMemory() {
	return Number(readFileSync(`/proc/${server.child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1]) / 1024;
}

// Saves until told to stop; the waits in milliseconds.
async function saves(visitor, code, waits, is) {
	for (let level = 1; !is.over; level = 1 + (level % 5)) {
		const from = performance.now();

		await visitor.post(`/s/${code}/1`, { nu: level });
		waits.push(performance.now() - from);
	}
}

async function measure(what, act, codes) {
	const is = { over: false };
	const waits = [];
	const people = await Promise.all(codes.map((code) => answer(server, code)));
	const before = mostMemory();
	const saving = people.map((visitor, i) => saves(visitor, codes[i], waits, is));

	await pause(500);
	const from = performance.now();

	await act();
	const took = performance.now() - from;

	is.over = true;
	await Promise.all(saving);
	waits.sort((a, b) => a - b);
	console.log(`${what}: ${took.toFixed(0)} ms; ${waits.length} saves beside it waited `
		+ `${waits[Math.floor(waits.length / 2)].toFixed(1)} ms, the longest ${waits.at(-1).toFixed(0)} ms; `
		+ `memory ${before.toFixed(0)} MB before, ${mostMemory().toFixed(0)} MB at most`);
}

try {
	addAccount(db);
	server = await serve({ db, args: ['--quiet'] });
	const closing = await makeRound(server, { name: 'Sluit' });
	const open = await makeRound(server, { name: 'Blijft open' });

	await Promise.all(closing.codes.Burgerzaken.slice(0, 8).map((code) => answer(server, code, { remark: 'Een opmerking' })));
	await server.stop();
	sql(db, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${Math.ceil(megabytes / 8)})
		INSERT INTO evidence_file (id, round, name, type, bytes)
		SELECT i, ${closing.id}, i || '.png', 'png', randomblob(8 << 20) FROM n; PRAGMA wal_checkpoint(TRUNCATE);`);
	server = await serve({ db, args: ['--quiet'] });
	await pause(1500);	// what a start does
	closing.lead = await server.signedIn();
	open.lead = closing.lead;
	console.log(`file of ${(statSync(db).size / 1e6).toFixed(0)} MB, ${SAVERS} savers`);
	await measure('closing', async () => {
		await closing.lead.get(`${closing.path}/sluiten`);
		const posted = await closing.lead.post(`${closing.path}/sluiten`);

		if (posted.status !== 303)
			throw new Error(`closing: ${posted.status}`);
	}, open.codes.Burgerzaken.slice(0, SAVERS));
	if (how === 'killed') {
		await open.lead.get(`${open.path}/sluiten`).catch(() => null);
		open.lead.post(`${open.path}/sluiten`).catch(() => null);
		while (sql(db, `SELECT stage FROM round WHERE id = ${open.id}`) !== '2')
			await pause(5);
		server.child.kill('SIGKILL');
		await server.ended;
		server = await serve({ db, args: ['--quiet'] });
		await pause(5000);
		console.log(`memory after a start that scrubs: ${mostMemory().toFixed(0)} MB at most`);
	}
} finally {
	server?.child.kill('SIGKILL');
	await server?.ended;
	rmSync(folder, { recursive: true, force: true });
}

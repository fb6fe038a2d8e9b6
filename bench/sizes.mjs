// SPDX-License-Identifier: EUPL-1.2
// What a round costs by the number of people: disk while it is open and after closing,
// the most memory, and seconds of the processor.  Everybody fetches each page, answers
// everything, writes one remark and hands in, as with a phone; then the round closes and
// its picture is read.  Arguments: numbers of people.
import { Agent, request } from 'node:http';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeRound, subjects } from '../tests/play/round.mjs';
import { addAccount, serve } from '../tests/play/server.mjs';

const GROUP = 20, AT_ONCE = 32;
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1000, 10000];
const ticks = 100;	// USER_HZ of Linux

function megabytes(folder) {
	return readdirSync(folder).filter((name) => name.startsWith('peil.db'))
		.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
}

function processor(pid) {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');

	return (Number(fields[11]) + Number(fields[12])) / ticks;
}

const memory = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1]) / 1024;

// One phone: its cookies, and a connection of the pool.
function phone(server, agent) {
	const cookies = new Map();

	return (path, fields) => new Promise((done, failed) => {
		const body = fields && new URLSearchParams(fields).toString();
		const q = request(new URL(path, server.url), { agent, method: fields ? 'POST' : 'GET',
			headers: { ...(cookies.size && { cookie: [...cookies.values()].join('; ') }),
				...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }) } },
		(answer) => {
			for (const line of answer.headers['set-cookie'] ?? [])
				cookies.set(line.split('=')[0], line.split(';')[0]);
			answer.resume();
			answer.on('end', () => (answer.statusCode < 400 ? done(answer.headers.location) : failed(new Error(`${path}: ${answer.statusCode}`))));
		});

		q.on('error', failed);
		q.end(body);
	});
}

async function journey(ask, code) {
	await ask(`/s/${code}`);
	await ask(`/s/${code}/1`);
	for (let i = 1; i <= subjects; i++)
		await ask(await ask(`/s/${code}/${i}`, { nu: 1 + (i * code.length + code.charCodeAt(i)) % 5, straks: 4, naar: 'volgende',
			...(i === 1 && { opmerking: 'Wij hebben drie lijsten die elkaar tegenspreken, en niemand weet welke klopt.' }) }));
	await ask(await ask(`/s/${code}/slot`, [['keuze[]', '1'], ['keuze[]', '2'], ['naar', 'volgende']]));
	await ask(await ask(`/s/${code}/inleveren`, {}));
}

async function measure(people) {
	const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? '/var/tmp', 'peil-bench-'));
	const db = join(folder, 'peil.db');
	const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
	let server;

	try {
		addAccount(db);
		server = await serve({ db, args: ['--quiet'] });
		const rows = Array.from({ length: people / GROUP }, (_, i) => `Afdeling ${Math.floor(i / 10)};Team ${i};team;${GROUP}`).join('\n');
		const { pid } = server.child;
		const before = processor(pid);
		const round = await makeRound(server, { rows });
		const codes = Object.values(round.codes).flat();
		const made = processor(pid);

		await Promise.all(Array.from({ length: AT_ONCE }, async () => {
			for (let code = codes.pop(); code; code = codes.pop())
				await journey(phone(server, agent), code);
		}));
		const answered = processor(pid), open = megabytes(folder);
		const { status } = await round.lead.post(`${round.path}/sluiten`);

		if (status !== 303)
			throw new Error(`closing: ${status}`);
		for (const page of ['beeld', 'beeld.csv', 'beeld/statistiek.json', 'agenda', 'opmerkingen']) {
			const answer = await round.lead.get(`${round.path}/${page}`);

			if (answer.status !== 200)
				throw new Error(`${page}: ${answer.status}`);
		}
		const closed = processor(pid), most = memory(pid);

		await server.stop();	// the log is emptied into the file
		console.log(`${people} people in ${people / GROUP} groups: ${open.toFixed(1)} MB on disk while open, `
			+ `${megabytes(folder).toFixed(1)} MB after closing; at most ${most.toFixed(0)} MB of memory; `
			+ `${(made - before).toFixed(1)} s of the processor to make it, ${(answered - made).toFixed(1)} s to answer `
			+ `(${(1000 * (answered - made) / people).toFixed(1)} ms each), ${(closed - answered).toFixed(1)} s to close and look`);
	} finally {
		agent.destroy();
		server?.child.kill('SIGKILL');
		await server?.ended;
		rmSync(folder, { recursive: true, force: true });
	}
}

for (const people of sizes)
	await measure(people);

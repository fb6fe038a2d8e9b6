// SPDX-License-Identifier: EUPL-1.2
// soak.mjs PEIL: the server under mixed load for SOAK_MINUTES (60): people who answer and who change
// their mind, rounds that are made, closed, looked at and exported, sign-ins, a meeting with phones
// that come and go, connections that are kept, dropped and cut, and two restarts with SIGTERM.
// It says every so often what the server holds.  Red when memory or descriptors keep growing
// between the restarts, or when anything that was acknowledged is not there.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [program] = process.argv.slice(2);

if (!program) {
	console.error('usage: node tools/soak.mjs PEIL');
	process.exit(2);
}
process.env.PEIL = resolve(program);
const { addAccount, serve, sql } = await import('../tests/play/server.mjs');
const { acknowledgedOf, answers, freePort, pause, Respondent } = await import('../tests/play/crash.mjs');
const { answer, close, makeRound } = await import('../tests/play/round.mjs');
const { follow, phone, workshop } = await import('../tests/play/workshop.mjs');

const MINUTES = Number(process.env.SOAK_MINUTES || 60), SAMPLES = 60;
const RSS_GROWTH = 8 * 1024, FD_GROWTH = 16;	// kB and number: what may come on top of a tenth
const folder = mkdtempSync(join(tmpdir(), 'peil-soak-')), db = join(folder, 'peil.db');
let began = performance.now();	// of the load
const isOver = () => performance.now() >= began + MINUTES * 60e3;
const done = {}, errors = [], samples = [], down = [], kept = new Set();
let server, port, restarts = 0, pages = 0;

const count = (what) => { done[what] = (done[what] ?? 0) + 1; };
const address = () => `10.${Math.random() * 256 | 0}.${Math.random() * 256 | 0}.${Math.random() * 256 | 0}`;
const some = (list) => list[Math.random() * list.length | 0];

function fault(what, e) {
	errors.push(`${what}: ${String(e?.message ?? e).replace(/\s+/g, ' ').slice(0, 200)}`);
	console.log(`  fault: ${errors.at(-1)}`);
}

// What a connection says that is cut off while the server starts again.
const isCut = (e) => e?.name === 'TypeError' && e.message === 'fetch failed';
// What it answers while it stops, or when it has enough to do.
const isBusy = (e) => e?.code === 'ERR_ASSERTION' && [503, 429].includes(e.actual);

// Does it again and again until it is over; who is cut off tries again.
async function keep(what, every, f) {
	while (!isOver()) {
		try {
			await f();
			count(what);
		} catch (e) {
			if (isCut(e))
				count('cut off, tried again');
			else if (isBusy(e))
				count('busy, tried again');
			else
				fault(what, e);
			await pause(100);
		}
		await pause(every);
	}
}

function expect(got, right, what) {
	pages++;
	if (![...right, 503, 429].includes(got.status))
		throw new Error(`${what} answered ${got.status}`);
	if (!right.includes(got.status))
		count(`answered ${got.status}`);
	return got;
}

// --- what people do -----------------------------------------------------------------------

// One round from its beginning to its exports; who handed in must be counted.
async function wholeRound() {
	const round = await makeRound(server, { name: `Ronde ${done['whole rounds'] ?? 0}` });
	const codes = round.codes.Burgerzaken.slice(0, 6);
	let handedIn = 0;

	for (const code of codes) {
		await answer(server, code, { now: () => 1 + (Math.random() * 5 | 0), remark: 'x'.repeat(Math.random() * 300 | 0) });
		handedIn++;
	}
	await close(round);
	if (Number(sql(db, `SELECT sum(answered) FROM unit WHERE round = ${round.id}`)) !== handedIn)
		fault('lost', `of ${handedIn} handed in round ${round.id} counts others`);
	count('handed in');
	closed.push(round);
	closed.splice(0, closed.length - 5);
}

async function look() {
	const round = some(closed);
	const path = some(['/beeld', '/beeld.csv', '/beeld/statistiek.json', '/beeld/statistiek.csv', '/agenda', '', '/opmerkingen', '/sessies']);

	if (round)
		expect(await round.lead.get(round.path + path), [200], path);
}

async function signIn() {
	const visitor = server.visitor();
	const wrong = Math.random() < 0.7;
	const got = await visitor.signIn(wrong ? `iemand${Math.random()}` : 'lotte', wrong ? 'niet het goede wachtwoord' : undefined,
		{ 'X-Forwarded-For': address() });

	expect(got, wrong ? [422] : [303], 'signing in');
}

async function turn(room) {
	const topic = some(room.topics);
	const phones = await Promise.all(Array.from({ length: 7 }, () => phone(server, room)));
	const voted = [];

	expect(await room.step(topic, 1), [303], 'a step');
	await room.act({ actie: 'opnieuw', onderwerp: topic });
	const html = await room.screen();
	const number = Number(html.match(/name="beurt" value="(\d+)"/)?.[1] ?? 1);

	for (const p of phones)
		voted.push(expect(await p.vote(topic, number, 1 + (Math.random() * 5 | 0)), [303, 409, 410], 'a vote').status);
	expect(await room.act({ actie: 'tonen', onderwerp: topic, zeker: '1' }), [303, 409], 'showing');
}

async function screens(room) {
	const streams = Array.from({ length: 12 }, () => follow(server, `/mee/${room.code}/stroom`));

	await Promise.all(streams.map((s) => s.ready));
	await pause(1000 + Math.random() * 4000);
	for (const s of streams)
		s.close();
}

// Kept open and idle, dropped in the middle of a head, cut in the middle of a body.
async function connections() {
	const texts = ['', 'GET / HTTP/1.1\r\nHost: a\r\n', 'GET /hulp HTTP/1.1\r\nHost: a\r\n\r\n',
		`POST /meedoen HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000\r\n\r\n${'x'.repeat(2000)}`];
	const mine = Array.from({ length: 20 }, (_, i) => {
		const socket = connect(port, '127.0.0.1');

		kept.add(socket);
		socket.on('error', () => {}).on('close', () => kept.delete(socket)).on('data', () => {});
		socket.on('connect', () => socket.write(texts[i % texts.length]));
		return socket;
	});

	await pause(500 + Math.random() * 2000);
	for (const socket of mine)
		if (Math.random() < 0.8)
			socket.destroy();
}

// --- what the server holds ------------------------------------------------------------------

function sample() {
	const { pid } = server.child;
	const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'latin1') : '';

	if (!/^VmRSS/m.test(status))	// it is stopping
		return;
	const field = (name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))[1]);
	let fds = NaN;

	try {
		fds = readdirSync(`/proc/${pid}/fd`).length;
	} catch { /* not dumpable, and we are not root */ }
	const is = { at: performance.now() - began, restarts, rss: field('VmRSS'), fds, threads: field('Threads'),
		file: statSync(db).size, log: statSync(`${db}-wal`, { throwIfNoEntry: false })?.size ?? 0, errors: errors.length };

	samples.push(is);
	console.log(`${(is.at / 60e3).toFixed(1).padStart(6)} min  ${String(is.rss).padStart(7)} kB  ${String(is.fds).padStart(5)} descriptors  `
		+ `${String(is.threads).padStart(3)} threads  ${(is.file / 1e6).toFixed(1).padStart(6)} + ${(is.log / 1e6).toFixed(1).padStart(4)} MB  `
		+ `${String(is.errors).padStart(3)} faults  ${String(pages).padStart(7)} pages`);
}

async function sampling() {
	for (let i = 1; i <= SAMPLES && !isOver(); i++) {
		await pause(Math.max(0, began + i * MINUTES * 60e3 / SAMPLES - performance.now()));
		sample();
	}
}

// At a quarter and at three quarters of the time; between them is the long period that is judged.
async function restarting() {
	for (const part of [0.25, 0.75]) {
		await pause(Math.max(0, began + part * MINUTES * 60e3 - performance.now()));
		const at = performance.now(), code = await server.stop();

		if (code !== 0)
			fault('SIGTERM', `ended with ${code}`);
		const next = await serve({ db, port, args: ['--quiet'] });

		while (!await answers(next.url))
			await pause(2);
		Object.assign(server, next);
		down.push(performance.now() - at);
		restarts++;
	}
}

const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

// Of the long period: its last third beside its second.
function judge() {
	const long = samples.filter((s) => s.restarts === 1);
	const third = Math.floor(long.length / 3);
	const grown = (of, how, more) => {
		const then = how(long.slice(third, 2 * third).map((s) => s[of])), now = how(long.slice(2 * third).map((s) => s[of]));

		console.log(`${of} between the restarts: ${then} in the second third, ${now} in the last`);
		if (now > then * 1.1 + more)
			fault('keeps growing', `${of}: ${then}, then ${now}`);
	};

	if (third < 2)
		return fault('too short', 'nothing to judge by');
	grown('rss', middle, RSS_GROWTH);
	grown('fds', middle, FD_GROWTH);
	grown('threads', middle, 0);
	return undefined;
}

// --- the run --------------------------------------------------------------------------------

const closed = [];

addAccount(db);
port = await freePort();
server = await serve({ db, port, args: ['--quiet'] });
const room = await workshop(server);
const open = await makeRound(server, { name: 'Open' });
const people = Object.values(open.codes).flat().slice(0, 16).map((code) => new Respondent(server, code));

for (const p of people)
	await p.level();
began = performance.now();
sample();
await Promise.all([
	...people.map((p) => keep('saves', 50, async () => { if (!await p.save()) await pause(50); pages++; })),
	keep('whole rounds', 500, wholeRound), keep('pages and exports', 200, look), keep('sign-ins', 700, signIn),
	keep('turns of votes', 300, () => turn(room)), keep('screens', 0, () => screens(room)), keep('connections', 0, connections),
	sampling(), restarting(),
]);
for (const p of people)
	await p.check('at the end').catch((e) => fault('lost', e));
if (sql(db, 'PRAGMA integrity_check; PRAGMA foreign_key_check') !== 'ok')
	fault('database', 'not whole');
for (const socket of kept)
	socket.destroy();
judge();
if (await server.stop() !== 0)
	fault('SIGTERM', 'did not end with 0');
rmSync(folder, { recursive: true });
console.log(`${JSON.stringify(done)}\nacknowledged saves: ${acknowledgedOf(people)}, lost: ${errors.filter((e) => e.startsWith('lost')).length}; `
	+ `down at the restarts: ${down.map((ms) => `${(ms / 1000).toFixed(2)} s`).join(', ')}; faults: ${errors.length}`);
process.exit(errors.length ? 1 : 0);

// SPDX-License-Identifier: EUPL-1.2
// Who has an old link or mistypes keeps nobody out; who guesses learns nothing
// after a while.  Everybody of one office comes from one address.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { close, makeRound } from '../play/round.mjs';
import { run, serve } from '../play/server.mjs';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const OFFICE = '198.51.100.1';
const GUESSER = '203.0.113.9';
const pages = JSON.parse(run(['pages'])).pages;
let server;
let made = 0;

// A code that is nobody's, and never the same.
function unknown(n = 12) {
	let code = '';

	for (let rest = ++made; code.length < n; rest = Math.floor(rest / 32))
		code = letters[rest % 32] + code;
	return code;
}

const from = (address) => ({ 'x-forwarded-for': address });

async function each(list, at, work) {
	const todo = [...list];

	await Promise.all(Array.from({ length: at }, async () => {
		while (todo.length)
			await work(todo.pop());
	}));
}

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
const times = (n) => Array.from({ length: n }, (_, i) => i);

before(async () => {
	server = await serve({ args: ['--quiet'] });
	server.account();
});
after(() => server.stop());

test('three hundred people with old links and typing errors, then a card of today', async () => {
	const old = await makeRound(server, { name: 'Vorig jaar' });
	const { codes } = await makeRound(server);
	const links = Object.values(old.codes).flat();
	const statuses = new Set();

	await close(old);
	await each(times(300), 8, async (i) => {
		const visitor = server.visitor();
		const typed = links[i % links.length].replace(/..$/, letters[i % 32] + letters[(i >> 5) % 32]);

		for (const path of [`/s/${links[i % links.length]}`, `/s/${typed}`, `/mee/${unknown(6)}`,
			`/r/${unknown(24)}`, `/feitcheck/${unknown()}`])
			statuses.add((await visitor.get(path, from(OFFICE))).status);
		statuses.add((await visitor.post('/meedoen', { code: typed }, from(OFFICE))).status);
		statuses.add((await visitor.post('/meedoen', { code: typed.slice(1) }, from(OFFICE))).status);
		statuses.add((await visitor.post('/mee', { code: 'ABC' }, from(OFFICE))).status);
	});
	assert.ok(!statuses.has(429), `everybody reads what is the matter: ${[...statuses]}`);
	const began = performance.now();
	const visitor = server.visitor();
	const joined = await visitor.post('/meedoen', { code: codes.Burgerzaken[0] }, from(OFFICE));

	assert.equal(joined.status, 303);
	assert.equal((await visitor.get(joined.headers.get('location'), from(OFFICE))).status, 200);
	assert.ok(performance.now() - began < 2000, 'at once');
	assert.equal((await visitor.signIn('lotte', undefined, from(OFFICE))).status, 303, 'nor is the lead kept out');
});

// Seventy people of one office, each with what lies on their desk: a card of a round that
// is closed, one that was replaced, and that one typed in five ways.
test('an office of seventy with old and replaced cards, and then those of today', async () => {
	const old = await makeRound(server, { name: 'Voorjaar', rows: 'Dienst;Kantoor;team;70' });
	const { codes, lead, path } = await makeRound(server, { name: 'Nu', rows: 'Dienst;Kantoor;team;70' });
	const [today, past] = [codes.Kantoor, old.codes.Kantoor], office = '198.51.100.70';
	const replaced = today.splice(0, 3), statuses = new Set();

	await close(old);
	for (const code of replaced)
		assert.equal((await lead.post(`${path}/kaarten/vervangen`, { code, vormnieuw: '2' })).status, 200);
	await each(times(70), 8, async (i) => {
		const visitor = server.visitor(), gone = replaced[i % replaced.length];

		for (const typed of [past[i], gone, gone.toLowerCase(), gone.replace(/(....)(?=.)/g, '$1-'), ` ${gone} `, `${unknown().slice(0, 12)}`])
			statuses.add((await visitor.post('/meedoen', { code: typed }, from(office))).status);
		statuses.add((await visitor.get(`/s/${gone}`, from(office))).status);
	});
	assert.ok(!statuses.has(429), `everybody reads what is the matter: ${[...statuses]}`);
	await each(today, 8, async (code) => {
		const visitor = server.visitor();

		assert.equal((await visitor.post('/meedoen', { code }, from(office))).status, 303);
		assert.equal((await visitor.get(`/s/${code}`, from(office))).status, 200);
	});
});

// Guesses as fast as it goes on one connection, until end() tells how many were
// looked up and how many refused.
function flood(address) {
	const socket = connect(server.port, '127.0.0.1');
	const began = performance.now();
	const count = { looked: 0, refused: 0 };
	const ended = new Promise((done) => { socket.on('close', done); });
	let waiting = 0;
	const more = () => {
		for (; waiting < 200; waiting++)
			socket.write(`GET /s/${unknown()} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${address}\r\n\r\n`);
	};

	socket.setEncoding('latin1').on('data', (text) => {
		for (const [, status] of text.matchAll(/HTTP\/1\.1 (\d+)/g)) {
			count[status === '429' ? 'refused' : 'looked']++;
			waiting--;
		}
		if (waiting < 100 && !socket.destroyed)
			more();
	});
	more();
	return {
		count,
		async end() {
			socket.destroy();
			await ended;
			return { ...count, seconds: (performance.now() - began) / 1000 };
		},
	};
}

test('a guesser is refused before the code is looked at, on every page that has one', async () => {
	const { codes } = await makeRound(server);
	const [mine, fresh, elsewhere, ...more] = codes.Burgerzaken;
	const me = server.visitor();
	const ask = async (path, headers = from(GUESSER)) => (await server.visitor().get(path, headers)).status;
	// One comes back each hundredth of a second, and the flood takes it; on a busy machine
	// not always at once.
	const isRefused = async (path) => {
		for (let turn = 0; turn < 4; turn++) {
			let refused = 0;

			for (let i = 0; i < 5; i++)
				refused += await ask(path()) === 429;
			if (refused >= 3)
				return true;
			await pause(500);
		}
		return false;
	};

	assert.equal((await me.get(`/s/${mine}`, from(GUESSER))).status, 200);
	const guesser = flood(GUESSER);

	while (guesser.count.refused < 500)
		await pause(50);
	for (const { method, path, limits } of pages.filter((p) => p.limits.some(({ of }) => of === 'different wrong codes of an address')))
		if (method === 'GET' && path.includes('{'))
			assert.ok(await isRefused(() => path.replace('{code}', unknown()).replace('{key}', unknown(24))
				.replace(/\{\w+\}/g, '1')), `${path} ${JSON.stringify(limits)}`);
	// Each its own: one that came through is let in from then on.
	assert.ok(await isRefused(() => `/s/${more.pop()}`), 'a right code looks like a wrong one');
	for (let i = 0; i < 5; i++)
		assert.equal((await me.get(`/s/${mine}`, from(GUESSER))).status, 200, 'who was in stays in');
	assert.equal(await ask(`/s/${elsewhere}`, from(OFFICE)), 200, 'others notice nothing');
	const { looked, refused, seconds } = await guesser.end();

	// 6,000 at once and 100 a second: at most 366,000 in an hour.
	assert.ok(looked >= 5000 && looked <= 6000 + 100 * (seconds + 1) + 32, `${looked} in ${seconds} s`);
	assert.ok(refused > 500);
	const waited = await server.visitor().get(`/s/${fresh}`, from(GUESSER));

	assert.ok(waited.status === 200 || waited.headers.get('retry-after') === '60');
});

test('an IPv6 subscriber is one address, however many it uses', async () => {
	let refused = 0;

	await each(times(700), 16, async (i) => {
		const { status } = await server.visitor().get(`/mee/${unknown(6)}`,
			from(`2001:db8:0:7:${(i + 1).toString(16)}::${(i * 7 + 1).toString(16)}`));

		refused += status === 429;
	});
	assert.ok(refused > 50, `${refused} of 100 beyond six hundred`);
	assert.equal((await server.visitor().get(`/mee/${unknown(6)}`, from('2001:db8:0:8::1'))).status, 404);
	assert.equal((await server.visitor().get(`/s/${unknown()}`, from('2001:db8:0:7::1'))).status, 404,
		'codes of sessions and of cards are counted apart');
});

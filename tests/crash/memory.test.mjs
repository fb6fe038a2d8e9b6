// SPDX-License-Identifier: EUPL-1.2
// The real server with the memory that its unit gives it and no swap, under the worst mix
// that we know, all at once: sign-ins, pictures and exports of 1,000 groups, large files,
// strangers that hold their bodies back, screens, slow readers.  It lives, and who
// answers goes on.  PEIL_TEST_ROUNDS makes it that many times as long and as many.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { cgroup, version } from '../play/cgroup.mjs';
import { tell } from '../play/crash.mjs';
import { findingRound } from '../play/finding.mjs';
import { planMeeting } from '../play/meeting.mjs';
import { plainProgram } from '../play/program.mjs';
import { makeRound } from '../play/round.mjs';
import { serve } from '../play/server.mjs';

const MIB = 1024 * 1024;
const rounds = Number(process.env.PEIL_TEST_ROUNDS ?? 1);
const unit = readFileSync('packaging/peil.service', 'utf8');
const limit = Number(unit.match(/^MemoryMax=(\d+)M$/m)[1]) * MIB;
const screens = Math.min(600 * rounds, 10000), groups = 1000;
const busy = [503, 429];
const skip = plainProgram ? false : 'only builds with a sanitizer';
const group = skip ? null : cgroup(limit);
const sockets = [];
let server, round, open, code;

before(async () => {
	if (skip)
		return;
	server = await serve({ args: ['--quiet'], program: group.why ? plainProgram : group.wrap(plainProgram) });
	server.account();
	round = await findingRound(server);
	// As many groups as the largest round that we plan for.
	server.sql(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${groups}),
			like_it AS (SELECT * FROM unit WHERE round = ${round.id} AND name = 'Loket')
		INSERT INTO unit (id, round, parent, position, name, kind, tag, size, cards, answered)
			SELECT 100000 + i, round, parent, position + i, 'Groep ' || i, kind, tag, size, cards, answered
			FROM n, like_it;
		INSERT INTO piece SELECT p.round, u.id, p.sheets, p.histogram FROM unit u, piece p
			WHERE u.round = ${round.id} AND u.id BETWEEN 100001 AND 100000 + ${groups} AND p.round = u.round AND p.unit NOT IN
				(SELECT id FROM unit WHERE id BETWEEN 100001 AND 100000 + ${groups}) AND p.sheets = (SELECT max(sheets) FROM piece WHERE round = p.round)`);
	open = await makeRound(server, { name: 'Nog open' });
	const meeting = await planMeeting(round);

	assert.equal((await round.lead.post(`${meeting}/live`, { actie: 'start' })).status, 303);
	code = (await round.lead.get(`${meeting}/live`)).body_text.match(/class="joincode"[^>]*>([^<]+)</)[1].replace('-', '');
});
after(async () => {
	for (const socket of sockets)
		socket.destroy();
	if (server && server.child.exitCode === null)
		await server.stop();
	if (group && !group.why)
		group.remove();
});

// A connection that sends this and reads only when it is asked to.
function line(text, reads = true) {
	return new Promise((done) => {
		const socket = connect(server.port, '127.0.0.1');
		let got = '';

		sockets.push(socket);
		socket.setEncoding('latin1');
		socket.on('error', () => done('closed'));
		socket.on('close', () => done(got || 'closed'));
		socket.on('connect', () => {
			socket.write(text);
			if (!reads) {
				socket.pause();
				done('');
			}
		});
		if (reads)
			socket.on('data', (part) => {
				got += part;
				if (got.includes('\r\n\r\n'))
					done(got);
			});
	});
}

const address = (i) => `10.${i >> 16 & 255}.${i >> 8 & 255}.${i & 255}`;
const all = (n, what) => Promise.all(Array.from({ length: n }, (_, i) => what(i)));
const times = async (n, what) => {
	const got = [];

	for (let i = 0; i < n; i++)
		got.push(await what(i));
	return got.flat();
};

const follow = (i) => line(`GET /mee/${code}/stroom HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${address(i)}\r\n\r\n`);
const holdBack = (i) => line(`POST /meedoen HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${address(i % 9)}\r\n`
	+ `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 16384\r\n\r\n${'x'.repeat(16383)}`, false);

async function signIn(i) {
	const answer = await fetch(`${server.url}/aanmelden`, {
		method: 'POST', redirect: 'manual', headers: { 'X-Forwarded-For': address(i), 'Sec-Fetch-Site': 'same-origin' },
		body: new URLSearchParams({ login: `iemand${i}`, wachtwoord: 'niet het goede wachtwoord' }),
	});

	await answer.arrayBuffer();
	return answer.status;
}

async function look(path) {
	const answer = await fetch(server.url + round.path + path, { headers: round.lead.headers() });

	return (await answer.arrayBuffer(), answer.status);
}

const lookAndWait = (path) => line(`GET ${round.path}${path} HTTP/1.1\r\nHost: a\r\nCookie: ${round.lead.headers().cookie}\r\n\r\n`, false);

async function upload(i) {
	const file = new File([Buffer.alloc(9 * MIB, `%PDF-1.7 ${i}\n`)], 'groot.pdf');

	return round.add({ bestand: file }).then((a) => a.status, () => 'closed');
}

// Answers one card after the other; each must be stored.
async function respond(until) {
	const people = Object.values(open.codes).flat().slice(0, 5).map((card) => ({ card, visitor: server.visitor() }));
	let n = 0;

	for (; !until.isOver || n < 20; n++) {
		const { card, visitor } = people[n % people.length];
		const answer = await visitor.post(`/s/${card}/1`, { nu: 1 + n % 5, opmerking: `${n}${'é'.repeat(300)}` });

		assert.equal(answer.status, 303, `answer ${n}`);
	}
	return n;
}

const tally = (list) => list.reduce((t, s) => ({ ...t, [s]: (t[s] ?? 0) + 1 }), {});

function checkStatuses(what, statuses, right) {
	assert.deepEqual(statuses.filter((s) => ![...right, ...busy].includes(s)), [], what);
}

function peakOfProcess() {
	return Number(readFileSync(`/proc/${server.child.pid}/status`, 'latin1').match(/^VmHWM:\s+(\d+)/m)[1]) * 1024;
}

test('the sum in the program is that of the unit', () => {
	assert.match(readFileSync('src/serve/memory.h', 'utf8'), new RegExp(`MEMORY_UNIT = ${limit / MIB} \\* 1024,`));
	for (const line of ['RestartSec=2', 'StartLimitIntervalSec=0', 'MemorySwapMax=0'])
		assert.ok(unit.includes(`\n${line}\n`), line);
});

test(`the worst mix fits into the unit's memory, and answering goes on`, { skip, timeout: 120000 + 60000 * rounds }, async (t) => {
	const until = { isOver: false };
	const joined = (await all(screens, follow)).map((a) => Number(a.slice(9, 12)));
	const answering = respond(until).catch((e) => e);

	assert.ok(joined.filter((s) => s === 200).length > screens * 0.9, JSON.stringify(tally(joined)));
	await all(600 * Math.min(rounds, 4), holdBack);
	await all(8, () => lookAndWait('/beeld'));
	const [signIns, pictures, exports, uploads] = await Promise.all([
		times(rounds, (n) => all(100, (i) => signIn(n * 100 + i))),
		times(rounds, () => all(12, () => look('/beeld'))),
		times(rounds, () => all(3, (i) => look(['/beeld.csv', '/beeld/statistiek.json', '/beeld/statistiek.csv'][i]))),
		times(rounds, () => all(6, upload)),
	]);

	until.isOver = true;
	const answered = await answering;

	if (answered instanceof Error)
		throw answered;

	checkStatuses('sign-ins', signIns, [422]);
	checkStatuses('pictures', pictures, [200]);
	checkStatuses('exports', exports, [200]);
	checkStatuses('uploads', uploads, [303, 422, 'closed']);
	assert.ok(pictures.includes(200), `somebody sees the picture: ${JSON.stringify(tally(pictures))}`);
	// What was told to come back later is there when it does.
	for (const path of ['/beeld', '/beeld.csv', '/beeld/statistiek.json']) {
		let status = 503;

		for (let n = 0; n < 20 && busy.includes(status); n++)
			status = await look(path);
		assert.equal(status, 200, path);
	}
	assert.equal(server.child.exitCode, null);
	assert.equal(server.child.signalCode, null);
	assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
	t.diagnostic(JSON.stringify({ answered, screens: tally(joined), signIns: tally(signIns), pictures: tally(pictures),
		exports: tally(exports), uploads: tally(uploads) }));
	if (group.why) {
		t.diagnostic(`${group.why}; the process itself had ${(peakOfProcess() / MIB).toFixed(0)} MiB at most`);
		assert.ok(peakOfProcess() < limit);
	} else {
		t.diagnostic(`${(group.peak() / MIB).toFixed(0)} MiB of ${limit / MIB}, of the process ${(peakOfProcess() / MIB).toFixed(0)}`);
		assert.equal(group.killed(), 0, 'nothing was killed for want of memory');
		tell(t, { kind: 'memory cgroup', times: 1, acknowledged: answered, remark: `version ${version}; ${joined.length} screens, uploads, `
			+ `exports, sign-ins at once; ${(group.peak() / MIB).toFixed(0)} MiB of ${limit / MIB} at most, not killed` });
	}
});

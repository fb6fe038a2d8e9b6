// SPDX-License-Identifier: EUPL-1.2
// Whole journeys of respondents against the real server: start, ten subjects
// with four answers each, the closing questions, review, handing in.  The driver
// runs on the same machine, so that journeys per second are a lower bound; the
// server's own processor time is read from /proc.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { openRound } from '../tests/http/open_round.mjs';
import { serve } from '../tests/http/server.mjs';

const SUBJECTS = 10;
const TEAM = 400;
const rows = Array.from({ length: 8 }, (_, i) => `Dienst;Team ${i + 1};team;${TEAM}`).join('\n');
const ticks = 100;	// USER_HZ of Linux

function processor(pid) {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');

	return (Number(fields[11]) + Number(fields[12])) * 1000 / ticks;
}

function memory(pid) {
	return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
}

// One kept connection that sends a request and waits for the whole answer.
class Line {
	constructor(port) {
		this.port = port;
		this.socket = connect(port, '127.0.0.1').setNoDelay();
		this.rest = Buffer.alloc(0);
		this.socket.on('data', (part) => {
			this.rest = this.rest.length ? Buffer.concat([this.rest, part]) : part;
			this.look();
		});
		this.socket.on('error', (e) => this.failed?.(e));
	}

	look() {
		const end = this.rest.indexOf('\r\n\r\n');

		if (end < 0)
			return;
		const head = this.rest.subarray(0, end).toString('latin1');
		const size = Number(head.match(/content-length: (\d+)/i)?.[1] ?? 0);

		if (this.rest.length < end + 4 + size)
			return;
		this.rest = this.rest.subarray(end + 4 + size);
		this.done?.({ status: Number(head.slice(9, 12)), size: end + 4 + size });
	}

	ask(method, path, body = '') {
		const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\n`
			+ (method === 'POST'
				? `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n`
				: '');

		return new Promise((done, failed) => {
			this.done = done;
			this.failed = failed;
			this.socket.write(`${head}\r\n${body}`);
		});
	}
}

async function journey(line, code, times) {
	const step = async (status, ...request) => {
		const from = performance.now();
		const answer = await line.ask(...request);

		times.push(performance.now() - from);
		if (answer.status !== status)
			throw new Error(`${request[0]} ${request[1]}: ${answer.status}`);
	};
	const path = `/s/${code}`;

	await step(200, 'GET', path);
	for (let i = 1; i <= SUBJECTS; i++) {
		await step(200, 'GET', `${path}/${i}`);
		await step(303, 'POST', `${path}/${i}`,
			`nu=${1 + (i % 5)}&straks=${1 + ((i + 1) % 5)}&past1=3&past2=4&naar=volgende`);
	}
	await step(200, 'GET', `${path}/slot`);
	await step(303, 'POST', `${path}/slot`, 'keuze%5B%5D=1&keuze%5B%5D=2&naar=volgende');
	await step(200, 'GET', `${path}/overzicht`);
	await step(303, 'POST', `${path}/inleveren`, '');
	await step(200, 'GET', `${path}/klaar`);
}

const quantile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))];

async function measure(server, codes, atOnce, count) {
	const lines = Array.from({ length: atOnce }, () => new Line(server.port));
	const times = [];
	const pid = server.child.pid;
	let next = 0;
	const cpu = processor(pid);
	const from = performance.now();

	await Promise.all(lines.map(async (line) => {
		while (next < count)
			await journey(line, codes[next++ % codes.length], times);
	}));
	const took = performance.now() - from;

	for (const line of lines)
		line.socket.destroy();
	times.sort((a, b) => a - b);
	console.log(`${String(atOnce).padStart(4)} at once: ${(count / took * 1000).toFixed(0)} journeys/s, `
		+ `${((processor(pid) - cpu) / count).toFixed(2)} ms server CPU per journey of `
		+ `${times.length / count} requests, page p50 ${quantile(times, 0.5).toFixed(2)} `
		+ `p99 ${quantile(times, 0.99).toFixed(2)} ms`);
}

// What a browser fetches the first time, as it asks for it.
async function firstVisit(server, code) {
	const get = (path) => new Promise((done) => {
		const socket = connect(server.port, '127.0.0.1');
		const parts = [];

		socket.on('data', (part) => parts.push(part));
		socket.on('close', () => done(Buffer.concat(parts)));
		socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n`
			+ 'Accept-Encoding: gzip, br\r\nConnection: close\r\n\r\n');
	});
	const page = await get(`/s/${code}`);
	const text = page.toString('latin1');
	const files = [...new Set(text.match(/\/static\/[^"]+/g))];
	const css = await (await fetch(`${server.url}${files.find((f) => f.endsWith('.css'))}`)).text();

	files.push(...new Set(css.match(/\/static\/[^)"]+/g)));
	let bytes = page.length;

	for (const file of files)
		bytes += (await get(file)).length;
	console.log(`first visit: ${(bytes / 1000).toFixed(1)} kB in ${files.length + 1} requests, headers too `
		+ '(expected at most 40 kB in 4)');
	let journeyBytes = bytes;

	for (let i = 1; i <= SUBJECTS; i++)
		journeyBytes += (await get(`/s/${code}/${i}`)).length;
	for (const rest of ['slot', 'overzicht'])
		journeyBytes += (await get(`/s/${code}/${rest}`)).length;
	console.log(`a whole journey: ${(journeyBytes / 1000).toFixed(1)} kB (expected at most 100 kB)`);
}

for (const delay of [0, 2, 10]) {
	const server = await serve({ args: ['--quiet', '--sync-delay-ms', String(delay)] });

	try {
		server.account();
		console.log(`-- with a disk that takes ${delay} ms longer to sync`);
		const idle = memory(server.child.pid);
		const { codes } = await openRound(server, 'lotte', {}, rows);
		const all = Object.values(codes).flat();

		if (delay === 0)
			await firstVisit(server, all[0]);
		for (const atOnce of [1, 8, 32, 128])
			await measure(server, all, atOnce, delay && atOnce === 1 ? 20 : Math.min(1500, atOnce * 40));
		console.log(`memory: ${idle.toFixed(1)} MB idle, ${memory(server.child.pid).toFixed(1)} MB after `
			+ '(expected at most 20 and 64)');
	} finally {
		await server.stop();
	}
}
console.log('expected: at most 2 ms CPU per journey at 8 at once, at least 600 journeys/s at 32 at once');

// SPDX-License-Identifier: EUPL-1.2
// What the tests of kills and stops stand on: how often, who keeps saving, and the table
// that `make crash` prints (tools/crash.mjs).
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { get } from 'node:http';

export const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

// `make crash` kills PEIL_TEST_KILLS times in all; a kind gets its share of those.
const all = Number(process.env.PEIL_TEST_KILLS ?? 0);

export const killsOf = (share, usual) => (all ? Math.max(1, Math.round(all * share)) : usual);

// A line of the table; `down` has how long it took each time until it answered again, in ms.
export function tell(t, line) {
	const sorted = [...line.down ?? []].sort((a, b) => a - b);
	const row = { lost: 0, ...line, down: undefined,
		...(sorted.length && { median: Math.round(sorted[sorted.length >> 1]), longest: Math.round(sorted.at(-1)) }) };

	t.diagnostic(JSON.stringify(row));
	if (process.env.PEIL_CRASH_TABLE)
		appendFileSync(process.env.PEIL_CRASH_TABLE, `${JSON.stringify(row)}\n`);
}

// A port that is free now, for a server that comes back at the same address.
export function freePort() {
	return new Promise((done) => {
		const s = createServer().listen(0, '127.0.0.1', () => {
			const { port } = s.address();

			s.close(() => done(port));
		});
	});
}

// Does somebody answer there?  Asked on a connection of its own.
export function answers(url) {
	return new Promise((done) => {
		get(new URL('/healthz', url), { agent: false, headers: { connection: 'close' } }, (got) => {
			got.resume();
			got.on('end', () => done(got.statusCode === 200));
			got.on('error', () => done(false));
		}).on('error', () => done(false));
	});
}

// Kills it and has `again` start another: how long nobody answered, and the other one.
export async function killAndStart(server, again) {
	const at = performance.now();

	server.child.kill('SIGKILL');
	await server.ended;
	const next = await again();

	while (!await answers(next.url))
		await pause(2);
	return { server: next, down: performance.now() - at };
}

// Somebody who fills in one page of a card again and again and remembers what was confirmed.
export class Respondent {
	constructor(server, code, page = 2) {
		this.visitor = server.visitor();
		this.path = `/s/${code}/${page}`;
		this.tries = this.acknowledged = this.confirmed = this.refused = 0;
		this.maybe = null;	// sent and never confirmed: it may be there
	}

	at(server) {
		this.visitor.url = server.url;
		return this;
	}

	async level() {
		const { body_text: text } = await this.visitor.get(this.path);
		const [, level] = text.match(/name="nu" value="(\d+)" checked/) ?? [];

		return Number(level ?? 0);
	}

	// One try; false: nobody confirmed it.
	async save() {
		const level = 1 + (this.tries++ % 5);
		let answer;

		this.maybe = level;
		try {
			answer = await this.visitor.post(this.path, { nu: String(level), naar: 'volgende' });
		} catch {
			return false;
		}
		if (answer.status === 503) {	// it stops, or cannot write: said, and not stored
			this.maybe = null;
			this.refused++;
			return false;
		}
		assert.equal(answer.status, 303, answer.body_text);
		this.confirmed = level;
		this.maybe = null;
		this.acknowledged++;
		return true;
	}

	// Until it is over, or the server is gone.
	async keepSaving(isOver) {
		while (!isOver() && await this.save())
			continue;
	}

	// What the page shows must be what was confirmed, or what was on its way.
	async check(what) {
		const level = await this.level();

		assert.ok(level === this.confirmed || level === this.maybe,
			`${what}: ${level} is neither ${this.confirmed} nor ${this.maybe}`);
		this.confirmed = level;
		this.maybe = null;
	}
}

export const acknowledgedOf = (people) => people.reduce((n, p) => n + p.acknowledged, 0);

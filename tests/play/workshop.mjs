// SPDX-License-Identifier: EUPL-1.2
// A running meeting with a code, held through the pages: what the tests of live
// votes stand on.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { planMeeting } from './meeting.mjs';
import { patient } from './patience.mjs';
import { closedRound } from './round.mjs';
import { voorbeeldstad } from './voorbeeldstad.mjs';

export async function workshop(server, login = 'lotte') {
	const round = await closedRound(server, voorbeeldstad.rows, voorbeeldstad.people(), { login });
	const path = await planMeeting(round);
	const room = { round, lead: round.lead, path, id: path.match(/\d+$/)[0] };

	room.act = (fields) => room.lead.post(`${path}/live`, fields);
	room.screen = async () => (await room.lead.get(`${path}/live`)).body_text;
	room.start = async () => {
		assert.equal((await room.act({ actie: 'start' })).status, 303);
		const html = await room.screen();

		room.code = html.match(/class="joincode"[^>]*>([^<]+)</)[1].replace('-', '');
		room.topics = [...html.matchAll(/name="onderwerp" value="(\d+)"/g)].map(([, id]) => id);
	};
	room.step = (topic, stap) => room.act({ actie: 'stap', onderwerp: topic, stap });
	room.end = () => room.lead.post(`${path}/afsluiten`);
	room.votes = async () => Number((await room.screen()).match(/data-votes="[\d-]+">(\d+)</)?.[1]);
	await room.start();
	return room;
}

// A phone that has opened the page and so has its cookie.
export async function phone(server, room) {
	const visitor = server.visitor();

	assert.equal((await visitor.get(`/mee/${room.code}`)).status, 200);
	visitor.vote = (topic, turn, choice) => visitor.post(`/mee/${room.code}/stem`,
		{ onderwerp: topic, beurt: turn, ...(choice === undefined ? {} : { keuze: choice }) });
	return visitor;
}

// Follows an event stream; `events` grows, `next(name)` waits for one of a name.
export function follow(server, path, headers = {}) {
	const stream = { events: [], status: 0, isOver: false };
	const waiting = [];
	let rest = '';
	const look = () => {
		for (const [i, w] of [...waiting.entries()].reverse()) {
			const found = stream.events.slice(w.from).find((e) => e.name === w.name);

			if (found) {
				waiting.splice(i, 1);
				w.done(found);
			}
		}
	};
	const q = request(new URL(path, server.url), { headers }, (answer) => {
		stream.status = answer.statusCode;
		stream.opened?.();
		answer.setEncoding('utf8');
		answer.on('data', (part) => {
			rest += part;
			for (let end; (end = rest.indexOf('\n\n')) >= 0; rest = rest.slice(end + 2)) {
				const [, name] = rest.slice(0, end).match(/^event: (\w+)/) ?? [];
				const [, data] = rest.slice(0, end).match(/^data: (.*)$/m) ?? [];

				if (name)
					stream.events.push({ name, data });
			}
			look();
		});
		answer.on('error', () => {});
		answer.on('close', () => {
			stream.isOver = true;
			stream.over?.();
		});
	});

	q.on('error', () => {
		stream.isOver = true;
		stream.opened?.();
		stream.over?.();
	});
	stream.ready = new Promise((done) => { stream.opened = done; });
	stream.ended = new Promise((done) => { stream.over = done; });
	stream.next = (name, from = 0) => new Promise((done, failed) => {
		const ms = patient(10000);
		const timer = setTimeout(() => failed(new Error(`no event ${name} within ${ms} ms`)), ms);

		waiting.push({ name, from, done: (e) => { clearTimeout(timer); done(e); } });
		look();
	});
	stream.close = () => q.destroy();
	q.end();
	return stream;
}

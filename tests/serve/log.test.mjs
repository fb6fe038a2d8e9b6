// SPDX-License-Identifier: EUPL-1.2
// What the log says, and what it never says: every page of the table is asked by each
// actor, and nothing in the log tells who.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fstatSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addressOf, everything, secret, answered } from '../play/everything.mjs';
import { password, Visitor } from '../play/visitor.mjs';
import { emptyForm, isGet, nameOf, pages } from '../play/table.mjs';
import { attempt, peil, serve } from '../play/server.mjs';

let world, server, lines;

// Everything that a line may begin with or stand for is in here: the rest is a leak.
const events = {
	request: ['hour', 'method', 'status', 'page'],
	act: ['time', 'account', 'page', 'round', 'meeting', 'status', 'from'],
	'sign-in': ['time', 'result', 'account', 'from'],
	listening: ['time', 'address'],
	message: ['time', 'message'],
	final: ['time', 'act', 'message', 'round', 'meeting', 'groups', 'cards'],	// of these, acts.test.mjs has all
};
// Without what is said once at the start: of root, and of the sandbox (sandbox.test.mjs).
const linesOf = (log) => log.trim().split('\n')
	.filter((line) => !/^(<[45]>)?(peil: (root|sandbox) |\{"level":"\w+","event":"(root|sandbox)",)/.test(line));
const agent = 'Mozilla/5.0 (Herkenbare Browser)';
const address = { nobody: '203.0.113.57', person: '198.51.100.91', lead: '192.0.2.133', colleague: '2001:db8:7:8:9::a', stranger: '192.0.2.177' };

// A browser of this actor, at its own address, which asks as people do.
function actorOf(name) {
	const from = { nobody: null, person: world.person, lead: world.lead, colleague: world.colleague, stranger: world.stranger }[name];
	const visitor = new Visitor(server.url);

	visitor.cookies = new Map(from?.cookies ?? []);
	visitor.token = from?.token ?? null;
	return visitor;
}

// What ends the session comes last: the colleague signs out everywhere, others here.
const ends = ['/account/afmelden', '/afmelden'];
const pagesFor = (name) => [...pages].filter(({ path }) => name === 'colleague' || path !== ends[0])
	.sort((a, b) => ends.indexOf(a.path) - ends.indexOf(b.path));

async function askAll(name, stage) {
	const visitor = actorOf(name);
	const headers = visitor.headers({ 'x-forwarded-for': address[name], 'user-agent': agent });

	for (const page of pagesFor(name)) {
		const form = emptyForm(visitor);

		for (const { name: field, kind } of page.fields.filter(({ kind: k }) => ['line', 'text', 'lines'].includes(k)))
			if (!form.has(field))
				form.append(field, kind === 'line' && field === 'login' ? 'lotte' : `${secret} getypt`);
		const answer = await fetch(new URL(addressOf(page, world.laid[stage]), server.url), {
			method: page.method, redirect: 'manual', headers, ...(!isGet(page) && { body: form }),
			signal: AbortSignal.timeout(20000) });

		await (/event-stream/.test(answer.headers.get('content-type')) ? answer.body.cancel() : answer.text());
	}
}

before(async () => {
	world = await everything();
	server = await serve({ db: world.db, args: ['--log-format', 'json'] });
	for (const name of Object.keys(address))
		await askAll(name, name === 'person' ? 'open' : 'closed');
	const visitor = new Visitor(server.url);

	await visitor.post('/aanmelden', { login: password, wachtwoord: 'fout' }, { 'x-forwarded-for': address.nobody });
	await visitor.post('/aanmelden', { login: 'joke', wachtwoord: 'fout' }, { 'x-forwarded-for': address.nobody });
	await visitor.post('/aanmelden', { login: 'joke', wachtwoord: password }, { 'x-forwarded-for': address.colleague });
	await server.stop();
	lines = linesOf(server.log);
});
after(async () => {
	await server?.stop();
	await world?.stop();
});

const parsed = () => lines.map((line) => JSON.parse(line));

test('every line is an object with the fields of its event and no others', () => {
	assert.ok(lines.length > pages.length * 5, String(lines.length));
	for (const line of parsed()) {
		const { level, event, ...rest } = line;

		assert.ok(['error', 'warning', 'notice', 'info'].includes(level), JSON.stringify(line));
		assert.ok(events[event], JSON.stringify(line));
		for (const name of Object.keys(rest))
			assert.ok(events[event].includes(name), JSON.stringify(line));
		if (rest.time)
			assert.match(rest.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
	}
});

test('a request has a pattern and an hour: no code, no key, no address, no moment', () => {
	const patterns = new Set([...pages.map(({ path }) => path), '-']);

	for (const line of parsed().filter(({ event }) => event === 'request')) {
		assert.ok(patterns.has(line.page), JSON.stringify(line));
		assert.match(line.hour, /^\d{4}-\d\d-\d\dT\d\d$/);
	}
	for (const page of pages)
		assert.ok(parsed().some((line) => line.event === 'request' && line.page === page.path), nameOf(page));
});

test('nothing in it tells who answered, what was typed, or where from', () => {
	const codes = Object.values(world.laid).flatMap(({ code, done, mee, check, key }) => [code, done, mee, check, key]);
	const cookies = [world.person, world.lead, world.colleague, world.stranger].flatMap(({ cookies: c, token }) => [...c.values(), token]);

	for (const text of [...codes, ...cookies.filter(Boolean), ...Object.values(address), '2001:db8:7:8', '192.0.2.133', 'Herkenbare',
		secret, answered, 'getypt', password, 'lotte', 'joke', 'piet', 'Naam van', 'Gemeente', 'fout'])
		assert.ok(!lines.some((line) => line.includes(text)), `${text}: ${lines.find((line) => line.includes(text))}`);
});

test('each form of a lead has a line: who, what, from about where', () => {
	const acts = parsed().filter(({ event }) => event === 'act');
	const idOf = (login) => Number(world.sql(`SELECT id FROM account WHERE login = '${login}'`));
	const [lotte, joke] = ['lotte', 'joke'].map(idOf);

	for (const page of pages.filter((p) => !isGet(p) && p.needs.length)) {
		const isColleagues = page.path === ends[0];
		const mine = acts.filter((act) => act.page === page.path && act.account === (isColleagues ? joke : lotte));

		assert.ok(mine.length >= 1, nameOf(page));
		assert.ok(mine.every(({ from }) => from === (isColleagues ? '2001:db8:7::/48' : '192.0.2.0/24')), nameOf(page));
		if (page.path.startsWith('/rondes/{round}'))
			assert.ok(mine.some(({ round }) => round === Number(world.laid.closed.round)), nameOf(page));
		if (page.path.startsWith('/sessies/{meeting}'))
			assert.ok(mine.some(({ meeting }) => meeting === world.laid.closed.meeting || meeting === world.laid.closed.planned), nameOf(page));
	}
	for (const { page } of acts)
		assert.ok(pages.some((p) => p.path === page && p.method === 'POST' && p.needs.length), page);
	assert.ok(acts.some(({ from }) => from === '2001:db8:7::/48'), 'IPv6 keeps 48 bits');
});

test('each sign-in has a line, right or wrong, and never what was typed', () => {
	const joke = Number(world.sql("SELECT id FROM account WHERE login = 'joke'"));
	const tries = parsed().filter(({ event }) => event === 'sign-in').slice(-3);

	assert.deepEqual(tries.map(({ result, account, from, level }) => [result, account, from, level]), [
		['wrong', 0, '203.0.113.0/24', 'warning'], ['wrong', joke, '203.0.113.0/24', 'warning'],
		['right', joke, '2001:db8:7::/48', 'notice']]);
});

test('--quiet takes requests away and nothing else; text says the same', async () => {
	const quiet = await serve({ args: ['--quiet'] });

	quiet.account();
	const lead = await quiet.signedIn();

	await lead.get('/rondes');
	await lead.post('/rondes/nieuw', { naam: 'Een "ronde"' });
	await lead.get('/healthz');
	await quiet.stop();
	const said = linesOf(quiet.log);

	assert.equal(said.length, 2, quiet.log);
	assert.match(said[0], /^peil: sign-in \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ result=right account=\d+ from=127\.0\.0\.0\/24$/);
	assert.match(said[1], /^peil: act \d{4}-\S+Z account=\d+ page=\/rondes\/nieuw status=\d+ from=127\.0\.0\.0\/24$/);
});

test('what went wrong is said with its cause, and weighs more', async () => {
	const other = await serve({ args: ['--quiet', '--log-format=json'] });
	const visitor = other.visitor();

	other.account();
	other.sql('ALTER TABLE account RENAME TO weg');
	await visitor.post('/aanmelden', { login: 'lotte', wachtwoord: 'fout' });
	await other.stop();
	const [, failed, error] = linesOf(other.log).map((line) => JSON.parse(line));

	assert.deepEqual([failed.event, failed.result, failed.level], ['sign-in', 'failed', 'warning']);
	assert.deepEqual([error.event, error.level, error.where], ['error', 'error', '/aanmelden']);
	assert.match(error.cause, /no such table/);
});

test('on a journal each line begins with its weight', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'peil-log-'));
	const fd = openSync(join(folder, 'journal'), 'w');
	const { dev, ino } = fstatSync(fd);
	const child = spawn(peil, ['serve', '--create', '--db', join(folder, 'peil.db'), '--listen', '127.0.0.1:0', '--log-format', 'json'],
		{ stdio: ['ignore', 'ignore', fd], env: { ...process.env, JOURNAL_STREAM: `${dev}:${ino}` } });
	const ended = new Promise((done) => { child.on('exit', done); });
	const said = () => readFileSync(join(folder, 'journal'), 'utf8');

	while (!said().includes('listening') && child.exitCode === null)
		await new Promise((done) => { setTimeout(done, 50); });
	child.kill('SIGTERM');
	await ended;
	assert.match(linesOf(said()).join('\n'), /^<5>\{"level":"notice","event":"listening".*\}$/);
	rmSync(folder, { recursive: true });
});

test('who serves as root reads so, and others do not', async () => {
	const server = await serve({ args: ['--quiet'] });

	await server.stop();
	assert.equal(/^peil: root .*cure="a user of its own is safer/m.test(server.log), process.getuid() === 0);
});

test('a format that is none is refused', () => {
	assert.equal(attempt(['serve', '--create', '--db', 'x.db', '--log-format', 'xml']).code, 2);
});

// SPDX-License-Identifier: EUPL-1.2
// The address under which people reach Peil: a wrong one is refused at the start,
// one of no machine stands nowhere, and who leads reads when others cannot open it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { boxes, cardList, makeRound } from '../play/round.mjs';
import { peil, serve } from '../play/server.mjs';
import { workshop } from '../play/workshop.mjs';

async function freePort() {
	const socket = createServer().listen(0, '127.0.0.1');

	await new Promise((done) => { socket.on('listening', done); });
	const { port } = socket.address();

	await new Promise((done) => { socket.close(done); });
	return port;
}

const warning = /Anderen kunnen Peil nu niet openen/;

test('what is wrong with --base-url is said before anything is made, in the language of who starts it', () => {
	const folder = mkdtempSync(join(tmpdir(), 'peil-address-'));
	const start = (url, lang) => spawnSync(peil, ['serve', '--create', '--db', join(folder, 'peil.db'), '--listen', '127.0.0.1:0', '--base-url', url],
		{ encoding: 'utf8', timeout: 20000, env: { ...process.env, LC_ALL: lang } });

	try {
		for (const [url, nl, en] of [
			['http://0.0.0.0:8080', /van geen enkele computer/, /of no computer at all/],
			['peil.gemeente.nl', /begint met https/, /begins with https/],
			['https://peil.gemeente.nl/scan', /Laat het pad weg/, /Leave out the path/],
			['https://peil.gemeente.nl?x', /vanaf \? of #/, /from \? or #/],
			['https://lotte@peil.gemeente.nl', /voor het @/, /before the @/],
			['https://', /ontbreekt/, /missing/],
		])
			for (const [lang, words, example] of [['nl_NL.UTF-8', nl, /Voorbeeld: https:\/\/peil\.gemeente\.nl\n/], ['C', en, /Example: https:\/\/peil\.example\.org\n/]]) {
				const { status, stderr } = start(url, lang);

				assert.equal(status, 2, url);
				assert.match(stderr, words);
				assert.match(stderr, example);
				assert.ok(stderr.includes(url));
			}
		assert.deepEqual(readdirSync(folder), []);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

// Every text of the running server in which an address stands, by name.
async function addresses(server) {
	const room = await workshop(server);
	const { round: closed, lead } = room;
	const texts = {};
	const get = async (name, path, who = lead) => { texts[name] = (await who.get(path)).body_text; };
	const round = await makeRound(server, { name: 'Kaarten', until: 'groups' });

	await get('cards', `${round.path}/kaarten`);
	texts.list = await cardList(lead, round.id);
	await get('cards again', `${round.path}/kaarten`);
	texts.sheet = (await lead.post(`${round.path}/kaarten`, [...boxes(texts.cards), ['vorm', 'vel']])).body_text;
	texts.join = await room.screen();
	await room.step(room.topics[0], 1);
	texts.vote = await room.screen();
	await room.act({ actie: 'vastleggen', onderwerp: room.topics[0], woorden: 'Wij staan hier.' });
	await lead.post(`${closed.path}/feitcheck`, { sessie: room.id, knop: 'maak' });
	await get('fact check', `${closed.path}/feitcheck`);
	const unit = server.sql(`SELECT id FROM unit WHERE round = ${closed.id} AND parent IS NOT NULL LIMIT 1`);

	await lead.post(`${closed.path}/wij-doen/${unit}`, { tekst: 'Wij doen dit.', knop: 'publiceer' });
	await get('reply', `${closed.path}/wij-doen/${unit}`);
	await get('replies', `${closed.path}/wij-doen`);
	await get('calendar', `${room.path}/sessie.ics`);
	await get('security', '/.well-known/security.txt', server.visitor());
	await get('phone', `/mee/${room.code}`, server.visitor());
	return texts;
}

const shows = ['list', 'sheet', 'join', 'vote', 'fact check', 'security'];
const warns = ['cards', 'cards again', 'sheet', 'join', 'fact check'];

test('a server on every address of its machine gives one of them, never 0.0.0.0', async () => {
	for (const listen of ['0.0.0.0:0', '[::]:0']) {
		const server = await serve({ args: ['--quiet', '--listen', listen] });

		try {
			server.account();
			assert.doesNotMatch(server.url, /0\.0\.0\.0|\[::\]/);
			for (const [name, text] of Object.entries(await addresses(server))) {
				assert.doesNotMatch(text, /\b0\.0\.0\.0\b|\[::\]|\/\/:/, name);
				if (shows.includes(name))
					assert.ok(text.includes(new URL(server.url).host), `${name} shows ${server.url}`);
			}
		} finally {
			await server.stop();
		}
	}
});

test('who leads reads when others cannot open the address, wherever one is shown', async () => {
	const server = await serve({ args: ['--quiet'] });

	try {
		server.account();
		const texts = await addresses(server);

		for (const name of warns) {
			assert.match(texts[name], warning, name);
			assert.ok(texts[name].includes(`Het adres is ${server.url}.`), name);
		}
		for (const name of ['list', 'security', 'phone', 'calendar'])
			assert.doesNotMatch(texts[name], warning, name);
		const lead = await server.signedIn();

		assert.match((await lead.get(`${(await makeRound(server, { until: 'groups' })).path}/kaarten?taal=en`)).body_text, /Others cannot open Peil now/);
	} finally {
		await server.stop();
	}
});

test('an address for others is on every card and screen, without a warning', async () => {
	const port = await freePort();
	const server = await serve({ args: ['--quiet', '--listen', `127.0.0.1:${port}`, '--base-url', 'HTTP://Peil.Gemeente.NL:8080/'] });

	try {
		assert.equal(server.url, 'http://peil.gemeente.nl:8080');
		server.url = `http://127.0.0.1:${port}`;
		server.account();
		for (const [name, text] of Object.entries(await addresses(server))) {
			assert.doesNotMatch(text, warning, name);
			assert.doesNotMatch(text, /127\.0\.0\.1/, name);
			if (shows.includes(name))
				assert.match(text, /\bpeil\.gemeente\.nl:8080\b/, name);
		}
	} finally {
		await server.stop();
	}
});

test('one function makes addresses', () => {
	const users = execFileSync('grep', ['-rl', '--include=*.[ch]', 'base_url', 'lib', 'src'], { encoding: 'utf8' }).trim().split('\n').sort();

	assert.deepEqual(users, ['lib/server/call.c', 'lib/server/web.c', 'lib/server/web.h',
		'src/demo/cmd_demo.c', 'src/serve/cmd_serve.c', 'src/serve/serve.c',
		'src/upkeep/cmd_doctor.c', 'src/upkeep/doctor.h', 'src/upkeep/doctor_address.c'], 'pages use call_address');
	assert.match(readFileSync('lib/server/page.h', 'utf8'), /call_address/);
});

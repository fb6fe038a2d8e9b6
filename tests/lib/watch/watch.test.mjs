// SPDX-License-Identifier: EUPL-1.2
// The server tells how it is: to whoever asks, to who collects figures, and to systemd.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, copyFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { until } from '../../play/patience.mjs';
import { answer, makeRound } from '../../play/round.mjs';
import { addAccount, attempt, peil, serve } from '../../play/server.mjs';
import { readMetrics } from './openmetrics.mjs';

let folder, db, server, round, lead, metricsPort;

const health = async (of = server) => (await of.visitor().get('/healthz'));
const firstLine = async (of) => (await health(of)).body_text.split('\n')[0];
const becomes = (word, of) => until(async () => await firstLine(of) === word, word);
const ask = (path, port = metricsPort) => new Promise((done, failed) => {
	request({ host: '127.0.0.1', port, path }, (got) => {
		let text = '';

		got.setEncoding('utf8').on('data', (part) => { text += part; });
		got.on('end', () => done({ status: got.statusCode, headers: got.headers, text }));
	}).on('error', failed).end();
});
const metrics = async () => readMetrics((await ask('/metrics')).text);
const sum = (family, labels = {}) => family.samples
	.filter((s) => Object.entries(labels).every(([k, v]) => s.labels[k] === v)).reduce((n, s) => n + s.value, 0);

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'peil-watch-'));
	db = join(folder, 'peil.db');
	addAccount(db);
	server = await serve({ db, args: ['--metrics', '127.0.0.1:0'] });
	await until(() => /peil: metrics: /.test(server.log));
	metricsPort = Number(server.log.match(/peil: metrics: \S+, port (\d+)/)[1]);
	round = await makeRound(server, { name: 'Geheime naam' });
	lead = round.lead;
	await answer(server, round.codes.Burgerzaken.pop());
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});

test('what is counted is what happened, in a text that a strict reader takes', async () => {
	const is = await ask('/metrics'), families = readMetrics(is.text);

	assert.equal(is.status, 200);
	assert.equal(is.headers['content-type'], 'application/openmetrics-text; version=1.0.0; charset=utf-8');
	assert.equal(families.get('peil_rounds').samples.find((s) => s.labels.stage === 'open').value, 1);
	assert.ok(sum(families.get('peil_requests'), { class: 'respondent' }) >= 12);
	assert.ok(sum(families.get('peil_requests'), { class: 'lead' }) >= 5);
	assert.ok(sum(families.get('peil_saves')) >= 12);
	assert.equal(sum(families.get('peil_save_failures')), 0);
	assert.ok(families.get('peil_sync_seconds').samples.find((s) => s.name.endsWith('_count')).value > 0);
	for (const family of ['peil_build', 'peil_health', 'peil_request_seconds', 'peil_requests_in_flight', 'peil_requests_waiting',
		'peil_streams', 'peil_batch_saves', 'peil_save_queue', 'peil_rewrite_owed', 'peil_file_bytes', 'peil_disk_free_bytes', 'peil_clock_doubt'])
		assert.ok(families.has(family), family);
	assert.ok(sum(families.get('peil_file_bytes'), { file: 'database' }) > 100_000);
	assert.ok(!families.has('peil_backup_age_seconds'), 'no backup, no age');
	server.sql(`INSERT INTO state VALUES ('backup_at', ${Date.now() - 3600_000})`);
	assert.ok(Math.abs(sum((await metrics()).get('peil_backup_age_seconds')) - 3600) < 600);
});

test('nothing of groups, organisations or people is in it', async () => {
	const { text } = await ask('/metrics');

	assert.doesNotMatch(text, /Geheime|Voorbeeld|lotte|Burgerzaken|Naam van|127\.0\.0\.1/);
	assert.doesNotMatch(text, new RegExp(round.id));
});

test('the reader is strict', () => {
	const good = '# TYPE a counter\na_total 1\n# EOF\n';

	assert.equal(readMetrics(good).get('a').samples[0].value, 1);
	for (const bad of ['a_total 1\n# EOF\n', '# TYPE a counter\na 1\n# EOF\n', good.replace('# EOF\n', ''), '# TYPE a counter\na_total 1\na_total 2\n# EOF\n',
		'# TYPE a gauge\na{b="c} 1\n# EOF\n', '# TYPE a gauge\na{b="c",} 1\n# EOF\n', '# TYPE a gauge\na one\n# EOF\n', '# TYPE a gauge\n\na 1\n# EOF\n',
		'# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n', '# TYPE a counter\na_total -1\n# EOF\n',
		'# TYPE a histogram\na_bucket{le="1"} 1\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n# EOF\n',
		'# TYPE a histogram\na_bucket{le="1.0"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n# EOF\n',
		'# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\na 2\n# EOF\n'])
		assert.throws(() => readMetrics(bad), undefined, bad);
});

test('its address is for this machine only, and has nothing else', async () => {
	assert.equal((await ask('/')).status, 404);
	assert.equal((await ask('/metrics', server.port)).status, 404);
	for (const where of ['0.0.0.0:0', '[::]:0']) {
		const { code, stderr } = attempt(['serve', '--db', db, '--listen', '127.0.0.1:0', '--metrics', where]);

		assert.equal(code, 2, where);
		assert.match(stderr, /others can reach that/);
	}
});

test('a file that was moved away: nothing is saved in it, all are told, and it comes back', async () => {
	const away = `${db}.away`;

	assert.equal((await health()).body_text, 'ok\n');
	renameSync(db, away);
	const refused = await server.visitor().post(`/s/${round.codes.Groen[0]}/1`, { nu: 2, straks: 3 });

	assert.equal(refused.status, 503);
	assert.ok(refused.headers.get('retry-after'));
	assert.match(refused.body_text, /Bewaren lukt nu niet/);
	await becomes('file-replaced');
	assert.equal((await health()).status, 503);
	assert.match((await lead.get(`/rondes/${round.id}`)).body_text, /role="status">Bewaren kan nu niet: het bestand/);
	assert.doesNotMatch((await server.visitor().get(`/s/${round.codes.Groen[0]}`)).body_text, /beheerder/, 'who answers is not bothered');
	await until(() => /peil: health: file-replaced /.test(server.log));
	assert.equal(sum((await metrics()).get('peil_health'), { peil_health: 'file-replaced' }), 1);
	copyFileSync(away, db);		// another file of the same name is not the file
	assert.equal((await server.visitor().post(`/s/${round.codes.Groen[0]}/1`, { nu: 2, straks: 3 })).status, 503);
	rmSync(db);
	renameSync(away, db);
	assert.equal((await server.visitor().post(`/s/${round.codes.Groen[0]}/1`, { nu: 2, straks: 3 })).status, 303);
	await becomes('ok');
	assert.equal(server.sql('PRAGMA integrity_check'), 'ok');
});

test('while somebody else holds the file it answers at once; a save that waits in vain says so', async () => {
	const holder = spawn('sqlite3', [db], { stdio: ['pipe', 'pipe', 'inherit'] });
	let is_saved = false;

	try {
		holder.stdin.write("BEGIN IMMEDIATE;\nSELECT 'held';\n");
		await new Promise((done) => { holder.stdout.once('data', done); });
		const saving = server.visitor().post(`/s/${round.codes.Groen[1]}/1`, { nu: 2, straks: 3 }).then((a) => { is_saved = true; return a; });

		for (let i = 0; i < 20; i++)
			await health();
		assert.equal(is_saved, false, 'the save still waits');
		assert.equal((await server.visitor().get(`/s/${round.codes.Groen[2]}`)).status, 200, 'reading goes on');
		assert.equal((await ask('/metrics')).status, 200);
		assert.equal((await saving).status, 503);
		await becomes('write-failed');
		assert.match((await lead.get(`/rondes/${round.id}?taal=en`)).body_text, /Saving does not work now/);
	} finally {
		holder.stdin.end('ROLLBACK;\n');
	}
	await becomes('ok');
});

test('a reader that reads on does not hold up a closing; what is owed is told and done', async () => {
	const reader = spawn('sqlite3', [db], { stdio: ['pipe', 'pipe', 'inherit'] });
	const two = await makeRound(server);

	try {
		reader.stdin.write('BEGIN;\nSELECT count(*) FROM sheet;\n');
		await new Promise((done) => { reader.stdout.once('data', done); });
		assert.equal((await two.lead.post(`/rondes/${two.id}/sluiten`)).status, 303);
		assert.match((await health()).body_text, /^ok\nrewrite-owed: /);
		assert.equal((await health()).status, 200);
		assert.match((await lead.get(`/rondes/${round.id}?taal=nl`)).body_text, /Wat vernietigd is, is nog niet helemaal van de schijf/);
		assert.match(server.log, /peil: round closed: round \d+, by a lead; 0 sheets counted, \d+ destroyed, \d+ cards destroyed/);
		assert.equal((await server.visitor().post(`/s/${round.codes.Groen[3]}/1`, { nu: 2, straks: 3 })).status, 303, 'saving goes on');
	} finally {
		reader.stdin.end('ROLLBACK;\n');
	}
});

test('a disk that is full: told before and during, nothing lost, and it goes on when there is room', async (t) => {
	const disk = mkdtempSync(join(tmpdir(), 'peil-disk-')), path = join(disk, 'peil.db');
	const fill = (...words) => spawnSync(words[0], words.slice(1), { encoding: 'utf8' });

	if (process.getuid() !== 0 || fill('mount', '-t', 'tmpfs', '-o', 'size=110m', 'tmpfs', disk).status !== 0) {
		rmSync(disk, { recursive: true });
		t.skip('mounting a small disk needs root');
		return;
	}
	let small;

	try {
		addAccount(path);
		small = await serve({ db: path });
		const own = await makeRound(small), code = own.codes.Groen[0];

		assert.equal(await firstLine(small), 'ok');
		const who = small.visitor();

		assert.equal((await who.post(`/s/${code}/1`, { nu: 2, straks: 3 })).status, 303);
		assert.equal(fill('fallocate', '-l', '40m', join(disk, 'filler')).status, 0);
		await becomes('disk-short', small);
		assert.match((await own.lead.get('/rondes')).body_text, /De schijf van de server is bijna vol/);
		fill('dd', 'if=/dev/zero', `of=${join(disk, 'rest')}`, 'bs=4096');
		let status = 303;

		for (let i = 0; status === 303 && i < 400; i++)
			({ status } = await small.visitor().post(`/s/${own.codes.Groen[1]}/1`, { nu: 2, straks: 3, opmerking: 'x'.repeat(900) }));
		assert.equal(status, 503);
		await becomes('write-failed', small);
		await until(() => /peil: health: write-failed /.test(small.log));
		assert.match((await who.get(`/s/${code}/1`)).body_text, /name="nu" value="2" checked/, 'what was saved is there');
		rmSync(join(disk, 'rest'));
		rmSync(join(disk, 'filler'));
		await becomes('ok', small);
		assert.equal((await small.visitor().post(`/s/${own.codes.Groen[1]}/1`, { nu: 2, straks: 3 })).status, 303);
		assert.equal(small.sql('PRAGMA integrity_check'), 'ok');
	} finally {
		await small?.stop();
		fill('umount', disk);
		rmSync(disk, { recursive: true });
	}
});

test('systemd hears that it is ready, that it lives, and that it stops', async () => {
	const at = join(folder, 'notify');
	const listener = spawn('python3', ['-c', 'import socket,sys\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\ns.bind(sys.argv[1])\n'
		+ 'print("bound",flush=True)\nwhile True: print(s.recv(4096).decode(),flush=True)', at], { stdio: ['ignore', 'pipe', 'inherit'] });
	const heard = [];

	createInterface(listener.stdout).on('line', (line) => heard.push(line));
	try {
		await until(() => heard.includes('bound'));
		const child = spawn(peil, ['serve', '--create', '--db', join(folder, 'other.db'), '--listen', '127.0.0.1:0'],
			{ stdio: 'ignore', env: { ...process.env, NOTIFY_SOCKET: at, WATCHDOG_USEC: '2000000' } });
		const ended = new Promise((done) => { child.on('exit', done); });

		await until(() => heard.includes('READY=1'));
		await until(() => heard.filter((line) => line === 'WATCHDOG=1').length >= 2);
		child.kill('SIGTERM');
		assert.equal(await ended, 0);
		await until(() => heard.includes('STOPPING=1'));
		assert.ok(heard.indexOf('READY=1') < heard.indexOf('STOPPING=1'));
		assert.deepEqual([...new Set(heard)].sort(), ['READY=1', 'STOPPING=1', 'WATCHDOG=1', 'bound']);
	} finally {
		listener.kill();
	}
});

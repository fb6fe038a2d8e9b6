// SPDX-License-Identifier: EUPL-1.2
// The server that serves has forbidden itself what it does not need, and does all that it
// should.  What is forbidden, and that it bites, is tried in tests/lib/sandbox/bite.c.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { until } from '../play/patience.mjs';
import { answer, makeRound } from '../play/round.mjs';
import { addAccount, attempt, run, serve, sql } from '../play/server.mjs';

let folder;

// A field of /proc/PID/status of each thread, each value once.
const fields = (pid, name) => [...new Set(readdirSync(`/proc/${pid}/task`).map((thread) =>
	readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8').match(new RegExp(`^${name}:\\s+(\\d+)$`, 'm'))?.[1]))];
const doctor = (db) => attempt(['doctor', '--db', db]).stdout.replace(/\n {9}/g, ' ');
const here = (() => {
	const scratch = mkdtempSync(join(tmpdir(), 'peil-sandbox-'));

	try {
		addAccount(join(scratch, 'peil.db'));
		const said = attempt(['doctor', '--db', join(scratch, 'peil.db')]).stdout;

		return { files: /\(landlock \d+\)/.test(said.replace(/\n {9}/g, ' ')) };
	} finally {
		rmSync(scratch, { recursive: true });
	}
})();
const withoutLandlock = !here.files && 'NOT TESTED: this kernel has no landlock';

before(() => { folder = mkdtempSync(join(tmpdir(), 'peil-sandbox-')); });
after(() => rmSync(folder, { recursive: true, force: true }));

test('from a round that is made to one that is closed, with a backup beside it, nothing it needs is refused', async () => {
	const server = await serve({ args: ['--metrics', '127.0.0.1:0'] });

	await until(() => /peil: metrics: /.test(server.log));
	const { pid } = server.child, port = server.log.match(/peil: metrics: \S+, port (\d+)/)[1];
	const metrics = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

	assert.deepEqual(fields(pid, 'NoNewPrivs'), ['1']);
	assert.deepEqual(fields(pid, 'Seccomp'), ['2'], 'every thread has the filter');
	assert.match(server.log, here.files ? /^peil: sandbox \S+ files=confined calls=confined/m
		: /^peil: sandbox \S+ files=free calls=confined.* because="landlock: /m);
	server.account();
	const round = await makeRound(server);

	await answer(server, round.codes.Burgerzaken.pop());
	run(['backup', '--db', server.db, join(folder, 'kopie.db')]);
	assert.equal(sql(join(folder, 'kopie.db'), 'PRAGMA integrity_check'), 'ok');
	assert.equal((await round.lead.post(`/rondes/${round.id}/sluiten`)).status, 303);
	assert.equal((await round.lead.get(`/rondes/${round.id}`)).status, 200);
	assert.equal((await server.visitor().get('/healthz')).body_text, 'ok\n');
	const text = await metrics();

	assert.match(text, new RegExp(`^peil_sandbox\\{of="files"\\} ${here.files ? 1 : 0}$`, 'm'));
	assert.match(text, /^peil_sandbox\{of="calls"\} 1$/m);
	assert.match(text, /^peil_sandbox_refused_total 0$/m);
	server.child.kill('SIGSYS');	// sent, not earned: nothing was refused
	assert.match(await metrics(), /^peil_sandbox_refused_total 0$/m);
	assert.equal(await server.stop(), 0);
});

test('the unit lets it forbid itself something', () => {
	const allowed = readFileSync('packaging/peil.service', 'utf8').match(/^SystemCallFilter=(?!~).*$/gm).join(' ').split(/[ =]/);

	for (const call of ['landlock_create_ruleset', 'landlock_add_rule', 'landlock_restrict_self', 'seccomp'])
		assert.ok(allowed.includes(call), call);
});

// As certbot lays them: the path that is named is a link, and a renewal sets it to another file.
const renew = (number, name = `e${number}`) => {
	for (const [link, file] of [['fullchain', 'cert'], ['privkey', 'key']]) {
		const at = join(folder, 'live', `${link}.pem`);

		symlinkSync(join('..', 'archive', `${file}${number}.pem`), `${at}.new`);
		if (file === 'cert')
			execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj',
				`/CN=${name}`, '-days', '2', '-keyout', join(folder, 'archive', `key${number}.pem`),
				'-out', join(folder, 'archive', `cert${number}.pem`)], { stdio: 'ignore' });
		renameSync(`${at}.new`, at);
	}
};
const nameAt = (port) => new Promise((done, failed) => {
	request({ host: '127.0.0.1', port, path: '/healthz', rejectUnauthorized: false, agent: false }, (got) => {
		done(got.socket.getPeerCertificate().subject.CN);
		got.resume();
	}).on('error', failed).end();
});

test('a certificate that is renewed behind a link is read again; one in a folder that it may not read is not', async (t) => {
	for (const name of ['live', 'archive', 'elders'])
		mkdirSync(join(folder, name));
	renew(1);
	const server = await serve({ args: ['--tls-cert', join(folder, 'live', 'fullchain.pem'), '--tls-key', join(folder, 'live', 'privkey.pem')] });
	const hang = async (said) => {
		const at = server.log.length;

		server.child.kill('SIGHUP');
		await until(() => said.test(server.log.slice(at)), String(said));
	};

	assert.equal(await nameAt(server.port), 'e1');
	renew(2);
	await hang(/result="read again"/);
	assert.equal(await nameAt(server.port), 'e2');
	if (withoutLandlock) {
		t.diagnostic(withoutLandlock);
	} else {
		renameSync(join(folder, 'archive', 'cert2.pem'), join(folder, 'elders', 'cert2.pem'));
		symlinkSync(join('..', 'elders', 'cert2.pem'), join(folder, 'archive', 'cert2.pem'));
		await hang(/the old ones stay: cannot read \S+fullchain\.pem: Permission denied/);
		assert.equal(await nameAt(server.port), 'e2');
	}
	assert.equal(await server.stop(), 0);
});

test('--no-sandbox: it forbids itself nothing, and log and doctor say so', async () => {
	const server = await serve({ args: ['--no-sandbox'] });

	assert.deepEqual(fields(server.child.pid, 'Seccomp'), fields('self', 'Seccomp'));
	assert.match(server.log, /^peil: sandbox \S+ files=free calls=free because=--no-sandbox$/m);
	assert.match(doctor(server.db), /^(to do|doen) .*--no-sandbox/m);
	assert.equal(await server.stop(), 0);
	assert.doesNotMatch(doctor(server.db), /--no-sandbox/);
});

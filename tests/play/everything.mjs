// SPDX-License-Identifier: EUPL-1.2
// A server with three rounds of one organisation, one in each stage, and in each
// of them one of everything that has an address: so that every page of the table
// can be asked in every stage.  What only comes after closing is laid in the
// database of the others too: a door must hold whatever stands behind it.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, close, groups, makeRound } from './round.mjs';
import { addAccount, serve, sql } from './server.mjs';
import { nameOf } from './table.mjs';
import { Visitor } from './visitor.mjs';

export const stages = ['preparing', 'open', 'closed'];

// Stands in every text of the organisation; and in what was answered, found or noted.
export const secret = 'GEHEIM';
export const answered = `${secret}ANTWOORD`;

const model = JSON.parse(readFileSync('models/ddw-basis.json', 'utf8'));

// One of everything, in a round.  `n` keeps ids and codes of rounds apart.
function lay(db, id, n, group) {
	const at = (i) => n * 1000 + i;
	const account = sql(db, "SELECT id FROM account WHERE login = 'lotte'");
	const [unit] = sql(db, `SELECT id FROM unit WHERE round = ${id} AND shown = '${group}'`).split('\n');
	const subject = model.subjects[0].id;
	const laid = {
		round: id, unit, subject: '1', stage: '0', meeting: at(1), planned: at(2), topic: at(3), note: at(4),
		file: at(5), finding: at(6), remark: at(7), mee: `ABCD${n}F`, check: `ABCDEFGHJKM${n}`, key: `ABCDEFGHJKMNABCDEFGHJKM${n}`,
	};
	const meeting = (key, stage, code) => `INSERT INTO meeting (id, round, kind, title, goal, place, starts, minutes, stage, code,
		code_expires, topic, timer_ends, created) VALUES (${key}, ${id}, 0, '${secret}', '${secret}', '${secret}', 1790000000000, 60,
		${stage}, '${code}', ${code ? 4e12 : 0}, ${code ? laid.topic : 0}, 0, 1);`;

	sql(db, `BEGIN; ${meeting(laid.meeting, 1, laid.mee)} ${meeting(laid.planned, 0, '')}
		INSERT INTO meeting_unit VALUES (${laid.meeting}, ${unit});
		INSERT INTO meeting_topic (id, meeting, position, subject, minutes, step) VALUES (${laid.topic}, ${laid.meeting}, 1, '${subject}', 15, 0);
		INSERT INTO note (id, meeting, account, door, code, subject, task, is_checked, body, changed)
			VALUES (${laid.note}, ${laid.meeting}, ${account}, 2, 0, '', 0, 0, '${answered}', 1);
		INSERT INTO note_version (note, version, body, changed) VALUES (${laid.note}, 1, '${answered}', 1);
		INSERT INTO evidence_file (id, round, name, type, bytes) VALUES (${laid.file}, ${id}, 'a.txt', 'text/plain', CAST('${answered}' AS BLOB));
		INSERT INTO finding (id, round, meeting, subject, layer, stance, version, body, source, link, note, file, created)
			VALUES (${laid.finding}, ${id}, ${laid.meeting}, '${subject}', 1, 0, 1, '${answered}', '${answered}', '', ${laid.note}, ${laid.file}, 1);
		INSERT INTO agreement (id, round, subject, meeting, level, words, reason, difference, for_whom, agreed, strand)
			VALUES (${at(8)}, ${id}, '${subject}', ${laid.meeting}, 2, '${answered}', '${answered}', '', '', 1, ${at(8)});
		INSERT INTO fact_check VALUES (${laid.meeting}, '${laid.check}', ${4e12});
		INSERT INTO remark (id, round, unit, subject, body, state) VALUES (${laid.remark}, ${id}, ${unit}, '${subject}', '${answered}', 0);
		INSERT INTO unit_reply (round, unit, body, is_published, changed) VALUES (${id}, ${unit}, '${answered}', 1, 1);
		INSERT INTO reply_link VALUES (${id}, '${laid.key}'); COMMIT;`);
	return laid;
}

async function makeRounds(server, { rows = groups, answers = {}, person: group = 'Groen' } = {}) {
	const preparing = await makeRound(server, { name: 'In voorbereiding', until: 'cards', rows });
	const open = await makeRound(server, { name: 'Open', rows });
	const closed = await makeRound(server, { name: 'Gesloten', rows });

	for (const round of [open, closed])
		for (const [group, n] of Object.entries({ Burgerzaken: 6, ...answers }))
			for (const code of round.codes[group].slice(0, n))
				await answer(server, code, { remark: answered });
	const person = await answer(server, open.codes[group].at(-1));

	await close(closed);
	return { preparing, open, closed, person };
}

// What an address in the table means, by what it begins with.
const codes = { '/s/': (at) => at.code, '/mee/': (at) => at.mee, '/feitcheck/': (at) => at.check };
// Pages that need another one than the first.
const other = {
	'/sessies/{meeting}/verwijderen': { meeting: 'planned' }, '/sessies/{meeting}/bewerken': { meeting: 'planned' },
	'/s/{code}/klaar': { code: 'done' }, '/s/{code}/sleutel': { code: 'done' },
};

// Of these there is nothing without the key of the sheet, which `person` has.
export const needsKey = ({ method, path }) => method === 'GET' && ['/s/{code}/klaar', '/s/{code}/sleutel'].includes(path);

// The path of this page among what was laid in one round; `more` has other values.
export function addressOf(page, laid, more = {}) {
	return page.path.replace(/\{(\w+)\}/g, (_, name) => {
		const start = Object.keys(codes).find((s) => page.path.startsWith(s));
		const from = other[page.path]?.[name] ?? name;
		const value = more[name] ?? (from === 'code' ? codes[start]?.(laid) : laid[from]);

		if (value === undefined)
			throw new Error(`${nameOf(page)}: say in tests/play/everything.mjs what {${name}} stands for`);
		return value;
	});
}

// { laid: { preparing, open, closed }, lead, colleague, stranger, person, … }: both lead
// the same rounds; `stranger` leads another organisation, which has nothing; `person` answered with the card `done`.
// `rows` of other groups have Burgerzaken and Groen too; `answers` says how many of
// a group answer, `about` which one sessions and replies are about, `person` whose.
export async function everything(more = {}) {
	const { about = 'Burgerzaken', person = 'Groen' } = more;
	const folder = mkdtempSync(join(tmpdir(), 'peil-pages-'));
	const db = join(folder, 'peil.db');

	addAccount(db, 'lotte', `Gemeente ${secret}stad`);
	addAccount(db, 'joke', `Gemeente ${secret}stad`);
	addAccount(db, 'piet', 'Gemeente Elders');
	let server = await serve({ db });
	const rounds = await makeRounds(server, more);
	const stranger = await server.signedIn('piet');

	await stranger.get('/rondes');
	const colleague = await server.signedIn('joke');

	await colleague.get('/rondes');
	const { lead } = rounds.closed;

	await lead.get('/rondes');
	await server.stop();	// the file holds all now, and can be copied
	const laid = Object.fromEntries(stages.map((stage, n) => [stage, {
		...lay(db, rounds[stage].id, n + 1, about), code: rounds[stage].codes[person].at(-2), done: rounds[stage].codes[person].at(-1) }]));
	const start = join(folder, 'start.db');

	copyFileSync(db, start);
	server = await serve({ db });
	return {
		laid,
		get url() { return server.url; },
		lead, colleague, stranger, db,
		// The same browser, at the server as it runs now.
		at(visitor) {
			const twin = new Visitor(server.url);

			twin.cookies = new Map(visitor.cookies);
			twin.token = visitor.token;
			return twin;
		},
		sql: (text) => sql(db, text), person: rounds.person,
		// As everything was at the start.
		async again() {
			await server.stop();
			for (const end of ['-wal', '-shm'])
				rmSync(db + end, { force: true });
			copyFileSync(start, db);
			server = await serve({ db });
		},
		// Stops and starts, with all that is stored.
		async restart() {
			await server.stop();
			server = await serve({ db });
		},
		visitor: () => new Visitor(server.url),
		async stop() {
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

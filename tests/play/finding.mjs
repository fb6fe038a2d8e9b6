// SPDX-License-Identifier: EUPL-1.2
// A small closed round with two sessions, and a lead who sends forms with
// files as a browser does.
import { closedRound } from './round.mjs';

// Nine at the first three levels, three who do not know, for every subject.
const answers = (nu) => Array.from({ length: 10 }, () => ({ nu: String(nu), straks: '4' }));
const people = [1, 2, 2, 2, 2, 2, 2, 2, 3, 14, 14, 14].map((nu) => ({ group: 'Loket', answers: answers(nu) }));

export async function findingRound(server, { login = 'lotte', meeting = 30 } = {}) {
	const round = await closedRound(server, ';Loket;team;14', people, { login });

	round.meeting = String(meeting);
	server.sql(`INSERT INTO meeting (id, round, kind, title, goal, place, starts, minutes, stage, code,
		code_expires, topic, timer_ends, created) VALUES
		(${meeting}, ${round.id}, 0, 'Sessie van het loket', '', '', 1790000000000, 60, 2, '', 0, 0, 0, 1),
		(${meeting + 1}, ${round.id}, 1, 'Gesprek later', '', '', 1790000000001, 60, 0, '', 0, 0, 0, 1);
		INSERT INTO meeting_unit SELECT ${meeting}, id FROM unit WHERE round = ${round.id} AND name = 'Loket'`);
	// A note as a facilitator writes it: door 0 own, 1 team, 2 report; code 4 is a quote.
	round.note = (id, body, { door = 2, code = 0, checked = 0, subject = '' } = {}) =>
		server.sql(`INSERT INTO note (id, meeting, account, door, code, subject, task, is_checked, body, changed)
			VALUES (${id}, ${meeting}, 1, ${door}, ${code}, '${subject}', 0, ${checked}, '${body}', ${id})`);
	// A form with files; fields as an object.
	round.send = async (path, fields) => {
		if (!round.lead.token)
			await round.lead.get(`${round.path}/bevindingen/nieuw`);
		return round.lead.postFiles(path, fields);
	};
	round.add = (fields) => round.send(`${round.path}/bevindingen/nieuw`, {
		onderwerp: '2', laag: '1', houding: '0', tekst: 'Iedereen kent de eigenaar.', sessie: '0', ...fields,
	});
	round.list = async () => (await round.lead.get(`${round.path}/bevindingen?taal=nl`)).body_text;
	return round;
}

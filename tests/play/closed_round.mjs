// SPDX-License-Identifier: EUPL-1.2
// A closed round whose answers are known: filled in through the respondents'
// pages, with the pages of the lead around it.
import assert from 'node:assert/strict';
import { openRound } from './open_round.mjs';

// A repeatable stream of numbers in [0, 1).
export function stream(seed) {
	let state = seed;

	return () => {
		state = (state * 1103515245 + 12345) % 2147483648;
		return state / 2147483648;
	};
}

// One person: `answers[i]` are the fields of the page of subject i + 1.
async function answer(server, code, answers, picks) {
	const visitor = server.visitor();

	for (const [i, fields] of answers.entries()) {
		const saved = await visitor.post(`/s/${code}/${i + 1}`, fields);

		assert.equal(saved.status, 303, saved.body_text);
	}
	if (picks)
		assert.equal((await visitor.post(`/s/${code}/slot`, picks.map((p) => ['keuze[]', p]))).status, 303);
	assert.equal((await visitor.post(`/s/${code}/inleveren`)).status, 303);
}

// `people` is a list of { group, answers, picks }.  Returns { id, lead, units },
// units by name.
export async function closedRound(server, rows, people, { login = 'lotte', more = {} } = {}) {
	const round = await openRound(server, login, more, rows);

	for (const { group, answers, picks } of people)
		await answer(server, round.codes[group].pop(), answers, picks);
	const closed = await round.lead.post(`/rondes/${round.id}/sluiten`);

	assert.equal(closed.status, 303, closed.body_text);
	return round;
}

// The organisation of the prototype: five teams, leaders, and one group that is
// too small to be seen.
export const voorbeeldstad = {
	rows: [
		'Dienstverlening;Burgerzaken;team;12', 'Dienstverlening;Werk en inkomen;team;14',
		'Ruimte;Vergunningen;team;9', 'Ruimte;Openbare ruimte;team;8',
		';Bedrijfsvoering;team;10', ';Bestuursadvies;team;5', ';Leidinggevenden;leiding;8',
	].join('\n'),
	people(subjects = 10, seed = 7) {
		const random = stream(seed);
		const shape = (centre, width) => {
			const x = centre + (random() + random() + random() - 1.5) * 1.6 * width;

			return String(Math.max(1, Math.min(5, Math.round(x))));
		};
		const centre = [3.2, 2.0, 1.8, 2.6, 2.4, 2.2, 3.1, 3.9, 2.9, 3.4];
		const width = [0.8, 2.2, 0.6, 0.8, 1.3, 1.1, 0.9, 0.3, 1.6, 1.2];
		const up = [0.3, 1.5, 0.3, 0.9, 0.5, 0.2, 0, 0.1, -0.8, 0.4];
		const sizes = { Burgerzaken: 9, 'Werk en inkomen': 12, Vergunningen: 7, 'Openbare ruimte': 6,
			Bedrijfsvoering: 7, Bestuursadvies: 3, Leidinggevenden: 7 };

		return Object.entries(sizes).flatMap(([group, n], g) => Array.from({ length: n }, () => ({
			group,
			answers: Array.from({ length: subjects }, (_, i) => ({
				nu: random() < 0.06 ? '14'
					: shape(centre[i] + (group === 'Leidinggevenden' ? up[i] : (g % 3 - 1) * 0.4), width[i]),
				straks: shape(Math.min(4.2, centre[i] + 1.2), 0.7),
				past1: shape(3, 1.5), past2: shape(3, 1),
			})),
			picks: [String(1 + Math.floor(random() * subjects))],
		})));
	},
};

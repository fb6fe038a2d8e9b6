// SPDX-License-Identifier: EUPL-1.2
// The organisation of the prototype, and what its people answer, the same every
// time.

// A repeatable stream of numbers in [0, 1).
function stream(seed) {
	let state = seed;

	return () => {
		state = (state * 1103515245 + 12345) % 2147483648;
		return state / 2147483648;
	};
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

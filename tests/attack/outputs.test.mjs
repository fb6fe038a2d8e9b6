// SPDX-License-Identifier: EUPL-1.2
// The attack through the program's own outputs.  Random organisations are
// played into a database, everything a reader can fetch is fetched, and from
// those bytes alone the attacker tries to compute the answers of fewer than k
// people.  The same attack must succeed on a program without the rule of
// pieces, and on one that holds it against sheets instead of answers: that is the
// test of the test.
// limit: 1200 s, because it plays forty organisations and solves for each
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsOf, familyOf, isSensitive, isUnion, piecesOf, solve, truthOf } from './family.mjs';
import { fetchAll, plainPage, readAll } from './outputs.mjs';
import { withRounds } from '../play/organisations.mjs';
import { run } from '../play/server.mjs';

// More of them, for who has the time: PEIL_TEST_ORGANISATIONS=1000.  Of the programs that
// break a rule at least 16 of 20 organisations tell it; forty hold every kind of figure.
const COUNT = Number(process.env.PEIL_TEST_ORGANISATIONS) || 40, COUNT_BROKEN = 20;
const SEED = Number(process.env.ATTACK_SEED ?? 41);	// other organisations
const SENSITIVE_K = 10;

const names = (set, cells) => set.flatMap((is, j) => (is ? [cells[j].unit.name] : []));

// The published groups of one round, per family of questions.
function familiesOf(seen, model, round, truth, notes) {
	const families = new Map();
	const begin = (family) => {
		const cells = cellsOf(family, truth);
		const k = isSensitive(family) ? Math.max(round.k, SENSITIVE_K) : round.k;
		const pieces = piecesOf(round.units, cells, k)
			.map((p) => cells.map((_, j) => p.includes(j)));

		families.set(family, { cells, pieces, k, sets: new Map() });
	};

	for (const { where, counts } of [...seen].sort((a, b) => b.counts.size - a.counts.size)) {
		const parts = new Map();

		for (const [key, n] of counts) {
			const family = familyOf(model, key);

			if (!parts.has(family))
				parts.set(family, new Map());
			parts.get(family).set(key, n);
		}
		for (const [family, part] of parts) {
			if (!families.has(family))
				begin(family);
			const { cells, pieces, sets } = families.get(family);
			const set = solve(part, cells, [...sets.keys()].map((one) => JSON.parse(one)), pieces);

			if (!set)
				notes.push(`${where}, ${family}: no sum of whole groups`);
			else if (set.some((is) => is) && !sets.has(JSON.stringify(set)))
				sets.set(JSON.stringify(set), where);
		}
	}
	return families;
}

// By subtracting one published group from another that holds it.
function smallDifferences({ cells, sets, k }) {
	const all = [...sets].map(([set, where]) => ({ set: JSON.parse(set), where }));
	const found = [];

	for (const a of all)
		for (const b of all) {
			const left = cells.filter((_, j) => b.set[j] && !a.set[j]);
			const size = left.reduce((sum, c) => sum + c.size, 0);

			if (a.set.every((is, j) => !is || b.set[j]) && size > 0 && size < k)
				found.push(`${b.where} - ${a.where} = ${left.map((c) => c.unit.name)}, ${size} people`);
		}
	return found;
}

// Every published group is a union of the pieces that the rule makes.
function strangers({ cells, sets, pieces }) {
	return [...sets].filter(([set]) => !isUnion(JSON.parse(set), pieces))
		.map(([set, where]) => `${where}: ${names(JSON.parse(set), cells)} is no sum of pieces`);
}

async function attackRound(visitor, round, model) {
	const truth = truthOf(model, round.units);
	const { seen, unread } = readAll(await fetchAll(visitor, round.round, round.units), model);
	const notes = [...unread];
	const documents = [];
	let histograms = 0;

	for (const [family, f] of familiesOf(seen, model, round, truth, notes)) {
		histograms += f.sets.size;
		notes.push(...smallDifferences(f), ...strangers(f));
		if (f.cells.length > 0)
			documents.push({
				id: `${round.round}, ${family}`, k: f.k,
				cells: Object.fromEntries(f.cells.map((c) => [c.unit.name, c.size])),
				published: [...f.sets.keys()].map((set) => names(JSON.parse(set), f.cells)),
			});
	}
	return { notes: notes.map((n) => `round ${round.round}: ${n}`), documents, histograms,
		places: seen.map((s) => s.where) };
}

async function attackAll(visitor, rounds, model) {
	const all = { notes: [], documents: [], histograms: 0, places: [] };

	for (const round of rounds) {
		const one = await attackRound(visitor, round, model);

		all.notes.push(...one.notes);
		all.documents.push(...one.documents);
		all.histograms += one.histograms;
		all.places.push(...one.places);
	}
	all.verdicts = run(['pieces', '--attack'], JSON.stringify(all.documents)).trim().split('\n')
		.map((line) => JSON.parse(line));
	return all;
}

test(`nothing of fewer than k people can be computed from what ${COUNT} organisations see`, async (t) => {
	await withRounds({ program: 'attack_organisations', stage: 'closed', seed: SEED, answers: SEED + 1,
		count: COUNT }, async (visitor, rounds, model) => {
		const all = await attackAll(visitor, rounds, model);

		t.diagnostic(`${all.places.length} tables, charts and lists, ${all.histograms} different groups of answers`);
		assert.deepEqual(all.notes, []);
		assert.ok(all.histograms > 5 * COUNT, 'there was something to read');
		for (const kind of ['CSV, ', 'statistiek als CSV', 'statistiek als JSON', 'vergelijking, figuur',
			'vergelijking, rij', 'vergelijking als CSV', 'rij Alle leidinggevenden', 'rij Alle anderen in een groep',
			'de wens', 'stippen, now', 'stippen, wish', 'wens in de figuur', 'figuur, weet ik niet',
			'leidinggevenden in de figuur', 'klein, ', 'balk van een zin',
			'figuur bij het gesprek', 'klassen in woorden', 'stellingen leaders', 'stellingen specialists'])
			assert.ok(all.places.some((where) => where.includes(kind)), `read nowhere: ${kind}`);
		all.verdicts.forEach((v, i) => {
			assert.ok(v.safe && v.not_by_sums && !v.published_below_k, JSON.stringify(v));
			assert.ok(v.smallest_class === null || v.smallest_class >= all.documents[i].k,
				JSON.stringify(v));
		});
	});
});

for (const [rule, what] of [['r2_off', 'without the rule of pieces'],
	['r8_off', 'that holds the rule against sheets']]) test(`a program ${what} is caught`, async (t) => {
	await withRounds({ program: `attack_organisations_${rule}`, stage: 'closed', seed: SEED, answers: SEED + 1,
		count: COUNT_BROKEN }, async (visitor, rounds, model) => {
		const all = await attackAll(visitor, rounds, model);
		const broken = new Set(all.verdicts.filter((v) => !v.safe).map((v) => v.id.split(',')[0]));

		t.diagnostic(`${broken.size} of ${COUNT_BROKEN} organisations give a smaller group away`);
		assert.ok(broken.size > COUNT_BROKEN / 2, 'most organisations give a smaller group away');
		assert.ok(all.notes.some((n) => n.includes('is no sum of pieces')));
		assert.ok(all.notes.some((n) => n.includes(' people')));
		for (const v of all.verdicts.filter((x) => !x.not_by_sums))
			assert.ok(v.derivable.group.length > 0 && v.derivable.how.includes('{'), JSON.stringify(v));
		assert.ok(all.verdicts.some((v) => !v.not_by_sums));
	});
});

// Two times the same people came, and answered other things.  While the round is
// open no byte of any page may differ but for ids and tokens.
test('while a round is open its pages do not depend on the answers', async () => {
	const pages = async (answers) => withRounds({ program: 'attack_organisations', stage: 'open',
		seed: SEED + 2, answers, count: 8 }, async (visitor, rounds, model) => {
		const all = [];

		for (const round of rounds) {
			const found = await fetchAll(visitor, round.round, round.units);
			const ids = new Map(round.units.map((u, i) => [String(u.id), `unit${i}`]));
			const plain = (text) => plainPage(text.replace(/\d{9,}/g, (id) => ids.get(id) ?? 'id'));

			assert.deepEqual(readAll(found, model), { seen: [], unread: [] });
			for (const [path, { status, body }] of found)
				all.push({ path: plain(path), status, body: plain(body) });
		}
		return { all, sheets: rounds.flatMap((r) => r.units.flatMap((u) => u.sheets.length)),
			answers: rounds.flatMap((r) => r.units.flatMap((u) => u.sheets)).join() };
	});
	const [one, other] = [await pages(1), await pages(2)];

	assert.notEqual(one.answers, other.answers);
	assert.deepEqual(one.sheets, other.sheets);
	assert.ok(one.all.length > 8 * 5);
	assert.deepEqual(one.all, other.all);
});

// SPDX-License-Identifier: EUPL-1.2
// The statistician's exports: every figure is the one that `peil figures`,
// `peil gaps` and `peil fdr` give for the histogram in the same row.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readRows } from '../play/csv.mjs';
import { closedRound, makeRound } from '../play/round.mjs';
import { run, serve } from '../play/server.mjs';
import { voorbeeldstad } from '../play/voorbeeldstad.mjs';

let server, round, rows, list;

before(async () => {
	server = await serve();
	server.account();
	round = await closedRound(server, voorbeeldstad.rows, voorbeeldstad.people());
	rows = readRows((await round.lead.get(path('csv', '?vorm=rfc4180'))).body_text);
	const { columns, data } = JSON.parse((await round.lead.get(path('json'))).body_text);

	list = data.map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[i]])));
});
after(() => server.stop());

const path = (kind, more = '') => `/rondes/${round.id}/beeld/statistiek.${kind}${more}`;
const counts = (row) => Array.from({ length: Number(row.levels) }, (_, k) => Number(row[`count_${k + 1}`]));
const near = (a, b, what) => {
	if (b === null)
		assert.ok(a === '' || a === null, `${what}: ${a} is not empty`);
	else
		assert.ok(a !== '' && Math.abs(Number(a) - b) <= 1e-12 * Math.max(1, Math.abs(b)), `${what}: ${a}, not ${b}`);
};

// The same names in the command's answer.
function recomputed(row) {
	const line = { id: 'x', counts: counts(row), dont_know: Number(row.dont_know),
		not_applicable: Number(row.not_applicable), skipped: Number(row.skipped) };

	if (row.members !== '')
		line.members = Number(row.members);
	return line;
}

test('every row agrees with peil figures', () => {
	const answers = run(['figures'], rows.map((row) => JSON.stringify(recomputed(row))).join('\n') + '\n')
		.trim().split('\n').map((line) => JSON.parse(line));

	assert.ok(rows.length > 200, `${rows.length} rows`);
	for (const [i, row] of rows.entries()) {
		// What the silent can change and what can be seen are on the command line only.
		const { id, range, silence, silence_with_dont_know, sight, two_groups_word, ...figures } = answers[i];
		const where = `${id} ${row.group} ${row.subject} ${row.item}`;

		for (const [name, value] of Object.entries(figures))
			near(row[name], value, `${where} ${name}`);
		assert.equal(two_groups_word === null, row.two_groups === '', where);
		assert.deepEqual([silence, silence_with_dont_know, sight].map((x) => x === undefined), Array(3).fill(!range), where);
		if (!range) {
			assert.equal(row.range_median_min, '', where);
			continue;
		}
		near(row.range_median_min, range.median_min, where);
		near(row.range_median_max, range.median_max, where);
		near(row.range_spread_min, range.spread_min, where);
		near(row.range_spread_max, range.spread_max, where);
		near(row.range_credible_median_low, range.credible_median?.[0] ?? null, where);
		near(row.range_credible_median_high, range.credible_median?.[1] ?? null, where);
		for (const { level, observed, possible, credible } of range.at_least) {
			near(row[`range_observed_${level}`], observed, where);
			near(row[`range_possible_low_${level}`], possible[0], where);
			near(row[`range_possible_high_${level}`], possible[1], where);
			near(row[`range_credible_low_${level}`], credible?.[0] ?? null, where);
			near(row[`range_credible_high_${level}`], credible?.[1] ?? null, where);
		}
		for (const [k, p] of (range.probability_median_at_most ?? []).entries())
			near(row[`range_median_at_most_${k + 1}`], p, where);
		for (const [k, p] of (range.probability_upper_median_at_most ?? []).entries())
			near(row[`range_upper_median_at_most_${k + 1}`], p, where);
	}
});

test('the JSON has the same rows', () => {
	assert.equal(list.length, rows.length);
	for (const [i, row] of rows.entries()) {
		assert.deepEqual(Object.keys(list[i]), Object.keys(row));
		for (const [name, value] of Object.entries(row))
			assert.equal(typeof list[i][name] === 'number' ? list[i][name] === Number(value) : (list[i][name] ?? '') === value,
				true, `${row.group} ${row.subject} ${name}: ${list[i][name]}, ${value}`);
	}
});

test('groups against the others: peil gaps, and one false discovery rate for all', () => {
	const compared = rows.filter((row) => row.others_n !== '');
	const all = (subject) => counts(rows.find((r) => r.group === 'Gemeente Voorbeeld' && r.subject === subject && r.item === 'now'));
	const others = (row) => (row.set === 'leaders'
		? counts(rows.find((r) => r.set === 'others' && r.subject === row.subject))
		: all(row.subject).map((c, k) => c - counts(row)[k]));
	const answers = run(['gaps'], compared.map((row) => JSON.stringify({ id: 'x', a: counts(row), b: others(row) })).join('\n') + '\n')
		.trim().split('\n').map((line) => JSON.parse(line));
	// Leaders are one of the groups: tested once, as that group.
	const tested = compared.filter((row) => row.set === 'unit');
	const { bh, by } = JSON.parse(run(['fdr'], JSON.stringify({ id: 'x', p: tested.map((row) => Number(row.others_wmw_p)) })));
	const place = (row) => tested.findIndex((t) => t.subject === row.subject
		&& t.group === (row.set === 'leaders' ? 'Leidinggevenden' : row.group));

	// Four groups under the root and leaders against the others.
	assert.deepEqual([...new Set(compared.map((row) => `${row.set} ${row.group}`))].sort(),
		['leaders ', 'unit Bedrijfsvoering', 'unit Dienstverlening', 'unit Leidinggevenden', 'unit Ruimte']);
	for (const [i, row] of compared.entries()) {
		near(row.others_n, answers[i].n_b, 'n');
		near(row.others_w1, answers[i].w1, 'w1');
		near(row.others_cliffs_delta, answers[i].cliffs_delta, 'delta');
		near(row.others_wmw_u, answers[i].wmw_u, 'u');
		near(row.others_wmw_p, answers[i].wmw_p, 'p');
		near(row.others_bh, bh[place(row)], 'bh');
		near(row.others_by, by[place(row)], 'by');
	}
});

test('what the page says of chance is what the file says', async () => {
	const page = (await round.lead.get(`/rondes/${round.id}/beeld?volgorde=model`)).body_text;
	const articles = page.match(/<article class="sub"[\s\S]*?<\/article>/g);
	const leaders = rows.filter((row) => row.set === 'leaders');
	let told = 0;

	for (const [i, html] of articles.entries()) {
		const rule = html.match(/data-rule="leaders-(apart|chance)"/)?.[1];

		const others = rows.find((row) => row.set === 'others' && row.subject === leaders[i].subject && row.item === leaders[i].item);
		const higher = Number(leaders[i].mean) - Number(others.mean);

		assert.equal(rule !== undefined, Math.abs(higher) >= 0.5 - 1e-12, leaders[i].subject);
		// The line is of the colour that the sentence says, and the row tells what is no chance.
		assert.equal(html.includes('class="gapl"'), rule === 'apart', leaders[i].subject);
		if (rule)
			assert.ok(html.includes(`gemiddeld ${Math.abs(higher).toFixed(1).replace('.', ',')} niveau ${higher > 0 ? 'hoger' : 'lager'}`));
		if (rule)
			assert.equal(rule === 'apart', Number(leaders[i].others_bh) <= 0.10, leaders[i].subject);
		told += rule !== undefined;
	}
	assert.ok(told > 0);
	const unit = page.match(/\/beeld\/(\d+)"/)[1];

	assert.doesNotMatch((await round.lead.get(`/rondes/${round.id}/beeld/${unit}`)).body_text, /data-rule="[^"]*-(apart|chance)"/);
});

// Groups with the same answers, and the same wish, on every subject.
const group = (name, levels) => levels.map((nu) => ({
	group: name, answers: Array.from({ length: 10 }, () => ({ nu: String(nu), straks: String(nu) })),
}));

test('a gap that is proposed says when it cannot be told from chance', async () => {
	for (const [a, b, isChance] of [
		[[1, 1, 1, 2, 3], [2, 2, 3, 3, 4], true],	// p = .14
		[[4, 4, 4, 4, 4], Array(25).fill(3), false],
	]) {
		const two = await closedRound(server, ';A;team;6\n;B;team;30', [...group('A', a), ...group('B', b)]);
		const html = (await two.lead.get(`/rondes/${two.id}/agenda`)).body_text;
		const cards = html.match(/<article class="card stack topic"[^>]*data-rule="vraag-(?:verschil|groepen)"[\s\S]*?<\/article>/g);

		for (const card of cards) {
			assert.equal(/data-rule="gap-chance"/.test(card), isChance);
		}
		assert.ok(cards.length > 0);
	}
});

test('no group that is too small, one group apart, nothing while open', async () => {
	const unit = (await round.lead.get(`/rondes/${round.id}/beeld`)).body_text.match(/\/beeld\/(\d+)"/)[1];
	const one = readRows((await round.lead.get(path('csv', `?vorm=rfc4180&groep=${unit}`))).body_text);
	const going = await makeRound(server);

	assert.ok(rows.every((row) => row.group !== 'Bestuursadvies'));
	assert.deepEqual([...new Set(one.map((row) => row.group))], ['Dienstverlening']);
	assert.equal(readRows((await round.lead.get(path('csv', '?groep=1'))).body_text).length, 0);
	assert.equal((await round.lead.get(path('csv', '?groep=x'))).status, 404);
	for (const kind of ['csv', 'json']) {
		assert.equal((await going.lead.get(`/rondes/${going.id}/beeld/statistiek.${kind}`)).status, 409);
		assert.equal((await server.visitor().get(path(kind))).status, 303, 'signing in first');
	}
});

// SPDX-License-Identifier: EUPL-1.2
// Reads every histogram that a reader of a round can see: from pages, tables,
// charts, labels of charts, sentences, the files of counts and of statistics,
// and the comparison with an earlier round; from their bytes alone.
//
// What is seen is a map from "subject|item|answer" to a count, with the place
// where it stood.  The answers of now and wish are the names of levels ("1"
// and on), "dont_know", "not_applicable", "skipped"; those of a sensitive question
// are its classes, "1" to "3".
import assert from 'node:assert/strict';
import { readCsv, readRows } from '../play/csv.mjs';
import { isSensitiveItem } from './family.mjs';

const text = (html) => html.replace(/<[^>]+>/g, ' ').replaceAll('&amp;', '&').replaceAll('&lt;', '<')
	.replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
	.replace(/\s+/g, ' ').trim();

const key = (subject, item, answer) => `${subject}|${item}|${answer}`;
const classes = ['1', '2', '3'];
const csvClasses = ['1–2', '3', '4–5'];
const fit = ['1', '2', '3', '4', '5'];

// --- CSV ---------------------------------------------------------------------

// One thing seen per group.
function readCounts(body, model) {
	const seen = new Map();
	const [head, ...records] = readCsv(body);

	assert.deepEqual(head, ['group', 'subject', 'item', 'answer', 'count']);
	for (const record of records) {
		const [group, subject, item, answer, count] = record;

		if (!seen.has(group))
			seen.set(group, { where: `CSV, ${group}`, counts: new Map() });
		const known = isSensitiveItem(model, subject, item) && csvClasses.includes(answer)
			? classes[csvClasses.indexOf(answer)] : answer;

		assert.ok(!isSensitiveItem(model, subject, item) || item === 'important' ||
			csvClasses.includes(answer) || /^[a-z]/.test(answer), record.join(';'));
		seen.get(group).counts.set(key(subject, item, known), Number(count));
	}
	return [...seen.values()];
}

// The statistician's file: a histogram in each row, of a group, the leaders or
// the others; and the same as JSON.
function readStatistics(rows, where) {
	const seen = new Map();

	for (const row of rows) {
		const name = `${where}, ${row.set} ${row.group}`;
		const levels = Array.from({ length: Number(row.levels) }, (_, k) => String(k + 1));

		if (!seen.has(name))
			seen.set(name, { where: name, counts: new Map() });
		const put = (answer, cell) => cell !== '' && cell !== null &&
			seen.get(name).counts.set(key(row.subject, row.item, answer), Number(cell));

		for (const k of levels)
			put(k, row[`count_${k}`]);
		for (const other of ['dont_know', 'not_applicable', 'skipped'])
			put(other, row[other]);
	}
	return [...seen.values()];
}

// The file of the comparison: how many answers lie on each level or higher.
// What it says of the earlier round is read at that round.
function readChangeFile(body) {
	const seen = new Map();

	for (const row of readRows(body)) {
		const name = `vergelijking als CSV, ${row.group}`;
		const atLeast = [Number(row.n_now), ...Object.keys(row).filter((c) => c.startsWith('now_at_least_'))
			.map((c) => Number(row[c])), 0];

		if (!seen.has(name))
			seen.set(name, { where: name, counts: new Map() });
		for (let k = 0; k + 1 < atLeast.length; k++)
			seen.get(name).counts.set(key(row.subject, 'now', String(k + 1)), atLeast[k] - atLeast[k + 1]);
	}
	return [...seen.values()];
}

// --- pages -------------------------------------------------------------------

// Collects what belongs to one row of a page over its subjects.
class Page {
	constructor(path, model) {
		this.path = path;
		this.model = model;
		this.rows = new Map();
		this.unread = [];
	}

	see(row, subject, item, answers, numbers) {
		const name = `${this.path}, ${row}`;

		if (!this.rows.has(name))
			this.rows.set(name, { where: name, counts: new Map() });
		answers.forEach((answer, i) => {
			this.rows.get(name).counts.set(key(subject.id, item, answer), numbers[i]);
		});
	}

	get levels() {
		return this.model.levels.map((l) => l.name.nl);
	}

	// What stands before the counts of a subject: its levels, or three classes.
	names(subject) {
		const [a, b, c, d, e] = this.levels;

		return subject.sensitive ? [`‘${a}’ of ‘${b}’`, `‘${c}’`, `‘${d}’ of ‘${e}’`] : this.levels;
	}
}

const numbersOf = (row) => [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map((m) => text(m[1]).replace(/^samen /, ''));
const isCount = (cell) => /^\d+$/.test(cell);
const FEW = 'te weinig antwoorden';	// instead of the levels

function readRow(page, subject, row, nth) {
	const head = text(row.match(/<th[^>]*>([\s\S]*?)<\/th>/)?.[1] ?? '');
	const found = numbersOf(row);
	const answers = [...page.names(subject).map((_, i) => String(i + 1)), 'dont_know',
		'not_applicable'];
	const statement = subject.statements[nth];
	const fits = [...(statement && isSensitiveItem(page.model, subject.id, statement.id)
		? classes : fit), 'dont_know'];

	if (found[0] === FEW) {
		const item = found.length === 2 ? statement?.id : head.startsWith('Wens van ') ? 'wish' : 'now';

		['dont_know', 'not_applicable'].forEach((answer, i) => {
			if (isCount(found[1 + i] ?? ''))
				page.see(`te weinig, rij ${head}`, subject, item, [answer], [Number(found[1 + i])]);
		});
		return true;
	}
	if (found.length === answers.length && found.slice(0, -1).every(isCount)) {
		const isWish = head.startsWith('Wens van ');
		const known = isWish ? answers.slice(0, -1) : answers;

		page.see(isWish ? 'de wens' : `rij ${head}`, subject, isWish ? 'wish' : 'now', known,
			found.map(Number));
		return true;
	}
	if (found.length === fits.length && found.every(isCount) && statement) {
		page.see(`stellingen ${statement.route}`, subject, statement.id, fits, found.map(Number));
		return true;
	}
	return false;
}

function readTables(page, subject, html) {
	for (const [, table] of html.matchAll(/<table[^>]*>([\s\S]*?)<\/table>/g)) {
		const rows = [...table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map((m) => m[1]).slice(1);

		rows.forEach((row, i) => {
			if (!readRow(page, subject, row, i) && numbersOf(row).filter(isCount).length > 2)
				page.unread.push(`a table at ${subject.id}: ${text(row)}`);
		});
	}
}

// "Bij enkelen: 3, In proef: 6, …" or "Bij enkelen 3, In proef 6, …"
function namedCounts(names, words) {
	const found = names.map((name) => {
		const at = words.indexOf(name);

		return at < 0 ? null : words.slice(at + name.length).match(/^:? (\d+)(?=[,. ]|$)/)?.[1];
	});

	return found.every((n) => n !== null && n !== undefined) ? found.map(Number) : null;
}

const levelKeys = (page) => page.levels.map((_, i) => String(i + 1));

// The description of a chart in words, and the marks that it draws.
function readChart(page, subject, html) {
	for (const [, svg] of html.matchAll(/<desc[^>]*>([\s\S]*?<\/svg>)<\/figure>/g)) {
		const [words] = svg.split('</desc>');
		const [most, leaders] = words.split('Waarvan leidinggevenden:');
		const [all, wish] = most.split('Wens over twee jaar:');
		const counts = namedCounts(page.levels, all), unsure = all.match(/Weet ik niet: (\d+)\./);

		if (subject.sensitive)
			continue;
		if (!counts) {
			page.unread.push(`a chart at ${subject.id}: ${words}`);
			continue;
		}
		page.see('figuur', subject, 'now', levelKeys(page), counts);
		if (unsure)
			page.see('figuur, weet ik niet', subject, 'now', ['dont_know'], [Number(unsure[1])]);
		if (wish)
			page.see('wens in de figuur', subject, 'wish', levelKeys(page), namedCounts(page.levels, wish));
		if (leaders)
			page.see('leidinggevenden in de figuur', subject, 'now', levelKeys(page),
				namedCounts(page.levels, leaders));
		// Dots stand in piles, a pile a level: answers, then wishes.
		for (const [mark, item] of [['now', 'now'], ['wish', 'wish']]) {
			const marks = new Map();

			for (const [, x, pile] of svg.matchAll(/<svg x="([\d.]+)%" y="[\d.]+em" overflow="visible" aria-hidden="true">(.*?)<\/svg>/g))
				if (pile.includes(`<circle class="${mark}"`))
					marks.set(Math.floor((Number(x) - 8) * page.levels.length / 78),
						pile.match(new RegExp(`<circle class="${mark}"`, 'g')).length);
			if (marks.size > 0)
				page.see(`stippen, ${item}`, subject, item, levelKeys(page),
					levelKeys(page).map((_, i) => marks.get(i) ?? 0));
		}
	}
}

// Counts in sentences must be those of the figures beside them.
function readWords(page, subject, html) {
	const words = text(html.replace(/<table[\s\S]*?<\/table>|<svg[\s\S]*?<\/svg>/g, ' '));
	if (subject.sensitive)
		return;
	const shown = page.rows.get(`${page.path}, figuur`)?.counts;
	const known = [...page.rows.values()].map((r) => r.counts.get(key(subject.id, 'now', 'dont_know')));
	const n = levelKeys(page).reduce((sum, k) => sum + (shown?.get(key(subject.id, 'now', k)) ?? 0), 0);

	for (const [all, dontKnow, of] of words.matchAll(/(\d+) van de (\d+) weten dit niet/g))
		assert.ok(known.includes(Number(dontKnow)) && Number(of) === n + Number(dontKnow),
			`${page.path}: "${all}" is not what the table says`);
	for (const [all, dontKnow] of words.matchAll(/(\d+) mensen weten dit niet/g))
		assert.ok(known.includes(Number(dontKnow)) && n === 0, `${page.path}: "${all}" stands beside levels`);
	for (const [all, some, of] of words.matchAll(/(\d+) van de (\d+) antwoorden liggen op/g))
		assert.ok(Number(of) === n && Number(some) <= n, `${page.path}: "${all}"`);
}

// The three classes of a sensitive subject, in the words of its chart.
function readClasses(page, subject, html) {
	const words = text(html.match(/<desc[^>]*>([^<]*)/)?.[1] ?? '');
	const counts = subject.sensitive && namedCounts(page.names(subject), words);

	if (counts)
		page.see('klassen in woorden', subject, 'now', classes, counts);
	else if (subject.sensitive && !/Te weinig antwoorden: hier zijn er minder/.test(html))
		page.unread.push(`a sensitive subject: ${words}`);
}

// The bar of a statement: "We vragen door: helemaal niet 3, …, weet ik niet 2".
function readBar(page, words) {
	for (const subject of page.model.subjects)
		for (const statement of subject.statements) {
			const begin = `${statement.text.nl}: `;
			const fits = isSensitiveItem(page.model, subject.id, statement.id) ? classes : fit;

			if (!words.startsWith(begin))
				continue;
			const found = [...words.slice(begin.length).matchAll(/ (\d+)(?=,|$)/g)].map(([, n]) => Number(n));

			assert.ok(found.length >= fits.length, words);
			page.see(`balk van een zin, ${statement.route}`, subject, statement.id,
				[...fits, 'dont_know'].slice(0, found.length), found);
		}
}

// Small charts: "Team 1, Data en kwaliteit: Bij enkelen 1, …"
function readLabels(page, html) {
	for (const [, label] of html.matchAll(/aria-label="([^"]*)"/g)) {
		const words = text(label);
		const subject = page.model.subjects.find((s) => words.includes(`, ${s.name.nl}: `));
		const names = subject ? page.names(subject) : page.levels;
		const counts = namedCounts(names, words);

		readBar(page, words);
		if (counts && subject)
			page.see(`klein, ${words.split(`, ${subject.name.nl}`)[0]}`, subject, 'now',
				names.map((_, i) => String(i + 1)), counts);
		else if (counts)
			page.unread.push(`a label: ${words}`);
	}
}

// Two rounds under each other: the row and the chart of this one.
function readChange(path, body, model) {
	const page = new Page(path, model);
	const keys = levelKeys(page);

	for (const [article, n] of body.matchAll(/<article class="dim then-now" id="onderwerp(\d+)"[\s\S]*?<\/article>/g)) {
		const subject = model.subjects[Number(n) - 1];
		const chart = article.match(/<desc id="l\d+-d">([^<]*)/)?.[1];
		const rows = [...(article.match(/<tbody>([\s\S]*?)<\/tbody>/)?.[1] ?? '').matchAll(/<tr>[\s\S]*?<\/tr>/g)];

		if (!rows.length)
			continue;
		const found = numbersOf(rows[1][0]).slice(0, keys.length + 2);

		if (found[0] === FEW)
			continue;

		page.see('vergelijking, figuur', subject, 'now', keys, namedCounts(page.levels, chart));
		page.see('vergelijking, rij', subject, 'now', [...keys, 'dont_know', 'not_applicable'], found.map(Number));
	}
	return { seen: [...page.rows.values()], unread: page.unread };
}

function readHtml(path, body, model) {
	if (/\/verandering(\?|$)/.test(path))
		return readChange(path, body, model);
	const page = new Page(path, model);
	const main = body.match(/<main[\s\S]*<\/main>/)?.[0] ?? body;
	let rest = main;

	for (const [article, n] of main.matchAll(
		/<article class="sub" id="onderwerp(\d+)"[\s\S]*?<\/article>/g)) {
		const subject = model.subjects[Number(n) - 1];

		readTables(page, subject, article);
		readClasses(page, subject, article);
		readChart(page, subject, article);
		readWords(page, subject, article);
		readLabels(page, article);
		rest = rest.replace(article, '');
	}
	readLabels(page, rest);
	for (const [, svg] of rest.matchAll(/(<desc[^>]*>[\s\S]*?)<\/svg>/g)) {
		const subject = model.subjects.find((s) => rest.includes(`>${s.name.nl}</title>${svg.slice(0, 80)}`));
		const counts = namedCounts(page.levels, text(svg.split('</desc>')[0]));

		if (counts && subject)
			page.see('figuur bij het gesprek', subject, 'now', levelKeys(page), counts);
	}
	for (const [row] of rest.matchAll(/<tr[\s\S]*?<\/tr>/g))
		if (numbersOf(row).filter(isCount).length >= model.levels.length)
			page.unread.push(`a table: ${text(row)}`);
	return { seen: [...page.rows.values()], unread: page.unread };
}

// --- everything of a round -----------------------------------------------------

const isBigId = (part) => /^\d{4,}$/.test(part);

// A page without what another start of the server, with the same in it, makes anew.
export const plainPage = (text) => text.replace(/name="csrf" value="[^"]+"/g, 'csrf')
	.replace(/nonce-?="?[\w+/=-]+/g, 'nonce').replace(/127\.0\.0\.1:\d+/g, 'here');

// Follows every link inside the round.  Pages that name another round or
// another thing by its id (not a group of this round) are read for two of them.
export async function fetchAll(visitor, round, units) {
	const start = `/rondes/${round}`;
	const waiting = [start, `${start}/beeld`, `${start}/beeld?volgorde=model`, `${start}/beeld.csv`,
		`${start}/beeld/statistiek.csv`, `${start}/beeld/statistiek.json`, `${start}/verandering.csv`,
		...units.filter((u) => u.id).map((u) => `${start}/verandering?groep=${u.id}`),
		...units.filter((u) => u.id).map((u) => `${start}/beeld/${u.id}`)];
	const found = new Map();
	const others = new Set();

	while (waiting.length > 0) {
		const path = waiting.shift();

		if (found.has(path))
			continue;
		const answer = await visitor.get(path);
		const type = answer.headers.get('content-type') ?? '';

		found.set(path, { status: answer.status, type, body: answer.body_text });
		for (const [, link] of answer.body_text.matchAll(/(?:href|src)="([^"#]+)/g)) {
			const inside = link.replaceAll('&amp;', '&');
			const strange = inside.slice(start.length).split(/[/?=&]/).filter((part) =>
				isBigId(part) && !units.some((u) => String(u.id) === part));

			if (inside !== start && !inside.startsWith(`${start}/`))
				continue;
			strange.forEach((part) => others.size < 2 && others.add(part));
			if (strange.every((part) => others.has(part)))
				waiting.push(inside);
		}
	}
	return found;
}

export function readAll(found, model) {
	const seen = [];
	const unread = [];

	for (const [path, { status, type, body }] of found) {
		if (status >= 300 && status < 400)
			continue;
		if (type.startsWith('text/csv') && path.includes('/beeld.csv')) {
			seen.push(...readCounts(body, model));
		} else if (type.startsWith('text/csv') && path.includes('/statistiek.csv')) {
			seen.push(...readStatistics(readRows(body), 'statistiek als CSV'));
		} else if (type.startsWith('application/json') && path.includes('/statistiek.json')) {
			const { columns, data } = JSON.parse(body);

			seen.push(...readStatistics(data.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]]))),
				'statistiek als JSON'));
		} else if (type.startsWith('text/csv') && path.includes('/verandering.csv')) {
			seen.push(...readChangeFile(body));
		} else if (type.startsWith('text/html')) {
			const page = readHtml(path, body, model);

			seen.push(...page.seen);
			unread.push(...page.unread.map((what) => `${path}: ${what}`));
		} else if (status === 200) {
			unread.push(`${path}: ${type}`);
		}
	}
	return { seen, unread };
}

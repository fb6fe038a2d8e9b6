// SPDX-License-Identifier: EUPL-1.2
// A strict reader of OpenMetrics 1.0 text: it throws at what the specification forbids.
const name = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const endings = {
	counter: ['_total', '_created'], gauge: [''], info: ['_info'], stateset: [''], unknown: [''],
	histogram: ['_bucket', '_sum', '_count', '_created'],
};
const number = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$|^\+Inf$/;

function need(isSo, what, line) {
	if (!isSo)
		throw new Error(`${what}: ${line}`);
}

function readLabels(text, line) {
	const labels = {};
	let rest = text;

	while (rest) {
		const match = rest.match(/^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,(?=.)|$)/);

		need(match, 'labels', line);
		need(!(match[1] in labels), 'a label twice', line);
		labels[match[1]] = match[2];
		rest = rest.slice(match[0].length);
	}
	return labels;
}

function checkHistogram(family) {
	const groups = new Map();

	for (const { name: of, labels: { le, ...labels }, value } of family.samples) {
		const key = JSON.stringify(labels);
		const group = groups.get(key) ?? groups.set(key, { bounds: [], counts: [] }).get(key);

		if (of.endsWith('_bucket')) {
			need(le === '+Inf' || /^\d+\.\d+$/.test(le), 'le', le);
			group.bounds.push(le === '+Inf' ? Infinity : Number(le));
			group.counts.push(value);
		} else {
			need(le === undefined, 'le outside a bucket', of);
			group[of.slice(family.name.length)] = value;
		}
	}
	for (const { bounds, counts, _count, _sum } of groups.values()) {
		need(bounds.at(-1) === Infinity, 'no +Inf', family.name);
		need(bounds.every((b, i) => i === 0 || b > bounds[i - 1]), 'bounds do not rise', family.name);
		need(counts.every((c, i) => Number.isInteger(c) && (i === 0 || c >= counts[i - 1])), 'counts fall', family.name);
		need(_count === counts.at(-1), 'count', family.name);
		need(_sum >= 0, 'sum', family.name);
	}
}

function checkFamily(family, line) {
	need(family.type, 'no TYPE', line);
	if (family.unit)
		need(family.name.endsWith(`_${family.unit}`), 'the name ends with its unit', line);
	if (family.type === 'histogram')
		checkHistogram(family);
	for (const { value, labels } of family.samples) {
		need(family.type !== 'counter' || value >= 0, 'a counter below 0', line);
		need(family.type !== 'stateset' || ((value === 0 || value === 1) && family.name in labels), 'stateset', line);
		need(family.type !== 'info' || value === 1, 'info', line);
	}
}

// Families by name: { name, type, unit, help, samples: [{ name, labels, value }] }.
export function readMetrics(text) {
	const families = new Map(), seen = new Set();
	let family = null;

	need(text.endsWith('\n# EOF\n'), 'it ends with # EOF', text.slice(-20));
	for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
		const meta = line.match(/^# (TYPE|UNIT|HELP) (\S+) (.*)$/);

		if (meta) {
			const [, what, of, value] = meta, key = what.toLowerCase();

			need(name.test(of), 'name', line);
			if (family?.name !== of) {
				if (family)
					checkFamily(family, family.name);
				need(!families.has(of), 'a family in two pieces', line);
				families.set(of, family = { name: of, samples: [] });
			}
			need(!(key in family) && family.samples.length === 0, 'said twice or too late', line);
			need(what !== 'TYPE' || value in endings, 'type', line);
			need(!/\\(?![\\n"])/.test(value), 'escape', line);
			family[key] = value;
			continue;
		}
		const sample = line.match(/^([^\s{]+)(?:\{(.*)\})? (\S+)$/);

		need(sample && name.test(sample[1]) && number.test(sample[3]), 'a sample', line);
		need(family && endings[family.type].some((end) => sample[1] === family.name + end), 'of another family', line);
		need(!seen.has(`${sample[1]}{${sample[2]}}`), 'a sample twice', line);
		seen.add(`${sample[1]}{${sample[2]}}`);
		family.samples.push({ name: sample[1], labels: readLabels(sample[2] ?? '', line), value: sample[3] === '+Inf' ? Infinity : Number(sample[3]) });
	}
	if (family)
		checkFamily(family, family.name);
	return families;
}

// SPDX-License-Identifier: EUPL-1.2
// What can be changed in a C file: an operator with blanks around it, or a number.

const OTHER = new Map(Object.entries({ '<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==', '&&': '||', '||': '&&',
	'+': '-', '-': '+', '*': '+', '/': '*', '+=': '-=', '-=': '+=', '%': '/' }));

// Blanks in the place of comments, strings, characters, preprocessor lines, and the room that
// a buffer gets; lengths stay.
const bare = (text) => text.replaceAll(/\b(?:out_new|arena_new)\([^;()]*\)|\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|^#.*(?:\\\n.*)*$/gm,
	(found) => found.replaceAll(/[^\n]/g, ' '));

// { line, code, name, text } of each change, in the order of the file; the name says which one
// of its line: "< -> <=", or "< -> <= (2)" for the second.
export function changesOf(text) {
	const changes = [];
	const code = bare(text);
	const lines = text.split('\n');
	const times = new Map();

	for (const m of code.matchAll(/(?<= )(?:<=|>=|==|!=|&&|\|\||\+=|-=|[<>+\-*/%])(?= )|(?<![\w.])\d+(?![\w.])/g)) {
		const was = m[0], becomes = OTHER.get(was) ?? String(Number(was) + 1);
		const line = code.slice(0, m.index).split('\n').length;
		const time = (times.get(`${line} ${was}`) ?? 0) + 1;
		// "x * y" of a declaration has no blank behind its star, so it is not meant.

		times.set(`${line} ${was}`, time);
		changes.push({ line, code: lines[line - 1].trim(), name: `${was} -> ${becomes}${time > 1 ? ` (${time})` : ''}`,
			text: text.slice(0, m.index) + becomes + text.slice(m.index + was.length) });
	}
	return changes;
}

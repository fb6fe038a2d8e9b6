// SPDX-License-Identifier: EUPL-1.2
// The files that docs/developer/first-page.md shows: **`path`** and a block.

// In the order of the page: { part, path, isNew, block }.  part is the heading it stands under.
export function stepsOf(text) {
	const steps = [];
	let part = '';

	for (const [, heading, path, isNew, kind, block] of
		text.matchAll(/^## (.*)$|^\*\*`([^`]+)`\*\*(, new)?\n\n```(\w+)\n([\s\S]*?)^```$/gm)) {
		if (heading) {
			part = heading;
			continue;
		}
		if ((kind === 'diff') === Boolean(isNew))
			throw new Error(`${path}: a new file is shown whole, another one as a diff`);
		steps.push({ part, path, isNew: Boolean(isNew), block });
	}
	return steps;
}

// The text of a file after the change that a block shows.  Each piece between two
// @@ has its place by the lines that are there already, once; without any of these
// it goes to the end.
export function changed(text, { path, block }) {
	for (const piece of block.split(/^@@\n/m)) {
		const lines = piece.replace(/\n$/, '').split('\n');
		const side = (sign) => lines.filter((l) => l[0] !== sign).map((l) => `${l.slice(1)}\n`).join('');
		const before = side('+'), after = side('-');

		if (!before) {
			text += after;
			continue;
		}
		const at = `\n${text}`.indexOf(`\n${before}`);

		if (at < 0 || `\n${text}`.indexOf(`\n${before}`, at + 1) >= 0)
			throw new Error(`${path}: these lines must stand there once:\n${before}`);
		text = text.slice(0, at) + after + text.slice(at + before.length);
	}
	return text;
}

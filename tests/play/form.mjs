// SPDX-License-Identifier: EUPL-1.2
// A form as a browser reads it from a page: what it would send.
const text = (html) => html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
	.replaceAll('&amp;', '&');
const attribute = (tag, name) => {
	const value = tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1];

	return value === undefined ? null : text(value);
};

// What one field sends; null: nothing.
function sent(tag, inside) {
	if (/^<textarea/.test(tag))
		return text(inside.replace(/^\n/, ''));
	if (/^<select/.test(tag))
		return text(inside.match(/value="([^"]*)" selected/)?.[1] ?? inside.match(/<option value="([^"]*)"/)?.[1] ?? '');
	if (/type="file"/.test(tag) || (/type="(radio|checkbox)"/.test(tag) && !/ checked/.test(tag)))
		return null;
	return attribute(tag, 'value') ?? '';
}

// The form of this path, which needs no action on its own page; null: there is none.
export function formIn(html, path) {
	const mine = [...html.matchAll(/<form\b([^>]*)>[\s\S]*?<\/form>/g)]
		.filter(([, tag]) => /method="post"/.test(tag) && (attribute(tag, 'action') ?? path).replace(/\?.*/, '') === path)
		.at(0);
	const pairs = [];

	if (!mine)
		return null;
	for (const [, input, other, inside] of mine[0].matchAll(/(<input\b[^>]*>)|(<(?:textarea|select)\b[^>]*>)([\s\S]*?)<\/(?:textarea|select)>/g)) {
		const value = sent(input ?? other, inside);

		if (value !== null && attribute(input ?? other, 'name'))
			pairs.push([attribute(input ?? other, 'name'), value]);
	}
	return new URLSearchParams(pairs);
}

// SPDX-License-Identifier: EUPL-1.2
// The rules that internet.nl holds against the headers of a site, and our own
// on top of them.
import assert from 'node:assert/strict';

const quoted = new Set(["'none'", "'self'"]);

function checkPolicy(text, where) {
	const policy = new Map(text.split(';').map((part) => {
		const [name, ...sources] = part.trim().split(/\s+/);

		return [name, sources];
	}));

	for (const name of ['default-src', 'base-uri', 'form-action', 'frame-ancestors'])
		assert.ok(policy.get(name)?.length === 1 && quoted.has(policy.get(name)[0]),
			`${where}: ${name} is 'none' or 'self'`);
	assert.deepEqual(policy.get('default-src'), ["'none'"], where);
	for (const [name, sources] of policy)
		for (const source of sources)
			assert.ok(quoted.has(source), `${where}: ${name} ${source}`);
}

// `headers` has get(), as those of fetch do.
export function checkHeaders(headers, where, { isSecure = false, isKept = false } = {}) {
	// A page may set one more, in front; a browser keeps to all of them.
	checkPolicy((headers.get('content-security-policy') ?? '').split(/,\s*/).at(-1), where);
	assert.equal(headers.get('x-content-type-options'), 'nosniff', where);
	assert.equal(headers.get('x-frame-options'), 'DENY', where);
	assert.equal(headers.get('referrer-policy'), 'no-referrer', where);
	assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', where);
	assert.equal(headers.get('server'), null, where);
	if (!isKept)
		assert.match(headers.get('cache-control') ?? '', /no-store/, where);
	if (isSecure) {
		const age = headers.get('strict-transport-security')?.match(/max-age=(\d+)/);

		assert.ok(Number(age?.[1]) >= 31536000, `${where}: HSTS for a year`);
	} else {
		assert.equal(headers.get('strict-transport-security'), null, where);
	}
}

// Of a raw answer.
export function parseHeaders(text) {
	const [, ...lines] = text.split('\r\n\r\n')[0].split('\r\n');
	const map = new Map(lines.map((line) => [
		line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim(),
	]));

	return { get: (name) => map.get(name) ?? null };
}

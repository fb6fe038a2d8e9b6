// SPDX-License-Identifier: EUPL-1.2
// The table of pages as the program prints it, and asking a page of it.
import { checkHeaders } from './headers.mjs';
import { run } from './server.mjs';

// Of each: method, path, room, kind, needs, stages, limits, fields, menu …
export const { pages } = JSON.parse(run(['pages']));

export const isGet = (page) => page.method === 'GET';
export const nameOf = (page) => `${page.method} ${page.path}`;

// Says what a page answers; every answer must have the headers.  An event stream
// never ends: of it there is no text.  `visitor` null: somebody without cookies.
export async function ask(visitor, url, method, path, { body, headers = {} } = {}) {
	const answer = await fetch(new URL(path, url), { method, body, redirect: 'manual',
		headers: visitor ? visitor.headers(headers) : headers });
	const isStream = /^text\/event-stream/.test(answer.headers.get('content-type') ?? '');
	const text = isStream ? '' : await answer.text();

	if (isStream)
		await answer.body?.cancel();
	checkHeaders(answer.headers, `${method} ${path}`);
	return { status: answer.status, headers: answer.headers, text,
		isToSignIn: answer.status === 303 && answer.headers.get('location').startsWith('/aanmelden?') };
}

// A form of nothing but what belongs to every form.
export const emptyForm = (visitor) => new URLSearchParams(visitor?.token ? { csrf: visitor.token } : {});

// Answers who has the word of the doctor, and nobody else (src/upkeep/page_probe.c).
export const isProbe = (page) => page.path === '/healthz/proxy';

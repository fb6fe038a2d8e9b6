// SPDX-License-Identifier: EUPL-1.2
// Somebody with a browser: keeps cookies, remembers the last page and takes the
// form token from it.
import './older.mjs';

export const password = 'een goed lang wachtwoord';

export class Visitor {
	constructor(url) {
		this.url = url;
		this.cookies = new Map();
		this.token = null;
	}

	// The same browser in another tab.
	twin() {
		const twin = new Visitor(this.url);

		twin.cookies = this.cookies;
		return twin;
	}

	headers(more) {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

		return { ...(cookie && { cookie }), ...more };
	}

	async take(answer) {
		for (const line of answer.headers.getSetCookie()) {
			const [, name, value] = line.match(/^([^=]+)=([^;]*)/);

			if (/max-age=0/i.test(line))
				this.cookies.delete(name);
			else
				this.cookies.set(name, value);
		}
		answer.body_text = await answer.text();
		this.token = answer.body_text.match(/name="csrf" value="([^"]+)"/)?.[1] ?? this.token;
		return answer;
	}

	// The answer itself, redirects are not followed; its text is in body_text.
	async get(path, headers = {}) {
		return this.take(await fetch(new URL(path, this.url),
			{ redirect: 'manual', headers: this.headers(headers) }));
	}

	// Fields as an object or as pairs.  The token goes with it when there is one.
	async post(path, fields = {}, headers = {}) {
		const body = new URLSearchParams(fields);

		if (this.token && !body.has('csrf'))
			body.append('csrf', this.token);
		return this.send(path, body, headers);
	}

	// A form with files.  Fields as an object; a file is a File.
	async postFiles(path, fields) {
		const body = new FormData();

		for (const [name, value] of Object.entries({ csrf: this.token, ...fields }))
			body.append(name, value);
		return this.send(path, body);
	}

	async send(path, body, headers = {}) {
		return this.take(await fetch(new URL(path, this.url),
			{ method: 'POST', redirect: 'manual', body, headers: this.headers(headers) }));
	}

	async signIn(login = 'lotte', secret = password, headers = {}) {
		return this.post('/aanmelden', { login, wachtwoord: secret }, headers);
	}
}

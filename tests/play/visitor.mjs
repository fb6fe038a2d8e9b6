// SPDX-License-Identifier: EUPL-1.2
// Somebody with a browser: keeps cookies, remembers the last page and takes the
// form token from it.
import './older.mjs';

export const password = 'een goed lang wachtwoord';

// Forms of a lead that carry what they rest on; of a remark the form stands in the list.
const restsOn = /\/(bewerken|openen|sluiten|verlengen|verwijderen|groepen|kaarten|versies|wij-doen|(wij-doen|fasen|bevindingen|notities|opmerkingen)\/\d+)$/;
const pageOf = (path) => path.replace(/(\/opmerkingen)\/\d+$/, '$1');

// What the form for this path in a page rests on; undefined: the page has none.
export function wasIn(html, path) {
	const forms = [...html.matchAll(/<form\b([^>]*)>[\s\S]*?<\/form>/g)];
	const mine = forms.find(([, tag]) => (tag.match(/ action="([^"?]*)/)?.[1] ?? path) === path);

	return mine?.[0].match(/name="was" value="([^"]*)"/)?.[1];
}

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

	// What a form rests on for who opens its page now.
	async was(path, deel) {
		const plain = path.replace(/\?.*/, '');
		const page = pageOf(plain) + (deel ? `?deel=${deel}` : '');
		const answer = await fetch(new URL(page, this.url), { redirect: 'manual', headers: this.headers() });

		return wasIn(await answer.text(), plain);
	}

	// As who has just opened the page: with the token and what the form rests on, when
	// there are any.  Fields as an object or as pairs.
	async post(path, fields = {}, headers = {}) {
		const body = new URLSearchParams(fields);

		await this.complete(path, body);
		return this.send(path, body, headers);
	}

	async complete(path, body) {
		if (this.token && !body.has('csrf'))
			body.append('csrf', this.token);
		if (this.token && !body.has('was') && restsOn.test(path.replace(/\?.*/, '')))
			body.append('was', await this.was(path, body.get('deel')) ?? '');
	}

	// A form with files.  Fields as an object; a file is a File.
	async postFiles(path, fields) {
		const body = new FormData();

		for (const [name, value] of Object.entries(fields))
			body.append(name, value);
		await this.complete(path, body);
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

// SPDX-License-Identifier: EUPL-1.2
// What a respondent's phone fetches: the first visit with an empty cache, to the
// start page and straight to a question, and a whole journey; in bytes on the
// wire, heads included, asked for as a browser does.
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { makeRound } from '../tests/play/round.mjs';
import { serve } from '../tests/play/server.mjs';

const SUBJECTS = 10;

// The bytes of one answer on the wire, and its text.
function get(server, path) {
	return new Promise((done) => {
		const socket = connect(server.port, '127.0.0.1');
		const parts = [];

		socket.on('data', (part) => parts.push(part));
		socket.on('close', () => {
			const all = Buffer.concat(parts);
			const end = all.indexOf('\r\n\r\n');
			const head = all.subarray(0, end).toString('latin1');
			const body = all.subarray(end + 4);
			const text = () => (/content-encoding: br/i.test(head) ? brotliDecompressSync(body)
				: /content-encoding: gzip/i.test(head) ? gunzipSync(body) : body).toString();

			if (!head.startsWith('HTTP/1.1 200'))
				throw new Error(`${path}: ${head.split('\r\n')[0]}`);
			done({ bytes: all.length, text });
		});
		socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n`
			+ 'Accept-Encoding: gzip, deflate, br\r\nConnection: close\r\n\r\n');
	});
}

async function withFiles(server, path) {
	const page = await get(server, path);
	const files = new Map();

	for (const file of page.text().match(/\/static\/[^"]+/g))
		files.set(file, await get(server, file));
	for (const [name, file] of [...files])
		if (name.endsWith('.css'))
			for (const other of file.text().match(/\/static\/[^)"]+/g) ?? [])
				files.set(other, await get(server, other));
	return { requests: files.size + 1, page: page.bytes,
		bytes: page.bytes + [...files.values()].reduce((sum, file) => sum + file.bytes, 0) };
}

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const server = await serve({ args: ['--quiet'] });

try {
	server.account();
	const { codes } = await makeRound(server);
	const start = `/s/${Object.values(codes).flat()[0]}`;
	const first = await withFiles(server, start);
	const question = await withFiles(server, `${start}/1`);
	let journey = first.bytes;

	for (const page of [...Array.from({ length: SUBJECTS }, (_, i) => i + 1), 'slot', 'overzicht'])
		journey += (await get(server, `${start}/${page}`)).bytes;
	console.log(`first visit, start page: ${kB(first.bytes)} in ${first.requests} requests, `
		+ `the page itself ${kB(first.page)} (expected at most 40 kB in 4)`);
	console.log(`first visit, a question: ${kB(question.bytes)} in ${question.requests} requests, `
		+ `the page itself ${kB(question.page)}`);
	console.log(`a whole journey: ${kB(journey)} (expected at most 100 kB)`);
} finally {
	await server.stop();
}

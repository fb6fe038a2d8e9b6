// SPDX-License-Identifier: EUPL-1.2
// build.mjs ROOT OUT.c --all CSS… --desk CSS… --scripts JS…: bundles, minifies,
// hashes and compresses the static files and writes them as the C table of
// lib/server/static.h.  --all is style of rooms that every page gets, --desk of
// those that a respondent's phone is spared.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [root, out, ...rest] = process.argv.slice(2).map((p) => (p.startsWith('--') ? p : resolve(p)));
const given = (name) => rest.slice(rest.indexOf(name) + 1).join('\n').split('\n--')[0].split('\n')
	.filter((p) => p && !p.startsWith('--'));
const require = createRequire(join(root, 'package.json'));
const { transform } = require('lightningcss');
const assets = join(root, 'assets');

// Browsers that public bodies still have: two years back.
const targets = { chrome: 115 << 16, firefox: 115 << 16, safari: (16 << 16) | (4 << 8) };

function hashed(name, bytes) {
	const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
	const dot = name.lastIndexOf('.');

	return `/static/${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
}

function font() {
	const folder = join(root, 'node_modules/@fontsource-variable/source-sans-3/files');

	return readFileSync(join(folder, 'source-sans-3-latin-wght-normal.woff2'));
}

function bundle(name, files, before) {
	const text = files.map((f) => readFileSync(f, 'utf8')).join('\n');

	return Buffer.from(transform({
		filename: name, code: Buffer.from(before + text), minify: true, targets,
	}).code);
}

// The files of assets/css lie around those of the rooms: what changes colours
// and paper (7-) comes last.
function css(fontPath) {
	const face = `@font-face{font-family:"Source Sans 3 Variable";font-style:normal;`
		+ `font-display:swap;font-weight:200 900;src:url(${fontPath}) format("woff2-variations");}`;
	const folder = join(assets, 'css');
	const own = readdirSync(folder).filter((n) => n.endsWith('.css')).sort().map((n) => join(folder, n));

	return bundle('peil.css', [...own.slice(0, -1), ...given('--all'), ...own.slice(-1)], face);
}

// Comments and indentation go; nothing else is touched.
function js(path) {
	return Buffer.from(readFileSync(path, 'utf8')
		.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s+/gm, ''));
}

function file(name, type, plain, isText) {
	const gzip = isText ? gzipSync(plain, { level: 9 }) : null;
	const brotli = isText ? brotliCompressSync(plain, {
		params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
	}) : null;

	return { name, path: hashed(name, plain), type, plain, gzip, brotli };
}

function bytes(name, data) {
	const rows = [];

	for (let i = 0; i < data.length; i += 24)
		rows.push(`\t${[...data.subarray(i, i + 24)].join(',')},`);
	return `static const unsigned char ${name}[] = {\n${rows.join('\n')}\n};\n`;
}

function table(files) {
	const parts = ['/* Made by assets/build.mjs. */\n#include "server/static.h"\n\n'];
	const rows = [];

	files.forEach((f, i) => {
		const given = (kind) => {
			if (!f[kind])
				return ['NULL', '0'];
			parts.push(bytes(`${kind}_${i}`, f[kind]));
			return [`${kind}_${i}`, `sizeof(${kind}_${i})`];
		};
		const [plain, gzip, brotli] = ['plain', 'gzip', 'brotli'].map(given);

		rows.push(`\t{ "${f.name}", "${f.path}", "${f.type}", ${plain[0]}, ${gzip[0]}, ${brotli[0]},`
			+ ` ${plain[1]}, ${gzip[1]}, ${brotli[1]} },`);
	});
	parts.push(`const struct static_file static_files[] = {\n${rows.join('\n')}\n};\n`
		+ `const size_t static_file_count = sizeof(static_files) / sizeof(static_files[0]);\n`);
	return parts.join('');
}

const woff2 = file('source-sans-3.woff2', 'font/woff2', font(), false);

const made = table([
	file('peil.css', 'text/css; charset=utf-8', css(woff2.path), true),
	file('desk.css', 'text/css; charset=utf-8', bundle('desk.css', given('--desk'), ''), true),
	...[join(assets, 'js/peil.js'), ...given('--scripts')].map((path) =>
		file(basename(path), 'text/javascript; charset=utf-8', js(path), true)),
	file('favicon.svg', 'image/svg+xml', readFileSync(join(assets, 'favicon.svg')), true),
	woff2,
]);

// Only when it differs, so that nothing is compiled in vain.
if (!existsSync(out) || readFileSync(out, 'utf8') !== made)
	writeFileSync(out, made);

// SPDX-License-Identifier: EUPL-1.2
// The look at a page finds what is wrong in one width or one scheme only, although it does
// not look twice at what is the same.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { checkPage, launch } from '../play/browser.mjs';

let browser, server, url, style, body;

// Answers every path with the page of the test.
before(async () => {
	browser = await launch();
	server = createServer((_, answer) => {
		answer.setHeader('content-type', 'text/html; charset=utf-8');
		answer.end(`<!DOCTYPE html>\n<html lang="nl"><head><title>Proef</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body { color: #000; background: #fff; } ${style}</style></head>
<body><main><h1>Proef</h1>${body}</main></body></html>`);
	});
	await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
	url = `http://127.0.0.1:${server.address().port}/proef`;
});
after(async () => {
	await browser.close();
	server.close();
});

const plain = '<p id="tekst">Een zin.</p>';
const narrow = (rules) => `@media (width < 400px) { ${rules} }`;
const cases = {
	'of the text, when it is narrow': [narrow('p { color: #bbb; }'), plain, /axe on .*narrow.*[\s\S]*color-contrast: #tekst/],
	'of what is behind it, when it is narrow': [narrow('main { background: #333; } h1 { color: #fff; }'), plain,
		/axe on .*narrow.*[\s\S]*color-contrast: #tekst/],
	'of what is shown only when it is narrow': [`p { display: none; color: #bbb; } ${narrow('p { display: block; }')}`, plain,
		/axe on .*narrow.*[\s\S]*color-contrast: #tekst/],
	'of what no longer is large when it is narrow': [`p { color: #888; font-size: 30px; } ${narrow('p { font-size: 16px; }')}`, plain,
		/axe on .*narrow.*[\s\S]*color-contrast: #tekst/],
	'of what moves over something else when it is narrow': [
		`#vak { background: #333; block-size: 200px; } p { position: absolute; inset-block-start: 400px; }
		${narrow('p { inset-block-start: 120px; }')}`, `<div id="vak"></div>${plain}`, /axe on .*narrow.*[\s\S]*color-contrast: #tekst/],
	'in dark': ['@media (prefers-color-scheme: dark) { p { color: #ddd; } }', plain, /axe on .*dark.*[\s\S]*color-contrast: #tekst/],
	'in light': ['p { color: #bbb; }', plain, /axe on .*desk, light.*[\s\S]*color-contrast: #tekst/],
};

for (const [name, [rules, inside, fault]] of Object.entries(cases))
	test(`too little contrast ${name}`, async () => {
		[style, body] = [rules, inside];
		// Of a further view only axe says so.
		await assert.rejects(checkPage(browser, url, { isFurther: name === 'in light' }), fault);
	});

test('small targets and sideways scrolling when it is narrow', async () => {
	const buttons = '<p><button type="button">a</button><button type="button">b</button></p>';

	[style, body] = [narrow('button { block-size: 10px; inline-size: 10px; padding: 0; border: 0; font-size: 8px; }'), buttons];
	await assert.rejects(checkPage(browser, url), /axe on .*narrow.*[\s\S]*target-size/);
	[style, body] = ['p { inline-size: 600px; }', plain];
	await assert.rejects(checkPage(browser, url), /narrow.*scrolls sideways/);
});

test('a page without faults has none', async () => {
	[style, body] = [narrow('main { background: #eee; }'), plain];
	await checkPage(browser, url);
});

// SPDX-License-Identifier: EUPL-1.2
// What every browser test stands on: pages that record what went wrong, and the
// three checks a page must pass: axe, html-validate, no sideways scrolling.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { patient } from './patience.mjs';

export { launch } from './chromium.mjs';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const ace = readFileSync(require.resolve('accessibility-checker-engine/ace.js'), 'utf8');

export const viewports = {
	narrow: { width: 320, height: 800 },
	phone: { width: 360, height: 780 },
	desk: { width: 1280, height: 900 },
};

// What a browser needs to be the same person as this visitor.
export function cookiesOf(visitor) {
	return [...visitor.cookies].map(([name, value]) => ({ name, value, url: visitor.url }));
}

// A page of its own context.  `faults` collects script errors, failed
// requests and everything the Content-Security-Policy stopped.
export async function open(browser, { viewport = 'desk', scheme = 'light', javaScript = true, lang = 'nl-NL' } = {}) {
	const context = await browser.newContext({
		viewport: viewports[viewport], colorScheme: scheme,
		javaScriptEnabled: javaScript, locale: lang,
		bypassCSP: false, reducedMotion: 'reduce',
	});
	context.setDefaultTimeout(patient(10000));
	const page = await context.newPage();
	const faults = [];

	page.on('pageerror', (e) => faults.push(`script: ${e.message}`));
	page.on('console', (m) => {
		if (/content security policy|refused to/i.test(m.text()))
			faults.push(`csp: ${m.text()}`);
	});
	page.on('requestfailed', (r) => {
		// Aborted: the page was left before it came.
		if (r.failure()?.errorText !== 'net::ERR_ABORTED')
			faults.push(`request: ${r.url()} ${r.failure()?.errorText}`);
	});
	return { context, page, faults, close: () => context.close() };
}

// What was downloaded.  The browser may be on the other end of a line.
export async function bytesOf(download) {
	const parts = [];

	for await (const part of await download.createReadStream())
		parts.push(part);
	return Buffer.concat(parts);
}

const validator = new HtmlValidate({
	extends: ['html-validate:recommended', 'html-validate:a11y'],
	rules: {
		// Layout of the source is the template's business.
		'no-trailing-whitespace': 'off',
		'long-title': 'off',
		'void-style': 'off',
		'attribute-boolean-style': 'off',
		'attribute-empty-style': 'off',
		'no-inline-style': 'error',
		// A list without markers loses its role in some browsers otherwise.
		'no-redundant-role': 'off',
	},
});

export async function checkHtml(html, where) {
	const report = await validator.validateString(html);
	const lines = report.results.flatMap((r) => r.messages.map((m) => `${m.line}: ${m.ruleId}: ${m.message}`));

	assert.deepEqual(lines, [], `html-validate on ${where}`);
}

const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axeRules = {
	all: { runOnly: all },
	// What another colour scheme can change.
	colours: { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } },
	// What another width can change; of contrast, two thirds of the time of all rules, only of
	// what has other colours there than when seeColours() looked.
	width: { runOnly: all, rules: { 'color-contrast': { enabled: false } } },
	contrast: { runOnly: { type: 'rule', values: ['color-contrast'] } },
};

export async function checkAxe(page, where, rules = 'all') {
	if (!await page.evaluate(() => typeof globalThis.axe?.run === 'function'))
		await page.evaluate(axe);
	const result = await page.evaluate(async ([options, isOfChanged]) => {
		const include = isOfChanged ? globalThis.peilChanged() : [document];

		if (!include.length)
			return [];
		const r = await globalThis.axe.run({ include }, { ...options, resultTypes: ['violations'] });

		return r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
	}, [axeRules[rules], rules === 'contrast']);

	assert.deepEqual(result, [], `axe on ${where}`);
}

// Remembers in the page what the contrast of each text rests on.  After it,
// peilChanged() gives the elements of which that is another now, and those that can lie
// over others: of the rest, what is behind it are its parents, which are the same.
export async function seeColours(page) {
	await page.evaluate(() => {
		const elements = () => [...document.querySelectorAll('body, body *')];
		const colours = (e) => {
			const s = getComputedStyle(e), size = parseFloat(s.fontSize);
			const isLarge = size >= 24 || (size >= 18.66 && s.fontWeight >= 700);

			return [s.color, s.fill, s.backgroundColor, s.backgroundImage, s.opacity, s.textShadow, s.visibility,
				e.getClientRects().length > 0, isLarge].join();
		};
		const isLoose = (e) => !['static', 'relative'].includes(getComputedStyle(e).position);
		const before = new Map(elements().map((e) => [e, colours(e)]));

		globalThis.peilChanged = () => {
			const changed = new Set(elements().filter((e) => isLoose(e) || before.get(e) !== colours(e)));

			return [...changed].filter((e) => !changed.has(e.parentElement));
		};
	});
}

// A second opinion, of other makers.  Only what it calls a violation; what it
// asks a person to look at is not for a machine.  Not taken from it: the skip
// link stands before the landmarks; a form without a name has no role, so needs
// no unique one (HTML-AAM); what scrolls must be reachable by keyboard (axe).
const disputed = [
	(r) => r.ruleId === 'aria_content_in_landmark' && r.path.dom === '/html[1]/body[1]/a[1]',
	(r) => r.ruleId === 'aria_form_label_unique',
	(r) => r.ruleId === 'aria_landmark_name_unique' && /"form" landmarks.*same "" label/.test(r.message),
	(r) => r.ruleId === 'element_tabbable_role_valid',
];

export async function checkSecond(page, where) {
	await page.evaluate(`${ace}; globalThis.ace = ace;`);
	const found = await page.evaluate(async () => {
		const report = await new globalThis.ace.Checker().check(document, ['WCAG_2_2', 'IBM_Accessibility']);

		return report.results.filter((r) => r.value[0] === 'VIOLATION' && r.value[1] === 'FAIL')
			.map(({ ruleId, path, message }) => ({ ruleId, path, message }));
	});
	const lines = found.filter((r) => !disputed.some((is) => is(r)))
		.map((r) => `${r.ruleId}: ${r.path.dom}: ${r.message}`);

	assert.deepEqual(lines, [], `accessibility-checker on ${where}`);
}

export async function checkWidth(page, where) {
	const over = await page.evaluate(() =>
		document.documentElement.scrollWidth - document.documentElement.clientWidth);

	assert.ok(over <= 0, `${where} scrolls sideways by ${over} px`);
}

// Opens every disclosure first: what is hidden must be right too.
export async function openAll(page) {
	await page.evaluate(() => {
		for (const d of document.querySelectorAll('details'))
			d.open = true;
	});
}

// Opening a tab costs more than looking at a page, so checkPage has one for each
// browser; each page gets it with the cookies of its own only, and without faults.
const tabs = new WeakMap();

async function tabOf(browser, url, cookies) {
	if (!tabs.has(browser) || tabs.get(browser).page.isClosed())
		tabs.set(browser, await open(browser));
	const tab = tabs.get(browser);

	// What the last page had under way ends with it.  Of the same server, because another
	// origin costs a process of its own, twice.
	await tab.page.goto(new URL('/healthz', url).href);
	await tab.context.clearCookies();
	await tab.context.addCookies(cookies);
	tab.faults.length = 0;
	return tab;
}

// One page in light, dark and 320 px: html once, axe and width in each; of dark what
// its colours can change.  Of another view of a page that is looked at already, its
// second one, or in another language, the second opinion and dark say nothing new.
export async function checkPage(browser, url, more = {}) {
	const tab = await tabOf(browser, url, more.cookies ?? []);

	try {
		await checkTab(tab, url, more);
	} catch (e) {
		tabs.delete(browser);	// the next page begins anew
		await tab.close().catch(() => {});	// what went wrong with the page counts
		throw e;
	}
}

async function checkTab({ page, faults }, url, { status, isFurther = false }) {
	const where = new URL(url).pathname + new URL(url).search;
	const see = async (viewport, scheme) => {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		await page.setViewportSize(viewports[viewport]);
	};

	await see('desk', 'light');
	const answer = await page.goto(url);

	if (status)
		assert.equal(answer.status(), status, where);
	await checkHtml(await answer.text(), where);
	await openAll(page);
	if (!isFurther)
		await checkSecond(page, where);
	const check = async (name, rules) => {
		for (const some of rules)
			await checkAxe(page, `${where} (${name})`, some);
		await checkWidth(page, `${where} (${name})`);
	};

	await check('desk, light', ['all']);
	await seeColours(page);
	if (!isFurther) {
		await see('desk', 'dark');
		await check('desk, dark', ['colours']);
	}
	await see('narrow', 'light');
	await check('narrow, light', ['width', 'contrast']);
	assert.deepEqual(faults, [], where);
}

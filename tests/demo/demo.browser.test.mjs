// SPDX-License-Identifier: EUPL-1.2
// The example organisation as its lead sees it: pages that hold as much as in
// a real year, several of everything, long and short texts beside each other.
import { after, before, test } from 'node:test';
import { checkPage, cookiesOf, launch } from '../play/browser.mjs';
import { names, rounds, signedIn, visitDemo } from '../play/demo.mjs';

let browser, demo, lead, round;

before(async () => {
	[browser, demo] = await Promise.all([launch(), visitDemo()]);
	lead = await signedIn(demo);
	round = `/rondes/${(await rounds(lead))[names.talk]}`;
});
after(async () => {
	await browser?.close();
	await demo?.leave();
});

const pages = ['', '/sessies', '/agenda?minuten=120', '/bevindingen', '/feitcheck', '/gedeeld-beeld',
	'/gedeeld-beeld/3', '/opmerkingen', '/beeld/opmerkingen', '/wij-doen', '/wij-doen/0'];
const sessions = ['/sessies/2026103', '/sessies/2026103/live', '/sessies/2026101/live',
	'/sessies/2026102/notities', '/sessies/2026104', '/sessies/2026104/live'];

for (const path of [...pages.map((p) => `ronde${p}`), ...sessions])
	// Of the pages themselves tests/pages has the second opinion and dark.
	test(`nothing is wrong with ${path}`, () => checkPage(browser,
		demo.url + path.replace(/^ronde/, round), { cookies: cookiesOf(lead), status: 200, isFurther: true }));

// SPDX-License-Identifier: EUPL-1.2
// What files of one run share: a Chromium, in which each has contexts of its
// own, and a server with the example organisation for those that only read it.
// Each is started for the first file that wants it.  What cannot be started is
// not handed over: the file then starts its own, and says what is wrong.
import { join } from 'node:path';
import { launchShared } from '../../tests/play/chromium.mjs';
import { interrupt, start } from '../../tests/play/demo.mjs';

export function share(folder) {
	let browser, demo;

	// Another one when the last has died, so that one crash is not the end of
	// every browser test.
	async function browserEnv() {
		browser ??= launchShared().then((server) => {
			server.on('close', () => { browser = undefined; });
			return server;
		});
		const server = await browser.catch(() => null);

		return server ? { PEIL_TEST_BROWSER: server.wsEndpoint() } : {};
	}

	async function demoEnv() {
		demo ??= start(join(folder, 'demo'));
		const started = await demo.catch(() => null);

		if (!started)
			return {};
		const { url, login, password, cards } = started;

		return { PEIL_TEST_DEMO: JSON.stringify({ url, login, password, cards }) };
	}

	return {
		async envOf(file) {
			return { ...(file.browser && await browserEnv()), ...(file.demo && await demoEnv()) };
		},
		async end() {
			await (await browser?.catch(() => null))?.close();
			const started = await demo?.catch(() => null);

			if (started)
				await interrupt(started);
		},
	};
}

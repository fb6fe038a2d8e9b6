// SPDX-License-Identifier: EUPL-1.2
// One Chromium: that of the run when there is one, otherwise one of the file.
//
// It is handed over by the address of Playwright's server and not by that of
// its DevTools, because two that attach to one DevTools each take the pages of
// the other for their own.  Here each file has contexts of its own, and
// closing ends those only.
import { chromium } from 'playwright-core';

const options = () => ({
	executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
	env: { ...process.env, LC_ALL: 'C.UTF-8' },	// names of files are text
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
		'--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

export async function launch() {
	return process.env.PEIL_TEST_BROWSER ? chromium.connect(process.env.PEIL_TEST_BROWSER)
		: chromium.launch(options());
}

// For the runner: has wsEndpoint() and close(), and says 'close' when it died.
export async function launchShared() {
	return chromium.launchServer({ ...options(), host: '127.0.0.1' });
}

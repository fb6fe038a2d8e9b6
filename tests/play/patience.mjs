// SPDX-License-Identifier: EUPL-1.2
// How long to wait for what should be there at once.  A busy machine, or one of
// an emulator, is given more with PEIL_TEST_PATIENCE: every limit is multiplied.
export const factor = Number(process.env.PEIL_TEST_PATIENCE || 1);

if (!(factor > 0))
	throw new Error('PEIL_TEST_PATIENCE must be a number above 0');

// The same limit, in seconds or milliseconds, for this machine.
export const patient = (limit) => Math.round(limit * factor);

// Asks until it is so, ten times a second; fails when that takes too long.
export async function until(isSo, what = String(isSo), seconds = 20) {
	for (let left = patient(seconds) * 10; left > 0; left--) {
		if (await isSo())
			return;
		await new Promise((done) => setTimeout(done, 100));
	}
	throw new Error(`still not so: ${what}`);
}

// SPDX-License-Identifier: EUPL-1.2
// How long to wait for what should be there at once.  A busy machine, or one of
// an emulator, is given more with PEIL_TEST_PATIENCE: every limit is multiplied.
export const factor = Number(process.env.PEIL_TEST_PATIENCE || 1);

if (!(factor > 0))
	throw new Error('PEIL_TEST_PATIENCE must be a number above 0');

// The same limit, in seconds or milliseconds, for this machine.
export const patient = (limit) => Math.round(limit * factor);

// SPDX-License-Identifier: EUPL-1.2
// The machine's clock of a server under test, put wrong: peil serve --clock-file.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const minute = 60_000, hour = 60 * minute, day = 24 * hour;

// { args, put({ shift, up, synchronised }), pass(ms), end() }: `shift` is added to the clock,
// `up` to how long the machine is up, both in ms.
export function wrongClock(shift = 0) {
	const folder = mkdtempSync(join(tmpdir(), 'peil-clock-')), path = join(folder, 'clock');
	const fd = openSync(path, 'w');
	const now = { shift, up: 0, synchronised: false };
	const clock = {
		args: ['--clock-file', path],
		put(more) {
			Object.assign(now, more);
			writeSync(fd, new BigInt64Array([now.shift, now.up, now.synchronised ? 2 : 1].map(BigInt)), 0, 24, 0);
		},
		// Time goes by, on both clocks.
		pass(ms) {
			clock.put({ shift: now.shift + ms, up: now.up + ms });
		},
		end() {
			closeSync(fd);
			rmSync(folder, { recursive: true });
		},
	};

	clock.put({});
	return clock;
}

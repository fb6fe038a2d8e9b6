// SPDX-License-Identifier: EUPL-1.2
// counted.mjs BUILD: the result of the last `meson test` as one line.
import { readFileSync } from 'node:fs';

const log = readFileSync(`${process.argv[2]}/meson-logs/testlog.json`, 'utf8');
const results = log.trim().split('\n').map((line) => JSON.parse(line).result);
const count = (...names) => results.filter((r) => names.includes(r)).length;
const passed = count('OK', 'EXPECTEDFAIL');
const skipped = count('SKIP');
console.log(`${passed} passed, ${results.length - passed - skipped} failed, ${skipped} skipped`);

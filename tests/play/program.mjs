// SPDX-License-Identifier: EUPL-1.2
// The program of a build without a sanitizer, for who looks into its memory: a sanitizer
// has a free of its own, and takes memory of its own.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { peil } from './server.mjs';

const isSanitized = (path) => /__(asan|tsan|msan)_init/.test(readFileSync(path, 'latin1'));
const programs = [peil, ...['build-clang', 'build'].map((b) => resolve(dirname(peil), '../..', b, 'src/peil'))];

export const plainProgram = programs.find((path) => existsSync(path) && !isSanitized(path));

// SPDX-License-Identifier: EUPL-1.2
// Rounds of random organisations, laid by a test program, and a server over them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { peil, serve } from './server.mjs';

// The programs of the tests stand in the build folder that the program is in.
const programs = (function find(at) {
	return existsSync(join(at, 'tests/attack')) || at === dirname(at) ? join(at, 'tests/attack') : find(dirname(at));
})(dirname(peil));

// A short model: every kind of question, little to read.
export function shortModel() {
	const model = JSON.parse(readFileSync('models/ddw-basis.json', 'utf8'));

	model.subjects = model.subjects.slice(0, 3);
	model.subjects[1].sensitive = true;
	model.subjects[2].statements[0].sensitive = true;
	model.prerequisites = [];
	for (const s of model.subjects)
		s.actions = [];
	return model;
}

// Lays the rounds, serves the file and gives a visitor, the truth, the model and
// the server to `play`.
export async function withRounds({ program = 'attack_organisations', stage, seed, answers, uncounted = answers,
	count }, play) {
	const folder = mkdtempSync(join(tmpdir(), 'peil-attack-'));
	const db = join(folder, 'peil.db');
	const file = join(folder, 'model.json');
	const model = shortModel();

	writeFileSync(file, JSON.stringify(model));
	const truth = execFileSync(join(programs, program),
		[db, file, String(seed), String(count), String(answers), String(uncounted), stage],
		{ encoding: 'utf8', maxBuffer: 1 << 28 }).trim().split('\n').map((line) => JSON.parse(line));
	const server = await serve({ db });

	try {
		server.account();
		return await play(await server.signedIn(), truth, model, server);
	} finally {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

// SPDX-License-Identifier: EUPL-1.2
// Changes that leave what the program does as it is, so that no test can notice them:
//
//	PATH
//		CODE OF THE LINE
//		< -> <=, 1 -> 2: WHY
//
// Each is held against the source: a line that is gone, or stands there twice, is refused.
export function sameOf(text, changesIn) {
	const whys = new Map();
	let path, code;

	for (const [n, line] of text.split('\n').entries()) {
		const fault = (what) => { throw new Error(`tools/mutate/same:${n + 1}: ${what}`); };

		if (!line || line.startsWith('#'))
			continue;
		if (!line.startsWith('\t')) {
			[path, code] = [line];
			continue;
		}
		if (!code) {
			code = line.trim();
			continue;
		}
		const [, names, why] = line.trim().match(/^(.+?): (.+)$/) ?? fault('no changes with a reason');

		for (const name of names.split(', ')) {
			const found = changesIn(path).filter((change) => change.code === code && change.name === name);

			if (found.length !== 1)
				fault(`${found.length} times in ${path}: ${name} of ${code}`);
			whys.set(`${path}\n${code}\n${name}`, why);
		}
		code = undefined;
	}
	return { why: (change) => whys.get(`${change.path}\n${change.code}\n${change.name}`) };
}

// SPDX-License-Identifier: EUPL-1.2
// The list of what the program is made of: every library that the loader brings in, its
// package and version as dpkg has them, in the form of CycloneDX 1.5.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv';

const program = resolve(process.env.PEIL ?? 'build/src/peil');
const text = { type: 'string', minLength: 1 };
const of = (properties, required = Object.keys(properties)) => ({ type: 'object', additionalProperties: false, properties, required });
// As bom-1.5.schema.json has it, narrowed to what we write.
const component = of({
	type: { enum: ['application', 'library'] }, 'bom-ref': text, name: text, version: text, scope: { enum: ['required'] },
	hashes: { type: 'array', minItems: 1, items: of({ alg: { enum: ['SHA-256', 'SHA-512'] }, content: { type: 'string', pattern: '^([a-f0-9]{64}|[a-f0-9]{128})$' } }) },
	licenses: { type: 'array', items: of({ license: of({ id: text }) }) },
	purl: { type: 'string', pattern: '^pkg:(deb|npm|generic)/[^ ]+@[^ ]+$' },
	properties: { type: 'array', items: of({ name: text, value: text }) },
}, ['type', 'bom-ref', 'name', 'version', 'purl']);
const schema = of({
	bomFormat: { const: 'CycloneDX' }, specVersion: { const: '1.5' }, version: { const: 1 },
	serialNumber: { type: 'string', pattern: '^urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' },
	metadata: of({ timestamp: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT.*Z$' }, component }),
	components: { type: 'array', minItems: 8, items: component },
	dependencies: { type: 'array', items: of({ ref: text, dependsOn: { type: 'array', uniqueItems: true, items: text } }) },
});

test('it is whole, valid, and the same for the same program', () => {
	const folder = mkdtempSync(join(tmpdir(), 'peil-sbom-'));
	const make = () => {
		execFileSync('node', ['tools/sbom.mjs', resolve(dirname(program), '..'), folder]);
		return readFileSync(join(folder, 'peil.cdx.json'), 'utf8');
	};

	try {
		const first = make(), bom = JSON.parse(first);
		const valid = new Ajv({ allErrors: true }).compile(schema);

		assert.ok(valid(bom), JSON.stringify(valid.errors, null, 1));
		assert.equal(make(), first);
		assert.equal(bom.metadata.component.hashes[0].content, createHash('sha256').update(readFileSync(program)).digest('hex'));
		for (const name of ['libsqlite3-0', 'libmicrohttpd12', 'libsodium23', 'libjansson4', 'libdeflate0', 'libqrencode4', 'libicu72', 'libc6']) {
			const found = bom.components.find((c) => c.name === name);

			assert.equal(found?.version, execFileSync('dpkg-query', ['-W', '-f', '${Version}', name], { encoding: 'utf8' }), name);
			assert.ok(bom.dependencies[0].dependsOn.includes(found['bom-ref']), `${name} is asked for`);
		}
		const listed = bom.components.flatMap((c) => c.properties ?? []).filter((p) => p.name === 'file').map((p) => p.value);

		assert.deepEqual(listed.sort(), [...execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(/(?:=> |^\s+)(\/\S+)/gm)].map((m) => m[1]).sort());
		for (const ref of bom.dependencies[0].dependsOn)
			assert.ok(bom.components.some((c) => c['bom-ref'] === ref), ref);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

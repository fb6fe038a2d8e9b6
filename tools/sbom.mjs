// SPDX-License-Identifier: EUPL-1.2
// sbom BUILD OUT: what the program is made of, as CycloneDX 1.5 in OUT/peil.cdx.json.
// Libraries are those that the loader brings in (ldd), with the Debian package that
// each is of; meson says which of them the source asks for. What the build put into
// the program comes from package-lock.json.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [build, out] = process.argv.slice(2);
const env = { ...process.env, LC_ALL: 'C' };
const run = (program, ...words) => execFileSync(program, words, { encoding: 'utf8', env, maxBuffer: 1 << 26 });
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const program = join(build, 'src/peil');
const version = run(program, 'version').trim().split(' ')[1];
const distribution = readFileSync('/etc/os-release', 'utf8');
const release = `${distribution.match(/^ID=(.*)$/m)[1]}-${distribution.match(/^VERSION_ID="?([^"\n]*)/m)?.[1] ?? ''}`;
const seconds = Number(process.env.SOURCE_DATE_EPOCH ?? run('dpkg-parsechangelog', '-l', 'packaging/deb/changelog', '-S', 'Timestamp'));

// The package of each file; dpkg knows it with or without /usr.
function packagesOf(files) {
	const names = new Map();
	const ways = (path) => [path, `/usr${path}`, realpathSync(path), realpathSync(path).replace(/^\/usr/, '')];
	const { stdout } = spawnSync('dpkg-query', ['-S', ...new Set(files.flatMap(ways))], { encoding: 'utf8', env });
	const owners = new Map(stdout.trim().split('\n').map((line) => line.split(': ').reverse()));

	for (const path of files)
		names.set(path, ways(path).map((way) => owners.get(way)).find(Boolean));
	return names;
}

const files = run('ldd', program).split('\n').map((line) => line.match(/=> (\/\S+)/)?.[1] ?? line.match(/^\s*(\/\S+)/)?.[1])
	.filter(Boolean);
const owners = packagesOf(files);
const asked = JSON.parse(run('meson', 'introspect', build, '--dependencies')).map((d) => d.name).filter((n) => n !== 'cmocka' && n !== 'threads');
const needed = [...run('readelf', '-d', program).matchAll(/\(NEEDED\).*\[(.*)\]/g)].map((m) => m[1]);

function debian(name) {
	const [packageName, itsVersion, arch, source, sourceVersion] = run('dpkg-query', '-W', '-f',
		'${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}', name).split('\t');
	const its = files.filter((path) => owners.get(path) === name);

	return {
		type: 'library', 'bom-ref': `deb/${packageName}`, name: packageName, version: itsVersion, scope: 'required',
		hashes: its.length === 1 ? [{ alg: 'SHA-256', content: sha256(readFileSync(its[0])) }] : undefined,
		purl: `pkg:deb/debian/${packageName}@${encodeURIComponent(itsVersion)}?arch=${arch}&distro=${release}`,
		properties: [{ name: 'debian:source', value: `${source} ${sourceVersion}` },
			...its.map((path) => ({ name: 'file', value: path }))],
	};
}

function embedded(name, license) {
	const { version: its, integrity } = JSON.parse(readFileSync('package-lock.json')).packages[`node_modules/${name}`];

	return {
		type: 'library', 'bom-ref': `npm/${name}`, name, version: its, scope: 'required',
		hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') }],
		licenses: [{ license: { id: license } }],
		purl: `pkg:npm/${name.replace('@', '%40')}@${its}`,
	};
}

const packages = [...new Set(owners.values())].sort();

if (packages.includes(undefined))
	throw new Error(`of no package: ${files.filter((path) => !owners.get(path))}`);
const font = embedded('@fontsource-variable/source-sans-3', 'OFL-1.1');
const components = [...packages.map(debian), font];
const direct = [...new Set(files.filter((path) => needed.includes(path.split('/').pop())).map((path) => `deb/${owners.get(path).split(':')[0]}`))].sort();
const me = {
	type: 'application', 'bom-ref': 'peil', name: 'peil', version,
	hashes: [{ alg: 'SHA-256', content: sha256(readFileSync(program)) }],
	licenses: [{ license: { id: 'EUPL-1.2' } }],
	purl: `pkg:generic/peil@${version}`,
	properties: asked.map((name) => ({ name: 'meson:dependency', value: name })),
};
const id = sha256(JSON.stringify([me, components]));
const bom = {
	bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
	serialNumber: `urn:uuid:${id.slice(0, 8)}-${id.slice(8, 12)}-5${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20, 32)}`,
	metadata: { timestamp: new Date(seconds * 1000).toISOString(), component: me },
	components,
	dependencies: [{ ref: 'peil', dependsOn: [...direct, font['bom-ref']] }],
};

mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'peil.cdx.json'), `${JSON.stringify(bom, null, '\t')}\n`);
console.log(`${join(out, 'peil.cdx.json')}: ${components.length} components, ${direct.length} of them asked for by the program itself`);

// SPDX-License-Identifier: EUPL-1.2
// The form of a meeting as a browser sends it, with what the agenda proposed.
import assert from 'node:assert/strict';

// The fields of the form at `path`, as pairs; `more` replaces them by name.
export async function meetingForm(lead, path, more = {}) {
	const html = (await lead.get(path)).body_text;
	const fields = new Map([['soort', html.match(/name="soort" value="(\d)" checked/)?.[1] ?? '']]);

	for (const name of ['titel', 'datum', 'tijd', 'minuten', 'plaats'])
		fields.set(name, html.match(new RegExp(`name="${name}"[^>]*? value="([^"]*)"`))[1]);
	for (const name of ['doel', 'namen'])
		fields.set(name, html.match(new RegExp(`<textarea id="${name}"[^>]*>([^<]*)<`))[1]);
	for (const [, name, value] of html.matchAll(/name="((?:plaats|duur)\d+)"[^>]*? value="(\d*)"/g))
		fields.set(name, value);
	const ticks = [...html.matchAll(/name="groep\[\]" value="(\d+)" checked/g)].map(([, id]) => ['groep[]', id]);

	for (const [name, value] of Object.entries(more))
		fields.set(name, value);
	return [...fields, ...ticks];
}

export const usual = { titel: 'Werksessie delen', datum: '2026-12-03', tijd: '14:00', plaats: 'Raadzaal',
	doel: 'Samen kijken.' };

// Plans a meeting of a round; its path.
export async function planMeeting(round, more = {}, groups = []) {
	const path = `/rondes/${round.id}/sessies/nieuw?minuten=90`;
	const fields = await meetingForm(round.lead, path, { ...usual, ...more });
	const made = await round.lead.post(path.split('?')[0], [...fields, ...groups.map((id) => ['groep[]', id])]);

	assert.equal(made.status, 303, made.body_text.replace(/<[^>]*>/g, ' ').slice(0, 600));
	return made.headers.get('location');
}

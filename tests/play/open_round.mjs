// SPDX-License-Identifier: EUPL-1.2
// An open round with cards, made through the pages of the lead, as people do.
import assert from 'node:assert/strict';

export const groups = [
	'Dienstverlening;Burgerzaken;team;30',
	'Dienstverlening;Vergunningen;team;3',
	';Leidinggevenden;leiding;6',
].join('\n');

const nextMonth = () => new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10);

// Returns { id, codes: { Burgerzaken: [...], … } }; codes without hyphens.
export async function preparedRound(server, login = 'lotte', more = {}, rows = groups) {
	const lead = await server.signedIn(login);

	await lead.get('/rondes');
	const made = await lead.post('/rondes/nieuw', {
		naam: 'Najaar', bedoeling: 'We willen weten waar data ons werk beter maakt.',
		k: '5', sluit: nextMonth(), nl: '1', en: '1',
		opgave1: 'Minder schulden', mensen1: 'gezinnen met geldzorgen', ...more,
	});

	assert.equal(made.status, 303, made.body_text);
	const id = made.headers.get('location').match(/\/rondes\/(\d+)/)[1];
	const put = await lead.post(`/rondes/${id}/groepen`, { groepen: rows, knop: 'bewaar' });

	assert.equal(put.status, 303, put.body_text);
	const form = await lead.get(`/rondes/${id}/kaarten`);
	const boxes = [...form.body_text.matchAll(/name="groep\[\]" value="(\d+)"/g)].map((m) => ['groep[]', m[1]]);
	const list = await lead.post(`/rondes/${id}/kaarten`, [...boxes, ['vorm', 'csv'], ['csrf', lead.token]]);
	const codes = {};

	assert.equal(list.status, 200);
	for (const line of list.body_text.trim().split(/\r?\n/).slice(1)) {
		const [name, code] = line.replaceAll('"', '').split(';');

		(codes[name] ??= []).push(code.replaceAll('-', ''));
	}
	return { id, lead, codes };
}

export async function openRound(server, login = 'lotte', more = {}, rows = groups) {
	const round = await preparedRound(server, login, more, rows);
	const opened = await round.lead.post(`/rondes/${round.id}/openen`);

	assert.equal(opened.status, 303, opened.body_text);
	return round;
}

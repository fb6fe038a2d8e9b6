/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comfort, never a condition: every page works without this file.
 * A form with data-autosave is saved on each change; the line at the top says
 * when, or that the network is gone.  Texts come from the page.
 */
(() => {
	'use strict';

	const autosave = (form) => {
		const status = document.querySelector('[data-saved]');
		const text = status?.querySelector('span');
		const tick = status?.querySelector('svg');
		let timer = 0;
		let isDirty = false;
		let sending = null;

		const say = (words, isSaved) => {
			if (text)
				text.textContent = words;
			tick?.toggleAttribute('hidden', !isSaved);
			status?.classList.toggle('warn', !isSaved);
		};
		const body = () => {
			const fields = new URLSearchParams();

			for (const [name, value] of new FormData(form))
				fields.append(name, value);
			return fields;
		};
		const save = async () => {
			if (sending)
				return;
			isDirty = false;
			sending = fetch(form.action, {
				method: 'POST', body: body(), headers: { 'X-Peil-Autosave': '1' },
			});
			try {
				const answer = await sending;
				const words = await answer.text();

				if (!answer.ok)
					throw new Error(String(answer.status));
				if (!isDirty)
					say(words, true);
			} catch {
				isDirty = true;
				say(form.dataset.offline || status?.dataset.offline || '', false);
			}
			sending = null;
		};
		const later = (wait) => {
			clearTimeout(timer);
			isDirty = true;
			timer = setTimeout(save, wait);
		};

		form.addEventListener('change', () => later(400));
		form.addEventListener('input', (e) => {
			if (e.target.matches('textarea, input[type="text"]'))
				later(1500);
		});
		form.addEventListener('submit', () => {
			isDirty = false;
			clearTimeout(timer);
		});
		addEventListener('online', () => isDirty && save());
		addEventListener('beforeunload', (e) => isDirty && e.preventDefault());
	};

	for (const form of document.querySelectorAll('form[data-autosave]'))
		autosave(form);
	for (const button of document.querySelectorAll('[data-copy]'))
		button.addEventListener('click', async () => {
			await navigator.clipboard.writeText(button.dataset.copy);
			if (button.dataset.copied)
				button.textContent = button.dataset.copied;
		});
	document.getElementById('fouten')?.focus();
})();

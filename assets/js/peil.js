/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comfort, never a condition: every page works without this file.
 * A form with data-autosave is saved on each change; the line at the top says
 * when, or that it takes long, or that the network is gone: then it tries again until it is
 * stored.  A pressed button waits for that, and has the same words beside it.  Texts come
 * from the page.
 */
(() => {
	'use strict';

	// What a server says that is busy, starting, or has a proxy before it that misses it.
	const isLater = (status) => status >= 500 || [408, 425, 429].includes(status);
	const TRY_MS = 1000;
	const TRY_MAX_MS = 20000;
	const ANSWER_MS = 15000;
	const SLOW_MS = 1000;

	const autosave = (form) => {
		const status = document.querySelector('[data-saved]');
		const text = status?.querySelector('span');
		const tick = status?.querySelector('svg');
		let timer = 0;
		let tries = 0;
		let isDirty = false;
		let sending = null;
		let isLost = false;
		let isLeaving = false;
		let mayGo = false;
		// For the eye only: the line at the top is read out, and may be out of sight.
		const beside = document.createElement('p');

		beside.className = 'warn';
		beside.hidden = true;
		// Words that stand there already are not read out again.
		const say = (words, isSaved) => {
			if (text && text.textContent !== words)
				text.textContent = words;
			tick?.toggleAttribute('hidden', !isSaved);
			status?.classList.toggle('warn', !isSaved);
			beside.textContent = isSaved ? '' : words;
			beside.hidden = isSaved;
		};
		const sayOffline = () => say(form.dataset.offline || status?.dataset.offline || '', false);
		const body = () => {
			const fields = new URLSearchParams();

			for (const [name, value] of new FormData(form))
				fields.append(name, value);
			return fields;
		};
		// Ever less often, and not all at the same moment.
		const tryAgain = () => {
			const wait = Math.min(TRY_MAX_MS, TRY_MS * 2 ** tries);

			tries++;
			clearTimeout(timer);
			timer = setTimeout(save, wait * (0.5 + Math.random() / 2));
		};
		// The answer; null when there was none, or none that means anything.
		const post = async () => {
			try {
				const answer = await fetch(form.action, {
					method: 'POST', body: body(), headers: { 'X-Peil-Autosave': '1' },
					signal: AbortSignal.timeout?.(ANSWER_MS),
				});

				return isLater(answer.status) ? null : { answer, words: await answer.text() };
			} catch {
				return null;
			}
		};
		const send = async () => {
			isDirty = false;
			const wasLost = isLost;
			const slow = setTimeout(() => wasLost || say(form.dataset.trying ?? '', false), SLOW_MS);
			const got = await post();

			clearTimeout(slow);
			isLost = !got;
			if (got?.answer.ok) {
				tries = 0;
				// From now on the page shows what it sent.
				if (form.elements.was)
					form.elements.was.value = got.answer.headers.get('X-Peil-Was') ?? '';
				if (!isDirty)
					say(got.words, true);
				return;
			}
			isDirty = true;
			if (!isLost && form.dataset.refused)
				say(form.dataset.refused, false);
			else
				sayOffline();
			if (isLost)
				tryAgain();
		};
		const save = () => {
			sending ??= send().finally(() => { sending = null; });
			return sending;
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
		// Leaving the page without a network would lose what is in the form: first save
		// what is not stored yet, and go on when that worked or the server says why not.
		form.addEventListener('submit', async (e) => {
			if (mayGo || (!isDirty && !sending && !isLost && navigator.onLine)) {
				mayGo = false;
				return;
			}
			e.preventDefault();
			if (isLeaving)
				return;
			isLeaving = true;
			const bar = e.submitter?.closest('.at-hand');

			// In the bar that stays in sight, or before the buttons.
			if (bar)
				bar.prepend(beside);
			else
				(e.submitter?.closest('.actions, p') ?? form.lastElementChild).before(beside);
			if (isLost)
				sayOffline();
			clearTimeout(timer);
			await sending;
			if (isDirty || isLost)
				await save();
			isLeaving = false;
			mayGo = !isLost;
			if (!mayGo)
				return;
			isDirty = false;
			form.requestSubmit(e.submitter);
		});
		addEventListener('online', () => isDirty && save());
		addEventListener('beforeunload', (e) => isDirty && e.preventDefault());
	};

	// The time of a topic, quietly: no sound, no colour, no announcement.
	const timer = (place) => {
		const words = place.querySelector('[data-left-text]');
		const button = document.createElement('button');
		let left = Number(place.dataset.timer) * 60000;
		let ends = 0;
		let every = 0;
		const show = () => {
			const rest = ends ? ends - Date.now() : left;

			words.textContent = rest > 0
				? place.dataset.left.replace('#', Math.ceil(rest / 60000)) : place.dataset.over;
		};

		button.type = 'button';
		button.className = 'btn two';
		button.textContent = place.dataset.start;
		button.addEventListener('click', () => {
			clearInterval(every);
			if (ends) {
				left = Math.max(0, ends - Date.now());
				ends = 0;
			} else {
				ends = Date.now() + left;
				every = setInterval(show, 1000);
			}
			button.textContent = ends ? place.dataset.pause : place.dataset.start;
			show();
		});
		place.append(' ', button);
	};

	// A page that is shown once is left by its own links that say so, else it asks.
	const once = (body) => {
		let mayGo = false;

		for (const link of body.querySelectorAll('[data-done]'))
			link.addEventListener('click', () => { mayGo = true; });
		addEventListener('beforeunload', (e) => mayGo || e.preventDefault());
	};

	for (const body of document.querySelectorAll('[data-once]'))
		once(body);
	for (const button of document.querySelectorAll('[data-print]')) {
		button.hidden = false;
		button.addEventListener('click', () => print());
	}
	for (const place of document.querySelectorAll('[data-timer]'))
		timer(place);
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

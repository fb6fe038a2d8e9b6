/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A page that follows a meeting.  The server says only that something changed;
 * the page is then fetched anew and its main part put in place, unless it is
 * the same.  A lost network leaves the last state on the screen.
 */
(() => {
	'use strict';

	const main = () => document.querySelector('[data-live]');
	const lost = document.querySelector('[data-lost]');
	const announce = document.querySelector('[data-announce]');
	let source = null;
	let busy = null;
	let again = false;
	let from = performance.now();

	if (!main())
		return;

	const setLost = (isLost) => lost?.toggleAttribute('hidden', !isLost);

	const put = (text) => {
		const now = main();
		const next = new DOMParser().parseFromString(text, 'text/html').querySelector('main');

		if (!next || next.dataset.state === now.dataset.state)
			return;
		const hadFocus = now.contains(document.activeElement);

		now.replaceWith(document.adoptNode(next));
		from = performance.now();
		const title = next.querySelector('h1');

		if (announce)
			announce.textContent = title?.textContent ?? '';
		if (hadFocus && title) {
			title.tabIndex = -1;
			title.focus();
		}
		if (!next.dataset.live)
			source?.close();
		tick();
	};
	const fetchOnce = async () => {
		try {
			const answer = await fetch(location.href, { cache: 'no-store' });

			put(await answer.text());
			setLost(false);
		} catch {
			setLost(true);
		}
	};
	// One at a time; whoever asks meanwhile gets one more.
	const refresh = async () => {
		again = true;
		if (busy)
			return busy;
		busy = (async () => {
			while (again) {
				again = false;
				await fetchOnce();
			}
			busy = null;
		})();
		return busy;
	};

	const follow = () => {
		source = new EventSource(main().dataset.live);
		source.addEventListener('open', () => setLost(false));
		source.addEventListener('stap', refresh);
		source.addEventListener('stand', (event) => {
			const { beurt, stemmen, schermen } = JSON.parse(event.data);
			const votes = document.querySelector('[data-votes]');
			const screens = document.querySelector('[data-screens]');

			if (votes && votes.dataset.votes === beurt)
				votes.textContent = stemmen;
			if (screens)
				screens.textContent = schermen;
		});
		source.addEventListener('error', () => {
			setLost(true);
			if (source.readyState !== EventSource.CLOSED)
				return;		// it tries again by itself
			setTimeout(async () => {
				await refresh();
				if (main()?.dataset.live)
					follow();
			}, 2000);
		});
	};

	// Time that is left, quietly: only in figures.
	const tick = () => {
		for (const timer of document.querySelectorAll('[data-left]')) {
			const left = Math.max(0, Math.ceil((Number(timer.dataset.left) - (performance.now() - from)) / 1000));

			timer.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
		}
	};

	// A vote is sent without leaving the page, so that a lost network loses no choice.
	document.addEventListener('submit', async (event) => {
		const form = event.target;

		if (form.dataset.sent) {
			event.preventDefault();
			return;
		}
		form.dataset.sent = '1';
		if (!form.matches('[data-live-form]'))
			return;
		event.preventDefault();
		try {
			const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
			const text = await answer.text();

			delete form.dataset.sent;
			if (answer.ok) {
				put(text);
				setLost(false);
				await refresh();
			} else {
				main().dataset.state = '';
				put(text);
			}
		} catch {
			delete form.dataset.sent;
			setLost(true);
		}
	});

	// A clicker sends PageDown or a space.
	document.addEventListener('keydown', (event) => {
		if (!['PageDown', ' '].includes(event.key) || event.repeat
			|| event.target.closest('input, textarea, select, button, a, summary'))
			return;
		const button = document.querySelector('[data-primary]');

		if (button) {
			event.preventDefault();
			button.click();
		}
	});
	// Coming back by the history shows an old page, whose forms were sent.
	window.addEventListener('pageshow', (event) => {
		if (!event.persisted)
			return;
		for (const form of document.forms)
			delete form.dataset.sent;
		refresh();
	});

	setInterval(tick, 1000);
	tick();
	follow();
})();

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
	const behind = document.querySelector('[data-behind]');
	// Guessing is what a code that has ended looks like; a busy server asks for a few seconds.
	const isGone = (answer) => answer.status === 404
		|| (answer.status === 429 && Number(answer.headers.get('Retry-After')) >= 60);
	const told = [409, 410, 422];	// a page that says what is wrong with a vote
	let later = 0;
	let busy = null;
	let again = false;
	let from = performance.now();

	if (!main())
		return;

	const setLost = (isLost) => lost?.toggleAttribute('hidden', !isLost);

	// What was typed goes along to the same field of the same topic; false when
	// a text would get lost.
	const keepTyped = (now, next) => {
		for (const field of now.querySelectorAll('textarea')) {
			const twin = next.querySelector(`#${CSS.escape(field.id)}`);

			if (field.value === field.defaultValue)
				continue;
			if (twin?.form.elements.onderwerp.value !== field.form.elements.onderwerp.value)
				return false;
			twin.value = field.value;
			keepSeen(field.form, twin.form);
		}
		return true;
	};
	// What their writer had seen goes along too, so that words which a colleague
	// wrote meanwhile are shown before these take their place.
	const keepSeen = (now, next) => {
		for (const name of ['bij', 'gezien']) {
			const [was, is] = [now.elements[name], next.elements[name]];

			if (was && is)
				is.value = was.value;
			else
				is?.remove();
		}
	};
	const put = (text) => {
		const now = main();
		const next = new DOMParser().parseFromString(text, 'text/html').querySelector('main');

		if (!next || next.dataset.state === now.dataset.state)
			return;
		const isKept = keepTyped(now, next);

		behind?.toggleAttribute('hidden', isKept);
		if (!isKept)
			return;
		const focus = now.contains(document.activeElement) ? document.activeElement : null;

		now.replaceWith(document.adoptNode(next));
		from = performance.now();
		const title = next.querySelector('h1');

		if (announce)
			announce.textContent = title?.textContent ?? '';
		if (focus && title) {
			title.tabIndex = -1;
			((focus.id && document.getElementById(focus.id)) || title).focus();
		}
		if (!next.dataset.live)
			source?.close();
		tick();
	};
	// The code no longer works: for who was in the room the meeting is over.
	const end = () => {
		const words = main().querySelector('template[data-over]');

		source?.close();
		if (!words)
			return location.assign(location.href);
		main().removeAttribute('data-live');
		setLost(false);
		const title = document.createElement('h1');

		title.textContent = words.dataset.over;
		words.content.firstElementChild.prepend(title);
		words.parentNode.replaceChildren(words.content);
		if (announce)
			announce.textContent = words.dataset.over;
	};
	// Only a page of this meeting may take its place: a server that is busy or
	// starting is a lost network, and leaves the last state.
	const take = async (answer) => {
		if (answer.redirected && new URL(answer.url).pathname !== location.pathname)
			location.assign(answer.url);
		else if (isGone(answer))
			end();
		else if (!answer.ok)
			throw new Error(String(answer.status));
		else {
			// A phone that chose again must not be asked again when it looks again.
			if (answer.redirected)
				history.replaceState(null, '', answer.url);
			put(await answer.text());
		}
	};
	const fetchOnce = async () => {
		try {
			await take(await fetch(location.href, { cache: 'no-store' }));
			setLost(false);
		} catch {
			setLost(true);
			clearTimeout(later);
			later = setTimeout(refresh, 3000);
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

	// Never fewer people than votes: one without JavaScript votes too, and does not look.
	const showVoters = (votes, phones) => {
		const of = document.querySelector('[data-voters]');
		const dots = document.querySelector('[data-dots]');
		const all = Math.max(votes, phones);

		if (of)
			of.textContent = all;
		dots?.toggleAttribute('hidden', all > Number(dots.dataset.dots));
		dots?.replaceChildren(...Array.from({ length: Math.min(all, dots.dataset.dots) }, (_, i) => {
			const dot = document.createElement('i');

			dot.className = i < votes ? 'on' : '';
			return dot;
		}));
	};
	let pause = 2000;
	const follow = () => {
		source = new EventSource(main().dataset.live);
		source.addEventListener('open', () => {
			setLost(false);
			pause = 2000;
		});
		source.addEventListener('stap', refresh);
		// A phone that asked for its page again would look as if it guessed codes.
		source.addEventListener('einde', () => (main().querySelector('template[data-over]') ? end() : refresh()));
		source.addEventListener('stand', (event) => {
			const { beurt, stemmen, telefoons, meest } = JSON.parse(event.data);
			const votes = document.querySelector('[data-votes]');
			const phones = document.querySelector('[data-phones]');

			if (votes && votes.dataset.votes === beurt)
				votes.textContent = stemmen;
			if (votes)
				showVoters(Number(votes.textContent), telefoons);
			if (phones)
				phones.textContent = telefoons;
			// More votes than phones ever looked: the words stand ready in the page.
			if (votes)
				document.querySelector('[data-crowded]')
					?.toggleAttribute('hidden', Number(votes.textContent) <= meest);
		});
		source.addEventListener('error', () => {
			setLost(true);
			if (source.readyState !== EventSource.CLOSED)
				return;		// it tries again by itself
			setTimeout(async () => {
				if (main())
					await refresh();
				if (main()?.dataset.live)
					follow();
			}, pause * (1 + Math.random()));
			pause = Math.min(2 * pause, 30000);	// no room: the page itself is still asked for
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

			delete form.dataset.sent;
			if (told.includes(answer.status)) {
				main().dataset.state = '';
				put(await answer.text());
			} else {
				await take(answer);
			}
			setLost(false);
			if (answer.ok)
				await refresh();
		} catch {
			delete form.dataset.sent;
			setLost(true);
		}
	});

	// Words that were typed and not sent do not go unnoticed.
	addEventListener('beforeunload', (event) => {
		const isTyped = [...document.querySelectorAll('textarea')]
			.some((field) => field.value !== field.defaultValue && !field.form.dataset.sent);

		if (!isTyped)
			return;
		event.preventDefault();
		for (const form of document.forms)
			delete form.dataset.sent;	// who stays may press again
	});

	// A clicker sends PageDown or a space, which also presses what has the focus.
	document.addEventListener('keydown', (event) => {
		if (!['PageDown', ' '].includes(event.key) || event.repeat
			|| event.target.closest(event.key === ' '
				? 'input, textarea, select, button, a, summary' : 'input, textarea, select'))
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

	// A phone that slept may have missed everything.
	document.addEventListener('visibilitychange', () => {
		if (!document.hidden && main())
			refresh();
	});
	addEventListener('online', () => main() && refresh());

	setInterval(tick, 1000);
	tick();
	follow();
})();

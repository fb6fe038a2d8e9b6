/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whole pages in this process, by everybody who may ask: an input is up to ASK_MAX
 * requests (page_ask.h), which a mutator of its own makes of the table of pages, with paths
 * and fields that are right, of another organisation, or anything.  Holds for each answer
 * (page_judge.c): a status of ours, our headers once, whole HTML and JSON, no words of
 * anybody unescaped, nothing of another organisation, and nothing that is not public for
 * who has no code; asking, and what is refused, writes nothing.  And for the file afterwards: it is whole, keys fit, and all that holds
 * after each pair of pages (tests/pages/pairs_check.c).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "page_ask.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room) __attribute__((weak));

static void ask(struct town *w, struct str input, struct http_request *q)
{
	const int64_t before = town_version(w);
	struct http_reply r = { 0 };
	bool is_too_large;
	const struct page *page = page_asked(w, q, &is_too_large);

	if (page && page->is_at_once)	/* of a server that listens */
		return;
	if (is_too_large) {
		r.status = 413;
		refuse_reply(w->web, q, 413, &r);
	} else {
		web_answer(w->web, q, &r);
	}
	page_judge(w, ROWS_OF_PAGES, input, q, &r);
	if ((r.status >= 400 || !str_is(q->method, "POST")) && town_version(w) != before) {
		fprintf(stderr, STR_FMT " " STR_FMT ": %d, and something was written\n", STR_ARG(q->method),
			STR_ARG(q->path), r.status);
		abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct town *w = town_get();
	struct str input = { (const char *)data, size }, rest = input;
	const char *fault;

	town_again(w);
	for (int i = 0; i < ASK_MAX && rest.n; i++) {
		SCOPED(arena_freep) struct arena *a = arena_new(REQUEST_ARENA);
		struct http_request q;

		if (page_ask(w, a, &rest, &q))
			ask(w, input, &q);
	}
	fault = town_has_changed(w) ? town_check(w) : NULL;
	if (fault) {
		fprintf(stderr, "the file: %s\n", fault);
		abort();
	}
	return 0;
}

/* One time in three a request of the table goes behind what is there, or in its place. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	static const char between[] = "\n---\n";
	size_t keep = seed / 3 % 3 ? size : 0;

	if (seed % 3)
		return LLVMFuzzerMutate(data, size, room);
	if (keep && keep + sizeof(between) < room) {
		memcpy(data + keep, between, sizeof(between) - 1);
		keep += sizeof(between) - 1;
	} else {
		keep = 0;
	}
	return keep + page_make(a, (char *)data + keep, room - keep, seed);
}

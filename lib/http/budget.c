/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/budget.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

enum holder_kind { OF_ADDRESS = 1, OF_KEY };

struct budget_holder {
	struct budget_holder *next;
	enum holder_kind kind;
	uint8_t name[HTTP_KEY_BYTES];
	unsigned holds;			/* requests and streams; 0: it goes */
	size_t bytes, strangers;	/* strangers: of it, without a key */
	unsigned streams;
};

void budget_start(struct budget *b, const struct budget_limits *limits)
{
	*b = (struct budget){ .limits = *limits };
	must(pthread_mutex_init(&b->lock, NULL) == 0);
}

void budget_stop(struct budget *b)
{
	must(b->bytes == 0 && b->streams == 0);
	(void)pthread_mutex_destroy(&b->lock);
}

/* --- holders, under the lock -------------------------------------------------- */

static struct budget_holder **place_of(struct budget *b, enum holder_kind kind, const uint8_t *name)
{
	uint64_t sum = kind;
	struct budget_holder **at;

	for (size_t i = 0; i < HTTP_KEY_BYTES; i++)
		sum = (sum ^ name[i]) * 0x100000001b3u;
	at = &b->holders[(sum ^ sum >> 32) % ARRAY_LEN(b->holders)];
	while (*at && ((*at)->kind != kind || memcmp((*at)->name, name, HTTP_KEY_BYTES) != 0))
		at = &(*at)->next;
	return at;
}

static struct budget_holder *holder_get(struct budget *b, enum holder_kind kind,
					const uint8_t *name)
{
	struct budget_holder **at = place_of(b, kind, name), *h = *at;

	if (!h) {
		h = calloc(1, sizeof(*h));
		must_have(h);
		h->kind = kind;
		memcpy(h->name, name, HTTP_KEY_BYTES);
		*at = h;
	}
	h->holds++;
	return h;
}

static void holder_give(struct budget *b, struct budget_holder *h)
{
	struct budget_holder **at;

	if (!h || --h->holds)
		return;
	at = place_of(b, h->kind, h->name);
	*at = h->next;
	free(h);
}

/* --- asking ------------------------------------------------------------------------ */

/* The address as bytes: two ways to write one are one. */
static void name_of_address(struct str address, uint8_t name[HTTP_KEY_BYTES])
{
	char text[INET6_ADDRSTRLEN] = "";

	memset(name, 0, HTTP_KEY_BYTES);
	if (address.n == 0 || address.n >= sizeof(text))
		return;
	memcpy(text, address.p, address.n);
	if (inet_pton(AF_INET6, text, name) != 1 && inet_pton(AF_INET, text, name + 12) == 1)
		name[10] = name[11] = 0xff;
}

static enum budget_answer may_stream(const struct budget *b, const struct budget_hold *h)
{
	if (h->address && h->address->streams >= b->limits.streams_per_address)
		return BUDGET_OWN_FULL;
	return b->streams >= b->limits.streams ? BUDGET_ALL_FULL : BUDGET_HELD;
}

/* Sums cannot overflow: one body is at most what a page takes. */
static enum budget_answer stranger_may(const struct budget *b, const struct budget_hold *h)
{
	const struct budget_limits *l = &b->limits;

	if (h->address && h->address->strangers + h->bytes > l->body_strangers_per_address)
		return BUDGET_OWN_FULL;
	return b->strangers + h->bytes > l->body_strangers ? BUDGET_ALL_FULL : BUDGET_HELD;
}

static enum budget_answer may_send(const struct budget *b, const struct budget_hold *h, bool is_first)
{
	const struct budget_limits *l = &b->limits;
	enum budget_answer answer = h->key ? BUDGET_HELD : stranger_may(b, h);

	if (answer != BUDGET_HELD)
		return answer;
	if (is_first && h->key && h->key->bytes + h->bytes <= l->body_reserve_per_key &&
	    b->bytes + h->bytes <= l->body_bytes + l->body_reserve)
		return BUDGET_HELD;
	if ((h->address && h->address->bytes + h->bytes > l->body_per_address) ||
	    (h->key && h->key->bytes + h->bytes > l->body_per_key))
		return BUDGET_OWN_FULL;
	return b->bytes + h->bytes > l->body_bytes ? BUDGET_ALL_FULL : BUDGET_HELD;
}

static void count(struct budget_holder *of, const struct budget_hold *h, bool is_taken)
{
	size_t sign = is_taken ? 1 : SIZE_MAX;	/* modulo: once more is once less */

	if (!of)
		return;
	of->bytes += sign * h->bytes;
	of->streams += (unsigned)sign * h->streams;
	if (!h->key)
		of->strangers += sign * h->bytes;
}

static void change(struct budget *b, const struct budget_hold *h, bool is_taken)
{
	struct budget_holder all = { .bytes = b->bytes, .strangers = b->strangers,
				     .streams = b->streams };

	count(&all, h, is_taken);
	count(h->address, h, is_taken);
	count(h->key, h, is_taken);
	b->bytes = all.bytes;
	b->strangers = all.strangers;
	b->streams = all.streams;
}

enum budget_answer budget_take(struct budget *b, const struct budget_ask *ask,
			       struct budget_hold *ret)
{
	struct budget_hold h = { .bytes = ask->bytes, .streams = ask->streams };
	uint8_t address[HTTP_KEY_BYTES];
	enum budget_answer answer;

	*ret = (struct budget_hold){ 0 };
	if (!ask->bytes && !ask->streams)
		return BUDGET_HELD;
	name_of_address(ask->address, address);
	must(pthread_mutex_lock(&b->lock) == 0);
	h.address = ask->address.p ? holder_get(b, OF_ADDRESS, address) : NULL;
	h.key = ask->key ? holder_get(b, OF_KEY, ask->key) : NULL;
	answer = h.streams ? may_stream(b, &h) : may_send(b, &h, ask->is_first);
	if (answer == BUDGET_HELD) {
		change(b, &h, true);
		*ret = h;
	} else {
		holder_give(b, h.address);
		holder_give(b, h.key);
	}
	must(pthread_mutex_unlock(&b->lock) == 0);
	return answer;
}

void budget_give(struct budget *b, struct budget_hold *h)
{
	if (!h->bytes && !h->streams)
		return;
	must(pthread_mutex_lock(&b->lock) == 0);
	change(b, h, false);
	holder_give(b, h->address);
	holder_give(b, h->key);
	must(pthread_mutex_unlock(&b->lock) == 0);
	*h = (struct budget_hold){ 0 };
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Slow and small: bit by bit through canonical codes. */
#include "finding/inflate.h"

#include <string.h>

enum { BITS_MAX = 15, LITERALS = 288, DISTANCES = 30, LENGTHS = 19, END = 256 };

struct code {
	uint16_t count[BITS_MAX + 1];		/* symbols of each length */
	uint16_t symbol[LITERALS];		/* by length, then by number */
};

struct stream {
	struct blob in;
	size_t at;		/* in bits */
	uint8_t *out;
	size_t n, size;
	bool is_broken;
};

static unsigned bit(struct stream *s)
{
	unsigned v;

	if (s->at / 8 >= s->in.n) {
		s->is_broken = true;
		return 0;
	}
	v = s->in.p[s->at / 8] >> (s->at % 8) & 1u;
	s->at++;
	return v;
}

static unsigned bits(struct stream *s, unsigned n)
{
	unsigned v = 0;

	for (unsigned i = 0; i < n; i++)
		v |= bit(s) << i;
	return v;
}

static bool code_make(struct code *c, const uint8_t *length, size_t n)
{
	uint16_t at[BITS_MAX + 2] = { 0 };
	int left = 1;

	memset(c, 0, sizeof(*c));
	for (size_t i = 0; i < n; i++)
		c->count[length[i]]++;
	for (size_t len = 1; len <= BITS_MAX; len++) {
		left = 2 * left - c->count[len];
		if (left < 0)
			return false;
		at[len + 1] = (uint16_t)(at[len] + c->count[len]);
	}
	for (size_t i = 0; i < n; i++)
		if (length[i])
			c->symbol[at[length[i]]++] = (uint16_t)i;
	return true;
}

static unsigned symbol(struct stream *s, const struct code *c)
{
	int code = 0, first = 0, index = 0;

	for (size_t len = 1; len <= BITS_MAX; len++) {
		code |= (int)bit(s);
		if (code - c->count[len] < first)
			return c->symbol[index + code - first];
		index += c->count[len];
		first = (first + c->count[len]) << 1;
		code <<= 1;
	}
	s->is_broken = true;
	return END;
}

static void put(struct stream *s, uint8_t c)
{
	if (s->n < s->size)
		s->out[s->n++] = c;
}

static void copy(struct stream *s, unsigned length, unsigned distance)
{
	if (distance > s->n) {
		s->is_broken = true;
		return;
	}
	for (unsigned i = 0; i < length && s->n < s->size; i++)
		put(s, s->out[s->n - distance]);
}

static void packed_block(struct stream *s, const struct code *literal, const struct code *distance)
{
	static const uint16_t base[] = { 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31,
					 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258 };
	static const uint8_t more[] = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2,
					3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0 };

	while (!s->is_broken && s->n < s->size) {
		unsigned c = symbol(s, literal), length, far;

		if (c == END)
			return;
		if (c < END) {
			put(s, (uint8_t)c);
			continue;
		}
		c -= END + 1;
		if (c >= ARRAY_LEN(base)) {
			s->is_broken = true;
			return;
		}
		length = base[c] + bits(s, more[c]);
		far = symbol(s, distance);
		if (far >= DISTANCES) {
			s->is_broken = true;
			return;
		}
		if (far >= 4) {
			unsigned extra = far / 2 - 1;

			far = ((2 + (far & 1)) << extra) + bits(s, extra);
		}
		copy(s, length, far + 1);
	}
}

static void fixed_block(struct stream *s)
{
	uint8_t length[LITERALS];
	struct code literal, distance;

	memset(length, 8, 144);
	memset(length + 144, 9, 112);
	memset(length + 256, 7, 24);
	memset(length + 280, 8, 8);
	(void)code_make(&literal, length, LITERALS);
	memset(length, 5, DISTANCES);
	(void)code_make(&distance, length, DISTANCES);
	packed_block(s, &literal, &distance);
}

/* The lengths of both codes, themselves in a code. */
static bool lengths(struct stream *s, uint8_t *ret, size_t n)
{
	static const uint8_t order[LENGTHS] = { 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15 };
	uint8_t own[LENGTHS] = { 0 };
	struct code code;
	unsigned known = bits(s, 4) + 4;

	for (unsigned i = 0; i < known; i++)
		own[order[i]] = (uint8_t)bits(s, 3);
	if (!code_make(&code, own, LENGTHS))
		return false;
	for (size_t i = 0; i < n && !s->is_broken;) {
		unsigned c = symbol(s, &code), times;

		if (c < 16) {
			ret[i++] = (uint8_t)c;
			continue;
		}
		if (c >= LENGTHS || (c == 16 && i == 0))
			return false;
		times = c == 16 ? 3 + bits(s, 2) : c == 17 ? 3 + bits(s, 3) : 11 + bits(s, 7);
		if (times > n - i)
			return false;
		memset(ret + i, c == 16 ? ret[i - 1] : 0, times);
		i += times;
	}
	return !s->is_broken;
}

static void own_block(struct stream *s)
{
	uint8_t length[LITERALS + 32] = { 0 };
	struct code literal, distance;
	size_t a = bits(s, 5) + 257, b = bits(s, 5) + 1;

	if (a > LITERALS || !lengths(s, length, a + b) || !code_make(&literal, length, a) ||
	    !code_make(&distance, length + a, b))
		s->is_broken = true;
	else
		packed_block(s, &literal, &distance);
}

static void stored_block(struct stream *s)
{
	size_t at, n;

	s->at = (s->at + 7) / 8 * 8;
	n = bits(s, 16);
	if (bits(s, 16) != (~n & 0xffff))
		s->is_broken = true;
	at = s->at / 8;
	for (size_t i = 0; i < n && !s->is_broken && s->n < s->size; i++) {
		if (at + i >= s->in.n)
			s->is_broken = true;
		else
			put(s, s->in.p[at + i]);
	}
	s->at += n * 8;
}

size_t inflate_some(struct blob packed, uint8_t *ret, size_t size, bool *ret_whole)
{
	struct stream s = { .in = packed, .out = ret, .size = size };
	bool is_last = false;

	while (!is_last && !s.is_broken && s.n < s.size) {
		is_last = bit(&s);
		switch (bits(&s, 2)) {
		case 0:
			stored_block(&s);
			break;
		case 1:
			fixed_block(&s);
			break;
		case 2:
			own_block(&s);
			break;
		default:
			s.is_broken = true;
		}
	}
	*ret_whole = is_last && !s.is_broken && s.n < s.size;
	return s.n;
}

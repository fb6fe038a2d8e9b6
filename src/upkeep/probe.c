/* SPDX-License-Identifier: EUPL-1.2 */
#include "upkeep/probe.h"

#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "base/must.h"

void probe_word(const uint8_t key[32], int64_t now, char ret[PROBE_WORD_CHARS + 1])
{
	static const char purpose[16] = "peil doctor 1";
	unsigned char text[sizeof(purpose) + sizeof(int64_t)], hash[PROBE_WORD_CHARS / 2];
	int64_t minute = now / CLOCK_MINUTE_MS;

	memcpy(text, purpose, sizeof(purpose));
	memcpy(text + sizeof(purpose), &minute, sizeof(minute));
	must(sodium_init() >= 0);
	must(crypto_generichash(hash, sizeof(hash), text, sizeof(text), key, 32) == 0);
	(void)sodium_bin2hex(ret, PROBE_WORD_CHARS + 1, hash, sizeof(hash));
}

bool probe_is(const uint8_t key[32], int64_t now, struct str word)
{
	bool is = false;

	for (int i = -1; i <= 1; i++) {
		char right[PROBE_WORD_CHARS + 1];

		probe_word(key, now + i * CLOCK_MINUTE_MS, right);
		is |= word.n == PROBE_WORD_CHARS && sodium_memcmp(right, word.p, PROBE_WORD_CHARS) == 0;
	}
	return is;
}

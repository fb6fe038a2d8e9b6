/* SPDX-License-Identifier: EUPL-1.2 */
#include "server/seal.h"

#include <sodium.h>
#include <string.h>

#include "base/must.h"
#include "base/out.h"
#include "base/rng.h"

enum {
	PROOF_BYTES = 16, PROOF_CHARS = PROOF_BYTES * 2,
	MARK_BYTES = 16, MARK_CHARS = MARK_BYTES * 2,
	TOKEN_BYTES_MAX = 300,
	SEALED_EXTRA = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES,
};

/* Each use has a key of its own. */
static void key_for(const struct seal *s, const char *use, uint8_t ret[SEAL_KEY_BYTES])
{
	must(crypto_generichash(ret, SEAL_KEY_BYTES, (const uint8_t *)use, strlen(use), s->key,
				sizeof(s->key)) == 0);
}

static void proof_of(const struct seal *s, const char *use, struct str text,
		     char ret[PROOF_CHARS + 1])
{
	uint8_t key[SEAL_KEY_BYTES], proof[PROOF_BYTES];

	key_for(s, use, key);
	must(crypto_generichash(proof, sizeof(proof), (const uint8_t *)text.p, text.n, key,
				sizeof(key)) == 0);
	(void)sodium_bin2hex(ret, PROOF_CHARS + 1, proof, sizeof(proof));
	sodium_memzero(key, sizeof(key));
}

/* `text` is what goes before its proof. */
static bool is_proved(const struct seal *s, const char *use, struct str text, struct str proof)
{
	char right[PROOF_CHARS + 1];

	if (proof.n != PROOF_CHARS)
		return false;
	proof_of(s, use, text, right);
	return sodium_memcmp(right, proof.p, PROOF_CHARS) == 0;
}

struct str seal_token(const struct seal *s, struct arena *a, struct str csrf, int64_t account)
{
	struct out o = out_new(a, TOKEN_BYTES_MAX);
	char proof[PROOF_CHARS + 1];

	out_str(&o, csrf);
	out_char(&o, '.');
	out_i64(&o, account);
	proof_of(s, "token of a form", out_done(&o), proof);
	out_char(&o, '.');
	out_c(&o, proof);
	return out_done(&o);
}

int64_t seal_token_account(const struct seal *s, struct str token)
{
	struct str said, proof, account;
	int64_t ret;

	if (token.n > TOKEN_BYTES_MAX || token.n < PROOF_CHARS + 1)
		return 0;
	said = str_cut(token, 0, token.n - PROOF_CHARS - 1);
	proof = str_cut(token, token.n - PROOF_CHARS, token.n);
	if (token.p[said.n] != '.' || !is_proved(s, "token of a form", said, proof))
		return 0;
	(void)str_split(said, '.', &account);
	return str_i64(account, 1, INT64_MAX, &ret) ? ret : 0;
}

struct str seal_close(const struct seal *s, struct arena *a, struct str text)
{
	size_t n = text.n + SEALED_EXTRA;
	size_t chars = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	uint8_t key[SEAL_KEY_BYTES], *bytes = arena_alloc(a, n);
	char *letter = arena_alloc(a, chars);

	rng_bytes(bytes, crypto_secretbox_NONCEBYTES);
	key_for(s, "letter", key);
	must(crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES, (const uint8_t *)text.p,
				   text.n, bytes, key) == 0);
	sodium_memzero(key, sizeof(key));
	must(sodium_bin2base64(letter, chars, bytes, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING));
	return (struct str){ letter, chars - 1 };
}

struct str seal_open(const struct seal *s, struct arena *a, struct str letter)
{
	uint8_t key[SEAL_KEY_BYTES], *bytes = arena_alloc(a, letter.n + 1);
	size_t n = 0;
	uint8_t *text;
	bool is_ours;

	if (sodium_base642bin(bytes, letter.n + 1, letter.p, letter.n, NULL, &n, NULL,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    n < SEALED_EXTRA)
		return (struct str){ 0 };
	text = arena_alloc(a, n);
	key_for(s, "letter", key);
	is_ours = crypto_secretbox_open_easy(text, bytes + crypto_secretbox_NONCEBYTES,
					     n - crypto_secretbox_NONCEBYTES, bytes, key) == 0;
	sodium_memzero(key, sizeof(key));
	return is_ours ? (struct str){ (const char *)text, n - SEALED_EXTRA } : (struct str){ 0 };
}

struct str seal_mark(const struct seal *s, struct arena *a)
{
	struct out o = out_new(a, MARK_CHARS + PROOF_CHARS + 1);
	uint8_t bytes[MARK_BYTES];
	char proof[PROOF_CHARS + 1];

	rng_bytes(bytes, sizeof(bytes));
	out_hex(&o, (struct blob){ bytes, sizeof(bytes) });
	proof_of(s, "known browser", out_done(&o), proof);
	out_c(&o, proof);
	return out_done(&o);
}

bool seal_mark_is_ours(const struct seal *s, struct str mark)
{
	return mark.n == MARK_CHARS + PROOF_CHARS &&
	       is_proved(s, "known browser", str_cut(mark, 0, MARK_CHARS),
			 str_cut(mark, MARK_CHARS, mark.n));
}

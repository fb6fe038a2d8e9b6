/* SPDX-License-Identifier: EUPL-1.2 */
/* Making and reading typed codes. */
#include "base/code.h"

#include <string.h>

#include "base/rng.h"

void code_make(char *ret, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ret[i] = CODE_ALPHABET[rng_below(CODE_LETTERS)];
}

/* The character meant, or 0. */
static char meant(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		return '0';
	if (c == 'I' || c == 'L')
		return '1';
	return c && strchr(CODE_ALPHABET, c) ? c : '\0';
}

bool code_parse(struct str typed, char *ret, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.p[i];

		if (c == ' ' || c == '-' || c == '\t')
			continue;
		c = meant(c);
		if (!c || count == n)
			return false;
		ret[count++] = c;
	}
	return count == n;
}
